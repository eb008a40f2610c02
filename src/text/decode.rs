//! Bytes to text.
//!
//! In: the bytes of a file. Out: UTF-8 text without its byte order mark, or the place of the first
//! byte that is not UTF-8. Never: guesses or replaces a byte.

/// Bytes that are no UTF-8 text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: byte {offset} is not valid UTF-8")]
pub struct DecodeError {
    /// 1-based line of the first invalid byte.
    pub line: usize,
    /// 0-based byte offset of it in the file.
    pub offset: usize,
}

/// The text of `bytes`, borrowed, without a leading byte order mark.
///
/// # Errors
/// The first byte that is not UTF-8.
pub fn utf8(bytes: &[u8]) -> Result<&str, DecodeError> {
    match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let offset = error.valid_up_to();
            let line = bytes[..offset].iter().filter(|b| **b == b'\n').count() + 1;
            Err(DecodeError { line, offset })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_line_of_the_first_bad_byte() {
        assert_eq!(utf8(b"a\nb\n\xff"), Err(DecodeError { line: 3, offset: 4 }));
        assert_eq!(utf8("\u{feff}規約".as_bytes()), Ok("規約"));
    }
}

//! How many columns a text takes on a page of fixed pitch.
//!
//! In: a string. Out: columns, a full-width character counting two. Never: allocates.

use unicode_width::UnicodeWidthChar;

/// Columns of one character: 2 for full width and East Asian ambiguous characters, 0 for marks
/// and controls, else 1. Ambiguous characters (※ ① …) are wide in Japanese typesetting.
#[inline]
pub fn of_char(c: char) -> usize {
    if c.is_ascii() {
        return usize::from(!c.is_ascii_control());
    }
    match c {
        '\u{3000}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}' => 2,
        _ => c.width_cjk().unwrap_or(0),
    }
}

/// Columns of a text.
#[inline]
pub fn of(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut columns = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b' '..=b'~' => {
                columns += 1;
                at += 1;
            }
            // U+3000 – U+9FFF
            0xe3..=0xe9 => {
                columns += 2;
                at += 3;
            }
            _ => {
                let c = text[at..].chars().next().unwrap_or(' ');
                columns += of_char(c);
                at += c.len_utf8();
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_counts_two() {
        assert_eq!(of("第1条　①"), 2 + 1 + 2 + 2 + 2);
        for text in ["か゚\u{3099}ｱ（）…é龥\u{9fff}\u{a000}\t한", "", "abc　〜"] {
            assert_eq!(of(text), text.chars().map(of_char).sum::<usize>(), "{text}");
        }
    }
}

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
    common(text.as_bytes()).unwrap_or_else(|| text.chars().map(of_char).sum())
}

/// Columns where every character is told by its first byte, as in nearly all lines: ASCII but controls counts one, U+3000
/// – U+9FFF (E3 to E9) and U+FF01 – U+FF60 (EF) two. A byte that continues a character counts nothing.
#[inline]
fn common(bytes: &[u8]) -> Option<usize> {
    let (mut columns, mut other, mut forms) = (0, false, false);
    // Short enough for a sum of bytes, and without a branch, so that many bytes are counted at once.
    for chunk in bytes.chunks(64) {
        let mut sum = 0u8;
        for byte in chunk {
            let narrow = (0x20..=0x7e).contains(byte);
            let form = *byte == 0xef;
            let wide = (0xe3..=0xe9).contains(byte) | form;
            let rest = (0x80..=0xbf).contains(byte);
            sum += u8::from(narrow) + 2 * u8::from(wide);
            other |= !(narrow | wide | rest);
            forms |= form;
        }
        columns += usize::from(sum);
    }
    let is_wide = |at: usize| {
        matches!(
            bytes[at + 1..],
            [0xbc, 0x81..=0xff, ..] | [0xbd, 0..=0xa0, ..]
        )
    };
    let wide = !forms || memchr::memchr_iter(0xef, bytes).all(is_wide);
    (!other && wide).then_some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_counts_two() {
        assert_eq!(of("第1条　①"), 2 + 1 + 2 + 2 + 2);
        for c in (0..0x1_0000).filter_map(char::from_u32) {
            let text = format!("a{c}目（{c}");
            let slow = text.chars().map(of_char).sum::<usize>();
            assert_eq!(of(&text), slow, "{c:?}");
        }
        for text in ["か゚\u{3099}ｱ（）…é龥\u{9fff}\u{a000}\t한", "", "abc　〜"] {
            assert_eq!(of(text), text.chars().map(of_char).sum::<usize>(), "{text}");
        }
    }
}

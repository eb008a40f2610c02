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
    /// Bytes counted together, without a branch.
    const MANY: usize = 32;
    let (mut columns, mut other, mut forms) = (0, 0, 0);
    let mut count = |chunk: &[u8; MANY]| {
        let mut sum = 0;
        for byte in chunk {
            let narrow = u8::from(byte.wrapping_sub(b' ') < 0x5f);
            let form = u8::from(*byte == 0xef);
            let wide = u8::from(byte.wrapping_sub(0xe3) < 7) | form;
            let rest = u8::from(byte.wrapping_sub(0x80) < 0x40);
            sum += narrow + wide + wide;
            other |= (narrow | wide | rest) ^ 1;
            forms |= form;
        }
        columns += usize::from(sum);
    };
    let (chunks, last) = bytes.as_chunks();
    chunks.iter().for_each(&mut count);
    // Filled up with bytes that count nothing.
    let mut end = [0x80; MANY];
    end[..last.len()].copy_from_slice(last);
    count(&end);
    let is_wide = |at: usize| {
        matches!(
            bytes[at + 1..],
            [0xbc, 0x81..=0xff, ..] | [0xbd, 0..=0xa0, ..]
        )
    };
    let wide = forms == 0 || memchr::memchr_iter(0xef, bytes).all(is_wide);
    (other == 0 && wide).then_some(columns)
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

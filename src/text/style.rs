//! Style: in which numerals a text writes its numbers.
//!
//! In: a marker or a reference; a number. Out: the numerals it is written in; the number in them. Never: changes a stored
//! character.

use super::numeral;

/// The numerals of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    /// `2`.
    #[default]
    Half,
    /// `２`.
    Full,
    /// `二`.
    Kanji,
}

impl Style {
    /// The numerals of a marker or reference.
    pub fn of(marker: &str) -> Self {
        if marker.chars().any(numeral::is_kanji_numeral) {
            Self::Kanji
        } else if marker.contains(|c: char| ('０'..='９').contains(&c)) {
            Self::Full
        } else {
            Self::Half
        }
    }

    /// `number` in these numerals.
    pub fn write(self, number: u32) -> String {
        match self {
            Self::Half => number.to_string(),
            Self::Full => (number.to_string().chars())
                .map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap_or(c))
                .collect(),
            Self::Kanji => kanji(number),
        }
    }
}

/// A number as laws write it: 二百三十一; what they never reach stays in digits.
fn kanji(number: u32) -> String {
    if number == 0 || number > 9_999 {
        return number.to_string();
    }
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let mut out = String::new();
    for (unit, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit > 1 || (digit == 1 && unit == 1) {
            out.push_str(DIGITS[digit as usize]);
        }
        if digit > 0 {
            out.push_str(name);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_the_numerals_of_the_text() {
        for (style, number, expected) in [
            (Style::Half, 12, "12"),
            (Style::Full, 12, "１２"),
            (Style::Kanji, 1, "一"),
            (Style::Kanji, 10, "十"),
            (Style::Kanji, 21, "二十一"),
            (Style::Kanji, 105, "百五"),
            (Style::Kanji, 1_110, "千百十"),
        ] {
            assert_eq!(style.write(number), expected);
        }
        assert_eq!(Style::of("第十条"), Style::Kanji);
        assert_eq!(Style::of("第１０条"), Style::Full);
    }
}

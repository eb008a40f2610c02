//! Script: what kind of character a reader sees.
//!
//! In: a character. Out: its script. Never: looks at words.

use crate::text::{fold, numeral};

/// The scripts that a reader tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// 漢字, 々〆 included.
    Kanji,
    /// ひらがな.
    Hiragana,
    /// カタカナ of both widths, ー included.
    Katakana,
    /// Latin letters of both widths.
    Latin,
    /// Arabic digits of both widths.
    Digit,
    /// Blanks.
    Blank,
    /// Everything else: punctuation, brackets, symbols.
    Other,
}

/// The script of `c`.
pub(crate) fn of(c: char) -> Script {
    match fold::half_width(c) {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => return Script::Latin,
        '0'..='9' => return Script::Digit,
        _ => {}
    }
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => Script::Hiragana,
        'ァ'..='ヺ' | 'ー' | 'ヽ' | 'ヾ' | '\u{ff66}'..='\u{ff9f}' => Script::Katakana,
        '々' | '〆' | '〇' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => Script::Kanji,
        '\u{20000}'..='\u{3ffff}' => Script::Kanji,
        c if super::is_space(c) => Script::Blank,
        _ => Script::Other,
    }
}

/// True for a digit or an 漢数字 that counts.
pub(crate) fn is_numeral(c: char) -> bool {
    // Kana, by far the most of a text, are none.
    if ('ぁ'..='ヿ').contains(&c) {
        return false;
    }
    fold::half_width(c).is_ascii_digit()
        || (numeral::is_kanji_numeral(c) && c != '元')
        || matches!(c, '万' | '億' | '兆')
}

/// True where a text may be cut between `a` and `b` without cutting a word of one script: inside ひらがな any cut may
/// split a word too, so only a change of script will do.
pub(crate) fn may_cut(a: char, b: char) -> bool {
    of(a) != of(b) || of(a) == Script::Other
}

/// True for a character that a term is made of: 漢字, カタカナ, letters, digits, and ・ between them.
pub(crate) fn is_word(c: char) -> bool {
    matches!(
        of(c),
        Script::Kanji | Script::Katakana | Script::Latin | Script::Digit
    ) || c == '・'
}

//! Around: the word, the name of a law or the reference that a text ends or begins with.
//!
//! In: what stands before or after a change. Out: the part of it that belongs to the change. Never: looks into the change.

use super::script::{self, Script};

/// The run of 漢字, カタカナ and letters that ends a text; empty where it ends otherwise.
pub fn last_word(text: &str) -> &str {
    let length: usize = text
        .chars()
        .rev()
        .take_while(|c| script::is_word(*c))
        .map(char::len_utf8)
        .sum();
    &text[text.len() - length..]
}

/// The run of 漢字, カタカナ and letters that begins a text; empty where it begins otherwise.
pub fn first_word(text: &str) -> &str {
    let length: usize = text
        .chars()
        .take_while(|c| script::is_word(*c))
        .map(char::len_utf8)
        .sum();
    &text[..length]
}

/// The run of one script that begins a text, 漢字, カタカナ or letters; empty where it begins otherwise.
pub(crate) fn first_run(text: &str) -> &str {
    let word = first_word(text);
    let mut chars = word.char_indices().zip(word.chars().skip(1));
    let end = chars.find(|((_, a), b)| script::may_cut(*a, *b));
    &word[..end.map_or(word.len(), |((at, a), _)| at + a.len_utf8())]
}

/// The run of one script that ends a text, 漢字, カタカナ or letters; empty where it ends otherwise.
pub(crate) fn last_run(text: &str) -> &str {
    let word = last_word(text);
    let chars = word.char_indices().zip(word.chars().skip(1));
    let start = chars.filter(|((_, a), b)| script::may_cut(*a, *b)).last();
    &word[start.map_or(0, |((at, a), _)| at + a.len_utf8())..]
}

/// True for a character of a word, ひらがな included.
pub(crate) fn is_letter(c: char) -> bool {
    script::is_word(c) || script::of(c) == Script::Hiragana
}

/// True where two neighbouring characters belong to one word: both 漢字, both カタカナ, letters or digits.
pub(crate) fn in_one_word(a: char, b: char) -> bool {
    script::is_word(a) && script::is_word(b) && !script::may_cut(a, b)
}

/// True for a character that a reference is made of: 第三条の二第一項.
pub(crate) fn is_of_reference(c: char) -> bool {
    script::is_numeral(c) || "第条項号章節の".contains(c)
}

/// 次条 or its kin that ends a text; else the name of a law that ends it, with the number of 条 that follow it: 個人情報保護法 before 第27条, 個人情報保護法第27条
/// before 第1項; empty where it ends otherwise.
pub(crate) fn law_before(text: &str) -> &str {
    /// What names the policy's own article or 項 before a number.
    const OWN: [&str; 6] = ["前条", "次条", "同条", "前項", "次項", "同項"];
    if let Some(word) = OWN.iter().find(|w| text.ends_with(*w)) {
        return &text[text.len() - word.len()..];
    }
    let digits = |c: char| script::is_numeral(c) || "第条項号の".contains(c);
    let steps = text.trim_end_matches(digits);
    if text[steps.len()..].contains('の') {
        return "";
    }
    // The 法令番号 in brackets after the name.
    let name = steps
        .strip_suffix(['）', ')'])
        .and_then(|t| t.rfind(['（', '(']).map(|at| &t[..at]))
        .unwrap_or(steps);
    let word = last_word(name);
    let word = if word == "法律" || word == "政令" {
        // 個人情報の保護に関する法律 is one name.
        let ends = |c: char| matches!(c, '、' | '。' | '，' | 'は') || !is_letter(c);
        name.rfind(ends).map_or(name, |at| {
            name[at..]
                .char_indices()
                .nth(1)
                .map_or("", |(next, _)| &name[at + next..])
        })
    } else {
        word
    };
    let is_law = word.ends_with(['法', '令', '例', '律']) || word.ends_with("規則");
    if is_law {
        &text[name.len() - word.len()..]
    } else {
        ""
    }
}

/// The steps of a reference that begin a text: 第1項第2号.
pub(crate) fn reference_after(text: &str) -> &str {
    let mut end = 0;
    while text[end..].starts_with('第') {
        let digits: usize = text[end + '第'.len_utf8()..]
            .chars()
            .take_while(|c| script::is_numeral(*c))
            .map(char::len_utf8)
            .sum();
        let unit = end + '第'.len_utf8() + digits;
        match text[unit..].chars().next() {
            Some(c @ ('条' | '項' | '号')) if digits > 0 => end = unit + c.len_utf8(),
            _ => break,
        }
    }
    &text[..end]
}

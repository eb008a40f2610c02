//! Citation: a change of a law's name or number.
//!
//! In: a text. Out: whether it names a law, and the name before a reference. Never: takes 方法 or 違法 for a law.

use crate::diff::inline::script::{self, Script};

/// Words that only laws, ordinances and their numbers hold: the forms of 法令番号 and titles (法令の題名の付け方).
const LAWS: [&str; 7] = [
    "法律第",
    "省令",
    "政令",
    "施行令",
    "施行規則",
    "条例",
    "に関する法律",
];

/// Words that end in 法 and name no law.
const NO_LAW: [&str; 8] = [
    "方法", "手法", "適法", "違法", "用法", "司法", "立法", "不法",
];

/// True where a text names a law: …法, …に関する法律, 平成15年法律第57号.
pub(super) fn names(text: &str) -> bool {
    if LAWS.iter().any(|w| text.contains(w)) {
        return true;
    }
    text.match_indices('法').any(|(at, law)| {
        let before: String = text[..at + law.len()]
            .chars()
            .rev()
            .take(2)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        let kanji_before = text[..at]
            .chars()
            .rev()
            .take_while(|c| script::of(*c) == Script::Kanji)
            .count();
        let after = text[at + law.len()..].chars().next();
        kanji_before >= 1
            && !NO_LAW.contains(&before.as_str())
            && after.is_none_or(|c| script::of(c) != Script::Kanji || c == '第')
    })
}

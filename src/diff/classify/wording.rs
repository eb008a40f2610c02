//! Wording: what kind of words changed: a number, a law, an obligation, a company.
//!
//! In: what stood and what stands, with the words around. Out: a [`Kind`]. Never: judges whether a change matters.

use crate::diff::inline::script::{self, Script};
use crate::diff::revision::Kind;

/// Forms of a company's name.
const COMPANY: [&str; 10] = [
    "株式会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "有限会社",
    "一般社団法人",
    "一般財団法人",
    "Inc.",
    "LLC",
    "Ltd",
];

/// What the end of a sentence obliges to, strongest first; a stem stands for its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Force {
    MustNot,
    Must,
    Cannot,
    May,
    Endeavour,
}

const FORCES: [(Force, &[&str]); 5] = [
    (
        Force::MustNot,
        &[
            "てはならない",
            "ではならない",
            "てはなりません",
            "を禁止",
            "を禁じ",
            "禁止する",
            "禁止します",
        ],
    ),
    (
        Force::Must,
        &[
            "なければならない",
            "なければなりません",
            "ものとする",
            "ものとします",
            "義務を負",
            "必要があります",
            "必要がある",
        ],
    ),
    (
        Force::Cannot,
        &[
            "ことができない",
            "ことはできない",
            "ことができません",
            "ことはできません",
            "できません",
            "できない",
        ],
    ),
    (
        Force::May,
        &[
            "ことができる",
            "ことができます",
            "ことがある",
            "ことがあります",
            "場合がある",
            "場合があります",
            "できます",
            "できる",
        ],
    ),
    (
        Force::Endeavour,
        &["努める", "努めます", "努めなければ", "努力"],
    ),
];

/// Words that end in 法 and name no law.
const NO_LAW: [&str; 8] = [
    "方法", "手法", "適法", "違法", "用法", "司法", "立法", "不法",
];

/// What kind of change leads from `old` to `new`; `after` is what follows.
pub(crate) fn kind(old: &str, new: &str, after: &str) -> Kind {
    if old.is_empty() && new.is_empty() {
        return Kind::Wording;
    }
    if is_number(old, new) {
        return Kind::Number;
    }
    if names_company(old) || names_company(new) {
        return Kind::Company;
    }
    if names_law(old) || names_law(new) {
        return Kind::Citation;
    }
    if force(old, after) != force(new, after)
        && (force(old, "").is_some() || force(new, "").is_some())
    {
        return Kind::Obligation;
    }
    Kind::Wording
}

/// True where only numerals differ: 14日 → 30日, 1万円 → 2万円.
fn is_number(old: &str, new: &str) -> bool {
    let words = |text: &str| -> String {
        text.chars()
            .filter(|c| !script::is_numeral(*c) && !matches!(c, ',' | '，' | '.' | '．'))
            .collect()
    };
    let has = |text: &str| text.chars().any(script::is_numeral);
    let units = "年月日週間時分秒円株％%人名回件個割か";
    has(old)
        && has(new)
        && (words(old) == words(new)
            || (words(old).chars().all(|c| units.contains(c))
                && words(new).chars().all(|c| units.contains(c))))
}

fn names_company(text: &str) -> bool {
    COMPANY.iter().any(|form| text.contains(form))
}

/// True where a text names a law: …法, …に関する法律, 平成15年法律第57号.
fn names_law(text: &str) -> bool {
    if [
        "法律第",
        "省令",
        "政令",
        "施行令",
        "施行規則",
        "条例",
        "に関する法律",
    ]
    .iter()
    .any(|w| text.contains(w))
    {
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

fn force(text: &str, after: &str) -> Option<Force> {
    let joined: String = text.chars().chain(after.chars().take(6)).collect();
    // MustNot and Cannot hold Must's and May's stems: they are asked first by their place in the table.
    FORCES
        .iter()
        .find(|(_, forms)| forms.iter().any(|f| joined.contains(f)))
        .map(|(force, _)| *force)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        for (old, new, after, expected) in [
            ("14日", "30日", "以内", Kind::Number),
            ("みどり株式会社", "あおば株式会社", "", Kind::Company),
            (
                "個人情報保護法",
                "個人情報の保護に関する法律",
                "",
                Kind::Citation,
            ),
            ("ことができる", "なければならない", "。", Kind::Obligation),
            ("方法", "手段", "", Kind::Wording),
            ("会員", "利用者", "", Kind::Wording),
        ] {
            assert_eq!(kind(old, new, after), expected, "{old} {new}");
        }
    }
}

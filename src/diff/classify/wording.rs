//! Wording: what kind of words changed: a number, a law, an obligation, a company.
//!
//! In: what stood and what stands, with the words around. Out: a [`Kind`]. Never: judges whether a change matters.

use super::{citation, company, number, obligation};
use crate::diff::revision::Kind;

/// What kind of change leads from `old` to `new`; `before` and `after` are what stands around.
pub(crate) fn kind(old: &str, new: &str, before: &str, after: &str) -> Kind {
    if old.is_empty() && new.is_empty() {
        return Kind::Wording;
    }
    if number::is(old, new) {
        return Kind::Number;
    }
    let replaced = !old.is_empty() && !new.is_empty();
    let is_name = |text: &str| text.is_empty() || company::names(text);
    if (is_name(old) && is_name(new)) || (replaced && company::is_beside(before, after)) {
        return Kind::Company;
    }
    if citation::names(old) || citation::names(new) {
        return Kind::Citation;
    }
    let phrase = |text: &str| obligation::phrase(before, text, after);
    let (was, is) = (phrase(old), phrase(new));
    let force = |phrase: &str| obligation::force(phrase, after);
    if (was.is_some() || is.is_some())
        && force(was.as_deref().unwrap_or(old)) != force(is.as_deref().unwrap_or(new))
    {
        return Kind::Obligation;
    }
    Kind::Wording
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        assert_eq!(
            kind("するよう努め", "し", "保護具を着用", "なければならない。"),
            Kind::Obligation
        );
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
            (
                "株式会社みどりの会員",
                "会社の全会員に適用する。ただし",
                "",
                Kind::Wording,
            ),
            ("方法", "手段", "", Kind::Wording),
            ("会員", "利用者", "", Kind::Wording),
            ("みどり", "あおば", "株式会社は", Kind::Company),
        ] {
            assert_eq!(kind(old, new, "", after), expected, "{old} {new}");
        }
    }
}

//! Company: a change of a company's name.
//!
//! In: a text; the two organisations that made the texts. Out: whether a text names a company by its form, and where the
//! organisation's new name stands for its old one. Never: guesses from a name without a form.

use std::ops::Range;

use crate::diff::revision::{Revision, Spot};

/// What the law calls the forms of companies and associations (会社法第6条, 一般法人法第5条), and the abbreviations in use.
const COMPANY: [&str; 16] = [
    "株式会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "有限会社",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "特定非営利活動法人",
    "（株）",
    "(株)",
    "㈱",
    "Inc.",
    "LLC",
    "Ltd",
];

/// What a sentence holds and a name does not.
const VERBAL: [&str; 5] = ["する", "します", "には", "では", "とは"];
/// The longest name of a company, in characters.
const LONGEST: usize = 30;

/// True where a text is the name of a company, and nothing more: a sentence that holds one is none.
pub(crate) fn names(text: &str) -> bool {
    COMPANY.iter().any(|form| text.contains(form))
        && text.chars().count() <= LONGEST
        && !text.contains(['、', '。', '，', '「', '」', 'を'])
        && !VERBAL.iter().any(|words| text.contains(words))
}

/// True where the form of a company stands right before or after: みどり in みどり株式会社.
pub(super) fn is_beside(before: &str, after: &str) -> bool {
    COMPANY
        .iter()
        .any(|form| before.ends_with(form) || after.starts_with(form))
}

/// The organisation that made the text under its old and its new name.
///
/// Invariant: either both names are there and differ, or none.
pub(crate) struct Renaming<'a>(Option<(&'a str, &'a str)>);

impl<'a> Renaming<'a> {
    /// The names of a revision.
    pub(super) fn of(revision: &Revision<'a>) -> Self {
        let old = revision.old.organization.as_deref();
        let new = revision.new.organization.as_deref();
        Self(old.zip(new).filter(|(a, b)| a != b))
    }

    /// The old and the new name.
    pub(super) fn words(&self) -> Option<(String, String)> {
        self.0.map(|(a, b)| (a.to_owned(), b.to_owned()))
    }

    /// Where in the old line, in bytes, the old name stands of which a spot at `place` is a part, where the new name stands
    /// for it in the new line.
    pub(super) fn place(
        &self,
        spot: &Spot,
        place: (usize, usize),
        old: &str,
        new: &str,
    ) -> Option<Range<usize>> {
        let (was, is) = self.0?;
        let holds = |text: &str, name: &str, at: usize, part: &str| {
            text.match_indices(name)
                .map(|(start, name)| start..start + name.len())
                .find(|r| r.start <= at && at + part.len() <= r.end)
        };
        holds(new, is, place.1, &spot.new)?;
        holds(old, was, place.0, &spot.old)
    }
}

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

/// True where a part of a company's name that begins with its form stands before: 物流 in 株式会社みどり物流.
pub(super) fn goes_on(before: &str) -> bool {
    !name_in_kana(before).is_empty()
}

/// What hangs on the form of a company in ひらがな and begins no name.
#[rustfmt::skip]
const PARTICLES: [&str; 25] = [
    "から", "まで", "より", "など", "には", "では", "とは", "への", "との", "にて", "および", "または", "ならびに", "もしくは",
    "その", "ほか", "である", "でない", "という", "とする", "として", "により", "による", "において", "における",
];
/// The longest part of a name in ひらがな, in characters.
const KANA: usize = 8;

/// The form of a company and the part of its name in ひらがな that end a text: 株式会社みどり; empty where it ends otherwise.
fn name_in_kana(text: &str) -> &str {
    let rest = text.trim_end_matches(|c| ('ぁ'..='ん').contains(&c));
    let kana = &text[rest.len()..];
    let fits = (2..=KANA).contains(&kana.chars().count()) && !PARTICLES.contains(&kana);
    let form = COMPANY.iter().find(|form| rest.ends_with(*form));
    match form.filter(|_| fits) {
        Some(form) => &text[rest.len() - form.len()..],
        None => "",
    }
}

/// What stands before a part of a company's name and belongs to the name.
pub(crate) fn name_before(text: &str) -> &str {
    let kana = name_in_kana(text);
    if kana.is_empty() {
        crate::diff::inline::last_word(text)
    } else {
        kana
    }
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

//! Which version each text becomes, decided before anything is written.
//!
//! In: texts, and the versions there are. Out: for each text its key, or the version it repeats.
//! Never: writes.

use std::collections::BTreeMap;

use super::git::Oid;
use super::records::{self, DateRecord};
use super::{CorpusError, Day, PolicyId, VersionKey, version_key};
use crate::document::{Document, version_day};
use crate::source::Format;

/// A text that is to become a version.
#[derive(Debug, Clone)]
pub struct NewText {
    /// The policy it belongs to.
    pub policy: PolicyId,
    /// The name of the file it came from, without its folders.
    pub name: String,
    /// Its bytes as received.
    pub bytes: Vec<u8>,
    /// What they are.
    pub format: Format,
    /// Its clauses.
    pub document: Document,
    /// The day it took effect.
    pub day: Day,
    /// A title in place of the text's own.
    pub title: Option<String>,
    /// An organisation's name in place of the one the text names.
    pub organization: Option<String>,
}

/// What became of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The policy it belongs to.
    pub policy: PolicyId,
    /// The name of its file.
    pub name: String,
    /// The version it is, or the one it repeats.
    pub version: VersionKey,
    /// What was done.
    pub outcome: Outcome,
}

/// What was done with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing: that version has the very same bytes.
    Unchanged,
    /// It is a version now.
    Added {
        /// The version it follows.
        previous: Option<VersionKey>,
        /// True where it names the same dates as that one although its text differs.
        same_dates: bool,
        /// True where its day comes from the text alone.
        day_of_text: bool,
    },
}

/// The day of a text: given by the user, else the one its file's name begins with, else the one it names.
///
/// # Errors
/// [`CorpusError::ImpossibleDay`], [`CorpusError::NoDate`].
pub fn choose_day(
    given: Option<jiff::civil::Date>,
    name: &str,
    document: &Document,
) -> Result<Day, CorpusError> {
    if let Some(day) = given {
        return Ok(Day::Given(day));
    }
    match version_key::day_of_name(name) {
        version_key::NamedDay::Day(day, nth) => Ok(Day::Named(day, nth)),
        version_key::NamedDay::Impossible => Err(CorpusError::ImpossibleDay {
            name: name.to_owned(),
        }),
        version_key::NamedDay::None => {
            version_day(&document.dates)
                .map(Day::Text)
                .ok_or_else(|| CorpusError::NoDate {
                    name: name.to_owned(),
                })
        }
    }
}

/// A version as far as planning needs it.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) source: Option<Oid>,
    pub(super) dates: Vec<DateRecord>,
}

/// The versions of the policies a plan touches.
pub(super) type Policies = BTreeMap<PolicyId, BTreeMap<VersionKey, Known>>;

/// The order texts are placed in: by policy, day, count within the day, name.
pub(super) fn order(texts: &mut [NewText]) {
    texts.sort_by(|a, b| {
        let key = |t: &NewText| {
            (
                t.policy.clone(),
                t.day.date(),
                t.day.nth().unwrap_or(u32::MAX),
            )
        };
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    });
}

/// Places one text among the versions of its policy, and adds it to them.
pub(super) fn place(
    text: &NewText,
    bytes: Oid,
    versions: &mut BTreeMap<VersionKey, Known>,
) -> Placed {
    let day = text.day.date();
    let is_same = |known: &Known| known.source == Some(bytes);
    let whole_day = VersionKey::first(day)..=VersionKey { day, nth: u32::MAX };
    let last = versions
        .range(whole_day.clone())
        .next_back()
        .map(|(k, _)| *k);
    let repeats = versions
        .range(whole_day)
        .find(|(_, v)| is_same(v))
        .map(|(k, _)| *k);
    let after_last = VersionKey {
        day,
        nth: last.map_or(1, |k| k.nth.saturating_add(1)),
    };
    // A name that counts the day's texts may return to an earlier one: .01 and .03 alike, .02 not.
    let (key, repeats) = match text.day.nth().map(|nth| VersionKey { day, nth }) {
        Some(counted) if !versions.contains_key(&counted) => (counted, None),
        Some(counted) if versions.get(&counted).is_some_and(is_same) => (counted, Some(counted)),
        _ => (after_last, repeats),
    };
    let previous = versions.range(..key).next_back();
    let repeats = repeats.or_else(|| previous.filter(|(_, v)| is_same(v)).map(|(k, _)| *k));
    let placed = |version, outcome| Placed {
        policy: text.policy.clone(),
        name: text.name.clone(),
        version,
        outcome,
    };
    if let Some(version) = repeats {
        return placed(version, Outcome::Unchanged);
    }
    let dates: Vec<_> = text.document.dates.iter().map(DateRecord::of).collect();
    let outcome = Outcome::Added {
        previous: previous.map(|(k, _)| *k),
        same_dates: previous.is_some_and(|(_, v)| records::same_dates(&v.dates, &dates)),
        day_of_text: matches!(text.day, Day::Text(_)),
    };
    versions.insert(
        key,
        Known {
            source: Some(bytes),
            dates,
        },
    );
    placed(key, outcome)
}

/// Refuses an id that another system would take for one that is there.
pub(super) fn check_name<'a>(
    new: &PolicyId,
    existing: impl Iterator<Item = &'a PolicyId>,
) -> Result<(), CorpusError> {
    let key = |s: &str| crate::text::fold::key(&s.to_lowercase());
    for id in existing {
        let clash = if id.organization() == new.organization() {
            id.policy() != new.policy() && key(id.policy()) == key(new.policy())
        } else {
            key(id.organization()) == key(new.organization())
        };
        if clash {
            return Err(CorpusError::SameName {
                id: new.to_string(),
                other: id.to_string(),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::git::blob_id;

    fn text(name: &str, content: &str) -> NewText {
        NewText {
            policy: PolicyId::parse("a/b").unwrap(),
            name: name.into(),
            bytes: content.into(),
            format: Format::Markdown,
            document: Document::default(),
            day: choose_day(None, name, &Document::default()).unwrap(),
            title: None,
            organization: None,
        }
    }

    fn run(versions: &mut BTreeMap<VersionKey, Known>, texts: &[(&str, &str)]) -> Vec<String> {
        let mut texts: Vec<_> = texts.iter().map(|(n, c)| text(n, c)).collect();
        order(&mut texts);
        texts
            .iter()
            .map(|t| {
                let placed = place(t, blob_id(&t.bytes).unwrap(), versions);
                let mark = if placed.outcome == Outcome::Unchanged {
                    "="
                } else {
                    "+"
                };
                format!("{mark}{}", placed.version)
            })
            .collect()
    }

    #[test]
    fn counted_names_keep_their_place_and_come_twice_without_harm() {
        let mut versions = BTreeMap::new();
        let files = [
            ("2020-01-01.02.md", "B"),
            ("2020-01-01.01.md", "A"),
            ("2020-01-01.03.md", "A"),
            ("2021-01-01.md", "A"),
            ("2022-01-01.md", "C"),
        ];
        assert_eq!(
            run(&mut versions, &files),
            [
                "+2020-01-01",
                "+2020-01-01.2",
                "+2020-01-01.3",
                "=2020-01-01.3",
                "+2022-01-01"
            ]
        );
        assert!(
            run(&mut versions, &files)
                .iter()
                .all(|l| l.starts_with('='))
        );
        assert_eq!(versions.len(), 4);
    }

    #[test]
    fn another_text_on_a_taken_day_is_the_next_of_that_day() {
        let mut versions = BTreeMap::new();
        assert_eq!(
            run(&mut versions, &[("2020-01-01.md", "A")]),
            ["+2020-01-01"]
        );
        assert_eq!(
            run(&mut versions, &[("2020-01-01.md", "B")]),
            ["+2020-01-01.2"]
        );
        assert_eq!(
            run(&mut versions, &[("2020-01-01.01.md", "C")]),
            ["+2020-01-01.3"]
        );
        assert_eq!(
            run(&mut versions, &[("2020-01-01.md", "B")]),
            ["=2020-01-01.2"]
        );
        // An older one comes late; it is no repetition of what follows it.
        assert_eq!(
            run(&mut versions, &[("2019-01-01.md", "A")]),
            ["+2019-01-01"]
        );
    }

    #[test]
    fn names_that_fold_to_one_are_refused() {
        let id = |s: &str| PolicyId::parse(s).unwrap();
        let there = [id("acme/privacy")];
        for (new, ok) in [
            ("acme/privacy", true),
            ("acme/terms", true),
            ("acme/Privacy", false),
            ("Acme/terms", false),
            ("ａcme/terms", false),
        ] {
            assert_eq!(check_name(&id(new), there.iter()).is_ok(), ok, "{new}");
        }
    }
}

//! The key of a version: the day it took effect, and which of that day's texts it is.
//!
//! In: a folder name, a file name, a user's words. Out: a [`VersionKey`] or a [`Day`]. Never: reads a
//! text.

use std::fmt;

use jiff::civil::Date;

/// `2025-04-01`; a second text on the same day is `2025-04-01.2`.
///
/// Invariant: `nth` is 1 or more; keys are ordered by effect, the day first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VersionKey {
    /// The day the version took effect.
    pub day: Date,
    /// Which of the day's texts: 1 for the first.
    pub nth: u32,
}

impl VersionKey {
    /// The first text of a day.
    pub fn first(day: Date) -> Self {
        Self { day, nth: 1 }
    }

    /// The key that `text` spells, as a folder of the corpus is named: `2025-04-01`, `2025-04-01.2`, never
    /// `2025-04-01.1`.
    pub fn parse(text: &str) -> Option<Self> {
        let (day, rest) = (text.get(..10)?, text.get(10..)?);
        let day = parse_day(day)?;
        let nth = match rest.strip_prefix('.') {
            None if rest.is_empty() => return Some(Self::first(day)),
            None => return None,
            Some(nth) => nth.parse().ok().filter(|n: &u32| *n > 1)?,
        };
        let key = Self { day, nth };
        (key.to_string() == text).then_some(key)
    }
}

impl fmt::Display for VersionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.day)?;
        if self.nth > 1 {
            write!(f, ".{}", self.nth)?;
        }
        Ok(())
    }
}

/// True for ten characters in the shape of a day, whether or not the calendar has it.
pub(super) fn looks_like_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        })
}

/// The day `text` spells as `2025-04-01`; none for another spelling or a day the calendar lacks.
pub fn parse_day(text: &str) -> Option<Date> {
    looks_like_day(text).then(|| text.parse().ok()).flatten()
}

/// What the beginning of a file name says of a version's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedDay {
    /// The name does not begin with a day.
    None,
    /// It begins with something in the shape of a day that the calendar lacks.
    Impossible,
    /// A day, and which of the day's texts if the name counts them (`2019-09-12.02.md`).
    Day(Date, Option<u32>),
}

/// The day at the beginning of a file name.
pub fn day_of_name(name: &str) -> NamedDay {
    let (Some(day), Some(rest)) = (name.get(..10), name.get(10..)) else {
        return NamedDay::None;
    };
    // 2019-09-123.md begins with no day.
    if !looks_like_day(day) || rest.starts_with(|c: char| c.is_ascii_digit()) {
        return NamedDay::None;
    }
    let Some(day) = parse_day(day) else {
        return NamedDay::Impossible;
    };
    let nth = rest
        .strip_prefix('.')
        .and_then(|r| r.split_once('.'))
        .map(|(nth, _)| nth)
        .filter(|n| !n.is_empty() && n.len() <= 6 && n.bytes().all(|b| b.is_ascii_digit()))
        .and_then(|n| n.parse().ok())
        .filter(|n| *n > 0);
    NamedDay::Day(day, nth)
}

/// The day of a version and where it comes from, best source first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// Given by the user.
    Given(Date),
    /// The file's name begins with it; which of that day's texts, if the name counts them.
    Named(Date, Option<u32>),
    /// The text names it.
    Text(Date),
}

impl Day {
    /// The day itself.
    pub fn date(self) -> Date {
        match self {
            Self::Given(day) | Self::Named(day, _) | Self::Text(day) => day,
        }
    }

    /// Which of the day's texts, where that is known.
    pub(super) fn nth(self) -> Option<u32> {
        match self {
            Self::Named(_, nth) => nth,
            _ => None,
        }
    }

    /// The word `version.toml` keeps for where the day comes from.
    pub(super) fn origin(self) -> &'static str {
        match self {
            Self::Given(_) => "given",
            Self::Named(..) => "file-name",
            Self::Text(_) => "text",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn keys_read_back_and_are_ordered() {
        let keys = [
            "0001-01-01",
            "2025-04-01",
            "2025-04-01.2",
            "2025-04-01.10",
            "2025-04-02",
        ];
        let read: Vec<_> = keys.iter().map(|k| VersionKey::parse(k).unwrap()).collect();
        assert!(read.is_sorted());
        assert_eq!(
            read.iter().map(ToString::to_string).collect::<Vec<_>>(),
            keys
        );
        for text in [
            "2025-04-01.1",
            "2025-04-01.02",
            "2025-02-30",
            "2025-4-1",
            "20250401",
            "2025-04-01x",
            "2025-04-01.",
            "",
        ] {
            assert_eq!(VersionKey::parse(text), None, "{text}");
        }
    }

    #[test]
    fn file_names_begin_with_a_day() {
        let day = date(2019, 9, 12);
        for (name, expected) in [
            ("2019-09-12.md", NamedDay::Day(day, None)),
            ("2019-09-12.01.md", NamedDay::Day(day, Some(1))),
            ("2019-09-12.12.txt", NamedDay::Day(day, Some(12))),
            ("2019-09-12_privacy.txt", NamedDay::Day(day, None)),
            ("2019-09-12.draft.md", NamedDay::Day(day, None)),
            ("2025-02-30.md", NamedDay::Impossible),
            ("2019-09-123.md", NamedDay::None),
            ("privacy-2019-09-12.md", NamedDay::None),
            ("規約規約規約規約.md", NamedDay::None),
        ] {
            assert_eq!(day_of_name(name), expected, "{name}");
        }
    }
}

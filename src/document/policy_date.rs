//! What a text says of its own dates.
//!
//! In, out: data. Never: finds a date.

use jiff::civil::Date;

use super::Lines;

/// What happened on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Event {
    /// 制定, 作成, 策定.
    Enacted,
    /// 改定, 改正, 改訂, 更新.
    Amended,
    /// 施行, 適用, 発効.
    Effective,
    /// 公表, 公開, 掲載.
    Published,
}

impl Event {
    /// The word of the JSON contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Enacted => "enacted",
            Self::Amended => "amended",
            Self::Effective => "effective",
            Self::Published => "published",
        }
    }

    /// The reverse of [`Self::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        [
            Self::Enacted,
            Self::Amended,
            Self::Effective,
            Self::Published,
        ]
        .into_iter()
        .find(|e| e.as_str() == text)
    }
}

/// Where the words of a date stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On a date line before the clauses: the words stand nowhere else in the document.
    Head,
    /// On a date line after them: likewise.
    Foot,
    /// Inside a clause (附則), whose text holds the words.
    Clause,
}

/// A date of the policy with the words it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyDate {
    /// What happened.
    pub event: Event,
    /// When.
    pub date: Date,
    /// The words it came from, as they stand.
    pub text: String,
    /// Where they stand.
    pub place: Place,
    /// The line of the source.
    pub lines: Lines,
}

/// The day a version is known by: the latest day it took effect, else the latest day it names.
pub fn version_day(dates: &[PolicyDate]) -> Option<Date> {
    let latest = |event: Option<Event>| {
        dates
            .iter()
            .filter(|d| event.is_none_or(|e| d.event == e))
            .map(|d| d.date)
            .max()
    };
    latest(Some(Event::Effective)).or_else(|| latest(None))
}

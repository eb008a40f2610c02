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

/// The day a version is known by: the latest day it was made, changed or took effect; else the latest day it names.
///
/// A 改定 after every 施行 it names is the day (`2020年4月1日 施行`, `2022年4月1日 改定`: the text of 2022); a 施行 after the
/// 改定 is, too. A day of publication counts only where there is no other.
pub fn version_day(dates: &[PolicyDate]) -> Option<Date> {
    let own = dates
        .iter()
        .filter(|d| d.event != Event::Published)
        .map(|d| d.date)
        .max();
    own.or_else(|| dates.iter().map(|d| d.date).max())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(events: &[(Event, &str)]) -> Option<String> {
        let dates: Vec<PolicyDate> = events
            .iter()
            .map(|(event, date)| PolicyDate {
                event: *event,
                date: date.parse().unwrap(),
                text: String::new(),
                place: Place::Foot,
                lines: Lines::default(),
            })
            .collect();
        version_day(&dates).map(|d| d.to_string())
    }

    #[test]
    fn the_latest_day_that_made_the_text_what_it_is() {
        let (made, changed, effect, shown) = (
            Event::Enacted,
            Event::Amended,
            Event::Effective,
            Event::Published,
        );
        assert_eq!(
            day(&[(effect, "2020-04-01"), (changed, "2022-04-01")]).as_deref(),
            Some("2022-04-01")
        );
        assert_eq!(
            day(&[(changed, "2022-03-01"), (effect, "2022-04-01")]).as_deref(),
            Some("2022-04-01")
        );
        assert_eq!(
            day(&[(made, "2020-04-01"), (shown, "2021-04-01")]).as_deref(),
            Some("2020-04-01")
        );
        assert_eq!(day(&[(shown, "2021-04-01")]).as_deref(), Some("2021-04-01"));
        assert_eq!(day(&[]), None);
    }
}

//! The small files of the layout: `kaitei.toml`, `policy.toml`, `version.toml`.
//!
//! In: facts, or a file's bytes. Out: the file's text, or the facts. Never: does I/O.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::CorpusError;
use crate::document::{Event, PolicyDate};

/// The format this program writes and the newest it reads.
pub(super) const FORMAT: u64 = 1;

/// `kaitei.toml` of a new corpus.
pub(super) const KAITEI_TOML: &str =
    "# 改定の記録（kaitei）。この形式の番号は書き換えないでください。\nformat = 1\n";
/// `.gitattributes` of a new corpus: git must not touch a line ending.
pub(super) const GITATTRIBUTES: &str = "* -text\n";

#[derive(Deserialize)]
struct Kaitei {
    format: u64,
}

/// Checks the format a corpus says it has.
pub(super) fn check_format(bytes: &[u8]) -> Result<(), CorpusError> {
    let kaitei: Kaitei = read("kaitei.toml", bytes)?;
    if kaitei.format > FORMAT {
        return Err(CorpusError::NewerFormat {
            found: kaitei.format,
            known: FORMAT,
        });
    }
    Ok(())
}

/// `policy.toml`: what holds for all versions of a policy. A person may edit it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyRecord {
    /// The policy's title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The organisation's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// Where it is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// `version.toml`: where a version comes from. Written once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRecord {
    /// When it was taken into the corpus.
    pub ingested: Timestamp,
    /// What read it: program, its version, format.
    pub reader: String,
    /// Where its day comes from: `given`, `file-name` or `text`.
    pub day: String,
    /// The title given in place of the text's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The organisation given in place of the one the text names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The bytes as received.
    pub source: SourceRecord,
    /// The dates the text names, as they were read when it came in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<DateRecord>,
}

/// The bytes of a version, as received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRecord {
    /// The name of the file it came from, without its folders.
    pub name: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
}

/// A date the text names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRecord {
    /// `enacted`, `amended`, `effective` or `published`.
    pub event: String,
    /// The day.
    pub date: Date,
    /// The words it came from.
    pub text: String,
    /// The line of the source.
    pub line: usize,
}

impl DateRecord {
    pub(super) fn of(date: &PolicyDate) -> Self {
        Self {
            event: date.event.as_str().to_owned(),
            date: date.date,
            text: date.text.clone(),
            line: date.lines.0,
        }
    }

    /// What happened; none for a word this program does not know.
    pub fn event(&self) -> Option<Event> {
        Event::parse(&self.event)
    }
}

/// True where both name the same days for the same events, and name any at all.
pub(super) fn same_dates(a: &[DateRecord], b: &[DateRecord]) -> bool {
    let days = |list: &[DateRecord]| {
        let mut days: Vec<_> = list.iter().map(|d| (d.event.clone(), d.date)).collect();
        days.sort();
        days.dedup();
        days
    };
    !a.is_empty() && days(a) == days(b)
}

/// The reader's name, as `version.toml` keeps it.
pub(super) fn reader(format: crate::source::Format) -> String {
    format!("kaitei {} {}", env!("CARGO_PKG_VERSION"), format.ending())
}

/// A record of the file at `path`.
pub(super) fn read<T: for<'a> Deserialize<'a>>(path: &str, bytes: &[u8]) -> Result<T, CorpusError> {
    let stored = |what: String| CorpusError::Stored {
        path: path.to_owned(),
        what,
    };
    let text = crate::text::decode::utf8(bytes).map_err(|e| stored(e.to_string()))?;
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |s| {
            text[..s.start.min(text.len())].matches('\n').count() + 1
        });
        stored(format!("line {line}: {}", error.message()))
    })
}

/// The text of a record.
pub(super) fn write(path: &str, record: &impl Serialize) -> Result<String, CorpusError> {
    toml::to_string(record).map_err(|e| CorpusError::Stored {
        path: path.to_owned(),
        what: e.to_string(),
    })
}

/// A `policy.toml` with another value for `field`; a person's comments and other lines stay.
pub(super) fn with_field(text: &str, field: &str, value: &str) -> String {
    let line = format!("{field} = {}", toml::Value::String(value.to_owned()));
    let top = text
        .lines()
        .position(|l| l.trim_start().starts_with('['))
        .unwrap_or(usize::MAX);
    let is_field = |l: &str| {
        l.trim_start()
            .strip_prefix(field)
            .is_some_and(|r| r.trim_start().starts_with('='))
    };
    let mut lines: Vec<&str> = text.lines().collect();
    match lines.iter().take(top).position(|l| is_field(l)) {
        Some(at) => lines[at] = &line,
        None => lines.insert(0, &line),
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_format_is_refused() {
        assert!(check_format(KAITEI_TOML.as_bytes()).is_ok());
        assert!(matches!(
            check_format(b"format = 2\n"),
            Err(CorpusError::NewerFormat { found: 2, .. })
        ));
        assert!(
            matches!(check_format(b"\nformat = x\n"), Err(CorpusError::Stored { what, .. }) if what.starts_with("line 2"))
        );
    }

    #[test]
    fn a_field_changes_and_the_rest_stays() {
        let text =
            "# 手で書いた注\norganization = \"みどり\"\ntitle = \"旧\"\n[extra]\ntitle = \"別\"\n";
        let new = with_field(text, "title", "新\"題\"");
        assert!(new.starts_with("# 手で書いた注\norganization"));
        let record: PolicyRecord = toml::from_str(&new).unwrap();
        assert_eq!(record.title.as_deref(), Some("新\"題\""));
        assert!(new.ends_with("[extra]\ntitle = \"別\"\n"));
        let record: PolicyRecord =
            toml::from_str(&with_field(&new, "url", "https://example.jp/")).unwrap();
        assert_eq!(record.url.as_deref(), Some("https://example.jp/"));
    }

    #[test]
    fn dates_are_compared_as_days_of_events() {
        let date = |event: &str, day: &str, text: &str| DateRecord {
            event: event.into(),
            date: day.parse().unwrap(),
            text: text.into(),
            line: 1,
        };
        let a = [
            date("enacted", "2020-01-01", "制定"),
            date("amended", "2021-04-01", "改定"),
        ];
        let b = [
            date("amended", "2021-04-01", "最終改定"),
            date("enacted", "2020-01-01", "制定日"),
        ];
        assert!(same_dates(&a, &b));
        assert!(!same_dates(&a, &b[..1]));
        assert!(!same_dates(&[], &[]));
    }
}

//! The contract of `kaitei log POLICY --format json`.

use serde::Serialize;

use crate::corpus::{PolicyId, VersionKey, VersionRecord};
use crate::document::Document;

/// The version of this contract.
const SCHEMA: u32 = 1;

/// A version of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VersionRow {
    version: String,
    title: Option<String>,
    dates: Vec<Dated>,
    source: Source,
    ingested: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Dated {
    event: &'static str,
    date: String,
    text: String,
    line: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Source {
    name: String,
    sha256: String,
}

#[derive(Serialize)]
struct Log<'a> {
    schema: u32,
    policy: &'a str,
    versions: &'a [VersionRow],
}

impl VersionRow {
    /// A version with its title and dates as its clause tree has them now, each date with its line in the source.
    pub fn new(key: VersionKey, record: &VersionRecord, document: &Document) -> Self {
        let dates = document.dates.iter().map(|d| {
            let came_in = record
                .dates
                .iter()
                .find(|r| r.event() == Some(d.event) && r.date == d.date && r.text == d.text);
            Dated {
                event: d.event.as_str(),
                date: d.date.to_string(),
                text: d.text.clone(),
                line: came_in.map_or(d.lines.0, |r| r.line),
            }
        });
        Self {
            version: key.to_string(),
            title: record.title.clone().or_else(|| document.title.clone()),
            dates: dates.collect(),
            source: Source {
                name: record.source.name.clone(),
                sha256: record.source.sha256.clone(),
            },
            ingested: record.ingested.to_string(),
        }
    }
}

/// The versions of a policy as the contract has them, oldest first.
pub fn log(policy: &PolicyId, versions: &[VersionRow]) -> String {
    super::render(&Log {
        schema: SCHEMA,
        policy: policy.as_str(),
        versions,
    })
}

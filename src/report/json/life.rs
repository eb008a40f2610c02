//! The contract of `kaitei log POLICY --clause PATH --format json`.

use serde::Serialize;

use crate::corpus::PolicyId;
use crate::report::life::Row;

/// The version of this contract.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct LifeOut<'a> {
    schema: u32,
    policy: &'a str,
    clause: &'a str,
    versions: Vec<RowOut<'a>>,
    unchanged: usize,
}

#[derive(Serialize)]
struct RowOut<'a> {
    version: &'a str,
    path: &'a str,
    heading: Option<&'a str>,
    kinds: Vec<&'static str>,
    from: &'a [String],
    sentences: &'a [String],
    details: &'a [Vec<String>],
}

/// The life of a clause as the contract has it, oldest first; versions that did nothing to it only where `all`.
pub fn life(policy: &PolicyId, clause: &str, rows: &[Row], all: bool) -> String {
    super::render(&LifeOut {
        schema: SCHEMA,
        policy: policy.as_str(),
        clause,
        versions: rows
            .iter()
            .filter(|r| all || !r.what.is_empty())
            .map(|r| RowOut {
                version: &r.version,
                path: &r.path,
                heading: r.heading.as_deref(),
                kinds: r.what.iter().map(|w| w.as_str()).collect(),
                from: &r.from,
                sentences: &r.sentences,
                details: &r.details,
            })
            .collect(),
        unchanged: rows.iter().filter(|r| r.what.is_empty()).count(),
    })
}

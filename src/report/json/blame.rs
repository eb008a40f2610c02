//! The contract of `kaitei show POLICY@VERSION --clause PATH --blame --format json`.

use serde::Serialize;

use crate::corpus::PolicyId;
use crate::report::blame::Row;

/// The version of this contract.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct BlameOut<'a> {
    schema: u32,
    policy: &'a str,
    version: &'a str,
    clause: &'a str,
    sentences: Vec<RowOut<'a>>,
}

#[derive(Serialize)]
struct RowOut<'a> {
    path: &'a str,
    kind: &'static str,
    text: &'a str,
    version: &'a str,
    spelled: Option<&'a str>,
}

/// The sentences of a clause as the contract has them.
pub fn blame(policy: &PolicyId, version: &str, clause: &str, rows: &[Row]) -> String {
    super::render(&BlameOut {
        schema: SCHEMA,
        policy: policy.as_str(),
        version,
        clause,
        sentences: rows
            .iter()
            .map(|r| RowOut {
                path: &r.path,
                kind: if r.is_heading { "heading" } else { "text" },
                text: &r.text,
                version: &r.version,
                spelled: r.spelled.as_deref(),
            })
            .collect(),
    })
}

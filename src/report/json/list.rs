//! The contract of `kaitei list --format json`.

use serde::Serialize;

/// The version of this contract.
const SCHEMA: u32 = 1;

/// A policy of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PolicyRow {
    /// Its id.
    pub policy: String,
    /// Its title.
    pub title: Option<String>,
    /// Its organisation's name.
    pub organization: Option<String>,
    /// How many versions it has.
    pub versions: usize,
    /// The first of them.
    pub first: Option<String>,
    /// The latest of them.
    pub latest: Option<String>,
}

#[derive(Serialize)]
struct Policies<'a> {
    schema: u32,
    policies: &'a [PolicyRow],
}

/// The policies of a corpus as the contract has them.
pub fn list(policies: &[PolicyRow]) -> String {
    super::render(&Policies {
        schema: SCHEMA,
        policies,
    })
}

//! The contract of `kaitei summary --format json`.

use serde::Serialize;

use crate::diff::Revision;
use crate::document::ClausePath;
use crate::report::Names;
use crate::report::proof::Proof;
use crate::report::summary::Summary;

/// The version of this contract.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct SummaryOut<'a> {
    schema: u32,
    old: super::Text<'a>,
    new: super::Text<'a>,
    entries: Vec<EntryOut<'a>>,
    terms: Vec<TermOut<'a>>,
    editorial: Vec<SpellingOut<'a>>,
    renumbered: Vec<RenumberedOut<'a>>,
    proved: Option<&'a Proof>,
}

#[derive(Serialize)]
struct EntryOut<'a> {
    kind: &'static str,
    old_path: Option<&'a str>,
    new_path: Option<&'a str>,
    heading: Option<&'a str>,
    sentence: &'a str,
    items_added: &'a [String],
    items_removed: &'a [String],
}

#[derive(Serialize)]
struct TermOut<'a> {
    old: &'a str,
    new: &'a str,
    count: usize,
    paths: Vec<&'a str>,
}

#[derive(Serialize)]
struct SpellingOut<'a> {
    path: &'a str,
    old: &'a str,
    new: &'a str,
}

#[derive(Serialize)]
struct RenumberedOut<'a> {
    old_path: &'a str,
    new_path: &'a str,
}

/// A 改定概要 as the contract has it.
pub fn summary(
    revision: &Revision<'_>,
    summary: &Summary,
    names: &Names,
    proved: Option<&Proof>,
) -> String {
    super::render(&SummaryOut {
        schema: SCHEMA,
        old: super::text(revision.old, &names.old),
        new: super::text(revision.new, &names.new),
        entries: summary
            .entries
            .iter()
            .map(|e| EntryOut {
                kind: e.kind.as_str(),
                old_path: e.old_path.as_ref().map(ClausePath::as_str),
                new_path: e.new_path.as_ref().map(ClausePath::as_str),
                heading: e.heading.as_deref(),
                sentence: &e.sentence,
                items_added: &e.items_added,
                items_removed: &e.items_removed,
            })
            .collect(),
        terms: revision
            .terms
            .iter()
            .map(|t| TermOut {
                old: &t.old,
                new: &t.new,
                count: t.count,
                paths: t.paths.iter().map(ClausePath::as_str).collect(),
            })
            .collect(),
        editorial: summary
            .spellings
            .iter()
            .map(|s| SpellingOut {
                path: s.path.as_str(),
                old: &s.old,
                new: &s.new,
            })
            .collect(),
        renumbered: summary
            .renumbered
            .iter()
            .map(|(old, new)| RenumberedOut {
                old_path: old.as_str(),
                new_path: new.as_str(),
            })
            .collect(),
        proved,
    })
}

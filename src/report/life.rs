//! Life: what each version did to one clause, in the sentences of the 改定概要.
//!
//! In: a [`Life`] and the names of the versions. Out: rows, oldest first, and their text. Never: a sentence that the 改定概要
//! of that version does not have.

use std::fmt::Write as _;

use crate::diff::life::{Life, Step, What};
use crate::diff::{Kind, Place, Revision, Tie};
use crate::document::Document;
use crate::report::summary::{self, Detail, EntryKind, Summary};

/// A clause in one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The version.
    pub version: String,
    /// The clause's path there.
    pub path: String,
    /// Its heading there.
    pub heading: Option<String>,
    /// What happened to it; empty where nothing did.
    pub what: Vec<What>,
    /// The paths it comes from in the version before.
    pub from: Vec<String>,
    /// What the 改定概要 says of it.
    pub sentences: Vec<String>,
    /// What stands below each of the sentences, a line each.
    pub details: Vec<Vec<String>>,
}

/// The rows of a life, oldest first; `versions` names the `documents` it was made from.
pub fn rows(life: &Life<'_>, versions: &[String], documents: &[Document]) -> Vec<Row> {
    let heading = |step: &Step<'_>| {
        let walk = documents.get(step.version)?.walk();
        Some(walk.get(step.index)?.1.heading()?.to_owned())
    };
    life.steps
        .iter()
        .rev()
        .map(|step| {
            let (sentences, details) = sentences(step).into_iter().unzip();
            Row {
                version: versions.get(step.version).cloned().unwrap_or_default(),
                path: step.path.to_string(),
                heading: heading(step),
                what: step.what.clone(),
                from: step.from.iter().map(ToString::to_string).collect(),
                sentences,
                details,
            }
        })
        .collect()
}

/// What the 改定概要 of a step says of the clause.
fn sentences(step: &Step<'_>) -> Vec<(String, Vec<String>)> {
    let Some(revision) = step.revision.as_ref().filter(|_| !step.what.is_empty()) else {
        return Vec::new();
    };
    let summary = summary::summarise(revision, Detail::Standard);
    let carried = step.what.contains(&What::Carried);
    let above = if carried { step.above.as_slice() } else { &[] };
    told(revision, &summary, &step.pairs, above)
}

/// What the 改定概要 says of the clauses of `pairs`, and of moves of the clauses of `above`: sentences, each with the lines
/// below it.
fn told(
    revision: &Revision<'_>,
    summary: &Summary,
    pairs: &[usize],
    above: &[usize],
) -> Vec<(String, Vec<String>)> {
    let mut out: Vec<(String, Vec<String>)> = Vec::new();
    let mut say = |sentence: &str, below: &[String]| {
        if !out.iter().any(|s| s.0 == sentence) {
            out.push((sentence.to_owned(), below.to_vec()));
        }
    };
    for entry in &summary.entries {
        let shifts = matches!(
            entry.kind,
            EntryKind::Renumbered | EntryKind::Moved | EntryKind::Merged | EntryKind::Split
        );
        if entry.pairs.iter().any(|at| pairs.contains(at))
            || (shifts && entry.pairs.iter().any(|at| above.contains(at)))
        {
            say(&entry.sentence, &entry.lines);
        }
    }
    for sentence in gathered(pairs, revision, summary) {
        say(&sentence, &[]);
    }
    out
}

/// What the end of the 改定概要 says of the clause: terms, references, spelling.
pub(crate) fn gathered(pairs: &[usize], revision: &Revision<'_>, summary: &Summary) -> Vec<String> {
    let (mut terms, mut out) = (Vec::new(), Vec::new());
    let (mut references, mut spelling) = (false, Vec::new());
    let spots = pairs
        .iter()
        .map(|at| &revision.pairs[*at])
        .flat_map(|pair| {
            // Another number is told by itself.
            let told = pair.renumbered || pair.tie != Tie::Same;
            let changes = pair.changes.iter();
            changes.filter(move |c| !(told && c.place == Place::Marker))
        })
        .flat_map(|c| &c.spots);
    for spot in spots {
        match spot.kind {
            Kind::Term(index) if !terms.contains(&index) => terms.push(index),
            Kind::ReferenceShifted => references = true,
            Kind::Spelling => {
                let words = [&spot.old, &spot.new].map(|w| w.trim());
                let line = match words {
                    ["", new] => format!("「{new}」を追加"),
                    [old, ""] => format!("「{old}」を削除"),
                    [old, new] => format!("「{old}」→「{new}」"),
                };
                if !spelling.contains(&line) {
                    spelling.push(line);
                }
            }
            _ => {}
        }
    }
    out.extend(terms.iter().filter_map(|i| summary.terms.get(*i).cloned()));
    if references {
        out.extend(summary.references.clone());
    }
    if !spelling.is_empty() {
        out.push(format!("表記の変更：{}", spelling.join("、")));
    }
    out
}

/// The word for what happened.
pub fn word(what: What) -> &'static str {
    match what {
        What::First => "最初の版",
        What::Added => "追加",
        What::Split => "分割により設置",
        What::Merged => "統合",
        What::Parted => "分割",
        What::Modified => "変更",
        What::Editorial => "表記",
        What::Retitled => "見出しの変更",
        What::Renumbered => "番号の変更",
        What::Moved => "移動",
        What::Carried => "上位の条項の変更",
        What::Below => "配下の変更",
    }
}

/// The rows as text: a head line each, what the 改定概要 says below it. Versions that did nothing to the clause are counted
/// in a last line, or shown where `all`.
pub fn text(rows: &[Row], all: bool) -> String {
    let mut out = String::new();
    let mut still = 0;
    for row in rows {
        if row.what.is_empty() && !all {
            still += 1;
            continue;
        }
        let words: Vec<&str> = row.what.iter().map(|w| word(*w)).collect();
        let words = if words.is_empty() {
            "変更なし".to_owned()
        } else {
            words.join("・")
        };
        let own = row.heading.as_deref().filter(|h| !row.path.contains(h));
        let heading = own.map_or(String::new(), |h| format!("（{h}）"));
        let from = row.from.iter().filter(|p| **p != row.path);
        let from: Vec<&str> = from.map(String::as_str).collect();
        let from = if from.is_empty() {
            String::new()
        } else {
            format!("（旧 {}）", from.join("、"))
        };
        let _ = writeln!(out, "{}  {}{heading}{from}  {words}", row.version, row.path);
        for (sentence, details) in row.sentences.iter().zip(&row.details) {
            let _ = writeln!(out, "  ・{sentence}");
            for line in details {
                let _ = writeln!(out, "  　－{line}");
            }
        }
    }
    if still > 0 {
        let _ = writeln!(out, "（変更のない版 {still}）");
    }
    out
}

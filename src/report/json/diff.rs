//! The contract of `kaitei diff --format json`.

use serde::Serialize;

use crate::diff::{Edit, Op, Pair, Revision, Side, Status, Tie, line};
use crate::report::Names;
use crate::report::proof::Proof;

/// The version of this contract.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Diff<'a> {
    schema: u32,
    old: super::Text<'a>,
    new: super::Text<'a>,
    clauses: Vec<ClauseOut<'a>>,
    proved: Option<&'a Proof>,
}

#[derive(Serialize)]
struct ClauseOut<'a> {
    old: Option<SideOut<'a>>,
    new: Option<SideOut<'a>>,
    status: &'static str,
    renumbered: bool,
    moved: bool,
    reordered: bool,
    retitled: bool,
    editorial: bool,
    confidence: f32,
    edits: Vec<EditOut>,
}

#[derive(Serialize)]
struct SideOut<'a> {
    path: &'a str,
    number: Option<&'a str>,
    heading: Option<&'a str>,
}

#[derive(Serialize)]
struct EditOut {
    op: &'static str,
    text: String,
}

/// A revision as the contract has it: its changed pairs, or all of them.
pub fn diff(revision: &Revision<'_>, names: &Names, all: bool, proved: Option<&Proof>) -> String {
    super::render(&Diff {
        schema: SCHEMA,
        old: super::text(revision.old, &names.old),
        new: super::text(revision.new, &names.new),
        clauses: revision
            .pairs
            .iter()
            .filter(|p| all || p.is_changed())
            .map(clause)
            .collect(),
        proved,
    })
}

fn clause<'a>(pair: &'a Pair<'_>) -> ClauseOut<'a> {
    // What went into its parent's text is no clause any more; what came out of it was none before.
    let within = pair.is_within_parent();
    let (gone, come) = (
        within && pair.tie == Tie::Merged,
        within && pair.tie == Tie::Split,
    );
    ClauseOut {
        old: pair.old.as_ref().filter(|_| !come).map(side),
        new: pair.new.as_ref().filter(|_| !gone).map(side),
        status: if gone {
            Status::Removed
        } else if come {
            Status::Added
        } else {
            pair.status
        }
        .as_str(),
        renumbered: pair.renumbered && !within,
        moved: pair.moved && !within,
        reordered: pair.reordered,
        retitled: pair.retitled && !within,
        editorial: pair.editorial,
        // Two digits: more would claim what the measure cannot tell.
        confidence: (pair.confidence * 100.0).round() / 100.0,
        edits: edits(pair),
    }
}

fn side<'a>(side: &'a Side<'_>) -> SideOut<'a> {
    SideOut {
        path: side.path.as_str(),
        number: side.number.as_ref().map(|n| n.as_str()),
        heading: side.clause.heading(),
    }
}

/// The clause's own text in edits, its lines apart by line breaks; number and heading stand in `old` and `new`.
fn edits(pair: &Pair<'_>) -> Vec<EditOut> {
    let mut out: Vec<Edit> = Vec::new();
    if pair.changes.is_empty() {
        let lines = pair
            .new
            .as_ref()
            .map(|s| line::of_blocks(&s.clause.blocks))
            .unwrap_or_default();
        let text: Vec<_> = lines.iter().map(|l| l.shown()).collect();
        if !text.is_empty() {
            out.push(Edit::new(Op::Equal, text.join("\n")));
        }
    }
    let (mut old_before, mut new_before) = (false, false);
    for change in pair.text() {
        let (in_old, in_new) = (!change.old.is_empty(), !change.new.is_empty());
        // A break stands between two lines of a side: it belongs to whichever side has a line before.
        match (in_old && old_before, in_new && new_before) {
            (true, true) => push(&mut out, Op::Equal, "\n"),
            (true, false) => push(&mut out, Op::Delete, "\n"),
            (false, true) => push(&mut out, Op::Insert, "\n"),
            (false, false) => {}
        }
        for edit in &change.edits {
            push(&mut out, edit.op, &edit.text);
        }
        old_before |= in_old;
        new_before |= in_new;
    }
    out.into_iter()
        .map(|e| EditOut {
            op: match e.op {
                Op::Equal => "equal",
                Op::Delete => "delete",
                Op::Insert => "insert",
            },
            text: e.text,
        })
        .collect()
}

fn push(out: &mut Vec<Edit>, op: Op, text: &str) {
    match out.last_mut() {
        Some(last) if last.op == op => last.text.push_str(text),
        _ => out.push(Edit::new(op, text)),
    }
}

//! Prove: the laws of a revision, checked on it.
//!
//! In: a revision. Out: whether it leads from the old text to the new one and back, character for character, and
//! whether every change is told. Never: repairs anything.

use super::build::part_lines;
use super::inline::{self, Op};
use super::line::{self, Line};
use super::revision::{Change, Pair, Part, Revision, Side, Status, Tie};

/// A law that a revision breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Applied to the old text it does not give the new one.
    #[error("forward at {at}: expected {expected:?}, got {got:?}")]
    Forward {
        /// The clause or part.
        at: String,
        /// What stands in the new text.
        expected: String,
        /// What the revision gives.
        got: String,
    },
    /// Its reverse, applied to the new text, does not give the old one.
    #[error("backward at {at}: expected {expected:?}, got {got:?}")]
    Backward {
        /// The clause or part.
        at: String,
        /// What stands in the old text.
        expected: String,
        /// What the revision gives.
        got: String,
    },
    /// A clause stands in no pair, or in two.
    #[error("clause {0} is told {1} times")]
    Told(String, usize),
    /// Characters that changed and characters that entries tell are not the same number.
    #[error("{changed:?} characters went and came, {told:?} are told")]
    Untold {
        /// What went and what came.
        changed: (usize, usize),
        /// What is told of it.
        told: (usize, usize),
    },
    /// A text differs from itself.
    #[error("the {0} text differs from itself")]
    Itself(&'static str),
    /// A clause whose text is the same but for blanks is told as modified.
    #[error("clause {0} is modified although its text is the same")]
    Unmodified(String),
}

/// Checks replay: applied to the old texts the revision gives the new ones, its reverse the old ones.
///
/// # Errors
/// The first text that differs.
pub fn replay(revision: &Revision<'_>) -> Result<(), Broken> {
    sides(revision)?;
    for pair in revision.pairs.iter().filter(|p| p.tie == Tie::Same) {
        replay_pair(pair)?;
    }
    for part in [
        Part::Title,
        Part::HeadDates,
        Part::Preamble,
        Part::Toc,
        Part::Notices,
        Part::Closing,
        Part::FootDates,
    ] {
        let (old, new) = (
            texts(&part_lines(revision.old, part)),
            texts(&part_lines(revision.new, part)),
        );
        let changes = revision
            .sections
            .iter()
            .find(|s| s.part == part)
            .map(|s| s.changes.as_slice());
        check(&format!("{part:?}"), &old, &new, changes)?;
    }
    Ok(())
}

/// Every clause is told once.
fn sides(revision: &Revision<'_>) -> Result<(), Broken> {
    let count = |all: usize, of: &dyn Fn(&Pair<'_>) -> Option<usize>| {
        let mut told = vec![0usize; all];
        for index in revision.pairs.iter().filter_map(of) {
            told[index] += 1;
        }
        told
    };
    let (old, new) = (revision.old.walk(), revision.new.walk());
    let told_old = count(old.len(), &|p| {
        p.old
            .as_ref()
            .filter(|_| p.tie != Tie::Split)
            .map(|s| s.index)
    });
    let told_new = count(new.len(), &|p| {
        p.new
            .as_ref()
            .filter(|_| p.tie != Tie::Merged)
            .map(|s| s.index)
    });
    for (told, walk) in [(told_old, old), (told_new, new)] {
        if let Some(index) = told.iter().position(|n| *n != 1) {
            return Err(Broken::Told(walk[index].0.to_string(), told[index]));
        }
    }
    Ok(())
}

fn replay_pair(pair: &Pair<'_>) -> Result<(), Broken> {
    let lines = |side: &Option<Side<'_>>| -> Vec<String> {
        let Some(side) = side else {
            return Vec::new();
        };
        let mut out = Vec::new();
        if !side.clause.marker.is_empty() {
            out.push(side.clause.marker.clone());
        }
        out.extend(side.clause.caption.clone());
        out.extend(texts(&line::of_blocks(&side.clause.blocks)));
        out
    };
    let at = pair
        .new
        .as_ref()
        .or(pair.old.as_ref())
        .map_or(String::new(), |s| s.path.to_string());
    let changes = (!pair.changes.is_empty()).then_some(pair.changes.as_slice());
    check(&at, &lines(&pair.old), &lines(&pair.new), changes)
}

fn texts(lines: &[Line<'_>]) -> Vec<String> {
    lines.iter().map(|l| l.shown().into_owned()).collect()
}

fn check(
    at: &str,
    old: &[String],
    new: &[String],
    changes: Option<&[Change<'_>]>,
) -> Result<(), Broken> {
    let applied = |side: fn(&Change<'_>) -> bool, spell: fn(&[inline::Edit]) -> String| {
        changes.map(|changes| {
            changes
                .iter()
                .filter(|c| side(c))
                .map(|c| spell(&c.edits))
                .collect::<Vec<_>>()
                .join("\n")
        })
    };
    // Without changes the other side's text is what the revision gives.
    let got_new =
        applied(|c| !c.new.is_empty(), inline::new_text).unwrap_or_else(|| old.join("\n"));
    let got_old =
        applied(|c| !c.old.is_empty(), inline::old_text).unwrap_or_else(|| new.join("\n"));
    if got_new != new.join("\n") {
        return Err(Broken::Forward {
            at: at.to_owned(),
            expected: new.join("\n"),
            got: got_new,
        });
    }
    if got_old != old.join("\n") {
        return Err(Broken::Backward {
            at: at.to_owned(),
            expected: old.join("\n"),
            got: got_old,
        });
    }
    Ok(())
}

/// Checks identity: neither text differs from itself, and no clause is modified whose own text is the same.
///
/// # Errors
/// The text or the first clause for which it does not hold.
pub fn identity(revision: &Revision<'_>) -> Result<(), Broken> {
    for (name, document) in [("old", revision.old), ("new", revision.new)] {
        if !is_empty(&super::diff(document, document)) {
            return Err(Broken::Itself(name));
        }
    }
    let text = |side: &Side<'_>| line::joined(&line::of_blocks(&side.clause.blocks));
    for pair in &revision.pairs {
        if let (Status::Modified, Some(old), Some(new)) = (pair.status, &pair.old, &pair.new)
            && line::same_but_blanks(&text(old), &text(new))
        {
            return Err(Broken::Unmodified(new.path.to_string()));
        }
    }
    Ok(())
}

/// Characters, blanks apart, that came and that went: what the 改定概要 has to account for. A number that changed counts
/// as well as a text.
pub fn changed_characters(revision: &Revision<'_>) -> (usize, usize) {
    let mut out = (0, 0);
    let sections = revision.sections.iter().flat_map(|s| &s.changes);
    let pairs = revision.pairs.iter().flat_map(|p| &p.changes);
    for edit in sections.chain(pairs).flat_map(|c| &c.edits) {
        let size = line::solid(&edit.text).count();
        match edit.op {
            Op::Delete => out.0 += size,
            Op::Insert => out.1 += size,
            Op::Equal => {}
        }
    }
    out
}

/// True where a revision says that nothing changed.
pub fn is_empty(revision: &Revision<'_>) -> bool {
    revision
        .sections
        .iter()
        .all(|s| s.changes.iter().all(Change::is_equal))
        && !revision.pairs.iter().any(Pair::is_changed)
}

//! Counts: what a revision did, in numbers.
//!
//! In: a revision. Out: how many clauses came, went, changed. Never: weighs one against another.

use crate::diff::{Revision, Status};
use crate::report::bodies::{Body, bodies, is_still};

/// What a revision did in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Clauses of the new text alone.
    pub added: usize,
    /// Clauses of the old text alone.
    pub removed: usize,
    /// Clauses whose own text differs in more than spelling.
    pub modified: usize,
    /// Clauses that differ in spelling only.
    pub editorial: usize,
    /// Clauses with another number.
    pub renumbered: usize,
    /// Clauses under another parent.
    pub moved: usize,
    /// Clauses with another heading.
    pub retitled: usize,
    /// Clauses nothing happened to.
    pub unchanged: usize,
}

impl Counts {
    /// The counts of a revision's pairs.
    pub fn of(revision: &Revision<'_>) -> Self {
        let mut counts = Self::default();
        let bodies = bodies(revision);
        for (at, pair) in revision.pairs.iter().enumerate() {
            match pair.status {
                // A body that got a number of its own, or lost it, is the same text.
                _ if bodies.get(&at) == Some(&Body::Numbered) => {
                    counts.renumbered += 1;
                    continue;
                }
                _ if bodies.contains_key(&at) => {
                    counts.unchanged += usize::from(is_still(pair));
                }
                Status::Added => counts.added += 1,
                Status::Removed => counts.removed += 1,
                _ if pair.editorial => counts.editorial += 1,
                Status::Modified => counts.modified += 1,
                Status::Unchanged => {}
            }
            counts.renumbered += usize::from(pair.renumbered);
            counts.moved += usize::from(pair.moved);
            counts.retitled += usize::from(pair.retitled);
            counts.unchanged += usize::from(!pair.is_changed());
        }
        counts
    }
}

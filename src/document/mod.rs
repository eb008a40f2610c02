//! Document: the clause tree of one version, as inert data.
//!
//! In: nothing. Out: the types that every other room speaks ([`Document`], [`Clause`], [`Block`],
//! [`Number`], [`ClausePath`], [`PolicyDate`]) and the canonical Markdown they are kept as.
//! Never: does I/O, decides what a line is, or compares two documents.

mod block;
pub mod canonical;
mod clause;
mod leaves;
mod locate;
mod number;
mod policy_date;

pub use block::{Block, Item};
pub use clause::{Clause, ClausePath, Lines, strip_brackets as heading_of};
pub use leaves::{Leaf, LeafKind};
pub use number::Number;
pub use policy_date::{Event, Place, PolicyDate, version_day};

/// One version of a policy.
///
/// Invariant: no text in it holds a line break; every text is trimmed of blanks at both ends and
/// none is empty (a table cell may be). Clause order is the order of the source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The title line, if the text has one.
    pub title: Option<String>,
    /// The organisation the text names as its author. Derived: its characters stand elsewhere too.
    pub organization: Option<String>,
    /// What the text says of its own dates, in the order of the source.
    pub dates: Vec<PolicyDate>,
    /// 前文: what stands before the first clause.
    pub preamble: Vec<Block>,
    /// 目次: its lines as they stand, its heading line first.
    pub toc: Vec<String>,
    /// 改定のお知らせ that stand inside the text, kept apart from it.
    pub notices: Vec<Notice>,
    /// The clauses of the first level.
    pub clauses: Vec<Clause>,
    /// What stands after the last clause and belongs to none (以上, signatures).
    pub closing: Vec<Block>,
}

/// A notice of revision inside a policy text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notice {
    /// Its heading line.
    pub heading: Option<String>,
    /// Its body.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Every clause in the order of the source, parents before children, with its path.
    pub fn walk(&self) -> Vec<(ClausePath, &Clause)> {
        let mut out = Vec::new();
        walk_into(&self.clauses, &ClausePath::default(), &mut out);
        out
    }

    /// The clause at `path`.
    pub fn find(&self, path: &ClausePath) -> Option<&Clause> {
        self.walk()
            .into_iter()
            .find(|(p, _)| p == path)
            .map(|(_, c)| c)
    }
}

fn walk_into<'a>(
    clauses: &'a [Clause],
    parent: &ClausePath,
    out: &mut Vec<(ClausePath, &'a Clause)>,
) {
    for (path, clause) in ClausePath::of_children(parent, clauses)
        .into_iter()
        .zip(clauses)
    {
        out.push((path.clone(), clause));
        walk_into(&clause.clauses, &path, out);
    }
}

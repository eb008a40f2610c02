//! Places: the grams of every clause of two documents, each text read once.
//!
//! In: two trees, and which new clauses say what an old one says. Out: the grams of headings and blocks as the table of
//! weights knows them. Never: weighs them.

use crate::diff::line;
use crate::diff::tree::Tree;
use crate::diff::weights::Place;

/// The grams of the clauses of two documents.
pub(super) struct Places {
    row: Vec<Place>,
    /// By side and clause: where its heading begins in the row, where its blocks begin, and where they end.
    spans: [Vec<[usize; 3]>; 2],
}

impl Places {
    /// Reads the clauses of both sides; a new one that has a twin is not read again.
    pub(super) fn of(trees: [&Tree<'_>; 2], twins: &[Option<usize>]) -> Self {
        let mut out = Self {
            row: Vec::new(),
            spans: Default::default(),
        };
        let [old, new] = trees;
        for n in 0..old.nodes.len() {
            let span = out.read(old, n);
            out.spans[0].push(span);
        }
        for (n, twin) in twins.iter().enumerate() {
            let span = match twin {
                Some(old) => out.spans[0][*old],
                None => out.read(new, n),
            };
            out.spans[1].push(span);
        }
        out
    }

    fn read(&mut self, tree: &Tree<'_>, n: usize) -> [usize; 3] {
        let row = &mut self.row;
        let clause = tree.nodes[n].clause;
        let start = row.len();
        if let Some(heading) = clause.heading() {
            Place::read(heading, row);
        }
        let blocks = row.len();
        line::each_row(&clause.blocks, &mut |text| Place::read(text, row));
        [start, blocks, row.len()]
    }

    /// The grams of a clause's heading; `side` is 0 for the old document, 1 for the new one.
    pub(super) fn heading(&self, side: usize, n: usize) -> &[Place] {
        let [start, blocks, _] = self.spans[side][n];
        &self.row[start..blocks]
    }

    /// The grams of a clause's blocks.
    pub(super) fn own(&self, side: usize, n: usize) -> &[Place] {
        let [_, blocks, end] = self.spans[side][n];
        &self.row[blocks..end]
    }
}

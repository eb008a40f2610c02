//! Align: which clause of the old text is which of the new.
//!
//! In: two trees. Out: an [`Alignment`]: pairs, each with a confidence, and ties of clauses that merged or
//! split. Never: pairs a clause twice, or says what changed in it.
//!
//! From the top down: the clauses of the first level are paired with each other, then those under each pair
//! ([`siblings`]); what is left over anywhere may have moved ([`moves`]), and what stands under a
//! moved pair is paired in turn; what still has no counterpart may have merged or split ([`kin`]).

mod assign;
#[cfg(test)]
mod bounds;
mod candidates;
pub(crate) mod chain;
mod kin;
mod moves;
mod score;
mod siblings;

pub use score::DOUBTFUL;

use self::score::Both;
use super::tree::Tree;

/// Which clause is which.
#[derive(Debug, Default)]
pub(crate) struct Alignment {
    /// By old node: its new node.
    pub(crate) new_of: Vec<Option<usize>>,
    /// By new node: its old node.
    pub(crate) old_of: Vec<Option<usize>>,
    /// By old node: how sure its pair is.
    pub(crate) confidence: Vec<f32>,
    /// Further ties: merges and splits.
    pub(crate) kin: Vec<Kin>,
}

/// A tie between a clause without a pair and one with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kin {
    pub(crate) old: usize,
    pub(crate) new: usize,
    pub(crate) kind: KinKind,
    pub(crate) confidence: f32,
}

/// Which way a tie goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KinKind {
    /// The old clause went into the new one.
    Merged,
    /// The new clause came out of the old one.
    Split,
}

/// Pairs the clauses of two documents.
pub(crate) fn align(old: &Tree<'_>, new: &Tree<'_>) -> Alignment {
    align_both(Both::new(old, new)).0
}

/// Pairs the clauses of two documents; what was compared for it.
fn align_both<'t, 'a>(both: Both<'t, 'a>) -> (Alignment, Both<'t, 'a>) {
    let (old, new) = (both.old, both.new);
    let mut work = Work {
        both,
        alignment: Alignment {
            new_of: vec![None; old.nodes.len()],
            old_of: vec![None; new.nodes.len()],
            confidence: vec![0.0; old.nodes.len()],
            kin: Vec::new(),
        },
        open: vec![(None, None)],
    };
    work.settle();
    work.moves();
    let mut alignment = work.alignment;
    alignment.kin = kin::find(&work.both, &alignment);
    (alignment, work.both)
}

struct Work<'t, 'a> {
    both: Both<'t, 'a>,
    alignment: Alignment,
    /// Pairs of parents whose children are still to be paired; none is the root.
    open: Vec<(Option<usize>, Option<usize>)>,
}

impl Work<'_, '_> {
    /// Pairs the children of every open pair of parents, and theirs.
    fn settle(&mut self) {
        while let Some((a, b)) = self.open.pop() {
            let olds = self.free_old(self.both.old.children(a));
            let news = self.free_new(self.both.new.children(b));
            for (a, b, score) in siblings::pair(&self.both, &olds, &news) {
                self.put(a, b, score);
            }
        }
    }

    /// Pairs two clauses; where they are equal, everything below them too.
    fn put(&mut self, a: usize, b: usize, score: f32) {
        let (x, y) = (&self.both.old.nodes[a], &self.both.new.nodes[b]);
        let free_below = (a + 1..x.end).all(|n| self.alignment.new_of[n].is_none())
            && (b + 1..y.end).all(|n| self.alignment.old_of[n].is_none());
        if self.both.equal(a, b) && x.end - a == y.end - b && free_below {
            for (m, n) in (a..x.end).zip(b..y.end) {
                self.tie(m, n, 1.0);
            }
        } else {
            self.tie(a, b, score);
            self.open.push((Some(a), Some(b)));
        }
    }

    fn tie(&mut self, a: usize, b: usize, confidence: f32) {
        self.alignment.new_of[a] = Some(b);
        self.alignment.old_of[b] = Some(a);
        self.alignment.confidence[a] = if self.both.equal(a, b) {
            1.0
        } else {
            confidence
        };
    }

    /// Pairs what was left over anywhere, the surest and largest first.
    fn moves(&mut self) {
        let olds = lone(&self.alignment.new_of);
        let news = lone(&self.alignment.old_of);
        if olds.is_empty() || news.is_empty() {
            return;
        }
        for (a, b, score) in moves::candidates(&self.both, &olds, &news) {
            if self.alignment.new_of[a].is_none()
                && self.alignment.old_of[b].is_none()
                && !self.turns_inside_out(a, b)
            {
                self.put(a, b, score);
                self.settle();
            }
        }
    }

    /// True where the pair would put a clause above the counterpart of its own parent.
    fn turns_inside_out(&self, a: usize, b: usize) -> bool {
        let parent = |n: usize| self.both.old.nodes[n].parent;
        let mut above = parent(a);
        while let Some(n) = above {
            if self.alignment.new_of[n].is_some_and(|m| self.both.new.holds(b, m)) {
                return true;
            }
            above = parent(n);
        }
        (a + 1..self.both.old.nodes[a].end)
            .filter_map(|n| self.alignment.new_of[n])
            .any(|m| self.both.new.holds(m, b))
    }

    fn free_old(&self, list: &[usize]) -> Vec<usize> {
        list.iter()
            .copied()
            .filter(|&n| self.alignment.new_of[n].is_none())
            .collect()
    }

    fn free_new(&self, list: &[usize]) -> Vec<usize> {
        list.iter()
            .copied()
            .filter(|&n| self.alignment.old_of[n].is_none())
            .collect()
    }
}

fn lone(pairs: &[Option<usize>]) -> Vec<usize> {
    (0..pairs.len()).filter(|&n| pairs[n].is_none()).collect()
}

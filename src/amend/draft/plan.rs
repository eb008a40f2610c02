//! Plan: which clauses stay, come and go, in the order in which a drafter takes them.
//!
//! In: a [`Revision`]. Out: for each pair of parents, what happens to their children from the front. Never: keeps a clause
//! that changed its parent or its place among its siblings: it goes and comes again.

use std::collections::VecDeque;

use crate::diff::ordinal::Level;
use crate::diff::{Revision, Tie};
use crate::document::{Clause, Document};

/// The clauses of a document in reading order.
#[derive(Debug, Default)]
pub(super) struct Flat<'a> {
    pub(super) clauses: Vec<&'a Clause>,
    pub(super) children: Vec<Vec<usize>>,
    pub(super) parents: Vec<Option<usize>>,
    pub(super) roots: Vec<usize>,
}

impl<'a> Flat<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let mut flat = Self::default();
        flat.roots = document.clauses.iter().map(|c| flat.add(c, None)).collect();
        flat
    }

    fn add(&mut self, clause: &'a Clause, parent: Option<usize>) -> usize {
        let id = self.clauses.len();
        self.clauses.push(clause);
        self.parents.push(parent);
        self.children.push(Vec::new());
        let children = clause
            .clauses
            .iter()
            .map(|c| self.add(c, Some(id)))
            .collect();
        self.children[id] = children;
        id
    }

    pub(super) fn below(&self, parent: Option<usize>) -> &[usize] {
        match parent {
            Some(parent) => &self.children[parent],
            None => &self.roots,
        }
    }
}

/// What happens to a clause, or to clauses that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// It goes.
    Removed(usize),
    /// It stays, whatever becomes of its text.
    Kept(usize, usize),
    /// Another clause takes its place and number.
    Replaced(usize, usize),
    /// They come.
    Added(Vec<usize>),
}

/// Which clause is which.
#[derive(Debug)]
pub(super) struct Plan {
    /// By old clause: the new one that it is, in the same place.
    pub(super) kept: Vec<Option<usize>>,
    /// By new clause.
    of_new: Vec<Option<usize>>,
    /// By old clause that is not kept: the new one that takes its place and number.
    pub(super) replaced: Vec<Option<usize>>,
}

impl Plan {
    pub(super) fn of(revision: &Revision<'_>, old: &Flat<'_>, new: &Flat<'_>) -> Self {
        let mut plan = Self {
            kept: vec![None; old.clauses.len()],
            of_new: vec![None; new.clauses.len()],
            replaced: vec![None; old.clauses.len()],
        };
        let mut pair = vec![None; old.clauses.len()];
        for found in revision.pairs.iter().filter(|p| p.tie == Tie::Same) {
            if let (Some(a), Some(b)) = (&found.old, &found.new) {
                pair[a.index] = Some(b.index);
            }
        }
        let mut left = vec![(None, None)];
        while let Some((above, beside)) = left.pop() {
            for (a, b) in plan.siblings(old, new, &pair, above, beside) {
                left.push((Some(a), Some(b)));
            }
        }
        plan
    }

    /// Keeps the children of two clauses that are one, as far as they stand in the same order.
    fn siblings(
        &mut self,
        old: &Flat<'_>,
        new: &Flat<'_>,
        pair: &[Option<usize>],
        above: Option<usize>,
        beside: Option<usize>,
    ) -> Vec<(usize, usize)> {
        let alike = |a: usize, b: usize| {
            let level = |c: &Clause| Level::of(c.number().as_ref());
            let (x, y) = (level(old.clauses[a]), level(new.clauses[b]));
            let bare = |l: Level| matches!(l, Level::Bare | Level::Item(_));
            x == y || bare(x) && bare(y)
        };
        let candidates: Vec<(usize, usize)> = old
            .below(above)
            .iter()
            .filter_map(|a| {
                let b = pair[*a]?;
                (new.parents[b] == beside && alike(*a, b)).then_some((*a, b))
            })
            .collect();
        let kept = rising(&candidates);
        for (a, b) in &kept {
            self.kept[*a] = Some(*b);
            self.of_new[*b] = Some(*a);
        }
        // Where one goes and another of its number comes between the same two that stay, the number's text is put anew.
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for step in self.steps(old.below(above), new.below(beside)) {
            match step {
                Step::Removed(a) => gone.push(a),
                Step::Added(all) => come.extend(all),
                _ => self.pair_up(&mut gone, &mut come, old, new),
            }
        }
        self.pair_up(&mut gone, &mut come, old, new);
        kept
    }

    fn pair_up(
        &mut self,
        gone: &mut Vec<usize>,
        come: &mut Vec<usize>,
        old: &Flat<'_>,
        new: &Flat<'_>,
    ) {
        let mut rest = gone.drain(..).collect::<VecDeque<_>>();
        for b in come.drain(..) {
            let number = new.clauses[b].number();
            let found = rest
                .iter()
                .position(|a| number.is_some() && old.clauses[*a].number() == number);
            if let Some(at) = found {
                let a = rest[at];
                rest.drain(..=at);
                self.replaced[a] = Some(b);
                self.of_new[b] = Some(a);
            }
        }
    }

    /// The old clause that a new one is.
    pub(super) fn of_new(&self, b: usize) -> Option<usize> {
        self.of_new[b].filter(|a| self.kept[*a] == Some(b))
    }

    /// What happens to the children of two clauses that are one, from the front.
    pub(super) fn steps(&self, old: &[usize], new: &[usize]) -> Vec<Step> {
        let mut out = Vec::new();
        let mut at = 0;
        for &b in new {
            let Some(a) = self.of_new[b] else {
                match out.last_mut() {
                    Some(Step::Added(group)) => group.push(b),
                    _ => out.push(Step::Added(vec![b])),
                }
                continue;
            };
            while at < old.len() && old[at] != a {
                gone(&mut out, old[at]);
                at += 1;
            }
            at += 1;
            out.push(if self.kept[a] == Some(b) {
                Step::Kept(a, b)
            } else {
                Step::Replaced(a, b)
            });
        }
        for &a in old.get(at..).unwrap_or_default() {
            gone(&mut out, a);
        }
        out
    }
}

/// What goes goes before what comes in its place.
fn gone(out: &mut Vec<Step>, a: usize) {
    let at = match out.last() {
        Some(Step::Added(_)) => out.len() - 1,
        _ => out.len(),
    };
    out.insert(at, Step::Removed(a));
}

/// The longest part of some pairs in which both sides rise.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // tails[k]: the pair that ends the best run of k + 1.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (at, pair) in pairs.iter().enumerate() {
        let k = tails.partition_point(|t| pairs[*t].1 < pair.1);
        before[at] = k.checked_sub(1).map(|k| tails[k]);
        if k == tails.len() {
            tails.push(at);
        } else {
            tails[k] = at;
        }
    }
    let mut out: Vec<_> = std::iter::successors(tails.last().copied(), |t| before[*t])
        .map(|t| pairs[t])
        .collect();
    out.reverse();
    out
}

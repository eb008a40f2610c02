//! Along: what is known of each pair before the entries are written: its run, its neighbours, what else tells its place.
//!
//! In: a revision with its runs and groups. Out: one answer a pair, each found once. Never: searches the pairs for another.

use rustc_hash::{FxHashMap, FxHashSet};

use super::groups::Group;
use super::runs::Run;
use crate::diff::{Pair, Revision, Tie};

/// The clauses that merged or split, by their places in the old and in the new text.
pub(super) struct Tied(FxHashSet<(usize, usize)>);

impl Tied {
    pub(super) fn of(revision: &Revision<'_>) -> Self {
        let ties = revision.pairs.iter().filter(|p| p.tie != Tie::Same);
        Self(
            ties.filter_map(|p| Some((p.old.as_ref()?.index, p.new.as_ref()?.index)))
                .collect(),
        )
    }

    /// True for a clause that stands elsewhere only because its parent merged or split.
    pub(super) fn takes_along(&self, pair: &Pair<'_>) -> bool {
        let parents = || Some((pair.old.as_ref()?.parent?, pair.new.as_ref()?.parent?));
        parents().is_some_and(|parents| self.0.contains(&parents))
    }
}

/// By pair: a group tells its number and place.
pub(super) fn placed(revision: &Revision<'_>, groups: &[Group]) -> Vec<bool> {
    let mut out = vec![false; revision.pairs.len()];
    for &at in groups.iter().flat_map(|g| &g.places) {
        out[at] = true;
    }
    out
}

/// What is known of each pair.
pub(super) struct Along {
    pub(super) tied: Tied,
    /// Its run.
    run: Vec<Option<usize>>,
    /// A group, or a run that stands in another 章, tells where it went.
    elsewhere: Vec<bool>,
    /// The pairs before and after it under the same new parent.
    beside: Vec<[Option<usize>; 2]>,
}

impl Along {
    pub(super) fn of(revision: &Revision<'_>, runs: &[Run], groups: &[Group]) -> Self {
        let count = revision.pairs.len();
        let mut out = Self {
            tied: Tied::of(revision),
            run: vec![None; count],
            elsewhere: placed(revision, groups),
            beside: vec![[None; 2]; count],
        };
        for (number, run) in runs.iter().enumerate() {
            for &at in &run.pairs {
                out.run[at] = Some(number);
                out.elsewhere[at] |= run.elsewhere;
            }
        }
        let mut last: FxHashMap<Option<usize>, usize> = FxHashMap::default();
        for (at, pair) in revision.pairs.iter().enumerate() {
            let Some(new) = &pair.new else { continue };
            if let Some(before) = last.insert(new.parent, at) {
                out.beside[at][0] = Some(before);
                out.beside[before][1] = Some(at);
            }
        }
        out
    }

    /// The run that a pair belongs to.
    pub(super) fn run(&self, index: usize) -> Option<usize> {
        self.run[index]
    }

    /// True where a merge or split tells the move, or a run that stands in another 章 tells it with the numbers.
    pub(super) fn is_told_elsewhere(&self, index: usize) -> bool {
        self.elsewhere[index]
    }

    /// The pair before `index` under the same new parent.
    pub(super) fn before(&self, index: usize) -> Option<usize> {
        self.beside[index][0]
    }

    /// The pair after `index` under the same new parent.
    pub(super) fn after(&self, index: usize) -> Option<usize> {
        self.beside[index][1]
    }
}

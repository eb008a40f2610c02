//! Bodies: the text of an article that got a number of its own (本文を第1項とする), or lost it.
//!
//! In: a revision. Out: which pairs tell of it. Never: takes a text of which a word changed for one, so that a reader who is
//! shown the number alone is shown all that changed.

use rustc_hash::FxHashMap;

use crate::diff::{Change, Pair, Revision, Status, Tie};

/// What a pair has to do with a body that got or lost its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    /// The clause whose own text it was, or is: its text stays, with a number or without.
    Stem,
    /// The tie that tells of the number.
    Numbered,
}

/// By the place of the pair in the revision.
pub(crate) type Bodies = FxHashMap<usize, Body>;

/// The bodies of a revision that are numbered now, or were.
pub(crate) fn bodies(revision: &Revision<'_>) -> Bodies {
    let mut out = Bodies::default();
    let index = |pair: &Pair<'_>, old: bool| {
        let side = if old { &pair.old } else { &pair.new };
        side.as_ref().map(|s| s.index)
    };
    let is_numbered = |p: &Pair<'_>| p.is_within_parent() && p.status == Status::Unchanged;
    if !revision.pairs.iter().any(is_numbered) {
        return out;
    }
    let by = |old: bool| -> FxHashMap<usize, usize> {
        let same = revision
            .pairs
            .iter()
            .enumerate()
            .filter(|(_, p)| p.tie == Tie::Same);
        same.filter_map(|(at, p)| Some((index(p, old)?, at)))
            .collect()
    };
    let stems = [by(false), by(true)];
    for (at, tie) in revision.pairs.iter().enumerate() {
        let split = tie.tie == Tie::Split;
        let stem = index(tie, split).and_then(|n| stems[usize::from(split)].get(&n));
        // Its text begins the clause on both sides: nothing stands between.
        let Some(&stem) = stem.filter(|s| is_numbered(tie) && **s + 1 == at) else {
            continue;
        };
        // Nothing else may be said where the body stood.
        let alone = |c: &Change<'_>| if split { c.is_removed() } else { c.is_added() };
        if revision.pairs[stem].text().all(alone) && !out.contains_key(&stem) {
            out.insert(stem, Body::Stem);
            out.insert(at, Body::Numbered);
        }
    }
    out
}

/// True where a stem did nothing else that is worth telling.
pub(crate) fn is_still(pair: &Pair<'_>) -> bool {
    !(pair.renumbered || pair.moved || pair.reordered || pair.retitled || pair.is_doubtful())
}

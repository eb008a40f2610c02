//! Runs: clauses whose numbers shifted together are one entry.
//!
//! In: a revision. Out: runs of pairs, each shifted by the same step. Never: mentions a clause that only follows its
//! parent.

use super::along::{self, Tied};
use super::groups::Group;
use super::phrases::{self, fill};
use crate::diff::ordinal::values;
use crate::diff::{Pair, Revision, Tie};
use crate::report::naming::Book;

/// Pairs whose numbers shifted by the same step, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// The places of the pairs in the revision.
    pub(crate) pairs: Vec<usize>,
    /// By how much: negative for 繰上げ; none where the numbers cannot be counted.
    pub(crate) step: Option<i64>,
    /// True where the clauses stand in another 章 as well.
    pub(crate) elsewhere: bool,
}

fn parents(pair: &Pair<'_>) -> (Option<usize>, Option<usize>) {
    let parent = |s: &Option<crate::diff::Side<'_>>| s.as_ref().and_then(|s| s.parent);
    (parent(&pair.old), parent(&pair.new))
}

/// The runs of a revision, in the order of the text.
///
/// Those whose number a merge or split of `groups` tells are left out.
pub(crate) fn runs(
    revision: &Revision<'_>,
    old: &Book<'_>,
    new: &Book<'_>,
    groups: &[Group],
) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let (tied, placed) = (Tied::of(revision), along::placed(revision, groups));
    for (index, pair) in revision.pairs.iter().enumerate() {
        if !pair.renumbered || pair.tie != Tie::Same || placed[index] {
            continue;
        }
        // A 項 or 号 that went elsewhere is told with its place; articles count through the chapters.
        let article = pair
            .new
            .as_ref()
            .is_some_and(|s| new.unit(s.index) == Some('条'));
        if pair.moved && !article {
            continue;
        }
        let elsewhere = pair.moved && !tied.takes_along(pair);
        let step = step(pair);
        let open = out.iter_mut().rev().take(4).find(|run| {
            let last = &revision.pairs[run.pairs[run.pairs.len() - 1]];
            run.elsewhere == elsewhere
                && (!elsewhere || parents(last) == parents(pair))
                && follows(last, pair, run.step, old, new)
        });
        match open {
            Some(run) => run.pairs.push(index),
            None => out.push(Run {
                pairs: vec![index],
                step,
                elsewhere,
            }),
        }
    }
    out
}

/// By how much a clause shifted.
fn step(pair: &Pair<'_>) -> Option<i64> {
    match (
        number(pair, true).as_slice(),
        number(pair, false).as_slice(),
    ) {
        ([a], [b]) => Some(i64::from(*b) - i64::from(*a)),
        _ => None,
    }
}

fn number(pair: &Pair<'_>, old: bool) -> Vec<u32> {
    let side = if old { &pair.old } else { &pair.new };
    side.as_ref()
        .and_then(|s| s.number.as_ref())
        .map(values)
        .unwrap_or_default()
}

/// True where `pair` goes on the run that ends with `last`: counted alike, shifted alike, the next number.
fn follows(
    last: &Pair<'_>,
    pair: &Pair<'_>,
    run_step: Option<i64>,
    old: &Book<'_>,
    new: &Book<'_>,
) -> bool {
    let (Some(a), Some(b), Some(c), Some(d)) = (&last.old, &pair.old, &last.new, &pair.new) else {
        return false;
    };
    let same_list = if new.unit(c.index) == Some('条') {
        // Articles count through the chapters.
        new.unit(d.index) == Some('条') && old.unit(a.index) == old.unit(b.index)
    } else {
        c.parent == d.parent && a.parent == b.parent
    };
    let next = |x: Vec<u32>, y: Vec<u32>| matches!((x.as_slice(), y.as_slice()), ([m], [n]) if m + 1 == *n);
    same_list
        && run_step.is_some()
        && step(pair) == run_step
        && next(number(last, true), number(pair, true))
}

/// The sentence of a run.
pub(crate) fn sentence(
    run: &Run,
    revision: &Revision<'_>,
    old: &Book<'_>,
    new: &Book<'_>,
) -> String {
    let side = |index: usize| {
        let pair = &revision.pairs[index];
        (
            pair.old.as_ref().map_or(0, |s| s.index),
            pair.new.as_ref().map_or(0, |s| s.index),
        )
    };
    let first = side(run.pairs[0]);
    let last = side(run.pairs[run.pairs.len() - 1]);
    if run.elsewhere {
        let count = run.pairs.len();
        let name = match count {
            1 => old.name(first.0),
            _ => phrases::span(&old.short(first.0), &old.last(last.0), count),
        };
        let place = phrases::span(&new.within(first.1), &new.last(last.1), count);
        return fill(phrases::MOVED, &[("name", &name), ("new", &place)]);
    }
    let before = number(&revision.pairs[run.pairs[0]], true);
    let after = number(&revision.pairs[run.pairs[0]], false);
    let way = if after < before {
        phrases::UP
    } else {
        phrases::DOWN
    };
    if run.pairs.len() == 1 {
        let phrase = if before.is_empty() || after.is_empty() {
            phrases::RENUMBERED
        } else if old.unit(first.0) != new.unit(first.1) {
            phrases::UNIT_CHANGED
        } else {
            phrases::SHIFTED_ONE
        };
        return fill(
            phrase,
            &[
                ("name", &old.name(first.0)),
                ("new", &new.last(first.1)),
                ("way", way),
            ],
        );
    }
    let unit = new.unit(first.1).map_or("つ".to_owned(), |c| c.to_string());
    let by = u32::try_from(run.step.unwrap_or_default().unsigned_abs()).unwrap_or(u32::MAX);
    let step = format!("{}{unit}", new.count(by));
    let phrase = if run.pairs.len() == 2 {
        phrases::SHIFTED_TWO
    } else {
        phrases::SHIFTED_MANY
    };
    fill(
        phrase,
        &[
            ("first", &old.short(first.0)),
            ("last", &old.last(last.0)),
            ("step", &step),
            ("way", way),
        ],
    )
}

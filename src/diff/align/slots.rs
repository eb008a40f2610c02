//! Slots: what stands between the same neighbours as before, under another number.
//!
//! In: siblings without a pair and the pairs around them. Out: pairs of those that were renumbered with their neighbours and
//! rewritten, or retitled and rewritten. Never: pairs what changed places, or looks into a slot that was rewritten wholesale.

use rustc_hash::FxHashMap;

use super::chain;
use super::score::Both;
use super::siblings::Scored;
use crate::diff::ordinal::values;
use crate::document::Number;

/// Free siblings between the same neighbours.
pub(crate) struct Slot {
    olds: Vec<usize>,
    news: Vec<usize>,
    /// The pair before them, else the one after.
    beside: Option<(usize, usize)>,
}

/// The slots between the pairs `paired`, in their order, that hold free siblings of both sides.
pub(crate) fn between(olds: &[usize], news: &[usize], paired: &[(usize, usize)]) -> Vec<Slot> {
    /// A slot of more pairs than this was rewritten wholesale.
    const MOST: usize = 100;
    if olds.is_empty() || news.is_empty() {
        return Vec::new();
    }
    // Only pairs that keep their order bound a slot.
    let first = paired.iter().map(|p| p.1).min().unwrap_or_default();
    let kept = chain::heaviest(paired.iter().map(|&(a, b)| (a, b - first, 1.0)).collect());
    let kept = kept.into_iter().map(|(a, b)| (a, b + first));
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    let ends = kept.map(Some).chain([None]);
    let mut before = None;
    for end in ends {
        let to = |list: &[usize], from: usize, end: Option<usize>| {
            end.map_or(list.len(), |n| {
                from + list[from..].partition_point(|&k| k < n)
            })
        };
        let (m, n) = (to(olds, i, end.map(|e| e.0)), to(news, j, end.map(|e| e.1)));
        if m > i && n > j && (m - i) * (n - j) <= MOST {
            out.push(Slot {
                olds: olds[i..m].to_vec(),
                news: news[j..n].to_vec(),
                beside: before.or(end),
            });
        }
        (i, j) = (m, n);
        before = end;
    }
    out
}

/// Pairs the clauses of a slot that were rewritten and renumbered with their neighbours, or whose heading tells, in their
/// order.
pub(crate) fn shifted(both: &Both<'_, '_>, slot: &Slot) -> Vec<Scored> {
    let value = |number: Option<&Number>| match number.map(values).as_deref() {
        Some(&[one]) => Some(i64::from(one)),
        _ => None,
    };
    let shift = |a: usize, b: usize| {
        let (x, y) = (&both.old.nodes[a], &both.new.nodes[b]);
        Some(value(y.number.as_ref())? - value(x.number.as_ref())?)
    };
    let beside = slot.beside.filter(|&(a, b)| {
        let same = |m: usize, n: usize| both.old.nodes[m].level == both.old.nodes[n].level;
        slot.olds.iter().all(|&o| same(o, a)) && both.new.nodes[b].level == both.old.nodes[a].level
    });
    let along = beside.and_then(|(a, b)| shift(a, b));
    // Where as many went as came, each stands where another one stood.
    let as_many = slot.olds.len() == slot.news.len();
    let mut candidates = Vec::new();
    for (i, &a) in slot.olds.iter().enumerate() {
        for (j, &b) in slot.news.iter().enumerate() {
            let shifted = match along {
                Some(along) => as_many && i == j && shift(a, b) == Some(along),
                None => as_many && slot.olds.len() == 1 && slot.beside.is_none(),
            };
            let score = both.rewritten_between(a, b, shifted);
            if score > 0.0 {
                candidates.push((i, j, score));
            }
        }
    }
    let scores: FxHashMap<(usize, usize), f32> =
        candidates.iter().map(|c| ((c.0, c.1), c.2)).collect();
    (chain::heaviest(candidates).into_iter())
        .map(|(i, j)| (slot.olds[i], slot.news[j], scores[&(i, j)]))
        .collect()
}

//! Candidates: which clauses are worth comparing at all.
//!
//! In: two sets of clauses. Out: pairs of positions. Never: compares every clause of a long document with
//! every other: above [`ALL`] pairs only clauses that share rare words, a number or a heading are looked at.

use rustc_hash::FxHashMap;

use super::score::Both;

/// Up to this many pairs are all compared.
pub(crate) const ALL: usize = 6_000;
/// A pair of characters in more clauses than this says nothing of which clause it is.
const COMMON: usize = 12;
/// How many clauses a clause is compared with.
const EACH: usize = 8;

/// Positions in `olds` and `news` that are worth comparing.
pub(crate) fn pairs(both: &Both<'_, '_>, olds: &[usize], news: &[usize]) -> Vec<(usize, usize)> {
    if olds.len() * news.len() <= ALL {
        return (0..olds.len())
            .flat_map(|i| (0..news.len()).map(move |j| (i, j)))
            .collect();
    }
    let mut by_gram: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let mut by_head: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut by_number: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (j, &n) in news.iter().enumerate() {
        let mut last = None;
        for &gram in both.new.whole(n).as_slice() {
            if last != Some(gram) {
                let list = by_gram.entry(gram).or_default();
                if list.len() <= COMMON {
                    list.push(j as u32);
                }
            }
            last = Some(gram);
        }
        let node = &both.new.nodes[n];
        if let Some(heading) = node.clause.heading() {
            by_head.entry(heading).or_default().push(j);
        }
        if let Some(number) = &node.number {
            by_number.entry(number.as_str()).or_default().push(j);
        }
    }
    let mut out = Vec::new();
    let mut votes: FxHashMap<u32, u32> = FxHashMap::default();
    for (i, &o) in olds.iter().enumerate() {
        votes.clear();
        for gram in both.old.whole(o).as_slice() {
            if let Some(list) = by_gram.get(gram).filter(|l| l.len() <= COMMON) {
                for &j in list {
                    *votes.entry(j).or_insert(0) += 1;
                }
            }
        }
        let mut ranked: Vec<(u32, u32)> = votes.iter().map(|(j, n)| (*n, *j)).collect();
        ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut chosen: Vec<usize> = ranked.iter().take(EACH).map(|(_, j)| *j as usize).collect();
        let node = &both.old.nodes[o];
        let named = node.clause.heading().and_then(|h| by_head.get(h));
        let numbered = node.number.as_ref().and_then(|n| by_number.get(n.as_str()));
        for list in [named, numbered].into_iter().flatten() {
            chosen.extend(list.iter().take(EACH));
        }
        chosen.sort_unstable();
        chosen.dedup();
        out.extend(chosen.into_iter().map(|j| (i, j)));
    }
    out
}

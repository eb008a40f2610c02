//! Likely: which clauses of two texts may have words in common at all, so that not all are compared with all.
//!
//! In: clauses of two profiles. Out: for each of the first those of the second to compare it with. Never: says that they are
//! alike.

use rustc_hash::FxHashMap;

use super::profile::Profile;

/// More possible pairs than this are not all compared: only those that share a rare pair of characters.
const ALL: usize = 40_000;
/// A pair of characters that stands in more clauses than this is not rare; so many rare ones of a clause are looked up.
const RARE: usize = 32;

/// By clause of the first: those of the second that may be alike. All of them where they are few.
pub(super) fn may_be_alike(
    (x, olds): (&Profile<'_>, &[usize]),
    (y, news): (&Profile<'_>, &[usize]),
) -> Vec<Vec<usize>> {
    if olds.len().saturating_mul(news.len()) <= ALL {
        return olds.iter().map(|_| news.to_vec()).collect();
    }
    let once = |p: &Profile<'_>, n: usize| {
        let mut pairs = p.nodes[n].pairs.clone();
        pairs.dedup();
        pairs
    };
    let mut holders: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for &b in news {
        for pair in once(y, b) {
            holders.entry(pair).or_default().push(b);
        }
    }
    olds.iter()
        .map(|a| {
            let mut rare: Vec<&Vec<usize>> = once(x, *a)
                .iter()
                .filter_map(|pair| holders.get(pair))
                .filter(|list| list.len() <= RARE)
                .collect();
            rare.sort_by_key(|list| list.len());
            let lists = rare.into_iter().take(RARE);
            let mut out: Vec<usize> = lists.flatten().copied().collect();
            out.sort_unstable();
            out.dedup();
            out
        })
        .collect()
}

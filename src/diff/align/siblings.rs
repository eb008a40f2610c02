//! Siblings: the clauses under one pair of parents, paired in their order, then those that changed places.
//!
//! In: two lists of clauses. Out: pairs with scores. Never: looks outside the lists.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::candidates;
use super::chain;
use super::score::{Both, CROSSED, DOUBTFUL, SAME};
use crate::diff::ordinal::values;
use crate::document::Number;

/// A pair of nodes and how sure it is.
pub(crate) type Scored = (usize, usize, f32);
/// Pairs of positions.
type Positions = Vec<(usize, usize)>;

/// Pairs `olds` and `news`: equal clauses first, then the best order-keeping pairs between them, then the rest.
pub(crate) fn pair(both: &Both<'_, '_>, olds: &[usize], news: &[usize]) -> Vec<Scored> {
    let mut out = Vec::new();
    if olds.is_empty() || news.is_empty() {
        return out;
    }
    let (anchors, crossing) = anchors(both, olds, news);
    let (mut i, mut j) = (0, 0);
    let end = (olds.len(), news.len());
    // What is equal elsewhere is nothing else here.
    out.extend(crossing.iter().map(|&(i, j)| (olds[i], news[j], 1.0)));
    let (mut crossed_old, mut crossed_new): (Vec<usize>, Vec<usize>) =
        crossing.iter().map(|&(i, j)| (olds[i], news[j])).unzip();
    crossed_old.sort_unstable();
    crossed_new.sort_unstable();
    for (ai, aj) in anchors.into_iter().chain([end]) {
        let x = without(&olds[i..ai], &crossed_old);
        let y = without(&news[j..aj], &crossed_new);
        between(both, &x, &y, &mut out);
        if (ai, aj) != end {
            // Anchors are equal.
            out.push((olds[ai], news[aj], 1.0));
            (i, j) = (ai + 1, aj + 1);
        }
    }
    let left = |list: &[usize], side: fn(&Scored) -> usize, out: &[Scored]| {
        let mut taken: Vec<usize> = out.iter().map(side).collect();
        taken.sort_unstable();
        without(list, &taken).into_owned()
    };
    let (o, n) = (left(olds, |p| p.0, &out), left(news, |p| p.1, &out));
    if !o.is_empty() || !n.is_empty() {
        // A doubtful pair gives way to a better one that crosses others.
        let (sure, doubtful) = out.into_iter().partition(|p| p.2 >= DOUBTFUL);
        out = sure;
        let (o, n) = (left(olds, |p| p.0, &out), left(news, |p| p.1, &out));
        crossed(both, &o, &n, doubtful, &mut out);
    }
    let (o, n) = (left(olds, |p| p.0, &out), left(news, |p| p.1, &out));
    let mut paired: Vec<(usize, usize)> = out.iter().map(|p| (p.0, p.1)).collect();
    for (a, b) in same_place(both, &o, &n, &paired) {
        let score = both.in_place(a, b);
        if score > 0.0 {
            out.push((a, b, score));
            paired.push((a, b));
        }
    }
    out
}

/// Pairs of free siblings under the same number whose nearest paired neighbours are each other's.
///
/// Nodes count up in reading order, so that siblings compare by their index.
pub(crate) fn same_place(
    both: &Both<'_, '_>,
    olds: &[usize],
    news: &[usize],
    paired: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    if olds.is_empty() || news.is_empty() {
        return out;
    }
    let mut by_old = paired.to_vec();
    by_old.sort_unstable();
    let mut by_new: Vec<(usize, usize)> = paired.iter().map(|p| (p.1, p.0)).collect();
    by_new.sort_unstable();
    let around = |list: &[(usize, usize)], n: usize| {
        let at = list.partition_point(|p| p.0 < n);
        (
            at.checked_sub(1).map(|k| list[k].1),
            list.get(at).map(|p| p.1),
        )
    };
    let fits = |(before, after): (Option<usize>, Option<usize>), n: usize| {
        before.is_none_or(|k| k < n) && after.is_none_or(|k| n < k)
    };
    let key = |number: &Number| match values(number) {
        counted if counted.is_empty() => Err(number.as_str().to_owned()),
        counted => Ok(counted),
    };
    let mut by_number: FxHashMap<Result<Vec<u32>, String>, Vec<usize>> = FxHashMap::default();
    for (k, &b) in news.iter().enumerate() {
        if let Some(number) = &both.new.nodes[b].number {
            by_number.entry(key(number)).or_default().push(k);
        }
    }
    let mut start = 0;
    for &a in olds {
        let number = both.old.nodes[a].number.as_ref();
        let Some(same) = number.and_then(|n| by_number.get(&key(n))) else {
            continue;
        };
        let found = same[same.partition_point(|&k| k < start)..]
            .iter()
            .copied()
            .find(|&k| both.same_number(a, news[k]));
        let Some(k) = found else { continue };
        let b = news[k];
        if fits(around(&by_old, a), b) && fits(around(&by_new, b), a) {
            out.push((a, b));
            start = k + 1;
        }
    }
    out
}

/// Positions of equal clauses: a common head, a common tail, and between them those that are alone of their kind on
/// both sides, as far as they keep their order; and those that do not.
fn anchors(both: &Both<'_, '_>, olds: &[usize], news: &[usize]) -> (Positions, Positions) {
    let telling =
        |o: usize| both.old.nodes[o].clause.caption.is_some() || both.old.nodes[o].size > 2;
    let equal = |i: usize, j: usize| both.equal(olds[i], news[j]) && telling(olds[i]);
    let shortest = olds.len().min(news.len());
    let head = (0..shortest).take_while(|&k| equal(k, k)).count();
    let tail = (0..shortest - head)
        .take_while(|&k| equal(olds.len() - 1 - k, news.len() - 1 - k))
        .count();
    let mut out: Vec<_> = (0..head).map(|k| (k, k)).collect();
    let mut places: FxHashMap<u64, (u32, u32, usize, usize)> = FxHashMap::default();
    for (i, &o) in olds.iter().enumerate().take(olds.len() - tail).skip(head) {
        let seen = places.entry(both.old.nodes[o].tree_hash).or_default();
        seen.0 += 1;
        seen.2 = i;
    }
    for (j, &n) in news.iter().enumerate().take(news.len() - tail).skip(head) {
        if let Some(seen) = places.get_mut(&both.new.nodes[n].tree_hash) {
            seen.1 += 1;
            seen.3 = j;
        }
    }
    let mut single: Vec<chain::Candidate> = places
        .into_values()
        .filter(|s| s.0 == 1 && s.1 == 1 && telling(olds[s.2]))
        .map(|s| {
            // Among equal clauses that cross, the longer one stays in place.
            let weight = both.old.nodes[olds[s.2]].size + 1;
            (s.2, s.3, weight as f32)
        })
        .collect();
    single.sort_unstable_by_key(|c| c.0);
    let mut crossing: Positions = single.iter().map(|c| (c.0, c.1)).collect();
    let kept = chain::heaviest(single);
    crossing.retain(|c| kept.binary_search(c).is_err());
    out.extend(kept);
    out.extend(
        (0..tail)
            .rev()
            .map(|k| (olds.len() - 1 - k, news.len() - 1 - k)),
    );
    (out, crossing)
}

/// Pairs the clauses between two anchors in their order.
fn between(both: &Both<'_, '_>, olds: &[usize], news: &[usize], out: &mut Vec<Scored>) {
    let pairs = candidates::pairs(both, olds, news);
    if let Some(likely) = likely(both, olds, news, &pairs) {
        out.extend(likely);
        return;
    }
    let mut scores: FxHashMap<(usize, usize), f32> = FxHashMap::default();
    let mut weighted = Vec::new();
    for (i, j) in pairs {
        let score = both.pair(olds[i], news[j], SAME);
        if score >= SAME {
            scores.insert((i, j), score);
            weighted.push((i, j, weight(score)));
        }
    }
    for (i, j) in chain::heaviest(weighted) {
        out.push((olds[i], news[j], scores[&(i, j)]));
    }
}

/// What a pair counts in a chain: squared, so that one good pair outweighs two poor ones.
fn weight(score: f32) -> f32 {
    score * score
}

/// The heaviest chain of `pairs`, found without comparing all of them: the pairs that look best are compared, and where
/// every other one weighs less than half of what it would push out, they are the heaviest. None where that cannot be
/// told.
///
/// A pair that is not in the chain pushes out one of it by its old clause and one by its new one, and one of the chain can
/// be pushed out twice: half of each weighs more than all that could take their place.
fn likely(
    both: &Both<'_, '_>,
    olds: &[usize],
    news: &[usize],
    pairs: &[(usize, usize)],
) -> Option<Vec<Scored>> {
    /// Sums of weights are rounded.
    const MARGIN: f32 = 0.98;
    let most: Vec<chain::Candidate> = match pairs {
        // One pair alone is compared at once.
        &[(i, j)] => vec![(i, j, 1.0)],
        _ => pairs
            .iter()
            .map(|&(i, j)| (i, j, both.pair_at_most(olds[i], news[j])))
            .filter(|pair| pair.2 >= SAME)
            .collect(),
    };
    let best = chain::heaviest(most.iter().map(|p| (p.0, p.1, weight(p.2))).collect());
    let (mut of_old, mut of_new) = (vec![0.0; olds.len()], vec![0.0; news.len()]);
    let mut out = Vec::with_capacity(best.len());
    for &(i, j) in &best {
        let score = both.pair(olds[i], news[j], 0.0);
        if score >= SAME {
            out.push((olds[i], news[j], score));
            (of_old[i], of_new[j]) = (weight(score), weight(score));
        }
    }
    let is_less = |i: usize, j: usize, score: f32| {
        score < SAME || weight(score) < MARGIN * (of_old[i] + of_new[j]) / 2.0
    };
    let others = most
        .iter()
        .filter(|p| best.binary_search(&(p.0, p.1)).is_err());
    let mut others = others.filter(|p| !is_less(p.0, p.1, p.2));
    let told = others.all(|&(i, j, _)| is_less(i, j, both.pair(olds[i], news[j], SAME)));
    told.then_some(out)
}

/// Pairs what the ordered pairs left over, and what they paired in doubt, as a whole.
fn crossed(
    both: &Both<'_, '_>,
    olds: &[usize],
    news: &[usize],
    doubtful: Vec<Scored>,
    out: &mut Vec<Scored>,
) {
    let kept: FxHashMap<(usize, usize), f32> =
        doubtful.into_iter().map(|p| ((p.0, p.1), p.2)).collect();
    let scored = candidates::pairs(both, olds, news)
        .into_iter()
        .filter_map(|(i, j)| {
            if let Some(score) = kept.get(&(olds[i], news[j])) {
                return Some((i, j, *score));
            }
            let score = both.pair(olds[i], news[j], CROSSED);
            (score >= CROSSED).then_some((i, j, score))
        })
        .collect();
    for (i, j, score) in super::assign::best(olds.len(), news.len(), scored) {
        out.push((olds[i], news[j], score));
    }
}

/// A list without those of another, which is sorted.
fn without<'l>(list: &'l [usize], taken: &[usize]) -> Cow<'l, [usize]> {
    if taken.is_empty() {
        return Cow::Borrowed(list);
    }
    let free = |n: &usize| taken.binary_search(n).is_err();
    Cow::Owned(list.iter().copied().filter(free).collect())
}

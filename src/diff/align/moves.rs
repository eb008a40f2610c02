//! Moves: clauses that stand under another parent than before.
//!
//! In: the clauses that found no counterpart in their place, on both sides. Out: pairs with scores, the
//! surest and largest first. Never: pairs on a short text, or breaks a pair that was made in place.

use super::candidates;
use super::score::Both;
use super::siblings::Scored;

/// Candidates for moves among what was left over.
pub(crate) fn candidates(both: &Both<'_, '_>, olds: &[usize], news: &[usize]) -> Vec<Scored> {
    let mut out: Vec<(Scored, f32)> = candidates::pairs(both, olds, news)
        .into_iter()
        .filter_map(|(i, j)| {
            let (a, b) = (olds[i], news[j]);
            let score = both.moved(a, b);
            if score == 0.0 {
                return None;
            }
            // A whole article that moved takes its paragraphs along: the larger of two equals goes first.
            let size = both.whole_len(false, a).min(both.whole_len(true, b));
            // Between copies (an article and its only paragraph) the one that is the same throughout goes first.
            let same = if both.same_number(a, b) && both.equal(a, b) {
                1.1
            } else if both.old.nodes[a].level == both.new.nodes[b].level {
                1.0
            } else {
                0.98
            };
            let rank = same * score * score * (size as f32 + 2.0).ln();
            Some(((a, b, score), rank))
        })
        .collect();
    out.sort_by(|x, y| {
        y.1.total_cmp(&x.1)
            .then(distance(&x.0).cmp(&distance(&y.0)))
            .then((x.0.0, x.0.1).cmp(&(y.0.0, y.0.1)))
    });
    out.into_iter().map(|(scored, _)| scored).collect()
}

/// How far apart the two stand in reading order: between equals the nearer is the likelier.
fn distance(scored: &Scored) -> usize {
    scored.0.abs_diff(scored.1)
}

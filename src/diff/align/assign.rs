//! Assign: pairs without order, as good as they can be together.
//!
//! In: candidates with scores. Out: those kept, no side used twice. Never: adds a pair that was no candidate.

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

use super::chain::Candidate;

/// Up to this many rows the assignment is the best there is; above it the best pairs are taken first.
const EXACT: usize = 200;

/// The best set of `candidates` between `olds` and `news` clauses, by the sum of their scores.
pub(crate) fn best(olds: usize, news: usize, mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    if candidates.len() < 2 {
        return candidates;
    }
    candidates.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    if olds.max(news) > EXACT {
        let (mut used_old, mut used_new) = (vec![false; olds], vec![false; news]);
        candidates.retain(|&(i, j, _)| {
            let free = !used_old[i] && !used_new[j];
            if free {
                used_old[i] = true;
                used_new[j] = true;
            }
            free
        });
        return candidates;
    }
    let turned = olds > news;
    let (rows, columns) = if turned { (news, olds) } else { (olds, news) };
    let cell = |i: usize, j: usize| if turned { (j, i) } else { (i, j) };
    let mut weights = Matrix::new(rows, columns, 0i64);
    for &(i, j, score) in &candidates {
        weights[cell(i, j)] = (f64::from(score) * 1e6) as i64;
    }
    let (_, assigned) = kuhn_munkres(&weights);
    candidates.retain(|&(i, j, _)| {
        let (row, column) = cell(i, j);
        assigned[row] == column
    });
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_counts() {
        let kept = best(2, 2, vec![(0, 0, 0.9), (0, 1, 0.8), (1, 0, 0.8)]);
        let mut pairs: Vec<_> = kept.iter().map(|c| (c.0, c.1)).collect();
        pairs.sort_unstable();
        assert_eq!(pairs, [(0, 1), (1, 0)]);
        assert_eq!(best(3, 1, vec![(0, 0, 0.5), (2, 0, 0.6)]), [(2, 0, 0.6)]);
    }
}

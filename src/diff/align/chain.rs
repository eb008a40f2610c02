//! Chain: the heaviest ordered set of candidate pairs.
//!
//! In: candidates `(old, new, weight)`. Out: those that together weigh most while both sides go forward.
//! Never: crosses two pairs or uses a side twice. Cost: `n log n` in the candidates.

/// A candidate: an old index, a new index, how good the pair is.
pub(crate) type Candidate = (usize, usize, f32);

/// The heaviest chain of `candidates`, in order.
pub(crate) fn heaviest(mut candidates: Vec<Candidate>) -> Vec<(usize, usize)> {
    // Within one old index the later new index comes first, so that no chain takes two of them.
    candidates.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    let width = candidates.iter().map(|c| c.1 + 1).max().unwrap_or(0);
    let mut best = Fenwick::new(width);
    let mut before: Vec<Option<usize>> = Vec::with_capacity(candidates.len());
    let mut total = Vec::with_capacity(candidates.len());
    for (index, &(_, new, weight)) in candidates.iter().enumerate() {
        let (sum, last) = best.below(new);
        before.push(last);
        total.push(sum + weight);
        best.raise(new, sum + weight, index);
    }
    let (_, mut at) = best.below(width);
    let mut chain = Vec::new();
    while let Some(index) = at {
        chain.push((candidates[index].0, candidates[index].1));
        at = before[index];
    }
    chain.reverse();
    chain
}

/// Prefix maxima of weights, each with the candidate that reached it.
struct Fenwick(Vec<(f32, Option<usize>)>);

impl Fenwick {
    fn new(width: usize) -> Self {
        Self(vec![(0.0, None); width + 1])
    }

    /// The best over indices below `end`.
    fn below(&self, end: usize) -> (f32, Option<usize>) {
        let mut at = end.min(self.0.len() - 1);
        let mut best = (0.0, None);
        while at > 0 {
            if self.0[at].0 > best.0 {
                best = self.0[at];
            }
            at &= at - 1;
        }
        best
    }

    fn raise(&mut self, index: usize, weight: f32, candidate: usize) {
        let mut at = index + 1;
        while at < self.0.len() {
            if weight > self.0[at].0 {
                self.0[at] = (weight, Some(candidate));
            }
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_heaviest_that_do_not_cross() {
        assert_eq!(
            heaviest(vec![(0, 1, 1.0), (1, 0, 0.3), (1, 2, 0.5), (2, 1, 0.4)]),
            [(0, 1), (1, 2)]
        );
        assert_eq!(
            heaviest(vec![(0, 0, 0.2), (0, 1, 0.3), (1, 1, 0.3)]),
            [(0, 0), (1, 1)]
        );
        assert!(heaviest(Vec::new()).is_empty());
    }
}

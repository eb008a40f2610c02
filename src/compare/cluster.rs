//! Cluster: whose wording is near whose.
//!
//! In: profiles. Out: how much wording each two share, a tree of the nearest, and for a topic the typical clause. Never:
//! says who wrote first; only dates could tell that.

use super::profile::{Profile, shared};

/// Texts that share this much of the shorter one's wording count as near-identical.
pub const NEAR_IDENTICAL: f32 = 0.5;

/// How much of the shorter text's wording stands in the other, for each two texts; 1 for a text and itself.
pub fn likeness(profiles: &[Profile<'_>]) -> Vec<Vec<f32>> {
    let all: Vec<Vec<u64>> = profiles.iter().map(whole).collect();
    let mut out = vec![vec![1.0; profiles.len()]; profiles.len()];
    for i in 0..all.len() {
        for j in i + 1..all.len() {
            let value = contained(&all[i], &all[j]);
            out[i][j] = value;
            out[j][i] = value;
        }
    }
    out
}

/// The shingles of a whole text, sorted, each once.
pub(crate) fn whole(profile: &Profile<'_>) -> Vec<u64> {
    let mut out: Vec<u64> = profile
        .nodes
        .iter()
        .flat_map(|n| n.shingles.iter().copied())
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// How much of the shorter list stands in the other; 0 where one is empty.
pub(crate) fn contained(a: &[u64], b: &[u64]) -> f32 {
    match a.len().min(b.len()) {
        0 => 0.0,
        shorter => shared(a, b) as f32 / shorter as f32,
    }
}

/// A branch of the tree.
#[derive(Debug, Clone, PartialEq)]
pub enum Branch {
    /// A text, by its place.
    Leaf(usize),
    /// Two branches and how much wording they share on the average.
    Fork(Box<Branch>, Box<Branch>, f32),
}

impl Branch {
    /// The texts of the branch, in the order in which they are drawn.
    pub fn leaves(&self) -> Vec<usize> {
        match self {
            Self::Leaf(n) => vec![*n],
            Self::Fork(a, b, _) => {
                let mut out = a.leaves();
                out.extend(b.leaves());
                out
            }
        }
    }
}

/// The texts joined two by two, the nearest first (average linkage). None without texts.
pub fn tree(likeness: &[Vec<f32>]) -> Option<Branch> {
    let mut open: Vec<Branch> = (0..likeness.len()).map(Branch::Leaf).collect();
    while open.len() > 1 {
        let mut best = (0, 1, f32::MIN);
        for i in 0..open.len() {
            for j in i + 1..open.len() {
                let value = average(likeness, &open[i].leaves(), &open[j].leaves());
                if value > best.2 {
                    best = (i, j, value);
                }
            }
        }
        let (i, j, value) = best;
        let second = open.remove(j);
        let first = std::mem::replace(&mut open[i], Branch::Leaf(usize::MAX));
        open[i] = Branch::Fork(Box::new(first), Box::new(second), value);
    }
    open.pop()
}

fn average(likeness: &[Vec<f32>], a: &[usize], b: &[usize]) -> f32 {
    let sum: f32 = a
        .iter()
        .flat_map(|i| b.iter().map(move |j| likeness[*i][*j]))
        .sum();
    sum / (a.len() * b.len()) as f32
}

/// Groups of texts of near-identical wording: whoever shares [`NEAR_IDENTICAL`] with one of a group belongs to it. Groups
/// of one are left out.
pub fn groups(likeness: &[Vec<f32>]) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..likeness.len()).collect();
    for i in 0..likeness.len() {
        for j in i + 1..likeness.len() {
            if likeness[i][j] >= NEAR_IDENTICAL && group[i] != group[j] {
                let (from, to) = (group[j].max(group[i]), group[j].min(group[i]));
                group
                    .iter_mut()
                    .filter(|g| **g == from)
                    .for_each(|g| *g = to);
            }
        }
    }
    (0..likeness.len())
        .map(|g| (0..likeness.len()).filter(|n| group[*n] == g).collect())
        .filter(|members: &Vec<usize>| members.len() > 1)
        .collect()
}

/// What one text's clause on a topic is against the typical one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Departure {
    /// The text, by its place.
    pub text: usize,
    /// Its clause, by its place among the nodes.
    pub node: usize,
    /// How much of its wording is that of the typical clause, 0 to 1.
    pub likeness: f32,
}

/// The typical clause on a topic: the one nearest to all the others. Each text's clause against it, the typical one first,
/// then the nearest; fewer than two clauses have no typical one.
pub fn typical(profiles: &[Profile<'_>], clauses: &[(usize, usize)]) -> Vec<Departure> {
    if clauses.len() < 2 {
        return Vec::new();
    }
    let alike = |x: (usize, usize), y: (usize, usize)| {
        super::profile::dice(
            &profiles[x.0].nodes[x.1].pairs,
            &profiles[y.0].nodes[y.1].pairs,
        )
    };
    let sums: Vec<f32> = clauses
        .iter()
        .map(|x| clauses.iter().map(|y| alike(*x, *y)).sum())
        .collect();
    let best = (0..clauses.len())
        .rev()
        .max_by(|i, j| sums[*i].total_cmp(&sums[*j]))
        .unwrap_or_default();
    let mut out: Vec<Departure> = clauses
        .iter()
        .map(|c| Departure {
            text: c.0,
            node: c.1,
            likeness: alike(*c, clauses[best]),
        })
        .collect();
    let first = out.remove(best);
    out.sort_by(|x, y| y.likeness.total_cmp(&x.likeness));
    out.insert(0, first);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_join_first() {
        let likeness = vec![
            vec![1.0, 0.1, 0.9],
            vec![0.1, 1.0, 0.2],
            vec![0.9, 0.2, 1.0],
        ];
        let tree = tree(&likeness).unwrap();
        assert_eq!(tree.leaves(), [0, 2, 1]);
        assert!(matches!(tree, Branch::Fork(_, _, v) if (v - 0.15).abs() < 1e-6));
        assert_eq!(groups(&likeness), [[0, 2]]);
        assert!(super::tree(&[]).is_none());
    }
}

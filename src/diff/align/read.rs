//! Read: the texts of two documents, read once: how much each pair of characters tells in them, and of each clause which
//! ones it holds.
//!
//! In: two trees. Out: [`Weights`], and the grams of headings and blocks as the table of weights knows them. Never: compares.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::diff::line;
use crate::diff::tree::{Node, Tree};
use crate::diff::weights::{Counts, Place, Weights};

/// So many characters of both texts tell well enough what stands everywhere in them.
const ENOUGH: usize = 1 << 17;
/// Spreads hashes over their bits.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// What the texts of two documents say as a whole.
pub(super) struct Read {
    pub(super) weights: Weights,
    /// The grams of every clause; none where they would be too many to keep.
    pub(super) places: Option<Places>,
}

impl Read {
    /// Reads the old and the new document.
    pub(super) fn of(trees: [&Tree<'_>; 2]) -> Self {
        let twins = twins(trees);
        let mut times = trees.map(|t| vec![1; t.nodes.len()]);
        // A clause that stands in both is counted twice at once.
        for (n, old) in twins.iter().enumerate() {
            if let Some(old) = old {
                times[0][*old] = 2;
                times[1][n] = 0;
            }
        }
        let counted = times.iter().enumerate().flat_map(|(side, times)| {
            let times = times.iter().copied().enumerate().filter(|t| t.1 > 0);
            times.map(move |(n, times)| (side, n, times))
        });
        let mut counts = Counts::default();
        let one_in = one_in(trees);
        if one_in > 1 {
            for (side, n, times) in counted {
                let node = &trees[side].nodes[n];
                // The same ones on both sides, whatever they stand beside.
                let mixed = node.own_hash.wrapping_mul(MIX) >> 32;
                if mixed.is_multiple_of(one_in.into()) {
                    let mut add = |text: &str| counts.add(text, times * one_in);
                    node.clause.heading().iter().for_each(|h| add(h));
                    line::each_row(&node.clause.blocks, &mut add);
                }
            }
            return Self {
                weights: counts.weights(),
                places: None,
            };
        }
        let places = Places::of(trees, &twins);
        for (side, n, times) in counted {
            counts.add_places(places.heading(side, n), times);
            counts.add_places(places.own(side, n), times);
        }
        Self {
            weights: counts.weights(),
            places: Some(places),
        }
    }
}

/// Of each new clause the old one that says the same, each old one once.
fn twins([old, new]: [&Tree<'_>; 2]) -> Vec<Option<usize>> {
    let key = |n: &Node<'_>| (n.own_hash, n.shape);
    let nodes = old.nodes.iter().enumerate();
    let mut olds: FxHashMap<(u64, u64), usize> = nodes.map(|(n, o)| (key(o), n)).collect();
    let twin = |node: &Node<'_>| {
        let Entry::Occupied(found) = olds.entry(key(node)) else {
            return None;
        };
        let caption = &old.nodes[*found.get()].clause.caption;
        (*caption == node.clause.caption).then(|| found.remove())
    };
    new.nodes.iter().map(twin).collect()
}

/// Of how many clauses one is asked how much a pair of characters tells: of all where the texts are not long.
fn one_in(trees: [&Tree<'_>; 2]) -> u32 {
    let size = |tree: &Tree<'_>| {
        tree.roots
            .iter()
            .map(|&n| tree.nodes[n].size)
            .sum::<usize>()
    };
    let times = trees.map(size).iter().sum::<usize>() / ENOUGH;
    1 << times.max(1).ilog2().min(16)
}

/// The grams of the clauses of two documents.
pub(super) struct Places {
    row: Vec<Place>,
    /// By side and clause: where its heading begins in the row, where its blocks begin, and where they end.
    spans: [Vec<[usize; 3]>; 2],
}

impl Places {
    /// Reads the clauses of both sides; a new one that has a twin is not read again.
    pub(super) fn of(trees: [&Tree<'_>; 2], twins: &[Option<usize>]) -> Self {
        let mut out = Self {
            row: Vec::new(),
            spans: Default::default(),
        };
        let [old, new] = trees;
        for n in 0..old.nodes.len() {
            let span = out.read(old, n);
            out.spans[0].push(span);
        }
        for (n, twin) in twins.iter().enumerate() {
            let span = match twin {
                Some(old) => out.spans[0][*old],
                None => out.read(new, n),
            };
            out.spans[1].push(span);
        }
        out
    }

    fn read(&mut self, tree: &Tree<'_>, n: usize) -> [usize; 3] {
        let row = &mut self.row;
        let clause = tree.nodes[n].clause;
        let start = row.len();
        if let Some(heading) = clause.heading() {
            Place::read(heading, row);
        }
        let blocks = row.len();
        line::each_row(&clause.blocks, &mut |text| Place::read(text, row));
        [start, blocks, row.len()]
    }

    /// The grams of a clause's heading; `side` is 0 for the old document, 1 for the new one.
    pub(super) fn heading(&self, side: usize, n: usize) -> &[Place] {
        let [start, blocks, _] = self.spans[side][n];
        &self.row[start..blocks]
    }

    /// The grams of a clause's blocks.
    pub(super) fn own(&self, side: usize, n: usize) -> &[Place] {
        let [_, blocks, end] = self.spans[side][n];
        &self.row[blocks..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Clause, Document};

    #[test]
    fn weights_of_a_sample_are_nearly_those_of_the_whole() {
        let document = |many: usize| Document {
            clauses: (0..many)
                .map(|n| Clause {
                    marker: n.to_string(),
                    caption: Some(format!("（事項{n}）")),
                    blocks: vec![Block::paragraph(format!(
                        "会員{}は、届出{n}号を出すことができる。会費は{}円とする。",
                        n % 97,
                        n * 31 % 5_000
                    ))],
                    ..Clause::default()
                })
                .collect(),
            ..Document::default()
        };
        let (short, long) = (document(1_000), document(8_000));
        let (short, long) = (Tree::of(&short), Tree::of(&long));
        assert_eq!(one_in([&short, &short]), 1);
        assert!(one_in([&long, &long]) > 1);
        let read = Read::of([&long, &long]);
        assert!(read.places.is_none());
        let everywhere = read.weights.weigh("することができる").weight(false) / 7;
        let once = read.weights.weigh("鉄道模型の運賃").weight(false) / 6;
        assert!(once > everywhere * 3, "{once} {everywhere}");
        // Read clause by clause or as a whole, the grams are the same.
        let read = Read::of([&short, &short]);
        let places = read.places.unwrap();
        let clause = short.nodes[7].clause;
        let weigh = |text| read.weights.weigh(text);
        assert_eq!(
            read.weights.weigh_places(places.heading(1, 7)),
            weigh(clause.heading().unwrap())
        );
        let mut texts = Vec::new();
        line::each_row(&clause.blocks, &mut |t| texts.push(t.to_owned()));
        assert_eq!(
            read.weights.weigh_places(places.own(0, 7)),
            weigh(&texts[0])
        );
    }
}

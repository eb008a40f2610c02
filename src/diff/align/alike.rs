//! Alike: how alike the texts of two clauses are, each pair of characters by how much it tells.
//!
//! In: two trees and a clause of each. Out: 0 to 1. Never: sorts the characters of what stands in both as it is, unless
//! the clauses are compared with several others: what is common is taken away first, which leaves the result the same.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::hash::Hasher as _;
use std::ops::Range;

use rustc_hash::FxHasher;

use super::apart;
use super::read::Read;
use crate::diff::grams::Grams;
use crate::diff::line;
use crate::diff::tree::Tree;
use crate::diff::weights::{self, Sketch, Sum, Weights};

/// The texts of two documents.
pub(super) struct Alike<'t, 'a> {
    old: &'t Tree<'a>,
    new: &'t Tree<'a>,
    read: OnceCell<Read>,
    known: OnceCell<[Vec<OnceCell<Box<Known<'a>>>>; 2]>,
    /// How many sketches may still be made.
    sketches: Cell<usize>,
}

/// What is known of a clause's texts, as far as anyone asked.
#[derive(Default)]
struct Known<'a> {
    /// What its blocks weigh.
    own: OnceCell<Sum>,
    /// What its heading weighs.
    head: OnceCell<Sum>,
    /// What its blocks and everything below weigh.
    whole: OnceCell<Sum>,
    /// Its blocks and everything below in a sketch; none where there are too many.
    sketch: OnceCell<Option<Box<Sketch>>>,
    /// Its blocks alone, likewise.
    own_sketch: OnceCell<Option<Box<Sketch>>>,
    /// The lines of its blocks, each with a key.
    lines: OnceCell<Vec<(u64, Cow<'a, str>)>>,
    /// How often it was compared.
    asked: Cell<u32>,
}

/// So many times a clause is compared without sorting it.
const FEW: u32 = 3;
/// So many sketches are made, which bounds their memory to 20 MB.
const SKETCHES: usize = 10_000;

const OLD: usize = 0;
const NEW: usize = 1;

impl<'t, 'a> Alike<'t, 'a> {
    /// The two, nothing compared yet.
    pub(super) fn new(old: &'t Tree<'a>, new: &'t Tree<'a>) -> Self {
        Self {
            old,
            new,
            read: OnceCell::new(),
            known: OnceCell::new(),
            sketches: Cell::new(SKETCHES),
        }
    }

    /// How much each pair of characters tells in these two documents.
    pub(super) fn weights(&self) -> &Weights {
        &self.read().weights
    }

    fn read(&self) -> &Read {
        self.read.get_or_init(|| Read::of([self.old, self.new]))
    }

    fn tree(&self, side: usize) -> &'t Tree<'a> {
        if side == OLD { self.old } else { self.new }
    }

    fn known(&self, side: usize, n: usize) -> &Known<'a> {
        let cells = |tree: &Tree<'a>| (0..tree.nodes.len()).map(|_| OnceCell::new()).collect();
        let both = || [OLD, NEW].map(|side| cells(self.tree(side)));
        self.known.get_or_init(both)[side][n].get_or_init(Box::default)
    }

    fn own_sum(&self, side: usize, n: usize) -> Sum {
        *self.known(side, n).own.get_or_init(|| {
            let Read { weights, places } = self.read();
            if let Some(places) = places {
                return weights.weigh_places(places.own(side, n));
            }
            let mut out = Sum::default();
            line::each_row(&self.tree(side).nodes[n].clause.blocks, &mut |text| {
                out += weights.weigh(text);
            });
            out
        })
    }

    fn head_sum(&self, side: usize, n: usize) -> Sum {
        *self.known(side, n).head.get_or_init(|| {
            let Read { weights, places } = self.read();
            if let Some(places) = places {
                return weights.weigh_places(places.heading(side, n));
            }
            let heading = self.tree(side).nodes[n].clause.heading();
            heading.map_or(Sum::default(), |h| weights.weigh(h))
        })
    }

    fn whole_sum(&self, side: usize, n: usize) -> Sum {
        let children = &self.tree(side).nodes[n].children;
        if children.is_empty() {
            return self.own_sum(side, n);
        }
        *self.known(side, n).whole.get_or_init(|| {
            let mut out = self.own_sum(side, n);
            for &child in children {
                out += self.head_sum(side, child);
                out += self.whole_sum(side, child);
            }
            out
        })
    }

    /// How many grams a clause's blocks have.
    pub(super) fn own_len(&self, is_new: bool, n: usize) -> usize {
        self.own_sum(usize::from(is_new), n).count
    }

    /// How many grams of a clause's blocks and everything below are kept, and whether that is a sample.
    pub(super) fn whole_size(&self, is_new: bool, n: usize) -> (usize, bool) {
        let side = usize::from(is_new);
        if self.is_sampled(side, n) {
            (self.tree(side).whole(n).len(), true)
        } else {
            (self.whole_sum(side, n).count, false)
        }
    }

    /// True where of a clause with everything below only a sample is kept.
    fn is_sampled(&self, side: usize, n: usize) -> bool {
        let has_children = !self.tree(side).nodes[n].children.is_empty();
        has_children && self.whole_sum(side, n).count > Grams::LONG
    }

    /// True where neither an old nor a new clause has any text but a heading of its own.
    pub(super) fn is_void(&self, a: usize, b: usize) -> bool {
        let void = |side: usize, n: usize| {
            let nodes = &self.tree(side).nodes;
            let mut any = false;
            for (below, node) in (n..).zip(&nodes[n..nodes[n].end]) {
                let heading = node.clause.heading().filter(|_| below != n);
                any |= heading.is_some_and(is_solid);
                line::each_text(&node.clause.blocks, &mut |text| any |= is_solid(text));
                if any {
                    break;
                }
            }
            !any
        };
        void(OLD, a) && void(NEW, b)
    }

    /// How alike two clauses with everything below are, their headings apart. Of a very long text a sample is compared.
    pub(super) fn whole(&self, a: usize, b: usize) -> f32 {
        let sampled = self.is_sampled(OLD, a) || self.is_sampled(NEW, b);
        let [x, y] = [self.whole_sum(OLD, a), self.whole_sum(NEW, b)];
        let total = x.weight(sampled) + y.weight(sampled);
        let sorted = || {
            let (x, y) = (self.old.whole(a), self.new.whole(b));
            weights::dice(self.weights().shared(x, y), total)
        };
        let is_long = x.count.max(y.count) > Grams::LONG;
        if self.is_often_asked(a, b) && !is_long {
            return sorted();
        }
        let nodes = [a..self.old.nodes[a].end, b..self.new.nodes[b].end];
        let apart = self.apart(nodes);
        if apart.is_most_of(x.count.max(y.count)) {
            return sorted();
        }
        weights::dice(apart.shared(self.weights(), x, sampled), total)
    }

    /// How alike the blocks of two clauses are.
    pub(super) fn own(&self, a: usize, b: usize) -> f32 {
        let [x, y] = [self.own_sum(OLD, a), self.own_sum(NEW, b)];
        let total = x.weight(false) + y.weight(false);
        let sorted = || {
            let shared = self.weights().shared(self.old.own(a), self.new.own(b));
            weights::dice(shared, total)
        };
        if self.old.has_own(a) && self.new.has_own(b) {
            return sorted();
        }
        let apart = self.apart([a..a + 1, b..b + 1]);
        if apart.is_most_of(x.count.max(y.count)) {
            return sorted();
        }
        weights::dice(apart.shared(self.weights(), x, false), total)
    }

    /// What the blocks of an old clause have that those of a new one have not, or the reverse.
    pub(super) fn difference(&self, a: usize, b: usize, is_gain: bool) -> Grams {
        let apart = self.apart([a..a + 1, b..b + 1]);
        let [old, new] = [apart.old, apart.new].map(|t| Grams::of(t.iter().map(Cow::as_ref)));
        if is_gain {
            new.without(&old)
        } else {
            old.without(&new)
        }
    }

    /// True where one of the two is compared with many others: then sorting it once pays.
    fn is_often_asked(&self, a: usize, b: usize) -> bool {
        [&self.known(OLD, a).asked, &self.known(NEW, b).asked]
            .map(|asked| asked.replace(asked.get() + 1) >= FEW)
            .contains(&true)
    }

    /// What two runs of clauses, but for the headings of the first of each, do not have in common, and a little more.
    fn apart(&self, nodes: [Range<usize>; 2]) -> apart::Apart<'_> {
        let first = [nodes[OLD].start, nodes[NEW].start];
        let heading = |side: usize, n: Option<usize>| {
            let n = n.filter(|n| *n != first[side])?;
            self.tree(side).nodes[n].clause.heading()
        };
        let mut lines: [Vec<(u64, &str)>; 2] = Default::default();
        let mut add = |a: Option<usize>, b: Option<usize>| {
            let node = |side: usize, n: Option<usize>| n.map(|n| &self.tree(side).nodes[n]);
            let same = match (node(OLD, a), node(NEW, b)) {
                (Some(x), Some(y)) => x.own_hash == y.own_hash && x.shape == y.shape,
                _ => false,
            };
            let (old, new) = (heading(OLD, a), heading(NEW, b));
            for (side, n, heading) in [(OLD, a, old), (NEW, b, new)] {
                if let Some(n) = n.filter(|_| !same) {
                    let known = self.lines(side, n).iter();
                    lines[side].extend(known.map(|(key, text)| (*key, text.as_ref())));
                }
                if old != new {
                    lines[side].extend(heading.map(|h| (key_of(h), h)));
                }
            }
        };
        let [olds, news] = nodes;
        if olds.len() == 1 && news.len() == 1 {
            add(Some(olds.start), Some(news.start));
        } else {
            let keys = |side: usize, nodes: Range<usize>| -> Vec<(u64, usize)> {
                let key = |n: usize| (self.tree(side).nodes[n].own_hash, n);
                nodes.map(key).collect()
            };
            for (a, b) in matched(keys(OLD, olds), keys(NEW, news)) {
                add(a, b);
            }
        }
        apart::Apart::of(lines)
    }

    fn lines(&self, side: usize, n: usize) -> &[(u64, Cow<'a, str>)] {
        self.known(side, n).lines.get_or_init(|| {
            let mut out = Vec::new();
            line::each(&self.tree(side).nodes[n].clause.blocks, 0, &mut |l| {
                out.push((key_of(&l.text), l.text));
            });
            out
        })
    }

    /// The same as [`Self::whole_at_most`] and [`Self::own_at_most`] by the size of the texts alone.
    pub(super) fn sizes_at_most(&self, a: usize, b: usize) -> [f32; 2] {
        let at_most = |x: u64, y: u64| weights::dice(x.min(y), x + y);
        let sampled = self.is_sampled(OLD, a) || self.is_sampled(NEW, b);
        let (x, y) = (self.whole_sum(OLD, a), self.whole_sum(NEW, b));
        let (m, n) = (self.own_sum(OLD, a), self.own_sum(NEW, b));
        [
            at_most(x.weight(sampled), y.weight(sampled)),
            at_most(m.weight(false), n.weight(false)),
        ]
    }

    /// Two clauses with everything below, their headings apart, are alike to this degree at the most.
    pub(super) fn whole_at_most(&self, a: usize, b: usize) -> f32 {
        let sketch = |side: usize, n: usize| {
            let nodes = n..self.tree(side).nodes[n].end;
            let size = self.whole_sum(side, n).count;
            self.sketch(&self.known(side, n).sketch, side, nodes, size)
        };
        let (Some(x), Some(y)) = (sketch(OLD, a), sketch(NEW, b)) else {
            return self.sizes_at_most(a, b)[0];
        };
        let total = self.whole_sum(OLD, a).weight(false) + self.whole_sum(NEW, b).weight(false);
        weights::dice(x.shared_at_most(y), total)
    }

    /// The blocks of two clauses are alike to this degree at the most.
    pub(super) fn own_at_most(&self, a: usize, b: usize) -> f32 {
        let sketch = |side: usize, n: usize| {
            let size = self.own_sum(side, n).count;
            self.sketch(&self.known(side, n).own_sketch, side, n..n + 1, size)
        };
        let (Some(x), Some(y)) = (sketch(OLD, a), sketch(NEW, b)) else {
            return self.sizes_at_most(a, b)[1];
        };
        let total = self.own_sum(OLD, a).weight(false) + self.own_sum(NEW, b).weight(false);
        weights::dice(x.shared_at_most(y), total)
    }

    /// The sketch of a run of clauses without the heading of the first.
    fn sketch<'s>(
        &self,
        place: &'s OnceCell<Option<Box<Sketch>>>,
        side: usize,
        nodes: Range<usize>,
        size: usize,
    ) -> Option<&'s Sketch> {
        let sketch = place.get_or_init(|| {
            if size > Sketch::LONG {
                return None;
            }
            let left = self.sketches.get().checked_sub(1)?;
            self.sketches.set(left);
            let mut out = Box::new(Sketch::default());
            let first = nodes.start;
            let Read { weights, places } = self.read();
            for n in nodes {
                if let Some(places) = places {
                    let heading = if n == first {
                        &[]
                    } else {
                        places.heading(side, n)
                    };
                    weights.add_places_to(&mut out, heading);
                    weights.add_places_to(&mut out, places.own(side, n));
                    continue;
                }
                let clause = self.tree(side).nodes[n].clause;
                let heading = clause.heading().filter(|_| n != first);
                if let Some(heading) = heading {
                    weights.add_to(&mut out, heading);
                }
                line::each_row(&clause.blocks, &mut |t| weights.add_to(&mut out, t));
            }
            Some(out)
        });
        sketch.as_deref()
    }
}

fn is_solid(text: &str) -> bool {
    line::solid(text).next().is_some()
}

fn key_of(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Pairs two lists by their keys, each item once; what has no counterpart stands alone.
pub(super) fn matched(
    mut old: Vec<(u64, usize)>,
    mut new: Vec<(u64, usize)>,
) -> Vec<(Option<usize>, Option<usize>)> {
    old.sort_unstable();
    new.sort_unstable();
    let mut out = Vec::with_capacity(old.len().max(new.len()));
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        let (x, y) = (old.get(i), new.get(j));
        let order = match (x, y) {
            (Some(x), Some(y)) => x.0.cmp(&y.0),
            (Some(_), None) => std::cmp::Ordering::Less,
            _ => std::cmp::Ordering::Greater,
        };
        let one = |item: Option<&(u64, usize)>, is: bool| item.filter(|_| is).map(|i| i.1);
        let (a, b) = (one(x, order.is_le()), one(y, order.is_ge()));
        i += usize::from(a.is_some());
        j += usize::from(b.is_some());
        out.push((a, b));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Clause, Document};

    #[test]
    fn what_is_common_may_be_taken_away_first() {
        let clause = |caption: &str, texts: &[&str], clauses: Vec<Clause>| Clause {
            marker: "1".to_owned(),
            caption: Some(caption.to_owned()),
            blocks: texts.iter().map(|t| Block::paragraph(*t)).collect(),
            clauses,
            ..Clause::default()
        };
        let document = |last: &str, extra: &str, heading: &str| Document {
            clauses: vec![clause(
                "会費",
                &["会員は、会費を払う。", extra],
                vec![
                    clause("期限", &["期限は月末とする。", "月末とする。"], Vec::new()),
                    clause(heading, &[last, "会員は、会費を払う。"], Vec::new()),
                    clause("期限", &["期限は月末とする。"], Vec::new()),
                ],
            )],
            ..Document::default()
        };
        let texts = [
            ("退会を届け出る。", "届出は書面による。", "退会"),
            ("会員は退会を届け出る。", "届出は書面による。", "届出"),
            ("退会を届け出る。", "会費は返さない。", "退会"),
            ("月末とする。", "", "期限"),
        ];
        for (x, y) in texts.iter().flat_map(|x| texts.iter().map(move |y| (x, y))) {
            let (old, new) = (document(x.0, x.1, x.2), document(y.0, y.1, y.2));
            let (old, new) = (Tree::of(&old), Tree::of(&new));
            let alike = Alike::new(&old, &new);
            for n in 0..old.nodes.len() {
                assert!(!alike.is_void(n, n));
                let quick = (alike.whole(n, n), alike.own(n, n));
                let weights = alike.weights();
                let plain = (
                    weights.dice(old.whole(n), new.whole(n)),
                    weights.dice(old.own(n), new.own(n)),
                );
                assert_eq!(quick, plain);
                for _ in 0..FEW {
                    assert_eq!(alike.whole(n, n), plain.0);
                }
                assert!(alike.sizes_at_most(n, n)[0] >= plain.0);
                let gain = new.own(n).without(old.own(n));
                assert_eq!(alike.difference(n, n, true), gain);
                assert!(alike.whole_at_most(n, n) >= plain.0);
                assert!(alike.own_at_most(n, n) >= plain.1);
                assert_eq!(alike.own_len(false, n), old.own(n).len());
            }
        }
    }
}

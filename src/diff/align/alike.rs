//! Alike: how alike the texts of two clauses are, each pair of characters by how much it tells.
//!
//! In: two trees and a clause of each. Out: 0 to 1. Never: sorts the characters of what stands in both as it is, unless
//! the clauses are compared with several others: what is common is taken away first, which leaves the result the same.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::hash::Hasher as _;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};

use crate::diff::grams::{self, Grams, Sketch, Weights};
use crate::diff::line;
use crate::diff::tree::{Node, Tree};
use crate::document::{Block, Clause};

/// The texts of two documents.
pub(super) struct Alike<'t, 'a> {
    old: &'t Tree<'a>,
    new: &'t Tree<'a>,
    weights: OnceCell<Weights>,
    sums: OnceCell<[Sums; 2]>,
    /// How many sketches may still be made.
    sketches: Cell<usize>,
}

/// How many grams a text has, and what they weigh together.
type Sum = (usize, u64);

/// By clause of one tree: what its texts weigh, as far as anyone asked.
struct Sums {
    /// Its blocks.
    own: Vec<OnceCell<Sum>>,
    /// Its heading.
    head: Vec<OnceCell<Sum>>,
    /// Its blocks and everything below.
    whole: Vec<OnceCell<Sum>>,
    /// What the grams of its blocks and everything below weigh, a sample where only that is kept.
    kept: Vec<OnceCell<u64>>,
    /// The same grams in a sketch; none where that would tell nothing.
    sketch: Vec<OnceCell<Option<Box<Sketch>>>>,
    /// The grams of its blocks alone, likewise.
    own_sketch: Vec<OnceCell<Option<Box<Sketch>>>>,
    /// How often it was compared.
    asked: Vec<Cell<u32>>,
}

impl Sums {
    fn of(count: usize) -> Self {
        let cells = || (0..count).map(|_| OnceCell::new()).collect();
        Self {
            own: cells(),
            head: cells(),
            whole: cells(),
            kept: (0..count).map(|_| OnceCell::new()).collect(),
            sketch: (0..count).map(|_| OnceCell::new()).collect(),
            own_sketch: (0..count).map(|_| OnceCell::new()).collect(),
            asked: vec![Cell::new(0); count],
        }
    }
}

/// So many times a clause is compared without sorting it.
const FEW: u32 = 3;
/// So many sketches are made, which bounds their memory to 20 MB.
const SKETCHES: usize = 10_000;

const OLD: usize = 0;
const NEW: usize = 1;

/// What two texts have in common, and what only one of them has.
#[derive(Default)]
struct Parted<'t> {
    /// What the common grams weigh.
    common: u64,
    /// How many there are.
    count: usize,
    old: Vec<Cow<'t, str>>,
    new: Vec<Cow<'t, str>>,
}

impl Parted<'_> {
    /// True where most of either text is its own: taking away the rest gains nothing.
    fn is_little(&self) -> bool {
        // A character of Japanese is three bytes.
        let size = |texts: &[Cow<'_, str>]| texts.iter().map(|t| t.len() / 3).sum::<usize>();
        size(&self.old).max(size(&self.new)) > self.count
    }
}

impl<'t, 'a> Alike<'t, 'a> {
    /// The two, nothing compared yet.
    pub(super) fn new(old: &'t Tree<'a>, new: &'t Tree<'a>) -> Self {
        Self {
            old,
            new,
            weights: OnceCell::new(),
            sums: OnceCell::new(),
            sketches: Cell::new(SKETCHES),
        }
    }

    /// How much each pair of characters tells in these two documents.
    pub(super) fn weights(&self) -> &Weights {
        self.weights.get_or_init(|| {
            // A clause that stands in both is read once and counts twice.
            let key = |n: &Node<'_>| (n.own_hash, n.shape);
            let mut olds: FxHashMap<(u64, u64), usize> = FxHashMap::default();
            for (n, node) in self.old.nodes.iter().enumerate() {
                olds.insert(key(node), n);
            }
            let mut times = [vec![1; self.old.nodes.len()], vec![1; self.new.nodes.len()]];
            for (n, node) in self.new.nodes.iter().enumerate() {
                let same = olds.get(&key(node)).copied();
                let same = same.filter(|&o| times[OLD][o] == 1);
                if let Some(old) = same {
                    times[OLD][old] = 2;
                    times[NEW][n] = 0;
                }
            }
            let mut texts = Vec::new();
            for (tree, times) in [self.old, self.new].into_iter().zip(times) {
                for (n, times) in times.into_iter().enumerate().filter(|t| t.1 > 0) {
                    tree.each_text(n, &mut |text| texts.push((text, times)));
                }
            }
            Weights::of(texts)
        })
    }

    fn tree(&self, side: usize) -> &'t Tree<'a> {
        if side == OLD { self.old } else { self.new }
    }

    fn sums(&self, side: usize) -> &Sums {
        let both = || [OLD, NEW].map(|side| Sums::of(self.tree(side).nodes.len()));
        &self.sums.get_or_init(both)[side]
    }

    fn own_sum(&self, side: usize, n: usize) -> Sum {
        *self.sums(side).own[n].get_or_init(|| {
            let mut out = (0, 0);
            line::each_row(&self.tree(side).nodes[n].clause.blocks, &mut |text| {
                out = add(out, self.weights().weigh(text));
            });
            out
        })
    }

    fn head_sum(&self, side: usize, n: usize) -> Sum {
        *self.sums(side).head[n].get_or_init(|| {
            let heading = self.tree(side).nodes[n].clause.heading();
            heading.map_or((0, 0), |h| self.weights().weigh(h))
        })
    }

    fn whole_sum(&self, side: usize, n: usize) -> Sum {
        *self.sums(side).whole[n].get_or_init(|| {
            let below = &self.tree(side).nodes[n].children;
            below.iter().fold(self.own_sum(side, n), |out, &child| {
                add(
                    out,
                    add(self.head_sum(side, child), self.whole_sum(side, child)),
                )
            })
        })
    }

    /// How many grams a clause's blocks have.
    pub(super) fn own_len(&self, is_new: bool, n: usize) -> usize {
        self.own_sum(usize::from(is_new), n).0
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

    /// How alike two clauses with everything below are, their headings apart.
    pub(super) fn whole(&self, a: usize, b: usize) -> f32 {
        let (x, y) = (&self.old.nodes[a], &self.new.nodes[b]);
        let sorted = || self.sorted(a, b);
        let one_line = |clause: &Clause| {
            clause.clauses.is_empty() && matches!(clause.blocks.as_slice(), [Block::Paragraph(_)])
        };
        // Of a very long text a sample is compared.
        if self.is_often_asked(a, b)
            || (one_line(x.clause) && one_line(y.clause))
            || x.size.max(y.size) > Grams::LONG
        {
            return sorted();
        }
        let parted = self.parted(a..x.end, b..y.end);
        if parted.is_little() {
            return sorted();
        }
        let (x, y) = (self.whole_sum(OLD, a), self.whole_sum(NEW, b));
        if x.0.max(y.0) > Grams::LONG {
            return sorted();
        }
        grams::dice(self.shared(&parted), x.1 + y.1)
    }

    /// The same, from the sorted grams of both.
    fn sorted(&self, a: usize, b: usize) -> f32 {
        let (x, y) = (self.old.whole(a), self.new.whole(b));
        if x.is_sampled() != y.is_sampled() {
            return self.weights().dice(x, y);
        }
        let total = self.kept(OLD, a) + self.kept(NEW, b);
        grams::dice(self.weights().shared(x, y), total)
    }

    fn kept(&self, side: usize, n: usize) -> u64 {
        let total = || self.weights().total(self.tree(side).whole(n));
        *self.sums(side).kept[n].get_or_init(total)
    }

    /// The same as [`Self::whole_at_most`] and [`Self::own_at_most`] by the size of the texts alone.
    pub(super) fn sizes_at_most(&self, a: usize, b: usize) -> [f32; 2] {
        let at_most = |x: Sum, y: Sum| self.at_most(x, y, || None);
        let (x, y) = (self.whole_sum(OLD, a), self.whole_sum(NEW, b));
        if x.0.max(y.0) > Grams::LONG {
            return [1.0; 2];
        }
        [
            at_most(x, y),
            at_most(self.own_sum(OLD, a), self.own_sum(NEW, b)),
        ]
    }

    /// Two clauses with everything below, their headings apart, are alike to this degree at the most.
    pub(super) fn whole_at_most(&self, a: usize, b: usize) -> f32 {
        let (x, y) = (self.whole_sum(OLD, a), self.whole_sum(NEW, b));
        if x.0.max(y.0) > Grams::LONG {
            return 1.0;
        }
        let sketch = |side: usize, n: usize| {
            let end = self.tree(side).nodes[n].end;
            self.sketch(&self.sums(side).sketch[n], side, n..end)
        };
        self.at_most(x, y, || Some((sketch(OLD, a)?, sketch(NEW, b)?)))
    }

    /// The blocks of two clauses are alike to this degree at the most.
    pub(super) fn own_at_most(&self, a: usize, b: usize) -> f32 {
        let (x, y) = (self.own_sum(OLD, a), self.own_sum(NEW, b));
        let sketch =
            |side: usize, n: usize| self.sketch(&self.sums(side).own_sketch[n], side, n..n + 1);
        self.at_most(x, y, || Some((sketch(OLD, a)?, sketch(NEW, b)?)))
    }

    /// Two texts that weigh so much are alike to this degree at the most.
    fn at_most<'s>(
        &self,
        x: Sum,
        y: Sum,
        sketches: impl FnOnce() -> Option<(&'s Sketch, &'s Sketch)>,
    ) -> f32 {
        let long = x.0.max(y.0) > Sketch::LONG;
        let sketches = if long { None } else { sketches() };
        let shared = sketches.map_or(x.1.min(y.1), |(x, y)| x.shared_at_most(y));
        grams::dice(shared, x.1 + y.1)
    }

    /// The sketch of a run of clauses without the heading of the first.
    fn sketch<'s>(
        &self,
        place: &'s OnceCell<Option<Box<Sketch>>>,
        side: usize,
        nodes: Range<usize>,
    ) -> Option<&'s Sketch> {
        let sketch = place.get_or_init(|| {
            let left = self.sketches.get().checked_sub(1)?;
            self.sketches.set(left);
            let mut out = Box::new(Sketch::default());
            let first = nodes.start;
            for n in nodes {
                let clause = self.tree(side).nodes[n].clause;
                let heading = clause.heading().filter(|_| n != first);
                heading.map(|h| self.weights().add_to(&mut out, h));
                line::each_row(&clause.blocks, &mut |t| self.weights().add_to(&mut out, t));
            }
            Some(out)
        });
        sketch.as_deref()
    }

    /// How alike the blocks of two clauses are.
    pub(super) fn own(&self, a: usize, b: usize) -> f32 {
        let total = || self.own_sum(OLD, a).1 + self.own_sum(NEW, b).1;
        let sorted = || {
            let shared = self.weights().shared(self.old.own(a), self.new.own(b));
            grams::dice(shared, total())
        };
        if self.old.has_own(a) || self.new.has_own(b) {
            return sorted();
        }
        let parted = self.parted(a..a + 1, b..b + 1);
        if parted.is_little() {
            return sorted();
        }
        grams::dice(self.shared(&parted), total())
    }

    /// True where one of the two is compared with many others: then sorting it once pays.
    fn is_often_asked(&self, a: usize, b: usize) -> bool {
        [&self.sums(OLD).asked[a], &self.sums(NEW).asked[b]]
            .map(|asked| asked.replace(asked.get() + 1) >= FEW)
            .contains(&true)
    }

    fn shared(&self, parted: &Parted<'_>) -> u64 {
        if parted.old.is_empty() || parted.new.is_empty() {
            return parted.common;
        }
        let grams = |texts: &[Cow<'_, str>]| Grams::of(texts.iter().map(Cow::as_ref));
        let apart = self
            .weights()
            .shared(&grams(&parted.old), &grams(&parted.new));
        parted.common + apart
    }

    /// What two runs of clauses have in common, but for the headings of the first of each.
    fn parted(&self, olds: Range<usize>, news: Range<usize>) -> Parted<'t> {
        let mut out = Parted::default();
        let mut lines: [Vec<Cow<'t, str>>; 2] = Default::default();
        let key = |side: usize, n: usize| self.tree(side).nodes[n].own_hash;
        let first = [olds.start, news.start];
        let blocks = |side: usize, n: usize| &self.tree(side).nodes[n].clause.blocks;
        let pairs = matched(
            olds.map(|n| (key(OLD, n), n)).collect(),
            news.map(|n| (key(NEW, n), n)).collect(),
        );
        for pair in pairs {
            if let (Some(a), Some(b)) = pair
                && blocks(OLD, a) == blocks(NEW, b)
            {
                let sum = self.own_sum(OLD, a);
                // Already there it is the same.
                let _ = self.sums(NEW).own[b].set(sum);
                out.count += sum.0;
                out.common += sum.1;
            } else {
                for (side, n) in [(OLD, pair.0), (NEW, pair.1)] {
                    if let Some(n) = n {
                        line::each(blocks(side, n), 0, &mut |l| lines[side].push(l.text));
                    }
                }
            }
            for (side, n) in [(OLD, pair.0), (NEW, pair.1)] {
                if let Some(n) = n.filter(|n| *n != first[side]) {
                    let heading = self.tree(side).nodes[n].clause.heading();
                    lines[side].extend(heading.map(Cow::Borrowed));
                }
            }
        }
        let [old, new] = lines;
        let keyed = |lines: &[Cow<'_, str>]| {
            let key = |(k, text): (usize, &Cow<'_, str>)| {
                let mut hasher = FxHasher::default();
                hasher.write(text.as_bytes());
                (hasher.finish(), k)
            };
            lines.iter().enumerate().map(key).collect()
        };
        let (mut apart_old, mut apart_new) = (Vec::new(), Vec::new());
        for pair in matched(keyed(&old), keyed(&new)) {
            match pair {
                (Some(i), Some(j)) if old[i] == new[j] => {
                    let sum = self.weights().weigh(&old[i]);
                    out.count += sum.0;
                    out.common += sum.1;
                }
                (i, j) => {
                    apart_old.extend(i);
                    apart_new.extend(j);
                }
            }
        }
        let pick = |mut lines: Vec<Cow<'t, str>>, apart: Vec<usize>| -> Vec<Cow<'t, str>> {
            let take = |k: usize| std::mem::take(&mut lines[k]);
            apart.into_iter().map(take).collect()
        };
        out.old = pick(old, apart_old);
        out.new = pick(new, apart_new);
        out
    }
}

fn is_solid(text: &str) -> bool {
    line::solid(text).next().is_some()
}

fn add(a: Sum, b: Sum) -> Sum {
    (a.0 + b.0, a.1 + b.1)
}

/// Pairs two lists by their keys, each item once; what has no counterpart stands alone.
fn matched(
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
    use crate::document::Document;

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
                assert_eq!(alike.sorted(n, n), plain.0);
                assert!(alike.whole_at_most(n, n) >= plain.0);
                assert!(alike.own_at_most(n, n) >= plain.1);
                assert_eq!(alike.own_len(false, n), old.own(n).len());
            }
        }
    }
}

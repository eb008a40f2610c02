//! Align: which clause of the old text is which of the new.
//!
//! In: two trees. Out: an [`Alignment`]: pairs, each with a confidence, and ties of clauses that merged or
//! split. Never: pairs a clause twice, or says what changed in it.
//!
//! From the top down: the clauses of the first level are paired with each other, then those under each pair
//! ([`siblings`]); what is left over anywhere may have moved ([`moves`]), and what stands under a
//! moved pair is paired in turn; a clause most of whose own clauses are found under another one is that one ([`follow`]); what
//! still has no counterpart may have merged or split ([`kin`]), or was rewritten where it stands ([`slots`]).

mod alike;
mod apart;
mod assign;
#[cfg(test)]
mod bounds;
mod candidates;
pub(crate) mod chain;
mod elsewhere;
mod follow;
mod in_place;
mod kin;
mod moves;
mod read;
mod score;
mod siblings;
mod slots;

pub use score::DOUBTFUL;

use std::ops::Range;

use self::score::Both;
use super::tree::Tree;

/// Which clause is which.
#[derive(Debug, Default)]
pub(crate) struct Alignment {
    /// By old node: its new node.
    pub(crate) new_of: Vec<Option<usize>>,
    /// By new node: its old node.
    pub(crate) old_of: Vec<Option<usize>>,
    /// By old node: how sure its pair is.
    pub(crate) confidence: Vec<f32>,
    /// Further ties: merges and splits.
    pub(crate) kin: Vec<Kin>,
}

/// A tie between a clause without a pair and one with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kin {
    pub(crate) old: usize,
    pub(crate) new: usize,
    pub(crate) kind: KinKind,
    pub(crate) confidence: f32,
}

/// Which way a tie goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KinKind {
    /// The old clause went into the new one.
    Merged,
    /// The new clause came out of the old one.
    Split,
}

/// Pairs the clauses of two documents.
pub(crate) fn align(old: &Tree<'_>, new: &Tree<'_>) -> Alignment {
    align_both(Both::new(old, new)).0
}

/// Pairs the clauses of two documents; what was compared for it.
fn align_both<'t, 'a>(both: Both<'t, 'a>) -> (Alignment, Both<'t, 'a>) {
    let (old, new) = (both.old, both.new);
    let mut work = Work {
        both,
        alignment: Alignment {
            new_of: vec![None; old.nodes.len()],
            old_of: vec![None; new.nodes.len()],
            confidence: vec![0.0; old.nodes.len()],
            kin: Vec::new(),
        },
        open: vec![(None, None)],
    };
    work.settle();
    work.moves();
    work.runs();
    work.follow();
    work.alignment.kin = kin::find(&work.both, &work.alignment);
    if work.rewritten() {
        work.alignment.kin = kin::find(&work.both, &work.alignment);
    }
    work.sure();
    (work.alignment, work.both)
}

/// How alike the texts of two clauses are, at the least, that stand beside others which moved.
const BESIDE: f32 = 0.4;

struct Work<'t, 'a> {
    both: Both<'t, 'a>,
    alignment: Alignment,
    /// Pairs of parents whose children are still to be paired; none is the root.
    open: Vec<(Option<usize>, Option<usize>)>,
}

impl Work<'_, '_> {
    /// Pairs the children of every open pair of parents, and theirs.
    fn settle(&mut self) {
        while let Some((a, b)) = self.open.pop() {
            let olds = self.free_old(self.both.old.children(a));
            let news = self.free_new(self.both.new.children(b));
            for (a, b, score) in siblings::pair(&self.both, &olds, &news) {
                self.put(a, b, score);
            }
        }
    }

    /// Pairs two clauses; where they are equal, everything below them too.
    fn put(&mut self, a: usize, b: usize, score: f32) {
        let (x, y) = (&self.both.old.nodes[a], &self.both.new.nodes[b]);
        let free_below = (a + 1..x.end).all(|n| self.alignment.new_of[n].is_none())
            && (b + 1..y.end).all(|n| self.alignment.old_of[n].is_none());
        if self.both.equal(a, b) && x.end - a == y.end - b && free_below {
            for (m, n) in (a..x.end).zip(b..y.end) {
                self.tie(m, n, 1.0);
            }
        } else {
            self.tie(a, b, score);
            self.open.push((Some(a), Some(b)));
        }
    }

    fn tie(&mut self, a: usize, b: usize, confidence: f32) {
        self.alignment.new_of[a] = Some(b);
        self.alignment.old_of[b] = Some(a);
        self.alignment.confidence[a] = if self.both.equal(a, b) {
            1.0
        } else {
            confidence
        };
    }

    /// Pairs what was left over anywhere, the surest and largest first.
    fn moves(&mut self) {
        let olds = lone(&self.alignment.new_of);
        let news = lone(&self.alignment.old_of);
        if olds.is_empty() || news.is_empty() {
            return;
        }
        for (a, b, score) in moves::candidates(&self.both, &olds, &news) {
            if self.alignment.new_of[a].is_none()
                && self.alignment.old_of[b].is_none()
                && !self.turns_inside_out(a, b)
            {
                self.put(a, b, score);
                self.settle();
            }
        }
    }

    /// Pairs what moved together with its neighbours, however short: what stands between two clauses that moved from one
    /// parent to another, or right before or behind them.
    fn runs(&mut self) {
        let moved: Vec<(usize, usize)> = (0..self.both.old.nodes.len())
            .filter_map(|a| {
                let b = self.alignment.new_of[a]?;
                let (p, q) = (self.both.old.nodes[a].parent, self.both.new.nodes[b].parent);
                let along = p.is_some() && p.map(|p| self.alignment.new_of[p]) == q.map(Some);
                (p.is_some() && q.is_some() && !along).then_some((a, b))
            })
            .collect();
        let parents = |both: &Both<'_, '_>, (a, b): (usize, usize)| {
            (both.old.nodes[a].parent, both.new.nodes[b].parent)
        };
        for (k, &first) in moved.iter().enumerate() {
            let (p, q) = parents(&self.both, first);
            // The next clause of the run, past what stands below this one.
            let last = moved[k + 1..]
                .iter()
                .find(|m| parents(&self.both, **m) == (p, q))
                .filter(|m| m.1 > first.1);
            let (olds, news) = (self.both.old.children(p), self.both.new.children(q));
            let places = |list: &[usize], n: usize| list.partition_point(|&m| m < n);
            let (i, j) = (places(olds, first.0), places(news, first.1));
            let (m, n) = last.map_or((olds.len(), news.len()), |last| {
                (places(olds, last.0), places(news, last.1))
            });
            // What stands between the two; beside the first and the last as far as nothing else claims it.
            let open_old = |n: &usize| self.alignment.new_of[*n].is_none();
            let open_new = |n: &usize| self.alignment.old_of[*n].is_none();
            let ahead = |list: &[usize], open: &dyn Fn(&usize) -> bool| {
                list.len() - list.iter().rev().take_while(|n| open(n)).count()
            };
            let before = (
                olds[ahead(&olds[..i], &open_old)..i].to_vec(),
                news[ahead(&news[..j], &open_new)..j].to_vec(),
            );
            let (olds, news) = (&olds[i + 1..m.max(i + 1)], &news[j + 1..n.max(j + 1)]);
            let behind = if last.is_some() {
                (self.free_old(olds), self.free_new(news))
            } else {
                let open = |list: &[usize], open: &dyn Fn(&usize) -> bool| -> Vec<usize> {
                    list.iter().copied().take_while(|n| open(n)).collect()
                };
                (open(olds, &open_old), open(news, &open_new))
            };
            for ((olds, news), bounded) in [(before, false), (behind, last.is_some())] {
                for (a, b, score) in siblings::pair(&self.both, &olds, &news) {
                    // Beside a run the number or a label alone says nothing.
                    let known = bounded || self.both.text(a, b) >= BESIDE;
                    if known && !self.turns_inside_out(a, b) {
                        self.put(a, b, score);
                    }
                }
            }
            self.settle();
        }
    }

    /// The pairs right under two parents, in the order of the old text.
    fn paired_under(&self, p: Option<usize>, q: Option<usize>) -> Vec<(usize, usize)> {
        (self.both.old.children(p).iter())
            .filter_map(|&a| Some((a, self.alignment.new_of[a]?)))
            .filter(|&(_, b)| self.both.new.nodes[b].parent == q)
            .collect()
    }

    /// Pairs what stands under its number in its place and was rewritten, where nothing else claims either side: neither
    /// moved nor merged, nor anything below it moved. True where there was any.
    fn rewritten(&mut self) -> bool {
        let mut any = false;
        let mut open: Vec<(Option<usize>, Option<usize>)> = vec![(None, None)];
        open.extend(
            (0..self.both.old.nodes.len())
                .filter_map(|a| Some((Some(a), Some(self.alignment.new_of[a]?)))),
        );
        while let Some((p, q)) = open.pop() {
            let olds = self.free_old(self.both.old.children(p));
            let news = self.free_new(self.both.new.children(q));
            if olds.is_empty() || news.is_empty() {
                continue;
            }
            let paired = self.paired_under(p, q);
            let alone = olds.len() == 1 && news.len() == 1;
            for (a, b) in siblings::same_place(&self.both, &olds, &news, &paired) {
                let score = self.both.rewritten(a, b, alone);
                let void = self.both.new.is_void(b) || self.both.old.is_void(a);
                if score > 0.0 && (void || !self.is_claimed(a, b)) {
                    self.put(a, b, score);
                    self.settle();
                    any = true;
                    open.push((Some(a), Some(b)));
                }
            }
            let (olds, news) = (self.free_old(&olds), self.free_new(&news));
            for slot in slots::between(&olds, &news, &self.paired_under(p, q)) {
                for (a, b, score) in slots::shifted(&self.both, &slot) {
                    if !self.is_claimed(a, b) {
                        self.put(a, b, score);
                        self.settle();
                        any = true;
                        open.push((Some(a), Some(b)));
                    }
                }
            }
        }
        any
    }

    /// What stands under its number between the same neighbours as before is no doubtful pair, however much of it changed.
    fn sure(&mut self) {
        let (old, new) = (self.both.old, self.both.new);
        // Each clause's siblings before and after it.
        let beside = |list: &[usize], n: usize| {
            let at = list.binary_search(&n).unwrap_or_default();
            [at.checked_sub(1), Some(at + 1)].map(|k| k.and_then(|k| list.get(k)).copied())
        };
        for a in 0..old.nodes.len() {
            let Some(b) = self.alignment.new_of[a] else {
                continue;
            };
            let (p, q) = (old.nodes[a].parent, new.nodes[b].parent);
            if self.alignment.confidence[a] >= DOUBTFUL
                || !self.both.same_number(a, b)
                || p.map(|p| self.alignment.new_of[p]) != q.map(Some)
            {
                continue;
            }
            let (x, y) = (beside(old.children(p), a), beside(new.children(q), b));
            let in_line = x.into_iter().zip(y).all(|pair| match pair {
                (Some(m), Some(n)) => match (self.alignment.new_of[m], self.alignment.old_of[n]) {
                    (None, None) => true,
                    (other, _) => other == Some(n),
                },
                _ => true,
            });
            if in_line {
                self.alignment.confidence[a] = DOUBTFUL;
            }
        }
    }

    /// True where a clause that has no pair, or something below it, is known to have gone or come elsewhere.
    fn is_claimed(&self, a: usize, b: usize) -> bool {
        let (x, y) = (&self.both.old.nodes[a], &self.both.new.nodes[b]);
        let (olds, news) = (a + 1..x.end, b + 1..y.end);
        let elsewhere = |pair: Option<usize>, range: &Range<usize>| {
            pair.is_some_and(|other| !range.contains(&other))
        };
        (olds.clone()).any(|n| elsewhere(self.alignment.new_of[n], &news))
            || (news.clone()).any(|n| elsewhere(self.alignment.old_of[n], &olds))
            || self.alignment.kin.iter().any(|k| {
                (k.kind == KinKind::Merged && (a..x.end).contains(&k.old))
                    || (k.kind == KinKind::Split && (b..y.end).contains(&k.new))
            })
    }

    /// True where the pair would put a clause above the counterpart of its own parent.
    fn turns_inside_out(&self, a: usize, b: usize) -> bool {
        let parent = |n: usize| self.both.old.nodes[n].parent;
        let mut above = parent(a);
        while let Some(n) = above {
            if self.alignment.new_of[n].is_some_and(|m| self.both.new.holds(b, m)) {
                return true;
            }
            above = parent(n);
        }
        (a + 1..self.both.old.nodes[a].end)
            .filter_map(|n| self.alignment.new_of[n])
            .any(|m| self.both.new.holds(m, b))
    }

    fn free_old(&self, list: &[usize]) -> Vec<usize> {
        list.iter()
            .copied()
            .filter(|&n| self.alignment.new_of[n].is_none())
            .collect()
    }

    fn free_new(&self, list: &[usize]) -> Vec<usize> {
        list.iter()
            .copied()
            .filter(|&n| self.alignment.old_of[n].is_none())
            .collect()
    }
}

fn lone(pairs: &[Option<usize>]) -> Vec<usize> {
    (0..pairs.len()).filter(|&n| pairs[n].is_none()).collect()
}

//! Pairing: which clause of one company's text speaks of what a clause of another's speaks of.
//!
//! In: two profiles. Out: [`Link`]s, one to one, one to many and many to many, each with a score and its reason. Never:
//! looks at the order of the clauses, or pairs a clause because nothing is left for it.
//!
//! 1. Texts of one origin (a group's policies, a model text) are paired as versions are, by [`crate::diff`];
//! 2. else every topic has its seats in both, and the seats are paired;
//! 3. what stands under a pair, and what no topic names, is paired by its words.

use rustc_hash::{FxHashMap, FxHashSet};

use super::likely::may_be_alike;
use super::profile::{Profile, dice, shared};
use super::seats::{MOST_SEATS, bound, names, seats};
use super::topics::find::Strength;
use crate::diff::{self, Tie};

/// Two texts are of one origin where this part of the shorter one's shingles stands in the other.
const KIN: f32 = 0.25;
/// Of several clauses on one topic, those this near to the nearest are meant too.
const NEAR: f32 = 0.75;
/// A clause that speaks of a topic in its text goes with all that are this near to its nearest.
const ABOUT: f32 = 0.9;
/// Clauses under a pair are paired from here on: their words alone speak for it.
const ALIKE: f32 = 0.4;
/// Clauses that no topic names are paired from here on.
const SAME_WORDS: f32 = 0.5;
/// How sure it is that one of several clauses under a heading belongs to the one clause of the other text.
const PART: f32 = 0.5;
/// Character pairs below which a text proves nothing.
const TELLING: usize = 8;

/// Why two clauses are paired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The texts are of one origin, and these clauses are the same one.
    Kin,
    /// Both deal with this topic, by its place in the table.
    Topic(usize),
    /// Their words are alike.
    Words,
}

/// Two clauses that speak of the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The clause of the first text, by its place among the nodes.
    pub a: usize,
    /// The clause of the second text.
    pub b: usize,
    /// 0 to 1.
    pub score: f32,
    /// Why.
    pub reason: Reason,
}

/// The pairs of two texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairing {
    /// The pairs, in the order of the first text, then of the second; no pair twice.
    pub links: Vec<Link>,
    /// True where the texts are of one origin.
    pub is_kin: bool,
}

/// Pairs the clauses of two texts.
pub fn pair(a: &Profile<'_>, b: &Profile<'_>) -> Pairing {
    let is_kin = kinship(a, b) >= KIN;
    let mut links = Links {
        a,
        b,
        best: FxHashMap::default(),
        leaves: Vec::new(),
    };
    if is_kin {
        links.kin();
    } else {
        links.topics(|_| true, |_| true);
        links.below();
        links.leaves();
        links.words();
    }
    let mut out: Vec<Link> = links.best.into_values().collect();
    out.sort_by_key(|l| (l.a, l.b));
    Pairing { links: out, is_kin }
}

/// How much of the shorter text's wording stands in the other, 0 to 1.
pub(crate) fn kinship(a: &Profile<'_>, b: &Profile<'_>) -> f32 {
    let all = |p: &Profile<'_>| {
        let mut out: Vec<u64> = p
            .nodes
            .iter()
            .flat_map(|n| n.shingles.iter().copied())
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    };
    let (x, y) = (all(a), all(b));
    let shorter = x.len().min(y.len());
    if shorter == 0 {
        return 0.0;
    }
    shared(&x, &y) as f32 / shorter as f32
}

/// Topic, clause of the first text, clause of the second, score.
type Candidate = (usize, usize, usize, f32);

struct Links<'p, 'a, 'b> {
    a: &'p Profile<'a>,
    b: &'p Profile<'b>,
    best: FxHashMap<(usize, usize), Link>,
    /// Seats that were paired by a topic.
    leaves: Vec<(usize, usize, usize)>,
}

impl Links<'_, '_, '_> {
    fn put(&mut self, a: usize, b: usize, score: f32, reason: Reason) {
        let link = Link {
            a,
            b,
            score,
            reason,
        };
        self.best
            .entry((a, b))
            .and_modify(|l| {
                if l.score < score {
                    *l = link;
                }
            })
            .or_insert(link);
    }

    fn free_a(&self) -> Vec<bool> {
        let mut out = vec![true; self.a.nodes.len()];
        self.best.keys().for_each(|(a, _)| out[*a] = false);
        out
    }

    fn free_b(&self) -> Vec<bool> {
        let mut out = vec![true; self.b.nodes.len()];
        self.best.keys().for_each(|(_, b)| out[*b] = false);
        out
    }

    /// The pairs of a revision; then by topic what that left over on both sides.
    fn kin(&mut self) {
        let revision = diff::diff(self.a.document, self.b.document);
        for pair in &revision.pairs {
            let (Some(old), Some(new)) = (&pair.old, &pair.new) else {
                continue;
            };
            if pair.tie != Tie::Same && pair.is_within_parent() {
                continue;
            }
            self.put(old.index, new.index, pair.confidence, Reason::Kin);
        }
        let (free_a, free_b) = (self.free_a(), self.free_b());
        self.topics(|n| free_a[n], |n| free_b[n]);
    }

    /// Pairs the seats of every topic: those that both have it in their heading, the topmost, then the others. A seat by its text goes with
    /// a heading's that has a counterpart only where it stands below that counterpart.
    fn topics(&mut self, in_a: impl Fn(usize) -> bool, in_b: impl Fn(usize) -> bool) {
        let (mut x, mut y) = (seats(self.a), seats(self.b));
        bound(&mut x, self.a);
        bound(&mut y, self.b);
        let mut topics: Vec<usize> = x.keys().copied().filter(|t| y.contains_key(t)).collect();
        topics.sort_unstable();
        let (mut by_heading, mut by_text) = (Vec::new(), Vec::new());
        for topic in topics {
            for &a in x[&topic].iter().filter(|n| in_a(**n)) {
                for &b in y[&topic].iter().filter(|n| in_b(**n)) {
                    let score = self.score(topic, a, b);
                    if score <= 0.0 {
                        continue;
                    }
                    let is_top = |p: &Profile<'_>, all: &[usize], n: usize| {
                        names(&p.nodes[n], topic)
                            && !all.iter().any(|t| *t < n && n < p.nodes[*t].end)
                    };
                    if is_top(self.a, &x[&topic], a) && is_top(self.b, &y[&topic], b) {
                        by_heading.push((topic, a, b, score));
                    } else {
                        by_text.push((topic, a, b, score));
                    }
                }
            }
        }
        self.nearest(by_heading, f32::INFINITY);
        let mut partners: FxHashMap<(usize, bool, usize), Vec<usize>> = FxHashMap::default();
        for &(topic, a, b) in &self.leaves {
            partners.entry((topic, true, a)).or_default().push(b);
            partners.entry((topic, false, b)).or_default().push(a);
        }
        by_text.retain(|&(topic, a, b, _)| {
            let below = |p: &Profile<'_>, key: (usize, bool, usize), n: usize| {
                partners
                    .get(&key)
                    .is_none_or(|tops| tops.iter().any(|t| (*t..p.nodes[*t].end).contains(&n)))
            };
            below(self.b, (topic, true, a), b) && below(self.a, (topic, false, b), a)
        });
        self.nearest(by_text, ABOUT);
    }

    /// Of the pairs that may be, first the nearest with the nearest; then what has no counterpart by any topic with the nearest
    /// there is, and with those about as near; and whatever is `about` as near as the nearest.
    fn nearest(&mut self, mut found: Vec<Candidate>, about: f32) {
        self.each_once(&mut found);
        let (free_a, free_b) = (self.free_a(), self.free_b());
        let mut best: FxHashMap<(usize, bool, usize), f32> = FxHashMap::default();
        for &(topic, a, b, score) in &found {
            for (is_free, key) in [
                (free_a[a], (topic, true, a)),
                (free_b[b], (topic, false, b)),
            ] {
                let best = best.entry(key).or_insert(score);
                if is_free && score >= *best * NEAR || score >= *best * about {
                    self.put(a, b, score, Reason::Topic(topic));
                    self.leaves.push((topic, a, b));
                }
            }
        }
    }

    /// Pairs the nearest with the nearest, each clause once a topic. Leaves the candidates sorted, the nearest first.
    fn each_once(&mut self, found: &mut [Candidate]) {
        found.sort_by(|u, v| {
            v.3.total_cmp(&u.3)
                .then((u.0, u.1, u.2).cmp(&(v.0, v.1, v.2)))
        });
        let (mut taken_a, mut taken_b) = (FxHashSet::default(), FxHashSet::default());
        for &(topic, a, b, score) in found.iter() {
            if !taken_a.contains(&(topic, a)) && !taken_b.contains(&(topic, b)) {
                taken_a.insert((topic, a));
                taken_b.insert((topic, b));
                self.put(a, b, score, Reason::Topic(topic));
                self.leaves.push((topic, a, b));
            }
        }
    }

    /// What stands under two that both name a topic and is about it: the nearest with the nearest; where one side deals with
    /// it in one clause alone, each of the several has that one for its counterpart.
    fn leaves(&mut self) {
        let (free_a, free_b) = (self.free_a(), self.free_b());
        let mut found: Vec<Candidate> = Vec::new();
        for (topic, a, b) in std::mem::take(&mut self.leaves) {
            if !names(&self.a.nodes[a], topic) || !names(&self.b.nodes[b], topic) {
                continue;
            }
            let below = |p: &Profile<'_>, top: usize| -> Vec<usize> {
                (top + 1..p.nodes[top].end)
                    .filter(|n| p.nodes[*n].parent == Some(top) && p.nodes[*n].is_about(topic))
                    .collect()
            };
            let (under_a, under_b) = (below(self.a, a), below(self.b, b));
            for &m in under_a.iter().take(MOST_SEATS) {
                if free_a[m] && self.b.nodes[b].end == b + 1 {
                    self.put(m, b, PART, Reason::Topic(topic));
                }
                for &n in under_b.iter().take(MOST_SEATS) {
                    found.push((topic, m, n, self.score(topic, m, n)));
                }
            }
            if self.a.nodes[a].end == a + 1 {
                for n in under_b.into_iter().filter(|n| free_b[*n]) {
                    self.put(a, n, PART, Reason::Topic(topic));
                }
            }
        }
        found.retain(|f| f.3 > 0.0);
        self.each_once(&mut found);
    }

    fn score(&self, topic: usize, a: usize, b: usize) -> f32 {
        let (x, y) = (&self.a.nodes[a], &self.b.nodes[b]);
        let (Some(f), Some(g)) = (x.found(topic), y.found(topic)) else {
            return 0.0;
        };
        let sure = |s: Strength| match s {
            Strength::Heading => 1.0,
            Strength::Text => 0.8,
            Strength::Aside => 0.4,
            Strength::Mention => 0.0,
        };
        // Two that both speak of it in passing do not speak of the same.
        let topic = f32::sqrt(sure(f.strength) * sure(g.strength));
        if topic < 0.5 {
            return 0.0;
        }
        0.6 * topic + 0.2 * dice(&x.heading, &y.heading) + 0.2 * dice(&x.pairs, &y.pairs)
    }

    /// Pairs the clauses that stand under a pair by their words.
    fn below(&mut self) {
        let mut open: Vec<(usize, usize)> = self.best.keys().copied().collect();
        open.sort_unstable();
        while let Some((a, b)) = open.pop() {
            let children = |p: &Profile<'_>, top: usize, free: &[bool]| -> Vec<usize> {
                (top + 1..p.nodes[top].end)
                    .filter(|n| p.nodes[*n].parent == Some(top) && free[*n])
                    .collect()
            };
            let (free_a, free_b) = (self.free_a(), self.free_b());
            let (olds, news) = (children(self.a, a, &free_a), children(self.b, b, &free_b));
            for (a, b, score) in self.alike(&olds, &news, ALIKE) {
                self.put(a, b, score, Reason::Words);
                open.push((a, b));
            }
        }
    }

    /// Pairs what no topic named by its words.
    fn words(&mut self) {
        let (free_a, free_b) = (self.free_a(), self.free_b());
        let lone = |p: &Profile<'_>, free: &[bool]| -> Vec<usize> {
            (0..p.nodes.len())
                .filter(|n| free[*n] && !p.nodes[*n].is_entry)
                .collect()
        };
        let (olds, news) = (lone(self.a, &free_a), lone(self.b, &free_b));
        for (a, b, score) in self.alike(&olds, &news, SAME_WORDS) {
            self.put(a, b, score, Reason::Words);
        }
    }

    /// The pairs of clauses whose words are alike, each clause once, the nearest first.
    fn alike(&self, olds: &[usize], news: &[usize], least: f32) -> Vec<(usize, usize, f32)> {
        let mut found: Vec<(usize, usize, f32)> = Vec::new();
        let near = may_be_alike((self.a, olds), (self.b, news));
        for (&a, near) in olds.iter().zip(&near) {
            for &b in near {
                let (x, y) = (&self.a.nodes[a], &self.b.nodes[b]);
                if x.pairs.len() < TELLING || y.pairs.len() < TELLING {
                    continue;
                }
                let text = dice(&x.pairs, &y.pairs);
                let score = if x.heading.is_empty() || y.heading.is_empty() {
                    text
                } else {
                    text.max(0.5 * text + 0.5 * dice(&x.heading, &y.heading))
                };
                if score >= least {
                    found.push((a, b, score));
                }
            }
        }
        found.sort_by(|x, y| y.2.total_cmp(&x.2).then(x.0.cmp(&y.0)).then(x.1.cmp(&y.1)));
        let (mut used_a, mut used_b) = (FxHashSet::default(), FxHashSet::default());
        found.retain(|(a, b, _)| {
            let free = !used_a.contains(a) && !used_b.contains(b);
            if free {
                used_a.insert(*a);
                used_b.insert(*b);
            }
            free
        });
        found
    }
}

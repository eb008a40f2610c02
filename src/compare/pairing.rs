//! Pairing: which clause of one company's text speaks of what a clause of another's speaks of.
//!
//! In: two profiles. Out: [`Link`]s, one to one, one to many and many to many, each with a score and its reason. Never:
//! looks at the order of the clauses, or pairs a clause because nothing is left for it.
//!
//! 1. Texts of one origin (a group's policies, a model text) are paired as versions are, by [`crate::diff`];
//! 2. else every topic has its seats in both, and the seats are paired;
//! 3. what stands under a pair, and what no topic names, is paired by its words.

use rustc_hash::FxHashMap;

use super::profile::{Node, Profile, dice, shared};
use super::topics::find::Strength;
use crate::diff::{self, Tie};

/// Two texts are of one origin where this part of the shorter one's shingles stands in the other.
const KIN: f32 = 0.25;
/// Of several clauses on one topic, those this near to the nearest are meant too.
const NEAR: f32 = 0.75;
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

    /// Pairs the seats of every topic.
    fn topics(&mut self, in_a: impl Fn(usize) -> bool, in_b: impl Fn(usize) -> bool) {
        let (x, y) = (seats(self.a), seats(self.b));
        let mut topics: Vec<usize> = x.keys().copied().filter(|t| y.contains_key(t)).collect();
        topics.sort_unstable();
        for topic in topics {
            let seats = |all: &FxHashMap<usize, Vec<usize>>, keep: &dyn Fn(usize) -> bool| {
                all[&topic]
                    .iter()
                    .copied()
                    .filter(|n| keep(*n))
                    .collect::<Vec<_>>()
            };
            let (seats_a, seats_b) = (seats(&x, &in_a), seats(&y, &in_b));
            self.seats(topic, &seats_a, &seats_b);
        }
    }

    /// Pairs the seats of one topic: each with the nearest of the other side, and with those about as near.
    fn seats(&mut self, topic: usize, seats_a: &[usize], seats_b: &[usize]) {
        let scores: Vec<Vec<f32>> = seats_a
            .iter()
            .map(|a| seats_b.iter().map(|b| self.score(topic, *a, *b)).collect())
            .collect();
        let best_b: Vec<f32> = (0..seats_b.len())
            .map(|n| scores.iter().map(|row| row[n]).fold(0.0, f32::max))
            .collect();
        for (row, a) in scores.iter().zip(seats_a) {
            let best = row.iter().copied().fold(0.0, f32::max);
            for ((score, b), best_b) in row.iter().zip(seats_b).zip(&best_b) {
                let near = *score >= best * NEAR || *score >= best_b * NEAR;
                if *score > 0.0 && near {
                    self.put(*a, *b, *score, Reason::Topic(topic));
                    self.leaves.push((topic, *a, *b));
                }
            }
        }
    }

    /// Where one side deals with a topic in one clause and the other in several under one, each of the several that has no
    /// nearer counterpart belongs to that clause.
    fn leaves(&mut self) {
        let (free_a, free_b) = (self.free_a(), self.free_b());
        for (topic, a, b) in std::mem::take(&mut self.leaves) {
            let by_heading = |p: &Profile<'_>, n: usize| {
                p.nodes[n]
                    .found(topic)
                    .is_some_and(|f| f.strength == Strength::Heading)
            };
            if !by_heading(self.a, a) || !by_heading(self.b, b) {
                continue;
            }
            let below = |p: &Profile<'_>, top: usize, free: &[bool]| -> Vec<usize> {
                (top + 1..p.nodes[top].end)
                    .filter(|n| p.nodes[*n].parent == Some(top) && free[*n])
                    .filter(|n| p.nodes[*n].is_about(topic))
                    .collect()
            };
            if self.b.nodes[b].end == b + 1 {
                for n in below(self.a, a, &free_a) {
                    self.put(n, b, PART, Reason::Topic(topic));
                }
            }
            if self.a.nodes[a].end == a + 1 {
                for n in below(self.b, b, &free_b) {
                    self.put(a, n, PART, Reason::Topic(topic));
                }
            }
        }
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
        for &a in olds {
            for &b in news {
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
        let (mut used_a, mut used_b) = (
            rustc_hash::FxHashSet::default(),
            rustc_hash::FxHashSet::default(),
        );
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

/// By topic: the clauses where a reader looks for it.
///
/// Those that are about it, the topmost only, and below a clause about several things the one about this; where no clause
/// is about it, those that speak of it in passing. A chapter (章, 節 and the like) says nothing itself: where an article in
/// it is about the topic, the article alone is.
pub(crate) fn seats(profile: &Profile<'_>) -> FxHashMap<usize, Vec<usize>> {
    let mut out: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (n, node) in profile.nodes.iter().enumerate() {
        if node.is_entry {
            continue;
        }
        for &topic in &node.subjects {
            if !is_below_seat(profile, node, topic) {
                out.entry(topic).or_default().push(n);
            }
        }
    }
    out.retain(|_, seats| {
        let all = seats.clone();
        seats.retain(|n| {
            let below = *n + 1..profile.nodes[*n].end;
            !(is_chapter(&profile.nodes[*n]) && all.iter().any(|m| below.contains(m)))
        });
        !seats.is_empty()
    });
    for (n, node) in profile.nodes.iter().enumerate() {
        if node.is_entry {
            continue;
        }
        for found in node.topics.iter().filter(|f| f.strength == Strength::Aside) {
            let seats = out.entry(found.topic).or_default();
            let aside = seats.iter().all(|s| {
                profile.nodes[*s]
                    .found(found.topic)
                    .is_some_and(|f| f.strength == Strength::Aside)
            });
            if aside {
                seats.push(n);
            }
        }
    }
    out.retain(|_, seats| !seats.is_empty());
    out
}

/// True for 第1章, 第2節 and the like, which hold articles.
fn is_chapter(node: &Node<'_>) -> bool {
    let path = node.path.to_string();
    path.starts_with('第') && path.ends_with(['編', '章', '節', '款', '目'])
}

/// True where a clause further up is about the topic alone.
fn is_below_seat(profile: &Profile<'_>, node: &Node<'_>, topic: usize) -> bool {
    let mut above = node.parent;
    while let Some(p) = above {
        if profile.nodes[p].subjects == [topic] {
            return true;
        }
        above = profile.nodes[p].parent;
    }
    false
}

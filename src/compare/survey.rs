//! Survey: every policy of a corpus against every other.
//!
//! In: one sketch per policy, a few hundred bytes a clause. Out: for two policies their paired clauses, the topics both
//! have and how much wording they share; of all, or of those that share wording. Never: compares all clauses with all
//! clauses: candidates come from two indexes, the seats of each topic and the shingles of the wording. Keeps nothing of two
//! policies that met.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::copies::{Copies, Copy, contained};
use super::profile::Profile;
use super::seats::seats;
use super::topics::Topics;
use super::topics::find::Strength;

/// Of the shingles of a clause one in this many is kept.
const SAMPLE: u64 = 4;
/// Of the seats of one topic no more than this are weighed.
const MOST_SEATS: usize = 16;

/// What a survey keeps of one policy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    /// A bit for each topic it deals with.
    topics: Vec<u64>,
    /// Its clauses in reading order: sampled shingles, sorted.
    clauses: Vec<Vec<u32>>,
    /// Topic and clause: the seats, sorted.
    seats: Vec<(u16, u16)>,
    /// How many shingles were sampled at all.
    size: usize,
}

impl Sketch {
    /// The sketch of a profile.
    pub fn of(profile: &Profile<'_>, topics: &Topics) -> Self {
        let mut bits = vec![0u64; topics.all().len().div_ceil(64)];
        let mut list = Vec::new();
        for found in profile.nodes.iter().flat_map(|n| &n.topics) {
            if found.strength >= Strength::Aside {
                bits[found.topic / 64] |= 1 << (found.topic % 64);
            }
        }
        let mut by_topic: Vec<(usize, Vec<usize>)> = seats(profile).into_iter().collect();
        by_topic.sort_unstable_by_key(|(topic, _)| *topic);
        for (topic, nodes) in by_topic {
            for node in nodes {
                if let (Ok(topic), Ok(node)) = (u16::try_from(topic), u16::try_from(node)) {
                    list.push((topic, node));
                }
            }
        }
        list.sort_unstable();
        let clauses: Vec<Vec<u32>> = profile
            .nodes
            .iter()
            .map(|n| {
                let mut kept: Vec<u32> = n
                    .shingles
                    .iter()
                    .map(|s| s.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 24)
                    .filter(|s| s % SAMPLE == 0)
                    .map(|s| (s & u64::from(u32::MAX)) as u32)
                    .collect();
                kept.sort_unstable();
                kept.dedup();
                kept
            })
            .collect();
        Self {
            topics: bits,
            size: clauses.iter().map(Vec::len).sum(),
            clauses,
            seats: list,
        }
    }

    /// How many clauses it has.
    pub fn clauses(&self) -> usize {
        self.clauses.len()
    }
}

/// Two policies of a survey.
#[derive(Debug, Clone, PartialEq)]
pub struct Met {
    /// The first, by its place.
    pub a: usize,
    /// The second; always after the first.
    pub b: usize,
    /// How many topics both deal with.
    pub topics: usize,
    /// How much of the shorter one's wording stands in clauses of the other that say the same, 0 to 1.
    pub likeness: f32,
    /// Their paired clauses, by their places in reading order, with what they share of their wording, 0 to 1; less than half
    /// counts as nothing.
    pub links: Vec<(u16, u16, f32)>,
}

/// Calls `met` with each two policies, from as many threads as `threads` says; the calls come in no order. The time grows
/// with the number of pairs that are told of; of each it is that of one walk through the topics of both.
pub fn survey(sketches: &[Sketch], threads: usize, met: &(impl Fn(&Met) + Sync)) {
    each(sketches, threads, &|a, copies, room| {
        let mut at = 0;
        for b in a + 1..sketches.len() {
            at += copies[at..].partition_point(|c| c.0 < b);
            let len = copies[at..].partition_point(|c| c.0 == b);
            meet(sketches, (a, b), &copies[at..at + len], room);
            met(&room.met);
        }
    });
}

/// Calls `met` with each two policies that share wording, and with no others: what two share by their topics alone is not
/// looked at. The time grows with the number of such pairs.
pub fn near(sketches: &[Sketch], threads: usize, met: &(impl Fn(&Met) + Sync)) {
    each(sketches, threads, &|a, copies, room| {
        for worded in copies.chunk_by(|x, y| x.0 == y.0) {
            let b = worded[0].0;
            if b > a {
                meet(sketches, (a, b), worded, room);
                met(&room.met);
            }
        }
    });
}

/// What a thread uses again for every two.
struct Room {
    met: Met,
    links: Vec<(u32, f32)>,
    best: Vec<f32>,
}

/// Calls `f` with each policy and its copies.
fn each(sketches: &[Sketch], threads: usize, f: &(impl Fn(usize, &[Copy], &mut Room) + Sync)) {
    let clauses: Vec<&[Vec<u32>]> = sketches.iter().map(|s| s.clauses.as_slice()).collect();
    let copies = Copies::of(&clauses, threads);
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                let mut found = Vec::new();
                let mut room = Room {
                    met: Met {
                        a: 0,
                        b: 0,
                        topics: 0,
                        likeness: 0.0,
                        links: Vec::new(),
                    },
                    links: Vec::new(),
                    best: Vec::new(),
                };
                loop {
                    let a = next.fetch_add(1, Ordering::Relaxed);
                    if a >= sketches.len() {
                        break;
                    }
                    copies.of_policy(a, &mut found);
                    f(a, &found, &mut room);
                }
            });
        }
    });
}

/// Two policies, into `room.met`.
fn meet(sketches: &[Sketch], (a, b): (usize, usize), worded: &[Copy], room: &mut Room) {
    let (x, y) = (&sketches[a], &sketches[b]);
    let key = |clause: u16, theirs: u16| u32::from(clause) << 16 | u32::from(theirs);
    let links = &mut room.links;
    links.clear();
    links.extend(worded.iter().map(|w| (key(w.1, w.2), w.3)));
    by_topic(x, y, &mut |p, q| {
        let share = worded.binary_search_by_key(&(p, q), |w| (w.1, w.2));
        links.push((key(p, q), share.map_or(0.0, |n| worded[n].3)));
    });
    links.sort_unstable_by_key(|l| l.0);
    links.dedup_by_key(|l| l.0);
    let met = &mut room.met;
    (met.a, met.b) = (a, b);
    met.topics = x
        .topics
        .iter()
        .zip(&y.topics)
        .map(|(x, y)| (x & y).count_ones() as usize)
        .sum();
    met.links.clear();
    met.links.extend(
        links
            .iter()
            .map(|(key, share)| ((key >> 16) as u16, (key & 0xffff) as u16, *share)),
    );
    met.likeness = if worded.is_empty() {
        0.0
    } else if x.size <= y.size {
        copied(x, worded, |w| w.1, &mut room.best)
    } else {
        copied(y, worded, |w| w.2, &mut room.best)
    };
}

/// How much of the policy stands in clauses of the other that say the same.
fn copied(
    sketch: &Sketch,
    worded: &[Copy],
    side: impl Fn(&Copy) -> u16,
    best: &mut Vec<f32>,
) -> f32 {
    best.clear();
    best.resize(sketch.clauses.len(), 0.0);
    for copy in worded {
        let best = &mut best[usize::from(side(copy))];
        *best = best.max(copy.3);
    }
    let clauses = sketch.clauses.iter().zip(best.iter());
    let sum: f32 = clauses
        .map(|(clause, share)| clause.len() as f32 * share)
        .sum();
    (sum / sketch.size.max(1) as f32).clamp(0.0, 1.0)
}

/// Calls `put` with the seats of each topic that both have: each of the first with the nearest of the second.
fn by_topic(x: &Sketch, y: &Sketch, put: &mut impl FnMut(u16, u16)) {
    let end = |seats: &[(u16, u16)], from: usize| {
        from + seats[from..]
            .iter()
            .take_while(|s| s.0 == seats[from].0)
            .count()
    };
    let (mut i, mut j) = (0, 0);
    while i < x.seats.len() && j < y.seats.len() {
        match x.seats[i].0.cmp(&y.seats[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                let (m, n) = (end(&x.seats, i), end(&y.seats, j));
                for p in &x.seats[i..m] {
                    let nearest = match &y.seats[j..n] {
                        [only] => only.1,
                        several => nearest(x, p.1, y, several),
                    };
                    put(p.1, nearest);
                }
                (i, j) = (m, n);
            }
        }
    }
}

/// Of several seats the one whose wording is nearest; the first of those that are as near.
fn nearest(x: &Sketch, clause: u16, y: &Sketch, seats: &[(u16, u16)]) -> u16 {
    let mut best = (seats[0].1, -1.0);
    for (_, seat) in seats.iter().take(MOST_SEATS) {
        let share = contained(
            &x.clauses[usize::from(clause)],
            &y.clauses[usize::from(*seat)],
        );
        if share > best.1 {
            best = (*seat, share);
        }
    }
    best.0
}

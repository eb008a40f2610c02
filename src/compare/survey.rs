//! Survey: every policy of a corpus against every other.
//!
//! In: one sketch per policy, a few hundred bytes a clause. Out: for each two policies their paired clauses, the topics both
//! have and how much wording they share. Never: compares all clauses with all clauses: candidates come from two indexes,
//! the seats of each topic and the shingles of the wording.

use rustc_hash::FxHashMap;

use super::profile::Profile;
use super::seats::seats;
use super::topics::Topics;

/// Of the shingles of a clause one in this many is kept.
const SAMPLE: u64 = 4;
/// A shingle that stands in more different clauses than this tells nothing of who copied whom.
const COMMON: usize = 128;
/// Clauses that share this part of the shorter one's sample say the same.
const ALIKE: f32 = 0.5;
/// Fewer shingles than this are no evidence.
const FEW: usize = 3;

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
        let mut by_topic: Vec<(usize, Vec<usize>)> = seats(profile).into_iter().collect();
        by_topic.sort_unstable_by_key(|(topic, _)| *topic);
        for (topic, nodes) in by_topic {
            bits[topic / 64] |= 1 << (topic % 64);
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
    /// Their paired clauses, by their places in reading order, with what they share of their wording, 0 to 1.
    pub links: Vec<(u16, u16, f32)>,
}

/// Calls `met` with each two policies, from as many threads as `threads` says; the calls come in no order.
pub fn survey(sketches: &[Sketch], threads: usize, met: &(impl Fn(Met) + Sync)) {
    let copies = copies(sketches);
    let next = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                loop {
                    let a = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if a >= sketches.len() {
                        break;
                    }
                    let of_a = copies.get(&a);
                    for b in a + 1..sketches.len() {
                        let worded = of_a.and_then(|m| m.get(&b)).map_or(&[][..], Vec::as_slice);
                        met(meet(sketches, a, b, worded));
                    }
                }
            });
        }
    });
}

/// By policy, by later policy: the clauses that say the same, with what they share.
type Copies = FxHashMap<usize, FxHashMap<usize, Vec<(u16, u16, f32)>>>;

fn copies(sketches: &[Sketch]) -> Copies {
    // Clauses of the very same wording are one class: boilerplate that thousands share is compared once.
    let mut class_of: FxHashMap<&[u32], u32> = FxHashMap::default();
    let mut members: Vec<Vec<(u32, u16)>> = Vec::new();
    let mut grams: Vec<&[u32]> = Vec::new();
    for (policy, sketch) in (0u32..).zip(sketches) {
        for (clause, shingles) in (0u16..).zip(&sketch.clauses) {
            if shingles.len() < FEW {
                continue;
            }
            let class = *class_of.entry(shingles).or_insert_with(|| {
                members.push(Vec::new());
                grams.push(shingles);
                u32::try_from(members.len() - 1).unwrap_or(u32::MAX)
            });
            members[class as usize].push((policy, clause));
        }
    }
    let mut out = Copies::default();
    let mut put = |x: (u32, u16), y: (u32, u16), share: f32| {
        let (x, y) = if x.0 <= y.0 { (x, y) } else { (y, x) };
        if x.0 != y.0 {
            out.entry(x.0 as usize)
                .or_default()
                .entry(y.0 as usize)
                .or_default()
                .push((x.1, y.1, share));
        }
    };
    for class in &members {
        for (n, x) in class.iter().enumerate() {
            for y in &class[n + 1..] {
                put(*x, *y, 1.0);
            }
        }
    }
    for (x, y, share) in alike(&grams) {
        for m in &members[x as usize] {
            for n in &members[y as usize] {
                put(*m, *n, share);
            }
        }
    }
    out
}

/// The classes that say the same, through an index of their shingles.
fn alike(grams: &[&[u32]]) -> Vec<(u32, u32, f32)> {
    let mut index: Vec<(u32, u32)> = (0u32..)
        .zip(grams)
        .flat_map(|(class, shingles)| shingles.iter().map(move |s| (*s, class)))
        .collect();
    index.sort_unstable();
    // Common shingles are cut off by their first holders only, so that no run costs more than its bound.
    let mut start = vec![0usize; grams.len() + 1];
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < index.len() {
        let end = at + index[at..].partition_point(|e| e.0 == index[at].0);
        if end - at > 1 && end - at <= COMMON {
            runs.push((at, end));
        }
        at = end;
    }
    for (from, to) in &runs {
        for entry in &index[*from..*to] {
            start[entry.1 as usize + 1] += 1;
        }
    }
    for n in 1..start.len() {
        start[n] += start[n - 1];
    }
    let mut fill = start.clone();
    let mut runs_of = vec![0u32; start.last().copied().unwrap_or(0)];
    for (number, (from, to)) in (0u32..).zip(&runs) {
        for entry in &index[*from..*to] {
            let place = &mut fill[entry.1 as usize];
            runs_of[*place] = number;
            *place += 1;
        }
    }
    let mut out = Vec::new();
    let mut count: FxHashMap<u32, u32> = FxHashMap::default();
    for class in 0..grams.len() {
        count.clear();
        for run in &runs_of[start[class]..start[class + 1]] {
            let (from, to) = runs[*run as usize];
            for entry in &index[from..to] {
                if entry.1 as usize > class {
                    *count.entry(entry.1).or_default() += 1;
                }
            }
        }
        let mut found: Vec<(u32, u32)> = count.iter().map(|(c, n)| (*c, *n)).collect();
        found.sort_unstable();
        for (other, n) in found {
            let shorter = grams[class].len().min(grams[other as usize].len());
            if (n as usize) < FEW.min(shorter) || 2 * n as usize * 2 < shorter {
                continue;
            }
            let share = contained(grams[class], grams[other as usize]);
            if share >= ALIKE
                && let Ok(class) = u32::try_from(class)
            {
                out.push((class, other, share));
            }
        }
    }
    out
}

fn meet(sketches: &[Sketch], a: usize, b: usize, worded: &[(u16, u16, f32)]) -> Met {
    let (x, y) = (&sketches[a], &sketches[b]);
    let topics = x
        .topics
        .iter()
        .zip(&y.topics)
        .map(|(x, y)| (x & y).count_ones() as usize)
        .sum();
    let mut links: Vec<(u16, u16, f32)> = worded.to_vec();
    // The seats of a topic that both have: each with the nearest of the other side.
    let (mut i, mut j) = (0, 0);
    while i < x.seats.len() && j < y.seats.len() {
        let (s, t) = (x.seats[i].0, y.seats[j].0);
        let end = |seats: &[(u16, u16)], from: usize, topic: u16| {
            from + seats[from..].iter().take_while(|s| s.0 == topic).count()
        };
        match s.cmp(&t) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                let (m, n) = (end(&x.seats, i, s), end(&y.seats, j, t));
                for p in &x.seats[i..m] {
                    let nearest = y.seats[j..n]
                        .iter()
                        .map(|q| {
                            let share = contained(
                                &x.clauses[usize::from(p.1)],
                                &y.clauses[usize::from(q.1)],
                            );
                            (p.1, q.1, share)
                        })
                        .max_by(|u, v| u.2.total_cmp(&v.2).then(v.1.cmp(&u.1)));
                    links.extend(nearest);
                }
                (i, j) = (m, n);
            }
        }
    }
    links.sort_by(|u, v| (u.0, u.1).cmp(&(v.0, v.1)).then(v.2.total_cmp(&u.2)));
    links.dedup_by_key(|l| (l.0, l.1));
    let shorter = x.size.min(y.size);
    let copied = |side: fn(&(u16, u16, f32)) -> u16, sketch: &Sketch| -> f32 {
        let mut best: FxHashMap<u16, f32> = FxHashMap::default();
        for link in worded {
            let share = best.entry(side(link)).or_default();
            *share = share.max(link.2);
        }
        // A fixed order of summing: the same figure on every machine.
        let mut all: Vec<(u16, f32)> = best.into_iter().collect();
        all.sort_by_key(|(clause, _)| *clause);
        all.iter()
            .map(|(clause, share)| sketch.clauses[usize::from(*clause)].len() as f32 * share)
            .sum()
    };
    let likeness = if shorter == 0 || worded.is_empty() {
        0.0
    } else if x.size <= y.size {
        copied(|l| l.0, x) / shorter as f32
    } else {
        copied(|l| l.1, y) / shorter as f32
    };
    Met {
        a,
        b,
        topics,
        likeness: likeness.clamp(0.0, 1.0),
        links,
    }
}

fn contained(a: &[u32], b: &[u32]) -> f32 {
    let (mut i, mut j, mut n) = (0, 0, 0usize);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, n) = (i + 1, j + 1, n + 1),
        }
    }
    match a.len().min(b.len()) {
        0 => 0.0,
        shorter => n as f32 / shorter as f32,
    }
}

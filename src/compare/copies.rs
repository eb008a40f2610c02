//! Copies: which clauses of a corpus say the same as a policy's, through an index of their wording.
//!
//! In: the sampled shingles of every clause of every policy. Out: for one policy the others' clauses that share a good part
//! of its wording. Never: compares all clauses with all clauses.
//!
//! - Clauses of the very same shingles are one class: what thousands share is compared once.
//! - Two that share half of the shorter one share one of the rarer shingles of the shorter: only those are looked up.
//! - Of the clauses that share a good part of one's wording the nearest [`NEAREST`] are kept: the time grows with the number of
//!   clauses, not with its square.
//! - What very many share is boilerplate: a shingle of more than [`COMMON`] classes is not looked up, and of a class of more
//!   members only those are told whose policies are nearest by their whole wording.

use rustc_hash::FxHashMap;

/// A shingle that stands in more different clauses than this tells nothing of who copied whom; of a class no more members
/// than this are told on either side.
const COMMON: usize = 128;
/// Of the classes that share a good part of one, this many are kept, the nearest.
const NEAREST: usize = 64;
/// Clauses that share this part of the shorter one's sample say the same.
const ALIKE: f32 = 0.5;
/// Fewer shingles than this are no evidence.
const FEW: usize = 3;

/// A clause of another policy that says the same: its policy, the clause asked about, the clause there, what they share.
pub(super) type Copy = (usize, u16, u16, f32);

/// The index.
#[derive(Debug)]
pub(super) struct Copies {
    /// By policy, by clause: its class, if it has one.
    class_of: Vec<Vec<Option<u32>>>,
    /// By class: rank of the policy, policy, clause; sorted.
    members: Vec<Vec<(u32, u32, u16)>>,
    /// By class: the classes that share a good part, and the part.
    alike: Vec<Vec<(u32, f32)>>,
    /// By policy: its place in the order of whole wordings, in which policies of like wording are neighbours.
    rank: Vec<u32>,
}

impl Copies {
    /// Indexes `policies`: by policy, by clause its sampled shingles, sorted. Classes are compared on `threads` threads.
    pub(super) fn of(policies: &[&[Vec<u32>]], threads: usize) -> Self {
        let rank = ranks(policies);
        let mut known: FxHashMap<&[u32], u32> = FxHashMap::default();
        let mut grams: Vec<&[u32]> = Vec::new();
        let mut members: Vec<Vec<(u32, u32, u16)>> = Vec::new();
        let mut class_of = Vec::with_capacity(policies.len());
        for ((policy, clauses), rank) in (0u32..).zip(policies).zip(&rank) {
            let classes = (0u16..).zip(clauses.iter()).map(|(clause, shingles)| {
                if shingles.len() < FEW {
                    return None;
                }
                let class = *known.entry(shingles).or_insert_with(|| {
                    members.push(Vec::new());
                    grams.push(shingles);
                    u32::try_from(members.len() - 1).unwrap_or(u32::MAX)
                });
                members[class as usize].push((*rank, policy, clause));
                Some(class)
            });
            class_of.push(classes.collect());
        }
        members.iter_mut().for_each(|m| m.sort_unstable());
        Self {
            alike: alike(&grams, threads),
            class_of,
            members,
            rank,
        }
    }

    /// Fills `out` with the clauses of other policies that say the same as one of `policy`, by policy, then by clause.
    pub(super) fn of_policy(&self, policy: usize, out: &mut Vec<Copy>) {
        out.clear();
        let rank = self.rank[policy];
        for (clause, class) in (0u16..).zip(&self.class_of[policy]) {
            let Some(class) = class else { continue };
            let same = std::iter::once((*class, 1.0));
            for (class, share) in same.chain(self.alike[*class as usize].iter().copied()) {
                let members = &self.members[class as usize];
                let here = members.partition_point(|m| m.0 < rank);
                let from = here.saturating_sub(COMMON / 2);
                let to = (here + COMMON / 2 + 1).min(members.len());
                for (_, other, theirs) in &members[from..to] {
                    if *other as usize != policy {
                        out.push((*other as usize, clause, *theirs, share));
                    }
                }
            }
        }
        out.sort_unstable_by_key(|c| (c.0, c.1, c.2));
        out.dedup_by_key(|c| (c.0, c.1, c.2));
    }
}

/// An order of the policies in which those of like wording are neighbours: by the least of their shingles, under four orders
/// of the shingles.
fn ranks(policies: &[&[Vec<u32>]]) -> Vec<u32> {
    let mut order: Vec<([u32; 4], u32)> = (0u32..)
        .zip(policies)
        .map(|(n, clauses)| {
            let mut least = [u32::MAX; 4];
            for shingle in clauses.iter().flatten() {
                for (least, salt) in least.iter_mut().zip([1, 0x9e37, 0x85eb, 0xc2b2]) {
                    *least = (*least).min(shingle.wrapping_mul(0x9e37_79b1 ^ (salt << 8)));
                }
            }
            (least, n)
        })
        .collect();
    order.sort_unstable();
    let mut rank = vec![0; order.len()];
    for (place, (_, n)) in (0u32..).zip(&order) {
        rank[*n as usize] = place;
    }
    rank
}

/// By class: the classes that share a good part of the shorter one.
fn alike(grams: &[&[u32]], threads: usize) -> Vec<Vec<(u32, f32)>> {
    let mut index: Vec<(u32, u32)> = (0u32..)
        .zip(grams)
        .flat_map(|(class, shingles)| shingles.iter().map(move |s| (*s, class)))
        .collect();
    index.sort_unstable();
    let mut runs: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
    let mut at = 0;
    while at < index.len() {
        let run = index[at..].partition_point(|e| e.0 == index[at].0);
        // A shingle that stands in one class only leads nowhere.
        if run > 1
            && let (Ok(from), Ok(len)) = (u32::try_from(at), u32::try_from(run))
        {
            runs.insert(index[at].0, (from, len));
        }
        at += run;
    }
    let next = std::sync::atomic::AtomicUsize::new(0);
    let found = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                let mut mine: Vec<(u32, u32, f32)> = Vec::new();
                let mut seen: Vec<u32> = Vec::new();
                loop {
                    let class = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if class >= grams.len() {
                        break;
                    }
                    candidates(grams, &index, &runs, class, &mut seen);
                    for other in &seen {
                        let share = contained(grams[class], grams[*other as usize]);
                        if share >= ALIKE
                            && let Ok(class) = u32::try_from(class)
                        {
                            mine.push((class, *other, share));
                        }
                    }
                }
                found
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner)
                    .append(&mut mine);
            });
        }
    });
    let found = found
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut lists: Vec<Vec<(u32, f32)>> = vec![Vec::new(); grams.len()];
    for (x, y, share) in found {
        lists[x as usize].push((y, share));
        lists[y as usize].push((x, share));
    }
    // What is among the nearest of either is kept for both.
    let mut out: Vec<Vec<(u32, f32)>> = vec![Vec::new(); grams.len()];
    for (class, list) in (0u32..).zip(&mut lists) {
        list.sort_unstable_by(|u, v| v.1.total_cmp(&u.1).then(u.0.cmp(&v.0)));
        for (other, share) in list.iter().take(NEAREST) {
            out[class as usize].push((*other, *share));
            out[*other as usize].push((class, *share));
        }
    }
    for list in &mut out {
        list.sort_unstable_by_key(|c| c.0);
        list.dedup_by_key(|c| c.0);
    }
    out
}

/// The classes no shorter than `class` that may share half of it: those that have one of its rarer shingles.
fn candidates(
    grams: &[&[u32]],
    index: &[(u32, u32)],
    runs: &FxHashMap<u32, (u32, u32)>,
    class: usize,
    seen: &mut Vec<u32>,
) {
    seen.clear();
    let size = grams[class].len();
    let mut own: Vec<(u32, u32)> = grams[class]
        .iter()
        .map(|s| runs.get(s).copied().unwrap_or((0, 0)))
        .collect();
    own.sort_unstable_by_key(|(_, len)| *len);
    // Whoever shares half of it has at least one of all but the other half.
    let half = (size as f32 * ALIKE).ceil() as usize;
    for (from, len) in own.into_iter().take(size - half + 1) {
        if len as usize > COMMON {
            break;
        }
        for (_, other) in &index[from as usize..(from + len) as usize] {
            let theirs = grams[*other as usize].len();
            if (theirs, *other as usize) > (size, class) {
                seen.push(*other);
            }
        }
    }
    seen.sort_unstable();
    seen.dedup();
}

/// How much of the shorter list stands in the other; 0 where one is empty.
pub(super) fn contained(a: &[u32], b: &[u32]) -> f32 {
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

//! Seats: where in a text a reader looks for a topic.
//!
//! In: a profile. Out: by topic its clauses. Never: looks at a second text.

use rustc_hash::{FxHashMap, FxHashSet};

use super::profile::{Node, Profile};
use super::topics::find::Strength;

/// Of the seats of one topic in one text no more than this are weighed, those that name it in their heading first.
pub(super) const MOST_SEATS: usize = 128;
/// True where the clause's heading names the topic.
pub(super) fn names(node: &Node<'_>, topic: usize) -> bool {
    node.found(topic)
        .is_some_and(|f| f.strength == Strength::Heading)
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
            !(profile.nodes[*n].is_chapter() && all.iter().any(|m| below.contains(m)))
        });
        !seats.is_empty()
    });
    // Where a heading names it, a part of a clause on something else is not the place.
    out.retain(|topic, seats| {
        let named: Vec<usize> = seats
            .iter()
            .copied()
            .filter(|n| names(&profile.nodes[*n], *topic))
            .collect();
        let is_named = !named.is_empty();
        seats.retain(|n| {
            !is_named
                || named
                    .iter()
                    .any(|top| (*top..profile.nodes[*top].end).contains(n))
                || profile.nodes[*n].clause.heading().is_some()
                || profile.nodes[*n].parent.is_none()
        });
        true
    });
    let full: FxHashSet<usize> = out.keys().copied().collect();
    for (n, node) in profile.nodes.iter().enumerate() {
        for topic in node.asides.iter().filter(|t| !full.contains(t)) {
            out.entry(*topic).or_default().push(n);
        }
    }
    out
}

/// True where a clause further up, and no mere chapter, is about the topic alone.
fn is_below_seat(profile: &Profile<'_>, node: &Node<'_>, topic: usize) -> bool {
    let mut above = node.parent;
    while let Some(p) = above {
        if profile.nodes[p].subjects == [topic] && !profile.nodes[p].is_chapter() {
            return true;
        }
        above = profile.nodes[p].parent;
    }
    false
}

/// Keeps of each topic as many seats as are weighed.
pub(super) fn bound(seats: &mut FxHashMap<usize, Vec<usize>>, profile: &Profile<'_>) {
    seats.retain(|topic, all| {
        if all.len() > MOST_SEATS {
            all.sort_by_key(|n| (!names(&profile.nodes[*n], *topic), *n));
            all.truncate(MOST_SEATS);
            all.sort_unstable();
        }
        true
    });
}

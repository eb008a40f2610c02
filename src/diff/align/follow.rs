//! Follow: clauses that are told by what stands below them.
//!
//! In: the pairs so far. Out: pairs of clauses most of whose 項 or articles are each other's. Never: breaks a pair, or takes
//! labelled groups, which stand under many a clause, for a proof.

use super::Work;
use super::score::{DOUBTFUL, OTHER_HEADING};
use crate::diff::tree::Tree;

/// How much of a clause must be found under another one where it is that one.
const FOLLOWED: f32 = 0.5;

/// Under so many clauses those of another one are looked for.
const MOST: usize = 24;

impl Work<'_, '_> {
    /// Pairs a clause with the one under which most of its own clauses are found now, where neither has a pair: an article most
    /// of whose 項 are those of the old one is that article, whatever it is called.
    pub(super) fn follow(&mut self) {
        for a in 0..self.both.old.nodes.len() {
            if self.alignment.new_of[a].is_some() {
                continue;
            }
            let Some((b, [of_old, of_new])) = self.followed(a) else {
                continue;
            };
            let heading = self.both.heading(a, b);
            let enough = of_old.min(of_new) >= FOLLOWED
                || (of_old.max(of_new) >= FOLLOWED
                    && (heading.is_some_and(|h| h >= OTHER_HEADING) || self.in_slot(a, b)));
            if enough && !self.turns_inside_out(a, b) {
                let score = DOUBTFUL + (1.0 - DOUBTFUL) * of_old.min(of_new);
                self.put(a, b, score);
                self.settle();
            }
        }
    }

    /// The clause without a pair under which most of what lives on of a clause without a pair is found, and which part that is
    /// of the one and of the other.
    fn followed(&self, a: usize) -> Option<(usize, [f32; 2])> {
        let (old, new) = (self.both.old, self.both.new);
        let size = |tree: &Tree<'_>, n: usize| {
            let heading = tree.nodes[n].clause.heading().map_or(0, str::len) / 3;
            tree.nodes[n].size + heading + 1
        };
        let mut under: Vec<(usize, [usize; 2])> = Vec::new();
        for &child in old.children(Some(a)) {
            // A labelled group is found under many a clause.
            let numbered = old.nodes[child].number.is_some();
            let Some(now) = self.alignment.new_of[child].filter(|_| numbered) else {
                continue;
            };
            let Some(b) = new.nodes[now].parent else {
                continue;
            };
            let sizes = [size(old, child), size(new, now)];
            match under.iter().position(|u| u.0 == b) {
                Some(k) => {
                    under[k].1[0] += sizes[0];
                    under[k].1[1] += sizes[1];
                }
                // Scattered over so many, it became none of them.
                None if under.len() == MOST => return None,
                None => under.push((b, sizes)),
            }
        }
        let (b, sizes) = under.into_iter().max_by_key(|u| u.1[0])?;
        let fits = self.alignment.old_of[b].is_none()
            && old.nodes[a].level == new.nodes[b].level
            && old.nodes[a].number.is_some() == new.nodes[b].number.is_some();
        let part = |part: usize, tree: &Tree<'_>, n: usize| part as f32 / size(tree, n) as f32;
        fits.then(|| (b, [part(sizes[0], old, a), part(sizes[1], new, b)]))
    }

    /// True where two clauses without a pair stand between the same neighbours.
    fn in_slot(&self, a: usize, b: usize) -> bool {
        let (p, q) = (self.both.old.nodes[a].parent, self.both.new.nodes[b].parent);
        if p.map(|p| self.alignment.new_of[p]) != q.map(Some) {
            return false;
        }
        let paired = self.paired_under(p, q);
        let at = paired.partition_point(|pair| pair.0 < a);
        let before = at.checked_sub(1).map(|k| paired[k].1);
        let after = paired.get(at).map(|pair| pair.1);
        before.is_none_or(|m| m < b)
            && after.is_none_or(|m| b < m)
            && !(paired.iter())
                .any(|pair| before.is_none_or(|m| m < pair.1) && after.is_none_or(|m| pair.1 < m))
    }
}

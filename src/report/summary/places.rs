//! Places: clauses that kept their words and changed their place among their siblings, or left their number behind.
//!
//! In: such a pair. Out: its entry. Never: tells what changed in the words of a clause that lives on.

use super::EntryKind;
use super::entries::{Writer, side};
use super::facts::Covers;
use super::phrases::{self, fill};
use crate::diff::{Pair, Status, Tie};

impl Writer<'_, '_> {
    /// A number that was left empty, and what stood below it.
    pub(super) fn voided(&mut self, index: usize) {
        let pair = &self.revision.pairs[index];
        let Some(a) = &pair.old else {
            return;
        };
        let covers = self.taken_along(index, false);
        let sentence = fill(phrases::VOIDED, &[("name", &self.old.name(a.index))]);
        let entry = self.entry(EntryKind::Removed, pair, sentence, Vec::new(), covers);
        self.tell(entry, vec![index]);
    }

    /// A number that was empty and holds a clause again, and what stands below it.
    pub(super) fn restored(&mut self, index: usize) {
        let pair = &self.revision.pairs[index];
        let (Some(a), Some(b)) = (&pair.old, &pair.new) else {
            return;
        };
        let covers = self.taken_along(index, true);
        let (name, old) = (self.new.name(b.index), self.old.last(a.index));
        let sentence = fill(phrases::RESTORED, &[("name", &name), ("old", &old)]);
        let entry = self.entry(EntryKind::Added, pair, sentence, Vec::new(), covers);
        self.tell(entry, vec![index]);
    }

    /// What the entry of a number that was left or taken again accounts for: the clause, and what went or came below it.
    fn taken_along(&mut self, index: usize, came: bool) -> Covers {
        let pair = &self.revision.pairs[index];
        let mut covers = Covers::of_changes(&pair.changes);
        let status = if came { Status::Added } else { Status::Removed };
        let mut inside: Vec<usize> = side(pair, came).map(|s| s.index).into_iter().collect();
        for (at, below) in self.revision.pairs.iter().enumerate() {
            let Some(own) = side(below, came) else {
                continue;
            };
            if own.parent.is_some_and(|p| inside.contains(&p)) {
                inside.push(own.index);
                if below.status == status && below.tie == Tie::Same && !self.done[at] {
                    self.done[at] = true;
                    covers.add(Covers::of_changes(&below.changes));
                }
            }
        }
        covers
    }

    /// Siblings in another order, those under one parent in one entry.
    pub(super) fn reordered(&mut self, index: usize) {
        let pairs = &self.revision.pairs;
        let parent = |p: &Pair<'_>| p.new.as_ref().map(|n| n.parent);
        let own = parent(&pairs[index]);
        if !pairs[index].reordered
            || pairs[..index]
                .iter()
                .any(|p| p.reordered && parent(p) == own)
        {
            return;
        }
        let places: Vec<usize> = pairs[index..]
            .iter()
            .filter(|p| p.reordered && parent(p) == own)
            .filter_map(|p| p.new.as_ref().map(|n| n.index))
            .collect();
        let (Some(&first), Some(&last)) = (places.first(), places.last()) else {
            return;
        };
        let step = |n: usize| self.new.last_with_heading(n);
        let names = match places.len() {
            1 => step(first),
            2 => fill(
                phrases::AND,
                &[("first", &step(first)), ("last", &step(last))],
            ),
            _ => places
                .iter()
                .map(|n| step(*n))
                .collect::<Vec<_>>()
                .join("、"),
        };
        let sentence = match own.flatten() {
            Some(parent) => fill(
                phrases::REORDERED,
                &[("parent", &self.new.name(parent)), ("name", &names)],
            ),
            None => fill(phrases::REORDERED_FIRST, &[("name", &names)]),
        };
        let entry = self.entry(
            EntryKind::Moved,
            &pairs[index],
            sentence,
            Vec::new(),
            Covers::default(),
        );
        let told =
            (index..pairs.len()).filter(|&at| pairs[at].reordered && parent(&pairs[at]) == own);
        self.tell(entry, told.collect());
    }
}

//! Places: clauses that kept their words and changed their place among their siblings, or left their number behind.
//!
//! In: such a pair. Out: its entry. Never: tells what changed in the words of a clause that lives on.

use super::EntryKind;
use super::entries::Writer;
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
        let mut covers = Covers::of_changes(&pair.changes);
        let mut inside = vec![a.index];
        for (at, below) in self.revision.pairs.iter().enumerate() {
            let Some(old) = &below.old else { continue };
            if old.parent.is_some_and(|p| inside.contains(&p)) {
                inside.push(old.index);
                if below.status == Status::Removed && below.tie == Tie::Same && !self.done[at] {
                    self.done[at] = true;
                    covers.add(Covers::of_changes(&below.changes));
                }
            }
        }
        let sentence = fill(phrases::VOIDED, &[("name", &self.old.name(a.index))]);
        let entry = self.entry(EntryKind::Removed, pair, sentence, Vec::new(), covers);
        self.tell(entry, vec![index]);
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

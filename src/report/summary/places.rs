//! Places: clauses that kept their words and changed their place among their siblings, got a number, or left theirs behind.
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
        self.entries.push(entry);
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
        self.entries.push(entry);
    }

    /// A body that became items or paragraphs: those that came with the split are told in one entry.
    pub(super) fn out_of_parent(&mut self, index: usize) -> bool {
        let pairs = &self.revision.pairs;
        if pairs[index].tie != Tie::Split {
            return false;
        }
        let Some(parent) = pairs[index].new.as_ref().and_then(|n| n.parent) else {
            return false;
        };
        let is_split = |p: &Pair<'_>| p.tie == Tie::Split && p.is_within_parent(self.revision);
        let group: Vec<usize> = (0..pairs.len())
            .filter(|&at| {
                let p = &pairs[at];
                p.new.as_ref().is_some_and(|n| n.parent == Some(parent)) && is_split(p)
            })
            .collect();
        if !group.contains(&index) {
            return false;
        }
        let mut covers = Covers::default();
        for &at in &group {
            self.done[at] = true;
            covers.add(Covers::of_changes(&pairs[at].changes));
            if let Some(told) = self.ties.iter().find(|t| t.at == at) {
                covers.add(told.covers);
            }
        }
        let step = |at: usize| {
            pairs[at]
                .new
                .as_ref()
                .map_or(String::new(), |n| self.new.last(n.index))
        };
        let (first, last) = (step(group[0]), step(group[group.len() - 1]));
        let names = match group.len() {
            1 => first,
            2 => fill(phrases::AND, &[("first", &first), ("last", &last)]),
            _ => fill(phrases::RANGE, &[("first", &first), ("last", &last)]),
        };
        // The body that only got a number is no part of it.
        let whole = group.len() == 1 && self.new.clause(parent).blocks.is_empty();
        let phrase = if whole {
            phrases::BODY_NUMBERED
        } else {
            phrases::OUT_OF_PARENT
        };
        let sentence = fill(phrase, &[("name", &self.new.name(parent)), ("new", &names)]);
        let entry = self.entry(
            EntryKind::Split,
            &pairs[index],
            sentence,
            Vec::new(),
            covers,
        );
        self.entries.push(entry);
        true
    }
}

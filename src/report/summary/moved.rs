//! Moved: clauses that stand under another parent, those that went together in one entry.
//!
//! In: a pair that moved. Out: the entry of its group. Never: tells a clause that only went along with its parent.

use super::EntryKind;
use super::entries::{Writer, marker_covers};
use super::facts::Covers;
use super::phrases::{self, fill};
use crate::diff::Tie;
use crate::report::naming::Book;

impl Writer<'_, '_> {
    pub(super) fn moved(&mut self, index: usize) {
        let pair = &self.revision.pairs[index];
        let (true, Some(a), Some(b)) = (pair.moved, &pair.old, &pair.new) else {
            return;
        };
        if self.along.is_told_elsewhere(index) {
            return;
        }
        let goes_along = self.along.tied.takes_along(pair);
        let in_run = self.along.run(index).is_some();
        // A number in another style, (1) for 1, goes with the new place.
        let mut covers = if in_run {
            Covers::default()
        } else {
            marker_covers(pair)
        };
        if self.moved_before(index) {
            return;
        }
        let along: Vec<usize> = self.moved_together(index);
        for &at in &along[1..] {
            let pair = &self.revision.pairs[at];
            if self.along.run(at).is_none() {
                covers.add(marker_covers(pair));
            }
        }
        if goes_along {
            // Its number is told with the merge or split, if at all.
            if covers != Covers::default()
                && let Some(entry) = self
                    .entries
                    .iter_mut()
                    .rev()
                    .find(|e| matches!(e.kind, EntryKind::Merged | EntryKind::Split))
            {
                entry.covers.add(covers);
                entry.pairs.extend(along);
                return;
            }
            if covers == Covers::default() {
                return;
            }
        }
        let last = &self.revision.pairs[along[along.len() - 1]];
        let sentence = match (&last.old, b.parent) {
            (Some(_), Some(_)) if along.len() > 1 => {
                let (olds, news) = self.indices(&along);
                let (from, to) = self.places_of(olds[0], news[0]);
                let names = named(&self.old, &olds, &from);
                let place = named(&self.new, &news, &to);
                fill(phrases::MOVED, &[("name", &names), ("new", &place)])
            }
            (_, Some(parent))
                if self.old.last(a.index) == self.new.last(b.index)
                    && self.new.is_major(b.index) =>
            {
                fill(
                    phrases::MOVED,
                    &[
                        ("name", &self.old.name(a.index)),
                        ("new", &self.new.name(parent)),
                    ],
                )
            }
            _ => fill(
                phrases::MOVED,
                &[
                    ("name", &self.old.name(a.index)),
                    ("new", &self.places_of(a.index, b.index).1),
                ],
            ),
        };
        let entry = self.entry(EntryKind::Moved, pair, sentence, Vec::new(), covers);
        self.tell(entry, along);
    }

    /// The old and the new place of a clause; those of a 項 or 号 that went to another article with the headings of the two.
    fn places_of(&self, old: usize, new: usize) -> (String, String) {
        let article = |book: &Book<'_>, n: usize| {
            std::iter::successors(Some(n), |&n| book.parent(n)).find(|&n| book.is_major(n))
        };
        let (from, to) = (article(&self.old, old), article(&self.new, new));
        // Which clause lives on as which, by old clause.
        let lives = self.lives.get_or_init(|| {
            let same = self.revision.pairs.iter().filter(|p| p.tie == Tie::Same);
            same.filter_map(|p| Some((p.old.as_ref()?.index, p.new.as_ref()?.index)))
                .collect()
        });
        let stays = from.is_some_and(|n| lives.get(&n).copied() == to);
        if stays || self.new.is_major(new) {
            (self.old.short(old), self.new.short(new))
        } else {
            (self.old.name(old), self.new.name(new))
        }
    }

    /// The places of some pairs in the old and in the new text, in the order of the new one.
    fn indices(&self, pairs: &[usize]) -> (Vec<usize>, Vec<usize>) {
        (pairs.iter())
            .filter_map(|&at| {
                let pair = &self.revision.pairs[at];
                Some((pair.old.as_ref()?.index, pair.new.as_ref()?.index))
            })
            .unzip()
    }

    /// The pairs from `index` on that moved together, between the same two parents.
    fn moved_together(&self, index: usize) -> Vec<usize> {
        let mut out = vec![index];
        let mut at = index;
        while let Some(next) = self.along.after(at).filter(|&n| self.go_together(index, n)) {
            out.push(next);
            at = next;
        }
        out
    }

    /// True where two pairs moved between the same two parents, and nothing else tells of the second.
    fn go_together(&self, first: usize, second: usize) -> bool {
        let parents = |at: usize| {
            let pair = &self.revision.pairs[at];
            let (a, b) = (pair.old.as_ref()?, pair.new.as_ref()?);
            (pair.moved && pair.tie == Tie::Same).then_some((a.parent, b.parent))
        };
        parents(first).is_some()
            && parents(first) == parents(second)
            && !self.along.is_told_elsewhere(second)
    }

    /// True where an entry before told the move of this pair.
    fn moved_before(&self, index: usize) -> bool {
        self.along
            .before(index)
            .is_some_and(|at| !self.along.is_told_elsewhere(at) && self.go_together(at, index))
    }
}

/// Some clauses under one parent: `第1項から第4項まで` where they follow each other, else one by one; `first` is the full
/// name of the first.
fn named(book: &Book<'_>, clauses: &[usize], first: &str) -> String {
    let (from, to) = (clauses[0], clauses[clauses.len() - 1]);
    let parent = book.parent(from);
    let between = (from..=to).filter(|&n| book.parent(n) == parent).count();
    if from <= to && between == clauses.len() && clauses.is_sorted() {
        return phrases::span(first, &book.last(to), clauses.len());
    }
    let mut names: Vec<String> = clauses.iter().map(|&n| book.last(n)).collect();
    names[0] = first.to_owned();
    phrases::list(&names)
}

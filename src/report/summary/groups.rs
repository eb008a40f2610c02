//! Groups: one clause that became several (分割), several that became one (統合): one entry each.
//!
//! In: a revision. Out: groups, with the pairs whose numbers, headings and moves the entry tells. Never: puts a clause into
//! two groups, or tells what changed in the words.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::entries::{Writer, marker_covers};
use super::facts::Covers;
use super::phrases::{self, fill, list};
use super::{EntryKind, entries};
use crate::diff::{Pair, Place, Revision, Tie};
use crate::report::naming::Book;

/// One clause that became several, or several that became one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    /// True for 統合.
    merged: bool,
    /// The pair of the clause that lives on.
    stem: usize,
    /// The old clauses, in order.
    old: Vec<usize>,
    /// The new clauses, in order.
    new: Vec<usize>,
    /// Pairs told as a whole: ties.
    whole: Vec<usize>,
    /// Pairs whose number and place are told.
    pub(crate) places: Vec<usize>,
    /// Pairs whose heading is told.
    pub(crate) headings: Vec<usize>,
}

impl Group {
    /// The first pair of the group, in the order of the revision.
    fn first(&self) -> usize {
        let all = self.whole.iter().chain(&self.places).chain([&self.stem]);
        all.copied().min().unwrap_or(self.stem)
    }
}

/// The groups of a revision.
pub(crate) fn groups(revision: &Revision<'_>, old: &Book<'_>, new: &Book<'_>) -> Vec<Group> {
    let same = |at: &usize| revision.pairs[*at].tie == Tie::Same;
    let by = |side: fn(&Pair<'_>) -> Option<usize>| -> FxHashMap<usize, usize> {
        (0..revision.pairs.len())
            .filter(same)
            .filter_map(|at| Some((side(&revision.pairs[at])?, at)))
            .collect()
    };
    let mut stems = None;
    let mut found: BTreeMap<(usize, bool), Group> = BTreeMap::new();
    for (at, pair) in revision.pairs.iter().enumerate() {
        let (Some(x), Some(y)) = (&pair.old, &pair.new) else {
            continue;
        };
        let tied = pair.tie != Tie::Same;
        if !(tied || pair.moved) || pair.is_within_parent() {
            continue;
        }
        let (by_old, by_new) = stems.get_or_insert_with(|| {
            (
                by(|p| p.old.as_ref().map(|s| s.index)),
                by(|p| p.new.as_ref().map(|s| s.index)),
            )
        });
        // A 項 that became an article comes out of its article; an article that became a 項 goes into the other's.
        let article = |book: &Book<'_>, n: usize| {
            std::iter::successors(book.parent(n), |&n| book.parent(n)).find(|&n| book.is_major(n))
        };
        let (merged, stem) = match pair.tie {
            Tie::Split => (false, by_old.get(&x.index)),
            Tie::Merged => (true, by_new.get(&y.index)),
            Tie::Same => match (old.is_major(x.index), new.is_major(y.index)) {
                (false, true) => (false, article(old, x.index).and_then(|n| by_old.get(&n))),
                (true, false) => (true, article(new, y.index).and_then(|n| by_new.get(&n))),
                _ => continue,
            },
        };
        let Some(&stem) = stem else {
            continue;
        };
        let (Some(a), Some(b)) = (&revision.pairs[stem].old, &revision.pairs[stem].new) else {
            continue;
        };
        let group = found.entry((stem, merged)).or_insert_with(|| Group {
            merged,
            stem,
            old: vec![a.index],
            new: vec![b.index],
            ..Group::default()
        });
        if merged {
            group.old.push(x.index);
        } else {
            group.new.push(y.index);
        }
        if tied {
            group.whole.push(at);
        } else {
            group.places.push(at);
            group.headings.push(at);
        }
    }
    let mut out: Vec<Group> = found.into_values().collect();
    for group in &mut out {
        group.old.sort_unstable();
        group.new.sort_unstable();
        group.places.push(group.stem);
        let stem = &revision.pairs[group.stem];
        if stem.retitled
            && let (Some(a), Some(b)) = (&stem.old, &stem.new)
            && old.shows_heading(a.index)
            && new.shows_heading(b.index)
        {
            group.headings.push(group.stem);
        }
        // What went along below.
        for (at, p) in revision.pairs.iter().enumerate() {
            let (true, Tie::Same, Some(x), Some(y)) = (p.moved, p.tie, &p.old, &p.new) else {
                continue;
            };
            let along = x.parent.is_some_and(|n| group.old.contains(&n))
                && y.parent.is_some_and(|n| group.new.contains(&n));
            if along && !group.places.contains(&at) && !new.is_major(y.index) {
                group.places.push(at);
            }
        }
    }
    // A clause that lives on in one group and goes into another is told once.
    let mut told: FxHashSet<(usize, bool)> = FxHashSet::default();
    for group in &mut out {
        group.places.retain(|&at| told.insert((at, false)));
        group.headings.retain(|&at| told.insert((at, true)));
    }
    out
}

impl Writer<'_, '_> {
    /// The entry of the group that begins with the pair at `index`.
    pub(super) fn grouped(&mut self, index: usize) {
        while let Some(at) = self
            .groups
            .iter()
            .position(|g| g.first() == index && !self.done_groups.contains(&g.stem_key()))
        {
            let group = self.groups[at].clone();
            self.done_groups.push(group.stem_key());
            let mut covers = Covers::default();
            for &at in &group.whole {
                self.done[at] = true;
                covers.add(Covers::of_changes(&self.revision.pairs[at].changes));
                if let Some(told) = self.ties.iter().find(|t| t.at == at) {
                    covers.add(told.covers);
                }
            }
            for &at in &group.places {
                let pair = &self.revision.pairs[at];
                if pair.renumbered || pair.moved {
                    covers.add(marker_covers(pair));
                }
            }
            for &at in &group.headings {
                covers.add(heading_covers(&self.revision.pairs[at]));
            }
            let sentence = self.group_sentence(&group);
            let kind = if group.merged {
                EntryKind::Merged
            } else {
                EntryKind::Split
            };
            let stem = &self.revision.pairs[group.stem];
            let entry = self.entry(kind, stem, sentence, Vec::new(), covers);
            let pairs = [
                group.whole.as_slice(),
                &group.places,
                &group.headings,
                &[group.stem],
            ]
            .concat();
            self.tell(entry, pairs);
        }
    }

    fn group_sentence(&self, group: &Group) -> String {
        let stem = &self.revision.pairs[group.stem];
        let together = |book: &Book<'_>, nodes: &[usize]| {
            nodes
                .iter()
                .all(|&n| book.parent(n) == book.parent(nodes[0]))
                && !book.is_major(nodes[0])
        };
        let in_place = !stem.moved && group.whole.iter().all(|&at| !self.revision.pairs[at].moved);
        let names = |book: &Book<'_>, nodes: &[usize], short: bool| {
            let names: Vec<String> = nodes
                .iter()
                .enumerate()
                .map(|(k, &n)| {
                    if short || (k > 0 && together(book, nodes)) {
                        book.last(n)
                    } else {
                        book.name(n)
                    }
                })
                .collect();
            list(&names)
        };
        let stays = !stem.renumbered && !stem.retitled && !stem.moved;
        let old = if group.merged && stays {
            // What took the others in is named once.
            let live = stem.old.as_ref().map(|s| s.index);
            let rest: Vec<usize> = (group.old.iter().copied())
                .filter(|&n| Some(n) != live)
                .collect();
            names(&self.old, &rest, false)
        } else {
            names(&self.old, &group.old, false)
        };
        let short = in_place && together(&self.new, &group.new);
        let new = names(&self.new, &group.new, short);
        let phrase = if group.merged {
            phrases::MERGED
        } else {
            phrases::SPLIT
        };
        fill(phrase, &[("name", &old), ("new", &new)])
    }
}

impl Group {
    fn stem_key(&self) -> (usize, bool) {
        (self.stem, self.merged)
    }
}

/// The characters of a changed heading, spelling apart; none where nothing but a term was replaced in it.
pub(super) fn heading_covers(pair: &Pair<'_>) -> Covers {
    let mut covers = Covers::default();
    if !entries::heading_is_told(pair) {
        return covers;
    }
    let caption = pair.changes.iter().filter(|c| c.place == Place::Caption);
    for spot in caption.flat_map(|c| &c.spots) {
        if entries::is_told_in_heading(spot.kind) {
            covers.add(Covers::of_spot(spot));
        }
    }
    covers
}

//! Entries: what a revision did, in the order of the text, one entry for one thing.
//!
//! In: a revision. Out: the entries of a [`Summary`]. Never: mentions a clause that only follows the one above it.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::along::Along;
use super::carried::{self, Carried};
use super::facts::{self, Covers, facts};
use super::groups::{self, Group};
use super::headings;
use super::phrases::{self, fill};
use super::rewrite;
use super::runs::{self, Run};
use super::ties::{self, Told};
use super::{Detail, Entry, EntryKind, Summary};
use crate::diff::{Change, Kind, Pair, Part, Place, Revision, Status, Tie};
use crate::document::ClausePath;
use crate::report::naming::Book;
use crate::report::quote;

/// Facts that stand in one sentence, at most.
const TOGETHER: usize = 3;
/// The longest sentence that joins several facts, in characters.
const SENTENCE: usize = 110;

/// Writes the entries of `revision`.
pub(crate) fn write(revision: &Revision<'_>, detail: Detail, summary: &mut Summary) {
    let [old, new] = Book::of_both(revision);
    let groups = groups::groups(revision, &old, &new);
    let runs = runs::runs(revision, &old, &new, &groups);
    let ties = ties::ties(revision);
    let mut writer = Writer {
        carried: carried::carried(revision, &ties),
        lives: OnceCell::new(),
        along: Along::of(revision, &runs, &groups),
        runs,
        groups,
        done_groups: Vec::new(),
        revision,
        old,
        new,
        detail,
        ties,
        done: vec![false; revision.pairs.len()],
        entries: Vec::new(),
    };
    writer.sections(&[
        Part::Title,
        Part::HeadDates,
        Part::FootDates,
        Part::Preamble,
    ]);
    for index in 0..revision.pairs.len() {
        writer.pair(index);
    }
    // What is no provision comes last.
    writer.sections(&[Part::Closing, Part::Toc, Part::Notices]);
    summary.entries = writer.entries;
}

pub(super) struct Writer<'r, 'a> {
    pub(super) revision: &'r Revision<'a>,
    pub(super) old: Book<'a>,
    pub(super) new: Book<'a>,
    pub(super) runs: Vec<Run>,
    pub(super) groups: Vec<Group>,
    pub(super) along: Along,
    pub(super) done_groups: Vec<(usize, bool)>,
    pub(super) detail: Detail,
    pub(super) ties: Vec<Told>,
    pub(super) carried: Vec<Carried>,
    /// By old clause the new one it is, once asked for.
    pub(super) lives: OnceCell<FxHashMap<usize, usize>>,
    /// True where any clause came out of another.
    pub(super) done: Vec<bool>,
    pub(super) entries: Vec<Entry>,
}

impl<'r, 'a> Writer<'r, 'a> {
    fn pair(&mut self, index: usize) {
        self.grouped(index);
        if self.done[index] || self.out_of_parent(index) || self.becomes_parent(index) {
            return;
        }
        let pair = &self.revision.pairs[index];
        match (pair.tie, pair.status) {
            (Tie::Same, Status::Added) => self.came_or_went(index, true),
            (Tie::Same, Status::Removed) => self.came_or_went(index, false),
            (Tie::Same, _) if pair.is_voided() => self.voided(index),
            (Tie::Same, _) if pair.is_restored() => self.restored(index),
            (Tie::Same, _) => {
                self.shifted(index);
                self.moved(index);
                self.reordered(index);
                self.retitled(index);
                self.reworded(index);
                self.carried(index);
            }
            // Every tie is told by its group or with its parent.
            (Tie::Merged | Tie::Split, _) => {}
        }
    }

    fn shifted(&mut self, index: usize) {
        let run = self.along.run(index).map(|run| &self.runs[run]);
        let Some(run) = run.filter(|r| r.pairs[0] == index) else {
            return;
        };
        let mut covers = Covers::default();
        for &at in &run.pairs {
            covers.add(marker_covers(&self.revision.pairs[at]));
        }
        let sentence = runs::sentence(run, self.revision, &self.old, &self.new);
        let entry = self.entry(
            if run.elsewhere {
                EntryKind::Moved
            } else {
                EntryKind::Renumbered
            },
            &self.revision.pairs[index],
            sentence,
            Vec::new(),
            covers,
        );
        self.tell(entry, run.pairs.clone());
    }

    fn reworded(&mut self, index: usize) {
        let pair = &self.revision.pairs[index];
        let told = pair.changes.iter().filter(|c| c.place == Place::Text);
        let heading = headings::from_text(pair);
        let elsewhere: Vec<&Told> = (self.ties.iter().filter(|t| t.touches(pair)))
            .chain(&heading)
            .chain(self.carried.iter().flat_map(|c| c.told(pair)))
            .collect();
        let facts = facts(told, self.detail, &elsewhere);
        if facts.covers == Covers::default() {
            return;
        }
        let own = (pair.new.as_ref()).map_or(String::new(), |s| self.new.own_text(s.index));
        let name = format!("{}{own}", self.pair_name(pair, true));
        let changes: Vec<&Change<'_>> = pair.text().collect();
        let (sentence, lines) = self.sentence(&name, &facts.phrases, changes.iter().copied());
        let mut entry = self.entry(EntryKind::Modified, pair, sentence, lines, facts.covers);
        if let ([one], [], Detail::Standard | Detail::Full) = (
            facts.phrases.as_slice(),
            entry.lines.as_slice(),
            self.detail,
        ) && facts.items_added.is_empty()
            && facts.items_removed.is_empty()
        {
            let short = (pair.new.as_ref()).map_or(String::new(), |s| self.new.short(s.index));
            entry.fact = Some((format!("{short}{own}"), one.phrase()));
        }
        entry.items_added = facts.items_added;
        entry.items_removed = facts.items_removed;
        list_items(&mut entry, self.detail);
        self.tell(entry, vec![index]);
    }

    /// Adds an entry that tells of `pairs`.
    pub(super) fn tell(&mut self, mut entry: Entry, pairs: Vec<usize>) {
        entry.pairs = pairs;
        self.entries.push(entry);
    }

    /// The name of a pair: as it is, with the number it had where that differs.
    pub(super) fn pair_name(&self, pair: &Pair<'_>, with_heading: bool) -> String {
        let (Some(a), Some(b)) = (&pair.old, &pair.new) else {
            return String::new();
        };
        let name = if with_heading {
            self.new.name(b.index)
        } else {
            self.new.untitled(b.index)
        };
        let (was, is) = (self.old.short(a.index), self.new.short(b.index));
        if crate::text::fold::key(&was) == crate::text::fold::key(&is) {
            name
        } else {
            format!("{name}（旧{was}）")
        }
    }

    /// Facts as one sentence, or a sentence with the facts below it.
    pub(super) fn sentence<'c>(
        &self,
        name: &str,
        facts: &[facts::Fact],
        changes: impl IntoIterator<Item = &'c Change<'c>>,
    ) -> (String, Vec<String>)
    where
        'a: 'c,
    {
        let count: usize = facts.iter().map(|f| f.count).sum();
        if self.detail == Detail::Brief {
            let items_only = facts.len() == 1 && facts[0].text.contains("項目");
            return match facts {
                [one] if items_only => (format!("{name}{}{}", one.joint, one.phrase()), Vec::new()),
                _ => (
                    fill(phrases::REWORDED_BRIEFLY, &[("name", name)]),
                    Vec::new(),
                ),
            };
        }
        if self.detail == Detail::Standard
            && let Some(rewrite) = rewrite::of(changes)
        {
            return (rewrite.sentence(name), rewrite.lines());
        }
        if let [one] = facts {
            let sentence = format!("{name}{}{}", one.joint, one.phrase());
            return (sentence, one.below.clone());
        }
        let phrases: Vec<String> = facts.iter().flat_map(facts::Fact::lines).collect();
        let together = format!("{name}について、{}", phrases.join("、"));
        if facts.iter().all(|f| f.below.is_empty())
            && facts.len() <= TOGETHER
            && together.chars().count() <= SENTENCE
        {
            return (together, Vec::new());
        }
        (
            fill(
                phrases::REWORDED,
                &[("name", name), ("count", &count.to_string())],
            ),
            phrases,
        )
    }

    pub(super) fn entry(
        &self,
        kind: EntryKind,
        pair: &Pair<'_>,
        sentence: String,
        lines: Vec<String>,
        covers: Covers,
    ) -> Entry {
        let path = |s: &Option<crate::diff::Side<'_>>| s.as_ref().map(|s| s.path.clone());
        let heading = |book: &Book<'_>, index: usize| {
            let mut at = Some(index);
            while let Some(n) = at {
                if let Some(heading) = book.clause(n).heading() {
                    return Some(heading.to_owned());
                }
                at = book.parent(n);
            }
            None
        };
        let heading = match (&pair.new, &pair.old) {
            (Some(s), _) => heading(&self.new, s.index),
            (None, Some(s)) => heading(&self.old, s.index),
            (None, None) => None,
        };
        Entry {
            kind,
            old_path: path(&pair.old).filter(|p: &ClausePath| !p.is_root()),
            new_path: path(&pair.new).filter(|p: &ClausePath| !p.is_root()),
            heading,
            sentence,
            lines,
            fact: None,
            items_added: Vec::new(),
            items_removed: Vec::new(),
            covers,
            pairs: Vec::new(),
        }
    }
}

/// The place of the pair that is the old clause `old`, or the new clause `new`, then and now.
pub(super) fn lives_on(
    pairs: &[Pair<'_>],
    old: Option<usize>,
    new: Option<usize>,
) -> Option<usize> {
    pairs.iter().position(|p| {
        let index = |s: &Option<crate::diff::Side<'_>>| s.as_ref().map(|s| s.index);
        p.tie == Tie::Same
            && (old.is_some() && index(&p.old) == old || new.is_some() && index(&p.new) == new)
    })
}

pub(super) fn side<'p, 'a>(pair: &'p Pair<'a>, new: bool) -> Option<&'p crate::diff::Side<'a>> {
    if new {
        pair.new.as_ref()
    } else {
        pair.old.as_ref()
    }
}

pub(super) fn is_told(kind: Kind) -> bool {
    !kind.is_editorial() && !matches!(kind, Kind::Term(_))
}

/// Where more than a term changed in a heading, the term is told with it: the heading is what changed.
pub(super) fn is_told_in_heading(kind: Kind) -> bool {
    !kind.is_editorial()
}

/// True where a heading is told by itself; one in which nothing but a term was replaced is counted with the term.
pub(crate) fn heading_is_told(pair: &Pair<'_>) -> bool {
    let caption = pair.changes.iter().filter(|c| c.place == Place::Caption);
    caption.flat_map(|c| &c.spots).any(|s| is_told(s.kind))
}

pub(super) fn told_covers<'c>(changes: impl IntoIterator<Item = &'c Change<'c>>) -> Covers {
    let mut out = Covers::default();
    for spot in changes.into_iter().flat_map(|c| &c.spots) {
        if is_told(spot.kind) {
            out.add(Covers::of_spot(spot));
        }
    }
    out
}

pub(super) fn marker_covers(pair: &Pair<'_>) -> Covers {
    Covers::of_changes(pair.changes.iter().filter(|c| c.place == Place::Marker))
}

pub(super) fn list_items(entry: &mut Entry, detail: Detail) {
    let added = facts::listed(&entry.items_added, detail);
    let removed = facts::listed(&entry.items_removed, detail);
    // Where other facts stand beside them it is said which they are.
    let both = !entry.lines.is_empty() || (!added.is_empty() && !removed.is_empty());
    let lines: Vec<String> = added
        .iter()
        .map(|i| (i, "追加"))
        .chain(removed.iter().map(|i| (i, "削除")))
        .map(|(item, what)| {
            let item = if detail == Detail::Full {
                item.clone()
            } else {
                quote::shorten(item, quote::LISTED)
            };
            if both {
                format!("{item}（{what}）")
            } else {
                item
            }
        })
        .collect();
    entry.lines.extend(lines);
}

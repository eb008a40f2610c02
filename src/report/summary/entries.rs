//! Entries: what a revision did, in the order of the text, one entry for one thing.
//!
//! In: a revision. Out: the entries of a [`Summary`]. Never: mentions a clause that only follows the one above it.

use super::facts::{self, Covers, facts, quoted};
use super::phrases::{self, fill};
use super::runs::{self, Run};
use super::{Detail, Entry, EntryKind, Summary};
use crate::diff::{Change, Kind, Pair, Part, Place, Revision, Section, Status, Tie, line};
use crate::document::ClausePath;
use crate::report::naming::Book;

/// A clause of which this part changed, and not a short one, is told as a whole.
const REWRITTEN: f32 = 0.6;
/// The shortest text, in characters, that is told as rewritten.
const REWRITTEN_FROM: usize = 80;
/// Facts that stand in one sentence, at most.
const TOGETHER: usize = 3;
/// The longest sentence that joins several facts, in characters.
const SENTENCE: usize = 110;

/// Writes the entries of `revision`.
pub(crate) fn write(revision: &Revision<'_>, detail: Detail, summary: &mut Summary) {
    let (old, new) = (Book::of(revision.old), Book::of(revision.new));
    let mut writer = Writer {
        runs: runs::runs(revision, &old, &new),
        revision,
        old,
        new,
        detail,
        done: vec![false; revision.pairs.len()],
        entries: Vec::new(),
    };
    let after = [Part::Closing, Part::FootDates];
    for section in revision
        .sections
        .iter()
        .filter(|s| !after.contains(&s.part))
    {
        writer.section(section);
    }
    for index in 0..revision.pairs.len() {
        writer.pair(index);
    }
    for section in revision.sections.iter().filter(|s| after.contains(&s.part)) {
        writer.section(section);
    }
    summary.entries = writer.entries;
}

struct Writer<'r, 'a> {
    revision: &'r Revision<'a>,
    old: Book<'a>,
    new: Book<'a>,
    runs: Vec<Run>,
    detail: Detail,
    done: Vec<bool>,
    entries: Vec<Entry>,
}

impl<'r, 'a> Writer<'r, 'a> {
    fn section(&mut self, section: &'r Section<'a>) {
        if section.changes.iter().all(Change::is_equal) {
            return;
        }
        let spots = || section.changes.iter().flat_map(|c| &c.spots);
        let (kind, name) = match section.part {
            Part::Title => (EntryKind::Title, "表題"),
            Part::HeadDates | Part::FootDates => (EntryKind::Dates, "日付の記載"),
            Part::Preamble => (EntryKind::Preamble, "前文"),
            Part::Toc => (EntryKind::Toc, "目次"),
            Part::Notices => (EntryKind::Notice, "お知らせの記載"),
            Part::Closing => (EntryKind::Closing, "末尾の記載"),
        };
        let side = |old: bool| -> Vec<String> {
            section
                .changes
                .iter()
                .flat_map(|c| if old { &c.old } else { &c.new })
                .map(|l| l.shown().into_owned())
                .collect()
        };
        let (was, is) = (side(true), side(false));
        // A part that came or went as a whole is named, by its first line where it is a title or a notice.
        if was.is_empty() || is.is_empty() {
            let (phrase, lines) = if was.is_empty() {
                (phrases::PART_ADDED, &is)
            } else {
                (phrases::PART_REMOVED, &was)
            };
            let first = lines.first().map_or("", String::as_str);
            let name = match kind {
                EntryKind::Notice => quoted(first, self.detail),
                EntryKind::Dates | EntryKind::Title | EntryKind::Closing if lines.len() == 1 => {
                    format!("{name}{}", quoted(first, self.detail))
                }
                _ => name.to_owned(),
            };
            let covers = Covers::of_changes(&section.changes);
            let below = if kind == EntryKind::Dates && lines.len() > 1 {
                lines.clone()
            } else {
                Vec::new()
            };
            self.outside(kind, fill(phrase, &[("name", &name)]), below, covers);
            return;
        }
        if kind == EntryKind::Toc {
            let covers = told_covers(&section.changes);
            if covers != Covers::default() {
                self.outside(kind, phrases::TOC.to_owned(), Vec::new(), covers);
            }
            return;
        }
        if matches!(kind, EntryKind::Title | EntryKind::Dates)
            && was.len() == 1
            && is.len() == 1
            && spots().any(|s| is_told(s.kind))
        {
            let phrase = if kind == EntryKind::Title {
                phrases::TITLE
            } else {
                phrases::REPLACED
            };
            let sentence = fill(
                phrase,
                &[
                    ("old", &quoted(&was[0], self.detail)),
                    ("new", &quoted(&is[0], self.detail)),
                ],
            );
            let sentence = if kind == EntryKind::Dates {
                format!("{name}{sentence}")
            } else {
                sentence
            };
            self.outside(kind, sentence, Vec::new(), told_covers(&section.changes));
            return;
        }
        let facts = facts(section.changes.iter(), self.detail);
        if facts.covers == Covers::default() {
            return;
        }
        let (sentence, lines) = self.sentence(name, &facts.phrases, &section.changes);
        let mut entry = Entry {
            kind,
            old_path: None,
            new_path: None,
            heading: None,
            sentence,
            lines,
            items_added: facts.items_added,
            items_removed: facts.items_removed,
            covers: facts.covers,
        };
        list_items(&mut entry, self.detail);
        self.entries.push(entry);
    }

    fn outside(&mut self, kind: EntryKind, sentence: String, lines: Vec<String>, covers: Covers) {
        self.entries.push(Entry {
            kind,
            old_path: None,
            new_path: None,
            heading: None,
            sentence,
            lines,
            items_added: Vec::new(),
            items_removed: Vec::new(),
            covers,
        });
    }

    fn pair(&mut self, index: usize) {
        if self.done[index] {
            return;
        }
        let pair = &self.revision.pairs[index];
        match (pair.tie, pair.status) {
            (Tie::Same, Status::Added) => self.came_or_went(index, true),
            (Tie::Same, Status::Removed) => self.came_or_went(index, false),
            (Tie::Same, _) => {
                self.shifted(index);
                self.moved(index);
                self.retitled(index);
                self.reworded(index);
            }
            (Tie::Merged | Tie::Split, _) => self.kin(index),
        }
    }

    /// Clauses that came, or went, next to each other.
    fn came_or_went(&mut self, start: usize, came: bool) {
        let status = if came { Status::Added } else { Status::Removed };
        let place = |p: &Pair<'_>| side(p, came).map(|s| (s.index, s.parent));
        let Some((first, parent)) = place(&self.revision.pairs[start]) else {
            return;
        };
        let mut tops = vec![first];
        let mut inside = vec![first];
        let mut taken = vec![start];
        for index in start + 1..self.revision.pairs.len() {
            let pair = &self.revision.pairs[index];
            let Some((n, above)) = place(pair) else {
                continue;
            };
            let follows = pair.status == status && pair.tie == Tie::Same && !self.done[index];
            if above.is_some_and(|a| inside.contains(&a)) {
                // Below a clause of the run: told with it, unless it has a past of its own.
                inside.push(n);
                if follows {
                    taken.push(index);
                }
            } else if follows && self.continues(parent, above, first, n, came) {
                tops.push(n);
                inside.push(n);
                taken.push(index);
            } else {
                break;
            }
        }
        let mut covers = Covers::default();
        for &index in &taken {
            self.done[index] = true;
            covers.add(Covers::of_changes(&self.revision.pairs[index].changes));
        }
        let (sentence, lines) = self.came_or_went_sentence(&tops, came);
        let pair = &self.revision.pairs[start];
        let entry = self.entry(
            if came {
                EntryKind::Added
            } else {
                EntryKind::Removed
            },
            pair,
            sentence,
            lines,
            covers,
        );
        self.entries.push(entry);
    }

    /// True where two clauses may be told together: under one parent, or articles of neighbouring chapters.
    fn continues(
        &self,
        parent: Option<usize>,
        above: Option<usize>,
        first: usize,
        n: usize,
        came: bool,
    ) -> bool {
        let book = if came { &self.new } else { &self.old };
        parent == above
            && book.unit(first) == book.unit(n)
            && book.is_major(first) == book.is_major(n)
    }

    fn came_or_went_sentence(&self, tops: &[usize], came: bool) -> (String, Vec<String>) {
        let book = if came { &self.new } else { &self.old };
        let (first, last) = (tops[0], tops[tops.len() - 1]);
        let major = book.is_major(first);
        let quote = |n: usize| {
            let words = first_words(book, n);
            if words.is_empty() || self.detail == Detail::Brief {
                String::new()
            } else {
                quoted(&words, self.detail)
            }
        };
        if tops.len() == 1 {
            let own = quote(first);
            let has_heading = book.clause(first).heading().is_some();
            let sentence = match (came, major) {
                (true, true) if has_heading || own.is_empty() => {
                    fill(phrases::ENACTED, &[("name", &book.name(first))])
                }
                (true, true) => fill(
                    phrases::ENACTED_QUOTED,
                    &[("name", &book.name(first)), ("quote", &own)],
                ),
                (true, false) => {
                    let parent = book
                        .parent(first)
                        .map_or(String::new(), |p| self.side_name(p, true));
                    if has_heading {
                        fill(
                            phrases::ADDED_UNDER,
                            &[
                                ("parent", &parent),
                                ("name", &book.last_with_heading(first)),
                            ],
                        )
                    } else {
                        fill(
                            phrases::ADDED_UNDER_QUOTED,
                            &[
                                ("parent", &parent),
                                ("name", &book.last(first)),
                                ("quote", &own),
                            ],
                        )
                    }
                }
                (false, _) if has_heading || own.is_empty() => {
                    fill(phrases::REMOVED, &[("name", &book.name(first))])
                }
                (false, _) => fill(
                    phrases::REMOVED_QUOTED,
                    &[("name", &book.name(first)), ("quote", &own)],
                ),
            };
            return (sentence, Vec::new());
        }
        let step = |n: usize| book.last_with_heading(n);
        let phrase = if tops.len() == 2 {
            phrases::AND
        } else {
            phrases::RANGE
        };
        let head = if major {
            String::new()
        } else {
            book.parent(first)
                .map_or(String::new(), |p| self.side_name(p, came))
        };
        let names = fill(phrase, &[("first", &step(first)), ("last", &step(last))]);
        let sentence = match (came, major) {
            (true, true) => fill(phrases::ENACTED, &[("name", &names)]),
            (true, false) => fill(phrases::ADDED_UNDER, &[("parent", &head), ("name", &names)]),
            (false, _) => fill(phrases::REMOVED, &[("name", &format!("{head}{names}"))]),
        };
        let named = match self.detail {
            Detail::Brief => 0,
            Detail::Standard if major => 0,
            Detail::Standard => 4,
            Detail::Full => usize::MAX,
        };
        let lines = if tops.len() <= named {
            tops.iter()
                .filter(|&&n| book.clause(n).heading().is_none())
                .map(|&n| {
                    let words = first_words(book, n);
                    format!("{}{}", book.last(n), quoted(&words, self.detail))
                })
                .collect()
        } else {
            Vec::new()
        };
        (sentence, lines)
    }

    /// The name of a clause that stands on one side.
    fn side_name(&self, index: usize, new: bool) -> String {
        if new {
            self.new.name(index)
        } else {
            self.old.name(index)
        }
    }

    fn shifted(&mut self, index: usize) {
        let Some(run) = self.runs.iter().find(|r| r.pairs[0] == index) else {
            return;
        };
        let mut covers = Covers::default();
        for &at in &run.pairs {
            covers.add(marker_covers(&self.revision.pairs[at]));
        }
        let sentence = runs::sentence(run, self.revision, &self.old, &self.new);
        let entry = self.entry(
            EntryKind::Renumbered,
            &self.revision.pairs[index],
            sentence,
            Vec::new(),
            covers,
        );
        self.entries.push(entry);
    }

    fn moved(&mut self, index: usize) {
        let pair = &self.revision.pairs[index];
        let (true, Some(a), Some(b)) = (pair.moved, &pair.old, &pair.new) else {
            return;
        };
        // A clause that went along when its parent merged or split is told there.
        let goes_along = self.revision.pairs.iter().any(|p| {
            p.tie != Tie::Same
                && p.old.as_ref().map(|s| s.index) == a.parent
                && p.new.as_ref().map(|s| s.index) == b.parent
        });
        let in_run = self.runs.iter().any(|r| r.pairs.contains(&index));
        let mut covers = if pair.renumbered && !in_run {
            marker_covers(pair)
        } else {
            Covers::default()
        };
        if self.moved_before(index) {
            return;
        }
        let along: Vec<usize> = self.moved_together(index);
        for &at in &along[1..] {
            let pair = &self.revision.pairs[at];
            if pair.renumbered && !self.runs.iter().any(|r| r.pairs.contains(&at)) {
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
                return;
            }
            if covers == Covers::default() {
                return;
            }
        }
        let last = &self.revision.pairs[along[along.len() - 1]];
        let sentence = match (&last.old, b.parent) {
            (Some(end), Some(parent)) if along.len() > 1 => fill(
                phrases::MOVED_UNDER,
                &[
                    ("first", &self.old.short(a.index)),
                    ("last", &self.old.last(end.index)),
                    ("parent", &self.new.name(parent)),
                ],
            ),
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
                    ("new", &self.new.short(b.index)),
                ],
            ),
        };
        let entry = self.entry(EntryKind::Moved, pair, sentence, Vec::new(), covers);
        self.entries.push(entry);
    }

    /// The pairs from `index` on that moved together, between the same two parents.
    fn moved_together(&self, index: usize) -> Vec<usize> {
        let parents = |p: &Pair<'_>| {
            let (a, b) = (p.old.as_ref()?, p.new.as_ref()?);
            (p.moved && p.tie == Tie::Same).then_some((a.parent, b.parent))
        };
        let own = parents(&self.revision.pairs[index]);
        let mut out = vec![index];
        let parent = own.and_then(|o| o.1);
        for at in index + 1..self.revision.pairs.len() {
            let pair = &self.revision.pairs[at];
            if parents(pair) == own {
                out.push(at);
            } else if pair.new.as_ref().is_some_and(|n| n.parent == parent) {
                break;
            }
        }
        out
    }

    /// True where an entry before told the move of this pair.
    fn moved_before(&self, index: usize) -> bool {
        let own = &self.revision.pairs[index];
        let Some(parent) = own.new.as_ref().map(|n| n.parent) else {
            return false;
        };
        let before = (0..index).rev().find(|&at| {
            self.revision.pairs[at]
                .new
                .as_ref()
                .is_some_and(|n| n.parent == parent)
        });
        before.is_some_and(|at| {
            self.revision.pairs[at].moved && self.moved_together(at).contains(&index)
        })
    }

    fn retitled(&mut self, index: usize) {
        let pair = &self.revision.pairs[index];
        let (true, Some(b)) = (pair.retitled, &pair.new) else {
            return;
        };
        let caption: Vec<&Change<'_>> = pair
            .changes
            .iter()
            .filter(|c| c.place == Place::Caption)
            .collect();
        if !caption
            .iter()
            .flat_map(|c| &c.spots)
            .any(|s| is_told_in_heading(s.kind))
        {
            return;
        }
        let heading = |s: &Option<crate::diff::Side<'_>>| {
            s.as_ref()
                .and_then(|s| s.clause.heading())
                .map(|h| quoted(h, self.detail))
        };
        let name = self.pair_name(pair, false);
        let sentence = match (heading(&pair.old), heading(&pair.new)) {
            (Some(old), Some(new)) => fill(
                phrases::RETITLED,
                &[("name", &name), ("old", &old), ("new", &new)],
            ),
            (None, Some(new)) => fill(phrases::HEADING_ADDED, &[("name", &name), ("new", &new)]),
            (Some(old), None) => fill(phrases::HEADING_REMOVED, &[("name", &name), ("old", &old)]),
            (None, None) => return,
        };
        let mut covers = Covers::default();
        for spot in caption.iter().flat_map(|c| &c.spots) {
            if is_told_in_heading(spot.kind) {
                covers.add(Covers::of_spot(spot));
            }
        }
        debug_assert!(self.new.clause(b.index).caption == b.clause.caption);
        let entry = self.entry(EntryKind::Retitled, pair, sentence, Vec::new(), covers);
        self.entries.push(entry);
    }

    fn reworded(&mut self, index: usize) {
        let pair = &self.revision.pairs[index];
        let told = pair.changes.iter().filter(|c| c.place == Place::Text);
        let facts = facts(told, self.detail);
        if facts.covers == Covers::default() {
            return;
        }
        let name = self.pair_name(pair, true);
        let changes: Vec<&Change<'_>> = pair.text().collect();
        let (sentence, lines) = self.sentence(&name, &facts.phrases, changes.iter().copied());
        let mut entry = self.entry(EntryKind::Modified, pair, sentence, lines, facts.covers);
        entry.items_added = facts.items_added;
        entry.items_removed = facts.items_removed;
        list_items(&mut entry, self.detail);
        self.entries.push(entry);
    }

    fn kin(&mut self, index: usize) {
        let pair = &self.revision.pairs[index];
        let (Some(a), Some(b)) = (&pair.old, &pair.new) else {
            return;
        };
        let (kind, phrase) = if pair.tie == Tie::Merged {
            (EntryKind::Merged, phrases::MERGED)
        } else {
            (EntryKind::Split, phrases::SPLIT)
        };
        let phrase = match pair.is_within_parent(self.revision) {
            true if kind == EntryKind::Merged => phrases::INTO_PARENT,
            true => phrases::OUT_OF_PARENT,
            false => phrase,
        };
        let sentence = fill(
            phrase,
            &[
                ("name", &self.old.name(a.index)),
                ("new", &self.new.name(b.index)),
            ],
        );
        let covers = Covers::of_changes(&pair.changes);
        let entry = self.entry(kind, pair, sentence, Vec::new(), covers);
        self.entries.push(entry);
    }

    /// The name of a pair: as it is, with the number it had where that differs.
    fn pair_name(&self, pair: &Pair<'_>, with_heading: bool) -> String {
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
    fn sentence<'c>(
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
        if self.detail == Detail::Standard && is_rewritten(changes) {
            return (fill(phrases::REWRITTEN, &[("name", name)]), Vec::new());
        }
        if let [one] = facts {
            return (format!("{name}{}{}", one.joint, one.phrase()), Vec::new());
        }
        let phrases: Vec<String> = facts.iter().map(facts::Fact::phrase).collect();
        let together = format!("{name}について、{}", phrases.join("、"));
        if facts.len() <= TOGETHER && together.chars().count() <= SENTENCE {
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

    fn entry(
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
            items_added: Vec::new(),
            items_removed: Vec::new(),
            covers,
        }
    }
}

fn side<'p, 'a>(pair: &'p Pair<'a>, new: bool) -> Option<&'p crate::diff::Side<'a>> {
    if new {
        pair.new.as_ref()
    } else {
        pair.old.as_ref()
    }
}

fn is_told(kind: Kind) -> bool {
    !kind.is_editorial() && !matches!(kind, Kind::Term(_))
}

/// In a heading a term is told too: the heading is what changed.
fn is_told_in_heading(kind: Kind) -> bool {
    !kind.is_editorial()
}

fn told_covers<'c>(changes: impl IntoIterator<Item = &'c Change<'c>>) -> Covers {
    let mut out = Covers::default();
    for spot in changes.into_iter().flat_map(|c| &c.spots) {
        if is_told(spot.kind) {
            out.add(Covers::of_spot(spot));
        }
    }
    out
}

fn marker_covers(pair: &Pair<'_>) -> Covers {
    Covers::of_changes(pair.changes.iter().filter(|c| c.place == Place::Marker))
}

/// True where most of a text that is not short changed.
fn is_rewritten<'c>(changes: impl IntoIterator<Item = &'c Change<'c>>) -> bool {
    let (mut all, mut covers) = ((0, 0), Covers::default());
    for change in changes {
        // Lines that came or went are told by themselves.
        if change.is_added() || change.is_removed() {
            return false;
        }
        let size = |lines: &[crate::diff::Line<'_>]| -> usize {
            lines.iter().map(|l| line::solid(&l.text).count()).sum()
        };
        all.0 += size(&change.old);
        all.1 += size(&change.new);
        covers.add(Covers::of_changes([change]));
    }
    all.0.min(all.1) >= REWRITTEN_FROM
        && covers.deleted as f32 >= REWRITTEN * all.0 as f32
        && covers.inserted as f32 >= REWRITTEN * all.1 as f32
}

/// The heading of a clause, or the beginning of its text or of what stands first below it.
fn first_words(book: &Book<'_>, index: usize) -> String {
    let clause = book.clause(index);
    let mut at = Some(clause);
    while let Some(clause) = at {
        if let Some(heading) = clause.heading() {
            return heading.to_owned();
        }
        if let Some(line) = line::of_blocks(&clause.blocks).first() {
            return line.text.to_string();
        }
        at = clause.clauses.first();
    }
    String::new()
}

fn list_items(entry: &mut Entry, detail: Detail) {
    let added = facts::listed(&entry.items_added, detail);
    let removed = facts::listed(&entry.items_removed, detail);
    let both = !added.is_empty() && !removed.is_empty();
    let lines: Vec<String> = added
        .iter()
        .map(|i| (i, "追加"))
        .chain(removed.iter().map(|i| (i, "削除")))
        .map(|(item, what)| {
            if both {
                format!("{item}（{what}）")
            } else {
                item.clone()
            }
        })
        .collect();
    entry.lines.extend(lines);
}

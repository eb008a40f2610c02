//! Lone: clauses that came or went, those next to each other in one entry.
//!
//! In: a pair with one side. Out: the entry of its run. Never: tells what stands below a clause that came or went with it.

use super::entries::{Writer, side};
use super::facts::{Covers, quoted};
use super::phrases::{self, fill};
use super::{Detail, EntryKind};
use crate::diff::{Pair, Status, Tie, line};
use crate::report::naming::Book;

/// The lines of a new item that are shown, at most.
const LINES: usize = 4;

impl Writer<'_, '_> {
    /// Clauses that came, or went, next to each other.
    pub(super) fn came_or_went(&mut self, start: usize, came: bool) {
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
        self.tell(entry, taken);
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
            let has_heading = book.has_own_heading(first);
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
            // What stands under the heading of an item tells more than the heading: its lines, where they are few.
            let lines = if has_heading && came && !major && self.detail != Detail::Brief {
                line::of_blocks(&book.clause(first).blocks)
            } else {
                Vec::new()
            };
            let few = lines.len() <= LINES || self.detail == Detail::Full;
            let lines = lines.iter().filter(|_| few);
            return (
                sentence,
                lines.map(|l| quoted(&l.text, self.detail)).collect(),
            );
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
}

/// The heading of a clause, or the beginning of its text or of what stands first below it.
fn first_words(book: &Book<'_>, index: usize) -> String {
    let clause = book.clause(index);
    let mut at = Some(clause);
    while let Some(clause) = at {
        let named = at.is_some_and(|c| !std::ptr::eq(c, book.clause(index)));
        if let Some(heading) = clause.heading()
            && (named || book.has_own_heading(index))
        {
            return heading.to_owned();
        }
        if let Some(line) = line::of_blocks(&clause.blocks).first() {
            return line.text.to_string();
        }
        at = clause.clauses.first();
    }
    String::new()
}

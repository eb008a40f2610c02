//! Sections: what changed outside the clauses: title, dates, preamble, 目次, notices, closing.
//!
//! In: a section of a revision. Out: its entry. Never: tells blanks, spelling or terms.

use super::entries::{Writer, is_told, is_told_in_heading, list_items, told_covers};
use super::facts::{Covers, facts, quoted};
use super::phrases::{self, fill};
use super::{Detail, Entry, EntryKind};
use crate::diff::{Change, Part, Section, Spot};
use crate::report::quote::tidy_sentence;

/// True for a title of one line that became another: its entry tells all of it, terms included.
pub(super) fn is_titled(section: &Section<'_>) -> bool {
    let lines = |old: bool| -> usize {
        let changes = section.changes.iter();
        changes
            .map(|c| if old { c.old.len() } else { c.new.len() })
            .sum()
    };
    section.part == Part::Title && lines(true) == 1 && lines(false) == 1
}

impl<'r, 'a> Writer<'r, 'a> {
    /// The parts outside the clauses that changed, in the order given.
    pub(super) fn sections(&mut self, parts: &[Part]) {
        let revision = self.revision;
        for part in parts {
            for section in revision.sections.iter().filter(|s| s.part == *part) {
                self.section(section);
            }
        }
    }

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
                .map(|l| tidy_sentence(&l.shown()).to_owned())
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
                _ if self.detail == Detail::Brief => name.to_owned(),
                EntryKind::Notice => quoted(first, self.detail),
                EntryKind::Dates | EntryKind::Title | EntryKind::Closing if lines.len() == 1 => {
                    format!("{name}{}", quoted(first, self.detail))
                }
                _ => name.to_owned(),
            };
            let covers = Covers::of_changes(&section.changes);
            let named = kind == EntryKind::Dates && lines.len() > 1;
            let below = if named && self.detail != Detail::Brief {
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
        // A title is told whole, whatever changed in it.
        let title = is_titled(section);
        let told = |s: &Spot| is_told(s.kind) || (title && is_told_in_heading(s.kind));
        if matches!(kind, EntryKind::Title | EntryKind::Dates)
            && was.len() == 1
            && is.len() == 1
            && spots().any(told)
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
            let sentence = if self.detail == Detail::Brief {
                fill(phrases::PART_BRIEFLY, &[("name", name)])
            } else if kind == EntryKind::Dates {
                format!("{name}{sentence}")
            } else {
                sentence
            };
            let mut covers = Covers::default();
            spots()
                .filter(|s| told(s))
                .for_each(|s| covers.add(Covers::of_spot(s)));
            self.outside(kind, sentence, Vec::new(), covers);
            return;
        }
        let facts = facts(section.changes.iter(), self.detail, &[]);
        if facts.covers == Covers::default() {
            return;
        }
        let (sentence, lines) = if self.detail == Detail::Brief {
            (fill(phrases::PART_BRIEFLY, &[("name", name)]), Vec::new())
        } else {
            self.sentence(name, &facts.phrases, &section.changes)
        };
        let mut entry = Entry {
            kind,
            old_path: None,
            new_path: None,
            heading: None,
            sentence,
            lines,
            fact: None,
            items_added: facts.items_added,
            items_removed: facts.items_removed,
            covers: facts.covers,
            pairs: Vec::new(),
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
            fact: None,
            items_added: Vec::new(),
            items_removed: Vec::new(),
            covers,
            pairs: Vec::new(),
        });
    }
}

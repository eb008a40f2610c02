//! Outside: what changed outside the clauses: title, dates, 前文, 目次, お知らせ, closing.
//!
//! In: a revision and the settings. Out: a row for each part. Never: abbreviates a part away in which something changed.

use super::emit::{abbreviated, ours};
use super::flat::{self, Flat};
use super::lay;
use super::model::{Cell, Row, RowKind, Which};
use super::remark;
use super::settings::{Order, Remarks, Settings, Unchanged};
use super::words;
use crate::diff::{Change, Part, Revision};
use crate::document::{Document, LeafKind, Place};

/// What stands before the clauses.
pub(super) const BEFORE: [Part; 5] = [
    Part::Title,
    Part::HeadDates,
    Part::Preamble,
    Part::Toc,
    Part::Notices,
];
/// What stands after them.
pub(super) const AFTER: [Part; 2] = [Part::Closing, Part::FootDates];

/// The rows of `parts`: those in which something changed; all of them where the whole text is shown.
pub(super) fn rows(revision: &Revision<'_>, parts: &[Part], settings: &Settings) -> Vec<Row> {
    let mut out = Vec::new();
    for part in parts {
        let sides = [flats(revision.old, *part), flats(revision.new, *part)];
        if sides.iter().all(Vec::is_empty) {
            continue;
        }
        let section = revision.sections.iter().find(|s| s.part == *part);
        let changed = section.is_some_and(|s| !s.changes.iter().all(Change::is_equal));
        let whole = matches!(settings.unchanged, Unchanged::Full | Unchanged::Same);
        if !changed && !whole {
            continue;
        }
        let [old, new] = &sides;
        let mut lines = match section {
            Some(section) => lay::of_changes(section.changes.iter(), [old, new], [0, 0]),
            None => lay::same(old, new, [0, 0]),
        };
        if !whole {
            lines = abbreviated(lines);
        }
        let mut row = Row {
            kind: RowKind::Outside,
            parts: lay::parts(lines).into_iter().map(|p| p.0).collect(),
        };
        note(&mut row, &sides, settings);
        if let Some(section) = section.filter(|_| settings.remarks == Remarks::On)
            && let Some(first) = row.parts.first_mut()
        {
            first.remark = match (old.is_empty(), new.is_empty()) {
                (true, _) => words::REMARK_ADDED.to_owned(),
                (_, true) => words::REMARK_REMOVED.to_owned(),
                _ => remark::of_changes(section.changes.iter())
                    .unwrap_or_default()
                    .to_owned(),
            };
        }
        if !changed && settings.unchanged == Unchanged::Same {
            same_as_left(&mut row, settings);
        }
        out.push(row);
    }
    out
}

/// （新設） or （削除） beside a part that stands on one side alone.
fn note(row: &mut Row, sides: &[Vec<Flat<'_>>; 2], settings: &Settings) {
    let (which, word) = match (sides[0].is_empty(), sides[1].is_empty()) {
        (true, false) => (Which::Old, words::ADDED),
        (false, true) => (Which::New, words::removed(settings.style)),
        _ => return,
    };
    if let Some(first) = row.parts.first_mut() {
        first.cell_mut(which).push(ours(0, word));
    }
}

fn same_as_left(row: &mut Row, settings: &Settings) {
    let right = match settings.order {
        Order::OldNew => Which::New,
        Order::NewOld => Which::Old,
    };
    for (at, part) in row.parts.iter_mut().enumerate() {
        *part.cell_mut(right) = if at == 0 {
            vec![ours(0, words::SAME)]
        } else {
            Cell::new()
        };
    }
}

/// The lines of one part of a document, in the order in which the revision compares them.
fn flats(document: &Document, part: Part) -> Vec<Flat<'_>> {
    let dates = |place| {
        let dates = document.dates.iter().filter(move |d| d.place == place);
        dates
            .map(|d| Flat::plain(LeafKind::DateLine, &d.text))
            .collect()
    };
    match part {
        Part::Title => document
            .title
            .iter()
            .map(|t| Flat::plain(LeafKind::Title, t))
            .collect(),
        Part::HeadDates => dates(Place::Head),
        Part::FootDates => dates(Place::Foot),
        Part::Preamble => flat::of_blocks(&document.preamble),
        Part::Closing => flat::of_blocks(&document.closing),
        Part::Toc => document
            .toc
            .iter()
            .map(|t| Flat::plain(LeafKind::Toc, t))
            .collect(),
        Part::Notices => {
            let (mut out, mut tables) = (Vec::new(), 0);
            for notice in &document.notices {
                out.extend(
                    notice
                        .heading
                        .iter()
                        .map(|h| Flat::plain(LeafKind::NoticeHeading, h)),
                );
                flat::add_blocks(&notice.blocks, &mut tables, &mut out);
            }
            out
        }
    }
}

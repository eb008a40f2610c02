//! Fold: the rows of a revision from top to bottom, unchanged ones made ranges or left out.
//!
//! In: the rows and how each is written. Out: what stands in the table. Never: folds a row in which something changed.

use super::emit::Emitter;
use super::model::{Row, RowKind};
use super::ranges::Step;
use super::rows::{RowNode, State};
use super::settings::Unchanged;

/// The rows of the table.
pub(super) fn fold(rows: &[RowNode], emitter: &Emitter<'_, '_, '_>) -> Vec<Row> {
    let mut out = Vec::new();
    level(rows, emitter, &mut out);
    out
}

/// What stands side by side on one level: a row, or a group with the rows below it.
struct Unit<'f> {
    row: &'f RowNode,
    below: &'f [RowNode],
    state: State,
}

fn level(rows: &[RowNode], emitter: &Emitter<'_, '_, '_>, out: &mut Vec<Row>) {
    let units = units(rows);
    let mut at = 0;
    while at < units.len() {
        let unit = &units[at];
        let rest = &units[at..];
        let (step, len) = if unit.row.pointer {
            (Step::Other, 1)
        } else {
            emitter.run_of(rest.len(), &|n| rest[n].row.root, &|n| rest[n].state)
        };
        at += len;
        let roots: Vec<usize> = rest[..len].iter().map(|u| u.row.root).collect();
        let kind = match step {
            Step::Other => {
                one(unit, emitter, out);
                continue;
            }
            Step::Left => continue,
            Step::Quiet if emitter.settings.unchanged == Unchanged::LeftOut => continue,
            Step::Quiet => RowKind::Unchanged,
            Step::Number(_) => RowKind::Renumbered,
        };
        out.push(Row {
            kind,
            parts: vec![emitter.range(&roots)],
        });
    }
}

fn units(rows: &[RowNode]) -> Vec<Unit<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        let below = if row.is_group && !row.pointer {
            let below = &rows[at + 1..];
            let len = below.iter().take_while(|r| r.depth > row.depth).count();
            &below[..len]
        } else {
            &[]
        };
        let still = below.iter().all(|r| r.state == State::Quiet && !r.pointer);
        out.push(Unit {
            row,
            below,
            state: match row.state {
                _ if row.pointer || !still => State::Changed,
                state => state,
            },
        });
        at += 1 + below.len();
    }
    out
}

fn one(unit: &Unit<'_>, emitter: &Emitter<'_, '_, '_>, out: &mut Vec<Row>) {
    let row = unit.row;
    if row.pointer {
        out.push(Row {
            kind: RowKind::Pointer,
            parts: emitter.pointer(row.root),
        });
        return;
    }
    if !row.is_group {
        out.push(Row {
            kind: match row.state {
                State::Quiet => RowKind::Unchanged,
                State::Number => RowKind::Renumbered,
                State::Added => RowKind::Added,
                State::Removed => RowKind::Removed,
                State::Changed => RowKind::Changed,
            },
            parts: emitter.row(row.root),
        });
        return;
    }
    let place = out.len();
    level(unit.below, emitter, out);
    // A heading under which nothing is shown is left out, unless something happened to itself.
    let shown = out.len() > place || row.state != State::Quiet;
    if shown
        || matches!(
            emitter.settings.unchanged,
            Unchanged::Full | Unchanged::Same
        )
    {
        out.insert(
            place,
            Row {
                kind: RowKind::Group,
                parts: emitter.row(row.root),
            },
        );
    }
}

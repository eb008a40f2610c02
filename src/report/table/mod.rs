//! Table: a revision as a 新旧対照表, as plain values that know no format.
//!
//! In: a [`Revision`] and [`Settings`]. Out: a [`Comparison`]: rows with what stands in each column, which characters of it are
//! marked, and the remarks. Never: computes a difference, or knows HTML, Word or Excel.
//!
//! 1. [`settings`] says what a house wants and what each style presets; [`house`] reads it from `kaitei.toml`;
//! 2. [`model`] is what a renderer gets;
//! 3. `places` says which clauses are rows, `rows` which pairs stand in which row;
//! 4. `lay` puts the lines of a pair side by side (`flat`: character by character), `emit` writes a row in full or
//!    abbreviated (`ranges`: 「2〜5　（略）」; `remark`: 備考; `words`: what the table says by itself);
//! 5. `fold` goes through the rows, `outside` through what stands around the clauses;
//! 6. `html`, `markdown`, `text` and `xlsx` write it (`markup` escapes); Word is written elsewhere.

mod emit;
mod flat;
mod fold;
pub mod house;
pub(crate) mod html;
mod lay;
mod markdown;
pub(crate) mod markup;
pub mod model;
mod outside;
mod places;
mod ranges;
mod remark;
mod rows;
pub mod settings;
mod text;
mod words;
pub(crate) mod xlsx;

pub use html::page as html;
pub use markdown::markdown;
pub use model::{
    Cell, Column, Comparison, Grid, Paragraph, Part, Piece, Role, Row, RowKind, Run, Which,
};
pub use settings::{Labels, Legend, Marks, Order, Remarks, Renumbered, Settings, Style, Unchanged};
pub use text::text;
pub use xlsx::{NoFile, xlsx};

use crate::diff::Revision;
use crate::report::summary::{self, phrases::fill};

/// The 新旧対照表 of a revision.
pub fn compare(revision: &Revision<'_>, settings: &Settings) -> Comparison {
    let (old, new) = (
        places::Places::of(revision.old),
        places::Places::of(revision.new),
    );
    let rows = rows::Rows::of(revision, &old, &new);
    let emitter = emit::Emitter {
        nodes: &rows.nodes,
        old: &old,
        new: &new,
        settings,
    };
    let mut out = outside::rows(revision, &outside::BEFORE, settings);
    out.extend(fold::fold(&rows.rows, &emitter));
    out.extend(outside::rows(revision, &outside::AFTER, settings));
    let whole = matches!(settings.unchanged, Unchanged::Full | Unchanged::Same);
    if !whole && out.iter().all(|r| r.kind == RowKind::Unchanged) {
        out.clear();
    }
    let marked = out.iter().any(|row| row.parts.iter().any(Part::is_marked));
    Comparison {
        title: title(revision, settings),
        columns: columns(settings),
        remarks: (settings.remarks != Remarks::Off).then(|| words::REMARKS.to_owned()),
        legend: settings
            .legend
            .sentence(settings.style, settings.marks)
            .filter(|_| marked),
        marks: settings.marks,
        rows: out,
        doubts: summary::doubts(revision),
    }
}

fn title(revision: &Revision<'_>, settings: &Settings) -> String {
    let title = revision
        .new
        .title
        .as_deref()
        .or(revision.old.title.as_deref());
    match (&settings.title, title) {
        (Some(own), title) => own.replace("{title}", title.unwrap_or_default()),
        (None, Some(title)) => fill(words::TITLE, &[("title", title)]),
        (None, None) => words::TITLE_ALONE.to_owned(),
    }
}

fn columns(settings: &Settings) -> [Column; 2] {
    let old = Column {
        which: Which::Old,
        label: settings.labels.old.clone(),
    };
    let new = Column {
        which: Which::New,
        label: settings.labels.new.clone(),
    };
    match settings.order {
        Order::OldNew => [old, new],
        Order::NewOld => [new, old],
    }
}

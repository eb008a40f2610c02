//! Flat: a clause's blocks line by line, and the characters of a line with their marks.
//!
//! In: blocks, and the edits of a change. Out: lines in the order of [`diff::line`](crate::diff::line), cells apart, and
//! [`Run`]s. Never: trusts a tab to part cells: the document knows its cells.

use super::model::{Paragraph, Role, Run};
use crate::diff::{Change, Kind, Op};
use crate::document::{Block, LeafKind};
use crate::text::width;

/// A line of a clause with what the document knows of it.
#[derive(Debug, Clone)]
pub(super) struct Flat<'a> {
    /// What it is.
    pub(super) kind: LeafKind,
    /// Depth inside lists.
    pub(super) depth: usize,
    /// The mark of an item or remark.
    pub(super) marker: &'a str,
    /// The text; of a row its cells.
    pub(super) cells: Vec<&'a str>,
    /// For a row: the place of its table among the blocks, from 1, and whether it is the header.
    pub(super) table: Option<(usize, bool)>,
}

impl<'a> Flat<'a> {
    /// A line without a mark.
    pub(super) fn plain(kind: LeafKind, text: &'a str) -> Self {
        Self {
            kind,
            depth: 0,
            marker: "",
            cells: vec![text],
            table: None,
        }
    }
}

/// The lines of `blocks`, in the order of [`diff::line::of_blocks`](crate::diff::line::of_blocks).
pub(super) fn of_blocks(blocks: &[Block]) -> Vec<Flat<'_>> {
    let mut out = Vec::new();
    add_blocks(blocks, &mut 0, &mut out);
    out
}

/// Adds the lines of `blocks`; `tables` counts the tables so far.
pub(super) fn add_blocks<'a>(blocks: &'a [Block], tables: &mut usize, out: &mut Vec<Flat<'a>>) {
    add(blocks, 0, tables, out);
}

fn add<'a>(blocks: &'a [Block], depth: usize, tables: &mut usize, out: &mut Vec<Flat<'a>>) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => out.push(Flat {
                depth,
                ..Flat::plain(LeafKind::Paragraph, text)
            }),
            Block::Note { marker, text } => out.push(Flat {
                depth,
                marker,
                ..Flat::plain(LeafKind::Note, text)
            }),
            Block::Table { header, rows } => {
                *tables += 1;
                let head = (!header.is_empty()).then_some((header, true));
                for (row, is_header) in head.into_iter().chain(rows.iter().map(|r| (r, false))) {
                    out.push(Flat {
                        kind: LeafKind::Row,
                        depth,
                        marker: "",
                        cells: row.iter().map(String::as_str).collect(),
                        table: Some((*tables, is_header)),
                    });
                }
            }
            Block::List(items) => {
                for item in items {
                    out.push(Flat {
                        depth,
                        marker: &item.marker,
                        ..Flat::plain(LeafKind::Item, &item.text)
                    });
                    add(&item.blocks, depth + 1, tables, out);
                }
            }
        }
    }
}

/// Walks along one side of a change's edits.
#[derive(Debug)]
pub(super) struct Cursor<'c> {
    /// The pieces of this side, each with whether it is marked, what is left of the first one first.
    pieces: Vec<(&'c str, bool)>,
    at: usize,
}

impl<'c> Cursor<'c> {
    /// At the beginning of the old or the new side of `change`.
    pub(super) fn of(change: &'c Change<'_>, is_old: bool) -> Self {
        let mut spots = change.spots.iter().peekable();
        let mut blank = false;
        let mut pieces = Vec::new();
        for (at, edit) in change.edits.iter().enumerate() {
            if let Some(spot) = spots.next_if(|s| s.at == at) {
                blank = spot.kind == Kind::Blank;
            }
            let mine = match edit.op {
                Op::Equal => true,
                Op::Delete => is_old,
                Op::Insert => !is_old,
            };
            if mine {
                // A blank that came or went is no change.
                pieces.push((edit.text.as_str(), edit.op != Op::Equal && !blank));
            }
        }
        Self { pieces, at: 0 }
    }

    /// A text without any marks.
    pub(super) fn plain(text: &'c str) -> Self {
        Self {
            pieces: vec![(text, false)],
            at: 0,
        }
    }

    /// The next `len` bytes as runs.
    pub(super) fn take(&mut self, len: usize, role: Role, out: &mut Vec<Run>) {
        self.walk(len, &mut |text, changed| push(out, role, text, changed));
    }

    /// Passes over `len` bytes.
    pub(super) fn skip(&mut self, len: usize) {
        self.walk(len, &mut |_, _| {});
    }

    fn walk(&mut self, mut len: usize, f: &mut impl FnMut(&str, bool)) {
        while len > 0 {
            let Some((text, changed)) = self.pieces.get_mut(self.at) else {
                return;
            };
            if text.len() <= len {
                len -= text.len();
                f(text, *changed);
                self.at += 1;
            } else {
                let (head, tail) = text.split_at(len);
                f(head, *changed);
                *text = tail;
                len = 0;
            }
        }
    }
}

/// Adds a run; what is like the last one goes on with it.
pub(super) fn push(out: &mut Vec<Run>, role: Role, text: &str, changed: bool) {
    if text.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(last) if last.role == role && last.changed == changed => last.text.push_str(text),
        _ => out.push(Run::new(role, text, changed)),
    }
}

/// The runs of a line, its mark first; the cursor stands at the line's beginning and is left at its end.
pub(super) fn line_runs(flat: &Flat<'_>, role: Role, cursor: &mut Cursor<'_>) -> Vec<Run> {
    let mut out = Vec::new();
    if let Some(last) = flat.marker.chars().next_back() {
        cursor.take(flat.marker.len(), Role::Number, &mut out);
        if last.is_ascii() {
            cursor.skip(1);
            push(&mut out, Role::Gap, " ", false);
        }
    }
    for cell in &flat.cells {
        cursor.take(cell.len(), role, &mut out);
    }
    out
}

/// The cells of a row, likewise.
pub(super) fn row_runs(flat: &Flat<'_>, cursor: &mut Cursor<'_>) -> Vec<Vec<Run>> {
    let mut out = Vec::with_capacity(flat.cells.len());
    for (n, cell) in flat.cells.iter().enumerate() {
        if n > 0 {
            cursor.skip(1);
        }
        let mut runs = Vec::new();
        cursor.take(cell.len(), Role::Text, &mut runs);
        out.push(runs);
    }
    out
}

/// A paragraph of `runs` at `indent`; where it begins with a number the other lines hang by its width, the blank after it
/// left out, as 項 and 号 do in statutes.
pub(super) fn paragraph(indent: u8, runs: Vec<Run>) -> Paragraph {
    let numbered: usize = runs
        .iter()
        .take_while(|r| r.role == Role::Number)
        .map(|r| width::of(&r.text))
        .sum();
    let article = runs
        .iter()
        .find(|r| r.role == Role::Number)
        .is_some_and(|r| r.text.starts_with('第') || r.text.starts_with('附'));
    let hanging = if article {
        // 第１条　…: the following lines begin one character in, however long the number is.
        1
    } else {
        numbered.div_ceil(2).min(3)
    };
    Paragraph {
        indent,
        hanging: u8::try_from(hanging).unwrap_or(0),
        runs,
    }
}

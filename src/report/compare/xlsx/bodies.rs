//! Bodies: the texts themselves, a sheet each, and the row where each clause begins.
//!
//! In: the profiles of a comparison. Out: sheets, and the places that links lead to. Never: leaves out a character.

use rust_xlsxwriter::Worksheet;

use super::grid::{Cell, Grid, columns, parts};
use super::{bold, plain};
use crate::compare::Comparison;
use crate::diff::line;
use crate::report::compare::phrases;
use crate::report::compare::sheet::{self, Named};
use crate::report::table::NoFile;

/// Width of the columns of a text's sheet.
const BODY: [f64; 3] = [20.0, 36.0, 96.0];

/// The texts, and where in its sheet each clause begins.
pub(super) struct Bodies {
    /// By text: the rows of the sheet, the head left out.
    rows: Vec<Vec<[String; 3]>>,
    /// By text, by clause: its row, counted from 1 as Excel does.
    places: Vec<Vec<u32>>,
}

impl Bodies {
    pub(super) fn of(comparison: &Comparison<'_>) -> Self {
        let mut out = Self {
            rows: Vec::new(),
            places: Vec::new(),
        };
        for profile in &comparison.profiles {
            let mut rows: Vec<[String; 3]> = Vec::new();
            let mut places = Vec::new();
            // The head is the first row of Excel.
            let mut next = 2;
            let mut add = |row: [String; 3]| {
                let at = next;
                let cells = row
                    .iter()
                    .zip(BODY)
                    .map(|(text, wide)| parts(&Cell::Text(text.clone()), columns(wide)).len());
                next += cells.max().unwrap_or(1) as u32;
                rows.push(row);
                at
            };
            let outside = |text: String| [phrases::OUTSIDE.to_owned(), String::new(), text];
            let before = text_of(&profile.document.preamble);
            if !before.is_empty() {
                add(outside(before));
            }
            for node in &profile.nodes {
                let head = [
                    Some(node.clause.marker.as_str()),
                    node.clause.caption.as_deref(),
                ];
                let head: Vec<&str> = head
                    .into_iter()
                    .flatten()
                    .filter(|t| !t.is_empty())
                    .collect();
                places.push(add([
                    node.path.to_string(),
                    head.join("　"),
                    text_of(&node.clause.blocks),
                ]));
            }
            let after = text_of(&profile.document.closing);
            if !after.is_empty() {
                add(outside(after));
            }
            out.rows.push(rows);
            out.places.push(places);
        }
        out
    }

    /// Where a clause of a text stands.
    pub(super) fn place(&self, letter: &str, named: &Named) -> Option<String> {
        let text = (0..self.places.len()).find(|n| sheet::letter(*n) == letter)?;
        Some(body_place(letter, *self.places[text].get(named.node?)?))
    }

    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        text: usize,
        letter: &str,
    ) -> Result<(), NoFile> {
        let heads = ["条項", "番号・見出し", "本文"].map(str::to_owned);
        let mut grid = Grid::new(sheet, &body_name(letter), &heads, BODY.to_vec())?;
        for [path, head, body] in &self.rows[text] {
            grid.row(&[plain(path), bold(head), plain(body)])?;
        }
        grid.finish(1)
    }
}

fn body_name(letter: &str) -> String {
    format!("本文 {letter}")
}

/// A row of a text's sheet as a link spells it.
pub(super) fn body_place(letter: &str, row: u32) -> String {
    format!("'{}'!A{row}", body_name(letter))
}

fn text_of(blocks: &[crate::document::Block]) -> String {
    let lines: Vec<String> = line::of_blocks(blocks)
        .iter()
        .map(|l| l.shown().replace('\t', "　"))
        .collect();
    lines.join("\n")
}

//! The contract of `kaitei table --format json`.

use serde::Serialize;

use crate::diff::Revision;
use crate::document::ClausePath;
use crate::report::Names;
use crate::report::table::{Comparison, Part, Piece, Run, Which};

/// The version of this contract.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct TableOut<'a> {
    schema: u32,
    old: super::Text<'a>,
    new: super::Text<'a>,
    title: &'a str,
    columns: Vec<ColumnOut<'a>>,
    remarks: Option<&'a str>,
    legend: Option<&'a str>,
    marks: Vec<&'static str>,
    rows: Vec<RowOut<'a>>,
    doubts: &'a [String],
}

#[derive(Serialize)]
struct ColumnOut<'a> {
    side: &'static str,
    label: &'a str,
}

#[derive(Serialize)]
struct RowOut<'a> {
    kind: &'static str,
    parts: Vec<PartOut<'a>>,
}

#[derive(Serialize)]
struct PartOut<'a> {
    old_path: Option<&'a str>,
    new_path: Option<&'a str>,
    old: Vec<PieceOut<'a>>,
    new: Vec<PieceOut<'a>>,
    remark: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum PieceOut<'a> {
    Paragraph {
        indent: u8,
        hanging: u8,
        runs: Vec<RunOut<'a>>,
    },
    Table {
        indent: u8,
        header: bool,
        rows: Vec<Vec<Vec<RunOut<'a>>>>,
    },
}

#[derive(Serialize)]
struct RunOut<'a> {
    text: &'a str,
    role: &'static str,
    changed: bool,
}

/// A 新旧対照表 as the contract has it.
pub fn table(revision: &Revision<'_>, table: &Comparison, names: &Names) -> String {
    let marks = [
        (table.marks.underline, "underline"),
        (table.marks.bold, "bold"),
        (table.marks.red, "red"),
    ];
    super::render(&TableOut {
        schema: SCHEMA,
        old: super::text(revision.old, &names.old),
        new: super::text(revision.new, &names.new),
        title: &table.title,
        columns: table
            .columns
            .iter()
            .map(|c| ColumnOut {
                side: match c.which {
                    Which::Old => "old",
                    Which::New => "new",
                },
                label: &c.label,
            })
            .collect(),
        remarks: table.remarks.as_deref(),
        legend: table.legend.as_deref(),
        marks: marks.iter().filter(|m| m.0).map(|m| m.1).collect(),
        rows: table
            .rows
            .iter()
            .map(|row| RowOut {
                kind: row.kind.as_str(),
                parts: row.parts.iter().map(part).collect(),
            })
            .collect(),
        doubts: &table.doubts,
    })
}

fn part(part: &Part) -> PartOut<'_> {
    PartOut {
        old_path: part.old_path.as_ref().map(ClausePath::as_str),
        new_path: part.new_path.as_ref().map(ClausePath::as_str),
        old: part.old.iter().map(piece).collect(),
        new: part.new.iter().map(piece).collect(),
        remark: &part.remark,
    }
}

fn piece(piece: &Piece) -> PieceOut<'_> {
    match piece {
        Piece::Paragraph(paragraph) => PieceOut::Paragraph {
            indent: paragraph.indent,
            hanging: paragraph.hanging,
            runs: runs(&paragraph.runs),
        },
        Piece::Grid(grid) => PieceOut::Table {
            indent: grid.indent,
            header: grid.header,
            rows: grid
                .rows
                .iter()
                .map(|row| row.iter().map(|cell| runs(cell)).collect())
                .collect(),
        },
    }
}

fn runs(runs: &[Run]) -> Vec<RunOut<'_>> {
    runs.iter()
        .map(|run| RunOut {
            text: &run.text,
            role: run.role.as_str(),
            changed: run.changed,
        })
        .collect()
}

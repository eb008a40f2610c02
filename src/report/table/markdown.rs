//! A 新旧対照表 as Markdown.
//!
//! In: a [`Comparison`]. Out: a heading, the legend and a table as GitHub and pandoc read it, a line for each part. Marks are
//! `<ins>` (underlined everywhere, while `<u>` is dropped by some sites) and `<b>`. Never: lets a text of a policy become
//! markup.

use super::markup::markdown as escape;
use super::model::{Cell, Comparison, Grid, Paragraph, Piece, RowKind, Run};
use super::settings::Marks;
use super::words;

/// The table under a heading of the level given; it ends in a line break.
pub fn markdown(table: &Comparison, level: usize) -> String {
    let mut out = "#".repeat(level.clamp(1, 6));
    out.push(' ');
    escape(&mut out, &table.title);
    out.push_str("\n\n");
    if table.rows.is_empty() {
        out.push_str(words::NOTHING);
        out.push('\n');
        return out;
    }
    if let Some(legend) = &table.legend {
        escape(&mut out, &legend.replace('\n', " "));
        out.push_str("\n\n");
    }
    out.push('|');
    for label in table.columns.iter().map(|c| &c.label).chain(&table.remarks) {
        out.push(' ');
        escape(&mut out, label);
        out.push_str(" |");
    }
    out.push_str("\n| --- | --- |");
    if table.remarks.is_some() {
        out.push_str(" --- |");
    }
    out.push('\n');
    for row in &table.rows {
        // Where bold is a mark, a heading is none.
        let heading = row.kind == RowKind::Group && !table.marks.bold;
        for part in &row.parts {
            out.push('|');
            for column in &table.columns {
                out.push(' ');
                cell(part.cell(column.which), table.marks, heading, &mut out);
                out.push_str(" |");
            }
            if table.remarks.is_some() {
                out.push(' ');
                escape(&mut out, &part.remark);
                out.push_str(" |");
            }
            out.push('\n');
        }
    }
    out
}

fn cell(cell: &Cell, marks: Marks, heading: bool, out: &mut String) {
    for (at, piece) in cell.iter().enumerate() {
        if at > 0 {
            out.push_str("<br>");
        }
        match piece {
            Piece::Paragraph(Paragraph { indent, runs, .. }) => {
                out.push_str(&"&emsp;".repeat(usize::from(*indent)));
                if heading {
                    out.push_str("<b>");
                }
                self::runs(runs, marks, out);
                if heading {
                    out.push_str("</b>");
                }
            }
            Piece::Grid(grid) => self::grid(grid, marks, out),
        }
    }
}

/// A table in a table is beyond Markdown: its rows stand one a line, its cells between bars of full width.
fn grid(grid: &Grid, marks: Marks, out: &mut String) {
    for (at, row) in grid.rows.iter().enumerate() {
        if at > 0 {
            out.push_str("<br>");
        }
        out.push_str(&"&emsp;".repeat(usize::from(grid.indent)));
        out.push('｜');
        for cell in row {
            runs(cell, marks, out);
            out.push('｜');
        }
    }
}

fn runs(runs: &[Run], marks: Marks, out: &mut String) {
    for run in runs {
        let tags = [
            (marks.red, "<span style=\"color:#c00000\">", "</span>"),
            (marks.bold, "<b>", "</b>"),
            (marks.underline, "<ins>", "</ins>"),
        ];
        let used = || tags.iter().filter(|t| run.changed && t.0);
        used().for_each(|t| out.push_str(t.1));
        escape(out, &run.text);
        used().rev().for_each(|t| out.push_str(t.2));
    }
}

//! A 新旧対照表 as a Word file.
//!
//! In: a [`Comparison`] and [`Options`]. Out: a table whose header is said again on each page and whose rows may break
//! across pages; the parts of one row stand side by side without a line between them. Never: adds or leaves out a
//! character of the table.

use super::block::{Block, Cell, Look, Paragraph, Row, Run, Table, equal_columns};
use super::dress::Dress;
use super::parts::assemble;
use super::styles::Style;
use super::{Error, Options, Orientation, Written};
use crate::report::table::{self, Comparison, Grid, Marks, Part, Piece, Role};

/// The 新旧対照表 as a file of its own.
///
/// # Errors
/// [`Error::Package`] where the table is more than a Word file can hold.
pub fn comparison(table: &Comparison, options: &Options<'_>) -> Result<Written, Error> {
    let dress = Dress::of(
        options.template,
        options.orientation,
        Orientation::Landscape,
        true,
    );
    let blocks = blocks(table, dress.section.page.text_width(), dress.ids.em);
    assemble(&blocks, &dress, &options.properties)
}

/// Title, legend and table, `width` twips wide.
pub(super) fn blocks(table: &Comparison, width: u32, em: u32) -> Vec<Block> {
    let mut out = Vec::new();
    let plain = |style, text: &str| Block::Paragraph(Paragraph::plain(style, text));
    out.push(plain(Style::Title, &table.title));
    out.extend(
        table
            .legend
            .iter()
            .map(|l| plain(Style::ComparisonLegend, l)),
    );
    if !table.rows.is_empty() {
        out.push(Block::Table(grid(table, width, em)));
    }
    // A document does not end in a table.
    out.push(plain(Style::Gap, ""));
    out
}

fn grid(table: &Comparison, width: u32, em: u32) -> Table {
    let remarks = if table.remarks.is_some() {
        // 備考 holds words of two to six characters.
        (width / 8).clamp(6 * em, 9 * em).min(width / 3)
    } else {
        0
    };
    let side = (width - remarks) / 2;
    let mut columns = vec![side, width - remarks - side];
    columns.extend((remarks > 0).then_some(remarks));
    let head = |label: &str| {
        cell(vec![Block::Paragraph(Paragraph::plain(
            Style::ComparisonHead,
            label,
        ))])
    };
    let mut header: Vec<Cell> = table.columns.iter().map(|c| head(&c.label)).collect();
    header.extend(table.remarks.iter().map(|r| head(r)));
    let mut rows = vec![Row {
        header: true,
        cells: header,
        ..Row::default()
    }];
    for row in &table.rows {
        let last = row.parts.len().saturating_sub(1);
        for (at, part) in row.parts.iter().enumerate() {
            let mut cells: Vec<Cell> = table
                .columns
                .iter()
                .zip(&columns)
                .map(|(column, width)| side_of(part.cell(column.which), table.marks, *width, em))
                .collect();
            if table.remarks.is_some() {
                let remark = Paragraph::plain(Style::ComparisonRemark, part.remark.as_str());
                cells.push(cell(vec![Block::Paragraph(remark)]));
            }
            let keep = at < last && is_heading(part);
            for cell in &mut cells {
                // Word keeps a row with the next one where all its paragraphs ask for it.
                for block in &mut cell.blocks {
                    if let Block::Paragraph(paragraph) = block {
                        paragraph.keep_next |= keep;
                    }
                }
                cell.joined_above = at > 0;
                cell.joined_below = at < last;
            }
            rows.push(Row {
                cells,
                ..Row::default()
            });
        }
    }
    Table {
        style: Style::Comparison,
        indent: 0,
        grid: columns,
        rows,
    }
}

/// True where a part is a heading alone, on one side or both: it does not stand at the foot of a page without its text.
fn is_heading(part: &Part) -> bool {
    let runs = || {
        part.old
            .iter()
            .chain(&part.new)
            .flat_map(|piece| match piece {
                Piece::Paragraph(paragraph) => paragraph.runs.as_slice(),
                Piece::Grid(_) => &[],
            })
    };
    let grid = |piece: &Piece| matches!(piece, Piece::Grid(_));
    runs().any(|r| r.role == Role::Heading)
        && runs().all(|r| r.role != Role::Text)
        && !part.old.iter().chain(&part.new).any(grid)
}

fn cell(blocks: Vec<Block>) -> Cell {
    Cell {
        span: 1,
        blocks,
        ..Cell::default()
    }
}

/// One side of a part, in a column of `width` twips.
fn side_of(pieces: &table::Cell, marks: Marks, width: u32, em: u32) -> Cell {
    let mut blocks = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Paragraph(paragraph) => blocks.push(Block::Paragraph(Paragraph {
                style: Style::ComparisonText,
                indent: 2 * u32::from(paragraph.indent),
                hanging: 2 * u32::from(paragraph.hanging),
                runs: runs(&paragraph.runs, marks),
                ..Paragraph::default()
            })),
            Piece::Grid(grid) => {
                if matches!(blocks.last(), Some(Block::Table(_))) {
                    blocks.push(Block::Paragraph(Paragraph::plain(Style::Gap, "")));
                }
                blocks.extend(inner(grid, marks, width, em).map(Block::Table));
            }
        }
    }
    if blocks.is_empty() {
        let empty = Paragraph::plain(Style::ComparisonText, "");
        blocks.push(Block::Paragraph(empty));
    }
    cell(blocks)
}

/// A cell's margins, left and right.
const MARGINS: u32 = 216;

/// A table inside a clause; none where it has no rows.
fn inner(grid: &Grid, marks: Marks, width: u32, em: u32) -> Option<Table> {
    if grid.rows.is_empty() {
        return None;
    }
    let room = width.saturating_sub(MARGINS).max(em);
    let indent = (u32::from(grid.indent) * em).min(room / 2);
    let count = grid.width().max(1);
    let (columns, spans) = equal_columns(&vec![count; grid.rows.len()], room - indent);
    let rows = grid.rows.iter().zip(spans).map(|(row, spans)| Row {
        cells: spans
            .into_iter()
            .enumerate()
            .map(|(at, span)| Cell {
                span,
                blocks: vec![Block::Paragraph(Paragraph {
                    style: Style::InnerText,
                    runs: row.get(at).map(|r| runs(r, marks)).unwrap_or_default(),
                    ..Paragraph::default()
                })],
                ..Cell::default()
            })
            .collect(),
        ..Row::default()
    });
    Some(Table {
        style: Style::InnerTable,
        // A table's edge stands left of its text by the margin of its cells.
        indent: indent + MARGINS / 2,
        rows: rows.collect(),
        grid: columns,
    })
}

fn runs(runs: &[table::Run], marks: Marks) -> Vec<Run> {
    runs.iter()
        .map(|run| Run {
            look: if run.changed {
                Look {
                    underline: marks.underline,
                    bold: marks.bold,
                    red: marks.red,
                    ..Look::default()
                }
            } else {
                Look::default()
            },
            ..Run::plain(run.text.as_str())
        })
        .collect()
}

//! A 新旧対照表 as an Excel file.
//!
//! In: a [`Comparison`] and the time it is made. Out: the file: rich text in wrapped cells, the header frozen and repeated on
//! every page, one page wide on A4 landscape. Never: writes a formula: every cell is a string, whatever it begins with; or
//! leaves text below the edge of a row: rows have their height set and the tallest go on in another.

use jiff::Timestamp;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Workbook,
    Worksheet, XlsxError,
};

use super::model::{Cell, Comparison, Grid, Paragraph, Part, Piece, Role, Row, RowKind, Run};
use super::settings::Marks;
use super::words;
use crate::report::wrap::wrap_chars;

/// The font; where it is missing LibreOffice takes another 明朝 (it knows this one, and not 游明朝).
const FONT: &str = "ＭＳ 明朝";
/// Japanese, for the choice of a font in its place.
const CHARSET: u8 = 128;
/// A font with serifs, likewise.
const ROMAN: u8 = 1;
/// Points.
const SIZE: f64 = 10.5;
/// Points from line to line.
const LINE: f64 = 16.0;
/// Excel shows at most 409 points of a row: so many lines.
const MOST: usize = 24;
/// Width of a column of text and of 備考, in digits of the standard font; together they fill A4 landscape.
const WIDE: f64 = 62.0;
const NARROW: f64 = 16.0;
/// A column of text where there is no 備考.
const WIDER: f64 = 70.0;

/// The lines inside a row.
const FAINT: u32 = 0xBF_BF_BF;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
#[error("xlsx: {0}")]
pub struct NoFile(String);

impl From<XlsxError> for NoFile {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}

/// The file.
///
/// # Errors
/// [`NoFile`] where there are more rows than Excel has (1,048,576).
pub fn xlsx(table: &Comparison, made: Timestamp) -> Result<Vec<u8>, NoFile> {
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title(&table.title)
            .set_creation_datetime(&ExcelDateTime::from_timestamp(made.as_second())?),
    );
    let sheet = book.add_worksheet();
    sheet.set_name(words::TITLE_ALONE)?;
    let last = if table.remarks.is_some() { 2 } else { 1 };
    let mut next = head(sheet, table, last)?;
    let header = next - 1;
    for row in &table.rows {
        next = self::row(sheet, table, row, next)?;
    }
    if table.rows.is_empty() {
        sheet.merge_range(
            next,
            0,
            next,
            last,
            words::NOTHING,
            &base().set_border(FormatBorder::Thin),
        )?;
        next += 1;
    }
    sheet.set_freeze_panes(header + 1, 0)?;
    sheet.set_repeat_rows(header, header)?;
    sheet.set_print_area(0, 0, next - 1, last)?;
    sheet.set_paper_size(9);
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true);
    sheet.set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.35);
    sheet.set_footer("&C&P / &N");
    Ok(book.save_to_buffer()?)
}

pub(crate) fn base() -> Format {
    font().set_align(FormatAlign::Top).set_text_wrap()
}

/// Title, legend and header row; the first row below them.
fn head(sheet: &mut Worksheet, table: &Comparison, last: u16) -> Result<u32, NoFile> {
    let wide = if last == 2 { WIDE } else { WIDER };
    sheet.set_column_width(0, wide)?;
    sheet.set_column_width(1, wide)?;
    if last == 2 {
        sheet.set_column_width(2, NARROW)?;
    }
    let title = base()
        .set_font_size(14)
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    sheet.merge_range(0, 0, 0, last, &limited(&table.title), &title)?;
    sheet.set_row_height(0, 27)?;
    let mut next = 1;
    if let Some(legend) = &table.legend {
        let format = base().set_font_size(9).set_align(FormatAlign::Right);
        sheet.merge_range(next, 0, next, last, &limited(legend), &format)?;
        let lines = legend
            .lines()
            .map(|l| columns_used(l).div_ceil(130).max(1))
            .sum::<usize>();
        sheet.set_row_height(next, lines.clamp(1, MOST) as f64 * LINE)?;
        next += 1;
    }
    let format = base()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(0xEE_EE_EE)
        .set_border(FormatBorder::Thin);
    let labels = table.columns.iter().map(|c| &c.label).chain(&table.remarks);
    for (column, label) in (0..).zip(labels) {
        sheet.write_string_with_format(next, column, limited(label), &format)?;
    }
    sheet.set_row_height(next, LINE + 6.0)?;
    Ok(next + 1)
}

fn columns_used(text: &str) -> usize {
    crate::text::width::of(text)
}

/// What Excel can hold in a cell.
pub(crate) fn limited(text: &str) -> String {
    text.chars().take(32_000).collect()
}

/// How a stretch of a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    bold: bool,
    marked: bool,
}

/// A line of a cell, and whether a paragraph begins with it.
struct Line {
    chars: Vec<(char, Look)>,
    begins: bool,
}

/// A cell in lines, and its indent in full-width characters.
struct Laid {
    lines: Vec<Line>,
    indent: u8,
}

fn row(sheet: &mut Worksheet, table: &Comparison, row: &Row, mut next: u32) -> Result<u32, NoFile> {
    let wide = if table.remarks.is_some() { WIDE } else { WIDER };
    // A little less than fits, for 禁則.
    let columns = (wide * 0.94) as usize;
    let groups = groups(&row.parts);
    let last_group = groups.len() - 1;
    for (at, group) in groups.into_iter().enumerate() {
        let cells: Vec<Laid> = (table.columns.iter())
            .map(|c| {
                let cell: Cell = group
                    .iter()
                    .flat_map(|p| p.cell(c.which))
                    .cloned()
                    .collect();
                laid(&cell, columns)
            })
            .chain(table.remarks.iter().map(|_| remark(group)))
            .collect();
        let most = cells
            .iter()
            .map(|c| c.lines.len())
            .max()
            .unwrap_or(0)
            .max(1);
        let chunks = most.div_ceil(MOST);
        for chunk in 0..chunks {
            let edges = (
                at == 0 && chunk == 0,
                at == last_group && chunk + 1 == chunks,
            );
            let range = chunk * MOST..(chunk + 1) * MOST;
            for (column, cell) in (0..).zip(&cells) {
                let lines = cell
                    .lines
                    .get(range.start.min(cell.lines.len())..range.end.min(cell.lines.len()));
                let format = cell_format(row.kind, cell.indent, edges, column == 2);
                write(
                    sheet,
                    (next, column),
                    lines.unwrap_or_default(),
                    table.marks,
                    &format,
                )?;
            }
            let lines = (most - range.start).min(MOST);
            sheet.set_row_height(next, lines as f64 * LINE + 4.0)?;
            next += 1;
        }
    }
    Ok(next)
}

/// The parts that share a row of the sheet: a heading and what follows it, which no page break may part.
fn groups(parts: &[Part]) -> Vec<&[Part]> {
    let heading = |cell: &Cell| match cell.as_slice() {
        [Piece::Paragraph(p)] => {
            p.runs.iter().all(|r| r.role != Role::Text) && columns_used(&p.text()) < 50
        }
        _ => false,
    };
    let mut out = Vec::new();
    let mut rest = parts;
    if let [first, _, ..] = parts
        && heading(&first.old)
        && heading(&first.new)
    {
        let (group, after) = parts.split_at(2);
        out.push(group);
        rest = after;
    }
    out.extend(rest.chunks(1));
    out
}

/// The line at the edge of a row; inside one a faint one, which shows where a page ends.
fn edge(of_row: bool) -> FormatBorder {
    if of_row {
        FormatBorder::Thin
    } else {
        FormatBorder::Hair
    }
}

fn cell_format(kind: RowKind, indent: u8, (first, last): (bool, bool), remark: bool) -> Format {
    let mut format = base()
        .set_border_left(FormatBorder::Thin)
        .set_border_right(FormatBorder::Thin)
        .set_border_top(edge(first))
        .set_border_bottom(edge(last));
    if !first {
        format = format.set_border_top_color(FAINT);
    }
    if !last {
        format = format.set_border_bottom_color(FAINT);
    }
    if indent > 0 {
        // Excel indents what is aligned to the left by name only.
        format = format.set_align(FormatAlign::Left).set_indent(indent);
    }
    if kind == RowKind::Group {
        format = format.set_background_color(0xF5_F5_F5);
    }
    if remark {
        format = format.set_font_size(9);
    }
    format
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    lines: &[Line],
    marks: Marks,
    format: &Format,
) -> Result<(), NoFile> {
    let mut stretches: Vec<(Look, String)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if at > 0 && line.begins {
            match stretches.last_mut() {
                Some(last) => last.1.push('\n'),
                None => stretches.push((
                    Look {
                        bold: false,
                        marked: false,
                    },
                    "\n".to_owned(),
                )),
            }
        }
        for &(c, look) in &line.chars {
            match stretches.last_mut() {
                Some(last) if last.0 == look => last.1.push(c),
                _ => stretches.push((look, c.to_string())),
            }
        }
    }
    let text: String = stretches.iter().map(|s| s.1.as_str()).collect();
    // Whoever edits such a cell must not make a formula of it.
    let quoted = if text.starts_with(['=', '+', '-', '@', '\'']) {
        format.clone().set_quote_prefix()
    } else {
        format.clone()
    };
    match stretches.as_slice() {
        [] => sheet.write_blank(row, column, &quoted)?,
        [(look, text)] => {
            sheet.write_string_with_format(row, column, text, &looks(&quoted, *look, marks))?
        }
        several => {
            let fonts: Vec<Format> = several.iter().map(|s| looks(&font(), s.0, marks)).collect();
            let texts: Vec<String> = several.iter().map(|s| literal(&s.1)).collect();
            let rich: Vec<(&Format, &str)> = fonts
                .iter()
                .zip(&texts)
                .map(|(font, text)| (font, text.as_str()))
                .collect();
            sheet.write_rich_string_with_format(row, column, &rich, &quoted)?
        }
    };
    Ok(())
}

/// A text that reads like Excel's own spelling of a character (`_x0041_`), such that it stays that text: the library does
/// so for plain strings alone.
pub(crate) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let code = text[at..].strip_prefix("_x").and_then(|t| t.get(..5));
        let is_code =
            |code: &str| code.ends_with('_') && code[..4].bytes().all(|b| b.is_ascii_hexdigit());
        if c == '_' && code.is_some_and(is_code) {
            out.push_str("_x005F");
        }
        out.push(c);
    }
    out
}

/// The font of a stretch inside a cell.
pub(crate) fn font() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_charset(CHARSET)
        .set_font_family(ROMAN)
        .set_font_size(SIZE)
}

fn looks(format: &Format, look: Look, marks: Marks) -> Format {
    let mut format = format.clone();
    // Where bold is a mark, a heading is none.
    if if marks.bold { look.marked } else { look.bold } {
        format = format.set_bold();
    }
    if look.marked && marks.underline {
        format = format.set_underline(FormatUnderline::Single);
    }
    if look.marked && marks.red {
        format = format.set_font_color(0xC0_00_00);
    }
    format
}

/// A cell of the table. A single paragraph is indented by Excel; several, which share a cell, by blanks.
fn laid(cell: &Cell, columns: usize) -> Laid {
    let indents = cell.iter().map(|p| match p {
        Piece::Paragraph(p) => p.indent,
        Piece::Grid(g) => g.indent,
    });
    let indent = indents.min().unwrap_or(0);
    let mut lines = Vec::new();
    for piece in cell {
        let mut add = |own: u8, runs: &mut dyn Iterator<Item = (char, Look)>| {
            let blank = (
                '　',
                Look {
                    bold: false,
                    marked: false,
                },
            );
            let mut chars = vec![blank; usize::from(own - indent)];
            chars.extend(runs);
            let texts: Vec<char> = chars.iter().map(|c| c.0).collect();
            let wide = columns.saturating_sub(usize::from(indent) * 2).max(16);
            for (n, line) in wrap_chars(&texts, wide).into_iter().enumerate() {
                lines.push(Line {
                    chars: chars[line].to_vec(),
                    begins: n == 0,
                });
            }
        };
        match piece {
            Piece::Paragraph(Paragraph { indent, runs, .. }) => {
                add(*indent, &mut runs.iter().flat_map(chars))
            }
            Piece::Grid(Grid { indent, rows, .. }) => {
                for row in rows {
                    let bar = (
                        '｜',
                        Look {
                            bold: false,
                            marked: false,
                        },
                    );
                    let cells = row
                        .iter()
                        .flat_map(|c| c.iter().flat_map(chars).chain([bar]));
                    add(*indent, &mut std::iter::once(bar).chain(cells));
                }
            }
        }
    }
    Laid { lines, indent }
}

fn chars(run: &Run) -> impl Iterator<Item = (char, Look)> + '_ {
    let look = Look {
        bold: run.role == Role::Heading,
        marked: run.changed,
    };
    run.text.chars().map(move |c| (c, look))
}

/// 備考 of parts that share a row, each beside its own.
fn remark(group: &[Part]) -> Laid {
    let look = Look {
        bold: false,
        marked: false,
    };
    let mut lines = Vec::new();
    for (at, part) in group.iter().enumerate() {
        if part.remark.is_empty() && at + 1 == group.len() {
            continue;
        }
        let chars: Vec<char> = part.remark.chars().collect();
        lines.extend(
            wrap_chars(&chars, 14)
                .into_iter()
                .enumerate()
                .map(|(n, line)| Line {
                    chars: chars[line].iter().map(|&c| (c, look)).collect(),
                    begins: n == 0,
                }),
        );
    }
    Laid { lines, indent: 0 }
}

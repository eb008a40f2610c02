//! Grid: one table of a sheet, row by row, each as high as its text.
//!
//! In: heads, widths, cells. Out: rows of a worksheet with frozen heads and filters. Never: writes a formula; leaves text
//! below the edge of a row.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, FormatUnderline, Url, Worksheet};

use crate::diff::{Edit, Op};
use crate::report::table::NoFile;
use crate::report::table::xlsx::{base, font, limited, literal};
use crate::report::wrap::wrap_chars;
use crate::text::width;

/// Points from line to line.
pub(super) const LINE: f64 = 16.0;
/// Excel shows at most 409 points of a row: so many lines.
pub(super) const MOST: usize = 24;
const LINK: u32 = 0x0B_57_A4;
const OLD: u32 = 0xB3_26_1E;
const HEAD: u32 = 0xEE_EE_EE;

/// A table of a sheet while it is written.
pub(super) struct Grid<'a> {
    pub(super) sheet: &'a mut Worksheet,
    widths: Vec<f64>,
    pub(super) next: u32,
}

/// What stands in a cell.
pub(super) enum Cell {
    Text(String),
    /// A text that leads to a place of another sheet.
    Link(String, String),
    Number(u32),
    /// Two texts in one, by stretch.
    Redline(Vec<Edit>),
}

impl Cell {
    fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Link(text, _) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Redline(edits) => edits.iter().map(|e| e.text.as_str()).collect(),
        }
    }
}

impl<'a> Grid<'a> {
    /// Begins a table in the first row of a sheet.
    pub(super) fn new(
        sheet: &'a mut Worksheet,
        name: &str,
        heads: &[String],
        widths: Vec<f64>,
    ) -> Result<Self, NoFile> {
        sheet.set_name(name)?;
        let format = base()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(HEAD)
            .set_border(FormatBorder::Thin);
        let mut most = 1;
        for ((column, head), wide) in (0..).zip(heads).zip(&widths) {
            sheet.set_column_width(column, *wide)?;
            sheet.write_string_with_format(0, column, limited(head), &format)?;
            // Room for the arrow of the filter.
            most = most.max(lines(head, *wide - 4.0));
        }
        sheet.set_row_height(0, most.min(MOST) as f64 * LINE + 6.0)?;
        Ok(Self {
            sheet,
            widths,
            next: 1,
        })
    }

    /// Writes a row. Where a cell is longer than a row can show, the rest of the row is said again beside what is left of it,
    /// so that a filter finds all of it.
    pub(super) fn row(&mut self, cells: &[(Cell, Format)]) -> Result<(), NoFile> {
        let widths = self.widths.clone();
        let cut: Vec<Vec<Cell>> = cells
            .iter()
            .zip(&widths)
            .map(|((cell, _), wide)| parts(cell, columns(*wide)))
            .collect();
        let rows = cut.iter().map(Vec::len).max().unwrap_or(1);
        for row in 0..rows {
            let mut most = 1;
            for ((column, parts), ((whole, format), wide)) in
                (0..).zip(&cut).zip(cells.iter().zip(&widths))
            {
                let cell = match parts.get(row) {
                    Some(cell) => cell,
                    None if parts.len() == 1 => whole,
                    None => continue,
                };
                self.write(column, cell, format)?;
                most = most.max(lines(&cell.text(), *wide));
            }
            self.sheet
                .set_row_height(self.next, most.min(MOST) as f64 * LINE + 4.0)?;
            self.next += 1;
        }
        Ok(())
    }

    fn write(&mut self, column: u16, cell: &Cell, format: &Format) -> Result<(), NoFile> {
        let (sheet, row) = (&mut *self.sheet, self.next);
        let text = cell.text();
        // Whoever edits such a cell must not make a formula of it.
        let format = if text.starts_with(['=', '+', '-', '@', '\'']) {
            format.clone().set_quote_prefix()
        } else {
            format.clone()
        };
        match cell {
            _ if text.is_empty() => sheet.write_blank(row, column, &format)?,
            Cell::Number(number) => {
                sheet.write_number_with_format(row, column, *number, &format)?
            }
            Cell::Text(text) => sheet.write_string_with_format(row, column, text, &format)?,
            Cell::Link(text, to) => {
                let format = format
                    .set_font_color(LINK)
                    .set_underline(FormatUnderline::Single);
                let url = Url::new(format!("internal:{to}")).set_text(text);
                sheet.write_url_with_format(row, column, &url, &format)?
            }
            Cell::Redline(edits) => {
                let runs: Vec<&Edit> = edits.iter().filter(|e| !e.text.is_empty()).collect();
                if let [edit] = runs.as_slice() {
                    sheet.write_string_with_format(
                        row,
                        column,
                        &edit.text,
                        &marked(format, edit.op),
                    )?
                } else {
                    let fonts: Vec<Format> = runs.iter().map(|e| marked(font(), e.op)).collect();
                    let texts: Vec<String> = runs.iter().map(|e| literal(&e.text)).collect();
                    let rich: Vec<(&Format, &str)> =
                        fonts.iter().zip(texts.iter().map(String::as_str)).collect();
                    sheet.write_rich_string_with_format(row, column, &rich, &format)?
                }
            }
        };
        Ok(())
    }

    /// Sets up the sheet for reading and for paper; `fixed` columns stay in sight.
    pub(super) fn finish(self, fixed: u16) -> Result<(), NoFile> {
        let (sheet, last) = (self.sheet, self.widths.len() as u16 - 1);
        sheet.set_freeze_panes(1, fixed)?;
        let bottom = self.next.max(2) - 1;
        sheet.autofilter(0, 0, bottom, last)?;
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_print_area(0, 0, bottom, last)?;
        sheet.set_paper_size(9);
        sheet.set_landscape();
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.35);
        sheet.set_header("&R&A");
        sheet.set_footer("&C&P / &N");
        Ok(())
    }
}

/// A little less than fits, for 禁則.
pub(super) fn columns(wide: f64) -> usize {
    ((wide * 0.94) as usize).max(4)
}

/// The lines a text takes.
pub(super) fn lines(text: &str, wide: f64) -> usize {
    text.split('\n')
        .map(|line| {
            if width::of(line) <= columns(wide) {
                return 1;
            }
            let chars: Vec<char> = line.chars().collect();
            wrap_chars(&chars, columns(wide)).len().max(1)
        })
        .sum()
}

/// A cell in parts that a row can show.
pub(super) fn parts(cell: &Cell, columns: usize) -> Vec<Cell> {
    let chars: Vec<char> = match cell {
        Cell::Text(_) | Cell::Redline(_) => cell.text().chars().collect(),
        Cell::Link(text, to) => return vec![Cell::Link(limited(text), to.clone())],
        Cell::Number(number) => return vec![Cell::Number(*number)],
    };
    // Where each line of the cell ends, its line break included.
    let mut ends = Vec::new();
    let mut from = 0;
    for line in chars.split_inclusive(|c| *c == '\n') {
        let bare = line.strip_suffix(&['\n']).unwrap_or(line);
        let mut wrapped: Vec<usize> = wrap_chars(bare, columns)
            .into_iter()
            .map(|r| from + r.end)
            .collect();
        from += line.len();
        wrapped.pop();
        ends.extend(wrapped);
        ends.push(from);
    }
    let mut out = Vec::new();
    let mut from = 0;
    for chunk in ends.chunks(MOST) {
        let to = chunk.last().copied().unwrap_or(from);
        out.push(match cell {
            Cell::Redline(edits) => Cell::Redline(stretch(edits, from, to)),
            _ => Cell::Text(chars[from..to].iter().collect()),
        });
        from = to;
    }
    if out.is_empty() {
        out.push(Cell::Text(String::new()));
    }
    out
}

/// The edits of the characters from one place to another.
fn stretch(edits: &[Edit], from: usize, to: usize) -> Vec<Edit> {
    let mut out = Vec::new();
    let mut at = 0;
    for edit in edits {
        let count = edit.text.chars().count();
        let (a, b) = (from.max(at), to.min(at + count));
        if a < b {
            out.push(Edit {
                op: edit.op,
                text: edit.text.chars().skip(a - at).take(b - a).collect(),
            });
        }
        at += count;
    }
    out
}

fn marked(format: Format, op: Op) -> Format {
    match op {
        Op::Equal => format,
        Op::Delete => format.set_font_color(OLD).set_font_strikethrough(),
        Op::Insert => format
            .set_font_color(LINK)
            .set_underline(FormatUnderline::Single),
    }
}

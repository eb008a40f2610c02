//! A comparison as an Excel file: a sheet per table, and one per text which the tables lead to.
//!
//! In: a comparison in words and the time it is made. Out: the file; each table has its header frozen, filters, and is one
//! page wide on A4 landscape. Never: writes a formula; leaves text below the edge of a row: what is longer than a row of
//! Excel goes on in the next one.

use jiff::Timestamp;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Url,
    Workbook, Worksheet,
};

use super::cells;
use super::phrases;
use super::sheet::{Named, PairSheet, Sheet};
use crate::compare::{Comparison, State};
use crate::diff::{Edit, Op, line};
pub use crate::report::table::NoFile;
use crate::report::table::xlsx::{base, font, limited, literal};
use crate::report::wrap::wrap_chars;
use crate::text::width;

/// Points from line to line.
const LINE: f64 = 16.0;
/// Excel shows at most 409 points of a row: so many lines.
const MOST: usize = 24;
/// Width of the columns of A4 landscape together, in digits of the standard font.
const PAPER: f64 = 150.0;
const LINK: u32 = 0x0B_57_A4;
const OLD: u32 = 0xB3_26_1E;
const HEAD: u32 = 0xEE_EE_EE;

/// The file; without `pairs` 概要, 話題 and the texts alone.
///
/// # Errors
/// [`NoFile`] where there are more rows or links than Excel has.
pub fn xlsx(
    comparison: &Comparison<'_>,
    sheet: &Sheet,
    pairs: bool,
    made: Timestamp,
) -> Result<Vec<u8>, NoFile> {
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title(&sheet.title)
            .set_creation_datetime(&ExcelDateTime::from_timestamp(made.as_second())?),
    );
    let bodies = Bodies::of(comparison);
    overview(book.add_worksheet(), sheet)?;
    topics(book.add_worksheet(), sheet, &bodies)?;
    if pairs {
        for pair in &sheet.pairs {
            pair_sheet(book.add_worksheet(), pair, sheet, &bodies)?;
        }
        facts(book.add_worksheet(), sheet, &bodies)?;
    }
    if sheet.texts.len() > 2 {
        likeness(book.add_worksheet(), sheet)?;
        typical(book.add_worksheet(), sheet, &bodies)?;
    }
    for (n, text) in sheet.texts.iter().enumerate() {
        bodies.write(book.add_worksheet(), n, &text.letter)?;
    }
    Ok(book.save_to_buffer()?)
}

/// A table of a sheet while it is written.
struct Grid<'a> {
    sheet: &'a mut Worksheet,
    widths: Vec<f64>,
    next: u32,
}

/// What stands in a cell.
enum Cell {
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
    fn new(
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
    fn row(&mut self, cells: &[(Cell, Format)]) -> Result<(), NoFile> {
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
    fn finish(self, fixed: u16) -> Result<(), NoFile> {
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
fn columns(wide: f64) -> usize {
    ((wide * 0.94) as usize).max(4)
}

/// The lines a text takes.
fn lines(text: &str, wide: f64) -> usize {
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
fn parts(cell: &Cell, columns: usize) -> Vec<Cell> {
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

fn bordered() -> Format {
    base().set_border(FormatBorder::Thin)
}

fn plain(text: impl Into<String>) -> (Cell, Format) {
    (Cell::Text(text.into()), bordered())
}

fn bold(text: impl Into<String>) -> (Cell, Format) {
    (Cell::Text(text.into()), bordered().set_bold())
}

fn filled(state: State) -> Format {
    match state {
        State::Present => bordered().set_background_color(0xE3_F1_E4),
        State::Partial => bordered().set_background_color(0xFD_F2_D0),
        State::Absent | State::Outside => bordered().set_font_color(0x59_59_59),
    }
}

/// What the file is, and which texts it compares.
fn overview(sheet: &mut Worksheet, words: &Sheet) -> Result<(), NoFile> {
    let heads = phrases::TEXT_HEADS.map(str::to_owned);
    let mut grid = Grid::new(
        sheet,
        "概要",
        &heads,
        vec![8.0, 34.0, 40.0, 20.0, 8.0, 40.0],
    )?;
    for text in &words.texts {
        let to = body_place(&text.letter, 1);
        grid.row(&[
            (Cell::Link(text.letter.clone(), to), bordered()),
            plain(text.organization.as_deref().unwrap_or(phrases::NO_NAME)),
            plain(text.title.as_deref().unwrap_or(phrases::NO_TITLE)),
            plain(text.kind.unwrap_or(phrases::NO_KIND)),
            (
                Cell::Number(u32::try_from(text.clauses).unwrap_or(u32::MAX)),
                bordered(),
            ),
            plain(&text.name),
        ])?;
    }
    let notes: Vec<String> = words
        .doubts
        .iter()
        .map(String::as_str)
        .chain([words.note, words.legend])
        .map(|note| format!("※{note}"))
        .collect();
    for note in notes {
        let row = grid.next;
        grid.sheet
            .merge_range(row, 0, row, 5, &limited(&note), &base())?;
        grid.sheet
            .set_row_height(row, lines(&note, 150.0).min(MOST) as f64 * LINE + 4.0)?;
        grid.next += 1;
    }
    grid.finish(0)
}

/// A, 株式会社空留 in two lines.
fn text_heads(words: &Sheet) -> impl Iterator<Item = String> + '_ {
    words.texts.iter().map(|t| {
        let name = t.organization.as_deref().unwrap_or(&t.name);
        format!("{}\n{name}", t.letter)
    })
}

/// Width of each of the columns that the texts have.
fn text_width(words: &Sheet, others: f64) -> f64 {
    ((PAPER - others) / words.texts.len().max(1) as f64).clamp(16.0, 48.0)
}

fn topics(sheet: &mut Worksheet, words: &Sheet, bodies: &Bodies) -> Result<(), NoFile> {
    let mut heads = vec!["話題".to_owned()];
    heads.extend(text_heads(words));
    heads.extend(["見当たらない記載", "欠くテキスト", "根拠"].map(str::to_owned));
    let mut widths = vec![26.0];
    widths.resize(words.texts.len() + 1, text_width(words, 96.0));
    widths.extend([34.0, 12.0, 30.0]);
    let mut grid = Grid::new(sheet, "話題", &heads, widths)?;
    for topic in &words.topics {
        let mut row = vec![bold(&topic.name)];
        for (text, cell) in words.texts.iter().zip(&topic.cells) {
            let said = cells::brief(cell);
            let place = cell
                .places
                .iter()
                .find_map(|p| bodies.place(&text.letter, p));
            let format = filled(cell.state);
            row.push(match place {
                Some(to) => (Cell::Link(said, to), format),
                None => (Cell::Text(said), format),
            });
        }
        // Beside, not below the link: LibreOffice shows a link in one line.
        let missing: Vec<String> = words
            .texts
            .iter()
            .zip(&topic.cells)
            .filter(|(_, cell)| !cell.missing.is_empty())
            .map(|(text, cell)| format!("{}：{}", text.letter, cell.missing.join("、")))
            .collect();
        row.push(plain(missing.join("\n")));
        row.push(plain(topic.lacking.join("、")));
        row.push(plain(topic.law.as_deref().unwrap_or_default()));
        grid.row(&row)?;
    }
    grid.finish(1)
}

fn pair_sheet(
    sheet: &mut Worksheet,
    pair: &PairSheet,
    words: &Sheet,
    bodies: &Bodies,
) -> Result<(), NoFile> {
    let [a, b] = &pair.letters;
    let name = |letter: &String| {
        let text = words.texts.iter().find(|t| t.letter == *letter);
        let name = text.map_or("", |t| t.organization.as_deref().unwrap_or(&t.name));
        format!("{letter}\n{name}")
    };
    let heads = [
        name(a),
        name(b),
        "理由".to_owned(),
        "確かさ".to_owned(),
        "文言".to_owned(),
        format!("異同（取消線：{a}だけ　下線：{b}だけ）"),
    ];
    let widths = vec![30.0, 30.0, 16.0, 8.0, 14.0, 84.0];
    let mut grid = Grid::new(sheet, &format!("対応 {a}-{b}"), &heads, widths)?;
    for row in pair.rows.iter().filter(|r| !r.is_below) {
        let clause = |letter: &str, named: &Option<Named>| match named {
            Some(named) => match bodies.place(letter, named) {
                Some(to) => (Cell::Link(named.name.clone(), to), bordered()),
                None => plain(&named.name),
            },
            None => (Cell::Text(phrases::NONE.to_owned()), filled(State::Absent)),
        };
        let both = row.a.is_some() && row.b.is_some();
        let mut edits = Vec::new();
        for (n, line) in row.lines.iter().enumerate().filter(|_| !row.is_same) {
            if n > 0 {
                edits.push(Edit {
                    op: Op::Equal,
                    text: "\n".to_owned(),
                });
            }
            edits.extend(line.iter().cloned());
        }
        let score = if both {
            format!("{:.2}", row.score)
        } else {
            String::new()
        };
        grid.row(&[
            clause(a, &row.a),
            clause(b, &row.b),
            plain(if both { row.reason.as_str() } else { "" }),
            plain(score),
            plain(&row.likeness),
            (Cell::Redline(edits), bordered()),
        ])?;
    }
    grid.finish(1)
}

fn facts(sheet: &mut Worksheet, words: &Sheet, bodies: &Bodies) -> Result<(), NoFile> {
    let mut heads = vec!["種類".to_owned(), "値".to_owned()];
    heads.extend(text_heads(words));
    let mut widths = vec![16.0, 34.0];
    widths.resize(words.texts.len() + 2, text_width(words, 50.0));
    let mut grid = Grid::new(sheet, "事実", &heads, widths)?;
    for fact in &words.facts {
        let mut row = vec![plain(fact.kind.name()), bold(&fact.value)];
        for (text, places) in words.texts.iter().zip(&fact.places) {
            let said = cells::fact(places);
            let to = places.iter().find_map(|p| bodies.place(&text.letter, p));
            row.push(match (places.is_empty(), to) {
                (true, _) => (Cell::Text(said), filled(State::Absent)),
                (false, Some(to)) => (Cell::Link(said, to), filled(State::Present)),
                (false, None) => (Cell::Text(said), filled(State::Present)),
            });
        }
        grid.row(&row)?;
    }
    grid.finish(2)
}

/// The shares as numbers, in the order of the texts.
fn likeness(sheet: &mut Worksheet, words: &Sheet) -> Result<(), NoFile> {
    let mut heads = vec!["％".to_owned()];
    heads.extend(text_heads(words));
    heads.push("ほぼ同じ文言".to_owned());
    let mut widths = vec![34.0];
    widths.resize(words.texts.len() + 1, 16.0);
    widths.push(20.0);
    let mut grid = Grid::new(sheet, "文言の近さ", &heads, widths)?;
    for (n, (text, shares)) in words.texts.iter().zip(&words.likeness).enumerate() {
        let name = text.organization.as_deref().unwrap_or(&text.name);
        let mut row = vec![bold(format!("{}　{name}", text.letter))];
        for (m, share) in shares.iter().enumerate() {
            if n == m {
                row.push(plain("―"));
                continue;
            }
            let (fill, ink) = match share.div_ceil(20) {
                0 => (0xFF_FF_FF, 0),
                1 => (0xFD_F2_D0, 0),
                2 => (0xF7_D5_8B, 0),
                3 => (0xEC_9F_5B, 0),
                4 => (0xC8_5A_3C, 0xFF_FF_FF),
                _ => (0x8E_2C_2A, 0xFF_FF_FF),
            };
            let format = bordered()
                .set_background_color(fill)
                .set_font_color(ink)
                .set_align(FormatAlign::Center);
            row.push((Cell::Number(*share), format));
        }
        let group = words.groups.iter().find(|g| g.contains(&text.letter));
        row.push(plain(group.map_or(String::new(), |g| g.join("、"))));
        grid.row(&row)?;
    }
    grid.finish(1)
}

/// The typical clause of each topic, and the others by how near they are.
fn typical(sheet: &mut Worksheet, words: &Sheet, bodies: &Bodies) -> Result<(), NoFile> {
    let heads = ["話題", "典型的な条項", "近い順（それとの近さ）"].map(str::to_owned);
    let mut grid = Grid::new(sheet, "典型的な条項", &heads, vec![30.0, 40.0, 80.0])?;
    for topic in &words.topics {
        let Some(((letter, named, _), others)) = topic.typical.split_first() else {
            continue;
        };
        let said = format!("{letter}　{}", named.name);
        let first = match bodies.place(letter, named) {
            Some(to) => (Cell::Link(said, to), bordered()),
            None => plain(said),
        };
        let others: Vec<String> = others
            .iter()
            .map(|(letter, named, percent)| {
                format!("{letter} {}（{percent}％）", cells::short(named))
            })
            .collect();
        grid.row(&[bold(&topic.name), first, plain(others.join("、"))])?;
    }
    grid.finish(1)
}

/// Width of the columns of a text's sheet.
const BODY: [f64; 3] = [20.0, 36.0, 96.0];

/// The texts, and where in its sheet each clause begins.
struct Bodies {
    /// By text: the rows of the sheet, the head left out.
    rows: Vec<Vec<[String; 3]>>,
    /// By text, by clause: its row, counted from 1 as Excel does.
    places: Vec<Vec<u32>>,
}

impl Bodies {
    fn of(comparison: &Comparison<'_>) -> Self {
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
    fn place(&self, letter: &str, named: &Named) -> Option<String> {
        let text = (0..self.places.len()).find(|n| super::sheet::letter(*n) == letter)?;
        Some(body_place(letter, *self.places[text].get(named.node?)?))
    }

    fn write(&self, sheet: &mut Worksheet, text: usize, letter: &str) -> Result<(), NoFile> {
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
fn body_place(letter: &str, row: u32) -> String {
    format!("'{}'!A{row}", body_name(letter))
}

fn text_of(blocks: &[crate::document::Block]) -> String {
    let lines: Vec<String> = line::of_blocks(blocks)
        .iter()
        .map(|l| l.shown().replace('\t', "　"))
        .collect();
    lines.join("\n")
}

//! A comparison as an Excel file: a sheet per table, and one per text which the tables lead to.
//!
//! In: a comparison in words and the time it is made. Out: the file; each table has its header frozen, filters, and is one
//! page wide on A4 landscape. Never: writes a formula; leaves text below the edge of a row: what is longer than a row of
//! Excel goes on in the next one.

mod bodies;
mod grid;

use jiff::Timestamp;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

use self::bodies::{Bodies, body_place};
use self::grid::{Cell, Grid, LINE, MOST, lines};
use super::cells;
use super::phrases;
use super::sheet::{Named, PairSheet, Sheet};
use crate::compare::{Comparison, State};
use crate::diff::{Edit, Op};
pub use crate::report::table::NoFile;
use crate::report::table::xlsx::{base, limited};

/// Width of the columns of A4 landscape together, in digits of the standard font.
const PAPER: f64 = 150.0;

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

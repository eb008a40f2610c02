//! Companies' texts side by side as a Word file.
//!
//! In: a comparison in words ([`Sheet`]) and [`Options`]. Out: what was compared, the matrix of topics, the paired clauses
//! with their wording, the facts; A4 lying, headers said again on each page. What the matrix names leads to its row. Never:
//! adds a judgement to the sheet.

use super::anchors::Anchors;
use super::block::{Block, Cell, Look, Paragraph, Row, Run, Table};
use super::dress::Dress;
use super::parts::assemble;
use super::styles::Style;
use super::{Error, Options, Orientation, Written};
use crate::compare::State;
use crate::compare::facts::FactKind;
use crate::diff::{Edit, Op};
use crate::report::compare::sheet::{Named, PairRow, PairSheet, Sheet, TextRow};
use crate::report::compare::{cells, phrases};

/// Texts beside each other in one table; more are put into a table below.
const ABREAST: usize = 6;

/// The comparison as a file of its own; without `pairs` the matrix alone.
///
/// # Errors
/// [`Error::Package`] where it is more than a Word file can hold.
pub fn side_by_side(sheet: &Sheet, pairs: bool, options: &Options<'_>) -> Result<Written, Error> {
    let dress = Dress::of(
        options.template,
        options.orientation,
        Orientation::Landscape,
        true,
    );
    let width = dress.section.page.text_width();
    let mut out = vec![plain(Style::Title, &sheet.title)];
    texts(&mut out, sheet, width);
    for note in sheet.doubts.iter().map(String::as_str).chain([sheet.note]) {
        out.push(plain(Style::Note, &format!("※{note}")));
    }
    let anchors = if pairs {
        Anchors::of(sheet)
    } else {
        Anchors::default()
    };
    if pairs && sheet.pairs.len() > 1 {
        index(&mut out, sheet);
    }
    out.push(plain(Style::Heading2, "話題の比較"));
    out.push(plain(Style::Note, sheet.legend));
    for block in blocks_of(sheet) {
        topics(&mut out, sheet, block, width, &anchors);
    }
    if pairs {
        for (n, pair) in sheet.pairs.iter().enumerate() {
            paired(&mut out, (n, pair), width, &anchors);
        }
        for kind in FactKind::ALL {
            for block in blocks_of(sheet) {
                facts(&mut out, sheet, kind, block, width, &anchors);
            }
        }
    }
    assemble(&out, &dress, &options.properties)
}

/// The two by two that follow, by the first of them.
fn index(out: &mut Vec<Block>, sheet: &Sheet) {
    out.push(plain(Style::Heading2, "条項の対応の一覧"));
    let numbered: Vec<(usize, &PairSheet)> = sheet.pairs.iter().enumerate().collect();
    for same in numbered.chunk_by(|x, y| x.1.letters[0] == y.1.letters[0]) {
        let mut runs = Vec::new();
        for (n, pair) in same {
            let [a, b] = &pair.letters;
            runs.push(Run::plain(if runs.is_empty() { "" } else { "　" }));
            runs.push(Run::linked(
                Some(format!("#pair_{n}")),
                format!("{a} ↔ {b}"),
            ));
        }
        out.push(Block::Paragraph(Paragraph {
            style: Style::Note,
            runs,
            ..Paragraph::default()
        }));
    }
}

fn plain(style: Style, text: &str) -> Block {
    Block::Paragraph(Paragraph::plain(style, text))
}

/// The texts by those that stand in one table.
fn blocks_of(sheet: &Sheet) -> impl Iterator<Item = std::ops::Range<usize>> {
    let count = sheet.texts.len();
    // Tables of about the same width: 7 texts are 4 and 3, not 6 and 1.
    let tables = count.div_ceil(ABREAST).max(1);
    let wide = count.div_ceil(tables).max(1);
    (0..count)
        .step_by(wide)
        .map(move |at| at..(at + wide).min(count))
}

/// A table whose first column is `first` parts wide where each other one is as its own number says.
/// `whole` rows are not broken between pages.
fn table(
    out: &mut Vec<Block>,
    widths: &[u32],
    width: u32,
    heads: &[impl AsRef<str>],
    (rows, whole): (Vec<Vec<Cell>>, bool),
) {
    if rows.is_empty() {
        return;
    }
    let all: u32 = widths.iter().sum();
    let mut grid: Vec<u32> = widths.iter().map(|w| width * w / all).collect();
    let rest = width - grid.iter().sum::<u32>();
    if let Some(last) = grid.last_mut() {
        *last += rest;
    }
    let mut all_rows = vec![Row {
        header: true,
        cells: heads
            .iter()
            .map(|h| {
                let lines = h
                    .as_ref()
                    .split('\n')
                    .map(|l| plain(Style::ComparisonHead, l));
                cell(lines.collect())
            })
            .collect(),
        ..Row::default()
    }];
    all_rows.extend(rows.into_iter().map(|cells| Row {
        cells,
        whole,
        ..Row::default()
    }));
    out.push(Block::Table(Table {
        style: Style::Comparison,
        indent: 0,
        grid,
        rows: all_rows,
    }));
    // A document does not end in a table.
    out.push(plain(Style::Gap, ""));
}

fn cell(blocks: Vec<Block>) -> Cell {
    Cell {
        span: 1,
        blocks,
        ..Cell::default()
    }
}

/// A cell of plain text, a paragraph per line.
fn said(text: &str) -> Cell {
    cell(
        text.split('\n')
            .map(|l| plain(Style::ComparisonRemark, l))
            .collect(),
    )
}

fn texts(out: &mut Vec<Block>, sheet: &Sheet, width: u32) {
    let rows = sheet
        .texts
        .iter()
        .map(|t| {
            vec![
                said(&t.letter),
                said(t.organization.as_deref().unwrap_or(phrases::NO_NAME)),
                said(t.title.as_deref().unwrap_or(phrases::NO_TITLE)),
                said(t.kind.unwrap_or(phrases::NO_KIND)),
                said(&t.clauses.to_string()),
                said(&t.name),
            ]
        })
        .collect();
    table(
        out,
        &[3, 10, 12, 6, 3, 10],
        width,
        &phrases::TEXT_HEADS,
        (rows, true),
    );
}

/// The first head and a letter per text.
fn heads(sheet: &Sheet, first: &str, block: &std::ops::Range<usize>) -> Vec<String> {
    let letters = sheet.texts[block.clone()].iter().map(head);
    std::iter::once(first.to_owned()).chain(letters).collect()
}

/// A letter, and whose text it is.
fn head(text: &TextRow) -> String {
    match &text.organization {
        Some(name) => format!("{}\n{name}", text.letter),
        None => text.letter.clone(),
    }
}

/// The name's column, and the others.
fn widths(block: &std::ops::Range<usize>) -> Vec<u32> {
    let mut out = vec![9];
    out.resize(block.len() + 1, (36 / block.len().max(1) as u32).max(5));
    out
}

fn topics(
    out: &mut Vec<Block>,
    sheet: &Sheet,
    block: std::ops::Range<usize>,
    width: u32,
    anchors: &Anchors,
) {
    let rows = sheet
        .topics
        .iter()
        .map(|topic| {
            let mut name = vec![plain(Style::ComparisonRemark, &topic.name)];
            if let Some(law) = &topic.law {
                name.push(plain(Style::InnerText, &format!("（{law}）")));
            }
            std::iter::once(cell(name))
                .chain(block.clone().map(|n| {
                    let (letter, c) = (&sheet.texts[n].letter, &topic.cells[n]);
                    let mut blocks = vec![places(c.state.mark(), letter, &c.places, anchors)];
                    if !c.missing.is_empty() {
                        let missing = format!("見当たらない記載：{}", c.missing.join("、"));
                        blocks.push(plain(Style::ComparisonRemark, &missing));
                    }
                    cell(blocks)
                }))
                .collect()
        })
        .collect();
    table(
        out,
        &widths(&block),
        width,
        &heads(sheet, "話題", &block),
        (rows, true),
    );
}

fn facts(
    out: &mut Vec<Block>,
    sheet: &Sheet,
    kind: FactKind,
    block: std::ops::Range<usize>,
    width: u32,
    anchors: &Anchors,
) {
    let rows: Vec<Vec<Cell>> = sheet
        .facts
        .iter()
        .filter(|f| f.kind == kind)
        .map(|f| {
            std::iter::once(said(&f.value))
                .chain(block.clone().map(|n| {
                    let found = &f.places[n];
                    let state = if found.is_empty() {
                        State::Absent
                    } else {
                        State::Present
                    };
                    cell(vec![places(
                        state.mark(),
                        &sheet.texts[n].letter,
                        found,
                        anchors,
                    )])
                }))
                .collect()
        })
        .collect();
    if !rows.is_empty() && block.start == 0 {
        out.push(plain(Style::Heading2, kind.name()));
    }
    table(
        out,
        &widths(&block),
        width,
        &heads(sheet, kind.name(), &block),
        (rows, true),
    );
}

/// ◯ 第3条、第5条 ほか2, each clause a link.
fn places(mark: &str, letter: &str, places: &[Named], anchors: &Anchors) -> Block {
    let mut runs = vec![Run::plain(mark)];
    for (n, named) in places.iter().take(cells::PLACES).enumerate() {
        runs.push(Run::plain(if n == 0 { " " } else { "、" }));
        let link = named.node.and_then(|node| anchors.to(letter, node));
        runs.push(Run::linked(link, cells::short(named)));
    }
    if places.len() > cells::PLACES {
        let more = format!(" ほか{}", places.len() - cells::PLACES);
        runs.push(Run::plain(more));
    }
    Block::Paragraph(Paragraph {
        style: Style::ComparisonRemark,
        runs,
        ..Paragraph::default()
    })
}

fn paired(out: &mut Vec<Block>, (n, pair): (usize, &PairSheet), width: u32, anchors: &Anchors) {
    let [a, b] = &pair.letters;
    out.push(Block::Paragraph(Paragraph {
        anchor: Some(format!("pair_{n}")),
        ..Paragraph::plain(Style::Heading2, format!("条項の対応　{a} ↔ {b}"))
    }));
    let mut told = std::collections::BTreeSet::new();
    let mut anchor = |letter: &str, named: &Option<Named>| {
        let key = (letter.to_owned(), named.as_ref()?.node?);
        let is_first = anchors.is_first(&key, n) && told.insert(key.clone());
        is_first.then(|| Anchors::name(&key.0, key.1))
    };
    if pair.is_kin {
        out.push(plain(Style::Note, phrases::KIN));
    }
    let rows = pair
        .rows
        .iter()
        .filter(|r| !r.is_below)
        .map(|row| {
            let both = row.a.is_some() && row.b.is_some();
            let why = if both {
                said(&format!("{}\n{}", row.reason, row.likeness))
            } else {
                said("")
            };
            vec![
                clause(&row.a, row, Op::Insert, anchor(a, &row.a)),
                clause(&row.b, row, Op::Delete, anchor(b, &row.b)),
                why,
            ]
        })
        .collect();
    table(
        out,
        &[20, 20, 6],
        width,
        &[a.as_str(), b, "理由・文言"],
        (rows, false),
    );
}

/// One side of a pair: its name, then its wording without what the other has alone (`without`), its own underlined.
fn clause(named: &Option<Named>, row: &PairRow, without: Op, anchor: Option<String>) -> Cell {
    let Some(named) = named else {
        return said(phrases::NONE);
    };
    let mut blocks = vec![Block::Paragraph(Paragraph {
        style: Style::ComparisonText,
        anchor,
        runs: vec![Run {
            look: Look {
                bold: true,
                ..Look::default()
            },
            ..Run::plain(named.name.as_str())
        }],
        ..Paragraph::default()
    })];
    for line in &row.lines {
        let runs: Vec<Run> = line
            .iter()
            .filter(|e| e.op != without && !e.text.is_empty())
            .map(run)
            .collect();
        if !runs.is_empty() {
            blocks.push(Block::Paragraph(Paragraph {
                style: Style::ComparisonText,
                runs,
                ..Paragraph::default()
            }));
        }
    }
    cell(blocks)
}

fn run(edit: &Edit) -> Run {
    Run {
        look: Look {
            underline: edit.op != Op::Equal,
            ..Look::default()
        },
        ..Run::plain(edit.text.as_str())
    }
}

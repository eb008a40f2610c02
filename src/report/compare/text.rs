//! A comparison on the terminal.
//!
//! In: a sheet and the columns there are. Out: lines that fit them. Never: colours.

use std::fmt::Write as _;

use super::phrases;
use super::sheet::{CellRow, Named, PairSheet, Sheet, side};
use crate::compare::State;
use crate::compare::facts::FactKind;
use crate::diff::Op;
use crate::report::wrap::cut;
use crate::text::width;

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// The matrix.
    pub topics: bool,
    /// Two by two.
    pub pairs: bool,
    /// The wording of the pairs.
    pub wording: bool,
    /// The facts.
    pub facts: bool,
}

/// Columns of a topic's name.
const TOPIC: usize = 30;
/// Columns a cell of the matrix has at least.
const CELL: usize = 8;

/// The comparison.
pub fn text(sheet: &Sheet, parts: Parts, columns: usize) -> String {
    let mut out = head(sheet);
    if parts.topics {
        topics(&mut out, sheet, columns);
    }
    if sheet.texts.len() > 2 && parts.topics {
        likeness(&mut out, sheet);
    }
    if parts.pairs {
        for pair in &sheet.pairs {
            pair_text(&mut out, pair, parts.wording, columns);
        }
    }
    if parts.facts {
        facts(&mut out, sheet, columns);
    }
    out
}

fn head(sheet: &Sheet) -> String {
    let mut out = String::new();
    for text in &sheet.texts {
        let _ = writeln!(
            out,
            "{}　{}　{}（{}、{}条項）",
            text.letter,
            text.organization.as_deref().unwrap_or("（組織名なし）"),
            text.title.as_deref().unwrap_or("（表題なし）"),
            text.name,
            text.clauses
        );
    }
    for doubt in &sheet.doubts {
        let _ = writeln!(out, "※{doubt}");
    }
    let _ = writeln!(out, "※{}", sheet.note);
    out
}

fn pad(text: &str, columns: usize) -> String {
    let text = cut(text, columns);
    let blanks = columns.saturating_sub(width::of(&text));
    text + &" ".repeat(blanks)
}

fn cell(cell: &CellRow) -> String {
    let place = cell.places.first().map_or(String::new(), short);
    match cell.state {
        State::Absent | State::Outside => cell.state.mark().to_owned(),
        _ => format!("{} {place}", cell.state.mark()),
    }
}

fn short(named: &Named) -> String {
    if named.node.is_none() {
        named.name.clone()
    } else {
        named.path.clone()
    }
}

/// The texts by those that stand side by side: as many as fit, in blocks of about the same size; and the columns of each.
fn abreast(sheet: &Sheet, columns: usize) -> (Vec<std::ops::Range<usize>>, usize) {
    let count = sheet.texts.len().max(1);
    let room = columns.saturating_sub(TOPIC);
    let blocks = count.div_ceil((room / (CELL + 2)).max(1));
    let wide = count.div_ceil(blocks);
    let each = (room / wide).clamp(CELL + 2, 24) - 2;
    let ranges = (0..count)
        .step_by(wide)
        .map(|at| at..(at + wide).min(count))
        .collect();
    (ranges, each)
}

/// A line of the letters of some texts.
fn letters(out: &mut String, sheet: &Sheet, block: &std::ops::Range<usize>, each: usize) {
    let _ = write!(out, "{}", pad("", TOPIC));
    for text in &sheet.texts[block.clone()] {
        let _ = write!(out, "  {}", pad(&text.letter, each));
    }
    end(out);
}

/// Ends a line, without blanks.
fn end(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
}

fn topics(out: &mut String, sheet: &Sheet, columns: usize) {
    let _ = writeln!(out, "\n■ 話題の比較\n{}", sheet.legend);
    let (blocks, each) = abreast(sheet, columns);
    for block in &blocks {
        if block.start > 0 {
            out.push('\n');
        }
        letters(out, sheet, block, each);
        topic_block(out, sheet, block, each);
    }
    let mut first = true;
    for row in &sheet.topics {
        for (text, c) in sheet.texts.iter().zip(&row.cells) {
            if !c.missing.is_empty() {
                if std::mem::take(&mut first) {
                    out.push_str("\n■ 見当たらない記載\n");
                }
                let _ = writeln!(
                    out,
                    "{}　{}：{}",
                    text.letter,
                    row.name,
                    c.missing.join("、")
                );
            }
        }
    }
}

fn topic_block(out: &mut String, sheet: &Sheet, block: &std::ops::Range<usize>, each: usize) {
    let mut group = "";
    for row in &sheet.topics {
        let title = phrases::group(row);
        if title != group && sheet.texts.len() > 1 {
            group = title;
            let _ = writeln!(out, "{title}");
        }
        let _ = write!(out, "{}", pad(&row.name, TOPIC));
        for c in &row.cells[block.clone()] {
            let _ = write!(out, "  {}", pad(&cell(c), each));
        }
        end(out);
    }
}

fn likeness(out: &mut String, sheet: &Sheet) {
    let _ = writeln!(
        out,
        "\n■ 文言の近さ（短い方の文言のうち、他方にもある割合。％）"
    );
    let _ = write!(out, "  ");
    for text in &sheet.texts {
        let _ = write!(out, "{:>3}", text.letter);
    }
    out.push('\n');
    for (n, (text, row)) in sheet.texts.iter().zip(&sheet.likeness).enumerate() {
        let _ = write!(out, "{:>2}", text.letter);
        for (m, value) in row.iter().enumerate() {
            match value {
                _ if n == m => out.push_str("  -"),
                // A column of three: the whole is told as such below.
                100 => out.push_str(" 同"),
                value => {
                    let _ = write!(out, "{value:>3}");
                }
            }
        }
        out.push('\n');
    }
    for group in &sheet.groups {
        let _ = writeln!(out, "ほぼ同じ文言：{}", group.join("、"));
    }
}

fn pair_text(out: &mut String, pair: &PairSheet, wording: bool, columns: usize) {
    let [a, b] = &pair.letters;
    let kin = if pair.is_kin {
        "　※同系統の文"
    } else {
        ""
    };
    let _ = writeln!(out, "\n■ 条項の対応　{a} ↔ {b}{kin}");
    let room = (columns.saturating_sub(36) / 2).clamp(16, 48);
    for row in pair.rows.iter().filter(|r| !r.is_below) {
        let name =
            |n: &Option<Named>| n.as_ref().map_or("該当なし".to_owned(), |n| n.name.clone());
        let _ = write!(
            out,
            "{} ↔ {}",
            pad(&name(&row.a), room),
            pad(&name(&row.b), room)
        );
        if row.a.is_some() && row.b.is_some() {
            let _ = write!(out, " {}　{}", row.reason, row.likeness);
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        if wording && !row.is_same {
            for line in &row.lines {
                for (letter, op) in [(a, Op::Insert), (b, Op::Delete)] {
                    let text = side(line, op);
                    let both = line.iter().all(|e| e.op == Op::Equal);
                    let told = both && op == Op::Delete;
                    if !text.is_empty() && !told {
                        let mark = if both { "=" } else { letter };
                        let _ = writeln!(out, "    {mark} {text}");
                    }
                }
            }
        }
    }
}

fn facts(out: &mut String, sheet: &Sheet, columns: usize) {
    let (blocks, each) = abreast(sheet, columns);
    for kind in FactKind::ALL {
        let rows: Vec<_> = sheet.facts.iter().filter(|f| f.kind == kind).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n■ {}", kind.name());
        for block in &blocks {
            letters(out, sheet, block, each);
            for row in &rows {
                let _ = write!(out, "{}", pad(&row.value, TOPIC));
                for places in &row.places[block.clone()] {
                    let cell = match places.as_slice() {
                        [] => "―".to_owned(),
                        [first, ..] => format!("◯ {}", short(first)),
                    };
                    let _ = write!(out, "  {}", pad(&cell, each));
                }
                end(out);
            }
        }
    }
}

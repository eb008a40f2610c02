//! A comparison on the terminal.
//!
//! In: a sheet and the columns there are. Out: lines that fit them. Never: colours.

use std::fmt::Write as _;

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
        State::Absent => cell.state.mark().to_owned(),
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

fn topics(out: &mut String, sheet: &Sheet, columns: usize) {
    let _ = writeln!(out, "\n■ 話題の比較（{}）", sheet.legend);
    let room = columns.saturating_sub(TOPIC + 2) / sheet.texts.len().max(1);
    let room = room.clamp(CELL, 24);
    let _ = write!(out, "{}", pad("", TOPIC));
    for text in &sheet.texts {
        let _ = write!(out, "  {}", pad(&text.letter, room - 2));
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    let mut group = usize::MAX;
    for row in &sheet.topics {
        let kind = match row.lacking.len() {
            0 => 2,
            1 => 0,
            _ => 1,
        };
        if kind != group && sheet.texts.len() > 1 {
            group = kind;
            let title = match kind {
                0 => "（一つだけが欠くもの）",
                1 => "（いくつかが欠くもの）",
                _ => "（どれにもあるもの）",
            };
            let _ = writeln!(out, "{title}");
        }
        let _ = write!(out, "{}", pad(&row.name, TOPIC));
        for c in &row.cells {
            let _ = write!(out, "  {}", pad(&cell(c), room - 2));
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        for (text, c) in sheet.texts.iter().zip(&row.cells) {
            if !c.missing.is_empty() {
                let _ = writeln!(
                    out,
                    "    {}：{}の記載が見当たりません",
                    text.letter,
                    c.missing.join("、")
                );
            }
        }
    }
}

fn likeness(out: &mut String, sheet: &Sheet) {
    let _ = writeln!(
        out,
        "\n■ 文言の近さ（短い方の文言のうち、他方にもある割合。％）"
    );
    let _ = write!(out, "   ");
    for text in &sheet.texts {
        let _ = write!(out, "{:>5}", text.letter);
    }
    out.push('\n');
    for (text, row) in sheet.texts.iter().zip(&sheet.likeness) {
        let _ = write!(out, "{:>3}", text.letter);
        for value in row {
            let _ = write!(out, "{value:>5}");
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
    let room = (columns.saturating_sub(TOPIC + 2) / sheet.texts.len().max(1)).clamp(CELL, 24);
    for kind in FactKind::ALL {
        let rows: Vec<_> = sheet.facts.iter().filter(|f| f.kind == kind).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = write!(out, "\n■ {}\n{}", kind.name(), pad("", TOPIC));
        for text in &sheet.texts {
            let _ = write!(out, "  {}", pad(&text.letter, room - 2));
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        for row in rows {
            let _ = write!(out, "{}", pad(&row.value, TOPIC));
            for places in &row.places {
                let cell = match places.as_slice() {
                    [] => "―".to_owned(),
                    [first, ..] => format!("◯ {}", short(first)),
                };
                let _ = write!(out, "  {}", pad(&cell, room - 2));
            }
            out.truncate(out.trim_end().len());
            out.push('\n');
        }
    }
}

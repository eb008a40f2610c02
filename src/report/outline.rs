//! A segmented text as an outline, one line per clause.

use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::document::{Block, Clause};
use crate::segment::{Segmented, Severity};
use crate::text::width;

/// The outline: title, organisation, dates, clauses with their numbers and headings (or first words), doubts.
pub fn render(segmented: &Segmented) -> String {
    let document = &segmented.document;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}",
        document.title.as_deref().unwrap_or("（表題なし）")
    );
    if let Some(name) = &document.organization {
        let _ = writeln!(out, "{name}");
    }
    for date in &document.dates {
        let _ = writeln!(out, "{}　{}", date.date, date.text);
    }
    out.push('\n');
    if !document.preamble.is_empty() {
        let _ = writeln!(out, "（前文）　{}", head(&document.preamble));
    }
    if !document.toc.is_empty() {
        let _ = writeln!(out, "（目次）　{}行", document.toc.len());
    }
    for notice in &document.notices {
        let _ = writeln!(
            out,
            "（お知らせ）　{}",
            notice.heading.as_deref().unwrap_or_default()
        );
    }
    clauses(&mut out, &document.clauses, 0);
    if !document.closing.is_empty() {
        let _ = writeln!(out, "（末尾）　{}", head(&document.closing));
    }
    for d in &segmented.diagnostics {
        let word = if d.severity == Severity::Warning {
            "警告"
        } else {
            "注意"
        };
        let _ = write!(out, "\n{word}　{}行目　{}（{}）", d.line, d.message, d.code);
    }
    if !segmented.diagnostics.is_empty() {
        out.push('\n');
    }
    out
}

fn clauses(out: &mut String, list: &[Clause], depth: usize) {
    for clause in list {
        let _ = write!(out, "{:indent$}", "", indent = depth * 2);
        match (clause.marker.as_str(), clause.caption.as_deref()) {
            ("", Some(caption)) => out.push_str(caption),
            (marker, Some(caption)) => {
                let _ = write!(out, "{marker}　{caption}");
            }
            (marker, None) => {
                let _ = write!(out, "{marker}　{}", head(&clause.blocks));
            }
        }
        out.push('\n');
        clauses(out, &clause.clauses, depth + 1);
    }
}

/// The first words of some blocks.
fn head(blocks: &[Block]) -> String {
    let text = match blocks.first() {
        Some(Block::Paragraph(text) | Block::Note { text, .. }) => text.as_str(),
        Some(Block::List(items)) => items.first().map_or("", |i| i.text.as_str()),
        Some(Block::Table { .. }) => "（表）",
        None => "",
    };
    shorten(text, 48)
}

/// `text` cut to `columns`, with `…` where something was cut.
fn shorten(text: &str, columns: usize) -> String {
    if width::of(text) <= columns {
        return text.to_owned();
    }
    let mut used = 0;
    // By what a reader sees as one character: a mark is never torn from its letter.
    let kept: String = text
        .graphemes(true)
        .take_while(|g| {
            used += width::of(g);
            used <= columns - 2
        })
        .collect();
    kept + "…"
}

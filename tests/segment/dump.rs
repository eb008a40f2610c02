//! A segmented text as lines that a person reads and a test compares.
//!
//! `[number] heading` a clause (`^` where the heading stands first), `¶` a paragraph, `*` an item, `!` a
//! remark, `|` a row; then what was dropped and what is doubtful.

use std::fmt::Write as _;

use kaitei::document::{Block, Clause};
use kaitei::segment::Segmented;

pub(super) fn dump(segmented: &Segmented) -> String {
    let d = &segmented.document;
    let mut out = String::new();
    for (name, value) in [("title", &d.title), ("organization", &d.organization)] {
        if let Some(value) = value {
            let _ = writeln!(out, "{name}: {value}");
        }
    }
    for date in &d.dates {
        let place = format!("{:?}", date.place).to_lowercase();
        let _ = writeln!(
            out,
            "date: {} {} {place} {}",
            date.event.as_str(),
            date.date,
            date.text
        );
    }
    part(&mut out, "preamble", &d.preamble);
    for line in &d.toc {
        let _ = writeln!(out, "toc: {line}");
    }
    for notice in &d.notices {
        let _ = writeln!(
            out,
            "notice: {}",
            notice.heading.as_deref().unwrap_or_default()
        );
        blocks(&mut out, &notice.blocks, 1);
    }
    clauses(&mut out, &d.clauses, 0);
    part(&mut out, "closing", &d.closing);
    for x in &segmented.dropped {
        let _ = writeln!(out, "dropped: {} {} {}", x.line, x.reason, x.text);
    }
    for x in &segmented.diagnostics {
        let _ = writeln!(out, "doubt: {} {}", x.line, x.code);
    }
    out
}

fn part(out: &mut String, name: &str, list: &[Block]) {
    if !list.is_empty() {
        let _ = writeln!(out, "{name}:");
        blocks(out, list, 1);
    }
}

fn clauses(out: &mut String, list: &[Clause], depth: usize) {
    for c in list {
        let first = if c.caption_first { "^" } else { "" };
        let caption = c
            .caption
            .as_ref()
            .map(|c| format!(" {first}{c}"))
            .unwrap_or_default();
        let _ = writeln!(
            out,
            "{:width$}[{}]{caption}",
            "",
            c.marker,
            width = depth * 2
        );
        blocks(out, &c.blocks, depth + 1);
        clauses(out, &c.clauses, depth + 1);
    }
}

fn blocks(out: &mut String, list: &[Block], depth: usize) {
    let width = depth * 2;
    for block in list {
        let _ = match block {
            Block::Paragraph(text) => writeln!(out, "{:width$}¶ {text}", ""),
            Block::Note { marker, text } => writeln!(out, "{:width$}! {marker} {text}", ""),
            Block::Table { header, rows } => {
                if !header.is_empty() {
                    let _ = writeln!(out, "{:width$}|= {}", "", header.join(" | "));
                }
                for row in rows {
                    let _ = writeln!(out, "{:width$}| {}", "", row.join(" | "));
                }
                Ok(())
            }
            Block::List(items) => {
                for item in items {
                    let _ = writeln!(out, "{:width$}* {} {}", "", item.marker, item.text);
                    blocks(out, &item.blocks, depth + 1);
                }
                Ok(())
            }
        };
    }
}

//! A document → canonical Markdown.

use std::fmt::Write as _;

use super::{APART, HEAD, PART_BODY, PART_CLOSING, PART_NOTICE, PART_TOC};
use crate::document::{Block, Clause, Document, Place};

/// The canonical Markdown of a document; it ends in a line break.
pub fn write(document: &Document) -> String {
    let mut out = String::from(HEAD);
    if let Some(name) = &document.organization {
        let _ = writeln!(out, "organization: {name}");
    }
    if !document.dates.is_empty() {
        out.push_str("dates:\n");
        for d in &document.dates {
            let place = match d.place {
                Place::Head => "head",
                Place::Foot => "foot",
                Place::Clause => "clause",
            };
            let _ = writeln!(
                out,
                "  - {} {} {place} {}",
                d.event.as_str(),
                d.date,
                d.text
            );
        }
    }
    out.push_str("---\n");
    if let Some(title) = &document.title {
        let _ = write!(out, "\n# {title}\n");
    }
    blocks(&mut out, &document.preamble);
    if !document.toc.is_empty() {
        let _ = write!(out, "\n{PART_TOC}\n");
        for line in &document.toc {
            let _ = writeln!(out, "- {line}");
        }
    }
    for notice in &document.notices {
        let _ = write!(out, "\n{PART_NOTICE}\n");
        if let Some(heading) = &notice.heading {
            let _ = write!(out, "\n### {heading}\n");
        }
        blocks(&mut out, &notice.blocks);
    }
    if !document.toc.is_empty() || !document.notices.is_empty() {
        let _ = write!(out, "\n{PART_BODY}\n");
    }
    for clause in &document.clauses {
        write_clause(&mut out, clause, 1);
    }
    if !document.closing.is_empty() {
        let _ = write!(out, "\n{PART_CLOSING}\n");
        blocks(&mut out, &document.closing);
    }
    out
}

fn write_clause(out: &mut String, clause: &Clause, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n('#', depth + 1));
    let marker = (!clause.marker.is_empty()).then(|| bold(&clause.marker));
    let _ = match (marker, &clause.caption, clause.caption_first) {
        (Some(marker), Some(caption), true) => write!(out, " {} {marker}", escape_bold(caption)),
        (Some(marker), Some(caption), false) => write!(out, " {marker} {caption}"),
        (Some(marker), None, _) => write!(out, " {marker}"),
        (None, Some(caption), _) => write!(out, " {}", escape_end(caption)),
        (None, None, _) => Ok(()),
    };
    out.push('\n');
    blocks(out, &clause.blocks);
    for child in &clause.clauses {
        write_clause(out, child, depth + 1);
    }
}

/// Top-level blocks, each after a blank line.
fn blocks(out: &mut String, blocks: &[Block]) {
    for block in blocks {
        out.push('\n');
        write_block(out, block, 0);
    }
}

fn write_block(out: &mut String, block: &Block, indent: usize) {
    match block {
        Block::Paragraph(text) => {
            let _ = writeln!(out, "{:indent$}{}", "", escape(text));
        }
        Block::Note { marker, text } => {
            let _ = writeln!(out, "{:indent$}> {} {}", "", bold(marker), text);
        }
        Block::Table { header, rows } => {
            let columns = header.len().max(rows.first().map_or(1, Vec::len)).max(1);
            let empty = vec![String::new(); columns];
            row(out, indent, if header.is_empty() { &empty } else { header });
            let _ = writeln!(out, "{:indent$}|{}", "", " --- |".repeat(columns));
            for cells in rows {
                row(out, indent, cells);
            }
        }
        Block::List(items) => {
            for item in items {
                let _ = write!(out, "{:indent$}- ", "");
                if item.marker != "-" {
                    let _ = write!(out, "{} ", bold(&item.marker));
                    out.push_str(&item.text);
                } else {
                    out.push_str(&escape_bold(&item.text));
                }
                out.push('\n');
                let mut before: Option<&Block> = None;
                for inner in &item.blocks {
                    if before
                        .is_some_and(|b| std::mem::discriminant(b) == std::mem::discriminant(inner))
                    {
                        let _ = writeln!(out, "{:width$}{APART}", "", width = indent + 2);
                    }
                    write_block(out, inner, indent + 2);
                    before = Some(inner);
                }
            }
        }
    }
}

fn row(out: &mut String, indent: usize, cells: &[String]) {
    let _ = write!(out, "{:indent$}|", "");
    for cell in cells {
        let _ = write!(out, " {} |", cell.replace('\\', "\\\\").replace('|', "\\|"));
    }
    out.push('\n');
}

/// A mark in bold.
fn bold(marker: &str) -> String {
    format!("**{}**", marker.replace('\\', "\\\\").replace('*', "\\*"))
}

/// A text that stands where a bold mark could.
fn escape_bold(text: &str) -> String {
    if text.starts_with("**") || text.starts_with('\\') {
        format!("\\{text}")
    } else {
        text.to_owned()
    }
}

/// A heading without a number: a backslash at its end keeps bold type there from being read as one.
fn escape_end(text: &str) -> String {
    let text = escape_bold(text);
    if text.ends_with("**") || text.ends_with('\\') {
        text + "\\"
    } else {
        text
    }
}

/// A paragraph that must not be taken for anything else.
fn escape(text: &str) -> String {
    if text.starts_with(['#', '-', '|', '>', '<', '\\']) {
        format!("\\{text}")
    } else {
        text.to_owned()
    }
}

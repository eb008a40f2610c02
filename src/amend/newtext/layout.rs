//! Layout: clauses and blocks → lines as statutes have them.
//!
//! In: clauses. Out: lines. Never: says whether they can be read back.

use super::row_line;
use crate::diff::ordinal::Level;
use crate::document::{Block, Clause};
use crate::text::fold;

/// Adds the lines of a clause and of everything under it.
pub(super) fn clause(out: &mut Vec<String>, told: &Clause, indent: usize) {
    let level = Level::of(told.number().as_ref());
    let edge = match level {
        Level::Division(_) | Level::Supplement => 3,
        _ => indent,
    };
    let blank = |n: usize| "　".repeat(n);
    let mut own = told.blocks.as_slice();
    let mut line = blank(edge) + &told.marker;
    match &told.caption {
        Some(caption) if told.caption_first => out.push(blank(edge + 1) + caption),
        Some(caption) => {
            if !told.marker.is_empty() && !caption.starts_with(['（', '(']) {
                line.push('　');
            }
            line.push_str(caption);
        }
        None => {}
    }
    // 附則 stands alone on its line.
    if level != Level::Supplement
        && (told.caption.is_none() || told.caption_first)
        && let Some(Block::Paragraph(text)) = own.first()
    {
        line.push('　');
        line.push_str(text);
        own = &own[1..];
    }
    out.push(line);
    blocks(out, own, indent + 1);
    for child in &told.clauses {
        let below = Level::of(child.number().as_ref());
        let is_paragraph = level == Level::Article
            && below == Level::Bare
            && child
                .marker
                .starts_with(|c: char| fold::half_width(c).is_ascii_digit());
        let inner = match level {
            Level::Division(_) | Level::Supplement | Level::Appendix => indent,
            _ if is_paragraph => indent,
            _ => indent + 1,
        };
        clause(out, child, inner);
    }
}

/// Adds the lines of some blocks.
pub(super) fn blocks(out: &mut Vec<String>, all: &[Block], indent: usize) {
    let blank = "　".repeat(indent);
    for block in all {
        match block {
            Block::Paragraph(text) => out.push(format!("{blank}{text}")),
            Block::Note { marker, text } => out.push(format!("{blank}{marker}　{text}")),
            Block::Table { header, rows } => {
                let row = |cells: &[String]| format!("{blank}{}", row_line(cells));
                if !header.is_empty() {
                    out.push(row(header));
                    out.push(format!("{blank}|{}", " --- |".repeat(header.len())));
                }
                out.extend(rows.iter().map(|r| row(r)));
            }
            Block::List(items) => {
                for item in items {
                    let gap = if item.marker.ends_with(|c: char| c.is_ascii()) {
                        " "
                    } else {
                        ""
                    };
                    out.push(format!("{blank}{}{gap}{}", item.marker, item.text));
                    blocks(out, &item.blocks, indent + 1);
                }
            }
        }
    }
}

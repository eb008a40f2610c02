//! Read: lines in the layout of statutes → clauses and blocks.
//!
//! In: lines under a sentence. Out: what they bring. Never: loses a character but for the blanks around it.

use super::marker::{BARE, marker, rank};
use super::{Content, Style, cells};
use crate::amend::instruction::NewText;
use crate::document::{Block, Clause, Document, Item, canonical};
use crate::text::fold;

/// Marks that begin an item of a list.
const BULLETS: [char; 14] = [
    '・', '-', '*', '■', '□', '●', '○', '◆', '◇', '▪', '►', '–', '−', '•',
];
/// Levels beyond which a text lies no deeper: no hostile file exhausts the stack.
const DEEPEST: usize = 60;

/// The content that lines bring.
///
/// # Errors
/// Fenced lines that are no canonical Markdown: the line, from 1, and what is wrong.
pub(crate) fn read(text: &NewText, style: &Style) -> Result<Content, (usize, String)> {
    if text.fenced {
        let document = read_document(text)?;
        return Ok(Content {
            blocks: document.preamble,
            clauses: document.clauses,
        });
    }
    let mut reader = Reader {
        style,
        content: Content::default(),
        stack: Vec::new(),
        caption: None,
        table: Vec::new(),
    };
    for line in &text.lines {
        reader.line(line);
    }
    Ok(reader.finish())
}

/// The document between fences; its head may be left out.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_document(text: &NewText) -> Result<Document, (usize, String)> {
    let mut all = String::new();
    let headed = text.lines.first().is_some_and(|l| l == "---");
    if !headed {
        all.push_str("---\nkaitei: 1\n---\n\n");
    }
    all.push_str(&text.lines.join("\n"));
    all.push('\n');
    canonical::read(&all).map_err(|e| (text.line + e.line.saturating_sub(1), e.what))
}

struct Open {
    rank: u8,
    indent: usize,
    clause: Clause,
}

struct Reader<'s> {
    style: &'s Style,
    content: Content,
    stack: Vec<Open>,
    /// A heading that waits for its number.
    caption: Option<String>,
    table: Vec<Vec<String>>,
}

impl Reader<'_> {
    fn line(&mut self, line: &str) {
        let body = line.trim_start_matches(fold::is_blank);
        let indent = line[..line.len() - body.len()].chars().count();
        let body = fold::trim(body);
        if body.is_empty() {
            return;
        }
        if body.starts_with('|') {
            self.table.push(cells(body));
            return;
        }
        self.end_table();
        if self.caption.is_none() && is_bracketed(body) {
            self.caption = Some(body.to_owned());
            return;
        }
        if let Some((marker, rest)) = marker(body) {
            self.clause(indent, marker, rest);
            return;
        }
        self.end_caption();
        if let Some(item) = item(body) {
            self.item(indent, item);
        } else if let Some(rest) = body.strip_prefix('※') {
            self.push(Block::note("※", fold::trim(rest)));
        } else {
            self.push(Block::paragraph(body));
        }
    }

    fn clause(&mut self, indent: usize, marker: &str, rest: &str) {
        let rank = rank(marker);
        while self.stack.last().is_some_and(|o| {
            o.rank > rank || (o.rank == rank && (rank < BARE || o.indent >= indent))
        }) || self.stack.len() >= DEEPEST
        {
            self.close();
        }
        let mut clause = Clause {
            marker: marker.to_owned(),
            caption: self.caption.take(),
            ..Clause::default()
        };
        clause.caption_first = clause.caption.is_some();
        let rest = fold::trim(rest);
        let is_title = !rest.is_empty()
            && !clause.caption_first
            && (is_bracketed(rest) || self.style.is_titled(marker) && !rest.ends_with('。'));
        if is_title {
            clause.caption = Some(rest.to_owned());
        } else if !rest.is_empty() {
            clause.blocks.push(Block::paragraph(rest));
        }
        self.stack.push(Open {
            rank,
            indent,
            clause,
        });
    }

    /// A heading without a number behind it is a text.
    fn end_caption(&mut self) {
        if let Some(caption) = self.caption.take() {
            self.push(Block::paragraph(caption));
        }
    }

    fn end_table(&mut self) {
        if self.table.is_empty() {
            return;
        }
        let mut rows = std::mem::take(&mut self.table);
        let is_rule = |row: &Vec<String>| {
            !row.is_empty()
                && row
                    .iter()
                    .all(|c| !c.is_empty() && c.chars().all(|c| c == '-' || c == ':'))
        };
        let header = if rows.get(1).is_some_and(is_rule) {
            rows.remove(1);
            rows.remove(0)
        } else {
            Vec::new()
        };
        self.push(Block::Table { header, rows });
    }

    fn blocks(&mut self) -> &mut Vec<Block> {
        match self.stack.last_mut() {
            Some(open) => &mut open.clause.blocks,
            None => &mut self.content.blocks,
        }
    }

    fn push(&mut self, block: Block) {
        self.blocks().push(block);
    }

    fn item(&mut self, indent: usize, item: Item) {
        let base = self.stack.last().map_or(0, |o| o.indent) + 1;
        let depth = indent.saturating_sub(base).min(DEEPEST);
        let mut blocks = self.blocks();
        for _ in 0..depth {
            let Some(Block::List(items)) = blocks.last() else {
                break;
            };
            if items.is_empty() {
                break;
            }
            let Some(Block::List(items)) = blocks.last_mut() else {
                return;
            };
            let Some(last) = items.last_mut() else {
                return;
            };
            blocks = &mut last.blocks;
        }
        match blocks.last_mut() {
            Some(Block::List(items)) => items.push(item),
            _ => blocks.push(Block::List(vec![item])),
        }
    }

    fn close(&mut self) {
        let Some(open) = self.stack.pop() else {
            return;
        };
        match self.stack.last_mut() {
            Some(parent) => parent.clause.clauses.push(open.clause),
            None => self.content.clauses.push(open.clause),
        }
    }

    fn finish(mut self) -> Content {
        self.end_table();
        self.end_caption();
        while !self.stack.is_empty() {
            self.close();
        }
        self.content
    }
}

/// A text that one pair of brackets encloses whole.
fn is_bracketed(text: &str) -> bool {
    text.starts_with(['（', '(', '［', '[', '【', '〔'])
        && crate::document::heading_of(text) != text
        && marker(text).is_none()
}

fn item(text: &str) -> Option<Item> {
    let first = text.chars().next().filter(|c| BULLETS.contains(c))?;
    let rest = &text[first.len_utf8()..];
    (first != '-' && first != '*' || rest.starts_with(fold::is_blank) || rest.is_empty())
        .then(|| Item::new(first, fold::trim(rest)))
}

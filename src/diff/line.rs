//! Lines: the texts of a list of blocks as a reader sees them, one per paragraph, item, remark or row.
//!
//! In: blocks. Out: [`Line`]s that borrow from them, in order. Never: drops or changes a character.

use std::borrow::Cow;
use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use crate::document::{Block, Clause, LeafKind};
use crate::text::fold;

/// One text of a clause or of another part of a document.
///
/// Invariant: holds no line break, so that lines joined by line breaks can be told apart again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'a> {
    /// What it is.
    pub kind: LeafKind,
    /// Depth inside lists: 0 outside one.
    pub depth: usize,
    /// The mark of an item or remark, else empty.
    pub marker: &'a str,
    /// The text; the cells of a row are joined by tabs.
    pub text: Cow<'a, str>,
}

impl<'a> Line<'a> {
    /// A line without a mark.
    pub(crate) fn plain(kind: LeafKind, text: &'a str) -> Self {
        Self {
            kind,
            depth: 0,
            marker: "",
            text: Cow::Borrowed(text),
        }
    }

    /// The mark and the text as one: `・氏名`, `- 氏名`.
    pub fn shown(&self) -> Cow<'_, str> {
        match self.marker.chars().next_back() {
            None => Cow::Borrowed(&self.text),
            Some(last) if last.is_ascii() => Cow::Owned(format!("{} {}", self.marker, self.text)),
            Some(_) => Cow::Owned(format!("{}{}", self.marker, self.text)),
        }
    }
}

/// Lines joined by line breaks.
pub(crate) fn joined(lines: &[Line<'_>]) -> String {
    let mut out = String::new();
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        out.push_str(&line.shown());
    }
    out
}

/// The lines of `blocks`.
pub fn of_blocks(blocks: &[Block]) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    each(blocks, 0, &mut |line| out.push(line));
    out
}

/// Calls `f` with each line of `blocks`.
pub(crate) fn each<'a>(blocks: &'a [Block], depth: usize, f: &mut impl FnMut(Line<'a>)) {
    for block in blocks {
        let line = |kind, marker: &'a str, text: Cow<'a, str>| Line {
            kind,
            depth,
            marker,
            text,
        };
        match block {
            Block::Paragraph(text) => f(line(LeafKind::Paragraph, "", Cow::Borrowed(text))),
            Block::Note { marker, text } => f(line(LeafKind::Note, marker, Cow::Borrowed(text))),
            Block::Table { header, rows } => {
                if !header.is_empty() {
                    f(line(LeafKind::Row, "", cells(header)));
                }
                for row in rows {
                    f(line(LeafKind::Row, "", cells(row)));
                }
            }
            Block::List(items) => {
                for item in items {
                    f(line(
                        LeafKind::Item,
                        &item.marker,
                        Cow::Borrowed(&item.text),
                    ));
                    each(&item.blocks, depth + 1, f);
                }
            }
        }
    }
}

/// Calls `f` with each text of `blocks`, marks left out.
pub(crate) fn each_text<'a>(blocks: &'a [Block], f: &mut impl FnMut(&'a str)) {
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Note { text, .. } => f(text),
            Block::Table { header, rows } => {
                header
                    .iter()
                    .chain(rows.iter().flatten())
                    .for_each(|c| f(c));
            }
            Block::List(items) => {
                for item in items {
                    f(&item.text);
                    each_text(&item.blocks, f);
                }
            }
        }
    }
}

fn cells(row: &[String]) -> Cow<'_, str> {
    match row {
        [one] => Cow::Borrowed(one),
        _ => Cow::Owned(row.join("\t")),
    }
}

/// Calls `f` with the text of each line, cells of a row joined, marks left out.
pub(crate) fn each_row(blocks: &[Block], f: &mut dyn FnMut(&str)) {
    for block in blocks {
        match block {
            Block::Paragraph(text) | Block::Note { text, .. } => f(text),
            Block::Table { header, rows } => {
                for row in std::iter::once(header)
                    .filter(|h| !h.is_empty())
                    .chain(rows)
                {
                    f(&cells(row));
                }
            }
            Block::List(items) => {
                for item in items {
                    f(&item.text);
                    each_row(&item.blocks, f);
                }
            }
        }
    }
}

/// Writes the solid characters of a text to a hasher; how many there are.
pub(crate) fn hash_solid(text: &str, hasher: &mut FxHasher) -> usize {
    let mut count = 0;
    for c in text.chars() {
        // Kana and ideographs, which are no blanks, first.
        if !('\u{3001}'..='\u{d7ff}').contains(&c) && is_space(c) {
            continue;
        }
        hasher.write_u32(c as u32);
        count += 1;
    }
    count
}

/// True for a clause of which the number alone is left (欠番): `第2条　削除`.
pub(crate) fn is_void(clause: &Clause) -> bool {
    if !clause.clauses.is_empty() {
        return false;
    }
    let mut text: String = solid(clause.caption.as_deref().unwrap_or_default()).collect();
    each_text(&clause.blocks, &mut |t| text.extend(solid(t)));
    let brackets = ['（', '）', '(', ')', '〔', '〕', '［', '］', '。'];
    matches!(text.trim_matches(brackets), "削除" | "欠番")
}

/// True where two texts differ in blanks only.
pub(crate) fn same_but_blanks(a: &str, b: &str) -> bool {
    a == b || solid(a).eq(solid(b))
}

/// The characters of a text without its blanks and line breaks.
pub(crate) fn solid(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| !is_space(*c))
}

/// A blank or a line break.
#[inline]
pub(crate) fn is_space(c: char) -> bool {
    c == '\n' || fold::is_blank(c)
}

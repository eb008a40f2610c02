//! Lines: the texts of a list of blocks as a reader sees them, one per paragraph, item, remark or row.
//!
//! In: blocks. Out: [`Line`]s that borrow from them, in order. Never: drops or changes a character.

use std::borrow::Cow;
use std::hash::Hasher as _;

use fearless_simd::Level;
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

/// Hashes the solid characters of texts, one after the other: where blanks and the ends of texts lie makes no difference.
#[derive(Debug, Default)]
pub(crate) struct SolidHasher(Vec<u8>);

impl SolidHasher {
    /// Adds a text; how many solid characters it has.
    pub(crate) fn add(&mut self, text: &str) -> usize {
        let bytes = text.as_bytes();
        if let Some(count) = all_solid(bytes) {
            self.0.extend_from_slice(bytes);
            return count;
        }
        let (mut count, mut start, mut at) = (0, 0, 0);
        while let Some(&first) = bytes.get(at) {
            let wide = match first {
                b'!'..=b'~' => 1,
                // Of kana, ideographs and their marks the first, U+3000, alone is a blank.
                0xe3 if bytes.get(at + 1..at + 3) != Some(&[0x80, 0x80]) => 3,
                0xe4..=0xec => 3,
                _ => {
                    let c = text[at..].chars().next().unwrap_or(' ');
                    let wide = c.len_utf8();
                    if is_space(c) {
                        self.0.extend_from_slice(&bytes[start..at]);
                        start = at + wide;
                        at = start;
                        continue;
                    }
                    wide
                }
            };
            at += wide;
            count += 1;
        }
        self.0.extend_from_slice(&bytes[start..]);
        count
    }

    /// The hash of what was added; begins anew.
    pub(crate) fn finish(&mut self) -> u64 {
        let mut hasher = FxHasher::default();
        hasher.write(&self.0);
        self.0.clear();
        hasher.finish()
    }
}

/// How many characters a text has where its bytes show that none is a blank; none where one may be.
fn all_solid(bytes: &[u8]) -> Option<usize> {
    fearless_simd::dispatch!(Level::new(), _ => count_solid(bytes))
}

/// Bytes looked at together, each with the one after it, without a branch.
const MANY: usize = 32;

#[inline(always)]
fn count_solid(bytes: &[u8]) -> Option<usize> {
    let mut doubts = [0u8; MANY];
    let (mut count, mut at) = (0, 0);
    while let Some(window) = bytes[at..].first_chunk() {
        count += count_begins(window, &mut doubts);
        at += MANY;
    }
    let rest = &bytes[at..];
    let mut window = [b'-'; MANY + 1];
    window[..rest.len()].copy_from_slice(rest);
    count += count_begins(&window, &mut doubts);
    let surely = doubts.iter().fold(0, |all, doubt| all | doubt) == 0;
    surely.then(|| count - (MANY - rest.len()))
}

/// How many characters begin in a window, and where one may be a blank.
#[inline(always)]
fn count_begins(window: &[u8; MANY + 1], doubts: &mut [u8; MANY]) -> usize {
    let mut begins = 0u8;
    for at in 0..MANY {
        let (a, b) = (window[at], window[at + 1]);
        begins += u8::from(a & 0xc0 != 0x80);
        // Controls and blanks; what begins U+00A0, U+1680, U+2000 – U+2FFF; the end of U+3000 and the start of U+FEFF.
        doubts[at] |= u8::from(a <= b' ')
            | u8::from(a == 0x7f)
            | u8::from(a == 0xc2)
            | u8::from(a.wrapping_sub(0xe1) < 2)
            | (u8::from(a == 0x80) & u8::from(b == 0x80))
            | (u8::from(a == 0xef) & u8::from(b == 0xbb));
    }
    usize::from(begins)
}

/// True for a clause of which the number alone is left (欠番): `第2条　削除`.
pub(crate) fn is_void(clause: &Clause) -> bool {
    if !clause.clauses.is_empty() {
        return false;
    }
    let brackets = ['（', '）', '(', ')', '〔', '〕', '［', '］', '。'];
    // The first word tells of nearly every clause that it is no such one.
    let mut first = None;
    let mut look = |text: &str| {
        first = first.or_else(|| solid(text).find(|c| !brackets.contains(c)));
    };
    clause.caption.iter().for_each(|c| look(c));
    each_text(&clause.blocks, &mut look);
    if !matches!(first, Some('削' | '欠')) {
        return false;
    }
    let mut text: String = solid(clause.caption.as_deref().unwrap_or_default()).collect();
    each_text(&clause.blocks, &mut |t| text.extend(solid(t)));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_breaks_are_not_hashed() {
        let hash = |texts: &[&str]| {
            let mut hasher = SolidHasher::default();
            let count: usize = texts.iter().map(|t| hasher.add(t)).sum();
            (hasher.finish(), count)
        };
        let plain = hash(&["会員、は①é会費5円を한😀払う。"]);
        assert_eq!(plain.1, 16);
        for texts in [
            ["会員、　は①é 会費5円を", "한😀払う。"],
            [
                "\u{feff}会\u{200b}員、は①é会費5円を한😀\t払う。",
                "\u{a0}\n",
            ],
            ["", "会員、は①é会費5円\u{2003}を한😀払う。 "],
        ] {
            assert_eq!(hash(&texts), plain, "{texts:?}");
        }
        assert_ne!(hash(&["会員、は①é会費6円を한😀払う。"]), plain);
        for c in (0..0x3_0000).filter_map(char::from_u32) {
            let text = format!("会員は、この{c}規約に同意し、会費を支払う。{c}");
            let count = solid(&text).count();
            assert!(
                all_solid(text.as_bytes()).is_none_or(|n| n == count),
                "{c:?}"
            );
        }
        assert_eq!(all_solid("会員は、払う。".as_bytes()), Some(7));
    }
}

//! Flow: a text as a stream of kept, inserted and deleted pieces, and the blocks it makes.
//!
//! In: texts, ends of paragraphs and rows, each with what became of it. Out: blocks; all but the deleted pieces are the
//! new text, all but the inserted ones the old. Never: reorders either text.

use super::lay::{End, Format, InTable};
use crate::report::docx::block::{
    Block, Cell, Look, Paragraph, Row, Run, Table, Track, equal_columns,
};
use crate::report::docx::styles::Style;

/// The pieces of each cell of a row.
pub(super) type Cells = Vec<Vec<(Track, String)>>;

/// A piece of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Text(String),
    /// The end of a paragraph.
    Break(Format),
    /// A row; its cells hold pieces of their own.
    Row(Cells, InTable),
}

/// Pieces with what became of them, in order.
#[derive(Debug, Default)]
pub(super) struct Flow(Vec<(Track, Token)>);

impl Flow {
    pub(super) fn text(&mut self, track: Track, text: &str) {
        if !text.is_empty() {
            self.0.push((track, Token::Text(text.to_owned())));
        }
    }

    pub(super) fn end(&mut self, track: Track, end: End) {
        match end {
            End::Gap(blank) => self.text(track, blank),
            End::Break(format) => self.0.push((track, Token::Break(format))),
        }
    }

    /// The ends of one text that stands on both sides.
    pub(super) fn ends(&mut self, old: End, new: End) {
        match (old, new) {
            (End::Break(_), End::Break(_)) => self.end(Track::Kept, new),
            (End::Gap(a), End::Gap(b)) if a == b => self.end(Track::Kept, new),
            _ => {
                self.end(Track::Deleted, old);
                self.end(Track::Inserted, new);
            }
        }
    }

    pub(super) fn row(&mut self, track: Track, cells: Cells, place: InTable) {
        self.0.push((track, Token::Row(cells, place)));
    }

    /// Adds a stream as it is.
    pub(super) fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The stream with its changed stretches in the order in which they read best; none where a row would stand within a
    /// paragraph.
    pub(super) fn ordered(self) -> Option<Self> {
        let mut out = Vec::with_capacity(self.0.len());
        let mut inside = false;
        let mut rest = self.0.as_slice();
        while !rest.is_empty() {
            let kept = rest.iter().take_while(|t| t.0 == Track::Kept).count();
            for token in &rest[..kept] {
                inside = matches!(token.1, Token::Text(_));
                out.push(token.clone());
            }
            rest = &rest[kept..];
            let changed = rest.iter().take_while(|t| t.0 != Track::Kept).count();
            if changed > 0 {
                stretch(&rest[..changed], inside, &mut out);
                inside = matches!(out.last(), Some((_, Token::Text(_))));
            }
            rest = &rest[changed..];
        }
        let out = Self(out);
        out.is_whole().then_some(out)
    }

    /// True where every row stands between paragraphs, on both sides.
    fn is_whole(&self) -> bool {
        let (mut old, mut new) = (false, false);
        for (track, token) in &self.0 {
            let open = match token {
                Token::Row(..) if old || new => return false,
                Token::Row(..) => continue,
                Token::Text(_) => true,
                Token::Break(_) => false,
            };
            if *track != Track::Inserted {
                old = open;
            }
            if *track != Track::Deleted {
                new = open;
            }
        }
        true
    }

    /// The blocks of the stream; tables are as wide as the page, `width` twips, whose full-width character is `em`.
    pub(super) fn blocks(self, width: u32, em: u32) -> Vec<Block> {
        let mut out = Vec::new();
        let mut runs: Vec<Run> = Vec::new();
        let mut rows: Vec<(Track, Cells, InTable)> = Vec::new();
        let mut open = Open::default();
        for (track, token) in self.0 {
            match token {
                Token::Text(text) => {
                    close(&mut rows, &mut out, width, em);
                    runs.push(Run {
                        text,
                        look: Look::default(),
                        track,
                        link: None,
                    });
                }
                Token::Break(format) => {
                    close(&mut rows, &mut out, width, em);
                    out.push(paragraph(format, std::mem::take(&mut runs), track));
                }
                Token::Row(cells, place) => {
                    if !runs.is_empty() {
                        out.push(paragraph(
                            Format::default(),
                            std::mem::take(&mut runs),
                            Track::Kept,
                        ));
                    }
                    if rows.is_empty() {
                        // Two tables that touch would be one.
                        if matches!(out.last(), Some(Block::Table(_))) {
                            out.push(gap());
                        }
                        open = Open::default();
                    } else if !open.takes(track, place.table) {
                        close(&mut rows, &mut out, width, em);
                        out.push(gap());
                        open = Open::default();
                    }
                    open.note(track, place.table);
                    rows.push((track, cells, place));
                }
            }
        }
        close(&mut rows, &mut out, width, em);
        if !runs.is_empty() {
            out.push(paragraph(Format::default(), runs, Track::Kept));
        }
        // The last paragraph of a document cannot be taken away, and a table is never the last.
        let lasts = matches!(out.last(), Some(Block::Paragraph(p)) if p.end == Track::Kept);
        if !lasts {
            out.push(gap());
        }
        out
    }
}

/// The table of each side that is being filled. A row of both sides notes the new one's.
#[derive(Debug, Default)]
struct Open {
    old: Option<usize>,
    new: Option<usize>,
}

impl Open {
    fn takes(&self, track: Track, table: usize) -> bool {
        let same = |open: Option<usize>| open.is_none_or(|t| t == table);
        match track {
            Track::Deleted => same(self.old),
            Track::Inserted | Track::Kept => same(self.new),
        }
    }

    fn note(&mut self, track: Track, table: usize) {
        match track {
            Track::Deleted => self.old = Some(table),
            Track::Inserted | Track::Kept => self.new = Some(table),
        }
    }
}

/// A stretch of changes, the deletions first. A paragraph of which both texts keep the end keeps it.
fn stretch(tokens: &[(Track, Token)], inside: bool, out: &mut Vec<(Track, Token)>) {
    let side = |track: Track| -> Vec<(Track, Token)> {
        tokens.iter().filter(|t| t.0 == track).cloned().collect()
    };
    let (old, new) = (side(Track::Deleted), side(Track::Inserted));
    let ends = |tokens: &[(Track, Token)]| -> Vec<(usize, Format)> {
        let at = tokens.iter().enumerate();
        at.filter_map(|(at, t)| match t.1 {
            Token::Break(format) => Some((at, format)),
            _ => None,
        })
        .collect()
    };
    let (x, y) = (ends(&old), ends(&new));
    if let (Some(&(i, was)), Some(&(j, is))) = (x.first(), y.first()) {
        let alone = |ends: &[(usize, Format)], len: usize| ends.len() == 1 && ends[0].0 + 1 == len;
        if inside || (alone(&x, old.len()) && alone(&y, new.len()) && was == is) {
            out.extend_from_slice(&old[..i]);
            out.extend_from_slice(&new[..j]);
            out.push((Track::Kept, Token::Break(is)));
            out.extend_from_slice(&old[i + 1..]);
            out.extend_from_slice(&new[j + 1..]);
            return;
        }
    }
    // Whole paragraphs and rows first, then what goes on in the paragraph after the stretch. Rows that became others stand
    // side by side, as they are told.
    if ends_whole(&old) && ends_whole(&new) && !inside && x.is_empty() && y.is_empty() {
        out.extend_from_slice(tokens);
        return;
    }
    let head = |side: &[(Track, Token)]| {
        let last = side.iter().rposition(|t| !matches!(t.1, Token::Text(_)));
        last.map_or(0, |at| at + 1)
    };
    let (p, q) = (head(&old), head(&new));
    out.extend_from_slice(&old[..p]);
    out.extend_from_slice(&new[..q]);
    out.extend_from_slice(&old[p..]);
    out.extend_from_slice(&new[q..]);
}

fn ends_whole(side: &[(Track, Token)]) -> bool {
    !matches!(side.last(), Some((_, Token::Text(_))))
}

fn paragraph(format: Format, runs: Vec<Run>, end: Track) -> Block {
    Block::Paragraph(Paragraph {
        style: format.style,
        indent: format.indent,
        hanging: format.hanging,
        runs,
        end,
        ..Paragraph::default()
    })
}

fn gap() -> Block {
    Block::Paragraph(Paragraph::plain(Style::Gap, ""))
}

/// Rows that follow each other as one table.
fn close(rows: &mut Vec<(Track, Cells, InTable)>, out: &mut Vec<Block>, width: u32, em: u32) {
    let Some((_, _, first)) = rows.first() else {
        return;
    };
    let indent = (first.indent * em / 2).min(width / 2);
    let counts: Vec<usize> = rows
        .iter()
        .map(|(_, cells, place)| place.columns.max(cells.len()))
        .collect();
    let (grid, spans) = equal_columns(&counts, width - indent);
    let table_rows = rows
        .drain(..)
        .zip(spans)
        .enumerate()
        .map(|(at, ((track, mut cells, place), spans))| {
            cells.resize(spans.len(), Vec::new());
            Row {
                header: place.header && at == 0,
                track,
                whole: false,
                cells: cells
                    .into_iter()
                    .zip(spans)
                    .map(|(pieces, span)| Cell {
                        span,
                        blocks: vec![cell(pieces, track)],
                        ..Cell::default()
                    })
                    .collect(),
            }
        })
        .collect();
    out.push(Block::Table(Table {
        style: Style::InnerTable,
        indent,
        grid,
        rows: table_rows,
    }));
}

fn cell(pieces: Vec<(Track, String)>, row: Track) -> Block {
    let runs = pieces
        .into_iter()
        .map(|(track, text)| Run {
            text,
            look: Look::default(),
            track: if row == Track::Kept { track } else { row },
            link: None,
        })
        .collect();
    Block::Paragraph(Paragraph {
        style: Style::InnerText,
        runs,
        end: Track::Kept,
        ..Paragraph::default()
    })
}

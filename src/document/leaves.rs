//! Leaves: a document as the flat sequence of its texts.
//!
//! In: a [`Document`] or [`Clause`]. Out: every text that stands in it once, in order. Never: joins,
//! drops or changes one. The laws (nothing lost, replay) are stated over leaves.

use super::{Block, Clause, ClausePath, Document, Place};

/// What a leaf is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LeafKind {
    /// The title.
    Title,
    /// The words of a date line.
    DateLine,
    /// A line of the 目次.
    Toc,
    /// The heading of a notice.
    NoticeHeading,
    /// A clause's number as it stands.
    Marker,
    /// A clause's heading as it stands.
    Caption,
    /// A paragraph.
    Paragraph,
    /// An item of a list (its mark, then its text).
    Item,
    /// A remark (its mark, then its text).
    Note,
    /// A row of a table.
    Row,
}

/// One text of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// What it is.
    pub kind: LeafKind,
    /// The clause it belongs to; the root for what stands outside the clauses.
    pub path: ClausePath,
    /// Depth inside lists: 0 outside one.
    pub depth: usize,
    /// The mark of an item or remark, else empty.
    pub marker: String,
    /// The text; the cells of a row are joined by tabs.
    pub text: String,
}

impl Document {
    /// Every text of the document once: title, head dates, preamble, 目次, notices, clauses, closing, foot dates.
    pub fn leaves(&self) -> Vec<Leaf> {
        let root = ClausePath::default();
        let mut out = Vec::new();
        let plain = |kind, text: &str| Leaf {
            kind,
            path: ClausePath::default(),
            depth: 0,
            marker: String::new(),
            text: text.to_owned(),
        };
        out.extend(self.title.iter().map(|t| plain(LeafKind::Title, t)));
        out.extend(
            self.dates
                .iter()
                .filter(|d| d.place == Place::Head)
                .map(|d| plain(LeafKind::DateLine, &d.text)),
        );
        block_leaves(&self.preamble, &root, 0, &mut out);
        out.extend(self.toc.iter().map(|t| plain(LeafKind::Toc, t)));
        for notice in &self.notices {
            out.extend(
                notice
                    .heading
                    .iter()
                    .map(|t| plain(LeafKind::NoticeHeading, t)),
            );
            block_leaves(&notice.blocks, &root, 0, &mut out);
        }
        for (path, clause) in self.walk() {
            clause.own_leaves_into(&path, &mut out);
        }
        block_leaves(&self.closing, &root, 0, &mut out);
        out.extend(
            self.dates
                .iter()
                .filter(|d| d.place == Place::Foot)
                .map(|d| plain(LeafKind::DateLine, &d.text)),
        );
        out
    }
}

impl Clause {
    /// The clause's own texts, sub-clauses' left out: number, heading, blocks.
    pub fn own_leaves(&self, path: &ClausePath) -> Vec<Leaf> {
        let mut out = Vec::new();
        self.own_leaves_into(path, &mut out);
        out
    }

    fn own_leaves_into(&self, path: &ClausePath, out: &mut Vec<Leaf>) {
        let leaf = |kind, text: &str| Leaf {
            kind,
            path: path.clone(),
            depth: 0,
            marker: String::new(),
            text: text.to_owned(),
        };
        if !self.marker.is_empty() {
            out.push(leaf(LeafKind::Marker, &self.marker));
        }
        out.extend(self.caption.iter().map(|c| leaf(LeafKind::Caption, c)));
        block_leaves(&self.blocks, path, 0, out);
    }
}

/// The texts of `blocks`, in order.
pub(crate) fn block_leaves(blocks: &[Block], path: &ClausePath, depth: usize, out: &mut Vec<Leaf>) {
    for block in blocks {
        let leaf = |kind, marker: &str, text: String| Leaf {
            kind,
            path: path.clone(),
            depth,
            marker: marker.to_owned(),
            text,
        };
        match block {
            Block::Paragraph(text) => out.push(leaf(LeafKind::Paragraph, "", text.clone())),
            Block::Note { marker, text } => out.push(leaf(LeafKind::Note, marker, text.clone())),
            Block::Table { header, rows } => {
                if !header.is_empty() {
                    out.push(leaf(LeafKind::Row, "", header.join("\t")));
                }
                out.extend(rows.iter().map(|r| leaf(LeafKind::Row, "", r.join("\t"))));
            }
            Block::List(items) => {
                for item in items {
                    out.push(leaf(LeafKind::Item, &item.marker, item.text.clone()));
                    block_leaves(&item.blocks, path, depth + 1, out);
                }
            }
        }
    }
}

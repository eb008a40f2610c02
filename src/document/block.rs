//! Blocks: what a clause's own text is made of.
//!
//! In, out: data. Never: holds a line break or markup.

/// A piece of a clause's own text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(String),
    /// 箇条書き: items behind marks that do not count (・ - ■).
    List(Vec<Item>),
    /// ※ 注 例 and quotations: a remark behind its mark.
    Note {
        /// The mark as it stands (`※`, `注1)`, `>`).
        marker: String,
        /// The remark.
        text: String,
    },
    /// 表.
    Table {
        /// The header cells; none where the table has no header row.
        header: Vec<String>,
        /// The rows; a row may be shorter than the header.
        rows: Vec<Vec<String>>,
    },
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The mark as it stands, doubled marks included (`- ・`).
    pub marker: String,
    /// Its text.
    pub text: String,
    /// What is indented under it.
    pub blocks: Vec<Block>,
}

impl Block {
    /// A paragraph.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(text.into())
    }

    /// A remark.
    pub fn note(marker: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Note {
            marker: marker.into(),
            text: text.into(),
        }
    }
}

impl Item {
    /// An item without anything under it.
    pub fn new(marker: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            marker: marker.into(),
            text: text.into(),
            blocks: Vec::new(),
        }
    }
}

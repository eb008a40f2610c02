//! What a 新旧対照表 is made of.
//!
//! In, out: data. Never: holds a markup, a blank for layout, or a character that stands in neither text without saying so
//! ([`Role::Ours`], [`Role::Gap`]).

use super::settings::Marks;
use crate::document::ClausePath;

/// A 新旧対照表.
///
/// Invariant: `columns` are the old and the new side once each. With [`Unchanged::Full`](super::Unchanged::Full) the runs that
/// are neither [`Role::Ours`] nor [`Role::Gap`] spell, in the new column from top to bottom, the new document, and in the old
/// column the old one (in its own order, unless clauses were moved, merged or split, which stand beside what they
/// became); the marked ones are the characters that differ. Blanks apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What stands above the table.
    pub title: String,
    /// The two columns, from left to right.
    pub columns: [Column; 2],
    /// The label of the third column (備考); none where there is no such column.
    pub remarks: Option<String>,
    /// What the marks mean, in a sentence; none where the user wants none or nothing is marked.
    pub legend: Option<String>,
    /// How marked characters look.
    pub marks: Marks,
    /// The rows; none where nothing changed and unchanged clauses are not shown.
    pub rows: Vec<Row>,
    /// What a person should look at before the table goes out. It is no part of the table.
    pub doubts: Vec<String>,
}

/// One of the two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Which {
    /// The text as it was.
    Old,
    /// The text as it is.
    New,
}

/// A column and its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Whose text stands in it.
    pub which: Which,
    /// The words in the header row.
    pub label: String,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// The number and heading of a 章, 節 or another group: what follows belongs to it.
    Group,
    /// A clause in which something changed.
    Changed,
    /// A clause of the new text alone (新設).
    Added,
    /// A clause of the old text alone (削除).
    Removed,
    /// A clause or a range of them of which the numbers alone changed.
    Renumbered,
    /// A clause that stands elsewhere in the new text: this row stands at its old place and points there.
    Pointer,
    /// A clause or a range of them in which nothing changed.
    Unchanged,
    /// What stands outside the clauses: title, dates, 前文, 目次, お知らせ, closing.
    Outside,
}

impl RowKind {
    /// The word of the JSON contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renumbered => "renumbered",
            Self::Pointer => "pointer",
            Self::Unchanged => "unchanged",
            Self::Outside => "outside",
        }
    }
}

/// A box of the table: an article (条), or the clause of the first level where a text has no articles.
///
/// A renderer draws a line between rows and none between the parts of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// What stands side by side in it, from top to bottom; never empty.
    pub parts: Vec<Part>,
}

/// What stands side by side in a row: a paragraph, an item or a table, then and now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The clause of the old text it belongs to; none for what has none.
    pub old_path: Option<ClausePath>,
    /// The clause of the new text.
    pub new_path: Option<ClausePath>,
    /// The old side; empty where nothing stands there.
    pub old: Cell,
    /// The new side.
    pub new: Cell,
    /// 備考: empty where there is nothing to say, or the user fills it in.
    pub remark: String,
}

impl Part {
    /// One side.
    pub fn cell(&self, which: Which) -> &Cell {
        match which {
            Which::Old => &self.old,
            Which::New => &self.new,
        }
    }

    /// True where a character on either side is marked.
    pub fn is_marked(&self) -> bool {
        let piece = |p: &Piece| match p {
            Piece::Paragraph(p) => p.runs.iter().any(|r| r.changed),
            Piece::Grid(g) => g.rows.iter().flatten().flatten().any(|r| r.changed),
        };
        self.old.iter().chain(&self.new).any(piece)
    }

    /// One side, to be written.
    pub fn cell_mut(&mut self, which: Which) -> &mut Cell {
        match which {
            Which::Old => &mut self.old,
            Which::New => &mut self.new,
        }
    }
}

/// One side of a part: mostly one paragraph or one table.
pub type Cell = Vec<Piece>;

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table inside the clause.
    Grid(Grid),
}

/// A paragraph of a cell.
///
/// `indent` and `hanging` are counted in full-width characters: the first line begins at `indent`, the others at
/// `indent + hanging`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Where the first line begins.
    pub indent: u8,
    /// How much further the other lines begin.
    pub hanging: u8,
    /// The text, in order; no run is empty, none holds a line break.
    pub runs: Vec<Run>,
}

impl Paragraph {
    /// The text as one.
    pub fn text(&self) -> String {
        self.runs.iter().map(|r| r.text.as_str()).collect()
    }
}

/// A table inside a clause; rows may be of different lengths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// How far it is indented, in full-width characters.
    pub indent: u8,
    /// True where the first of the rows is a header.
    pub header: bool,
    /// The rows, each a list of cells, each a list of runs (empty for an empty cell).
    pub rows: Vec<Vec<Vec<Run>>>,
}

impl Grid {
    /// Cells of the widest row.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }
}

/// A stretch of text of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// What it is.
    pub role: Role,
    /// True where it is to be marked.
    pub changed: bool,
}

impl Run {
    /// A run.
    pub fn new(role: Role, text: impl Into<String>, changed: bool) -> Self {
        Self {
            text: text.into(),
            role,
            changed,
        }
    }

    /// True for a character of the policy, false for a word or blank of ours.
    pub fn is_text(&self) -> bool {
        !matches!(self.role, Role::Ours | Role::Gap)
    }
}

/// What a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A clause's number as it stands (`第3条`, `２`, `(1)`), or the mark of an item (`・`, `※`).
    Number,
    /// A clause's heading as it stands.
    Heading,
    /// Text of the policy.
    Text,
    /// Words of the table itself: （略）, （新設）, （削除）, （同左）, the 〜 of a range.
    Ours,
    /// A blank of the table's own between a number and what follows it.
    Gap,
}

impl Role {
    /// The word of the JSON contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Heading => "heading",
            Self::Text => "text",
            Self::Ours => "ours",
            Self::Gap => "gap",
        }
    }
}

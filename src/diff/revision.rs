//! Revision: what one text became in the other, clause by clause, as data.
//!
//! In, out: data, borrowed from the two documents. Never: knows a format, or decides anything.

use super::inline::{Edit, Op};
use super::line::{self, Line};
use super::ordinal::Level;
use crate::document::{Clause, ClausePath, Document, Number};

/// What a revision did.
///
/// Invariant: every clause of the old document is the old side of exactly one pair whose tie is not
/// [`Tie::Split`], every clause of the new one the new side of exactly one that is not [`Tie::Merged`];
/// every other text stands in exactly one section. Applied to the old texts it gives the new ones
/// (see [`prove`](super::prove)).
#[derive(Debug, Clone)]
pub struct Revision<'a> {
    /// The old document.
    pub old: &'a Document,
    /// The new document.
    pub new: &'a Document,
    /// What changed outside the clauses, in reading order; parts without any change are left out.
    pub sections: Vec<Section<'a>>,
    /// Every clause of both, in the order of the new text, a removed clause after the one it followed.
    pub pairs: Vec<Pair<'a>>,
    /// One wording replaced by another in several places.
    pub terms: Vec<Term>,
    /// References that point elsewhere now although nobody touched them.
    pub stale: Vec<Stale>,
}

/// A part of a document outside its clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// 表題.
    Title,
    /// The date lines before the clauses.
    HeadDates,
    /// 前文.
    Preamble,
    /// 目次.
    Toc,
    /// お知らせ.
    Notices,
    /// What stands after the clauses.
    Closing,
    /// The date lines after them.
    FootDates,
}

/// A part outside the clauses that changed.
#[derive(Debug, Clone)]
pub struct Section<'a> {
    /// Which part.
    pub part: Part,
    /// Its lines, changed or not, in order.
    pub changes: Vec<Change<'a>>,
}

/// What happened to a clause's own text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// The same but for blanks.
    Unchanged,
    /// Its own text differs.
    Modified,
    /// Stands in the new text only.
    Added,
    /// Stands in the old text only.
    Removed,
}

impl Status {
    /// The word of the JSON contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Modified => "modified",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

/// How the two sides of a pair belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tie {
    /// One clause, then and now; or a clause that one text alone has.
    Same,
    /// The old clause went into the new one, which has a pair of its own.
    Merged,
    /// The new clause came out of the old one, which has a pair of its own.
    Split,
}

/// A clause on one side of a pair.
#[derive(Debug, Clone)]
pub struct Side<'a> {
    /// Its place in reading order, from 0.
    pub index: usize,
    /// Its path.
    pub path: ClausePath,
    /// Its number, folded.
    pub number: Option<Number>,
    /// The place of its parent in reading order.
    pub parent: Option<usize>,
    /// The level that its number names.
    pub(crate) level: Level,
    /// What a bare number counts there: 項 or 号.
    pub(crate) unit: Option<char>,
    /// The clause.
    pub clause: &'a Clause,
}

/// What became of one clause.
///
/// `changes` is empty where number, heading and text are the same to the character; else it holds
/// every line of the clause, changed or not, in order.
#[derive(Debug, Clone)]
pub struct Pair<'a> {
    /// The clause as it was.
    pub old: Option<Side<'a>>,
    /// The clause as it is.
    pub new: Option<Side<'a>>,
    /// How the two belong together.
    pub tie: Tie,
    /// What happened to its own text, its number, heading and sub-clauses apart.
    pub status: Status,
    /// Its own number differs in value; the style of the numeral does not count.
    pub renumbered: bool,
    /// Its parent is not the pair of its old parent.
    pub moved: bool,
    /// It stands before or after other siblings than it did, under the same parent, and no number tells so.
    pub reordered: bool,
    /// Its heading differs.
    pub retitled: bool,
    /// All that changed in it is spelling, width, marks or the numbers of references that followed their clauses.
    pub editorial: bool,
    /// It is tied to the counterpart of its own parent.
    pub(crate) within_parent: bool,
    /// How sure the pair is, 0 to 1; below [`DOUBTFUL`](super::DOUBTFUL) a person should look.
    pub confidence: f32,
    /// Number, heading and lines. For a merged pair the old side alone, for a split one the new side alone.
    pub changes: Vec<Change<'a>>,
}

impl Pair<'_> {
    /// True where anything happened to the clause.
    pub fn is_changed(&self) -> bool {
        self.status != Status::Unchanged
            || self.tie != Tie::Same
            || self.renumbered
            || self.moved
            || self.reordered
            || self.retitled
            || self.editorial
    }

    /// True where the pair should be looked at by a person.
    pub fn is_doubtful(&self) -> bool {
        self.old.is_some() && self.new.is_some() && self.confidence < super::DOUBTFUL
    }

    /// True where a clause went into its own parent's text, or came out of it: its number was dropped or set, its words
    /// stayed where they were.
    pub fn is_within_parent(&self) -> bool {
        self.within_parent
    }

    /// True where the number alone is left of the clause: `第2条　削除`.
    pub fn is_voided(&self) -> bool {
        self.tie == Tie::Same
            && match (&self.old, &self.new) {
                (Some(a), Some(b)) => !line::is_void(a.clause) && line::is_void(b.clause),
                _ => false,
            }
    }

    /// True where a number that was left empty holds a clause again.
    pub fn is_restored(&self) -> bool {
        self.tie == Tie::Same
            && match (&self.old, &self.new) {
                (Some(a), Some(b)) => line::is_void(a.clause) && !line::is_void(b.clause),
                _ => false,
            }
    }

    /// The changes of the clause's own text.
    pub fn text(&self) -> impl Iterator<Item = &Change<'_>> {
        self.changes.iter().filter(|c| c.place == Place::Text)
    }
}

/// Where in a clause a change lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Its number.
    Marker,
    /// Its heading.
    Caption,
    /// Its text.
    Text,
}

/// A line that stayed, changed, came or went.
///
/// Invariant: `edits` spell the old lines joined by line breaks, and the new ones likewise. Mostly there is one line on
/// each side; none where the line was added or removed; several where only the breaks between them changed.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// Where it lies.
    pub place: Place,
    /// The old lines.
    pub old: Vec<Line<'a>>,
    /// The new lines.
    pub new: Vec<Line<'a>>,
    /// What happened to the text.
    pub edits: Vec<Edit>,
    /// What each stretch of deletes and inserts means, in order.
    pub spots: Vec<Spot>,
}

impl Change<'_> {
    /// True where the line stands on both sides and differs in blanks at most.
    pub fn is_equal(&self) -> bool {
        self.spots.iter().all(|s| s.kind == Kind::Blank)
    }

    /// True for a line of the new text alone.
    pub fn is_added(&self) -> bool {
        self.old.is_empty()
    }

    /// True for a line of the old text alone.
    pub fn is_removed(&self) -> bool {
        self.new.is_empty()
    }
}

/// A stretch of a line that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// What stood there; empty where text was only added.
    pub old: String,
    /// What stands there; empty where text was only removed.
    pub new: String,
    /// The index of its first edit.
    pub at: usize,
    /// What it means.
    pub kind: Kind,
}

/// What a changed stretch means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Blanks alone: counts for nothing.
    Blank,
    /// The mark of an item: `・` → `-`.
    Mark,
    /// Another spelling of the same words.
    Spelling,
    /// The number of a clause in a reference, which followed the clause.
    ReferenceShifted,
    /// A reference that points to another clause than before.
    Reference,
    /// A number, period, amount or date.
    Number,
    /// The name or number of a law.
    Citation,
    /// May, shall or must not.
    Obligation,
    /// The name of a company.
    Company,
    /// One of [`Revision::terms`].
    Term(usize),
    /// A whole line came.
    LineAdded,
    /// A whole line went.
    LineRemoved,
    /// Anything else.
    Wording,
}

impl Kind {
    /// True where the meaning is not touched.
    pub fn is_editorial(self) -> bool {
        matches!(
            self,
            Self::Blank | Self::Mark | Self::Spelling | Self::ReferenceShifted
        )
    }

    /// The word of the JSON contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Mark => "mark",
            Self::Spelling => "spelling",
            Self::ReferenceShifted => "reference-shifted",
            Self::Reference => "reference",
            Self::Number => "number",
            Self::Citation => "citation",
            Self::Obligation => "obligation",
            Self::Company => "company",
            Self::Term(_) => "term",
            Self::LineAdded => "line-added",
            Self::LineRemoved => "line-removed",
            Self::Wording => "wording",
        }
    }
}

/// One wording replaced by another wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What stood there.
    pub old: String,
    /// What stands there.
    pub new: String,
    /// In how many places.
    pub count: usize,
    /// The paths of the clauses, once each; of a part outside the clauses, the root.
    pub paths: Vec<ClausePath>,
    /// True for the name of a company.
    pub company: bool,
}

/// A reference that should have followed its clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The new clause that holds it.
    pub path: ClausePath,
    /// As it stands.
    pub text: String,
    /// What is wrong with it.
    pub astray: Astray,
}

/// How a reference came to miss its clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Astray {
    /// Its clause bears another number now: this one.
    Number(String),
    /// Its clause, the old one at this place in reading order, is gone.
    Gone(usize),
    /// 前条 and its kin name other clauses than before.
    Relative {
        /// Places of the old clauses that were named.
        was: Vec<usize>,
        /// Places of the new clauses that are named; none where there is no such clause.
        now: Vec<usize>,
    },
}

/// The stretches of deletes and inserts of `edits`.
pub(crate) fn spots(edits: &[Edit]) -> Vec<Spot> {
    let mut out: Vec<Spot> = Vec::new();
    let mut open = false;
    for (at, edit) in edits.iter().enumerate() {
        if edit.op == Op::Equal {
            open = false;
            continue;
        }
        if !open {
            out.push(Spot {
                old: String::new(),
                new: String::new(),
                at,
                kind: Kind::Wording,
            });
            open = true;
        }
        if let Some(spot) = out.last_mut() {
            match edit.op {
                Op::Delete => spot.old.push_str(&edit.text),
                _ => spot.new.push_str(&edit.text),
            }
        }
    }
    out
}

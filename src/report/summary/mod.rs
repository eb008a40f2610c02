//! Summary: a revision as a 改定概要.
//!
//! In: a [`Revision`]. Out: a [`Summary`]: entries that tell one thing each, in the words a lawyer uses, and
//! what is gathered at the end. Never: leaves a changed character without an entry, or judges why it was changed.

mod along;
mod body;
mod carried;
mod entries;
mod facts;
mod gathered;
mod groups;
mod headings;
mod left;
mod listed;
mod lone;
mod markdown;
mod moved;
pub(crate) mod phrases;
mod places;
mod rewrite;
mod rows;
mod runs;
mod sections;
mod spot;
mod stretch;
mod text;
mod ties;
mod widen;

pub use facts::Covers;
pub(crate) use gathered::remarks as doubts;
pub use markdown::markdown;
pub use text::text;

use crate::diff::Revision;
use crate::document::ClausePath;

/// How much a 改定概要 says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Detail {
    /// Which clauses, no quotations.
    Brief,
    /// With short quotations.
    #[default]
    Standard,
    /// Every change in full.
    Full,
}

/// What an entry tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// The title changed.
    Title,
    /// A date line changed.
    Dates,
    /// The preamble changed.
    Preamble,
    /// The table of contents changed.
    Toc,
    /// A notice inside the text came, went or changed.
    Notice,
    /// What stands after the clauses changed.
    Closing,
    /// Clauses came.
    Added,
    /// Clauses went.
    Removed,
    /// A clause's own text changed.
    Modified,
    /// Clauses stand elsewhere.
    Moved,
    /// Clauses bear other numbers.
    Renumbered,
    /// A heading changed.
    Retitled,
    /// A clause went into another.
    Merged,
    /// A clause came out of another.
    Split,
}

impl EntryKind {
    /// The word of the JSON contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Dates => "dates",
            Self::Preamble => "preamble",
            Self::Toc => "toc",
            Self::Notice => "notice",
            Self::Closing => "closing",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Modified => "modified",
            Self::Moved => "moved",
            Self::Renumbered => "renumbered",
            Self::Retitled => "retitled",
            Self::Merged => "merged",
            Self::Split => "split",
        }
    }
}

/// One thing that a revision did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it tells.
    pub kind: EntryKind,
    /// The old clause; none where there is none.
    pub old_path: Option<ClausePath>,
    /// The new clause; none where there is none.
    pub new_path: Option<ClausePath>,
    /// The heading of the clause or of the nearest one above that has one.
    pub heading: Option<String>,
    /// The sentence, without a full stop.
    pub sentence: String,
    /// What stands under the sentence, a line each.
    pub lines: Vec<String>,
    /// Where the sentence is one fact of one clause: the clause's name and the fact.
    pub(crate) fact: Option<(String, String)>,
    /// Items that came, in full.
    pub items_added: Vec<String>,
    /// Items that went, in full.
    pub items_removed: Vec<String>,
    /// The changed characters it accounts for.
    pub covers: Covers,
    /// The places in the revision of the pairs it tells of; none for what stands outside the clauses.
    pub pairs: Vec<usize>,
}

/// A spelling that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// The clause; the root for what stands outside the clauses.
    pub path: ClausePath,
    /// As it was written.
    pub old: String,
    /// As it is written.
    pub new: String,
}

/// A 改定概要.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// What changed, in the order of the text.
    pub entries: Vec<Entry>,
    /// A sentence for each of the revision's terms.
    pub terms: Vec<String>,
    /// The sentence on references that followed their clauses; none where there are none.
    pub references: Option<String>,
    /// Spelling alone.
    pub spellings: Vec<Spelling>,
    /// In how many places the mark of an item was replaced by another.
    pub marks: usize,
    /// The spellings as sentences, the same ones counted.
    pub spelling_lines: Vec<String>,
    /// Every clause with another number: the old and the new path.
    pub renumbered: Vec<(ClausePath, ClausePath)>,
    /// What a person should look at: doubtful pairs and references left behind.
    pub remarks: Vec<String>,
    /// The changed characters that terms, references and spelling account for.
    pub gathered: Covers,
}

impl Summary {
    /// True where nothing changed.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
            && self.terms.is_empty()
            && self.references.is_none()
            && self.spellings.is_empty()
            && self.marks == 0
    }

    /// The changed characters that all of it accounts for.
    pub fn covers(&self) -> Covers {
        let mut out = self.gathered;
        for entry in &self.entries {
            out.add(entry.covers);
        }
        out
    }
}

/// The 改定概要 of a revision.
pub fn summarise(revision: &Revision<'_>, detail: Detail) -> Summary {
    let mut summary = Summary::default();
    entries::write(revision, detail, &mut summary);
    gathered::write(revision, detail, &mut summary);
    summary
}

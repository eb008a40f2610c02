//! Draft: a revision → instructions, tried one by one on the old document.
//!
//! In: a [`Revision`]. Out: the text of the amendment, proved on the two documents. Never: gives out a text that was not
//! applied and found to lead to the new document.

mod body;
mod come;
mod own;
mod parts;
mod plan;
mod quote;
mod rows;

use super::apply::Work;
use super::instruction::{Action, Amendment, Instruction, Part, Place};
use super::numerals::Numerals;
use super::{apply, facts, newtext, read, write};
use crate::diff::Revision;
use crate::document::Document;

/// How an amendment is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Numbers outside of quotations; by default as most articles of the old text count.
    pub numerals: Option<Numerals>,
    /// The day of effect in words: a 附則 of the amendment's own says it.
    pub effective: Option<String>,
}

/// An amendment that leads from the old document to the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// Its text; a head and nothing else where nothing changed.
    pub text: String,
    /// What it does.
    pub amendment: Amendment,
    /// How closely it could be put.
    pub closeness: Closeness,
}

/// How closely an amendment names what changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// Words, 項 and 号.
    Words,
    /// Every clause of the first level that changed is put anew.
    Clauses,
    /// The whole text is put anew: 全部改正.
    Everything,
}

/// The amendment that makes the new document of the old one.
///
/// Law: its text, applied to the old document, gives the new one. This is tried before it is given out; what cannot be
/// told closely is told as a whole.
pub fn amendment(revision: &Revision<'_>, options: &Options) -> Drafted {
    let (old, new) = (revision.old, revision.new);
    let numerals = options.numerals.unwrap_or_else(|| Numerals::of(old));
    let ways = [
        (Closeness::Words, true),
        (Closeness::Words, false),
        (Closeness::Clauses, false),
    ];
    for (closeness, gathers) in ways {
        let Some(mut amendment) = drafted(revision, closeness) else {
            continue;
        };
        if gathers {
            amendment.instructions = write::gather(amendment.instructions);
        }
        let text = write::text(&amendment, old, numerals, options.effective.as_deref());
        if amendment.instructions.is_empty() || leads(old, &text, new) {
            return Drafted {
                text,
                amendment,
                closeness,
            };
        }
    }
    let amendment = Amendment {
        instructions: vec![Instruction::new(
            Place::part(Part::Body),
            Action::Everything(newtext::whole(new)),
        )],
    };
    Drafted {
        text: write::text(&amendment, old, numerals, options.effective.as_deref()),
        amendment,
        closeness: Closeness::Everything,
    }
}

/// True where the text of an amendment, applied to `old`, gives `new`.
fn leads(old: &Document, text: &str, new: &Document) -> bool {
    read(text)
        .and_then(|amendment| apply(old, &amendment))
        .is_ok_and(|applied| applied.document == *new)
}

/// Instructions as close as asked; none where one of them does not do what it should.
fn drafted(revision: &Revision<'_>, closeness: Closeness) -> Option<Amendment> {
    let (old, new) = (revision.old, revision.new);
    let mut draft = Draft {
        work: Work::of(old),
        out: Vec::new(),
    };
    for part in [
        Part::Title,
        Part::HeadDates,
        Part::Preamble,
        Part::Toc,
        Part::Notices,
    ] {
        parts::part(&mut draft, old, new, part)?;
    }
    body::body(&mut draft, revision, closeness)?;
    for part in [Part::Closing, Part::FootDates] {
        parts::part(&mut draft, old, new, part)?;
    }
    let derived = facts::derive(
        old,
        &draft.work.state.document(),
        &draft.work.state.head,
        &draft.work.state.foot,
    );
    if derived != (new.organization.clone(), new.dates.clone()) {
        let text = newtext::facts(new);
        draft.emit(Instruction::new(
            Place::part(Part::Body),
            Action::Facts(text),
        ))?;
    }
    Some(Amendment {
        instructions: draft.out,
    })
}

/// Instructions with the document as they leave it.
pub(crate) struct Draft {
    pub(crate) work: Work,
    pub(crate) out: Vec<Instruction>,
}

impl Draft {
    /// Adds an instruction and does it; none where it cannot be done, and then nothing is.
    pub(crate) fn emit(&mut self, instruction: Instruction) -> Option<()> {
        self.work.perform(&instruction).ok()?;
        self.out.push(instruction);
        Some(())
    }
}

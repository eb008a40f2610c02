//! Amend: a revision as an amending text in statute style (改め文), and such a text read and applied.
//!
//! In: a [`Revision`](crate::diff::Revision); or a [`Document`] and the text of an amendment. Out: the text; or the amended document.
//! Never: prints a text that does not lead from the one document to the other, or applies a part of one.
//!
//! 1. [`draft`] makes [`instruction`]s of a revision, trying each on the document as it goes;
//! 2. [`mod@write`] puts them into sentences, [`read()`] makes instructions of sentences again;
//! 3. [`apply()`] does to a document what they say.
//!
//! Law: for any two documents, what [`amendment`] writes, read and applied to the first, gives the second in its
//! canonical form, character for character ([`canonical::write`](crate::document::canonical::write)).

mod apply;
pub mod draft;
mod facts;
pub mod instruction;
mod newtext;
mod numerals;
mod phrases;
mod place;
mod places;
mod read;
mod sentence;
mod state;
pub mod write;

pub use apply::{Applied, Remark, apply};
pub use draft::{Closeness, Drafted, Options, amendment};
pub use numerals::Numerals;
pub use read::read;

use crate::document::Document;
use instruction::Origin;

/// A sentence of an amendment that cannot be read, or does not fit the document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line} 行目（第 {sentence} 文「{words}」）: {what}")]
pub struct Trouble {
    /// 1-based line of the amendment.
    pub line: usize,
    /// Which of its sentences, from 1.
    pub sentence: usize,
    /// The words it is about.
    pub words: String,
    /// What is wrong, in Japanese.
    pub what: String,
    /// What to do.
    pub hint: String,
}

fn trouble(origin: Origin, words: &str, what: &str, hint: &str) -> Trouble {
    Trouble {
        line: origin.line,
        sentence: origin.sentence,
        words: short(words),
        what: what.to_owned(),
        hint: hint.to_owned(),
    }
}

/// The text of an amendment applied to a document.
///
/// # Errors
/// The first sentence that cannot be read or does not fit; then nothing is applied.
pub fn apply_text(document: &Document, text: &str) -> Result<Applied, Trouble> {
    apply(document, &read(text)?)
}

/// A text short enough for a message.
fn short(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST - 1).chain(['…']).collect()
}

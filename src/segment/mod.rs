//! Segment: lines → the clause tree, with a diagnostic for every doubt.
//!
//! In: the [`Lines`](crate::source::Lines) of a source. Out: [`Segmented`]: the document, the lines
//! that are no part of it, and the doubts. Never: fails, loses a line, or knows files.

use crate::document::{Document, canonical};
use crate::source::{self, Format, Lines, SourceError};

/// A text read into clauses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Segmented {
    /// The clause tree.
    pub document: Document,
    /// Lines that are no part of the policy, each with the reason.
    pub dropped: Vec<Dropped>,
    /// Doubts, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
}

/// A line that is no part of the policy (page furniture).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// 1-based line of the source.
    pub line: usize,
    /// The line as it stands.
    pub text: String,
    /// Why: a short code (`page-number`, `repeated-line`, `link-address`, `comment`, `repeated-title`).
    pub reason: &'static str,
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// May be read wrongly: look at the line.
    Warning,
}

/// A doubt about one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// 1-based line of the source.
    pub line: usize,
    /// How much it matters.
    pub severity: Severity,
    /// Its code (`number-skipped`, `number-repeated`, `date-impossible`, `no-clauses`, …).
    pub code: &'static str,
    /// What is doubtful, in Japanese, in one sentence.
    pub message: String,
}

/// The clause tree of the lines of a source.
pub fn segment(_lines: &Lines<'_>) -> Segmented {
    Segmented::default()
}

/// The clause tree of a file's bytes. Canonical Markdown is read back exactly.
///
/// # Errors
/// Bytes that can't be decoded; nothing else.
pub fn segment_bytes(bytes: &[u8], format: Format) -> Result<Segmented, SourceError> {
    let text = source::decode(bytes)?;
    if format == Format::Markdown
        && canonical::is_canonical(text)
        && let Ok(document) = canonical::read(text)
    {
        return Ok(Segmented {
            document,
            ..Segmented::default()
        });
    }
    Ok(segment(&source::lines(text, format)))
}

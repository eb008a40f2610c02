//! Segment: lines → the clause tree, with a diagnostic for every doubt.
//!
//! In: the [`Lines`] of a source. Out: [`Segmented`]: the document, the lines
//! that are no part of it, and the doubts. Never: fails, loses a line, or knows files.

mod around;
mod assemble;
mod body;
mod columns;
mod dates;
mod explain;
mod furniture;
mod marker;
mod organization;
mod outline;
mod table;
mod tree;
mod words;
mod wrap;

use assemble::{clause_dates, foot_dates, organization, restore_head_dates, take_head_dates};

pub use explain::{Explained, Rule};

use around::Role;
use explain::Trace;
use wrap::Wrap;

use crate::document::{Document, Notice, canonical};
use crate::source::{self, Format, Line, Lines, SourceError};

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
    /// Why: a short code (`page-number`, `repeated-line`, `link-address`, `comment`, `repeated-title`,
    /// `title-mark`).
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
pub fn segment(source: &Lines<'_>) -> Segmented {
    run(source, &mut Trace::default())
}

/// The same reading, with the reason for every line.
pub fn explain(source: &Lines<'_>) -> (Segmented, Vec<Explained>) {
    let mut trace = Trace::kept();
    let segmented = run(source, &mut trace);
    let reasons = trace.finish(&segmented.document);
    (segmented, reasons)
}

fn run(source: &Lines<'_>, trace: &mut Trace) -> Segmented {
    let mut out = Segmented::default();
    let kept = columns::keep(&source.lines, &mut out.diagnostics);
    let rows = table::rows(&kept, &mut out.diagnostics);
    let wrap = Wrap::of(&rows);
    let lines = furniture::part(&rows, wrap.is_wrapped(), &mut out.dropped);
    // Without the furniture's addresses and numbers the page's edge shows itself better.
    let roles = around::roles(&lines, wrap);
    let mut body: Vec<&Line<'_>> = Vec::with_capacity(lines.len());
    let mut notice: Vec<body::Piece<'_>> = Vec::new();
    let mut closing: Vec<&Line<'_>> = Vec::new();
    for (line, role) in lines.iter().zip(&roles) {
        if let Some(rule) = role.rule() {
            trace.note(line.number, 0, rule);
        }
        match role {
            Role::Title => {
                let (mark, title) = around::title_mark(&line.text);
                out.document.title = Some(title.to_owned());
                if !mark.is_empty() {
                    out.dropped.push(Dropped {
                        line: line.number,
                        text: mark.to_owned(),
                        reason: "title-mark",
                    });
                }
            }
            Role::TitleAgain => {
                out.dropped.push(Dropped {
                    line: line.number,
                    text: line.text.to_string(),
                    reason: "repeated-title",
                });
            }
            Role::Toc(_) => out.document.toc.push(line.text.to_string()),
            Role::Notice(true) => {
                out.document.notices.push(Notice {
                    heading: Some(line.text.to_string()),
                    blocks: Vec::new(),
                });
            }
            Role::Notice(false) => notice.push(body::piece(line)),
            Role::Closing => closing.push(line),
            Role::Body => body.push(line),
        }
    }
    if let Some(last) = out.document.notices.last_mut() {
        last.blocks = body::blocks(notice.into_iter());
    }
    let head = take_head_dates(&mut body, &mut out.document.dates, trace);
    let (mut tree, diagnostics) = outline::build(&body, wrap, trace);
    drop((body, roles));
    out.diagnostics.extend(diagnostics);
    table::interleaved(&lines, &mut out.diagnostics);
    restore_head_dates(&mut tree, head, &mut out.document.dates);
    clause_dates(&tree, &mut out.document.dates, &mut out.diagnostics);
    let signatures: Vec<&str> = closing.iter().map(|l| l.text.as_ref()).collect();
    out.document.organization = organization(&tree, out.document.title.as_deref(), &signatures);
    foot_dates(&closing, &mut out.document);
    for line in &lines {
        dates::doubts(line, &mut out.diagnostics);
    }
    // What is done with gives its memory back before the document takes as much.
    drop((lines, closing));
    (out.document.preamble, out.document.clauses) = tree.finish();
    if out.document.clauses.is_empty() {
        let message = "条項が見つかりません。全文を前文として扱います".to_owned();
        out.diagnostics.push(Diagnostic {
            line: 1,
            severity: Severity::Warning,
            code: "no-clauses",
            message,
        });
    }
    for dropped in &out.dropped {
        if !matches!(dropped.reason, "repeated-title" | "title-mark") {
            trace.note(dropped.line, 0, Rule::Dropped(dropped.reason));
        }
    }
    out.dropped.sort_by_key(|d| d.line);
    out.diagnostics.sort_by_key(|d| d.line);
    out
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

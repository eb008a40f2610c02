//! Source: one input format each → lines with layout hints.
//!
//! In: the bytes of a file and its format. Out: [`Lines`], every line with its number and what the
//! format itself says of it. Never: knows clauses, decides what a number means, or does I/O.

mod html;
mod markdown;
mod plain;

use std::borrow::Cow;

use crate::text::decode::{self, DecodeError};
use crate::text::signs::{self, Signs};

/// An input format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
}

impl Format {
    /// The format that a file's ending names; none for an ending that is not read.
    pub fn of_name(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        match ending.as_str() {
            "txt" | "text" => Some(Self::Plain),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }

    /// The ending a file of this format is stored under.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Plain => "txt",
            Self::Markdown => "md",
        }
    }
}

/// What the format itself says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hint {
    /// Nothing.
    #[default]
    None,
    /// A heading, 1 the highest.
    Heading(u8),
    /// The first line of an item of a numbered or bulleted list, by its nesting from 1; the mark is part of the
    /// line's text.
    Item(u8),
    /// A later paragraph or line inside a list item, by its nesting.
    Inside(u8),
    /// A quotation.
    Quote,
    /// A line of preformatted text.
    Code,
    /// A row of a table, its cells between `|`; the header row first.
    Row {
        /// True for the header row.
        header: bool,
    },
    /// A comment of the format, no text of the policy.
    Comment,
}

/// A line of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'a> {
    /// 1-based number in the source.
    pub number: usize,
    /// The text without the blanks around it; never empty.
    pub text: Cow<'a, str>,
    indent: u32,
    columns: u32,
    /// The first letter of the text.
    pub first: char,
    /// True where a blank line (or the start of the text) stands before it.
    pub after_blank: bool,
    /// True where blanks stood after the text: word processors leave one for a paragraph's end.
    pub trailing_blank: bool,
    /// Which telling characters stand in the text.
    pub signs: Signs,
    /// What the format says.
    pub hint: Hint,
    /// True for a line that goes on the paragraph of the line before, as the format tells.
    pub soft: bool,
}

impl<'a> Line<'a> {
    /// A line of nothing but its text, behind `indent` columns of blanks.
    fn new(number: usize, indent: usize, text: Cow<'a, str>) -> Self {
        let (columns, signs) = signs::measure(&text);
        Self {
            number,
            indent: small(indent),
            columns: small(indent + columns),
            first: text.chars().next().unwrap_or_default(),
            signs,
            hint: Hint::None,
            after_blank: false,
            trailing_blank: false,
            soft: false,
            text,
        }
    }

    /// Columns of blanks before the text, a full-width blank counting two.
    pub fn indent(&self) -> usize {
        self.indent as usize
    }

    /// Column where the text ends, its indentation included.
    pub fn columns(&self) -> usize {
        self.columns as usize
    }

    /// Gives the line another text, and what is told of it but for its columns.
    pub fn set_text(&mut self, text: String) {
        self.signs = Signs::of(&text);
        self.first = text.chars().next().unwrap_or_default();
        self.text = Cow::Owned(text);
    }
}

/// A number of columns; no text that fits into memory has more.
fn small(columns: usize) -> u32 {
    u32::try_from(columns).unwrap_or(u32::MAX)
}

/// The lines of a source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines<'a> {
    /// The lines that are not blank, in order.
    pub lines: Vec<Line<'a>>,
}

/// A source that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// Not UTF-8.
    #[error(transparent)]
    Decode(#[from] DecodeError),
}

/// The text of a source.
///
/// # Errors
/// Bytes that are not UTF-8.
pub fn decode(bytes: &[u8]) -> Result<&str, SourceError> {
    Ok(decode::utf8(bytes)?)
}

/// The lines of a text.
pub fn lines(text: &str, format: Format) -> Lines<'_> {
    match format {
        Format::Plain => plain::read(text),
        Format::Markdown => markdown::read(text),
    }
}

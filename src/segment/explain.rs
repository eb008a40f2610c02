//! Why each line became what it is.
//!
//! In: what the rules noted while they read. Out: one reason a line, in the order of the source. Never: decides anything.

use crate::document::{ClausePath, Document};

/// The rule that made a line what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Its number follows the last one of an open level.
    Follows,
    /// The first number of a style opens a level.
    Opens,
    /// Its number goes on from the chapter before.
    GoesOn,
    /// ２ below an article whose first paragraph bears no number.
    SecondParagraph,
    /// A number was left out before it, and the layout speaks for it.
    Skips,
    /// The number stood before, and the layout speaks for it.
    Repeats,
    /// Its number stands out of its place: the count goes on without it, or went past it.
    Displaced,
    /// It follows but for its mark: `4)` between `3.` and `5.`.
    OtherMark,
    /// The level counts from one again beside its old members.
    Restarts,
    /// An answer to the question of its number.
    Answers,
    /// 附則, 別表 and their kin stand beside the chapters.
    Appended,
    /// A bracketed line before or below the number of its article.
    Caption,
    /// A bracketed line or a heading of the format without a number.
    Label,
    /// A mark before phrases that each have text of their own, or short lines between paragraphs.
    Heading,
    /// It goes on the paragraph of the line before.
    Joined,
    /// Nothing speaks for a number: text of the open clause.
    Text,
    /// It stands where a title stands, or ends as one does.
    Title,
    /// The title once more.
    TitleAgain,
    /// A line of the 目次: its heading, or an entry that comes back as a clause.
    Toc,
    /// Between the heading of a notice of revision and the title or the clauses.
    Notice,
    /// It says when the text was made, changed or took effect, and nothing else.
    Date,
    /// After the last clause: dates, signatures, 以上, whom to ask.
    Closing,
    /// No part of the text.
    Dropped(&'static str),
}

impl Rule {
    /// What the line became.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Follows
            | Self::Opens
            | Self::GoesOn
            | Self::SecondParagraph
            | Self::Skips
            | Self::Repeats
            | Self::Displaced
            | Self::OtherMark
            | Self::Restarts
            | Self::Answers
            | Self::Appended => "clause",
            Self::Caption => "caption",
            Self::Label | Self::Heading => "group",
            Self::Joined | Self::Text => "text",
            Self::Title | Self::TitleAgain => "title",
            Self::Toc => "toc",
            Self::Notice => "notice",
            Self::Date => "date",
            Self::Closing => "closing",
            Self::Dropped(_) => "dropped",
        }
    }

    /// The rule in a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Follows => "follows",
            Self::Opens => "opens-level",
            Self::GoesOn => "goes-on-across-chapters",
            Self::SecondParagraph => "second-paragraph",
            Self::Skips => "number-skipped",
            Self::Repeats => "number-repeated",
            Self::Displaced => "number-out-of-order",
            Self::OtherMark => "number-mark",
            Self::Restarts => "counts-again",
            Self::Answers => "answer",
            Self::Appended => "appended",
            Self::Caption => "caption",
            Self::Label => "label",
            Self::Heading => "heading-by-layout",
            Self::Joined => "joined",
            Self::Text => "text",
            Self::Title => "title",
            Self::TitleAgain => "title-again",
            Self::Toc => "toc",
            Self::Notice => "notice",
            Self::Date => "date-line",
            Self::Closing => "closing",
            Self::Dropped(reason) => reason,
        }
    }
}

/// A line with what it became and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// 1-based line of the source.
    pub line: usize,
    /// The clause it belongs to; the root outside the clauses.
    pub path: ClausePath,
    /// The rule.
    pub rule: Rule,
}

/// What the rules noted: a line, the node of the tree it went to (0 for none), the rule.
#[derive(Debug, Default)]
pub(super) struct Trace {
    notes: Option<Vec<(usize, usize, Rule)>>,
}

impl Trace {
    /// A trace that keeps its notes.
    pub(super) fn kept() -> Self {
        Self {
            notes: Some(Vec::new()),
        }
    }

    /// Notes one line.
    pub(super) fn note(&mut self, line: usize, node: usize, rule: Rule) {
        if let Some(notes) = &mut self.notes {
            notes.push((line, node, rule));
        }
    }

    /// The notes in the order of the source; nodes are numbered as the clauses of the document are walked.
    pub(super) fn finish(self, document: &Document) -> Vec<Explained> {
        let mut paths = vec![ClausePath::default()];
        paths.extend(document.walk().into_iter().map(|(path, _)| path));
        let mut out: Vec<_> = self
            .notes
            .unwrap_or_default()
            .into_iter()
            .map(|(line, node, rule)| Explained {
                line,
                path: paths.get(node).cloned().unwrap_or_default(),
                rule,
            })
            .collect();
        out.sort_by_key(|e| e.line);
        out
    }
}

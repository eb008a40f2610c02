//! Structure from sequence: a line is a clause because its number follows.
//!
//! In: the body lines of a text. Out: the tree, and a diagnostic for every number that was skipped,
//! repeated or refused. Never: loses a line: what opens no clause is text of the open one.
//!
//! Each line is weighed against the levels that are open. A number that follows the last of an open
//! level continues it; the first number of a style opens a level; 第N条 goes on across 章; anything else
//! must be vouched for by the format (a heading, a list item) or is text.

mod evidence;
mod headings;
mod index;
mod label;
mod open;
mod place;
mod readings;
mod reference;
mod slip;
mod tight;
mod weigh;

use index::Index;
use readings::{Look, Readings};
use reference::runs_on;

pub(super) use reference::is_amendment_note;

use super::body::{self, Kind};
use super::explain::{Rule, Trace};
use super::marker::{Candidate, Fence, Style, Value};
use super::tree::Tree;
use super::wrap::{self, Goes, Wrap};
use super::{Diagnostic, Severity, dates};
use crate::source::{Hint, Line};
use crate::text::fold;
use crate::text::signs::Signs;

/// An open level of the tree.
#[derive(Debug, Clone)]
struct Level {
    /// The numbering; none for labelled groups.
    style: Option<Style>,
    /// The bracket of a labelled group, or `#` for a bare heading.
    label: char,
    value: Value,
    node: usize,
    hint: Hint,
    indent: usize,
    /// True where its first member was a phrase, not a sentence.
    phrase: bool,
}

/// Levels deeper than this are text: no document counts so deep.
const DEEPEST: usize = 40;
/// What a reading must weigh to open a clause.
const ENOUGH: i32 = 40;

/// What is odd about a number that stands out of its place.
const OUT_OF_ORDER: &str = "number-out-of-order";

/// A reading of a line with its weight.
struct Reading {
    candidate: Candidate,
    weight: i32,
    /// Levels that stay open; the clause becomes a child of the last.
    keep: usize,
    rule: Rule,
    /// What is odd about it.
    odd: Option<&'static str>,
    /// Whether the text behind it is like a heading, where that was asked.
    phrase: Option<bool>,
}

pub(super) struct Outline<'s, 'a, 't> {
    lines: &'t [&'s Line<'a>],
    wrap: Wrap,
    tree: Tree<'s>,
    levels: Vec<Level>,
    /// The last value each style reached, for numbers that go on across chapters.
    reached: rustc_hash::FxHashMap<Style, Value>,
    diagnostics: Vec<Diagnostic>,
    trace: &'t mut Trace,
    /// True where numbers stand directly before their text, as in text taken from vertical type.
    tight: bool,
    readings: &'t Readings,
    index: std::cell::OnceCell<Index>,
    /// The numbers of the articles of this part of the text: the body, or one 附則.
    articles: rustc_hash::FxHashSet<Value>,
    /// Lines that are headings without a number, by their mark (`#` for none).
    headings: Vec<Option<char>>,
    /// A caption on the line before its article.
    caption: Option<&'s Line<'a>>,
    /// Lines joined to the last piece so far: its last line.
    last: Option<usize>,
}

/// The tree of the body lines.
pub(super) fn build<'s, 'a, 't>(
    lines: &'t [&'s Line<'a>],
    wrap: Wrap,
    trace: &'t mut Trace,
) -> (Tree<'s>, Vec<Diagnostic>) {
    let tight = tight::is_tight(lines);
    let readings = Readings::of(lines, tight);
    let mut outline = Outline {
        lines,
        wrap,
        tree: Tree::new(),
        levels: Vec::new(),
        reached: rustc_hash::FxHashMap::default(),
        tight,
        readings: &readings,
        index: std::cell::OnceCell::new(),
        articles: rustc_hash::FxHashSet::default(),
        headings: headings::find(lines),
        diagnostics: Vec::new(),
        trace,
        caption: None,
        last: None,
    };
    for index in 0..lines.len() {
        outline.line(index);
    }
    outline.flush_caption();
    (outline.tree, outline.diagnostics)
}

impl<'s, 'a> Outline<'s, 'a, '_> {
    fn line(&mut self, index: usize) {
        let line = self.lines[index];
        let text = line.text.as_ref();
        if matches!(line.hint, Hint::Row { .. } | Hint::Code | Hint::Quote) {
            return self.text(index);
        }
        let goes = self.goes_on(index);
        let Look {
            offset,
            readings,
            tight,
        } = self.readings.at(index);
        let mut best: Option<Reading> = None;
        for c in readings.iter().chain(tight) {
            let reading = self.weigh(index, offset, *c, goes);
            best = match (best, reading) {
                (Some(best), Some(reading)) if reading.weight < best.weight => Some(best),
                (best, reading) => reading.or(best),
            };
        }
        if let Some(reading) = best.filter(|r| r.weight >= ENOUGH && r.keep < DEEPEST) {
            return self.open(index, offset, reading);
        }
        let caption = offset == 0 && self.is_caption(index);
        let captioned = caption && (goes != Goes::Surely || self.article_follows(index + 1));
        if goes != Goes::No && self.caption.is_none() && !captioned {
            if goes == Goes::Perhaps && !line.soft {
                self.doubt(
                    line,
                    "line-joined",
                    "前の行の続きと読みました。別の段落かもしれません",
                );
            }
            return self.join(index);
        }
        if caption {
            self.trace
                .note(line.number, self.tree.nodes.len(), Rule::Caption);
            self.flush_caption();
            self.caption = Some(line);
            self.last = Some(index);
            return;
        }
        if offset == 0 && self.is_late_caption(index) {
            return self.caption_below(index);
        }
        if let Some(mark) = self.headings[index] {
            return self.group(index, mark);
        }
        if offset == 0
            && let Some(label) = self.label(line)
        {
            return self.group(index, label);
        }
        // A number that is set off from its text, yet was not enough.
        let refused = readings.iter().find(|c| {
            (offset == 0 || self.reached.contains_key(&c.style))
                && (c.gap || c.style.fence != Fence::Bare)
                && !runs_on(**c, &text[offset + c.rest..])
        });
        if let Some(c) = refused {
            let marker = fold::trim(&text[offset..offset + c.end]);
            let message =
                format!("「{marker}」は番号とも読めますが、前後の番号に続かないので本文としました");
            self.doubt(line, "number-as-text", message);
        }
        self.text(index);
    }

    /// Notes a doubt about a line.
    fn doubt(&mut self, line: &Line<'_>, code: &'static str, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic {
            line: line.number,
            severity: Severity::Note,
            code,
            message: message.into(),
        });
    }

    /// Whether the line goes on the paragraph of the line before it.
    fn goes_on(&self, index: usize) -> Goes {
        let Some(last) = self.last.filter(|l| l + 1 == index) else {
            return Goes::No;
        };
        let at = self.levels.last().map_or(0, |l| l.node);
        let (node, pieces) = (&self.tree.nodes[at], self.tree.pieces(at));
        let Some(piece) = pieces.last() else {
            return Goes::No;
        };
        // A mark stands at the start of a line for what it is: no page breaks a line before one.
        if self.readings.at(index).offset > 0 || body::is_note(&self.lines[index].text) {
            return Goes::No;
        }
        let so_far = (piece.text.as_ref(), piece.signs);
        let goes = (self.wrap).goes_on(self.lines[last], self.lines[index], so_far);
        // Lines that are dates stand each for itself.
        if self.lines[index].soft
            && (dates::is_date_line(&self.lines[index].text)
                || dates::is_date_line(&self.lines[last].text))
        {
            return Goes::No;
        }
        // A soft break behind a heading-like first line parts the heading from its text.
        let parts = self.lines[index].soft
            && node.opening
            && pieces.len() == 1
            && body::is_heading_like(&piece.text);
        if parts { Goes::No } else { goes }
    }

    /// Text of the open clause.
    fn text(&mut self, index: usize) {
        self.flush_caption();
        let line = self.lines[index];
        let node = self.levels.last().map_or(0, |l| l.node);
        let below = self
            .levels
            .last()
            .is_some_and(|l| l.style.is_some_and(|s| s.rank() != Some(0)) && l.hint == line.hint);
        let empty = self.tree.pieces(node).is_empty();
        let node = &mut self.tree.nodes[node];
        let piece = body::piece(line);
        self.trace.note(
            line.number,
            self.levels.last().map_or(0, |l| l.node),
            Rule::Text,
        );
        // A number alone on its line: the next line is what would have stood behind it.
        if below
            && empty
            && node.caption.is_none()
            && self.last.is_some_and(|l| l + 1 == index)
            && piece.kind == Kind::Paragraph
        {
            node.opening = true;
        }
        node.lines.1 = line.number;
        self.tree.push(piece);
        self.last = Some(index);
    }

    /// A line that goes on the paragraph before it.
    fn join(&mut self, index: usize) {
        let line = self.lines[index];
        let at = self.levels.last().map_or(0, |l| l.node);
        self.trace.note(line.number, at, Rule::Joined);
        if let Some(piece) = self.tree.grow() {
            wrap::join(piece.text.to_mut(), &line.text);
            piece.signs = piece.signs.and(line.signs);
            if piece.signs.any(Signs::MARK) {
                piece.signs = piece.signs.and(Signs::PARTED);
            }
            self.tree.nodes[at].lines.1 = line.number;
        }
        self.last = Some(index);
    }
}

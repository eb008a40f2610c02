//! What heads a text without being its number: captions before articles, labelled groups, bare headings.
//!
//! In: a line that no number opens. Out: a caption held for its article, or a group. Never: reads numbers.

use std::borrow::Cow;

use super::super::body::Piece;
use super::super::explain::Rule;
use super::super::marker::{self, Candidate, Family, Fence, Style};
use super::super::tree::Node;
use super::super::words;
use super::readings::FAR;
use super::reference::{has_caption, is_amendment_note, is_bracketed, runs_on};
use super::{DEEPEST, Level, Outline};
use crate::source::{Hint, Line};
use crate::text::fold;
use crate::text::letters::Letters;

/// What a labelled group begins with.
static LABEL_LETTERS: Letters = Letters::all(&["[［「【〔＜<〈≪（("]);

impl<'s, 'a> Outline<'s, 'a, '_> {
    /// True for a bracketed line before 第N条: the caption of that article.
    pub(super) fn is_caption(&self, index: usize) -> bool {
        let line = self.lines[index];
        if !line.text.starts_with(['（', '(', '【', '〔'])
            || line.columns() - line.indent() > 100
            || !is_bracketed(&line.text, &['（', '(', '【', '〔'])
            || line.text.contains('。')
            || is_amendment_note(&line.text)
        {
            return false;
        }
        let look = self.readings.at(index + 1);
        self.lines.get(index + 1).is_some_and(|next| {
            look.readings.iter().any(|c| {
                let rest = &next.text[look.offset + c.rest..];
                (c.style.family == Family::Article || self.is_captioned_paragraph(index + 1, *c))
                    && c.gap
                    && !runs_on(*c, rest)
                    && !has_caption(rest)
            })
        })
    }

    /// True for a 項 that bears a caption of its own, as those of a 附則 do: （施行期日） １ ….
    ///
    /// Elsewhere a bracketed line over a number is a group, unless the count goes on from caption to caption.
    fn is_captioned_paragraph(&self, index: usize, c: Candidate) -> bool {
        if !matches!(c.style.family, Family::Arabic | Family::Kanji)
            || !matches!(c.style.fence, Fence::Bare | Fence::Dot)
            || matches!(self.lines[index].hint, Hint::Item(_))
        {
            return false;
        }
        let family = |l: &Level| l.style.map(|s| s.family);
        let open =
            self.levels.iter().rev().find(|l| {
                family(l).is_some_and(|f| f == c.style.family || f == Family::Supplement)
            });
        match open {
            Some(level) if level.style == Some(c.style) => {
                marker::follows(c.style, level.value, c.value)
                    && self.tree.nodes[level.node].caption_first
            }
            Some(level) => {
                family(level) == Some(Family::Supplement) && marker::is_first(c.style, c.value)
            }
            None => marker::is_first(c.style, c.value) && self.next_is_captioned(index, c),
        }
    }

    /// True where the number after `c` stands below a bracketed line as well.
    fn next_is_captioned(&self, index: usize, c: Candidate) -> bool {
        let end = self.lines.len().min(index + FAR);
        let same = |i: usize| {
            let look = self.readings.at(i);
            look.readings.iter().find(|n| n.style == c.style).copied()
        };
        (index + 1..end)
            .find_map(|i| same(i).map(|n| (i, n)))
            .is_some_and(|(i, n)| {
                marker::follows(c.style, c.value, n.value)
                    && is_bracketed(&self.lines[i - 1].text, &['（', '(', '【', '〔'])
            })
    }

    /// True for a bracketed line directly below an article's number that stands alone: its caption.
    pub(super) fn is_late_caption(&self, index: usize) -> bool {
        let line = self.lines[index];
        line.text.starts_with(['（', '(', '【', '〔'])
            && line.columns() - line.indent() <= 100
            && is_bracketed(&line.text, &['（', '(', '【', '〔'])
            && !line.text.contains('。')
            && !is_amendment_note(&line.text)
            && self.last.is_some_and(|l| l + 1 == index)
            && self.levels.last().is_some_and(|l| {
                let node = &self.tree.nodes[l.node];
                l.style.is_some_and(|s| s.family == Family::Article)
                    && self.tree.pieces(l.node).is_empty()
                    && node.caption.is_none()
            })
    }

    /// Gives the open article the caption below its number.
    pub(super) fn caption_below(&mut self, index: usize) {
        let line = self.lines[index];
        if let Some(level) = self.levels.last() {
            let node = &mut self.tree.nodes[level.node];
            node.caption = Some(Cow::Borrowed(&line.text));
            node.lines.1 = line.number;
            self.trace.note(line.number, level.node, Rule::Caption);
        }
        self.last = Some(index);
    }

    /// True where the line at `index` bears the number after the last article's.
    pub(super) fn article_follows(&self, index: usize) -> bool {
        let look = self.readings.at(index);
        let follows = |c: &Candidate| match self.reached.get(&c.style) {
            Some(last) => marker::follows(c.style, *last, c.value),
            None => marker::is_first(c.style, c.value),
        };
        let mut readings = look.readings.iter();
        look.offset == 0 && readings.any(|c| c.style.family == Family::Article && follows(c))
    }

    /// The kind of an unnumbered heading: its bracket, or `#` with the format's level for a bare one.
    pub(super) fn label(&self, line: &Line<'_>) -> Option<char> {
        let text = line.text.as_ref();
        if let Hint::Heading(_) = line.hint {
            return Some('#');
        }
        let open = text.chars().next()?;
        if !LABEL_LETTERS.contains(open)
            || line.columns() - line.indent() > 80
            || text.contains('。')
            || matches!(line.hint, Hint::Item(_))
            || is_amendment_note(text)
            || is_address(&text[open.len_utf8()..])
        {
            return None;
        }
        let label = match open {
            '[' | '［' => '[',
            '「' if text.ends_with([']', '］']) => '[',
            c @ ('【' | '〔' | '＜' | '<' | '〈' | '≪') => c,
            // （昭和60年省令第3号） under the title is no heading.
            '（' | '('
                if !self.levels.is_empty() || !words::ISSUED.iter().any(|w| text.contains(w)) =>
            {
                '（'
            }
            _ => return None,
        };
        (is_bracketed(text, &[open]) || label == '[' && text.ends_with([']', '］', '」']))
            .then_some(label)
            .filter(|_| crate::document::heading_of(text) != text)
    }

    /// Opens a labelled group or a bare heading.
    pub(super) fn group(&mut self, index: usize, label: char) {
        self.flush_caption();
        let line = self.lines[index];
        let same = self.levels.iter().rposition(|l| {
            l.style.is_none() && l.label == label && (label != '#' || l.hint == line.hint)
        });
        let keep = match (same, line.hint) {
            (Some(k), _) => k,
            (None, Hint::Heading(h)) => self
                .levels
                .iter()
                .position(|l| !matches!(l.hint, Hint::Heading(e) if e < h))
                .unwrap_or(self.levels.len()),
            // Under the innermost numbered clause that is a heading; a leaf of a list holds no groups.
            (None, _) => {
                let mut keep = self.levels.len();
                while keep > 1
                    && self.levels[keep - 1].style.is_some()
                    && !self.levels[keep - 1].phrase
                    && self.levels[keep - 1].style.and_then(Style::rank).is_none()
                {
                    keep -= 1;
                }
                keep
            }
        };
        if keep >= DEEPEST {
            return self.text(index);
        }
        self.levels.truncate(keep);
        let parent = self.levels.last().map_or(0, |l| l.node);
        let mark = line
            .text
            .strip_prefix(label)
            .filter(|_| words::HEADING_MARKS.contains(label));
        let node = Node {
            marker: mark.map_or("", |_| &line.text[..label.len_utf8()]),
            caption: Some(Cow::Borrowed(mark.map_or(line.text.as_ref(), fold::trim))),
            lines: (line.number, line.number),
            ..Node::default()
        };
        let node = self.tree.open(parent, node);
        let by_layout = self.headings[index].is_some();
        let rule = if by_layout {
            Rule::Heading
        } else {
            Rule::Label
        };
        self.trace.note(line.number, node, rule);
        if by_layout {
            self.doubt(
                line,
                "heading-by-layout",
                "番号のない見出しと読みました。本文か箇条かもしれません",
            );
        }
        self.levels.push(Level {
            style: None,
            label,
            value: [0; 4],
            node,
            hint: line.hint,
            indent: line.indent(),
            phrase: true,
        });
        self.last = Some(index);
    }

    /// A caption that no article followed is text.
    pub(super) fn flush_caption(&mut self) {
        if let Some(line) = self.caption.take() {
            self.tree.push(Piece::paragraph(&line.text, line));
        }
    }
}

/// True for an address on the web in brackets: `（https://www.example.com/）`.
fn is_address(text: &str) -> bool {
    let text = fold::trim(text);
    ["https://", "http://", "www."]
        .iter()
        .any(|head| text.starts_with(head))
}

//! Opening a clause.
//!
//! In: a reading that weighed enough. Out: a node of the tree with its marker, caption and first text. Never: weighs.

use std::borrow::Cow;

use super::super::body::Piece;
use super::super::explain::Rule;
use super::super::marker::Family;
use super::super::tree::{Node, Phrase};
use super::super::{Diagnostic, Severity, body};
use super::reference::split_caption;
use super::{Level, OUT_OF_ORDER, Outline, Reading};
use crate::source::Hint;
use crate::text::fold;

impl<'s, 'a> Outline<'s, 'a, '_> {
    pub(super) fn open(&mut self, index: usize, offset: usize, reading: Reading) {
        let line = self.lines[index];
        let mut c = reading.candidate;
        if let Some(level) = self.levels.get(reading.keep) {
            match (reading.rule, level.style) {
                // A slip of the mark counts as its sisters do.
                (Rule::OtherMark, Some(style)) => c.style = style,
                // What stands out of its place does not count where the count goes on without it.
                (Rule::Displaced, _) if self.comes_back(index, reading.keep) => {
                    c.upto = level.value;
                }
                _ => {}
            }
        }
        let text = line.text.as_ref();
        let marker = fold::trim(&text[..offset + c.end]);
        let rest = &text[offset + c.rest..];
        if let Some(code) = reading.odd {
            let what = match code {
                "number-skipped" => format!("「{marker}」の前に番号の抜けがあります"),
                OUT_OF_ORDER => format!("「{marker}」は番号の順でないところにあります"),
                "number-mark" => {
                    format!("「{marker}」は前後の番号に続きますが、括弧又は点が違います")
                }
                _ => format!("「{marker}」は同じ番号が前にもあります"),
            };
            self.diagnostics.push(Diagnostic {
                line: line.number,
                severity: Severity::Warning,
                code,
                message: what,
            });
        }
        // Lines before an article's number that are its caption.
        let mut caption = None;
        let mut first = line.number;
        if let Some(held) = self.caption.take() {
            caption = Some(held.text.as_ref());
            first = held.number;
        }
        self.levels.truncate(reading.keep);
        let parent = self.levels.last().map_or(0, |l| l.node);
        let fixed = c.style.rank().is_some_and(|r| r <= 5);
        let vouched = matches!(line.hint, Hint::Heading(_));
        let (own, body_text) = if caption.is_none() && !fixed {
            split_caption(c, rest)
        } else {
            (None, rest)
        };
        let caption_first = caption.is_some();
        let caption = caption.or(own);
        let mut node = Node {
            marker,
            caption: caption.map(Cow::Borrowed),
            caption_first,
            style: Some(c.style),
            lines: (first, line.number),
            ..Node::default()
        };
        let phrase = reading
            .phrase
            .unwrap_or_else(|| body::is_heading_like(rest));
        if !body_text.is_empty() && node.caption.is_none() {
            node.opening = true;
            node.phrase = Some(Phrase::of(body_text, phrase));
            node.headed = (fixed || vouched) && phrase || fixed && vouched;
        }
        let node = self.tree.open(parent, node);
        if !body_text.is_empty() {
            self.tree.push(Piece::paragraph(body_text, line));
        }
        self.trace.note(line.number, node, reading.rule);
        self.reached.insert(c.style, c.upto);
        if c.style.rank() == Some(0) {
            self.articles.clear();
        } else if c.style.family == Family::Article {
            self.articles.insert(c.value);
        }
        // What counts inside a chapter may count anew in the next; only articles are remembered across.
        self.levels.push(Level {
            style: Some(c.style),
            label: ' ',
            value: c.upto,
            node,
            hint: line.hint,
            indent: line.indent(),
            phrase: phrase || rest.is_empty(),
        });
        self.last = Some(index);
    }
}

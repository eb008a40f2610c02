//! Definitions of links (`[住所]: 東京都…`): CommonMark shows nothing of them, everybody else reads them as text.
//!
//! In: a text and what the parser showed of it. Out: the places of the definitions, a second one of the same label
//! too. Never: takes the marks of a list or a quotation for text.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::text::fold;

/// What the parser showed of a text, kept only where a definition is possible.
pub(super) struct Shown {
    ranges: Option<Vec<Range<usize>>>,
}

impl Shown {
    pub(super) fn of(text: &str) -> Self {
        let possible = memchr::memmem::find(text.as_bytes(), b"]:").is_some();
        Self {
            ranges: possible.then(Vec::new),
        }
    }

    /// Notes the place of an event; one that holds other blocks shows nothing itself.
    pub(super) fn note(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let Some(ranges) = &mut self.ranges else {
            return;
        };
        let holds = matches!(
            event,
            Event::Start(Tag::List(_) | Tag::Item | Tag::BlockQuote(_))
                | Event::End(TagEnd::List(_) | TagEnd::Item | TagEnd::BlockQuote(_))
        );
        match ranges.last_mut() {
            _ if holds => {}
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => ranges.push(range.clone()),
        }
    }

    /// The lines of the definitions, in order.
    pub(super) fn definitions(self, text: &str) -> Vec<Range<usize>> {
        let Some(ranges) = self.ranges else {
            return Vec::new();
        };
        let mut out = Vec::new();
        let mut from = 0;
        for shown in ranges
            .into_iter()
            .chain(std::iter::once(text.len()..text.len()))
        {
            if shown.start > from {
                unseen(text, from..shown.start, &mut out);
            }
            from = from.max(shown.end);
        }
        out
    }
}

/// The lines of definitions in a part of a text of which the parser showed nothing.
fn unseen(text: &str, part: Range<usize>, out: &mut Vec<Range<usize>>) {
    let mut at = part.start;
    let mut defined = false;
    for line in text[part].split_inclusive('\n') {
        let blank = |c: char| fold::is_blank(c) || c == '>';
        let mut rest = line.trim_start_matches(blank);
        if !defined {
            rest = rest.trim_start_matches(|c: char| {
                blank(c) || c.is_ascii_digit() || "-*+.)".contains(c)
            });
        }
        let body = rest.trim_end_matches(|c: char| fold::is_blank(c) || c == '\n' || c == '\r');
        defined = !body.is_empty();
        if defined {
            let start = at + line.len() - rest.len();
            out.push(start..start + body.len());
        }
        at += line.len();
    }
}

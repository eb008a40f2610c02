//! Text gathered from events → lines with their hints.
//!
//! In: text with the byte it begins at. Out: [`Line`]s, numbered as the source is. Never: loses text: what the parser
//! shows nothing of is a line as it stands.

use std::borrow::Cow;

use super::super::{Hint, Line, html};
use super::reader::{Raw, Reader};
use crate::text::{fold, width};

impl<'a> Reader<'a> {
    pub(super) fn text(&mut self, text: &str, at: usize) {
        if self.code.is_some() || self.metadata {
            // Preformatted text comes whole: each line is one.
            let mut offset = at;
            for line in text.split_inclusive('\n') {
                let body = fold::trim(line.trim_end_matches(['\n', '\r']));
                if !body.is_empty() {
                    self.push(body, offset);
                    self.flush();
                }
                offset += line.len();
            }
            return;
        }
        self.push(text, at);
    }

    pub(super) fn push(&mut self, text: &str, at: usize) {
        if self.begun.is_none() {
            self.begun = Some(at);
        }
        // Markup that is kept as it stands may span lines; a line never does.
        let broken: String;
        let text = if text.contains(['\n', '\r']) {
            broken = html::one_line(text);
            broken.as_str()
        } else {
            text
        };
        if self.table.is_some() {
            self.buffer.push_str(&text.replace('|', "\\|"));
        } else {
            self.buffer.push_str(text);
        }
    }

    /// Emits an item that holds nothing before its first sub-list.
    pub(super) fn flush_item(&mut self, at: usize) {
        self.flush();
        if let Some((marker, list)) = self.item.take() {
            self.emit(Cow::Owned(marker), at, Hint::None, list);
        }
    }

    pub(super) fn flush(&mut self) {
        let mut buffer = std::mem::take(&mut self.buffer);
        self.gathered(&buffer);
        // The next line is gathered in the same memory.
        buffer.clear();
        self.buffer = buffer;
    }

    fn gathered(&mut self, buffer: &str) {
        let begun = self.begun.take();
        let body = fold::trim(buffer);
        let soft = std::mem::take(&mut self.soft);
        let lazy = std::mem::take(&mut self.lazy);
        if body.is_empty() {
            return;
        }
        let at = begun.unwrap_or(0);
        let first = at + (body.as_ptr() as usize - buffer.as_ptr() as usize);
        let text = self.as_it_stands("", body, first);
        let depth = self.lists.len().min(250) as u8;
        if self.metadata {
            return self.emit(text, at, Hint::Comment, None);
        }
        if let Some(header) = self.table {
            return self.emit(text, at, Hint::Row { header }, None);
        }
        if let Some((marker, list)) = self.item.take() {
            let text = self.as_it_stands(&marker, body, first);
            return self.emit(text, at, Hint::Item(depth), list);
        }
        let hint = match (self.heading, self.code) {
            (Some(level), _) => Hint::Heading(level),
            (_, Some(true)) => Hint::Code,
            _ if self.quote > 0 => Hint::Quote,
            _ if depth > 0 && !lazy => Hint::Inside(depth),
            _ => Hint::None,
        };
        self.emit(text, at, hint, None);
        if let Some(raw) = self.lines.last_mut() {
            raw.line.soft = soft;
        }
    }

    /// The text of a line, `marker` (if any) and a blank before it: borrowed where the source reads so at `at`, as it does
    /// where no markup stands inside the line.
    fn as_it_stands(&self, marker: &str, body: &str, at: usize) -> Cow<'a, str> {
        let source: &'a str = self.text;
        let before = marker.len() + usize::from(!marker.is_empty());
        let here = at
            .checked_sub(before)
            .and_then(|from| source.get(from..at + body.len()));
        let is_it = |text: &str| {
            text.strip_suffix(body)
                .is_some_and(|head| head.strip_suffix(' ').unwrap_or(head) == marker)
        };
        match here.filter(|text| is_it(text)) {
            Some(text) => Cow::Borrowed(text),
            None if marker.is_empty() => Cow::Owned(body.to_owned()),
            None => Cow::Owned(format!("{marker} {body}")),
        }
    }

    pub(super) fn flush_html(&mut self) {
        let html = std::mem::take(&mut self.html);
        let first = self.html_at;
        for piece in html::lines(&html) {
            let hint = match piece.hint {
                Hint::None if !self.lists.is_empty() => {
                    Hint::Inside(self.lists.len().min(250) as u8)
                }
                hint => hint,
            };
            self.emit(Cow::Owned(piece.text), first + piece.at, hint, None);
        }
    }

    /// The lines of a link's definition, as they stand.
    pub(super) fn definition(&mut self, span: std::ops::Range<usize>) {
        let mut at = span.start;
        for line in self.text[span].split_inclusive('\n') {
            let body = fold::trim(line.trim_end_matches(['\n', '\r']));
            if !body.is_empty() {
                self.emit(Cow::Borrowed(body), at, Hint::None, None);
            }
            at += line.len();
        }
    }

    pub(super) fn emit(&mut self, text: Cow<'a, str>, at: usize, hint: Hint, list: Option<usize>) {
        let number = self.starts.partition_point(|s| *s <= at).max(1);
        let start = self.starts[number - 1];
        let raw = self.text[start..].split('\n').next().unwrap_or_default();
        let ordered = list.and_then(|id| text.split(' ').next().map(|m| (id, m.to_owned())));
        let hint = match (hint, &ordered) {
            (Hint::None, Some(_)) => Hint::Item(self.lists.len().min(250) as u8),
            (hint, _) => hint,
        };
        let indent = raw
            .chars()
            .take_while(|c| fold::is_blank(*c))
            .map(|c| if c == '\t' { 4 } else { width::of_char(c) })
            .sum();
        self.lines.push(Raw {
            line: Line {
                number,
                columns: indent + width::of(&text),
                text,
                indent,
                after_blank: number > self.last + 1 || self.last == 0,
                trailing_blank: false,
                hint,
                soft: false,
            },
            ordered,
        });
        self.last = number;
    }
}

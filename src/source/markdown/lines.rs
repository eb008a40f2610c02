//! Text gathered from events → lines with their hints.
//!
//! In: text with the byte it begins at. Out: [`Line`]s, numbered as the source is. Never: loses text: what the parser
//! shows nothing of is a line as it stands.

use std::borrow::Cow;

use super::super::{Hint, Line, html};
use super::reader::{Ordered, Reader};
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
        let text = if memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_some() {
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
            self.emit(marker, at, Hint::None, list);
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
        if let Some(line) = self.lines.last_mut() {
            line.soft = soft;
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
        let number = self.number_of(at);
        if let Some(list) = list {
            self.ordered.push(Ordered {
                list,
                line: self.lines.len(),
                marker: text.find(' ').unwrap_or(text.len()),
            });
        }
        let hint = match (hint, list) {
            (Hint::None, Some(_)) => Hint::Item(self.lists.len().min(250) as u8),
            (hint, _) => hint,
        };
        let indent = self.text[self.starts[number - 1]..]
            .chars()
            .take_while(|c| fold::is_blank(*c))
            .map(|c| if c == '\t' { 4 } else { width::of_char(c) })
            .sum();
        self.lines.push(Line {
            after_blank: number > self.last + 1 || self.last == 0,
            hint,
            ..Line::new(number, indent, text)
        });
        self.last = number;
    }

    /// The number of the line that a byte stands on: mostly the one after the last, or soon after it.
    fn number_of(&self, at: usize) -> usize {
        const NEAR: usize = 4;
        let known = self.last.min(self.starts.len());
        let ahead = &self.starts[known..self.starts.len().min(known + NEAR)];
        let number = match ahead.iter().position(|s| *s > at) {
            Some(n) if known + n > 0 && self.starts[known + n - 1] <= at => known + n,
            _ => self.starts.partition_point(|s| *s <= at),
        };
        number.max(1)
    }
}

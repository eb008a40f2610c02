//! The events of a Markdown parser → lines.
//!
//! In: events with their place in the text. Out: the state they leave, and through [`super::lines`] the lines. Never:
//! drops a cell or a tag's words because the markup has no place for them.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::super::{Hint, Line, html};
use crate::text::fold;

pub(super) struct List {
    /// Number of this list in the text, so that its items are known as one list's.
    pub(super) id: usize,
    pub(super) ordered: bool,
}

/// An item of an ordered list: what is needed to number lists by position.
pub(super) struct Ordered {
    pub(super) list: usize,
    /// Its first line among those read.
    pub(super) line: usize,
    /// How many bytes of that line are the marker.
    pub(super) marker: usize,
}

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) starts: Vec<usize>,
    pub(super) lines: Vec<Line<'a>>,
    pub(super) ordered: Vec<Ordered>,
    pub(super) buffer: String,
    /// Byte where the buffered line begins.
    pub(super) begun: Option<usize>,
    pub(super) soft: bool,
    /// True where that line stands at the margin below a list, and is in it only because no blank line parts them.
    pub(super) lazy: bool,
    pub(super) lists: Vec<List>,
    /// Marker of an item whose first line has not come yet, with its list.
    pub(super) item: Option<(Cow<'a, str>, Option<usize>)>,
    /// Where that item begins.
    pub(super) item_at: usize,
    /// Mark of an item that holds nothing but the item which begins behind it on its line: `- 2. …`.
    pub(super) outer: Option<Cow<'a, str>>,
    pub(super) heading: Option<u8>,
    pub(super) quote: usize,
    pub(super) table: Option<bool>,
    /// Columns of the open table.
    pub(super) columns: usize,
    /// End of a link or image that is kept as it stands.
    pub(super) verbatim: Option<usize>,
    pub(super) code: Option<bool>,
    pub(super) metadata: bool,
    pub(super) html: String,
    pub(super) html_at: usize,
    /// The line the last emitted text ended on.
    pub(super) last: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn event(&mut self, event: Event<'a>, range: std::ops::Range<usize>) {
        if let Some(end) = self.verbatim {
            if range.end <= end
                && !matches!(event, Event::End(TagEnd::Link | TagEnd::Image) if range.end == end)
            {
                return;
            }
            self.verbatim = None;
            if matches!(event, Event::End(TagEnd::Link | TagEnd::Image)) {
                return;
            }
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range.start),
            Event::Code(text) => self.push(&text, range.start),
            Event::SoftBreak => {
                self.flush();
                self.soft = true;
                self.lazy = !self.lists.is_empty() && self.quote == 0 && self.at_margin(range.end);
            }
            Event::HardBreak => self.flush(),
            Event::Html(text) => {
                if self.html.is_empty() {
                    self.html_at = range.start;
                }
                self.html.push_str(&text);
            }
            Event::InlineHtml(text) => {
                let tag = text
                    .trim_start_matches('<')
                    .trim_start_matches('/')
                    .to_ascii_lowercase();
                if html::is_tag(&text) && !text.is_ascii() {
                    let tag = html::one_line(&text);
                    self.emit(Cow::Owned(tag), range.start, Hint::Comment, None);
                } else if html::is_tag(&text) && tag.starts_with("br") && self.table.is_some() {
                    // A row is one line, however many its cells have.
                    self.buffer.push(' ');
                } else if html::is_tag(&text) && tag.starts_with("br") {
                    self.flush();
                } else if text.starts_with("<!--") {
                    self.emit(
                        Cow::Owned(text.to_string()),
                        range.start,
                        Hint::Comment,
                        None,
                    );
                } else if !html::is_tag(&text) {
                    self.push(&text, range.start);
                }
            }
            Event::Rule => self.flush(),
            other => {
                debug_assert!(
                    !matches!(other, Event::TaskListMarker(_)),
                    "task lists are not enabled"
                );
            }
        }
    }

    /// True where the line that holds the byte `at` has less than two blanks before its text: outside any list.
    fn at_margin(&self, at: usize) -> bool {
        let number = self.starts.partition_point(|s| *s <= at).max(1);
        let line = &self.text[self.starts[number - 1]..];
        !line.starts_with(['\t', '\u{3000}']) && !line.starts_with("  ")
    }

    fn start(&mut self, tag: Tag<'a>, range: std::ops::Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.flush();
                self.soft = false;
                self.lazy = false;
            }
            Tag::Heading { level, .. } => {
                self.flush();
                // A lone - below a line is an item that lost its text, no line below a heading.
                let under = self.text[range].trim_end().rsplit('\n').next();
                let item = under.is_some_and(|l| fold::trim(l) == "-");
                self.heading = (!item).then_some(level as u8);
            }
            Tag::List(first) => {
                let line = self.text.get(self.item_at..range.start);
                self.outer = self
                    .item
                    .take_if(|_| line.is_some_and(|l| !l.contains('\n')))
                    .map(|(marker, _)| marker);
                self.flush_item(range.start);
                self.lists.push(List {
                    id: range.start,
                    ordered: first.is_some(),
                });
            }
            Tag::Item => {
                self.flush_item(range.start);
                let source = self.text[range.start..].trim_start();
                let list = self.lists.last();
                let marks = |b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b')');
                let len = if list.is_some_and(|l| l.ordered) {
                    source.bytes().take_while(marks).count()
                } else {
                    source.chars().next().map_or(0, char::len_utf8)
                };
                let marker = match self.outer.take() {
                    Some(outer) => Cow::Owned(format!("{outer} {}", &source[..len])),
                    None => Cow::Borrowed(&source[..len]),
                };
                self.item = Some((marker, list.filter(|l| l.ordered).map(|l| l.id)));
                self.item_at = range.start;
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quote += 1;
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                self.code = Some(matches!(kind, CodeBlockKind::Fenced(_)));
                // Words on the fence are text of the policy where they are no language name.
                if let CodeBlockKind::Fenced(info) = kind
                    && !info.is_ascii()
                {
                    self.push(&info, range.start);
                    self.flush();
                }
            }
            Tag::Table(columns) => {
                self.flush_item(range.start);
                self.columns = columns.len();
            }
            Tag::TableHead => {
                self.flush();
                self.table = Some(true);
                self.begun = Some(range.start);
                self.buffer.push('|');
            }
            Tag::TableRow if cells(&self.text[range.clone()]).len() > self.columns => {
                // CommonMark drops the cells beyond the header's; a policy must not lose them.
                let row = cells(&self.text[range.clone()])
                    .iter()
                    .fold(String::from("|"), |out, c| out + " " + fold::trim(c) + " |");
                let hint = Hint::Row { header: false };
                self.emit(Cow::Owned(row), range.start, hint, None);
                self.verbatim = Some(range.end);
            }
            Tag::TableRow => {
                self.table = Some(false);
                self.begun = Some(range.start);
                self.buffer.push('|');
            }
            Tag::TableCell => self.buffer.push(' '),
            Tag::Link { .. } | Tag::Image { .. } => {
                let text = self.text[range.clone()].replace('\n', "");
                self.push(&text, range.start);
                self.verbatim = Some(range.end);
            }
            Tag::MetadataBlock(_) => self.metadata = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush();
                if let Some((marker, list)) = self.item.take() {
                    let at = list.unwrap_or(
                        self.starts
                            .get(self.last.saturating_sub(1))
                            .copied()
                            .unwrap_or(0),
                    );
                    self.emit(marker, at, Hint::None, list);
                }
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quote = self.quote.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.code = None;
            }
            TagEnd::TableCell => self.buffer.push_str(" |"),
            TagEnd::TableHead | TagEnd::TableRow => {
                self.flush();
                self.table = None;
            }
            TagEnd::HtmlBlock => self.flush_html(),
            TagEnd::MetadataBlock(_) => self.metadata = false,
            _ => {}
        }
    }
}

/// The cells of a row as they stand, between bars that no backslash escapes.
fn cells(row: &str) -> Vec<&str> {
    // What the parser takes for blanks, and no more: a form feed before the first bar is a cell to it.
    let row = row.trim_end_matches(['\n', '\r']).trim_matches([' ', '\t']);
    let row = row.strip_prefix('|').unwrap_or(row);
    let (mut out, mut start, mut escaped) = (Vec::new(), 0, false);
    for (at, c) in row.char_indices() {
        if c == '|' && !escaped {
            out.push(&row[start..at]);
            start = at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if !fold::trim(&row[start..]).is_empty() {
        out.push(&row[start..]);
    }
    out
}

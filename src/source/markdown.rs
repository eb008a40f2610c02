//! Markdown → lines.
//!
//! In: CommonMark with tables. Out: its lines as a reader sees them (code ticks and emphasis gone,
//! links kept as they stand), numbered by pulldown-cmark's byte offsets, with what the markup says of
//! each as a [`Hint`]. Never: loses text; markup that is not known stays as it stands.
//!
//! A list whose items all bear one number (`1.` `1.` `1.`) counts by position, as Markdown renders it;
//! any other list keeps the numbers that were written. Indented code is not preformatted here: rules
//! of employment indent their 項 and 号 by four blanks.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{Hint, Line, Lines, html};
use crate::text::{fold, width};

/// The lines of a Markdown text.
pub(super) fn read(text: &str) -> Lines<'_> {
    // A lone CR is a line break too; as LF it takes the same byte, so that every place stays right.
    if has_lone_cr(text) {
        let mut chars = text.chars().peekable();
        let mut fixed = String::with_capacity(text.len());
        while let Some(c) = chars.next() {
            let lone = c == '\r' && chars.peek() != Some(&'\n');
            fixed.push(if lone { '\n' } else { c });
        }
        return Lines {
            lines: read(&fixed)
                .lines
                .into_iter()
                .map(|l| Line {
                    text: Cow::Owned(l.text.into_owned()),
                    ..l
                })
                .collect(),
        };
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader {
        text,
        starts: std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1))
            .collect(),
        lines: Vec::new(),
        buffer: String::new(),
        begun: None,
        soft: false,
        lists: Vec::new(),
        item: None,
        heading: None,
        quote: 0,
        table: None,
        columns: 0,
        verbatim: None,
        code: None,
        metadata: false,
        html: String::new(),
        html_at: 0,
        last: 0,
    };
    // Numbers of every ordered list, so that a list of one repeated number is known at its first item.
    let parser = Parser::new_ext(text, options);
    // `[住所]: 東京都…` is a definition to CommonMark, which shows nothing of it, and text to everybody else.
    let mut definitions: Vec<std::ops::Range<usize>> = parser
        .reference_definitions()
        .iter()
        .map(|(_, d)| d.span.clone())
        .collect();
    definitions.sort_unstable_by_key(|span| span.start);
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, range);
    }
    reader.flush();
    for span in definitions {
        reader.definition(span);
    }
    reader.lines.sort_by_key(|l| l.line.number);
    renumber(&mut reader.lines);
    Lines {
        lines: reader.lines.into_iter().map(|l| l.line).collect(),
    }
}

/// The cells of a row as they stand, between bars that no backslash escapes.
fn cells(row: &str) -> Vec<&str> {
    let row = fold::trim(row.trim_end_matches(['\n', '\r']));
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

fn has_lone_cr(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'))
}

struct List {
    /// Number of this list in the text, so that its items are known as one list's.
    id: usize,
    ordered: bool,
}

/// A line with what is needed to number lists by position.
struct Raw<'a> {
    line: Line<'a>,
    /// List and literal marker of an ordered item.
    ordered: Option<(usize, String)>,
}

struct Reader<'a> {
    text: &'a str,
    starts: Vec<usize>,
    lines: Vec<Raw<'a>>,
    buffer: String,
    /// Byte where the buffered line begins.
    begun: Option<usize>,
    soft: bool,
    lists: Vec<List>,
    /// Marker of an item whose first line has not come yet, with its list.
    item: Option<(String, Option<usize>)>,
    heading: Option<u8>,
    quote: usize,
    table: Option<bool>,
    /// Columns of the open table.
    columns: usize,
    /// End of a link or image that is kept as it stands.
    verbatim: Option<usize>,
    code: Option<bool>,
    metadata: bool,
    html: String,
    html_at: usize,
    /// The line the last emitted text ended on.
    last: usize,
}

impl<'a> Reader<'a> {
    fn event(&mut self, event: Event<'a>, range: std::ops::Range<usize>) {
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

    fn start(&mut self, tag: Tag<'a>, range: std::ops::Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.flush();
                self.soft = false;
            }
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(level as u8);
            }
            Tag::List(first) => {
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
                let marker: String = if list.is_some_and(|l| l.ordered) {
                    source
                        .chars()
                        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ')'))
                        .collect()
                } else {
                    source.chars().take(1).collect()
                };
                self.item = Some((marker, list.filter(|l| l.ordered).map(|l| l.id)));
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
                    self.emit(Cow::Owned(marker), at, Hint::None, list);
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

    fn text(&mut self, text: &str, at: usize) {
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

    fn push(&mut self, text: &str, at: usize) {
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
    fn flush_item(&mut self, at: usize) {
        self.flush();
        if let Some((marker, list)) = self.item.take() {
            self.emit(Cow::Owned(marker), at, Hint::None, list);
        }
    }

    fn flush(&mut self) {
        let buffer = std::mem::take(&mut self.buffer);
        let begun = self.begun.take();
        let body = fold::trim(&buffer);
        let soft = std::mem::take(&mut self.soft);
        if body.is_empty() {
            return;
        }
        let at = begun.unwrap_or(0);
        let depth = self.lists.len().min(250) as u8;
        if self.metadata {
            return self.emit(Cow::Owned(body.to_owned()), at, Hint::Comment, None);
        }
        if let Some(header) = self.table {
            return self.emit(Cow::Owned(body.to_owned()), at, Hint::Row { header }, None);
        }
        if let Some((marker, list)) = self.item.take() {
            return self.emit(
                Cow::Owned(format!("{marker} {body}")),
                at,
                Hint::Item(depth),
                list,
            );
        }
        let hint = match (self.heading, self.code) {
            (Some(level), _) => Hint::Heading(level),
            (_, Some(true)) => Hint::Code,
            _ if self.quote > 0 => Hint::Quote,
            _ if depth > 0 => Hint::Inside(depth),
            _ => Hint::None,
        };
        self.emit(Cow::Owned(body.to_owned()), at, hint, None);
        if let Some(raw) = self.lines.last_mut() {
            raw.line.soft = soft;
        }
    }

    fn flush_html(&mut self) {
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
    fn definition(&mut self, span: std::ops::Range<usize>) {
        let mut at = span.start;
        for line in self.text[span].split_inclusive('\n') {
            let body = fold::trim(line.trim_end_matches(['\n', '\r']));
            if !body.is_empty() {
                self.emit(Cow::Borrowed(body), at, Hint::None, None);
            }
            at += line.len();
        }
    }

    fn emit(&mut self, text: Cow<'a, str>, at: usize, hint: Hint, list: Option<usize>) {
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

/// Numbers by position the items of each list whose items all bear one number.
fn renumber(lines: &mut [Raw<'_>]) {
    let mut lists: rustc_hash::FxHashMap<usize, Vec<usize>> = rustc_hash::FxHashMap::default();
    for (index, raw) in lines.iter().enumerate() {
        if let Some((id, _)) = &raw.ordered {
            lists.entry(*id).or_default().push(index);
        }
    }
    for raw in lists.into_values() {
        let marker = |i: usize| {
            lines[i]
                .ordered
                .as_ref()
                .map(|o| o.1.clone())
                .unwrap_or_default()
        };
        let first = marker(raw[0]);
        if raw.len() < 2 || raw.iter().any(|i| marker(*i) != first) {
            continue;
        }
        let digits = first.trim_end_matches(['.', ')']);
        let (Ok(start), close) = (digits.parse::<usize>(), &first[digits.len()..]) else {
            continue;
        };
        for (position, index) in raw.iter().enumerate() {
            let line = &mut lines[*index].line;
            let body = line.text[first.len()..].to_owned();
            line.text = Cow::Owned(format!("{}{close}{body}", start + position));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(markdown: &str) -> Vec<(usize, String, Hint)> {
        read(markdown)
            .lines
            .into_iter()
            .map(|l| (l.number, l.text.into_owned(), l.hint))
            .collect()
    }

    #[test]
    fn markup_becomes_hints() {
        let lines = texts(
            "# 規程\n\n1. 第一項の`文`\n    - **細目**\n2. 第二項\n\n> 注記\n\n```\n例\n```\n",
        );
        let expected = [
            (1, "規程", Hint::Heading(1)),
            (3, "1. 第一項の文", Hint::Item(1)),
            (4, "- 細目", Hint::Item(2)),
            (5, "2. 第二項", Hint::Item(1)),
            (7, "注記", Hint::Quote),
            (10, "例", Hint::Code),
        ];
        assert_eq!(lines, expected.map(|(n, t, h)| (n, t.to_owned(), h)));
    }

    #[test]
    fn a_list_of_one_repeated_number_counts_by_position() {
        let lines: Vec<_> = texts("1. あ\n1. い\n1. う\n")
            .into_iter()
            .map(|l| l.1)
            .collect();
        assert_eq!(lines, ["1. あ", "2. い", "3. う"]);
        let kept: Vec<_> = texts("1. あ\n2. い\n2. う\n")
            .into_iter()
            .map(|l| l.1)
            .collect();
        assert_eq!(kept, ["1. あ", "2. い", "2. う"]);
    }

    #[test]
    fn cells_beyond_the_header_are_kept() {
        let lines = texts("| 年 | 日 |\n| - | - |\n| 1 | 2 | 三 |\n| 4 | 5 |\n");
        assert_eq!(lines[1].1, "| 1 | 2 | 三 |");
        assert_eq!(lines[2].1, "| 4 | 5 |");
    }

    #[test]
    fn links_stay_as_they_stand() {
        assert_eq!(
            texts("詳細は[*こちら*](https://example.jp/a_b)を\n見る。\n")[0].1,
            "詳細は[*こちら*](https://example.jp/a_b)を"
        );
    }

    #[test]
    fn the_definition_of_a_link_is_text() {
        let lines: Vec<_> = texts("連絡先\n\n[住所]: 東京都港区1-2-3\n\n[こちら][1]を見る。\n\n[1]: https://example.jp/\n\n以上\n")
            .into_iter()
            .map(|l| (l.0, l.1))
            .collect();
        let expected = [
            (1, "連絡先"),
            (3, "[住所]: 東京都港区1-2-3"),
            (5, "[こちら][1]を見る。"),
            (7, "[1]: https://example.jp/"),
            (9, "以上"),
        ];
        assert_eq!(lines, expected.map(|(n, t)| (n, t.to_owned())));
    }

    #[test]
    fn what_only_looks_like_a_tag_is_text() {
        for text in [
            "甲は<company>とする。",
            "<会社名>は",
            "<img alt=\"料金 1,000円\">を見る。",
            "<a href=\"https://example.jp/\">別紙</a>を見る。",
            "<brand>と<trade>",
        ] {
            assert_eq!(texts(text)[0].1, text);
        }
        assert_eq!(
            texts("一<br>二<span class=\"x\">三</span>")
                .iter()
                .map(|l| l.1.as_str())
                .collect::<String>(),
            "一二三"
        );
    }

    #[test]
    fn tables_of_both_kinds_become_rows() {
        let lines = texts(
            "| 年 | 日 |\n| - | - |\n| 1 | a\\|b |\n\n<table>\n<tr><td>x</td><td>y</td></tr>\n</table>\n<!-- 覚書\n二行目 -->\n",
        );
        let expected = [
            (1, "| 年 | 日 |", Hint::Row { header: true }),
            (3, "| 1 | a\\|b |", Hint::Row { header: false }),
            (6, "| x | y |", Hint::Row { header: false }),
            (8, "<!-- 覚書", Hint::Comment),
            (9, "二行目 -->", Hint::Comment),
        ];
        assert_eq!(lines, expected.map(|(n, t, h)| (n, t.to_owned(), h)));
    }
}

//! HTML that stands inside Markdown: tables, comments, tags around text.
//!
//! In: a block of HTML. Out: its texts line by line; table rows as rows. Never: interprets scripts,
//! styles or attributes.

use super::Hint;
use crate::text::fold;

/// A text inside a block of HTML.
pub(super) struct Piece {
    /// The text; for a row its cells between `|`.
    pub(super) text: String,
    /// Its byte place in the block.
    pub(super) at: usize,
    /// A row, a comment, or nothing.
    pub(super) hint: Hint,
}

/// Elements of HTML whose tags are markup without text of their own. Links and images keep their tags, which hold an
/// address or words; `<会社名>` and `<company>` are text.
const ELEMENTS: [&str; 58] = [
    "abbr",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "s",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "thead",
    "tr",
    "ul",
];
/// … and those that are rarer.
const MORE_ELEMENTS: [&str; 8] = ["th", "tfoot", "u", "wbr", "ruby", "rt", "rp", "rb"];

/// True for `<name …>` and `</name>` of an element that is markup alone.
pub(super) fn is_tag(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('<') else {
        return false;
    };
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let end = inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let (name, after) = inner.split_at(end);
    let name = name.to_ascii_lowercase();
    let known = ELEMENTS.contains(&name.as_str()) || MORE_ELEMENTS.contains(&name.as_str());
    known && after.starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace())
}

/// The texts of a block, in order.
pub(super) fn lines(html: &str) -> Vec<Piece> {
    let mut state = State {
        out: Vec::new(),
        text: String::new(),
        at: 0,
        row: None,
    };
    let mut at = 0;
    // A tag that never closes is text; looking for its end again and again would be slow.
    let last_close = html.rfind('>').unwrap_or(0);
    while at < html.len() {
        let rest = &html[at..];
        if rest.starts_with("<!--") {
            let end = rest.find("-->").map_or(rest.len(), |e| e + 3);
            state.flush();
            let mut offset = at;
            for line in rest[..end].split_inclusive('\n') {
                let body = fold::trim(line.trim_end());
                if !body.is_empty() {
                    state.out.push(Piece {
                        text: body.to_owned(),
                        at: offset,
                        hint: Hint::Comment,
                    });
                }
                offset += line.len();
            }
            at += end;
        } else if at < last_close
            && is_tag(rest)
            && let Some(end) = rest.find('>')
        {
            // Words in an attribute (alt="…") are no text of the policy, but are not lost either.
            if !rest[..end].is_ascii() {
                state.out.push(Piece {
                    text: one_line(&rest[..=end]),
                    at,
                    hint: Hint::Comment,
                });
            }
            state.tag(&rest[1..end], at);
            at += end + 1;
        } else {
            let c = rest.chars().next().unwrap_or('\n');
            state.push(c, at);
            at += c.len_utf8();
        }
    }
    state.flush();
    state.close_row();
    state.out
}

/// A tag without its line breaks.
pub(super) fn one_line(tag: &str) -> String {
    tag.replace(['\n', '\r'], " ")
}

struct State {
    out: Vec<Piece>,
    text: String,
    at: usize,
    /// Cells of the open row with its place, and whether it is a header row.
    row: Option<(Vec<String>, usize, bool)>,
}

impl State {
    fn push(&mut self, c: char, at: usize) {
        if c == '\n' && self.row.is_none() {
            return self.flush();
        }
        if self.text.is_empty() {
            if fold::is_blank(c) || c == '\n' {
                return;
            }
            self.at = at;
        }
        if c != '\n' && c != '\r' {
            self.text.push(c);
        }
    }

    fn tag(&mut self, tag: &str, at: usize) {
        let closing = tag.starts_with('/');
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        match (name.as_str(), closing) {
            ("tr", false) => {
                self.flush();
                self.close_row();
                self.row = Some((Vec::new(), at, false));
            }
            ("td" | "th", _) => {
                self.close_cell();
                if !closing && let Some(row) = &mut self.row {
                    row.0.push(String::new());
                    row.2 |= name == "th";
                }
            }
            ("tr" | "table" | "tbody" | "thead", true) => {
                self.close_cell();
                self.close_row();
            }
            (
                "br" | "p" | "div" | "li" | "ul" | "ol" | "table" | "h1" | "h2" | "h3" | "h4"
                | "h5" | "h6" | "details" | "summary",
                _,
            ) => {
                if self.row.is_none() {
                    self.flush();
                } else if !self.text.is_empty() {
                    self.text.push(' ');
                }
            }
            _ => {}
        }
    }

    fn close_cell(&mut self) {
        let text = std::mem::take(&mut self.text);
        match &mut self.row {
            Some(row) if !row.0.is_empty() => {
                if let Some(cell) = row.0.last_mut() {
                    cell.push_str(fold::trim(&text));
                }
            }
            _ => {
                self.text = text;
                self.flush();
            }
        }
    }

    fn close_row(&mut self) {
        self.close_cell();
        if let Some((cells, at, header)) = self.row.take()
            && !cells.is_empty()
        {
            let text = cells.iter().fold(String::from("|"), |out, c| {
                out + " " + &c.replace('|', "\\|") + " |"
            });
            self.out.push(Piece {
                text,
                at,
                hint: Hint::Row { header },
            });
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let body = fold::trim(&text);
        if !body.is_empty() {
            self.out.push(Piece {
                text: body.to_owned(),
                at: self.at,
                hint: Hint::None,
            });
        }
    }
}

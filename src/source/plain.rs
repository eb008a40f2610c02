//! Plain text → lines.
//!
//! In: text. Out: its lines, with the few signs of Markdown that plain texts taken from web pages
//! carry (`##` headings, rows of `|`). Never: reads anything else as markup.

use std::borrow::Cow;

use super::{Hint, Line, Lines};
use crate::text::{fold, width};

/// The lines of a plain text.
pub(super) fn read(text: &str) -> Lines<'_> {
    let mut lines = Vec::new();
    let mut after_blank = true;
    for (index, raw) in split(text).enumerate() {
        let body = fold::trim(raw);
        if body.is_empty() {
            after_blank = true;
            continue;
        }
        let start = body.as_ptr() as usize - raw.as_ptr() as usize;
        let end = start + body.len();
        let (hint, body) = hint(body);
        let indent = raw[..start]
            .chars()
            .map(|c| if c == '\t' { 4 } else { width::of_char(c) })
            .sum();
        lines.push(Line {
            after_blank,
            trailing_blank: end < raw.len(),
            hint,
            ..Line::new(index + 1, indent, Cow::Borrowed(body))
        });
        after_blank = false;
    }
    Lines { lines }
}

/// Lines at any line break: LF, CRLF, CR, form feed, line and paragraph separators.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    // Most texts break their lines one way only.
    let bytes = text.as_bytes();
    let rare = ["\u{85}", "\u{2028}", "\u{2029}"];
    let other = memchr::memchr3(b'\r', 0xb, 0xc, bytes).is_some()
        || rare
            .iter()
            .any(|c| memchr::memmem::find(bytes, c.as_bytes()).is_some());
    Broken { rest: Some(text) }.flat_map(move |line| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let breaks: &[char] = if other {
            &['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']
        } else {
            &[]
        };
        Pieces {
            rest: Some(line),
            breaks,
        }
    })
}

/// A text cut at LF.
struct Broken<'a> {
    rest: Option<&'a str>,
}

impl<'a> Iterator for Broken<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest.take()?;
        match memchr::memchr(b'\n', rest.as_bytes()) {
            Some(at) => {
                self.rest = Some(&rest[at + 1..]);
                Some(&rest[..at])
            }
            None => Some(rest),
        }
    }
}

/// A line cut at the rarer breaks.
struct Pieces<'a> {
    rest: Option<&'a str>,
    breaks: &'static [char],
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest.take()?;
        if self.breaks.is_empty() {
            return Some(rest);
        }
        let cut = rest.find(self.breaks);
        let Some(at) = cut else { return Some(rest) };
        let broken = rest[at..].chars().next().map_or(1, char::len_utf8);
        self.rest = Some(&rest[at + broken..]);
        Some(&rest[..at])
    }
}

fn hint(body: &str) -> (Hint, &str) {
    let hashes = body.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&hashes)
        && let Some(rest) = body[hashes..].strip_prefix(' ')
        && !fold::trim(rest).is_empty()
    {
        return (Hint::Heading(hashes as u8), fold::trim(rest));
    }
    if body.len() > 2 && body.starts_with('|') && body.ends_with('|') {
        return (Hint::Row { header: false }, body);
    }
    (Hint::None, body)
}

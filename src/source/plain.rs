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
        let start = raw.find(body).unwrap_or(0);
        let (hint, body) = hint(body);
        lines.push(Line {
            number: index + 1,
            text: Cow::Borrowed(body),
            indent: raw[..start]
                .chars()
                .map(|c| if c == '\t' { 4 } else { width::of_char(c) })
                .sum(),
            after_blank,
            trailing_blank: raw[start..].len() > body.len() && raw.ends_with(fold::is_blank),
            hint,
            soft: false,
        });
        after_blank = false;
    }
    Lines { lines }
}

/// Lines at any line break: LF, CRLF, CR, form feed, line and paragraph separators.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| {
        line.strip_suffix('\r')
            .unwrap_or(line)
            .split(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'])
    })
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

//! Wrap: where a line of Japanese text is broken so that it fits a number of columns.
//!
//! In: characters. Out: the ranges of the lines. Never: drops a character, begins a line with 。 or 」, ends one with 「, or
//! cuts a word of letters or digits as long as there is another place.

use std::ops::Range;

use crate::text::width;

/// How many characters a break may move back from the edge.
const BACK: usize = 24;

/// True for a character that may not begin a line.
fn clings(c: char) -> bool {
    "、。，．・：；！？」』）］｝】〕〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々)]},.:;!?%％"
        .contains(c)
}

/// True for a character that may not end a line.
fn opens(c: char) -> bool {
    "「『（［｛【〔〈《([{".contains(c)
}

/// True where a line may be broken between `a` and `b`.
fn may_break(a: char, b: char) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || "-+/@_.".contains(c);
    // A mark without a width of its own (濁点, 異体字セレクタ) belongs to the character before it.
    let mark = !b.is_ascii() && width::of_char(b) == 0;
    !(mark || clings(b) || opens(a) || (word(a) && word(b)))
}

/// The same for characters: ranges of them.
pub(crate) fn wrap_chars(chars: &[char], columns: usize) -> Vec<Range<usize>> {
    let text: String = chars.iter().collect();
    let mut start = 0;
    wrap(&text, columns)
        .into_iter()
        .map(|line| {
            let end = start + text[line].chars().count();
            let range = start..end;
            start = end;
            range
        })
        .collect()
}

/// The lines of `text` in bytes, each at most `columns` wide.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut start, mut used, mut at) = (0, 0, 0);
    while let Some((wide, length)) = next(text, at) {
        if used + wide > columns && at > start {
            let cut = place_to_break(&text[start..], at - start).map_or(at, |cut| start + cut);
            out.push(start..cut);
            (start, used, at) = (cut, 0, cut);
            continue;
        }
        used += wide;
        at += length;
    }
    out.push(start..text.len());
    out
}

/// The columns and the bytes of the character that begins at a byte.
#[inline]
fn next(text: &str, at: usize) -> Option<(usize, usize)> {
    match text.as_bytes().get(at)? {
        b' '..=b'~' => Some((1, 1)),
        // U+3000 – U+9FFF
        0xe3..=0xe9 => Some((2, 3)),
        _ => {
            let c = text[at..].chars().next()?;
            Some((width::of_char(c), c.len_utf8()))
        }
    }
}

/// The last place at or shortly before `edge` where a line that begins with `text` may be broken.
fn place_to_break(text: &str, edge: usize) -> Option<usize> {
    let mut after = text[edge..].chars().next()?;
    for (at, before) in text[..edge].char_indices().rev().take(BACK + 1) {
        let cut = at + before.len_utf8();
        if may_break(before, after) {
            return Some(cut);
        }
        after = before;
    }
    None
}

/// `text` cut to `columns`, with `…` where something was cut.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if width::of(text) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = width::of_char('…');
    for c in text.chars() {
        used += width::of_char(c);
        if used > columns {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, columns: usize) -> Vec<String> {
        let lines = wrap(text, columns);
        lines.into_iter().map(|r| text[r].to_owned()).collect()
    }

    #[test]
    fn lines_fit_and_begin_with_no_closing_mark() {
        assert_eq!(
            lines("会員は、届け出る。「会則」による。", 10),
            ["会員は、届", "け出る。", "「会則」に", "よる。"]
        );
        assert_eq!(
            lines("あのinfo@example.com宛て", 18),
            ["あの", "info@example.com宛", "て"]
        );
        for columns in 2..40 {
            let text =
                "会員（以下「甲」という。）は、info@example.com宛てに、。。。。」」」連絡する。";
            let lines = lines(text, columns);
            assert_eq!(lines.concat(), text);
            assert!(lines.iter().all(|l| width::of(l) <= columns), "{lines:?}");
        }
    }

    #[test]
    fn cuts_end_with_dots() {
        assert_eq!(cut("第五条（目的）", 14), "第五条（目的）");
        assert_eq!(cut("第五条（目的）", 9), "第五条…");
    }
}

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
    !(clings(b) || opens(a) || (word(a) && word(b)))
}

/// The lines of `chars`, each at most `columns` wide.
pub(crate) fn wrap(chars: &[char], columns: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut start, mut used, mut at) = (0, 0, 0);
    while at < chars.len() {
        let wide = width::of_char(chars[at]);
        if used + wide > columns && at > start {
            let least = (start + 1).max(at.saturating_sub(BACK));
            let cut = (least..=at)
                .rev()
                .find(|&k| may_break(chars[k - 1], chars[k]))
                .unwrap_or(at);
            out.push(start..cut);
            (start, used, at) = (cut, 0, cut);
            continue;
        }
        used += wide;
        at += 1;
    }
    out.push(start..chars.len());
    out
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
        let chars: Vec<char> = text.chars().collect();
        let lines = wrap(&chars, columns);
        lines
            .into_iter()
            .map(|r| chars[r].iter().collect())
            .collect()
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

//! Sentences of Japanese text.
//!
//! In: a paragraph. Out: its sentences as byte ranges that cover it whole. Never: drops a character.

use std::ops::Range;

/// True for a bracket that opens.
#[inline]
fn opens(c: char) -> bool {
    matches!(
        c,
        '「' | '『' | '（' | '(' | '【' | '［' | '[' | '〔' | '〈' | '《' | '“'
    )
}

/// True for a bracket that closes.
#[inline]
fn closes(c: char) -> bool {
    matches!(
        c,
        '」' | '』' | '）' | ')' | '】' | '］' | ']' | '〕' | '〉' | '》' | '”'
    )
}

/// The sentences of `text` as byte ranges, in order, adjacent, covering all of it.
///
/// A `。` (or `．`, `！`, `？` before a blank) ends a sentence unless it stands inside brackets. A closing
/// bracket after `。` belongs to the sentence. A bracket that is never closed is no bracket.
pub fn split(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut depth = 0usize;
    let mut chars = text.char_indices().peekable();
    let mut unclosed = unclosed_brackets(text);
    while let Some((at, c)) = chars.next() {
        if opens(c) {
            if unclosed.last() == Some(&at) {
                unclosed.pop();
            } else {
                depth += 1;
            }
        } else if closes(c) {
            depth = depth.saturating_sub(1);
        }
        let next = chars.peek().map(|(_, n)| *n);
        let ends = match c {
            '。' | '｡' => true,
            '！' | '？' => next.is_none_or(super::fold::is_blank),
            _ => false,
        };
        if ends && depth == 0 {
            let end = at + c.len_utf8();
            out.push(start..end);
            start = end;
        }
    }
    if start < text.len() {
        if super::fold::trim(&text[start..]).is_empty()
            && let Some(last) = out.last_mut()
        {
            last.end = text.len();
        } else {
            out.push(start..text.len());
        }
    }
    out
}

/// Byte places of opening brackets that no bracket closes, last first.
fn unclosed_brackets(text: &str) -> Vec<usize> {
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        if opens(c) {
            open.push(at);
        } else if closes(c) {
            open.pop();
        }
    }
    open.reverse();
    open
}

/// True where the text ends as a sentence does: `。`, with closing brackets after it or not, or a
/// bracketed remark after a finished sentence.
pub fn is_finished(text: &str) -> bool {
    let text = super::fold::trim(text);
    // Most texts end in 。 or in a letter of their own, which their last bytes tell: kana, kanji, ー.
    match *text.as_bytes() {
        [.., 0xe3, 0x80, 0x82] => return true,
        [.., 0xe3, 0x81..=0x83, _] | [.., 0xe4..=0xe9, _, _] => return false,
        _ => {}
    }
    let bare = text.trim_end_matches(|c| closes(c) || c == '*');
    bare.ends_with(['。', '｡', '！', '？', '.', '．'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn stops_inside_brackets_end_nothing() {
        assert_eq!(
            parts("会社（以下「甲」という。）は行う。ただし、「不可。」とする。"),
            [
                "会社（以下「甲」という。）は行う。",
                "ただし、「不可。」とする。"
            ]
        );
        assert_eq!(
            parts("閉じない「括弧。次の文。"),
            ["閉じない「括弧。", "次の文。"]
        );
        assert_eq!(parts("句点なし"), ["句点なし"]);
        assert!(parts("").is_empty());
    }

    #[test]
    fn finished() {
        assert!(is_finished("行う。（以下同じ。）"));
        assert!(!is_finished("次のとおり取り扱い"));
        for (text, yes) in [
            ("行う。", true),
            ("行う。」*", true),
            ("行うか？　", true),
            ("サーバー", false),
            ("目的", false),
            ("）", false),
            ("", false),
        ] {
            assert_eq!(is_finished(text), yes, "{text}");
        }
    }
}

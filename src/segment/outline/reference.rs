//! What the text behind a number says: a caption, or that the number is a reference inside a sentence.
//!
//! In: the text behind a number. Out: whether a sentence runs on from it, and its caption. Never: looks at other lines.

use super::super::marker::{self, Candidate, Family, Fence};
use super::super::words;
use crate::text::{fold, sentence};

/// True where the text behind a number shows that the number is a reference inside a sentence.
pub(super) fn runs_on(c: Candidate, rest: &str) -> bool {
    if c.style.fence == Fence::Paren && c.gap && c.style.rank().is_none() {
        return false;
    }
    // 第2条（定義）に定める: look behind the bracket too.
    let behind = match bracket_end(rest) {
        Some(end) if c.style.rank().is_some() => &rest[end..],
        _ => rest,
    };
    let may = |text: &str| {
        text.starts_with(|c| {
            matches!(
                c,
                'の' | 'を' | 'に' | 'は' | 'が' | 'と' | 'で' | 'ま' | '及' | 'お' | '又'
            ) || matches!(c, '若' | 'も' | '並' | 'な' | '、' | '。' | '，' | 'へ')
        })
    };
    if (may(rest) || may(behind))
        && words::RUNS_ON
            .iter()
            .any(|w| rest.starts_with(w) || behind.starts_with(w))
    {
        return true;
    }
    // 第3条 第2項…: a chain of numbers is a reference.
    if c.style.family == Family::Article
        && marker::candidates(rest)
            .iter()
            .any(|n| matches!(n.style.family, Family::Paragraph | Family::Item))
    {
        return true;
    }
    let labelled = c.style.rank().is_some_and(|r| (1..=8).contains(&r));
    labelled
        && !c.gap
        && (rest.starts_with(['第', '・', '～', '〜'])
            || words::RUNS_ON_LABELLED.iter().any(|w| rest.starts_with(w)))
}

/// True for the bracketed remark a collection of rules puts behind an article: when and how that article was changed
/// (（平29細則7・一部改正）). It belongs to the article above it.
pub(in crate::segment) fn is_amendment_note(text: &str) -> bool {
    if text.len() > 300 || !is_bracketed(text, &['（', '(', '〔', '[']) {
        return false;
    }
    let inner = text.trim_matches(['（', '(', '〔', '[', '）', ')', '〕', ']']);
    let mut chars = inner.chars();
    let era = chars.next().is_some_and(|c| "明大昭平令".contains(c));
    let year = chars
        .next()
        .is_some_and(|c| c == '元' || fold::half_width(c).is_ascii_digit());
    era && year
        || words::AMENDED.iter().any(|w| inner.ends_with(w))
            && inner.chars().any(|c| fold::half_width(c).is_ascii_digit())
}

/// Byte after a bracketed group at the start of `text`.
pub(super) fn bracket_end(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let close = match open {
        '（' => '）',
        '(' => ')',
        '【' => '】',
        '〔' => '〕',
        '［' => '］',
        '[' => ']',
        '「' => '」',
        '＜' => '＞',
        '<' => '>',
        '〈' => '〉',
        '≪' => '≫',
        _ => return None,
    };
    let mut depth = 0usize;
    // No caption is longer; a bracket that closes later is none that heads a text.
    for (at, c) in text.char_indices().take(400) {
        let same = |a: char, b: char| fold::half_width(a) == fold::half_width(b);
        if same(c, open) {
            depth += 1;
        } else if same(c, close) {
            depth -= 1;
            if depth == 0 {
                return Some(at + c.len_utf8());
            }
        }
    }
    None
}

/// True for a line that one pair of brackets encloses whole.
pub(super) fn is_bracketed(text: &str, opens: &[char]) -> bool {
    text.chars().next().is_some_and(|c| opens.contains(&c)) && bracket_end(text) == Some(text.len())
}

pub(super) fn has_caption(rest: &str) -> bool {
    !rest.starts_with('「')
        && bracket_end(rest).is_some_and(|end| end <= 150 && !rest[..end].contains('。'))
}

/// The bracketed caption at the start of a clause's text, and the text after it.
pub(super) fn split_caption(c: Candidate, rest: &str) -> (Option<&str>, &str) {
    if !has_caption(rest) {
        return (None, rest);
    }
    let Some(end) = bracket_end(rest) else {
        return (None, rest);
    };
    let after = &rest[end..];
    // 【第1条（総則）】
    if matches!(after, "】" | "〕" | "］" | "]" | "＞" | ">") {
        return (Some(rest), "");
    }
    let set_off = after.is_empty() || after.starts_with(fold::is_blank);
    let labelled = c.style.rank().is_some();
    if set_off && (labelled || after.is_empty() || !sentence::is_finished(&rest[..end])) || labelled
    {
        return (Some(&rest[..end]), fold::trim(after));
    }
    (None, rest)
}

//! The title: the heading of the format, else a line at the head that stands or ends as a title does.
//!
//! In: the lines of a text. Out: the index of its title. Never: looks beyond the first lines.

use super::super::marker::{self, Fence};
use super::super::{dates, words, wrap::Goes, wrap::Wrap};
use super::is_bullet;
use super::notice::is_notice_heading;
use super::toc::is_toc_heading;
use crate::source::{Hint, Line};
use crate::text::{fold, sentence, width};

/// Index of the title line.
pub(super) fn title(lines: &[&Line<'_>], wrap: Wrap) -> Option<usize> {
    let head = &lines[..lines.len().min(12)];
    if let Some(at) = head
        .iter()
        .position(|l| l.hint == Hint::Heading(1) && !marker::begins(&l.text))
    {
        return Some(at);
    }
    let mut best = None;
    let mut skipped = 0;
    for (at, line) in head.iter().enumerate() {
        let text = line.text.as_ref();
        if text.starts_with(['（', '(', '【', '[', '<', '＜', '※'])
            && text.ends_with(['）', ')', '】', ']', '>', '＞'])
            && !ends_as_title(text)
        {
            break;
        }
        let numbered = marker::candidates(text).iter().any(|c| {
            marker::is_first(c.style, c.value) && c.gap || counted_on(*c, &lines[at + 1..])
        });
        // ■ プライバシーポリシー over ■ 取得する情報: the first of the marks bears the title.
        if at == 0
            && !numbered
            && text.starts_with(|c| words::HEADING_MARKS.contains(c))
            && ends_as_title(text)
            && !text.ends_with("について")
        {
            return Some(at);
        }
        if numbered || is_bullet(text) || sentence::is_finished(text) || is_toc_heading(text) {
            break;
        }
        let addressee = words::ADDRESSEES.iter().any(|w| text.ends_with(w));
        if addressee || is_address(text) {
            skipped += 1;
            continue;
        }
        if dates::is_date_line(text) || dates::is_event_label(text) {
            continue;
        }
        let torn = lines
            .get(at + 1)
            .is_some_and(|next| wrap.goes_on(line, next, (text, line.signs)) != Goes::No);
        if wrap.is_full(line) || torn || width::of(text) > 90 || text.contains(['。', '、']) {
            break;
        }
        if is_notice_heading(text) && best.is_some() {
            // Behind a sender and an address, the notice itself is what the text is about.
            return if lines[..at].iter().any(|l| is_address(&l.text)) {
                Some(at)
            } else {
                best
            };
        }
        if let Some(named) = named_again(head, at) {
            return Some(named);
        }
        if ends_as_title(text) {
            return Some(at);
        }
        best = best.or(Some(at));
        if at >= 4 + skipped {
            break;
        }
    }
    best
}

/// The mark before a title and the title itself: a collection of rules puts ○ before each, a web page ■. It is no part of
/// the name; a blank that was to be filled in (○○規程) is.
pub(in crate::segment) fn mark(text: &str) -> (&str, &str) {
    let Some(first) = text
        .chars()
        .next()
        .filter(|c| words::HEADING_MARKS.contains(*c))
    else {
        return ("", text);
    };
    let (mark, rest) = text.split_at(first.len_utf8());
    let title = fold::trim(rest);
    if title.is_empty()
        || title.starts_with(first)
        || title.starts_with(['〇', '○', '◯'])
        || title.ends_with(first)
    {
        return ("", text);
    }
    (mark, title)
}

/// Lines in which the next number of a first line is looked for.
const COUNTED: usize = 200;

/// True for a number that the text counts on from: 1.はじめに … 2.定義, or 第1条（適用） … 第2条. It is a clause, not a title.
fn counted_on(c: marker::Candidate, rest: &[&Line<'_>]) -> bool {
    (c.gap || c.style.fence != Fence::Bare || c.style.rank().is_some())
        && rest.iter().take(COUNTED).any(|line| {
            marker::candidates(&line.text)
                .iter()
                .any(|n| n.style == c.style && marker::follows(c.style, c.value, n.value))
        })
}

/// The line below that bears the title alone: `利用規約 | みどりサービス`, which a browser shows above its window, over 利用規約;
/// Privacy Policy, as many sites put it for looks, over プライバシーポリシー.
fn named_again(head: &[&Line<'_>], at: usize) -> Option<usize> {
    let text = head[at].text.as_ref();
    let foreign = text.is_ascii();
    let parts: Vec<&str> = text.split(['|', '｜']).map(fold::trim).collect();
    if !foreign && parts.len() < 2 {
        return None;
    }
    (at + 1..head.len()).find(|below| {
        let line = head[*below].text.as_ref();
        ends_as_title(line)
            && !sentence::is_finished(line)
            && (parts.len() > 1 && parts.contains(&line)
                || foreign && *below == at + 1 && !line.is_ascii() && width::of(line) <= 60)
    })
}

/// 東京都中央区橋詰町４番５号: where somebody lives.
fn is_address(text: &str) -> bool {
    text.contains(['市', '区', '町', '村', '郡'])
        && text.contains(|c: char| fold::half_width(c).is_ascii_digit() || c == '番')
        && ["号", "番地", "階"].iter().any(|e| text.ends_with(e))
        && !text.starts_with('第')
}

/// True for a line that ends in a word of [`words::TITLES`], a bracketed remark aside.
pub(super) fn ends_as_title(text: &str) -> bool {
    let text = fold::trim(text);
    let mut bare = text;
    while bare.ends_with(['）', ')', '」', '』', '】', '］', '〕', '＞']) {
        let open = if bare.ends_with(['）', ')']) {
            bare.rfind(['（', '('])
        } else {
            None
        };
        let cut =
            open.unwrap_or_else(|| bare.len() - bare.chars().next_back().map_or(0, char::len_utf8));
        if cut == 0 {
            break;
        }
        bare = fold::trim(&bare[..cut]);
    }
    words::TITLES.iter().any(|w| bare.ends_with(w))
}

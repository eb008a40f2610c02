//! The title: the heading of the format, else a line at the head that stands or ends as a title does.
//!
//! In: the lines of a text. Out: the index of its title. Never: looks beyond the first lines.

use super::super::{dates, marker, words, wrap::Goes, wrap::Wrap};
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
        .position(|l| l.hint == Hint::Heading(1) && marker::candidates(&l.text).is_empty())
    {
        return Some(at);
    }
    let mut best = None;
    for (at, line) in head.iter().enumerate() {
        let text = line.text.as_ref();
        if text.starts_with(['（', '(', '【', '[', '<', '＜', '※'])
            && text.ends_with(['）', ')', '】', ']', '>', '＞'])
            && !ends_as_title(text)
        {
            break;
        }
        let numbered = marker::candidates(text)
            .iter()
            .any(|c| marker::is_first(c.style, c.value) && c.gap);
        if numbered || is_bullet(text) || sentence::is_finished(text) || is_toc_heading(text) {
            break;
        }
        if dates::is_date_line(text) || dates::is_event_label(text) {
            continue;
        }
        let torn = lines
            .get(at + 1)
            .is_some_and(|next| wrap.goes_on(line, next, text) != Goes::No);
        if wrap.is_full(line) || torn || width::of(text) > 90 || text.contains(['。', '、']) {
            break;
        }
        if is_notice_heading(text) && best.is_some() {
            break;
        }
        if ends_as_title(text) {
            return Some(at);
        }
        best = best.or(Some(at));
        if at >= 4 {
            break;
        }
    }
    best
}

/// True for a line that ends in a word of [`words::TITLES`], a bracketed remark aside.
pub(super) fn ends_as_title(text: &str) -> bool {
    let text = fold::trim(text);
    let mut bare = text;
    while bare.ends_with(['）', ')', '」', '』']) {
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

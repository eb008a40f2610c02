//! Whether numbers stand directly before their text (第一条この規則は), as in text taken from vertical type.
//!
//! In: the body lines. Out: yes or no, for the text as a whole. Never: reads a single line so on its own account.

use super::super::marker::{self, Family, Fence};
use super::reference::runs_on;
use crate::source::Line;
use crate::text::fold;

/// True where at least two articles in a row, counted from the first, are set without a blank, and none with one.
pub(super) fn is_tight(lines: &[&Line<'_>]) -> bool {
    let mut last = None;
    let mut count = 0;
    for line in lines {
        if line.first != '第' && !fold::half_width(line.first).is_ascii_digit() {
            continue;
        }
        let Some(c) = marker::candidates(&line.text)
            .iter()
            .find(|c| c.style.family == Family::Article && c.style.fence == Fence::Bare)
            .copied()
        else {
            continue;
        };
        let rest = &line.text[c.rest..];
        if rest.is_empty() || rest.starts_with(['（', '(', '【', '〔']) || runs_on(c, rest) {
            continue;
        }
        if c.gap {
            return false;
        }
        let next = match last {
            None => marker::is_first(c.style, c.value),
            Some(last) => marker::follows(c.style, last, c.value),
        };
        if next {
            last = Some(c.value);
            count += 1;
        }
    }
    count >= 2
}

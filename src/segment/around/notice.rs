//! A notice of revision at the head of a policy.
//!
//! In: the lines of a text and its title. Out: the roles of the notice's lines. Never: takes a clause for part of one.

use super::super::marker::{self, Family};
use super::super::words;
use super::title::ends_as_title;
use super::{Role, is_bullet, may_be};
use crate::source::{Hint, Line};
use crate::text::{fold, width};

/// `「…」に関する改訂のお知らせ`, `プライバシーポリシー改定のお知らせ`.
pub(super) fn is_notice_heading(text: &str) -> bool {
    let text = text.trim_matches(|c| "【】[]■●◆＜＞<>*".contains(c) || fold::is_blank(c));
    width::of(text) <= 100
        && !text.contains('。')
        && words::NOTICE_ENDS.iter().any(|e| text.ends_with(e))
        && words::NOTICE_SUBJECTS.iter().any(|s| text.contains(s))
}

/// Marks a notice at the head: from its heading to the title's return or the first clause.
pub(super) fn notices(lines: &[&Line<'_>], title: Option<usize>, roles: &mut [Role]) {
    let Some(start) = (0..lines.len().min(12))
        .find(|i| is_notice_heading(&lines[*i].text) && Some(*i) != title)
        .or_else(|| title.filter(|t| is_notice_heading(&lines[*t].text)))
    else {
        return;
    };
    let key = title
        .filter(|t| *t < start)
        .map(|t| fold::key(&lines[t].text));
    let again = (start + 1..lines.len()).find(|i| match &key {
        Some(key) => may_be(&lines[*i].text, key) && fold::key(&lines[*i].text) == *key,
        // The notice came first: the title it names comes after it.
        None => {
            lines[*i].hint == Hint::Heading(1)
                || (ends_as_title(&lines[*i].text)
                    && !is_notice_heading(&lines[*i].text)
                    && !matches!(lines[*i].first, '【' | '［' | '〔' | '＜')
                    && width::of(&lines[*i].text) <= 60
                    && !marker::begins(&lines[*i].text)
                    && !is_bullet(&lines[*i].text))
        }
    });
    // A text that is headed as a notice and holds no policy is no notice inside one.
    if again.is_none() && Some(start) == title {
        return;
    }
    // Without the title's return a notice ends where the clauses begin.
    let end = again.or_else(|| {
        let mut last = rustc_hash::FxHashMap::default();
        for (at, line) in lines.iter().enumerate() {
            last.insert(line.text.as_ref(), at);
        }
        (start + 2..lines.len())
            .find(|i| last.get(lines[*i].text.as_ref()) == Some(i) && begins_clauses(lines[*i]))
    });
    let Some(end) = end else { return };
    for role in &mut roles[start..end] {
        *role = Role::Notice(false);
    }
    roles[start] = Role::Notice(true);
    if let Some(again) = again {
        if key.is_some() {
            roles[again] = Role::TitleAgain;
        } else {
            roles[again] = Role::Title;
            if let Some(t) = title.filter(|t| *t != again && *t != start) {
                roles[t] = Role::Body;
            }
        }
    }
}

/// True for a line with the first number of a level of sections.
fn begins_clauses(line: &Line<'_>) -> bool {
    marker::candidates(&line.text).iter().any(|c| {
        marker::is_first(c.style, c.value)
            && matches!(
                c.style.family,
                Family::Article | Family::Chapter | Family::Arabic
            )
    })
}

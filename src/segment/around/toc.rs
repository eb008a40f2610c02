//! The 目次: under its heading, on one line, or a run of numbered lines that all come back.
//!
//! In: the lines of a text. Out: the roles of the lines of its 目次. Never: takes items that come back for entries where
//! clauses have begun.

use super::super::{body, furniture, marker, words};
use super::Role;
use crate::source::{Hint, Line};
use crate::text::{fold, sentence, width};

/// True for a mark that may stand around the heading of a 目次.
fn is_mark(c: char) -> bool {
    let bracket = matches!(
        c,
        '[' | ']' | '【' | '】' | '<' | '>' | '＜' | '＞' | '［' | '］'
    );
    bracket || matches!(c, '■' | '●' | '◆' | '・') || fold::is_blank(c)
}

/// True for a letter that the heading of a 目次 does not begin with, whatever follows it.
fn is_other(c: char) -> bool {
    let usual =
        matches!(c, '!'..='~' | '、'..='〃' | '〈'..='〛' | 'ぁ'..='ヶ' | '一'..='龥' | '①'..='⑳');
    (usual || matches!(c, '０'..='９' | '（' | '※')) && !matches!(c, '目' | 'も' | 'C' | 'T')
}

pub(super) fn is_toc_heading(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    // Most lines are told by their first letter: kana and kanji fold to themselves.
    let first = text.chars().find(|c| !is_mark(*c));
    if first.is_none_or(is_other) || !text.contains(['目', 'も', 'C', 'c', 'Ｃ']) {
        return false;
    }
    let key: String = fold::key(text).chars().filter(|c| !is_mark(*c)).collect();
    words::TOC.iter().any(|w| fold::key(w) == key)
}

/// A 目次 on one line: 目次　第1章 総則（第1条～第3条）　附則
fn is_toc_line(text: &str) -> bool {
    text.strip_prefix("目次").is_some_and(|rest| {
        rest.starts_with(fold::is_blank)
            && marker::candidates(fold::trim(rest))
                .iter()
                .any(|c| c.style.rank().is_some())
    })
}

/// Marks the 目次: its heading and the lines that come back as headings, or a numbered run that comes
/// back without any heading.
pub(super) fn toc(lines: &[&Line<'_>], roles: &mut [Role]) {
    let body: Vec<usize> = (0..lines.len())
        .filter(|i| roles[*i] == Role::Body)
        .collect();
    let is_line = |line: &Line<'_>| line.first == '目' && is_toc_line(&line.text);
    if let Some(at) = body.iter().find(|i| is_line(lines[**i])) {
        roles[*at] = Role::Toc(true);
        return;
    }
    let heads = |line: &Line<'_>| {
        (is_mark(line.first) || !is_other(line.first)) && is_toc_heading(&line.text)
    };
    let start = body.iter().position(|i| heads(lines[*i]));
    let (from, end) = match start {
        Some(from) => (from, headed_toc_end(lines, &body, from)),
        None => match bare_toc(lines, &body) {
            Some(found) => found,
            None => return,
        },
    };
    for (n, i) in body[from..end].iter().enumerate() {
        roles[*i] = Role::Toc(n == 0);
    }
}

/// The words of an entry: without mark, number, page number and range.
fn entry_key(text: &str) -> String {
    let text = furniture::link_text(text);
    let text = body::bullet(text).map_or(text, |b| fold::trim(&text[b..]));
    let text = furniture::link_text(text);
    let rest = marker::candidates(text)
        .iter()
        .next()
        .map_or(text, |c| &text[c.rest..]);
    let rest = rest.trim_end_matches(|c: char| {
        fold::half_width(c).is_ascii_digit() || fold::is_blank(c) || "…・.．‥ー-".contains(c)
    });
    let rest = rest
        .rsplit_once(['（', '('])
        .filter(|(_, range)| range.starts_with('第') || range.contains('条'))
        .map_or(rest, |(t, _)| t);
    fold::key(crate::document::heading_of(rest))
}

/// A line with its number and words, the number kept.
fn whole_key(text: &str) -> String {
    fold::key(unmarked(text))
}

/// A line without the mark of an item and of a link.
fn unmarked(text: &str) -> &str {
    let text = body::bullet(text).map_or(text, |b| fold::trim(&text[b..]));
    furniture::link_text(text)
}

fn headed_toc_end(lines: &[&Line<'_>], body: &[usize], from: usize) -> usize {
    let Some(first) = body.get(from + 1) else {
        return from + 1;
    };
    let first_hint = lines[*first].hint;
    let number = |text: &str| {
        let text =
            furniture::link_text(body::bullet(text).map_or(text, |b| fold::trim(&text[b..])));
        marker::candidates(text)
            .iter()
            .next()
            .map(|c| (c.style, c.value))
    };
    let first_number = number(&lines[*first].text);
    let captioned = |n: usize| lines[body[n]].text.starts_with(['（', '(', '【', '〔']);
    let first_key = entry_key(&lines[*first].text);
    let first_whole = whole_key(&lines[*first].text);
    let mut seen = rustc_hash::FxHashSet::default();
    for (n, i) in body.iter().enumerate().skip(from + 1) {
        let line = lines[*i];
        let text = line.text.as_ref();
        let returns = n > from + 1
            && (whole_key(text) == first_whole
                || (entry_key(text) == first_key
                    && !first_key.is_empty()
                    && number(text).is_none_or(|n| first_number.is_none_or(|f| f == n))
                    && body::bullet(text).is_none_or(|b| marker::begins(&text[b..]))));
        // The first article's number comes back behind its caption: （目的） 第1条　….
        let renumbered = n > from + 2
            && first_number
                .is_some_and(|first| first.0.rank().is_some() && number(text) == Some(first));
        if renumbered && !returns {
            let caption = captioned(n - 1) && number(&lines[body[n - 1]].text).is_none();
            return n - usize::from(caption);
        }
        // A heading of the format or a finished sentence is no entry; nor is any entry met twice.
        let heading =
            matches!(line.hint, Hint::Heading(_)) && !matches!(first_hint, Hint::Heading(_));
        let leaves_list = matches!(first_hint, Hint::Item(_)) && line.hint == Hint::None;
        if returns
            || heading
            || leaves_list
            || sentence::is_finished(text)
            || first_number.is_some() && text.contains('、') && number(text).is_none()
            || width::of(text) > 100
            || (n > from + 1 && !seen.insert(whole_key(text)))
        {
            return n;
        }
        if n == from + 1 {
            seen.insert(first_whole.clone());
        }
    }
    body.len()
}

/// A run of numbered lines without text that all come back later in the same order.
fn bare_toc(lines: &[&Line<'_>], body: &[usize]) -> Option<(usize, usize)> {
    let numbered = |n: usize| {
        let text = lines[body[n]].text.as_ref();
        width::of(text) <= 80
            && !sentence::is_finished(text)
            && marker::candidates(text)
                .iter()
                .next()
                .is_some_and(|c| c.rest < text.len())
    };
    let from = (0..body.len().min(30)).find(|n| numbered(*n))?;
    // Where clauses have begun, short items that come back are no 目次.
    if body[..from].iter().any(|i| marker::begins(&lines[*i].text)) {
        return None;
    }
    let end = (from..body.len())
        .find(|n| !numbered(*n))
        .unwrap_or(body.len());
    if end - from < LEAST {
        return None;
    }
    // The run may hold the first heading's return, where the two touch.
    let first = whole_key(&lines[body[from]].text);
    let begins = Begins::of([&first]);
    let returns = (from + 1..body.len()).find(|n| {
        let text = &lines[body[*n]].text;
        begins.may_hold(text) && whole_key(text) == first
    })?;
    let end = end.min(returns);
    if end - from < LEAST {
        return None;
    }
    let longest = body[from..end]
        .iter()
        .map(|i| lines[*i].text.len())
        .max()
        .unwrap_or(0);
    let run: Vec<String> = body[from..end]
        .iter()
        .map(|i| whole_key(&lines[*i].text))
        .collect();
    // A line that begins as no entry does is not folded, and none is once all entries have come back.
    let begins = Begins::of(&run);
    let mut missing: rustc_hash::FxHashSet<&str> = run.iter().map(String::as_str).collect();
    for i in &body[end..] {
        let text = lines[*i].text.as_ref();
        if text.len() <= longest * 6 + 60 && begins.may_hold(text) {
            missing.remove(whole_key(text).as_str());
            if missing.is_empty() {
                break;
            }
        }
    }
    let back = run
        .iter()
        .filter(|key| !missing.contains(key.as_str()))
        .count();
    (back * 10 >= (end - from) * 9).then_some((from, end))
}

/// Fewer lines are no 目次.
const LEAST: usize = 3;

/// What the keys of some lines begin with.
struct Begins {
    /// None where one of them can't be told by its first letters.
    known: Option<rustc_hash::FxHashSet<u64>>,
}

impl Begins {
    fn of<'k>(keys: impl IntoIterator<Item = &'k String>) -> Self {
        Self {
            known: keys.into_iter().map(|k| fold::beginning(k)).collect(),
        }
    }

    /// False only where [`whole_key`] of a line is none of them.
    fn may_hold(&self, line: &str) -> bool {
        match (&self.known, fold::beginning(unmarked(line))) {
            (Some(known), Some(beginning)) => known.contains(&beginning),
            _ => true,
        }
    }
}

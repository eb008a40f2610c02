//! Lines: which lines of an amendment are its sentences, and which are new text.
//!
//! In: a line. Out: its sentences, or whether it is one. Never: takes a line for new text that may be a sentence.

use super::sentence::sentence;
use crate::amend::phrases::{
    ADD, AMEND, ATTACH, DELETE, FACTS, REVISE, SET, SHIFT_DOWN, SHIFT_UP, VERBS,
};
use crate::amend::places;
use crate::text::fold;

/// True for a line that is a sentence of an amendment by itself.
pub(super) fn begins_sentence(line: &str) -> bool {
    let line = fold::trim(line);
    if !resembles_sentence(line) {
        return false;
    }
    let mut before = places::read("第一条第一項第一号", None).ok();
    split(line)
        .first()
        .is_some_and(|s| sentence(s, &mut before).is_ok())
}

/// True for a line that speaks of amending: it may be a sentence, or one that was written wrongly.
pub(crate) fn resembles_sentence(line: &str) -> bool {
    let line = fold::trim(line);
    let Some(first) = split(line).into_iter().next() else {
        return false;
    };
    if !VERBS.iter().any(|v| first.ends_with(v.ends)) {
        return false;
    }
    let outside = outside(first);
    let named = places::begins_place(first)
        || outside.starts_with('「')
        || outside.starts_with(FACTS)
        || outside.contains("の一部を次の")
        || outside.contains("の全部を次の");
    named && is_worded(first, &outside)
}

/// True where a sentence ends as one of an amendment does; what only says とする must be one.
fn is_worded(first: &str, outside: &str) -> bool {
    let Some(verb) = VERBS.iter().find(|v| outside.ends_with(v.ends)) else {
        return false;
    };
    let body = &outside[..outside.len() - verb.ends.len()];
    match *verb {
        AMEND => body.ends_with("を次のように") || body.ends_with("」に"),
        ADD => {
            let what = body.rsplit_once("次の").map_or("", |(_, what)| what);
            body.ends_with("」を") || body.ends_with("次のように") || (2..=24).contains(&what.len())
        }
        DELETE => body.ends_with('を') && !body.contains("場合"),
        ATTACH => body.ends_with("」を"),
        SHIFT_DOWN | SHIFT_UP => body.ends_with("ずつ"),
        REVISE | SET => body.ends_with("を次のように"),
        _ => {
            let mut before = places::read("第一条第一項第一号", None).ok();
            sentence(first, &mut before).is_ok()
        }
    }
}

/// A text with its quotations emptied.
fn outside(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0usize;
    for c in text.chars() {
        if c == '」' {
            depth = depth.saturating_sub(1);
        }
        if depth == 0 {
            out.push(c);
        }
        if c == '「' {
            depth += 1;
        }
    }
    out
}

/// The sentences of a line, their 。 left out; a rest without one is the last.
pub(super) fn split(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, c) in line.char_indices() {
        match c {
            '「' => depth += 1,
            '」' => depth = depth.saturating_sub(1),
            // 見出しを含む。 stands in brackets.
            '。' if depth == 0 && !line[at + c.len_utf8()..].starts_with('）') => {
                out.push(fold::trim(&line[start..at]));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    if !fold::trim(&line[start..]).is_empty() {
        out.push(fold::trim(&line[start..]));
    }
    out
}

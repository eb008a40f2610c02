//! Quote: two versions of some texts → the words that are replaced, each quoted so far that it is found once.
//!
//! In: the texts of a place as they are and as they will be. Out: [`Words`], which done one after the other change these
//! texts so and no other. Never: cuts a word, or quotes half of a pair 「」.

use crate::amend::instruction::Words;
use crate::amend::phrases::is_balanced;
use crate::diff::Op;
use crate::diff::inline::{self, script, tokens};
use crate::text::{fold, numeral};

/// Above so many changes a text is put anew.
const MOST_CHANGES: usize = 24;
/// Tokens by which a quotation grows before it is given up.
const MOST_CONTEXT: usize = 24;

/// A changed stretch of one text, in bytes of the text as it is now.
#[derive(Debug, Clone)]
struct Hunk {
    start: usize,
    old: String,
    new: String,
}

/// A text on its way.
#[derive(Debug, Clone)]
struct Text {
    now: String,
    goal: String,
    /// Still to be done, in order.
    hunks: Vec<Hunk>,
    /// Up to here it was changed: a quotation is of the text before its amendment.
    floor: usize,
}

/// The replacements that make `new` of `old`, text by text, where `beside` (other texts of the same place) stay as they
/// are. None where that takes too many, or cannot be told.
pub(crate) fn words(old: &[String], new: &[String], beside: &[String]) -> Option<Vec<Words>> {
    if old.len() != new.len() {
        return None;
    }
    let mut texts: Vec<Text> = Vec::with_capacity(old.len() + beside.len());
    let mut changes = 0;
    for (a, b) in old.iter().zip(new) {
        let hunks = if a == b { Vec::new() } else { hunks(a, b) };
        changes += hunks.len();
        if changes > MOST_CHANGES || (a != b && (a.is_empty() || b.is_empty())) {
            return None;
        }
        texts.push(Text {
            now: a.clone(),
            goal: b.clone(),
            hunks,
            floor: 0,
        });
    }
    texts.extend(beside.iter().map(|text| Text {
        now: text.clone(),
        goal: text.clone(),
        hunks: Vec::new(),
        floor: 0,
    }));
    let mut out = Vec::new();
    for at in 0..old.len() {
        while !texts[at].hunks.is_empty() {
            out.push(next(&mut texts, at)?);
        }
    }
    texts.iter().all(|t| t.now == t.goal).then_some(out)
}

/// Characters that a list of replacements quotes.
pub(crate) fn cost(words: &[Words]) -> usize {
    let count = |t: &String| t.chars().count();
    words
        .iter()
        .map(|w| match w {
            Words::Replace(a, b) | Words::After(a, b) => count(a) + count(b) + 6,
            Words::Delete(a) => count(a) + 4,
        })
        .sum()
}

/// Between two changes so few characters are quoted with them.
const NEAR: usize = 4;

/// The changes of a text, those that a reader takes as one put together: 第三号又は第五号 is one reference.
fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    let mut out: Vec<Hunk> = Vec::new();
    for hunk in apart(old, new) {
        let Some(last) = out.last_mut() else {
            out.push(hunk);
            continue;
        };
        let gap = &old[last.start + last.old.len()..hunk.start];
        let count = gap.chars().count();
        let is_reference = |c: char| {
            "第条項号の、".contains(c)
                || numeral::is_kanji_numeral(c)
                || fold::half_width(c).is_ascii_digit()
        };
        if !gap.contains('。')
            && (count <= NEAR || count <= NEAR * 3 && gap.chars().all(is_reference))
        {
            last.old.push_str(gap);
            last.old.push_str(&hunk.old);
            last.new.push_str(gap);
            last.new.push_str(&hunk.new);
        } else {
            out.push(hunk);
        }
    }
    out
}

fn apart(old: &str, new: &str) -> Vec<Hunk> {
    let mut out: Vec<Hunk> = Vec::new();
    let mut at = 0;
    let mut open = false;
    for edit in inline::edits(old, new) {
        if edit.op == Op::Equal {
            at += edit.text.len();
            open = false;
            continue;
        }
        if !open {
            out.push(Hunk {
                start: at,
                old: String::new(),
                new: String::new(),
            });
            open = true;
        }
        if let Some(hunk) = out.last_mut() {
            if edit.op == Op::Delete {
                hunk.old.push_str(&edit.text);
                at += edit.text.len();
            } else {
                hunk.new.push_str(&edit.text);
            }
        }
    }
    out
}

/// The replacement that does the first change of a text, and all others that it does as well.
fn next(texts: &mut [Text], at: usize) -> Option<Words> {
    loop {
        let text = &texts[at];
        let hunk = text.hunks.first()?.clone();
        let end = hunk.start + hunk.old.len();
        // What may be quoted around it: up to the change before (which is done) and the one after.
        let right_edge = text.hunks.get(1).map_or(text.now.len(), |h| h.start);
        let lefts = cuts_before(&text.now, text.floor, hunk.start);
        let rights = cuts_after(&text.now, end, right_edge);
        for context in 0..=(lefts.len() + rights.len()).min(MOST_CONTEXT) {
            for left in orders(context, hunk.old.is_empty()) {
                let right = context - left;
                if left > lefts.len() || right > rights.len() {
                    continue;
                }
                let from = if left == 0 {
                    hunk.start
                } else {
                    lefts[left - 1]
                };
                let to = if right == 0 { end } else { rights[right - 1] };
                let from = whole_reference(&text.now, from, hunk.start).max(text.floor);
                let quoted = text.now[from..to].to_owned();
                let replaced = format!(
                    "{}{}{}",
                    &text.now[from..hunk.start],
                    hunk.new,
                    &text.now[end..to]
                );
                let widest = left == lefts.len() && right == rights.len();
                if !is_balanced(&quoted)
                    || !is_balanced(&replaced)
                    || quoted.is_empty()
                    || !(widest || is_telling(&quoted))
                    || fold::trim(&quoted).is_empty()
                {
                    continue;
                }
                if fits(texts, &quoted, from, at) {
                    let word = worded(&quoted, &replaced, &hunk, to == end);
                    let Some(word) = word else { continue };
                    do_all(texts, &quoted, &replaced);
                    texts[at].floor = from + replaced.len();
                    return Some(word);
                }
            }
        }
        // Two changes that cannot be told apart are told as one.
        let text = &mut texts[at];
        if text.hunks.len() < 2 {
            return None;
        }
        let second = text.hunks.remove(1);
        let between = text.now[end..second.start].to_owned();
        let first = &mut text.hunks[0];
        first.old.push_str(&between);
        first.old.push_str(&second.old);
        first.new.push_str(&between);
        first.new.push_str(&second.new);
    }
}

/// How many of `context` tokens are taken on the left, the most natural first: what text was added to stands before it.
fn orders(context: usize, is_insert: bool) -> Vec<usize> {
    if is_insert {
        (0..=context).rev().collect()
    } else {
        let half = context / 2;
        let mut out: Vec<usize> = vec![0, context, half];
        out.extend(0..=context);
        let mut seen = Vec::new();
        out.retain(|n| {
            let new = !seen.contains(n);
            seen.push(*n);
            new
        });
        out
    }
}

/// 「A」を「B」に, 「A」の下に「B」を, or 「A」を削り.
fn worded(quoted: &str, replaced: &str, hunk: &Hunk, at_end: bool) -> Option<Words> {
    if replaced.is_empty() {
        return Some(Words::Delete(quoted.to_owned()));
    }
    if hunk.old.is_empty() && at_end {
        return (is_balanced(&hunk.new)).then(|| Words::After(quoted.to_owned(), hunk.new.clone()));
    }
    Some(Words::Replace(quoted.to_owned(), replaced.to_owned()))
}

/// True where every place in which `quoted` stands is a change of the same kind, so that all of them may be done.
fn fits(texts: &[Text], quoted: &str, from: usize, at: usize) -> bool {
    let Some(first) = texts[at].hunks.first() else {
        return false;
    };
    let inset = first.start - from;
    let mut own = false;
    for (index, text) in texts.iter().enumerate() {
        for (place, _) in text.now.match_indices(quoted) {
            let is_same =
                |h: &Hunk| h.start == place + inset && h.old == first.old && h.new == first.new;
            // Nothing else of that stretch may be waiting for a change of its own.
            let overlaps = text.hunks.iter().filter(|h| {
                let (a, b) = (h.start, h.start + h.old.len());
                a < place + quoted.len() && b > place
                    || h.old.is_empty() && a >= place && a <= place + quoted.len()
            });
            let mut count = 0;
            for hunk in overlaps {
                count += 1;
                if !is_same(hunk) {
                    return false;
                }
            }
            if count != 1 {
                return false;
            }
            own |= index == at && place == from;
        }
    }
    own
}

/// Replaces `quoted` everywhere and strikes off the changes that this did.
fn do_all(texts: &mut [Text], quoted: &str, replaced: &str) {
    for text in texts {
        let places: Vec<usize> = text.now.match_indices(quoted).map(|m| m.0).collect();
        if places.is_empty() {
            continue;
        }
        text.hunks.retain(|h| {
            let end = h.start + h.old.len();
            !places
                .iter()
                .any(|p| *p <= h.start && end <= p + quoted.len())
        });
        let before = places.iter().filter(|p| **p < text.floor).count();
        text.floor = text.floor + before * replaced.len() - before * quoted.len();
        for hunk in &mut text.hunks {
            let before = places.iter().filter(|p| **p < hunk.start).count();
            hunk.start = hunk.start + before * replaced.len() - before * quoted.len();
        }
        text.now = text.now.replace(quoted, replaced);
    }
}

/// Ends of tokens before `start`, the nearest first.
fn cuts_before(text: &str, floor: usize, start: usize) -> Vec<usize> {
    let floor = text[floor.min(start)..start]
        .char_indices()
        .rev()
        .nth(200)
        .map_or(floor, |(at, _)| floor + at);
    let [found, _] = tokens::split_both(&text[floor..start], "");
    let mut out: Vec<usize> = found.into_iter().map(|r| r.start + floor).collect();
    out.reverse();
    out.truncate(MOST_CONTEXT);
    out
}

/// Ends of tokens after `end`, up to `edge`.
fn cuts_after(text: &str, end: usize, edge: usize) -> Vec<usize> {
    let ceiling = text[end..edge]
        .char_indices()
        .nth(200)
        .map_or(edge, |(at, _)| end + at);
    let [found, _] = tokens::split_both(&text[end..ceiling], "");
    let mut out: Vec<usize> = found.into_iter().map(|r| r.end + end).collect();
    out.truncate(MOST_CONTEXT);
    out
}

/// A quotation that begins inside of 第十八条第二項 begins with it.
fn whole_reference(text: &str, from: usize, start: usize) -> usize {
    let is_part = |c: char| {
        "第条項号の".contains(c)
            || numeral::is_kanji_numeral(c)
            || fold::half_width(c).is_ascii_digit()
    };
    let inside = text[from..].chars().next().is_some_and(is_part)
        && text[..from].chars().next_back().is_some_and(is_part);
    if !inside || from == start {
        return from;
    }
    let length: usize = text[..from]
        .chars()
        .rev()
        .take_while(|c| is_part(*c))
        .map(char::len_utf8)
        .sum();
    let run = &text[from - length..from];
    match run.find('第') {
        Some(at) if length < 60 => from - length + at,
        _ => from,
    }
}

/// True for a quotation in which a reader finds a word: no lone particle, mark or digit.
fn is_telling(text: &str) -> bool {
    // （ without its ） reads badly.
    let (mut depth, mut lowest) = (0i32, 0);
    for c in text.chars() {
        match c {
            '（' | '(' | '『' | '［' | '[' => depth += 1,
            '）' | ')' | '』' | '］' | ']' => depth -= 1,
            _ => {}
        }
        lowest = lowest.min(depth);
    }
    if depth != 0 || lowest < 0 {
        return false;
    }
    let words = text.chars().filter(|c| script::is_word(*c)).count();
    words >= 2 || words == 1 && text.chars().count() >= 3
}

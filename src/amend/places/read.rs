//! Read: words → a place, after the place named before.
//!
//! In: words such as 第三条第二項第一号イ, 同項, 附則第二条の見出し. Out: the place. Never: skips a word that it does not know.

use super::{Shape, is_kana, look, rank, rank_of_same, shape};
use crate::amend::instruction::{LAST, Name, Place, Spot, Step};
use crate::amend::phrases::{
    HEADINGS, ITEMS, MARKER, PARTS, RANGE, SAME, WITH_HEADING, sentence_named,
};
use crate::diff::ordinal;
use crate::document::Number;
use crate::text::{fold, numeral};

/// Why words are no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unread {
    /// These words mean no place.
    Words(String),
    /// 同条, 同項 where nothing of the kind was named before.
    Same(String),
}

/// The place that words mean, after the place `before`.
pub(crate) fn read(words: &str, before: Option<&Place>) -> Result<Place, Unread> {
    read_after(words, before, false)
}

/// The same for a place in a list: 8(1)及び(2), where a bare number is a brother of the one before that looks like it.
pub(crate) fn read_listed(words: &str, before: &Place) -> Result<Place, Unread> {
    read_after(words, Some(before), true)
}

fn read_after(words: &str, before: Option<&Place>, listed: bool) -> Result<Place, Unread> {
    let words = words.trim_matches(fold::is_blank);
    let fail = || Unread::Words(words.to_owned());
    for (part, name) in PARTS {
        if words == name {
            return Ok(Place::part(part));
        }
    }
    // 第三条から第五条までの規定
    let range = words.strip_suffix(RANGE[2]).unwrap_or(words);
    if let Some((from, to)) = range
        .strip_suffix(RANGE[1])
        .and_then(|r| r.split_once(RANGE[0]))
    {
        let from = read_after(from, before, listed)?;
        let to = read(to, Some(&from))?;
        let plain = |p: &Place| p.to.is_none() && p.spot == Spot::Whole && !p.steps.is_empty();
        if !plain(&from) || !plain(&to) {
            return Err(fail());
        }
        return Ok(Place {
            to: Some(to.steps),
            ..from
        });
    }
    let mut place = Place::default();
    let mut rest = words;
    if let Some((word, unit)) = SAME.iter().find(|s| rest.starts_with(s.0)) {
        let rank_of = rank_of_same(*unit);
        let kept = before
            .and_then(|b| {
                let at = b.steps.iter().rposition(|s| rank(s) == rank_of)?;
                Some(b.steps[..=at].to_vec())
            })
            .ok_or_else(|| Unread::Same((*word).to_owned()))?;
        place.steps = kept;
        rest = &rest[word.len()..];
    } else if let (Some(first), Some(before)) = (step(rest, &[]).map(|s| s.0), before) {
        // 第二項 alone is one of the article named before; イ alone one of its 号.
        let is_mark = rank(&first) == 8;
        let counted = before.steps.iter().any(|s| rank(s) < 8);
        let brother = before
            .steps
            .iter()
            .rposition(|s| look(s).is_some() && look(s) == look(&first));
        if let (true, Some(at)) = (listed, brother) {
            place.steps = before.steps[..at].to_vec();
        } else if rank(&first) > 5 && (!is_mark || counted) {
            place.steps = before
                .steps
                .iter()
                .take_while(|s| rank(s) < rank(&first))
                .cloned()
                .collect();
        }
    }
    while !rest.is_empty() {
        if let Some(spot) = read_spot(rest) {
            place.spot = spot;
            return if place.steps.is_empty() {
                Err(fail())
            } else {
                Ok(place)
            };
        }
        // 第三条中第二項: the article is named for all that follows.
        if let Some(after) = rest.strip_prefix('中')
            && !place.steps.is_empty()
        {
            rest = after;
            continue;
        }
        let (step, after) = step(rest, &place.steps).ok_or_else(fail)?;
        place.steps.push(step);
        rest = after;
    }
    if place.steps.is_empty() {
        return Err(fail());
    }
    Ok(place)
}

fn read_spot(text: &str) -> Option<Spot> {
    if text == WITH_HEADING || text == "（見出しを含む）" {
        return Some(Spot::WithHeading);
    }
    // 各号列記以外の部分, イからハまで以外の部分.
    if let Some(left) = text.strip_suffix("以外の部分") {
        let listed =
            |c: char| is_kana(c) || "からまで及び、()（）".contains(c) || c.is_ascii_digit();
        if left == "各号列記" || !left.is_empty() && left.chars().all(listed) {
            return Some(Spot::Own);
        }
    }
    let rest = text.strip_prefix('の').unwrap_or(text);
    if HEADINGS.contains(&rest) {
        return Some(Spot::Heading);
    }
    if rest == ITEMS {
        return Some(Spot::Items);
    }
    if rest == MARKER {
        return Some(Spot::Marker);
    }
    if let Some(sentence) = sentence_named(rest) {
        return Some(Spot::Sentence(sentence));
    }
    let row = rest.strip_prefix('表').unwrap_or(rest);
    let row = row.strip_prefix('中').or_else(|| row.strip_prefix('の'))?;
    let (cell, after) = quote(row)?;
    (after == "の項").then(|| Spot::Row(cell.to_owned()))
}

/// True for a text that begins with a place.
pub(crate) fn begins_place(text: &str) -> bool {
    PARTS.iter().any(|p| text.starts_with(p.1))
        || SAME.iter().any(|s| text.starts_with(s.0))
        || step(text, &[]).is_some()
}

/// A quotation at the start of a text: what it holds, and what follows it.
pub(crate) fn quote(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('「')?;
    let mut depth = 1usize;
    for (at, c) in inner.char_indices() {
        match c {
            '「' => depth += 1,
            '」' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&inner[..at], &inner[at + '」'.len_utf8()..]));
        }
    }
    None
}

/// The number at the start of a text, 漢数字 or Arabic, and its length in bytes.
pub(crate) fn count(text: &str) -> Option<(u32, usize)> {
    let length: usize = text
        .chars()
        .take_while(|c| fold::half_width(*c).is_ascii_digit() || numeral::is_kanji_numeral(*c))
        .map(char::len_utf8)
        .sum();
    Some((numeral::any(&text[..length])?, length))
}

/// The first step of a text.
fn step<'t>(text: &'t str, before: &[Step]) -> Option<(Step, &'t str)> {
    let text = match text.strip_prefix('の') {
        Some(rest) if !before.is_empty() => rest,
        _ => text,
    };
    if let Some(rest) = text.strip_prefix("最後の") {
        let (mut found, after) = step(rest, &[])?;
        found.nth = LAST;
        return Some((found, after));
    }
    if let Some((nth, length)) = count(text)
        && let Some(rest) = text[length..].strip_prefix("番目の")
    {
        let (mut found, after) = step(rest, &[])?;
        found.nth = nth;
        return Some((found, after));
    }
    if let Some(rest) = text.strip_prefix('第') {
        let (_, digits) = count(rest)?;
        let unit = rest[digits..].chars().next()?;
        if !"編章節款目条項号".contains(unit) {
            return None;
        }
        let mut end = '第'.len_utf8() + digits + unit.len_utf8();
        while let Some(branch) = text[end..].strip_prefix('の') {
            let Some((_, digits)) = count(branch) else {
                break;
            };
            end += 'の'.len_utf8() + digits;
        }
        let number = Number::of_marker(&text[..end])?;
        let name = match unit {
            '項' => Name::Paragraph(ordinal::values(&number)),
            '号' => Name::Item(ordinal::values(&number)),
            _ => Name::Labelled(number.to_string()),
        };
        return Some((Step::new(name), &text[end..]));
    }
    if let Some(rest) = text.strip_prefix("附則") {
        return Some((Step::new(Name::Labelled("附則".to_owned())), rest));
    }
    if let Some(label) = ["別表", "別紙", "別記", "別添", "別図", "様式"]
        .iter()
        .find(|l| text.starts_with(**l))
    {
        let mut end = label.len();
        let ordinal = text[end..]
            .strip_prefix('第')
            .map_or(0, |_| '第'.len_utf8());
        if let Some((_, digits)) = count(&text[end + ordinal..]) {
            end += ordinal + digits;
            if text[end..].starts_with('号') {
                end += '号'.len_utf8();
            }
        }
        let number = Number::of_marker(&text[..end])?.to_string();
        return Some((Step::new(Name::Labelled(number)), &text[end..]));
    }
    if let Some((heading, rest)) = quote(text) {
        let rest = rest.strip_prefix("の部分")?;
        return Some((Step::new(Name::Headed(heading.to_owned())), rest));
    }
    if let Some(rest) = text.strip_prefix('【') {
        let end = rest.find('】')?;
        let inner = &rest[..end];
        let name = match inner.strip_prefix('#') {
            Some(nth) => Name::Child(nth.parse().ok()?),
            None => Name::Mark(inner.to_owned()),
        };
        return Some((Step::new(name), &rest[end + '】'.len_utf8()..]));
    }
    let end = mark_end(text)?;
    let mark = Number::of_marker(&text[..end])?.to_string();
    Some((Step::new(Name::Mark(mark)), &text[end..]))
}

fn mark_end(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if numeral::circled(first).is_some() || is_kana(first) {
        return Some(first.len_utf8());
    }
    if first == '(' || first == '（' {
        let close = text.find([')', '）'])?;
        let end = close + text[close..].chars().next()?.len_utf8();
        let mark = Number::of_marker(&text[..end])?;
        return (shape(mark.as_str()) == Some(Shape::Closed)).then_some(end);
    }
    let length: usize = text
        .chars()
        .take_while(|c| {
            let c = fold::half_width(*c);
            c.is_ascii_digit() || c == '.' || c == '-'
        })
        .map(char::len_utf8)
        .sum();
    if length > 0 {
        return Some(length);
    }
    fold::half_width(first)
        .is_ascii_alphabetic()
        .then_some(first.len_utf8())
}

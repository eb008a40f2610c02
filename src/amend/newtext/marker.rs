//! Marker: the number that begins a line of new text.
//!
//! In: a line. Out: its number and what follows, and how deep such a number lies. Never: takes a number inside a sentence for one.

use crate::diff::ordinal::Level;
use crate::document::Number;
use crate::text::{fold, numeral};

/// The rank of a bare number, below every one that says what it counts.
pub(super) const BARE: u8 = 8;

pub(super) fn rank(marker: &str) -> u8 {
    match Level::of(Number::of_marker(marker).as_ref()) {
        Level::Supplement | Level::Appendix | Level::Division('編') => 0,
        Level::Division('章') => 1,
        Level::Division('節') => 2,
        Level::Division('款') => 3,
        Level::Division(_) => 4,
        Level::Article => 5,
        Level::Item('項') => 6,
        Level::Item(_) => 7,
        _ => BARE,
    }
}

/// The number that begins a line, and what follows it.
pub(super) fn marker(line: &str) -> Option<(&str, &str)> {
    let end = marker_end(line)?;
    Some((&line[..end], &line[end..]))
}

fn marker_end(line: &str) -> Option<usize> {
    let numeral = |c: char| fold::half_width(c).is_ascii_digit() || numeral::is_kanji_numeral(c);
    let run = |at: usize| -> usize {
        line[at..]
            .chars()
            .take_while(|c| numeral(*c))
            .map(char::len_utf8)
            .sum()
    };
    let blank_at = |at: usize| line[at..].chars().next().is_none_or(fold::is_blank);
    let next = |at: usize| line[at..].chars().next().unwrap_or(' ');
    let first = line.chars().next()?;
    let one = first.len_utf8();
    let skip = |at: usize| -> usize {
        at + line[at..]
            .chars()
            .take_while(|c| fold::is_blank(*c))
            .map(char::len_utf8)
            .sum::<usize>()
    };
    if first == '第' {
        // 第 17 条.
        let start = skip(one);
        let mut end = skip(start + run(start));
        if run(start) == 0 {
            return None;
        }
        let unit = line[end..]
            .chars()
            .next()
            .filter(|c| "編章節款目条項号".contains(*c))?;
        end += unit.len_utf8();
        while line[end..].starts_with('の') {
            let digits = run(end + 'の'.len_utf8());
            if digits == 0 {
                break;
            }
            end += 'の'.len_utf8() + digits;
        }
        return (blank_at(end) || line[end..].starts_with(['（', '(', '【', '['])).then_some(end);
    }
    if line.starts_with("附則") || line.starts_with("附　則") {
        let end = if line.starts_with("附則") { 6 } else { 9 };
        return (blank_at(end) || line[end..].starts_with(['（', '('])).then_some(end);
    }
    if let Some(label) = ["別表", "別紙", "別記", "様式"]
        .iter()
        .find(|l| line.starts_with(**l))
    {
        let mut end = label.len();
        if line[end..].starts_with('第') {
            end += 3;
        }
        end += run(end);
        return blank_at(end).then_some(end);
    }
    if numeral::circled(first).is_some() {
        return Some(one);
    }
    if first == '（' || first == '(' {
        let close = line[one..].find(['）', ')'])? + one;
        let inner = &line[one..close];
        let short = inner.chars().count();
        let alphabetic = short <= 4
            && inner
                .chars()
                .all(|c| fold::half_width(c).is_ascii_alphabetic());
        let counted = (1..=4).contains(&short)
            && (inner.chars().all(numeral) || alphabetic || short == 1 && first_kana(inner));
        return counted.then_some(close + line[close..].chars().next()?.len_utf8());
    }
    let digits = run(0);
    if digits > 0 {
        let mut end = digits;
        while line[end..].starts_with('の') && run(end + 'の'.len_utf8()) > 0 {
            end += 'の'.len_utf8() + run(end + 'の'.len_utf8());
        }
        let spaced = skip(end);
        if let Some(unit) = line[spaced..]
            .chars()
            .next()
            .filter(|c| "条項号".contains(*c))
            // ５　条例で定める begins with a word.
            .filter(|c| {
                spaced == end
                    || ".．".contains(next(spaced + c.len_utf8()))
                    || blank_at(spaced + c.len_utf8())
            })
        {
            end = spaced + unit.len_utf8();
        }
        if let Some(fence) = line[end..]
            .chars()
            .next()
            .filter(|c| ".．、)）".contains(*c))
        {
            end += fence.len_utf8();
        }
        return blank_at(end).then_some(end);
    }
    if first_kana(line) || fold::half_width(first).is_ascii_alphabetic() {
        let mut end = one;
        if let Some(fence) = line[end..].chars().next().filter(|c| ".．)）".contains(*c)) {
            end += fence.len_utf8();
        }
        return blank_at(end).then_some(end);
    }
    None
}

fn first_kana(text: &str) -> bool {
    text.chars()
        .next()
        .is_some_and(|c| numeral::iroha(c).is_some() || numeral::aiueo(c).is_some())
}

//! Ranges: which clauses that follow each other may be told as one, and how their numbers are written then.
//!
//! In: pairs and their numbers. Out: whether they go together. Never: looks at their text.

use super::model::{Role, Run};
use crate::diff::ordinal::values;
use crate::diff::{Pair, Side};
use crate::text::{fold, numeral};

/// What clauses have in common that are told as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing changed.
    Quiet,
    /// The number alone, by so much; none where it cannot be counted.
    Number(Option<i64>),
    /// The number alone, and the house wants none of it.
    Left,
    /// Something else: told by itself.
    Other,
}

/// By how much the number of a pair shifted.
pub(super) fn step(pair: &Pair<'_>) -> Step {
    let last = |side: &Option<Side<'_>>| {
        let number = side.as_ref()?.number.as_ref()?;
        let values = values(number);
        let (first, rest) = values.split_first()?;
        Some((i64::from(*first), rest.to_vec()))
    };
    Step::Number(match (last(&pair.old), last(&pair.new)) {
        (Some((old, a)), Some((new, b))) if a == b => Some(new - old),
        _ => None,
    })
}

/// True where `next` may stand in one range after `before`: both are numbered in the same way, on both sides.
pub(super) fn follows(before: &Pair<'_>, next: &Pair<'_>) -> bool {
    let shape_of = |side: &Option<Side<'_>>| side.as_ref().map(|s| shape(&s.clause.marker));
    let numbered = |shape: &Option<String>| shape.as_ref().is_some_and(|s| !s.is_empty());
    let (a, b) = (shape_of(&before.old), shape_of(&before.new));
    let counted = !matches!(step(next), Step::Number(None));
    numbered(&a) && numbered(&b) && a == shape_of(&next.old) && b == shape_of(&next.new) && counted
}

/// How a marker is written, its value left out: `第３条の２` → `第#条`, `（１）` → `(#)`.
fn shape(marker: &str) -> String {
    let mut out = String::new();
    for c in marker.chars() {
        if fold::is_blank(c) {
            continue;
        }
        let c = fold::half_width(c);
        let counts = c.is_ascii_digit() || numeral::is_kanji_numeral(c);
        let single = numeral::circled(c).is_some()
            || numeral::roman_char(c).is_some()
            || (numeral::aiueo(c).is_some() && marker.chars().count() <= 3);
        if !counts && !single {
            out.push(c);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    // 枝番 count as the article they follow.
    while let Some(short) = out.strip_suffix("の#") {
        out.truncate(short.len());
    }
    out
}

/// A number as it stands in a range: without the mark that parts it from the text.
pub(super) fn bare(number: &[Run]) -> Vec<Run> {
    let mut out = number.to_vec();
    while let Some(last) = out.last_mut() {
        let kept = last
            .text
            .trim_end_matches(|c| {
                matches!(c, '.' | '．' | '、' | ',' | '，' | ':' | '：') || fold::is_blank(c)
            })
            .len();
        last.text.truncate(kept);
        if !last.text.is_empty() {
            break;
        }
        out.pop();
    }
    out
}

/// The number of 附則: several of them are named once.
pub(super) fn supplement(number: &[Run]) -> Option<Run> {
    let text: String = number.iter().map(|r| r.text.as_str()).collect();
    (shape(&text) == "附則").then(|| Run::new(Role::Number, text, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_leave_out_the_value() {
        for (marker, expected) in [
            ("第３条", "第#条"),
            ("第三十条の二", "第#条"),
            ("（１）", "(#)"),
            ("２．", "#."),
            ("③", "#"),
            ("ア", "#"),
            ("附　則", "附則"),
            ("", ""),
        ] {
            assert_eq!(shape(marker), expected, "{marker}");
        }
    }

    #[test]
    fn a_number_in_a_range_has_no_full_stop() {
        let runs = [
            Run::new(Role::Number, "１", true),
            Run::new(Role::Number, "．", false),
        ];
        assert_eq!(bare(&runs), [Run::new(Role::Number, "１", true)]);
    }
}

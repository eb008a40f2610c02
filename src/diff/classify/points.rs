//! Points: references in texts that number their clauses without 条: `６．の委託`, `3(2)`, `「8. 開示等の請求」`, `（１）に掲げる`.
//!
//! In: a text. Out: the steps of such references. Never: takes a date, an amount or a decimal for one; whether a step points
//! anywhere is the caller's business.

use super::steps::Step;
use crate::diff::inline::script::{self, Script};
use crate::document::Number;
use crate::text::fold;

/// The unit of a clause of the first level.
pub(super) const POINT: char = '.';
/// The unit of a clause with a bracketed number.
pub(super) const BRACKETED: char = ')';

/// The steps in `text`, each with its place among themselves.
pub(super) fn steps(text: &str) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let byte = |i: usize| chars.get(i).map_or(text.len(), |c| c.0);
    let mut at = 0;
    while at < chars.len() {
        let back = |n: usize| at.checked_sub(n).map(|i| chars[i].1);
        // 1,000 and 2.5 go on; a comma after a word does not.
        let goes_on = matches!(back(1), Some('.' | '．' | ',' | '，'))
            && back(2).is_none_or(|c| script::of(c) == Script::Digit);
        let Some((end, unit)) = (match chars[at].1 {
            '(' | '（' => bracketed(&chars, at).map(|end| (end, BRACKETED)),
            c if script::of(c) == Script::Digit && !goes_on && back(1).is_none_or(begins) => {
                point(&chars, at).map(|end| (end, POINT))
            }
            _ => None,
        }) else {
            at += 1;
            continue;
        };
        let range = byte(at)..byte(end);
        let value = Number::of_marker(&text[range.clone()])
            .map(|n| crate::diff::ordinal::values(&n))
            .unwrap_or_default();
        let under = out
            .len()
            .checked_sub(1)
            .filter(|&p| unit == BRACKETED && out[p].range.end == range.start);
        // A bracketed number by itself refers only where it is said to hold something.
        let stands = unit == POINT
            || under.is_some()
            || ["に掲げる", "に定める", "の規定", "に規定"]
                .iter()
                .any(|w| text[range.end..].starts_with(w));
        if stands && !value.is_empty() {
            out.push(Step {
                range,
                unit,
                value,
                under,
                foreign: false,
            });
        }
        at = end;
    }
    out
}

/// True for a character that a number may follow.
fn begins(c: char) -> bool {
    !matches!(script::of(c), Script::Digit | Script::Latin)
        && !matches!(c, '第' | '-' | '/' | '#' | '(' | '（' | '¥' | '￥')
}

/// The end of `６．` or of the `3` of `3(2)`.
fn point(chars: &[(usize, char)], at: usize) -> Option<usize> {
    let mut end = at;
    while chars
        .get(end)
        .is_some_and(|c| script::of(c.1) == Script::Digit)
    {
        end += 1;
    }
    let next = |i: usize| chars.get(i).map(|c| fold::half_width(c.1));
    match next(end)? {
        '.' if next(end + 1).is_none_or(|c| !c.is_ascii_digit()) => Some(end + 1),
        '(' if bracketed(chars, end).is_some() => Some(end),
        _ => None,
    }
}

/// The end of `(2)`.
fn bracketed(chars: &[(usize, char)], at: usize) -> Option<usize> {
    let mut end = at + 1;
    while chars
        .get(end)
        .is_some_and(|c| script::of(c.1) == Script::Digit)
    {
        end += 1;
    }
    (end > at + 1 && end <= at + 3 && matches!(chars.get(end)?.1, ')' | '）')).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_references() {
        let read = |text: &str| -> Vec<String> {
            steps(text)
                .iter()
                .map(|s| {
                    format!(
                        "{}{}",
                        &text[s.range.clone()],
                        s.under.map_or(String::new(), |u| format!("<{u}"))
                    )
                })
                .collect()
        };
        assert_eq!(read("６．の委託又は７．の共同利用"), ["６．", "７．"]);
        assert_eq!(read("3(2)に定める方法"), ["3", "(2)<0"]);
        assert_eq!(read("[10. 窓口](#10-窓口)"), ["10."]);
        assert_eq!(read("当社は，２．（１）の目的"), ["２．", "（１）<0"]);
        assert_eq!(read("（１）に掲げる目的"), ["（１）"]);
        for text in ["2025.4.1", "1.5倍", "1,000.", "（1）氏名", "第3条", "v2.の"] {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}

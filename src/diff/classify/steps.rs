//! Steps: 第5条, 第2項, 3号 in a text, each with the one it stands under.
//!
//! In: a text. Out: the steps of its references, in order. Never: says which clause a step points to; a law's article
//! (…法第27条) is marked as foreign.

use std::ops::Range;

use super::points;
use crate::diff::inline::script::{self, Script};
use crate::diff::ordinal::values;
use crate::document::Number;
use crate::text::fold;

/// One step of a reference: `第5条`, `第2項`, `3号`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// Where it stands, in bytes.
    pub(crate) range: Range<usize>,
    /// 章, 節, 条, 項, 号 …; `.` and `)` in texts that number without them.
    pub(crate) unit: char,
    /// Its number with 枝番.
    pub(crate) value: Vec<u32>,
    /// The place of the step it stands under, in the list: 第5条 for the 第2項 of 第5条第2項.
    pub(crate) under: Option<usize>,
    /// True for an article of a law.
    pub(crate) foreign: bool,
}

const UNITS: &str = "編章節款条項号";

/// What stands between two references of one series.
#[rustfmt::skip]
pub(super) const CONNECTIVES: &[&str] = &[
    "及び", "および", "又は", "または", "、", "，", "から", "ないし", "乃至", "～", "〜", "並びに", "もしくは", "若しくは",
    "・", "と",
];

/// Words after which a number without 第 counts clauses and names none: 前二条, 次の三項.
const COUNTING: &[&str] = &["前", "次", "次の"];

/// The steps of the references in `text`, in order.
pub(crate) fn steps(text: &str) -> Vec<Step> {
    let (units, pointed) = may_refer(text);
    let mut out = articles(text, &units);
    if !pointed {
        return out;
    }
    let first = out.len();
    for mut step in points::steps(text) {
        step.under = step.under.map(|p| p + first);
        out.push(step);
    }
    out
}

/// The steps of references that name 条, 項 or 号: those of the units at these bytes.
fn articles(text: &str, units: &[usize]) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    let char_at = |at: usize| char_at(text, at);
    // The end of the numerals that begin at a byte.
    let numerals = |from: usize| {
        text[from..]
            .char_indices()
            .find(|(_, c)| !script::is_numeral(*c))
            .map_or(text.len(), |(at, _)| from + at)
    };
    let mut read = 0;
    for &place in units {
        let Some(before) = text.get(read..place) else {
            continue;
        };
        let without = before.trim_end_matches(script::is_numeral);
        if without.len() == before.len() {
            continue;
        }
        let digits = read + without.len();
        let at = read + without.strip_suffix('第').unwrap_or(without).len();
        let c = char_at(at).unwrap_or_default();
        let unit = char_at(place).unwrap_or_default();
        let mut end = place + unit.len_utf8();
        if c != '第' && COUNTING.iter().any(|w| text[..at].ends_with(w)) {
            read = end;
            continue;
        }
        // 第3条の2, but 第3条の2項 names a 項 of 第3条.
        while char_at(end) == Some('の') {
            let first = end + 'の'.len_utf8();
            let last = numerals(first);
            if last == first || char_at(last).is_some_and(is_unit) {
                break;
            }
            end = last;
        }
        let range = at..end;
        let value = plain_value(&text[digits..end]).map_or_else(
            || {
                Number::of_marker(&text[range.clone()])
                    .map(|n| values(&n))
                    .unwrap_or_default()
            },
            |n| vec![n],
        );
        let parent = out.len().checked_sub(1).filter(|&p| {
            let between = &text[out[p].range.end..range.start];
            rank(out[p].unit) < rank(unit)
                && (between.is_empty() || between == "の" || between == "、" || between == "第")
        });
        // 第5条第2項及び第3項: the second 項 stands under the same article.
        let sibling = out.len().checked_sub(1).filter(|&p| {
            let between = fold::trim(&text[out[p].range.end..range.start]);
            out[p].unit == unit && CONNECTIVES.contains(&between)
        });
        let under = parent.or_else(|| sibling.and_then(|p| out[p].under));
        let foreign = match (parent, sibling) {
            (Some(p), _) | (None, Some(p)) => out[p].foreign,
            _ => is_foreign(&text[..range.start]),
        };
        out.push(Step {
            range,
            unit,
            value,
            under,
            foreign,
        });
        read = end;
    }
    out
}

fn is_unit(c: char) -> bool {
    matches!(c, '編' | '章' | '節' | '款' | '条' | '項' | '号')
}

/// The value of some digits of either width with their unit; none for anything else.
fn plain_value(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    chars.next_back().filter(|c| is_unit(*c))?;
    let mut value = 0;
    for (place, c) in chars.enumerate() {
        let digit = fold::half_width(c).to_digit(10)?;
        // Numbers that begin with nought, and very long ones, are read the long way.
        if (place == 0 && digit == 0) || place > 5 {
            return None;
        }
        value = value * 10 + digit;
    }
    Some(value)
}

/// The bytes at which a unit stands right behind a numeral, and true where a mark that ends a number stands right behind a
/// digit: without them the text holds no step of the one sort or of the other.
///
/// Nearly every text of a policy holds neither, and every text is asked: characters are told by their bytes, and what
/// stands before them is looked at only behind a unit or a mark.
fn may_refer(text: &str) -> (Vec<usize>, bool) {
    let bytes = text.as_bytes();
    if !may_hold(bytes) {
        return (Vec::new(), false);
    }
    let (mut units, mut points, mut alone) = (Vec::new(), false, true);
    let before = |at: usize| text[..at].chars().next_back();
    let digit = |at: usize| before(at).is_some_and(|c| script::of(c) == Script::Digit);
    let mut at = 0;
    while at < bytes.len() {
        // In order of how often they stand in a text: kana and the marks beside them are neither unit nor mark of a number.
        let wide = match bytes[at] {
            0xe3 => 3,
            0xe5..=0xe9 => {
                let unit = char_at(text, at).filter(|c| is_unit(*c));
                if let Some(unit) = unit
                    && before(at).is_some_and(script::is_numeral)
                {
                    units.push(at);
                    alone &= matches!(unit, '編' | '款');
                }
                3
            }
            0xef => {
                let mark = matches!(char_at(text, at), Some('．' | '（' | '）'));
                points |= mark && digit(at);
                3
            }
            mark @ 0..0x80 => {
                points |= matches!(mark, b'.' | b'(' | b')') && digit(at);
                1
            }
            0x80..0xe0 => 2,
            0xe0..=0xe2 | 0xe4 | 0xea..=0xee => 3,
            0xf0.. => 4,
        };
        at += wide;
    }
    // 編 and 款 by themselves are no reference.
    if alone && !text.contains(['条', '項', '号', '章', '節']) {
        units.clear();
    }
    (units, points)
}

/// False only where neither 条, 項, 号, 章 nor 節 stands in a text, nor a mark behind a digit, told by two bytes at a time
/// without a branch.
fn may_hold(bytes: &[u8]) -> bool {
    let mut found = 0u8;
    for (&a, &b) in bytes.iter().zip(bytes.get(1..).unwrap_or_default()) {
        let is = |first: u8, second: u8| u8::from(a == first) & u8::from(b == second);
        // What ends 条, 項, 号, 章 and 節.
        let unit =
            is(0x9d, 0xa1) | is(0xa0, 0x85) | is(0x8f, 0xb7) | is(0xab, 0xa0) | is(0xaf, 0x80);
        // What ends ０ – ９ is 90 – 99, what begins ．（） is EF.
        let digit = u8::from(a.wrapping_sub(b'0') < 10) | u8::from(a.wrapping_sub(0x90) < 10);
        let mark = u8::from(b == b'.') | u8::from(b.wrapping_sub(b'(') < 2) | u8::from(b == 0xef);
        found |= unit | (digit & mark);
    }
    found != 0
}

/// The character that begins at a byte.
#[inline]
fn char_at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

fn rank(unit: char) -> usize {
    UNITS.chars().position(|c| c == unit).unwrap_or(0)
}

/// True where a law or another document is named right before the reference.
fn is_foreign(before: &str) -> bool {
    let before = before.trim_end_matches(|c: char| fold::is_blank(c));
    let before = before
        .strip_suffix(['）', ')'])
        .map_or(before, |b| b.rfind(['（', '(']).map_or(b, |at| &b[..at]));
    if [
        "本規約",
        "本規程",
        "本規則",
        "この規約",
        "この規程",
        "この規則",
        "当規則",
        "当規程",
    ]
    .iter()
    .any(|own| before.ends_with(own))
    {
        return false;
    }
    before.ends_with(['法', '令', '例', '」', '』'])
        || ["規則", "規程", "規約", "約款", "契約", "指針", "条約"]
            .iter()
            .any(|w| before.ends_with(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(char, Vec<u32>, Option<usize>, bool)> {
        steps(text)
            .into_iter()
            .map(|s| (s.unit, s.value, s.under, s.foreign))
            .collect()
    }

    #[test]
    fn steps_of_references() {
        assert_eq!(
            read("第３条の２の３及び０４条、第二項の四"),
            [
                ('条', vec![3, 2, 3], None, false),
                ('条', vec![4], None, false),
                ('項', vec![2, 4], Some(1), false),
            ]
        );
        assert_eq!(
            read("第5条第2項及び第3項並びに７条"),
            [
                ('条', vec![5], None, false),
                ('項', vec![2], Some(0), false),
                ('項', vec![3], Some(0), false),
                ('条', vec![7], None, false),
            ]
        );
        assert_eq!(read("第三条の二の規定"), [('条', vec![3, 2], None, false)]);
        assert_eq!(
            read("会社法第27条及び第28条")
                .iter()
                .filter(|s| s.3)
                .count(),
            2
        );
        assert_eq!(
            read("第16条の2項の3号"),
            [
                ('条', vec![16], None, false),
                ('項', vec![2], Some(0), false),
                ('号', vec![3], Some(1), false),
            ]
        );
        assert!(read("条件と項目").is_empty());
        assert!(read("前二条、前３項、次の三号及び次一条").is_empty());
        assert_eq!(read("前条第二項"), [('項', vec![2], None, false)]);
    }

    #[test]
    fn what_is_passed_over_holds_no_step() {
        for unit in UNITS.chars().filter(|c| !"編款".contains(*c)) {
            assert!(may_hold(format!("第３{unit}の").as_bytes()), "{unit}");
        }
        for mark in ['.', '(', ')', '．', '（', '）'] {
            for digit in ['0', '9', '０', '９'] {
                assert!(
                    may_hold(format!("は{digit}{mark}").as_bytes()),
                    "{digit}{mark}"
                );
            }
        }
        for (text, named, pointed) in [
            ("会員は、届け出る。", false, false),
            ("条件と項目を1つ", false, false),
            ("第５条の会員", true, false),
            ("第十条（会員）", true, false),
            ("５項", true, false),
            ("第2編及び第1款", false, false),
            ("７．の会費", false, true),
            ("3（2）の会費", false, true),
            ("(1)に定める", false, true),
            ("① 会費é😀2.5％", false, true),
            ("一（会員）", false, false),
        ] {
            let (units, points) = may_refer(text);
            assert_eq!((!units.is_empty(), points), (named, pointed), "{text}");
            assert!(!(named || pointed) || may_hold(text.as_bytes()), "{text}");
        }
    }
}

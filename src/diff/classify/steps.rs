//! Steps: 第5条, 第2項, 3号 in a text, each with the one it stands under.
//!
//! In: a text. Out: the steps of its references, in order. Never: says which clause a step points to; a law's article
//! (…法第27条) is marked as foreign.

use std::ops::Range;

use fearless_simd::Level;

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
/// Nearly every text of a policy holds neither, and every text is asked: what may be a unit or a mark is told by two bytes,
/// many at a time without a branch, and only there it is looked at.
fn may_refer(text: &str) -> (Vec<usize>, bool) {
    let mut signs = Signs::new(text);
    fearless_simd::dispatch!(Level::new(), _ => each_sign(text.as_bytes(), &mut signs));
    // 編 and 款 by themselves are no reference.
    if signs.alone && !text.contains(['条', '項', '号', '章', '節']) {
        signs.units.clear();
    }
    (signs.units, signs.points)
}

/// The units and marks of a text found so far.
struct Signs<'t> {
    text: &'t str,
    units: Vec<usize>,
    points: bool,
    /// True where all units are 編 and 款.
    alone: bool,
}

impl<'t> Signs<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            units: Vec::new(),
            points: false,
            alone: true,
        }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// Looks at what may be a sign at a byte.
    #[inline(never)]
    fn look(&mut self, at: usize, sign: u8) {
        if sign & UNIT != 0 {
            // These are the last two of its three bytes.
            let Some(place) = at.checked_sub(1) else {
                return;
            };
            let unit = self.text.get(place..).and_then(|t| t.chars().next());
            if let Some(unit) = unit.filter(|c| is_unit(*c))
                && self.before(place).is_some_and(script::is_numeral)
            {
                self.units.push(place);
                self.alone &= matches!(unit, '編' | '款');
            }
        } else if !self.points {
            let at = at + 1;
            let mark = |c: char| matches!(c, '.' | '(' | ')' | '．' | '（' | '）');
            let marked = self.text.get(at..).is_some_and(|t| t.starts_with(mark));
            let digit = |c: char| script::of(c) == Script::Digit;
            self.points = marked && self.before(at).is_some_and(digit);
        }
    }
}

/// Bytes looked at together.
const MANY: usize = 32;
/// Two bytes that end a unit.
const UNIT: u8 = 1;
/// What may be a digit before what may begin a mark.
const MARK: u8 = 2;

/// Looks at each place where a unit may end or a mark follow a digit.
#[inline(always)]
fn each_sign(bytes: &[u8], out: &mut Signs<'_>) {
    let mut start = 0;
    while let Some(window) = bytes[start..].first_chunk() {
        in_window(window, start, out);
        start += MANY;
    }
    // Filled up with bytes that are no sign.
    let mut window = [0; MANY + 1];
    window[..bytes.len() - start].copy_from_slice(&bytes[start..]);
    in_window(&window, start, out);
}

#[inline(always)]
fn in_window(window: &[u8; MANY + 1], start: usize, out: &mut Signs<'_>) {
    let mut signs = [0u8; MANY];
    for at in 0..MANY {
        signs[at] = sign(window[at], window[at + 1]);
    }
    if signs.iter().fold(0, |all, sign| all | sign) == 0 {
        return;
    }
    for (part, eight) in signs.as_chunks::<8>().0.iter().enumerate() {
        let mut left = u64::from_le_bytes(*eight);
        while left != 0 {
            let at = left.trailing_zeros() as usize / 8;
            out.look(start + part * 8 + at, eight[at]);
            left &= !(0xff << (at * 8));
        }
    }
}

#[inline(always)]
fn sign(a: u8, b: u8) -> u8 {
    let is = |first: u8, second: u8| u8::from(a == first) & u8::from(b == second);
    // What ends 編, 章, 節, 款, 条, 項 and 号.
    let unit = is(0xb7, 0xa8)
        | is(0xab, 0xa0)
        | is(0xaf, 0x80)
        | is(0xac, 0xbe)
        | is(0x9d, 0xa1)
        | is(0xa0, 0x85)
        | is(0x8f, 0xb7);
    // What ends ０ – ９ is 90 – 99, what begins ．（） is EF.
    let digit = u8::from(a.wrapping_sub(b'0') < 10) | u8::from(a.wrapping_sub(0x90) < 10);
    let mark = u8::from(b == b'.') | u8::from(b.wrapping_sub(b'(') < 2) | u8::from(b == 0xef);
    (unit * UNIT) | ((digit & mark) * MARK)
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
        let found = |text: &str| may_refer(text);
        for before in (0..40).map(|n| "は".repeat(n) + &"a".repeat(n % 3)) {
            for unit in UNITS.chars() {
                let text = format!("{before}第３{unit}の条");
                assert_eq!(found(&text), (vec![before.len() + 6], false), "{text}");
            }
            for mark in ['.', '(', ')', '．', '（', '）'] {
                for digit in ['0', '9', '０', '９'] {
                    let text = format!("{before}{digit}{mark}");
                    assert_eq!(found(&text), (Vec::new(), true), "{text}");
                }
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
        }
    }
}

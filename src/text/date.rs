//! Dates as Japanese texts write them: 西暦, 元号 (元年, 略号), both widths, 漢数字.
//!
//! In: a line of text. Out: every date in it with its place in bytes, and every date-like run that
//! is no day (unfilled, impossible). Never: says what happened on a date.

use std::ops::Range;

use jiff::civil::Date;

use super::letters::Letters;
use super::signs::Signs;
use super::{fold, needle, numeral};

/// 元号 with the year before its first, newest first. 一字略号 are Latin capitals.
const ERAS: [(&str, char, i16); 5] = [
    ("令和", 'R', 2018),
    ("平成", 'H', 1988),
    ("昭和", 'S', 1925),
    ("大正", 'T', 1911),
    ("明治", 'M', 1867),
];

/// True for a mark that stands for a number not yet filled in.
#[inline]
fn is_unfilled(c: char) -> bool {
    matches!(
        c,
        '○' | '〇'
            | '◯'
            | '●'
            | '×'
            | '✕'
            | '＊'
            | '*'
            | 'X'
            | 'x'
            | 'Ｘ'
            | 'ｘ'
            | '_'
            | '＿'
            | '△'
            | '□'
    )
}

/// A date, or a run that looks like one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The day, or why it is none.
    pub day: Result<Date, Problem>,
}

/// Why a date-like run is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// A number is still to be filled in: 平成26年○月○日.
    Unfilled,
    /// There is no such day: 2月30日, 平17成年.
    Impossible,
}

/// True where a text may hold a date at all: a cheap test before [`find`].
pub fn is_possible(text: &str) -> bool {
    needle::YEAR.is_in(text) || has_separated_digits(text)
}

/// False only where [`is_possible`] is false of a text of these signs.
#[inline]
pub fn may_be_possible(signs: Signs) -> bool {
    signs.any(Signs::YEAR.and(Signs::PARTED))
}

/// False only where [`find`] finds nothing in a text of these signs.
#[inline]
pub fn may_stand(signs: Signs) -> bool {
    signs.any(Signs::YEAR.and(Signs::MARK))
}

/// True where two marks part three digits at the least, nothing else between them.
///
/// Marks are rarer than digits: each run of both is looked at from its first mark on.
fn has_separated_digits(text: &str) -> bool {
    let bytes = text.as_bytes();
    let narrow = memchr::memchr3_iter(b'.', b'/', b'-', bytes);
    let wide = memchr::memchr_iter(0xef, bytes);
    has_parted_run(bytes, narrow) || has_parted_run(bytes, wide)
}

/// True where one of the marks at these bytes is the first one of such a run.
fn has_parted_run(bytes: &[u8], places: impl Iterator<Item = usize>) -> bool {
    let mut end = 0;
    for at in places {
        // Within a run that was looked at already, or no mark.
        if at < end || !matches!(part(&bytes[at..]), Some((Part::Mark, _))) {
            continue;
        }
        let mut digits = digits_before(&bytes[..at]);
        let mut marks = 0;
        end = at;
        while let Some((part, wide)) = part(&bytes[end..]) {
            end += wide;
            match part {
                Part::Digit => digits += 1,
                Part::Mark => marks += usize::from(digits > 0),
            }
        }
        if marks >= 2 && digits >= 3 {
            return true;
        }
    }
    false
}

/// What numbers parted by marks are made of.
enum Part {
    Digit,
    Mark,
}

/// The digit or mark that some bytes begin with, and how many bytes it takes.
#[inline]
fn part(bytes: &[u8]) -> Option<(Part, usize)> {
    Some(match bytes {
        [b'0'..=b'9', ..] => (Part::Digit, 1),
        [b'.' | b'/' | b'-', ..] => (Part::Mark, 1),
        [0xef, 0xbc, 0x90..=0x99, ..] => (Part::Digit, 3),
        [0xef, 0xbc, 0x8d..=0x8f, ..] => (Part::Mark, 3),
        _ => return None,
    })
}

/// How many digits some bytes end with.
fn digits_before(mut bytes: &[u8]) -> usize {
    let mut digits = 0;
    while let [rest @ .., b'0'..=b'9'] | [rest @ .., 0xef, 0xbc, 0x90..=0x99] = bytes {
        digits += 1;
        bytes = rest;
    }
    digits
}

/// Every date of `text`, in order, not overlapping.
pub fn find(text: &str) -> Vec<Found> {
    let mut out = Vec::new();
    let mut at = 0;
    let mut after_digit = false;
    while at < text.len() {
        // Kana, which no date begins with, are most of a text.
        if let [0xe3, 0x81..=0x83, _, ..] = text.as_bytes()[at..] {
            after_digit = false;
            at += 3;
            continue;
        }
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else { break };
        if !BEGINNINGS.contains(c) {
            after_digit = false;
            at += c.len_utf8();
            continue;
        }
        // A digit inside a longer number begins no date.
        let fresh = !(after_digit && is_digit(c));
        if fresh && let Some((len, day)) = parse(rest) {
            out.push(Found {
                range: at..at + len,
                day,
            });
            after_digit = rest[..len].chars().next_back().is_some_and(is_digit);
            at += len;
            continue;
        }
        after_digit = is_digit(c);
        at += c.len_utf8();
    }
    out
}

fn is_digit(c: char) -> bool {
    fold::half_width(c).is_ascii_digit()
}

/// What a date begins with: digits, 元号 and their letters, marks yet to be filled in.
static BEGINNINGS: Letters = Letters::first(&["令", "平", "昭", "大", "明", "㋿"]).and_all(&[
    "0123456789",
    "０１２３４５６７８９",
    "〇零一壱壹二弐貳三参參四五六七八九",
    "RHSTM",
    "ＲＨＳＴＭ",
    "○〇◯●×✕＊*XxＸｘ_＿△□",
]);

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn blanks(&mut self) {
        while let Some(c) = self.peek().filter(|c| fold::is_blank(*c)) {
            self.at += c.len_utf8();
        }
    }

    fn eat(&mut self, wanted: char) -> bool {
        let hit = self.peek().is_some_and(|c| fold::half_width(c) == wanted);
        if hit {
            self.at += self.peek().map_or(0, char::len_utf8);
        }
        hit
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool, most: usize) -> &'a str {
        let start = self.at;
        let mut count = 0;
        while let Some(c) = self.peek().filter(|c| wanted(*c) && count < most) {
            self.at += c.len_utf8();
            count += 1;
        }
        &self.text[start..self.at]
    }

    /// A number of a date: Arabic or 漢数字, 元 as 1, or marks yet to be filled in.
    fn number(&mut self) -> Option<Slot> {
        self.blanks();
        let start = self.at;
        let arabic = self.take(is_digit, 4);
        if !arabic.is_empty() {
            return numeral::arabic(arabic).map(|n| Slot::Number(n, arabic.chars().count()));
        }
        if self.eat('元') {
            return Some(Slot::Number(1, 1));
        }
        let unfilled = self.take(is_unfilled, 4);
        if !unfilled.is_empty() {
            if unfilled.chars().all(|c| c == '〇')
                && self.peek().is_some_and(numeral::is_kanji_numeral)
            {
                self.at = start;
            } else {
                return Some(Slot::Unfilled);
            }
        }
        let kanji = self.take(|c| numeral::is_kanji_numeral(c) && c != '元', 6);
        numeral::kanji(kanji).map(|n| Slot::Number(n, kanji.chars().count()))
    }
}

impl Cursor<'_> {
    /// A number, or a blank left to be filled in before 年, 月 or 日: 令和　年　月　日.
    fn number_or_blank(&mut self, unit: char) -> Option<Slot> {
        let start = self.at;
        if let Some(number) = self.number() {
            return Some(number);
        }
        self.at = start;
        self.blanks();
        (self.at > start && self.peek() == Some(unit)).then_some(Slot::Unfilled)
    }
}

#[derive(Clone, Copy)]
enum Slot {
    Number(u32, usize),
    Unfilled,
}

/// A date at the start of `text`: its length in bytes and the day.
fn parse(text: &str) -> Option<(usize, Result<Date, Problem>)> {
    let mut cursor = Cursor { text, at: 0 };
    let bare = text.starts_with(|c: char| is_digit(c) || numeral::kanji_digit(c).is_some());
    let era = if bare { None } else { era(&mut cursor) };
    if !bare && let Some(scrambled) = scrambled_era(text) {
        return Some((scrambled, Err(Problem::Impossible)));
    }
    let year = match era {
        Some(_) => cursor.number_or_blank('年')?,
        None => cursor.number()?,
    };
    let year = match (era, year) {
        (None, Slot::Number(n, digits)) if digits == 4 && (1000..=2999).contains(&n) => {
            Slot::Number(n, 4)
        }
        (None, Slot::Number(n, 2))
            if cursor.peek().is_some_and(is_unfilled) && (19..=20).contains(&n) =>
        {
            cursor.take(is_unfilled, 2);
            Slot::Unfilled
        }
        (None, Slot::Unfilled) => Slot::Unfilled,
        (None, Slot::Number(..)) => return None,
        (Some(base), Slot::Number(n, _)) if n <= 99 => Slot::Number((base as u32) + n, 4),
        (Some(_), Slot::Unfilled) => Slot::Unfilled,
        (Some(_), Slot::Number(..)) => return None,
    };
    cursor.blanks();
    let (month, day) = if cursor.eat('年') {
        parallel_year(&mut cursor);
        let month = cursor.number_or_blank('月')?;
        cursor.blanks();
        if !cursor.eat('月') {
            return None;
        }
        // 4月 日本橋にて is no date.
        let day = match month {
            Slot::Unfilled => cursor.number_or_blank('日')?,
            Slot::Number(..) => cursor.number()?,
        };
        cursor.blanks();
        if !cursor.eat('日') {
            return None;
        }
        (month, day)
    } else {
        // 2021.9.6, 2021/09/06, 2021-09-06, R6.4.1; bare marks are no date.
        if matches!(year, Slot::Unfilled) {
            return None;
        }
        let separator = ['.', '/', '-'].into_iter().find(|s| cursor.eat(*s))?;
        let month = cursor.number()?;
        if !cursor.eat(separator) {
            return None;
        }
        let day = cursor.number()?;
        if cursor.peek().is_some_and(is_digit) {
            return None;
        }
        (month, day)
    };
    let result = match (year, month, day) {
        (Slot::Number(y, _), Slot::Number(m, _), Slot::Number(d, _)) => i16::try_from(y)
            .ok()
            .zip(i8::try_from(m).ok())
            .zip(i8::try_from(d).ok())
            .and_then(|((y, m), d)| Date::new(y, m, d).ok())
            .ok_or(Problem::Impossible),
        _ => Err(Problem::Unfilled),
    };
    Some((cursor.at, result))
}

/// An era at the cursor: the year before its first.
fn era(cursor: &mut Cursor<'_>) -> Option<i16> {
    for (name, letter, base) in ERAS {
        if cursor.text[cursor.at..].starts_with(name) {
            cursor.at += name.len();
            return Some(base);
        }
        let c = cursor.peek()?;
        if fold::half_width(c) == letter
            && cursor.text[cursor.at + c.len_utf8()..]
                .starts_with(|c: char| is_digit(c) || c == '元')
        {
            cursor.at += c.len_utf8();
            return Some(base);
        }
    }
    None
}

/// 平17成年…: an era torn apart by its own year. Its length in bytes.
fn scrambled_era(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let (name, ..) = ERAS.iter().find(|(name, ..)| name.starts_with(first))?;
    let second = name.chars().nth(1)?;
    let mut cursor = Cursor {
        text,
        at: first.len_utf8(),
    };
    let digits = cursor.take(is_digit, 2);
    (!digits.is_empty() && cursor.eat(second) && cursor.eat('年')).then_some(cursor.at)
}

/// The same year in the other calendar, in brackets: 2024年（令和6年）.
fn parallel_year(cursor: &mut Cursor<'_>) {
    let start = cursor.at;
    cursor.blanks();
    if cursor.eat('(') {
        let _ = era(cursor);
        if cursor.number().is_some() && cursor.eat('年') && cursor.eat(')') {
            return;
        }
    }
    cursor.at = start;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Vec<String> {
        find(text)
            .into_iter()
            .map(|f| f.day.map_or_else(|p| format!("{p:?}"), |d| d.to_string()))
            .collect()
    }

    #[test]
    fn every_way_of_writing_a_day() {
        for (text, day) in [
            ("2021年09月06日最終改定", "2021-09-06"),
            ("改定 ２０２5年 2月 1日", "2025-02-01"),
            ("令和元年５月１日施行", "2019-05-01"),
            ("令和０５年０４月２４日改訂", "2023-04-24"),
            ("平成三十一年二月四日", "2019-02-04"),
            ("二〇二五年四月一日", "2025-04-01"),
            ("昭和 63 年 12 月 1 日", "1988-12-01"),
            ("2021.9.6", "2021-09-06"),
            ("2021/09/06 改定", "2021-09-06"),
            ("R6.4.1", "2024-04-01"),
            ("Ｈ２９．３．３１", "2017-03-31"),
            ("2024年（令和6年）4月1日", "2024-04-01"),
            ("令和６年（２０２４年）４月１日", "2024-04-01"),
            ("2025-04-01", "2025-04-01"),
        ] {
            assert_eq!(days(text), [day], "{text}");
            assert!(is_possible(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_day() {
        assert_eq!(days("平成26年○月○日"), ["Unfilled"]);
        assert_eq!(days("20XX年X月X日"), ["Unfilled"]);
        assert_eq!(days("令和　年　月　日"), ["Unfilled"]);
        assert_eq!(days("2024年 月 日"), ["Unfilled"]);
        assert_eq!(days("2025年2月30日"), ["Impossible"]);
        assert_eq!(days("平17成年4月1日"), ["Impossible"]);
        for text in [
            "03-5774-1632",
            "第3条第2項",
            "12021年9月6日",
            "2021年度",
            "10.5.3",
            "昭和40年法律第141号",
            "〒150-6190",
            "150-6190-1",
            "2024年4月 日本橋にて",
            "令和の年",
        ] {
            assert!(days(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn beginnings_are_those_of_the_tables() {
        for c in (0..0x11_0000).filter_map(char::from_u32) {
            let begins = is_digit(c)
                || matches!(c, '令' | '平' | '昭' | '大' | '明' | '㋿')
                || numeral::kanji_digit(c).is_some()
                || is_unfilled(c)
                || ERAS.iter().any(|e| fold::half_width(c) == e.1);
            assert_eq!(BEGINNINGS.contains(c), begins, "{c}");
        }
    }

    #[test]
    fn several_on_one_line() {
        let text = "制定 2019年12月24日 改定 2022年11月15日";
        let found = find(text);
        assert_eq!(found.len(), 2);
        assert_eq!(&text[found[1].range.clone()], "2022年11月15日");
    }

    #[test]
    fn digits_parted_by_marks_are_seen() {
        // The run as it reads: digits and marks, the first a digit.
        let slow = |text: &str| {
            let (mut digits, mut marks) = (0, 0);
            text.chars().map(fold::half_width).any(|c| {
                match c {
                    '0'..='9' => digits += 1,
                    '.' | '/' | '-' if digits > 0 => marks += 1,
                    _ => (digits, marks) = (0, 0),
                }
                marks >= 2 && digits >= 3
            })
        };
        let letters: Vec<char> = "1２.／あー".chars().collect();
        for code in 0..letters.len().pow(6) {
            let of = |k: u32| letters[code / letters.len().pow(k) % letters.len()];
            let text: String = (0..6).map(of).collect();
            assert_eq!(has_separated_digits(&text), slow(&text), "{text}");
        }
    }
}

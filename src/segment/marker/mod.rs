//! Markers: what number a line may begin with.
//!
//! In: a line. Out: its possible readings as a number ([`Candidate`]), most likely first. Never:
//! decides whether the line is a clause — `９条から` reads as 第9条 here, and the outline refuses it.

mod fenced;
mod labelled;
mod plain;
mod sequence;

pub(crate) use sequence::{follows, is_first};

use crate::text::{fold, numeral};

/// What a number counts with. One variant a row of the table that a lawyer would draw up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Family {
    /// 第N編・部
    Part,
    /// 第N章
    Chapter,
    /// 第N節
    Section,
    /// 第N款
    Subsection,
    /// 第N目
    Division,
    /// 第N条, N条
    Article,
    /// 第N項, N項
    Paragraph,
    /// 第N号
    Item,
    /// 第N without a word for what it counts
    Ordinal,
    /// 附則
    Supplement,
    /// 別表・別紙・別記・様式
    Appendix,
    /// 1 １
    Arabic,
    /// 1.1, 1.1.1, 9-3, A1.1: the number of parts tells the level.
    Compound(u8),
    /// 一 二 三
    Kanji,
    /// ① ②
    Circled,
    /// ア イ ウ
    Aiueo,
    /// イ ロ ハ
    Iroha,
    /// a b c
    Lower,
    /// A B C
    Upper,
    /// i ii iii
    RomanLower,
    /// Ⅰ Ⅱ, I II III
    RomanUpper,
}

/// How the number is set off from the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Fence {
    /// `(1)`
    Paren,
    /// `1)`
    Half,
    /// `1.`, `1、`, `1:`
    Dot,
    /// `【1】`, `〔1〕`
    Bracket,
    /// `[1]`
    Square,
    /// `＜1＞`
    Angle,
    /// Nothing but a blank, or not even that.
    Bare,
}

/// A level of numbering: numbers of one style follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Style {
    pub(crate) family: Family,
    pub(crate) fence: Fence,
}

/// The value of a number: its parts, 第25条の2 → [25, 2].
pub(crate) type Value = [u32; 4];

/// A reading of a line's beginning as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) style: Style,
    pub(crate) value: Value,
    /// The last number it stands for: 第3条から第5条まで stands for 5 as well.
    pub(crate) upto: Value,
    /// Byte where the text after the marker begins (blanks skipped).
    pub(crate) rest: usize,
    /// Byte where the marker ends.
    pub(crate) end: usize,
    /// True where a blank or the end of the line follows the marker.
    pub(crate) gap: bool,
}

/// At most two readings (イ is the second of アイウ and the first of イロハ).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Candidates {
    list: [Option<Candidate>; 2],
}

impl Candidates {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Candidate> {
        self.list.iter().flatten()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list[0].is_none()
    }

    fn one(candidate: Candidate) -> Self {
        Self {
            list: [Some(candidate), None],
        }
    }
}

/// The readings of a line's beginning.
pub(crate) fn candidates(line: &str) -> Candidates {
    let Some(first) = line.chars().next() else {
        return Candidates::default();
    };
    // The common case, a line of running text, is told by its first character.
    match first {
        'ぁ'..='ん' | '、' | '。' | '「' | '『' | '」' | '）' => {
            return Candidates::default();
        }
        '附' | '付' => return labelled::supplement(line),
        '第' => return labelled::labelled(line, first.len_utf8(), true),
        '別' | '様' => return labelled::appendix(line),
        '(' | '（' | '【' | '[' | '［' | '〔' | '＜' | '<' => {
            return fenced::fenced(line, first);
        }
        '一'..='龥' => {
            return if numeral::is_kanji_numeral(first) && first != '元' {
                plain::kanji(line)
            } else {
                Candidates::default()
            };
        }
        'ア'..='ン' => return plain::kana(line, first),
        _ => {}
    }
    if let Some(n) = numeral::circled(first) {
        let end = first.len_utf8();
        return Candidates::one(finish(
            line,
            Style {
                family: Family::Circled,
                fence: Fence::Bare,
            },
            [n, 0, 0, 0],
            end,
        ));
    }
    if let Some(written) = numeral::enclosed(first) {
        return enclosed(line, first, &written);
    }
    if let Some(n) = numeral::roman_char(first) {
        return plain::bare(
            line,
            first.len_utf8(),
            if ('Ⅰ'..='Ⅻ').contains(&first) {
                Family::RomanUpper
            } else {
                Family::RomanLower
            },
            n,
        );
    }
    if fold::half_width(first).is_ascii_digit() {
        return plain::digits(line);
    }
    if fold::half_width(first).is_ascii_alphabetic() {
        return plain::letters(line);
    }
    if numeral::is_kanji_numeral(first) && first != '元' {
        return plain::kanji(line);
    }
    Candidates::default()
}

/// `⑴`, `⒈`, `㈠`: read as `(1)`, `1.`, `(一)` are.
fn enclosed(line: &str, first: char, written: &str) -> Candidates {
    let mut found = candidates(written);
    for c in found.list.iter_mut().flatten() {
        *c = finish(line, c.style, c.value, first.len_utf8());
    }
    found
}

/// `２会館は`, `一氏名`: a number directly before its text, as texts taken from vertical type have it; only for
/// a text that is known to be set so.
pub(crate) fn tight(line: &str) -> Option<Candidate> {
    let (len, n) = number(line).filter(|(_, n)| (1..=99).contains(n))?;
    let tail = &line[len..];
    let next = tail.chars().next()?;
    let japanese = matches!(next, 'ぁ'..='ん' | 'ァ'..='ー' | '一'..='龥' | '「');
    if !japanese || super::words::UNITS.iter().any(|u| tail.starts_with(u)) {
        return None;
    }
    let arabic = fold::half_width(line.chars().next()?).is_ascii_digit();
    Some(Candidate {
        style: Style {
            family: if arabic {
                Family::Arabic
            } else {
                Family::Kanji
            },
            fence: Fence::Bare,
        },
        value: [n, 0, 0, 0],
        upto: [n, 0, 0, 0],
        rest: len,
        end: len,
        gap: false,
    })
}

/// True for a line that begins with a number that is set off from the text: ノート is no ノ.
pub(crate) fn begins(line: &str) -> bool {
    candidates(line)
        .iter()
        .any(|c| c.gap || c.style.fence != Fence::Bare || c.style.rank().is_some())
}

/// Ends a marker at `end`: closing punctuation and blanks are taken.
fn finish(line: &str, style: Style, value: Value, mut end: usize) -> Candidate {
    let after = &line[end..];
    let mut gap = after.is_empty();
    if let Some(c) = after.chars().next() {
        // 第1条：目的, ①、… : one mark of punctuation belongs to the number.
        if matches!(c, '.' | '．' | '：' | ':') && style.fence != Fence::Dot {
            end += c.len_utf8();
            gap = line[end..].is_empty() || line[end..].starts_with(fold::is_blank);
        } else {
            gap = fold::is_blank(c);
        }
    }
    let rest = skip_blanks(line, end);
    Candidate {
        style,
        value,
        upto: value,
        rest,
        end,
        gap: gap || rest > end,
    }
}

/// Digits of a numeral in Arabic.
const LONGEST: usize = 6;

/// Characters of a numeral in Arabic or 漢数字 at the start of `text`, and its value.
fn number(text: &str) -> Option<(usize, u32)> {
    let (mut arabic, mut n, mut digits) = (0, 0, 0);
    loop {
        let (digit, len) = match text.as_bytes()[arabic..] {
            [digit @ b'0'..=b'9', ..] => (digit - b'0', 1),
            [0xef, 0xbc, digit @ 0x90..=0x99, ..] => (digit - 0x90, 3),
            _ => break,
        };
        digits += 1;
        if digits <= LONGEST {
            n = n * 10 + u32::from(digit);
        }
        arabic += len;
    }
    if arabic > 0 {
        return (digits <= LONGEST).then_some((arabic, n));
    }
    if !text.starts_with(numeral::is_kanji_numeral) {
        return None;
    }
    let kanji: usize = text
        .chars()
        .take_while(|c| numeral::is_kanji_numeral(*c) && *c != '元')
        .map(char::len_utf8)
        .sum();
    (kanji > 0)
        .then(|| numeral::kanji(&text[..kanji]).map(|n| (kanji, n)))
        .flatten()
}

fn skip_blanks(text: &str, at: usize) -> usize {
    text.len() - fold::trim_start(&text[at..]).len()
}

impl Style {
    /// Rank of the families whose place in a document is fixed, the highest 0.
    pub(crate) fn rank(self) -> Option<u8> {
        Some(match self.family {
            Family::Part => 1,
            Family::Chapter => 2,
            Family::Section => 3,
            Family::Subsection => 4,
            Family::Division => 5,
            Family::Article => 6,
            Family::Paragraph => 7,
            Family::Item => 8,
            Family::Supplement | Family::Appendix => 0,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Vec<(Family, Fence, Value, &str)> {
        candidates(line)
            .iter()
            .map(|c| (c.style.family, c.style.fence, c.value, &line[c.rest..]))
            .collect()
    }

    #[test]
    fn every_marker_of_the_table() {
        use Family::*;
        use Fence::*;
        for (line, family, fence, value, rest) in [
            ("第１条　目的", Article, Bare, [1, 0, 0, 0], "目的"),
            ("第 25 条の 2　例", Article, Bare, [25, 2, 0, 0], "例"),
            ("第25条の2（例）", Article, Bare, [25, 2, 0, 0], "（例）"),
            ("第三条の二の三 例", Article, Bare, [3, 2, 3, 0], "例"),
            ("14条 例", Article, Bare, [14, 0, 0, 0], "例"),
            ("第１　目的", Ordinal, Bare, [1, 0, 0, 0], "目的"),
            ("二の二　例", Kanji, Bare, [2, 2, 0, 0], "例"),
            ("(1)-②　例", Compound(2), Paren, [1, 2, 0, 0], "例"),
            ("Article 3 例", Article, Bare, [3, 0, 0, 0], "例"),
            ("ａ　例", Lower, Bare, [1, 0, 0, 0], "例"),
            ("第二章　総則", Chapter, Bare, [2, 0, 0, 0], "総則"),
            ("1 項.　例", Paragraph, Bare, [1, 0, 0, 0], "例"),
            ("１．例", Arabic, Dot, [1, 0, 0, 0], "例"),
            ("1\\. 例", Arabic, Dot, [1, 0, 0, 0], "例"),
            ("2　例", Arabic, Bare, [2, 0, 0, 0], "例"),
            ("1) 例", Arabic, Half, [1, 0, 0, 0], "例"),
            ("（１）例", Arabic, Paren, [1, 0, 0, 0], "例"),
            ("(一) 例", Kanji, Paren, [1, 0, 0, 0], "例"),
            ("一　例", Kanji, Bare, [1, 0, 0, 0], "例"),
            ("十二．例", Kanji, Dot, [12, 0, 0, 0], "例"),
            ("⑴　例", Arabic, Paren, [1, 0, 0, 0], "例"),
            ("⒉例", Arabic, Dot, [2, 0, 0, 0], "例"),
            ("㈢ 例", Kanji, Paren, [3, 0, 0, 0], "例"),
            ("①例", Circled, Bare, [1, 0, 0, 0], "例"),
            ("Ⅱ 例", RomanUpper, Bare, [2, 0, 0, 0], "例"),
            ("3.1 例", Compound(2), Bare, [3, 1, 0, 0], "例"),
            ("1.1.1 例", Compound(3), Bare, [1, 1, 1, 0], "例"),
            ("A1.1 例", Compound(11), Bare, [1, 1, 1, 0], "例"),
            ("9-3 例", Compound(2), Bare, [9, 3, 0, 0], "例"),
            ("A. 例", Upper, Dot, [1, 0, 0, 0], "例"),
            ("（ア）例", Aiueo, Paren, [1, 0, 0, 0], "例"),
            ("【第２条】例", Article, Bracket, [2, 0, 0, 0], "例"),
            (
                "附　則（令和５年）",
                Supplement,
                Bare,
                [1, 0, 0, 0],
                "（令和５年）",
            ),
            (
                "別表第一（第三条関係）",
                Appendix,
                Bare,
                [1, 0, 0, 0],
                "（第三条関係）",
            ),
        ] {
            assert_eq!(
                read(line).first(),
                Some(&(family, fence, value, rest)),
                "{line}"
            );
        }
    }

    #[test]
    fn what_begins_no_clause() {
        for line in [
            "1.5倍の額",
            "2021-09-06",
            "2024 年度",
            "附則に定める",
            "当社は",
            "10,000円",
            "I am",
            "1、2、3",
            "第1目的",
            "２の２",
        ] {
            assert!(candidates(line).is_empty(), "{line}: {:?}", read(line));
        }
    }

    #[test]
    fn two_readings() {
        assert_eq!(read("イ　例").len(), 2);
        assert_eq!(
            read("i) 例").iter().map(|r| r.0).collect::<Vec<_>>(),
            [Family::Lower, Family::RomanLower]
        );
    }

    #[test]
    fn succession() {
        let article = Style {
            family: Family::Article,
            fence: Fence::Bare,
        };
        for (a, b, yes) in [
            ([3, 0, 0, 0], [4, 0, 0, 0], true),
            ([3, 0, 0, 0], [3, 2, 0, 0], true),
            ([3, 2, 0, 0], [3, 3, 0, 0], true),
            ([3, 2, 0, 0], [4, 0, 0, 0], true),
            ([3, 2, 0, 0], [3, 2, 2, 0], true),
            ([3, 0, 0, 0], [3, 3, 0, 0], false),
            ([3, 0, 0, 0], [5, 0, 0, 0], false),
        ] {
            assert_eq!(follows(article, a, b), yes, "{a:?} {b:?}");
        }
    }
}

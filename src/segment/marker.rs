//! Markers: what number a line may begin with.
//!
//! In: a line. Out: its possible readings as a number ([`Candidate`]), most likely first. Never:
//! decides whether the line is a clause — `９条から` reads as 第9条 here, and the outline refuses it.

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
    /// `【1】`, `[1]`, `＜1＞`
    Bracket,
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

/// 第N… words with their family.
const LABELLED: [(char, Family); 9] = [
    ('条', Family::Article),
    ('章', Family::Chapter),
    ('節', Family::Section),
    ('款', Family::Subsection),
    ('目', Family::Division),
    ('編', Family::Part),
    ('部', Family::Part),
    ('項', Family::Paragraph),
    ('号', Family::Item),
];

/// Words that head an appendix.
const APPENDICES: [&str; 7] = ["別表", "別紙", "別記", "別添", "別図", "様式", "付表"];

/// Brackets around a number.
const FENCES: [(char, char, Fence); 8] = [
    ('(', ')', Fence::Paren),
    ('（', '）', Fence::Paren),
    ('【', '】', Fence::Bracket),
    ('[', ']', Fence::Bracket),
    ('［', '］', Fence::Bracket),
    ('〔', '〕', Fence::Bracket),
    ('＜', '＞', Fence::Bracket),
    ('<', '>', Fence::Bracket),
];

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
        '附' | '付' => return supplement(line),
        '第' => return labelled(line, first.len_utf8(), true),
        '別' | '様' => return appendix(line),
        '(' | '（' | '【' | '[' | '［' | '〔' | '＜' | '<' => return fenced(line, first),
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
    if let Some(n) = numeral::roman_char(first) {
        return bare(
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
        return digits(line);
    }
    if fold::half_width(first).is_ascii_alphabetic() {
        return letters(line);
    }
    if numeral::is_kanji_numeral(first) && first != '元' {
        return kanji(line);
    }
    if matches!(first, 'ア'..='ン') {
        return kana(line, first);
    }
    Candidates::default()
}

/// Ends a marker at `end`: closing punctuation and blanks are taken.
fn finish(line: &str, style: Style, value: Value, mut end: usize) -> Candidate {
    let after = &line[end..];
    let mut gap = after.is_empty();
    for c in after.chars() {
        if fold::is_blank(c) {
            gap = true;
            break;
        }
        // 第1条：目的, ①、… : one mark of punctuation belongs to the number.
        if matches!(c, '.' | '．' | '：' | ':') && style.fence != Fence::Dot {
            end += c.len_utf8();
            gap |= line[end..].is_empty() || line[end..].starts_with(fold::is_blank);
        }
        break;
    }
    let rest = end + (line[end..].len() - line[end..].trim_start_matches(fold::is_blank).len());
    Candidate {
        style,
        value,
        rest,
        end,
        gap: gap || rest > end,
    }
}

/// Characters of a numeral in Arabic or 漢数字 at the start of `text`, and its value.
fn number(text: &str) -> Option<(usize, u32)> {
    let arabic: usize = text
        .chars()
        .take_while(|c| fold::half_width(*c).is_ascii_digit())
        .map(char::len_utf8)
        .sum();
    if arabic > 0 {
        return numeral::arabic(&text[..arabic]).map(|n| (arabic, n));
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
    at + (text[at..].len() - text[at..].trim_start_matches(fold::is_blank).len())
}

/// `第N条`, `第N条のM`, `第 N 条`; `N条` where `prefixed` is false.
fn labelled(line: &str, start: usize, prefixed: bool) -> Candidates {
    let at = skip_blanks(line, start);
    let Some((len, n)) = number(&line[at..]) else {
        return Candidates::default();
    };
    let mut at = skip_blanks(line, at + len);
    let Some(word) = line[at..].chars().next() else {
        return Candidates::default();
    };
    let Some((_, family)) = LABELLED.iter().find(|(w, _)| *w == word) else {
        return Candidates::default();
    };
    if !prefixed
        && !matches!(
            family,
            Family::Article | Family::Paragraph | Family::Chapter
        )
    {
        return Candidates::default();
    }
    at += word.len_utf8();
    let mut value = [n, 0, 0, 0];
    // 枝番: 第25条の2, 第三条の二の三.
    for part in value.iter_mut().skip(1) {
        let Some(after) = line[at..]
            .strip_prefix('の')
            .or_else(|| line[at..].strip_prefix('ノ'))
        else {
            break;
        };
        let Some((len, n)) = number(after) else { break };
        // 第3条の2項 speaks of a 項: no 枝番.
        if after[len..].starts_with(['項', '号', '条', '章', '規', '各', '前']) {
            break;
        }
        *part = n;
        at += 'の'.len_utf8() + len;
    }
    let style = Style {
        family: *family,
        fence: Fence::Bare,
    };
    Candidates::one(finish(line, style, value, at))
}

fn supplement(line: &str) -> Candidates {
    let first = line.chars().next().map_or(0, char::len_utf8);
    let at = skip_blanks(line, first);
    let Some(_) = line[at..].strip_prefix('則') else {
        return Candidates::default();
    };
    let end = at + '則'.len_utf8();
    let rest = fold::trim(&line[end..]);
    // 附則 stands alone or bears its date or the law it came with.
    let alone = rest.is_empty()
        || rest.starts_with(['（', '(', '〔', '［', '['])
        || (fold::is_blank(line[end..].chars().next().unwrap_or(' '))
            && rest.chars().count() <= 30
            && !rest.contains('。'));
    if !alone {
        return Candidates::default();
    }
    Candidates::one(finish(
        line,
        Style {
            family: Family::Supplement,
            fence: Fence::Bare,
        },
        [1, 0, 0, 0],
        end,
    ))
}

fn appendix(line: &str) -> Candidates {
    let Some(word) = APPENDICES.iter().find(|w| line.starts_with(**w)) else {
        return Candidates::default();
    };
    let mut at = word.len();
    let after = line[at..]
        .strip_prefix('第')
        .map_or(at, |_| at + '第'.len_utf8());
    let after = skip_blanks(line, after);
    let mut value = [1, 0, 0, 0];
    if let Some((len, n)) = number(&line[after..]) {
        at = after + len;
        if line[at..].starts_with('号') {
            at += '号'.len_utf8();
        }
        value[0] = n;
    }
    let rest = fold::trim(&line[at..]);
    let alone = rest.is_empty()
        || rest.starts_with(['（', '(', '［', '【', '：', ':'])
        || (line[at..].starts_with(fold::is_blank) && !rest.contains('。'));
    if !alone {
        return Candidates::default();
    }
    Candidates::one(finish(
        line,
        Style {
            family: Family::Appendix,
            fence: Fence::Bare,
        },
        value,
        at,
    ))
}

/// `(1)`, `（ア）`, `【第1条】`, `[1]`.
fn fenced(line: &str, open: char) -> Candidates {
    let Some((_, _, fence)) = FENCES.iter().find(|f| f.0 == open) else {
        return Candidates::default();
    };
    let start = open.len_utf8();
    // Nothing between brackets that numbers a clause is longer than this.
    let Some((close_at, close)) = line[start..]
        .char_indices()
        .take(12)
        .find(|(_, c)| FENCES.iter().any(|f| f.1 == *c && f.2 == *fence))
    else {
        return Candidates::default();
    };
    let inner = fold::trim(&line[start..start + close_at]);
    let end = start + close_at + close.len_utf8();
    let style = |family| Style {
        family,
        fence: *fence,
    };
    let one = |family, n| Candidates::one(finish(line, style(family), [n, 0, 0, 0], end));
    if let Some((len, n)) = number(inner) {
        let arabic = inner
            .chars()
            .next()
            .is_some_and(|c| fold::half_width(c).is_ascii_digit());
        if len == inner.len() {
            return if n == 0 || n > 199 {
                Candidates::default()
            } else {
                one(
                    if arabic {
                        Family::Arabic
                    } else {
                        Family::Kanji
                    },
                    n,
                )
            };
        }
    }
    let mut chars = inner.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => {
            let mut out = Candidates::default();
            let mut add = |family, n: Option<u32>| {
                if let (Some(n), Some(slot)) = (n, out.list.iter_mut().find(|s| s.is_none())) {
                    *slot = Some(finish(line, style(family), [n, 0, 0, 0], end));
                }
            };
            if let Some(n) = numeral::letter(c) {
                let upper = fold::half_width(c).is_ascii_uppercase();
                add(if upper { Family::Upper } else { Family::Lower }, Some(n));
                add(
                    if upper {
                        Family::RomanUpper
                    } else {
                        Family::RomanLower
                    },
                    numeral::roman_letters(inner),
                );
            } else if matches!(c, 'ア'..='ン') {
                add(Family::Aiueo, numeral::aiueo(c));
                add(Family::Iroha, numeral::iroha(c));
            } else if let Some(n) = numeral::roman_char(c) {
                add(
                    if ('Ⅰ'..='Ⅻ').contains(&c) {
                        Family::RomanUpper
                    } else {
                        Family::RomanLower
                    },
                    Some(n),
                );
            } else if let Some(n) = numeral::circled(c) {
                add(Family::Circled, Some(n));
            }
            out
        }
        (Some(_), Some(_)) => {
            if let Some(n) = numeral::roman_letters(inner) {
                return one(Family::RomanLower, n);
            }
            if *fence == Fence::Bracket && inner.starts_with('第') {
                let found = labelled(inner, '第'.len_utf8(), true);
                if let Some(c) = found.list[0].filter(|c| c.rest == inner.len()) {
                    return Candidates::one(finish(
                        line,
                        Style {
                            family: c.style.family,
                            fence: *fence,
                        },
                        c.value,
                        end,
                    ));
                }
            }
            Candidates::default()
        }
        _ => Candidates::default(),
    }
}

/// `1.`, `1)`, `1 `, `1.1`, `9-3`, `14条`, `1 項.`.
fn digits(line: &str) -> Candidates {
    let found = labelled(line, 0, false);
    if !found.is_empty() {
        return found;
    }
    let Some((len, n)) = number(line) else {
        return Candidates::default();
    };
    if n == 0 || n > 999 {
        return Candidates::default();
    }
    compound(line, 0, [n, 0, 0, 0], 1, len).unwrap_or_else(|| bare(line, len, Family::Arabic, n))
}

/// `1.1`, `1-1`, `A1.1`: parts after the first, which ends at `at`.
fn compound(
    line: &str,
    skipped: u8,
    mut value: Value,
    mut parts: usize,
    mut at: usize,
) -> Option<Candidates> {
    while parts < 4 {
        let after = &line[at..];
        let separator = after
            .chars()
            .next()
            .filter(|c| matches!(c, '.' | '．' | '-' | '－' | '‐' | '−'))?;
        let tail = &after[separator.len_utf8()..];
        let Some((len, n)) = number(tail).filter(|(len, n)| {
            *n > 0
                && *n < 100
                && fold::half_width(tail[..*len].chars().next().unwrap_or('x')).is_ascii_digit()
        }) else {
            break;
        };
        value[parts] = n;
        parts += 1;
        at += separator.len_utf8() + len;
        if !line[at..].starts_with(['.', '．', '-', '－', '‐', '−']) {
            break;
        }
    }
    if parts == 1 {
        return None;
    }
    let tail = &line[at..];
    // 1.5倍, 3.14, 10-20名: a quantity, no number of a clause; 2021-09-06 is a date.
    if tail.starts_with(|c: char| {
        matches!(
            c,
            '倍' | '%' | '％' | '円' | '時' | '年' | '月' | '日' | '名' | '人' | '件' | '/' | ':'
        ) || fold::half_width(c).is_ascii_digit()
    }) || value[0] > 99
    {
        return Some(Candidates::default());
    }
    let style = Style {
        family: Family::Compound(parts as u8 + skipped * 8),
        fence: Fence::Bare,
    };
    Some(Candidates::one(finish(line, style, value, at)))
}

/// A numeral of `len` bytes followed by `.`, `)`, a blank, or nothing.
fn bare(line: &str, len: usize, family: Family, n: u32) -> Candidates {
    let after = &line[len..];
    let Some(next) = after.chars().next() else {
        return Candidates::one(finish(
            line,
            Style {
                family,
                fence: Fence::Bare,
            },
            [n, 0, 0, 0],
            len,
        ));
    };
    let end = len + next.len_utf8();
    let fence = match next {
        // `1\.` is Markdown's way to write `1.` in running text.
        '\\' if line[end..].starts_with('.') => {
            return Candidates::one(finish(
                line,
                Style {
                    family,
                    fence: Fence::Dot,
                },
                [n, 0, 0, 0],
                end + 1,
            ));
        }
        ')' | '）' => Fence::Half,
        '.' | '．' | '｡' => Fence::Dot,
        // 1、… and 1，… count; a list of numbers 1、2、3 doesn't.
        '、' | '，' | ',' | '､'
            if !line[end..].starts_with(|c: char| fold::half_width(c).is_ascii_digit()) =>
        {
            Fence::Dot
        }
        ':' | '：' if !line[end..].starts_with(|c: char| fold::half_width(c).is_ascii_digit()) => {
            Fence::Dot
        }
        c if fold::is_blank(c) => {
            // 1 項. is 第1項.
            let tail = fold::trim(after);
            if family == Family::Arabic && tail.starts_with(['項', '条']) {
                return labelled(line, 0, false);
            }
            return Candidates::one(finish(
                line,
                Style {
                    family,
                    fence: Fence::Bare,
                },
                [n, 0, 0, 0],
                len,
            ));
        }
        _ => return Candidates::default(),
    };
    Candidates::one(finish(line, Style { family, fence }, [n, 0, 0, 0], end))
}

/// `一 `, `二．`, `三、`.
fn kanji(line: &str) -> Candidates {
    let found = labelled(line, 0, false);
    if !found.is_empty() {
        return found;
    }
    match number(line) {
        Some((len, n)) if n > 0 && n < 200 => bare(line, len, Family::Kanji, n),
        _ => Candidates::default(),
    }
}

/// `a.`, `A）`, `iv.`, `A1.1`.
fn letters(line: &str) -> Candidates {
    let run: usize = line
        .chars()
        .take_while(|c| fold::half_width(*c).is_ascii_alphabetic())
        .map(char::len_utf8)
        .sum();
    let word = &line[..run];
    let upper = word
        .chars()
        .all(|c| fold::half_width(c).is_ascii_uppercase());
    let single = word.chars().count() == 1;
    if single
        && upper
        && let Some((len, n)) = number(&line[run..])
    {
        let letter = numeral::letter(line.chars().next().unwrap_or('A')).unwrap_or(1);
        let at = run + len;
        return compound(line, 1, [letter, n, 0, 0], 2, at)
            .filter(|_| n < 100)
            .unwrap_or_default();
    }
    let roman = numeral::roman_letters(word);
    let first = numeral::letter(line.chars().next().unwrap_or('a')).filter(|_| single);
    let mut out = Candidates::default();
    let readings = [
        (if upper { Family::Upper } else { Family::Lower }, first),
        (
            if upper {
                Family::RomanUpper
            } else {
                Family::RomanLower
            },
            roman,
        ),
    ];
    for (family, n) in readings {
        let Some(n) = n else { continue };
        let found = bare(line, run, family, n);
        // A letter and a blank begin an English sentence as well; only a mark makes it a number.
        let Some(c) =
            found.list[0].filter(|c| c.style.fence != Fence::Bare || c.rest == line.len())
        else {
            continue;
        };
        if let Some(slot) = out.list.iter_mut().find(|s| s.is_none()) {
            *slot = Some(c);
        }
    }
    out
}

/// `ア `, `イ．`, `ウ）`, and `イ` directly before its text.
fn kana(line: &str, first: char) -> Candidates {
    let mut out = Candidates::default();
    for (family, n) in [
        (Family::Aiueo, numeral::aiueo(first)),
        (Family::Iroha, numeral::iroha(first)),
    ] {
        let Some(n) = n else { continue };
        let mut found = bare(line, first.len_utf8(), family, n).list[0];
        if found.is_none() {
            found = Some(Candidate {
                style: Style {
                    family,
                    fence: Fence::Bare,
                },
                value: [n, 0, 0, 0],
                rest: first.len_utf8(),
                end: first.len_utf8(),
                gap: false,
            });
        }
        if let Some(slot) = out.list.iter_mut().find(|s| s.is_none()) {
            *slot = found;
        }
    }
    out
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

/// True where `b` is the number after `a`: one more in the last part, or a first 枝番, or the next whole number after
/// 枝番.
pub(crate) fn follows(style: Style, a: Value, b: Value) -> bool {
    if let Family::Compound(_) = style.family {
        let last = (0..4).rev().find(|i| a[*i] > 0).unwrap_or(0);
        return a[..last] == b[..last]
            && b[last] == a[last] + 1
            && b[last + 1..].iter().all(|n| *n == 0);
    }
    if b[1] == 0 {
        return b[0] == a[0] + 1;
    }
    // 第3条 → 第3条の2 → 第3条の3 → 第3条の3の2
    let depth = (0..4).rev().find(|i| b[*i] > 0).unwrap_or(0);
    if a[..depth] != b[..depth] {
        return false;
    }
    b[depth] == a[depth] + 1 || (a[depth] == 0 && b[depth] == 2)
}

/// True for the first number of a level.
pub(crate) fn is_first(style: Style, value: Value) -> bool {
    match style.family {
        Family::Compound(_) => {
            let last = (0..4).rev().find(|i| value[*i] > 0).unwrap_or(0);
            value[last] == 1
        }
        _ => value == [1, 0, 0, 0],
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
            ("第 25 条の 2　例", Article, Bare, [25, 0, 0, 0], "の 2　例"),
            ("第25条の2（例）", Article, Bare, [25, 2, 0, 0], "（例）"),
            ("第三条の二の三 例", Article, Bare, [3, 2, 3, 0], "例"),
            ("14条 例", Article, Bare, [14, 0, 0, 0], "例"),
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

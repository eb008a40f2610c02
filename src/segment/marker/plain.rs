//! Numbers without brackets: `1.`, `1.1`, `一、`, `a.`, `iv.`, `ア`.
//!
//! In: a line. Out: its readings as a number. Never: takes a quantity (1.5倍) or a date for one.

use super::{Candidate, Candidates, Family, Fence, Style, Value, finish, labelled, number};
use crate::text::{fold, numeral};

/// `1.`, `1)`, `1 `, `1.1`, `9-3`, `14条`, `1 項.`.
pub(super) fn digits(line: &str) -> Candidates {
    let found = labelled::labelled(line, 0, false);
    if !found.is_empty() {
        return found;
    }
    let Some((len, n)) = number(line) else {
        return Candidates::default();
    };
    if n > 999 {
        return Candidates::default();
    }
    if n == 0 {
        // 0. はじめに; 0.5倍 and 0120 are none.
        let tail = line[len..].trim_start_matches(['.', '．']);
        let none = len > '０'.len_utf8()
            || line[..len].chars().count() > 1
            || tail.starts_with(|c: char| fold::half_width(c).is_ascii_digit());
        return if none {
            Candidates::default()
        } else {
            bare(line, len, Family::Arabic, 0)
        };
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
            .filter(|c| matches!(c, '.' | '．' | '-' | '－' | '‐' | '−'));
        let Some(separator) = separator else {
            // A1 stands alone only before a blank: A4用紙 speaks of paper.
            if skipped == 1 && !after.starts_with(fold::is_blank) {
                return None;
            }
            break;
        };
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
pub(super) fn bare(line: &str, len: usize, family: Family, n: u32) -> Candidates {
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
        // 1.0 heads a chapter before 1.1; 1.0倍 and 1.05 are quantities.
        '.' | '．' if line[end..].starts_with(['0', '０']) => {
            let zeros = number(&line[end..]).filter(|(_, n)| *n == 0);
            let Some((len, _)) = zeros.filter(|(len, _)| {
                let tail = &line[end + len..];
                tail.is_empty() || tail.starts_with(fold::is_blank)
            }) else {
                return Candidates::default();
            };
            let fence = Fence::Dot;
            let style = Style { family, fence };
            return Candidates::one(finish(line, style, [n, 0, 0, 0], end + len));
        }
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
        'の' => {
            // 二の二 in a statute, ２の２ in rules: a 枝番, where a blank follows.
            let Some((end, second)) = labelled::branch(line, len)
                .filter(|(end, _)| line[*end..].starts_with(fold::is_blank))
            else {
                return Candidates::default();
            };
            let style = Style {
                family,
                fence: Fence::Bare,
            };
            let mut value = [n, second, 0, 0];
            let mut end = end;
            if let Some((last, third)) = labelled::branch(line, end) {
                value[2] = third;
                end = last;
            }
            return Candidates::one(finish(line, style, value, end));
        }
        c if fold::is_blank(c) => {
            // 1 項. is 第1項.
            let tail = fold::trim(after);
            if family == Family::Arabic && tail.starts_with(['項', '条']) {
                return labelled::labelled(line, 0, false);
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
pub(super) fn kanji(line: &str) -> Candidates {
    let found = labelled::labelled(line, 0, false);
    if !found.is_empty() {
        return found;
    }
    match number(line) {
        Some((len, n)) if n > 0 && n < 200 => bare(line, len, Family::Kanji, n),
        _ => Candidates::default(),
    }
}

/// `a.`, `A）`, `iv.`, `A1.1`.
pub(super) fn letters(line: &str) -> Candidates {
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
    if !single {
        let found = labelled::english(line);
        if !found.is_empty() {
            return found;
        }
    }
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
        // A letter and a blank begin an English sentence as well.
        let Some(c) = found.list[0].filter(|c| {
            c.style.fence != Fence::Bare || !line[c.rest..].starts_with(|c: char| c.is_ascii())
        }) else {
            continue;
        };
        if let Some(slot) = out.list.iter_mut().find(|s| s.is_none()) {
            *slot = Some(c);
        }
    }
    out
}

/// `ア `, `イ．`, `ウ）`, and `イ` directly before its text.
pub(super) fn kana(line: &str, first: char) -> Candidates {
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
                upto: [n, 0, 0, 0],
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

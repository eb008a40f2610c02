//! Numbers in brackets: `(1)`, `（ア）`, `【第1条】`, `[1]`.
//!
//! In: a line that begins with a bracket. Out: its readings as a number. Never: takes a bracketed phrase for one.

use super::{Candidate, Candidates, Family, Fence, Style, finish, labelled, number};
use crate::text::{fold, numeral};

/// Brackets around a number.
const FENCES: [(char, char, Fence); 8] = [
    ('(', ')', Fence::Paren),
    ('（', '）', Fence::Paren),
    ('【', '】', Fence::Bracket),
    ('[', ']', Fence::Square),
    ('［', '］', Fence::Square),
    ('〔', '〕', Fence::Bracket),
    ('＜', '＞', Fence::Angle),
    ('<', '>', Fence::Angle),
];

/// `(1)`, `（ア）`, `【第1条】`, `[1]`.
pub(super) fn fenced(line: &str, open: char) -> Candidates {
    let Some((_, _, fence)) = FENCES.iter().find(|f| f.0 == open) else {
        return Candidates::default();
    };
    let start = open.len_utf8();
    if let Some(found) = headed(line, start, *fence) {
        return Candidates::one(found);
    }
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
    // （付則）, 【附　則】
    let mut word = inner.chars().filter(|c| !fold::is_blank(*c));
    if matches!(
        (word.next(), word.next(), word.next()),
        (Some('附' | '付'), Some('則'), None)
    ) {
        return Candidates::one(finish(
            line,
            Style {
                family: Family::Supplement,
                fence: Fence::Bare,
            },
            [1, 0, 0, 0],
            end,
        ));
    }
    let one = |family, n| Candidates::one(finish(line, style(family), [n, 0, 0, 0], end));
    if let Some((len, n)) = number(inner) {
        let arabic = inner
            .chars()
            .next()
            .is_some_and(|c| fold::half_width(c).is_ascii_digit());
        if len == inner.len() {
            if let Some(found) = hyphened(line, n, end, *fence) {
                return found;
            }
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
            if matches!(*fence, Fence::Bracket | Fence::Square) && inner.starts_with('第') {
                let found = labelled::labelled(inner, '第'.len_utf8(), true);
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

/// `【第１条　総則】`, `【第1条（総則）】`: a number and its heading in one pair of brackets. The opening one is the number's, the
/// closing one the heading's.
fn headed(line: &str, start: usize, fence: Fence) -> Option<Candidate> {
    if matches!(fence, Fence::Paren) || !line[start..].starts_with('第') {
        return None;
    }
    let closes = |c: char| FENCES.iter().any(|f| f.1 == c && f.2 == fence);
    let inner = line[start..].strip_suffix(closes)?;
    if inner.contains(closes) {
        return None;
    }
    let c = labelled::labelled(inner, '第'.len_utf8(), true).list[0]?;
    let heading = &inner[c.rest..];
    let set_off = c.rest > c.end || heading.starts_with(['（', '(']);
    let style = Style {
        family: c.style.family,
        fence,
    };
    (set_off && !heading.is_empty()).then_some(Candidate {
        style,
        rest: start + c.rest,
        end: start + c.end,
        gap: true,
        ..c
    })
}

/// `(1)-①`, `(2)-1`: a number in brackets and a second one behind a hyphen.
fn hyphened(line: &str, n: u32, end: usize, fence: Fence) -> Option<Candidates> {
    let hyphen = line[end..]
        .chars()
        .next()
        .filter(|c| matches!(c, '-' | '－' | '‐' | '−'))?;
    let at = end + hyphen.len_utf8();
    let c = line[at..].chars().next()?;
    let (len, second) = match numeral::circled(c) {
        Some(second) => (c.len_utf8(), second),
        None => number(&line[at..])?,
    };
    let style = Style {
        family: Family::Compound(2),
        fence,
    };
    Some(Candidates::one(finish(
        line,
        style,
        [n, second, 0, 0],
        at + len,
    )))
}

//! Numerals: a number spelled as the amendment counts, and a marker that bears another number in its own style.
//!
//! In: values, markers. Out: text. Never: changes anything of a marker but its numerals.

use crate::diff::ordinal;
use crate::document::{Document, Number};
use crate::text::{fold, numeral};

/// How an amendment writes numbers outside of quotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Numerals {
    /// 第二十一条: statutes.
    Kanji,
    /// 第21条.
    Arabic,
    /// 第２１条.
    FullWidth,
}

impl Numerals {
    /// The style in which most of a document's articles are numbered; of a text without articles, Arabic.
    pub fn of(document: &Document) -> Self {
        let mut counts = [0usize; 3];
        for (_, clause) in document.walk() {
            if !clause.marker.contains('条') {
                continue;
            }
            let first = clause.marker.chars().find_map(kind);
            match first {
                Some(Glyphs::Kanji) => counts[0] += 1,
                Some(Glyphs::Arabic) => counts[1] += 1,
                Some(Glyphs::FullWidth) => counts[2] += 1,
                _ => {}
            }
        }
        match counts {
            [k, a, f] if k > a && k > f => Self::Kanji,
            [_, a, f] if f > a => Self::FullWidth,
            _ => Self::Arabic,
        }
    }

    /// The number in this style.
    pub fn spell(self, n: u32) -> String {
        match self {
            Self::Kanji => kanji(n),
            Self::Arabic => n.to_string(),
            Self::FullWidth => full_width(n),
        }
    }
}

/// 漢数字 with 十百千, as statutes write them.
pub(crate) fn kanji(n: u32) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if n == 0 || n > 9_999 {
        return n
            .to_string()
            .bytes()
            .map(|b| DIGITS[usize::from(b - b'0')])
            .collect();
    }
    let mut out = String::new();
    let mut rest = n;
    for (unit, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = rest / unit;
        rest %= unit;
        if digit > 1 || (digit == 1 && unit == 1) {
            out.push(DIGITS[digit as usize]);
        }
        if digit > 0 {
            out.push_str(name);
        }
    }
    out
}

fn full_width(n: u32) -> String {
    n.to_string()
        .chars()
        .filter_map(|c| char::from_u32(c as u32 + 0xfee0))
        .collect()
}

/// The glyphs of a numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Glyphs {
    Arabic,
    FullWidth,
    Kanji,
    Circled,
}

fn kind(c: char) -> Option<Glyphs> {
    match c {
        '0'..='9' => Some(Glyphs::Arabic),
        '０'..='９' => Some(Glyphs::FullWidth),
        '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' => Some(Glyphs::Circled),
        '元' => None,
        c if numeral::is_kanji_numeral(c) => Some(Glyphs::Kanji),
        _ => None,
    }
}

fn circled(n: u32) -> Option<char> {
    let (base, first) = match n {
        1..=20 => ('①', 1),
        21..=35 => ('㉑', 21),
        36..=50 => ('㊱', 36),
        _ => return None,
    };
    char::from_u32(base as u32 + n - first)
}

/// How a document writes Arabic numerals in its markers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Digits {
    /// １ to ９ full width, 10 and above half width.
    lone_are_wide: bool,
}

impl Digits {
    /// As the markers of `document` have it.
    pub(crate) fn of(document: &Document) -> Self {
        let mut seen = [[0usize; 2]; 2];
        for (_, clause) in document.walk() {
            if let Some((range, glyphs)) = runs(&clause.marker).first() {
                let many = usize::from(clause.marker[range.clone()].chars().count() > 1);
                match glyphs {
                    Glyphs::FullWidth => seen[many][0] += 1,
                    Glyphs::Arabic => seen[many][1] += 1,
                    _ => {}
                }
            }
        }
        Self {
            lone_are_wide: matches!(seen, [[wide, 0], [0, half]] if wide > 0 && half > 0),
        }
    }
}

fn spelled(digits: Digits, glyphs: Glyphs, n: u32) -> Option<String> {
    let glyphs = match glyphs {
        Glyphs::Arabic | Glyphs::FullWidth if digits.lone_are_wide && n < 10 => Glyphs::FullWidth,
        Glyphs::Arabic | Glyphs::FullWidth if digits.lone_are_wide => Glyphs::Arabic,
        glyphs => glyphs,
    };
    Some(match glyphs {
        Glyphs::Arabic => n.to_string(),
        Glyphs::FullWidth => full_width(n),
        Glyphs::Kanji => kanji(n),
        Glyphs::Circled => circled(n)?.to_string(),
    })
}

/// `marker` with other values in its own style: `第５条` and 6 → `第６条`, `第五条` and 5, 2 → `第五条の二`, `（１）` and 2 →
/// `（２）`. None where the style cannot be kept.
pub(crate) fn with_values(digits: Digits, marker: &str, values: &[u32]) -> Option<String> {
    let runs = runs(marker);
    let (first, glyphs) = runs.first()?.clone();
    let number = Number::of_marker(marker)?;
    let mut out = String::new();
    if runs.len() == values.len() {
        let mut at = 0;
        for ((range, glyphs), value) in runs.iter().zip(values) {
            out.push_str(&marker[at..range.start]);
            out.push_str(&spelled(digits, *glyphs, *value)?);
            at = range.end;
        }
        out.push_str(&marker[at..]);
    } else {
        // 枝番 come or go behind what is counted: 第5条 → 第5条の2.
        let label = marker[first.end..].find(|c| "編章節款目条項号".contains(c));
        let end = first.end + label.map_or(0, |at| at + '条'.len_utf8());
        if label.is_none()
            && !number
                .as_str()
                .chars()
                .all(|c| c.is_ascii_digit() || c == 'の')
        {
            return None;
        }
        let last = if runs.len() > 1 {
            runs.last()?.0.end
        } else {
            end
        };
        out.push_str(&marker[..first.start]);
        out.push_str(&spelled(digits, glyphs, *values.first()?)?);
        out.push_str(&marker[first.end..end]);
        for value in values.iter().skip(1) {
            out.push('の');
            out.push_str(&spelled(digits, glyphs, *value)?);
        }
        out.push_str(marker.get(last.max(end)..)?);
    }
    let reached = Number::of_marker(&out)?;
    (ordinal::values(&reached) == values).then_some(out)
}

/// `marker` with the bare number `mark` in its own style: `イ` and `ロ` → `ロ`, `(a)` and `(b)` → `(b)`, `（２）` and `(3)` →
/// `（３）`.
pub(crate) fn with_mark(digits: Digits, marker: &str, mark: &str) -> Option<String> {
    let target = Number::of_marker(mark)?;
    if !runs(marker).is_empty()
        && let Some(out) = with_values(digits, marker, &ordinal::values(&target))
        && Number::of_marker(&out).as_ref() == Some(&target)
    {
        return Some(out);
    }
    let letter = |text: &str| text.chars().find(|c| c.is_alphabetic());
    let (old, new) = (letter(marker)?, letter(target.as_str())?);
    let new = if old.is_ascii() || fold::half_width(old) == old {
        new
    } else {
        char::from_u32(new as u32 + 0xfee0).filter(|_| new.is_ascii())?
    };
    let out = marker.replacen(old, &new.to_string(), 1);
    (Number::of_marker(&out).as_ref() == Some(&target)).then_some(out)
}

fn runs(marker: &str) -> Vec<(std::ops::Range<usize>, Glyphs)> {
    let mut out: Vec<(std::ops::Range<usize>, Glyphs)> = Vec::new();
    for (at, c) in marker.char_indices() {
        let Some(glyphs) = kind(c) else { continue };
        let end = at + c.len_utf8();
        match out.last_mut() {
            Some((range, last))
                if range.end == at && *last == glyphs && glyphs != Glyphs::Circled =>
            {
                range.end = end;
            }
            _ => out.push((at..end, glyphs)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_statutes_write_them() {
        for (n, text) in [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (100, "百"),
            (121, "百二十一"),
            (1_000, "千"),
            (2_305, "二千三百五"),
        ] {
            assert_eq!(kanji(n), text);
            assert_eq!(numeral::kanji(text), Some(n));
        }
        assert_eq!(Numerals::FullWidth.spell(12), "１２");
    }

    #[test]
    fn a_marker_keeps_its_style() {
        for (marker, values, expected) in [
            ("第５条", &[6][..], Some("第６条")),
            ("第 五 条", &[12], Some("第 十二 条")),
            ("第五条", &[5, 2], Some("第五条の二")),
            ("第5条の2", &[6], Some("第6条")),
            ("第5条の2", &[5, 3], Some("第5条の3")),
            ("（１）", &[2], Some("（２）")),
            ("⑳", &[21], Some("㉑")),
            ("2.", &[3], Some("3.")),
            ("【第２条】", &[3], Some("【第３条】")),
            ("イ", &[2], None),
            ("(a)", &[2], None),
        ] {
            assert_eq!(
                with_values(Digits::default(), marker, values).as_deref(),
                expected,
                "{marker}"
            );
        }
        let digits = Digits {
            lone_are_wide: true,
        };
        assert_eq!(
            with_values(digits, "第９条", &[10]).as_deref(),
            Some("第10条")
        );
        assert_eq!(
            with_values(digits, "第10条", &[9]).as_deref(),
            Some("第９条")
        );
        for (marker, mark, expected) in [
            ("イ", "ロ", Some("ロ")),
            ("（ア）", "(イ)", Some("（イ）")),
            ("Ａ．", "B", Some("Ｂ．")),
            ("(1)", "(2)", Some("(2)")),
            ("①", "②", Some("②")),
            ("(1)", "②", None),
        ] {
            assert_eq!(
                with_mark(Digits::default(), marker, mark).as_deref(),
                expected,
                "{marker}"
            );
        }
    }
}

//! Ordinals: what a clause's number counts, apart from how it is written.
//!
//! In: folded numbers. Out: the level it names (章, 条, 附則 …) and its value with 枝番. Never: reads a text.

use crate::document::Number;
use crate::text::numeral;

/// The level that a number names by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// 編, 章, 節, 款, 目: the character that says which.
    Division(char),
    /// 条.
    Article,
    /// 項 or 号 that says so (`第2項`).
    Item(char),
    /// 附則.
    Supplement,
    /// 別表, 別紙, 様式.
    Appendix,
    /// A bare number (`1`, `(1)`, `①`, `ア`), whose level its place tells.
    Bare,
    /// No number.
    Unnumbered,
}

impl Level {
    /// The level of a number.
    pub fn of(number: Option<&Number>) -> Self {
        let Some(text) = number.map(Number::as_str) else {
            return Self::Unnumbered;
        };
        // 1, (2), iv: only a word names a level.
        if text.is_ascii() {
            return Self::Bare;
        }
        if text == "附則" {
            return Self::Supplement;
        }
        if ["別表", "別紙", "別記", "別添", "別図", "様式"]
            .iter()
            .any(|p| text.starts_with(p))
        {
            return Self::Appendix;
        }
        // 第3条の2: the level is the first one named.
        match text.chars().find(|c| "編章節款目条項号".contains(*c)) {
            Some('条') => Self::Article,
            Some(c @ ('項' | '号')) => Self::Item(c),
            Some(c) => Self::Division(c),
            None => Self::Bare,
        }
    }

    /// True where a clause of one level may have become one of the other: 章 never becomes 条, but a bare number may.
    pub(crate) fn may_become(self, other: Self) -> bool {
        use Level::{Appendix, Article, Bare, Division, Item, Supplement, Unnumbered};
        match (self, other) {
            (a, b) if a == b => true,
            (
                Division(_) | Article | Supplement | Appendix,
                Division(_) | Supplement | Appendix,
            )
            | (Division(_) | Supplement | Appendix, Article | Item(_))
            | (Item(_), Division(_) | Supplement | Appendix) => false,
            (Article | Item(_) | Bare | Unnumbered, _) | (_, Bare | Unnumbered) => true,
        }
    }
}

/// The value of a number with its 枝番: `第3条の2` → `[3, 2]`, `(4)` → `[4]`, `④` → `[4]`, `1-2` → `[1, 2]`.
/// Empty where it cannot be counted.
pub fn values(number: &Number) -> Vec<u32> {
    let text = number.as_str();
    if let Some(value) = lone_value(text) {
        return vec![value];
    }
    all_values(text)
}

/// The value of a number of Arabic digits with a word or brackets around them: `第12条`, `(3)`, `4`.
pub(crate) fn lone_value(text: &str) -> Option<u32> {
    let digits = text
        .strip_prefix('第')
        .and_then(|t| t.strip_suffix(['条', '章', '節', '項', '号', '編']))
        .or_else(|| text.strip_prefix('(')?.strip_suffix(')'))
        .unwrap_or(text);
    let is_number = (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

fn all_values(text: &str) -> Vec<u32> {
    let mut out = Vec::new();
    let mut run = String::new();
    for c in text.chars().chain(['\0']) {
        let is_ascii = c.is_ascii();
        if c.is_ascii_digit() || (!is_ascii && numeral::is_kanji_numeral(c)) {
            run.push(c);
        } else if let Some(n) = (!is_ascii)
            .then(|| numeral::circled(c).or_else(|| numeral::roman_char(c)))
            .flatten()
        {
            out.push(n);
        } else if !run.is_empty() {
            out.extend(numeral::any(&run));
            run.clear();
        }
    }
    if out.is_empty() {
        let bare: String = text
            .chars()
            .filter(|c| !matches!(c, '(' | ')' | '[' | ']' | '.' | '、'))
            .collect();
        let mut chars = bare.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            out.extend(numeral::letter(c).or_else(|| numeral::aiueo(c)));
        } else {
            out.extend(numeral::roman_letters(&bare));
        }
    }
    out
}

/// How a bare number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `2`, `２.`
    Plain,
    /// `(2)`, `②`
    Enclosed,
    /// `二`
    Kanji,
    /// `イ`, `a`, `ii`
    Letter,
}

fn style(number: &Number) -> Style {
    let text = number.as_str();
    if text.starts_with(['(', '[']) || text.chars().any(|c| numeral::circled(c).is_some()) {
        Style::Enclosed
    } else if text.chars().all(numeral::is_kanji_numeral) {
        Style::Kanji
    } else if text.starts_with(|c: char| c.is_ascii_digit()) {
        Style::Plain
    } else {
        Style::Letter
    }
}

/// What the bare numbers right under a clause count: 項, 号, or nothing that has a name. `leads` is true where the clause
/// has text of its own.
///
/// Invariant: numbers of one style under one parent count the same. Under an article `1` counts 項; but where its own text
/// leads, that text is the first 項: a list from one on is of 号, and only what goes on from two counts 項. 漢数字 are
/// 号. Bracketed numbers under an article without own text are left without a name: practice is split. Under a 項
/// every number is a 号.
pub(crate) fn units(
    parent: Option<(Level, Option<char>)>,
    leads: bool,
    children: &[Option<Number>],
) -> Vec<Option<char>> {
    let levels: Vec<_> = children.iter().map(|n| Level::of(n.as_ref())).collect();
    units_of(parent, leads, children, &levels)
}

/// The same, the level of each number at hand.
pub(crate) fn units_of(
    parent: Option<(Level, Option<char>)>,
    leads: bool,
    children: &[Option<Number>],
    levels: &[Level],
) -> Vec<Option<char>> {
    let bare = || {
        let bare = children.iter().zip(levels).filter(|c| *c.1 == Level::Bare);
        bare.filter_map(|c| c.0.as_ref())
    };
    let of_article = |own: Style| -> Option<char> {
        let first = bare().find(|n| style(n) == own)?;
        let from_one = || values(first).first() == Some(&1);
        match own {
            Style::Letter => None,
            Style::Kanji => Some('号'),
            _ if leads => Some(if from_one() { '号' } else { '項' }),
            Style::Plain => Some('項'),
            Style::Enclosed => None,
        }
    };
    // Sisters are nearly always of one style.
    let mut last: Option<(Style, Option<char>)> = None;
    let mut under = |number: &Number| -> Option<char> {
        match parent? {
            (Level::Article | Level::Supplement, _) => {
                let own = style(number);
                let unit = match last {
                    Some((known, unit)) if known == own => unit,
                    _ => of_article(own),
                };
                last = Some((own, unit));
                unit
            }
            (Level::Item('項'), _) | (_, Some('項')) => {
                (style(number) != Style::Letter).then_some('号')
            }
            _ => None,
        }
    };
    let children = children.iter().zip(levels);
    children
        .map(|(number, level)| {
            let number = number.as_ref().filter(|_| *level == Level::Bare)?;
            under(number)
        })
        .collect()
}

/// True where two numbers count the same in another style: `一` and `1`, `(1)` and `①`.
pub(crate) fn same_value(a: &Number, b: &Number) -> bool {
    if a == b {
        return true;
    }
    if let (Some(x), Some(y)) = (lone_value(a.as_str()), lone_value(b.as_str()))
        && x != y
    {
        return false;
    }
    let (x, y) = (values(a), values(b));
    let (la, lb) = (Level::of(Some(a)), Level::of(Some(b)));
    !x.is_empty() && x == y && (la == lb || la == Level::Bare || lb == Level::Bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(marker: &str) -> Number {
        Number::of_marker(marker).unwrap()
    }

    #[test]
    fn values_and_levels() {
        for (marker, value) in [
            ("第三条の二", vec![3, 2]),
            ("（４）", vec![4]),
            ("④", vec![4]),
            ("一", vec![1]),
            ("ウ", vec![3]),
            ("iv", vec![4]),
            ("1-2", vec![1, 2]),
        ] {
            assert_eq!(values(&number(marker)), value, "{marker}");
        }
        for marker in [
            "第12条",
            "(3)",
            "4",
            "第007条",
            "第1234567条",
            "()",
            "第条",
            "第3",
            "12号",
        ] {
            let number = number(marker);
            assert_eq!(values(&number), all_values(number.as_str()), "{marker}");
        }
        assert_eq!(Level::of(Some(&number("第2章"))), Level::Division('章'));
        assert!(!Level::Division('章').may_become(Level::Article));
        assert!(Level::Bare.may_become(Level::Article));
    }

    #[test]
    fn another_style_is_the_same_number() {
        assert!(same_value(&number("一"), &number("1")));
        assert!(same_value(&number("①"), &number("(1)")));
        assert!(!same_value(&number("第1条"), &number("第1章")));
        assert!(!same_value(&number("第3条"), &number("第3条の2")));
    }
}

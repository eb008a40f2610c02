//! Places in words: 第三条第二項第一号イ, 同項, 附則第二条の見出し.
//!
//! In: a [`Place`] and the one before it; or words. Out: the other of the two. Never: looks a clause up.

mod read;

pub(crate) use read::{Unread, begins_place, count, quote, read, read_listed};

use super::instruction::{LAST, Name, Part, Place, Spot, Step};
use super::numerals::Numerals;
use super::phrases::{self, HEADINGS, ITEMS, MARKER, OWN, RANGE, SAME, WITH_HEADING};
use crate::diff::ordinal::Level;
use crate::document::Number;
use crate::text::numeral;

/// How deep a step leads: 章 before 条 before 項 before 号.
pub(crate) fn rank(step: &Step) -> u8 {
    match &step.name {
        Name::Labelled(number) => match Level::of(Number::of_marker(number).as_ref()) {
            Level::Supplement | Level::Appendix => 0,
            Level::Division('編') => 1,
            Level::Division('章') => 2,
            Level::Division('節') => 3,
            Level::Division(_) => 4,
            _ => 5,
        },
        Name::Paragraph(_) => 6,
        Name::Item(_) => 7,
        Name::Mark(_) | Name::Headed(_) | Name::Child(_) => 8,
    }
}

fn rank_of_same(unit: char) -> u8 {
    match unit {
        '編' => 1,
        '章' => 2,
        '節' => 3,
        '款' => 4,
        '条' => 5,
        '項' => 6,
        '号' => 7,
        _ => 0,
    }
}

/// A place in words; what it shares with the place before is said as 同条, 同項, 同号.
pub(crate) fn words(place: &Place, before: Option<&Place>, numerals: Numerals) -> String {
    if place.part != Part::Body || place.steps.is_empty() {
        return phrases::part_name(place.part).to_owned();
    }
    let mut out = String::new();
    let shared = before.map_or(0, |b| {
        let same = b
            .steps
            .iter()
            .zip(&place.steps)
            .take_while(|(a, b)| a == b)
            .count();
        place.steps[..same]
            .iter()
            .rposition(|s| (5..=7).contains(&rank(s)))
            .map_or(0, |at| at + 1)
    });
    if shared > 0
        && let Some((word, _)) = SAME
            .iter()
            .find(|s| rank_of_same(s.1) == rank(&place.steps[shared - 1]))
    {
        out.push_str(word);
    }
    out.push_str(&steps(&place.steps, shared, numerals));
    if let Some(to) = &place.to {
        let same = place
            .steps
            .iter()
            .zip(to)
            .take_while(|(a, b)| a == b)
            .count();
        out.push_str(RANGE[0]);
        out.push_str(&steps(to, same, numerals));
        out.push_str(RANGE[1]);
    }
    out.push_str(&spot_words(place));
    out
}

/// The steps from `from` on, in words.
pub(crate) fn steps(all: &[Step], from: usize, numerals: Numerals) -> String {
    let mut out = String::new();
    for at in from..all.len() {
        let step = &all[at];
        if step.nth == LAST {
            out.push_str("最後の");
        } else if step.nth > 0 {
            out.push_str(&numerals.spell(step.nth));
            out.push_str("番目の");
        }
        let after_label = at > 0 && rank(&all[at - 1]) < 8;
        match &step.name {
            Name::Labelled(number) => out.push_str(&respell(number, numerals)),
            Name::Paragraph(values) => counted(&mut out, values, '項', numerals),
            Name::Item(values) => counted(&mut out, values, '号', numerals),
            Name::Mark(mark) => match shape(mark) {
                Some(Shape::Closed) if !(at == 0 && mark.starts_with('(')) || at > 0 => {
                    out.push_str(mark);
                }
                Some(Shape::Closed) => out.push_str(mark),
                Some(Shape::Open) if at == 0 => out.push_str(mark),
                Some(Shape::Open) if !after_label => {
                    out.push('の');
                    out.push_str(mark);
                }
                _ => {
                    out.push('【');
                    out.push_str(mark);
                    out.push('】');
                }
            },
            Name::Headed(heading) => {
                if at > 0 {
                    out.push('の');
                }
                out.push('「');
                out.push_str(heading);
                out.push_str("」の部分");
            }
            Name::Child(nth) => out.push_str(&format!("【#{nth}】")),
        }
    }
    out
}

fn counted(out: &mut String, values: &[u32], unit: char, numerals: Numerals) {
    for (at, value) in values.iter().enumerate() {
        out.push(if at == 0 { '第' } else { 'の' });
        out.push_str(&numerals.spell(*value));
        if at == 0 {
            out.push(unit);
        }
    }
}

/// A folded number with its numerals in the amendment's style.
fn respell(number: &str, numerals: Numerals) -> String {
    let mut out = String::new();
    let mut run = String::new();
    for c in number.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            run.push(c);
            continue;
        }
        if let Ok(n) = run.parse() {
            out.push_str(&numerals.spell(n));
        } else {
            out.push_str(&run);
        }
        run.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// `イ`, `(1)`, `①`: cannot run into what stands before it.
    Closed,
    /// `3`, `1-2`, `a`.
    Open,
}

fn shape(mark: &str) -> Option<Shape> {
    let mut chars = mark.chars();
    let first = chars.next()?;
    let alone = chars.next().is_none();
    if alone && (numeral::circled(first).is_some() || is_kana(first)) {
        return Some(Shape::Closed);
    }
    if let Some(inner) = mark.strip_prefix('(').and_then(|m| m.strip_suffix(')')) {
        let short = (1..=4).contains(&inner.chars().count());
        let plain = inner
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || numeral::is_kanji_numeral(c) || is_kana(c));
        return (short && plain).then_some(Shape::Closed);
    }
    let compound = mark
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
        && first.is_ascii_digit()
        && mark.ends_with(|c: char| c.is_ascii_digit());
    (compound || alone && first.is_ascii_alphabetic()).then_some(Shape::Open)
}

/// What a bare number looks like, apart from what it counts.
fn look(step: &Step) -> Option<u8> {
    let Name::Mark(mark) = &step.name else {
        return None;
    };
    let first = mark.chars().next()?;
    Some(match first {
        '(' => 0,
        c if numeral::circled(c).is_some() => 1,
        c if is_kana(c) => 2,
        c if c.is_ascii_digit() => 3,
        c if c.is_ascii_alphabetic() => 4,
        _ => 5,
    })
}

fn is_kana(c: char) -> bool {
    numeral::iroha(c).is_some() || numeral::aiueo(c).is_some()
}

/// Which of a clause's texts, in words.
pub(crate) fn spot_words(place: &Place) -> String {
    match &place.spot {
        Spot::Whole => String::new(),
        Spot::Own => OWN.to_owned(),
        Spot::Items => ITEMS.to_owned(),
        Spot::Heading => format!("の{}", heading_name(place)),
        Spot::WithHeading => WITH_HEADING.to_owned(),
        Spot::Marker => format!("の{MARKER}"),
        Spot::Row(cell) => {
            let is_table = place
                .steps
                .last()
                .is_some_and(|s| matches!(&s.name, Name::Labelled(n) if n.starts_with("別表")));
            format!("{}中「{cell}」の項", if is_table { "" } else { "の表" })
        }
        Spot::Sentence(sentence) => phrases::sentence_name(*sentence).to_owned(),
    }
}

/// 見出し, or 章名 of a 章.
pub(crate) fn heading_name(place: &Place) -> &'static str {
    let unit = match place.steps.last().map(|s| &s.name) {
        Some(Name::Labelled(number)) => match Level::of(Number::of_marker(number).as_ref()) {
            Level::Division(unit) => Some(unit),
            _ => None,
        },
        _ => None,
    };
    HEADINGS
        .iter()
        .find(|h| unit.is_some_and(|u| h.starts_with(u)))
        .copied()
        .unwrap_or("見出し")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back_to_the_place() {
        let first = read("第三条第二項第一号", None).unwrap();
        for (place, said) in [
            ("第三条第二項第一号イ", "同号イ"),
            ("第三条第二項第四号", "同項第四号"),
            ("第三条第四項", "同条第四項"),
            ("第三条の見出し", "同条の見出し"),
            ("第三条第二項各号列記以外の部分", "同項各号列記以外の部分"),
            ("第四条の二", "第四条の二"),
            ("附則第三条", "附則第三条"),
            ("第二章の章名", "第二章の章名"),
            ("別表第一中「会費」の項", "別表第一中「会費」の項"),
            ("第五条の表中「会費」の項", "第五条の表中「会費」の項"),
            ("二番目の附則第一項", "二番目の附則第一項"),
        ] {
            let read_place = read(place, Some(&first)).unwrap();
            let words = words(&read_place, Some(&first), Numerals::Kanji);
            assert_eq!(words, said);
            assert_eq!(read(&words, Some(&first)).unwrap(), read_place);
        }
        for alone in ["3(1)の「提供先」の部分", "1.2(1)", "【Q1】", "題名"] {
            let place = read(alone, None).unwrap();
            assert_eq!(words(&place, None, Numerals::Kanji), alone);
        }
        assert_eq!(read("第二号", Some(&first)).unwrap().steps.len(), 3);
        assert_eq!(read("同項", None), Err(Unread::Same("同項".to_owned())));
        assert!(read("第三条ほか", None).is_err());
    }
}

//! What the text says of its own dates.
//!
//! In: lines outside the clauses, and the clauses of the 附則. Out: dates with their events and words,
//! and a diagnostic for every date that is no day. Never: takes a date of the subject matter (a
//! deadline, a law's date) for the policy's own.

mod clauses;
mod company;

pub(super) use clauses::{of_clause, of_history, of_supplement, of_supplement_heading};
use company::is_company;

use super::{Diagnostic, Severity, words};
use crate::document::{Event, Lines, Place, PolicyDate};
use crate::source::Line;
use crate::text::date::{self, Problem};
use crate::text::letters::Letters;
use crate::text::signs::Signs;
use crate::text::{fold, numeral, width};

/// The event a text names last before, or first after, a date.
fn event_in(text: &str, first: bool) -> Option<Event> {
    // 制　定, 改    正: blanks spread a word over the line.
    let packed: String;
    let text = if text.contains(fold::is_blank) {
        packed = text.chars().filter(|c| !fold::is_blank(*c)).collect();
        packed.as_str()
    } else {
        text
    };
    let at = |(at, c): (usize, char)| {
        if !EVENT_LETTERS.contains(c) {
            return None;
        }
        let mut words = words::EVENTS.iter();
        let here = words.find(|(word, _)| text[at..].starts_with(word));
        here.map(|(_, event)| *event)
    };
    if first {
        text.char_indices().find_map(at)
    } else {
        text.char_indices().rev().find_map(at)
    }
}

/// The letters that the words of events begin with.
static EVENT_LETTERS: Letters = Letters::first(&EVENT_WORDS);

/// The words of events alone.
const EVENT_WORDS: [&str; words::EVENTS.len()] = {
    let mut out = [""; words::EVENTS.len()];
    let mut n = 0;
    while n < out.len() {
        out[n] = words::EVENTS[n].0;
        n += 1;
    }
    out
};

/// A label alone on its line (`改正`, `制定日`), whose dates follow.
pub(super) fn is_event_label(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let is_edge = |c: char| {
        matches!(
            c,
            '：' | ':' | '【' | '】' | '[' | ']' | '（' | '）' | '(' | ')'
        ) || fold::is_blank(c)
    };
    // Most lines are told by their first letter.
    if !text
        .chars()
        .find(|c| !is_edge(*c))
        .is_some_and(|c| LABEL_LETTERS.contains(c))
    {
        return false;
    }
    let bare = text.trim_matches(is_edge);
    bare.len() <= 24
        && bare.chars().count() <= 6
        && event_in(bare, true).is_some()
        && words::EVENTS.iter().any(|(w, _)| {
            let rest = bare.replace(w, "");
            rest.is_empty() || LABEL_COMPANY.contains(&rest.as_str())
        })
}

/// What stands beside the event in a label.
const LABEL_COMPANY: [&str; 7] = ["日", "最近", "最終", "最終日", "一部", "年月日", "最新"];

/// The letters of labels.
static LABEL_LETTERS: Letters = Letters::all(&EVENT_WORDS).and_all(&LABEL_COMPANY);

/// The event of a label line.
pub(super) fn event_of_label(text: &str) -> Option<Event> {
    event_in(text, true)
}

/// The letters that the labels of lists of revisions begin with.
static HISTORY_LETTERS: Letters = Letters::first(&words::HISTORIES);

/// True for the label of a list of revisions (`改定履歴`).
pub(super) fn is_history_label(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let letters = || {
        text.chars()
            .filter(|c| !fold::is_blank(*c) && !"【】[]（）()＜＞<>：:・■●◆".contains(*c))
    };
    // Most labels are told by their first letter.
    if !letters()
        .next()
        .is_some_and(|c| HISTORY_LETTERS.contains(c))
    {
        return false;
    }
    let key: String = letters().collect();
    words::HISTORIES.contains(&key.as_str())
}

/// True where the first thing of a line is a date.
pub(super) fn begins_with_date(text: &str) -> bool {
    date::find(text).first().is_some_and(|f| f.range.start == 0)
}

/// True for a line that says when the policy was made, changed or took effect, and nothing else.
pub(super) fn is_date_line(text: &str) -> bool {
    if text.len() > 360 || width::of(text) > 120 || !date::is_possible(text) {
        return false;
    }
    let found = date::find(text);
    if !found.iter().any(|f| f.day.is_ok()) {
        return false;
    }
    let mut rest = String::new();
    let mut at = 0;
    for f in &found {
        rest.push_str(&text[at..f.range.start]);
        at = f.range.end;
    }
    rest.push_str(&text[at..]);
    is_company(&rest)
}

/// True for a line that would say so, were its date a day: 改正　平17成年4月1日.
pub(super) fn is_broken_date_line(text: &str) -> bool {
    if text.len() > 120 || !date::is_possible(text) {
        return false;
    }
    let found = date::find(text);
    let rest = found.iter().rev().fold(text.to_owned(), |mut rest, f| {
        rest.replace_range(f.range.clone(), "");
        rest
    });
    // 平17成年 leaves its 4月1日.
    let rest = rest.replace('月', "");
    found.iter().any(|f| f.day.is_err()) && event_in(&rest, true).is_some() && is_company(&rest)
}

/// True for a line of a month and an event without a day: 2020年10月 作成.
pub(super) fn is_month_line(text: &str) -> bool {
    if text.len() > 120 {
        return false;
    }
    // 2020年10月1日 and 翌年の4月 are the most of what speaks of years.
    let Some((_, rest)) = text.split_once('年') else {
        return false;
    };
    let Some((month, rest)) = rest.split_once('月') else {
        return false;
    };
    let is_digit = |c: char| fold::half_width(c).is_ascii_digit();
    let counts = |c: char| is_digit(c) || numeral::is_kanji_numeral(c) || fold::is_blank(c);
    if !month.chars().all(counts) || fold::trim_start(rest).starts_with(is_digit) {
        return false;
    }
    let packed: String = text
        .chars()
        .map(fold::half_width)
        .filter(|c| !fold::is_blank(*c))
        .collect();
    let Some((year, rest)) = packed.split_once('年') else {
        return false;
    };
    let Some((month, rest)) = rest.split_once('月') else {
        return false;
    };
    let number = |t: &str| !t.is_empty() && (numeral::any(t).is_some() || t == "元");
    let lead = year.trim_end_matches(|c: char| {
        c.is_ascii_digit() || c == '元' || numeral::is_kanji_numeral(c)
    });
    let named = lead
        .trim_end_matches("令和")
        .trim_end_matches("平成")
        .trim_end_matches("昭和")
        .trim_end_matches("西暦");
    number(&year[lead.len()..])
        && number(month)
        && !rest.starts_with(|c: char| c.is_ascii_digit())
        && event_in(&format!("{named}{rest}"), true).is_some()
        && is_company(&format!("{named}{rest}"))
        && !is_date_line(text)
}

/// A date line cut into its dates: each with its event and its own words, which together are the line.
///
/// `label` is the event of a label line before it; a bare date takes it, or `fallback`.
pub(super) fn of_line(
    text: &str,
    line: usize,
    place: Place,
    label: Option<Event>,
    fallback: Event,
) -> Vec<PolicyDate> {
    let found: Vec<_> = date::find(text)
        .into_iter()
        .filter_map(|f| f.day.ok().map(|d| (f.range, d)))
        .collect();
    let mut out: Vec<PolicyDate> = Vec::new();
    // Words before the dates (制定 2019年…) or after them (2019年…制定) name the event: as the first date has it.
    let leading = found
        .first()
        .is_some_and(|(r, _)| event_in(&text[..r.start], true).is_some());
    let mut cut = 0;
    for (n, (range, day)) in found.iter().enumerate() {
        let next = found.get(n + 1).map_or(text.len(), |(r, _)| r.start);
        let before = &text[if n == 0 { 0 } else { found[n - 1].0.end }..range.start];
        let after = &text[range.end..next];
        let event = if leading {
            event_in(before, false).or_else(|| event_in(after, true))
        } else {
            event_in(after, true).or_else(|| event_in(before, false))
        };
        let end = if n + 1 == found.len() {
            text.len()
        } else if leading {
            // The next date's words begin where its event word does, or after a blank.
            range.end + split_before_label(after)
        } else {
            next
        };
        let words = fold::trim(&text[cut..end]);
        cut = end;
        out.push(PolicyDate {
            event: event.or(label).unwrap_or(fallback),
            date: *day,
            text: words.to_owned(),
            place,
            lines: Lines(line, line),
        });
    }
    out
}

/// Where, between two dates, the words of the second begin.
fn split_before_label(between: &str) -> usize {
    if let Some(at) = between
        .find(|c: char| fold::is_blank(c) || matches!(c, '、' | '／' | '/' | '，' | ',' | '・'))
    {
        let c = between[at..].chars().next().map_or(0, char::len_utf8);
        return at + c;
    }
    words::EVENTS
        .iter()
        .filter_map(|(w, _)| between.find(w))
        .min()
        .unwrap_or(between.len())
}

/// A diagnostic for each date of a line that is no day.
pub(super) fn doubts(line: &Line<'_>, out: &mut Vec<Diagnostic>) {
    let (text, signs, line) = (line.text.as_ref(), line.signs, line.number);
    if !date::may_be_possible(signs) {
        return;
    }
    if signs.any(Signs::YEAR) && is_month_line(text) {
        out.push(Diagnostic {
            line,
            severity: Severity::Note,
            code: "date-without-day",
            message: format!(
                "「{}」は日のない日付なので、版の日付に数えませんでした",
                fold::trim(text)
            ),
        });
    }
    if !date::is_possible(text) {
        return;
    }
    for f in date::find(text) {
        let words = &text[f.range.clone()];
        let (code, message) = match f.day {
            Ok(_) => continue,
            Err(Problem::Unfilled) => ("date-unfilled", format!("「{words}」は日付が未記入です")),
            Err(Problem::Impossible) => (
                "date-impossible",
                format!("「{words}」は実在しない日付です"),
            ),
        };
        out.push(Diagnostic {
            line,
            severity: Severity::Warning,
            code,
            message,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Vec<(Event, String, String)> {
        of_line(text, 1, Place::Foot, None, Event::Enacted)
            .into_iter()
            .map(|d| (d.event, d.date.to_string(), d.text))
            .collect()
    }

    #[test]
    fn date_lines() {
        for text in [
            "2021年09月06日最終改定",
            "制定　平成16年4月1日要項第26号",
            "【最終改訂日：2019年12月19日】",
            "改定 ２０２５年 2月 1日",
            "平成28年 6月22日",
            "2022年4月1日 制定 2023年4月1日 改定",
        ] {
            assert!(is_date_line(text), "{text}");
        }
        for text in [
            "2021年9月6日に本サービスを開始しました。",
            "当社は2021年4月1日に設立",
            "附則に定める",
            "受付期間：2021年4月1日から2021年4月30日",
        ] {
            assert!(!is_date_line(text), "{text}");
        }
    }

    #[test]
    fn several_dates_share_a_line_and_its_words() {
        assert_eq!(
            line("制定 2019年12月24日 改定 2022年11月15日"),
            [
                (
                    Event::Enacted,
                    "2019-12-24".into(),
                    "制定 2019年12月24日".into()
                ),
                (
                    Event::Amended,
                    "2022-11-15".into(),
                    "改定 2022年11月15日".into()
                )
            ]
        );
        assert_eq!(
            line("2022年4月1日制定、2023年4月1日改定")
                .iter()
                .map(|d| d.2.as_str())
                .collect::<Vec<_>>(),
            ["2022年4月1日制定、", "2023年4月1日改定"]
        );
    }

    #[test]
    fn supplements_name_the_day_of_effect() {
        let events = |text| {
            of_supplement(text, 1, &mut Vec::new())
                .into_iter()
                .map(|d| (d.event, d.date.to_string()))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            events("この規則を一部改訂し、2023年5月1日から施行する。"),
            [(Event::Effective, "2023-05-01".into())]
        );
        assert_eq!(
            events("令和6年3月31日までに入会した者については、なお従前の例による。"),
            []
        );
    }
}

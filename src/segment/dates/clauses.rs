//! The dates that clauses name for the policy itself: 附則, lists of revisions, a sentence of effect.
//!
//! In: a clause's text. Out: its dates with their events and words. Never: takes a day of the subject matter.

use jiff::civil::Date;

use super::super::{Diagnostic, Severity, words};
use super::{event_in, is_date_line};
use crate::document::{Event, Lines, Place, PolicyDate};
use crate::text::signs::Signs;
use crate::text::{date, fold, numeral};

/// The dates a clause of the 附則 names for the policy itself: each takes the event word that follows it
/// in its sentence, else the one before it. A note tells of each day on which only a part takes effect.
pub(in crate::segment) fn of_supplement(
    text: &str,
    line: usize,
    doubts: &mut Vec<Diagnostic>,
) -> Vec<PolicyDate> {
    // A date stands inside one sentence; where the text has none, its sentences have none.
    if !date::find(text).iter().any(|f| f.day.is_ok()) || !date::is_possible(text) {
        return Vec::new();
    }
    partial_doubts(text, line, doubts);
    let mut out = Vec::new();
    for range in crate::text::sentence::split(text) {
        let sentence = &text[range];
        let found: Vec<_> = date::find(sentence)
            .into_iter()
            .filter_map(|f| f.day.ok().map(|d| (f.range, d)))
            .collect();
        for (n, (range, day)) in found.iter().enumerate() {
            let next = found.get(n + 1).map_or(sentence.len(), |(r, _)| r.start);
            let before = &sentence[if n == 0 { 0 } else { found[n - 1].0.end }..range.start];
            let after = &sentence[range.end..next];
            // A day until which, or of which, something else holds is none of the policy's own.
            let tail = fold::trim(after);
            let Some(event) = event_in(after, true).or_else(|| event_in(before, false)) else {
                continue;
            };
            let own = BEHIND_OWN_DAY.iter().any(|w| tail.starts_with(w)) || is_date_line(sentence);
            if !own
                || tail.starts_with("から施行された")
                || is_partial(before)
                || is_of_another(before)
            {
                continue;
            }
            out.push(PolicyDate {
                event,
                date: *day,
                text: fold::trim(sentence).to_owned(),
                place: Place::Clause,
                lines: Lines(line, line),
            });
        }
    }
    out
}

/// True where a day stands in brackets behind another text's name: 従前の規則（平成20年4月1日施行）は、廃止する.
fn is_of_another(before: &str) -> bool {
    let name = fold::trim(before).strip_suffix(['（', '(']).map(fold::trim);
    name.is_some_and(|name| {
        words::TITLES.iter().any(|w| name.ends_with(w))
            && !["この", "本", "当"].iter().any(|w| name.starts_with(w))
    })
}

/// What stands behind a day on which something happened to the policy itself.
const BEHIND_OWN_DAY: [&str; 13] = [
    "から",
    "より",
    "に",
    "を",
    "付",
    "一部",
    "改",
    "制",
    "施",
    "適",
    "をもって",
    "以後",
    "以降",
];

/// The dates of a list or table of revisions: each takes the event word behind it, else the one before it.
pub(in crate::segment) fn of_history(text: &str, line: usize) -> Vec<PolicyDate> {
    let days: Vec<_> = date::find(text)
        .into_iter()
        .filter_map(|f| f.day.ok().map(|d| (f.range, d)))
        .collect();
    let mut out = Vec::new();
    for (n, (range, day)) in days.iter().enumerate() {
        let next = days.get(n + 1).map_or(text.len(), |(r, _)| r.start);
        let before = &text[if n == 0 { 0 } else { days[n - 1].0.end }..range.start];
        let event = event_in(&text[range.end..next], true).or_else(|| event_in(before, false));
        out.push(PolicyDate {
            event: event.unwrap_or(Event::Amended),
            date: *day,
            text: fold::trim(text).to_owned(),
            place: Place::Clause,
            lines: Lines(line, line),
        });
    }
    out
}

/// The day a 附則 bears in its heading: `（平成19年3月6日要項第27号）` is the day of that amendment.
pub(in crate::segment) fn of_supplement_heading(text: &str, line: usize) -> Option<PolicyDate> {
    let day: Date = date::find(text).into_iter().find_map(|f| f.day.ok())?;
    let event = event_in(text, true).unwrap_or(Event::Amended);
    Some(PolicyDate {
        event,
        date: day,
        text: text.to_owned(),
        place: Place::Clause,
        lines: Lines(line, line),
    })
}

/// A sentence by which the policy itself takes effect: 本規約は、2020年4月1日から施行します。
pub(in crate::segment) fn of_clause(text: &str, signs: Signs, line: usize) -> Vec<PolicyDate> {
    let names_effect = || text.contains("施行") || text.contains("適用");
    if !date::may_be_possible(signs) || !names_effect() || !date::is_possible(text) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for range in crate::text::sentence::split(text) {
        let sentence = &text[range];
        let subject = ["本", "この", "当"].iter().any(|w| sentence.starts_with(w))
            && sentence.find(['は', 'を']).is_some_and(|at| at <= 60);
        let mut from = 0;
        for f in date::find(sentence) {
            let before = &sentence[from..f.range.start];
            from = f.range.end;
            if is_partial(before) {
                continue;
            }
            let after = fold::trim(&sentence[f.range.end..]);
            let effect = after
                .strip_prefix("から")
                .or_else(|| after.strip_prefix("より"))
                .or_else(|| after.strip_prefix("に"));
            let effect = effect.is_some_and(|t| {
                t.starts_with("施行")
                    || t.starts_with("、施行")
                    || t.starts_with("適用")
                    || t.starts_with("効力")
            });
            if let (true, true, Ok(day)) = (subject, effect, f.day) {
                out.push(PolicyDate {
                    event: Event::Effective,
                    date: day,
                    text: fold::trim(sentence).to_owned(),
                    place: Place::Clause,
                    lines: Lines(line, line),
                });
            }
        }
    }
    out
}

/// True where the words before a date speak of some provisions only: 第3条の改正規定は, 別表の規定は.
///
/// The day on which a part takes effect is not the day of the version (施行期日 of a 附則, ただし書).
fn is_partial(before: &str) -> bool {
    if before.contains("改正規定") {
        return true;
    }
    let Some(at) = before.rfind(['は', 'に', 'を']) else {
        return false;
    };
    let subject = &before[..at];
    let part = subject.char_indices().any(|(i, c)| {
        c == '第' && {
            let tail = subject[i + c.len_utf8()..].trim_start_matches(|c: char| {
                numeral::is_kanji_numeral(c)
                    || fold::half_width(c).is_ascii_digit()
                    || fold::is_blank(c)
            });
            tail.starts_with(['条', '章', '節', '項', '編'])
        }
    }) || subject.contains("別表");
    part && (subject.ends_with("規定") || subject.trim_start().starts_with("ただし"))
}

/// A note for each date on which only a part takes effect.
fn partial_doubts(text: &str, line: usize, out: &mut Vec<Diagnostic>) {
    // [`is_partial`] wants one of them.
    if !text.contains("規定") && !text.contains("ただし") {
        return;
    }
    for range in crate::text::sentence::split(text) {
        let sentence = &text[range];
        let mut from = 0;
        for f in date::find(sentence) {
            let before = &sentence[from..f.range.start];
            from = f.range.end;
            let effect = event_in(&sentence[f.range.end..], true) == Some(Event::Effective);
            if f.day.is_ok() && effect && is_partial(before) {
                out.push(Diagnostic {
                    line,
                    severity: Severity::Note,
                    code: "date-partial",
                    message: format!(
                        "「{}」は一部の規定の施行日・適用日と読み、この版の日付に数えませんでした",
                        &sentence[f.range.clone()]
                    ),
                });
            }
        }
    }
}

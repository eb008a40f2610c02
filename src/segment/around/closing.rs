//! What closes a text: dates, signatures, 以上, and whom to ask.
//!
//! In: the lines of a text. Out: the roles of its last lines. Never: takes what a 附則 lists.

use super::super::marker::{self, Family, Fence};
use super::super::{body, dates, words};
use super::Role;
use crate::source::{Hint, Line};
use crate::text::{fold, width};

/// Marks the lines after the clauses: a run at the end of dates, signatures and 以上, with whom to ask after them; and what
/// the 後文 of a contract begins, at the end or before what is annexed.
pub(super) fn closing(lines: &[&Line<'_>], roles: &mut [Role]) {
    let is_annex = |line: &Line<'_>| {
        matches!(line.first, '別' | '様')
            && (marker::candidates(&line.text).iter())
                .any(|c| c.style.family == Family::Appendix && c.gap)
    };
    let annex = lines.iter().position(|l| is_annex(l));
    for end in annex.into_iter().chain([lines.len()]) {
        if let Some(from) = conclusion(&lines[..end]) {
            for role in roles[from..end].iter_mut().filter(|r| **r == Role::Body) {
                *role = Role::Closing;
            }
        }
    }
    last_lines(lines, roles);
}

/// Lines that the 後文 and the signatures below it take at the most.
const MOST_CONCLUSION: usize = 40;

/// Where the 後文 of a contract stands: 本契約の成立を証するため、本書２通を作成し…. Nothing but signatures follows it.
fn conclusion(lines: &[&Line<'_>]) -> Option<usize> {
    for (at, line) in lines.iter().enumerate().rev().take(MOST_CONCLUSION) {
        let numbered = marker::begins(&line.text);
        let concludes =
            words::CONCLUDES.iter().any(|w| line.text.contains(w)) && line.text.contains("作成");
        if concludes {
            return (!numbered && line.hint == Hint::None).then_some(at);
        }
        if numbered || !matches!(line.hint, Hint::None | Hint::Row { .. }) {
            return None;
        }
    }
    None
}

/// Marks the run at the end.
fn last_lines(lines: &[&Line<'_>], roles: &mut [Role]) {
    let mut from = lines.len();
    let mut contact = 0;
    let mut at = lines.len();
    while at > 0 && roles[at - 1] == Role::Body {
        let line = lines[at - 1];
        if matches!(line.hint, Hint::Heading(_) | Hint::Row { .. } | Hint::Quote) {
            break;
        }
        at -= 1;
        let representative = contact == 0
            && at > 0
            && is_representative(&line.text)
            && is_signature(unmarked(&lines[at - 1].text));
        if representative || is_closing(&line.text) && (contact == 0 || !is_signature(&line.text)) {
            from = at;
        } else if is_contact(line) && contact < MOST_CONTACT {
            // Counts only where a date or 以上 stands before it.
            contact += 1;
        } else {
            break;
        }
    }
    // What a 附則 lists is its text.
    let listed = |line: &Line<'_>| {
        matches!(line.hint, Hint::Heading(_)) && dates::is_history_label(&line.text)
            // 3. 施行日, and the day below it.
            || marker::candidates(&line.text)
                .iter()
                .any(|c| c.gap | (c.style.fence != Fence::Bare) && dates::is_event_label(&line.text[c.rest..]))
            || marker::candidates(&line.text)
                .iter()
                .any(|c| c.style.family == Family::Supplement)
    };
    if from > 0 && listed(lines[from - 1]) {
        while from < lines.len() && dates::is_date_line(unmarked(&lines[from].text)) {
            from += 1;
        }
    }
    // An event word alone (制定) belongs to the date on the line after it, never to a clause's text.
    if from == 0 || from == lines.len() {
        return;
    }
    for role in &mut roles[from..] {
        *role = Role::Closing;
    }
}

/// Lines of a contact address that may stand after the last date.
const MOST_CONTACT: usize = 12;

fn unmarked(text: &str) -> &str {
    body::bullet(text).map_or(text, |b| fold::trim(&text[b..]))
}

fn is_closing(text: &str) -> bool {
    let bare = unmarked(text);
    // 2. 2017年6月1日 改正 is a clause of a 附則.
    let numbered = || !dates::begins_with_date(bare) && marker::begins(bare);
    words::CLOSINGS.contains(&fold::trim(bare))
        || is_attestation(bare)
        || dates::is_history_label(bare)
        || (dates::is_date_line(bare)
            || dates::is_month_line(bare)
            || dates::is_broken_date_line(bare))
            && !numbered()
        || dates::is_event_label(bare)
        || is_signature(bare)
}

/// 以上、株式会社…を設立するため、この定款を作成する。
fn is_attestation(text: &str) -> bool {
    text.strip_prefix("以上")
        .is_some_and(|t| t.starts_with(['、', '，', '　', ' ']) && t.contains("ため"))
}

/// A short line without a number: a label, a name, a telephone number, an address.
fn is_contact(line: &Line<'_>) -> bool {
    width::of(&line.text) <= 90 && !marker::begins(unmarked(&line.text))
}

/// 代表取締役　山田太郎, as it stands below the company's name.
fn is_representative(text: &str) -> bool {
    width::of(text) <= 40
        && !text.contains(['。', '、', '：', ':'])
        && words::REPRESENTATIVES.iter().any(|w| text.starts_with(w))
}

/// A company's name alone, with its representative or not.
fn is_signature(text: &str) -> bool {
    width::of(text) <= 60
        && !text.contains(['。', '、', '：', ':'])
        && !marker::begins(text)
        && (words::FORMS_BEFORE.iter().any(|f| text.starts_with(f))
            || words::FORMS_AFTER[..6].iter().any(|f| text.ends_with(f)))
}

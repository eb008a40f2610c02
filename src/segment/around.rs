//! What stands around the clauses: title, 目次, notices of revision, dates and signatures at the end.
//!
//! In: the lines of a text without its furniture. Out: the role of each line. Never: looks inside a
//! clause.

use super::marker::{self, Family};
use super::wrap::Wrap;
use super::{Rule, dates, furniture, words};
use crate::source::{Hint, Line};
use crate::text::{fold, sentence, width};

/// What a line is to the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Part of the body: preamble or clauses.
    Body,
    /// The title.
    Title,
    /// The title once more, behind a notice.
    TitleAgain,
    /// A line of the 目次; true for its first.
    Toc(bool),
    /// A line of a notice; true for its heading.
    Notice(bool),
    /// A line after the clauses: dates, signatures, 以上.
    Closing,
}

impl Role {
    /// The rule behind the role; none for the body, whose lines have rules of their own.
    pub(super) fn rule(self) -> Option<Rule> {
        Some(match self {
            Self::Body => return None,
            Self::Title => Rule::Title,
            Self::TitleAgain => Rule::TitleAgain,
            Self::Toc(_) => Rule::Toc,
            Self::Notice(_) => Rule::Notice,
            Self::Closing => Rule::Closing,
        })
    }
}

/// The role of every line.
pub(super) fn roles(lines: &[&Line<'_>], wrap: Wrap) -> Vec<Role> {
    let mut roles = vec![Role::Body; lines.len()];
    let title = title(lines, wrap);
    if let Some(at) = title {
        roles[at] = Role::Title;
    }
    notices(lines, title, &mut roles);
    toc(lines, &mut roles);
    closing(lines, &mut roles);
    roles
}

/// Index of the title line.
fn title(lines: &[&Line<'_>], wrap: Wrap) -> Option<usize> {
    let head = &lines[..lines.len().min(12)];
    if let Some(at) = head
        .iter()
        .position(|l| l.hint == Hint::Heading(1) && marker::candidates(&l.text).is_empty())
    {
        return Some(at);
    }
    let mut best = None;
    for (at, line) in head.iter().enumerate() {
        let text = line.text.as_ref();
        if text.starts_with(['（', '(', '【', '[', '<', '＜', '※'])
            && text.ends_with(['）', ')', '】', ']', '>', '＞'])
            && !ends_as_title(text)
        {
            break;
        }
        let numbered = marker::candidates(text)
            .iter()
            .any(|c| marker::is_first(c.style, c.value) && c.gap);
        if numbered || is_bullet(text) || sentence::is_finished(text) || is_toc_heading(text) {
            break;
        }
        if dates::is_date_line(text) || dates::is_event_label(text) {
            continue;
        }
        let torn = lines
            .get(at + 1)
            .is_some_and(|next| wrap.goes_on(line, next, text) != super::wrap::Goes::No);
        if wrap.is_full(line) || torn || width::of(text) > 90 || text.contains(['。', '、']) {
            break;
        }
        if is_notice_heading(text) && best.is_some() {
            break;
        }
        if ends_as_title(text) {
            return Some(at);
        }
        best = best.or(Some(at));
        if at >= 4 {
            break;
        }
    }
    best
}

/// True for a line that ends in a word of [`words::TITLES`], a bracketed remark aside.
fn ends_as_title(text: &str) -> bool {
    let text = fold::trim(text);
    let mut bare = text;
    while bare.ends_with(['）', ')', '」', '』']) {
        let open = if bare.ends_with(['）', ')']) {
            bare.rfind(['（', '('])
        } else {
            None
        };
        let cut =
            open.unwrap_or_else(|| bare.len() - bare.chars().next_back().map_or(0, char::len_utf8));
        if cut == 0 {
            break;
        }
        bare = fold::trim(&bare[..cut]);
    }
    words::TITLES.iter().any(|w| bare.ends_with(w))
}

fn is_bullet(text: &str) -> bool {
    super::body::bullet(text).is_some()
}

/// `「…」に関する改訂のお知らせ`, `プライバシーポリシー改定のお知らせ`.
fn is_notice_heading(text: &str) -> bool {
    let text = text.trim_matches(|c| "【】[]■●◆＜＞<>*".contains(c) || fold::is_blank(c));
    width::of(text) <= 100
        && !text.contains('。')
        && words::NOTICE_ENDS.iter().any(|e| text.ends_with(e))
        && words::NOTICE_SUBJECTS.iter().any(|s| text.contains(s))
}

/// A cheap test before two keys are compared: width and blanks change a text's length only so much.
fn may_be(text: &str, key: &str) -> bool {
    text.len() <= key.len() * 6 + 60 && key.len() <= text.len() * 3
}

/// Marks a notice at the head: from its heading to the title's return or the first clause.
fn notices(lines: &[&Line<'_>], title: Option<usize>, roles: &mut [Role]) {
    let Some(start) = (0..lines.len().min(12))
        .find(|i| is_notice_heading(&lines[*i].text) && Some(*i) != title)
        .or_else(|| title.filter(|t| is_notice_heading(&lines[*t].text)))
    else {
        return;
    };
    let key = title
        .filter(|t| *t < start)
        .map(|t| fold::key(&lines[t].text));
    let again = (start + 1..lines.len()).find(|i| match &key {
        Some(key) => may_be(&lines[*i].text, key) && fold::key(&lines[*i].text) == *key,
        // The notice came first: the title it names comes after it.
        None => {
            lines[*i].hint == Hint::Heading(1)
                || (ends_as_title(&lines[*i].text)
                    && !is_notice_heading(&lines[*i].text)
                    && width::of(&lines[*i].text) <= 60
                    && marker::candidates(&lines[*i].text).is_empty()
                    && !is_bullet(&lines[*i].text))
        }
    });
    // Without the title's return a notice ends where the clauses begin.
    let end = again.or_else(|| {
        let mut last = rustc_hash::FxHashMap::default();
        for (at, line) in lines.iter().enumerate() {
            last.insert(line.text.as_ref(), at);
        }
        (start + 2..lines.len())
            .find(|i| last.get(lines[*i].text.as_ref()) == Some(i) && begins_clauses(lines[*i]))
    });
    let Some(end) = end else { return };
    for role in &mut roles[start..end] {
        *role = Role::Notice(false);
    }
    roles[start] = Role::Notice(true);
    if let Some(again) = again {
        if key.is_some() {
            roles[again] = Role::TitleAgain;
        } else {
            roles[again] = Role::Title;
            if let Some(t) = title.filter(|t| *t != again && *t != start) {
                roles[t] = Role::Body;
            }
        }
    }
}

/// True for a line with the first number of a level of sections.
fn begins_clauses(line: &Line<'_>) -> bool {
    marker::candidates(&line.text).iter().any(|c| {
        marker::is_first(c.style, c.value)
            && matches!(
                c.style.family,
                Family::Article | Family::Chapter | Family::Arabic
            )
    })
}

fn is_toc_heading(text: &str) -> bool {
    if text.len() > 60 || !text.contains(['目', 'も', 'C', 'c', 'Ｃ']) {
        return false;
    }
    let key: String = fold::key(text)
        .chars()
        .filter(|c| !"[]【】<>＜＞■●◆・".contains(*c))
        .collect();
    words::TOC.iter().any(|w| fold::key(w) == key)
}

/// A 目次 on one line: 目次　第1章 総則（第1条～第3条）　附則
fn is_toc_line(text: &str) -> bool {
    text.strip_prefix("目次").is_some_and(|rest| {
        rest.starts_with(fold::is_blank)
            && marker::candidates(fold::trim(rest))
                .iter()
                .any(|c| c.style.rank().is_some())
    })
}

/// Marks the 目次: its heading and the lines that come back as headings, or a numbered run that comes
/// back without any heading.
fn toc(lines: &[&Line<'_>], roles: &mut [Role]) {
    let body: Vec<usize> = (0..lines.len())
        .filter(|i| roles[*i] == Role::Body)
        .collect();
    if let Some(at) = body.iter().find(|i| is_toc_line(&lines[**i].text)) {
        roles[*at] = Role::Toc(true);
        return;
    }
    let start = body.iter().position(|i| is_toc_heading(&lines[*i].text));
    let (from, end) = match start {
        Some(from) => (from, headed_toc_end(lines, &body, from)),
        None => match bare_toc(lines, &body) {
            Some(found) => found,
            None => return,
        },
    };
    for (n, i) in body[from..end].iter().enumerate() {
        roles[*i] = Role::Toc(n == 0);
    }
}

/// The words of an entry: without mark, number, page number and range.
fn entry_key(text: &str) -> String {
    let text = furniture::link_text(text);
    let text = super::body::bullet(text).map_or(text, |b| fold::trim(&text[b..]));
    let text = furniture::link_text(text);
    let rest = marker::candidates(text)
        .iter()
        .next()
        .map_or(text, |c| &text[c.rest..]);
    let rest = rest.trim_end_matches(|c: char| {
        fold::half_width(c).is_ascii_digit() || fold::is_blank(c) || "…・.．‥ー-".contains(c)
    });
    let rest = rest
        .rsplit_once(['（', '('])
        .filter(|(_, range)| range.starts_with('第') || range.contains('条'))
        .map_or(rest, |(t, _)| t);
    fold::key(crate::document::heading_of(rest))
}

/// A line with its number and words, the number kept.
fn whole_key(text: &str) -> String {
    let text = super::body::bullet(text).map_or(text, |b| fold::trim(&text[b..]));
    fold::key(furniture::link_text(text))
}

fn headed_toc_end(lines: &[&Line<'_>], body: &[usize], from: usize) -> usize {
    let Some(first) = body.get(from + 1) else {
        return from + 1;
    };
    let first_hint = lines[*first].hint;
    let first_key = entry_key(&lines[*first].text);
    let first_whole = whole_key(&lines[*first].text);
    let mut seen = rustc_hash::FxHashSet::default();
    for (n, i) in body.iter().enumerate().skip(from + 1) {
        let line = lines[*i];
        let text = line.text.as_ref();
        let returns = n > from + 1
            && (whole_key(text) == first_whole
                || (entry_key(text) == first_key && !first_key.is_empty() && !is_bullet(text)));
        // A heading of the format or a finished sentence is no entry; nor is any entry met twice.
        let heading =
            matches!(line.hint, Hint::Heading(_)) && !matches!(first_hint, Hint::Heading(_));
        let leaves_list = matches!(first_hint, Hint::Item(_)) && line.hint == Hint::None;
        if returns
            || heading
            || leaves_list
            || sentence::is_finished(text)
            || width::of(text) > 100
            || (n > from + 1 && !seen.insert(whole_key(text)))
        {
            return n;
        }
        if n == from + 1 {
            seen.insert(first_whole.clone());
        }
    }
    body.len()
}

/// A run of numbered lines without text that all come back later in the same order.
fn bare_toc(lines: &[&Line<'_>], body: &[usize]) -> Option<(usize, usize)> {
    let numbered = |n: usize| {
        let text = lines[body[n]].text.as_ref();
        width::of(text) <= 80
            && !sentence::is_finished(text)
            && marker::candidates(text)
                .iter()
                .next()
                .is_some_and(|c| c.rest < text.len())
    };
    let from = (0..body.len().min(30)).find(|n| numbered(*n))?;
    // Where clauses have begun, short items that come back are no 目次.
    if body[..from].iter().any(|i| marker::begins(&lines[*i].text)) {
        return None;
    }
    let end = (from..body.len())
        .find(|n| !numbered(*n))
        .unwrap_or(body.len());
    // The run may hold the first heading's return, where the two touch.
    let first = whole_key(&lines[body[from]].text);
    let returns = (from + 1..body.len()).find(|n| {
        let text = &lines[body[*n]].text;
        may_be(text, &first) && whole_key(text) == first
    })?;
    let end = end.min(returns);
    if end - from < 3 {
        return None;
    }
    let longest = body[from..end]
        .iter()
        .map(|i| lines[*i].text.len())
        .max()
        .unwrap_or(0);
    let later: rustc_hash::FxHashSet<String> = body[end..]
        .iter()
        .filter(|i| lines[**i].text.len() <= longest * 6 + 60)
        .map(|i| whole_key(&lines[*i].text))
        .collect();
    let back = body[from..end]
        .iter()
        .filter(|i| later.contains(&whole_key(&lines[**i].text)))
        .count();
    (back * 10 >= (end - from) * 9).then_some((from, end))
}

/// Marks the lines after the clauses: a run at the end of dates, signatures and 以上, with whom to ask after them.
fn closing(lines: &[&Line<'_>], roles: &mut [Role]) {
    let mut from = lines.len();
    let mut contact = 0;
    let mut at = lines.len();
    while at > 0 && roles[at - 1] == Role::Body {
        let line = lines[at - 1];
        if matches!(line.hint, Hint::Heading(_) | Hint::Row { .. } | Hint::Quote) {
            break;
        }
        at -= 1;
        if is_closing(&line.text) && (contact == 0 || !is_signature(&line.text)) {
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
    super::body::bullet(text).map_or(text, |b| fold::trim(&text[b..]))
}

fn is_closing(text: &str) -> bool {
    let bare = unmarked(text);
    // 2. 2017年6月1日 改正 is a clause of a 附則.
    let numbered = || !dates::begins_with_date(bare) && !marker::candidates(bare).is_empty();
    words::CLOSINGS.contains(&fold::trim(bare))
        || is_attestation(bare)
        || dates::is_history_label(bare)
        || dates::is_date_line(bare) && !numbered()
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
    width::of(&line.text) <= 90 && marker::candidates(unmarked(&line.text)).is_empty()
}

/// A company's name alone, with its representative or not.
fn is_signature(text: &str) -> bool {
    width::of(text) <= 60
        && !text.contains(['。', '、', '：', ':'])
        && marker::candidates(text).is_empty()
        && (words::FORMS_BEFORE.iter().any(|f| text.starts_with(f))
            || words::FORMS_AFTER[..6].iter().any(|f| text.ends_with(f)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Format, lines};

    fn of(text: &str) -> Vec<Role> {
        let l = lines(text, Format::Plain);
        let refs: Vec<_> = l.lines.iter().collect();
        roles(&refs, Wrap::of(&l.lines))
    }

    #[test]
    fn a_toc_ends_where_its_first_entry_returns() {
        let text = "個人情報保護方針\n目次\n1. 取得\n2. 利用\n1. 取得\n当社は取得します。\n2. 利用\n当社は利用します。\n";
        assert_eq!(
            of(text)[..5],
            [
                Role::Title,
                Role::Toc(true),
                Role::Toc(false),
                Role::Toc(false),
                Role::Body
            ]
        );
        let text = "方針\n目次\n- 取得\n- 利用\n\n1. 取得\n当社は取得します。\n";
        assert_eq!(
            of(text)[1..5],
            [
                Role::Toc(true),
                Role::Toc(false),
                Role::Toc(false),
                Role::Body
            ]
        );
    }

    #[test]
    fn a_notice_ends_where_the_title_returns() {
        let text = "個人情報保護方針\n個人情報保護方針改定のお知らせ\n【改定箇所】\n1. 取得\n個人情報保護方針\n当社は次のとおり定めます。\n1. 取得\n";
        let roles = of(text);
        assert_eq!(
            roles[..6],
            [
                Role::Title,
                Role::Notice(true),
                Role::Notice(false),
                Role::Notice(false),
                Role::TitleAgain,
                Role::Body
            ]
        );
    }

    #[test]
    fn dates_and_signatures_close_a_text() {
        let roles =
            of("方針\n1. 取得\n当社は取得します。\n以上\n制定 2019年4月1日\nみどり株式会社\n");
        assert_eq!(
            roles[2..],
            [Role::Body, Role::Closing, Role::Closing, Role::Closing]
        );
    }
}

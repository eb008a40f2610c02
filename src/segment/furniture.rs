//! Page furniture: comments, page numbers, headers and footers, navigation, link addresses.
//!
//! In: the lines of a source. Out: the lines of the text; the others with their reasons. Never:
//! drops a line without saying so, or a line that a sentence needs.

use rustc_hash::FxHashMap;

use super::{Dropped, marker, words};
use crate::source::{Hint, Line};
use crate::text::letters::Letters;
use crate::text::{fold, sentence};

/// Parts furniture from text. `wrapped`: the source has the lines of printed pages.
pub(super) fn part<'s, 'a>(
    lines: &'s [Line<'a>],
    wrapped: bool,
    dropped: &mut Vec<Dropped>,
) -> Vec<&'s Line<'a>> {
    let numbers: Vec<bool> = lines.iter().map(|l| is_page_number(l, wrapped)).collect();
    let running = if numbers.contains(&true) {
        running_lines(lines, &numbers)
    } else {
        FxHashMap::default()
    };
    let menu = menu(lines);
    let trail = trail(lines);
    let mut out = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let reason = if line.hint == Hint::Comment {
            Some("comment")
        } else if numbers[index] {
            Some("page-number")
        } else if running.get(line.text.as_ref()).is_some_and(|n| *n >= 2)
            && beside(&numbers, index)
        {
            Some("repeated-line")
        } else if index < menu
            || trail.contains(&index)
            || may_navigate(line.first) && is_navigation(&line.text)
        {
            Some("navigation")
        } else if wrapped && is_address(&line.text) {
            Some("link-address")
        } else if index == 0 && is_origin(&line.text) {
            Some("origin")
        } else {
            None
        };
        match reason {
            Some(reason) => dropped.push(Dropped {
                line: line.number,
                text: line.text.to_string(),
                reason,
            }),
            None => out.push(line),
        }
    }
    out
}

/// How many lines at the head are a page's menu: links alone, two at least, none of a 目次.
fn menu(lines: &[Line<'_>]) -> usize {
    let links = lines
        .iter()
        .take_while(|l| {
            let text = link_text(&l.text);
            text.len() < l.text.len() && !marker::begins(text)
        })
        .count();
    if (2..=12).contains(&links) { links } else { 0 }
}

/// Lines at the head among which the way to the page is looked for.
const HEAD: usize = 12;

/// The lines at the head that tell the way to the page: `HOME > 会社情報 > 方針`, or a list that begins with the home page.
fn trail(lines: &[Line<'_>]) -> std::ops::Range<usize> {
    let home = |text: &str| words::HOMES.contains(&fold::trim(link_text(fold::trim(text))));
    let unmarked = |l: &Line<'_>| {
        let text = l.text.trim_start_matches(|c: char| {
            c.is_ascii_digit()
                || c == '.'
                || words::BULLETS.contains(c)
                || words::BULLETS_BEFORE_BLANK.contains(c)
        });
        (text.len() < l.text.len()).then(|| fold::trim(text).to_owned())
    };
    for (at, line) in lines.iter().enumerate().take(HEAD) {
        let mut parts = line.text.split(['>', '＞', '›', '»', '≫']);
        if parts.next().is_some_and(home) && parts.next().is_some() {
            return at..at + 1;
        }
        if unmarked(line).is_some_and(|t| home(&t)) {
            let more = lines[at + 1..]
                .iter()
                .take_while(|l| {
                    !l.after_blank && unmarked(l).is_some() && !sentence::is_finished(&l.text)
                })
                .count();
            return if (1..HEAD).contains(&more) {
                at..at + 1 + more
            } else {
                0..0
            };
        }
    }
    0..0
}

/// `- 2 -`, `2 / 3`, `P.2`, `2ページ`; a lone number only in printed pages.
fn is_page_number(line: &Line<'_>, wrapped: bool) -> bool {
    if line.text.len() > 40 || matches!(line.hint, Hint::Heading(_) | Hint::Row { .. }) {
        return false;
    }
    let may = |c: char| {
        let c = fold::half_width(c);
        c.is_ascii_digit() || matches!(c, '-' | '‐' | '–' | '—' | '―' | '−' | '~' | 'P' | 'p')
    };
    let stands =
        |c: char| may(c) || "age.ページ頁/~－".contains(fold::half_width(c)) || fold::is_blank(c);
    if !may(line.first) || !line.text.chars().all(stands) {
        return false;
    }
    let text: String = line
        .text
        .chars()
        .map(fold::half_width)
        .filter(|c| !fold::is_blank(*c))
        .collect();
    let bare = text
        .trim_start_matches("Page")
        .trim_start_matches("page")
        .trim_start_matches("P.")
        .trim_start_matches("p.")
        .trim_end_matches("ページ")
        .trim_end_matches('頁');
    let dashed = bare
        .strip_prefix(['-', '‐', '–', '—', '―', '−', '~', '－'])
        .and_then(|t| t.strip_suffix(['-', '‐', '–', '—', '―', '−', '~', '－']));
    let digits = |t: &str| !t.is_empty() && t.len() <= 3 && t.bytes().all(|b| b.is_ascii_digit());
    if let Some(inner) = dashed {
        return digits(inner);
    }
    if let Some((a, b)) = bare.split_once('/') {
        return digits(a) && digits(b) && a.parse::<u32>().ok() <= b.parse::<u32>().ok();
    }
    digits(bare) && (bare.len() < text.len() || wrapped)
}

/// How often each line stands beside a page number.
fn running_lines<'a>(lines: &'a [Line<'_>], numbers: &[bool]) -> FxHashMap<&'a str, usize> {
    let mut out = FxHashMap::default();
    for (index, line) in lines.iter().enumerate() {
        // A sentence that ends on many a page, or a clause, is no running head.
        if !numbers[index]
            && beside(numbers, index)
            && !sentence::is_finished(&line.text)
            && !marker::begins(&line.text)
        {
            *out.entry(line.text.as_ref()).or_insert(0) += 1;
        }
    }
    out
}

fn beside(numbers: &[bool], index: usize) -> bool {
    numbers.get(index + 1) == Some(&true) || (index > 0 && numbers[index - 1])
}

/// The letters that navigation and a notice of copyright begin with.
static NAVIGATION_LETTERS: Letters = Letters::first(&words::NAVIGATION).and_first(&COPYRIGHT);

/// True for a mark that points somewhere, or encloses a link.
fn is_pointer(c: char) -> bool {
    matches!(c, '[' | ']' | '▲' | '△' | '↑' | '^' | '<' | '>')
}

/// False for the first letter of most lines, none of which is navigation.
fn may_navigate(first: char) -> bool {
    let first = fold::half_width(first);
    is_pointer(first) || fold::is_blank(first) || NAVIGATION_LETTERS.contains(first)
}

fn is_navigation(text: &str) -> bool {
    if text.len() > 80 {
        return false;
    }
    let bare = link_text(text);
    if bare.starts_with(['［', '］', '＜', '＞', '＾', '\u{3000}']) {
        return false;
    }
    let letters = || {
        bare.chars()
            .map(fold::half_width)
            .filter(|c| !fold::is_blank(*c) && !is_pointer(*c))
    };
    // Most lines are told by their first letter.
    let first = letters().next();
    let Some(first) = first.filter(|c| NAVIGATION_LETTERS.contains(*c)) else {
        return false;
    };
    let begins = |word: &str| {
        let mut letters = letters();
        word.chars().all(|c| letters.next() == Some(c))
    };
    let is = |word: &str| word.starts_with(first) && letters().eq(word.chars());
    COPYRIGHT.iter().any(|w| begins(w)) || words::NAVIGATION.iter().any(|w| is(w))
}

/// What a notice of copyright begins with.
const COPYRIGHT: [&str; 3] = ["Copyright", "©", "(C)"];

/// `[text](address)` → text; anything else as it is.
pub(super) fn link_text(text: &str) -> &str {
    text.strip_prefix('[')
        .and_then(|t| t.split_once("]("))
        .filter(|(_, rest)| rest.ends_with(')'))
        .map_or(text, |(t, _)| t)
}

fn is_address(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("mailto:"))
        && text.is_ascii()
        && !text.contains(' ')
}

/// `# source: https://…`: where a text was taken from, noted on its first line by whoever took it.
fn is_origin(text: &str) -> bool {
    let text = text.trim_start_matches(['#', ' ']);
    text.split_once(':').is_some_and(|(label, rest)| {
        label.len() <= 12
            && label.bytes().all(|b| b.is_ascii_alphabetic())
            && label != "http"
            && label != "https"
            && is_address(rest.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str, wrapped: bool) -> (Vec<String>, Vec<&'static str>) {
        let lines = crate::source::lines(text, crate::source::Format::Plain);
        let mut dropped = Vec::new();
        let kept = part(&lines.lines, wrapped, &mut dropped)
            .iter()
            .map(|l| l.text.to_string())
            .collect();
        (kept, dropped.iter().map(|d| d.reason).collect())
    }

    #[test]
    fn running_heads_and_numbers_go_with_a_reason() {
        let text = "一頁目\nみどり株式会社\n- 1 -\n二頁目\nみどり株式会社\n- 2 -\n";
        assert_eq!(
            kept(text, true),
            (
                vec!["一頁目".into(), "二頁目".into()],
                vec![
                    "repeated-line",
                    "page-number",
                    "repeated-line",
                    "page-number"
                ]
            )
        );
    }

    #[test]
    fn sentences_keep_their_addresses() {
        assert_eq!(
            kept("https://example.jp/privacy", false).1,
            Vec::<&str>::new()
        );
        assert_eq!(kept("https://example.jp/privacy", true).1, ["link-address"]);
        assert_eq!(kept("[TOPへ戻る](#)", false).1, ["navigation"]);
        assert_eq!(kept("(2)\n2\n", false).1, Vec::<&str>::new());
    }
}

//! Headings of web pages that bear no number: `■取得する情報`, or a short line between blank lines.
//!
//! In: the body lines. Out: for each line the mark of the heading it is, `#` for a line without one. Never: takes an
//! item of a list for a heading, or guesses where a text has numbers of its own.

use super::super::marker::{self, Family, Fence};
use super::super::{body, words};
use super::reference::is_bracketed;
use crate::source::{Hint, Line};
use crate::text::letters::Letters;
use crate::text::{fold, sentence};

/// Columns a heading has at the most.
const WIDEST: usize = 72;

/// The marks of headings.
static HEADING_LETTERS: Letters = Letters::all(&[words::HEADING_MARKS]);
/// What labels of a part of a section begin with.
const LABELS: [char; 3] = ['【', '＜', '<'];

/// The headings among the lines.
pub(super) fn find(lines: &[&Line<'_>]) -> Vec<Option<char>> {
    let mut out = vec![None; lines.len()];
    let mut by_mark: Vec<(char, Vec<usize>)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let first = line.first;
        if !HEADING_LETTERS.contains(first) {
            continue;
        }
        match by_mark.iter_mut().find(|m| m.0 == first) {
            Some(entry) => entry.1.push(index),
            None => by_mark.push((first, vec![index])),
        }
    }
    for (mark, found) in by_mark {
        if found.len() >= 2 && found.iter().all(|i| is_marked_heading(lines, *i, mark)) {
            for index in found {
                out[index] = Some(mark);
            }
        }
    }
    if out.iter().all(Option::is_none) && !lines.iter().any(|l| numbers_sections(l)) {
        bare(lines, &mut out);
        if out.iter().all(Option::is_none) {
            blocks(lines, &mut out);
        }
    }
    out
}

/// True for a phrase behind a mark with text of its own after it; no list, no number.
fn is_marked_heading(lines: &[&Line<'_>], index: usize, mark: char) -> bool {
    let line = lines[index];
    let rest = fold::trim(line.text.strip_prefix(mark).unwrap_or_default());
    // ○○ stands for a name; ■ 1. is a number behind a mark.
    !rest.starts_with(mark)
        && !marker::begins(rest)
        && matches!(line.hint, Hint::None)
        && line.columns() - line.indent() <= WIDEST
        && body::is_heading_like(rest)
        && !rest.ends_with(['。', '、', '；'])
        && lines
            .get(index + 1)
            .is_some_and(|next| !next.text.starts_with(mark) && !matches!(next.hint, Hint::Item(_)))
}

/// True for a line that begins with a number by which sections are counted.
fn numbers_sections(line: &Line<'_>) -> bool {
    matches!(line.hint, Hint::Heading(_))
        || marker::candidates(&line.text).iter().any(|c| {
            c.gap
                && !matches!(
                    c.style.family,
                    Family::Circled | Family::Aiueo | Family::Iroha
                )
                || c.style.rank().is_some_and(|r| r <= 6)
                || c.style.fence == Fence::Dot
        })
}

/// Short lines between blank lines, each before a paragraph, a list or a heading of its own: headings where there are at
/// least three. A list needs no blank line before the heading that follows it.
fn bare(lines: &[&Line<'_>], out: &mut [Option<char>]) {
    let item = |i: usize| body::bullet(&lines[i].text).is_some();
    let short = |index: usize| {
        let line = lines[index];
        let apart = line.after_blank || index > 0 && item(index - 1);
        let below = lines
            .get(index + 1)
            .is_some_and(|next| next.after_blank || item(index + 1));
        line.hint == Hint::None
            && apart
            && below
            && line.columns() - line.indent() <= 54
            && body::is_heading_like(&line.text)
            && !item(index)
            && !is_bracketed(&line.text, &['（', '(', '「'])
            && line.text.chars().all(|c| !"、，。：:；".contains(c))
    };
    let texted = |index: usize| {
        lines
            .get(index + 1)
            .is_some_and(|next| sentence::is_finished(&next.text) || item(index + 1))
    };
    let heading = |index: usize| {
        let over = || index + 2 < lines.len() && short(index + 1) && texted(index + 1);
        short(index) && (texted(index) || over())
    };
    let found: Vec<usize> = (0..lines.len()).filter(|i| heading(*i)).collect();
    let paragraphs = lines
        .iter()
        .filter(|l| l.after_blank && sentence::is_finished(&l.text))
        .count();
    // Where every other paragraph has one, and none is left over, the lines are headings.
    if found.len() >= 3 && found.len() * 4 >= paragraphs {
        for index in found {
            out[index] = Some('#');
        }
    }
}

/// A heading and its text in each block between blank lines, as in 特定商取引法に基づく表記: all blocks, four at least.
fn blocks(lines: &[&Line<'_>], out: &mut [Option<char>]) {
    let starts: Vec<usize> = (0..lines.len()).filter(|i| lines[*i].after_blank).collect();
    let heads = |n: usize| {
        let first = starts[n];
        let end = starts.get(n + 1).copied().unwrap_or(lines.len());
        let line = lines[first];
        end - first >= 2
            && line.hint == Hint::None
            && line.columns() - line.indent() <= 44
            && body::is_heading_like(&line.text)
            && body::bullet(&line.text).is_none()
            && !body::is_note(&line.text)
            && !line.text.starts_with(LABELS)
            && line.text.chars().all(|c| !"、，。：:；".contains(c))
    };
    let found: Vec<usize> = (0..starts.len()).filter(|n| heads(*n)).collect();
    // Text before the first is what the text begins with; a block left over after it would make them doubtful, but for a
    // list or a label below its heading.
    let Some(first) = found.first() else { return };
    let below = |n: &usize| {
        let text = &lines[starts[*n]].text;
        body::bullet(text).is_some() || body::is_note(text) || text.starts_with(LABELS)
    };
    let left = (*first..starts.len())
        .filter(|n| !heads(*n) && !below(n))
        .count();
    if found.len() >= 3 && left * 8 <= found.len() {
        for n in found {
            out[starts[n]] = Some('#');
        }
    }
}

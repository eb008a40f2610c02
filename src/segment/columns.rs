//! Pages set in two columns, which a PDF's text gives line by line across both.
//!
//! In: the lines of a source. Out: the same lines, those of such a page kept each as it stands, and a warning. Never:
//! guesses which column a text goes on in.

use std::borrow::Cow;

use super::{Diagnostic, Severity};
use crate::source::{Hint, Line};
use crate::text::signs::Signs;
use crate::text::{fold, sentence, width};

/// Columns of blanks between the columns of a page.
const GAP: usize = 3;
/// Columns that a column of a page has at the least.
const NARROWEST: usize = 20;
/// Lines that show a page of two columns.
const ENOUGH: usize = 5;

/// The lines with those of two-column pages kept as they stand.
pub(super) fn keep<'s, 'a>(
    lines: &'s [Line<'a>],
    out: &mut Vec<Diagnostic>,
) -> Cow<'s, [Line<'a>]> {
    let mut kept: Option<Vec<Line<'a>>> = None;
    let mut at = 0;
    while at < lines.len() {
        let Some(column) = parted(&lines[at]).map(|p| p.0) else {
            at += 1;
            continue;
        };
        // Lines whose second column begins where the first one's does; a short line may stand between two.
        let (mut end, mut parts, mut torn, mut said) = (at, 0, 0, 0);
        for (n, line) in lines[at..].iter().enumerate() {
            match parted(line).filter(|p| p.0.abs_diff(column) <= 2) {
                Some((_, open)) => {
                    end = at + n + 1;
                    parts += 1;
                    torn += usize::from(open);
                    said += usize::from(line.text.contains(['、', '。']));
                }
                None if at + n >= end + 2 => break,
                None => {}
            }
        }
        // A table's cells are phrases; the columns of a page break their sentences.
        if parts >= ENOUGH && torn * 2 >= parts && said * 2 >= parts {
            let all = kept.get_or_insert_with(|| lines.to_vec());
            for line in &mut all[at..end] {
                line.hint = Hint::Code;
            }
            out.push(Diagnostic {
                line: lines[at].number,
                severity: Severity::Warning,
                code: "two-columns",
                message: format!(
                    "二段組の{}行が横につながっています。条項に分けず、行のまま残しました",
                    end - at
                ),
            });
        }
        at = end.max(at + 1);
    }
    kept.map_or(Cow::Borrowed(lines), Cow::Owned)
}

/// Where the second column of a line begins, and whether the first stops in mid-sentence; none where the line has not
/// two wide parts.
fn parted(line: &Line<'_>) -> Option<(usize, bool)> {
    let text = line.text.as_ref();
    if line.hint != Hint::None
        || line.columns() - line.indent() < NARROWEST * 2 + GAP
        || !line.signs.any(Signs::GAP)
    {
        return None;
    }
    let (mut column, mut blanks, mut end, mut found) = (line.indent(), 0, 0, None);
    for (at, c) in text.char_indices() {
        let columns = width::of_char(c);
        if fold::is_blank(c) {
            blanks += columns.max(1);
        } else {
            if blanks >= GAP && column - line.indent() >= NARROWEST {
                if found.is_some() {
                    return None;
                }
                found = Some((column, end, at));
            }
            blanks = 0;
            end = at + c.len_utf8();
        }
        column += columns;
    }
    let (column, end, start) = found?;
    let left = &text[..end];
    (width::of(&text[start..]) >= NARROWEST && width::of(left) >= NARROWEST)
        .then(|| (column, !sentence::is_finished(left)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_page_are_kept_line_by_line() {
        let text = "第１条　この規約は、会館の利用に        ３　利用者は、利用の終わった後、\nついて必要な事項を定める。              速やかに会館を元の状態に戻し、\n第２条　会館を利用しようとする          係員の点検を受けなければならな\n者は、あらかじめ会館の承認を受          い。ただし、係員が認めたときは\nけなければならない。承認を受け          この限りでない。利用者が点検を\nた事項を変えるときも同じとする          受けないときは、会館が費用を定\n";
        let lines = crate::source::lines(text, crate::source::Format::Plain);
        let mut out = Vec::new();
        let kept = keep(&lines.lines, &mut out);
        assert!(kept.iter().all(|l| l.hint == Hint::Code));
        assert_eq!(out[0].code, "two-columns");
    }

    #[test]
    fn a_table_is_no_page_of_columns() {
        let text = "会議室の名称及びその所在の階数        利用の料金（一時間につき）\n".repeat(8);
        let lines = crate::source::lines(&text, crate::source::Format::Plain);
        assert!(matches!(
            keep(&lines.lines, &mut Vec::new()),
            Cow::Borrowed(_)
        ));
    }
}

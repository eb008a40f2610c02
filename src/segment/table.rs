//! Tables of plain text: cells apart by tabs, or by runs of blanks that line up.
//!
//! In: the lines of a source. Out: the same lines, those of a table as rows, and a note for each table. Never: takes
//! a numbered line or a date line into a table, or moves a text from one line to another.

use std::borrow::Cow;

use super::{Diagnostic, Severity, body, dates, marker};
use crate::source::{Hint, Line};
use crate::text::{fold, needle, width};

/// Columns of blanks that part two cells.
const GAP: usize = 3;
/// Columns by which a cell may stand beside its column.
const SLACK: usize = 1;

/// The lines with tables as rows.
pub(super) fn rows<'s, 'a>(
    lines: &'s [Line<'a>],
    out: &mut Vec<Diagnostic>,
) -> Cow<'s, [Line<'a>]> {
    let mut rows: Option<Vec<Line<'a>>> = None;
    let mut at = 0;
    while at < lines.len() {
        let Some(table) = Table::at(lines, at) else {
            at += 1;
            continue;
        };
        let end = at + table.rows.len();
        let header = table.rows[0]
            .iter()
            .all(|c| !c.is_empty() && !c.chars().any(|c| fold::half_width(c).is_ascii_digit()));
        let all = rows.get_or_insert_with(|| lines.to_vec());
        for (index, cells) in table.rows.iter().enumerate() {
            all[at + index].text = Cow::Owned(row(cells));
            all[at + index].hint = Hint::Row {
                header: header && index == 0,
            };
        }
        out.push(Diagnostic {
            line: lines[at].number,
            severity: Severity::Note,
            code: "table-by-layout",
            message: format!("空白の並びから{}行の表と読みました", end - at),
        });
        at = end;
    }
    rows.map_or(Cow::Borrowed(lines), Cow::Owned)
}

/// A note for marks of a table (☑ □) that stand alone, which PDF text put between the lines of another column.
pub(super) fn interleaved(lines: &[&Line<'_>], out: &mut Vec<Diagnostic>) {
    let lone = |l: &&&Line<'_>| {
        matches!(
            l.text.as_ref(),
            "☑" | "□" | "☐" | "✓" | "✔" | "○" | "×" | "◯"
        )
    };
    let mut marks = lines.iter().filter(lone);
    if let (Some(first), Some(_)) = (marks.next(), marks.next()) {
        out.push(Diagnostic {
            line: first.number,
            severity: Severity::Note,
            code: "table-interleaved",
            message: format!(
                "「{}」だけの行があります。表の列が行の間に混ざったものかもしれません",
                first.text
            ),
        });
    }
}

struct Table<'l> {
    rows: Vec<Vec<&'l str>>,
}

impl<'l> Table<'l> {
    /// The table that begins at `lines[at]`.
    fn at(lines: &'l [Line<'_>], at: usize) -> Option<Self> {
        let first = cells(&lines[at])?;
        let tabbed = lines[at].text.contains('\t');
        let columns: Vec<usize> = first.iter().map(|c| c.0).collect();
        let mut rows = vec![first.iter().map(|c| c.1).collect::<Vec<_>>()];
        for pair in lines[at..].windows(2) {
            if pair[1].number > pair[0].number + 1 || pair[1].text.contains('\t') != tabbed {
                break;
            }
            let Some(next) = cells(&pair[1]) else { break };
            let row = if tabbed {
                (next.len() == columns.len()).then(|| next.iter().map(|c| c.1).collect())
            } else {
                line_up(&columns, &next)
            };
            let Some(row) = row else { break };
            rows.push(row);
        }
        let enough = if tabbed {
            rows.len() >= 2
        } else {
            rows.len() >= 3 || rows.len() == 2 && columns.len() >= 3
        };
        enough.then_some(Self { rows })
    }
}

/// The cells of a row under the columns of the first one; none where one stands beside its column.
fn line_up<'l>(columns: &[usize], cells: &[(usize, &'l str)]) -> Option<Vec<&'l str>> {
    let mut row = vec![""; columns.len()];
    let mut from = 0;
    for (start, text) in cells {
        let k = (from..columns.len()).find(|k| columns[*k].abs_diff(*start) <= SLACK)?;
        row[k] = text;
        from = k + 1;
    }
    (cells[0].0.abs_diff(columns[0]) <= SLACK).then_some(row)
}

/// The cells of a line with the columns they begin at; none where it is no row.
fn cells<'l>(line: &'l Line<'_>) -> Option<Vec<(usize, &'l str)>> {
    let text = line.text.as_ref();
    // Most lines hold no run of blanks at all.
    let narrow = memchr::memchr2(b'\t', b' ', text.as_bytes());
    if line.hint != Hint::None || narrow.is_none() && !needle::WIDE_BLANK.is_in(text) {
        return None;
    }
    let tabbed = narrow.is_some() && text.contains('\t');
    if !tabbed && !has_gap(text) {
        return None;
    }
    let mut out = Vec::new();
    if tabbed {
        out.extend(text.split('\t').map(|c| (0, fold::trim(c))));
    } else {
        let (mut column, mut start, mut begun, mut blanks, mut end) =
            (line.indent, 0, line.indent, 0, 0);
        for (at, c) in text.char_indices() {
            let columns = width::of_char(c);
            if fold::is_blank(c) {
                blanks += columns.max(1);
            } else {
                if blanks >= GAP {
                    out.push((begun, &text[start..end]));
                    start = at;
                    begun = column;
                }
                blanks = 0;
                end = at + c.len_utf8();
            }
            column += columns;
        }
        out.push((begun, &text[start..end]));
    }
    let bare = body::bullet(text).map_or(text, |b| &text[b..]);
    (out.len() >= 2 && !marker::begins(bare) && !dates::is_date_line(text)).then_some(out)
}

/// True where three blanks stand together, or a full-width one beside another.
fn has_gap(text: &str) -> bool {
    needle::BLANKS.is_in(text)
        || needle::WIDE_BLANK.places(text).any(|at| {
            fold::trim_start(&text[at + '\u{3000}'.len_utf8()..]).len() + at + '\u{3000}'.len_utf8()
                < text.len()
                || text[..at].ends_with(fold::is_blank)
        })
}

fn row(cells: &[&str]) -> String {
    cells.iter().fold(String::from("|"), |out, c| {
        out + " " + &c.replace('|', "\\|") + " |"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        let lines = crate::source::lines(text, crate::source::Format::Plain);
        rows(&lines.lines, &mut Vec::new())
            .iter()
            .filter(|l| matches!(l.hint, Hint::Row { .. }))
            .map(|l| l.text.to_string())
            .collect()
    }

    #[test]
    fn cells_that_line_up_are_a_table() {
        assert_eq!(
            of("  区分      金額\n  証明書    300円\n  写し      10円\n"),
            ["| 区分 | 金額 |", "| 証明書 | 300円 |", "| 写し | 10円 |"]
        );
        assert_eq!(of("甲\t乙\n1番\t2番\n"), ["| 甲 | 乙 |", "| 1番 | 2番 |"]);
    }

    #[test]
    fn what_is_no_table() {
        for text in [
            "制定      平成16年4月1日\n改正      平成17年4月1日\n改正      平成18年4月1日\n",
            "１    目的\n２    範囲\n３    方法\n",
            "名前    住所\n電話\n",
            "第１条　　目的は次の\n　　　　とおり。\n",
        ] {
            assert!(of(text).is_empty(), "{text}");
        }
    }
}

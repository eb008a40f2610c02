//! Tables of plain text: cells apart by tabs, or by runs of blanks that line up.
//!
//! In: the lines of a source. Out: the same lines, those of a table as rows, and a note for each table. Never: takes
//! a numbered line or a date line into a table, or moves a text from one line to another.

use std::borrow::Cow;

use super::{Diagnostic, Severity, body, dates, marker};
use crate::source::{Hint, Line};
use crate::text::signs::Signs;
use crate::text::{fold, width};

/// Columns of blanks that part two cells.
const GAP: usize = 3;
/// Columns of blanks between the letters of a word that is spread over its column.
const SPREAD: usize = 6;
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
            all[at + index].set_text(row(cells));
            // The second line of a cell: its words go to the row above.
            all[at + index].soft = table.more.contains(&index);
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
    /// Rows that go on the one above.
    more: Vec<usize>,
}

impl<'l> Table<'l> {
    /// The table that begins at `lines[at]`.
    fn at(lines: &'l [Line<'_>], at: usize) -> Option<Self> {
        let first = cells(&lines[at])?;
        let tabbed = lines[at].text.contains('\t');
        // Under a row of words alone, three at the least, a number begins a row like any other word.
        let headed = tabbed
            && first.len() >= 3
            && (first.iter()).all(|c| !c.1.is_empty() && !c.1.contains(is_digit_or_stop));
        let columns: Vec<usize> = first.iter().map(|c| c.0).collect();
        let own = || vec![first.iter().map(|c| c.1).collect::<Vec<_>>()];
        let (mut rows, mut more) = (own(), Vec::new());
        // Cells that stand in the middle or at the right of their columns, each row with all of them.
        let (mut set, mut spans) = (own(), first.iter().map(Span::of).collect::<Vec<_>>());
        let mut open = (true, true);
        for pair in lines[at..].windows(2) {
            let line = &pair[1];
            if line.number > pair[0].number + 1 || line.text.contains('\t') != tabbed {
                break;
            }
            let next = cells(line).or_else(|| headed.then(|| numbered_cells(line, first.len()))?);
            if open.0 {
                let row = match &next {
                    Some(next) if tabbed => {
                        (next.len() == columns.len()).then(|| next.iter().map(|c| c.1).collect())
                    }
                    Some(next) => line_up(&columns, next),
                    None => {
                        let row = goes_on(&columns, line).filter(|_| rows.len() >= 2);
                        more.extend(row.iter().map(|_| rows.len()));
                        row
                    }
                };
                open.0 = row.is_some();
                rows.extend(row);
            }
            if open.1 && !tabbed {
                let row = next
                    .filter(|n| n.len() == spans.len())
                    .filter(|n| spans.iter_mut().zip(n).all(|(s, c)| s.take(c)));
                open.1 = row.is_some();
                set.extend(row.map(|r| r.iter().map(|c| c.1).collect()));
            }
            if open == (false, false) || tabbed && !open.0 {
                break;
            }
        }
        if set.len() > rows.len() && set.len() >= 3 {
            let more = Vec::new();
            return Some(Self { rows: set, more });
        }
        let full = rows.len() - more.len();
        let enough = if tabbed {
            full >= 2
        } else {
            full >= 3 || full == 2 && columns.len() >= 3
        };
        enough.then_some(Self { rows, more })
    }
}

/// Where the cells of a column stand: their heads, their ends, or their middles (doubled) are in one line.
struct Span {
    head: Option<usize>,
    end: Option<usize>,
    middle: Option<usize>,
}

impl Span {
    fn of(cell: &(usize, &str)) -> Self {
        let end = cell.0 + width::of(cell.1);
        Self {
            head: Some(cell.0),
            end: Some(end),
            middle: Some(cell.0 + end),
        }
    }

    /// True where the cell stands as those above it do in at least one way.
    fn take(&mut self, cell: &(usize, &str)) -> bool {
        let next = Self::of(cell);
        let same = |a: Option<usize>, b: Option<usize>, slack: usize| {
            a.filter(|a| b.is_some_and(|b| a.abs_diff(b) <= slack))
        };
        self.head = same(self.head, next.head, SLACK);
        self.end = same(self.end, next.end, SLACK);
        self.middle = same(self.middle, next.middle, 2 * SLACK);
        self.head.is_some() || self.end.is_some() || self.middle.is_some()
    }
}

/// A line that holds the second line of one cell, in a table of three columns or more: under one of the later columns.
fn goes_on<'l>(columns: &[usize], line: &'l Line<'_>) -> Option<Vec<&'l str>> {
    let text = line.text.as_ref();
    let k = columns
        .iter()
        .skip(1)
        .position(|c| c.abs_diff(line.indent()) <= SLACK)?
        + 1;
    let plain = columns.len() >= 3
        && line.hint == Hint::None
        && !line.after_blank
        && body::bullet(text).is_none()
        && !body::is_note(text)
        && !marker::begins(text);
    plain.then(|| {
        let mut row = vec![""; columns.len()];
        row[k] = text;
        row
    })
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
    // A row may leave its first cell to the row above, where more than one follows.
    (cells[0].0.abs_diff(columns[0]) <= SLACK || cells.len() >= 2 && columns.len() >= 3)
        .then_some(row)
}

/// The cells of a line with the columns they begin at; none where it is no row.
fn cells<'l>(line: &'l Line<'_>) -> Option<Vec<(usize, &'l str)>> {
    let text = line.text.as_ref();
    // Most lines hold no run of blanks at all.
    if line.hint != Hint::None || !line.signs.any(Signs::TAB.and(Signs::GAP)) {
        return None;
    }
    let tabbed = line.signs.any(Signs::TAB);
    let mut out = Vec::new();
    if tabbed {
        out.extend(text.split('\t').map(|c| (0, fold::trim(c))));
    } else {
        let (mut column, mut start, mut begun, mut blanks, mut end) =
            (line.indent(), 0, line.indent(), 0, 0);
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
    let out = if tabbed { out } else { spread(text, out) };
    let bare = body::bullet(text).map_or(text, |b| &text[b..]);
    (out.len() >= 2 && !marker::begins(bare) && !dates::is_date_line(text)).then_some(out)
}

/// The cells of a row of `columns` cells between tabs, numbered or dated as it may be; 第N条 begins a clause all the same.
fn numbered_cells<'l>(line: &'l Line<'_>, columns: usize) -> Option<Vec<(usize, &'l str)>> {
    let text = line.text.as_ref();
    let labelled = marker::candidates(text)
        .iter()
        .any(|c| c.style.rank().is_some());
    let cells: Vec<_> = text.split('\t').map(|c| (0, fold::trim(c))).collect();
    (line.hint == Hint::None && !labelled && cells.len() == columns).then_some(cells)
}

/// True for what no word of a header row holds.
fn is_digit_or_stop(c: char) -> bool {
    fold::half_width(c).is_ascii_digit() || c == '。'
}

/// Letters of one word that are spread over its column (種　　類) as one cell.
fn spread<'l>(text: &'l str, cells: Vec<(usize, &'l str)>) -> Vec<(usize, &'l str)> {
    let single = |cell: &str| {
        let mut chars = cell.chars();
        matches!((chars.next(), chars.next()), (Some('一'..='龥'), None))
    };
    if cells.iter().filter(|c| single(c.1)).count() < 2 {
        return cells;
    }
    let mut out: Vec<(usize, &'l str)> = Vec::with_capacity(cells.len());
    let mut open = false;
    for cell in cells {
        let alone = single(cell.1);
        match out.last_mut() {
            Some(last) if open && alone && cell.0 - last.0 <= SPREAD + width::of(last.1) => {
                let start = last.1.as_ptr() as usize - text.as_ptr() as usize;
                let end = cell.1.as_ptr() as usize - text.as_ptr() as usize + cell.1.len();
                last.1 = &text[start..end];
            }
            _ => out.push(cell),
        }
        open = alone;
    }
    out
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
    fn cells_in_the_middle_or_at_the_right() {
        assert_eq!(
            of(
                "区分            午前       午後\n大会議室     5,000円    6,000円\n小会議室       500円      600円\n"
            ),
            [
                "| 区分 | 午前 | 午後 |",
                "| 大会議室 | 5,000円 | 6,000円 |",
                "| 小会議室 | 500円 | 600円 |"
            ]
        );
    }

    #[test]
    fn a_cell_of_two_lines() {
        assert_eq!(
            of(
                "区分      金額      備考\n証明書    300円     一通につき。\n                    郵送を除く。\n写し      10円      一枚につき\n"
            ),
            [
                "| 区分 | 金額 | 備考 |",
                "| 証明書 | 300円 | 一通につき。 |",
                "|  |  | 郵送を除く。 |",
                "| 写し | 10円 | 一枚につき |"
            ]
        );
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

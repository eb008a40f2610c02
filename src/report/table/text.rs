//! A 新旧対照表 for the terminal.
//!
//! In: a [`Comparison`] and how many columns there are. Out: lines of that many columns, a full-width character counting two.
//! Marks are escape codes; where there is no colour, what went stands as `[-…-]` and what came as `{+…+}`. Never: lets a
//! control character of a text reach the terminal, or a mark of writing direction reach the next cell.

use super::markup::shown;
use super::model::{Cell, Comparison, Grid, Paragraph, Part, Piece, RowKind, Run, Which};
use super::settings::Marks;
use super::words;
use crate::report::wrap::wrap_chars;
use crate::text::width;

/// The narrowest a column of text may be.
const LEAST: usize = 12;
const RESET: &str = "\u{1b}[0m";

/// A character and whether it is marked.
type Char = (char, bool);

/// The table as lines of at most `columns`; it ends in a line break.
pub fn text(table: &Comparison, columns: usize, colour: bool) -> String {
    let layout = Layout::of(table, columns, colour);
    let mut out = layout.centred(&table.title, columns);
    if table.rows.is_empty() {
        out.push_str(words::NOTHING);
        out.push('\n');
        return out;
    }
    // Without colour the marks explain themselves.
    if let Some(legend) = table.legend.as_ref().filter(|_| colour) {
        out.push_str(legend);
        out.push('\n');
    }
    layout.rule(&mut out);
    let labels = table.columns.iter().map(|c| &c.label).chain(&table.remarks);
    let header: Vec<Vec<Vec<Char>>> = labels
        .zip(&layout.widths)
        .map(|(label, &wide)| {
            let lines = lines(&plain(label), (wide, wide));
            lines.into_iter().map(|l| centre(l, wide)).collect()
        })
        .collect();
    layout.line(&header, &mut out);
    layout.rule(&mut out);
    for row in &table.rows {
        for part in &row.parts {
            layout.part(table, part, row.kind == RowKind::Group, &mut out);
        }
        layout.rule(&mut out);
    }
    out
}

struct Layout {
    /// Columns of the text of each column of the table.
    widths: Vec<usize>,
    marks: Marks,
    colour: bool,
}

impl Layout {
    fn of(table: &Comparison, columns: usize, colour: bool) -> Self {
        let remark = table.remarks.as_ref().map(|_| match columns {
            0..100 => 8,
            100..140 => 10,
            _ => 14,
        });
        // A bar at each side, and a blank on either side of every text.
        let count = if remark.is_some() { 3 } else { 2 };
        let left = columns.saturating_sub(3 * count + 1 + remark.unwrap_or(0));
        let wide = (left / 2).max(LEAST);
        Self {
            widths: [wide, wide].into_iter().chain(remark).collect(),
            marks: table.marks,
            colour,
        }
    }

    fn part(&self, table: &Comparison, part: &Part, bold: bool, out: &mut String) {
        let mut cells: Vec<Vec<Vec<Char>>> = Vec::new();
        for (column, &wide) in table.columns.iter().zip(&self.widths) {
            cells.push(self.cell(part.cell(column.which), column.which, wide));
        }
        if let Some(&wide) = self.widths.get(2) {
            cells.push(lines(&plain(&part.remark), (wide, wide)));
        }
        let _ = bold;
        self.line(&cells, out);
    }

    /// A cell as lines.
    fn cell(&self, cell: &Cell, which: Which, wide: usize) -> Vec<Vec<Char>> {
        let mut out = Vec::new();
        for piece in cell {
            match piece {
                Piece::Paragraph(Paragraph {
                    indent,
                    hanging,
                    runs,
                }) => {
                    let chars = self.chars(runs, which);
                    out.extend(indented(
                        &chars,
                        usize::from(*indent),
                        usize::from(*hanging),
                        wide,
                    ));
                }
                Piece::Grid(Grid { indent, rows, .. }) => {
                    for row in rows {
                        let mut chars = vec![('｜', false)];
                        for cell in row {
                            chars.extend(self.chars(cell, which));
                            chars.push(('｜', false));
                        }
                        out.extend(indented(&chars, usize::from(*indent), 1, wide));
                    }
                }
            }
        }
        out
    }

    fn chars(&self, runs: &[Run], which: Which) -> Vec<Char> {
        let mut out = Vec::new();
        let (open, close) = match which {
            Which::Old => ("[-", "-]"),
            Which::New => ("{+", "+}"),
        };
        let brackets = |run: &&Run| run.changed && !self.colour;
        let mut before = false;
        for run in runs {
            let marked = brackets(&run);
            if marked && !before {
                out.extend(open.chars().map(|c| (c, false)));
            } else if before && !marked {
                out.extend(close.chars().map(|c| (c, false)));
            }
            before = marked;
            let text = run.text.chars();
            out.extend(text.map(|c| (if c == '\t' { ' ' } else { shown(c) }, run.changed)));
        }
        if before {
            out.extend(close.chars().map(|c| (c, false)));
        }
        out
    }

    /// Cells side by side.
    fn line(&self, cells: &[Vec<Vec<Char>>], out: &mut String) {
        let most = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
        for n in 0..most {
            for (lines, &wide) in cells.iter().zip(&self.widths) {
                out.push_str("| ");
                let line = lines.get(n).map_or(&[][..], Vec::as_slice);
                let used: usize = line.iter().map(|c| width::of_char(c.0)).sum();
                self.paint(line, out);
                out.extend(std::iter::repeat_n(' ', wide.saturating_sub(used) + 1));
            }
            out.push_str("|\n");
        }
    }

    fn paint(&self, line: &[Char], out: &mut String) {
        // What turns the direction of writing around ends with its line.
        let turns = line.iter().any(|c| is_direction(c.0));
        if turns {
            out.push('\u{2068}');
        }
        let mut open = false;
        for &(c, changed) in line {
            let mark = changed && self.colour;
            if mark && !open {
                out.push_str("\u{1b}[");
                let codes = [
                    (self.marks.bold, "1"),
                    (self.marks.underline, "4"),
                    (self.marks.red, "31"),
                ];
                let codes: Vec<&str> = codes.iter().filter(|c| c.0).map(|c| c.1).collect();
                out.push_str(&codes.join(";"));
                out.push('m');
            } else if open && !mark {
                out.push_str(RESET);
            }
            open = mark;
            out.push(c);
        }
        if open {
            out.push_str(RESET);
        }
        if turns {
            out.push('\u{2069}');
        }
    }

    fn rule(&self, out: &mut String) {
        for &wide in &self.widths {
            out.push('+');
            out.extend(std::iter::repeat_n('-', wide + 2));
        }
        out.push_str("+\n");
    }

    fn centred(&self, text: &str, columns: usize) -> String {
        let mut out = String::new();
        for line in lines(&plain(text), (columns, columns)) {
            out.extend(centre(line, columns).iter().map(|c| c.0));
            out.truncate(out.trim_end().len());
            out.push('\n');
        }
        out
    }
}

/// A mark that changes the direction of writing.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn plain(text: &str) -> Vec<Char> {
    text.chars()
        .map(|c| {
            (
                if c == '\n' || c == '\t' {
                    ' '
                } else {
                    shown(c)
                },
                false,
            )
        })
        .collect()
}

/// `chars` as lines, the first as wide as `widths.0`, the others as `widths.1`.
fn lines(chars: &[Char], widths: (usize, usize)) -> Vec<Vec<Char>> {
    let texts: Vec<char> = chars.iter().map(|c| c.0).collect();
    let Some(first) = wrap_chars(&texts, widths.0).into_iter().next() else {
        return Vec::new();
    };
    let mut out = vec![chars[first.clone()].to_vec()];
    if first.end < texts.len() {
        for line in wrap_chars(&texts[first.end..], widths.1) {
            out.push(chars[first.end + line.start..first.end + line.end].to_vec());
        }
    }
    out
}

/// The same with an indent in full-width characters.
fn indented(chars: &[Char], indent: usize, hanging: usize, wide: usize) -> Vec<Vec<Char>> {
    // A narrow column keeps at least half of itself for the text.
    let first = (indent * 2).min(wide / 3);
    let other = ((indent + hanging) * 2).min(wide / 2);
    let lines = lines(chars, (wide - first, wide - other));
    let blanks = |n: usize| std::iter::repeat_n((' ', false), n);
    let lines = lines.into_iter().enumerate();
    lines
        .map(|(n, line)| {
            blanks(if n == 0 { first } else { other })
                .chain(line)
                .collect()
        })
        .collect()
}

fn centre(line: Vec<Char>, wide: usize) -> Vec<Char> {
    let used: usize = line.iter().map(|c| width::of_char(c.0)).sum();
    let blanks = std::iter::repeat_n((' ', false), wide.saturating_sub(used) / 2);
    blanks.chain(line).collect()
}

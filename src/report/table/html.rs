//! A 新旧対照表 as HTML.
//!
//! In: a [`Comparison`]. Out: one page that stands alone, prints on A4 landscape with its header row on every page, and
//! pastes into Word with its table intact: real `<table>`, `<u>` and `<b>`, few and simple rules. Never: asks for another
//! host, or lets a text of a policy become markup.

use std::fmt::Write as _;

use super::markup::html as escape;
use super::model::{Cell, Comparison, Grid, Paragraph, Part, Piece, Role, Row, RowKind, Run};
use super::settings::Marks;
use super::words;

/// A row of at most so many parts and bytes stays on one page.
const KEPT_PARTS: usize = 6;
const KEPT_BYTES: usize = 900;

/// The page; it ends in a line break.
pub fn page(table: &Comparison) -> String {
    let mut out = open(&table.title, "landscape", "");
    comparison(table, &mut out);
    close(&mut out);
    out
}

/// The beginning of a page of ours, printed on A4 in the direction given; `style` goes over ours.
pub(crate) fn open(title: &str, direction: &str, style: &str) -> String {
    let mut out = String::with_capacity(16 * 1024);
    out.push_str("<!doctype html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
    );
    escape(&mut out, title);
    let _ = write!(
        out,
        "</title>\n<style>\n@page {{ size: A4 {direction}; margin: 16mm 15mm 18mm; @bottom-center {{ content: counter(page) \" / \" counter(pages); font-size: 9pt; }} }}\n{STYLE}{style}</style>\n</head>\n<body>\n"
    );
    out
}

/// The end of a page of ours.
pub(crate) fn close(out: &mut String) {
    out.push_str("</body>\n</html>\n");
}

/// Title, legend and table.
pub(crate) fn comparison(table: &Comparison, out: &mut String) {
    out.push_str("<h1>");
    escape(out, &table.title);
    out.push_str("</h1>\n");
    if table.rows.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", words::NOTHING);
        return;
    }
    if let Some(legend) = &table.legend {
        out.push_str("<p class=\"legend\">");
        escape(out, legend);
        out.push_str("</p>\n");
    }
    // Widths as attributes too: Word and mail programs read them where they pass over the style sheet.
    let (wide, narrow) = if table.remarks.is_some() {
        ("44%", Some("12%"))
    } else {
        ("50%", None)
    };
    out.push_str("<table class=\"kaitei\" border=\"1\" cellspacing=\"0\" cellpadding=\"6\" width=\"100%\">\n<colgroup>");
    let _ = write!(out, "<col width=\"{wide}\"><col width=\"{wide}\">");
    if let Some(narrow) = narrow {
        let _ = write!(out, "<col width=\"{narrow}\">");
    }
    out.push_str("</colgroup>\n<thead><tr>");
    let labels = table.columns.iter().map(|c| &c.label);
    for label in labels.chain(&table.remarks) {
        out.push_str("<th scope=\"col\">");
        escape(out, label);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead>\n");
    for row in &table.rows {
        self::row(table, row, out);
    }
    // Printed at the foot of each page: the line below a row that goes on on the next one.
    let count = if table.remarks.is_some() { 3 } else { 2 };
    let _ = write!(
        out,
        "<tfoot style=\"display:none;mso-hide:all\"><tr><td colspan=\"{count}\"></td></tr></tfoot>\n</table>\n"
    );
}

fn row(table: &Comparison, row: &Row, out: &mut String) {
    let class = match row.kind {
        RowKind::Group => " class=\"group\"",
        _ if is_short(row) => " class=\"keep\"",
        _ => "",
    };
    let _ = writeln!(out, "<tbody{class}>");
    let last = row.parts.len() - 1;
    for (at, part) in row.parts.iter().enumerate() {
        self::part(table, part, (at > 0, at < last), out);
    }
    out.push_str("</tbody>\n");
}

/// True for a row that a page break had better not part.
fn is_short(row: &Row) -> bool {
    let length = |cell: &Cell| -> usize {
        cell.iter()
            .map(|piece| match piece {
                Piece::Paragraph(p) => p.runs.iter().map(|r| r.text.len()).sum(),
                Piece::Grid(g) => g.rows.len() * 100,
            })
            .sum()
    };
    let all = row.parts.iter().map(|p| length(&p.old).max(length(&p.new)));
    row.parts.len() <= KEPT_PARTS && all.sum::<usize>() <= KEPT_BYTES
}

fn part(table: &Comparison, part: &Part, (joins, goes_on): (bool, bool), out: &mut String) {
    let class = match (joins, goes_on) {
        (false, false) => "",
        (false, true) => " class=\"first\"",
        (true, true) => " class=\"middle\"",
        (true, false) => " class=\"last\"",
    };
    let _ = write!(out, "<tr{class}>");
    for column in &table.columns {
        out.push_str("<td>");
        cell(part.cell(column.which), table.marks, out);
        out.push_str("</td>");
    }
    if table.remarks.is_some() {
        out.push_str("<td class=\"remark\">");
        escape(out, &part.remark);
        out.push_str("</td>");
    }
    out.push_str("</tr>\n");
}

fn cell(cell: &Cell, marks: Marks, out: &mut String) {
    for piece in cell {
        match piece {
            Piece::Paragraph(paragraph) => self::paragraph(paragraph, marks, out),
            Piece::Grid(grid) => self::grid(grid, marks, out),
        }
    }
}

/// The indent stands in the element itself, in the words that Word knows.
fn paragraph(paragraph: &Paragraph, marks: Marks, out: &mut String) {
    let (indent, hanging) = (paragraph.indent, paragraph.hanging);
    if indent + hanging == 0 {
        out.push_str("<p>");
    } else if hanging == 0 {
        let _ = write!(out, "<p style=\"margin-left:{indent}em\">");
    } else {
        let left = indent + hanging;
        let _ = write!(
            out,
            "<p style=\"margin-left:{left}em;text-indent:-{hanging}em\">"
        );
    }
    runs(&paragraph.runs, marks, out);
    out.push_str("</p>");
}

fn grid(grid: &Grid, marks: Marks, out: &mut String) {
    let width = grid.width();
    out.push_str("<table class=\"grid\" border=\"1\" cellspacing=\"0\" cellpadding=\"3\"");
    if grid.indent > 0 {
        let _ = write!(out, " style=\"margin-left:{}em\"", grid.indent);
    }
    out.push('>');
    for (at, row) in grid.rows.iter().enumerate() {
        let name = if grid.header && at == 0 { "th" } else { "td" };
        out.push_str("<tr>");
        for (n, cell) in row.iter().enumerate() {
            // The last cell of a row that is shorter than others takes up the rest.
            let rest = width - n;
            if n + 1 == row.len() && rest > 1 {
                let _ = write!(out, "<{name} colspan=\"{rest}\">");
            } else {
                let _ = write!(out, "<{name}>");
            }
            runs(cell, marks, out);
            let _ = write!(out, "</{name}>");
        }
        out.push_str("</tr>");
    }
    out.push_str("</table>");
}

fn runs(runs: &[Run], marks: Marks, out: &mut String) {
    for run in runs {
        // Where bold is a mark, a heading is none.
        let heading = run.role == Role::Heading;
        let tags = [
            (
                run.changed && marks.red,
                "<span style=\"color:#c00000\">",
                "</span>",
            ),
            (
                if marks.bold { run.changed } else { heading },
                "<b>",
                "</b>",
            ),
            (run.changed && marks.underline, "<u>", "</u>"),
        ];
        for (_, open, _) in tags.iter().filter(|t| t.0) {
            out.push_str(open);
        }
        escape(out, &run.text);
        for (_, _, close) in tags.iter().rev().filter(|t| t.0) {
            out.push_str(close);
        }
    }
}

const STYLE: &str = "\
body { margin: 2em auto; max-width: 72em; padding: 0 1.5em; color: #000; background: #fff; font-size: 10.5pt; line-height: 1.6; \
font-family: \"Yu Mincho\", \"游明朝\", \"Hiragino Mincho ProN\", \"MS Mincho\", \"ＭＳ 明朝\", \"Noto Serif CJK JP\", serif; }
h1 { font-size: 14pt; font-weight: bold; text-align: center; margin: 0 0 0.6em; }
p { margin: 0; line-break: strict; overflow-wrap: anywhere; }
p.legend { text-align: right; font-size: 9pt; margin-bottom: 0.3em; }
u { text-underline-offset: 0.15em; }
table.kaitei { width: 100%; border-collapse: collapse; table-layout: fixed; }
table.kaitei > thead > tr > th { border: 1px solid #000; padding: 4px 8px; background: #eee; font-weight: bold; text-align: center; }
table.kaitei > tbody > tr > td { border: 1px solid #000; padding: 3px 8px; vertical-align: top; }
table.kaitei > tbody > tr.first > td, table.kaitei > tbody > tr.middle > td { border-bottom: none; }
table.kaitei > tbody > tr.middle > td, table.kaitei > tbody > tr.last > td { border-top: none; }
table.kaitei > tbody.group > tr > td { background: #f5f5f5; }
td.remark { font-size: 9pt; }
table.grid { border-collapse: collapse; margin: 3px 0; font-size: 9.5pt; }
table.grid th, table.grid td { border: 1px solid #000; padding: 1px 5px; font-weight: normal; text-align: left; vertical-align: top; \
line-break: strict; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; padding: 0; } thead { display: table-header-group; } \
table.kaitei > tfoot { display: table-footer-group !important; } \
table.kaitei > tfoot > tr > td { border: none; border-top: 1px solid #000; padding: 0; height: 0; font-size: 0; line-height: 0; } tr { break-inside: avoid; } \
tbody.group, tr.first { break-after: avoid; } tbody.keep { break-inside: avoid; } th, tbody.group > tr > td { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
";

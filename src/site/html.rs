//! HTML: text into markup, where a template would be too slow: the clauses of a version and of a revision.
//!
//! In: texts and blocks. Out: markup appended to a page. Never: lets a character of a policy become markup.

use crate::document::{Block, Item};

/// Appends a text: `&`, `<`, `>` and `"` as references, NUL as U+FFFD, for HTML cannot hold it.
pub(super) fn text(out: &mut String, text: &str) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            0 => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(reference);
        done = at + 1;
    }
    out.push_str(&text[done..]);
}

/// A text as markup.
pub(super) fn escaped(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len() + 8);
    text(&mut out, plain);
    out
}

/// Appends blocks as paragraphs, lists, remarks and tables.
pub(super) fn blocks(out: &mut String, blocks: &[Block], table: &str) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                out.push_str("<p>");
                text(out, paragraph);
                out.push_str("</p>\n");
            }
            Block::Note { marker, text: note } => {
                out.push_str("<p class=\"note\"><span class=\"m\">");
                text(out, marker);
                out.push_str("</span><span>");
                text(out, note);
                out.push_str("</span></p>\n");
            }
            Block::List(list) => items(out, list, table),
            Block::Table { header, rows } => rows_of(out, header, rows, table),
        }
    }
}

fn items(out: &mut String, items: &[Item], table: &str) {
    out.push_str("<ul class=\"marks\">\n");
    for item in items {
        out.push_str("<li><span class=\"m\">");
        text(out, &item.marker);
        out.push_str("</span><div>");
        text(out, &item.text);
        blocks(out, &item.blocks, table);
        out.push_str("</div></li>\n");
    }
    out.push_str("</ul>\n");
}

fn rows_of(out: &mut String, header: &[String], rows: &[Vec<String>], table: &str) {
    let wide = rows.iter().map(Vec::len).max().unwrap_or(0);
    let wide = wide.max(header.len());
    out.push_str("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
    out.push_str(table);
    out.push_str("\"><table class=\"text\">\n");
    if !header.is_empty() {
        out.push_str("<thead><tr>");
        cells(out, header, wide, "th scope=\"col\"", "th");
        out.push_str("</tr></thead>\n");
    }
    out.push_str("<tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        cells(out, row, wide, "td", "td");
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
}

fn cells(out: &mut String, row: &[String], wide: usize, open: &str, close: &str) {
    for cell in row
        .iter()
        .map(String::as_str)
        .chain(std::iter::repeat_n("", wide - row.len()))
    {
        // An empty heading heads nothing.
        let (open, close) = if cell.is_empty() {
            ("td", "td")
        } else {
            (open, close)
        };
        out.push('<');
        out.push_str(open);
        out.push('>');
        text(out, cell);
        out.push_str("</");
        out.push_str(close);
        out.push('>');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policy_text_is_never_markup() {
        let mut out = String::new();
        blocks(
            &mut out,
            &[
                Block::paragraph("<script>alert(1)</script>"),
                Block::note("<b>", "a & \"b\"\0"),
                Block::List(vec![Item::new("<i>", "</li><img src=x>")]),
                Block::Table {
                    header: vec!["<th>".to_owned()],
                    rows: vec![vec!["</table>".to_owned(), "2".to_owned()]],
                },
            ],
            "表",
        );
        for held in ["<script", "<b>", "<i>", "<img", "\0", "<th>&lt;/"] {
            assert!(!out.contains(held), "{held} in {out}");
        }
        assert!(
            out.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
            "{out}"
        );
        assert!(out.contains("a &amp; &quot;b&quot;\u{fffd}"), "{out}");
        assert_eq!(out.matches("</table>").count(), 1);
    }
}

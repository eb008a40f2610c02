//! A 改定のお知らせ as HTML.
//!
//! In: a [`Notice`]. Out: one page that stands alone: A4 upright, the 別紙 on pages of its own. Never: lets a text
//! become markup.

use std::fmt::Write as _;

use super::model::{Body, Notice};
use super::words;
use crate::report::table::html as sheet;
use crate::report::table::markup::html as escape;

/// The page; it ends in a line break.
pub fn html(notice: &Notice) -> String {
    let mut out = sheet::open(&notice.title, "portrait", STYLE);
    let mut line = |class: &str, text: &str| {
        let _ = write!(out, "<p class=\"{class}\">");
        escape(&mut out, text);
        out.push_str("</p>\n");
    };
    if let Some(date) = &notice.date {
        line("right", date);
    }
    if let Some(to) = &notice.to {
        to.lines().for_each(|l| line("left", l));
    }
    if let Some(from) = &notice.from {
        from.lines().for_each(|l| line("right", l));
    }
    out.push_str("<h1>");
    escape(&mut out, &notice.title);
    out.push_str("</h1>\n");
    let mut line = |class: &str, text: &str| {
        let _ = write!(out, "<p class=\"{class}\">");
        escape(&mut out, text);
        out.push_str("</p>\n");
    };
    notice.lead.iter().for_each(|l| line("lead", l));
    line("centre", words::BELOW);
    for (number, section) in (1..).zip(&notice.sections) {
        let _ = write!(out, "<h2>{number}. ");
        escape(&mut out, &section.heading);
        out.push_str("</h2>\n");
        for body in &section.body {
            self::body(body, &mut out);
        }
    }
    let _ = writeln!(out, "<p class=\"right\">{}</p>", words::END);
    if let Some(table) = &notice.annex {
        let _ = writeln!(
            out,
            "<section class=\"annex\">\n<p class=\"right\">{}</p>",
            words::ANNEX
        );
        sheet::comparison(table, &mut out);
        out.push_str("</section>\n");
    }
    sheet::close(&mut out);
    out
}

fn body(body: &Body, out: &mut String) {
    match body {
        Body::Paragraph(text) => {
            out.push_str("<p class=\"body\">");
            escape(out, text);
            out.push_str("</p>\n");
        }
        Body::List(lines) => {
            for line in lines {
                out.push_str("<p class=\"item\">・");
                escape(out, &line.text);
                out.push_str("</p>\n");
                for below in &line.below {
                    out.push_str("<p class=\"below\">－");
                    escape(out, below);
                    out.push_str("</p>\n");
                }
            }
        }
        Body::Links(links) => {
            for link in links {
                out.push_str("<p class=\"body\">");
                escape(out, &link.label);
                out.push_str("　<a href=\"");
                escape(out, &link.url);
                out.push_str("\">");
                escape(out, &link.url);
                out.push_str("</a></p>\n");
            }
        }
    }
}

const STYLE: &str = "\
body { max-width: 46em; }
h1 { margin: 1.6em 0 1.2em; }
h2 { font-size: 10.5pt; font-weight: bold; margin: 1.1em 0 0.2em; break-after: avoid; }
p.right { text-align: right; }
p.centre { text-align: center; margin: 1.2em 0; }
p.lead { text-indent: 1em; }
p.body { margin-left: 1.5em; }
p.item { margin-left: 2.5em; text-indent: -1em; }
p.below { margin-left: 4em; text-indent: -1em; }
section.annex { break-before: page; margin-top: 3em; }
section.annex h1 { margin: 0 0 0.6em; }
@media print { section.annex { margin-top: 0; } }
";

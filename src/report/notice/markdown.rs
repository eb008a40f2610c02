//! A 改定のお知らせ as Markdown.
//!
//! In: a [`Notice`]. Out: headings, lists and, if there is one, the table. Never: lets a text become markup.

use super::model::{Body, Notice};
use super::words;
use crate::report::table::markdown as table;
use crate::report::table::markup::markdown as escape;

/// The letter; it ends in a line break.
pub fn markdown(notice: &Notice) -> String {
    let mut out = String::from("# ");
    escape(&mut out, &notice.title);
    out.push_str("\n\n");
    let head = [&notice.date, &notice.to, &notice.from];
    for text in head.into_iter().flatten() {
        for line in text.lines() {
            paragraph(&mut out, line);
        }
    }
    for text in &notice.lead {
        paragraph(&mut out, text);
    }
    for (number, section) in (1..).zip(&notice.sections) {
        out.push_str(&format!("## {number}. "));
        escape(&mut out, &section.heading);
        out.push_str("\n\n");
        for body in &section.body {
            self::body(body, &mut out);
        }
    }
    paragraph(&mut out, words::END);
    if let Some(annex) = &notice.annex {
        out.push_str("---\n\n");
        paragraph(&mut out, words::ANNEX);
        out.push_str(&table(annex, 2));
    } else {
        out.pop();
    }
    out
}

fn paragraph(out: &mut String, text: &str) {
    guarded(out, text);
    out.push_str("\n\n");
}

/// A text at the beginning of a line, where a number, a dash or a plus would open a list.
fn guarded(out: &mut String, text: &str) {
    let text = text.trim_start_matches([' ', '\t']);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if text.starts_with(['-', '+', '=']) {
        out.push('\\');
    } else if digits > 0 && text[digits..].starts_with(['.', ')']) {
        escape(out, &text[..digits]);
        out.push('\\');
        escape(out, &text[digits..]);
        return;
    }
    escape(out, text);
}

fn body(body: &Body, out: &mut String) {
    match body {
        Body::Paragraph(text) => paragraph(out, text),
        Body::List(lines) => {
            for line in lines {
                out.push_str("- ");
                guarded(out, &line.text);
                out.push('\n');
                for below in &line.below {
                    out.push_str("  - ");
                    guarded(out, below);
                    out.push('\n');
                }
            }
            out.push('\n');
        }
        Body::Links(links) => {
            for link in links {
                out.push_str("- ");
                guarded(out, &link.label);
                out.push_str(": <");
                out.push_str(&link.url);
                out.push_str(">\n");
            }
            out.push('\n');
        }
    }
}

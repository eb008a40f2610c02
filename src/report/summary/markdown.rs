//! A 改定概要 as Markdown.

use super::Summary;
use super::phrases;

/// The 改定概要 as a list under a heading; it ends in a line break.
pub fn markdown(summary: &Summary) -> String {
    let mut out = String::from("## 改定概要\n\n");
    if summary.is_empty() {
        out.push_str(phrases::NOTHING);
        out.push('\n');
    }
    for entry in &summary.entries {
        line(&mut out, "- ", &entry.sentence);
        for below in &entry.lines {
            line(&mut out, "  - ", below);
        }
    }
    for term in summary.terms.iter().chain(&summary.references) {
        line(&mut out, "- ", term);
    }
    if !summary.spelling_lines.is_empty() {
        line(&mut out, "- ", phrases::SPELLINGS);
        for below in &summary.spelling_lines {
            line(&mut out, "  - ", below);
        }
    }
    if !summary.remarks.is_empty() {
        out.push('\n');
        for remark in &summary.remarks {
            line(&mut out, "> ※ ", remark);
        }
    }
    out
}

fn line(out: &mut String, mark: &str, text: &str) {
    out.push_str(mark);
    for c in text.chars() {
        // What would be markup stays text.
        if matches!(c, '\\' | '*' | '_' | '`' | '<' | '[' | ']' | '|' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('\n');
}

//! A 改定概要 as Markdown.

use super::Summary;
use super::listed::points;
use super::phrases;

/// The 改定概要 as a list under a heading; it ends in a line break.
pub fn markdown(summary: &Summary) -> String {
    let mut out = String::from("## 改定概要\n\n");
    if summary.is_empty() {
        out.push_str(phrases::NOTHING);
        out.push('\n');
    }
    for point in points(summary) {
        line(&mut out, "- ", &point.text);
        for below in &point.below {
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

//! A 改定概要 as plain text.

use super::Summary;
use super::listed::points;
use super::phrases;

/// The 改定概要, one line an entry, what it names below it; it ends in a line break.
pub fn text(summary: &Summary) -> String {
    let mut out = String::new();
    if summary.is_empty() {
        out.push_str(phrases::NOTHING);
        out.push('\n');
    }
    for point in points(summary) {
        line(&mut out, "・", &point.text);
        for below in &point.below {
            line(&mut out, "　－", below);
        }
    }
    for remark in &summary.remarks {
        line(&mut out, "※", remark);
    }
    out
}

fn line(out: &mut String, mark: &str, text: &str) {
    out.push_str(mark);
    out.push_str(text);
    out.push('\n');
}

//! A 改定概要 as plain text.

use super::Summary;
use super::phrases;

/// The 改定概要, one line an entry, what it names below it; it ends in a line break.
pub fn text(summary: &Summary) -> String {
    let mut out = String::new();
    if summary.is_empty() {
        out.push_str(phrases::NOTHING);
        out.push('\n');
    }
    for entry in &summary.entries {
        line(&mut out, "・", &entry.sentence);
        for below in &entry.lines {
            line(&mut out, "　－", below);
        }
    }
    for term in &summary.terms {
        line(&mut out, "・", term);
    }
    if let Some(references) = &summary.references {
        line(&mut out, "・", references);
    }
    if !summary.spelling_lines.is_empty() {
        line(&mut out, "・", phrases::SPELLINGS);
        for below in &summary.spelling_lines {
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

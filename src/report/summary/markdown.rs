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
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, c) in text.char_indices() {
        // What would be markup stays text: at the beginning, what would begin a list or a quotation as well.
        let leading = match at {
            0 => matches!(c, '-' | '+' | '>' | '='),
            _ => at + number == text.len() && matches!(c, '.' | ')'),
        };
        if leading || r"\*_`<[]|#&~".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_policy_is_no_markup() {
        for (text, expected) in [
            ("1. 目的", "- 1\\. 目的\n"),
            ("- 一", "- \\- 一\n"),
            ("&lt;b&gt; 2.5倍", "- \\&lt;b\\&gt; 2.5倍\n"),
            ("[住所](http://例)", "- \\[住所\\](http://例)\n"),
        ] {
            let mut out = String::new();
            line(&mut out, "- ", text);
            assert_eq!(out, expected);
        }
    }
}

//! Two texts of the page: their paired clauses, each pair with its redline to unfold.
//!
//! In: a [`PairSheet`]. Out: a section. Never: lets a text become markup.

use std::fmt::Write as _;

use super::link_as;
use crate::diff::{Edit, Op};
use crate::report::compare::escape;
use crate::report::compare::phrases;
use crate::report::compare::sheet::{PairRow, PairSheet};

pub(super) fn section(out: &mut String, pair: &PairSheet) {
    let [a, b] = &pair.letters;
    let id = format!("pair-{a}-{b}");
    let _ = writeln!(
        out,
        "<section class=\"{id}\">\n<h2 id=\"{id}\">条項の対応　{a} ↔ {b}</h2>{}",
        if pair.is_kin {
            format!("\n<p class=\"doubt\">{}</p>", phrases::KIN)
        } else {
            String::new()
        }
    );
    let _ = writeln!(
        out,
        "<p class=\"legend\">赤の取消線：{a}だけにある文言　青の下線：{b}だけにある文言</p>"
    );
    let _ = writeln!(
        out,
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{id}\">\n<table class=\"pairs\">\n<thead><tr><th scope=\"col\">{a}</th><th scope=\"col\">{b}</th><th scope=\"col\">対応の理由</th><th scope=\"col\">文言</th></tr></thead>\n<tbody>"
    );
    for row in pair.rows.iter().filter(|r| !r.is_below) {
        pair_row(out, row, a, b);
    }
    out.push_str("</tbody>\n</table>\n</div>\n</section>\n");
}

fn pair_row(out: &mut String, row: &PairRow, a: &str, b: &str) {
    out.push_str("<tr>");
    for (letter, named) in [(a, &row.a), (b, &row.b)] {
        match named {
            Some(named) => {
                out.push_str("<td>");
                link_as(out, letter, named, &named.name);
                out.push_str("</td>");
            }
            None => out.push_str("<td class=\"absent\">該当なし</td>"),
        }
    }
    if row.a.is_none() || row.b.is_none() {
        out.push_str("<td></td><td></td></tr>\n");
        return;
    }
    let _ = write!(
        out,
        "<td>{}<span class=\"law\">確かさ {:.2}</span></td><td>",
        escape(&row.reason),
        row.score
    );
    if row.is_same || row.lines.is_empty() {
        out.push_str(&escape(&row.likeness));
    } else {
        let _ = write!(
            out,
            "<details><summary>{}</summary><div class=\"redline\">",
            escape(&row.likeness)
        );
        for line in &row.lines {
            out.push_str("<p>");
            redline(out, line, a, b);
            out.push_str("</p>");
        }
        out.push_str("</div></details>");
    }
    out.push_str("</td></tr>\n");
}

fn redline(out: &mut String, edits: &[Edit], a: &str, b: &str) {
    for edit in edits {
        let text = escape(&edit.text).replace('\n', "<br>");
        match edit.op {
            Op::Equal => out.push_str(&text),
            Op::Delete => {
                let _ = write!(
                    out,
                    "<del><span class=\"unseen\">{a}だけ：</span>{text}<span class=\"unseen\">ここまで</span></del>"
                );
            }
            Op::Insert => {
                let _ = write!(
                    out,
                    "<ins><span class=\"unseen\">{b}だけ：</span>{text}<span class=\"unseen\">ここまで</span></ins>"
                );
            }
        }
    }
}

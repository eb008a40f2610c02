//! A comparison as one HTML page that stands alone: a matrix to sort and filter, pairs with their redlines, facts, the texts.
//!
//! In: a sheet and its comparison. Out: one page; no address of another host is asked for. Never: lets a text of a policy
//! become markup; needs a script to be read.

mod pairs;

use std::fmt::Write as _;

use super::escape;
use super::sheet::{CellRow, Named, Sheet, TopicRow};
use super::svg;
use crate::compare::facts::FactKind;
use crate::compare::{Comparison, State};
use crate::diff::line;
use crate::report::quote::shorten;

/// Characters of a path in a cell.
const PATH: usize = 16;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page; it ends in a line break.
pub fn page(comparison: &Comparison<'_>, sheet: &Sheet) -> String {
    let title = sheet
        .texts
        .iter()
        .map(|t| t.organization.as_deref().unwrap_or(&t.name))
        .collect::<Vec<_>>()
        .join(" × ");
    let mut out = format!(
        "<!doctype html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>{0}　{1}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{0}</h1>\n",
        escape(&sheet.title),
        escape(&title)
    );
    texts(&mut out, sheet);
    contents(&mut out, sheet);
    topics(&mut out, sheet);
    if sheet.texts.len() > 2 {
        likeness(&mut out, sheet);
    }
    typical(&mut out, sheet);
    for pair in &sheet.pairs {
        pairs::section(&mut out, pair);
    }
    facts(&mut out, sheet);
    bodies(&mut out, comparison, sheet);
    let _ = write!(
        out,
        "</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
    );
    out
}

fn texts(out: &mut String, sheet: &Sheet) {
    out.push_str("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"比べたテキスト\">\n<table class=\"texts\">\n<thead><tr><th scope=\"col\">略号</th><th scope=\"col\">組織</th><th scope=\"col\">表題</th><th scope=\"col\">種類</th><th scope=\"col\">テキスト</th></tr></thead>\n<tbody>\n");
    for text in &sheet.texts {
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\"><a href=\"#{0}\">{0}</a></th><td>{1}</td><td>{2}</td><td>{3}</td><td>{4}</td></tr>",
            escape(&text.letter),
            escape(text.organization.as_deref().unwrap_or("（組織名なし）")),
            escape(text.title.as_deref().unwrap_or("（表題なし）")),
            text.kind.unwrap_or("（不明）"),
            escape(&text.name)
        );
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    for doubt in &sheet.doubts {
        let _ = writeln!(out, "<p class=\"doubt\">※{}</p>", escape(doubt));
    }
    let _ = writeln!(out, "<p class=\"doubt\">※{}</p>", escape(sheet.note));
}

/// What the page holds, and where; the pairs by the first of the two.
fn contents(out: &mut String, sheet: &Sheet) {
    out.push_str("<nav class=\"contents\" aria-label=\"この頁の内容\">\n<ul>\n<li><a href=\"#topics\">話題の比較</a></li>\n");
    if sheet.texts.len() > 2 {
        out.push_str("<li><a href=\"#likeness\">文言の近さ</a></li>\n");
    }
    if sheet.topics.iter().any(|t| !t.typical.is_empty()) {
        out.push_str("<li><a href=\"#typical\">典型的な条項</a></li>\n");
    }
    for same in sheet.pairs.chunk_by(|x, y| x.letters[0] == y.letters[0]) {
        let a = &same[0].letters[0];
        let _ = write!(out, "<li>条項の対応　{a} ↔");
        for pair in same {
            let b = &pair.letters[1];
            let _ = write!(
                out,
                " <a href=\"#pair-{a}-{b}\" aria-label=\"条項の対応 {a} と {b}\">{b}</a>"
            );
        }
        out.push_str("</li>\n");
    }
    out.push_str("<li><a href=\"#facts\">事実の比較</a></li>\n<li><a href=\"#bodies\">本文</a></li>\n</ul>\n</nav>\n");
}

fn topics(out: &mut String, sheet: &Sheet) {
    let _ = writeln!(
        out,
        "<section class=\"topics\">\n<h2 id=\"topics\">話題の比較</h2>\n<p class=\"legend\">{}</p>",
        escape(sheet.legend)
    );
    out.push_str(
        "<form class=\"filters\" hidden>\n<label>語で絞り込む <input type=\"search\" data-filter=\"words\"></label>\n\
         <label><input type=\"checkbox\" data-filter=\"lacking\"> どれかに無いものだけ</label>\n\
         <label><input type=\"checkbox\" data-filter=\"partial\"> 「一部」のあるものだけ</label>\n\
         <output aria-live=\"polite\"></output>\n</form>\n",
    );
    out.push_str("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"topics\">\n<table class=\"matrix\">\n<thead><tr><th scope=\"col\" data-sort=\"order\">話題</th>");
    for text in &sheet.texts {
        let _ = write!(
            out,
            "<th scope=\"col\" data-sort=\"state\">{}<span class=\"org\">{}</span></th>",
            escape(&text.letter),
            escape(text.organization.as_deref().unwrap_or(&text.name))
        );
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for (n, row) in sheet.topics.iter().enumerate() {
        topic_row(out, n, row, sheet);
    }
    out.push_str("</tbody>\n</table>\n</div>\n</section>\n");
}

fn topic_row(out: &mut String, order: usize, row: &TopicRow, sheet: &Sheet) {
    let partial = row.cells.iter().any(|c| c.state == State::Partial);
    let _ = write!(
        out,
        "<tr data-order=\"{order}\"{}{}><th scope=\"row\">{}",
        if row.lacking.is_empty() {
            ""
        } else {
            " data-lacking"
        },
        if partial { " data-partial" } else { "" },
        escape(&row.name)
    );
    if let Some(law) = &row.law {
        let _ = write!(out, "<span class=\"law\">{}</span>", escape(law));
    }
    out.push_str("</th>");
    for (text, cell) in sheet.texts.iter().zip(&row.cells) {
        topic_cell(out, &text.letter, cell);
    }
    out.push_str("</tr>\n");
}

fn topic_cell(out: &mut String, letter: &str, cell: &CellRow) {
    let (class, rank) = match cell.state {
        State::Present => ("present", 2),
        State::Partial => ("partial", 1),
        State::Absent => ("absent", 0),
        State::Outside => ("absent", -1),
    };
    let _ = write!(
        out,
        "<td class=\"{class}\" data-rank=\"{rank}\"><b>{}</b>",
        cell.state.mark()
    );
    for place in cell.places.iter().take(3) {
        out.push(' ');
        link(out, letter, place);
    }
    if cell.places.len() > 3 {
        let _ = write!(out, " ほか{}", cell.places.len() - 3);
    }
    if !cell.missing.is_empty() {
        let _ = write!(
            out,
            "<span class=\"missing\">見当たらない記載：{}</span>",
            escape(&cell.missing.join("、"))
        );
    }
    if !cell.words.is_empty() {
        let _ = write!(
            out,
            "<span class=\"words\">語：{}</span>",
            escape(
                &cell
                    .words
                    .iter()
                    .take(4)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join("、")
            )
        );
    }
    out.push_str("</td>");
}

/// A clause by its path, a link where the page has it.
fn link(out: &mut String, letter: &str, named: &Named) {
    link_as(out, letter, named, &shorten(&named.path, PATH));
}

/// A clause by some words, a link where the page has it; else by its name.
fn link_as(out: &mut String, letter: &str, named: &Named, words: &str) {
    match named.node {
        Some(node) => {
            let _ = write!(
                out,
                "<a href=\"#{}\">{}</a>",
                anchor(letter, node),
                escape(words)
            );
        }
        None => out.push_str(&escape(&named.name)),
    }
}

/// The address of a clause in the page: letters and digits only, whatever the clause is called.
fn anchor(letter: &str, node: usize) -> String {
    format!("{letter}-{node}")
}

fn likeness(out: &mut String, sheet: &Sheet) {
    out.push_str("<section class=\"likeness\">\n<h2 id=\"likeness\">文言の近さ</h2>\n<p class=\"legend\">短い方の文言のうち、他方にもある割合（％）。誰が先に書いたかは、この図からは分かりません。</p>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"likeness\">");
    out.push_str(&svg::heat_map(sheet));
    out.push_str(&svg::tree(sheet));
    out.push_str("</div>\n");
    for group in &sheet.groups {
        let _ = writeln!(out, "<p>ほぼ同じ文言：{}</p>", escape(&group.join("、")));
    }
    out.push_str("</section>\n");
}

fn typical(out: &mut String, sheet: &Sheet) {
    let rows: Vec<&TopicRow> = sheet
        .topics
        .iter()
        .filter(|t| !t.typical.is_empty())
        .collect();
    if rows.is_empty() {
        return;
    }
    out.push_str("<section class=\"typical\">\n<h2 id=\"typical\">話題ごとの典型的な条項と、そこからの隔たり</h2>\n<p class=\"legend\">典型的な条項：他のどれにも最も近い条項。％は、それとの近さ。</p>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"typical\">\n<table>\n<thead><tr><th scope=\"col\">話題</th><th scope=\"col\">典型的な条項</th><th scope=\"col\">近い順</th></tr></thead>\n<tbody>\n");
    for row in rows {
        let _ = write!(out, "<tr><th scope=\"row\">{}</th><td>", escape(&row.name));
        for (n, (letter, named, percent)) in row.typical.iter().enumerate() {
            if n == 1 {
                out.push_str("</td><td>");
            }
            if n > 1 {
                out.push('、');
            }
            let _ = write!(out, "{} ", escape(letter));
            link(out, letter, named);
            if n > 0 {
                let _ = write!(out, "（{percent}％）");
            }
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n</section>\n");
}

fn facts(out: &mut String, sheet: &Sheet) {
    out.push_str("<section class=\"facts\">\n<h2 id=\"facts\">事実の比較</h2>\n");
    for kind in FactKind::ALL {
        let rows: Vec<_> = sheet.facts.iter().filter(|f| f.kind == kind).collect();
        if rows.is_empty() {
            continue;
        }
        let id = format!("facts-{}", kind.as_str());
        let _ = write!(
            out,
            "<h3 id=\"{id}\">{}</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{id}\">\n<table class=\"matrix\">\n<thead><tr><th scope=\"col\">{0}</th>",
            kind.name()
        );
        for text in &sheet.texts {
            let _ = write!(out, "<th scope=\"col\">{}</th>", escape(&text.letter));
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            let _ = write!(out, "<tr><th scope=\"row\">{}</th>", escape(&row.value));
            for (text, places) in sheet.texts.iter().zip(&row.places) {
                if places.is_empty() {
                    out.push_str("<td class=\"absent\"><b>―</b></td>");
                    continue;
                }
                out.push_str("<td class=\"present\"><b>◯</b>");
                for place in places.iter().take(3) {
                    out.push(' ');
                    link(out, &text.letter, place);
                }
                if places.len() > 3 {
                    let _ = write!(out, " ほか{}", places.len() - 3);
                }
                out.push_str("</td>");
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n</div>\n");
    }
    out.push_str("</section>\n");
}

/// The texts themselves, which the links of the tables lead to.
fn bodies(out: &mut String, comparison: &Comparison<'_>, sheet: &Sheet) {
    out.push_str("<section class=\"bodies\">\n<h2 id=\"bodies\">本文</h2>\n");
    for (text, profile) in sheet.texts.iter().zip(&comparison.profiles) {
        let _ = write!(
            out,
            "<details class=\"body\" id=\"{0}\">\n<summary>{0}　{1}</summary>\n",
            escape(&text.letter),
            escape(text.title.as_deref().unwrap_or(&text.name))
        );
        lines(out, &profile.document.preamble);
        for (n, node) in profile.nodes.iter().enumerate() {
            let depth = node.path.segments().count().clamp(1, 6);
            let _ = write!(
                out,
                "<div class=\"clause d{depth}\" id=\"{}\"><p><b>{}</b>",
                anchor(&text.letter, n),
                escape(&node.clause.marker)
            );
            if let Some(caption) = &node.clause.caption {
                let _ = write!(out, " <b>{}</b>", escape(caption));
            }
            out.push_str("</p>");
            lines(out, &node.clause.blocks);
            out.push_str("</div>\n");
        }
        lines(out, &profile.document.closing);
        out.push_str("</details>\n");
    }
    out.push_str("</section>\n");
}

fn lines(out: &mut String, blocks: &[crate::document::Block]) {
    for line in line::of_blocks(blocks) {
        let _ = writeln!(out, "<p>{}</p>", escape(&line.shown().replace('\t', "　")));
    }
}

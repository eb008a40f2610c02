//! Change: what happened inside a clause, as an inline redline and side by side.
//!
//! In: the changes of a revision. Out: markup appended to a page, in which every stretch that came or went is said in hidden
//! words too, for readers do not announce `ins` and `del`. Never: leaves out a line.

use super::html::text;
use super::words::Words;
use crate::diff::{Change, Edit, Line, Op, Pair, Place, line};
use crate::document::{Block, Clause, Document, LeafKind};

/// Appends a stretch of edits; of one side only, if one is given.
fn edits(out: &mut String, edits: &[Edit], side: Option<Op>, w: &Words) {
    for edit in edits {
        let hidden = match (edit.op, side) {
            (Op::Equal, _) => None,
            (op, Some(side)) if op != side => continue,
            (Op::Insert, _) => Some(("ins", w.ins_begin, w.ins_end)),
            (Op::Delete, _) => Some(("del", w.del_begin, w.del_end)),
        };
        match hidden {
            None => broken(out, &edit.text),
            Some((tag, begin, end)) => {
                for piece in ["<", tag, "><span class=\"vh\">", begin, "</span>"] {
                    out.push_str(piece);
                }
                broken(out, &edit.text);
                for piece in ["<span class=\"vh\">", end, "</span></", tag, ">"] {
                    out.push_str(piece);
                }
            }
        }
    }
}

/// A text whose line breaks and cells stay visible.
fn broken(out: &mut String, plain: &str) {
    for (at, part) in plain.split('\n').enumerate() {
        if at > 0 {
            out.push_str("<br>\n");
        }
        for (at, cell) in part.split('\t').enumerate() {
            if at > 0 {
                out.push_str("<span class=\"cell\"> | </span>");
            }
            text(out, cell);
        }
    }
}

/// The class of a line: what it is and how deep.
fn class(lines: &[Line<'_>]) -> &'static str {
    match lines.first().map(|l| (l.kind, l.depth)) {
        Some((LeafKind::Item, 0)) => "l it",
        Some((LeafKind::Item, 1)) => "l it it1",
        Some((LeafKind::Item, _)) => "l it it2",
        Some((LeafKind::Note, _)) => "l it",
        _ => "l",
    }
}

fn lines_of<'c, 'a>(change: &'c Change<'a>) -> &'c [Line<'a>] {
    if change.new.is_empty() {
        &change.old
    } else {
        &change.new
    }
}

/// True where number or heading differ, or stand on one side only.
pub(super) fn is_renamed(pair: &Pair<'_>) -> bool {
    let mut names = pair.changes.iter().filter(|c| c.place != Place::Text);
    names.any(|c| !c.is_equal())
}

/// Number and heading of a pair on one line, what changed of them marked; nothing where it has neither.
pub(super) fn head(out: &mut String, pair: &Pair<'_>, side: Option<Op>, w: &Words) {
    let mut names = pair
        .changes
        .iter()
        .filter(|c| c.place != Place::Text)
        .filter(|c| match side {
            Some(Op::Delete) => !c.old.is_empty(),
            Some(Op::Insert) => !c.new.is_empty(),
            _ => true,
        })
        .peekable();
    if pair.changes.is_empty() {
        if let Some(side) = pair.new.as_ref().or(pair.old.as_ref()) {
            plain_head(out, side.clause);
        }
        return;
    }
    if names.peek().is_none() {
        return;
    }
    out.push_str("<p class=\"l h\">");
    for (at, change) in names.enumerate() {
        if at > 0 {
            out.push('　');
        }
        edits(out, &change.edits, side, w);
    }
    out.push_str("</p>\n");
}

fn plain_head(out: &mut String, clause: &Clause) {
    let caption = clause.caption.as_deref().unwrap_or_default();
    let names = if clause.caption_first {
        [caption, &clause.marker]
    } else {
        [clause.marker.as_str(), caption]
    };
    out.push_str("<p class=\"l h\">");
    for (at, name) in names.iter().filter(|n| !n.is_empty()).enumerate() {
        if at > 0 {
            out.push('　');
        }
        text(out, name);
    }
    out.push_str("</p>\n");
}

/// A clause as it stands, without those below it. A number without a heading stands before its text.
pub(super) fn plain(out: &mut String, clause: &Clause) {
    if clause.caption.is_some() || clause.blocks.is_empty() {
        plain_head(out, clause);
        plain_text(out, clause, "");
    } else {
        plain_text(out, clause, &clause.marker);
    }
}

/// The text of a clause as it stands.
pub(super) fn plain_text(out: &mut String, clause: &Clause, number: &str) {
    for (at, line) in line::of_blocks(&clause.blocks).into_iter().enumerate() {
        out.push_str("<p class=\"");
        out.push_str(class(std::slice::from_ref(&line)));
        out.push_str("\">");
        if at == 0 && !number.is_empty() {
            out.push_str("<b>");
            text(out, number);
            out.push_str("</b>　");
        }
        broken(out, &line.shown());
        out.push_str("</p>\n");
    }
}

/// True where a clause has a number and no heading, and a first line on each side that has the clause: there the number
/// stands before the line.
pub(super) fn runs_in(pair: &Pair<'_>) -> bool {
    let sides = [&pair.old, &pair.new];
    let bare =
        |s: &&Option<crate::diff::Side<'_>>| s.as_ref().is_none_or(|s| s.clause.caption.is_none());
    let first = pair.changes.iter().find(|c| c.place == Place::Text);
    sides.iter().all(bare)
        && first.is_some_and(|c| {
            (pair.old.is_none() || !c.old.is_empty()) && (pair.new.is_none() || !c.new.is_empty())
        })
}

/// The number before the first line.
fn number(out: &mut String, pair: &Pair<'_>, side: Option<Op>, w: &Words) {
    for change in pair.changes.iter().filter(|c| c.place == Place::Marker) {
        out.push_str("<b>");
        edits(out, &change.edits, side, w);
        out.push_str("</b>　");
    }
}

/// Lines as an inline redline, the number of a clause before the first.
pub(super) fn inline<'c, 'a: 'c>(
    out: &mut String,
    changes: impl IntoIterator<Item = &'c Change<'a>>,
    numbered: Option<&Pair<'_>>,
    w: &Words,
) {
    let mut numbered = numbered;
    for change in changes {
        out.push_str("<p class=\"");
        out.push_str(class(lines_of(change)));
        out.push_str("\">");
        if let Some(pair) = numbered.take() {
            number(out, pair, None, w);
        }
        edits(out, &change.edits, None, w);
        out.push_str("</p>\n");
    }
}

/// Lines as rows of two columns, the number of a clause before the first.
pub(super) fn side<'c, 'a: 'c>(
    out: &mut String,
    changes: impl IntoIterator<Item = &'c Change<'a>>,
    numbered: Option<&Pair<'_>>,
    w: &Words,
) {
    let mut numbered = numbered;
    for change in changes {
        let numbered = numbered.take();
        // On a narrow page, where the two stand below each other, what is the same is shown once.
        let kept = |p: &Pair<'_>| p.old.is_some() && p.new.is_some() && !is_renamed(p);
        let same = change.edits.iter().all(|e| e.op == Op::Equal) && numbered.is_none_or(kept);
        out.push_str(if same { "<tr class=\"eq\">" } else { "<tr>" });
        for (op, lines, name) in [
            (Op::Delete, &change.old, "o"),
            (Op::Insert, &change.new, "n"),
        ] {
            for piece in ["<td class=\"", name, "\"><p class=\"", class(lines), "\">"] {
                out.push_str(piece);
            }
            let none = match op {
                Op::Delete => numbered.filter(|p| p.old.is_none()).map(|_| w.newly),
                _ => numbered.filter(|p| p.new.is_none()).map(|_| w.gone),
            };
            match (none, numbered) {
                (Some(none), _) => out.push_str(none),
                (None, Some(pair)) => number(out, pair, Some(op), w),
                (None, None) => {}
            }
            edits(out, &change.edits, Some(op), w);
            out.push_str("</p></td>");
        }
        out.push_str("</tr>\n");
    }
}

/// The two columns of a pair: heading row, then its lines.
pub(super) fn table(out: &mut String, pair: &Pair<'_>, w: &Words) {
    open_table(out, w);
    let texts = || pair.changes.iter().filter(|c| c.place == Place::Text);
    if runs_in(pair) {
        side(out, texts(), Some(pair), w);
        close_table(out);
        return;
    }
    names(out, pair, w);
    side(out, texts(), None, w);
    close_table(out);
}

/// Number and heading of a pair in two columns, where its text did not change.
pub(super) fn names_table(out: &mut String, pair: &Pair<'_>, w: &Words) {
    open_table(out, w);
    names(out, pair, w);
    close_table(out);
}

/// The row of number and heading.
fn names(out: &mut String, pair: &Pair<'_>, w: &Words) {
    out.push_str("<tr>");
    for (op, name, is, none) in [
        (Op::Delete, "o", pair.old.is_some(), w.newly),
        (Op::Insert, "n", pair.new.is_some(), w.gone),
    ] {
        for piece in ["<td class=\"", name, "\">"] {
            out.push_str(piece);
        }
        if is {
            head(out, pair, Some(op), w);
        } else {
            for piece in ["<p class=\"l none\">", none, "</p>"] {
                out.push_str(piece);
            }
        }
        out.push_str("</td>");
    }
    out.push_str("</tr>\n");
}

/// The beginning of a table of two columns.
pub(super) fn open_table(out: &mut String, w: &Words) {
    for piece in [
        "<table class=\"side\"><thead><tr><th scope=\"col\">",
        w.compare_old,
        "</th><th scope=\"col\">",
        w.compare_new,
        "</th></tr></thead>\n<tbody>\n",
    ] {
        out.push_str(piece);
    }
}

/// The end of it.
pub(super) fn close_table(out: &mut String) {
    out.push_str("</tbody></table>\n");
}

/// The characters of a document that are no blanks: those of its leaves.
pub(super) fn length(document: &Document) -> usize {
    let solid = |text: &str| line::solid(text).count();
    let blocks = |blocks: &[Block]| {
        let lines = line::of_blocks(blocks);
        lines
            .iter()
            .map(|l| solid(l.marker) + solid(&l.text))
            .sum::<usize>()
    };
    fn clauses(list: &[Clause], of: &dyn Fn(&Clause) -> usize) -> usize {
        list.iter().map(|c| of(c) + clauses(&c.clauses, of)).sum()
    }
    let lines = document.title.iter().chain(&document.toc);
    let dates = document
        .dates
        .iter()
        .filter(|d| d.place != crate::document::Place::Clause);
    let notices = document.notices.iter();
    lines.map(|l| solid(l)).sum::<usize>()
        + dates.map(|d| solid(&d.text)).sum::<usize>()
        + blocks(&document.preamble)
        + notices
            .map(|n| n.heading.as_deref().map_or(0, solid) + blocks(&n.blocks))
            .sum::<usize>()
        + clauses(&document.clauses, &|c| {
            solid(&c.marker) + c.caption.as_deref().map_or(0, solid) + blocks(&c.blocks)
        })
        + blocks(&document.closing)
}

/// How many clauses there are, those below others included.
pub(super) fn count(clauses: &[Clause]) -> usize {
    clauses.iter().map(|c| 1 + count(&c.clauses)).sum()
}

/// A sentence of the 改定概要 and what stands below it, as an item of a list.
pub(super) fn item(out: &mut String, sentence: &str, below: &[String]) {
    out.push_str("<li>");
    text(out, sentence);
    if !below.is_empty() {
        out.push_str("<ul>");
        for line in below {
            out.push_str("<li>");
            text(out, line);
            out.push_str("</li>");
        }
        out.push_str("</ul>");
    }
    out.push_str("</li>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_is_that_of_the_leaves() {
        let text = "---\nkaitei: 1\ndates:\n  - amended 2024-04-01 head 2024年4月1日 改定\n---\n\n# 会 則\n\n前文。\n\n- ・項目\n\n\
                    ## **第1条** （表）\n\n| 甲 | 乙 |\n| --- | --- |\n| 一 |  |\n\n### **(1)** 細目\n\n> ※　注記\n";
        let document = crate::document::canonical::read(text).unwrap();
        let leaves = document.leaves();
        let solid = |t: &str| line::solid(t).count();
        let sum: usize = leaves
            .iter()
            .map(|l| solid(&l.marker) + solid(&l.text))
            .sum();
        assert!(sum > 20);
        assert_eq!(length(&document), sum);
        assert_eq!(count(&document.clauses), document.walk().len());
    }
}

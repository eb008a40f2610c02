//! A made document as Markdown: headings, lists, lists by position, bold lines, paragraphs.
//!
//! In: the clauses and their frame. Out: a text. Never: a list whose numbers are not those that were meant.

use super::around::Frame;
use super::{Caption, Dice, Node};

/// How the clauses below the articles are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Below {
    /// Each a paragraph with its number.
    Paragraphs,
    /// Each an item of a bulleted list, nested by its depth, with its number.
    Bulleted,
    /// Each a paragraph whose `1.` is escaped.
    Escaped,
    /// Each a line with a hard break.
    Breaks,
}

/// The text of a document.
pub(super) fn write(title: &str, frame: &Frame, nodes: &[Node], dice: &mut Dice) -> String {
    let below = [
        Below::Paragraphs,
        Below::Bulleted,
        Below::Escaped,
        Below::Breaks,
    ][dice.roll(4)];
    let bold = dice.one_in(5);
    let loose = dice.one_in(3);
    let mut out = format!("# {title}\n\n");
    for line in &frame.head {
        out += &format!("{line}\n\n");
    }
    let tops = nodes
        .iter()
        .position(|n| n.caption == Caption::None)
        .map_or(1, |at| nodes[at].depth - 1)
        .max(1);
    for node in nodes {
        let captioned = node.caption == Caption::Before && !node.marker.contains('条');
        let heads =
            node.depth <= tops && node.caption != Caption::None && !captioned || node.depth == 1;
        if heads {
            heading(node, bold, &mut out);
        } else {
            clause(node, below, node.depth.saturating_sub(tops + 1), &mut out);
        }
        // Below an item, or, as editors leave it, at the margin.
        let inside = if heads || below != Below::Bulleted || loose {
            0
        } else {
            node.depth.saturating_sub(tops)
        };
        points(node, &"  ".repeat(inside), &mut out);
    }
    for line in &frame.foot {
        out += &format!("\n{line}\n");
    }
    out
}

fn heading(node: &Node, bold: bool, out: &mut String) {
    let Node {
        marker,
        heading,
        text,
        ..
    } = node;
    let hashes = "#".repeat((node.depth + 1).min(6));
    let line = match node.caption {
        _ if heading.is_empty() => marker.clone(),
        Caption::Plain => format!("{marker} {heading}"),
        _ => format!("{marker}（{heading}）"),
    };
    *out += &if bold && node.depth > 1 {
        format!("\n**{line}**\n\n")
    } else {
        format!("\n{hashes} {line}\n\n")
    };
    if !text.is_empty() {
        *out += &format!("{text}\n\n");
    }
}

fn clause(node: &Node, below: Below, depth: usize, out: &mut String) {
    let Node {
        marker,
        text,
        heading,
        ..
    } = node;
    if !heading.is_empty() {
        *out += &format!("（{heading}）\n\n");
    }
    match below {
        _ if !heading.is_empty() => *out += &format!("{marker}　{text}\n\n"),
        Below::Bulleted => *out += &format!("{}- {marker} {text}\n", "  ".repeat(depth)),
        Below::Escaped => {
            let escaped = marker.replace('.', "\\.");
            *out += &format!("{escaped} {text}\n\n");
        }
        Below::Breaks => *out += &format!("{}　{text}  \n", marker.replace('.', "\\.")),
        Below::Paragraphs => {
            // A paragraph that begins with `1.` or `1)` is a list to Markdown, and counts as one.
            *out += &format!("{marker} {text}\n\n");
        }
    }
}

fn points(node: &Node, left: &str, out: &mut String) {
    if !node.points.is_empty() {
        *out += "\n";
    }
    for (mark, point) in &node.points {
        let item = mark.is_ascii() || mark.starts_with('-');
        *out += &if item {
            format!("{left}{mark} {point}\n")
        } else {
            format!("{left}{mark}{point}\n\n")
        };
    }
    if !node.rows.is_empty() {
        *out += &format!("\n{}\n\n", node.rows.join("\n"));
    } else if !node.points.is_empty() {
        *out += "\n";
    }
}

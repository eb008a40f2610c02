//! Pictures of a comparison: who is near whom, as a heat map and as a tree.
//!
//! In: a sheet. Out: SVG that stands inside a page, with a title and words for readers who do not see it. Never: tells by
//! colour alone: every cell bears its figure.

use std::fmt::Write as _;

use super::sheet::Sheet;
use crate::compare::cluster::Branch;
use crate::report::quote::shorten;

/// Side of a cell, in pixels of the picture.
const CELL: usize = 44;
/// Room for a letter at the side and on top.
const HEAD: usize = 34;
/// Height of a leaf of the tree, width of the tree, room for the names beside it.
const LEAF: usize = 30;
const WIDE: usize = 360;
const NAMES: usize = 400;
/// Characters of a name.
const NAME: usize = 26;

/// The heat map: rows and columns in the order of the tree, so that what is near stands together.
pub fn heat_map(sheet: &Sheet) -> String {
    let order = order(sheet);
    let side = HEAD + CELL * order.len();
    let mut out = format!(
        "<svg class=\"heat\" viewBox=\"0 0 {side} {side}\" width=\"{side}\" height=\"{side}\" role=\"img\" aria-labelledby=\"heat-title\">\
         <title id=\"heat-title\">文言の近さ（短い方の文言のうち、他方にもある割合）</title>"
    );
    for (n, text) in order.iter().enumerate() {
        let letter = super::escape(&sheet.texts[*text].letter);
        let at = HEAD + CELL * n + CELL / 2;
        let _ = write!(
            out,
            "<text class=\"letter\" x=\"{at}\" y=\"22\">{letter}</text><text class=\"letter\" x=\"16\" y=\"{}\">{letter}</text>",
            at + 5
        );
    }
    for (r, i) in order.iter().enumerate() {
        for (c, j) in order.iter().enumerate() {
            let value = sheet.likeness[*i][*j];
            let (x, y) = (HEAD + CELL * c, HEAD + CELL * r);
            let level = if i == j { 0 } else { value.div_ceil(20) };
            let _ = write!(
                out,
                "<rect class=\"h{level}\" x=\"{x}\" y=\"{y}\" width=\"{CELL}\" height=\"{CELL}\"/>"
            );
            let figure = if i == j {
                "―".to_owned()
            } else {
                value.to_string()
            };
            let _ = write!(
                out,
                "<text class=\"figure h{level}\" x=\"{}\" y=\"{}\">{figure}</text>",
                x + CELL / 2,
                y + CELL / 2 + 5
            );
        }
    }
    out.push_str("</svg>");
    out
}

/// The tree: the nearer two texts are, the further right they part.
pub fn tree(sheet: &Sheet) -> String {
    let Some(branch) = &sheet.tree else {
        return String::new();
    };
    let leaves = branch.leaves();
    let (width, height) = (WIDE + NAMES, LEAF * leaves.len() + 34);
    let mut out = format!(
        "<svg class=\"tree\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"tree-title\">\
         <title id=\"tree-title\">文言の近さの木（右で分かれるほど近い）</title>"
    );
    draw(branch, &leaves, sheet, &mut out);
    for (percent, anchor) in [(0, "start"), (50, "middle"), (100, "end")] {
        let x = 4 + (WIDE - 8) * percent / 100;
        let _ = write!(
            out,
            "<text class=\"axis\" text-anchor=\"{anchor}\" x=\"{x}\" y=\"{}\">{percent}％</text>",
            height - 8
        );
    }
    out.push_str("</svg>");
    out
}

/// Draws a branch; where its stem begins: across and down.
fn draw(branch: &Branch, leaves: &[usize], sheet: &Sheet, out: &mut String) -> (f32, f32) {
    match branch {
        Branch::Leaf(text) => {
            let row = leaves.iter().position(|l| l == text).unwrap_or_default();
            let y = (LEAF * row + LEAF / 2) as f32;
            let row = &sheet.texts[*text];
            let _ = write!(
                out,
                "<text class=\"name\" x=\"{}\" y=\"{}\">{}　{}</text>",
                WIDE + 8,
                y + 5.0,
                super::escape(&row.letter),
                super::escape(&shorten(&name(sheet, *text), NAME))
            );
            (WIDE as f32, y)
        }
        Branch::Fork(a, b, likeness) => {
            let (ax, ay) = draw(a, leaves, sheet, out);
            let (bx, by) = draw(b, leaves, sheet, out);
            let x = 4.0 + (WIDE - 8) as f32 * likeness.clamp(0.0, 1.0);
            let _ = write!(
                out,
                "<path d=\"M{ax:.1} {ay:.1}H{x:.1}V{by:.1}H{bx:.1}\"><title>{}％</title></path>",
                super::phrases::percent(*likeness)
            );
            (x, (ay + by) / 2.0)
        }
    }
}

/// Whose text it is; of several of one organisation, or where none is named, which.
fn name(sheet: &Sheet, text: usize) -> String {
    let row = &sheet.texts[text];
    let file = || {
        let file = row.name.rsplit('/').next().unwrap_or(&row.name);
        file.rsplit_once('.').map_or(file, |(stem, _)| stem)
    };
    match &row.organization {
        None => row.title.clone().unwrap_or_else(|| file().to_owned()),
        Some(own) => {
            let same = |t: &&super::sheet::TextRow| t.organization.as_ref() == Some(own);
            if sheet.texts.iter().filter(same).count() > 1 {
                format!("{}　{}", shorten(own, NAME / 2), file())
            } else {
                own.clone()
            }
        }
    }
}

fn order(sheet: &Sheet) -> Vec<usize> {
    sheet.tree.as_ref().map_or_else(Vec::new, Branch::leaves)
}

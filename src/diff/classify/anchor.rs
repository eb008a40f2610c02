//! Anchor: 次条第2号, 前項第1号, 同条第3項: a number that counts from a clause named beside it, not from the one it stands in.
//!
//! In: a reference and the text before it. Out: the old clause from which its number is to be read. Never: guesses where
//! nothing is named: 同条 without an article before it points nowhere.

use super::reference::References;
use super::steps::{CONNECTIVES, Step};
use crate::diff::ordinal::Level;
use crate::diff::tree::Tree;
use crate::text::fold;

/// What a word right before a number names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    /// The article before or behind.
    Article { on: bool },
    /// The 項 before or behind.
    Paragraph { on: bool },
    /// What the text named last in that unit.
    Same(char),
    /// The clause itself.
    Own,
}

/// The words, as statutes and contracts use them (法令における「前」「次」「同」の用語法).
const ANCHORS: [(&str, Anchor); 8] = [
    ("前条", Anchor::Article { on: false }),
    ("次条", Anchor::Article { on: true }),
    ("前項", Anchor::Paragraph { on: false }),
    ("次項", Anchor::Paragraph { on: true }),
    ("同条", Anchor::Same('条')),
    ("同項", Anchor::Same('項')),
    ("本条", Anchor::Own),
    ("本項", Anchor::Own),
];

/// The old clause from which step `at` of a reference in the old clause `from` is to be read; none where nothing says.
pub(super) fn seen_from(
    references: &References<'_, '_>,
    text: &str,
    steps: &[Step],
    at: usize,
    from: Option<usize>,
) -> Option<usize> {
    let mut root = at;
    while let Some(above) = steps[root].under {
        root = above;
    }
    if !matches!(steps[root].unit, '項' | '号') {
        return from;
    }
    loop {
        let before = text[..steps[root].range.start].trim_end_matches('の');
        if let Some((_, anchor)) = ANCHORS.iter().find(|(word, _)| before.ends_with(word)) {
            return named(references, *anchor, steps, root, from);
        }
        // 次条第1号、第4号又は第7号: the whole series counts from there.
        let goes_on = |p: &usize| {
            let between = text.get(steps[*p].range.end..steps[root].range.start);
            steps[*p].unit == steps[root].unit
                && steps[*p].under.is_none()
                && between.is_some_and(|b| CONNECTIVES.contains(&fold::trim(b)))
        };
        match root.checked_sub(1).filter(goes_on) {
            Some(before) => root = before,
            None => return from,
        }
    }
}

/// The word that ends a text and names the clause from which the number behind it counts; empty where there is none.
pub(super) fn word_before(text: &str) -> &'static str {
    let found = ANCHORS.iter().find(|(word, _)| text.ends_with(word));
    found.map_or("", |(word, _)| word)
}

fn named(
    references: &References<'_, '_>,
    anchor: Anchor,
    steps: &[Step],
    at: usize,
    from: Option<usize>,
) -> Option<usize> {
    let (tree, ..) = references.sides();
    match anchor {
        Anchor::Own => from,
        Anchor::Same(unit) => {
            let last = steps[..at].iter().rposition(|s| s.unit == unit)?;
            references.target(steps, last, from)
        }
        Anchor::Article { on } => {
            let own = above(tree, from?, |n| tree.nodes[n].level == Level::Article)?;
            let is = |n: &usize| tree.nodes[*n].level == Level::Article;
            if on {
                (own + 1..tree.nodes.len()).find(is)
            } else {
                (0..own).rev().find(is)
            }
        }
        Anchor::Paragraph { on } => {
            let article = |n: usize| tree.nodes[n].level == Level::Article;
            let paragraph = |n: usize| tree.nodes[n].unit == Some('項');
            let own = above(tree, from?, |n| paragraph(n) || article(n))?;
            let parent = if article(own) {
                own
            } else {
                tree.nodes[own].parent?
            };
            // An article's own text is its first 項.
            let first = (!tree.nodes[parent].clause.blocks.is_empty()).then_some(parent);
            let below = tree.nodes[parent]
                .children
                .iter()
                .copied()
                .filter(|&n| paragraph(n));
            let row: Vec<usize> = first.into_iter().chain(below).collect();
            let place = row.iter().position(|&n| n == own)?;
            let beside = if on { place + 1 } else { place.checked_sub(1)? };
            row.get(beside).copied()
        }
    }
}

fn above(tree: &Tree<'_>, from: usize, is: impl Fn(usize) -> bool) -> Option<usize> {
    std::iter::successors(Some(from), |&n| tree.nodes[n].parent).find(|&n| is(n))
}

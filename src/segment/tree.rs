//! The tree under construction.
//!
//! In: clauses as they open and texts as they come. Out: the document's clauses. Never: decides where
//! a clause begins.

use super::body::{self, Kind, Piece};
use super::marker::{Family, Style};
use super::outline;
use crate::document::{Block, Clause, Lines};

/// A clause under construction; node 0 is the root, whose texts are the preamble.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) marker: String,
    pub(super) caption: Option<String>,
    pub(super) caption_first: bool,
    /// True where the first piece is the text that follows the number on its line.
    pub(super) opening: bool,
    /// True where that text is a heading whatever its sisters are.
    pub(super) headed: bool,
    pub(super) style: Option<Style>,
    pub(super) pieces: Vec<Piece>,
    pub(super) children: Vec<usize>,
    pub(super) lines: (usize, usize),
}

impl Node {
    /// True where text stands below the text behind the number, a remark on an amendment aside.
    fn has_own_text(&self) -> bool {
        let below = self.pieces.iter().skip(1);
        below
            .into_iter()
            .any(|p| !outline::is_amendment_note(&p.text))
    }
}

/// True for the wording of an item: a clause that ends in こと, もの, とき or 場合.
fn is_item_text(text: &str) -> bool {
    ["もの", "こと", "とき", "場合"]
        .iter()
        .any(|w| text.ends_with(w))
        && text.contains(['を', 'が', 'に', 'は', 'の'])
}

#[derive(Debug)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
}

impl Tree {
    pub(super) fn new() -> Self {
        Self {
            nodes: vec![Node::default()],
        }
    }

    /// Opens a clause under `parent`; its index.
    pub(super) fn open(&mut self, parent: usize, node: Node) -> usize {
        let index = self.nodes.len();
        self.nodes.push(node);
        self.nodes[parent].children.push(index);
        index
    }

    /// The preamble and the clauses.
    pub(super) fn finish(mut self) -> (Vec<Block>, Vec<Clause>) {
        for index in 0..self.nodes.len() {
            self.settle_headings(index);
        }
        let preamble = body::blocks(std::mem::take(&mut self.nodes[0].pieces));
        let children = std::mem::take(&mut self.nodes[0].children);
        let clauses = children.into_iter().map(|c| self.clause(c)).collect();
        (preamble, clauses)
    }

    fn clause(&mut self, index: usize) -> Clause {
        let node = std::mem::take(&mut self.nodes[index]);
        let clauses: Vec<Clause> = node.children.into_iter().map(|c| self.clause(c)).collect();
        let last = clauses
            .iter()
            .map(|c| c.lines.1)
            .max()
            .unwrap_or(0)
            .max(node.lines.1);
        Clause {
            marker: node.marker,
            caption: node.caption,
            caption_first: node.caption_first,
            lines: Lines(node.lines.0, last),
            blocks: body::blocks(node.pieces),
            clauses,
        }
    }

    /// Decides for each child of `parent` whether the text behind its number is its heading.
    ///
    /// Sisters of one style are of one kind: their texts are headings where most of those that could be
    /// one have text or sub-clauses of their own under them.
    fn settle_headings(&mut self, parent: usize) {
        let children = self.nodes[parent].children.clone();
        let mut styles: Vec<(Style, usize, usize)> = Vec::new();
        for child in &children {
            let node = &self.nodes[*child];
            let Some(style) = node.style.filter(|_| node.opening) else {
                continue;
            };
            let first = &node.pieces[0].text;
            let like =
                body::is_heading_like(first) && (node.has_own_text() || !is_item_text(first));
            let headed = like && (node.has_own_text() || !node.children.is_empty());
            match styles.iter_mut().find(|s| s.0 == style) {
                Some(entry) => {
                    entry.1 += usize::from(like);
                    entry.2 += usize::from(headed);
                }
                None => styles.push((style, usize::from(like), usize::from(headed))),
            }
        }
        for child in children {
            let node = &mut self.nodes[child];
            if !node.opening {
                continue;
            }
            let sisters = node
                .style
                .and_then(|s| styles.iter().find(|e| e.0 == s))
                .is_some_and(|(_, like, headed)| *headed > 0 && headed * 2 >= *like);
            let article = node.style.is_some_and(|s| s.family == Family::Article);
            let like = body::is_heading_like(&node.pieces[0].text);
            let own = node.has_own_text() || !node.children.is_empty();
            // …に該当するもの over イ and ロ is an item of a list, not its heading.
            let like = like && (node.has_own_text() || !is_item_text(&node.pieces[0].text));
            if node.pieces[0].kind == Kind::Paragraph
                && (node.headed || like && (sisters || article && own))
            {
                let piece = node.pieces.remove(0);
                node.caption = Some(piece.text);
                node.opening = false;
            }
        }
    }
}

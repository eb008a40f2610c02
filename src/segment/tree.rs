//! The tree under construction.
//!
//! In: clauses as they open and texts as they come. Out: the document's clauses. Never: decides where
//! a clause begins, or copies a text before the document is made.

use std::borrow::Cow;

use super::body::{self, Kind, Piece};
use super::marker::{Family, Style};
use super::outline;
use crate::document::{Block, Clause, Lines};

/// A clause under construction; node 0 is the root, whose texts are the preamble.
#[derive(Debug, Default)]
pub(super) struct Node<'s> {
    pub(super) marker: &'s str,
    pub(super) caption: Option<Cow<'s, str>>,
    pub(super) caption_first: bool,
    /// True where the first piece is the text that follows the number on its line.
    pub(super) opening: bool,
    /// True where that text is a heading whatever its sisters are.
    pub(super) headed: bool,
    /// What that text is like, where it is known.
    pub(super) phrase: Option<Phrase>,
    pub(super) style: Option<Style>,
    pub(super) lines: (usize, usize),
    /// Its first piece among those of the tree; they go on to the first one of the next node.
    pub(super) pieces: u32,
    /// Its first and last child, and the next child of its parent; 0 for none.
    pub(super) children: (u32, u32),
    pub(super) sister: u32,
    /// How many children it has.
    pub(super) count: u32,
}

/// A place in the tree or among its texts; no text that fits into memory has more.
fn place(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What the text behind a number is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phrase {
    /// A sentence.
    No,
    /// A heading.
    Heading,
    /// A heading but for its last word: …に該当するもの is an item of a list as well.
    Item,
}

impl Phrase {
    /// What a text is like; `phrase`: it can be a heading.
    pub(super) fn of(text: &str, phrase: bool) -> Self {
        match phrase {
            false => Self::No,
            true if is_item_text(text) => Self::Item,
            true => Self::Heading,
        }
    }
}

/// True for the wording of an item: a clause that ends in こと, もの, とき or 場合.
fn is_item_text(text: &str) -> bool {
    ["もの", "こと", "とき", "場合"]
        .iter()
        .any(|w| text.ends_with(w))
        && text.contains(['を', 'が', 'に', 'は', 'の'])
}

/// Nodes in the order of the source, which is the order of a walk. Texts only ever come to the newest node, so that the
/// pieces of all of them lie in one row.
#[derive(Debug)]
pub(super) struct Tree<'s> {
    pub(super) nodes: Vec<Node<'s>>,
    pieces: Vec<Piece<'s>>,
}

impl<'s> Tree<'s> {
    pub(super) fn new() -> Self {
        Self {
            nodes: vec![Node::default()],
            pieces: Vec::new(),
        }
    }

    /// Opens a clause under `parent`; its index.
    pub(super) fn open(&mut self, parent: usize, node: Node<'s>) -> usize {
        let index = self.nodes.len();
        self.nodes.push(Node {
            pieces: place(self.pieces.len()),
            ..node
        });
        let last = std::mem::replace(&mut self.nodes[parent].children.1, place(index));
        self.nodes[parent].count += 1;
        if last == 0 {
            self.nodes[parent].children.0 = place(index);
        } else {
            self.nodes[last as usize].sister = place(index);
        }
        index
    }

    /// Adds a text to the newest node.
    pub(super) fn push(&mut self, piece: Piece<'s>) {
        self.pieces.push(piece);
    }

    /// The texts of a node.
    pub(super) fn pieces(&self, index: usize) -> &[Piece<'s>] {
        let end = self
            .nodes
            .get(index + 1)
            .map_or(self.pieces.len(), |n| n.pieces as usize);
        &self.pieces[self.nodes[index].pieces as usize..end]
    }

    /// The last text of the newest node, which may grow.
    pub(super) fn grow(&mut self) -> Option<&mut Piece<'s>> {
        let node = self.nodes.last_mut()?;
        // What was known of a text is not known of a longer one.
        node.phrase = None;
        self.pieces[node.pieces as usize..].last_mut()
    }

    /// The children of a node.
    pub(super) fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let some = |child: u32| (child != 0).then_some(child as usize);
        std::iter::successors(some(self.nodes[index].children.0), move |child| {
            some(self.nodes[*child].sister)
        })
    }

    /// The preamble and the clauses.
    pub(super) fn finish(mut self) -> (Vec<Block>, Vec<Clause>) {
        for index in 0..self.nodes.len() {
            self.settle_headings(index);
        }
        // From the last clause to the first, so that what is done with gives its memory back; a clause finds its
        // sub-clauses on top, the first of them last.
        let mut done: Vec<Clause> = Vec::new();
        while self.nodes.len() > 1 {
            let Some(node) = self.nodes.pop() else { break };
            let count = node.count as usize;
            let mut clauses = Vec::with_capacity(count);
            clauses.extend(std::iter::from_fn(|| done.pop()).take(count));
            let last = clauses
                .iter()
                .map(|c| c.lines.1)
                .max()
                .unwrap_or(0)
                .max(node.lines.1);
            done.push(Clause {
                marker: node.marker.to_owned(),
                caption: node.caption.map(Cow::into_owned),
                caption_first: node.caption_first,
                lines: Lines(node.lines.0, last),
                blocks: body::blocks(self.pieces.drain(node.pieces as usize..)),
                clauses,
            });
            give_back(&mut self.nodes);
            give_back(&mut self.pieces);
        }
        done.reverse();
        (body::blocks(self.pieces.into_iter()), done)
    }

    /// Decides for each child of `parent` whether the text behind its number is its heading.
    ///
    /// Sisters of one style are of one kind: their texts are headings where most of those that could be
    /// one have text or sub-clauses of their own under them.
    fn settle_headings(&mut self, parent: usize) {
        let mut styles: Vec<(Style, usize, usize)> = Vec::new();
        let mut next = self.nodes[parent].children.0;
        while next != 0 {
            let child = next as usize;
            next = self.nodes[child].sister;
            let Some(style) = self.nodes[child]
                .style
                .filter(|_| self.nodes[child].opening)
            else {
                continue;
            };
            let like = self.may_head(child);
            let headed = like && self.has_more(child);
            match styles.iter_mut().find(|s| s.0 == style) {
                Some(entry) => {
                    entry.1 += usize::from(like);
                    entry.2 += usize::from(headed);
                }
                None => styles.push((style, usize::from(like), usize::from(headed))),
            }
        }
        let mut next = self.nodes[parent].children.0;
        while next != 0 {
            let child = next as usize;
            next = self.nodes[child].sister;
            let node = &self.nodes[child];
            if !node.opening {
                continue;
            }
            let sisters = node
                .style
                .and_then(|s| styles.iter().find(|e| e.0 == s))
                .is_some_and(|(_, like, headed)| *headed > 0 && headed * 2 >= *like);
            let article = node.style.is_some_and(|s| s.family == Family::Article);
            let headed =
                node.headed || (sisters || article && self.has_more(child)) && self.may_head(child);
            let first = self.nodes[child].pieces as usize;
            if headed && self.pieces[first].kind == Kind::Paragraph {
                let text = std::mem::take(&mut self.pieces[first].text);
                self.pieces[first].kind = Kind::Gone;
                let node = &mut self.nodes[child];
                node.caption = Some(text);
                node.opening = false;
            }
        }
    }

    /// True where the text behind a clause's number is like a heading; …に該当するもの over イ and ロ is an item of a
    /// list, not their heading.
    fn may_head(&mut self, index: usize) -> bool {
        let first = self.nodes[index].pieces as usize;
        let text = &self.pieces[first].text;
        let phrase = *self.nodes[index]
            .phrase
            .get_or_insert_with(|| Phrase::of(text, body::is_heading_like(text)));
        match phrase {
            Phrase::No => false,
            Phrase::Heading => true,
            Phrase::Item => self.has_own_text(index),
        }
    }

    /// True where a clause has more than the text behind its number.
    fn has_more(&self, index: usize) -> bool {
        self.has_own_text(index) || self.nodes[index].children.0 != 0
    }

    /// True where text stands below the text behind the number, a remark on an amendment aside.
    fn has_own_text(&self, index: usize) -> bool {
        let below = self.pieces(index).iter().skip(1);
        below
            .into_iter()
            .any(|p| !outline::is_amendment_note(&p.text))
    }
}

/// Gives back the memory of a long row of which only a small part is left.
fn give_back<T>(row: &mut Vec<T>) {
    const LONG: usize = 1024;
    if row.capacity() > LONG && row.len() < row.capacity() / 8 * 7 {
        row.shrink_to_fit();
    }
}

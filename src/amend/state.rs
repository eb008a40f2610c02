//! State: a document while it is being amended: clauses that can be put in, taken out and renumbered.
//!
//! In: a document. Out: the document as amended. Never: decides what is done, or reads words.

use rustc_hash::FxHashMap;

use crate::diff::ordinal::{self, Level};
use crate::document::{Block, Clause, Document, Notice, Number, Place as DatePlace};

/// A document's clauses as nodes, and its other parts.
#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    pub(crate) nodes: Vec<Node>,
    pub(crate) roots: Vec<usize>,
    /// By number: every living clause whose number says what it counts.
    labelled: FxHashMap<String, Vec<usize>>,
    pub(crate) title: Option<String>,
    pub(crate) head: Vec<String>,
    pub(crate) preamble: Vec<Block>,
    pub(crate) toc: Vec<String>,
    pub(crate) notices: Vec<Notice>,
    pub(crate) closing: Vec<Block>,
    pub(crate) foot: Vec<String>,
}

/// A clause in its place.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// The clause; its sub-clauses are nodes of their own.
    pub(crate) clause: Clause,
    pub(crate) number: Option<Number>,
    pub(crate) level: Level,
    pub(crate) parent: Option<usize>,
    pub(crate) children: Vec<usize>,
}

impl State {
    /// A document before its amendment. Nodes are counted in reading order.
    pub(crate) fn of(document: &Document) -> Self {
        let mut state = Self {
            title: document.title.clone(),
            head: date_words(document, DatePlace::Head),
            preamble: document.preamble.clone(),
            toc: document.toc.clone(),
            notices: document.notices.clone(),
            closing: document.closing.clone(),
            foot: date_words(document, DatePlace::Foot),
            ..Self::default()
        };
        state.roots = document
            .clauses
            .iter()
            .map(|c| state.add(c, None))
            .collect();
        state
    }

    /// The document as it is now, without what is only derived from its text (organisation, dates).
    pub(crate) fn document(&self) -> Document {
        Document {
            title: self.title.clone(),
            preamble: self.preamble.clone(),
            toc: self.toc.clone(),
            notices: self.notices.clone(),
            clauses: self.roots.iter().map(|n| self.clause(*n)).collect(),
            closing: self.closing.clone(),
            ..Document::default()
        }
    }

    /// A clause with everything under it.
    pub(crate) fn clause(&self, id: usize) -> Clause {
        let node = &self.nodes[id];
        Clause {
            clauses: node.children.iter().map(|n| self.clause(*n)).collect(),
            ..node.clause.clone()
        }
    }

    fn add(&mut self, clause: &Clause, parent: Option<usize>) -> usize {
        let id = self.nodes.len();
        let number = clause.number();
        let level = Level::of(number.as_ref());
        self.nodes.push(Node {
            clause: Clause {
                marker: clause.marker.clone(),
                caption: clause.caption.clone(),
                caption_first: clause.caption_first,
                blocks: clause.blocks.clone(),
                ..Clause::default()
            },
            number,
            level,
            parent,
            children: Vec::new(),
        });
        self.enter(id);
        let children = clause
            .clauses
            .iter()
            .map(|c| self.add(c, Some(id)))
            .collect();
        self.nodes[id].children = children;
        id
    }

    /// The clauses right under `parent`; those of the first level under none.
    pub(crate) fn children(&self, parent: Option<usize>) -> &[usize] {
        match parent {
            Some(parent) => &self.nodes[parent].children,
            None => &self.roots,
        }
    }

    fn children_mut(&mut self, parent: Option<usize>) -> &mut Vec<usize> {
        match parent {
            Some(parent) => &mut self.nodes[parent].children,
            None => &mut self.roots,
        }
    }

    /// Puts a clause under `parent` as its child number `at`.
    pub(crate) fn insert(&mut self, parent: Option<usize>, at: usize, clause: &Clause) -> usize {
        let id = self.add(clause, parent);
        let siblings = self.children_mut(parent);
        siblings.insert(at.min(siblings.len()), id);
        id
    }

    /// Takes a clause out, with everything under it.
    pub(crate) fn remove(&mut self, id: usize) {
        for below in self.subtree(id) {
            self.leave(below);
        }
        let parent = self.nodes[id].parent;
        self.children_mut(parent).retain(|n| *n != id);
    }

    /// Puts another clause in the place of one.
    pub(crate) fn replace(&mut self, id: usize, clause: &Clause) -> usize {
        let (parent, at) = (self.nodes[id].parent, self.position(id));
        self.remove(id);
        self.insert(parent, at, clause)
    }

    /// Gives a clause another number.
    pub(crate) fn set_marker(&mut self, id: usize, marker: String) {
        self.leave(id);
        let node = &mut self.nodes[id];
        node.clause.marker = marker;
        node.number = node.clause.number();
        node.level = Level::of(node.number.as_ref());
        self.enter(id);
    }

    /// The place of a clause among its siblings.
    pub(crate) fn position(&self, id: usize) -> usize {
        self.children(self.nodes[id].parent)
            .iter()
            .position(|n| *n == id)
            .unwrap_or_default()
    }

    /// A clause and everything under it, in reading order.
    pub(crate) fn subtree(&self, id: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut left = vec![id];
        while let Some(id) = left.pop() {
            out.push(id);
            left.extend(self.nodes[id].children.iter().rev());
        }
        out
    }

    /// The clauses above one, the nearest first.
    pub(crate) fn above(&self, id: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.nodes[id].parent, |n| self.nodes[*n].parent)
    }

    /// The clauses that bear a number which says what it counts.
    pub(crate) fn labelled(&self, number: &str) -> &[usize] {
        self.labelled.get(number).map_or(&[], Vec::as_slice)
    }

    /// What the bare numbers right under a clause count.
    pub(crate) fn units(&self, parent: Option<usize>) -> Vec<Option<char>> {
        let numbers: Vec<_> = self
            .children(parent)
            .iter()
            .map(|n| self.nodes[*n].number.clone())
            .collect();
        ordinal::units(
            parent.map(|p| (self.nodes[p].level, self.unit(p))),
            parent.is_some_and(|p| !self.nodes[p].clause.blocks.is_empty()),
            &numbers,
        )
    }

    /// What a clause's bare number counts.
    pub(crate) fn unit(&self, id: usize) -> Option<char> {
        match self.nodes[id].level {
            Level::Bare => {
                let parent = self.nodes[id].parent?;
                self.units(Some(parent))
                    .get(self.position(id))
                    .copied()
                    .flatten()
            }
            Level::Item(unit) => Some(unit),
            _ => None,
        }
    }

    /// True for a clause that counts as a 項 of the one above it.
    pub(crate) fn has_paragraphs(&self, id: usize) -> bool {
        let level = |n: &usize| self.nodes[*n].level == Level::Item('項');
        self.units(Some(id)).contains(&Some('項')) || self.nodes[id].children.iter().any(level)
    }

    /// Where in reading order a clause stands, as the places on the way to it.
    pub(crate) fn order(&self, id: usize) -> Vec<usize> {
        let mut out: Vec<usize> = std::iter::once(id)
            .chain(self.above(id))
            .map(|n| self.position(n))
            .collect();
        out.reverse();
        out
    }

    /// True for a clause of the 本則: neither 附則 nor 別表 holds it.
    pub(crate) fn is_main(&self, id: usize) -> bool {
        std::iter::once(id)
            .chain(self.above(id))
            .all(|n| !matches!(self.nodes[n].level, Level::Supplement | Level::Appendix))
    }

    fn enter(&mut self, id: usize) {
        if let Some(number) = self.label(id) {
            self.labelled.entry(number).or_default().push(id);
        }
    }

    fn leave(&mut self, id: usize) {
        if let Some(number) = self.label(id)
            && let Some(ids) = self.labelled.get_mut(&number)
        {
            ids.retain(|n| *n != id);
        }
    }

    fn label(&self, id: usize) -> Option<String> {
        let node = &self.nodes[id];
        match node.level {
            Level::Bare | Level::Unnumbered | Level::Item(_) => None,
            _ => node.number.as_ref().map(ToString::to_string),
        }
    }
}

/// The words of the date lines in one place.
pub(crate) fn date_words(document: &Document, place: DatePlace) -> Vec<String> {
    document
        .dates
        .iter()
        .filter(|d| d.place == place)
        .map(|d| d.text.clone())
        .collect()
}

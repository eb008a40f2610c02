//! Tree: a document's clauses in reading order with what the comparison needs of each.
//!
//! In: a document. Out: nodes with hashes of their texts and, when asked, their grams. Never: compares.

use std::cell::OnceCell;
use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use super::grams::Grams;
use super::line;
use super::ordinal::{self, Level};
use crate::document::{Clause, ClausePath, Document, Number};

/// The clauses of a document, parents before children.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    /// The nodes in reading order.
    pub(crate) nodes: Vec<Node<'a>>,
    /// The clauses of the first level.
    pub(crate) roots: Vec<usize>,
}

/// A clause in its place.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) clause: &'a Clause,
    pub(crate) path: ClausePath,
    pub(crate) number: Option<Number>,
    pub(crate) level: Level,
    /// What a bare number counts here: 項 or 号.
    pub(crate) unit: Option<char>,
    pub(crate) parent: Option<usize>,
    pub(crate) children: Vec<usize>,
    /// How many clauses stand above it.
    pub(crate) depth: usize,
    /// The index after the last node of its subtree.
    pub(crate) end: usize,
    /// Solid characters of its blocks and of everything below, headings left out.
    pub(crate) size: usize,
    /// Hash of the solid characters of its blocks.
    pub(crate) own_hash: u64,
    /// Hash of heading, blocks and everything below, its own number left out.
    pub(crate) tree_hash: u64,
    own: OnceCell<Grams>,
    below: OnceCell<Grams>,
    head: OnceCell<Grams>,
    full: OnceCell<Grams>,
}

impl<'a> Tree<'a> {
    /// The tree of `document`.
    pub(crate) fn of(document: &'a Document) -> Self {
        let mut tree = Self {
            nodes: Vec::new(),
            roots: Vec::new(),
        };
        tree.roots = tree.add(&document.clauses, &ClausePath::default(), None);
        tree
    }

    fn add(
        &mut self,
        clauses: &'a [Clause],
        path: &ClausePath,
        parent: Option<usize>,
    ) -> Vec<usize> {
        let mut out = Vec::with_capacity(clauses.len());
        let above = parent.map(|p| &self.nodes[p]);
        let units = ordinal::units(
            above.map(|p| (p.level, p.unit)),
            above.is_some_and(|p| !p.clause.blocks.is_empty()),
            &clauses.iter().map(Clause::number).collect::<Vec<_>>(),
        );
        for ((path, clause), unit) in ClausePath::of_children(path, clauses)
            .into_iter()
            .zip(clauses)
            .zip(units)
        {
            let index = self.nodes.len();
            out.push(index);
            let number = clause.number();
            let (own_hash, size) = own_hash(clause);
            self.nodes.push(Node {
                clause,
                level: Level::of(number.as_ref()),
                unit,
                number,
                path: path.clone(),
                parent,
                children: Vec::new(),
                depth: parent.map_or(0, |p| self.nodes[p].depth + 1),
                end: 0,
                size,
                own_hash,
                tree_hash: 0,
                own: OnceCell::new(),
                below: OnceCell::new(),
                head: OnceCell::new(),
                full: OnceCell::new(),
            });
            let children = self.add(&clause.clauses, &path, Some(index));
            let tree_hash = self.tree_hash(index, &children);
            let end = self.nodes.len();
            let below: usize = children.iter().map(|&c| self.nodes[c].size).sum();
            let node = &mut self.nodes[index];
            node.children = children;
            node.end = end;
            node.size += below;
            node.tree_hash = tree_hash;
        }
        out
    }

    fn tree_hash(&self, index: usize, children: &[usize]) -> u64 {
        let node = &self.nodes[index];
        let mut hasher = FxHasher::default();
        line::hash_solid(
            node.clause.caption.as_deref().unwrap_or_default(),
            &mut hasher,
        );
        hasher.write_u64(node.own_hash);
        for &child in children {
            let child = &self.nodes[child];
            hasher.write(child.clause.marker.as_bytes());
            hasher.write_u64(child.tree_hash);
        }
        hasher.finish()
    }
    /// The clauses right under `parent`; those of the first level under none.
    pub(crate) fn children(&self, parent: Option<usize>) -> &[usize] {
        match parent {
            Some(parent) => &self.nodes[parent].children,
            None => &self.roots,
        }
    }

    /// The grams of a clause's blocks.
    pub(crate) fn own(&self, index: usize) -> &Grams {
        let node = &self.nodes[index];
        node.own.get_or_init(|| {
            let lines = line::of_blocks(&node.clause.blocks);
            Grams::of(lines.iter().map(|l| l.text.as_ref()))
        })
    }

    /// The grams of a clause's heading.
    pub(crate) fn head(&self, index: usize) -> &Grams {
        let node = &self.nodes[index];
        node.head.get_or_init(|| Grams::of(node.clause.heading()))
    }

    /// The grams of a clause's blocks and of everything below it, headings included except its own.
    pub(crate) fn whole(&self, index: usize) -> &Grams {
        let node = &self.nodes[index];
        if node.children.is_empty() {
            return self.own(index);
        }
        node.below.get_or_init(|| {
            let below = index + 1..node.end;
            // Far more than is kept: the grams of each clause are not worth making.
            if node.size > Grams::LONG * 2 {
                return Grams::of_many(|f| {
                    for n in index..node.end {
                        let clause = self.nodes[n].clause;
                        if let Some(heading) = clause.heading().filter(|_| n > index) {
                            f(heading);
                        }
                        line::each_row(&clause.blocks, f);
                    }
                });
            }
            Grams::sum(
                std::iter::once(self.own(index))
                    .chain(below.flat_map(|n| [self.head(n), self.own(n)])),
            )
        })
    }

    /// Every text of the clauses, in order.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.nodes.iter().flat_map(|n| {
            let mut texts = Vec::new();
            texts.extend(n.clause.caption.as_deref());
            line::each_text(&n.clause.blocks, &mut |t| texts.push(t));
            texts
        })
    }

    /// The grams of a clause's heading, blocks and everything below.
    pub(crate) fn full(&self, index: usize) -> &Grams {
        self.nodes[index]
            .full
            .get_or_init(|| Grams::sum([self.head(index), self.whole(index)]))
    }

    /// True for a clause of which the number alone is left: `第2条　削除`.
    pub(crate) fn is_void(&self, index: usize) -> bool {
        line::is_void(self.nodes[index].clause)
    }

    /// True where `ancestor` is `node` or stands above it.
    pub(crate) fn holds(&self, ancestor: usize, node: usize) -> bool {
        (ancestor..self.nodes[ancestor].end).contains(&node)
    }
}

/// The hash and the number of a clause's own solid characters.
fn own_hash(clause: &Clause) -> (u64, usize) {
    let mut hasher = FxHasher::default();
    let mut size = 0;
    line::each(&clause.blocks, 0, &mut |l| {
        size += line::hash_solid(l.marker, &mut hasher);
        size += line::hash_solid(&l.text, &mut hasher);
    });
    (hasher.finish(), size)
}

/// True where two clauses' blocks differ in blanks only.
pub(crate) fn same_own(a: &Node<'_>, b: &Node<'_>) -> bool {
    if a.own_hash != b.own_hash {
        return false;
    }
    // The hash only points; the characters decide.
    let text = |n: &Node<'_>| line::joined(&line::of_blocks(&n.clause.blocks));
    a.clause.blocks == b.clause.blocks || line::same_but_blanks(&text(a), &text(b))
}

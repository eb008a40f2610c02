//! Tree: a document's clauses in reading order with what the comparison needs of each.
//!
//! In: a document. Out: nodes with hashes of their texts and, when asked, their grams. Never: compares.

use std::cell::{OnceCell, RefCell};
use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use super::grams::{self, Grams};
use super::line::{self, SolidHasher};
use super::ordinal::{self, Level};
use crate::document::{Clause, ClausePath, Document, Number};

/// The clauses of a document, parents before children.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    /// The nodes in reading order.
    pub(crate) nodes: Vec<Node<'a>>,
    /// The clauses of the first level.
    pub(crate) roots: Vec<usize>,
    samples: OnceCell<Samples>,
}

/// The sampled grams of all clauses in reading order, from which those of any large part are cut.
#[derive(Debug, Default)]
struct Samples {
    grams: Vec<u32>,
    /// By clause, and one past the last: how many sampled grams, and how many grams at all, stand before its heading and
    /// before its blocks.
    starts: Vec<[(usize, usize); 2]>,
}

/// A clause in its place.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    pub(crate) clause: &'a Clause,
    /// Taken when its pair is made.
    pub(crate) path: RefCell<ClausePath>,
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
    /// Hash of how long the lines of its blocks are: with the hash of the blocks it tells those of the same texts.
    pub(crate) shape: u64,
    /// Hash of heading, blocks and everything below, its own number left out.
    pub(crate) tree_hash: u64,
    /// Few clauses of a long text are ever asked for them.
    grams: OnceCell<Box<NodeGrams>>,
}

/// The grams of a clause, as far as anyone asked.
#[derive(Debug, Default)]
struct NodeGrams {
    own: OnceCell<Grams>,
    below: OnceCell<Grams>,
    head: OnceCell<Grams>,
    full: OnceCell<Grams>,
}

impl Node<'_> {
    fn grams(&self) -> &NodeGrams {
        self.grams.get_or_init(Box::default)
    }
}

impl<'a> Tree<'a> {
    /// The tree of `document`.
    pub(crate) fn of(document: &'a Document) -> Self {
        let mut tree = Self {
            nodes: Vec::with_capacity(count(&document.clauses)),
            roots: Vec::new(),
            samples: OnceCell::new(),
        };
        let mut hasher = SolidHasher::default();
        tree.roots = tree.add(&document.clauses, None, &mut hasher);
        tree
    }

    fn add(
        &mut self,
        clauses: &'a [Clause],
        parent: Option<usize>,
        hasher: &mut SolidHasher,
    ) -> Vec<usize> {
        if clauses.is_empty() {
            return Vec::new();
        }
        let mut out = Vec::with_capacity(clauses.len());
        let above = parent.map(|p| &self.nodes[p]);
        let numbers: Vec<_> = clauses.iter().map(Clause::number).collect();
        let levels: Vec<_> = (numbers.iter()).map(|n| Level::of(n.as_ref())).collect();
        let units = ordinal::units_of(
            above.map(|p| (p.level, p.unit)),
            above.is_some_and(|p| !p.clause.blocks.is_empty()),
            &numbers,
            &levels,
        );
        let depth = above.map_or(0, |p| p.depth + 1);
        let paths = match above {
            Some(above) => ClausePath::of_numbered(&above.path.borrow(), clauses, &numbers),
            None => ClausePath::of_numbered(&ClausePath::default(), clauses, &numbers),
        };
        let numbers = numbers.into_iter().zip(levels).zip(units);
        for ((path, clause), ((number, level), unit)) in paths.into_iter().zip(clauses).zip(numbers)
        {
            let index = self.nodes.len();
            out.push(index);
            let (own_hash, shape, size) = own_hash(clause, hasher);
            self.nodes.push(Node {
                clause,
                level,
                unit,
                number,
                path: RefCell::new(path),
                parent,
                children: Vec::new(),
                depth,
                end: 0,
                size,
                own_hash,
                shape,
                tree_hash: 0,
                grams: OnceCell::new(),
            });
            let children = self.add(&clause.clauses, Some(index), hasher);
            let tree_hash = self.tree_hash(index, &children, hasher);
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

    fn tree_hash(&self, index: usize, children: &[usize], solid: &mut SolidHasher) -> u64 {
        let node = &self.nodes[index];
        let mut hasher = FxHasher::default();
        solid.add(node.clause.caption.as_deref().unwrap_or_default());
        hasher.write_u64(solid.finish());
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
        node.grams().own.get_or_init(|| {
            let lines = line::of_blocks(&node.clause.blocks);
            Grams::of(lines.iter().map(|l| l.text.as_ref()))
        })
    }

    /// True where the grams of a clause's blocks are at hand.
    pub(crate) fn has_own(&self, index: usize) -> bool {
        self.nodes[index]
            .grams
            .get()
            .is_some_and(|g| g.own.get().is_some())
    }

    /// The grams of a clause's heading.
    pub(crate) fn head(&self, index: usize) -> &Grams {
        let node = &self.nodes[index];
        let heading = || Grams::of(node.clause.heading());
        node.grams().head.get_or_init(heading)
    }

    /// The grams of a clause's blocks and of everything below it, headings included except its own.
    pub(crate) fn whole(&self, index: usize) -> &Grams {
        let node = &self.nodes[index];
        if node.children.is_empty() {
            return self.own(index);
        }
        node.grams().below.get_or_init(|| {
            let below = index + 1..node.end;
            // Far more than is kept: the grams of each clause are not worth making.
            if node.size > Grams::LONG * 2 {
                let samples = self.samples();
                let ([_, from], [to, _]) = (samples.starts[index], samples.starts[node.end]);
                if to.1 - from.1 > Grams::LONG {
                    return Grams::of_sample(&samples.grams[from.0..to.0]);
                }
            }
            Grams::sum(
                std::iter::once(self.own(index))
                    .chain(below.flat_map(|n| [self.head(n), self.own(n)])),
            )
        })
    }

    fn samples(&self) -> &Samples {
        self.samples.get_or_init(|| {
            let mut out = Samples::default();
            let mut all = 0;
            for node in &self.nodes {
                let before = (out.grams.len(), all);
                if let Some(heading) = node.clause.heading() {
                    all += grams::sample(heading, &mut out.grams);
                }
                out.starts.push([before, (out.grams.len(), all)]);
                line::each_row(&node.clause.blocks, &mut |text| {
                    all += grams::sample(text, &mut out.grams);
                });
            }
            out.starts.push([(out.grams.len(), all); 2]);
            out
        })
    }

    /// The grams of a clause's heading, blocks and everything below.
    pub(crate) fn full(&self, index: usize) -> &Grams {
        self.nodes[index]
            .grams()
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

fn count(clauses: &[Clause]) -> usize {
    clauses.iter().map(|c| 1 + count(&c.clauses)).sum()
}

/// The hash of a clause's own solid characters, that of its shape, and how many characters there are.
fn own_hash(clause: &Clause, hasher: &mut SolidHasher) -> (u64, u64, usize) {
    let mut size = 0;
    let mut shape = FxHasher::default();
    line::each(&clause.blocks, 0, &mut |l| {
        size += hasher.add(l.marker);
        size += hasher.add(&l.text);
        shape.write_usize(l.marker.len());
        shape.write_usize(l.text.len());
    });
    (hasher.finish(), shape.finish(), size)
}

/// True where two clauses' blocks differ in blanks only.
pub(crate) fn same_own(a: &Node<'_>, b: &Node<'_>) -> bool {
    if a.own_hash != b.own_hash {
        return false;
    }
    // The hash only points; the characters decide.
    let text = |n: &Node<'_>| line::joined(&line::of_blocks(&n.clause.blocks));
    line::same_but_blanks(&text(a), &text(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    #[test]
    fn what_is_cut_from_the_sample_is_the_sum_of_its_clauses() {
        let clause = |n: usize, clauses: Vec<Clause>| Clause {
            marker: n.to_string(),
            caption: Some(format!("（事項{n}）")),
            blocks: vec![Block::paragraph(format!(
                "会員{n}は、届出{}号を出す。",
                n * 7
            ))],
            clauses,
            ..Clause::default()
        };
        let inner = (0..3_000).map(|n| clause(n, Vec::new())).collect();
        let document = Document {
            clauses: vec![clause(
                9_000,
                vec![clause(9_001, inner), clause(9_002, Vec::new())],
            )],
            ..Document::default()
        };
        let tree = Tree::of(&document);
        for top in [0, 1] {
            assert!(tree.nodes[top].size > Grams::LONG * 2);
            let below = top + 1..tree.nodes[top].end;
            let parts = std::iter::once(tree.own(top))
                .chain(below.flat_map(|n| [tree.head(n), tree.own(n)]));
            assert_eq!(*tree.whole(top), Grams::sum(parts));
        }
    }
}

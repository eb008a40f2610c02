//! Reference: 第5条第2項 in a text, and the clause it points to.
//!
//! In: texts, the two trees and which clause is which. Out: whether a changed reference followed its clause, and
//! references that should have and did not. Never: takes a law's article (…法第27条) for the policy's own.

use std::cell::{OnceCell, RefCell};

use rustc_hash::FxHashMap;

use super::points;
use super::steps::Step;
use crate::diff::align::{Alignment, DOUBTFUL};
use crate::diff::ordinal::{Level, lone_value, same_value, values};
use crate::diff::tree::Tree;
use crate::document::Number;

/// Clauses by unit and value.
type Numbered = FxHashMap<(char, Value), Vec<usize>>;
/// Clauses by value.
type Below = FxHashMap<Value, Vec<usize>>;
/// The same of clauses that came.
type Came = FxHashMap<Vec<u32>, Vec<usize>>;

/// What a number counts, most of one part.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Value {
    One(u32),
    Other(Vec<u32>),
}

impl Value {
    fn of(number: &Number) -> Self {
        lone_value(number.as_str()).map_or_else(|| Self::from(values(number).as_slice()), Self::One)
    }
}

impl From<&[u32]> for Value {
    fn from(values: &[u32]) -> Self {
        match values {
            &[one] => Self::One(one),
            _ => Self::Other(values.to_vec()),
        }
    }
}

/// Which clause references point to.
pub(crate) struct References<'t, 'a> {
    old: &'t Tree<'a>,
    new: &'t Tree<'a>,
    alignment: &'t Alignment,
    /// The old clauses that bear a number, by unit and value; made when the first reference asks.
    numbered: OnceCell<Numbered>,
    /// The old clauses that bear a number by value, for each parent of many that was asked for.
    below: RefCell<FxHashMap<Option<usize>, Below>>,
    /// The new clauses that bear a number and were not there before, by value; likewise.
    came: OnceCell<Came>,
}

impl<'t, 'a> References<'t, 'a> {
    /// References of the old text; nothing is looked up yet.
    pub(crate) fn new(old: &'t Tree<'a>, new: &'t Tree<'a>, alignment: &'t Alignment) -> Self {
        Self {
            old,
            new,
            alignment,
            numbered: OnceCell::new(),
            below: RefCell::default(),
            came: OnceCell::new(),
        }
    }

    /// The two trees, and which clause is which.
    pub(super) fn sides(&self) -> (&'t Tree<'a>, &'t Tree<'a>, &'t Alignment) {
        (self.old, self.new, self.alignment)
    }

    /// The first of the old clauses of that number right under `parent`, those of the first level under none, for which
    /// `is` holds.
    fn below(
        &self,
        parent: Option<usize>,
        value: &[u32],
        is: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        /// So many are looked through.
        const FEW: usize = 24;
        let nodes = &self.old.nodes;
        let children = self.old.children(parent);
        let value_of = |n: usize| nodes[n].number.as_ref().map(Value::of);
        let value = Value::from(value);
        if children.len() <= FEW {
            let mut found = children.iter().copied();
            return found.find(|&n| value_of(n).is_some_and(|v| v == value) && is(n));
        }
        let mut known = self.below.borrow_mut();
        let all = known.entry(parent).or_insert_with(|| {
            let mut all = Below::default();
            for &n in children {
                if let Some(value) = value_of(n) {
                    all.entry(value).or_default().push(n);
                }
            }
            all
        });
        let found = all.get(&value)?.iter().copied();
        found.into_iter().find(|&n| is(n))
    }

    /// The new clauses of that number, or of another that cannot be counted either, which were not there before.
    fn came(&self, number: &Number) -> &[usize] {
        let all = self.came.get_or_init(|| {
            let mut all = Came::default();
            for (n, node) in self.new.nodes.iter().enumerate() {
                if let (Some(number), None) = (&node.number, self.alignment.old_of[n]) {
                    all.entry(values(number)).or_default().push(n);
                }
            }
            all
        });
        all.get(&values(number)).map_or(&[], Vec::as_slice)
    }

    /// The old clauses that 第`value``unit` may name by itself, in order.
    fn numbered(&self, unit: char, value: &[u32]) -> &[usize] {
        let all = self.numbered.get_or_init(|| {
            let mut all = Numbered::default();
            for (n, node) in self.old.nodes.iter().enumerate() {
                let unit = match node.level {
                    Level::Article => '条',
                    Level::Division(c) => c,
                    Level::Bare if node.parent.is_none() => '条',
                    _ => continue,
                };
                if let Some(number) = &node.number {
                    all.entry((unit, Value::of(number))).or_default().push(n);
                }
            }
            all
        });
        let key = (unit, Value::from(value));
        all.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The number that the clause of step `at` bears in the new text, seen from the old clause `from`; none where the
    /// reference points nowhere or to nothing that lives on. 第17条 of 第17条第3項 bears the number of the article in
    /// which that 項 stands now.
    pub(crate) fn now(&self, steps: &[Step], at: usize, from: Option<usize>) -> Option<Vec<u32>> {
        let below = |k: usize| steps.iter().position(|s| s.under == Some(k));
        let leaf = std::iter::successors(Some(at), |&k| below(k))
            .last()
            .unwrap_or(at);
        let chain = self
            .chain(steps, leaf, from)
            .or_else(|| self.chain(steps, at, from))?;
        chain.into_iter().find(|c| c.0 == at).map(|c| c.1)
    }

    /// The numbers that the steps down to `leaf` bear in the new text, from the leaf up.
    pub(crate) fn chain(
        &self,
        steps: &[Step],
        leaf: usize,
        from: Option<usize>,
    ) -> Option<Vec<(usize, Vec<u32>)>> {
        let old = self.target(steps, leaf, from)?;
        let mut node = self.alignment.new_of[old]?;
        // What follows from a doubtful pair is no finding.
        if self.alignment.confidence[old] < DOUBTFUL {
            return None;
        }
        let tree = self.new;
        let mut out = Vec::new();
        let mut at = Some(leaf);
        while let Some(k) = at {
            // The own text of an article is its first 項.
            let own_text = steps[k].unit == '項' && tree.nodes[node].level == Level::Article;
            let value = if own_text {
                vec![1]
            } else {
                tree.nodes[node].number.as_ref().map(values)?
            };
            out.push((k, value));
            at = steps[k].under;
            let Some(above) = at else {
                // Without its article the reference speaks of the one it stands in.
                let inside = matches!(steps[k].unit, '項' | '号' | points::BRACKETED);
                let root = |tree: &Tree<'_>, n: usize| {
                    ancestor(tree, n, |n| {
                        tree.nodes[n].level == Level::Article || tree.nodes[n].parent.is_none()
                    })
                };
                let here = from.and_then(|f| self.alignment.new_of[f]);
                if inside && here.and_then(|n| root(tree, n)) != root(tree, node) {
                    return None;
                }
                break;
            };
            node = match steps[above].unit {
                '条' => ancestor(tree, node, |n| {
                    tree.nodes[n].level == Level::Article || tree.nodes[n].parent.is_none()
                })?,
                points::POINT => ancestor(tree, node, |n| tree.nodes[n].parent.is_none())?,
                _ if own_text => node,
                _ => tree.nodes[node].parent?,
            };
        }
        Some(out)
    }

    /// The old clause that the steps down to `leaf` point to, where it is gone: nothing new bears its number.
    pub(crate) fn gone(&self, steps: &[Step], leaf: usize, from: Option<usize>) -> Option<usize> {
        let old = self.target(steps, leaf, from)?;
        if let Some(new) = self.alignment.new_of[old] {
            return (self.new.is_void(new) && !self.old.is_void(old)).then_some(old);
        }
        if self.alignment.kin.iter().any(|k| k.old == old) {
            return None;
        }
        let node = &self.old.nodes[old];
        let number = node.number.as_ref()?;
        let parent = match node.parent {
            Some(parent) => Some(self.alignment.new_of[parent]?),
            None => None,
        };
        let holds = |n: usize| {
            let other = &self.new.nodes[n];
            let beside = node.level == Level::Article || other.parent == parent;
            beside
                && other.level == node.level
                && other.number.as_ref().is_some_and(|m| same_value(m, number))
        };
        // A clause that came under the number may be what is meant.
        let taken = self.came(number).iter().any(|&n| holds(n));
        (!taken).then_some(old)
    }

    /// The old clause that step `at` points to, seen from the old clause `from`.
    pub(super) fn target(&self, steps: &[Step], at: usize, from: Option<usize>) -> Option<usize> {
        let (tree, step) = (self.old, &steps[at]);
        if step.foreign {
            return None;
        }
        if matches!(step.unit, points::POINT | points::BRACKETED) {
            return self.point(steps, at, from);
        }
        if matches!(step.unit, '項' | '号') {
            let above = match step.under {
                Some(under) => self.target(steps, under, from)?,
                None => {
                    let article = ancestor(tree, from?, |n| {
                        matches!(tree.nodes[n].level, Level::Article)
                            || tree.nodes[n].parent.is_none()
                    })?;
                    if step.unit == '項' {
                        article
                    } else {
                        // A bare 号 counts under the 項 it stands in.
                        let own = from?;
                        let parent = tree.nodes[own].parent.unwrap_or(own);
                        if own == article || parent == article {
                            own
                        } else {
                            parent
                        }
                    }
                }
            };
            let is = |n: usize| match tree.nodes[n].level {
                Level::Item(c) => c == step.unit,
                // Without a name of its own a number may be either.
                _ => tree.nodes[n].unit.is_none_or(|c| c == step.unit),
            };
            let found = self.below(Some(above), &step.value, is);
            // The own text of an article is its first 項.
            let first = step.unit == '項'
                && step.value == [1]
                && tree.nodes[above].level == Level::Article
                && !tree.nodes[above].clause.blocks.is_empty();
            return found.or(first.then_some(above));
        }
        match self.numbered(step.unit, &step.value) {
            [one] => Some(*one),
            [] => None,
            // Numbers that begin anew in each chapter: the one in the same chapter.
            several => {
                let root = ancestor(tree, from?, |n| tree.nodes[n].parent.is_none())?;
                let first = several.partition_point(|&n| n < root);
                let found = several.get(first).copied();
                found.filter(|&n| tree.holds(root, n))
            }
        }
    }

    /// The clause that a reference without 条 points to: a bare number of the first level, a bracketed one below it.
    fn point(&self, steps: &[Step], at: usize, from: Option<usize>) -> Option<usize> {
        let (tree, step) = (self.old, &steps[at]);
        let is = |n: usize| {
            let node = &tree.nodes[n];
            let number = node.number.as_ref();
            let bracketed = number.is_some_and(|n| n.as_str().starts_with('('));
            node.level == Level::Bare && bracketed == (step.unit == points::BRACKETED)
        };
        if step.unit == points::POINT {
            return self.below(None, &step.value, is);
        }
        let above = match step.under {
            Some(under) => self.target(steps, under, from)?,
            None => ancestor(tree, from?, |n| tree.nodes[n].parent.is_none())?,
        };
        self.below(Some(above), &step.value, is)
    }
}

fn ancestor(tree: &Tree<'_>, from: usize, is: impl Fn(usize) -> bool) -> Option<usize> {
    let mut at = Some(from);
    while let Some(n) = at {
        if is(n) {
            return Some(n);
        }
        at = tree.nodes[n].parent;
    }
    None
}

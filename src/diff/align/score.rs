//! Score: how sure it is that two clauses are the same one, by number, heading and text.
//!
//! In: two nodes. Out: 0 to 1. Never: looks at the neighbours; place is the caller's business.

use std::cell::{Cell, OnceCell, RefCell};

use rustc_hash::FxHashMap;

use super::alike::Alike;
use crate::diff::grams::Grams;
use crate::diff::ordinal::{Level, same_value};
use crate::diff::tree::Tree;
use crate::diff::weights::Weights;

/// Clauses under paired parents are a pair from here on. Unrelated clauses of one policy share up to a quarter of
/// their character pairs, a reworded one keeps more than a third.
pub(crate) const SAME: f32 = 0.34;
/// Clauses under paired parents that changed places are a pair from here on.
pub(crate) const CROSSED: f32 = 0.45;
/// Clauses that stand in different places are a pair from here on: nothing but the text speaks for it.
pub(crate) const MOVED: f32 = 0.6;
/// A clause that kept its number and its own words, or its heading and nearly all of its text, is at least so sure.
const STAYED: f32 = 0.9;
/// A text shorter than this, in character pairs, proves nothing by itself.
pub(crate) const TELLING: usize = 12;
/// Below this a pair is doubtful and says so.
pub const DOUBTFUL: f32 = 0.5;

/// What the same number adds: this part of what is missing to certainty.
const NUMBER: f32 = 0.1;
/// Headings that share less than this are two headings.
pub(crate) const OTHER_HEADING: f32 = 0.3;
/// How much of the score the heading has where both have one.
const HEADING: f32 = 0.4;
/// The same where it is the same heading.
const SAME_HEADING: f32 = 0.5;

/// Two documents whose clauses are to be paired.
pub(crate) struct Both<'t, 'a> {
    pub(crate) old: &'t Tree<'a>,
    pub(crate) new: &'t Tree<'a>,
    pub(super) alike: Alike<'t, 'a>,
    headings: OnceCell<FxHashMap<&'a str, [u32; 2]>>,
    /// How alike the texts are that were compared.
    texts: RefCell<FxHashMap<(usize, usize), f32>>,
    /// How many texts were compared with another: what an alignment costs.
    work: Cell<usize>,
}

impl<'t, 'a> Both<'t, 'a> {
    /// The two, nothing compared yet.
    pub(crate) fn new(old: &'t Tree<'a>, new: &'t Tree<'a>) -> Self {
        Self {
            old,
            new,
            alike: Alike::new(old, new),
            headings: OnceCell::new(),
            texts: RefCell::default(),
            work: Cell::new(0),
        }
    }

    /// True for a heading that no more than one clause bears in either text: 「目的」, not the label of every group.
    pub(super) fn is_own_heading(&self, heading: &str) -> bool {
        let counts = self.headings.get_or_init(|| {
            let mut counts: FxHashMap<&'a str, [u32; 2]> = FxHashMap::default();
            for (side, tree) in [self.old, self.new].into_iter().enumerate() {
                for heading in tree.nodes.iter().filter_map(|n| n.clause.heading()) {
                    counts.entry(heading).or_default()[side] += 1;
                }
            }
            counts
        });
        counts
            .get(heading)
            .is_none_or(|count| count.iter().all(|n| *n <= 1))
    }

    /// How many texts were compared so far.
    #[cfg(test)]
    pub(crate) fn work(&self) -> usize {
        self.work.get()
    }

    /// How much of `part` stands in `text`, every pair of characters counting alike.
    pub(crate) fn within(&self, part: &Grams, text: &Grams) -> f32 {
        self.work.set(self.work.get() + 1);
        part.inside(text)
    }

    pub(super) fn weights(&self) -> &Weights {
        self.alike.weights()
    }

    fn dice(&self, a: &Grams, b: &Grams) -> f32 {
        self.work.set(self.work.get() + 1);
        self.weights().dice(a, b)
    }

    /// How much of `a` stands in `b`, by how much its grams tell.
    pub(crate) fn inside(&self, a: &Grams, b: &Grams) -> f32 {
        self.work.set(self.work.get() + 1);
        self.weights().inside(a, b)
    }

    /// True where both bear the same number at the same level.
    pub(crate) fn same_number(&self, a: usize, b: usize) -> bool {
        let (x, y) = (&self.old.nodes[a], &self.new.nodes[b]);
        x.level == y.level
            && matches!((&x.number, &y.number), (Some(m), Some(n)) if same_value(m, n))
    }

    /// True where heading, text and everything below are the same but for blanks, as far as hashes tell.
    pub(crate) fn equal(&self, a: usize, b: usize) -> bool {
        self.old.nodes[a].tree_hash == self.new.nodes[b].tree_hash
    }

    /// How alike the texts are, headings apart: as a whole, or by their own words where what stands below changed.
    pub(crate) fn text(&self, a: usize, b: usize) -> f32 {
        if let Some(text) = self.texts.borrow().get(&(a, b)) {
            return *text;
        }
        let text = self.compared(a, b);
        self.texts.borrow_mut().insert((a, b), text);
        text
    }

    fn compared(&self, a: usize, b: usize) -> f32 {
        self.work.set(self.work.get() + 1);
        let whole = self.alike.whole(a, b);
        let has_children = self.old.nodes[a].children.len() + self.new.nodes[b].children.len() > 0;
        let own = |is_new: bool, n: usize| self.alike.own_len(is_new, n);
        if has_children && own(false, a).min(own(true, b)) >= TELLING {
            self.work.set(self.work.get() + 1);
            whole.max((whole + self.alike.own(a, b)) / 2.0)
        } else {
            whole
        }
    }

    /// The texts are alike to this degree at the most: told without comparing them.
    pub(super) fn text_at_most(&self, a: usize, b: usize) -> f32 {
        self.at_most(a, b, self.alike.whole_at_most(a, b), || {
            self.alike.own_at_most(a, b)
        })
    }

    /// The same by their sizes alone.
    fn text_of_sizes(&self, a: usize, b: usize) -> f32 {
        let [whole, own] = self.alike.sizes_at_most(a, b);
        self.at_most(a, b, whole, || own)
    }

    fn at_most(&self, a: usize, b: usize, whole: f32, own: impl FnOnce() -> f32) -> f32 {
        if self.old.nodes[a].children.len() + self.new.nodes[b].children.len() > 0 {
            whole.max((whole + own()) / 2.0)
        } else {
            whole
        }
    }

    /// How many grams the blocks of an old or of a new clause have.
    pub(crate) fn own_len(&self, is_new: bool, n: usize) -> usize {
        self.alike.own_len(is_new, n)
    }

    /// How many grams the blocks of an old or of a new clause and everything below have; of a very long text how many are
    /// kept.
    pub(crate) fn whole_len(&self, is_new: bool, n: usize) -> usize {
        self.whole_size(is_new, n).0
    }

    /// The same, and whether it is very long.
    pub(crate) fn whole_size(&self, is_new: bool, n: usize) -> (usize, bool) {
        self.alike.whole_size(is_new, n)
    }

    /// What the blocks of a new clause gained from those of an old one, or what these lost.
    pub(crate) fn difference(&self, a: usize, b: usize, is_gain: bool) -> Grams {
        self.alike.difference(a, b, is_gain)
    }

    /// How alike the headings are, where both have one.
    pub(crate) fn heading(&self, a: usize, b: usize) -> Option<f32> {
        let (x, y) = (
            self.old.nodes[a].clause.heading(),
            self.new.nodes[b].clause.heading(),
        );
        Some(if x? == y? {
            1.0
        } else {
            self.dice(self.old.head(a), self.new.head(b))
        })
    }

    /// How sure it is that the two are one clause, if they stand in the same place; nought may stand for
    /// anything less than `least`.
    pub(crate) fn pair(&self, a: usize, b: usize, least: f32) -> f32 {
        let known = match self.known(a, b) {
            Ok(score) => return score,
            Err(known) => known,
        };
        let is_short_of = |text: f32| known.score(text) < least;
        if least > 0.0
            && (is_short_of(self.text_of_sizes(a, b)) || is_short_of(self.text_at_most(a, b)))
        {
            return 0.0;
        }
        let score = known.score(self.text(a, b));
        // What was added to it makes it no other clause.
        if known.stays && score < STAYED && self.kept(a, b) >= STAYED {
            STAYED
        } else {
            score
        }
    }

    /// The score of [`Self::pair`] at the most, told without comparing the texts.
    pub(crate) fn pair_at_most(&self, a: usize, b: usize) -> f32 {
        match self.known(a, b) {
            Ok(score) => score,
            Err(known) => {
                let score = known.score(self.text_at_most(a, b));
                if known.stays {
                    score.max(STAYED)
                } else {
                    score
                }
            }
        }
    }

    /// The score where it does not depend on the texts, else what else there is to it.
    fn known(&self, a: usize, b: usize) -> Result<f32, Known> {
        let (x, y) = (&self.old.nodes[a], &self.new.nodes[b]);
        if !x.level.may_become(y.level) || self.went_below(a, b) {
            return Ok(0.0);
        }
        let same_number = match (&x.number, &y.number) {
            (Some(m), Some(n)) => same_value(m, n),
            _ => false,
        };
        if self.equal(a, b) {
            // The same words: the number decides between copies.
            return Ok(if same_number { 1.0 } else { 0.99 });
        }
        let heading = self.heading(a, b);
        let is_void = heading.is_some() && self.alike.is_void(a, b);
        // A heading on one side only may stand in the other's text.
        let other = if heading.is_none() {
            self.one_heading(a, b)
        } else {
            0.0
        };
        let same_own = same_number && x.own_hash == y.own_hash;
        Err(Known {
            same_number,
            same_own: same_own && self.own_len(false, a) >= TELLING,
            stays: same_number && heading == Some(1.0),
            is_supplement: x.level == y.level && x.level == Level::Supplement,
            heading,
            is_void,
            other,
        })
    }

    /// True where the whole text of one is that of a clause right below the other: 第2項 that became 第2号 of a new 第1項, an
    /// article that became 第2項 of one with another heading.
    pub(super) fn went_below(&self, a: usize, b: usize) -> bool {
        let below = |leaf: &Tree<'_>, n: usize, tree: &Tree<'_>, m: usize| {
            let node = &leaf.nodes[n];
            node.children.is_empty()
                && node.size > 2
                // A body that only got a number of its own leaves nothing above it.
                && !tree.nodes[m].clause.blocks.is_empty()
                && tree.nodes[m]
                    .children
                    .iter()
                    .any(|&c| tree.nodes[c].own_hash == node.own_hash)
                && (node.clause.caption.is_none()
                    || self.heading(a, b).is_some_and(|h| h < OTHER_HEADING))
        };
        below(self.old, a, self.new, b) || below(self.new, b, self.old, a)
    }

    /// How alike two clauses are of which only one has a heading: the words of the heading may stand in the other's text.
    pub(super) fn one_heading(&self, a: usize, b: usize) -> f32 {
        /// Of a text so many times as long as a heading, the heading tells nothing that the text does not.
        const LONG: usize = 20;
        let (x, y) = (&self.old.nodes[a], &self.new.nodes[b]);
        let heading = match (&x.clause.caption, &y.clause.caption) {
            (Some(heading), None) | (None, Some(heading)) => heading,
            _ => return 0.0,
        };
        if x.size.min(y.size) > heading.chars().count() * LONG {
            return 0.0;
        }
        self.dice(self.old.full(a), self.new.full(b))
    }
}

/// What is to be said of a pair beside how alike the texts are.
struct Known {
    same_number: bool,
    /// The same words of its own under the same number, whatever stands below.
    same_own: bool,
    /// The same heading and number.
    stays: bool,
    is_supplement: bool,
    /// How alike the headings are, where both have one.
    heading: Option<f32>,
    /// Neither has any text but its heading.
    is_void: bool,
    /// How alike they are with the heading of one taken for text.
    other: f32,
}

impl Known {
    /// How sure the pair is; grows with how alike the texts are.
    fn score(&self, text: f32) -> f32 {
        let base = match self.heading {
            Some(heading) if self.is_void => heading,
            // Under another heading the text alone must tell, as for a clause that moved.
            Some(heading) if heading < OTHER_HEADING && text < MOVED => return 0.0,
            Some(heading) => blend(text, heading),
            None => text.max(self.other),
        };
        let base = if self.is_supplement {
            base.max(DOUBTFUL)
        } else {
            base
        };
        let base = if self.same_own {
            base.max(STAYED)
        } else {
            base
        };
        if self.same_number {
            base + NUMBER * (1.0 - base)
        } else {
            base
        }
    }
}

/// Text and heading together.
pub(super) fn blend(text: f32, heading: f32) -> f32 {
    let part = if heading == 1.0 {
        SAME_HEADING
    } else {
        HEADING
    };
    (1.0 - part) * text + part * heading
}

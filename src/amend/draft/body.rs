//! Body: the clauses, from the front; what has to move away first is told first.
//!
//! In: a plan and the document as far as it is amended. Out: instructions. Never: gives a clause a number that another
//! still bears, unless the new text has it twice.

use super::own::{common, renamed};
use super::plan::{Flat, Plan, Step};
use super::{Closeness, Draft, parts};
use crate::amend::instruction::{Action, Instruction, Name, Place, Spot};
use crate::amend::newtext::{self, Content};
use crate::amend::phrases::is_balanced;
use crate::amend::place::address;
use crate::diff::Revision;
use crate::diff::ordinal::{self, Level};
use crate::document::{Clause, Number};

/// The instructions for the clauses; none where one of them cannot be told.
pub(super) fn body(draft: &mut Draft, revision: &Revision<'_>, closeness: Closeness) -> Option<()> {
    let (old, new) = (Flat::of(revision.old), Flat::of(revision.new));
    let plan = Plan::of(revision, &old, &new);
    let (rows, places) = rows_of(&old);
    let mut body = Body {
        draft,
        rows,
        places,
        done: vec![false; old.clauses.len()],
        ids: vec![None; new.clauses.len()],
        old,
        new,
        plan,
        closeness,
    };
    body.children(None, None)
}

pub(super) struct Body<'d, 'a> {
    pub(super) draft: &'d mut Draft,
    pub(super) old: Flat<'a>,
    pub(super) new: Flat<'a>,
    pub(super) plan: Plan,
    /// Old clauses whose numbers go on from one to the next, and the place of each clause in them.
    rows: Vec<Vec<usize>>,
    places: Vec<(usize, usize)>,
    /// By old clause: it was taken.
    done: Vec<bool>,
    /// By new clause: where it stands now.
    pub(super) ids: Vec<Option<usize>>,
    closeness: Closeness,
}

impl Body<'_, '_> {
    pub(super) fn emit(&mut self, place: Place, action: Action) -> Option<()> {
        self.draft.emit(Instruction::new(place, action))
    }

    pub(super) fn address(&self, id: usize) -> Place {
        address(&self.draft.work.state, id)
    }

    /// The children of two clauses that are one.
    fn children(&mut self, above: Option<usize>, beside: Option<usize>) -> Option<()> {
        let (old, new) = (
            self.old.below(above).to_vec(),
            self.new.below(beside).to_vec(),
        );
        for step in self.plan.steps(&old, &new) {
            match step {
                Step::Added(all) => self.added(beside, &all)?,
                Step::Removed(a) | Step::Replaced(a, _) | Step::Kept(a, _) => self.take(a)?,
            }
        }
        Some(())
    }

    /// Takes an old clause. Where its number rises (繰下げ), those behind it whose numbers rise go first, from the back.
    pub(super) fn take(&mut self, a: usize) -> Option<()> {
        if self.done[a] {
            return Some(());
        }
        let mut run = vec![a];
        if self.rises(a) {
            let (row, place) = self.places[a];
            let mut end = 1;
            for &next in &self.rows[row][place + 1..] {
                if self.done[next] || self.plan.replaced[next].is_some() {
                    break;
                }
                let goes = self.plan.kept[next].is_none();
                if goes && self.outermost_gone(next) != next || !goes && !self.rises(next) {
                    break;
                }
                run.push(next);
                if !goes {
                    end = run.len();
                }
            }
            run.truncate(end);
        }
        for a in run.into_iter().rev() {
            self.way(a)?;
        }
        Some(())
    }

    /// True for a clause that stays and gets a higher number.
    fn rises(&self, a: usize) -> bool {
        let value = |c: &Clause| c.number().as_ref().map(ordinal::values).unwrap_or_default();
        self.plan.kept[a].is_some_and(|b| {
            let (x, y) = (value(self.old.clauses[a]), value(self.new.clauses[b]));
            !x.is_empty() && y > x
        })
    }

    /// Takes an old clause, and before it every one that stands in its way.
    fn way(&mut self, a: usize) -> Option<()> {
        let mut chain = vec![a];
        while let Some(&last) = chain.last() {
            let Some(b) = self.plan.kept[last] else { break };
            let Some(holder) = self.holder(last, self.new.clauses[b]) else {
                break;
            };
            if chain.contains(&holder) {
                break;
            }
            chain.push(holder);
        }
        for a in chain.into_iter().rev() {
            self.one(a)?;
        }
        Some(())
    }

    /// The old clause, not yet taken, that bears the number of `new` where `a` stands.
    fn holder(&self, a: usize, new: &Clause) -> Option<usize> {
        let number = new.number()?;
        if self.old.clauses[a].number().as_ref() == Some(&number) {
            return None;
        }
        self.bearer(self.old.parents[a], &number)
            .filter(|h| *h != a)
    }

    /// The old clause, not yet taken, that bears a number among those that a clause under `parent` may not share it with.
    pub(super) fn bearer(&self, parent: Option<usize>, number: &Number) -> Option<usize> {
        let state = &self.draft.work.state;
        let level = Level::of(Some(number));
        let free = |id: usize| id < self.done.len() && !self.done[id];
        if matches!(level, Level::Article | Level::Division(_)) {
            let home = |id: usize| {
                state
                    .above(id)
                    .find(|n| matches!(state.nodes[*n].level, Level::Supplement | Level::Appendix))
            };
            let here = parent.and_then(|p| {
                std::iter::once(p)
                    .chain(state.above(p))
                    .find(|n| matches!(state.nodes[*n].level, Level::Supplement | Level::Appendix))
            });
            return state
                .labelled(number.as_str())
                .iter()
                .copied()
                .filter(|id| free(*id) && home(*id) == here)
                .filter(|id| level == Level::Article || state.nodes[*id].parent == parent)
                // Inside of one that goes, it goes with it.
                .map(|id| self.outermost_gone(id))
                .find(|id| free(*id));
        }
        state
            .children(parent)
            .iter()
            .copied()
            .find(|id| free(*id) && state.nodes[*id].number.as_ref() == Some(number))
    }

    fn outermost_gone(&self, a: usize) -> usize {
        std::iter::once(a)
            .chain(std::iter::successors(self.old.parents[a], |p| {
                self.old.parents[*p]
            }))
            .filter(|n| self.plan.kept[*n].is_none())
            .last()
            .unwrap_or(a)
    }

    /// Does to one old clause what the plan says.
    fn one(&mut self, a: usize) -> Option<()> {
        if std::mem::replace(&mut self.done[a], true) {
            return Some(());
        }
        match (self.plan.kept[a], self.plan.replaced[a]) {
            (Some(b), _) => {
                self.ids[b] = Some(a);
                self.kept(a, b)
            }
            (None, Some(b)) => self.rewrite(a, b),
            (None, None) => {
                let place = self.address(a);
                self.emit(place, Action::Delete)
            }
        }
    }

    /// A clause that stays: heading, text, what is under it, number.
    fn kept(&mut self, a: usize, b: usize) -> Option<()> {
        let (x, y) = (self.old.clauses[a], self.new.clauses[b]);
        if x == y {
            self.settle(a, b);
            return Some(());
        }
        let is_division = matches!(
            Level::of(x.number().as_ref()),
            Level::Division(_) | Level::Supplement
        ) && !x.clauses.is_empty();
        if !is_division && (self.closeness != Closeness::Words || self.is_rewritten(a, b)) {
            if x.blocks == y.blocks && x.clauses == y.clauses && x.caption == y.caption {
                return self.renumber(a, y);
            }
            self.renumber(a, y)?;
            return self.rewrite(a, b);
        }
        if x.caption_first != y.caption_first && x.caption.is_some() && y.caption.is_some() {
            self.renumber(a, y)?;
            return self.rewrite(a, b);
        }
        let told = self.draft.out.len();
        if self.caption(a, x, y).is_none() {
            self.renumber(a, y)?;
            return self.rewrite(a, b);
        }
        if x.blocks != y.blocks && !self.own(a, x, y) {
            if x.clauses.is_empty() {
                // Nothing but the text is its own: the clause is put anew under its number, its heading with it.
                self.draft.out.truncate(told);
                self.renumber(a, y)?;
                return self.rewrite(a, b);
            }
            self.own_anew(a, x, y)?;
        }
        self.children(Some(a), Some(b))?;
        self.renumber(a, y)
    }

    /// Notes where everything under a clause that did not change stands.
    fn settle(&mut self, a: usize, b: usize) {
        let (olds, news) = (
            self.old.below(Some(a)).to_vec(),
            self.new.below(Some(b)).to_vec(),
        );
        for (a, b) in olds.into_iter().zip(news) {
            self.done[a] = true;
            self.ids[b] = Some(a);
            self.settle(a, b);
        }
    }

    /// True for a clause of which so little is left that it is put anew.
    fn is_rewritten(&self, a: usize, b: usize) -> bool {
        let x = self.old.clauses[a];
        if Level::of(x.number().as_ref()) != Level::Article || x.clauses.is_empty() {
            return false;
        }
        let size = |c: &Clause| -> usize {
            parts::texts(&c.blocks)
                .iter()
                .map(|t| t.chars().count())
                .sum()
        };
        let mut kept = 0;
        let mut all = 0;
        let mut left = vec![b];
        while let Some(n) = left.pop() {
            let own = size(self.new.clauses[n]) + 1;
            all += own;
            let same = self.plan.of_new(n).is_some_and(|o| {
                let (p, q) = (self.old.clauses[o], self.new.clauses[n]);
                p.blocks == q.blocks
                    || (parts::same_shape(&p.blocks, &q.blocks) && common(p, q) * 2 > own)
            });
            kept += if same { own } else { 0 };
            left.extend(self.new.below(Some(n)));
        }
        kept * 3 < all
    }

    /// A clause and everything under it put anew.
    fn rewrite(&mut self, a: usize, b: usize) -> Option<()> {
        let y = self.new.clauses[b];
        let place = self.address(a);
        let (parent, at) = (
            self.draft.work.state.nodes[a].parent,
            self.draft.work.state.position(a),
        );
        let indent = match place.steps.last().map(|s| &s.name) {
            Some(Name::Item(_)) => 1,
            Some(Name::Mark(_)) if place.steps.len() > 1 => place.steps.len().min(4) - 1,
            _ => 0,
        };
        let content = Content::clauses(vec![y.clone()]);
        let text = newtext::write(&content, &self.draft.work.style, indent);
        self.emit(place, Action::Rewrite(text))?;
        self.ids[b] = self.draft.work.state.children(parent).get(at).copied();
        self.forget(a);
        Some(())
    }

    /// What stood under a clause that was put anew is gone.
    fn forget(&mut self, a: usize) {
        let mut left = vec![a];
        while let Some(n) = left.pop() {
            self.done[n] = true;
            left.extend(self.old.below(Some(n)));
        }
    }

    /// Gives a clause its new number.
    fn renumber(&mut self, a: usize, y: &Clause) -> Option<()> {
        let state = &self.draft.work.state;
        let marker = state.nodes[a].clause.marker.clone();
        if marker == y.marker {
            return Some(());
        }
        let place = self.address(a);
        let (was, is) = (Number::of_marker(&marker), y.number());
        if let (Some(was), Some(is)) = (was, is)
            && was != is
            && let Some(step) = renamed(self.draft.work.digits, place.steps.last()?, &marker, &is)
            && step.1 == y.marker
        {
            return self.emit(place, Action::Renumber(step.0));
        }
        if y.marker.is_empty() || marker.is_empty() || !is_balanced(&y.marker) {
            return None;
        }
        self.emit(place.at(Spot::Marker), Action::Set(y.marker.clone()))
    }
}

/// The rows in which old clauses are numbered on: articles through all 章, others among their siblings.
fn rows_of(old: &Flat<'_>) -> (Vec<Vec<usize>>, Vec<(usize, usize)>) {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut places = vec![(0, 0); old.clauses.len()];
    let mut known: rustc_hash::FxHashMap<(bool, Option<usize>), usize> =
        rustc_hash::FxHashMap::default();
    let mut homes: Vec<Option<usize>> = Vec::with_capacity(old.clauses.len());
    for (id, clause) in old.clauses.iter().enumerate() {
        let level = Level::of(clause.number().as_ref());
        let home = match level {
            Level::Supplement | Level::Appendix => Some(id),
            _ => old.parents[id].and_then(|p| homes[p]),
        };
        homes.push(home);
        let is_article = level == Level::Article;
        let key = (is_article, if is_article { home } else { old.parents[id] });
        let row = *known.entry(key).or_insert_with(|| {
            rows.push(Vec::new());
            rows.len() - 1
        });
        places[id] = (row, rows[row].len());
        rows[row].push(id);
    }
    (rows, places)
}

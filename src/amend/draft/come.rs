//! Come: new clauses, put where their neighbours are.
//!
//! In: new clauses that stand together. Out: instructions that put them in, their numbers made free first. Never: puts in a
//! number that an old clause still bears.

use super::body::Body;
use crate::amend::instruction::{Action, Kind, Name, NewText, Part, Place, Side, Step as Named};
use crate::amend::newtext::{self, Content};
use crate::amend::place::resolve;
use crate::amend::places;
use crate::diff::ordinal::{self, Level};
use crate::document::Clause;

impl Body<'_, '_> {
    /// New clauses that stand together.
    pub(super) fn added(&mut self, beside: Option<usize>, all: &[usize]) -> Option<()> {
        // Their numbers must be free, those of articles in a new 章 as well.
        let above = beside.and_then(|b| self.ids[b]);
        for &b in all {
            let mut left = vec![b];
            while let Some(n) = left.pop() {
                if let Some(number) = self.new.clauses[n].number()
                    && (n == b || matches!(Level::of(Some(&number)), Level::Article))
                    && let Some(holder) = self.bearer(above, &number)
                {
                    self.take(holder)?;
                }
                if matches!(
                    Level::of(self.new.clauses[n].number().as_ref()),
                    Level::Division(_)
                ) {
                    left.extend(self.new.below(Some(n)));
                }
            }
        }
        // Those of one kind are told together.
        let mut from = 0;
        while from < all.len() {
            let kind = self.kind(above, self.new.clauses[all[from]]);
            let same = |b: &usize| self.kind(above, self.new.clauses[*b]) == kind;
            let length = all[from..].iter().take_while(|b| same(b)).count();
            let one_by_one = matches!(kind, Kind::Supplement | Kind::Appendix);
            let to = from + if one_by_one { 1 } else { length };
            self.insert(beside, &all[from..to], kind)?;
            from = to;
        }
        Some(())
    }

    fn kind(&self, above: Option<usize>, clause: &Clause) -> Kind {
        let state = &self.draft.work.state;
        match Level::of(clause.number().as_ref()) {
            Level::Division(unit) => Kind::Division(unit),
            Level::Article => Kind::Article,
            Level::Supplement => Kind::Supplement,
            Level::Appendix if clause.marker.starts_with("別表") => Kind::Appendix,
            Level::Item('項') => Kind::Paragraph,
            Level::Item(_) => Kind::Item,
            Level::Bare => {
                // As its brothers count; the first of its kind as its place tells.
                let Some(above) = above else {
                    return Kind::Other;
                };
                let mut numbers: Vec<_> = state.nodes[above]
                    .children
                    .iter()
                    .map(|n| state.nodes[*n].number.clone())
                    .collect();
                numbers.push(clause.number());
                let units = ordinal::units(
                    Some((state.nodes[above].level, state.unit(above))),
                    !state.nodes[above].clause.blocks.is_empty(),
                    &numbers,
                );
                match units.last().copied().flatten() {
                    Some('項') => Kind::Paragraph,
                    Some('号') => Kind::Item,
                    _ => Kind::Other,
                }
            }
            _ => Kind::Other,
        }
    }

    fn insert(&mut self, beside: Option<usize>, group: &[usize], kind: Kind) -> Option<()> {
        let clauses: Vec<Clause> = group.iter().map(|b| self.new.clauses[*b].clone()).collect();
        let above = beside.and_then(|b| self.ids[b]);
        let brothers = self.new.below(beside);
        let first = brothers.iter().position(|b| *b == group[0])?;
        let before = brothers[..first].iter().rev().find_map(|b| self.ids[*b]);
        let state = &self.draft.work.state;
        let siblings = state.children(above).to_vec();
        let at = match before {
            Some(id) => siblings.iter().position(|n| *n == id)? + 1,
            None => 0,
        };
        let parent = match above {
            Some(id) => self.address(id),
            None => Place::part(Part::Body),
        };
        let indent = match kind {
            Kind::Item => 1,
            Kind::Other => {
                let of = |rank| {
                    parent
                        .steps
                        .iter()
                        .filter(|s| places::rank(s) == rank)
                        .count()
                };
                (of(8) + of(7) * 2).min(4)
            }
            _ => 0,
        };
        let text = newtext::write(&Content::clauses(clauses), &self.draft.work.style, indent);
        let counted = matches!(kind, Kind::Paragraph | Kind::Item);
        let (place, side) = match before {
            Some(_) if at == siblings.len() && counted && above.is_some() => (parent, Side::Last),
            Some(id) => (self.address(id), Side::After),
            None if siblings.is_empty() => (parent, Side::Last),
            None if counted => (parent, Side::First),
            None => (self.address(siblings[0]), Side::Before),
        };
        let mut place = place;
        // 号 of a 第1項 that has no number go before the 項 that follow.
        if side == Side::First
            && kind == Kind::Item
            && above.is_some_and(|id| state.has_paragraphs(id))
        {
            place.steps.push(Named::new(Name::Paragraph(vec![1])));
            let resolved = resolve(state, &place);
            if !resolved.is_ok_and(|t| t.first) {
                place.steps.pop();
            }
        }
        if side == Side::First && kind == Kind::Paragraph {
            // The article's own text is its first 項; the new one follows it.
            let mut own = place.clone();
            own.steps.push(Named::new(Name::Paragraph(vec![1])));
            if resolve(state, &own).is_ok_and(|t| t.first) {
                return self.put(own, (Side::After, kind), text, above, at, group);
            }
        }
        self.put(place, (side, kind), text, above, at, group)
    }

    fn put(
        &mut self,
        place: Place,
        (side, kind): (Side, Kind),
        text: NewText,
        above: Option<usize>,
        at: usize,
        group: &[usize],
    ) -> Option<()> {
        self.emit(
            place,
            Action::Insert {
                side,
                what: kind,
                count: if kind == Kind::Other { 0 } else { group.len() },
                text,
            },
        )?;
        for (n, b) in group.iter().enumerate() {
            self.ids[*b] = self.draft.work.state.children(above).get(at + n).copied();
        }
        Some(())
    }
}

//! Place: the clause that an instruction names, and the name of a clause.
//!
//! In: a [`State`] and steps, or a clause of it. Out: the clause, or the steps. Never: guesses between two clauses.
//!
//! Law: what [`address`] gives leads [`resolve`] back to the same clause of the same state.

use super::instruction::{LAST, Name, Place, Spot, Step};
use super::state::State;
use crate::diff::ordinal::{self, Level};

/// The clause that a place names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Target {
    /// The clause; none for a part of the document as a whole.
    pub(crate) id: Option<usize>,
    /// Of an article, the first 項, which has no number of its own.
    pub(crate) first: bool,
}

/// Why a place is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Lost {
    /// No clause of that name; how many steps were found before it.
    Missing(usize),
    /// Several; how many.
    Several(usize, usize),
}

/// The clause at a place.
pub(crate) fn resolve(state: &State, place: &Place) -> Result<Target, Lost> {
    let mut target = Target {
        id: None,
        first: false,
    };
    for (at, step) in place.steps.iter().enumerate() {
        let mut found = candidates(state, target, &step.name);
        if found.is_empty() {
            let leads = target.id.is_some_and(|id| {
                matches!(
                    state.nodes[id].level,
                    Level::Article | Level::Supplement | Level::Appendix
                ) && !state.nodes[id].clause.blocks.is_empty()
            });
            if step.name == Name::Paragraph(vec![1]) && leads && !target.first {
                target.first = true;
                continue;
            }
            return Err(Lost::Missing(at));
        }
        let id = match (found.len(), step.nth as usize) {
            (1, 0 | 1) => found[0],
            (many, _) if step.nth == LAST => {
                found.sort_by_key(|id| state.order(*id));
                found[many - 1]
            }
            (many, 0) => return Err(Lost::Several(at, many)),
            (many, nth) if nth <= many => {
                found.sort_by_key(|id| state.order(*id));
                found[nth - 1]
            }
            _ => return Err(Lost::Missing(at)),
        };
        target = Target {
            id: Some(id),
            first: false,
        };
    }
    Ok(target)
}

/// The clauses of that name within `within`.
fn candidates(state: &State, within: Target, name: &Name) -> Vec<usize> {
    let children = || {
        let units = state.units(within.id);
        state.children(within.id).iter().copied().zip(units)
    };
    let counted = |unit: char, values: &[u32]| -> Vec<usize> {
        let same = |id: usize| {
            state.nodes[id]
                .number
                .as_ref()
                .is_some_and(|n| ordinal::values(n) == values)
        };
        let strict: Vec<usize> = children()
            .filter(|(id, u)| *u == Some(unit) || state.nodes[*id].level == Level::Item(unit))
            .map(|(id, _)| id)
            .filter(|id| same(*id))
            .collect();
        if !strict.is_empty() || within.id.is_none() {
            return strict;
        }
        // Where the place tells no unit, whoever says 項 or 号 means the one number there is.
        children()
            .filter(|(id, u)| {
                u.is_none() && state.nodes[*id].level == Level::Bare && is_digits(state, *id)
            })
            .map(|(id, _)| id)
            .filter(|id| same(*id))
            .collect()
    };
    match name {
        Name::Labelled(number) => state
            .labelled(number)
            .iter()
            .copied()
            .filter(|id| match within.id {
                Some(within) => state.above(*id).any(|n| n == within),
                None => state.nodes[*id].parent.is_none_or(|p| state.is_main(p)),
            })
            .collect(),
        Name::Paragraph(values) => counted('項', values),
        Name::Item(values) => counted('号', values),
        Name::Mark(mark) => state
            .children(within.id)
            .iter()
            .copied()
            .filter(|id| {
                state.nodes[*id]
                    .number
                    .as_ref()
                    .is_some_and(|n| n.as_str() == mark)
            })
            .collect(),
        Name::Headed(heading) => state
            .children(within.id)
            .iter()
            .copied()
            .filter(|id| {
                let node = &state.nodes[*id];
                node.number.is_none() && node.clause.caption.as_ref() == Some(heading)
            })
            .collect(),
        Name::Child(nth) => state
            .children(within.id)
            .get((*nth as usize).wrapping_sub(1))
            .copied()
            .into_iter()
            .collect(),
    }
}

fn is_digits(state: &State, id: usize) -> bool {
    state.nodes[id]
        .number
        .as_ref()
        .is_some_and(|n| n.as_str().chars().any(|c| c.is_ascii_digit()))
}

/// The name of a clause: 第N条第M項第K号, 章 left out above an article unless two articles bear the number.
pub(crate) fn address(state: &State, id: usize) -> Place {
    let mut chain: Vec<usize> = std::iter::once(id).chain(state.above(id)).collect();
    chain.reverse();
    let article = chain
        .iter()
        .rposition(|n| state.nodes[*n].level == Level::Article);
    let division = chain
        .iter()
        .rposition(|n| matches!(state.nodes[*n].level, Level::Division(_)));
    // What stands above the article, or above the innermost 章, is named only where it must be.
    let skipped = article.or(division).unwrap_or(0);
    let must = |n: usize| {
        matches!(
            state.nodes[chain[n]].level,
            Level::Supplement | Level::Appendix
        )
    };
    let mut place = Place::default();
    let mut within = Target {
        id: None,
        first: false,
    };
    for at in 0..chain.len() {
        if at < skipped && !must(at) {
            let label = |n: usize| Name::Labelled(number(state, chain[n]));
            let enough = candidates(state, within, &label(skipped)).len() == 1;
            if enough || !matches!(state.nodes[chain[at]].level, Level::Division(_)) {
                continue;
            }
        }
        let node = chain[at];
        push(state, &mut place.steps, &mut within, node);
    }
    debug_assert_eq!(resolve(state, &place).map(|t| t.id), Ok(Some(id)));
    place
}

/// Adds the step that leads from `within` to `id`.
fn push(state: &State, steps: &mut Vec<Step>, within: &mut Target, id: usize) {
    let name = name(state, steps, *within, id);
    let mut found = candidates(state, *within, &name);
    let nth = if found.len() > 1 {
        found.sort_by_key(|n| state.order(*n));
        match found.iter().position(|n| *n == id) {
            Some(at) if at + 1 == found.len() => LAST,
            Some(at) => at as u32 + 1,
            None => 0,
        }
    } else {
        0
    };
    let step = if found.contains(&id) {
        Step { nth, name }
    } else {
        Step::new(Name::Child(state.position(id) as u32 + 1))
    };
    steps.push(step);
    *within = Target {
        id: Some(id),
        first: false,
    };
}

fn name(state: &State, steps: &mut Vec<Step>, within: Target, id: usize) -> Name {
    let node = &state.nodes[id];
    let Some(number) = &node.number else {
        return match &node.clause.caption {
            Some(caption) if super::phrases::is_balanced(caption) => Name::Headed(caption.clone()),
            _ => Name::Child(state.position(id) as u32 + 1),
        };
    };
    let values = ordinal::values(number);
    let mark = || Name::Mark(number.to_string());
    match node.level {
        // Below a number that stands beside the labels, a label is found from there.
        Level::Division(_) | Level::Article | Level::Supplement | Level::Appendix => {
            Name::Labelled(number.to_string())
        }
        _ if values.is_empty() => mark(),
        _ => match state.unit(id) {
            Some('項') => Name::Paragraph(values),
            Some('号') => {
                if within.id.is_some_and(|p| {
                    matches!(state.nodes[p].level, Level::Article | Level::Supplement)
                        && state.has_paragraphs(p)
                        && !state.nodes[p].clause.blocks.is_empty()
                }) {
                    let first = Name::Paragraph(vec![1]);
                    if candidates(state, within, &first).is_empty() {
                        steps.push(Step::new(first));
                    }
                }
                Name::Item(values)
            }
            _ => mark(),
        },
    }
}

fn number(state: &State, id: usize) -> String {
    state.nodes[id]
        .number
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default()
}

/// The clauses whose text, and whose heading, a place speaks of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope {
    pub(crate) id: usize,
    pub(crate) heading: bool,
    pub(crate) blocks: bool,
}

/// The texts that a place in the clauses speaks of, in reading order.
pub(crate) fn scope(state: &State, target: Target, spot: &Spot) -> Vec<Scope> {
    let all = |id: usize, heading: bool| Scope {
        id,
        heading,
        blocks: true,
    };
    let Some(id) = target.id else {
        return state
            .roots
            .iter()
            .filter(|id| state.is_main(**id))
            .flat_map(|id| state.subtree(*id))
            .map(|id| all(id, true))
            .collect();
    };
    match spot {
        Spot::Heading => vec![Scope {
            id,
            heading: true,
            blocks: false,
        }],
        Spot::Own | Spot::Row(_) | Spot::Sentence(_) | Spot::Marker => vec![all(id, false)],
        Spot::Items => state.nodes[id]
            .children
            .iter()
            .zip(state.units(Some(id)))
            .filter(|(_, unit)| *unit == Some('号'))
            .flat_map(|(child, _)| state.subtree(*child))
            .map(|id| all(id, true))
            .collect(),
        Spot::Whole | Spot::WithHeading => {
            let mut out = vec![all(id, *spot == Spot::WithHeading)];
            for (child, unit) in state.nodes[id].children.iter().zip(state.units(Some(id))) {
                let paragraph =
                    unit == Some('項') || state.nodes[*child].level == Level::Item('項');
                if !target.first || !paragraph {
                    out.extend(state.subtree(*child).into_iter().map(|id| all(id, true)));
                }
            }
            out
        }
    }
}

//! Gather: instructions of neighbours, said together.
//!
//! In: instructions. Out: fewer that do the same. Never: changes the order of what is done.

use crate::amend::instruction::{Action, Instruction, Name, Part, Place, Spot, Step};
use crate::amend::places::rank;
use crate::diff::ordinal;
use crate::document::Number;

/// So many clauses that move by one are told as a range, the first of them by itself.
const SHORTEST_RANGE: usize = 4;

/// Instructions that say the same of neighbours, said once: equal replacements in several places, clauses that go
/// together, numbers that move together.
pub(crate) fn gather(instructions: Vec<Instruction>) -> Vec<Instruction> {
    let mut out: Vec<Instruction> = Vec::new();
    for instruction in instructions {
        let Some(last) = out.last_mut() else {
            out.push(instruction);
            continue;
        };
        let joined = match (&last.action, &instruction.action) {
            (Action::Words(a), Action::Words(b)) => {
                a == b
                    && a.len() == 1
                    && !last.places.contains(&instruction.places[0])
                    && last.places[0].part == Part::Body
                    && instruction.places[0].part == Part::Body
            }
            (Action::Delete, Action::Delete) => {
                let brothers = |a: &Place, b: &Place| {
                    !a.steps.is_empty()
                        && a.spot == Spot::Whole
                        && b.spot == Spot::Whole
                        && a.steps.len() == b.steps.len()
                        && a.steps[..a.steps.len() - 1] == b.steps[..b.steps.len() - 1]
                        && a.steps.last() != b.steps.last()
                        && b.steps
                            .last()
                            .is_some_and(|s| s.nth == 0 && !matches!(s.name, Name::Child(_)))
                        && a.steps
                            .last()
                            .is_some_and(|s| s.nth == 0 && !matches!(s.name, Name::Child(_)))
                };
                brothers(&last.places[0], &instruction.places[0])
            }
            _ => false,
        };
        if joined {
            last.places.extend(instruction.places);
        } else {
            out.push(instruction);
        }
    }
    shifts(out)
}

/// Runs of numbers that move by the same: the first alone, the others as a range.
fn shifts(instructions: Vec<Instruction>) -> Vec<Instruction> {
    let mut out: Vec<Instruction> = Vec::new();
    let mut at = 0;
    while at < instructions.len() {
        let mut run = 1;
        if let Some((first, by)) = moved(&instructions[at]) {
            let towards: i64 = if by > 0 { -1 } else { 1 };
            while let Some(next) = instructions.get(at + run).and_then(|i| {
                let same = brother_step(&instructions[at], i);
                moved(i).filter(|_| same)
            }) {
                if next != (first + towards * run as i64, by) {
                    break;
                }
                run += 1;
            }
            if run >= SHORTEST_RANGE {
                out.push(instructions[at].clone());
                let (mut a, mut b) = (
                    instructions[at + 1].places[0].clone(),
                    instructions[at + run - 1].places[0].clone(),
                );
                if by > 0 {
                    std::mem::swap(&mut a, &mut b);
                }
                out.push(Instruction::new(
                    a,
                    Action::Shift {
                        to: b,
                        by: i32::try_from(by).unwrap_or_default(),
                    },
                ));
                at += run;
                continue;
            }
        }
        out.extend(instructions[at..at + run].iter().cloned());
        at += run;
    }
    out
}

/// The number that a clause bore, and by how much it moves.
fn moved(instruction: &Instruction) -> Option<(i64, i64)> {
    let Action::Renumber(to) = &instruction.action else {
        return None;
    };
    let from = instruction.places[0].steps.last()?;
    let (a, b) = (single(from)?, single(to)?);
    Some((a, b - a))
}

fn single(step: &Step) -> Option<i64> {
    if step.nth > 0 {
        return None;
    }
    match &step.name {
        Name::Labelled(number) => {
            let number = Number::of_marker(number)?;
            match ordinal::values(&number).as_slice() {
                [one] => Some(i64::from(*one)),
                _ => None,
            }
        }
        Name::Paragraph(values) | Name::Item(values) => match values.as_slice() {
            [one] => Some(i64::from(*one)),
            _ => None,
        },
        Name::Mark(mark) => mark.parse().ok(),
        _ => None,
    }
}

fn brother_step(a: &Instruction, b: &Instruction) -> bool {
    let (x, y) = (&a.places[0].steps, &b.places[0].steps);
    let kind = |s: &[Step]| s.last().map(|s| (rank(s), std::mem::discriminant(&s.name)));
    x.len() == y.len()
        && !x.is_empty()
        && x[..x.len() - 1] == y[..y.len() - 1]
        && kind(x) == kind(y)
}

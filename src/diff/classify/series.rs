//! Series: references enumerated one after the other that shifted together: 第11条、第12条及び第13条 → 第12条、第13条及び第14条.
//!
//! In: an old line and what it became. Out: the stretches of both that are one series which followed its clauses. Never:
//! takes a series of which one reference points elsewhere than before.

use std::ops::Range;

use super::anchor;
use super::reference::References;
use super::steps::{CONNECTIVES, Step};
use crate::diff::revision::Spot;
use crate::text::fold;

/// A series in both texts, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Followed {
    pub(super) old: Range<usize>,
    new: Range<usize>,
}

impl Followed {
    /// True where a changed stretch that begins at `place` lies in the series.
    pub(super) fn holds(&self, spot: &Spot, place: (usize, usize)) -> bool {
        let inside = |range: &Range<usize>, start: usize, text: &str| {
            range.start <= start && start + text.len() <= range.end
        };
        inside(&self.old, place.0, &spot.old) && inside(&self.new, place.1, &spot.new)
    }
}

/// The series of `old` that stand in `new` with the numbers that their clauses bear now.
pub(super) fn followed(
    old: (&str, &[Step]),
    new: (&str, &[Step]),
    references: &References<'_, '_>,
    from: Option<usize>,
) -> Vec<Followed> {
    let (mut out, news) = (Vec::new(), series(new.0, new.1));
    let mut first = 0;
    for run in series(old.0, old.1) {
        let now: Option<Vec<(char, Vec<u32>)>> = (run.clone())
            .map(|k| {
                let from = anchor::seen_from(references, old.0, old.1, k, from);
                Some((old.1[k].unit, references.now(old.1, k, from)?))
            })
            .collect();
        let Some(now) = now else { continue };
        let stands = |run: &Range<usize>| {
            let steps = &new.1[run.clone()];
            steps.len() == now.len()
                && (steps.iter().zip(&now))
                    .all(|(s, (unit, value))| !s.foreign && s.unit == *unit && s.value == *value)
        };
        let Some(at) = news[first..].iter().position(stands) else {
            continue;
        };
        let bytes = |steps: &[Step], run: &Range<usize>| {
            steps[run.start].range.start..steps[run.end - 1].range.end
        };
        out.push(Followed {
            old: bytes(old.1, &run),
            new: bytes(new.1, &news[first + at]),
        });
        first += at + 1;
    }
    out
}

/// The places of steps that stand one after the other with nothing but a conjunction or a mark between.
fn series(text: &str, steps: &[Step]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (k, step) in steps.iter().enumerate() {
        let goes_on = k.checked_sub(1).is_some_and(|p| {
            (steps[p].range.end..=step.range.start).is_empty()
                || text
                    .get(steps[p].range.end..step.range.start)
                    .is_some_and(|between| {
                        let between = fold::trim(between);
                        between.is_empty() || between == "の" || CONNECTIVES.contains(&between)
                    })
        });
        match out.last_mut().filter(|_| goes_on) {
            Some(run) => run.end = k + 1,
            None => out.push(k..k + 1),
        }
    }
    out.retain(|run| run.len() > 1);
    out
}

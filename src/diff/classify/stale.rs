//! Stale: references that nobody touched although their clauses bear another number now.
//!
//! In: a revision and which clause is which. Out: [`Stale`] references, each with the number it should bear. Never: calls a
//! reference left behind where its pair is doubtful, or where the series it stands in followed as a whole.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::anchor;
use super::reference::References;
use super::steps::{Step, steps};
use super::{inline, line, points, series};
use crate::diff::inline::Op;
use crate::diff::revision::{Astray, Change, Pair, Place, Revision, Stale, Tie};
use crate::text::style::Style;

/// References in texts that nobody touched, to clauses that bear another number now.
pub(super) fn stale(revision: &Revision<'_>, references: &References<'_, '_>) -> Vec<Stale> {
    let mut out = Vec::new();
    for pair in &revision.pairs {
        let (Some(old), Some(new)) = (&pair.old, &pair.new) else {
            continue;
        };
        if pair.tie != Tie::Same {
            continue;
        }
        let lines = OnceCell::new();
        line::each(&old.clause.blocks, 0, &mut |l| {
            let old_steps = steps(&l.text);
            if old_steps.is_empty() {
                return;
            }
            let lines = lines.get_or_init(|| changed(pair));
            let change = lines.get(l.text.as_ref()).copied();
            let still = |step: &Step| {
                pair.changes.is_empty()
                    || change.is_some_and(|c| stands_still(c, &step.range, &l.text))
            };
            let series = followed(change, &l.text, old_steps.len(), references, old.index);
            let mut told: Vec<usize> = Vec::new();
            let mut holds = vec![false; old_steps.len()];
            for above in old_steps.iter().filter_map(|s| s.under) {
                holds[above] = true;
            }
            for leaf in 0..old_steps.len() {
                let at = old_steps[leaf].range.start;
                if holds[leaf] || series.iter().any(|s| s.contains(&at)) {
                    continue;
                }
                let from =
                    anchor::seen_from(references, &l.text, &old_steps, leaf, Some(old.index));
                if let Some(gone) = references.gone(&old_steps, leaf, from)
                    && still(&old_steps[leaf])
                {
                    let ways = std::iter::successors(Some(leaf), |&k| old_steps[k].under);
                    let start = ways.map(|k| old_steps[k].range.start).min();
                    let start = start.unwrap_or(old_steps[leaf].range.start);
                    out.push(Stale {
                        path: new.path.clone(),
                        text: l.text[start..old_steps[leaf].range.end].to_owned(),
                        astray: Astray::Gone(gone),
                    });
                    continue;
                }
                // Where the 項 is gone, its article still tells.
                let ways = std::iter::successors(Some(leaf), |&k| old_steps[k].under);
                let found = ways.into_iter().find_map(|k| {
                    let chain = references.chain(&old_steps, k, from)?;
                    Some((k, chain))
                });
                let Some((leaf, mut chain)) = found else {
                    continue;
                };
                let left: Vec<usize> = (chain.iter())
                    .filter(|(k, now)| {
                        let step = &old_steps[*k];
                        *now != step.value && still(step)
                    })
                    .map(|(k, _)| *k)
                    .collect();
                // 第3項又は第4項 of one article that moved is one finding.
                if !left.iter().all(|k| told.contains(k)) {
                    told.extend(left);
                    chain.reverse();
                    let first = &old_steps[chain[0].0].range;
                    let start = first.start.min(old_steps[leaf].range.start);
                    // Quoted from the article on: 第19条第6項, 次条第6項, not 第6項 alone.
                    let word = anchor::word_before(&l.text[..start]);
                    let numbers: String = (chain.iter())
                        .map(|(k, now)| expected(&old_steps[*k], now, &l.text))
                        .collect();
                    out.push(Stale {
                        path: new.path.clone(),
                        text: format!("{word}{}", &l.text[start..old_steps[leaf].range.end]),
                        astray: Astray::Number(format!("{word}{numbers}")),
                    });
                }
            }
        });
    }
    out
}

/// Where in an old line series of references stand that followed their clauses as a whole.
fn followed(
    change: Option<&Change<'_>>,
    line_text: &str,
    line_steps: usize,
    references: &References<'_, '_>,
    from: usize,
) -> Vec<Range<usize>> {
    let Some(change) = change.filter(|c| !c.new.is_empty()) else {
        return Vec::new();
    };
    // One reference is no series; the mark before a line may hold another.
    if line_steps < 2 && change.old[0].marker.is_empty() {
        return Vec::new();
    }
    let (old, new) = (
        inline::old_text(&change.edits),
        inline::new_text(&change.edits),
    );
    let (old_steps, new_steps) = (steps(&old), steps(&new));
    let offset = old.len() - line_text.len();
    series::followed(
        (&old, &old_steps),
        (&new, &new_steps),
        references,
        Some(from),
    )
    .into_iter()
    .map(|s| s.old.start.saturating_sub(offset)..s.old.end.saturating_sub(offset))
    .collect()
}

/// The changes of old lines that stand alone on their side, by their text; of several the first.
pub(super) fn changed<'p, 'a>(pair: &'p Pair<'a>) -> FxHashMap<&'p str, &'p Change<'a>> {
    let mut out = FxHashMap::default();
    for change in pair.changes.iter().filter(|c| c.place == Place::Text) {
        if let [line] = change.old.as_slice() {
            out.entry(line.text.as_ref()).or_insert(change);
        }
    }
    out
}

/// True where the reference at these bytes of a changed old line stands in the new text as it was.
pub(super) fn stands_still(change: &Change<'_>, at: &Range<usize>, line_text: &str) -> bool {
    let offset = change.old[0].shown().len() - line_text.len();
    let (start, end) = (at.start + offset, at.end + offset);
    let mut place = 0;
    for edit in &change.edits {
        if edit.op == Op::Insert {
            continue;
        }
        let next = place + edit.text.len();
        if edit.op == Op::Delete && place < end && next > start {
            return false;
        }
        place = next;
    }
    !change.new.is_empty()
}

/// `第5条`, `第3条の2`; `８．` for `７．`.
fn expected(step: &Step, value: &[u32], text: &str) -> String {
    let mut parts = value.iter();
    let first = parts.next().copied().unwrap_or_default();
    let old = &text[step.range.clone()];
    let style = Style::of(old);
    if matches!(step.unit, points::POINT | points::BRACKETED) {
        let is_digit = |c: char| crate::text::fold::half_width(c).is_ascii_digit();
        let head = old.find(is_digit).unwrap_or(0);
        let tail = old
            .trim_start_matches(|c| !is_digit(c))
            .trim_start_matches(is_digit);
        return format!("{}{}{tail}", &old[..head], style.write(first));
    }
    let mut out = format!("第{}{}", style.write(first), step.unit);
    for branch in parts {
        out.push_str(&format!("の{}", style.write(*branch)));
    }
    out
}

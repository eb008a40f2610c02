//! Lines of one clause, then and now: which stayed, changed, came and went.
//!
//! In: two lists of lines. Out: [`Change`]s in order that spell both. Never: looks outside the two lists.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::align::chain;
use super::grams::Grams;
use super::inline;
use super::line::{self, Line, SolidHasher};
use super::revision::{Change, Place, spots};
use super::weights::Heaps;
use crate::document::LeafKind;

/// Lines that share at least this much are one line, changed.
const SAME: f32 = 0.4;
/// A paragraph alone between unchanged ones on both sides needs less.
const ALONE: f32 = 0.25;
/// A line of which this much stands in another may be that one.
const INSIDE: f32 = 0.9;
/// Above this many pairs, changed lines are not compared with each other.
const ALL: usize = 20_000;

/// What became of `old` lines in `new`.
pub(crate) fn compare<'a>(place: Place, old: Vec<Line<'a>>, new: Vec<Line<'a>>) -> Vec<Change<'a>> {
    let mut hasher = SolidHasher::default();
    let mut keys =
        |lines: &[Line<'_>]| -> Vec<u64> { lines.iter().map(|l| key(l, &mut hasher)).collect() };
    let ops = capture_diff_slices(Algorithm::Myers, &keys(&old), &keys(&new));
    let mut out = Vec::new();
    let mut region = (0..0, 0..0);
    for op in ops {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            changed(place, &old, &new, &region, &mut out);
            for k in 0..len {
                out.push(change(
                    place,
                    &old[old_index + k..=old_index + k],
                    &new[new_index + k..=new_index + k],
                ));
            }
            region = (
                old_index + len..old_index + len,
                new_index + len..new_index + len,
            );
        } else {
            region.0.end = op.old_range().end;
            region.1.end = op.new_range().end;
        }
    }
    changed(place, &old, &new, &region, &mut out);
    out
}

/// A key that is the same for lines that differ in blanks only.
fn key(line: &Line<'_>, hasher: &mut SolidHasher) -> u64 {
    hasher.add(line.marker);
    hasher.add(&line.text);
    hasher.finish()
}

/// One change from `old` lines to `new` ones.
pub(crate) fn change<'a>(place: Place, old: &[Line<'a>], new: &[Line<'a>]) -> Change<'a> {
    let edits = inline::edits(&line::joined(old), &line::joined(new));
    Change {
        place,
        old: old.to_vec(),
        new: new.to_vec(),
        spots: spots(&edits),
        edits,
    }
}

/// The lines between two equal ones.
fn changed<'a>(
    place: Place,
    old: &[Line<'a>],
    new: &[Line<'a>],
    region: &(std::ops::Range<usize>, std::ops::Range<usize>),
    out: &mut Vec<Change<'a>>,
) {
    let (old, new) = (&old[region.0.clone()], &new[region.1.clone()]);
    if old.is_empty() && new.is_empty() {
        return;
    }
    if !old.is_empty()
        && !new.is_empty()
        && line::same_but_blanks(&line::joined(old), &line::joined(new))
    {
        // Only the breaks between the lines are others.
        out.push(change(place, old, new));
        return;
    }
    let (mut i, mut j) = (0, 0);
    for (m, n) in pairs(old, new) {
        apart(place, &old[i..m], &new[j..n], out);
        out.push(change(place, &old[m..=m], &new[n..=n]));
        (i, j) = (m + 1, n + 1);
    }
    apart(place, &old[i..], &new[j..], out);
}

/// Lines that went, then lines that came.
fn apart<'a>(place: Place, old: &[Line<'a>], new: &[Line<'a>], out: &mut Vec<Change<'a>>) {
    for line in old {
        out.push(change(place, std::slice::from_ref(line), &[]));
    }
    for line in new {
        out.push(change(place, &[], std::slice::from_ref(line)));
    }
}

/// Which of the changed lines are one line, in order.
fn pairs(old: &[Line<'_>], new: &[Line<'_>]) -> Vec<(usize, usize)> {
    if old.len() * new.len() > ALL {
        return Vec::new();
    }
    let grams = |lines: &[Line<'_>]| -> Vec<Grams> {
        lines.iter().map(|l| Grams::of([l.text.as_ref()])).collect()
    };
    let (x, y) = (grams(old), grams(new));
    let heaps = |grams: &[Grams]| -> Vec<Option<Heaps>> { grams.iter().map(Heaps::of).collect() };
    // Few pairs are compared sooner than told apart.
    let (u, v) = if x.len() * y.len() < 4 {
        (Vec::new(), Vec::new())
    } else {
        (heaps(&x), heaps(&y))
    };
    let alone = old.len() == 1 && new.len() == 1;
    let mut candidates = Vec::new();
    for (i, a) in old.iter().enumerate() {
        for (j, b) in new.iter().enumerate() {
            let is_row =
                a.kind == LeafKind::Row && b.kind == LeafKind::Row && is_same_row(&a.text, &b.text);
            let (m, n) = (x[i].len(), y[j].len());
            let most = |shared: usize| 2.0 * shared as f32 / ((m + n) as f32);
            // The shorter one's grams are all that two texts can share.
            let is_other = |shared: usize| m + n > 0 && most(shared) < SAME / 2.0;
            if !is_row && is_other(m.min(n)) {
                continue;
            }
            if !is_row && let (Some(Some(u)), Some(Some(v))) = (u.get(i), v.get(j)) {
                let shared = u.shared_at_most(v);
                // A word taken in or left out keeps one of the two whole.
                let may_be_inside = shared as f32 / m.min(n).max(1) as f32 >= INSIDE;
                if is_other(shared) || (most(shared) < SAME && !may_be_inside) {
                    continue;
                }
            }
            let same = x[i].dice(&y[j]);
            let enough = if alone && a.kind == LeafKind::Paragraph && b.kind == a.kind {
                ALONE
            } else if a.kind == b.kind {
                SAME
            } else {
                (SAME + 1.0) / 2.0
            };
            // A row is named by its first cell.
            if is_row {
                candidates.push((i, j, 1.01));
                continue;
            }
            // A word taken in or left out keeps one of the two whole.
            let inside = a.kind == b.kind
                && same < enough
                && x[i].len().min(y[j].len()) >= 2
                && x[i].inside(&y[j]).max(y[j].inside(&x[i])) >= INSIDE;
            if same >= enough || (inside && same >= SAME / 2.0) {
                candidates.push((i, j, same * same + 0.01));
            }
        }
    }
    chain::heaviest(candidates)
}

/// True where two rows of one width begin with the same cell.
fn is_same_row(a: &str, b: &str) -> bool {
    let (mut x, mut y) = (a.split('\t'), b.split('\t'));
    matches!((x.next(), y.next()), (Some(m), Some(n)) if m == n && !m.is_empty())
        && x.clone().count() == y.clone().count()
        && x.count() > 0
}

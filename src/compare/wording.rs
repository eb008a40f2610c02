//! Wording: how much of what two paired clauses say is word for word the same, and where they part.
//!
//! In: two clauses of two profiles. Out: the lines of both as a redline, and two shares. Never: pairs clauses.

use rustc_hash::FxHashSet;

use super::profile::Profile;
use crate::diff::{Change, Line, Op, Place, compare, line};

/// The wording of a pair.
#[derive(Debug, Clone)]
pub struct Wording<'a> {
    /// The lines of both, in order: equal, replaced, in one of the two alone.
    pub changes: Vec<Change<'a>>,
    /// How much of the first clause's text stands in the second word for word, 0 to 1, by characters.
    pub of_a: f32,
    /// How much of the second clause's text stands in the first.
    pub of_b: f32,
}

impl Wording<'_> {
    /// True where both say the same in the same words.
    pub fn is_same(&self) -> bool {
        self.of_a >= 1.0 && self.of_b >= 1.0
    }
}

/// The wording of clause `a` of one text against clause `b` of the other: their own text and that of the clauses under them
/// which have no pair of their own (`paired` holds those).
pub fn wording<'a>(
    (x, a): (&Profile<'a>, usize),
    (y, b): (&Profile<'a>, usize),
    paired_a: &FxHashSet<usize>,
    paired_b: &FxHashSet<usize>,
) -> Wording<'a> {
    let changes = compare(Place::Text, lines(x, a, paired_a), lines(y, b, paired_b));
    let (mut same, mut old, mut new) = (0usize, 0usize, 0usize);
    for edit in changes.iter().flat_map(|c| &c.edits) {
        let n = line::solid(&edit.text).count();
        match edit.op {
            Op::Equal => {
                same += n;
                old += n;
                new += n;
            }
            Op::Delete => old += n,
            Op::Insert => new += n,
        }
    }
    let share = |all: usize| {
        if all == 0 {
            0.0
        } else {
            same as f32 / all as f32
        }
    };
    Wording {
        of_a: share(old),
        of_b: share(new),
        changes,
    }
}

fn lines<'a>(profile: &Profile<'a>, node: usize, paired: &FxHashSet<usize>) -> Vec<Line<'a>> {
    let mut out = line::of_blocks(&profile.nodes[node].clause.blocks);
    let mut n = node + 1;
    while n < profile.nodes[node].end {
        if paired.contains(&n) {
            n = profile.nodes[n].end;
            continue;
        }
        let clause = profile.nodes[n].clause;
        if let Some(caption) = &clause.caption {
            out.push(Line::plain(crate::document::LeafKind::Caption, caption));
        }
        out.extend(line::of_blocks(&clause.blocks));
        n += 1;
    }
    out
}

//! Wording: how much of what two paired clauses say is word for word the same, and where they part.
//!
//! In: two clauses of two profiles. Out: the lines of both as a redline, and two shares. Never: pairs clauses.

use rustc_hash::FxHashSet;

use super::profile::{Profile, SHINGLE};
use super::topics::find::fold;
use crate::diff::{Change, Line, Place, compare, line};

/// The wording of a pair.
#[derive(Debug, Clone)]
pub struct Wording<'a> {
    /// The lines of both, in order: equal, replaced, in one of the two alone.
    pub changes: Vec<Change<'a>>,
    /// How much of the first clause's text stands in the second word for word, 0 to 1: its characters that lie in a stretch
    /// of at least eight which the second has too, wherever.
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
    let (old, new) = (lines(x, a, paired_a), lines(y, b, paired_b));
    let (of_a, of_b) = shares(&old, &new);
    Wording {
        of_a,
        of_b,
        changes: compare(Place::Text, old, new),
    }
}

/// How much of each stands in the other.
fn shares(a: &[Line<'_>], b: &[Line<'_>]) -> (f32, f32) {
    let chars = |lines: &[Line<'_>]| -> Vec<Vec<char>> {
        lines
            .iter()
            .map(|l| fold(&l.text).chars().collect())
            .collect()
    };
    let (a, b) = (chars(a), chars(b));
    if a == b {
        return (1.0, 1.0);
    }
    (share(&a, &b), share(&b, &a))
}

fn share(a: &[Vec<char>], b: &[Vec<char>]) -> f32 {
    let theirs: FxHashSet<&[char]> = b.iter().flat_map(|l| l.windows(SHINGLE)).collect();
    let whole: FxHashSet<&[char]> = b.iter().map(Vec::as_slice).collect();
    let (mut same, mut all) = (0, 0);
    for line in a {
        all += line.len();
        if whole.contains(line.as_slice()) {
            same += line.len();
            continue;
        }
        // The characters of overlapping stretches count once.
        let mut to = 0;
        for (at, stretch) in line.windows(SHINGLE).enumerate() {
            if theirs.contains(stretch) {
                same += at + SHINGLE - at.max(to);
                to = at + SHINGLE;
            }
        }
    }
    if all == 0 {
        return 0.0;
    }
    same as f32 / all as f32
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

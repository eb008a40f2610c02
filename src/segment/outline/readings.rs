//! The numbers that the lines of a text may begin with, each line read once.
//!
//! In: the body lines. Out: for a line its mark and its readings as a number. Never: decides which reading is meant.

use super::super::body;
use super::super::marker::{self, Candidate, Family, Fence};
use super::evidence::announces;
use crate::source::Line;
use crate::text::sentence;

/// Lines that a rule may look ahead one by one.
pub(super) const FAR: usize = 80;

/// The readings of a line.
#[derive(Clone, Copy)]
pub(super) struct Look<'r> {
    /// Byte after the mark of an item.
    pub(super) offset: usize,
    /// The readings behind it.
    pub(super) readings: &'r [Candidate],
    /// The reading as a number directly before its text, in a text that is set so.
    pub(super) tight: Option<&'r Candidate>,
}

/// The readings of all lines, in one row.
pub(super) struct Readings {
    row: Vec<Candidate>,
    /// For each line the byte after its mark, and where its readings end in the row.
    lines: Vec<(u32, u32)>,
}

/// True for １ directly before its text, below a sentence that announces items and above ２.
fn begins_run(lines: &[&Line<'_>], index: usize, c: Candidate) -> bool {
    let text = |index: usize| lines.get(index).map(|l| l.text.as_ref());
    marker::is_first(c.style, c.value)
        && text(index + 1)
            .and_then(marker::tight)
            .is_some_and(|n| n.style == c.style && marker::follows(c.style, c.value, n.value))
        && index
            .checked_sub(1)
            .and_then(text)
            .is_some_and(|above| sentence::is_finished(above) && announces(above))
}

impl Readings {
    /// Reads every line. `tight`: numbers stand directly before their text; elsewhere only those of items that the line above
    /// them announces, line by line from the first.
    pub(super) fn of(lines: &[&Line<'_>], tight: bool) -> Self {
        let mut out = Self {
            row: Vec::new(),
            lines: Vec::with_capacity(lines.len()),
        };
        let mut run: Option<Candidate> = None;
        for (index, line) in lines.iter().enumerate() {
            let offset = body::bullet(&line.text).unwrap_or(0);
            let text = &line.text[offset..];
            let readings = marker::candidates(text);
            out.row.extend(readings.iter());
            let last = run.take();
            if readings.is_empty()
                && let Some(c) = marker::tight(text)
            {
                let goes_on =
                    |l: Candidate| l.style == c.style && marker::follows(c.style, l.value, c.value);
                let counts = tight || last.is_some_and(goes_on) || begins_run(lines, index, c);
                run = Some(c).filter(|_| counts);
                out.row.extend(run);
            }
            let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            out.lines.push((small(offset), small(out.row.len())));
        }
        out
    }

    /// The readings of a line; none beyond the last.
    pub(super) fn at(&self, index: usize) -> Look<'_> {
        let end_of = |line: usize| self.lines.get(line).map_or(0, |l| l.1 as usize);
        let from = index.checked_sub(1).map_or(0, end_of);
        let readings = self.row.get(from..end_of(index)).unwrap_or_default();
        let (readings, tight) = if readings.first().is_some_and(is_tight) {
            (&readings[..0], readings.first())
        } else {
            (readings, None)
        };
        Look {
            offset: self.lines.get(index).map_or(0, |l| l.0 as usize),
            readings,
            tight,
        }
    }
}

/// True for a number that stands directly before its text.
pub(super) fn is_tight(c: &Candidate) -> bool {
    !c.gap
        && c.style.fence == Fence::Bare
        && matches!(c.style.family, Family::Arabic | Family::Kanji)
}

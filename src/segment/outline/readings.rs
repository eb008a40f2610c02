//! The numbers that the lines of a text may begin with, each line read once.
//!
//! In: the body lines. Out: for a line its mark and its readings as a number. Never: decides which reading is meant.

use super::super::body;
use super::super::marker::{self, Candidate, Family, Fence};
use crate::source::Line;

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

impl Readings {
    /// Reads every line. `tight`: numbers stand directly before their text.
    pub(super) fn of(lines: &[&Line<'_>], tight: bool) -> Self {
        let mut out = Self {
            row: Vec::new(),
            lines: Vec::with_capacity(lines.len()),
        };
        for line in lines {
            let offset = body::bullet(&line.text).unwrap_or(0);
            let text = &line.text[offset..];
            let readings = marker::candidates(text);
            out.row.extend(readings.iter());
            if tight && readings.is_empty() {
                out.row.extend(marker::tight(text));
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
        let is_tight = readings.first().is_some_and(|c| {
            !c.gap
                && c.style.fence == Fence::Bare
                && matches!(c.style.family, Family::Arabic | Family::Kanji)
        });
        let (readings, tight) = if is_tight {
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

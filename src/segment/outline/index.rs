//! Where each style counts in a text: its marker lines, in order.
//!
//! In: the body lines. Out: for a line the next one behind it that counts in a style, however far, before something ends
//! the count. Never: made before a rule asks for it, decides what a line is, or walks the lines between.

use rustc_hash::FxHashMap;

use super::super::marker::{Candidate, Family, Fence, Style, Value};
use super::readings::Readings;
use super::reference::runs_on;
use crate::source::{Hint, Line};

/// A line that may count in a style.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) line: usize,
    pub(super) value: Value,
    /// True where it stands behind the mark of an item.
    pub(super) behind: bool,
    /// True where it is set off from its text.
    pub(super) apart: bool,
}

/// Marks looked at for one that counts.
const MOST: usize = 80;

/// The marker lines of a text.
#[derive(Debug, Default)]
pub(super) struct Index {
    marks: FxHashMap<Style, Vec<Mark>>,
    /// Lines with 附則, 別表 and their kin, before which every count ends.
    appended: Vec<usize>,
    /// Lines with 条 and what holds them, and headings of the format, before which the counts inside an article end.
    sections: Vec<usize>,
}

impl Index {
    /// Reads every line once. A number that a sentence runs on from is a reference, no mark.
    pub(super) fn of(lines: &[&Line<'_>], readings: &Readings) -> Self {
        let mut out = Self::default();
        for (index, line) in lines.iter().enumerate() {
            if matches!(line.hint, Hint::Row { .. } | Hint::Code | Hint::Quote) {
                continue;
            }
            let look = readings.at(index);
            let mut section = matches!(line.hint, Hint::Heading(_));
            let rest = |c: &Candidate| &line.text[look.offset + c.rest..];
            for c in look.readings.iter().filter(|c| !runs_on(**c, rest(c))) {
                match c.style.rank() {
                    Some(0) => out.appended.push(index),
                    Some(1..=6) => section = true,
                    _ => {}
                }
                out.marks.entry(c.style).or_default().push(Mark {
                    line: index,
                    value: c.value,
                    behind: look.offset > 0,
                    apart: is_apart(*c),
                });
            }
            if section {
                out.sections.push(index);
            }
        }
        out
    }

    /// The next mark of a style behind a line that `counts`; none where the count ends before it.
    pub(super) fn next(
        &self,
        style: Style,
        line: usize,
        counts: impl Fn(&Mark) -> bool,
    ) -> Option<Mark> {
        let marks = self.marks.get(&style)?;
        let from = marks.partition_point(|m| m.line <= line);
        let mark = marks[from..].iter().take(MOST).find(|m| counts(m))?;
        let ends = |lines: &[usize]| {
            let from = lines.partition_point(|l| *l <= line);
            lines.get(from).is_some_and(|l| *l <= mark.line)
        };
        // Articles go on from chapter to chapter.
        let over = ends(&self.appended) || style.family != Family::Article && ends(&self.sections);
        (!over).then_some(*mark)
    }
}

/// True for a number that is set off from its text.
pub(super) fn is_apart(c: Candidate) -> bool {
    c.gap || c.style.fence != Fence::Bare
}

//! Where a clause stands: which levels stay open when one opens.
//!
//! In: a style and the layout of its line. Out: a number of levels. Never: weighs.

use super::super::marker::{Candidate, Family, Style};
use super::evidence::announces;
use super::{Level, Outline};
use crate::source::{Hint, Line};

impl<'s, 'a> Outline<'s, 'a, '_> {
    /// The level of the question that an answer's number names: A2. under Q2.
    pub(super) fn question(&self, c: Candidate) -> Option<usize> {
        let [a, n, ..] = c.value;
        if c.style.family != Family::Compound(10) || a != 1 {
            return None;
        }
        self.levels
            .iter()
            .rposition(|l| l.style == Some(c.style) && l.value == [17, n, 0, 0])
    }

    /// True where a level that counts from one again does so beside its old members, not under them:
    /// it is inner, its members are sentences or leaves, and the layout is the same.
    pub(super) fn restarts_beside(&self, k: usize, line: &Line<'_>) -> bool {
        let level = &self.levels[k];
        match (level.hint, line.hint) {
            (Hint::Item(a), Hint::Item(b)) => a == b && line.indent() < level.indent + 2,
            (Hint::Heading(a), Hint::Heading(b)) => a == b,
            (Hint::None | Hint::Inside(_), Hint::None | Hint::Inside(_)) => {
                k > 0 && !level.phrase && line.indent() <= level.indent + 1
            }
            _ => false,
        }
    }

    /// Index of the innermost level of articles.
    pub(super) fn article(&self) -> Option<usize> {
        self.levels
            .iter()
            .rposition(|l| l.style.is_some_and(|s| s.family == Family::Article))
    }

    /// True where a level directly below an article counts the items that its first paragraph announces, with two at the
    /// least, so that a 2 behind them is the second paragraph (第2条 次の各号… 1 … 2 … 3 …, 2 …).
    pub(super) fn are_items(&self, k: usize, line: &Line<'_>) -> bool {
        let level = &self.levels[k];
        let Some(above) = k.checked_sub(1).map(|a| &self.levels[a]) else {
            return false;
        };
        let article = above.style.is_some_and(|s| s.family == Family::Article);
        let last = self.tree.pieces(above.node).last();
        let announced = || last.is_some_and(|p| announces(&p.text));
        article && level.value[0] >= 2 && line.indent() <= level.indent && announced()
    }

    pub(super) fn under_article(&self, k: usize) -> bool {
        self.article().is_some_and(|a| k > a)
    }

    /// How many levels stay open when a level of `style` opens.
    pub(super) fn parent(
        &self,
        index: usize,
        c: Candidate,
        line: &Line<'_>,
        offset: usize,
    ) -> usize {
        if let Some(rank) = c.style.rank() {
            if rank == 0 {
                return 0;
            }
            let above = self
                .levels
                .iter()
                .rposition(|l| l.style.and_then(Style::rank).is_some_and(|r| r < rank));
            if let Some(k) = above {
                return k + 1;
            }
            // 第1条 under Ⅰ or under a bare heading: it stays where that is a heading without text.
            let heads = self
                .levels
                .iter()
                .take_while(|l| {
                    l.style.and_then(Style::rank).is_none()
                        && l.phrase
                        && self.tree.pieces(l.node).len() <= 1
                })
                .count();
            return heads.min(1);
        }
        let mut keep = self.levels.len();
        match line.hint {
            Hint::Item(d)
                if offset == 0 || self.levels.iter().any(|l| matches!(l.hint, Hint::Item(_))) =>
            {
                let beside = |l: &Level| matches!(l.hint, Hint::Item(e) if e > d || e == d && line.indent() < l.indent + 2);
                while keep > 0 && beside(&self.levels[keep - 1]) {
                    keep -= 1;
                }
            }
            Hint::Heading(h) => {
                while keep > 0
                    && !matches!(self.levels[keep - 1].hint, Hint::Heading(e) if e < h)
                    && self.levels[keep - 1]
                        .style
                        .and_then(Style::rank)
                        .is_none_or(|_| matches!(self.levels[keep - 1].hint, Hint::Heading(_)))
                {
                    keep -= 1;
                }
            }
            Hint::Inside(d) => {
                while keep > 0 && matches!(self.levels[keep - 1].hint, Hint::Item(e) if e > d) {
                    keep -= 1;
                }
            }
            _ => {
                // 1. …, a paragraph (1) …, 2. …: the paragraph ends the list to Markdown, not to the reader.
                // A line of the same paragraph ends no list.
                while keep > 0
                    && !line.soft
                    && matches!(self.levels[keep - 1].hint, Hint::Item(_))
                    && !is_part(c, &self.levels[keep - 1])
                    && !self.announced(index)
                    && !self.comes_back(index, keep - 1)
                {
                    keep -= 1;
                }
                // A clause never stands left of the one that holds it.
                while keep > 0
                    && self.levels[keep - 1].style.is_some()
                    && self.levels[keep - 1].hint == Hint::None
                    && self.levels[keep - 1].indent > line.indent() + 1
                    && self.levels[keep - 1].style.and_then(Style::rank).is_none()
                {
                    keep -= 1;
                }
            }
        }
        keep
    }
}

/// True for 2.1 and the level that has come to 2.
fn is_part(c: Candidate, level: &Level) -> bool {
    matches!(c.style.family, Family::Compound(2..=9))
        && level.style.is_some_and(|s| s.family == Family::Arabic)
        && level.value[0] == c.value[0]
}

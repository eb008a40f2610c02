//! Slips of whoever typed a number: another mark than its sisters', an article behind a later one.
//!
//! In: a line's reading and the open levels. Out: the level it counts in all the same. Never: believes a number that
//! nothing around it bears out.

use super::super::marker::{self, Candidate, Family};
use super::super::wrap::Goes;
use super::index::is_apart;
use super::{Level, Outline};

impl<'s, 'a> Outline<'s, 'a, '_> {
    /// The level that a number goes on but for its mark: `4)` between `3.` and `5.`.
    ///
    /// Only where no level counts by that mark, and the number after it bears the mark of the level again.
    pub(super) fn with_another_mark(
        &self,
        index: usize,
        c: Candidate,
        goes: Goes,
    ) -> Option<usize> {
        let counts = |l: &Level| {
            l.style
                .is_some_and(|s| s.family == c.style.family && s != c.style)
        };
        if goes != Goes::No
            || c.style.rank().is_some()
            || !is_apart(c)
            || matches!(c.style.family, Family::Compound(_))
            || self.levels.iter().any(|l| l.style == Some(c.style))
        {
            return None;
        }
        let k = self.levels.iter().rposition(counts)?;
        let level = &self.levels[k];
        let style = level.style?;
        let comes_back = || {
            let next = self.index().next(style, index, |m| m.apart && !m.behind);
            next.is_some_and(|m| marker::follows(style, c.value, m.value))
        };
        let own = || {
            let next = self.index().next(c.style, index, |m| m.apart && !m.behind);
            next.is_some_and(|m| marker::follows(c.style, c.value, m.value))
        };
        (marker::follows(style, level.value, c.value) && comes_back() && !own()).then_some(k)
    }

    /// True for an article that stands behind a later one (第５条 behind 第５条の２), or a second time: 第N条, a blank and no
    /// sentence that runs on are an article, wherever it stands. Its number must not have been met in this part of the text
    /// unless a caption heads it, and what counts behind it must go on from it or from the later one.
    pub(super) fn is_displaced_article(
        &self,
        index: usize,
        c: Candidate,
        level: &Level,
        captioned: bool,
    ) -> bool {
        let met = self.articles.contains(&c.value);
        let next = self.index().next(c.style, index, |m| m.apart);
        c.style.family == Family::Article
            && c.gap
            && (captioned || !met)
            && next.is_none_or(|m| {
                marker::follows(c.style, c.value, m.value)
                    || marker::follows(c.style, level.value, m.value)
            })
    }
}

//! What the lines around a number say for it.
//!
//! In: a line's reading and its neighbours. Out: yes or no. Never: looks further than the readings ahead, but by the index of
//! the marker lines.

use super::super::body::Kind;
use super::super::marker::{self, Candidate, Family, Fence, Style, Value};
use super::super::words;
use super::index::{Index, is_apart};
use super::readings::FAR;
use super::reference::runs_on;
use super::{Level, Outline};
use crate::source::Hint;
use crate::text::sentence;

impl<'s, 'a> Outline<'s, 'a, '_> {
    /// True for the lone first number of a style that counted elsewhere, directly below a heading: 別紙2 has only a １.
    pub(super) fn expected(&self, index: usize, c: Candidate) -> bool {
        self.reached.contains_key(&c.style)
            && self.last.is_some_and(|l| l + 1 == index)
            && self.levels.last().is_some_and(|l| {
                l.style.and_then(Style::rank).is_some_and(|r| r <= 6)
                    && self.tree.pieces(l.node).is_empty()
            })
    }

    /// True directly below a text that announces items (次に掲げる…): the items were deleted but for one.
    pub(super) fn announced(&self, index: usize) -> bool {
        self.last.is_some_and(|l| l + 1 == index)
            && self.levels.last().is_some_and(|l| {
                let pieces = self.tree.pieces(l.node);
                pieces.last().is_some_and(|p| {
                    p.kind == Kind::Paragraph
                        && sentence::is_finished(&p.text)
                        && announces(&p.text)
                })
            })
    }

    /// True for an article a few numbers on from the last one, in a chapter before it: those between were taken out.
    pub(super) fn is_little_ahead(&self, c: Candidate) -> bool {
        self.reached
            .get(&c.style)
            .is_some_and(|last| (1..30).contains(&(i64::from(c.value[0]) - i64::from(last[0]))))
    }

    /// True for a number that is not the first one, yet begins a run: the items before it were taken out ((2), (3) below
    /// 次に掲げる…), or the text is a part of a longer one and begins with 5. and 6., both of them headings.
    pub(super) fn begins_late(
        &self,
        index: usize,
        c: Candidate,
        phrase: &dyn Fn() -> bool,
    ) -> bool {
        let excerpt = self.levels.is_empty() && !self.reached.contains_key(&c.style) && phrase();
        (self.announced(index) && c.value[0] <= 3 || excerpt) && self.followed(index, c)
    }

    /// True for B1 under B.
    pub(super) fn under_its_letter(&self, c: Candidate) -> bool {
        c.style.family == Family::Compound(10)
            && self.levels.iter().any(|l| {
                l.style.is_some_and(|s| s.family == Family::Upper) && l.value[0] == c.value[0]
            })
    }

    /// The level of 3. for 3.1, that of 3.1 for 3.1.1: the innermost, but no (3) within it.
    pub(super) fn under_its_number(&self, c: Candidate) -> Option<usize> {
        let Family::Compound(parts @ 2..=4) = c.style.family else {
            return None;
        };
        let whole = usize::from(parts) - 1;
        self.levels.iter().rposition(|l| {
            let counts = l.style.is_some_and(|s| {
                matches!(s.fence, Fence::Dot | Fence::Bare)
                    && match s.family {
                        Family::Arabic => whole == 1,
                        Family::Compound(p) => usize::from(p) == whole,
                        _ => false,
                    }
            });
            counts && l.value[..whole] == c.value[..whole]
        })
    }

    /// True where the next line counts below `c`: 10.1 under 10.
    pub(super) fn has_compound_child(&self, index: usize, c: Candidate) -> bool {
        let end = self.lines.len().min(index + 4);
        (index + 1..end).any(|i| {
            self.readings.at(i).readings.iter().any(|n| {
                matches!(n.style.family, Family::Compound(2)) && n.value == [c.value[0], 1, 0, 0]
            })
        })
    }

    /// True where a clause has text below the text behind its number.
    pub(super) fn texted(&self, node: usize) -> bool {
        self.tree.pieces(node).len() > usize::from(self.tree.nodes[node].opening)
    }

    /// True where the next line is plain text.
    pub(super) fn text_follows(&self, index: usize) -> bool {
        self.lines.get(index + 1).is_some_and(|l| {
            let look = self.readings.at(index + 1);
            let begins = |c: &Candidate| is_apart(*c) || c.style.rank().is_some();
            l.hint == Hint::None && look.offset == 0 && !look.readings.iter().any(begins)
        })
    }

    /// True where the number after `c` stands on one of the next lines.
    pub(super) fn followed(&self, index: usize, c: Candidate) -> bool {
        let end = self.lines.len().min(index + 1 + FAR);
        (index + 1..end).any(|i| {
            let look = self.readings.at(i);
            let follows =
                |n: &Candidate| n.style == c.style && marker::follows(c.style, c.value, n.value);
            look.tight.is_some_and(follows)
                || look.readings.iter().any(|n| {
                    follows(n)
                        && is_apart(*n)
                        && !runs_on(*n, &self.lines[i].text[look.offset + n.rest..])
                })
        }) || is_apart(c) && self.goes_on_from(index, c, c.value)
    }

    /// True where the next line that counts as `c` does bears the number after `value`, however far it is.
    pub(super) fn goes_on_from(&self, index: usize, c: Candidate, value: Value) -> bool {
        self.index()
            .next(c.style, index, |m| m.apart)
            .is_some_and(|m| marker::follows(c.style, value, m.value))
    }

    /// The marker lines of the text.
    pub(super) fn index(&self) -> &Index {
        self.index
            .get_or_init(|| Index::of(self.lines, self.readings))
    }

    /// True where a level counts on behind the lines that follow, before an article or a heading.
    pub(super) fn comes_back(&self, index: usize, level: usize) -> bool {
        let Level {
            style: Some(style),
            value,
            ..
        } = self.levels[level]
        else {
            return false;
        };
        self.index()
            .next(style, index, |_| true)
            .is_some_and(|m| marker::follows(style, value, m.value))
    }

    /// True where a repeated number is one of a run that goes on: the next number follows it.
    pub(super) fn repeats(&self, index: usize, level: &Level) -> bool {
        let Some(style) = level.style else {
            return false;
        };
        self.index()
            .next(style, index, |m| !m.behind)
            .is_some_and(|n| marker::follows(style, level.value, n.value))
    }
}

/// True for a text whose end announces items: 次の各号のいずれかに….
pub(super) fn announces(text: &str) -> bool {
    let mut parts = text.rsplit(['。', '、']).take(3);
    parts.any(|part| words::ANNOUNCES.iter().any(|w| part.contains(w)))
}

//! Elsewhere: how sure it is that two clauses that stand in different places are one clause that moved.
//!
//! In: two nodes. Out: 0 to 1. Never: lets the number speak, or a heading that many clauses bear.

use super::score::{Both, DOUBTFUL, MOVED, TELLING, blend};
use crate::diff::ordinal::Level;
use crate::diff::tree::Tree;

/// Two clauses of the same heading that stand in different places are a pair from here on.
const MOVED_UNDER_ITS_HEADING: f32 = 0.5;
/// The same where both are articles of the same heading, which others have too: how alike the texts are.
const MOVED_WITH_OTHERS: f32 = 0.4;
/// The same where both have headings and they differ: how alike the texts are.
const MOVED_ANEW: f32 = 0.85;

impl Both<'_, '_> {
    /// How sure it is that the two are one clause that moved: the text alone must tell.
    pub(crate) fn moved(&self, a: usize, b: usize) -> f32 {
        let (x, y) = (&self.old.nodes[a], &self.new.nodes[b]);
        // A labelled group is part of the clause it stands in: it never becomes a numbered one elsewhere.
        if !x.level.may_become(y.level) || x.number.is_some() != y.number.is_some() {
            return 0.0;
        }
        let own = |tree: &Tree<'_>, n: usize| {
            tree.nodes[n]
                .clause
                .heading()
                .is_none_or(|h| self.is_own_heading(h))
        };
        let (was, is) = (self.whole_len(false, a), self.whole_len(true, b));
        match self.heading(a, b) {
            // What is read as a heading of its own there is the text here.
            None if was.min(is) == 0 && was.max(is) >= TELLING => {
                let score = self.one_heading(a, b);
                if score < MOVED { 0.0 } else { score }
            }
            _ if was.min(is) < TELLING => 0.0,
            // A label that stands everywhere says nothing of where its text came from.
            Some(heading) if own(self.old, a) && own(self.new, b) => {
                if heading < 1.0 {
                    let most = self.text_at_most(a, b);
                    if most < MOVED_ANEW && blend(most, heading) < MOVED {
                        return 0.0;
                    }
                }
                let text = self.text(a, b);
                let score = blend(text, heading);
                // Whatever it is called now, a long text that stayed the same is its own.
                if heading < 1.0 && text >= MOVED_ANEW && was.min(is) >= TELLING * 2 {
                    return score.max(DOUBTFUL);
                }
                let enough = if heading == 1.0 {
                    MOVED_UNDER_ITS_HEADING
                } else {
                    MOVED
                };
                if score < enough { 0.0 } else { score }
            }
            heading => {
                // Two articles of one caption are told by their texts, but the caption speaks for each.
                let same = heading == Some(1.0) && x.level == Level::Article && y.level == x.level;
                let enough = if same { MOVED_WITH_OTHERS } else { MOVED };
                if self.text_at_most(a, b) < enough {
                    return 0.0;
                }
                match self.text(a, b) {
                    text if text < enough => 0.0,
                    text if same => blend(text, 1.0),
                    text => text,
                }
            }
        }
    }
}

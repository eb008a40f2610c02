//! In place: how sure it is that two clauses between the same neighbours are one clause that was rewritten there.
//!
//! In: two nodes. Out: 0 to 1, doubtful where little but the place speaks for them. Never: looks at the neighbours, which the
//! caller knows to be the same.

use super::score::{Both, DOUBTFUL, OTHER_HEADING};

/// How much of the shorter text a clause that was retitled in its place keeps.
const KEPT: f32 = 0.5;
/// How much of the shorter heading stands in the longer one where the heading speaks for the pair.
const KEPT_HEADING: f32 = 0.6;
/// The same where nothing but the heading tells that a clause was rewritten.
const WHOLE_HEADING: f32 = 0.9;
/// Texts that share less than this have nothing in common.
const SHARED: f32 = 0.1;

impl Both<'_, '_> {
    /// How much of the shorter one's text, and of what is peculiar to it, stands in the other.
    pub(super) fn kept(&self, a: usize, b: usize) -> f32 {
        let (x, y) = (self.old.whole(a), self.new.whole(b));
        let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
        // What every clause says says nothing of which one it is.
        self.inside(short, long)
            .min(self.weights().peculiar_inside(short, long))
    }

    /// How much of one heading stands in the other, the better way round.
    fn kept_heading(&self, a: usize, b: usize) -> f32 {
        let (x, y) = (self.old.head(a), self.new.head(b));
        self.inside(x, y).max(self.inside(y, x))
    }

    /// How sure it is that two clauses under the same number, between the same neighbours, are one clause that was
    /// retitled and extended or cut: most of the shorter text must have been kept.
    pub(crate) fn in_place(&self, a: usize, b: usize) -> f32 {
        if !self.same_number(a, b) || self.went_below(a, b) {
            return 0.0;
        }
        // Of a clause that is nothing but its heading, the heading is the text.
        let heading = self.kept_heading(a, b);
        let text = if self.alike.is_void(a, b) {
            heading
        } else {
            self.kept(a, b)
        };
        if text >= KEPT || (heading >= KEPT_HEADING && text >= KEPT / 2.0) {
            DOUBTFUL + (1.0 - DOUBTFUL) * text
        } else {
            0.0
        }
    }

    /// How sure it is that two clauses under the same number, between the same neighbours and claimed by nothing else,
    /// are one clause that was rewritten.
    pub(crate) fn rewritten(&self, a: usize, b: usize, alone: bool) -> f32 {
        if !self.same_number(a, b) {
            return 0.0;
        }
        // 欠番 keeps its number, whether it was left or taken again.
        if self.new.is_void(b) || self.old.is_void(a) {
            return 1.0;
        }
        // Another heading over other words is another clause.
        let text = match self.heading(a, b) {
            Some(heading) if self.alike.is_void(a, b) => heading,
            Some(heading) if heading < OTHER_HEADING => return 0.0,
            _ => self.text(a, b),
        };
        if alone || text >= SHARED {
            DOUBTFUL + (1.0 - DOUBTFUL) * text
        } else {
            0.0
        }
    }

    /// How sure it is that two clauses between the same neighbours and claimed by nothing else are one clause that was
    /// rewritten, where both were renumbered with their neighbours (`shifted`) or the heading of one stands in that of the
    /// other.
    pub(crate) fn rewritten_between(&self, a: usize, b: usize, shifted: bool) -> f32 {
        let (x, y) = (&self.old.nodes[a], &self.new.nodes[b]);
        let fits = x.level == y.level && x.number.is_some() && y.number.is_some();
        if !fits || self.new.is_void(b) || self.old.is_void(a) || self.went_below(a, b) {
            return 0.0;
        }
        let enough = match self.heading(a, b) {
            Some(_) if self.kept_heading(a, b) >= WHOLE_HEADING => SHARED,
            Some(heading) if shifted && heading >= OTHER_HEADING => SHARED * 2.0,
            None if shifted => SHARED,
            _ => return 0.0,
        };
        let text = self.text(a, b);
        if text >= enough {
            DOUBTFUL + (1.0 - DOUBTFUL) * text
        } else {
            0.0
        }
    }
}

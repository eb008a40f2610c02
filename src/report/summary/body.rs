//! Body: text that only got or lost its number inside its own clause: the body of an article that became its 項 1, a 項
//! that became the body.
//!
//! In: a tie between a clause and its parent. Out: one entry for all that went the same way. Never: calls text that
//! stayed added or removed.

use super::EntryKind;
use super::entries::{Writer, lives_on};
use super::facts::{Covers, facts};
use super::phrases::{self, fill, span};
use crate::diff::{Pair, Place, Side, Tie, compare, line};

impl Writer<'_, '_> {
    /// A body that became items or paragraphs: those that came new beside them are told by themselves.
    pub(super) fn out_of_parent(&mut self, index: usize) -> bool {
        let pairs = &self.revision.pairs;
        if pairs[index].tie != Tie::Split {
            return false;
        }
        let Some(parent) = pairs[index].new.as_ref().and_then(|n| n.parent) else {
            return false;
        };
        let is_split = |p: &Pair<'_>| p.tie == Tie::Split && p.is_within_parent();
        let group: Vec<usize> = (0..pairs.len())
            .filter(|&at| {
                let p = &pairs[at];
                p.new.as_ref().is_some_and(|n| n.parent == Some(parent)) && is_split(p)
            })
            .collect();
        let split: Vec<usize> = (group.iter().copied())
            .filter(|&at| is_split(&pairs[at]))
            .collect();
        if !group.contains(&index) || split.is_empty() {
            return false;
        }
        let whole = self.new.clause(parent).blocks.is_empty();
        // One that took the whole body alone; those that came with it are told by themselves.
        let became = whole && split.len() == 1;
        if became && index != split[0] {
            return false;
        }
        let told = if became { &split } else { &group };
        let sides: Vec<&Side<'_>> = (told.iter())
            .filter_map(|&at| pairs[at].new.as_ref())
            .collect();
        let step = |side: &Side<'_>| self.new.last(side.index);
        let names = span(&step(sides[0]), &step(sides[sides.len() - 1]), told.len());
        let phrase = match (became, whole) {
            (true, _) => phrases::BODY_BECAME,
            (false, true) => phrases::BODY_SPLIT,
            (false, false) => phrases::OUT_OF_PARENT,
        };
        let own = (pairs[index].old.as_ref()).map_or(String::new(), |s| self.old.own_text(s.index));
        let sentence = if became && !own.is_empty() {
            let name = format!("{}{own}", self.new.name(parent));
            fill(phrases::NUMBER_SET, &[("name", &name)])
        } else {
            fill(phrase, &[("name", &self.new.name(parent)), ("new", &names)])
        };
        let kind = if became {
            EntryKind::Moved
        } else {
            EntryKind::Split
        };
        self.tell_ties(&told.clone(), kind, sentence, became);
        true
    }

    /// Items or paragraphs that became the body.
    pub(super) fn becomes_parent(&mut self, index: usize) -> bool {
        let pairs = &self.revision.pairs;
        let is = |p: &Pair<'_>| p.tie == Tie::Merged && p.is_within_parent();
        if !is(&pairs[index]) {
            return false;
        }
        let (Some(old), Some(new)) = (&pairs[index].old, &pairs[index].new) else {
            return false;
        };
        let group: Vec<usize> = (0..pairs.len())
            .filter(|&at| {
                let p = &pairs[at];
                is(p) && p.old.as_ref().map(|s| s.parent) == Some(old.parent)
            })
            .collect();
        let sides: Vec<&Side<'_>> = (group.iter())
            .filter_map(|&at| pairs[at].old.as_ref())
            .collect();
        let became = sides.len() == 1
            && old
                .parent
                .is_some_and(|p| self.old.clause(p).blocks.is_empty());
        let last = self.old.last(sides[sides.len() - 1].index);
        let names = span(&self.old.name(sides[0].index), &last, sides.len());
        let phrase = if became {
            phrases::BECAME_PARENT
        } else {
            phrases::INTO_PARENT
        };
        // The own text of an article with further 項 is its 項 1 still.
        let own = self.new.own_text(new.index);
        let sentence = if became && !own.is_empty() {
            let name = format!("{}{own}", self.new.name(new.index));
            fill(phrases::NUMBER_DROPPED, &[("name", &name)])
        } else {
            let into = self.new.short(new.index);
            // Where the clause bears another number now, it is said whose text it is.
            let stays = old.parent.is_some_and(|p| self.old.short(p) == into);
            let place = if stays {
                String::new()
            } else {
                format!("{}の", self.new.name(new.index))
            };
            fill(phrase, &[("name", &names), ("place", &place)])
        };
        let kind = if became {
            EntryKind::Moved
        } else {
            EntryKind::Merged
        };
        self.tell_ties(&group, kind, sentence, became);
        true
    }

    /// One entry for the ties at `told`; where `became`, what changed in the words stands below.
    fn tell_ties(&mut self, told: &[usize], kind: EntryKind, sentence: String, became: bool) {
        let mut covers = Covers::default();
        for &at in told {
            self.done[at] = true;
            covers.add(Covers::of_changes(&self.revision.pairs[at].changes));
            if let Some(tie) = self.ties.iter().find(|t| t.at == at) {
                covers.add(tie.covers);
            }
        }
        let pair = &self.revision.pairs[told[0]];
        let mut lines = Vec::new();
        if became && let (Some(a), Some(b)) = (&pair.old, &pair.new) {
            let (x, y) = (
                line::of_blocks(&a.clause.blocks),
                line::of_blocks(&b.clause.blocks),
            );
            let changes = compare(Place::Text, x, y);
            lines = (facts(changes.iter(), self.detail, &[]).phrases.iter())
                .map(super::facts::Fact::phrase)
                .collect();
        }
        let entry = self.entry(kind, pair, sentence, lines, covers);
        // The clause that the text came out of, or went into, is told of as well.
        let other = match pair.tie {
            Tie::Merged => pair
                .new
                .as_ref()
                .and_then(|s| lives_on(&self.revision.pairs, None, Some(s.index))),
            _ => pair
                .old
                .as_ref()
                .and_then(|s| lives_on(&self.revision.pairs, Some(s.index), None)),
        };
        self.tell(entry, told.iter().copied().chain(other).collect());
    }
}

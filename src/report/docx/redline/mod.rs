//! Redline: a revision as the new text with tracked changes.
//!
//! In: a revision and [`Options`]. Out: a Word file. All changes accepted it is the new text, all rejected the old one, in
//! the old order. Never: tracks a move as a move: what stands elsewhere is deleted there and inserted here, since Word
//! asks that each half of a move be whole and LibreOffice loses the tie.
//!
//! 1. `lay` says how both texts stand on a page;
//! 2. the clauses that keep their order are told in place, the others where they went and where they came;
//! 3. `flow` makes paragraphs and tables of the pieces.

mod flow;
mod lay;

use super::block::{Block, Track};
use super::dress::Dress;
use super::parts::assemble;
use super::{Error, Options, Orientation, Written};
use crate::diff::{Change, Edit, Op, Pair, Part, Place, Revision, Tie, heaviest_chain};
use flow::{Cells, Flow};
use lay::{Laid, Slot};

/// The redline of a revision.
///
/// # Errors
/// [`Error::Package`] where the text is more than a Word file can hold.
pub fn redline(revision: &Revision<'_>, options: &Options<'_>) -> Result<Written, Error> {
    let dress = Dress::of(
        options.template,
        options.orientation,
        Orientation::Portrait,
        false,
    );
    let blocks = blocks(revision, &dress);
    assemble(&blocks, &dress, &options.properties)
}

/// The redline as blocks.
pub(super) fn blocks(revision: &Revision<'_>, dress: &Dress) -> Vec<Block> {
    let teller = Teller {
        revision,
        old: lay::document(revision.old),
        new: lay::document(revision.new),
    };
    let mut flow = Flow::default();
    for part in [
        Part::Title,
        Part::HeadDates,
        Part::Preamble,
        Part::Toc,
        Part::Notices,
    ] {
        teller.part(part, &mut flow);
    }
    teller.clauses(&mut flow);
    for part in [Part::Closing, Part::FootDates] {
        teller.part(part, &mut flow);
    }
    flow.blocks(dress.section.page.text_width(), dress.ids.em)
}

struct Teller<'r, 'a> {
    revision: &'r Revision<'a>,
    old: Laid,
    new: Laid,
}

impl Teller<'_, '_> {
    fn part(&self, part: Part, flow: &mut Flow) {
        let section = self.revision.sections.iter().find(|s| s.part == part);
        match section {
            Some(section) => {
                let changes: Vec<&Change<'_>> = section.changes.iter().collect();
                flow.join(told(&changes, self.old.part(part), self.new.part(part)));
            }
            None => flow.join(alone(Track::Kept, self.new.part(part))),
        }
    }

    /// Every clause: in place where it kept its order, else deleted where it stood and inserted where it stands.
    fn clauses(&self, flow: &mut Flow) {
        let in_place = |pair: &&Pair<'_>| pair.tie == Tie::Same;
        let candidates = self.revision.pairs.iter().filter(in_place).filter_map(|p| {
            let (old, new) = (p.old.as_ref()?.index, p.new.as_ref()?.index);
            let size: usize = self.old.clauses[old].iter().map(Slot::size).sum();
            Some((old, new, size as f32 + 1.0))
        });
        let stays = heaviest_chain(candidates.collect());
        let mut pair_of: Vec<Option<&Pair<'_>>> = vec![None; self.new.clauses.len()];
        for pair in self.revision.pairs.iter().filter(in_place) {
            if let (Some(_), Some(new)) = (&pair.old, &pair.new) {
                pair_of[new.index] = Some(pair);
            }
        }
        let (mut i, mut j) = (0, 0);
        let ends = [(self.old.clauses.len(), self.new.clauses.len())];
        for (old, new) in stays.into_iter().chain(ends) {
            for slots in &self.old.clauses[i..old] {
                flow.join(alone(Track::Deleted, slots));
            }
            for slots in &self.new.clauses[j..new] {
                flow.join(alone(Track::Inserted, slots));
            }
            if let Some(pair) = pair_of.get(new).copied().flatten() {
                flow.join(self.pair(pair, old, new));
            }
            (i, j) = (old + 1, new + 1);
        }
    }

    /// A clause that kept its order.
    fn pair(&self, pair: &Pair<'_>, old: usize, new: usize) -> Flow {
        let (was, is) = (&self.old.clauses[old], &self.new.clauses[new]);
        if pair.changes.is_empty() {
            return alone(Track::Kept, is);
        }
        let first = |side: &Option<crate::diff::Side<'_>>| {
            side.as_ref()
                .is_some_and(|s| s.clause.caption_first && s.clause.caption.is_some())
        };
        let mut changes: Vec<&Change<'_>> = pair.changes.iter().collect();
        match (first(&pair.old), first(&pair.new)) {
            (false, false) => told(&changes, was, is),
            // Both show the heading before the number; the changes tell the number first.
            (true, true)
                if changes
                    .iter()
                    .take(2)
                    .map(|c| c.place)
                    .eq([Place::Marker, Place::Caption]) =>
            {
                changes.swap(0, 1);
                told(&changes, was, is)
            }
            _ => replaced(was, is),
        }
    }
}

/// Texts that stand on one side alone, or on both to the character.
fn alone(track: Track, slots: &[Slot]) -> Flow {
    let mut flow = Flow::default();
    for slot in slots {
        single(&mut flow, track, slot);
    }
    flow
}

fn single(flow: &mut Flow, track: Track, slot: &Slot) {
    match slot {
        Slot::Text(text, end) => {
            flow.text(track, text);
            flow.end(track, *end);
        }
        Slot::Row(text, place) => {
            let cells = text.split('\t').map(|c| vec![(track, c.to_owned())]);
            flow.row(track, cells.collect(), *place);
        }
    }
}

/// Changes, whose lines are the slots of each side in order.
fn told(changes: &[&Change<'_>], old: &[Slot], new: &[Slot]) -> Flow {
    let mut flow = Flow::default();
    let (mut i, mut j) = (0, 0);
    for change in changes {
        let (p, q) = (i + change.old.len(), j + change.new.len());
        let (was, is) = (
            old.get(i..p).unwrap_or_default(),
            new.get(j..q).unwrap_or_default(),
        );
        (i, j) = (p, q);
        match (was, is) {
            ([Slot::Row(..)], [Slot::Row(_, place)]) => match cells(&change.edits) {
                Some(cells) => flow.row(Track::Kept, cells, *place),
                None => apart(&mut flow, was, is),
            },
            _ => {
                let texts = |slots: &[Slot]| slots.iter().all(|s| matches!(s, Slot::Text(..)));
                if !was.is_empty() && !is.is_empty() && texts(was) && texts(is) {
                    running(&mut flow, &change.edits, was, is);
                } else {
                    apart(&mut flow, was, is);
                }
            }
        }
    }
    flow.ordered().unwrap_or_else(|| replaced(old, new))
}

/// The one text as a whole, then the other.
fn replaced(old: &[Slot], new: &[Slot]) -> Flow {
    let mut flow = Flow::default();
    apart(&mut flow, old, new);
    flow
}

fn apart(flow: &mut Flow, old: &[Slot], new: &[Slot]) {
    old.iter().for_each(|s| single(flow, Track::Deleted, s));
    new.iter().for_each(|s| single(flow, Track::Inserted, s));
}

/// Lines that became others; a line break in the edits is the end of a slot.
fn running(flow: &mut Flow, edits: &[Edit], old: &[Slot], new: &[Slot]) {
    let end = |slots: &[Slot], at: usize| match slots.get(at) {
        Some(Slot::Text(_, end)) => Some(*end),
        _ => None,
    };
    let (mut i, mut j) = (0, 0);
    for edit in edits {
        let track = track(edit.op);
        for (at, piece) in edit.text.split('\n').enumerate() {
            if at > 0 {
                match (edit.op, end(old, i), end(new, j)) {
                    (Op::Equal, Some(was), Some(is)) => flow.ends(was, is),
                    (Op::Delete, Some(was), _) => flow.end(track, was),
                    (Op::Insert, _, Some(is)) => flow.end(track, is),
                    _ => {}
                }
                i += usize::from(edit.op != Op::Insert);
                j += usize::from(edit.op != Op::Delete);
            }
            flow.text(track, piece);
        }
    }
    if let (Some(was), Some(is)) = (end(old, i), end(new, j)) {
        flow.ends(was, is);
    }
}

/// The cells of a row that kept them all.
fn cells(edits: &[Edit]) -> Option<Cells> {
    let mut cells = vec![Vec::new()];
    for edit in edits {
        if edit.op != Op::Equal && edit.text.contains('\t') {
            return None;
        }
        for (at, piece) in edit.text.split('\t').enumerate() {
            if at > 0 {
                cells.push(Vec::new());
            }
            if let Some(cell) = cells.last_mut()
                && !piece.is_empty()
            {
                cell.push((track(edit.op), piece.to_owned()));
            }
        }
    }
    Some(cells)
}

fn track(op: Op) -> Track {
    match op {
        Op::Equal => Track::Kept,
        Op::Delete => Track::Deleted,
        Op::Insert => Track::Inserted,
    }
}

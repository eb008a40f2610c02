//! Build: an alignment and two documents → the pairs and sections of a revision.
//!
//! In: two trees and which clause is which. Out: [`Pair`]s in reading order and [`Section`]s, their
//! changed stretches not yet classified. Never: compares the insides of equal clauses.

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::{Alignment, Kin, KinKind};
use super::line::{self, Line};
use super::lines;
use super::order;
use super::ordinal::{Level, same_value};
use super::revision::{Change, Pair, Part, Place, Section, Side, Status, Tie};
use super::tree::{Node, Tree, same_own};
use crate::document::{self, Document, LeafKind};

/// The pairs of `alignment`, in the order of the new text, a removed clause after the one it followed.
pub(crate) fn pairs<'a>(old: &Tree<'a>, new: &Tree<'a>, alignment: &Alignment) -> Vec<Pair<'a>> {
    let tied = |k: &Kin| [(false, k.old), (true, k.new)];
    let builder = Builder {
        old,
        new,
        alignment,
        tied: alignment.kin.iter().flat_map(tied).collect(),
        reordered: order::reordered(old, new, alignment),
    };
    // A removed clause stands after the nearest clause before it that lives on.
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); new.nodes.len() + 1];
    let mut place = 0;
    for (index, pair) in alignment.new_of.iter().enumerate() {
        match pair {
            Some(new) => place = new + 1,
            None => after[place].push(index),
        }
    }
    // By clause, the first tie that was found.
    let mut kin: FxHashMap<(bool, usize), &Kin> = FxHashMap::default();
    for tie in &alignment.kin {
        let (is_split, part) = match tie.kind {
            KinKind::Merged => (false, tie.old),
            KinKind::Split => (true, tie.new),
        };
        kin.entry((is_split, part)).or_insert(tie);
    }
    let merged = |a: usize| kin.get(&(false, a)).copied();
    let split = |b: usize| kin.get(&(true, b)).copied();
    let mut out = Vec::with_capacity(new.nodes.len());
    for (slot, removed) in after.iter().enumerate() {
        if slot > 0 {
            let index = slot - 1;
            out.push(match (alignment.old_of[index], split(index)) {
                (Some(old), _) => builder.both(old, index),
                (None, Some(kin)) => builder.kin(kin),
                (None, None) => builder.added(index),
            });
        }
        for &index in removed {
            out.push(match merged(index) {
                Some(kin) => builder.kin(kin),
                None => builder.removed(index),
            });
        }
    }
    out
}

struct Builder<'t, 'a> {
    old: &'t Tree<'a>,
    new: &'t Tree<'a>,
    alignment: &'t Alignment,
    /// The clauses of ties beside the pairs, new or not, which stand in several pairs.
    tied: FxHashSet<(bool, usize)>,
    /// By old node: it changed its place among its siblings.
    reordered: Vec<bool>,
}

impl<'a> Builder<'_, 'a> {
    fn side(&self, is_new: bool, index: usize) -> Side<'a> {
        let tree = if is_new { self.new } else { self.old };
        let node = &tree.nodes[index];
        let again = !self.tied.is_empty() && self.tied.contains(&(is_new, index));
        Side {
            index,
            path: if again {
                node.path.borrow().clone()
            } else {
                node.path.take()
            },
            number: node.number.clone(),
            parent: node.parent,
            level: node.level,
            unit: node.unit,
            clause: node.clause,
        }
    }

    fn both(&self, a: usize, b: usize) -> Pair<'a> {
        let (x, y) = (&self.old.nodes[a], &self.new.nodes[b]);
        let running = is_running(x, y);
        // A heading is read from the caption, else from the number.
        let same_heading =
            x.clause.caption == y.clause.caption && x.clause.marker == y.clause.marker;
        let same_blocks = x.own_hash == y.own_hash && x.clause.blocks == y.clause.blocks;
        let same_text = if running {
            line::same_but_blanks(&running_text(x), &running_text(y))
        } else {
            same_blocks || same_own(x, y)
        };
        let identical = same_blocks && same_heading;
        let retitled = !same_heading
            && match (x.clause.heading(), y.clause.heading()) {
                (None, None) => false,
                (Some(m), Some(n)) => !line::same_but_blanks(m, n),
                _ => true,
            };
        Pair {
            old: Some(self.side(false, a)),
            new: Some(self.side(true, b)),
            tie: Tie::Same,
            status: if same_text {
                Status::Unchanged
            } else {
                Status::Modified
            },
            renumbered: match (&x.number, &y.number) {
                (None, None) => false,
                (Some(m), Some(n)) => !same_value(m, n),
                _ => true,
            },
            moved: x.parent.map(|p| self.alignment.new_of[p]) != y.parent.map(Some),
            reordered: self.reordered[a],
            within_parent: false,
            retitled: retitled && !running,
            editorial: false,
            confidence: self.alignment.confidence[a],
            changes: if identical {
                Vec::new()
            } else if running {
                running_changes(x, y)
            } else {
                changes(Some(x), Some(y))
            },
        }
    }

    fn added(&self, b: usize) -> Pair<'a> {
        let node = &self.new.nodes[b];
        alone(
            Status::Added,
            None,
            Some(self.side(true, b)),
            changes(None, Some(node)),
        )
    }

    fn removed(&self, a: usize) -> Pair<'a> {
        let node = &self.old.nodes[a];
        alone(
            Status::Removed,
            Some(self.side(false, a)),
            None,
            changes(Some(node), None),
        )
    }

    /// A tie beside the pairs tells one side: what the merged clause was, what the split one is.
    fn kin(&self, kin: &Kin) -> Pair<'a> {
        let (x, y) = (&self.old.nodes[kin.old], &self.new.nodes[kin.new]);
        let (tie, told) = match kin.kind {
            KinKind::Merged => (Tie::Merged, changes(Some(x), None)),
            KinKind::Split => (Tie::Split, changes(None, Some(y))),
        };
        Pair {
            old: Some(self.side(false, kin.old)),
            new: Some(self.side(true, kin.new)),
            tie,
            status: if same_own(x, y) {
                Status::Unchanged
            } else {
                Status::Modified
            },
            renumbered: match (&x.number, &y.number) {
                (Some(m), Some(n)) => !same_value(m, n),
                (None, None) => false,
                _ => true,
            },
            moved: x.parent.map(|p| self.alignment.new_of[p]) != y.parent.map(Some),
            reordered: false,
            within_parent: match kin.kind {
                KinKind::Merged => x
                    .parent
                    .is_some_and(|p| self.alignment.new_of[p] == Some(kin.new)),
                KinKind::Split => y
                    .parent
                    .is_some_and(|p| self.alignment.old_of[p] == Some(kin.old)),
            },
            retitled: matches!((x.clause.heading(), y.clause.heading()), (Some(m), Some(n)) if m != n),
            editorial: false,
            confidence: kin.confidence,
            changes: told,
        }
    }
}

fn alone<'a>(
    status: Status,
    old: Option<Side<'a>>,
    new: Option<Side<'a>>,
    changes: Vec<Change<'a>>,
) -> Pair<'a> {
    Pair {
        old,
        new,
        tie: Tie::Same,
        status,
        renumbered: false,
        moved: false,
        reordered: false,
        within_parent: false,
        retitled: false,
        editorial: false,
        confidence: 1.0,
        changes,
    }
}

/// A clause's heading and blocks as one running text.
fn running_text(node: &Node<'_>) -> String {
    line::joined(&running_lines(node))
}

/// The same, as lines.
fn running_lines<'a>(node: &Node<'a>) -> Vec<Line<'a>> {
    node.clause
        .caption
        .iter()
        .map(|c| Line::plain(LeafKind::Paragraph, c))
        .chain(line::of_blocks(&node.clause.blocks))
        .collect()
}

/// True where what is read as the heading of one is the beginning of the other's text: a line break that came or went
/// within a clause makes no heading.
fn is_running(x: &Node<'_>, y: &Node<'_>) -> bool {
    let (titled, plain) = match (&x.clause.caption, &y.clause.caption) {
        (Some(caption), None) => (caption, y),
        (None, Some(caption)) => (caption, x),
        _ => return false,
    };
    if x.level == Level::Article || y.level == Level::Article {
        // The heading of an article is one, however it is written.
        return false;
    }
    let mut text = String::new();
    line::each_text(&plain.clause.blocks, &mut |t| text.extend(line::solid(t)));
    let heading: String = line::solid(titled).collect();
    !heading.is_empty() && text.starts_with(&heading)
}

/// Number and lines of a clause whose heading is read as the first of its lines.
fn running_changes<'a>(x: &Node<'a>, y: &Node<'a>) -> Vec<Change<'a>> {
    let mut out = marker_change(Some(x), Some(y));
    out.extend(lines::compare(
        Place::Text,
        running_lines(x),
        running_lines(y),
    ));
    out
}

fn marker_change<'a>(old: Option<&Node<'a>>, new: Option<&Node<'a>>) -> Vec<Change<'a>> {
    let marker = |n: Option<&Node<'a>>| {
        n.map(|n| n.clause.marker.as_str())
            .filter(|m| !m.is_empty())
            .map(|m| Line::plain(LeafKind::Marker, m))
    };
    let (old, new) = (marker(old), marker(new));
    if old.is_none() && new.is_none() {
        return Vec::new();
    }
    vec![lines::change(Place::Marker, old.as_slice(), new.as_slice())]
}

/// Number, heading and lines of a clause, then and now.
fn changes<'a>(old: Option<&Node<'a>>, new: Option<&Node<'a>>) -> Vec<Change<'a>> {
    let caption = |n: Option<&Node<'a>>| {
        n.and_then(|n| n.clause.caption.as_deref())
            .map(|c| Line::plain(LeafKind::Caption, c))
    };
    let text = |n: Option<&Node<'a>>| {
        n.map(|n| line::of_blocks(&n.clause.blocks))
            .unwrap_or_default()
    };
    let mut out = marker_change(old, new);
    let (was, is) = (caption(old), caption(new));
    if was.is_some() || is.is_some() {
        out.push(lines::change(Place::Caption, was.as_slice(), is.as_slice()));
    }
    out.extend(lines::compare(Place::Text, text(old), text(new)));
    out
}

/// The parts outside the clauses that differ.
pub(crate) fn sections<'a>(old: &'a Document, new: &'a Document) -> Vec<Section<'a>> {
    [
        Part::Title,
        Part::HeadDates,
        Part::Preamble,
        Part::Toc,
        Part::Notices,
        Part::Closing,
        Part::FootDates,
    ]
    .into_iter()
    .filter_map(|part| {
        let (x, y) = (part_lines(old, part), part_lines(new, part));
        (x != y).then(|| Section {
            part,
            changes: lines::compare(Place::Text, x, y),
        })
    })
    .collect()
}

/// The lines of one part of a document.
pub(crate) fn part_lines(document: &Document, part: Part) -> Vec<Line<'_>> {
    let dates = |place| {
        document
            .dates
            .iter()
            .filter(|d| d.place == place)
            .map(|d| Line::plain(LeafKind::DateLine, &d.text))
            .collect::<Vec<_>>()
    };
    match part {
        Part::Title => document
            .title
            .iter()
            .map(|t| Line::plain(LeafKind::Title, t))
            .collect(),
        Part::HeadDates => dates(document::Place::Head),
        Part::FootDates => dates(document::Place::Foot),
        Part::Preamble => line::of_blocks(&document.preamble),
        Part::Closing => line::of_blocks(&document.closing),
        Part::Toc => document
            .toc
            .iter()
            .map(|t| Line::plain(LeafKind::Toc, t))
            .collect(),
        Part::Notices => document
            .notices
            .iter()
            .flat_map(|n| {
                n.heading
                    .iter()
                    .map(|h| Line::plain(LeafKind::NoticeHeading, h))
                    .chain(line::of_blocks(&n.blocks))
            })
            .collect(),
    }
}

//! Ties: text that a merge brought or a split took is told with it, not once more where it stands.
//!
//! In: a revision. Out: for each merge and split, the changed stretches of the other clause that are its text. Never: takes
//! a stretch for two of them.

use super::facts::Covers;
use crate::diff::{Change, Pair, Place, Revision, Spot, Tie, line};

/// A shorter stretch may stand anywhere by chance, in characters.
const TELLING: usize = 8;
/// Marks of items.
const MARKS: [char; 8] = ['・', '-', '*', '•', '●', '○', '■', '□'];
/// The longest number that is written before a text, in characters.
const NUMBER: usize = 4;

/// What a merge or split tells of the clause that lives on.
#[derive(Debug)]
pub(crate) struct Told {
    /// The place of the merge or split in the revision.
    pub(crate) at: usize,
    tie: Tie,
    /// The clause that lives on: by its new place for a merge, by its old one for a split.
    other: Option<usize>,
    /// The text of the clause that went or came, without blanks.
    text: String,
    /// True where nothing but the whole text is told.
    whole: bool,
    /// What it accounts for in the clause that lives on.
    pub(crate) covers: Covers,
}

impl Told {
    /// True where `pair` is the clause that lives on.
    pub(crate) fn touches(&self, pair: &Pair<'_>) -> bool {
        let side = match self.tie {
            Tie::Split => &pair.old,
            _ => &pair.new,
        };
        pair.tie == Tie::Same && side.as_ref().map(|s| s.index) == self.other
    }

    /// True where a changed stretch is text of the clause that went or came.
    pub(crate) fn tells(&self, spot: &Spot) -> bool {
        let (came, gone) = match self.tie {
            Tie::Split => (&spot.old, &spot.new),
            _ => (&spot.new, &spot.old),
        };
        let solid: String = line::solid(came).collect();
        if !gone.is_empty() || solid.is_empty() {
            return false;
        }
        if self.whole {
            return solid == self.text || bare(&solid) == self.text;
        }
        let size = solid.chars().count();
        let own = self.text.chars().count();
        // Its own number may stand before it: 「2.」 of a 号 that was written in the text.
        let numbered = own >= TELLING && size <= own + NUMBER && solid.ends_with(&self.text);
        // The mark of an item went with the item.
        let bare = bare(&solid);
        (size >= TELLING && (self.text.contains(&solid) || self.text.contains(bare))) || numbered
    }

    /// Words that went from `pair` to another clause ([`Tie::Split`]), or came to it ([`Tie::Merged`]).
    pub(crate) fn carried(text: &str, pair: &Pair<'_>, tie: Tie) -> Self {
        let side = match tie {
            Tie::Split => &pair.old,
            _ => &pair.new,
        };
        Self {
            at: usize::MAX,
            tie,
            other: side.as_ref().map(|s| s.index),
            text: text.to_owned(),
            whole: true,
            covers: Covers::default(),
        }
    }

    /// A text that became a heading, or a heading that became text.
    pub(crate) fn heading(heading: &str, came_from_text: bool) -> Self {
        Self {
            at: usize::MAX,
            tie: if came_from_text {
                Tie::Split
            } else {
                Tie::Merged
            },
            other: None,
            text: line::solid(heading).collect(),
            whole: true,
            covers: Covers::default(),
        }
    }
}

/// A text without the mark of an item before it.
pub(crate) fn bare(text: &str) -> &str {
    text.trim_start_matches(MARKS)
}

/// The merges and splits of a revision.
pub(crate) fn ties(revision: &Revision<'_>) -> Vec<Told> {
    let mut out: Vec<Told> = Vec::new();
    for (at, pair) in revision.pairs.iter().enumerate() {
        if pair.tie == Tie::Same {
            continue;
        }
        let (other, own) = match pair.tie {
            Tie::Split => (&pair.old, &pair.new),
            _ => (&pair.new, &pair.old),
        };
        let text = own.as_ref().map_or(String::new(), |s| {
            line::of_blocks(&s.clause.blocks)
                .iter()
                .flat_map(|l| line::solid(&l.text).collect::<Vec<_>>())
                .collect()
        });
        out.push(Told {
            at,
            tie: pair.tie,
            other: other.as_ref().map(|s| s.index),
            text,
            whole: false,
            covers: Covers::default(),
        });
    }
    for pair in &revision.pairs {
        if !out.iter().any(|t| t.touches(pair)) {
            continue;
        }
        let spots = pair
            .changes
            .iter()
            .filter(|c: &&Change<'_>| c.place == Place::Text)
            .flat_map(|c| &c.spots)
            .filter(|s| is_open(s));
        for spot in spots {
            if let Some(told) = out.iter_mut().find(|t| t.touches(pair) && t.tells(spot)) {
                told.covers.add(Covers::of_spot(spot));
            }
        }
    }
    out
}

/// True for a stretch that the entry of its clause would tell.
pub(crate) fn is_open(spot: &Spot) -> bool {
    !spot.kind.is_editorial() && !matches!(spot.kind, crate::diff::Kind::Term(_))
}

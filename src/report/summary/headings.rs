//! Headings: a heading that came, went, changed, or was text before.
//!
//! In: a pair. Out: its entry. Never: tells a heading that a merge or split has told, or the words of a heading twice.

use super::entries::{Writer, heading_is_told};
use super::facts::{self, Covers, facts, quoted};
use super::groups;
use super::phrases::{self, fill};
use super::ties::{Told, is_open};
use super::{Detail, EntryKind};
use crate::diff::{Change, Pair, Place, Side, line};

/// A heading longer than this, in characters, of which little changed is told by what changed in it.
const LONG: usize = 20;
/// The part of a heading that counts as little.
const LITTLE: f32 = 0.5;

impl Writer<'_, '_> {
    pub(super) fn retitled(&mut self, index: usize) {
        let pair = &self.revision.pairs[index];
        if !pair.retitled || self.groups.iter().any(|g| g.headings.contains(&index)) {
            return;
        }
        let caption: Vec<&Change<'_>> = (pair.changes.iter())
            .filter(|c| c.place == Place::Caption)
            .collect();
        let spots = || caption.iter().flat_map(|c| &c.spots);
        if !heading_is_told(pair) {
            return;
        }
        let name = self.pair_name(pair, false);
        let (old, new) = (heading(&pair.old), heading(&pair.new));
        let quote = |text: &str| quoted(text, self.detail);
        let mut covers = groups::heading_covers(pair);
        let mut lines = Vec::new();
        let sentence = match (old, new) {
            _ if self.detail == Detail::Brief => {
                fill(phrases::RETITLED_BRIEFLY, &[("name", &name)])
            }
            (Some(old), Some(new))
                if spots().all(is_open) && (is_leaf(pair) || is_little(old, new, &caption)) =>
            {
                let facts = facts(caption.iter().copied(), self.detail, &[]);
                // A name with nothing below it is the text of its item.
                let name = if is_leaf(pair) {
                    name
                } else {
                    fill(phrases::HEADING_OF, &[("name", &name)])
                };
                let (sentence, below) =
                    self.sentence(&name, &facts.phrases, caption.iter().copied());
                lines = below;
                sentence
            }
            (Some(old), Some(new)) => {
                let (old, new) = facts::quoted_both(old, new, self.detail);
                fill(
                    phrases::RETITLED,
                    &[("name", &name), ("old", &old), ("new", &new)],
                )
            }
            (None, Some(new)) => fill(
                if from_text(pair).is_some() {
                    phrases::TEXT_BECAME_HEADING
                } else {
                    phrases::HEADING_ADDED
                },
                &[("name", &name), ("new", &quote(new))],
            ),
            (Some(old), None) => fill(
                if from_text(pair).is_some() {
                    phrases::HEADING_BECAME_TEXT
                } else {
                    phrases::HEADING_REMOVED
                },
                &[("name", &name), ("old", &quote(old))],
            ),
            (None, None) => return,
        };
        if let Some(told) = from_text(pair) {
            let spots = pair.text().flat_map(|c| &c.spots);
            for spot in spots.filter(|s| is_open(s) && told.tells(s)) {
                covers.add(Covers::of_spot(spot));
            }
        }
        let entry = self.entry(EntryKind::Retitled, pair, sentence, lines, covers);
        self.tell(entry, vec![index]);
    }
}

fn heading<'a>(side: &Option<Side<'a>>) -> Option<&'a str> {
    side.as_ref().and_then(|s| s.clause.heading())
}

/// A heading that was text before, or became text, word for word: the stretch of the text that tells the same.
pub(super) fn from_text(pair: &Pair<'_>) -> Option<Told> {
    if !pair.retitled {
        return None;
    }
    let told = match (heading(&pair.old), heading(&pair.new)) {
        (None, Some(new)) => Told::heading(new, true),
        (Some(old), None) => Told::heading(old, false),
        _ => return None,
    };
    let stands = (pair.text().flat_map(|c| &c.spots)).any(|s| is_open(s) && told.tells(s));
    stands.then_some(told)
}

/// True for a 号 or the like that is nothing but its heading, then and now: `(1) お名前、ご住所`.
fn is_leaf(pair: &Pair<'_>) -> bool {
    let bare = |side: &Option<Side<'_>>| {
        (side.as_ref()).is_some_and(|s| {
            s.parent.is_some()
                && s.number.is_some()
                && s.clause.blocks.is_empty()
                && s.clause.clauses.is_empty()
                && s.clause.caption.as_deref() == s.clause.heading()
        })
    };
    bare(&pair.old) && bare(&pair.new)
}

/// True where little changed in a heading that is a sentence rather than a name.
fn is_little(old: &str, new: &str, caption: &[&Change<'_>]) -> bool {
    let size = |text: &str| line::solid(text).count();
    let changed = Covers::of_changes(caption.iter().copied());
    size(old).min(size(new)) > LONG
        && (changed.deleted as f32) < LITTLE * size(old) as f32
        && (changed.inserted as f32) < LITTLE * size(new) as f32
}

//! Carried: a sentence, a paragraph or an item that stands in another clause now, word for word.
//!
//! In: a revision and what its merges and splits tell. Out: what was carried, for one entry each instead of an addition
//! and a removal. Never: takes two of the same words for one, or words that are short enough to stand anywhere.

use rustc_hash::FxHashMap;

use super::facts::{Covers, quoted};
use super::phrases::{self, fill};
use super::ties::{self, Told, bare};
use super::{Detail, EntryKind, entries::Writer};
use crate::diff::{Kind, Pair, Place, Revision, Spot, Status, Tie, line};
use crate::report::quote::tidy_sentence;

/// A shorter text may stand in two clauses by chance, in characters.
const TELLING: usize = 15;

/// Words that went from one clause to another.
#[derive(Debug)]
pub(super) struct Carried {
    /// The place of the pair they went from.
    from: usize,
    /// The place of the pair they came to.
    to: usize,
    /// The words as they stand.
    text: String,
    covers: Covers,
    /// Where they went from and where they came to, for the clauses that live on.
    told: [Option<Told>; 2],
}

impl Carried {
    /// What the entry of `pair` need not tell.
    pub(super) fn told<'c>(&'c self, pair: &'c Pair<'_>) -> impl Iterator<Item = &'c Told> {
        self.told.iter().flatten().filter(|t| t.touches(pair))
    }
}

/// One side of what may have been carried: the pair, the words, what they account for; none where they stand twice.
type Ends<'r> = FxHashMap<String, Option<(usize, &'r str, Covers)>>;

/// What was carried from clause to clause.
pub(super) fn carried(revision: &Revision<'_>, ties: &[Told]) -> Vec<Carried> {
    let (mut went, mut came) = (Ends::default(), Ends::default());
    for (at, pair) in revision.pairs.iter().enumerate() {
        let changes = pair.changes.iter().filter(|c| c.place == Place::Text);
        for spot in changes.flat_map(|c| &c.spots) {
            let (words, ends) = match (spot.old.as_str(), spot.new.as_str()) {
                (old, "") => (old, &mut went),
                ("", new) => (new, &mut came),
                _ => continue,
            };
            let Some(key) = key(words, spot) else {
                continue;
            };
            let told = ties.iter().any(|t| t.touches(pair) && t.tells(spot));
            if pair.tie != Tie::Same || told {
                continue;
            }
            let end = (at, words, Covers::of_spot(spot));
            ends.entry(key)
                .and_modify(|e| *e = None)
                .or_insert(Some(end));
        }
    }
    let mut went: Vec<_> = went.into_iter().collect();
    went.sort_by(|a, b| a.0.cmp(&b.0));
    let mut out: Vec<Carried> = Vec::new();
    for (key, end) in went {
        let (Some((from, _, lost)), Some(Some((to, text, gained)))) = (end, came.get(&key)) else {
            continue;
        };
        let (a, b) = (&revision.pairs[from], &revision.pairs[*to]);
        // A clause that came or went as a whole accounts for its own words.
        let lives = |pair: &Pair<'_>| !matches!(pair.status, Status::Added | Status::Removed);
        if from == *to || !(lives(a) || lives(b)) {
            continue;
        }
        let mut covers = Covers::default();
        let mut told = [None, None];
        if lives(a) {
            covers.add(lost);
            told[0] = Some(Told::carried(&key, a, Tie::Split));
        }
        if lives(b) {
            covers.add(*gained);
            told[1] = Some(Told::carried(&key, b, Tie::Merged));
        }
        out.push(Carried {
            from,
            to: *to,
            text: (*text).to_owned(),
            covers,
            told,
        });
    }
    out.sort_by_key(|c| (c.from, c.to));
    out
}

/// The words without blanks and the mark of an item, where they are a sentence or a line that tells.
fn key(words: &str, spot: &Spot) -> Option<String> {
    let whole = matches!(spot.kind, Kind::LineAdded | Kind::LineRemoved);
    if !ties::is_open(spot) || !(whole || words.trim_end().ends_with('。')) {
        return None;
    }
    let solid: String = line::solid(words).collect();
    let key = bare(&solid);
    (key.chars().count() >= TELLING).then(|| key.to_owned())
}

impl Writer<'_, '_> {
    /// The entries of what was carried from the clause at `index`, or to it where the other one is gone.
    pub(super) fn carried(&mut self, index: usize) {
        let pairs = &self.revision.pairs;
        let mut found = Vec::new();
        for carried in &self.carried {
            let gone = pairs[carried.from].status == Status::Removed;
            if index != if gone { carried.to } else { carried.from } {
                continue;
            }
            let (Some(a), Some(b)) = (&pairs[carried.from].old, &pairs[carried.to].new) else {
                continue;
            };
            let from = format!("{}{}", self.old.name(a.index), self.old.own_text(a.index));
            let to = format!("{}{}", self.new.name(b.index), self.new.own_text(b.index));
            let text = if self.detail == Detail::Brief {
                phrases::SOME_WORDS.to_owned()
            } else {
                quoted(tidy_sentence(bare(carried.text.trim())), self.detail)
            };
            let name = format!("{from}の{text}");
            let sentence = fill(phrases::MOVED, &[("name", &name), ("new", &to)]);
            let mut entry = self.entry(
                EntryKind::Moved,
                &pairs[carried.from],
                sentence,
                Vec::new(),
                carried.covers,
            );
            entry.old_path = Some(a.path.clone());
            entry.new_path = Some(b.path.clone());
            found.push((entry, vec![carried.from, carried.to]));
        }
        for (entry, pairs) in found {
            self.tell(entry, pairs);
        }
    }
}

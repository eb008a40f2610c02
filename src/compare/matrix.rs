//! Matrix: which company's text deals with which topic, where, and which of the things to be named it names.
//!
//! In: profiles of any number of texts. Out: a row per topic that any of them deals with. Never: weighs what is missing.

use super::profile::Profile;
use super::topics::Topics;
use super::topics::find::Strength;

/// Whether a text deals with a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The topic is one of documents of another kind: 対象外.
    Outside,
    /// Nothing of it was found: ―.
    Absent,
    /// It is touched on only, or not all that is to be named was found: 一部.
    Partial,
    /// A clause is about it: ◯.
    Present,
}

impl State {
    /// The mark of the matrix.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Outside => "対象外",
            Self::Absent => "―",
            Self::Partial => "一部",
            Self::Present => "◯",
        }
    }

    /// The word of the JSON contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::Absent => "absent",
            Self::Partial => "partial",
            Self::Present => "present",
        }
    }
}

/// Where a text deals with a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The clause, by its place among the nodes; none for what stands outside the clauses.
    pub node: Option<usize>,
    /// How surely.
    pub strength: Strength,
    /// The words of the table that decided it.
    pub words: Vec<String>,
}

/// What one text has of a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Whether it deals with it.
    pub state: State,
    /// Where, the surest first; of a clause and those under it the topmost alone.
    pub places: Vec<Place>,
    /// What is to be named and was not found, in the order of the table.
    pub missing: Vec<String>,
}

/// A topic across the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The topic, by its place in the table.
    pub topic: usize,
    /// By text.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The texts that deal with it.
    pub fn having(&self) -> impl Iterator<Item = usize> + '_ {
        let has = |c: &Cell| c.state >= State::Partial;
        self.cells
            .iter()
            .enumerate()
            .filter(move |(_, c)| has(c))
            .map(|(n, _)| n)
    }

    /// The texts that have nothing of it, though texts of their kind may.
    pub fn lacking(&self) -> impl Iterator<Item = usize> + '_ {
        let absent = |c: &Cell| c.state == State::Absent;
        self.cells
            .iter()
            .enumerate()
            .filter(move |(_, c)| absent(c))
            .map(|(n, _)| n)
    }
}

/// The topics that any of the texts deals with. First those that one text lacks and all others have, then those that some
/// lack, then those that all have; within each in the order of the table.
pub fn matrix(profiles: &[Profile<'_>], topics: &Topics) -> Vec<Row> {
    let mut rows: Vec<Row> = (0..topics.all().len())
        .map(|topic| Row {
            topic,
            cells: profiles.iter().map(|p| cell(p, topic, topics)).collect(),
        })
        .filter(|row| row.having().next().is_some())
        .collect();
    rows.sort_by_key(|row| match (row.lacking().count(), row.having().count()) {
        // 対象外 for some, or for all but one: nothing is to be compared there.
        (0, 1) => 4,
        (0, has) if has < profiles.len() => 3,
        (0, _) => 2,
        (1, _) if profiles.len() > 1 => 0,
        _ => 1,
    });
    rows
}

fn cell(profile: &Profile<'_>, topic: usize, topics: &Topics) -> Cell {
    let mut places: Vec<Place> = Vec::new();
    // A clause whose topmost clause is about the topic is told with it.
    let mut told = 0;
    for (n, node) in profile.nodes.iter().enumerate() {
        let Some(found) = node.found(topic) else {
            continue;
        };
        let about = node.is_about(topic) || node.has_part(topic);
        if n < told && !about {
            continue;
        }
        if about && n >= told {
            told = node.end;
        } else if n < told {
            continue;
        }
        places.push(Place {
            node: Some(n),
            strength: if about {
                found.strength.max(Strength::Text)
            } else {
                found.strength.min(Strength::Aside)
            },
            words: found.words.clone(),
        });
    }
    if let Some(found) = profile.outside.iter().find(|f| f.topic == topic) {
        places.push(Place {
            node: None,
            strength: found.strength.min(Strength::Aside),
            words: found.words.clone(),
        });
    }
    // An entry of an enumeration is no place to be sent to where there is a better one.
    places.sort_by_key(|p| {
        let entry = p.node.is_some_and(|n| profile.nodes[n].is_entry);
        (std::cmp::Reverse(p.strength), entry)
    });
    let named = named(profile, topic, &places, topics);
    let missing: Vec<String> = topics.all()[topic]
        .items
        .iter()
        .zip(&named)
        .filter(|(_, named)| !**named)
        .map(|(item, _)| item.clone())
        .collect();
    let other = profile.kind.is_some_and(|k| k != topics.all()[topic].kind);
    let state = match places.first().map(|p| p.strength) {
        None if other => State::Outside,
        None => State::Absent,
        Some(Strength::Text | Strength::Heading) if missing.is_empty() => State::Present,
        Some(_) => State::Partial,
    };
    Cell {
        missing: if state <= State::Absent {
            Vec::new()
        } else {
            missing
        },
        state,
        // Where a clause is about it, those that only touch on it say nothing more.
        places: match places.first().map(|p| p.strength) {
            Some(best) if best >= Strength::Text => {
                places.retain(|p| p.strength >= Strength::Text);
                places
            }
            Some(best) => {
                places.retain(|p| p.strength == best);
                places
            }
            None => places,
        },
    }
}

/// Which of the items the clauses name.
fn named(profile: &Profile<'_>, topic: usize, places: &[Place], topics: &Topics) -> Vec<bool> {
    let count = topics.all()[topic].items.len();
    let mut out = vec![false; count];
    if count == 0 {
        return out;
    }
    for place in places {
        let texts = match place.node {
            Some(node) => profile.texts_of(node),
            None => profile.outside_texts(),
        };
        for (sum, one) in out.iter_mut().zip(topics.items(topic, texts)) {
            *sum |= one;
        }
    }
    out
}

/// True where two texts can be compared topic by topic.
pub fn same_kind(profiles: &[Profile<'_>]) -> bool {
    let mut kinds: Vec<_> = profiles.iter().map(|p| p.kind).collect();
    kinds.dedup();
    kinds.len() <= 1
}

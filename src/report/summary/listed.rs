//! Listed: the points of a 改定概要 as they are read: one change in several clauses is one point with the clauses it touches.
//!
//! In: a [`Summary`]. Out: its points in order. Never: drops an entry: each is a point or one of the places of a point.

use rustc_hash::FxHashMap;

use super::Summary;
use super::phrases::{self, fill, list};

/// In so many clauses one change is told once, with its places.
const PLACES: usize = 3;

/// One point and what stands below it.
pub(super) struct Point {
    pub(super) text: String,
    pub(super) below: Vec<String>,
}

/// The points of `summary`: entries, terms, references, spelling.
pub(super) fn points(summary: &Summary) -> Vec<Point> {
    let mut places: FxHashMap<&str, Vec<String>> = FxHashMap::default();
    for (name, fact) in summary.entries.iter().filter_map(|e| e.fact.as_ref()) {
        places.entry(fact).or_default().push(name.clone());
    }
    places.retain(|_, names| names.len() >= PLACES);
    let mut out: Vec<Point> = Vec::new();
    for entry in &summary.entries {
        let shared = entry.fact.as_ref();
        match shared.and_then(|(_, fact)| Some((fact, places.get_mut(fact.as_str())?))) {
            // Told with the first of its kind.
            Some((_, names)) if names.is_empty() => {}
            Some((fact, names)) => {
                let names = list(&std::mem::take(names));
                out.push(Point {
                    text: fact.clone(),
                    below: vec![fill(phrases::PLACES_OF, &[("names", &names)])],
                });
            }
            None => out.push(Point {
                text: entry.sentence.clone(),
                below: entry.lines.clone(),
            }),
        }
    }
    let bare = |text: &String| Point {
        text: text.clone(),
        below: Vec::new(),
    };
    out.extend(summary.terms.iter().chain(&summary.references).map(bare));
    if !summary.spelling_lines.is_empty() {
        out.push(Point {
            text: phrases::SPELLINGS.to_owned(),
            below: summary.spelling_lines.clone(),
        });
    }
    out
}

//! Term: one wording replaced by another wherever it stands.
//!
//! In: the wording changes of a revision. Out: those that repeat, with their places. Never: takes a sentence for a term.

use rustc_hash::FxHashMap;

use crate::diff::inline::script::{self, Script};
use crate::diff::inline::{self, Edit, Op};
use crate::diff::revision::{Kind, Revision, Spot, Term};
use crate::document::ClausePath;

/// In so many places a replacement is one of a term.
const PLACES: usize = 3;
/// A longer wording is no term, in characters.
const LONGEST: usize = 24;

/// Finds the terms and marks their spots.
pub(crate) fn find(revision: &mut Revision<'_>) {
    let mut found: FxHashMap<(String, String), Vec<ClausePath>> = FxHashMap::default();
    each(revision, |path, spot, edits| {
        if let Some(pair) = replaced(spot, edits) {
            found.entry(pair).or_default().push(path.clone());
        }
    });
    let mut terms: Vec<Term> = found
        .into_iter()
        .filter(|(_, places)| places.len() >= PLACES)
        .map(|((old, new), mut paths)| {
            let count = paths.len();
            paths.dedup();
            Term {
                old,
                new,
                count,
                paths,
            }
        })
        .collect();
    terms.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.old.cmp(&b.old)));
    let by_words: FxHashMap<(String, String), usize> = terms
        .iter()
        .enumerate()
        .map(|(index, t)| ((t.old.clone(), t.new.clone()), index))
        .collect();
    each(revision, |_, spot, edits| {
        if let Some(index) = replaced(spot, edits).and_then(|pair| by_words.get(&pair)) {
            spot.kind = Kind::Term(*index);
        }
    });
    revision.terms = terms;
}

fn each(revision: &mut Revision<'_>, mut f: impl FnMut(&ClausePath, &mut Spot, &[Edit])) {
    let root = ClausePath::default();
    let sections = revision
        .sections
        .iter_mut()
        .flat_map(|s| s.changes.iter_mut())
        .map(|c| (&root, c));
    let pairs = revision.pairs.iter_mut().flat_map(|p| {
        let path = p.new.as_ref().or(p.old.as_ref()).map_or(&root, |s| &s.path);
        p.changes.iter_mut().map(move |c| (path, c))
    });
    for (path, change) in sections.chain(pairs) {
        for spot in &mut change.spots {
            if matches!(spot.kind, Kind::Wording | Kind::Company | Kind::Citation) {
                f(path, spot, &change.edits);
            }
        }
    }
}

/// What was replaced by what, where the spot could be a term; text that only came or went is seen with the word around
/// it: 団体 in 企業・団体等 → 企業・学校・団体等.
fn replaced(spot: &Spot, edits: &[Edit]) -> Option<(String, String)> {
    let (mut old, mut new) = (spot.old.clone(), spot.new.clone());
    if old.is_empty() || new.is_empty() {
        let before = spot.at.checked_sub(1).and_then(|i| edits.get(i));
        let after = edits[spot.at..].iter().find(|e| e.op == Op::Equal);
        let head = before
            .map(|e| inline::last_word(&e.text))
            .unwrap_or_default();
        let tail = after
            .map(|e| inline::first_word(&e.text))
            .unwrap_or_default();
        old = format!("{head}{old}{tail}");
        new = format!("{head}{new}{tail}");
        // 等 → 等といった方法により: one character is no term.
        if old.chars().count().min(new.chars().count()) < 2 {
            return None;
        }
    }
    let fits = |text: &str| {
        let count = text.chars().count();
        (1..=LONGEST).contains(&count) && !text.contains(['。', '、', '\n', '\t'])
    };
    let tells = |text: &str| {
        text.chars().any(|c| {
            matches!(
                script::of(c),
                Script::Kanji | Script::Katakana | Script::Latin
            )
        })
    };
    (fits(&old) && fits(&new) && (tells(&old) || tells(&new))).then_some((old, new))
}

//! Term: one wording replaced by another wherever it stands.
//!
//! In: the wording changes of a revision. Out: those that repeat, with their places, worded as far as they read the same in
//! every place: 当社サービス → 本サービス, never 当社 → 本. Never: takes a sentence for a term.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::company::{self, Renaming};
use crate::diff::inline::script::{self, Script};
use crate::diff::inline::{self, Edit, Op};
use crate::diff::revision::{Change, Kind, Revision, Spot, Term};
use crate::document::ClausePath;

/// In so many places a replacement is one of a term.
const PLACES: usize = 3;
/// In so many places the new name of another company than the text's own is told once for the whole text.
const NAMES: usize = 2;
/// So many terms are looked for in longer wordings.
const MOST: usize = 32;
/// A longer wording is no term, in characters.
const LONGEST: usize = 24;

/// What was replaced by what, and whether it is the name of a company.
type Words = (String, String, bool);

/// A term as it is found.
#[derive(Default)]
struct Found {
    count: usize,
    paths: Vec<ClausePath>,
    /// The words that stand before and after it in every place.
    around: Option<(String, String)>,
}

/// Finds the terms and marks their spots.
pub(crate) fn find(revision: &mut Revision<'_>, renaming: &Renaming<'_>) {
    let mut counts: FxHashMap<Words, usize> = FxHashMap::default();
    each(revision, renaming, |_, _, _, words, again| {
        *counts.entry(words).or_default() += usize::from(!again);
    });
    let own = renaming.words();
    let is_term = |words: &Words, count: usize| {
        let own = (own.as_ref()).is_some_and(|(old, new)| *old == words.0 && *new == words.1);
        let least = match (words.2, own) {
            (true, true) => 1,
            (true, false) => NAMES,
            _ => PLACES,
        };
        count >= least
    };
    let mut found: FxHashMap<Words, Found> = (counts.iter())
        .filter(|(words, count)| is_term(words, **count))
        .map(|(words, _)| (words.clone(), Found::default()))
        .collect();
    if found.is_empty() {
        return;
    }
    let parts = parts(&counts, &mut found);
    let whole = |words: &Words| parts.get(words).cloned().unwrap_or_else(|| words.clone());
    each(revision, renaming, |path, spot, edits, words, again| {
        let term = whole(&words);
        let Some(found) = found.get_mut(&term) else {
            return;
        };
        if !again {
            found.count += 1;
            if found.paths.last() != Some(path) {
                found.paths.push(path.clone());
            }
        }
        // Nothing hangs on a name, or on a 「term」 where it is defined.
        if words.2 || spot.old.starts_with('「') {
            return;
        }
        let (head, tail) = if words != term {
            within(&term, &words).unwrap_or_default()
        } else if spot.old == words.0 && spot.new == words.1 {
            beside(spot, edits)
        } else {
            // What was seen with the words around it has nothing beside it.
            ("", "")
        };
        match &mut found.around {
            None => found.around = Some((head.to_owned(), tail.to_owned())),
            Some((before, after)) => {
                let head = inline::common_tail(before, head);
                before.drain(..before.len() - head);
                after.truncate(inline::common_head(after, tail));
            }
        }
    });
    let mut terms: Vec<(Words, Term)> = found
        .into_iter()
        .map(|(words, found)| {
            let (head, tail) = found.around.unwrap_or_default();
            // A mark between two words belongs to neither.
            let around = (head.trim_start_matches('・'), tail.trim_end_matches('・'));
            let (old, new) = widened(&words, around);
            let term = Term {
                old,
                new,
                count: found.count,
                paths: found.paths,
                company: words.2,
            };
            (words, term)
        })
        .collect();
    // The name of a company comes first.
    terms.sort_by(|(a, x), (b, y)| {
        (b.2.cmp(&a.2)).then_with(|| (y.count, &x.old, &x.new).cmp(&(x.count, &y.old, &y.new)))
    });
    let by_words: FxHashMap<&Words, usize> = terms
        .iter()
        .enumerate()
        .map(|(index, (words, _))| (words, index))
        .collect();
    each(revision, renaming, |_, spot, _, words, _| {
        if let Some(index) = by_words.get(&whole(&words)) {
            spot.kind = Kind::Term(*index);
        }
    });
    revision.terms = terms.into_iter().map(|(_, term)| term).collect();
}

/// Replacements that are one of a shorter term, each with that term: 当該会員 → 当該利用者 is 会員 → 利用者. Those are no terms of
/// their own.
fn parts(
    counts: &FxHashMap<Words, usize>,
    found: &mut FxHashMap<Words, Found>,
) -> FxHashMap<Words, Words> {
    let mut terms: Vec<Words> = found.keys().filter(|w| !w.2).cloned().collect();
    terms.sort_by(|a, b| (counts[b], a).cmp(&(counts[a], b)));
    terms.truncate(MOST);
    // What is a part of a part is one of the shortest.
    terms.sort_by_key(|t| t.0.len());
    let mut out = FxHashMap::default();
    for words in counts.keys().filter(|w| !w.2) {
        let mut shorter = terms.iter().filter(|t| t.0.len() < words.0.len());
        if let Some(term) = shorter.find(|t| within(t, words).is_some()) {
            found.remove(words);
            out.insert(words.clone(), term.clone());
        }
    }
    out
}

/// What stands before and after a term in a longer wording in which nothing but the term was replaced.
fn within<'w>(term: &Words, words: &'w Words) -> Option<(&'w str, &'w str)> {
    let ends = |text: &'w str, part: &str| -> Vec<(&'w str, &'w str)> {
        let found = text.match_indices(part);
        found
            .map(|(at, part)| (&text[..at], &text[at + part.len()..]))
            .collect()
    };
    let news = ends(&words.1, &term.1);
    ends(&words.0, &term.0)
        .into_iter()
        .find(|around| news.contains(around))
}

/// A replacement with the words that stand beside it everywhere, as far as that leaves a term.
fn widened((old, new, _): &Words, (mut head, mut tail): (&str, &str)) -> (String, String) {
    let size = |text: &str| text.chars().count();
    let longest = size(old).max(size(new));
    if longest + size(head) + size(tail) > LONGEST {
        if longest + size(tail) <= LONGEST {
            head = "";
        } else {
            tail = "";
            if longest + size(head) > LONGEST {
                head = "";
            }
        }
    }
    let with = |text: &str| format!("{head}{text}{tail}");
    (with(old), with(new))
}

/// The words that stand right before and after a spot.
fn beside<'e>(spot: &Spot, edits: &'e [Edit]) -> (&'e str, &'e str) {
    let equal = |e: &&Edit| e.op == Op::Equal;
    let before = spot.at.checked_sub(1).and_then(|i| edits.get(i));
    let after = edits[spot.at..].iter().find(equal);
    (
        before
            .filter(equal)
            .map_or("", |e| inline::last_word(&e.text)),
        after.map_or("", |e| inline::first_word(&e.text)),
    )
}

/// Calls `f` with every spot that may be one of a term.
fn each(
    revision: &mut Revision<'_>,
    renaming: &Renaming<'_>,
    mut f: impl FnMut(&ClausePath, &mut Spot, &[Edit], Words, bool),
) {
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
        // Two stretches of one name are one place.
        let mut last = None;
        let places = (change.spots.iter().any(|s| s.kind == Kind::Company))
            .then(|| Places::of(change, renaming));
        for (at, spot) in change.spots.iter_mut().enumerate() {
            let name = match (spot.kind, &places) {
                (Kind::Company, Some(places)) => places.0[at].clone(),
                (Kind::Wording | Kind::Citation, _) => None,
                _ => continue,
            };
            let again = name.is_some() && name == last;
            last.clone_from(&name);
            let words = match name {
                Some(_) => renaming.words(),
                None if spot.kind == Kind::Company => named(spot, &change.edits),
                None => None,
            };
            let words = words
                .map(|(old, new)| (old, new, true))
                .or_else(|| replaced(spot, &change.edits).map(|(old, new)| (old, new, false)));
            if let Some(words) = words {
                f(path, spot, &change.edits, words, again);
            }
        }
    }
}

/// For each spot of a line the place of the organisation's name that it lies in.
struct Places(Vec<Option<Range<usize>>>);

impl Places {
    fn of(change: &Change<'_>, renaming: &Renaming<'_>) -> Self {
        let old = inline::old_text(&change.edits);
        let new = inline::new_text(&change.edits);
        let places = super::places(&change.edits, &change.spots);
        let spots = change.spots.iter().zip(places);
        Self(
            spots
                .map(|(s, at)| renaming.place(s, at, &old, &new))
                .collect(),
        )
    }
}

/// The name of another company than the one that made the text, before and after.
fn named(spot: &Spot, edits: &[Edit]) -> Option<(String, String)> {
    let (head, tail) = beside(spot, edits);
    let whole = |text: &str| Some(format!("{head}{text}{tail}")).filter(|t| company::names(t));
    if spot.old.is_empty() || spot.new.is_empty() {
        return None;
    }
    Some((whole(&spot.old)?, whole(&spot.new)?))
}

/// The ひらがな before a spot that stand by themselves there: しおかぜ of 、しおかぜ便. Behind a word they are its particles.
fn name_in_kana<'e>(spot: &Spot, edits: &'e [Edit]) -> &'e str {
    let before = spot.at.checked_sub(1).and_then(|i| edits.get(i));
    let before = before.filter(|e| e.op == Op::Equal).map_or("", |e| &e.text);
    let rest = before.trim_end_matches(|c| script::of(c) == Script::Hiragana);
    if rest.ends_with(inline::is_letter) {
        ""
    } else {
        &before[rest.len()..]
    }
}

/// What was replaced by what, where the spot could be a term; text that only came or went is seen with the word around
/// it: 団体 in 企業・団体等 → 企業・学校・団体等.
fn replaced(spot: &Spot, edits: &[Edit]) -> Option<(String, String)> {
    let (mut old, mut new) = (spot.old.clone(), spot.new.clone());
    // 「当社サービス」 → 「本サービス」: the place where a term is defined.
    let inner = |t: &str| {
        let inner = t.strip_prefix('「')?.strip_suffix('」')?;
        (!inner.contains(['「', '」'])).then(|| inner.to_owned())
    };
    let defined = inner(&old).zip(inner(&new));
    let is_defined = defined.is_some();
    if let Some(words) = defined {
        (old, new) = words;
    }
    if old.is_empty() || new.is_empty() {
        let (head, tail) = beside(spot, edits);
        let one = [&old, &new]
            .iter()
            .any(|t| (t.chars().chain(tail.chars())).nth(1).is_none());
        let head = if one && head.is_empty() {
            name_in_kana(spot, edits)
        } else {
            head
        };
        old = format!("{head}{old}{tail}");
        new = format!("{head}{new}{tail}");
        // 等 → 等といった方法により: one character is no term.
        if old.chars().count().min(new.chars().count()) < 2 {
            return None;
        }
    }
    // 当社 → 本 is told with the word it begins: 当社サービス → 本サービス. 甲 → 当社 stands by itself.
    let size = |text: &str| text.chars().count();
    let replaced = !spot.old.is_empty() && !spot.new.is_empty() && !is_defined;
    if replaced && size(&old).min(size(&new)) == 1 {
        let (head, tail) = beside(spot, edits);
        let (run, back) = (inline::first_run(tail), inline::last_run(head));
        let (head, tail) = if run.is_empty() {
            (back, run)
        } else {
            ("", run)
        };
        old = format!("{head}{old}{tail}");
        new = format!("{head}{new}{tail}");
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

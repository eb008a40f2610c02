//! Gathered: what is told once at the end: terms, references that followed their clauses, spelling, doubts.
//!
//! In: a revision. Out: the closing parts of a [`Summary`]. Never: tells what an entry has told.

use rustc_hash::FxHashMap;

use super::facts::{Covers, quoted};
use super::phrases::{self, fill};
use super::{Detail, Spelling, Summary};
use crate::diff::{Change, Kind, Place, Revision, Tie, line};
use crate::document::ClausePath;
use crate::report::naming::Book;

/// Writes the closing parts.
pub(crate) fn write(revision: &Revision<'_>, detail: Detail, summary: &mut Summary) {
    let mut references = 0;
    let root = ClausePath::default();
    for change in revision.sections.iter().flat_map(|s| &s.changes) {
        references += gather(change, &root, false, summary);
    }
    for pair in &revision.pairs {
        let path = pair
            .new
            .as_ref()
            .or(pair.old.as_ref())
            .map_or(&root, |s| &s.path);
        for change in &pair.changes {
            let told = change.place == Place::Marker && (pair.renumbered || pair.tie != Tie::Same);
            references += gather(change, path, told, summary);
        }
        if pair.renumbered
            && pair.tie == Tie::Same
            && let (Some(old), Some(new)) = (&pair.old, &pair.new)
        {
            summary
                .renumbered
                .push((old.path.clone(), new.path.clone()));
        }
    }
    if references > 0 {
        let phrase = if summary.renumbered.is_empty() {
            phrases::REFERENCES_ALONE
        } else {
            phrases::REFERENCES
        };
        summary.references = Some(fill(phrase, &[("count", &references.to_string())]));
    }
    summary.terms = revision
        .terms
        .iter()
        .map(|t| {
            let what = fill(
                phrases::REPLACED,
                &[
                    ("old", &quoted(&t.old, detail)),
                    ("new", &quoted(&t.new, detail)),
                ],
            );
            fill(
                phrases::TIMES,
                &[("what", &what), ("count", &t.count.to_string())],
            )
        })
        .collect();
    spelling_lines(summary, detail);
    remarks(revision, summary);
}

/// Gathers the spots of one line; returns how many are references that followed.
fn gather(change: &Change<'_>, path: &ClausePath, told: bool, summary: &mut Summary) -> usize {
    let mut references = 0;
    if told {
        return 0;
    }
    for spot in &change.spots {
        match spot.kind {
            Kind::Mark => summary.marks += 1,
            Kind::Spelling => summary.spellings.push(Spelling {
                path: path.clone(),
                old: spot.old.clone(),
                new: spot.new.clone(),
            }),
            Kind::ReferenceShifted => references += 1,
            // A heading is told by its entry even where a term made it change.
            Kind::Term(_) if change.place != Place::Caption => {}
            _ => continue,
        }
        summary.gathered.add(Covers::of_spot(spot));
    }
    references
}

fn spelling_lines(summary: &mut Summary, detail: Detail) {
    let mut counted: Vec<(&str, &str, usize)> = Vec::new();
    for s in &summary.spellings {
        match counted.iter_mut().find(|c| c.0 == s.old && c.1 == s.new) {
            Some(known) => known.2 += 1,
            None => counted.push((&s.old, &s.new, 1)),
        }
    }
    let lines = counted
        .into_iter()
        .map(|(old, new, count)| {
            let solid = |t: &str| line::solid(t).next().is_some();
            let what = match (solid(old), solid(new)) {
                (false, _) => fill(phrases::INSERTED, &[("new", &quoted(new, detail))]),
                (_, false) => fill(phrases::DELETED, &[("old", &quoted(old, detail))]),
                _ => format!("{}→{}", quoted(old, detail), quoted(new, detail)),
            };
            if count > 1 {
                fill(
                    phrases::TIMES,
                    &[("what", &what), ("count", &count.to_string())],
                )
            } else {
                what
            }
        })
        .collect();
    summary.spelling_lines = lines;
    if summary.marks > 0 {
        summary.spelling_lines.push(fill(
            phrases::TIMES,
            &[
                ("what", phrases::MARKS),
                ("count", &summary.marks.to_string()),
            ],
        ));
    }
}

/// So many remarks are read; the rest is counted.
const REMARKS: usize = 20;

fn remarks(revision: &Revision<'_>, summary: &mut Summary) {
    let (old, new) = (Book::of(revision.old), Book::of(revision.new));
    let doubtful = revision
        .pairs
        .iter()
        .filter(|p| p.is_doubtful())
        .filter_map(|p| Some((p.old.as_ref()?, p.new.as_ref()?)))
        .map(|(a, b)| {
            fill(
                phrases::DOUBTFUL,
                &[("name", &new.name(b.index)), ("old", &old.name(a.index))],
            )
        });
    let mut places: FxHashMap<&ClausePath, usize> = FxHashMap::default();
    if !revision.stale.is_empty() {
        let sides = revision.pairs.iter().filter_map(|p| p.new.as_ref());
        places.extend(sides.map(|s| (&s.path, s.index)));
    }
    let stale = revision.stale.iter().map(|stale| {
        let name = places
            .get(&stale.path)
            .map_or(String::new(), |n| new.name(*n));
        fill(
            phrases::STALE,
            &[
                ("name", &name),
                ("text", &stale.text),
                ("expected", &stale.expected),
            ],
        )
    });
    let mut all = doubtful.chain(stale);
    summary.remarks.extend(all.by_ref().take(REMARKS));
    let rest = all.count();
    if rest > 0 {
        summary
            .remarks
            .push(fill(phrases::MORE, &[("count", &rest.to_string())]));
    }
}

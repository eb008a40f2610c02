//! Gathered: what is told once at the end: terms, references that followed their clauses, spelling, doubts.
//!
//! In: a revision. Out: the closing parts of a [`Summary`]. Never: tells what an entry has told.

use rustc_hash::{FxHashMap, FxHashSet};

use super::entries::heading_is_told;
use super::facts::{Covers, quoted, quoted_both};
use super::phrases::{self, fill};
use super::sections::is_titled;
use super::{Detail, Spelling, Summary, left};
use crate::diff::{
    Astray, Change, Kind, Pair, Place, Revision, Side, Term, Tie, is_company, line, respelled,
};
use crate::document::ClausePath;
use crate::report::naming::Book;
use crate::text::{fold, numeral};

/// Writes the closing parts.
pub(crate) fn write(revision: &Revision<'_>, detail: Detail, summary: &mut Summary) {
    let mut references = 0;
    let root = ClausePath::default();
    for section in &revision.sections {
        let titled = is_titled(section);
        for change in &section.changes {
            references += gather(change, &root, false, !titled, summary);
        }
    }
    let mut in_headings = FxHashSet::default();
    for pair in &revision.pairs {
        let path = pair
            .new
            .as_ref()
            .or(pair.old.as_ref())
            .map_or(&root, |s| &s.path);
        for change in &pair.changes {
            let told = change.place == Place::Marker
                && (pair.renumbered || pair.moved || pair.tie != Tie::Same);
            let heading = change.place == Place::Caption;
            let terms = !heading || !heading_is_told(pair);
            references += gather(change, path, told, terms, summary);
            if heading && terms {
                in_headings.extend(change.spots.iter().filter_map(|s| match s.kind {
                    Kind::Term(term) => Some(term),
                    _ => None,
                }));
            }
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
        } else if !(summary.renumbered.iter()).any(|(_, new)| new.as_str().contains('条')) {
            phrases::REFERENCES_BY_POINT
        } else if summary.renumbered.iter().any(|(_, new)| is_article(new)) {
            phrases::REFERENCES
        } else {
            phrases::REFERENCES_BELOW
        };
        summary.references = Some(fill(phrase, &[("count", &references.to_string())]));
    }
    let told = |(at, term)| term_line(term, in_headings.contains(&at), detail);
    summary.terms = revision.terms.iter().enumerate().map(told).collect();
    spelling_lines(summary, detail);
    summary.remarks = remarks(revision);
}

/// True for the number of an article, or of what stands above articles.
fn is_article(path: &ClausePath) -> bool {
    let last = path.as_str().rsplit('/').next().unwrap_or_default();
    last.contains(['条', '章', '編', '節'])
}

/// The sentence on a term; `in_headings` where nothing else changed in some heading.
fn term_line(term: &Term, in_headings: bool, detail: Detail) -> String {
    let phrase = match (detail, in_headings) {
        (Detail::Brief, _) => phrases::TERM_BRIEFLY,
        (_, false) if term.count == 1 => "{what}",
        (_, true) => phrases::TIMES_IN_HEADINGS,
        _ => phrases::TIMES,
    };
    let (old, new) = quoted_both(&term.old, &term.new, detail);
    let replaced = match (term.company, is_company(&term.new)) {
        (true, true) => phrases::COMPANY,
        (true, false) => phrases::NAME,
        _ => phrases::REPLACED,
    };
    let what = fill(replaced, &[("old", &old), ("new", &new)]);
    fill(
        phrase,
        &[("what", &what), ("count", &term.count.to_string())],
    )
}

/// Gathers the spots of one line, its `terms` where no entry tells them; returns how many are references that followed.
fn gather(
    change: &Change<'_>,
    path: &ClausePath,
    told: bool,
    terms: bool,
    summary: &mut Summary,
) -> usize {
    let mut references = 0;
    if told {
        return 0;
    }
    for spot in &change.spots {
        match spot.kind {
            Kind::Mark => summary.marks += 1,
            Kind::Spelling => {
                for (old, new) in respelled(spot, &change.edits) {
                    let path = path.clone();
                    summary.spellings.push(Spelling { path, old, new });
                }
            }
            Kind::ReferenceShifted => references += 1,
            Kind::Term(_) if terms => {}
            _ => continue,
        }
        summary.gathered.add(Covers::of_spot(spot));
    }
    references
}

/// Changes of width or of the kind of numeral, each told as one.
fn kind_of_respelling(old: &str, new: &str) -> Option<&'static str> {
    let all = |text: &str, is: fn(char) -> bool| !text.is_empty() && text.chars().all(is);
    let wide = |c: char| ('\u{ff01}'..='\u{ff5e}').contains(&c);
    let digit = |c: char| fold::half_width(c).is_ascii_digit();
    let letter = |c: char| fold::half_width(c).is_ascii_alphabetic();
    let kanji = |c: char| numeral::is_kanji_numeral(c);
    let widths = |a: &str, b: &str| all(a, wide) && b.is_ascii();
    if all(old, digit) && all(new, digit) {
        return match (widths(old, new), widths(new, old)) {
            (true, _) => Some(phrases::DIGITS_HALF),
            (_, true) => Some(phrases::DIGITS_FULL),
            _ => None,
        };
    }
    if all(old, letter) && all(new, letter) && fold::key(old) == fold::key(new) {
        return match (widths(old, new), widths(new, old)) {
            (true, _) => Some(phrases::LETTERS_HALF),
            (_, true) => Some(phrases::LETTERS_FULL),
            _ => None,
        };
    }
    match () {
        () if all(old, kanji) && all(new, digit) => Some(phrases::NUMERALS_ARABIC),
        () if all(old, digit) && all(new, kanji) => Some(phrases::NUMERALS_KANJI),
        () => None,
    }
}

/// One line for each thing that was respelled, the most frequent first.
fn spelling_lines(summary: &mut Summary, detail: Detail) {
    if detail == Detail::Brief {
        let count = summary.spellings.len() + summary.marks;
        if count > 0 {
            let times = fill(phrases::PLACES, &[("count", &count.to_string())]);
            summary.spelling_lines = vec![times];
        }
        return;
    }
    let mut counted: Vec<(String, usize)> = Vec::new();
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    for s in &summary.spellings {
        let (old, new) = (&s.old, &s.new);
        let solid = |t: &str| line::solid(t).next().is_some();
        let what = match (kind_of_respelling(old, new), solid(old), solid(new)) {
            (Some(kind), ..) => kind.to_owned(),
            (_, false, _) => fill(phrases::INSERTED, &[("new", &quoted(new, detail))]),
            (_, _, false) => fill(phrases::DELETED, &[("old", &quoted(old, detail))]),
            _ => format!("{}→{}", quoted(old, detail), quoted(new, detail)),
        };
        let at = *known.entry(what).or_insert_with_key(|what| {
            counted.push((what.clone(), 0));
            counted.len() - 1
        });
        counted[at].1 += 1;
    }
    // Those of one count stand in the order of the text.
    counted.sort_by_key(|c| std::cmp::Reverse(c.1));
    let lines = counted
        .into_iter()
        .map(|(what, count)| {
            if count > 1 {
                let count = count.to_string();
                fill(phrases::TIMES, &[("what", &what), ("count", &count)])
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

/// The longest text, in characters, whose rewriting in place is not remarked.
const SHORT: usize = 200;

/// True for a short 項 or the like that was rewritten under its own number where nothing else could be its counterpart.
fn is_plain_rewrite(pair: &Pair<'_>, revision: &Revision<'_>, new: &Book<'_>) -> bool {
    let (Some(a), Some(b)) = (&pair.old, &pair.new) else {
        return false;
    };
    let size = |s: &Side<'_>| -> usize {
        let lines = line::of_blocks(&s.clause.blocks);
        lines.iter().map(|l| l.text.chars().count()).sum()
    };
    let beside = |p: &Pair<'_>| match (&p.old, &p.new) {
        (Some(x), None) => x.parent == a.parent,
        (None, Some(y)) => y.parent == b.parent,
        _ => false,
    };
    !pair.renumbered
        && !pair.moved
        && !new.is_major(b.index)
        && size(a).max(size(b)) <= SHORT
        && !revision.pairs.iter().any(beside)
}

/// So many remarks are read; the rest is counted.
const REMARKS: usize = 20;

/// What a person should look at: doubtful pairs and references left behind.
pub(crate) fn remarks(revision: &Revision<'_>) -> Vec<String> {
    let mut out = Vec::new();
    let [old, new] = Book::of_both(revision);
    let doubtful = revision.pairs.iter().filter(|p| p.is_doubtful());
    for pair in doubtful.filter(|p| !is_plain_rewrite(p, revision, &new)) {
        if let (Some(a), Some(b)) = (&pair.old, &pair.new) {
            let (name, old) = (new.name(b.index), old.name(a.index));
            let remark = fill(phrases::DOUBTFUL, &[("name", &name), ("old", &old)]);
            out.push(remark);
        }
    }
    let places: FxHashMap<ClausePath, usize> = (revision.new.walk().into_iter())
        .enumerate()
        .map(|(n, (path, _))| (path, n))
        .collect();
    let mut told = FxHashSet::default();
    for stale in &revision.stale {
        let name = places.get(&stale.path).map_or(String::new(), |&n| {
            format!("{}{}", new.name(n), new.own_text(n))
        });
        let text = &stale.text;
        let said = [("name", name.as_str()), ("text", text.as_str())];
        let remark = match &stale.astray {
            Astray::Gone(gone) => fill(
                phrases::GONE,
                &[said[0], said[1], ("old", &old.name(*gone))],
            ),
            Astray::Number(number) => {
                // A bare number is quoted like the text.
                let expected = if number.starts_with('第') {
                    number.clone()
                } else {
                    format!("「{number}」")
                };
                fill(phrases::STALE, &[said[0], said[1], ("expected", &expected)])
            }
            Astray::Relative { was, now } => {
                let was = several(&old, was);
                if now.is_empty() {
                    fill(phrases::RELATIVE_GONE, &[said[0], said[1], ("old", &was)])
                } else {
                    let now = several(&new, now);
                    let words = [said[0], said[1], ("old", &was), ("new", &now)];
                    fill(phrases::RELATIVE, &words)
                }
            }
        };
        if told.insert(remark.clone()) {
            out.push(remark);
        }
    }
    out.extend(left::remarks(revision, &new));
    let rest = out.len().saturating_sub(REMARKS);
    if rest > 0 {
        out.truncate(REMARKS);
        out.push(fill(phrases::MORE, &[("count", &rest.to_string())]));
    }
    out
}

/// Clauses that follow each other, named: 第3条（廃棄）, 第2条及び第3条, 第2条から第4条まで.
fn several(book: &Book<'_>, clauses: &[usize]) -> String {
    match clauses {
        [one] => format!("{}{}", book.name(*one), book.own_text(*one)),
        [first, .., last] => phrases::span(&book.short(*first), &book.last(*last), clauses.len()),
        [] => String::new(),
    }
}

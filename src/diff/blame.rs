//! Blame: the version that last touched each sentence of a clause.
//!
//! In: the versions as documents, in order, and a clause of one of them. Out: its headings and sentences, each with a
//! version. Never: counts blanks as a touch; spelling, marks of items and references that followed their clause are told
//! apart, for the sentence says the same.

use std::ops::Range;

use super::life::{place, subtree};
use super::{Change, Edit, Op, Pair, Place, Revision, Tie, diff, line};
use crate::document::{ClausePath, Document};
use crate::text::sentence;

/// A sentence or a heading and who touched it last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blamed {
    /// The path of the clause it stands in.
    pub path: ClausePath,
    /// True for a heading.
    pub is_heading: bool,
    /// As it stands, with the mark of its item.
    pub text: String,
    /// The version that last touched what it says: its place among the documents. The first one where none did.
    pub version: usize,
    /// A later version that changed its spelling only.
    pub spelled: Option<usize>,
}

/// Where a sentence stands in one version.
#[derive(Debug, Clone)]
struct Track {
    /// The clause, by its place in reading order.
    clause: usize,
    /// Bytes of its lines joined by line breaks; none for its heading.
    range: Option<Range<usize>>,
}

/// What a revision did to a sentence.
enum Fate {
    /// It came from here, and was spelled otherwise or not.
    From(Track, bool),
    /// The revision touched it.
    Touched,
}

/// The sentences of the clause at `path` of `documents[version]` and of everything below it; none where there is no such
/// clause.
pub fn blame(documents: &[Document], version: usize, path: &ClausePath) -> Option<Vec<Blamed>> {
    let document = documents.get(version)?;
    let (mut out, mut tracks) = sentences(document, place(document, path)?);
    for version in (1..=version).rev() {
        if tracks.iter().all(Option::is_none) {
            break;
        }
        let revision = diff(&documents[version - 1], &documents[version]);
        let by_new = by_new(&revision);
        for (blamed, track) in out.iter_mut().zip(&mut tracks) {
            let Some(at) = track.take() else { continue };
            match fate(&revision, &by_new, &at) {
                Fate::From(before, spelled) => {
                    if spelled && blamed.spelled.is_none() {
                        blamed.spelled = Some(version);
                    }
                    *track = Some(before);
                }
                Fate::Touched => blamed.version = version,
            }
        }
    }
    Some(out)
}

/// The headings and sentences of a subtree and where they stand; each blamed on the first version until one is found.
fn sentences(document: &Document, root: usize) -> (Vec<Blamed>, Vec<Option<Track>>) {
    let (mut out, mut tracks) = (Vec::new(), Vec::new());
    let walk = document.walk();
    let mut push = |clause: usize, is_heading: bool, text: &str, range: Option<Range<usize>>| {
        out.push(Blamed {
            path: walk[clause].0.clone(),
            is_heading,
            text: text.to_owned(),
            version: 0,
            spelled: None,
        });
        tracks.push(Some(Track { clause, range }));
    };
    for index in subtree(document, root) {
        let clause = walk[index].1;
        if let Some(heading) = clause.heading() {
            push(index, true, heading, None);
        }
        let mut start = 0;
        for line in line::of_blocks(&clause.blocks) {
            let shown = line.shown();
            for range in sentence::split(&shown) {
                let whole = start + range.start..start + range.end;
                push(index, false, &shown[range], Some(whole));
            }
            start += shown.len() + 1;
        }
    }
    (out, tracks)
}

/// By new clause: the place of the pair that tells where it comes from.
fn by_new(revision: &Revision<'_>) -> Vec<Option<usize>> {
    let mut out = Vec::new();
    for (at, pair) in revision.pairs.iter().enumerate() {
        if let Some(new) = pair.new.as_ref().filter(|_| pair.tie != Tie::Merged) {
            if out.len() <= new.index {
                out.resize(new.index + 1, None);
            }
            out[new.index] = Some(at);
        }
    }
    out
}

fn fate(revision: &Revision<'_>, by_new: &[Option<usize>], track: &Track) -> Fate {
    let pair = by_new.get(track.clause).copied().flatten();
    let Some(pair) = pair.map(|at| &revision.pairs[at]) else {
        return Fate::Touched;
    };
    if let (Tie::Same, Some(old)) = (pair.tie, &pair.old) {
        if pair.changes.is_empty() {
            return Fate::From(
                Track {
                    clause: old.index,
                    range: track.range.clone(),
                },
                false,
            );
        }
        let found = match &track.range {
            None => heading(pair),
            Some(range) => text(pair, range),
        };
        if let Some((range, spelled)) = found {
            return Fate::From(
                Track {
                    clause: old.index,
                    range,
                },
                spelled,
            );
        }
    }
    match &track.range {
        Some(range) => {
            elsewhere(revision, pair, range).map_or(Fate::Touched, |t| Fate::From(t, false))
        }
        None => Fate::Touched,
    }
}

/// Where a heading comes from, and whether only its spelling differs; none where it was touched.
fn heading(pair: &Pair<'_>) -> Option<(Option<Range<usize>>, bool)> {
    let caption = || pair.changes.iter().filter(|c| c.place == Place::Caption);
    let had_one = pair
        .old
        .as_ref()
        .is_some_and(|s| s.clause.caption.is_some());
    let kinds = || caption().flat_map(|c| &c.spots).map(|s| s.kind);
    (had_one && kinds().all(|k| k.is_editorial()))
        .then(|| (None, kinds().any(|k| k != super::Kind::Blank)))
}

/// A stretch of a clause's text, then and now.
struct Stretch {
    old: Range<usize>,
    new: Range<usize>,
    /// None where both are equal; else whether it counts as spelling, and as more than that.
    changed: Option<(bool, bool)>,
    /// What went.
    gone: String,
}

/// The stretches of a clause's lines, joined by line breaks, in order.
fn stretches(pair: &Pair<'_>) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    let (mut o, mut n) = (0, 0);
    let (mut old_before, mut new_before) = (false, false);
    for change in pair.changes.iter().filter(|c| c.place == Place::Text) {
        if !change.old.is_empty() {
            o += usize::from(old_before);
            old_before = true;
        }
        if !change.new.is_empty() {
            n += usize::from(new_before);
            new_before = true;
        }
        of_change(change, &mut o, &mut n, &mut out);
    }
    out
}

fn of_change(change: &Change<'_>, o: &mut usize, n: &mut usize, out: &mut Vec<Stretch>) {
    let mut spots = change.spots.iter().peekable();
    let mut kind = None;
    for (at, Edit { op, text }) in change.edits.iter().enumerate() {
        if let Some(spot) = spots.next_if(|s| s.at == at) {
            kind = Some(spot.kind);
        }
        let (old, new) = (
            if *op == Op::Insert { 0 } else { text.len() },
            if *op == Op::Delete { 0 } else { text.len() },
        );
        let changed = match op {
            Op::Equal => None,
            _ => kind.map(|k| {
                let blank = k == super::Kind::Blank;
                (k.is_editorial() && !blank, !k.is_editorial())
            }),
        };
        let gone = if *op == Op::Delete { text.as_str() } else { "" };
        match out.last_mut() {
            // What was deleted and inserted in one place is one stretch.
            Some(last)
                if last.changed.is_some()
                    && changed.is_some()
                    && last.new.end == *n
                    && last.old.end == *o =>
            {
                last.old.end += old;
                last.new.end += new;
                last.gone.push_str(gone);
                last.changed = last
                    .changed
                    .zip(changed)
                    .map(|(a, b)| (a.0 || b.0, a.1 || b.1));
            }
            _ => out.push(Stretch {
                old: *o..*o + old,
                new: *n..*n + new,
                changed,
                gone: gone.to_owned(),
            }),
        }
        *o += old;
        *n += new;
    }
}

/// Where a sentence comes from inside its own clause; none where it was touched.
fn text(pair: &Pair<'_>, range: &Range<usize>) -> Option<(Option<Range<usize>>, bool)> {
    let mut spelled = false;
    let (mut start, mut end) = (None, None);
    for stretch in stretches(pair) {
        let inside = stretch.new.start < range.end && stretch.new.end > range.start;
        if let Some((spelling, more)) = stretch.changed {
            if more && (inside || cut_from(&stretch, range)) {
                return None;
            }
            spelled |= spelling && inside;
        }
        if !inside {
            continue;
        }
        // A stretch of another spelling is taken whole; an equal one from the same byte on.
        let place = |at: usize| match stretch.changed {
            None => stretch.old.start + (at - stretch.new.start),
            Some(_) if at == stretch.new.start => stretch.old.start,
            Some(_) => stretch.old.end,
        };
        start.get_or_insert(place(range.start.max(stretch.new.start)));
        end = Some(place(range.end.min(stretch.new.end)));
    }
    Some((Some(start?..end?), spelled))
}

/// True where words went from this sentence and none came: from its inside, or from an end of it that was no sentence of
/// its own.
fn cut_from(stretch: &Stretch, range: &Range<usize>) -> bool {
    if !stretch.new.is_empty() {
        return false;
    }
    let at = stretch.new.start;
    let whole = stretch.gone.trim_end().ends_with(['。', '｡', '\n']);
    (range.start < at && at < range.end)
        || (at == range.start && !whole && !stretch.gone.is_empty())
}

/// Where a sentence comes from that a merge or split brought: the words must stand there to the character, blanks apart.
fn elsewhere(revision: &Revision<'_>, pair: &Pair<'_>, range: &Range<usize>) -> Option<Track> {
    let new = pair.new.as_ref()?;
    let body = line::joined(&line::of_blocks(&new.clause.blocks));
    let wanted: Vec<char> = line::solid(&body[range.clone()]).collect();
    if wanted.is_empty() {
        return None;
    }
    let sources = revision.pairs.iter().filter(|p| match p.tie {
        Tie::Merged => p.new.as_ref().map(|s| s.index) == Some(new.index),
        Tie::Split => p.new.as_ref().map(|s| s.index) == Some(new.index),
        Tie::Same => false,
    });
    for old in sources.filter_map(|p| p.old.as_ref()) {
        let text = line::joined(&line::of_blocks(&old.clause.blocks));
        if let Some(range) = find_solid(&text, &wanted) {
            return Some(Track {
                clause: old.index,
                range: Some(range),
            });
        }
    }
    None
}

/// The bytes of `text` that are `wanted`, blanks apart.
fn find_solid(text: &str, wanted: &[char]) -> Option<Range<usize>> {
    let solid: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, c)| !line::is_space(*c))
        .collect();
    let at = solid
        .windows(wanted.len())
        .position(|w| w.iter().map(|c| c.1).eq(wanted.iter().copied()))?;
    let (last, c) = solid[at + wanted.len() - 1];
    Some(solid[at].0..last + c.len_utf8())
}

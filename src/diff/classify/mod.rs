//! Classify: what each changed stretch means.
//!
//! In: a revision whose stretches are found, and which clause is which. Out: the same with their [`Kind`]s, the
//! terms replaced everywhere, and references left behind. Never: adds or drops a change.

mod anchor;
mod citation;
pub(super) mod company;
mod compounds;
mod number;
pub(super) mod obligation;
mod points;
mod reference;
mod relative;
mod series;
pub(super) mod spelling;
mod spellings;
mod stale;
mod steps;
mod term;
mod wording;

use self::company::Renaming;
use self::reference::References;
use self::steps::{Step, steps};
use super::align::Alignment;
use super::inline::{self, Edit, Op};
use super::line;
use super::revision::{Change, Kind, Pair, Part, Place, Revision, Spot, Status, Tie};
use super::tree::Tree;
use crate::document::{LeafKind, heading_of};

/// Says what every change of `revision` means.
pub(crate) fn classify(
    revision: &mut Revision<'_>,
    old: &Tree<'_>,
    new: &Tree<'_>,
    alignment: &Alignment,
) {
    let references = References::new(old, new, alignment);
    let renaming = Renaming::of(revision);
    for section in &mut revision.sections {
        for change in &mut section.changes {
            mark(change, &references, &renaming, None);
            // A line of the 目次 refers to nothing: it repeats a number.
            for spot in change
                .spots
                .iter_mut()
                .filter(|_| section.part == Part::Toc)
            {
                if spot.kind == Kind::ReferenceShifted {
                    spot.kind = Kind::Reference;
                }
            }
        }
    }
    for pair in &mut revision.pairs {
        let from = pair.old.as_ref().map(|s| s.index);
        for change in &mut pair.changes {
            mark(change, &references, &renaming, from);
        }
    }
    term::find(revision, &renaming);
    for pair in &mut revision.pairs {
        pair.editorial = pair.tie == Tie::Same
            && matches!(pair.status, Status::Unchanged | Status::Modified)
            && is_editorial(&pair.changes, pair.renumbered);
    }
    // Without a clause that went or bears another number no reference is left behind.
    let shifted = |p: &Pair<'_>| p.renumbered || p.status == Status::Removed || p.is_voided();
    if revision.pairs.iter().any(shifted) {
        revision.stale = stale::stale(revision, &references);
    }
    // 前条 names another one where a clause came, went or moved, whatever its number.
    let placed = |p: &Pair<'_>| p.status == Status::Added || p.moved || p.reordered || shifted(p);
    if revision.pairs.iter().any(placed) {
        let more = relative::stale(revision, &references);
        revision.stale.extend(more);
    }
}

/// True where something other than blanks differs, and nothing that touches the meaning.
fn is_editorial(changes: &[Change<'_>], renumbered: bool) -> bool {
    let mut any = false;
    for change in changes {
        // Another number is told by itself.
        if change.place == Place::Marker && renumbered {
            continue;
        }
        for spot in &change.spots {
            if spot.kind == Kind::Blank {
                continue;
            }
            if !spot.kind.is_editorial() {
                return false;
            }
            any = true;
        }
    }
    any
}

/// Says what the stretches of one line mean.
fn mark(
    change: &mut Change<'_>,
    references: &References<'_, '_>,
    renaming: &Renaming<'_>,
    from: Option<usize>,
) {
    if change.spots.is_empty() {
        return;
    }
    if change.old.is_empty() || change.new.is_empty() {
        let kind = if change.old.is_empty() {
            Kind::LineAdded
        } else {
            Kind::LineRemoved
        };
        for spot in &mut change.spots {
            let blank = line::solid(&spot.old)
                .chain(line::solid(&spot.new))
                .next()
                .is_none();
            spot.kind = if blank { Kind::Blank } else { kind };
        }
        return;
    }
    if change.place == Place::Marker {
        // A number in another style or width; another number is told by itself.
        for spot in &mut change.spots {
            let blank = line::solid(&spot.old).eq(line::solid(&spot.new));
            spot.kind = if blank { Kind::Blank } else { Kind::Spelling };
        }
        return;
    }
    let (old, new) = (
        inline::old_text(&change.edits),
        inline::new_text(&change.edits),
    );
    // The brackets around a heading are no part of it.
    let same_heading = change.place == Place::Caption
        && line::solid(heading_of(&old)).eq(line::solid(heading_of(&new)));
    let same_words = same_heading || spelling::same(&old, &new);
    let (old_steps, new_steps) = (steps(&old), steps(&new));
    let mark_end = |lines: &[super::line::Line<'_>]| match lines {
        [line] if line.kind == LeafKind::Item => line.shown().len() - line.text.len(),
        // A date may stand in a list.
        [line] if line.kind == LeafKind::DateLine => {
            line.text.len() - line.text.trim_start_matches(['-', '・', '*', ' ']).len()
        }
        _ => 0,
    };
    // Within these bytes a line is its mark.
    let marks = (mark_end(&change.old), mark_end(&change.new));
    if !same_words {
        part_sentences(&mut change.spots, &change.edits);
        part_spellings(&mut change.spots);
    }
    let places = places(&change.edits, &change.spots);
    let series = series::followed((&old, &old_steps), (&new, &new_steps), references, from);
    for (spot, place) in change.spots.iter_mut().zip(&places) {
        let brackets = |text: &str| line::solid(text).all(|c| "（）()【】［］[]〔〕".contains(c));
        spot.kind = if line::solid(&spot.old).eq(line::solid(&spot.new)) {
            Kind::Blank
        } else if change.place == Place::Caption && brackets(&spot.old) && brackets(&spot.new) {
            Kind::Spelling
        } else if marks != (0, 0)
            && place.0 + spot.old.len() <= marks.0
            && place.1 + spot.new.len() <= marks.1
        {
            Kind::Mark
        } else if same_words || spelled_alike(spot, place, &old, &new) {
            Kind::Spelling
        } else if series.iter().any(|s| s.holds(spot, *place)) {
            Kind::ReferenceShifted
        } else if let Some(kind) = referred(
            spot,
            place,
            (&old, &old_steps),
            &new_steps,
            references,
            from,
        ) {
            kind
        } else if renaming.place(spot, *place, &old, &new).is_some()
            || (!spot.old.is_empty()
                && !spot.new.is_empty()
                && company::goes_on(&old[..place.0])
                && company::goes_on(&new[..place.1]))
        {
            Kind::Company
        } else {
            let (before, after) = (&new[..place.1], &new[place.1 + spot.new.len()..]);
            wording::kind(&spot.old, &spot.new, before, after)
        };
    }
}

/// Takes a sentence that came behind a reworded one, or before it, apart from the rewording: an ただし書 is added, whatever
/// else changed. So with one that went.
fn part_sentences(spots: &mut Vec<Spot>, edits: &[Edit]) {
    let ends = |text: &str| text.contains('。');
    if !(spots.iter())
        .any(|s| ends(&s.old) != ends(&s.new) && !s.old.is_empty() && !s.new.is_empty())
    {
        return;
    }
    let mut out = Vec::with_capacity(spots.len() + 1);
    for spot in spots.drain(..) {
        let came = ends(&spot.new);
        let (long, short) = if came {
            (&spot.new, &spot.old)
        } else {
            (&spot.old, &spot.new)
        };
        let equal = |e: &&Edit| e.op == Op::Equal;
        let before = spot.at.checked_sub(1).and_then(|i| edits.get(i));
        let before = before.filter(equal).map_or("", |e| &e.text);
        let after = edits[spot.at..].iter().find(equal).map_or("", |e| &e.text);
        let cut = if short.is_empty() || ends(short) || !ends(long) {
            None
        } else if after.starts_with('。') {
            // What came stands behind.
            long.find('。').map(|at| (at, true))
        } else if before.is_empty() || before.ends_with(['。', '\n']) {
            long.rfind('。').map(|at| (at + '。'.len_utf8(), false))
        } else {
            None
        };
        // A full stop within brackets ends no sentence.
        let opens = |text: &str| text.matches(['「', '（', '(', '『']).count();
        let closes = |text: &str| text.matches(['」', '）', ')', '』']).count();
        let Some((at, behind)) = cut.filter(|(at, behind)| {
            let rest = if *behind { &long[..*at] } else { &long[*at..] };
            opens(&long[..*at]) == closes(&long[..*at]) && !rest.is_empty()
        }) else {
            out.push(spot);
            continue;
        };
        let piece = |long: &str, short: &str| {
            let (old, new) = if came { (short, long) } else { (long, short) };
            Spot {
                old: old.to_owned(),
                new: new.to_owned(),
                at: spot.at,
                kind: Kind::Wording,
            }
        };
        let (first, second) = long.split_at(at);
        if behind {
            out.extend([piece(first, short), piece(second, "")]);
        } else {
            out.extend([piece(first, ""), piece(second, short)]);
        }
    }
    *spots = out;
}

/// Takes a respelled mark or word at either end of a spot apart from what changed beside it: `(` → `（例：` is another
/// bracket and an insertion.
fn part_spellings(spots: &mut Vec<Spot>) {
    if !spots.iter().any(|s| !s.old.is_empty() && !s.new.is_empty()) {
        return;
    }
    let mut out = Vec::with_capacity(spots.len());
    for spot in spots.drain(..) {
        if spot.old.is_empty() || spot.new.is_empty() || spelling::same(&spot.old, &spot.new) {
            out.push(spot);
            continue;
        }
        let head = spelling::common_head(&spot.old, &spot.new);
        let (old, new) = (&spot.old[head.0..], &spot.new[head.1..]);
        let tail = spelling::common_tail(old, new);
        let (m, n) = (spot.old.len() - tail.0, spot.new.len() - tail.1);
        let mut piece = |old: &str, new: &str| {
            if !old.is_empty() || !new.is_empty() {
                out.push(Spot {
                    old: old.to_owned(),
                    new: new.to_owned(),
                    at: spot.at,
                    kind: Kind::Wording,
                });
            }
        };
        piece(&spot.old[..head.0], &spot.new[..head.1]);
        piece(&spot.old[head.0..m], &spot.new[head.1..n]);
        piece(&spot.old[m..], &spot.new[n..]);
    }
    *spots = out;
}

/// Where each spot begins in the old and in the new text, in bytes; spots of one stretch follow each other.
pub(crate) fn places(edits: &[Edit], spots: &[Spot]) -> Vec<(usize, usize)> {
    let (mut o, mut n) = (0, 0);
    let mut starts = Vec::with_capacity(edits.len());
    for edit in edits {
        starts.push((o, n));
        if edit.op != Op::Insert {
            o += edit.text.len();
        }
        if edit.op != Op::Delete {
            n += edit.text.len();
        }
    }
    let mut out: Vec<(usize, usize)> = Vec::with_capacity(spots.len());
    for (index, spot) in spots.iter().enumerate() {
        let before = index.checked_sub(1).map(|k| (&spots[k], out[k]));
        out.push(match before {
            Some((last, place)) if last.at == spot.at => {
                (place.0 + last.old.len(), place.1 + last.new.len())
            }
            _ => starts[spot.at],
        });
    }
    out
}

/// What was respelled in a spot, word by word, seen with the characters around it.
pub(crate) fn respelled(spot: &Spot, edits: &[Edit]) -> Vec<(String, String)> {
    let before = spot.at.checked_sub(1).and_then(|i| edits.get(i));
    let head: String = before.map_or(String::new(), |e| last_chars(&e.text));
    let after = edits[spot.at..].iter().find(|e| e.op == Op::Equal);
    let tail: String = after.map_or(String::new(), |e| e.text.chars().take(AROUND).collect());
    let around = |text: &str| format!("{head}{text}{tail}");
    spelling::atoms(&around(&spot.old), &around(&spot.new))
        .or_else(|| spelling::atoms(&spot.old, &spot.new))
        .or_else(|| {
            // をを → を is shown with both.
            let twice = spot.new.is_empty() && spelling::is_doubled(&head, &spot.old);
            twice.then(|| vec![(spot.old.repeat(2), spot.old.clone())])
        })
        .unwrap_or_else(|| vec![(spot.old.clone(), spot.new.clone())])
}

fn last_chars(text: &str) -> String {
    let skip = text.chars().count().saturating_sub(AROUND);
    text.chars().skip(skip).collect()
}

/// The characters around a spot that may belong to the same word.
const AROUND: usize = 4;

/// True where the spot, seen with the characters around it, is another spelling of the same words.
fn spelled_alike(spot: &Spot, place: &(usize, usize), old: &str, new: &str) -> bool {
    let head: String = {
        let chars: Vec<char> = old[..place.0].chars().rev().take(AROUND).collect();
        chars.into_iter().rev().collect()
    };
    let tail: String = old[place.0 + spot.old.len()..]
        .chars()
        .take(AROUND)
        .collect();
    if spelling::same(&spot.old, &spot.new)
        || spelling::same(
            &format!("{head}{}{tail}", spot.old),
            &format!("{head}{}{tail}", spot.new),
        )
    {
        return true;
    }
    if spot.old.is_empty() || spot.new.is_empty() {
        let one = if spot.old.is_empty() {
            &spot.new
        } else {
            &spot.old
        };
        return spelling::is_punctuation(one)
            || (spot.new.is_empty() && spelling::is_doubled(&old[..place.0], &spot.old));
    }
    debug_assert!(new.is_char_boundary(place.1));
    spelling::is_punctuation(&spot.old) && spelling::is_punctuation(&spot.new)
}

/// What a spot means that changes the numbers of references and nothing else.
fn referred(
    spot: &Spot,
    place: &(usize, usize),
    (old, old_steps): (&str, &[Step]),
    new_steps: &[Step],
    references: &References<'_, '_>,
    from: Option<usize>,
) -> Option<Kind> {
    let now = |m: usize| {
        let from = anchor::seen_from(references, old, old_steps, m, from);
        references.now(old_steps, m, from)
    };
    let inside = |steps: &[Step], start: usize, text: &str| -> Vec<usize> {
        let end = start + text.len();
        (0..steps.len())
            .filter(|&k| steps[k].range.start < end && steps[k].range.end > start)
            .collect()
    };
    let (x, y) = (
        inside(old_steps, place.0, &spot.old),
        inside(new_steps, place.1, &spot.new),
    );
    if x.is_empty() || x.len() != y.len() || bare(&spot.old) != bare(&spot.new) {
        return None;
    }
    if x.iter()
        .chain(&y)
        .zip([old_steps, new_steps])
        .any(|(&k, s)| s.get(k).is_some_and(|s| s.foreign))
    {
        return Some(Kind::Citation);
    }
    let point = |s: &Step| matches!(s.unit, points::POINT | points::BRACKETED);
    // A number that only looks like a reference.
    if (x.iter()).any(|&m| point(&old_steps[m]) && now(m).is_none()) {
        return None;
    }
    let followed = x.iter().zip(&y).all(|(&m, &n)| {
        old_steps[m].unit == new_steps[n].unit
            && (old_steps[m].value == new_steps[n].value
                || now(m).as_ref() == Some(&new_steps[n].value))
    });
    Some(if followed {
        Kind::ReferenceShifted
    } else {
        Kind::Reference
    })
}

/// A text without its numerals and 第.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !inline::script::is_numeral(*c) && !matches!(c, '第' | 'の'))
        .collect()
}

//! Stretch: what changed in one line, in pieces that a reader understands by themselves.
//!
//! In: a line that stands in both texts. Out: facts: a changed stretch widened to the limits of its 文節 or to the whole
//! reference, neighbours in one phrase as one, and the whole sentence where the changes are scattered over it.
//! Never: leaves out or tells twice a stretch that is open.

use std::ops::Range;

use super::Detail;
use super::facts::Fact;
use super::phrases::{self, fill};
use super::spot::{fact, of_spot};
use super::ties::is_open;
use super::widen::{self, Around};
use crate::diff::{Change, Kind, Op, Spot, inline, is_company, places};
use crate::report::quote::{self, LONGEST, is_half_bracketed, tidy};

/// Two changes with so few characters between them, none of them a mark, are told as one.
const GAP: usize = 6;
/// The same where one of them is a number.
const NEAR: usize = 2;
/// A sentence in which so many stretches changed is shown as a whole.
const SCATTERED: usize = 3;
/// The longest sentence that is shown as a whole, in characters.
const SENTENCE: usize = 160;

/// One or more changed stretches of a line, with their surroundings; bytes of the old and the new line.
#[derive(Debug, Clone)]
struct Stretch<'s> {
    old: Range<usize>,
    new: Range<usize>,
    spots: Vec<&'s Spot>,
}

/// The facts of a line that stands in both texts; stretches that are `told` elsewhere are left out.
pub(super) fn facts(
    change: &Change<'_>,
    detail: Detail,
    told: &dyn Fn(&Spot) -> bool,
) -> Vec<Fact> {
    let line = Line::of(change);
    let live = |spot: &Spot| is_open(spot) && !told(spot);
    if !change.spots.iter().any(live) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for [old, new] in line.sentences(change) {
        let within: Vec<usize> = (0..change.spots.len())
            .filter(|&k| old.contains(&line.places[k].0) && new.contains(&line.places[k].1))
            .collect();
        let stretches = line.stretches(change, &within, &live);
        let elsewhere = within.iter().any(|&k| told(&change.spots[k]));
        let plain = stretches.iter().filter(|s| !stands_by_itself(s)).count();
        let (old, new) = (
            &line.old[old.start..old.end.min(line.old.len())],
            &line.new[new.start..new.end.min(line.new.len())],
        );
        let fits = |text: &str| text.chars().count() <= SENTENCE;
        let inside = stretches.iter().filter(|s| !is_sentence(s)).count();
        let scattered = inside >= SCATTERED && plain > 1;
        let halved = |s: &Stretch<'_>| {
            let (old, new) = (&line.old[s.old.clone()], &line.new[s.new.clone()]);
            !old.is_empty()
                && !new.is_empty()
                && [old, new].into_iter().any(|t| is_half_bracketed(tidy(t)))
        };
        let torn = stretches.iter().any(halved);
        if (scattered || torn) && !elsewhere && fits(old) && fits(new) {
            out.push(whole(old.trim(), new.trim(), stretches.len()));
            continue;
        }
        out.extend(stretches.iter().map(|s| line.fact(s, change, detail)));
    }
    out
}

/// A sentence shown as it was and as it is.
fn whole(old: &str, new: &str, count: usize) -> Fact {
    let mut fact = Fact::new(phrases::WORDS_CHANGED, "の");
    fact.count = count;
    fact.below = [(phrases::BEFORE, old), (phrases::AFTER, new)]
        .map(|(phrase, text)| fill(phrase, &[("text", &quote::exact(text))]))
        .to_vec();
    fact
}

/// True for a number or a reference, which need no sentence around them.
fn stands_by_itself(stretch: &Stretch<'_>) -> bool {
    matches!(
        stretch.spots.as_slice(),
        [spot] if matches!(spot.kind, Kind::Number | Kind::Reference | Kind::Company)
    )
}

/// True for a sentence that came or went behind the others, or before them.
fn is_sentence(stretch: &Stretch<'_>) -> bool {
    let ends = |t: &str| t.starts_with('。') || t.ends_with('。');
    matches!(
        stretch.spots.as_slice(),
        [s] if (s.old.is_empty() && ends(&s.new)) || (s.new.is_empty() && ends(&s.old))
    )
}

/// A line, then and now.
struct Line {
    old: String,
    new: String,
    /// Where each spot begins.
    places: Vec<(usize, usize)>,
}

impl Line {
    fn of(change: &Change<'_>) -> Self {
        Self {
            old: inline::old_text(&change.edits),
            new: inline::new_text(&change.edits),
            places: places(&change.edits, &change.spots),
        }
    }

    /// The sentences that both lines have: parted at full stops that stand in both, outside brackets. The last one is
    /// empty where the line ends in a full stop: what was added behind it lies there.
    fn sentences(&self, change: &Change<'_>) -> Vec<[Range<usize>; 2]> {
        let (mut o, mut n, mut depth) = (0, 0, 0usize);
        let mut ends = vec![(0, 0)];
        for edit in &change.edits {
            for c in edit.text.chars() {
                if edit.op != Op::Insert {
                    o += c.len_utf8();
                }
                if edit.op != Op::Delete {
                    n += c.len_utf8();
                    depth += usize::from(widen::OPENING.contains(c));
                    depth = depth.saturating_sub(usize::from(widen::CLOSING.contains(c)));
                }
                if edit.op == Op::Equal && (c == '\n' || (c == '。' && depth == 0)) {
                    ends.push((o, n));
                }
            }
        }
        ends.push((self.old.len() + 1, self.new.len() + 1));
        ends.windows(2)
            .map(|w| [w[0].0..w[1].0, w[0].1..w[1].1])
            .collect()
    }

    /// The open stretches among the spots `within`, widened, neighbours joined.
    fn stretches<'c>(
        &self,
        change: &'c Change<'_>,
        within: &[usize],
        live: &dyn Fn(&Spot) -> bool,
    ) -> Vec<Stretch<'c>> {
        let mut out: Vec<Stretch<'c>> = Vec::new();
        for &k in within {
            let spot = &change.spots[k];
            if !live(spot) {
                continue;
            }
            let stretch = self.widened(change, k);
            let touched = k > 0 && !live(&change.spots[k - 1]);
            match out.last_mut() {
                Some(last) if !touched && self.joins(last, &stretch) => {
                    last.old.end = last.old.end.max(stretch.old.end);
                    last.new.end = last.new.end.max(stretch.new.end);
                    last.spots.push(spot);
                }
                _ => out.push(stretch),
            }
        }
        out
    }

    /// The stretch of one spot with what belongs to its 文節 or reference, as far as the text around is the same in both.
    fn widened<'c>(&self, change: &'c Change<'_>, k: usize) -> Stretch<'c> {
        let (spot, place) = (&change.spots[k], self.places[k]);
        let (old, new) = (
            place.0..place.0 + spot.old.len(),
            place.1..place.1 + spot.new.len(),
        );
        let before = k
            .checked_sub(1)
            .map_or(0, |p| self.places[p].0 + change.spots[p].old.len());
        let after = self.places.get(k + 1).map_or(self.old.len(), |p| p.0);
        let around = Around {
            before: &self.old[before..old.start],
            after: &self.old[old.end..after],
        };
        let (head, tail) =
            if matches!(spot.kind, Kind::Number | Kind::Company) && !around.is_reference(spot) {
                (0, 0)
            } else {
                widen::by(spot, &around)
            };
        Stretch {
            old: old.start - head..old.end + tail,
            new: new.start - head..new.end + tail,
            spots: vec![spot],
        }
    }

    /// True where two stretches are read as one: next to each other in one phrase, and not too long together.
    fn joins(&self, a: &Stretch<'_>, b: &Stretch<'_>) -> bool {
        if b.old.start < a.old.end || b.new.start < a.new.end {
            return true;
        }
        let between = &self.old[a.old.end..b.old.start];
        // A sentence that came or went is told by itself.
        let ends = |range: &Range<usize>, text: &str| text[range.clone()].ends_with('。');
        let begins = |range: &Range<usize>, text: &str| text[range.clone()].starts_with('。');
        if ends(&a.old, &self.old)
            || ends(&a.new, &self.new)
            || begins(&b.old, &self.old)
            || begins(&b.new, &self.new)
        {
            return false;
        }
        let alone = |s: &Stretch<'_>| stands_by_itself(s);
        let fits = |text: &str| text.chars().count() <= LONGEST;
        // A period or an amount is told by itself, unless what changed beside it hangs on it.
        let number =
            |s: &Stretch<'_>| matches!(s.spots.as_slice(), [spot] if spot.kind == Kind::Number);
        let apart = (number(a) || number(b)) && between.chars().count() > NEAR;
        !(apart || alone(a) && alone(b))
            && between == &self.new[a.new.end..b.new.start]
            && between.chars().count() <= GAP
            && !between.contains(|c: char| widen::is_limit(c))
            && fits(&self.old[a.old.start..b.old.end])
            && fits(&self.new[a.new.start..b.new.end])
    }

    fn fact(&self, stretch: &Stretch<'_>, change: &Change<'_>, detail: Detail) -> Fact {
        let (old, new) = (
            &self.old[stretch.old.clone()],
            &self.new[stretch.new.clone()],
        );
        match stretch.spots.as_slice() {
            [spot] if old == spot.old && new == spot.new => of_spot(spot, &change.edits, detail),
            spots => {
                let whole = self.old[..stretch.old.start]
                    .chars()
                    .next_back()
                    .is_none_or(|c| matches!(c, '。' | '\n'));
                let kind = match spots {
                    [spot] => spot.kind,
                    _ if is_company(old) && is_company(new) => Kind::Company,
                    _ if spots.iter().any(|s| s.kind == Kind::Obligation) => Kind::Obligation,
                    _ => Kind::Wording,
                };
                fact(kind, old, new, whole, detail)
            }
        }
    }
}

//! Write: instructions → sentences in statute style.
//!
//! In: an [`Amendment`]. Out: its text, which [`read()`](super::read()) makes the same instructions of. Never: changes what is
//! done: instructions are only said together.

mod clause;
mod gather;

pub(crate) use gather::gather;

use super::instruction::{Action, Amendment, Instruction, Kind, NewText, Part, Place, Spot, Step};
use super::numerals::Numerals;
use super::phrases::{self, FENCE};
use super::places::rank;
use super::read::after;
use crate::document::Document;
use clause::Said;

/// The text of an amendment of `old`, sentence by sentence, each on a line.
pub fn text(
    amendment: &Amendment,
    old: &Document,
    numerals: Numerals,
    effective: Option<&str>,
) -> String {
    let mut out = String::new();
    let title = old
        .title
        .as_deref()
        .filter(|t| phrases::is_balanced(t) && !t.contains(['。', '、']))
        .unwrap_or("この文書");
    let all = &amendment.instructions;
    let whole = matches!(all.as_slice(), [one] if matches!(one.action, Action::Everything(_)));
    if !whole {
        out.push_str(&format!("{title}の一部を次のように改正する。\n"));
    }
    let mut at = 0;
    while at < all.len() {
        let mut end = at + 1;
        while end < all.len() && continues(all, at, end) {
            end += 1;
        }
        sentence(&mut out, &all[at..end], title, numerals);
        at = end;
    }
    if let Some(day) = effective {
        out.push_str(&format!(
            "\n　　　附　則\nこの改正は、{day}から施行する。\n"
        ));
    }
    out
}

/// The article that an instruction speaks of, or the part.
fn subject(place: &Place) -> (Part, &[Step]) {
    let end = place
        .steps
        .iter()
        .position(|s| rank(s) >= 5)
        .map_or(place.steps.len(), |at| at + 1);
    (place.part, &place.steps[..end])
}

fn new_text(instruction: &Instruction) -> Option<&NewText> {
    match &instruction.action {
        Action::Insert { text, .. }
        | Action::Rewrite(text)
        | Action::Add(text)
        | Action::Everything(text)
        | Action::Facts(text) => Some(text),
        _ => None,
    }
}

/// True where an instruction goes on in the sentence of the one before it.
fn continues(all: &[Instruction], start: usize, at: usize) -> bool {
    let (before, here) = (&all[at - 1], &all[at]);
    if new_text(before).is_some()
        || matches!(before.action, Action::Append(_))
        || matches!(here.action, Action::Facts(_) | Action::Everything(_))
    {
        return false;
    }
    let (Some(a), Some(b)) = (before.places.last(), here.places.first()) else {
        return false;
    };
    let one_subject = |i: &Instruction| {
        i.places
            .iter()
            .all(|p| subject(p) == subject(&i.places[0]) && p.steps.len() > subject(p).1.len())
    };
    if a.part != Part::Body || b.part != Part::Body {
        return false;
    }
    let came_from = subject(a) == subject(b)
        // After 第五条を第六条とし, 同条 is 第六条.
        || matches!(before.action, Action::Renumber(_)) && subject(&after(before)) == subject(b);
    let one = |i: &Instruction| i.places.len() == 1 || one_subject(i);
    if came_from && one(here) && one(before) {
        return true;
    }
    // A chain of articles that make way for each other is one sentence.
    is_structural(before) && (is_structural(here) || leads_to_move(all, at)) && at - start < 400
}

/// A whole article, or a 章, that goes or gets another number, or comes in its place.
fn is_structural(instruction: &Instruction) -> bool {
    let top = instruction.places.iter().all(|p| {
        p.spot == Spot::Whole
            && p.steps
                .last()
                .is_some_and(|s| rank(s) <= 5 || p.steps.len() == 1)
    });
    top && match &instruction.action {
        Action::Delete | Action::Renumber(_) | Action::Shift { .. } | Action::DeleteTo(_) => true,
        Action::Insert { what, .. } => {
            matches!(what, Kind::Article | Kind::Division(_) | Kind::Other)
        }
        _ => false,
    }
}

/// True where what is said of an article ends in its getting another number.
fn leads_to_move(all: &[Instruction], at: usize) -> bool {
    let Some(place) = all[at].places.first() else {
        return false;
    };
    let key = subject(place);
    all[at..]
        .iter()
        .take(200)
        .take_while(|i| i.places.first().map(subject) == Some(key) && new_text(i).is_none())
        .any(|i| matches!(i.action, Action::Renumber(_)) && is_structural(i))
}

fn sentence(out: &mut String, all: &[Instruction], title: &str, numerals: Numerals) {
    out.push('　');
    let mut before: Option<Place> = None;
    for (at, instruction) in all.iter().enumerate() {
        let last = at + 1 == all.len();
        let place = instruction.places.first().cloned().unwrap_or_default();
        let said = Said {
            place: &place,
            before: before.as_ref(),
            numerals,
        };
        let told = said.of(instruction, title);
        for (n, (words, verb)) in told.iter().enumerate() {
            out.push_str(words);
            let ends = last && n + 1 == told.len();
            out.push_str(if ends { verb.ends } else { verb.goes_on });
            out.push(if ends { '。' } else { '、' });
        }
        before = Some(after(instruction));
    }
    out.push('\n');
    for instruction in all {
        if let Some(text) = new_text(instruction) {
            put(out, text);
        }
        if let Action::Append(text) = &instruction.action {
            out.push_str("　　");
            out.push_str(text);
            out.push('\n');
        }
    }
}

/// New text under its sentence.
fn put(out: &mut String, text: &NewText) {
    let mut fence = FENCE.to_owned();
    while text.fenced && text.lines.iter().any(|l| l.trim() == fence) {
        fence.push('`');
    }
    if text.fenced {
        out.push_str(&fence);
        out.push('\n');
    }
    for line in &text.lines {
        out.push_str(line);
        out.push('\n');
    }
    if text.fenced {
        out.push_str(&fence);
        out.push('\n');
    }
}

//! Own: what changed in the heading, the text and the table of one clause.
//!
//! In: a clause as it was and as it will be. Out: instructions for its own text. Never: touches its sub-clauses.

use super::body::Body;
use super::rows::{self, RowStep};
use super::{parts, quote};
use crate::amend::instruction::{
    Action, Instruction, Kind, Name, NewText, Place, Sentence, Side, Spot, Step as Named,
};
use crate::amend::newtext::{self, Content};
use crate::amend::numerals::{Digits, with_mark, with_values};
use crate::amend::place::{resolve, scope};
use crate::amend::sentence;
use crate::diff::ordinal::{self, Level};
use crate::document::{Block, Clause, Number};

impl Body<'_, '_> {
    pub(super) fn caption(&mut self, a: usize, x: &Clause, y: &Clause) -> Option<()> {
        let place = || self.address(a).at(Spot::Heading);
        match (&x.caption, &y.caption) {
            (m, n) if m == n => Some(()),
            (None, None) => Some(()),
            (Some(_), None) => {
                let place = place();
                self.emit(place, Action::Delete)
            }
            (None, Some(caption)) => {
                let first = self.draft.work.style.is_caption_first(&x.marker);
                if first != y.caption_first || !parts::can_quote(caption) {
                    return None;
                }
                let place = self.address(a);
                self.emit(place, Action::Caption(caption.clone()))
            }
            (Some(was), Some(is)) => {
                if !parts::can_quote(is) {
                    return None;
                }
                let place = place();
                let words = quote::words(std::slice::from_ref(was), std::slice::from_ref(is), &[])
                    .filter(|w| w.len() == 1 && quote::cost(w) < is.chars().count());
                match words {
                    Some(words) => self.emit(place, Action::Words(words)),
                    None => self.emit(place, Action::Set(is.clone())),
                }
            }
        }
    }

    /// Where a clause's own text is, and the other texts that its name speaks of as well.
    fn own_place(&self, a: usize) -> (Place, Place, Vec<String>) {
        let state = &self.draft.work.state;
        let mut place = self.address(a);
        let node = &state.nodes[a];
        let is_first = state.has_paragraphs(a)
            && matches!(node.level, Level::Article | Level::Supplement)
            && !node.clause.blocks.is_empty();
        if is_first {
            let mut first = place.clone();
            first.steps.push(Named::new(Name::Paragraph(vec![1])));
            // An article may have a 第1項 with a number of its own beside its text.
            if resolve(state, &first).is_ok_and(|t| t.first) {
                place = first;
            }
        }
        let mut beside = Vec::new();
        if let Ok(target) = resolve(state, &place) {
            for scope in scope(state, target, &Spot::Whole) {
                if scope.id == a {
                    continue;
                }
                let clause = &state.nodes[scope.id].clause;
                beside.extend(clause.caption.clone());
                beside.extend(parts::texts(&clause.blocks));
            }
        }
        let own = place.at(Spot::Own);
        (place, own, beside)
    }

    /// Tells what changed in a clause's own text; false where it has to be put anew.
    pub(super) fn own(&mut self, a: usize, x: &Clause, y: &Clause) -> bool {
        let (whole, own, beside) = self.own_place(a);
        if let ([Block::Paragraph(was)], [Block::Paragraph(is)]) =
            (x.blocks.as_slice(), y.blocks.as_slice())
            && let Some(added) = is.strip_prefix(was.as_str())
            && was.ends_with('。')
            && added.ends_with('。')
            && added.matches('。').count() == 1
            && !added.starts_with(crate::text::fold::is_blank)
            && !newtext::is_doubtful(added)
        {
            return self.emit(own, Action::Append(added.to_owned())).is_some();
        }
        if let Some((name, action)) = named_sentence(x, y) {
            return self.emit(own.at(Spot::Sentence(name)), action).is_some();
        }
        if let Some(more) = added(&x.blocks, &y.blocks) {
            let place = if x.clauses.is_empty() { whole } else { own };
            let text = newtext::write(&Content::blocks(more), &self.draft.work.style, 0);
            let action = Action::Insert {
                side: Side::Last,
                what: Kind::Other,
                count: 0,
                text,
            };
            return self.emit(place, action).is_some();
        }
        if !parts::same_shape(&x.blocks, &y.blocks) {
            return self.rows(a, &whole, x, y);
        }
        let (was, is) = (parts::texts(&x.blocks), parts::texts(&y.blocks));
        let closest = quote::words(&was, &is, &[]);
        let wide = if beside.is_empty() || beside.len() > 200 {
            None
        } else {
            quote::words(&was, &is, &beside)
        };
        let chosen = match (closest, wide) {
            (Some(words), _) if beside.is_empty() => Some((whole, words)),
            (Some(narrow), Some(wide)) if quote::cost(&wide) <= quote::cost(&narrow) + 8 => {
                Some((whole, wide))
            }
            (Some(narrow), _) => Some((own, narrow)),
            (None, _) => None,
        };
        match chosen {
            Some((place, words)) if parts::worth(&words, is.iter()) => {
                self.emit(place, Action::Words(words)).is_some()
            }
            _ => self.rows(a, &self.address(a), x, y),
        }
    }

    /// Tells what changed in the rows of the clause's one table.
    fn rows(&mut self, a: usize, place: &Place, x: &Clause, y: &Clause) -> bool {
        let Some(steps) = rows::steps(&x.blocks, &y.blocks) else {
            return false;
        };
        let row = |cell: &String| place.at(Spot::Row(cell.clone()));
        let lines = |rows: &[Vec<String>]| NewText {
            lines: rows.iter().map(|r| newtext::row_line(r)).collect(),
            ..NewText::default()
        };
        // Where one of them fails, the table is as it was, so that nothing is told by half.
        let before = self.draft.work.state.nodes[a].clause.blocks.clone();
        let mut told = Vec::new();
        for step in &steps {
            let (place, action) = match step {
                RowStep::Removed(cell) => (row(cell), Action::Delete),
                RowStep::Added(cell, rows) => (
                    row(cell),
                    Action::Insert {
                        side: Side::After,
                        what: Kind::Row,
                        count: 0,
                        text: lines(rows),
                    },
                ),
                RowStep::Changed(cell, old, new) => match quote::words(old, new, &[]) {
                    Some(words) if old.len() == new.len() => (row(cell), Action::Words(words)),
                    _ => (row(cell), Action::Rewrite(lines(std::slice::from_ref(new)))),
                },
            };
            let instruction = Instruction::new(place, action);
            if self.draft.work.perform(&instruction).is_err() {
                self.draft.work.state.nodes[a].clause.blocks = before;
                return false;
            }
            told.push(instruction);
        }
        self.draft.out.extend(told);
        true
    }

    /// A clause's own text, its sub-clauses apart, put anew.
    pub(super) fn own_anew(&mut self, a: usize, x: &Clause, y: &Clause) -> Option<()> {
        let (whole, own, beside) = self.own_place(a);
        if y.blocks.is_empty() {
            return self.emit(own, Action::Delete);
        }
        let text = newtext::write(
            &Content::blocks(y.blocks.clone()),
            &self.draft.work.style,
            0,
        );
        let is_first = whole.steps.last().map(|s| &s.name) == Some(&Name::Paragraph(vec![1]));
        let place = if is_first && beside.is_empty() && !x.blocks.is_empty() {
            whole
        } else {
            own
        };
        self.emit(place, Action::Rewrite(text))
    }
}

/// A change of one sentence that has a name: 第三条第二項ただし書を削る, 同項後段中「Ａ」を「Ｂ」に改める.
fn named_sentence(old: &Clause, new: &Clause) -> Option<(Sentence, Action)> {
    let ([Block::Paragraph(was)], [Block::Paragraph(is)]) =
        (old.blocks.as_slice(), new.blocks.as_slice())
    else {
        return None;
    };
    let part = |text: &str, name| sentence::range(text, name).map(|r| text[r].to_owned());
    for (name, other) in [
        (Sentence::Proviso, Sentence::Main),
        (Sentence::Latter, Sentence::First),
    ] {
        let (Some(last), Some(first)) = (part(was, name), part(was, other)) else {
            continue;
        };
        if first == *is {
            return Some((name, Action::Delete));
        }
        let (Some(new_last), Some(new_first)) = (part(is, name), part(is, other)) else {
            continue;
        };
        let (name, was, is) = if first == new_first {
            (name, last, new_last)
        } else if last == new_last && old.clauses.is_empty() {
            // 本文 and 前段 speak of the 号 as well.
            (other, first, new_first)
        } else {
            continue;
        };
        let texts = (std::slice::from_ref(&was), std::slice::from_ref(&is));
        let words = quote::words(texts.0, texts.1, &[])?;
        return parts::worth(&words, texts.1.iter()).then_some((name, Action::Words(words)));
    }
    None
}

/// What `new` has at its end beside all of `old`: whole blocks, or items of the last list; none where it is not so simple.
fn added(old: &[Block], new: &[Block]) -> Option<Vec<Block>> {
    let (last, head) = old.split_last()?;
    let rest = new.strip_prefix(head)?;
    let (first, more) = rest.split_first()?;
    match (last, first) {
        (Block::List(x), Block::List(y)) if more.is_empty() => {
            let items = y.strip_prefix(x.as_slice()).filter(|i| !i.is_empty())?;
            Some(vec![Block::List(items.to_vec())])
        }
        // A list behind a list would go on in it.
        (x, y) if x == y && !more.is_empty() => {
            let joins = matches!((x, &more[0]), (Block::List(_), Block::List(_)))
                || matches!(more[0], Block::Table { .. });
            (!joins).then(|| more.to_vec())
        }
        _ => None,
    }
}

/// How many characters of a clause's texts stay.
pub(super) fn common(old: &Clause, new: &Clause) -> usize {
    parts::texts(&old.blocks)
        .iter()
        .zip(parts::texts(&new.blocks))
        .map(|(a, b)| {
            crate::diff::inline::edits(a, &b)
                .iter()
                .filter(|e| e.op == crate::diff::Op::Equal)
                .map(|e| e.text.chars().count())
                .sum::<usize>()
        })
        .sum()
}

/// The last step of a place with another number, and the marker that it makes of the old one.
pub(super) fn renamed(
    digits: Digits,
    step: &Named,
    marker: &str,
    number: &Number,
) -> Option<(Named, String)> {
    let values = ordinal::values(number);
    let (name, made) = match &step.name {
        Name::Labelled(_) => (
            Name::Labelled(number.to_string()),
            with_values(digits, marker, &values)?,
        ),
        Name::Paragraph(_) => (
            Name::Paragraph(values.clone()),
            with_values(digits, marker, &values)?,
        ),
        Name::Item(_) => (
            Name::Item(values.clone()),
            with_values(digits, marker, &values)?,
        ),
        Name::Mark(_) => (
            Name::Mark(number.to_string()),
            with_mark(digits, marker, number.as_str())?,
        ),
        Name::Headed(_) | Name::Child(_) => return None,
    };
    Some((Named::new(name), made))
}

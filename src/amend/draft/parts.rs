//! Parts: what changed outside the clauses: title, 前文, 目次, date lines, what stands at the end.
//!
//! In: both documents. Out: instructions for one part. Never: touches a clause.

use super::Draft;
use super::quote;
use crate::amend::instruction::{Action, Instruction, NewText, Part, Place, Words};
use crate::amend::newtext::{self, Content};
use crate::amend::phrases::is_balanced;
use crate::amend::state::date_words;
use crate::diff::line;
use crate::document::{Block, Document, Place as DatePlace};

/// What became of one part; none where that cannot be told.
pub(super) fn part(draft: &mut Draft, old: &Document, new: &Document, part: Part) -> Option<()> {
    let place = Place::part(part);
    match part {
        Part::Title => match (&old.title, &new.title) {
            (a, b) if a == b => Some(()),
            (_, None) => draft.emit(Instruction::new(place, Action::Delete)),
            (was, Some(title)) => {
                let text = plain(vec![title.clone()])?;
                let action = if was.is_some() {
                    Action::Rewrite(text)
                } else {
                    Action::Add(text)
                };
                draft.emit(Instruction::new(place, action))
            }
        },
        Part::HeadDates | Part::FootDates => {
            let at = if part == Part::HeadDates {
                DatePlace::Head
            } else {
                DatePlace::Foot
            };
            listed(draft, place, date_words(old, at), date_words(new, at))
        }
        Part::Toc => listed(draft, place, old.toc.clone(), new.toc.clone()),
        Part::Preamble => blocks(draft, place, &old.preamble, &new.preamble),
        Part::Closing => blocks(draft, place, &old.closing, &new.closing),
        Part::Notices => {
            if old.notices == new.notices {
                return Some(());
            }
            if new.notices.is_empty() {
                return draft.emit(Instruction::new(place, Action::Delete));
            }
            let text = newtext::whole(&Document {
                notices: new.notices.clone(),
                ..Document::default()
            });
            let action = if old.notices.is_empty() {
                Action::Add(text)
            } else {
                Action::Rewrite(text)
            };
            draft.emit(Instruction::new(place, action))
        }
        Part::Body => Some(()),
    }
}

fn plain(lines: Vec<String>) -> Option<NewText> {
    let safe = lines
        .iter()
        .all(|l| !newtext::is_doubtful(l) && !l.is_empty());
    safe.then(|| NewText {
        lines: lines.into_iter().map(|l| format!("　　　{l}")).collect(),
        ..NewText::default()
    })
}

/// A part that is a list of lines.
fn listed(draft: &mut Draft, place: Place, old: Vec<String>, new: Vec<String>) -> Option<()> {
    if old == new {
        return Some(());
    }
    if new.is_empty() {
        return draft.emit(Instruction::new(place, Action::Delete));
    }
    if let Some(words) = quote::words(&old, &new, &[])
        && worth(&words, new.iter())
    {
        return draft.emit(Instruction::new(place, Action::Words(words)));
    }
    let text = plain(new)?;
    let action = if old.is_empty() {
        Action::Add(text)
    } else {
        Action::Rewrite(text)
    };
    draft.emit(Instruction::new(place, action))
}

fn blocks(draft: &mut Draft, place: Place, old: &[Block], new: &[Block]) -> Option<()> {
    if old == new {
        return Some(());
    }
    if new.is_empty() {
        return draft.emit(Instruction::new(place, Action::Delete));
    }
    if same_shape(old, new) {
        let (was, is) = (texts(old), texts(new));
        if let Some(words) = quote::words(&was, &is, &[])
            && worth(&words, is.iter())
        {
            return draft.emit(Instruction::new(place, Action::Words(words)));
        }
    }
    let text = newtext::write(&Content::blocks(new.to_vec()), &draft.work.style, 0);
    let action = if old.is_empty() {
        Action::Add(text)
    } else {
        Action::Rewrite(text)
    };
    draft.emit(Instruction::new(place, action))
}

/// True where words say it shorter than the new text as a whole would; a single replacement may be as long.
pub(super) fn worth<'t>(words: &[Words], new: impl Iterator<Item = &'t String>) -> bool {
    let whole: usize = new.map(|t| t.chars().count()).sum();
    let cost = quote::cost(words);
    cost <= 40 || cost * 10 <= whole * if words.len() == 1 { 20 } else { 9 }
}

/// The texts of some blocks, marks left out.
pub(super) fn texts(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    line::each_text(blocks, &mut |t| out.push(t.to_owned()));
    out
}

/// True where two lists of blocks differ in their texts alone.
pub(super) fn same_shape(old: &[Block], new: &[Block]) -> bool {
    old.len() == new.len()
        && old.iter().zip(new).all(|(a, b)| match (a, b) {
            (Block::Paragraph(_), Block::Paragraph(_)) => true,
            (Block::Note { marker: m, .. }, Block::Note { marker: n, .. }) => m == n,
            (Block::Table { header: g, rows: r }, Block::Table { header: h, rows: s }) => {
                g.len() == h.len()
                    && r.len() == s.len()
                    && r.iter().zip(s).all(|(x, y)| x.len() == y.len())
            }
            (Block::List(x), Block::List(y)) => {
                x.len() == y.len()
                    && x.iter()
                        .zip(y)
                        .all(|(p, q)| p.marker == q.marker && same_shape(&p.blocks, &q.blocks))
            }
            _ => false,
        })
}

/// True for a heading that can be quoted.
pub(super) fn can_quote(text: &str) -> bool {
    is_balanced(text) && !text.is_empty()
}

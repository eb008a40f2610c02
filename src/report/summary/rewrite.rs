//! Rewrite: a text of which most changed is told as a whole, as it was and as it is.
//!
//! In: the changes of one clause or part. Out: its sentence and the two texts. Never: calls a text rewritten of which items or
//! rows came or went: those are told by themselves.

use super::facts::Covers;
use super::phrases::{self, fill};
use crate::diff::{Change, Line, line};
use crate::document::LeafKind;
use crate::report::quote;

/// A text of which this part changed, and not a short one, is told as a whole.
const REWRITTEN: f32 = 0.6;
/// A text of which this part changed is another one.
const WHOLLY: f32 = 0.9;
/// The shortest text, in characters, that is told as rewritten.
const FROM: usize = 50;
/// The longest text that is shown of each side, in characters.
const SHOWN: usize = 160;

/// A text that was rewritten.
pub(super) struct Rewrite {
    wholly: bool,
    old: String,
    new: String,
}

/// The rewriting that `changes` are, if most of the text changed: nothing would be learned from the pieces.
pub(super) fn of<'c>(changes: impl IntoIterator<Item = &'c Change<'c>>) -> Option<Rewrite> {
    let (mut size, mut covers) = ((0, 0), Covers::default());
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for change in changes {
        let running = |lines: &[Line<'_>]| {
            (lines.iter()).all(|l| matches!(l.kind, LeafKind::Paragraph | LeafKind::Note))
        };
        if (change.is_added() || change.is_removed())
            && !(running(&change.old) && running(&change.new))
        {
            return None;
        }
        for (lines, count, texts) in [
            (&change.old, &mut size.0, &mut old),
            (&change.new, &mut size.1, &mut new),
        ] {
            for l in lines {
                *count += line::solid(&l.text).count();
                texts.push(l.text.to_string());
            }
        }
        covers.add(Covers::of_changes([change]));
        // An address on the web is long, and one word.
        let address = |t: &str| t.contains("://") && !t.contains(['。', '、']);
        if (change.spots.iter()).any(|s| address(&s.old) && address(&s.new)) {
            return None;
        }
    }
    let part = |part: f32| {
        covers.deleted as f32 >= part * size.0 as f32
            && covers.inserted as f32 >= part * size.1 as f32
    };
    (size.0.min(size.1) >= FROM && part(REWRITTEN)).then(|| Rewrite {
        wholly: part(WHOLLY),
        old: old.concat(),
        new: new.concat(),
    })
}

impl Rewrite {
    pub(super) fn sentence(&self, name: &str) -> String {
        let phrase = if self.wholly {
            phrases::REWRITTEN_WHOLLY
        } else {
            phrases::REWRITTEN
        };
        fill(phrase, &[("name", name)])
    }

    /// The text as it was, and as it is.
    pub(super) fn lines(&self) -> Vec<String> {
        [(phrases::BEFORE, &self.old), (phrases::AFTER, &self.new)]
            .map(|(phrase, text)| {
                let text = quote::exact(&quote::shorten(text, SHOWN));
                fill(phrase, &[("text", &text)])
            })
            .to_vec()
    }
}

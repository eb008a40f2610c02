//! Apply: a document and an amendment → the document as amended.
//!
//! In: a [`Document`] and an [`Amendment`]. Out: the amended document and remarks, or the sentence that does not fit.
//! Never: applies a part of an amendment, or picks one of two places.

mod insert;
mod rewrite;
mod told;
mod words;

use rustc_hash::FxHashSet;

use super::instruction::{Action, Amendment, Instruction, Name, Part, Place, Spot, Step};
use super::newtext::{self, Style};
use super::numerals::{Digits, with_mark, with_values};
use super::place::{Target, address};
use super::state::State;
use super::{Trouble, facts};
use told::Told;

use crate::diff::ordinal;
use crate::document::{Block, Document, Number, PolicyDate};
use crate::text::fold;

/// A document as amended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// It.
    pub document: Document,
    /// What a person should know: words that stood in several places, numbers that occur twice now.
    pub remarks: Vec<Remark>,
}

/// Something to know about a sentence that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// 1-based line of the amendment; 0 where it is about the whole.
    pub line: usize,
    /// What, in Japanese.
    pub message: String,
}

/// The amended document.
///
/// # Errors
/// The first sentence that does not fit: a place or words that are not there, or a place that is there twice.
pub fn apply(document: &Document, amendment: &Amendment) -> Result<Applied, Trouble> {
    let mut work = Work::of(document);
    for instruction in &amendment.instructions {
        work.perform(instruction)?;
    }
    Ok(work.finish(document))
}

/// A document half-way through its amendment.
#[derive(Debug, Clone)]
pub(crate) struct Work {
    pub(crate) state: State,
    pub(crate) style: Style,
    pub(crate) digits: Digits,
    facts: Option<(Option<String>, Vec<PolicyDate>)>,
    remarks: Vec<Remark>,
    /// Bytes that replacements have added.
    grown: usize,
}

impl Work {
    pub(crate) fn of(document: &Document) -> Self {
        Self {
            state: State::of(document),
            style: Style::of(document),
            digits: Digits::of(document),
            facts: None,
            remarks: Vec::new(),
            grown: 0,
        }
    }

    /// Does one thing.
    pub(crate) fn perform(&mut self, instruction: &Instruction) -> Result<(), Trouble> {
        let at = Told { instruction };
        let place = instruction
            .places
            .first()
            .ok_or_else(|| at.says("場所がありません", "番号で場所を指定してください"))?;
        match &instruction.action {
            Action::Words(words) => self.words(&at, words),
            Action::Delete => {
                // Found before any of them goes.
                let targets = self.each(&at, &instruction.places)?;
                targets
                    .iter()
                    .flatten()
                    .try_for_each(|(place, target)| self.delete(&at, place, *target))
            }
            Action::DeleteTo(to) => {
                for id in self.range(&at, place, to)? {
                    self.state.remove(id);
                }
                Ok(())
            }
            Action::Renumber(step) => {
                let target = at.find(&self.state, place)?;
                let id = at.clause(target)?;
                if target.first {
                    return Err(at.says(
                        "番号のない第1項の番号は変えられません",
                        "「各号列記以外の部分を次のように改める」で新しい文を示してください",
                    ));
                }
                let old = &self.state.nodes[id].clause.marker;
                let marker = match &step.name {
                    Name::Labelled(number) => Number::of_marker(number)
                        .and_then(|n| with_values(self.digits, old, &ordinal::values(&n))),
                    Name::Paragraph(values) | Name::Item(values) => {
                        with_values(self.digits, old, values)
                    }
                    Name::Mark(mark) => with_mark(self.digits, old, mark),
                    Name::Headed(_) | Name::Child(_) => None,
                };
                let marker = marker.ok_or_else(|| {
                    at.says(
                        &format!("「{old}」をその番号にできません"),
                        "「…の番号を「…」に改める」で番号をそのまま示してください",
                    )
                })?;
                self.state.set_marker(id, marker);
                Ok(())
            }
            Action::Shift { to, by } => {
                let ids = self.range(&at, place, to)?;
                let mut markers = Vec::with_capacity(ids.len());
                for id in &ids {
                    let node = &self.state.nodes[*id];
                    let mut values = node
                        .number
                        .as_ref()
                        .map(ordinal::values)
                        .unwrap_or_default();
                    let first = values
                        .first()
                        .and_then(|v| v.checked_add_signed(*by))
                        .filter(|v| *v > 0);
                    let moved = first.and_then(|first| {
                        values[0] = first;
                        with_values(self.digits, &node.clause.marker, &values)
                    });
                    markers.push(moved.ok_or_else(|| {
                        at.says(
                            &format!(
                                "「{}」の番号は繰り下げ・繰り上げできません",
                                node.clause.marker
                            ),
                            "一つずつ「…を…とし」で示してください",
                        )
                    })?);
                }
                for (id, marker) in ids.into_iter().zip(markers) {
                    self.state.set_marker(id, marker);
                }
                Ok(())
            }
            Action::Insert {
                side,
                what,
                count,
                text,
            } => insert::insert(
                &mut self.state,
                &self.style,
                &at,
                place,
                (*side, *what, *count),
                text,
            ),
            Action::Rewrite(text) if instruction.places.len() > 1 || place.to.is_some() => {
                self.rewrite_each(&at, &instruction.places, text)
            }
            Action::Rewrite(text) => self.rewrite(&at, place, text),
            Action::Add(text) => {
                if self.has(place.part) {
                    return Err(at.says(
                        "既にあるものを加えることになります",
                        "「…を次のように改める」にしてください",
                    ));
                }
                self.rewrite(&at, place, text)
            }
            Action::Set(text) => {
                let trimmed = fold::trim(text).to_owned();
                if trimmed.is_empty() {
                    return Err(at.says(
                        "新しい文字がありません",
                        "見出しをなくすときは「…の見出しを削る」にしてください",
                    ));
                }
                if place.part == Part::Title {
                    self.state.title = Some(trimmed);
                    return Ok(());
                }
                let id = at.clause(at.find(&self.state, place)?)?;
                if place.spot == Spot::Marker {
                    self.state.set_marker(id, text.clone());
                    return Ok(());
                }
                let caption = &mut self.state.nodes[id].clause.caption;
                if caption.is_none() {
                    return Err(at.says(
                        "見出しがありません",
                        "「…に見出しとして「…」を付する」にしてください",
                    ));
                }
                *caption = Some(trimmed);
                Ok(())
            }
            Action::Caption(text) => {
                let id = at.clause(at.find(&self.state, place)?)?;
                let clause = &mut self.state.nodes[id].clause;
                if clause.caption.is_some() {
                    return Err(at.says(
                        "見出しが既にあります",
                        "「…の見出しを「…」に改める」にしてください",
                    ));
                }
                clause.caption = Some(fold::trim(text).to_owned());
                clause.caption_first = self.style.is_caption_first(&clause.marker);
                Ok(())
            }
            Action::Append(text) => {
                let id = at.clause(at.find(&self.state, place)?)?;
                match self.state.nodes[id].clause.blocks.last_mut() {
                    Some(Block::Paragraph(last)) => {
                        last.push_str(fold::trim(text));
                        Ok(())
                    }
                    _ => Err(at.says(
                        "文の終わりが見つかりません",
                        "「…を次のように改める」で全体を示してください",
                    )),
                }
            }
            Action::Everything(text) => {
                let document = newtext::read_document(text).map_err(|e| at.reads(e))?;
                self.facts = Some((document.organization.clone(), document.dates.clone()));
                self.state = State::of(&document);
                Ok(())
            }
            Action::Facts(text) => {
                let document = newtext::read_document(text).map_err(|e| at.reads(e))?;
                self.facts = Some((document.organization, document.dates));
                Ok(())
            }
        }
    }

    /// The document as it is now; `old` is what it was.
    pub(crate) fn finish(mut self, old: &Document) -> Applied {
        let mut document = self.state.document();
        (document.organization, document.dates) = match self.facts.take() {
            Some(facts) => facts,
            None => facts::derive(old, &document, &self.state.head, &self.state.foot),
        };
        let twice = |d: &Document| -> FxHashSet<String> {
            let mut seen = FxHashSet::default();
            d.walk()
                .into_iter()
                .filter(|(path, _)| path.as_str().contains('#'))
                .filter_map(|(_, c)| c.number())
                .map(|n| n.to_string())
                .filter(|n| seen.insert(n.clone()))
                .collect()
        };
        let before = twice(old);
        let mut now: Vec<_> = twice(&document)
            .into_iter()
            .filter(|n| !before.contains(n))
            .collect();
        now.sort();
        self.remarks.extend(now.into_iter().map(|number| Remark {
            line: 0,
            message: format!("改正後の文書に「{number}」が二つ以上あります"),
        }));
        Applied {
            document,
            remarks: self.remarks,
        }
    }

    /// The clauses of each place: one, or those of a range.
    fn each(&self, at: &Told<'_>, places: &[Place]) -> Result<Vec<Vec<(Place, Target)>>, Trouble> {
        let one = |place: &Place| {
            let Some(to) = &place.to else {
                return Ok(vec![(place.clone(), at.find(&self.state, place)?)]);
            };
            let end = |steps: &[Step]| Place {
                part: place.part,
                steps: steps.to_vec(),
                ..Place::default()
            };
            let ids = self.range(at, &end(&place.steps), &end(to))?;
            let of = |id| {
                let place = address(&self.state, id).at(place.spot.clone());
                (
                    place,
                    Target {
                        id: Some(id),
                        first: false,
                    },
                )
            };
            Ok(ids.into_iter().map(of).collect())
        };
        places.iter().map(one).collect()
    }

    /// The clauses from one place to another, of one level.
    fn range(&self, at: &Told<'_>, from: &Place, to: &Place) -> Result<Vec<usize>, Trouble> {
        let from = at.clause(at.find(&self.state, from)?)?;
        let to = at.clause(at.find(&self.state, to)?)?;
        let level = self.state.nodes[from].level;
        let siblings: Vec<usize> = if self.state.nodes[from].parent == self.state.nodes[to].parent {
            self.state.children(self.state.nodes[from].parent).to_vec()
        } else {
            self.state
                .roots
                .iter()
                .flat_map(|r| self.state.subtree(*r))
                .collect()
        };
        let place = |id| siblings.iter().position(|n| *n == id);
        match (place(from), place(to)) {
            (Some(a), Some(b)) if a <= b => Ok(siblings[a..=b]
                .iter()
                .copied()
                .filter(|n| self.state.nodes[*n].level == level)
                .collect()),
            _ => Err(at.says(
                "範囲の順序が逆です",
                "「第三条から第五条まで」のように前の番号から示してください",
            )),
        }
    }
}

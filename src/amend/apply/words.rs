//! Words: replacements in every text of a place.
//!
//! In: places and replacements. Out: the texts as replaced. Never: leaves a text empty, or passes over a place that lacks the words.

use super::{Remark, Told, Work};
use crate::amend::instruction::{Part, Place, Spot, Words};
use crate::amend::numerals::Numerals;
use crate::amend::place::{Scope, Target, scope};
use crate::amend::state::State;
use crate::amend::{Trouble, places, sentence, short};
use crate::document::Block;
use crate::text::fold;

/// Bytes that replacements may add to a document in all: no short amendment makes a text that fills the memory.
const MOST_GROWTH: usize = 8 << 20;

impl Work {
    pub(super) fn words(&mut self, at: &Told<'_>, words: &[Words]) -> Result<(), Trouble> {
        let groups = self.each(at, &at.instruction.places)?;
        for (place, target) in groups.iter().flatten() {
            if let (Spot::Sentence(name), Some(id)) = (&place.spot, target.id) {
                at.sentence(&mut self.state, id, *name)?;
            }
        }
        for word in words {
            let (old, new) = match word {
                Words::Replace(old, new) => (old.as_str(), new.clone()),
                Words::After(old, added) => (old.as_str(), format!("{old}{added}")),
                Words::Delete(old) => (old.as_str(), String::new()),
            };
            if old.is_empty() {
                return Err(at.says("改める語が空です", "「」の中に語を示してください"));
            }
            // In a range, the words need not stand in every clause.
            for (place, targets) in at.instruction.places.iter().zip(&groups) {
                let (mut count, mut emptied, mut full) = (0usize, false, false);
                let mut room = MOST_GROWTH.saturating_sub(self.grown);
                for (place, target) in targets {
                    each_text(&mut self.state, place, *target, &mut |text| {
                        let here = text.matches(old).count();
                        let growth = here.saturating_mul(new.len().saturating_sub(old.len()));
                        let fits = growth <= room;
                        room = room.saturating_sub(growth);
                        full |= !fits;
                        if here > 0 && fits {
                            count += here;
                            *text = fold::trim(&text.replace(old, &new)).to_owned();
                            emptied |= text.is_empty();
                        }
                    });
                }
                self.grown = MOST_GROWTH - room;
                let name = places::words(place, None, Numerals::Arabic);
                if full {
                    return Err(at.says(
                        "改めた後の文書が大きくなりすぎます",
                        "同じ語を繰り返し増やしていないか確かめてください",
                    ));
                }
                if count == 0 {
                    return Err(at.says(
                        &format!("{name}に「{}」がありません", short(old)),
                        "場所と語（全角・半角、空白を含む）を確かめてください",
                    ));
                }
                if emptied {
                    return Err(at.says(
                        &format!(
                            "{name}の「{}」を改めると文字が残らない行があります",
                            short(old)
                        ),
                        "項や号ごと削るか、「次のように改める」で全体を示してください",
                    ));
                }
                if count > 1 {
                    self.remarks.push(Remark {
                        line: at.instruction.origin.line,
                        message: format!(
                            "{name}の「{}」は {count} か所あり、すべて改めました",
                            short(old)
                        ),
                    });
                }
            }
        }
        Ok(())
    }
}

/// The texts of a place, to be changed.
pub(crate) fn each_text(
    state: &mut State,
    place: &Place,
    target: Target,
    f: &mut impl FnMut(&mut String),
) {
    if place.steps.is_empty() {
        match place.part {
            Part::Title => {
                if let Some(title) = &mut state.title {
                    f(title);
                }
                return;
            }
            Part::HeadDates => return state.head.iter_mut().for_each(f),
            Part::FootDates => return state.foot.iter_mut().for_each(f),
            Part::Toc => return state.toc.iter_mut().for_each(f),
            Part::Preamble => return blocks(&mut state.preamble, f),
            Part::Closing => return blocks(&mut state.closing, f),
            Part::Notices => {
                for notice in &mut state.notices {
                    notice.heading.iter_mut().for_each(&mut *f);
                    blocks(&mut notice.blocks, f);
                }
                return;
            }
            Part::Body => {}
        }
    }
    for Scope {
        id,
        heading,
        blocks: own,
    } in scope(state, target, &place.spot)
    {
        let clause = &mut state.nodes[id].clause;
        if heading {
            clause.caption.iter_mut().for_each(&mut *f);
        }
        if !own {
            continue;
        }
        match &place.spot {
            Spot::Row(cell) => {
                for block in &mut clause.blocks {
                    if let Block::Table { rows, .. } = block {
                        rows.iter_mut()
                            .filter(|r| r.first() == Some(cell))
                            .flatten()
                            .for_each(&mut *f);
                    }
                }
            }
            Spot::Sentence(name) => {
                if let Some(text) = sentence::paragraph(&mut clause.blocks)
                    && let Some(range) = sentence::range(text, *name)
                {
                    let mut part = text[range.clone()].to_owned();
                    f(&mut part);
                    text.replace_range(range, &part);
                }
            }
            _ => blocks(&mut clause.blocks, f),
        }
    }
}

fn blocks(all: &mut [Block], f: &mut impl FnMut(&mut String)) {
    for block in all {
        match block {
            Block::Paragraph(text) | Block::Note { text, .. } => f(text),
            Block::Table { header, rows } => {
                header
                    .iter_mut()
                    .chain(rows.iter_mut().flatten())
                    .filter(|c| !c.is_empty())
                    .for_each(&mut *f);
            }
            Block::List(items) => {
                for item in items {
                    f(&mut item.text);
                    blocks(&mut item.blocks, f);
                }
            }
        }
    }
}

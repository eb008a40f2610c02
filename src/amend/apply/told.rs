//! Told: an instruction, and what is said of it where it does not fit.
//!
//! In: an instruction and the document. Out: the clause that it names, or the trouble in words. Never: changes anything.

use std::ops::Range;

use crate::amend::instruction::{Instruction, Place, Sentence};
use crate::amend::numerals::Numerals;
use crate::amend::place::{Lost, Target, resolve};
use crate::amend::state::State;
use crate::amend::{Trouble, phrases, places, sentence, short, trouble};
use crate::document::Block;

/// An instruction and what is said of it.
pub(crate) struct Told<'i> {
    pub(crate) instruction: &'i Instruction,
}

impl Told<'_> {
    pub(crate) fn says(&self, what: &str, hint: &str) -> Trouble {
        let place = self.instruction.places.first();
        let words = place.map_or_else(String::new, |p| places::words(p, None, Numerals::Arabic));
        trouble(self.instruction.origin, &words, what, hint)
    }

    /// A new text that cannot be read.
    pub(crate) fn reads(&self, (line, what): (usize, String)) -> Trouble {
        let mut trouble = self.says(
            &format!("新しい文を正準 Markdown として読めません（{what}）"),
            "kaitei segment --format markdown の形で示してください",
        );
        trouble.line = line;
        trouble
    }

    pub(crate) fn find(&self, state: &State, place: &Place) -> Result<Target, Trouble> {
        resolve(state, place).map_err(|lost| {
            let upto = |at: usize| {
                let steps = place.steps.get(..=at).unwrap_or(&place.steps);
                places::steps(steps, 0, Numerals::Arabic)
            };
            match lost {
                Lost::Missing(at) => self.says(
                    &format!("{}がありません", upto(at)),
                    "それより前の文で番号が変わっていないか、改正前の番号を確かめてください",
                ),
                Lost::Several(at, count) => self.says(
                    &format!("{}が {count} つあります", upto(at)),
                    "「第二章第五条」のように上の階層から、又は「二番目の第五条」のように指定してください",
                ),
            }
        })
    }

    pub(crate) fn clause(&self, target: Target) -> Result<usize, Trouble> {
        target.id.ok_or_else(|| {
            self.says(
                "条項を指していません",
                "「第三条」「第三条第二項」のように番号で指定してください",
            )
        })
    }

    /// The paragraph of the clause that has the sentence of that name, and where the sentence stands in it.
    pub(crate) fn sentence<'s>(
        &self,
        state: &'s mut State,
        id: usize,
        name: Sentence,
    ) -> Result<(&'s mut String, Range<usize>), Trouble> {
        sentence::paragraph(&mut state.nodes[id].clause.blocks)
            .and_then(|text| {
                let range = sentence::range(text, name)?;
                Some((text, range))
            })
            .ok_or_else(|| {
                let what = phrases::sentence_name(name);
                let hint = match name {
                    Sentence::Main | Sentence::Proviso => {
                        "最後の文が「ただし」で始まるときだけ、本文とただし書があります"
                    }
                    Sentence::First | Sentence::Latter => {
                        "ただし書のない二つの文からなるときだけ、前段と後段があります"
                    }
                };
                self.says(&format!("{what}がありません"), hint)
            })
    }

    /// The rows of the clause's table and the one that begins with `cell`.
    pub(crate) fn row<'s>(
        &self,
        state: &'s mut State,
        id: usize,
        cell: &str,
    ) -> Result<(&'s mut Vec<Vec<String>>, usize), Trouble> {
        let tables = &mut state.nodes[id].clause.blocks;
        let mut found = None;
        let mut count = 0;
        for block in tables {
            let Block::Table { rows, .. } = block else {
                continue;
            };
            let here = rows
                .iter()
                .filter(|r| r.first().is_some_and(|c| c == cell))
                .count();
            count += here;
            if here > 0 {
                found = Some(rows);
            }
        }
        match found {
            Some(rows) if count == 1 => {
                let at = rows
                    .iter()
                    .position(|r| r.first().is_some_and(|c| c == cell));
                Ok((rows, at.unwrap_or_default()))
            }
            Some(_) => Err(self.says(
                &format!("表に「{}」の項が {count} つあります", short(cell)),
                "「次のように改める」で全体を示してください",
            )),
            None => Err(self.says(
                &format!("表に「{}」の項がありません", short(cell)),
                "表の左端の欄の文字をそのまま示してください",
            )),
        }
    }
}

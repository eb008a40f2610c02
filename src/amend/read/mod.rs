//! Read: the text of an amendment → instructions.
//!
//! In: a text in statute style, written by a person or by [`write`](mod@super::write). Out: an [`Amendment`], or the
//! sentence that cannot be read. Never: skips a sentence it does not understand, or looks at the document.

mod lines;
mod lists;
mod sentence;

pub(crate) use lines::resembles_sentence;
pub(crate) use sentence::after;

use super::instruction::{Action, Amendment, Instruction, Kind, Name, NewText, Origin, Place};
use super::phrases::{self, FENCE, VERBS};
use super::{Trouble, trouble};
use crate::text::fold;
use lines::{begins_sentence, split};
use sentence::sentence;

/// A sentence that goes on over several lines is no longer than this, in bytes and in lines.
const LONGEST: (usize, usize) = (1 << 16, 200);

/// The instructions of an amendment's text. What stands after its last sentence under the heading 附則 is about the
/// amendment itself and is left to the reader of it.
///
/// # Errors
/// A sentence that is no instruction, with its line.
pub fn read(text: &str) -> Result<Amendment, Trouble> {
    let mut reader = Reader {
        lines: text.lines().collect(),
        at: 0,
        sentences: 0,
        before: None,
        out: Amendment::default(),
    };
    while reader.at < reader.lines.len() {
        reader.paragraph()?;
    }
    if reader.out.instructions.is_empty() {
        return Err(trouble(
            Origin {
                line: 1,
                sentence: 1,
            },
            "",
            "改め文がありません",
            "「第三条中「Ａ」を「Ｂ」に改める。」のような文を含むテキストを指定してください",
        ));
    }
    Ok(reader.out)
}

struct Reader<'t> {
    lines: Vec<&'t str>,
    at: usize,
    sentences: usize,
    before: Option<Place>,
    out: Amendment,
}

impl Reader<'_> {
    /// One paragraph of sentences with the text it brings.
    fn paragraph(&mut self) -> Result<(), Trouble> {
        let line = fold::trim(self.lines[self.at]);
        let number = self.at + 1;
        if line.is_empty() || line == FENCE {
            self.at += 1;
            return Ok(());
        }
        if is_supplement(line) && !self.out.instructions.is_empty() {
            // What follows is the amendment's own 附則.
            self.at = self.lines.len();
            return Ok(());
        }
        if !line.contains('。')
            && !VERBS.iter().any(|v| line.contains(v.goes_on))
            && !line.contains('「')
        {
            // A title, a date, a signature.
            self.at += 1;
            return Ok(());
        }
        // A sentence may go on over several lines.
        let mut text = line.to_owned();
        self.at += 1;
        while !ends(&text)
            && self.at < self.lines.len()
            && text.len() < LONGEST.0
            && self.at < number + LONGEST.1
        {
            let next = fold::trim(self.lines[self.at]);
            if next.is_empty() {
                break;
            }
            text.push_str(next);
            self.at += 1;
        }
        for part in split(&text) {
            self.sentences += 1;
            let origin = Origin {
                line: number,
                sentence: self.sentences,
            };
            if self.out.instructions.last().is_some_and(awaits_text) {
                let (what, hint) = (
                    "前の文は新しい文を次の行から示すことになっています",
                    "「次の…を加える。」「次のように改める。」の後は改行し、新しい文を続けてください",
                );
                return Err(trouble(origin, part, what, hint));
            }
            let found = sentence(part, &mut self.before).map_err(|u| u.at(origin, part))?;
            self.out
                .instructions
                .extend(found.into_iter().map(|i| Instruction { origin, ..i }));
            if let Some(last) = self.out.instructions.last()
                && awaits_text(last)
            {
                let supplements = usize::from(matches!(
                    &last.action,
                    Action::Insert {
                        what: Kind::Supplement,
                        ..
                    }
                )) * count_of(&last.action)
                    + usize::from(
                        matches!(&last.action, Action::Rewrite(_))
                            && last.places.iter().any(is_supplement_place),
                    );
                if self.out.instructions.len() > 1 {
                    let all = &self.out.instructions;
                    let early = all[..all.len() - 1]
                        .iter()
                        .rev()
                        .take_while(|i| i.origin == origin)
                        .any(awaits_text);
                    if early {
                        return Err(trouble(
                            origin,
                            part,
                            "一つの文が新しい文を二度示しています",
                            "文を「。」で分け、それぞれの後に新しい文を示してください",
                        ));
                    }
                }
                let brought = self.new_text(supplements)?;
                if brought.lines.is_empty() {
                    return Err(trouble(
                        origin,
                        part,
                        "新しい文がありません",
                        "この文の次の行から新しい文を示してください",
                    ));
                }
                if let Some(last) = self.out.instructions.last_mut() {
                    give(&mut last.action, brought);
                }
            }
        }
        Ok(())
    }

    /// The lines under a sentence, up to the next sentence.
    fn new_text(&mut self, mut supplements: usize) -> Result<NewText, Trouble> {
        while self.at < self.lines.len() && fold::trim(self.lines[self.at]).is_empty() {
            self.at += 1;
        }
        let mut text = NewText {
            line: self.at + 1,
            ..NewText::default()
        };
        let Some(first) = self.lines.get(self.at) else {
            return Ok(text);
        };
        if let Some(fence) = fence(first) {
            text.fenced = true;
            text.line += 1;
            self.at += 1;
            let start = self.at;
            while self.at < self.lines.len() && fold::trim(self.lines[self.at]) != fence {
                text.lines.push(self.lines[self.at].to_owned());
                self.at += 1;
            }
            if self.at == self.lines.len() {
                let origin = Origin {
                    line: start,
                    sentence: self.sentences,
                };
                return Err(trouble(
                    origin,
                    fence,
                    "囲みが閉じていません",
                    "新しい文の後に、始まりと同じ ``` の行を置いてください",
                ));
            }
            self.at += 1;
            return Ok(text);
        }
        while let Some(line) = self.lines.get(self.at) {
            let trimmed = fold::trim(line);
            if is_supplement(trimmed) {
                match supplements.checked_sub(1) {
                    Some(left) => supplements = left,
                    None => break,
                }
            } else if begins_sentence(line) {
                break;
            } else if resembles_sentence(line) {
                let origin = Origin {
                    line: self.at + 1,
                    sentence: self.sentences + 1,
                };
                return Err(trouble(
                    origin,
                    trimmed,
                    "改め文か新しい文か判断できません",
                    "改め文であれば書き方を改め、新しい文であれば前後を ``` の行で囲んで正準 Markdown で示してください",
                ));
            }
            if !trimmed.is_empty() {
                text.lines
                    .push(line.trim_end_matches(fold::is_blank).to_owned());
            }
            self.at += 1;
        }
        Ok(text)
    }
}

/// The fence that a line opens.
fn fence(line: &str) -> Option<&str> {
    let line = fold::trim(line);
    let ticks = line.len() - line.trim_start_matches('`').len();
    (ticks >= FENCE.len()).then(|| &line[..ticks])
}

pub(crate) fn is_supplement(line: &str) -> bool {
    let key: String = line.chars().filter(|c| !fold::is_blank(*c)).collect();
    key == "附則" || key == "付則"
}

/// True where a text has come to the end of its sentence.
fn ends(text: &str) -> bool {
    phrases::is_balanced(text) && text.ends_with('。')
}

fn awaits_text(instruction: &Instruction) -> bool {
    match &instruction.action {
        Action::Insert { text, .. }
        | Action::Rewrite(text)
        | Action::Add(text)
        | Action::Everything(text)
        | Action::Facts(text) => text.lines.is_empty(),
        Action::Append(text) => text.is_empty(),
        _ => false,
    }
}

/// True for 附則 itself.
fn is_supplement_place(place: &Place) -> bool {
    place
        .steps
        .last()
        .is_some_and(|s| matches!(&s.name, Name::Labelled(n) if n == "附則"))
}

fn count_of(action: &Action) -> usize {
    match action {
        Action::Insert { count, .. } => (*count).max(1),
        _ => 0,
    }
}

fn give(action: &mut Action, brought: NewText) {
    match action {
        Action::Insert { text, .. }
        | Action::Rewrite(text)
        | Action::Add(text)
        | Action::Everything(text)
        | Action::Facts(text) => *text = brought,
        Action::Append(text) => {
            *text = brought.lines.iter().map(|l| fold::trim(l)).collect();
        }
        _ => {}
    }
}

//! Sentence: the clauses of one sentence, each up to its verb, as instructions.
//!
//! In: a sentence and the place named before it. Out: instructions whose new text is still to come, or what cannot be read.
//! Never: reads a verb that is not in the table.

use super::lists::{cut, insertion, list, quotations, quoting};
use crate::amend::instruction::{Action, Instruction, NewText, Origin, Part, Place, Spot};
use crate::amend::phrases::{
    ADD, AMEND, ATTACH, BECOME, BECOME_MADE, DELETE, FACTS, REVISE, SET, SHIFT_DOWN, SHIFT_UP,
    VERBS, Verb,
};
use crate::amend::places::{self, Unread, count, quote};
use crate::amend::{Trouble, short, trouble};
use crate::text::fold;

/// Why a sentence is no instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    Verb,
    Clause(String),
    Place(Unread),
}

impl Fault {
    pub(super) fn at(&self, origin: Origin, sentence: &str) -> Trouble {
        match self {
            Self::Verb => trouble(
                origin,
                sentence,
                "改め文として読めません",
                "文の終わりを「改める」「加える」「削る」「とする」「繰り下げる」「繰り上げる」「付する」のどれかにしてください",
            ),
            Self::Clause(words) => trouble(
                origin,
                sentence,
                &format!("「{}」が読めません", short(words)),
                "「第○条中「Ａ」を「Ｂ」に」「「Ａ」の下に「Ｂ」を」「第○条を第○条と」「第○条の次に次の一条を」の形にしてください",
            ),
            Self::Place(Unread::Words(words)) => trouble(
                origin,
                sentence,
                &format!("「{}」がどこを指すか読めません", short(words)),
                "「第三条第二項第一号」「附則第二条」「別表第一」のように番号で指定してください",
            ),
            Self::Place(Unread::Same(words)) => trouble(
                origin,
                sentence,
                &format!("「{words}」が何を指すか分かりません"),
                "前にその条・項・号がないので、番号で指定してください",
            ),
        }
    }
}

impl From<Unread> for Fault {
    fn from(unread: Unread) -> Self {
        Self::Place(unread)
    }
}

/// The instructions of one sentence, its 。 left out.
pub(super) fn sentence(text: &str, before: &mut Option<Place>) -> Result<Vec<Instruction>, Fault> {
    let mut out = Vec::new();
    // Where 「A」を「B」に goes on without a place, it is the place before.
    let mut quoted: Option<Vec<Place>> = None;
    for (body, verb) in clauses(text)? {
        let body = fold::trim(body);
        if verb == REVISE {
            if body.ends_with("の全部を次のように") {
                out.push(Instruction::new(
                    Place::part(Part::Body),
                    Action::Everything(NewText::default()),
                ));
                continue;
            }
            if body.ends_with("の一部を次のように") {
                continue;
            }
            return Err(Fault::Clause(body.to_owned()));
        }
        let found = clause(body, verb, before.as_ref(), quoted.as_deref())?;
        if matches!(found.action, Action::Words(_)) {
            quoted = Some(found.places.clone());
        }
        *before = Some(after(&found));
        match (out.last_mut(), found) {
            // One place, one instruction: what its words become is told together.
            (
                Some(Instruction {
                    places,
                    action: Action::Words(words),
                    ..
                }),
                Instruction {
                    places: same,
                    action: Action::Words(more),
                    ..
                },
            ) if *places == same => words.extend(more),
            (_, found) => out.push(found),
        }
    }
    Ok(out)
}

/// The place that 同条 and its kin point back to after an instruction.
pub(crate) fn after(instruction: &Instruction) -> Place {
    let place = match &instruction.action {
        Action::DeleteTo(to) => to.clone(),
        Action::Shift { to, .. } => to.clone(),
        Action::Renumber(step) => {
            let mut place = instruction.places.last().cloned().unwrap_or_default();
            place.steps.pop();
            place.steps.push(step.clone());
            place
        }
        _ => instruction.places.last().cloned().unwrap_or_default(),
    };
    place.at(Spot::Whole)
}

/// What stands before each verb.
fn clauses(text: &str) -> Result<Vec<(&str, Verb)>, Fault> {
    let mut out = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '「' => depth += 1,
            '」' => depth = depth.saturating_sub(1),
            '、' if depth == 0 => {
                let body = &text[start..at];
                if let Some(verb) = VERBS.iter().find(|v| body.ends_with(v.goes_on)) {
                    out.push((&body[..body.len() - verb.goes_on.len()], *verb));
                    start = at + c.len_utf8();
                }
            }
            _ => {}
        }
    }
    let body = &text[start..];
    let verb = VERBS
        .iter()
        .find(|v| body.ends_with(v.ends))
        .ok_or(Fault::Verb)?;
    out.push((&body[..body.len() - verb.ends.len()], *verb));
    Ok(out)
}

/// One clause: what stands before its verb.
fn clause(
    body: &str,
    verb: Verb,
    before: Option<&Place>,
    quoted: Option<&[Place]>,
) -> Result<Instruction, Fault> {
    let fault = || Fault::Clause(body.to_owned());
    let place = |words: &str| places::read(words, before).map_err(Fault::from);
    if verb == SET {
        return match body.strip_suffix("を次のように") {
            Some(FACTS) => Ok(Instruction::new(
                Place::part(Part::Body),
                Action::Facts(NewText::default()),
            )),
            _ => Err(fault()),
        };
    }
    if verb == ATTACH {
        // の前に: a heading over several articles stands before the first of them.
        let (words, rest) = cut(body, "に見出しとして").ok_or_else(fault)?;
        let words = words.strip_suffix("の前").unwrap_or(words);
        let (caption, rest) = quote(rest).ok_or_else(fault)?;
        return match rest {
            "を" => Ok(Instruction::new(
                place(words)?,
                Action::Caption(caption.to_owned()),
            )),
            _ => Err(fault()),
        };
    }
    if verb == SHIFT_DOWN || verb == SHIFT_UP {
        let (from, rest) = cut(body, "から").ok_or_else(fault)?;
        let (to, rest) = cut(rest, "までを").ok_or_else(fault)?;
        let (by, length) = count(rest).ok_or_else(fault)?;
        if !rest[length..].ends_with("ずつ") {
            return Err(fault());
        }
        let from = place(from)?;
        let to = places::read(to, Some(&from))?;
        let by = i32::try_from(by).map_err(|_| fault())?;
        let by = if verb == SHIFT_DOWN { by } else { -by };
        return Ok(Instruction::new(from, Action::Shift { to, by }));
    }
    if verb == BECOME || verb == BECOME_MADE {
        let body = body.strip_suffix('と').unwrap_or(body);
        let (from, to) = cut(body, "を").ok_or_else(fault)?;
        let from = place(from)?;
        let to = places::read(to, Some(&from))?;
        let step = to.steps.last().cloned().ok_or_else(fault)?;
        return Ok(Instruction::new(from, Action::Renumber(step)));
    }
    // 第三条中「…」: what the words are in, then the quotations.
    if let Some((places, rest)) = quoting(body, before, quoted)? {
        let words = quotations(rest, verb).ok_or_else(fault)?;
        return Ok(Instruction {
            places,
            action: Action::Words(words),
            origin: Origin::default(),
        });
    }
    match verb {
        AMEND => {
            if let Some(words) = body.strip_suffix("を次のように") {
                return Ok(Instruction {
                    places: list(words, before)?,
                    action: Action::Rewrite(NewText::default()),
                    origin: Origin::default(),
                });
            }
            // 第三条の見出しを「…」に
            let (words, rest) = cut(body, "を「").ok_or_else(fault)?;
            let (text, rest) = quote(rest).ok_or_else(fault)?;
            let place = place(words)?;
            let named =
                matches!(place.spot, Spot::Heading | Spot::Marker) || place.part == Part::Title;
            if rest != "に" || !named {
                return Err(fault());
            }
            Ok(Instruction::new(place, Action::Set(text.to_owned())))
        }
        DELETE => {
            let words = body.strip_suffix('を').ok_or_else(fault)?;
            if let Some((from, to)) = cut(words, "から")
                && let Some(to) = to.strip_suffix("まで")
                && !["、", "及び", "並びに"].iter().any(|j| words.contains(j))
            {
                let from = place(from)?;
                let to = places::read(to, Some(&from))?;
                return Ok(Instruction::new(from, Action::DeleteTo(to)));
            }
            Ok(Instruction {
                places: list(words, before)?,
                action: Action::Delete,
                origin: Origin::default(),
            })
        }
        ADD => insertion(body, before),
        _ => Err(fault()),
    }
}

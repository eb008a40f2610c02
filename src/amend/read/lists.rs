//! Lists: places and quotations that share a verb, and 次の一条を加える.
//!
//! In: what stands before a verb. Out: the places, the replacements, or where new clauses go. Never: reads inside of a
//! quotation.

use super::sentence::Fault;
use crate::amend::instruction::{
    Action, Instruction, Kind, Name, NewText, Place, Sentence, Side, Spot, Words,
};
use crate::amend::phrases::{self, ADD, BELOW, DELETE, KINDS, Verb};
use crate::amend::places::{self, count, quote};

/// A list in two at its first 、 及び 並びに outside of quotations.
fn joint(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '「' => depth += 1,
            '」' => depth = depth.saturating_sub(1),
            '、' | '及' | '並' if depth == 0 => {
                let mark = ["、", "及び", "並びに"]
                    .iter()
                    .find(|j| text[at..].starts_with(**j));
                if let Some(mark) = mark {
                    return Some((&text[..at], &text[at + mark.len()..]));
                }
            }
            _ => {}
        }
    }
    None
}

/// So many places may be named together.
const MOST_PLACES: usize = 1_000;

/// A text in two at the first `mark` outside of quotations; a mark that ends in 「 leaves it to the second.
pub(super) fn cut<'t>(text: &'t str, mark: &str) -> Option<(&'t str, &'t str)> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        if depth == 0 && text[at..].starts_with(mark) {
            let kept = if mark.ends_with('「') {
                '「'.len_utf8()
            } else {
                0
            };
            return Some((&text[..at], &text[at + mark.len() - kept..]));
        }
        match c {
            '「' => depth += 1,
            '」' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The places in which quotations stand, and the quotations.
pub(super) fn quoting<'t>(
    body: &'t str,
    before: Option<&Place>,
    quoted: Option<&[Place]>,
) -> Result<Option<(Vec<Place>, &'t str)>, Fault> {
    if let Some((_, rest)) = quote(body)
        && !rest.starts_with("の部分")
    {
        return Ok(quoted.map(|q| (q.to_vec(), body)));
    }
    let mut from = 0;
    while let Some((head, rest)) = cut(&body[from..], "中「") {
        let place_end = from + head.len();
        let Some((_, tail)) = quote(rest) else {
            return Ok(None);
        };
        // 別表中「会費」の項: the quotation is part of the place.
        if tail.starts_with("の項") || tail.starts_with("の部分") {
            from = body.len() - tail.len();
            continue;
        }
        return Ok(Some((list(&body[..place_end], before)?, rest)));
    }
    Ok(None)
}

/// The replacements of a list of quotations.
pub(super) fn quotations(text: &str, verb: Verb) -> Option<Vec<Words>> {
    let mut out = Vec::new();
    let mut rest = text;
    loop {
        // 「A」及び「B」を「C」に: each of them.
        let mut old = Vec::new();
        loop {
            let (one, tail) = quote(rest)?;
            old.push(one);
            rest = tail;
            let joint = ["、", "及び", "並びに", "又は"]
                .iter()
                .find(|j| rest.strip_prefix(**j).is_some_and(|r| r.starts_with('「')));
            match joint {
                Some(joint) => rest = &rest[joint.len()..],
                None => break,
            }
        }
        if verb == DELETE {
            out.extend(old.iter().map(|o| Words::Delete((*o).to_owned())));
            return (rest == "を").then_some(out);
        }
        let (mark, closing) = if verb == ADD {
            (BELOW.iter().find(|b| rest.starts_with(**b))?.len(), "を")
        } else {
            (rest.strip_prefix("を").map(|_| "を".len())?, "に")
        };
        let (new, tail) = quote(&rest[mark..])?;
        rest = tail.strip_prefix(closing)?;
        for one in old {
            out.push(if verb == ADD {
                Words::After(one.to_owned(), new.to_owned())
            } else {
                Words::Replace(one.to_owned(), new.to_owned())
            });
        }
        if rest.is_empty() {
            return Some(out);
        }
        rest = rest.strip_prefix('、')?;
    }
}

/// Places joined by 、 及び 並びに, each read after the one before it.
pub(super) fn list(words: &str, before: Option<&Place>) -> Result<Vec<Place>, Fault> {
    let mut out: Vec<Place> = Vec::new();
    let mut rest = words;
    loop {
        let next = joint(rest);
        let head = next.map_or(rest, |n| n.0);
        let place = match out.last() {
            Some(last) => places::read_listed(head, last)?,
            None => places::read(head, before)?,
        };
        if out.len() == MOST_PLACES {
            return Err(Fault::Clause(words.to_owned()));
        }
        out.push(place);
        match next {
            Some((_, tail)) => rest = tail,
            None => return Ok(out),
        }
    }
}

/// 第三条の次に次の二条を, 第三条第二項に次の一号を, 題名の次に次の前文を.
pub(super) fn insertion(body: &str, before: Option<&Place>) -> Result<Instruction, Fault> {
    let fault = || Fault::Clause(body.to_owned());
    let (words, what) = last_cut(body, "次の").ok_or_else(fault)?;
    let what = what
        .strip_suffix('を')
        .or_else(|| what.strip_suffix("ように").map(|_| "ように"))
        .ok_or_else(fault)?;
    let text = NewText::default();
    for (part, name) in phrases::PARTS {
        if what == name {
            return Ok(Instruction::new(Place::part(part), Action::Add(text)));
        }
    }
    let is_proviso = phrases::sentence_named(what) == Some(Sentence::Proviso);
    let (words, side) = if let Some(words) = words.strip_suffix("の次に") {
        (words, Side::After)
    } else if let Some(words) = words.strip_suffix("の前に") {
        (words, Side::Before)
    } else if let Some((words, first)) =
        cut(words, "に").filter(|(_, rest)| rest.ends_with("として"))
    {
        let ordinal = first.trim_end_matches("として");
        if is_proviso || phrases::sentence_named(ordinal) == Some(Sentence::Latter) {
            (words, Side::Last)
        } else {
            let place = places::read(ordinal, Some(&places::read(words, before)?))?;
            let is_first = place.steps.last().is_some_and(|s| match &s.name {
                Name::Paragraph(v) | Name::Item(v) => v.as_slice() == [1],
                Name::Mark(_) => true,
                Name::Labelled(n) => n.contains('1'),
                _ => false,
            });
            if !is_first {
                return Err(fault());
            }
            (words, Side::First)
        }
    } else if let Some(words) = words.strip_suffix('に') {
        (words, Side::Last)
    } else {
        return Err(fault());
    };
    let place = places::read(words, before)?;
    if is_proviso || body.ends_with("後段として次のように") {
        return Ok(Instruction::new(
            place.at(Spot::Own),
            Action::Append(String::new()),
        ));
    }
    let (count, what) = match count(what) {
        Some((count, length)) => (count as usize, &what[length..]),
        None => (0, what.strip_prefix('各').unwrap_or(what)),
    };
    let kind = if matches!(place.spot, Spot::Row(_)) {
        Kind::Row
    } else if what == "ように" {
        Kind::Other
    } else {
        KINDS
            .iter()
            .find(|k| k.1 == what)
            .map(|k| k.0)
            .ok_or_else(fault)?
    };
    Ok(Instruction::new(
        place,
        Action::Insert {
            side,
            what: kind,
            count,
            text,
        },
    ))
}

fn last_cut<'t>(text: &'t str, mark: &str) -> Option<(&'t str, &'t str)> {
    let mut found = None;
    let mut from = 0;
    while let Some((_, tail)) = cut(&text[from..], mark) {
        let at = text.len() - tail.len();
        found = Some((&text[..at - mark.len()], tail));
        from = at;
    }
    found
}

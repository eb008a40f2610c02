//! Locate: the clause that a person means.
//!
//! In: words such as `第1章/第4条/2`, `第4条/２`, `第4条第2項第1号`. Out: the path of the one clause they name, or those that
//! they may name. Never: guesses between two.

use super::{Clause, ClausePath, Document};
use crate::text::{fold, numeral};

impl Document {
    /// The path of the clause that `words` name: its whole path, the end of it that no other clause shares, or its
    /// number as lawyers say it (第4条第2項第1号; an unnumbered first 項 is the article itself).
    ///
    /// # Errors
    /// The paths that the words may mean: none, or more than one.
    pub fn locate(&self, words: &str) -> Result<ClausePath, Vec<ClausePath>> {
        let clauses = self.walk();
        let wanted = ClausePath::parse(fold::trim(words));
        if clauses.iter().any(|(path, _)| *path == wanted) {
            return Ok(wanted);
        }
        let ending = format!("/{wanted}");
        let mut found: Vec<ClausePath> = clauses
            .iter()
            .filter(|(path, _)| path.as_str().ends_with(&ending))
            .map(|(path, _)| path.clone())
            .collect();
        if found.is_empty() {
            found = clauses
                .iter()
                .filter_map(|(path, clause)| said(path, clause, words))
                .collect();
        }
        match found.len() {
            1 => Ok(found.swap_remove(0)),
            _ => Err(found),
        }
    }
}

/// The clause that 第N条第M項第K号 means, where `clause` is that 第N条.
fn said(path: &ClausePath, clause: &Clause, words: &str) -> Option<ClausePath> {
    let text: String = words
        .chars()
        .map(fold::half_width)
        .filter(|c| !fold::is_blank(*c))
        .collect();
    let end = text.find('条')? + '条'.len_utf8();
    // 枝番 belong to the article: 第8条の2第1項.
    let branch: usize = text[end..]
        .char_indices()
        .take_while(|(_, c)| *c == 'の' || c.is_ascii_digit() || numeral::is_kanji_numeral(*c))
        .map(|(_, c)| c.len_utf8())
        .sum();
    let (article, mut rest) = text.split_at(end + branch);
    if rest.is_empty() || clause.number()?.as_str() != ClausePath::parse(article).as_str() {
        return None;
    }
    let (mut path, mut clause) = (path.clone(), clause);
    while !rest.is_empty() {
        let (value, unit, after) = step(rest)?;
        rest = after;
        match child(&path, clause, value, unit) {
            Some(next) => (path, clause) = next,
            None if unit == '項' && value == 1 => {}
            None => return None,
        }
    }
    Some(path)
}

/// `第2項…` → 2, 項, the rest.
fn step(text: &str) -> Option<(u32, char, &str)> {
    let text = text.strip_prefix('第').unwrap_or(text);
    let end = text.find(['項', '号'])?;
    let unit = text[end..].chars().next()?;
    Some((
        numeral::any(&text[..end])?,
        unit,
        &text[end + unit.len_utf8()..],
    ))
}

/// The child that is the 項 or 号 of that value: 項 are counted `2`, 号 `(2)`, `二`, `②`, and `2` under a numbered 項.
fn child<'a>(
    path: &ClausePath,
    clause: &'a Clause,
    value: u32,
    unit: char,
) -> Option<(ClausePath, &'a Clause)> {
    let under_item = path
        .segments()
        .last()
        .is_some_and(|s| s.bytes().all(|b| b.is_ascii_digit()));
    let plain = value.to_string();
    let matches = |number: &str| match unit {
        '項' => {
            number == plain || number == format!("第{plain}項") || number == format!("{plain}項")
        }
        _ => {
            number == format!("({plain})")
                || number == format!("第{plain}号")
                || under_item && number == plain
                || numeral::kanji(number) == Some(value)
                || number.chars().next().and_then(numeral::circled) == Some(value)
        }
    };
    ClausePath::of_children(path, &clause.clauses)
        .into_iter()
        .zip(&clause.clauses)
        .find(|(_, c)| c.number().is_some_and(|n| matches(n.as_str())))
}

#[cfg(test)]
mod tests {
    use crate::source::Format;

    const TEXT: &str = "会則\n第1章　総則\n（目的）\n第1条　この会則は、次の事項を定める。\n　(1) 名称\n　(2) 所在\n２　前項の事項は、公表する。\n（会員）\n第1条の2　会員を置く。\n第2章　雑則\n（細則）\n第2条　細則を置く。\n２　細則は、公表する。\n";

    #[test]
    fn a_clause_by_each_of_its_names() {
        let document = crate::segment::segment_bytes(TEXT.as_bytes(), Format::Plain)
            .unwrap()
            .document;
        for (words, path) in [
            ("第1章/第1条/(2)", "第1章/第1条/(2)"),
            ("第１条/(2)", "第1章/第1条/(2)"),
            ("第1条第2号", "第1章/第1条/(2)"),
            ("第一条第一項第二号", "第1章/第1条/(2)"),
            ("第1条第2項", "第1章/第1条/2"),
            ("第2条第1項", "第2章/第2条"),
            ("第1条の2", "第1章/第1条の2"),
        ] {
            assert_eq!(
                document.locate(words).map(|p| p.to_string()),
                Ok(path.to_owned()),
                "{words}"
            );
        }
        assert_eq!(document.locate("第9条"), Err(vec![]));
        assert_eq!(document.locate("2").map_err(|found| found.len()), Err(2));
    }
}

//! Insert: new clauses and rows put where a sentence says.
//!
//! In: a [`State`], a place, new text. Out: the state with the new text in it. Never: puts in more or less than the
//! sentence announced.

use super::Told;
use crate::amend::Trouble;
use crate::amend::instruction::{Kind, NewText, Part, Place, Side, Spot};
use crate::amend::newtext::{self, Style};
use crate::amend::phrases;
use crate::amend::state::State;
use crate::diff::ordinal::Level;
use crate::document::{Block, Clause};

/// Puts the clauses of `text` at `place`.
pub(super) fn insert(
    state: &mut State,
    style: &Style,
    at: &Told<'_>,
    place: &Place,
    (side, what, count): (Side, Kind, usize),
    text: &NewText,
) -> Result<(), Trouble> {
    let target = at.find(state, place)?;
    if let Spot::Row(cell) = &place.spot {
        let id = at.clause(target)?;
        let (rows, row) = at.row(state, id, cell)?;
        let from = row + usize::from(side != Side::Before);
        let new = text.lines.iter().map(|l| newtext::cells(l));
        rows.splice(from..from, new);
        return Ok(());
    }
    let content = newtext::read(text, style).map_err(|e| at.reads(e))?;
    if what == Kind::Other && content.clauses.is_empty() {
        let id = at.clause(target)?;
        add_blocks(&mut state.nodes[id].clause.blocks, content.blocks);
        return Ok(());
    }
    let name = phrases::kind_name(what);
    let hint = "新しい文は番号から示し、条の見出しはその前の行に置いてください。``` の行で囲めば正準 Markdown でも示せます";
    if !content.blocks.is_empty() {
        return Err(at.says("新しい文が番号から始まっていません", hint));
    }
    if count > 0 && content.clauses.len() != count {
        let found = content.clauses.len();
        return Err(at.says(
            &format!("加える{name}は {count} つのはずですが、新しい文には {found} つあります"),
            hint,
        ));
    }
    if let Some(odd) = content.clauses.iter().find(|c| !is_of(c, what)) {
        return Err(at.says(
            &format!("新しい文の「{}」は{name}ではありません", odd.marker),
            hint,
        ));
    }
    let first_paragraph = |state: &State, id: usize| {
        let units = state.units(Some(id));
        state.nodes[id]
            .children
            .iter()
            .zip(units)
            .position(|(c, u)| u == Some('項') || state.nodes[*c].level == Level::Item('項'))
            .unwrap_or(state.nodes[id].children.len())
    };
    let (parent, from) = match (target.id, side) {
        (None, Side::First | Side::Before) => (None, 0),
        (None, _) => {
            // 本則 ends before 附則 and 別表.
            let supplement =
                |n: &usize| matches!(state.nodes[*n].level, Level::Supplement | Level::Appendix);
            let body =
                !matches!(what, Kind::Supplement | Kind::Appendix) && place.part == Part::Body;
            let end = state.roots.iter().position(supplement).filter(|_| body);
            (None, end.unwrap_or(state.roots.len()))
        }
        (Some(id), Side::After | Side::Last) if target.first => {
            (Some(id), first_paragraph(state, id))
        }
        (Some(id), Side::After) => (state.nodes[id].parent, state.position(id) + 1),
        (Some(id), Side::Before) => (state.nodes[id].parent, state.position(id)),
        (Some(id), Side::First) => (Some(id), 0),
        (Some(id), Side::Last)
            if what == Kind::Item
                && state.has_paragraphs(id)
                && state.nodes[id].level == Level::Article =>
        {
            (Some(id), first_paragraph(state, id))
        }
        (Some(id), Side::Last) => (Some(id), state.nodes[id].children.len()),
    };
    for (n, clause) in content.clauses.iter().enumerate() {
        state.insert(parent, from + n, clause);
    }
    Ok(())
}

/// True for a clause that may be called so.
fn is_of(clause: &Clause, kind: Kind) -> bool {
    match (kind, Level::of(clause.number().as_ref())) {
        (Kind::Division(unit), Level::Division(own)) => unit == own,
        (Kind::Article, level) => level == Level::Article,
        (Kind::Supplement, level) => level == Level::Supplement,
        (Kind::Appendix, level) => level == Level::Appendix,
        (Kind::Paragraph | Kind::Item, level) => {
            matches!(level, Level::Bare | Level::Item(_))
        }
        (Kind::Division(_), _) => false,
        (Kind::Other | Kind::Row, _) => true,
    }
}

/// Rows go to the table that is there, items to the list at the end, other text behind what is there.
fn add_blocks(own: &mut Vec<Block>, new: Vec<Block>) {
    for block in new {
        let tables = own
            .iter()
            .filter(|b| matches!(b, Block::Table { .. }))
            .count();
        match block {
            Block::Table { header, rows } if header.is_empty() && tables == 1 => {
                for table in own.iter_mut() {
                    if let Block::Table { rows: all, .. } = table {
                        all.extend(rows.iter().cloned());
                    }
                }
            }
            Block::List(items) => match own.last_mut() {
                Some(Block::List(all)) => all.extend(items),
                _ => own.push(Block::List(items)),
            },
            block => own.push(block),
        }
    }
}

//! Rows: what changed in the one table of a clause, row by row.
//!
//! In: blocks before and after. Out: what happens to which row, named by its first cell. Never: tells a change of columns.

use crate::document::Block;

/// What happens to a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowStep {
    /// The row that begins so goes.
    Removed(String),
    /// The row that begins so reads so.
    Changed(String, Vec<String>, Vec<String>),
    /// Rows come after the one that begins so.
    Added(String, Vec<Vec<String>>),
}

/// The steps from one table to the other, where nothing but its rows changed and each is known by its first cell.
pub(super) fn steps(old: &[Block], new: &[Block]) -> Option<Vec<RowStep>> {
    if old.len() != new.len() {
        return None;
    }
    let mut found = None;
    for (a, b) in old.iter().zip(new) {
        if a == b {
            continue;
        }
        if found.is_some() {
            return None;
        }
        found = Some((a, b));
    }
    let (Block::Table { header: g, rows: r }, Block::Table { header: h, rows: s }) = found? else {
        return None;
    };
    let tables = old
        .iter()
        .filter(|b| matches!(b, Block::Table { .. }))
        .count();
    if g != h || tables != 1 || !is_keyed(r) || !is_keyed(s) {
        return None;
    }
    let key = |row: &Vec<String>| row[0].clone();
    let mut out = Vec::new();
    let mut at = 0;
    let mut last: Option<String> = None;
    for row in s {
        match r.iter().skip(at).position(|x| x[0] == row[0]) {
            Some(skipped) => {
                out.extend(r[at..at + skipped].iter().map(|x| RowStep::Removed(key(x))));
                let old = &r[at + skipped];
                at += skipped + 1;
                if old != row {
                    out.push(RowStep::Changed(key(old), old.clone(), row.clone()));
                }
            }
            None => {
                // A row that stands earlier in the old table changed its place.
                if r.iter().any(|x| x[0] == row[0]) {
                    return None;
                }
                match out.last_mut() {
                    Some(RowStep::Added(_, rows))
                        if rows.last().map(|r| &r[0]) == last.as_ref() =>
                    {
                        rows.push(row.clone());
                    }
                    _ => out.push(RowStep::Added(last.clone()?, vec![row.clone()])),
                }
            }
        }
        last = Some(key(row));
    }
    out.extend(r[at..].iter().map(|x| RowStep::Removed(key(x))));
    Some(out)
}

/// True where every row begins with a cell that no other row begins with.
fn is_keyed(rows: &[Vec<String>]) -> bool {
    let mut seen = rustc_hash::FxHashSet::default();
    rows.iter().all(|r| {
        r.first().is_some_and(|c| {
            !c.is_empty() && crate::amend::phrases::is_balanced(c) && seen.insert(c)
        })
    })
}

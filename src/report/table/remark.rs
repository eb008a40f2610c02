//! Remark: what 備考 says of a clause.
//!
//! In: a clause then and now. Out: 新設, 削除, 追加, 変更 and what became of its number and place. Never: judges why.

use super::places::Places;
use super::rows::{Node, State};
use super::words;
use crate::diff::ordinal::values;
use crate::diff::{Change, Op, Pair, Place, Side, Tie};
use crate::report::bodies::{Body, is_still};
use crate::report::summary::phrases::fill;

/// 備考 of a clause, its sub-clauses apart; empty where nothing happened to it.
pub(super) fn of(node: &Node<'_, '_>, old: &Places<'_>, new: &Places<'_>) -> String {
    let pair = node.pair;
    let name = |phrase, name: &str| fill(phrase, &[("name", name)]);
    match (node.state, pair.tie, &pair.old, &pair.new) {
        (State::Quiet, ..) => return String::new(),
        _ if node.body == Some(Body::Stem) && is_still(pair) => return String::new(),
        (_, Tie::Split, _, Some(new)) if node.body.is_some() => {
            let heading = new.clause.caption.is_some();
            return [words::REMARK_NUMBER_SET, words::REMARK_HEAD_SET][usize::from(heading)]
                .to_owned();
        }
        (_, Tie::Merged, Some(old), _) if node.body.is_some() => {
            let heading = old.clause.caption.is_some();
            return [words::REMARK_NUMBER_DROPPED, words::REMARK_HEAD_DROPPED]
                [usize::from(heading)]
            .to_owned();
        }
        (_, Tie::Split, Some(old_side), _) => {
            return name(words::REMARK_SPLIT, &old.book.short(old_side.index));
        }
        (_, Tie::Merged, _, Some(new_side)) => {
            return name(words::REMARK_MERGED, &new.book.short(new_side.index));
        }
        (State::Added, ..) => return words::REMARK_ADDED.to_owned(),
        (State::Removed, ..) => return words::REMARK_REMOVED.to_owned(),
        _ if pair.is_voided() => return words::REMARK_REMOVED.to_owned(),
        _ => {}
    }
    let mut out = Vec::new();
    if node.moved {
        out.push(match &pair.old {
            Some(side) if pair.renumbered || pair.moved => {
                name(words::REMARK_MOVED_FROM, &old.book.short(side.index))
            }
            _ => words::REMARK_MOVED.to_owned(),
        });
    } else if pair.renumbered {
        // A 号 that became a 項 went neither up nor down.
        let unit = |side: &Option<Side<'_>>, places: &Places<'_>| {
            side.as_ref().and_then(|s| places.book.unit(s.index))
        };
        let same = unit(&pair.old, old) == unit(&pair.new, new);
        let way = if same {
            way(pair)
        } else {
            words::REMARK_NUMBER
        };
        out.push(way.to_owned());
    }
    let told = pair
        .changes
        .iter()
        .filter(|c| c.place != Place::Marker || !pair.renumbered)
        .filter(|c| c.place != Place::Text || node.body.is_none());
    out.extend(of_changes(told).map(str::to_owned));
    out.join("・")
}

/// 追加 where text was only added, 変更 where a single character went.
pub(super) fn of_changes<'c>(
    changes: impl Iterator<Item = &'c Change<'c>>,
) -> Option<&'static str> {
    let mut out = None;
    for change in changes.filter(|c| !c.is_equal()) {
        if change
            .edits
            .iter()
            .any(|e| e.op == Op::Delete && !e.text.trim().is_empty())
        {
            return Some(words::REMARK_CHANGED);
        }
        out = Some(words::REMARK_INSERTED);
    }
    out
}

/// Which way a number shifted.
fn way(pair: &Pair<'_>) -> &'static str {
    let number = |side: &Option<Side<'_>>| {
        side.as_ref()
            .and_then(|s| s.number.as_ref())
            .map(values)
            .filter(|v| !v.is_empty())
    };
    match (number(&pair.old), number(&pair.new)) {
        (Some(old), Some(new)) if old < new => words::REMARK_DOWN,
        (Some(old), Some(new)) if old > new => words::REMARK_UP,
        _ => words::REMARK_NUMBER,
    }
}

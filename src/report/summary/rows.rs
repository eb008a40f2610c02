//! Rows: what changed in a table, cell by cell.
//!
//! In: the changes of one clause. Out: facts for its rows, each naming the row by its first cell. Never: calls a row of which
//! one cell changed removed and added.

use rustc_hash::FxHashMap;

use super::Detail;
use super::facts::{Covers, Fact, quoted};
use super::phrases::{self, fill, list};
use super::spot::of_spot;
use super::ties::is_open;
use crate::diff::{Change, Line, Spot};
use crate::document::LeafKind;

/// A table of which so many changed cells make more than half of its cells is told as rewritten.
const REWRITTEN: usize = 4;
/// Columns are named one by one up to this many.
const NAMED: usize = 3;

/// True for a change of one row that stands in both texts.
pub(super) fn is_row(change: &Change<'_>) -> bool {
    matches!((change.old.as_slice(), change.new.as_slice()), ([a], [b]) if a.kind == LeafKind::Row && b.kind == LeafKind::Row)
}

/// The cells of a row.
fn cells<'l>(line: &'l Line<'_>) -> Vec<&'l str> {
    line.text.split('\t').collect()
}

fn rows<'c>(changes: &'c [&Change<'_>], old: bool) -> Vec<Vec<&'c str>> {
    changes
        .iter()
        .flat_map(|c| if old { &c.old } else { &c.new })
        .filter(|l| l.kind == LeafKind::Row)
        .map(cells)
        .collect()
}

/// The fact of a table as a whole, where its columns changed or most of its cells did; it tells every row.
pub(super) fn table(changes: &[&Change<'_>], detail: Detail) -> Option<(Vec<Fact>, Covers)> {
    let touched: Vec<&&Change<'_>> = changes
        .iter()
        .filter(|c| c.old.iter().chain(&c.new).any(|l| l.kind == LeafKind::Row))
        .collect();
    if touched.iter().all(|c| c.spots.iter().all(|s| !is_open(s))) {
        return None;
    }
    let (old, new) = (rows(changes, true), rows(changes, false));
    let (head, heading) = (old.first()?, new.first()?);
    let facts = columns(&old, &new, head, heading, detail).or_else(|| {
        let both = touched.iter().filter(|c| is_row(c));
        let (mut all, mut changed) = (0, 0);
        for change in both {
            let (a, b) = (cells(&change.old[0]), cells(&change.new[0]));
            all += a.len().max(b.len());
            changed += a.iter().zip(&b).filter(|(a, b)| a != b).count() + a.len().abs_diff(b.len());
        }
        let lone = touched.iter().filter(|c| !is_row(c));
        for change in lone {
            let cells: usize = change
                .old
                .iter()
                .chain(&change.new)
                .map(|l| cells(l).len())
                .sum();
            all += cells;
            changed += cells;
        }
        let both_ways =
            touched.iter().any(|c| c.is_added()) == touched.iter().any(|c| c.is_removed());
        (detail != Detail::Full && both_ways && changed >= REWRITTEN && changed * 2 > all)
            .then(|| vec![Fact::new(phrases::TABLE_REWRITTEN, "の")])
    })?;
    let mut covers = Covers::default();
    for spot in touched.iter().flat_map(|c| &c.spots).filter(|s| is_open(s)) {
        covers.add(Covers::of_spot(spot));
    }
    Some((facts, covers))
}

/// Columns that came, went or changed places, where every other cell stayed.
fn columns(
    old: &[Vec<&str>],
    new: &[Vec<&str>],
    head: &[&str],
    heading: &[&str],
    detail: Detail,
) -> Option<Vec<Fact>> {
    let rectangular = |rows: &[Vec<&str>], width: usize| rows.iter().all(|r| r.len() == width);
    if head == heading || !rectangular(old, head.len()) || !rectangular(new, heading.len()) {
        return None;
    }
    let Matched { both, came, gone } = matched(old, new)?;
    let kept: Vec<(usize, usize)> = head
        .iter()
        .enumerate()
        .filter_map(|(m, h)| heading.iter().position(|n| n == h).map(|n| (m, n)))
        .collect();
    let same = kept
        .iter()
        .all(|&(m, n)| both.iter().all(|&(a, b)| old[a][m] == new[b][n]));
    if kept.is_empty() || !same {
        return None;
    }
    let told = |names: Vec<String>, named, many| match names.as_slice() {
        [] => None,
        few if few.len() <= NAMED => Some(fill(named, &[("names", &list(few))])),
        many_names => Some(fill(many, &[("count", &many_names.len().to_string())])),
    };
    let missing = |from: &[&str], other: &[&str]| -> Vec<String> {
        let lone = from.iter().filter(|h| !other.contains(h));
        lone.map(|h| quoted(h, detail)).collect()
    };
    let won = missing(heading, head);
    let lost = missing(head, heading);
    let mut out: Vec<Fact> = [
        told(won, phrases::COLUMNS_ADDED, phrases::COLUMNS_ADDED_MANY),
        told(
            lost,
            phrases::COLUMNS_REMOVED,
            phrases::COLUMNS_REMOVED_MANY,
        ),
    ]
    .into_iter()
    .flatten()
    .map(|text| Fact::new(text, "の"))
    .collect();
    if kept.windows(2).any(|w| w[0].1 > w[1].1) {
        out.push(Fact::new(phrases::COLUMNS_MOVED, "の"));
    }
    let named = |rows: &[usize], of: &[Vec<&str>]| -> Vec<String> {
        rows.iter().map(|&n| quoted(of[n][0], detail)).collect()
    };
    let rows = [
        told(
            named(&came, new),
            phrases::ROWS_ADDED,
            phrases::ROWS_ADDED_MANY,
        ),
        told(
            named(&gone, old),
            phrases::ROWS_REMOVED,
            phrases::ROWS_REMOVED_MANY,
        ),
    ];
    out.extend(rows.into_iter().flatten().map(|text| Fact::new(text, "の")));
    Some(out)
}

/// The rows of two tables, by their place.
#[derive(Default)]
struct Matched {
    both: Vec<(usize, usize)>,
    came: Vec<usize>,
    gone: Vec<usize>,
}

/// Which row is which: those of tables of one length in order, others by their first cells; none where those say nothing.
fn matched(old: &[Vec<&str>], new: &[Vec<&str>]) -> Option<Matched> {
    if old.len() == new.len() {
        let both = (0..old.len()).map(|n| (n, n)).collect();
        return Some(Matched {
            both,
            ..Matched::default()
        });
    }
    let by_name = |rows: &[Vec<&str>]| -> Option<FxHashMap<String, usize>> {
        let names = rows
            .iter()
            .enumerate()
            .map(|(n, row)| (row[0].to_owned(), n));
        let all: FxHashMap<String, usize> = names.collect();
        (all.len() == rows.len()).then_some(all)
    };
    let (was, is) = (by_name(old)?, by_name(new)?);
    let mut out = Matched::default();
    for (m, row) in old.iter().enumerate() {
        match is.get(row[0]) {
            Some(&n) => out.both.push((m, n)),
            None => out.gone.push(m),
        }
    }
    out.came = (0..new.len())
        .filter(|&n| !was.contains_key(new[n][0]))
        .collect();
    // The header row and one more.
    (out.both.len() > 1).then_some(out)
}

/// The facts of one row that stands in both texts.
pub(super) fn row(change: &Change<'_>, detail: Detail, told: &dyn Fn(&Spot) -> bool) -> Vec<Fact> {
    let (a, b) = (cells(&change.old[0]), cells(&change.new[0]));
    let open: Vec<&Spot> = change
        .spots
        .iter()
        .filter(|s| is_open(s) && !told(s))
        .collect();
    let inside = open
        .iter()
        .all(|s| !s.old.contains('\t') && !s.new.contains('\t'));
    let name = |fact: Fact| {
        if a.len() < 2 {
            return Fact::new(format!("表{}{}", fact.joint, fact.text), "の");
        }
        let row = quoted(a[0], detail);
        let text = format!("{}{}", fact.joint, fact.text);
        Fact::new(
            fill(phrases::IN_ROW, &[("row", &row), ("what", &text)]),
            "の",
        )
    };
    if inside || a.len() != b.len() {
        return open
            .iter()
            .map(|s| name(of_spot(s, &change.edits, detail)))
            .collect();
    }
    let cell = |(old, new): (&&str, &&str)| {
        let (old, new) = (quoted(old, detail), quoted(new, detail));
        name(Fact::new(
            fill(phrases::REPLACED, &[("old", &old), ("new", &new)]),
            "の",
        ))
    };
    a.iter().zip(&b).filter(|(a, b)| a != b).map(cell).collect()
}

/// The facts of rows that stand in one of the texts alone: named by their first cells where they are few and have names that
/// tell them apart; a table of which every row came, or went, is told as a table.
pub(super) fn lone(lone: &[&Change<'_>], all: &[&Change<'_>], detail: Detail) -> Vec<Fact> {
    let fact = |added: bool| {
        let own = rows(lone, !added);
        if own.is_empty() {
            return None;
        }
        let (whole, named, counted) = if added {
            (
                phrases::TABLE_ADDED,
                phrases::ROWS_ADDED,
                phrases::ROWS_ADDED_MANY,
            )
        } else {
            (
                phrases::TABLE_REMOVED,
                phrases::ROWS_REMOVED,
                phrases::ROWS_REMOVED_MANY,
            )
        };
        if rows(all, added).is_empty() {
            return Some(Fact::new(whole, if added { "に" } else { "の" }));
        }
        let names: Vec<&str> = own.iter().filter_map(|r| r.first().copied()).collect();
        let table = rows(all, !added);
        let is_name = |name: &&str| {
            !name.is_empty() && table.iter().filter(|r| r.first() == Some(name)).count() == 1
        };
        let few = own.len() <= NAMED && detail != Detail::Brief && names.iter().all(is_name);
        let text = if few {
            let quoted: Vec<String> = names.iter().map(|n| quoted(n, detail)).collect();
            fill(named, &[("names", &list(&quoted))])
        } else {
            fill(counted, &[("count", &own.len().to_string())])
        };
        Some(Fact::new(text, "の"))
    };
    [fact(true), fact(false)].into_iter().flatten().collect()
}

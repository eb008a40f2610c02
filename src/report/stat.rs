//! Stat: a revision in numbers, a line for each changed clause and a total.
//!
//! In: a revision. Out: lines that fit a number of columns. Never: counts blanks, or a character twice.

use std::fmt::Write as _;

use crate::diff::{Change, Place, Revision, line};
use crate::report::bodies::{Body, bodies, is_still};
use crate::report::counts::Counts;
use crate::report::naming::Book;
use crate::report::redline::{self, GREEN, RED, RESET};
use crate::report::wrap::cut;
use crate::text::width;

/// The longest bar, in columns.
const BAR: usize = 20;
/// The fewest columns that a name is cut to.
const NAME: usize = 16;

/// What changed in one clause or part.
struct Row {
    name: String,
    words: String,
    deleted: usize,
    inserted: usize,
}

/// The lines and the total; empty texts have a total of nothing.
pub fn stat(revision: &Revision<'_>, columns: usize) -> String {
    let rows = rows(revision);
    let mut out = String::new();
    let widest = |of: &dyn Fn(&Row) -> usize| rows.iter().map(of).max().unwrap_or(0);
    let counts = |r: &Row| (format!("+{}", r.inserted), format!("-{}", r.deleted));
    let (plus, minus) = (
        widest(&|r| counts(r).0.len()),
        widest(&|r| counts(r).1.len()),
    );
    let words = widest(&|r| width::of(&r.words));
    let largest = widest(&|r| r.deleted + r.inserted).max(1);
    // Blanks: one before, two between the columns.
    let fixed = 1 + 2 + words + 2 + plus + 1 + minus + 2;
    let bar = BAR.min(columns.saturating_sub(fixed + NAME)).max(4);
    let room = columns.saturating_sub(fixed + bar).max(NAME);
    let name = widest(&|r| width::of(&r.name)).min(room);
    for row in &rows {
        let text = cut(&row.name, name);
        let (p, m) = counts(row);
        let line = format!(
            " {text}{}  {}{}  {p:>plus$} {m:>minus$}  ",
            " ".repeat(name - width::of(&text)),
            row.words,
            " ".repeat(words - width::of(&row.words)),
        );
        let (come, gone) = bars(row, bar, largest);
        let bars = format!(
            "{GREEN}{}{RESET}{RED}{}{RESET}",
            "+".repeat(come),
            "-".repeat(gone)
        );
        if come + gone == 0 {
            let _ = writeln!(out, "{}", line.trim_end());
        } else {
            let _ = writeln!(out, "{line}{bars}");
        }
    }
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    if !rows.is_empty() {
        let _ = writeln!(
            out,
            " 計 {} 箇所　+{} 字　-{} 字",
            rows.len(),
            sum(|r| r.inserted),
            sum(|r| r.deleted)
        );
    }
    out.push(' ');
    out.push_str(&total(revision));
    out
}

/// How many clauses came, went, changed: one line.
fn total(revision: &Revision<'_>) -> String {
    let c = Counts::of(revision);
    let parts: Vec<String> = [
        ("追加", c.added),
        ("削除", c.removed),
        ("変更", c.modified),
        ("表記のみ", c.editorial),
        ("番号の変更", c.renumbered),
        ("移動", c.moved),
        ("見出しの変更", c.retitled),
        ("変更なし", c.unchanged),
    ]
    .into_iter()
    .filter(|(_, n)| *n > 0)
    .map(|(word, n)| format!("{word} {n}"))
    .collect();
    parts.join("、") + "\n"
}

fn rows(revision: &Revision<'_>) -> Vec<Row> {
    let [old, new] = Book::of_both(revision);
    let mut out = Vec::new();
    for section in &revision.sections {
        if section.changes.iter().all(Change::is_equal) {
            continue;
        }
        let (deleted, inserted) = characters(&section.changes);
        out.push(Row {
            name: redline::part_name(section.part).to_owned(),
            words: "変更".to_owned(),
            deleted,
            inserted,
        });
    }
    let bodies = bodies(revision);
    for (at, pair) in revision.pairs.iter().enumerate() {
        let body = bodies.get(&at).copied();
        if !pair.is_changed() || (body == Some(Body::Stem) && is_still(pair)) {
            continue;
        }
        let Some(name) = redline::name(pair, &old, &new) else {
            continue;
        };
        // The text of a body that got a number or lost it is the same.
        let told = |c: &&Change<'_>| match body {
            Some(Body::Stem) => c.place != Place::Text,
            Some(Body::Numbered) => c.place == Place::Marker,
            None => true,
        };
        let (deleted, inserted) = characters(pair.changes.iter().filter(told));
        out.push(Row {
            name,
            words: redline::words(pair, body).join("・"),
            deleted,
            inserted,
        });
    }
    out
}

/// Characters that went and that came, blanks apart.
fn characters<'c>(changes: impl IntoIterator<Item = &'c Change<'c>>) -> (usize, usize) {
    let mut out = (0, 0);
    for spot in changes.into_iter().flat_map(|c| &c.spots) {
        out.0 += line::solid(&spot.old).count();
        out.1 += line::solid(&spot.new).count();
    }
    out
}

/// The columns of the two bars of a row; what is not nothing is one at least.
fn bars(row: &Row, bar: usize, largest: usize) -> (usize, usize) {
    let of = |n: usize| {
        let long = (n * bar).div_ceil(largest.max(bar));
        long.max(usize::from(n > 0))
    };
    let (mut come, mut gone) = (of(row.inserted), of(row.deleted));
    // Both are rounded up: the longer one gives way.
    while come + gone > bar && come + gone > 2 {
        if come >= gone {
            come -= 1;
        } else {
            gone -= 1;
        }
    }
    (come, gone)
}

//! Facts: what changed in the lines of one clause, one fact for one thing.
//!
//! In: the changes of a clause or part. Out: facts with the characters each accounts for. Never: tells spelling,
//! shifted references or terms, which are gathered elsewhere.

use rustc_hash::FxHashMap;

use super::phrases::{self, fill};
use super::ties::{self, Told};
use super::{Detail, rows, stretch};
use crate::diff::{Change, Spot, line};
use crate::document::LeafKind;
use crate::report::quote;

/// Items are named one by one up to this many.
const NAMED: usize = 4;

/// Characters that went and that came, blanks apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Covers {
    /// Characters of the old text.
    pub deleted: usize,
    /// Characters of the new text.
    pub inserted: usize,
}

impl Covers {
    pub(crate) fn add(&mut self, other: Self) {
        self.deleted += other.deleted;
        self.inserted += other.inserted;
    }

    pub(crate) fn of_spot(spot: &Spot) -> Self {
        Self {
            deleted: line::solid(&spot.old).count(),
            inserted: line::solid(&spot.new).count(),
        }
    }

    pub(crate) fn of_changes<'c>(changes: impl IntoIterator<Item = &'c Change<'c>>) -> Self {
        let mut out = Self::default();
        for spot in changes.into_iter().flat_map(|c| &c.spots) {
            out.add(Self::of_spot(spot));
        }
        out
    }
}

/// What changed in one clause.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// One phrase a fact, without the clause's name.
    pub(crate) phrases: Vec<Fact>,
    /// Items that came.
    pub(crate) items_added: Vec<String>,
    /// Items that went.
    pub(crate) items_removed: Vec<String>,
    /// What the facts account for.
    pub(crate) covers: Covers,
}

/// One fact: `「10日」を「30日」に変更`, and how it joins the clause's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) text: String,
    pub(crate) joint: &'static str,
    /// In how many places.
    pub(crate) count: usize,
    /// What stands below it: a sentence as it was and as it is.
    pub(crate) below: Vec<String>,
}

/// The facts of some changed lines.
///
/// Stretches that a merge or split of `elsewhere` tells are left out.
pub(crate) fn facts<'c>(
    changes: impl Iterator<Item = &'c Change<'c>>,
    detail: Detail,
    elsewhere: &[&Told],
) -> Facts {
    let mut out = Facts::default();
    let changes: Vec<&Change<'_>> = changes.collect();
    let table = (elsewhere.is_empty())
        .then(|| rows::table(&changes, detail))
        .flatten();
    let is_table = |c: &Change<'_>| (c.old.iter().chain(&c.new)).any(|l| l.kind == LeafKind::Row);
    if let Some((facts, covers)) = &table {
        out.covers.add(*covers);
        facts.iter().for_each(|f| push(&mut out.phrases, f.clone()));
    }
    let mut lone_rows = Vec::new();
    for &change in &changes {
        if table.is_some() && is_table(change) {
            continue;
        }
        let told = |spot: &Spot| ties::is_open(spot) && elsewhere.iter().any(|t| t.tells(spot));
        if change.is_added() || change.is_removed() {
            if !change.spots.is_empty() && change.spots.iter().all(told) {
                continue;
            }
            whole_line(change, detail, &mut out);
            lone_rows.push(change);
            continue;
        }
        let open = (change.spots.iter()).filter(|s| ties::is_open(s) && !told(s));
        if rows::is_row(change) {
            open.for_each(|s| out.covers.add(Covers::of_spot(s)));
            for fact in rows::row(change, detail, &told) {
                push(&mut out.phrases, fact);
            }
            continue;
        }
        open.for_each(|s| out.covers.add(Covers::of_spot(s)));
        for fact in stretch::facts(change, detail, &told) {
            push(&mut out.phrases, fact);
        }
    }
    for fact in rows::lone(&lone_rows, &changes, detail) {
        push(&mut out.phrases, fact);
    }
    items_in_another_order(&mut out, detail);
    items(&mut out, detail);
    out
}

/// Items that went in one place and came in another, word for word: told as such.
fn items_in_another_order(out: &mut Facts, detail: Detail) {
    let mut stayed = Vec::new();
    let mut came = FxHashMap::<&str, usize>::default();
    for item in &out.items_added {
        *came.entry(item).or_default() += 1;
    }
    for item in &out.items_removed {
        if let Some(n) = came.get_mut(item.as_str()).filter(|n| **n > 0) {
            *n -= 1;
            stayed.push(item.clone());
        }
    }
    for list in [&mut out.items_added, &mut out.items_removed] {
        let mut left = FxHashMap::<String, usize>::default();
        for item in &stayed {
            *left.entry(item.clone()).or_default() += 1;
        }
        list.retain(|item| match left.get_mut(item).filter(|n| **n > 0) {
            Some(n) => {
                *n -= 1;
                false
            }
            None => true,
        });
    }
    if !stayed.is_empty() {
        let names: Vec<String> = match stayed.len() {
            n if n <= NAMED || detail == Detail::Full => {
                stayed.iter().map(|i| quoted(i, detail)).collect()
            }
            n => vec![format!("（{n}項目）")],
        };
        let text = fill(phrases::ITEMS_REORDERED, &[("new", &names.concat())]);
        push(&mut out.phrases, Fact::new(text, "の"));
    }
}

fn whole_line(change: &Change<'_>, detail: Detail, out: &mut Facts) {
    out.covers.add(Covers::of_changes([change]));
    let added = change.is_added();
    let lines = if added { &change.new } else { &change.old };
    for line in lines {
        match (line.kind, added) {
            (LeafKind::Item, true) => out.items_added.push(line.text.to_string()),
            (LeafKind::Item, false) => out.items_removed.push(line.text.to_string()),
            // Rows are told together.
            (LeafKind::Row, _) => {}
            (_, true) => {
                let text = fill(
                    phrases::APPENDED,
                    &[("new", &quoted(quote::tidy_sentence(&line.shown()), detail))],
                );
                push(&mut out.phrases, Fact::new(text, "に"));
            }
            (_, false) => {
                let text = fill(
                    phrases::DELETED,
                    &[("old", &quoted(quote::tidy_sentence(&line.shown()), detail))],
                );
                push(&mut out.phrases, Fact::new(text, "の"));
            }
        }
    }
}

fn items(out: &mut Facts, detail: Detail) {
    let mut tell = |items: &[String], one, some, many, joint, place: &str| {
        let count = items.len().to_string();
        let text = match items {
            [] => return,
            [item] if detail != Detail::Brief => fill(one, &[(place, &quoted(item, detail))]),
            few if few.len() <= NAMED && detail != Detail::Brief => {
                fill(some, &[("count", &count)])
            }
            _ => fill(many, &[("count", &count)]),
        };
        push(&mut out.phrases, Fact::new(text, joint));
    };
    tell(
        &out.items_added,
        phrases::ITEM_ADDED,
        phrases::ITEMS_ADDED,
        phrases::ITEMS_ADDED_MANY,
        "に",
        "new",
    );
    tell(
        &out.items_removed,
        phrases::ITEM_REMOVED,
        phrases::ITEMS_REMOVED,
        phrases::ITEMS_REMOVED_MANY,
        "から",
        "old",
    );
}

/// The items to list under the sentence: two to four, or all of them in full.
pub(crate) fn listed(items: &[String], detail: Detail) -> &[String] {
    match (items.len(), detail) {
        (_, Detail::Brief) | (0 | 1, _) => &[],
        (n, Detail::Standard) if n > NAMED => &[],
        _ => items,
    }
}

/// A quotation as long as the detail allows.
pub(crate) fn quoted(text: &str, detail: Detail) -> String {
    if detail == Detail::Full {
        let text = text.trim().replace(['\n', '\t'], " ");
        return format!("「{text}」");
    }
    quote::quote(text)
}

/// Two quotations that can be told apart: brackets that alone differ are shown.
pub(crate) fn quoted_both(old: &str, new: &str, detail: Detail) -> (String, String) {
    let (a, b) = (quoted(old, detail), quoted(new, detail));
    if a == b && detail != Detail::Full {
        return (quote::exact(old), quote::exact(new));
    }
    (a, b)
}

/// Adds a fact; the same fact again is counted.
fn push(facts: &mut Vec<Fact>, fact: Fact) {
    match (facts.iter_mut()).find(|f| f.text == fact.text && f.below == fact.below) {
        Some(known) => known.count += 1,
        None => facts.push(fact),
    }
}

impl Fact {
    /// A fact that stands once.
    pub(crate) fn new(text: impl Into<String>, joint: &'static str) -> Self {
        Self {
            text: text.into(),
            joint,
            count: 1,
            below: Vec::new(),
        }
    }

    /// The fact in a list under the clause: its phrase, or the sentences that stand below it.
    pub(crate) fn lines(&self) -> Vec<String> {
        if self.below.is_empty() {
            vec![self.phrase()]
        } else {
            self.below.clone()
        }
    }

    /// The phrase with its count.
    pub(crate) fn phrase(&self) -> String {
        if self.count > 1 && self.below.is_empty() {
            fill(
                phrases::TIMES,
                &[("what", &self.text), ("count", &self.count.to_string())],
            )
        } else {
            self.text.clone()
        }
    }
}

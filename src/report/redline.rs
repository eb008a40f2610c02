//! Redline: a revision for the terminal, clause by clause.
//!
//! In: a revision. Out: text in which what went stands as `[-…-]` and what came as `{+…+}`, coloured, wrapped by
//! columns, a full-width character counting two. Never: asks what the terminal can do: colours are plain
//! escape codes, which the caller strips where they are not wanted.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::diff::{Change, Edit, Op, Pair, Part, Place, Revision, Side, Status, Tie, line};
use crate::report::bodies::{Body, bodies, is_still};
use crate::report::naming::Book;
use crate::report::wrap::wrap;

pub(crate) const RESET: &str = "\u{1b}[0m";
const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
pub(crate) const RED: &str = "\u{1b}[31m";
pub(crate) const GREEN: &str = "\u{1b}[32m";
const YELLOW: &str = "\u{1b}[33m";

/// How the redline is laid out.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// Columns of the terminal.
    pub columns: usize,
    /// Unchanged clauses too.
    pub all: bool,
}

/// The redline of a revision; empty where nothing changed and not all clauses are asked for.
pub fn redline(revision: &Revision<'_>, layout: Layout) -> String {
    let [old, new] = Book::of_both(revision);
    let mut out = String::new();
    for section in &revision.sections {
        if section.changes.iter().all(Change::is_equal) {
            continue;
        }
        let _ = writeln!(out, "{BOLD}{}{RESET}", part_name(section.part));
        lines(&mut out, section.changes.iter(), layout);
        out.push('\n');
    }
    let bodies = bodies(revision);
    for (at, pair) in revision.pairs.iter().enumerate() {
        let body = bodies.get(&at).copied();
        let still = !pair.is_changed() || (body == Some(Body::Stem) && is_still(pair));
        if still && !layout.all {
            continue;
        }
        head(&mut out, pair, body, (&old, &new), layout);
        if body.is_some() {
            // Its text is the same: the number is all that came or went.
            let shown = pair
                .changes
                .iter()
                .filter(|c| c.place == Place::Caption && (pair.retitled || pair.tie != Tie::Same));
            lines(&mut out, shown, layout);
            if let (Some(Body::Numbered), Some(new), true) = (body, &pair.new, layout.all) {
                for line in line::of_blocks(&new.clause.blocks) {
                    wrapped(
                        &mut out,
                        &[Edit::new(Op::Equal, line.shown())],
                        layout.columns,
                    );
                }
            }
            out.push('\n');
            continue;
        }
        let outer = pair
            .changes
            .iter()
            .filter(|c| c.place == Place::Caption && pair.retitled);
        let text = pair.changes.iter().filter(|c| c.place == Place::Text);
        lines(&mut out, outer.chain(text), layout);
        out.push('\n');
    }
    out
}

/// What a part outside the clauses is called.
pub(crate) fn part_name(part: Part) -> &'static str {
    match part {
        Part::Title => "表題",
        Part::HeadDates | Part::FootDates => "日付",
        Part::Preamble => "前文",
        Part::Toc => "目次",
        Part::Notices => "お知らせ",
        Part::Closing => "末尾",
    }
}

/// The clause's name; both names where they differ.
pub(crate) fn name(pair: &Pair<'_>, old: &Book<'_>, new: &Book<'_>) -> Option<String> {
    let was = pair.old.as_ref().map(|s| old.name(s.index));
    let is = pair.new.as_ref().map(|s| new.name(s.index));
    match (was, is) {
        (Some(was), Some(is)) if was != is => {
            // The heading is said once, unless it is what differs.
            let short = |s: &Option<Side<'_>>, book: &Book<'_>| {
                s.as_ref().map_or(String::new(), |s| book.short(s.index))
            };
            let was = if pair.renumbered && !pair.retitled && !pair.moved {
                short(&pair.old, old)
            } else {
                was
            };
            Some(format!("{was} → {is}"))
        }
        (was, is) => is.or(was),
    }
}

/// What happened to a clause, in words.
pub(crate) fn words(pair: &Pair<'_>, body: Option<Body>) -> Vec<&'static str> {
    let mut words = Vec::new();
    match (pair.tie, pair.status) {
        (Tie::Merged, _) if body.is_some() => return vec!["番号の削除"],
        (Tie::Split, _) if body.is_some() => return vec!["番号の追加"],
        _ if body.is_some() => {}
        (Tie::Merged, _) => words.push("統合"),
        (Tie::Split, _) => words.push("分割"),
        (_, Status::Added) => words.push("追加"),
        (_, Status::Removed) => words.push("削除"),
        (_, Status::Modified | Status::Unchanged) if pair.editorial => words.push("表記"),
        (_, Status::Modified) => words.push("変更"),
        (_, Status::Unchanged) => {}
    }
    for (is, word) in [
        (pair.renumbered, "番号の変更"),
        (pair.moved, "移動"),
        (pair.retitled, "見出しの変更"),
        (pair.is_doubtful(), "対応は不確か"),
    ] {
        if is {
            words.push(word);
        }
    }
    words
}

/// The clause's name and what happened to it.
fn head(
    out: &mut String,
    pair: &Pair<'_>,
    body: Option<Body>,
    books: (&Book<'_>, &Book<'_>),
    layout: Layout,
) {
    let Some(name) = name(pair, books.0, books.1) else {
        return;
    };
    let colour = match (&pair.old, &pair.new) {
        (Some(_), None) => RED,
        (None, Some(_)) => GREEN,
        _ if name.contains(" → ") => YELLOW,
        _ => "",
    };
    let mut pieces = Pieces {
        text: name,
        ends: Vec::new(),
    };
    pieces.end(format!("{BOLD}{colour}"));
    let words = words(pair, body);
    if !words.is_empty() {
        pieces.text.push('　');
        pieces.text.push_str(&words.join("・"));
        pieces.end(DIM);
    }
    paint(out, &pieces, layout.columns, 0);
}

fn lines<'c>(out: &mut String, changes: impl Iterator<Item = &'c Change<'c>>, layout: Layout) {
    let mut hidden = false;
    let changes: Vec<_> = changes.collect();
    if !layout.all && changes.iter().all(|c| c.is_equal()) {
        return;
    }
    for change in changes {
        if change.is_equal() && !layout.all {
            // Unchanged lines between changed ones shrink to one mark.
            if !hidden {
                let _ = writeln!(out, "  {DIM}…{RESET}");
            }
            hidden = true;
            continue;
        }
        hidden = false;
        wrapped(out, &change.edits, layout.columns);
    }
}

/// Edits as wrapped lines, indented by two columns.
fn wrapped(out: &mut String, edits: &[Edit], columns: usize) {
    let mut pieces = Pieces::default();
    for edit in edits {
        let (colour, marks) = match edit.op {
            Op::Equal => ("", ["", ""]),
            Op::Delete => (RED, ["[-", "-]"]),
            Op::Insert => (GREEN, ["{+", "+}"]),
        };
        pieces.text.push_str(marks[0]);
        // One line and its cells.
        for (n, line) in edit.text.split('\n').enumerate() {
            pieces.text.push_str(if n > 0 { " " } else { "" });
            for (n, cell) in line.split('\t').enumerate() {
                pieces.text.push_str(if n > 0 { "｜" } else { "" });
                pieces.text.push_str(cell);
            }
        }
        pieces.text.push_str(marks[1]);
        pieces.end(colour);
    }
    paint(out, &pieces, columns, 2);
}

/// A text whose parts have each their colour.
#[derive(Debug, Default)]
struct Pieces {
    text: String,
    /// Where each part ends, in bytes, and its colour.
    ends: Vec<(usize, Cow<'static, str>)>,
}

impl Pieces {
    /// The colour of what was written since the part before.
    fn end(&mut self, colour: impl Into<Cow<'static, str>>) {
        self.ends.push((self.text.len(), colour.into()));
    }
}

/// Pieces of text, each in its colour, as lines of so many columns; a line break ends no colour.
fn paint(out: &mut String, pieces: &Pieces, columns: usize, indent: usize) {
    let text = &pieces.text;
    let mut first = 0;
    for (number, line) in wrap(text, columns.max(20) - indent).into_iter().enumerate() {
        // A blank at which a line was broken is not shown.
        let blanks = usize::from(number > 0 && text[line.clone()].starts_with(' '));
        out.extend(std::iter::repeat_n(' ', indent));
        let mut at = line.start + blanks;
        while at < line.end {
            while pieces.ends[first].0 <= at {
                first += 1;
            }
            let (end, colour) = &pieces.ends[first];
            let part = &text[at..line.end.min(*end)];
            out.push_str(colour);
            out.push_str(part);
            out.push_str(if colour.is_empty() { "" } else { RESET });
            at += part.len();
        }
        out.push('\n');
    }
}

//! Redline: a revision for the terminal, clause by clause.
//!
//! In: a revision. Out: text in which what went stands as `[-…-]` and what came as `{+…+}`, coloured, wrapped by
//! columns, a full-width character counting two. Never: asks what the terminal can do: colours are plain
//! escape codes, which the caller strips where they are not wanted.

use std::fmt::Write as _;

use crate::diff::{Change, Edit, Op, Pair, Part, Place, Revision, Status, Tie};
use crate::report::counts::Counts;
use crate::report::naming::Book;
use crate::text::width;

const RESET: &str = "\u{1b}[0m";
const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
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
    let (old, new) = (Book::of(revision.old), Book::of(revision.new));
    let mut out = String::new();
    for section in &revision.sections {
        if section.changes.iter().all(Change::is_equal) {
            continue;
        }
        let _ = writeln!(out, "{BOLD}{}{RESET}", part_name(section.part));
        lines(&mut out, section.changes.iter(), layout);
        out.push('\n');
    }
    for pair in &revision.pairs {
        if !pair.is_changed() && !layout.all {
            continue;
        }
        head(&mut out, pair, &old, &new);
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

/// One line: how many clauses came, went, changed.
pub fn stat(revision: &Revision<'_>) -> String {
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

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Title => "表題",
        Part::HeadDates | Part::FootDates => "日付",
        Part::Preamble => "前文",
        Part::Toc => "目次",
        Part::Notices => "お知らせ",
        Part::Closing => "末尾",
    }
}

/// The clause's name and what happened to it.
fn head(out: &mut String, pair: &Pair<'_>, old: &Book<'_>, new: &Book<'_>) {
    let was = pair.old.as_ref().map(|s| old.name(s.index));
    let is = pair.new.as_ref().map(|s| new.name(s.index));
    let (colour, name) = match (was, is, pair.tie) {
        (Some(was), None, _) => (RED, was),
        (None, Some(is), _) => (GREEN, is),
        (Some(was), Some(is), _) if was == is => ("", is),
        (Some(was), Some(is), _) => (YELLOW, format!("{was} → {is}")),
        (None, None, _) => return,
    };
    let mut words = Vec::new();
    match (pair.tie, pair.status) {
        (Tie::Merged, _) => words.push("統合"),
        (Tie::Split, _) => words.push("分割"),
        (_, Status::Added) => words.push("追加"),
        (_, Status::Removed) => words.push("削除"),
        (_, Status::Modified) if pair.editorial => words.push("表記"),
        (_, Status::Modified) => words.push("変更"),
        (_, Status::Unchanged) if pair.editorial => words.push("表記"),
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
    let _ = write!(out, "{BOLD}{colour}{name}{RESET}");
    if !words.is_empty() {
        let _ = write!(out, "　{DIM}{}{RESET}", words.join("・"));
    }
    out.push('\n');
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
    const INDENT: usize = 2;
    let room = columns.max(20) - INDENT;
    let mut used = 0;
    out.push_str("  ");
    let mut put = |out: &mut String, c: char, colour: &str| {
        if c == '\n' || c == '\t' {
            out.push(if c == '\t' { '｜' } else { ' ' });
            used += 2;
            return;
        }
        let wide = width::of_char(c);
        // A mark that may not begin a line hangs over.
        if used + wide > room
            && !matches!(c, '、' | '。' | '，' | '」' | '）' | '-' | '+' | ']' | '}')
        {
            if !colour.is_empty() {
                out.push_str(RESET);
            }
            out.push_str("\n  ");
            out.push_str(colour);
            used = 0;
        }
        out.push(c);
        used += wide;
    };
    for edit in edits {
        let (colour, open, close) = match edit.op {
            Op::Equal => ("", "", ""),
            Op::Delete => (RED, "[-", "-]"),
            Op::Insert => (GREEN, "{+", "+}"),
        };
        out.push_str(colour);
        for c in open.chars().chain(edit.text.chars()).chain(close.chars()) {
            put(out, c, colour);
        }
        if !colour.is_empty() {
            out.push_str(RESET);
        }
    }
    out.push('\n');
}

//! Emit: a row as the parts that a reader sees: in full, abbreviated, or with （同左）.
//!
//! In: the nodes of a row and the settings. Out: [`Part`]s. Never: leaves out a character that changed.

use super::flat::{paragraph, push};
use super::lay::{self, Head, Line};
use super::model::{Cell, Paragraph, Part, Piece, Role, Run, Which};
use super::places::Places;
use super::ranges::{self, Step};
use super::remark;
use super::rows::{Node, State};
use super::settings::{Order, Remarks, Renumbered, Settings, Unchanged};
use super::words;
use crate::diff::Tie;
use crate::report::bodies::Body;
use crate::report::summary::phrases::fill;

/// So many unchanged lines of a changed clause, one after the other, are abbreviated.
const RUN: usize = 3;

/// Writes the nodes of a revision.
#[derive(Debug, Clone, Copy)]
pub(super) struct Emitter<'e, 'r, 'a> {
    /// Every pair, by its place in the revision.
    pub(super) nodes: &'e [Node<'r, 'a>],
    /// The clauses of the old text.
    pub(super) old: &'e Places<'a>,
    /// The clauses of the new text.
    pub(super) new: &'e Places<'a>,
    /// What the house wants.
    pub(super) settings: &'e Settings,
}

impl Emitter<'_, '_, '_> {
    /// A row with everything in it. In that of a 章 that is its heading, its own text, and those that went into it.
    pub(super) fn row(&self, root: usize) -> Vec<Part> {
        let mut out = Vec::new();
        self.subtree(root, None, &mut out);
        out
    }

    fn subtree(&self, n: usize, parent: Option<usize>, out: &mut Vec<Part>) {
        self.own(n, parent, out);
        self.children(n, out);
    }

    /// A clause's own number, heading and text.
    fn own(&self, n: usize, parent: Option<usize>, out: &mut Vec<Part>) {
        let node = &self.nodes[n];
        let start = out.len();
        let heads = self.heads(n);
        let lines = match node.body {
            Some(Body::Stem) => Vec::new(),
            Some(Body::Numbered) => lay::body(node.pair, [&heads[0], &heads[1]]),
            None => lay::lines(node.pair, [&heads[0], &heads[1]]),
        };
        let both = !matches!(node.state, State::Added | State::Removed);
        let still = both && !lines.is_empty() && lines.iter().all(|l| l.quiet);
        let mut parts = match self.settings.unchanged {
            Unchanged::Abbreviated | Unchanged::LeftOut if still => {
                vec![(self.short(n, words::OMITTED), node.state == State::Quiet)]
            }
            Unchanged::Abbreviated | Unchanged::LeftOut if both => {
                compose(&heads, abbreviated(lines))
            }
            Unchanged::Same if still => {
                let mut parts = compose(&heads, lines);
                let mut short = self.short(n, words::SAME);
                let right = self.right();
                for (at, (part, _)) in parts.iter_mut().enumerate() {
                    *part.cell_mut(right) = if at == 0 {
                        std::mem::take(short.cell_mut(right))
                    } else {
                        Cell::new()
                    };
                }
                parts
            }
            _ => compose(&heads, lines),
        };
        for (part, _) in &mut parts {
            part.old_path = self.path(n, Which::Old);
            part.new_path = self.path(n, Which::New);
        }
        if let Some(note) = self.note(n, parent)
            && let Some((part, _)) = parts.first_mut()
        {
            let (which, words, indent) = note;
            part.cell_mut(which).insert(0, ours(indent, words));
        }
        if self.settings.remarks == Remarks::On
            && (parent.is_none() || !self.goes_without(n, parent))
        {
            let at = parts.iter().position(|p| !p.1).unwrap_or(0);
            if let Some((part, _)) = parts.get_mut(at) {
                part.remark = remark::of(node, self.old, self.new);
            }
        }
        out.extend(parts.into_iter().map(|p| p.0));
        debug_assert!(out.len() >= start);
    }

    /// True where a clause came or went with the one it stands in, which says so.
    fn goes_without(&self, n: usize, parent: Option<usize>) -> bool {
        let node = &self.nodes[n];
        parent.is_some_and(|p| {
            let above = &self.nodes[p];
            matches!(node.state, State::Added | State::Removed)
                && above.state == node.state
                && (node.pair.tie == Tie::Same || above.pair.tie == node.pair.tie)
        })
    }

    fn path(&self, n: usize, which: Which) -> Option<crate::document::ClausePath> {
        let pair = self.nodes[n].pair;
        lay::clause(pair, which)?;
        let side = match which {
            Which::Old => pair.old.as_ref(),
            Which::New => pair.new.as_ref(),
        };
        side.map(|s| s.path.clone())
    }

    /// What stands on the empty side of a clause that came or went, and how far in.
    fn note(&self, n: usize, parent: Option<usize>) -> Option<(Which, String, u8)> {
        let node = &self.nodes[n];
        if self.goes_without(n, parent) {
            return None;
        }
        let (old, new) = (node.pair.old.as_ref(), node.pair.new.as_ref());
        let words = match (node.state, node.pair.tie, old, new) {
            (State::Added, Tie::Split, Some(old), _) => fill(
                words::SPLIT_FROM,
                &[("name", &self.old.book.short(old.index))],
            ),
            (State::Removed, Tie::Merged, _, Some(new)) => fill(
                words::MERGED_INTO,
                &[("name", &self.new.book.short(new.index))],
            ),
            (State::Added, ..) => words::ADDED.to_owned(),
            (State::Removed, ..) => words::removed(self.settings.style).to_owned(),
            _ => return None,
        };
        let (which, side, places) = if node.state == State::Added {
            (Which::Old, new, self.new)
        } else {
            (Which::New, old, self.old)
        };
        Some((which, words, side.map_or(0, |s| places.get(s.index).indent)))
    }

    /// What stands below a clause; runs of unchanged siblings are made one.
    fn children(&self, n: usize, out: &mut Vec<Part>) {
        let children = &self.nodes[n].children;
        let mut at = 0;
        while at < children.len() {
            let child = children[at];
            let (step, len) = self.run(&children[at..]);
            at += len;
            let run = &children[at - len..at];
            match step {
                Step::Other => self.subtree(child, Some(n), out),
                Step::Left => {}
                Step::Quiet | Step::Number(_) => out.push(self.range(run)),
            }
        }
    }

    /// How many of the nodes that follow each other are told as one, and as what.
    fn run(&self, nodes: &[usize]) -> (Step, usize) {
        let step = |n: usize| {
            let node = &self.nodes[n];
            let quiet_below = || node.children.iter().all(|&c| self.nodes[c].all_quiet);
            if node.all_quiet {
                State::Quiet
            } else if node.state == State::Number && quiet_below() {
                State::Number
            } else {
                State::Changed
            }
        };
        self.run_of(nodes.len(), &|n| nodes[n], &|n| step(nodes[n]))
    }

    /// The same for `count` things in a row, each named by a node and of some state.
    pub(super) fn run_of(
        &self,
        count: usize,
        node: &dyn Fn(usize) -> usize,
        state: &dyn Fn(usize) -> State,
    ) -> (Step, usize) {
        if matches!(self.settings.unchanged, Unchanged::Full | Unchanged::Same) {
            return (Step::Other, 1);
        }
        let pair = |n: usize| self.nodes[node(n)].pair;
        let step = |n: usize| match state(n) {
            State::Quiet => Step::Quiet,
            State::Number if self.settings.renumbered == Renumbered::LeftOut => Step::Left,
            State::Number => ranges::step(pair(n)),
            _ => Step::Other,
        };
        let first = step(0);
        let alone = first == Step::Other
            || (matches!(first, Step::Number(_)) && self.settings.renumbered == Renumbered::Shown);
        if alone {
            return (first, 1);
        }
        let len = (1..count)
            .take_while(|&n| {
                step(n) == first && (first == Step::Left || ranges::follows(pair(n - 1), pair(n)))
            })
            .count();
        (first, len + 1)
    }

    /// Siblings of which nothing, or the numbers alone, changed: 「2〜5　（略）」.
    pub(super) fn range(&self, run: &[usize]) -> Part {
        let (first, last) = (run[0], run[run.len() - 1]);
        let mut part = if run.len() == 1 {
            self.short(first, words::OMITTED)
        } else {
            let mut part = Part::default();
            for which in [Which::Old, Which::New] {
                let at = which as usize;
                let (a, b) = (&self.heads(first)[at], &self.heads(last)[at]);
                let mut runs = ranges::bare(&a.number);
                if let Some(own) = ranges::supplement(&a.number) {
                    runs = vec![own];
                } else {
                    let between = if run.len() == 2 {
                        words::TWO
                    } else {
                        words::RANGE
                    };
                    push(&mut runs, Role::Ours, between, false);
                    runs.extend(ranges::bare(&b.number));
                }
                push(&mut runs, Role::Gap, "　", false);
                push(&mut runs, Role::Ours, words::OMITTED, false);
                part.cell_mut(which)
                    .push(Piece::Paragraph(paragraph(a.indent, runs)));
            }
            part
        };
        part.old_path = self.path(first, Which::Old);
        part.new_path = self.path(first, Which::New);
        if self.settings.remarks == Remarks::On {
            part.remark = remark::of(&self.nodes[first], self.old, self.new);
        }
        part
    }

    /// Number and heading with a word in place of the text, on both sides.
    fn short(&self, n: usize, word: &str) -> Part {
        let heads = self.heads(n);
        let mut part = Part::default();
        for which in [Which::Old, Which::New] {
            let head = &heads[which as usize];
            let mut paragraphs = head.closed();
            if head.is_open() {
                paragraphs.push(paragraph(head.indent, head.number.clone()));
            }
            match paragraphs.last_mut() {
                Some(last) => {
                    push(&mut last.runs, Role::Gap, "　", false);
                    push(&mut last.runs, Role::Ours, word, false);
                }
                None => paragraphs.push(paragraph(
                    head.indent,
                    vec![Run::new(Role::Ours, word, false)],
                )),
            }
            *part.cell_mut(which) = paragraphs.into_iter().map(Piece::Paragraph).collect();
        }
        part
    }

    fn heads(&self, n: usize) -> [Head; 2] {
        let node = &self.nodes[n];
        let mut heads = [
            lay::head(node.pair, Which::Old, self.old),
            lay::head(node.pair, Which::New, self.new),
        ];
        if node.body == Some(Body::Numbered) {
            // The side without the number stands as far in as the clause whose text it is.
            let sides = [(&node.pair.old, self.old), (&node.pair.new, self.new)];
            for (head, (side, places)) in heads.iter_mut().zip(sides) {
                if let (true, Some(side)) = (head.number.is_empty(), side) {
                    head.indent = places.get(side.index).indent;
                }
            }
        }
        heads
    }

    /// What stands at the old place of a clause that went elsewhere.
    pub(super) fn pointer(&self, root: usize) -> Vec<Part> {
        let pair = self.nodes[root].pair;
        let [old, _] = self.heads(root);
        let mut words = old.titled(old.number.clone());
        push(&mut words, Role::Gap, "　", false);
        push(&mut words, Role::Ours, words::OMITTED, false);
        let name: String = words.iter().map(|r| r.text.as_str()).collect();
        let went = pair.new.as_ref().map_or(String::new(), |side| {
            fill(
                words::MOVED_TO,
                &[("name", &self.new.book.short(side.index))],
            )
        });
        vec![Part {
            old_path: self.path(root, Which::Old),
            new_path: self.path(root, Which::New),
            old: vec![ours(0, name)],
            new: vec![ours(0, went)],
            remark: String::new(),
        }]
    }

    /// The side that stands on the right.
    pub(super) fn right(&self) -> Which {
        match self.settings.order {
            Order::OldNew => Which::New,
            Order::NewOld => Which::Old,
        }
    }
}

/// A paragraph of our own words.
pub(super) fn ours(indent: u8, words: impl Into<String>) -> Piece {
    Piece::Paragraph(Paragraph {
        indent,
        hanging: 0,
        runs: vec![Run::new(Role::Ours, words, false)],
    })
}

/// Head and lines of a clause as parts, each with whether nothing changed in it. The number stands before the first
/// paragraph where no heading follows it.
fn compose(heads: &[Head; 2], mut lines: Vec<Line>) -> Vec<(Part, bool)> {
    let mut top = Line {
        quiet: true,
        ..Line::default()
    };
    for (at, head) in heads.iter().enumerate() {
        let mut paragraphs = head.closed();
        let changed = |runs: &[Run]| runs.iter().any(|r| r.changed);
        if head.is_open() {
            let first = lines.iter_mut().find(|l| !l.cells[at].is_empty());
            match first.filter(|l| l.plain[at]) {
                Some(line) => {
                    line.quiet &= !changed(&head.number);
                    if let Some(Piece::Paragraph(text)) = line.cells[at].first_mut() {
                        let mut runs = head.lead();
                        runs.append(&mut text.runs);
                        *text = paragraph(head.indent, runs);
                    }
                }
                None => paragraphs.push(paragraph(head.indent, head.number.clone())),
            }
        }
        top.quiet &= !paragraphs.iter().any(|p| changed(&p.runs));
        top.cells[at] = paragraphs.into_iter().map(Piece::Paragraph).collect();
    }
    let empty = top.cells.iter().all(Vec::is_empty);
    let top = (!empty).then_some(top);
    lay::parts(top.into_iter().chain(lines).collect())
}

/// Runs of unchanged lines as one （略）; the header of a table stays.
pub(super) fn abbreviated(lines: Vec<Line>) -> Vec<Line> {
    if lines.iter().all(|l| l.quiet) {
        return lines;
    }
    let mut out: Vec<Line> = Vec::new();
    let mut left = lines.into_iter().enumerate().peekable();
    let mut run: Vec<Line> = Vec::new();
    while let Some((at, line)) = left.next() {
        let goes_on = |l: &Line| l.quiet && !l.header && l.table == line.table;
        // The first line may bear the clause's number.
        if at == 0 || !goes_on(&line) {
            out.push(line);
            continue;
        }
        let table = line.table;
        run.push(line);
        while let Some((_, next)) = left.next_if(|(_, l)| l.quiet && !l.header && l.table == table)
        {
            run.push(next);
        }
        if run.len() < RUN {
            out.append(&mut run);
            continue;
        }
        let mut short = run.swap_remove(0);
        run.clear();
        for cell in &mut short.cells {
            let omitted = Run::new(Role::Ours, words::OMITTED, false);
            match cell.first_mut() {
                Some(Piece::Paragraph(paragraph)) => {
                    let indent = paragraph.indent;
                    *cell = vec![ours(indent, words::OMITTED)];
                }
                Some(Piece::Grid(grid)) => grid.rows = vec![vec![vec![omitted]]],
                None => {}
            }
        }
        short.plain = [false; 2];
        out.push(short);
    }
    out
}

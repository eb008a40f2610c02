//! Lay: the number, heading and lines of one pair of clauses, as they stand side by side.
//!
//! In: a pair of a revision. Out: its head and its [`Line`]s, one for each change. Never: leaves a line out, or says
//! anything of its own.

use super::flat::{self, Cursor, Flat};
use super::model::{Cell, Grid, Paragraph, Part, Piece, Role, Run, Which};
use super::places::Places;
use crate::diff::{Change, Pair, Place, Side};
use crate::document::{Clause, LeafKind};

/// What stands side by side within a clause, before anything is abbreviated.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Old and new.
    pub(super) cells: [Cell; 2],
    /// Nothing in it changed but blanks.
    pub(super) quiet: bool,
    /// By side: the first piece is a paragraph without a mark, so that the clause's number may stand in it.
    pub(super) plain: [bool; 2],
    /// By side: the rows of which table of the clause it holds, and nothing else.
    pub(super) table: [Option<usize>; 2],
    /// It is the header of its table.
    pub(super) header: bool,
}

/// The number and heading of a clause on one side.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// The number as it stands.
    pub(super) number: Vec<Run>,
    /// The heading as it stands; empty where there is none or it is the first of the lines.
    pub(super) caption: Vec<Run>,
    /// The heading stands before the number.
    pub(super) caption_first: bool,
    /// The indent of the clause.
    pub(super) indent: u8,
}

impl Head {
    /// Number and blank, to stand before what follows.
    pub(super) fn lead(&self) -> Vec<Run> {
        let mut out = self.number.clone();
        gap(&mut out);
        out
    }

    /// True where the number stands before the first line of the text rather than before the heading.
    pub(super) fn is_open(&self) -> bool {
        !self.number.is_empty() && (self.caption.is_empty() || self.caption_first)
    }

    /// The paragraphs of the head but for a number that stands before the text.
    pub(super) fn closed(&self) -> Vec<Paragraph> {
        if self.caption.is_empty() {
            return Vec::new();
        }
        if self.caption_first || self.number.is_empty() {
            return vec![flat::paragraph(self.indent, self.caption.clone())];
        }
        vec![flat::paragraph(
            self.indent,
            self.titled(self.number.clone()),
        )]
    }

    /// `number`, then the heading.
    pub(super) fn titled(&self, mut number: Vec<Run>) -> Vec<Run> {
        let bracketed = |run: &Run| {
            run.text
                .starts_with(['（', '(', '［', '[', '【', '〔', '＜', '〈'])
        };
        if self.caption.first().is_some_and(|first| !bracketed(first)) {
            gap(&mut number);
        }
        number.extend(self.caption.iter().cloned());
        number
    }

    /// Where the lines of the text begin.
    fn body(&self) -> u8 {
        if self.caption.is_empty() && !self.number.is_empty() {
            self.indent + flat::paragraph(0, self.lead()).hanging
        } else {
            self.indent + 1
        }
    }
}

/// A blank after a number: of full width after 第３条 and after a number of full width.
fn gap(number: &mut Vec<Run>) {
    let narrow = |number: &[Run]| {
        number
            .last()
            .is_some_and(|r| r.text.ends_with(|c: char| c.is_ascii()))
            && !number[0].text.starts_with('第')
    };
    if !number.is_empty() {
        let blank = if narrow(number) { " " } else { "　" };
        flat::push(number, Role::Gap, blank, false);
    }
}

fn side<'p, 'a>(pair: &'p Pair<'a>, which: Which) -> Option<&'p Side<'a>> {
    match which {
        // A tie beside the pairs tells one side.
        Which::Old => pair
            .old
            .as_ref()
            .filter(|_| pair.tie != crate::diff::Tie::Split),
        Which::New => pair
            .new
            .as_ref()
            .filter(|_| pair.tie != crate::diff::Tie::Merged),
    }
}

/// The clause that a pair tells of on one side.
pub(super) fn clause<'a>(pair: &Pair<'a>, which: Which) -> Option<&'a Clause> {
    side(pair, which).map(|s| s.clause)
}

/// True where the heading of a clause is read as the first of its lines.
fn is_running(pair: &Pair<'_>, clause: &Clause) -> bool {
    clause.caption.is_some()
        && !pair.changes.is_empty()
        && pair.changes.iter().all(|c| c.place != Place::Caption)
}

/// Number and heading of one side of a pair; empty where there is no such side.
pub(super) fn head(pair: &Pair<'_>, which: Which, places: &Places<'_>) -> Head {
    let Some(side) = side(pair, which) else {
        return Head::default();
    };
    let clause = side.clause;
    let runs = |place: Place, text: &str, role: Role| {
        let mut out = Vec::new();
        let change = pair.changes.iter().find(|c| c.place == place);
        let mut cursor = change.map_or_else(
            || Cursor::plain(text),
            |c| Cursor::of(c, which == Which::Old),
        );
        cursor.take(text.len(), role, &mut out);
        out
    };
    Head {
        number: runs(Place::Marker, &clause.marker, Role::Number),
        caption: match &clause.caption {
            Some(caption) if !is_running(pair, clause) => {
                runs(Place::Caption, caption, Role::Heading)
            }
            _ => Vec::new(),
        },
        caption_first: clause.caption_first,
        indent: places.get(side.index).indent,
    }
}

/// The lines of a pair's own text.
pub(super) fn lines(pair: &Pair<'_>, heads: [&Head; 2]) -> Vec<Line> {
    let flats = |which| {
        let Some(clause) = clause(pair, which) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        if is_running(pair, clause) {
            let caption = clause.caption.as_deref().unwrap_or_default();
            out.push(Flat::plain(LeafKind::Caption, caption));
        }
        out.extend(flat::of_blocks(&clause.blocks));
        out
    };
    let bodies = heads.map(Head::body);
    let (old, new) = (flats(Which::Old), flats(Which::New));
    if pair.changes.is_empty() {
        return same(&old, &new, bodies);
    }
    of_changes(pair.text(), [&old, &new], bodies)
}

/// The lines of a body that got a number or lost it: the same on both sides.
pub(super) fn body(pair: &Pair<'_>, heads: [&Head; 2]) -> Vec<Line> {
    let flats = [&pair.old, &pair.new]
        .map(|side| (side.as_ref()).map_or(Vec::new(), |s| flat::of_blocks(&s.clause.blocks)));
    same(&flats[0], &flats[1], heads.map(Head::body))
}

/// Lines that are the same on both sides.
pub(super) fn same(old: &[Flat<'_>], new: &[Flat<'_>], bodies: [u8; 2]) -> Vec<Line> {
    let mut out = Vec::new();
    for n in 0..old.len().max(new.len()) {
        let mut line = Line {
            quiet: true,
            ..Line::default()
        };
        for (at, flats) in [old, new].into_iter().enumerate() {
            if let Some(flat) = flats.get(n) {
                let text = flat_text(flat);
                add(&mut line, at, flat, bodies[at], &mut Cursor::plain(&text));
            }
        }
        out.push(line);
    }
    out
}

/// The text of a line as [`diff::line`](crate::diff::line) spells it.
fn flat_text(flat: &Flat<'_>) -> String {
    let gap = if flat.marker.ends_with(|c: char| c.is_ascii()) {
        " "
    } else {
        ""
    };
    format!("{}{gap}{}", flat.marker, flat.cells.join("\t"))
}

/// One line for each change; the flats of each side are those of the changes, in order.
pub(super) fn of_changes<'c>(
    changes: impl Iterator<Item = &'c Change<'c>>,
    flats: [&[Flat<'_>]; 2],
    bodies: [u8; 2],
) -> Vec<Line> {
    let mut left = flats;
    let mut out = Vec::new();
    for change in changes {
        let mut line = Line {
            quiet: change.is_equal(),
            ..Line::default()
        };
        for (at, count) in [change.old.len(), change.new.len()].into_iter().enumerate() {
            let (mine, rest) = left[at].split_at(count.min(left[at].len()));
            left[at] = rest;
            let mut cursor = Cursor::of(change, at == 0);
            for (n, flat) in mine.iter().enumerate() {
                if n > 0 {
                    // The break between two lines.
                    cursor.skip(1);
                }
                add(&mut line, at, flat, bodies[at], &mut cursor);
            }
        }
        out.push(line);
    }
    out
}

/// Adds a line of the text to one side.
fn add(line: &mut Line, at: usize, flat: &Flat<'_>, body: u8, cursor: &mut Cursor<'_>) {
    let indent = body
        .saturating_add(u8::try_from(flat.depth).unwrap_or(u8::MAX))
        .min(8);
    let first = line.cells[at].is_empty();
    if let Some((table, header)) = flat.table {
        line.table[at] = (first || line.table[at] == Some(table)).then_some(table);
        line.header |= header;
        let row = flat::row_runs(flat, cursor);
        match line.cells[at].last_mut() {
            Some(Piece::Grid(grid)) if line.table[at].is_some() => grid.rows.push(row),
            _ => line.cells[at].push(Piece::Grid(Grid {
                indent,
                header,
                rows: vec![row],
            })),
        }
        return;
    }
    let role = match flat.kind {
        LeafKind::Caption | LeafKind::Title | LeafKind::NoticeHeading => Role::Heading,
        _ => Role::Text,
    };
    line.table[at] = None;
    if first {
        line.plain[at] = matches!(flat.kind, LeafKind::Paragraph | LeafKind::Caption);
    }
    let runs = flat::line_runs(flat, role, cursor);
    line.cells[at].push(Piece::Paragraph(flat::paragraph(indent, runs)));
}

/// The parts of some lines: rows of one table are put together again.
pub(super) fn parts(lines: Vec<Line>) -> Vec<(Part, bool)> {
    let mut out: Vec<(Part, bool)> = Vec::new();
    let mut open: [Option<usize>; 2] = [None, None];
    for line in lines {
        let goes_on = |at: usize| {
            line.cells[at].is_empty() || (line.table[at].is_some() && open[at] == line.table[at])
        };
        let begins = |at: usize| line.table[at].is_some() && open[at].is_none();
        let joins = (0..2).all(|at| goes_on(at) || begins(at))
            && (0..2).any(|at| !line.cells[at].is_empty() && goes_on(at));
        let table = line.table;
        match out.last_mut().filter(|_| joins) {
            Some((part, quiet)) => {
                *quiet &= line.quiet;
                for (at, cell) in line.cells.into_iter().enumerate() {
                    let mine = if at == 0 {
                        &mut part.old
                    } else {
                        &mut part.new
                    };
                    for piece in cell {
                        match (mine.last_mut(), piece) {
                            (Some(Piece::Grid(grid)), Piece::Grid(more)) if open[at].is_some() => {
                                grid.rows.extend(more.rows);
                            }
                            (_, piece) => mine.push(piece),
                        }
                    }
                    open[at] = open[at].or(table[at]);
                }
            }
            None => {
                open = table;
                let [old, new] = line.cells;
                out.push((
                    Part {
                        old,
                        new,
                        ..Part::default()
                    },
                    line.quiet,
                ));
            }
        }
    }
    out
}

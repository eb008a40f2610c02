//! Lay: how the texts of one document stand on a page.
//!
//! In: a document. Out: for each clause and each part outside the clauses its texts in order, each with its place on the
//! page. Never: leaves a text out: what is laid out is what [`line::of_blocks`] and the
//! clause's number and heading are.

use crate::diff::line;
use crate::diff::ordinal::Level;
use crate::diff::{Line, Part};
use crate::document::{Block, Clause, Document, LeafKind, Place};
use crate::report::docx::styles::Style;
use crate::text::width;

/// How a paragraph stands on the page, in half-width characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Format {
    pub(super) style: Style,
    pub(super) indent: u32,
    pub(super) hanging: u32,
}

/// What stands after a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The paragraph ends.
    Break(Format),
    /// It goes on after this blank.
    Gap(&'static str),
}

/// A row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct InTable {
    /// Tables of one document have numbers of their own.
    pub(super) table: usize,
    pub(super) header: bool,
    /// Cells of the table's widest row.
    pub(super) columns: usize,
    pub(super) indent: u32,
}

/// One text and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Slot {
    /// A text or a part of a paragraph.
    Text(String, End),
    /// A row, its cells parted by tabs.
    Row(String, InTable),
}

impl Slot {
    /// Bytes of its text.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Text(text, _) | Self::Row(text, _) => text.len(),
        }
    }
}

/// A document on the page.
#[derive(Debug)]
pub(super) struct Laid {
    /// By reading order of the clauses; number and heading first, in the order in which they are shown.
    pub(super) clauses: Vec<Vec<Slot>>,
    /// What stands outside the clauses.
    pub(super) parts: Vec<(Part, Vec<Slot>)>,
}

impl Laid {
    pub(super) fn part(&self, part: Part) -> &[Slot] {
        self.parts
            .iter()
            .find(|p| p.0 == part)
            .map_or(&[], |p| p.1.as_slice())
    }
}

/// Lays a document out.
pub(super) fn document(document: &Document) -> Laid {
    let mut layer = Layer {
        tables: 0,
        laid: Laid {
            clauses: Vec::new(),
            parts: Vec::new(),
        },
    };
    let plain = |style| Format {
        style,
        ..Format::default()
    };
    let dates = |place| -> Vec<Slot> {
        let at = document.dates.iter().filter(|d| d.place == place);
        at.map(|d| Slot::Text(d.text.clone(), End::Break(plain(Style::Date))))
            .collect()
    };
    let one = |text: &String, style| Slot::Text(text.clone(), End::Break(plain(style)));
    let title = document.title.iter().map(|t| one(t, Style::Title));
    let toc = document.toc.iter().map(|t| one(t, Style::Contents));
    let mut notices = Vec::new();
    for notice in &document.notices {
        notices.extend(notice.heading.iter().map(|h| one(h, Style::Heading3)));
        layer.blocks(&notice.blocks, 0, &mut notices);
    }
    let mut preamble = Vec::new();
    layer.blocks(&document.preamble, 0, &mut preamble);
    layer.laid.parts = vec![
        (Part::Title, title.collect()),
        (Part::HeadDates, dates(Place::Head)),
        (Part::Preamble, preamble),
        (Part::Toc, toc.collect()),
        (Part::Notices, notices),
        (Part::FootDates, dates(Place::Foot)),
    ];
    layer.clauses(&document.clauses, 0, 0, false);
    let mut closing = Vec::new();
    layer.blocks(&document.closing, 0, &mut closing);
    for slot in &mut closing {
        // 以上 ends a text at the right.
        if let Slot::Text(text, End::Break(format)) = slot
            && text.as_str() == "以上"
        {
            format.style = Style::Closing;
        }
    }
    layer.laid.parts.push((Part::Closing, closing));
    layer.laid
}

/// A full-width character.
const FULL: u32 = 2;
/// Deeper than this nothing is indented further.
const DEEPEST: u32 = 12 * FULL;

struct Layer {
    tables: usize,
    laid: Laid,
}

impl Layer {
    /// Clauses whose numbers stand at `indent`; those of an article are its 項.
    fn clauses(&mut self, clauses: &[Clause], depth: usize, indent: u32, in_article: bool) {
        for clause in clauses {
            let level = Level::of(clause.number().as_ref());
            // A 項 stands where its article stands; a 号 that follows the article itself is one further in.
            let is_item = in_article && !is_plain_number(clause);
            let indent = (if is_item { indent + FULL } else { indent }).min(DEEPEST);
            let slots = self.clause(clause, depth, indent);
            self.laid.clauses.push(slots);
            let article = level == Level::Article;
            let inner = match level {
                Level::Division(_) | Level::Article | Level::Supplement | Level::Appendix => indent,
                _ => indent + FULL,
            };
            self.clauses(&clause.clauses, depth + 1, inner, article);
        }
    }

    fn clause(&mut self, clause: &Clause, depth: usize, indent: u32) -> Vec<Slot> {
        let mut slots = Vec::new();
        let heading = Format {
            style: match depth {
                0 => Style::Heading1,
                1 => Style::Heading2,
                _ => Style::Heading3,
            },
            indent,
            hanging: 0,
        };
        let gap = gap_after(&clause.marker);
        // 第３条 stands out by one character, as in a statute; any other number by its own width.
        let hanging = if Level::of(clause.number().as_ref()) == Level::Article {
            FULL
        } else {
            (width::of(&clause.marker) + width::of(gap)).min(16) as u32
        };
        // A number stands before the heading, or before the first paragraph.
        let before_text = matches!(clause.blocks.first(), Some(Block::Paragraph(_)));
        let marker = |end| Slot::Text(clause.marker.clone(), end);
        let has_marker = !clause.marker.is_empty();
        let own = Format {
            style: Style::Clause,
            indent,
            hanging,
        };
        match (&clause.caption, clause.caption_first) {
            (Some(caption), false) => {
                if has_marker {
                    let brackets =
                        caption.starts_with(['（', '(', '【', '［', '[', '〔', '〈', '＜']);
                    slots.push(marker(End::Gap(if brackets { "" } else { gap })));
                }
                let hanging = if has_marker { hanging } else { 0 };
                slots.push(Slot::Text(
                    caption.clone(),
                    End::Break(Format { hanging, ..heading }),
                ));
            }
            (caption, _) => {
                if let Some(caption) = caption {
                    slots.push(Slot::Text(caption.clone(), End::Break(heading)));
                }
                if has_marker && before_text {
                    slots.push(marker(End::Gap(gap)));
                } else if has_marker {
                    slots.push(marker(End::Break(own)));
                }
            }
        }
        // The first paragraph goes on behind its number.
        let behind =
            has_marker && before_text && (clause.caption_first || clause.caption.is_none());
        let first = slots.len();
        self.blocks(&clause.blocks, indent + FULL, &mut slots);
        if behind && let Some(Slot::Text(_, end)) = slots.get_mut(first) {
            *end = End::Break(own);
        }
        slots
    }

    /// Blocks whose texts stand at `indent`.
    fn blocks(&mut self, blocks: &[Block], indent: u32, out: &mut Vec<Slot>) {
        for block in blocks {
            match block {
                Block::Table { header, rows } => self.table(header, rows, indent, out),
                Block::List(items) => {
                    for item in items {
                        let line = Line {
                            kind: LeafKind::Item,
                            depth: 0,
                            marker: &item.marker,
                            text: item.text.as_str().into(),
                        };
                        out.push(shown(&line, Style::Clause, indent));
                        self.blocks(&item.blocks, (indent + FULL).min(DEEPEST), out);
                    }
                }
                Block::Paragraph(_) | Block::Note { .. } => {
                    let style = match block {
                        Block::Note { .. } => Style::Note,
                        _ => Style::Clause,
                    };
                    let lines = line::of_blocks(std::slice::from_ref(block));
                    out.extend(lines.iter().map(|line| shown(line, style, indent)));
                }
            }
        }
    }

    fn table(&mut self, header: &[String], rows: &[Vec<String>], indent: u32, out: &mut Vec<Slot>) {
        self.tables += 1;
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let place = InTable {
            table: self.tables,
            header: false,
            columns: columns.max(header.len()).max(1),
            indent,
        };
        if !header.is_empty() {
            let place = InTable {
                header: true,
                ..place
            };
            out.push(Slot::Row(header.join("\t"), place));
        }
        out.extend(rows.iter().map(|r| Slot::Row(r.join("\t"), place)));
    }
}

/// A paragraph, or an item behind its mark.
fn shown(line: &Line<'_>, style: Style, indent: u32) -> Slot {
    let text = line.shown().into_owned();
    let hanging = if line.marker.is_empty() {
        0
    } else {
        (width::of(&text) - width::of(&line.text)).min(16) as u32
    };
    Slot::Text(
        text,
        End::Break(Format {
            style,
            indent,
            hanging,
        }),
    )
}

/// The blank between a number and what follows it.
fn gap_after(marker: &str) -> &'static str {
    match marker.chars().next_back() {
        None => "",
        Some(last) if last.is_ascii() => " ",
        Some(_) => "　",
    }
}

/// True for the number of a 項: a bare `２` or `2.`, or none at all.
fn is_plain_number(clause: &Clause) -> bool {
    clause.number().is_none_or(|n| {
        let text = n.as_str();
        text.starts_with(|c: char| c.is_ascii_digit()) || text.contains('項')
    })
}

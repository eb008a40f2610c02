//! New text: clauses and blocks in the layout of statutes, and read back.
//!
//! In: clauses; or the lines under a sentence that brings them. Out: the other of the two. Never: says that a layout is
//! read back exactly without having tried: what is not stands in canonical Markdown between fences.
//!
//! ```text
//! 　（届出）                       a heading before its number
//! 第四条　会員は、次の事項を届け出る。
//! 　一　氏名                       号 one blank in, イロハ two
//! ２　前項の届出は、書面でする。       項 at the edge, under their article
//! ```

mod layout;
mod marker;
mod read;

pub(crate) use read::{read, read_document};

use rustc_hash::FxHashMap;

use super::instruction::NewText;
use crate::diff::ordinal::Level;
use crate::document::{Block, Clause, Document, Number, canonical};
use crate::text::{fold, numeral};

/// What a document's own clauses tell about how new ones are written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Style {
    /// By the shape of a number: clauses whose heading stands behind it, and the others.
    shapes: FxHashMap<String, (usize, usize)>,
    /// By the shape of a number: headings before it, and behind it.
    captions: FxHashMap<String, (usize, usize)>,
}

impl Style {
    pub(crate) fn of(document: &Document) -> Self {
        let mut style = Self::default();
        for (_, clause) in document.walk() {
            if clause.marker.is_empty() {
                continue;
            }
            let count = style.shapes.entry(shape(&clause.marker)).or_default();
            if clause.caption.is_some() && !clause.caption_first {
                count.0 += 1;
            } else {
                count.1 += 1;
            }
            if clause.caption.is_some() {
                let count = style.captions.entry(shape(&clause.marker)).or_default();
                if clause.caption_first {
                    count.0 += 1;
                } else {
                    count.1 += 1;
                }
            }
        }
        style
    }

    /// True where a text right behind such a number is its heading.
    fn is_titled(&self, marker: &str) -> bool {
        let level = Level::of(Number::of_marker(marker).as_ref());
        let (titled, plain) = self.shapes.get(&shape(marker)).copied().unwrap_or_default();
        matches!(
            level,
            Level::Division(_) | Level::Supplement | Level::Appendix
        ) || titled > plain
    }
}

impl Style {
    /// True where the heading of such a number stands before it.
    pub(crate) fn is_caption_first(&self, marker: &str) -> bool {
        self.captions
            .get(&shape(marker))
            .is_some_and(|(first, behind)| first > behind)
    }
}

/// A marker without its numerals and 枝番.
fn shape(marker: &str) -> String {
    let mut out = String::new();
    for c in marker.chars() {
        if c.is_ascii_digit() || ('０'..='９').contains(&c) || numeral::is_kanji_numeral(c) {
            if !out.ends_with('N') {
                out.push('N');
            }
        } else if !fold::is_blank(c) {
            out.push(c);
        }
    }
    while let Some(rest) = out.strip_suffix("のN") {
        out.truncate(rest.len());
    }
    out
}

/// Blocks or clauses under a sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Content {
    /// Text before the first clause.
    pub(crate) blocks: Vec<Block>,
    /// Clauses.
    pub(crate) clauses: Vec<Clause>,
}

impl Content {
    pub(crate) fn clauses(clauses: Vec<Clause>) -> Self {
        Self {
            clauses,
            ..Self::default()
        }
    }

    pub(crate) fn blocks(blocks: Vec<Block>) -> Self {
        Self {
            blocks,
            ..Self::default()
        }
    }
}

/// The lines that bring `content`: in the layout of statutes where that is read back exactly, else fenced.
///
/// `indent`: blanks before the first: none before 条 and 項, one before 号, two before イロハ.
pub(crate) fn write(content: &Content, style: &Style, indent: usize) -> NewText {
    let mut lines = Vec::new();
    layout::blocks(&mut lines, &content.blocks, 1);
    for clause in &content.clauses {
        layout::clause(&mut lines, clause, indent);
    }
    let plain = NewText {
        lines,
        ..NewText::default()
    };
    // 附則 ends the new text, unless the sentence brings one.
    let supplements = content
        .clauses
        .iter()
        .filter(|c| Level::of(c.number().as_ref()) == Level::Supplement)
        .count();
    let headed = plain
        .lines
        .iter()
        .filter(|l| crate::amend::read::is_supplement(fold::trim(l)))
        .count();
    if headed <= supplements
        && !plain.lines.iter().any(|l| is_doubtful(l))
        && !plain.lines.is_empty()
        && read(&plain, style).as_ref() == Ok(content)
    {
        return plain;
    }
    fenced(content)
}

/// True for a line that could be taken for a sentence of the amendment, or for something else of its own.
pub(crate) fn is_doubtful(line: &str) -> bool {
    let line = fold::trim(line);
    line.is_empty()
        || line.starts_with(super::phrases::FENCE)
        || crate::amend::read::resembles_sentence(line)
}

/// Organisation and dates between fences.
pub(crate) fn facts(document: &Document) -> NewText {
    let head = Document {
        organization: document.organization.clone(),
        dates: document.dates.clone(),
        ..Document::default()
    };
    whole(&head)
}

/// Canonical Markdown of some content.
fn fenced(content: &Content) -> NewText {
    let document = Document {
        preamble: content.blocks.clone(),
        clauses: content.clauses.clone(),
        ..Document::default()
    };
    NewText {
        lines: canonical::write(&document)
            .lines()
            .skip(3)
            .skip_while(|l| l.is_empty())
            .map(str::to_owned)
            .collect(),
        fenced: true,
        ..NewText::default()
    }
}

/// A whole document between fences.
pub(crate) fn whole(document: &Document) -> NewText {
    NewText {
        lines: canonical::write(document)
            .lines()
            .map(str::to_owned)
            .collect(),
        fenced: true,
        ..NewText::default()
    }
}

/// A row of a table as a line.
pub(crate) fn row_line(cells: &[String]) -> String {
    let mut out = String::from("|");
    for cell in cells {
        out.push(' ');
        out.push_str(&cell.replace('\\', "\\\\").replace('|', "\\|"));
        out.push_str(" |");
    }
    out
}

/// The cells of such a line.
pub(crate) fn cells(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut cell = String::new();
    let mut chars = line.trim_start_matches(fold::is_blank).chars().skip(1);
    while let Some(c) = chars.next() {
        match c {
            '\\' => cell.extend(chars.next()),
            '|' => {
                out.push(fold::trim(&cell).to_owned());
                cell.clear();
            }
            _ => cell.push(c),
        }
    }
    if !fold::trim(&cell).is_empty() {
        out.push(fold::trim(&cell).to_owned());
    }
    out
}

//! The contract of `kaitei segment --format json`.

use serde::Serialize;

use crate::document::{Block, Clause, ClausePath, Document};
use crate::segment::{Segmented, Severity};

/// The version of this contract.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Text<'a> {
    schema: u32,
    title: Option<&'a str>,
    organization: Option<&'a str>,
    dates: Vec<Dated<'a>>,
    preamble: Vec<BlockOut<'a>>,
    toc: &'a [String],
    notices: Vec<NoticeOut<'a>>,
    clauses: Vec<ClauseOut<'a>>,
    closing: Vec<BlockOut<'a>>,
    dropped: Vec<DroppedOut<'a>>,
    diagnostics: Vec<DiagnosticOut<'a>>,
}

#[derive(Serialize)]
struct Dated<'a> {
    event: &'static str,
    date: String,
    text: &'a str,
    line: usize,
}

#[derive(Serialize)]
struct NoticeOut<'a> {
    heading: Option<&'a str>,
    blocks: Vec<BlockOut<'a>>,
}

#[derive(Serialize)]
struct ClauseOut<'a> {
    number: Option<String>,
    path: String,
    /// The heading, where it stands before the number; the fields keep the order of the source.
    #[serde(flatten)]
    names: Names<'a>,
    lines: [usize; 2],
    blocks: Vec<BlockOut<'a>>,
    clauses: Vec<ClauseOut<'a>>,
}

/// Number and heading in the order of the source.
#[derive(Serialize)]
#[serde(untagged)]
enum Names<'a> {
    MarkerFirst {
        marker: &'a str,
        heading: Option<&'a str>,
    },
    HeadingFirst {
        heading: Option<&'a str>,
        marker: &'a str,
    },
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum BlockOut<'a> {
    Paragraph {
        text: &'a str,
    },
    List {
        items: Vec<ItemOut<'a>>,
    },
    Note {
        marker: &'a str,
        text: &'a str,
    },
    Table {
        header: &'a [String],
        rows: &'a [Vec<String>],
    },
}

#[derive(Serialize)]
struct ItemOut<'a> {
    marker: &'a str,
    text: &'a str,
    blocks: Vec<BlockOut<'a>>,
}

#[derive(Serialize)]
struct DroppedOut<'a> {
    line: usize,
    text: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct DiagnosticOut<'a> {
    line: usize,
    severity: &'static str,
    code: &'static str,
    message: &'a str,
}

/// A segmented text as the contract has it.
pub fn segment(segmented: &Segmented) -> String {
    let d = &segmented.document;
    super::render(&Text {
        schema: SCHEMA,
        title: d.title.as_deref(),
        organization: d.organization.as_deref(),
        dates: d
            .dates
            .iter()
            .map(|x| Dated {
                event: x.event.as_str(),
                date: x.date.to_string(),
                text: &x.text,
                line: x.lines.0,
            })
            .collect(),
        preamble: blocks(&d.preamble),
        toc: &d.toc,
        notices: d
            .notices
            .iter()
            .map(|n| NoticeOut {
                heading: n.heading.as_deref(),
                blocks: blocks(&n.blocks),
            })
            .collect(),
        clauses: clauses(&d.clauses, &ClausePath::default()),
        closing: blocks(&d.closing),
        dropped: segmented
            .dropped
            .iter()
            .map(|x| DroppedOut {
                line: x.line,
                text: &x.text,
                reason: x.reason,
            })
            .collect(),
        diagnostics: segmented
            .diagnostics
            .iter()
            .map(|x| DiagnosticOut {
                line: x.line,
                severity: if x.severity == Severity::Warning {
                    "warning"
                } else {
                    "note"
                },
                code: x.code,
                message: &x.message,
            })
            .collect(),
    })
}

#[derive(Serialize)]
struct One<'a> {
    schema: u32,
    clause: ClauseOut<'a>,
}

/// One clause of a document with what stands under it; none where there is no such clause.
pub fn clause(document: &Document, path: &ClausePath) -> Option<String> {
    fn find<'a>(list: Vec<ClauseOut<'a>>, path: &str) -> Option<ClauseOut<'a>> {
        list.into_iter().find_map(|c| {
            if c.path == path {
                Some(c)
            } else {
                find(c.clauses, path)
            }
        })
    }
    let all = clauses(&document.clauses, &ClausePath::default());
    find(all, path.as_str()).map(|clause| {
        super::render(&One {
            schema: SCHEMA,
            clause,
        })
    })
}

fn clauses<'a>(list: &'a [Clause], parent: &ClausePath) -> Vec<ClauseOut<'a>> {
    ClausePath::of_children(parent, list)
        .into_iter()
        .zip(list)
        .map(|(path, c)| ClauseOut {
            number: c.number().map(|n| n.to_string()),
            names: names(c),
            lines: [c.lines.0, c.lines.1],
            blocks: if noun(c).is_some() {
                Vec::new()
            } else {
                blocks(&c.blocks)
            },
            clauses: clauses(&c.clauses, &path),
            path: path.to_string(),
        })
        .collect()
}

/// A clause that is nothing but a name of at most this many characters bears it as its heading.
const NAME: usize = 10;

fn noun(c: &Clause) -> Option<&str> {
    match c.blocks.as_slice() {
        [Block::Paragraph(text)]
            if c.caption.is_none()
                && c.clauses.is_empty()
                && !c.marker.is_empty()
                && text.chars().count() <= NAME
                && !text.contains(['。', '、', '，']) =>
        {
            Some(text)
        }
        _ => None,
    }
}

fn names(c: &Clause) -> Names<'_> {
    let heading = noun(c).or(c.heading());
    if c.caption_first {
        Names::HeadingFirst {
            heading,
            marker: &c.marker,
        }
    } else {
        Names::MarkerFirst {
            marker: &c.marker,
            heading,
        }
    }
}

fn blocks(list: &[Block]) -> Vec<BlockOut<'_>> {
    list.iter()
        .map(|block| match block {
            Block::Paragraph(text) => BlockOut::Paragraph { text },
            Block::Note { marker, text } => BlockOut::Note { marker, text },
            Block::Table { header, rows } => BlockOut::Table { header, rows },
            Block::List(items) => BlockOut::List {
                items: items
                    .iter()
                    .map(|i| ItemOut {
                        marker: &i.marker,
                        text: &i.text,
                        blocks: blocks(&i.blocks),
                    })
                    .collect(),
            },
        })
        .collect()
}

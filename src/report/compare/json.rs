//! The contract of `kaitei compare --format json`.
//!
//! In: a sheet and its comparison. Out: JSON text that ends in a line break. Never: leaves out a field that is null.

use serde::Serialize;

use super::sheet::{Named, PairSheet, Sheet};
use crate::compare::cluster::Branch;
use crate::compare::{Comparison, Reason};
use crate::diff::{Edit, Op};
use crate::report::json::render;

/// The version of this contract.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Out<'a> {
    schema: u32,
    texts: Vec<Text<'a>>,
    doubts: &'a [String],
    topics: Vec<Topic<'a>>,
    /// The first text against the second: every clause of both.
    clauses: Vec<Row<'a>>,
    /// Every two texts.
    pairs: Vec<PairOut<'a>>,
    facts: Vec<Fact<'a>>,
    likeness: Vec<Vec<f32>>,
    groups: &'a [Vec<String>],
    tree: Option<Tree<'a>>,
}

#[derive(Serialize)]
struct Text<'a> {
    letter: &'a str,
    name: &'a str,
    title: Option<&'a str>,
    organization: Option<&'a str>,
    kind: Option<&'static str>,
    clauses: usize,
}

#[derive(Serialize)]
struct Topic<'a> {
    id: &'a str,
    name: &'a str,
    law: Option<&'a str>,
    lacking: &'a [String],
    texts: Vec<Cell<'a>>,
    typical: Vec<Typical<'a>>,
}

#[derive(Serialize)]
struct Typical<'a> {
    text: &'a str,
    path: &'a str,
    likeness: f32,
}

#[derive(Serialize)]
struct Cell<'a> {
    state: &'static str,
    clauses: Vec<Clause<'a>>,
    words: &'a [String],
    missing: &'a [String],
}

#[derive(Serialize)]
struct Clause<'a> {
    path: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct PairOut<'a> {
    a: &'a str,
    b: &'a str,
    kin: bool,
    clauses: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    old: Option<Side<'a>>,
    new: Option<Side<'a>>,
    status: &'static str,
    score: f32,
    reason: Option<&'static str>,
    topic: Option<&'a str>,
    same_of_old: f32,
    same_of_new: f32,
    edits: Vec<EditOut<'a>>,
}

#[derive(Serialize)]
struct Side<'a> {
    path: &'a str,
    number: Option<String>,
    heading: Option<&'a str>,
}

#[derive(Serialize)]
struct EditOut<'a> {
    op: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct Fact<'a> {
    kind: &'static str,
    value: &'a str,
    texts: Vec<Vec<Clause<'a>>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Tree<'a> {
    Leaf(&'a str),
    Fork {
        likeness: f32,
        branches: Vec<Tree<'a>>,
    },
}

/// A comparison as the contract has it. `old` is the clause of the first text of a pair, `new` that of the second, so that
/// what reads `kaitei diff --format json --all` reads this.
pub fn json(comparison: &Comparison<'_>, sheet: &Sheet) -> String {
    let pairs: Vec<PairOut<'_>> = comparison
        .pairs
        .iter()
        .zip(&sheet.pairs)
        .map(|(pair, words)| PairOut {
            a: &words.letters[0],
            b: &words.letters[1],
            kin: words.is_kin,
            clauses: rows(comparison, pair, words),
        })
        .collect();
    let first = comparison.pairs.iter().zip(&sheet.pairs).next();
    render(&Out {
        schema: SCHEMA,
        texts: texts(comparison, sheet),
        doubts: &sheet.doubts,
        topics: topics(comparison, sheet),
        clauses: first.map_or_else(Vec::new, |(p, w)| rows(comparison, p, w)),
        pairs,
        facts: sheet
            .facts
            .iter()
            .map(|f| Fact {
                kind: f.kind.as_str(),
                value: &f.value,
                texts: f.places.iter().map(|p| clauses(p)).collect(),
            })
            .collect(),
        likeness: comparison
            .likeness
            .iter()
            .map(|row| row.iter().map(|v| round(*v)).collect())
            .collect(),
        groups: &sheet.groups,
        tree: sheet.tree.as_ref().map(|t| tree(t, sheet)),
    })
}

fn texts<'a>(comparison: &'a Comparison<'_>, sheet: &'a Sheet) -> Vec<Text<'a>> {
    sheet
        .texts
        .iter()
        .zip(&comparison.profiles)
        .map(|(row, profile)| Text {
            letter: &row.letter,
            name: &row.name,
            title: row.title.as_deref(),
            organization: row.organization.as_deref(),
            kind: profile.kind.map(|k| k.as_str()),
            clauses: row.clauses,
        })
        .collect()
}

fn topics<'a>(comparison: &'a Comparison<'_>, sheet: &'a Sheet) -> Vec<Topic<'a>> {
    sheet
        .topics
        .iter()
        .zip(&comparison.typical)
        .map(|(row, typical)| Topic {
            id: &row.id,
            name: &row.name,
            law: row.law.as_deref(),
            lacking: &row.lacking,
            texts: row
                .cells
                .iter()
                .map(|c| Cell {
                    state: c.state.as_str(),
                    clauses: clauses(&c.places),
                    words: &c.words,
                    missing: &c.missing,
                })
                .collect(),
            typical: row
                .typical
                .iter()
                .zip(typical)
                .map(|((letter, named, _), d)| Typical {
                    text: letter,
                    path: &named.path,
                    likeness: round(d.likeness),
                })
                .collect(),
        })
        .collect()
}

fn clauses(named: &[Named]) -> Vec<Clause<'_>> {
    named
        .iter()
        .map(|n| Clause {
            path: &n.path,
            name: &n.name,
        })
        .collect()
}

fn rows<'a>(
    comparison: &'a Comparison<'_>,
    pair: &'a crate::compare::Pair<'_>,
    words: &'a PairSheet,
) -> Vec<Row<'a>> {
    let side = |text: usize, named: &'a Named| -> Option<Side<'a>> {
        let clause = comparison.profiles[text].nodes[named.node?].clause;
        Some(Side {
            path: &named.path,
            number: clause.number().map(|n| n.to_string()),
            heading: clause.heading(),
        })
    };
    words
        .rows
        .iter()
        .map(|row| {
            let link = pair.pairing.links.iter().zip(&pair.wording).find(|(l, _)| {
                Some(l.a) == row.a.as_ref().and_then(|n| n.node)
                    && Some(l.b) == row.b.as_ref().and_then(|n| n.node)
            });
            Row {
                old: row.a.as_ref().and_then(|n| side(pair.a, n)),
                new: row.b.as_ref().and_then(|n| side(pair.b, n)),
                status: match (&row.a, &row.b) {
                    (None, _) => "added",
                    (_, None) => "removed",
                    _ if row.is_same => "unchanged",
                    _ => "modified",
                },
                score: round(row.score),
                reason: link.map(|(l, _)| match l.reason {
                    Reason::Kin => "kin",
                    Reason::Topic(_) => "topic",
                    Reason::Words => "words",
                }),
                topic: link.and_then(|(l, _)| match l.reason {
                    Reason::Topic(t) => Some(comparison.topics.all()[t].id.as_str()),
                    _ => None,
                }),
                same_of_old: link.map_or(0.0, |(_, w)| round(w.of_a)),
                same_of_new: link.map_or(0.0, |(_, w)| round(w.of_b)),
                edits: edits(&row.lines),
            }
        })
        .collect()
}

fn edits(lines: &[Vec<Edit>]) -> Vec<EditOut<'_>> {
    let mut out = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        if n > 0 {
            out.push(EditOut {
                op: "equal",
                text: "\n",
            });
        }
        out.extend(line.iter().map(|e| EditOut {
            op: match e.op {
                Op::Equal => "equal",
                Op::Delete => "delete",
                Op::Insert => "insert",
            },
            text: &e.text,
        }));
    }
    out
}

fn tree<'a>(branch: &Branch, sheet: &'a Sheet) -> Tree<'a> {
    match branch {
        Branch::Leaf(n) => Tree::Leaf(&sheet.texts[*n].letter),
        Branch::Fork(a, b, likeness) => Tree::Fork {
            likeness: round(*likeness),
            branches: vec![tree(a, sheet), tree(b, sheet)],
        },
    }
}

/// Two digits: more would claim what the measure cannot tell.
fn round(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

//! Sheet: a comparison with every clause named, every sentence written, in the order in which it is read.
//!
//! In: a [`Comparison`] and what the texts are called. Out: values that each format prints as it can. Never: knows a format.

use super::phrases;
use crate::compare::cluster::Branch;
use crate::compare::facts::{Fact, FactKind};
use crate::compare::matrix::{Cell, Place};
use crate::compare::{Comparison, State};
use crate::diff::{Edit, Op, line};
use crate::report::naming::Book;
use crate::report::quote::shorten;

/// Characters of a clause's name in a table.
const NAME: usize = 28;

/// A clause in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its path; empty for what stands outside the clauses.
    pub path: String,
    /// Its number and heading, or the beginning of its text.
    pub name: String,
    /// Its place among the clauses of its text.
    pub node: Option<usize>,
}

/// A text in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRow {
    /// A, B, C …
    pub letter: String,
    /// The file, or `POLICY@VERSION`.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Its organisation.
    pub organization: Option<String>,
    /// What kind of document it is.
    pub kind: Option<&'static str>,
    /// How many clauses it has.
    pub clauses: usize,
}

/// A cell of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellRow {
    /// ◯, 一部, ―.
    pub state: State,
    /// Where, the surest first.
    pub places: Vec<Named>,
    /// The words that decided it.
    pub words: Vec<String>,
    /// 一部: what was not found.
    pub missing: Vec<String>,
}

/// A row of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicRow {
    /// What programs know the topic by.
    pub id: String,
    /// What lawyers call it.
    pub name: String,
    /// Where the rule behind it stands.
    pub law: Option<String>,
    /// By text.
    pub cells: Vec<CellRow>,
    /// The letters of the texts that lack it.
    pub lacking: Vec<String>,
    /// The clause nearest to all others, by letter, and the others with their likeness to it in per cent; empty where
    /// fewer than three texts have one.
    pub typical: Vec<(String, Named, u32)>,
}

/// A row of two texts side by side: paired clauses, or one alone.
#[derive(Debug, Clone, PartialEq)]
pub struct PairRow {
    /// A clause above it is paired: it has no counterpart of its own, and is told with that one.
    pub is_below: bool,
    /// The clause of the first text.
    pub a: Option<Named>,
    /// The clauses of the second.
    pub b: Option<Named>,
    /// Why they are paired.
    pub reason: String,
    /// How sure, 0 to 1.
    pub score: f32,
    /// 同文, or the two shares.
    pub likeness: String,
    /// Both say the same in the same words.
    pub is_same: bool,
    /// The two texts as a redline, its lines apart.
    pub lines: Vec<Vec<Edit>>,
}

/// Two texts side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct PairSheet {
    /// Their letters.
    pub letters: [String; 2],
    /// 同系統.
    pub is_kin: bool,
    /// The rows in the order of the first text, then what the second has alone.
    pub rows: Vec<PairRow>,
}

/// A fact by text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRow {
    /// What kind.
    pub kind: FactKind,
    /// The value.
    pub value: String,
    /// By text: the clauses.
    pub places: Vec<Vec<Named>>,
}

/// A comparison in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// 表題.
    pub title: String,
    /// The texts.
    pub texts: Vec<TextRow>,
    /// What to be wary of.
    pub doubts: Vec<String>,
    /// The note that stands on every comparison.
    pub note: &'static str,
    /// 凡例.
    pub legend: &'static str,
    /// The matrix.
    pub topics: Vec<TopicRow>,
    /// Two by two, the first text against each other one first.
    pub pairs: Vec<PairSheet>,
    /// The facts.
    pub facts: Vec<FactRow>,
    /// How much wording each two share, in per cent.
    pub likeness: Vec<Vec<u32>>,
    /// The tree of the nearest.
    pub tree: Option<Branch>,
    /// Groups of near-identical wording, by letter.
    pub groups: Vec<Vec<String>>,
}

/// A comparison in words; `names` are the files or versions.
pub fn sheet(comparison: &Comparison<'_>, names: &[String]) -> Sheet {
    let letters: Vec<String> = (0..names.len()).map(letter).collect();
    let books: Vec<Book<'_>> = comparison
        .profiles
        .iter()
        .map(|p| Book::of(p.document))
        .collect();
    let named = |text: usize, node: usize| name(comparison, &books, text, node);
    let texts = comparison
        .profiles
        .iter()
        .zip(names)
        .zip(&letters)
        .map(|((profile, name), letter)| TextRow {
            letter: letter.clone(),
            name: name.clone(),
            title: profile.document.title.clone(),
            organization: profile.document.organization.clone(),
            kind: profile.kind.map(|k| k.name()),
            clauses: profile.nodes.len(),
        })
        .collect();
    let topics = comparison
        .rows
        .iter()
        .zip(&comparison.typical)
        .map(|(row, typical)| {
            let topic = &comparison.topics.all()[row.topic];
            TopicRow {
                id: topic.id.clone(),
                name: topic.name.clone(),
                law: topic.law.clone(),
                cells: row
                    .cells
                    .iter()
                    .enumerate()
                    .map(|(text, cell)| cell_row(cell, |p| place(p, text, &named)))
                    .collect(),
                lacking: row.lacking().map(|n| letters[n].clone()).collect(),
                typical: if typical.len() < 3 {
                    Vec::new()
                } else {
                    typical
                        .iter()
                        .map(|d| {
                            (
                                letters[d.text].clone(),
                                named(d.text, d.node),
                                phrases::percent(d.likeness),
                            )
                        })
                        .collect()
                },
            }
        })
        .collect();
    Sheet {
        title: "条項の比較".to_owned(),
        texts,
        doubts: phrases::doubts(comparison, &letters),
        note: phrases::NOTE,
        legend: phrases::LEGEND,
        topics,
        pairs: pairs(comparison, &letters, &named),
        facts: comparison
            .facts
            .iter()
            .map(|f| fact_row(f, &named))
            .collect(),
        likeness: comparison
            .likeness
            .iter()
            .map(|row| row.iter().map(|v| phrases::percent(*v)).collect())
            .collect(),
        tree: comparison.tree.clone(),
        groups: comparison
            .groups
            .iter()
            .map(|g| g.iter().map(|n| letters[*n].clone()).collect())
            .collect(),
    }
}

/// A, B … Z, AA …
pub(super) fn letter(n: usize) -> String {
    let own = char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    match n / 26 {
        0 => own.to_string(),
        more => letter(more - 1) + &own.to_string(),
    }
}

/// `7/(2)　本人確認`, `第5条（目的）`, `3/(1)　当社は、法令に…`.
fn name(comparison: &Comparison<'_>, books: &[Book<'_>], text: usize, node: usize) -> Named {
    let this = &comparison.profiles[text].nodes[node];
    let path = this.path.to_string();
    let own = match this.clause.heading() {
        Some(heading) if this.clause.number().is_none() => heading.to_owned(),
        Some(heading) => heading.to_owned(),
        None => line::of_blocks(&this.clause.blocks)
            .first()
            .map(|l| l.text.to_string())
            .unwrap_or_default(),
    };
    let name = if this.parent.is_none() && this.clause.heading().is_some() {
        books[text].name(node)
    } else {
        let place = path
            .rsplit_once("/[")
            .map_or(path.as_str(), |(above, _)| above);
        format!("{place}　{own}")
    };
    Named {
        name: shorten(name.trim_matches(['「', '」']), NAME),
        path,
        node: Some(node),
    }
}

fn outside() -> Named {
    Named {
        path: String::new(),
        name: phrases::OUTSIDE.to_owned(),
        node: None,
    }
}

fn place(place: &Place, text: usize, named: &dyn Fn(usize, usize) -> Named) -> Named {
    place.node.map_or_else(outside, |node| named(text, node))
}

fn cell_row(cell: &Cell, mut name: impl FnMut(&Place) -> Named) -> CellRow {
    let mut words: Vec<String> = Vec::new();
    for word in cell.places.iter().flat_map(|p| &p.words) {
        let word = phrases::word(word);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    CellRow {
        state: cell.state,
        places: cell.places.iter().map(&mut name).collect(),
        words,
        missing: cell.missing.clone(),
    }
}

fn fact_row(fact: &Fact, named: &dyn Fn(usize, usize) -> Named) -> FactRow {
    FactRow {
        kind: fact.kind,
        value: fact.value.clone(),
        places: fact
            .places
            .iter()
            .enumerate()
            .map(|(text, nodes)| {
                nodes
                    .iter()
                    .map(|n| {
                        if *n == usize::MAX {
                            outside()
                        } else {
                            named(text, *n)
                        }
                    })
                    .collect()
            })
            .collect(),
    }
}

fn pairs(
    comparison: &Comparison<'_>,
    letters: &[String],
    named: &dyn Fn(usize, usize) -> Named,
) -> Vec<PairSheet> {
    comparison
        .pairs
        .iter()
        .map(|pair| {
            let mut rows: Vec<PairRow> = Vec::new();
            let links = &pair.pairing.links;
            for node in 0..comparison.profiles[pair.a].nodes.len() {
                let mut any = false;
                for (link, wording) in links.iter().zip(&pair.wording).filter(|(l, _)| l.a == node)
                {
                    any = true;
                    rows.push(PairRow {
                        is_below: false,
                        a: Some(named(pair.a, node)),
                        b: Some(named(pair.b, link.b)),
                        reason: phrases::reason(link.reason, comparison.topics),
                        score: link.score,
                        likeness: phrases::likeness(wording.of_a, wording.of_b),
                        is_same: wording.is_same(),
                        lines: wording.changes.iter().map(|c| c.edits.clone()).collect(),
                    });
                }
                if !any {
                    let below =
                        is_below(comparison, pair.a, node, |n| links.iter().any(|l| l.a == n));
                    rows.push(alone(Some(named(pair.a, node)), None, below));
                }
            }
            for node in 0..comparison.profiles[pair.b].nodes.len() {
                if !links.iter().any(|l| l.b == node) {
                    let below =
                        is_below(comparison, pair.b, node, |n| links.iter().any(|l| l.b == n));
                    rows.push(alone(None, Some(named(pair.b, node)), below));
                }
            }
            PairSheet {
                letters: [letters[pair.a].clone(), letters[pair.b].clone()],
                is_kin: pair.pairing.is_kin,
                rows,
            }
        })
        .collect()
}

/// True where a clause above this one has a row already, paired or not.
fn is_below(
    comparison: &Comparison<'_>,
    text: usize,
    node: usize,
    is_paired: impl Fn(usize) -> bool,
) -> bool {
    let nodes = &comparison.profiles[text].nodes;
    // What stands below a clause without a counterpart goes with it, unless one of them has a counterpart.
    nodes[node].parent.is_some() && !(node..nodes[node].end).any(is_paired)
}

fn alone(a: Option<Named>, b: Option<Named>, is_below: bool) -> PairRow {
    PairRow {
        is_below,
        a,
        b,
        reason: phrases::NONE.to_owned(),
        score: 0.0,
        likeness: String::new(),
        is_same: false,
        lines: Vec::new(),
    }
}

/// The text of one side of a redline.
pub(super) fn side(line: &[Edit], without: Op) -> String {
    line.iter()
        .filter(|e| e.op != without)
        .map(|e| e.text.as_str())
        .collect()
}

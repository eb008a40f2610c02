//! Comparison: everything there is to say of several companies' texts, as values.
//!
//! In: texts and topics. Out: a [`Comparison`]. Never: knows a format.

use rustc_hash::FxHashSet;

use super::cluster::{self, Branch, Departure};
use super::facts::{self, Fact};
use super::matrix::{self, Row};
use super::pairing::{self, Link, Pairing};
use super::profile::Profile;
use super::topics::{Kind, Topics};
use super::wording::{self, Wording};
use crate::document::Document;

/// Most texts that are compared clause by clause.
pub const MOST: usize = 20;

/// So many texts have all their pairs told unless it is said otherwise.
pub const FEW: usize = 4;

/// Which two of several texts are compared clause by clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pairs {
    /// Each two.
    All,
    /// The first with each of the others.
    First,
}

/// Something that makes the comparison less than it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// These two texts are the same.
    Same(usize, usize),
    /// This text has no clauses: it is compared as a whole only.
    NoClauses(usize),
    /// These two are documents of different kinds.
    Kinds(usize, usize),
    /// The kind of this text is not known: topics of every kind are looked for.
    NoKind(usize),
    /// This text is not in Japanese: the table of topics is.
    Language(usize),
}

/// Two of the texts against each other.
#[derive(Debug)]
pub struct Pair<'a> {
    /// The first, by its place.
    pub a: usize,
    /// The second.
    pub b: usize,
    /// Their paired clauses.
    pub pairing: Pairing,
    /// By link: its wording.
    pub wording: Vec<Wording<'a>>,
}

/// Several texts against each other.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The texts.
    pub profiles: Vec<Profile<'a>>,
    /// The topics that were looked for.
    pub topics: &'a Topics,
    /// Topics by text.
    pub rows: Vec<Row>,
    /// By row: its clauses against the typical one.
    pub typical: Vec<Vec<Departure>>,
    /// The first text against each other one, then, if asked for, the others against each other.
    pub pairs: Vec<Pair<'a>>,
    /// Facts by text.
    pub facts: Vec<Fact>,
    /// How much wording each two share.
    pub likeness: Vec<Vec<f32>>,
    /// The texts by the likeness of their wording.
    pub tree: Option<Branch>,
    /// Groups of texts of near-identical wording.
    pub groups: Vec<Vec<usize>>,
    /// What to be wary of.
    pub doubts: Vec<Doubt>,
}

impl<'a> Comparison<'a> {
    /// Compares `documents` with each other: each two of a few, else the first with the others.
    pub fn of(documents: &[&'a Document], topics: &'a Topics) -> Self {
        let pairs = if documents.len() <= FEW {
            Pairs::All
        } else {
            Pairs::First
        };
        Self::with(documents, topics, pairs)
    }

    /// Compares `documents` with each other; clause by clause only those two and two that `which` names.
    pub fn with(documents: &[&'a Document], topics: &'a Topics, which: Pairs) -> Self {
        let profiles: Vec<Profile<'a>> = documents.iter().map(|d| Profile::of(d, topics)).collect();
        let mut rows = matrix::matrix(&profiles, topics);
        // A kind that one text alone has is nothing to compare, unless it is all there is.
        let kinds: FxHashSet<Option<Kind>> = profiles.iter().map(|p| p.kind).collect();
        if kinds.len() > 1 {
            let shared = |row: &Row| row.having().count() > 1;
            if rows.iter().any(shared) {
                rows.sort_by_key(|row| !shared(row));
            }
        }
        let typical = rows
            .iter()
            .map(|row| {
                let clauses: Vec<(usize, usize)> = row
                    .cells
                    .iter()
                    .enumerate()
                    .filter_map(|(text, cell)| Some((text, cell.places.first()?.node?)))
                    .collect();
                cluster::typical(&profiles, &clauses)
            })
            .collect();
        let mut pairs = Vec::new();
        let firsts = match which {
            Pairs::All => profiles.len(),
            Pairs::First => 1.min(profiles.len()),
        };
        for a in 0..firsts {
            for b in a + 1..profiles.len() {
                pairs.push(pair(&profiles, a, b));
            }
        }
        let likeness = cluster::likeness(&profiles);
        Self {
            rows,
            typical,
            pairs,
            facts: facts::facts(&profiles, topics),
            tree: cluster::tree(&likeness),
            groups: cluster::groups(&likeness),
            likeness,
            doubts: doubts(&profiles),
            topics,
            profiles,
        }
    }

    /// The pair of the texts `a` and `b`, whichever way round.
    pub fn pair(&self, a: usize, b: usize) -> Option<&Pair<'a>> {
        self.pairs
            .iter()
            .find(|p| (p.a, p.b) == (a.min(b), a.max(b)))
    }
}

fn pair<'a>(profiles: &[Profile<'a>], a: usize, b: usize) -> Pair<'a> {
    let pairing = pairing::pair(&profiles[a], &profiles[b]);
    // Texts of one origin are compared as versions are: what has no counterpart there is new, not part of its parent.
    let told = |text: usize, of: fn(&Link) -> usize| -> FxHashSet<usize> {
        if pairing.is_kin {
            (0..profiles[text].nodes.len()).collect()
        } else {
            pairing.links.iter().map(of).collect()
        }
    };
    let (paired_a, paired_b) = (told(a, |l| l.a), told(b, |l| l.b));
    let wording = pairing
        .links
        .iter()
        .map(|l| {
            wording::wording(
                (&profiles[a], l.a),
                (&profiles[b], l.b),
                &paired_a,
                &paired_b,
            )
        })
        .collect();
    Pair {
        a,
        b,
        pairing,
        wording,
    }
}

fn doubts(profiles: &[Profile<'_>]) -> Vec<Doubt> {
    let mut out = Vec::new();
    for (n, profile) in profiles.iter().enumerate() {
        if profile.nodes.is_empty() {
            out.push(Doubt::NoClauses(n));
        }
        if !is_japanese(profile.document) {
            out.push(Doubt::Language(n));
        } else if profile.kind.is_none() {
            out.push(Doubt::NoKind(n));
        }
        for (m, earlier) in profiles[..n].iter().enumerate() {
            if earlier.document == profile.document {
                out.push(Doubt::Same(m, n));
            }
            if let (Some(x), Some(y)) = (earlier.kind, profile.kind)
                && x != y
            {
                out.push(Doubt::Kinds(m, n));
            }
        }
    }
    out
}

/// True for a text in which kana are no rarity.
fn is_japanese(document: &Document) -> bool {
    let (mut kana, mut letters) = (0usize, 0usize);
    for leaf in document.leaves() {
        for c in leaf.text.chars().filter(|c| c.is_alphabetic()) {
            letters += 1;
            kana += usize::from(matches!(c, 'ぁ'..='ヿ'));
        }
    }
    letters == 0 || kana * 10 >= letters
}

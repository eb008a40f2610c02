//! Near: for each policy of a corpus those whose wording is nearest, and groups of near-identical ones.
//!
//! In: what a survey met. Out: text or JSON. Never: compares.

use std::fmt::Write as _;

use serde::Serialize;

use super::phrases::percent;
use crate::compare::cluster::NEAR_IDENTICAL;
use crate::compare::survey::Met;
use crate::report::json::render;

/// The version of the JSON contract.
const SCHEMA: u32 = 1;
/// How many neighbours of a policy are told.
pub const NEAREST: usize = 5;

/// A neighbour of a policy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// The other policy, by its place.
    pub other: usize,
    /// How much of the shorter one's wording both share, 0 to 1.
    pub likeness: f32,
    /// Topics both deal with.
    pub topics: usize,
    /// Paired clauses.
    pub clauses: usize,
}

/// The nearest of each policy, kept while a survey runs: a few for each, whatever their number.
#[derive(Debug, Default)]
pub struct Nearest {
    of: Vec<Vec<Neighbour>>,
    /// By policy: another of its group, itself for the first.
    root: Vec<usize>,
}

impl Nearest {
    /// For that many policies.
    pub fn new(count: usize) -> Self {
        Self {
            of: vec![Vec::new(); count],
            root: (0..count).collect(),
        }
    }

    /// Takes in two policies that met.
    pub fn add(&mut self, met: &Met) {
        if met.likeness >= NEAR_IDENTICAL {
            let (x, y) = (self.first(met.a), self.first(met.b));
            self.root[x.max(y)] = x.min(y);
        }
        for (one, other) in [(met.a, met.b), (met.b, met.a)] {
            let list = &mut self.of[one];
            list.push(Neighbour {
                other,
                likeness: met.likeness,
                topics: met.topics,
                clauses: met.links.len(),
            });
            if list.len() > 8 * NEAREST {
                sort(list);
                list.truncate(NEAREST);
            }
        }
    }

    /// By policy: its neighbours, the nearest first.
    pub fn neighbours(&mut self) -> &[Vec<Neighbour>] {
        for list in &mut self.of {
            sort(list);
            list.truncate(NEAREST);
        }
        &self.of
    }

    /// Groups of policies of near-identical wording, each in the order given; groups of one are left out.
    pub fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); self.of.len()];
        for n in 0..self.of.len() {
            let first = self.first(n);
            groups[first].push(n);
        }
        groups.retain(|g| g.len() > 1);
        groups
    }

    fn first(&mut self, mut n: usize) -> usize {
        while self.root[n] != n {
            self.root[n] = self.root[self.root[n]];
            n = self.root[n];
        }
        n
    }
}

fn sort(list: &mut [Neighbour]) {
    list.sort_by(|x, y| {
        y.likeness
            .total_cmp(&x.likeness)
            .then(y.topics.cmp(&x.topics))
            .then(x.other.cmp(&y.other))
    });
}

/// For a terminal. `only` is the policy asked for.
pub fn text(
    neighbours: &[Vec<Neighbour>],
    groups: &[Vec<usize>],
    names: &[String],
    only: Option<usize>,
) -> String {
    let mut out =
        String::from("■ 文言の近い方針（短い方の文言のうち、他方の対応する条項にもある割合）\n");
    for (n, list) in neighbours.iter().enumerate() {
        if only.is_some_and(|o| o != n) {
            continue;
        }
        let _ = writeln!(out, "{}", names[n]);
        if list.is_empty() {
            let _ = writeln!(out, "  文言を共にする方針は見当たりません");
        }
        for near in list {
            let _ = writeln!(
                out,
                "  {:>3}％　{}　共通する話題 {}、対応する条項 {}",
                percent(near.likeness),
                names[near.other],
                near.topics,
                near.clauses
            );
        }
    }
    for group in groups {
        if only.is_some_and(|o| !group.contains(&o)) {
            continue;
        }
        let members: Vec<&str> = group.iter().map(|n| names[*n].as_str()).collect();
        let _ = writeln!(out, "ほぼ同じ文言：{}", members.join("、"));
    }
    out
}

#[derive(Serialize)]
struct Out<'a> {
    schema: u32,
    policies: Vec<PolicyOut<'a>>,
    groups: Vec<Vec<&'a str>>,
}

#[derive(Serialize)]
struct PolicyOut<'a> {
    policy: &'a str,
    nearest: Vec<NearOut<'a>>,
}

#[derive(Serialize)]
struct NearOut<'a> {
    policy: &'a str,
    likeness: f32,
    topics: usize,
    clauses: usize,
}

/// The contract of `kaitei compare --near --format json`.
pub fn json(
    neighbours: &[Vec<Neighbour>],
    groups: &[Vec<usize>],
    names: &[String],
    only: Option<usize>,
) -> String {
    let name = |n: usize| names[n].as_str();
    render(&Out {
        schema: SCHEMA,
        policies: neighbours
            .iter()
            .enumerate()
            .filter(|(n, _)| only.is_none_or(|o| o == *n))
            .map(|(n, list)| PolicyOut {
                policy: name(n),
                nearest: list
                    .iter()
                    .map(|near| NearOut {
                        policy: name(near.other),
                        likeness: (near.likeness * 100.0).round() / 100.0,
                        topics: near.topics,
                        clauses: near.clauses,
                    })
                    .collect(),
            })
            .collect(),
        groups: groups
            .iter()
            .filter(|g| only.is_none_or(|o| g.contains(&o)))
            .map(|g| g.iter().map(|n| name(*n)).collect())
            .collect(),
    })
}

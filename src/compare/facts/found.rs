//! Found: facts by the words of the table.
//!
//! In: a profile. Out: the values of `table.toml` that its clauses name. Never: reads outside the topics a fact belongs to.

use std::sync::OnceLock;

use serde::Deserialize;

use super::FactKind;
use crate::compare::profile::Profile;
use crate::compare::topics::find::{Strength, fold};
use crate::compare::topics::{Topics, pattern};
use crate::diff::line;

const TABLE: &str = include_str!("table.toml");

#[derive(Deserialize)]
struct Table {
    fact: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    kind: String,
    under: Vec<String>,
    values: Vec<Value>,
}

#[derive(Deserialize)]
struct Value {
    name: String,
    any: Vec<String>,
}

struct Known {
    kind: FactKind,
    under: Vec<String>,
    /// Name and spellings.
    values: Vec<(String, Vec<String>)>,
}

fn known() -> &'static [Known] {
    static KNOWN: OnceLock<Vec<Known>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        // The table is part of the program; a test reads it.
        let Ok(table) = toml::from_str::<Table>(TABLE) else {
            return Vec::new();
        };
        table
            .fact
            .into_iter()
            .filter_map(|row| {
                let kind = FactKind::ALL.into_iter().find(|k| k.as_str() == row.kind)?;
                let values = row
                    .values
                    .into_iter()
                    .map(|v| {
                        let words = v.any.iter().flat_map(|w| pattern::parts(w).ok());
                        (v.name, words.flatten().flatten().collect())
                    })
                    .collect();
                Some(Known {
                    kind,
                    under: row.under,
                    values,
                })
            })
            .collect()
    })
}

/// The place of a value in the table; after all of them for a value that no table knows.
pub(super) fn order(kind: FactKind, value: &str) -> usize {
    known()
        .iter()
        .find(|k| k.kind == kind)
        .and_then(|k| k.values.iter().position(|(name, _)| name == value))
        .unwrap_or(usize::MAX)
}

/// Calls `put` with each value that a clause of `profile` names.
pub(super) fn each(
    profile: &Profile<'_>,
    topics: &Topics,
    put: &mut impl FnMut(FactKind, String, usize),
) {
    for known in known() {
        let under: Vec<usize> = known
            .under
            .iter()
            .filter_map(|id| topics.by_id(id))
            .collect();
        for (n, node) in profile.nodes.iter().enumerate() {
            if !is_under(profile, n, &under) {
                continue;
            }
            let mut text = node.clause.heading().map(fold).unwrap_or_default();
            line::each_text(&node.clause.blocks, &mut |t| {
                text.push('\n');
                text.push_str(&fold(t));
            });
            for (name, words) in &known.values {
                if words.iter().any(|w| text.contains(w.as_str())) {
                    put(known.kind, name.clone(), n);
                }
            }
        }
    }
}

/// True where the clause or one above it is about one of the topics, or it speaks of one.
fn is_under(profile: &Profile<'_>, n: usize, topics: &[usize]) -> bool {
    let node = &profile.nodes[n];
    if node
        .topics
        .iter()
        .any(|f| topics.contains(&f.topic) && f.strength >= Strength::Aside)
    {
        return true;
    }
    let mut above = node.parent;
    while let Some(p) = above {
        if profile.nodes[p].subjects.iter().any(|t| topics.contains(t)) {
            return true;
        }
        above = profile.nodes[p].parent;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        assert_eq!(known().len(), 3);
        for known in known() {
            for id in &known.under {
                assert!(Topics::standard().by_id(id).is_some(), "{id}");
            }
            assert!(known.values.iter().all(|(_, words)| !words.is_empty()));
        }
    }
}

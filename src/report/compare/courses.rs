//! Courses: when each policy first had a topic, as a table.
//!
//! In: courses and the names of policies and versions. Out: text, Markdown or JSON. Never: works out a date.

use std::fmt::Write as _;

use serde::Serialize;

use crate::compare::over_time::{Course, Turn};
use crate::compare::{State, Topics};
use crate::report::json::render;
use crate::report::wrap::cut;
use crate::text::width;

/// The version of the JSON contract.
const SCHEMA: u32 = 1;
/// Columns of a topic's name, and of a policy's at least.
const TOPIC: usize = 30;
const POLICY: usize = 22;

/// A policy with its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Its id.
    pub id: String,
    /// Its versions, oldest first.
    pub versions: Vec<String>,
}

/// For a terminal.
pub fn text(courses: &[Course], policies: &[Policy], topics: &Topics) -> String {
    let mut out =
        String::from("■ 話題を定めた時期（◯：定めた版　一部：触れた版　―：なくした版）\n");
    let pad = |text: &str, columns: usize| {
        let text = cut(text, columns);
        let blanks = columns.saturating_sub(width::of(&text));
        text + &" ".repeat(blanks)
    };
    let room: Vec<usize> = policies
        .iter()
        .enumerate()
        .map(|(n, p)| {
            courses
                .iter()
                .map(|c| width::of(&cell(&c.turns[n], p)))
                .chain([width::of(&p.id)])
                .max()
                .unwrap_or(0)
                .clamp(POLICY, 60)
        })
        .collect();
    let mut line = pad("", TOPIC);
    for (policy, room) in policies.iter().zip(&room) {
        let _ = write!(line, "  {}", pad(&policy.id, *room));
    }
    let _ = writeln!(out, "{}", line.trim_end());
    for course in courses {
        let mut line = pad(&topics.all()[course.topic].name, TOPIC);
        for ((turns, policy), room) in course.turns.iter().zip(policies).zip(&room) {
            let _ = write!(line, "  {}", pad(&cell(turns, policy), *room));
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

/// As a table in Markdown.
pub fn markdown(courses: &[Course], policies: &[Policy], topics: &Topics) -> String {
    let mut out = String::from("| 話題 |");
    for policy in policies {
        let _ = write!(out, " {} |", super::markdown::cell(&policy.id));
    }
    out.push_str("\n|");
    out.push_str(&" --- |".repeat(policies.len() + 1));
    for course in courses {
        let name = &topics.all()[course.topic].name;
        let _ = write!(out, "\n| {} |", super::markdown::cell(name));
        for (turns, policy) in course.turns.iter().zip(policies) {
            let _ = write!(out, " {} |", super::markdown::cell(&cell(turns, policy)));
        }
    }
    out.push('\n');
    out
}

fn cell(turns: &[Turn], policy: &Policy) -> String {
    if turns.is_empty() {
        return State::Absent.mark().to_owned();
    }
    turns
        .iter()
        .map(|t| {
            let version = policy.versions.get(t.version).map_or("", String::as_str);
            format!("{} {version}", t.state.mark())
        })
        .collect::<Vec<_>>()
        .join(" → ")
}

#[derive(Serialize)]
struct Out<'a> {
    schema: u32,
    policies: Vec<PolicyOut<'a>>,
    topics: Vec<TopicOut<'a>>,
}

#[derive(Serialize)]
struct PolicyOut<'a> {
    id: &'a str,
    versions: &'a [String],
}

#[derive(Serialize)]
struct TopicOut<'a> {
    id: &'a str,
    name: &'a str,
    policies: Vec<Vec<TurnOut<'a>>>,
}

#[derive(Serialize)]
struct TurnOut<'a> {
    version: &'a str,
    state: &'static str,
}

/// The contract of `kaitei compare --over-time --format json`.
pub fn json(courses: &[Course], policies: &[Policy], topics: &Topics) -> String {
    render(&Out {
        schema: SCHEMA,
        policies: policies
            .iter()
            .map(|p| PolicyOut {
                id: &p.id,
                versions: &p.versions,
            })
            .collect(),
        topics: courses
            .iter()
            .map(|c| TopicOut {
                id: &topics.all()[c.topic].id,
                name: &topics.all()[c.topic].name,
                policies: c
                    .turns
                    .iter()
                    .zip(policies)
                    .map(|(turns, policy)| {
                        turns
                            .iter()
                            .map(|t| TurnOut {
                                version: policy.versions.get(t.version).map_or("", String::as_str),
                                state: t.state.as_str(),
                            })
                            .collect()
                    })
                    .collect(),
            })
            .collect(),
    })
}

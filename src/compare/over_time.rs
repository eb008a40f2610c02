//! Over time: when each policy first had a topic, and when it lost it.
//!
//! In: the versions of each policy, oldest first. Out: by topic and policy the versions in which that changed. Never: knows a
//! date; a version is its place among those given.

use super::matrix::{self, State};
use super::profile::Profile;
use super::topics::Topics;
use crate::document::Document;

/// A version in which a topic came, grew, shrank or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// The version, by its place.
    pub version: usize,
    /// What the policy has of the topic from then on.
    pub state: State,
}

/// A topic through the versions of each policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// The topic, by its place in the table.
    pub topic: usize,
    /// By policy: its turns, oldest first; none where it never had the topic. The first version counts as a turn where it has
    /// the topic.
    pub turns: Vec<Vec<Turn>>,
}

/// The topics that any version of any policy deals with, in the order of the table.
pub fn over_time(policies: &[Vec<&Document>], topics: &Topics) -> Vec<Course> {
    let mut courses: Vec<Course> = (0..topics.all().len())
        .map(|topic| Course {
            topic,
            turns: vec![Vec::new(); policies.len()],
        })
        .collect();
    for (policy, versions) in policies.iter().enumerate() {
        for (version, document) in versions.iter().enumerate() {
            let profile = [Profile::of(document, topics)];
            let rows = matrix::matrix(&profile, topics);
            for course in &mut courses {
                let state = rows
                    .iter()
                    .find(|r| r.topic == course.topic)
                    .map_or(State::Absent, |r| r.cells[0].state);
                let turns = &mut course.turns[policy];
                let before = turns.last().map_or(State::Absent, |t| t.state);
                if state != before {
                    turns.push(Turn { version, state });
                }
            }
        }
    }
    courses.retain(|c| c.turns.iter().any(|t| !t.is_empty()));
    courses
}

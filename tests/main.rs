//! The one test binary: a module per subject.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod amend;
mod bad_input;
mod blame;
mod browser;
mod clause_life;
mod compare;
mod crash;
mod front;
mod history;
mod laws;
mod merge;
mod office;
mod proof;
mod reading;
mod redline;
mod revision;
mod segment;
mod serve;
mod site;
mod store;
mod support;
mod table;
mod tidy;
mod truth;
mod verify;
mod word;
mod word_forms;

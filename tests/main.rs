//! The one test binary: a module per subject.

mod bad_input;
mod crash;
mod front;
mod history;
mod laws;
mod merge;
mod reading;
mod revision;
mod store;
mod support;
mod tidy;
mod verify;

//! Errors as a user reads them: one line what happened, one line what to do, exit status 2.

use std::process::ExitCode;

/// Done; for comparisons: no difference.
pub(crate) const DONE: u8 = 0;
/// Differences or findings.
pub(crate) const FOUND: u8 = 1;
/// An error.
pub(crate) const ERROR: u8 = 2;

/// Why a command stopped.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    hint: String,
}

impl Failure {
    /// `what` happened (with the file and line); `hint`: what to do.
    pub(crate) fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            what: one_line(&what.into()),
            hint: one_line(&hint.into()),
        }
    }

    /// What happened, and what to do.
    pub(crate) fn words(&self) -> (&str, &str) {
        (&self.what, &self.hint)
    }

    /// Says it on standard error.
    pub(crate) fn report(&self) -> ExitCode {
        anstream::eprintln!("kaitei: {}", self.what);
        anstream::eprintln!("  → {}", self.hint);
        ExitCode::from(ERROR)
    }
}

/// Control characters of a hostile name must not reach the terminal.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}

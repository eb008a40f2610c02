//! What only the command line may know: the clock and the environment.

use std::path::Path;

use jiff::Timestamp;
use kaitei::corpus::{self, Stamp};

/// Who ingests and when. `SOURCE_DATE_EPOCH` sets the clock; `GIT_AUTHOR_NAME` and `GIT_AUTHOR_EMAIL`,
/// else git's own settings, name the author.
pub(crate) fn stamp(corpus: &Path) -> Stamp {
    let named = variable("GIT_AUTHOR_NAME").zip(variable("GIT_AUTHOR_EMAIL"));
    let (name, email) = named
        .or_else(|| corpus::git_identity(corpus))
        .unwrap_or_else(|| ("kaitei".to_owned(), "kaitei@localhost".to_owned()));
    Stamp {
        name,
        email,
        at: now(),
    }
}

/// The time, to the second.
#[allow(
    clippy::disallowed_methods,
    reason = "the command line is where the clock is read"
)]
pub(crate) fn now() -> Timestamp {
    let fixed = variable("SOURCE_DATE_EPOCH").and_then(|s| s.parse().ok());
    let seconds = fixed.unwrap_or_else(|| Timestamp::now().as_second());
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The day it is in Japan, by whose calendar the policies take effect.
pub(crate) fn today() -> jiff::civil::Date {
    jiff::tz::Offset::constant(9).to_datetime(now()).date()
}

/// A variable of the environment that says something.
#[allow(
    clippy::disallowed_methods,
    reason = "the command line is where the environment is read"
)]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|v| !v.trim().is_empty())
}

//! One test binary; each module is one subject.

mod laws;
mod revision;
mod tidy;

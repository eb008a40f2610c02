//! Notice: a revision as a 改定のお知らせ, as plain values that know no format.
//!
//! In: a [`Revision`](crate::diff::Revision) and what the user says of it. Out: a [`Notice`]: what stands where in the
//! letter, and what is missing from it. Never: knows a format, reads the clock, or makes up a reason.

pub mod model;

pub use model::{Body, Lack, Line, Link, Notice, Section};

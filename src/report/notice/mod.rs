//! Notice: a revision as a 改定のお知らせ, as plain values that know no format, and the letter in HTML and Markdown.
//!
//! In: a [`Revision`](crate::diff::Revision) and what the user says of it. Out: a [`Notice`]: what stands where in the
//! letter, and what is missing from it. Never: reads the clock, or makes up a reason.

mod html;
mod markdown;
pub mod model;
pub mod words;
mod write;

pub use html::html;
pub use markdown::markdown;
pub use model::{Body, Lack, Line, Link, Notice, Section};
pub use write::{Facts, notice};

//! Compare: several companies' texts side by side, in words.
//!
//! In: a [`Comparison`](crate::compare::Comparison). Out: [`Sheet`], the names and sentences that every format prints, and one renderer per format.
//! Never: pairs clauses, or says that something is lawful or not.

pub(crate) mod cells;
pub mod courses;
pub mod html;
pub mod json;
pub mod markdown;
pub mod near;
pub(crate) mod phrases;
pub mod sheet;
pub mod svg;
pub mod text;
pub mod xlsx;

pub use sheet::{Named, Sheet, sheet};

/// Text as it stands in HTML and in its attributes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

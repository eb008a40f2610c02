//! Compare: several companies' texts side by side, in words.
//!
//! In: a [`Comparison`]. Out: [`Sheet`], the names and sentences that every format prints, and one renderer per format.
//! Never: pairs clauses, or says that something is lawful or not.

pub mod json;
mod phrases;
pub mod sheet;
pub mod text;

pub use sheet::{Named, Sheet, sheet};

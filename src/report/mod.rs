//! Report: results in the words and formats that people and programs read.
//!
//! In: a [`Segmented`](crate::segment::Segmented) text or a revision. Out: text in one format each.
//! Never: computes a difference, or prints.

pub mod json;
pub mod outline;

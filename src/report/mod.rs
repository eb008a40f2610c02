//! Report: results in the words and formats that people and programs read.
//!
//! In: a [`Segmented`](crate::segment::Segmented) text or a [`Revision`](crate::diff::Revision). Out: text in one format
//! each. Never: computes a difference, or prints.

pub mod blame;
pub(crate) mod bodies;
pub mod compare;
pub mod counts;
pub mod docx;
pub mod html;
pub mod json;
pub mod life;
pub mod naming;
pub mod notice;
pub mod outline;
pub mod proof;
pub mod quote;
pub mod redline;
pub mod stat;
pub mod summary;
pub mod table;
pub(crate) mod wrap;

/// What the two texts of a revision are called: a version, or a file's name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// The old text.
    pub old: String,
    /// The new text.
    pub new: String,
}

//! Table: a revision as a 新旧対照表, as plain values that know no format.
//!
//! In: a [`Revision`](crate::diff::Revision) and [`Settings`]. Out: a [`Comparison`]: rows with what stands in each column,
//! which characters of it are marked, and the remarks. Never: computes a difference, or knows HTML, Word or Excel.
//!
//! 1. [`settings`] says what a house wants and what each style presets; [`house`] reads it from `kaitei.toml`;
//! 2. [`model`] is what a renderer gets.

pub mod house;
pub mod model;
pub mod settings;

pub use model::{
    Cell, Column, Comparison, Grid, Paragraph, Part, Piece, Role, Row, RowKind, Run, Which,
};
pub use settings::{Labels, Legend, Marks, Order, Remarks, Renumbered, Settings, Style, Unchanged};

//! Diff: what one text became in another, clause by clause.
//!
//! In: two [`Document`]s. Out: a [`Revision`]. Never: prints, knows a format, or does I/O.
//!
//! 1. `tree` lays both documents out as nodes with hashes and, when asked, `grams`;
//! 2. `align` says which clause is which, by number, heading, text and place together;
//! 3. `lines` and [`inline`] say what changed inside the clauses that differ;
//! 4. `classify` says what each change means: spelling, a reference that followed its clause, a number, a term …;
//! 5. [`prove`] checks the laws: replay, accounted for, identity;
//! 6. [`life`] follows one clause through the versions, [`blame`] its sentences.

mod align;
pub mod blame;
mod build;
mod classify;
mod grams;
pub mod inline;
pub mod life;
pub mod line;
mod lines;
mod order;
pub mod ordinal;
pub mod prove;
mod revision;
mod tree;
mod weights;

pub use align::DOUBTFUL;
pub(crate) use align::chain::heaviest as heaviest_chain;
pub(crate) use classify::company::names as is_company;
pub(crate) use classify::obligation::{is_force, phrase as phrase_of_force};
pub(crate) use classify::{places, respelled};
pub use inline::{Edit, Op};
pub use line::Line;
pub(crate) use lines::compare;
pub use revision::{
    Astray, Change, Kind, Pair, Part, Place, Revision, Section, Side, Spot, Stale, Status, Term,
    Tie,
};

use crate::document::Document;
use tree::Tree;

/// What `old` became in `new`.
pub fn diff<'a>(old: &'a Document, new: &'a Document) -> Revision<'a> {
    let (x, y) = (Tree::of(old), Tree::of(new));
    let alignment = align::align(&x, &y);
    let mut revision = Revision {
        old,
        new,
        sections: build::sections(old, new),
        pairs: build::pairs(&x, &y, &alignment),
        terms: Vec::new(),
        stale: Vec::new(),
    };
    classify::classify(&mut revision, &x, &y, &alignment);
    revision
}

//! Cells: what stands in a cell of a table, for the formats whose cells hold plain text.
//!
//! In: the rows of a sheet. Out: words. Never: knows a format.

use super::sheet::{CellRow, Named};
use crate::compare::State;
use crate::report::quote::shorten;

/// Characters of a path in a cell.
const PATH: usize = 24;
/// Clauses that are named in a cell; the others are counted.
pub(crate) const PLACES: usize = 3;

/// Where a clause stands: its path, or 前文・末尾.
pub(crate) fn short(named: &Named) -> String {
    if named.node.is_none() {
        named.name.clone()
    } else {
        shorten(&named.path, PATH)
    }
}

/// ◯ 第3条、第5条 ほか2.
fn places(mark: &str, places: &[Named]) -> String {
    let names: Vec<String> = places.iter().take(PLACES).map(short).collect();
    let mut out = format!("{mark} {}", names.join("、"));
    if places.len() > PLACES {
        out.push_str(&format!(" ほか{}", places.len() - PLACES));
    }
    out
}

/// A cell of the matrix in one line.
pub(crate) fn brief(cell: &CellRow) -> String {
    match cell.state {
        State::Absent | State::Outside => cell.state.mark().to_owned(),
        State::Partial | State::Present => places(cell.state.mark(), &cell.places),
    }
}

/// A cell of the facts.
pub(crate) fn fact(found: &[Named]) -> String {
    if found.is_empty() {
        State::Absent.mark().to_owned()
    } else {
        places(State::Present.mark(), found)
    }
}

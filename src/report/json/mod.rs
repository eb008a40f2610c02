//! The JSON contracts: their own types, apart from the domain's, documented in `docs/formats.md`.
//!
//! In: results. Out: JSON text that ends in a line break. Never: leaves out a field that is null.

mod blame;
mod diff;
mod life;
mod list;
mod log;
mod segment;
mod summary;
mod table;

pub use blame::blame;
pub use diff::diff;
pub use life::life;
pub use list::{PolicyRow, list};
pub use log::{VersionRow, log};
pub use segment::{clause, segment};
pub use summary::summary;
pub use table::table;

/// Pretty-printed JSON of a contract value.
pub(crate) fn render(value: &impl serde::Serialize) -> String {
    // Contract types hold strings, numbers and lists only: serialising them has no way to fail.
    serde_json::to_string_pretty(value)
        .map_or_else(|e| format!("{{\"error\": \"{e}\"}}\n"), |text| text + "\n")
}

/// Which text, in the contracts of two-sided commands.
#[derive(serde::Serialize)]
struct Text<'a> {
    title: Option<&'a str>,
    version: &'a str,
}

fn text<'a>(document: &'a crate::document::Document, version: &'a str) -> Text<'a> {
    Text {
        title: document.title.as_deref(),
        version,
    }
}

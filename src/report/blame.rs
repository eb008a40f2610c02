//! Blame: each sentence of a clause beside the version that last touched it.
//!
//! In: sentences as [`crate::diff::blame`] gives them, and the names of the versions. Out: rows and their text. Never: judges
//! which change counts.

use std::fmt::Write as _;

use crate::diff::blame::Blamed;

/// A sentence and its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The path of the clause it stands in.
    pub path: String,
    /// True for a heading.
    pub is_heading: bool,
    /// The sentence.
    pub text: String,
    /// The version that last touched it.
    pub version: String,
    /// A later version that changed its spelling only; none where there is none.
    pub spelled: Option<String>,
}

/// The rows of a clause, in its order; `versions` names the documents.
pub fn rows(blamed: &[Blamed], versions: &[String]) -> Vec<Row> {
    let name = |at: usize| versions.get(at).cloned().unwrap_or_default();
    blamed
        .iter()
        .map(|b| Row {
            path: b.path.to_string(),
            is_heading: b.is_heading,
            text: b.text.clone(),
            version: name(b.version),
            spelled: b.spelled.map(name),
        })
        .collect()
}

/// The rows as text: under the path of each clause a line a sentence, its version first. A later version that changed the
/// spelling alone stands behind it.
pub fn text(rows: &[Row]) -> String {
    let mut out = String::new();
    let mut path = "";
    for row in rows {
        if row.path != path {
            path = &row.path;
            let _ = writeln!(out, "{path}");
        }
        let text: String = row
            .text
            .trim()
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let text = if row.is_heading {
            format!("（{text}）")
        } else {
            text
        };
        let spelled = row
            .spelled
            .as_ref()
            .map_or(String::new(), |v| format!("  （表記 {v}）"));
        let _ = writeln!(out, "  {}  {text}{spelled}", row.version);
    }
    out
}

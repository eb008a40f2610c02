//! Anchors: where in a Word file a clause of a comparison is shown, so that what names it can lead there.
//!
//! In: a comparison in words. Out: names of anchors. Never: writes.

use std::collections::BTreeMap;

use crate::report::compare::sheet::Sheet;

/// Where in the file each clause is shown first: by letter and clause, the place of the two texts.
#[derive(Debug, Default)]
pub(super) struct Anchors(BTreeMap<(String, usize), usize>);

impl Anchors {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let mut out = BTreeMap::new();
        for (n, pair) in sheet.pairs.iter().enumerate() {
            for row in pair.rows.iter().filter(|r| !r.is_below) {
                for (letter, named) in pair.letters.iter().zip([&row.a, &row.b]) {
                    if let Some(node) = named.as_ref().and_then(|n| n.node) {
                        out.entry((letter.clone(), node)).or_insert(n);
                    }
                }
            }
        }
        Self(out)
    }

    /// True where the clause is shown first among the `n`th two texts.
    pub(super) fn is_first(&self, clause: &(String, usize), n: usize) -> bool {
        self.0.get(clause) == Some(&n)
    }

    /// What a clause is known by.
    pub(super) fn name(letter: &str, node: usize) -> String {
        format!("clause_{letter}_{node}")
    }

    /// Where a link to the clause leads: itself, or the clause it is shown with.
    pub(super) fn to(&self, letter: &str, node: usize) -> Option<String> {
        let up_to = (letter.to_owned(), 0)..=(letter.to_owned(), node);
        let ((letter, node), _) = self.0.range(up_to).next_back()?;
        Some(format!("#{}", Self::name(letter, *node)))
    }
}

//! Places: which clauses of a text are rows of the table, which are headings above rows, which stand inside a row.
//!
//! In: a document. Out: for each clause in reading order its part in the table and its indent. Never: looks at the other
//! document.

use crate::diff::ordinal::Level;
use crate::document::{Clause, Document};
use crate::report::naming::Book;

/// The deepest indent, in full-width characters: a column is narrow.
const DEEPEST: u8 = 6;

/// The part a clause plays in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// 章, 節: a heading above rows.
    Group,
    /// 条, or a clause of the first level: a row.
    Row,
    /// 項, 号 …: inside a row.
    Inside,
}

/// A clause's place in the table.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its part.
    pub(super) part: Part,
    /// The clause whose row it stands in; itself for a group or a row.
    pub(super) root: usize,
    /// How many groups stand above its row.
    pub(super) depth: usize,
    /// Its indent in full-width characters.
    pub(super) indent: u8,
}

/// The clauses of a document with their names and places.
#[derive(Debug)]
pub(super) struct Places<'a> {
    /// Their names.
    pub(super) book: Book<'a>,
    places: Vec<Place>,
}

impl<'a> Places<'a> {
    /// The places of `document`'s clauses.
    pub(super) fn of(document: &'a Document) -> Self {
        let mut out = Self {
            book: Book::of(document),
            places: Vec::new(),
        };
        out.add(&document.clauses, None);
        out
    }

    /// The place of the clause at `index` in reading order.
    pub(super) fn get(&self, index: usize) -> &Place {
        &self.places[index]
    }

    fn add(&mut self, clauses: &[Clause], parent: Option<usize>) {
        for clause in clauses {
            let index = self.places.len();
            let place = match parent.map(|p| (p, &self.places[p])) {
                Some((p, above)) if above.part != Part::Group => Place {
                    part: Part::Inside,
                    root: above.root,
                    depth: above.depth,
                    indent: self.indent(index, p, above),
                },
                above => Place {
                    part: if is_group(clause) {
                        Part::Group
                    } else {
                        Part::Row
                    },
                    root: index,
                    depth: above.map_or(0, |a| a.1.depth + 1),
                    indent: 0,
                },
            };
            self.places.push(place);
            self.add(&clause.clauses, Some(index));
        }
    }

    /// 項 stand at the margin of their article, everything else one character further in than what it belongs to.
    fn indent(&self, index: usize, parent: usize, above: &Place) -> u8 {
        let paragraph = self.book.unit(index) == Some('項') && above.root == parent;
        (above.indent + u8::from(!paragraph)).min(DEEPEST)
    }
}

/// True for a clause that is a heading above rows: a 章 and its kin, a 附則 that has articles, a label without text above
/// numbered headings.
fn is_group(clause: &Clause) -> bool {
    let number = clause.number();
    let level = Level::of(number.as_ref());
    match level {
        Level::Article => false,
        Level::Division(_) => clause.blocks.is_empty() || !clause.clauses.is_empty(),
        Level::Unnumbered if clause.blocks.is_empty() && clause.clauses.len() > 1 => {
            let headed = |c: &Clause| c.caption.is_some() && !c.marker.is_empty();
            holds_article(clause) || clause.clauses.iter().all(headed)
        }
        _ => holds_article(clause),
    }
}

fn holds_article(clause: &Clause) -> bool {
    let is_article = |c: &Clause| Level::of(c.number().as_ref()) == Level::Article;
    clause
        .clauses
        .iter()
        .any(|c| is_article(c) || (!c.clauses.is_empty() && holds_article(c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::canonical;

    fn parts(body: &str) -> Vec<(Part, usize, u8)> {
        let document = canonical::read(&format!("---\nkaitei: 1\n---\n\n{body}")).unwrap();
        let places = Places::of(&document);
        let all = &places.places;
        all.iter().map(|p| (p.part, p.depth, p.indent)).collect()
    }

    #[test]
    fn articles_are_rows_and_chapters_stand_above_them() {
        use Part::{Group, Inside, Row};
        assert_eq!(
            parts(
                "## **第1章** 総則\n### **第1条** （目的）\n本文。\n#### **２** \n二項。\n##### **(1)** \n号。\n\
                 ## **附則**\n### **第1条** \n施行。\n"
            ),
            [
                (Group, 0, 0),
                (Row, 1, 0),
                (Inside, 1, 0),
                (Inside, 1, 1),
                (Group, 0, 0),
                (Row, 1, 0)
            ]
        );
        assert_eq!(
            parts("## **1.** 取得\n### **(1)** 氏名\n#### **①** \n項目\n## **附則**\n施行。\n"),
            [(Row, 0, 0), (Inside, 0, 1), (Inside, 0, 2), (Row, 0, 0)]
        );
        assert_eq!(
            parts("## [総則]\n### **1.** 目的\n本文\n### **2.** 定義\n本文\n## [窓口]\n本文\n"),
            [(Group, 0, 0), (Row, 1, 0), (Row, 1, 0), (Row, 0, 0)]
        );
    }
}

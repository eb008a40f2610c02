//! Naming: what a lawyer calls a clause: 第5条（目的）第2項第1号, or 「3. 第三者提供」(2) where the text counts that way.
//!
//! In: a document. Out: names of its clauses, in the text's own style of numbers. Never: names a 章 unless two
//! articles bear the same number.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::diff::ordinal::{self, Level};
use crate::diff::{Pair, Revision, Side, Tie};
use crate::document::{Clause, ClausePath, Document, Number};
use crate::report::quote::shorten;
use crate::text::fold;
use crate::text::style::Style;

mod numbers;

use numbers::{bare_marker, counted};

/// The longest heading inside a name, in characters.
const HEADING: usize = 30;

/// The names of a document's clauses.
#[derive(Debug)]
pub struct Book<'a> {
    clauses: Vec<Entry<'a>>,
    /// How many articles bear each number, counted when first asked.
    articles: OnceCell<FxHashMap<Number, usize>>,
    /// How the text writes the numbers of its articles.
    style: Style,
}

#[derive(Debug)]
struct Entry<'a> {
    clause: &'a Clause,
    number: Option<Number>,
    level: Level,
    parent: Option<usize>,
    /// 項 or 号, where the place tells.
    unit: Option<char>,
    /// A 号 of the first, unnumbered 項.
    beside_paragraphs: bool,
    /// An article whose sub-clauses are 項.
    has_paragraphs: bool,
}

impl<'a> Book<'a> {
    /// The names of `document`'s clauses.
    pub fn of(document: &'a Document) -> Self {
        let mut clauses = Vec::new();
        add(&mut clauses, &document.clauses, None);
        Self::new(clauses)
    }

    /// The names of the clauses of both texts of a revision, which knows their numbers already.
    pub fn of_both(revision: &Revision<'a>) -> [Self; 2] {
        let side = |is: Tie, side: for<'p> fn(&'p Pair<'a>) -> Option<&'p Side<'a>>| {
            // A clause stands in one pair as itself.
            let sides = revision
                .pairs
                .iter()
                .filter(|p| p.tie != is)
                .filter_map(side);
            let mut entries: Vec<Option<Entry<'a>>> = Vec::with_capacity(revision.pairs.len());
            for side in sides {
                if entries.len() <= side.index {
                    entries.resize_with(side.index + 1, || None);
                }
                entries[side.index] = Some(Entry {
                    clause: side.clause,
                    number: side.number.clone(),
                    level: side.level,
                    parent: side.parent,
                    unit: side.unit,
                    beside_paragraphs: false,
                    has_paragraphs: false,
                });
            }
            Self::new(entries.into_iter().flatten().collect())
        };
        [
            side(Tie::Split, |p| p.old.as_ref()),
            side(Tie::Merged, |p| p.new.as_ref()),
        ]
    }

    fn new(mut clauses: Vec<Entry<'a>>) -> Self {
        // The own text of an article is its first 項 where further 項 follow.
        let mut has_root = false;
        for n in 0..clauses.len() {
            if clauses[n].unit == Some('項') {
                match clauses[n].parent {
                    Some(parent) => clauses[parent].has_paragraphs = true,
                    None => has_root = true,
                }
            }
        }
        for n in 0..clauses.len() {
            if clauses[n].unit == Some('号') {
                let above = clauses[n].parent;
                clauses[n].beside_paragraphs =
                    above.map_or(has_root, |p| clauses[p].has_paragraphs);
            }
        }
        let article = clauses.iter().find(|e| e.level == Level::Article);
        Self {
            style: article.map_or(Style::default(), |e| Style::of(&e.clause.marker)),
            clauses,
            articles: OnceCell::new(),
        }
    }

    /// How many articles bear each number.
    fn articles(&self) -> &FxHashMap<Number, usize> {
        self.articles.get_or_init(|| {
            let mut out = FxHashMap::default();
            for entry in self.clauses.iter().filter(|e| e.level == Level::Article) {
                if let Some(number) = &entry.number {
                    *out.entry(number.clone()).or_insert(0) += 1;
                }
            }
            out
        })
    }

    /// The full name of the clause at `index` in reading order, with the heading of its article: `第5条（目的）第2項`.
    pub fn name(&self, index: usize) -> String {
        self.spell(index, true)
    }

    /// The name without headings: `第5条第2項`.
    pub fn short(&self, index: usize) -> String {
        self.spell(index, false)
    }

    /// The full name but for the clause's own heading: `第5条`, `「3. 第三者提供」(2)`.
    pub fn untitled(&self, index: usize) -> String {
        match self.clauses[index].parent {
            Some(parent) if self.clauses[index].level == Level::Bare => {
                format!("{}{}", self.name(parent), self.last(index))
            }
            _ => self.short(index),
        }
    }

    fn spell(&self, index: usize, with_heading: bool) -> String {
        let chain = self.chain(index);
        // 章 above an article is left out, unless its number occurs twice.
        let article = chain
            .iter()
            .position(|&n| self.clauses[n].level == Level::Article);
        let start = match article {
            Some(at) if self.is_unique(chain[at]) => at,
            _ => 0,
        };
        let mut out = String::new();
        for (place, &n) in chain.iter().enumerate().skip(start) {
            let above_article = article.is_some_and(|at| place < at);
            let step = self.step(n, with_heading && !above_article, place == start, false);
            if place > start && self.clauses[n].beside_paragraphs {
                out.push_str(&self.first_paragraph());
            }
            if !out.is_empty() && step.starts_with('「') {
                out.push('の');
            }
            out.push_str(&step);
        }
        out
    }

    /// What is added to the name of a clause where its own text is meant: that of an article with further 項 is its
    /// first one.
    pub fn own_text(&self, index: usize) -> String {
        let entry = &self.clauses[index];
        if entry.has_paragraphs && !entry.clause.blocks.is_empty() {
            self.first_paragraph()
        } else {
            String::new()
        }
    }

    /// The own text of an article, where further 項 follow it.
    fn first_paragraph(&self) -> String {
        format!("第{}項", self.style.write(1))
    }

    /// The name with the 章 it stands in, without headings: `第1章第5条`.
    pub fn within(&self, index: usize) -> String {
        let mut out = String::new();
        for (place, &n) in self.chain(index).iter().enumerate() {
            let step = self.step(n, false, place == 0, false);
            if !out.is_empty() && step.starts_with('「') {
                out.push('の');
            }
            out.push_str(&step);
        }
        out
    }

    /// The last step of the name: `第2号`, `(2)`, `d`.
    pub fn last(&self, index: usize) -> String {
        self.step(index, false, self.clauses[index].parent.is_none(), true)
    }

    /// The last step with its heading: `第5条（目的）`.
    pub fn last_with_heading(&self, index: usize) -> String {
        self.step(index, true, self.clauses[index].parent.is_none(), true)
    }

    /// True where the full name holds the whole heading.
    pub fn shows_heading(&self, index: usize) -> bool {
        self.clauses[index]
            .clause
            .heading()
            .is_none_or(|h| h.chars().count() <= HEADING)
    }

    /// True where a clause has a heading that says more than its number: 附則 under the heading 附則 has none.
    pub fn has_own_heading(&self, index: usize) -> bool {
        let entry = &self.clauses[index];
        entry.clause.heading().is_some_and(|h| {
            fold::key(h) != fold::key(&bare_marker(&entry.clause.marker))
                && (entry.level == Level::Bare
                    || entry.level != Level::of(Number::of_marker(h).as_ref()))
        })
    }

    /// True for a clause that is 新設 rather than 追加: one of the first level, a 章 or an article.
    pub fn is_major(&self, index: usize) -> bool {
        let entry = &self.clauses[index];
        entry.parent.is_none()
            || matches!(
                entry.level,
                Level::Article | Level::Division(_) | Level::Supplement | Level::Appendix
            )
    }

    /// A number in the numerals of the text's articles: `2`, `２`, `二`.
    pub(crate) fn count(&self, number: u32) -> String {
        self.style.write(number)
    }

    /// The unit a clause is counted in: 条, 章, 項, 号; none in other styles.
    pub fn unit(&self, index: usize) -> Option<char> {
        let entry = &self.clauses[index];
        match entry.level {
            Level::Article => Some('条'),
            Level::Division(c) | Level::Item(c) => Some(c),
            _ => entry.unit,
        }
    }

    /// The clause at `index`.
    pub fn clause(&self, index: usize) -> &'a Clause {
        self.clauses[index].clause
    }

    /// The place of the parent of the clause at `index`.
    pub fn parent(&self, index: usize) -> Option<usize> {
        self.clauses[index].parent
    }

    /// The folded number of the clause at `index`.
    pub fn number(&self, index: usize) -> Option<&Number> {
        self.clauses[index].number.as_ref()
    }

    fn chain(&self, index: usize) -> Vec<usize> {
        let mut out = vec![index];
        while let Some(parent) = self.clauses[out[out.len() - 1]].parent {
            out.push(parent);
        }
        out.reverse();
        out
    }

    fn is_unique(&self, index: usize) -> bool {
        self.clauses[index]
            .number
            .as_ref()
            .is_some_and(|n| self.articles().get(n).copied().unwrap_or(0) <= 1)
    }

    fn step(&self, index: usize, with_heading: bool, is_first: bool, own_heading: bool) -> String {
        let entry = &self.clauses[index];
        let heading = entry.clause.heading().map(|h| shorten(h, HEADING));
        let marker = bare_marker(&entry.clause.marker);
        match (&entry.number, entry.level) {
            (None, _) => format!("「{}」", heading.unwrap_or_default()),
            (
                _,
                Level::Article
                | Level::Division(_)
                | Level::Supplement
                | Level::Appendix
                | Level::Item(_),
            ) =>
            // 附則 under the heading 附則 is named once.
            {
                match heading.filter(|h| {
                    with_heading
                        && fold::key(h) != fold::key(&marker)
                        && entry.level != Level::of(Number::of_marker(h).as_ref())
                }) {
                    Some(heading) => format!("{marker}（{heading}）"),
                    None => marker,
                }
            }
            (Some(number), _) => match entry.unit {
                Some(unit) => counted(number, unit, &marker, self.style),
                None if is_first => {
                    let own = fold::trim(&entry.clause.marker);
                    match heading.filter(|_| with_heading) {
                        Some(heading) => {
                            let gap = if own.ends_with(|c: char| c.is_ascii()) {
                                " "
                            } else {
                                ""
                            };
                            format!("「{own}{gap}{heading}」")
                        }
                        None => format!("「{own}」"),
                    }
                }
                None => match heading.filter(|_| with_heading && own_heading) {
                    Some(heading) => format!("{marker}（{heading}）"),
                    None => marker,
                },
            },
        }
    }
}

/// Adds the entries of `clauses` and of everything below.
fn add<'a>(entries: &mut Vec<Entry<'a>>, clauses: &'a [Clause], parent: Option<usize>) {
    if clauses.is_empty() {
        return;
    }
    let above = parent.map(|p| &entries[p]);
    let numbers: Vec<_> = clauses.iter().map(Clause::number).collect();
    let units = ordinal::units(
        above.map(|p| (p.level, p.unit)),
        above.is_some_and(|p| !p.clause.blocks.is_empty()),
        &numbers,
    );
    for ((clause, unit), number) in clauses.iter().zip(units).zip(numbers) {
        let index = entries.len();
        entries.push(Entry {
            clause,
            level: Level::of(number.as_ref()),
            number,
            parent,
            unit,
            beside_paragraphs: false,
            has_paragraphs: false,
        });
        add(entries, &clause.clauses, Some(index));
    }
}

/// The path of a clause for a program, none for what stands outside the clauses.
pub fn path_text(path: &ClausePath) -> Option<String> {
    (!path.is_root()).then(|| path.to_string())
}

#[cfg(test)]
mod tests;

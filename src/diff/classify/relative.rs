//! Relative: 前条, 次項, 前三号 that nobody touched and that name another clause now.
//!
//! In: a revision and which clause is which. Out: [`Stale`] references, each with the clauses it named and those it names.
//! Never: says which of the two was meant, or follows one where a pair is doubtful.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::memmem;
use rustc_hash::FxHashMap;

use super::line;
use super::reference::References;
use super::stale::{changed, stands_still};
use crate::diff::align::{Alignment, DOUBTFUL};
use crate::diff::ordinal::Level;
use crate::diff::revision::{Astray, Revision, Stale, Tie};
use crate::diff::tree::Tree;
use crate::text::numeral;

/// What a word counts from its own clause.
#[rustfmt::skip]
const WAYS: [(&str, Way); 2] = [("前", Way::Back), ("次", Way::On)];
/// Words in which such a word is none: 条 before these, and what stands before it.
const OTHER_WORDS: [&str; 6] = ["条件", "条約", "条例", "項目", "号室", "号機"];
const BEFORE: [char; 2] = ['目', '以'];
/// 前二十条 is the most that a text counts.
const MOST: u32 = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    On,
}

/// 前二条: where it stands in a text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    range: Range<usize>,
    way: Way,
    count: usize,
    unit: char,
}

/// The marks, made ready to be looked for in many texts.
type Marks = [(memmem::Finder<'static>, Way); 2];

fn marks() -> Marks {
    WAYS.map(|(mark, way)| (memmem::Finder::new(mark), way))
}

/// The words of that kind in a text.
fn words(text: &str, marks: &Marks) -> Vec<Word> {
    let mut out = Vec::new();
    for (mark, way) in marks {
        for at in mark.find_iter(text.as_bytes()) {
            let rest = &text[at + mark.needle().len()..];
            let digits: usize = rest
                .chars()
                .take_while(|c| numeral::is_kanji_numeral(*c) || fold_digit(*c))
                .map(char::len_utf8)
                .sum();
            let count = if digits == 0 {
                Some(1)
            } else {
                numeral::any(&rest[..digits])
            };
            let unit = rest[digits..]
                .chars()
                .next()
                .filter(|c| "条項号".contains(*c));
            let (Some(count @ 1..=MOST), Some(unit)) = (count, unit) else {
                continue;
            };
            let named = &rest[digits..];
            if OTHER_WORDS.iter().any(|w| named.starts_with(w)) || text[..at].ends_with(BEFORE) {
                continue;
            }
            out.push(Word {
                range: at..at + mark.needle().len() + digits + unit.len_utf8(),
                way: *way,
                count: count as usize,
                unit,
            });
        }
    }
    out.sort_by_key(|w| w.range.start);
    out
}

fn fold_digit(c: char) -> bool {
    crate::text::fold::half_width(c).is_ascii_digit()
}

/// The 条, 項 and 号 of a text in the rows in which they are counted.
struct Rows {
    rows: Vec<Vec<usize>>,
    /// By row name: 条 by their 附則, 項 and 号 by their parent.
    known: FxHashMap<(char, Option<usize>), usize>,
}

impl Rows {
    fn of(tree: &Tree<'_>) -> Self {
        let mut rows = Self {
            rows: Vec::new(),
            known: FxHashMap::default(),
        };
        for (n, node) in tree.nodes.iter().enumerate() {
            if node.level == Level::Article {
                rows.put('条', home(tree, n), n);
            }
            if let Some(unit @ ('項' | '号')) = unit(tree, n) {
                // An article's own text is its first 項.
                if unit == '項'
                    && let Some(parent) = node.parent
                    && !rows.known.contains_key(&('項', Some(parent)))
                    && tree.nodes[parent].level == Level::Article
                    && !tree.nodes[parent].clause.blocks.is_empty()
                {
                    rows.put('項', Some(parent), parent);
                }
                rows.put(unit, node.parent, n);
            }
        }
        rows
    }

    fn put(&mut self, unit: char, under: Option<usize>, node: usize) {
        let next = self.rows.len();
        let row = *self.known.entry((unit, under)).or_insert(next);
        if row == next {
            self.rows.push(Vec::new());
        }
        self.rows[row].push(node);
    }

    /// The clauses that a word in the clause `from` names, in reading order.
    fn named(&self, tree: &Tree<'_>, from: usize, word: &Word) -> Option<Vec<usize>> {
        let chain = std::iter::successors(Some(from), |&n| tree.nodes[n].parent);
        let (row, place) = chain.into_iter().find_map(|n| {
            let under = match word.unit {
                '条' if tree.nodes[n].level == Level::Article => home(tree, n),
                '項' if self.known.contains_key(&('項', Some(n))) => Some(n),
                unit if self::unit(tree, n) == Some(unit) => tree.nodes[n].parent,
                _ => return None,
            };
            let row = &self.rows[*self.known.get(&(word.unit, under))?];
            // Nodes stand in a row in reading order.
            Some((row, row.binary_search(&n).ok()?))
        })?;
        match word.way {
            Way::Back => Some(row[place.checked_sub(word.count)?..place].to_vec()),
            Way::On => row
                .get(place + 1..=place + word.count)
                .map(<[usize]>::to_vec),
        }
    }
}

fn unit(tree: &Tree<'_>, n: usize) -> Option<char> {
    match tree.nodes[n].level {
        Level::Item(unit) => Some(unit),
        _ => tree.nodes[n].unit,
    }
}

/// The 附則 or 別表 that an article stands in.
fn home(tree: &Tree<'_>, n: usize) -> Option<usize> {
    std::iter::successors(tree.nodes[n].parent, |&p| tree.nodes[p].parent)
        .find(|&p| matches!(tree.nodes[p].level, Level::Supplement | Level::Appendix))
}

/// Such words in texts that nobody touched, which named other clauses before.
pub(super) fn stale(revision: &Revision<'_>, references: &References<'_, '_>) -> Vec<Stale> {
    let (old, new, alignment) = references.sides();
    let (rows, marks) = (OnceCell::new(), marks());
    let mut out = Vec::new();
    for pair in &revision.pairs {
        let (Some(before), Some(after)) = (&pair.old, &pair.new) else {
            continue;
        };
        if pair.tie != Tie::Same || pair.confidence < DOUBTFUL {
            continue;
        }
        let lines = OnceCell::new();
        line::each(&before.clause.blocks, 0, &mut |l| {
            for word in words(&l.text, &marks) {
                if !pair.changes.is_empty() {
                    let lines = lines.get_or_init(|| changed(pair));
                    let change = lines.get(l.text.as_ref()).copied();
                    if !change.is_some_and(|c| stands_still(c, &word.range, &l.text)) {
                        continue;
                    }
                }
                let (was, is) = rows.get_or_init(|| (Rows::of(old), Rows::of(new)));
                let Some(was) = was.named(old, before.index, &word) else {
                    continue;
                };
                let now = is.named(new, after.index, &word).unwrap_or_default();
                if follows(alignment, &was, &now) {
                    continue;
                }
                out.push(Stale {
                    path: after.path.clone(),
                    text: l.text[word.range.clone()].to_owned(),
                    astray: Astray::Relative { was, now },
                });
            }
        });
    }
    out
}

/// True where the clauses named now are those that were named, or where a doubtful pair forbids to say.
fn follows(alignment: &Alignment, was: &[usize], now: &[usize]) -> bool {
    let goes_on = |a: &usize| {
        let is_kin = |b: &usize| alignment.kin.iter().any(|k| k.old == *a && k.new == *b);
        match alignment.new_of[*a] {
            Some(b) => now.contains(&b) || alignment.confidence[*a] < DOUBTFUL,
            None => now.iter().any(is_kin),
        }
    };
    let came = |b: &usize| {
        let is_kin = |a: &usize| alignment.kin.iter().any(|k| k.old == *a && k.new == *b);
        match alignment.old_of[*b] {
            Some(a) => was.contains(&a) || alignment.confidence[a] < DOUBTFUL,
            None => was.iter().any(is_kin),
        }
    };
    was.iter().all(goes_on) && now.iter().all(came)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_count_from_their_own_clause() {
        let read = |text: &str| -> Vec<(String, usize, char)> {
            words(text, &marks())
                .into_iter()
                .map(|w| (text[w.range].to_owned(), w.count, w.unit))
                .collect()
        };
        let found = |text: &str, count, unit| (text.to_owned(), count, unit);
        assert_eq!(
            read("前条及び次項の規定は、前二条、前３項及び次の号に"),
            [
                found("前条", 1, '条'),
                found("次項", 1, '項'),
                found("前二条", 2, '条'),
                found("前３項", 3, '項'),
            ]
        );
        for none in [
            "次の条件",
            "目次項目",
            "前項目",
            "以前号",
            "前各項",
            "前条件",
            "前百条",
            "事前",
        ] {
            assert!(read(none).is_empty(), "{none}");
        }
    }
}

//! Reference: 第5条第2項 in a text, and the clause it points to.
//!
//! In: texts, the two trees and which clause is which. Out: whether a changed reference followed its clause, and
//! references that should have and did not. Never: takes a law's article (…法第27条) for the policy's own.

use std::cell::OnceCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::points;
use crate::diff::align::{Alignment, DOUBTFUL};
use crate::diff::inline::script;
use crate::diff::ordinal::{Level, values};
use crate::diff::tree::Tree;
use crate::document::Number;
use crate::text::fold;

/// One step of a reference: `第5条`, `第2項`, `3号`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// Where it stands, in bytes.
    pub(crate) range: Range<usize>,
    /// 章, 節, 条, 項, 号 …; `.` and `)` in texts that number without them.
    pub(crate) unit: char,
    /// Its number with 枝番.
    pub(crate) value: Vec<u32>,
    /// The place of the step it stands under, in the list: 第5条 for the 第2項 of 第5条第2項.
    pub(crate) under: Option<usize>,
    /// True for an article of a law.
    pub(crate) foreign: bool,
}

const UNITS: &str = "編章節款条項号";

/// The steps of the references in `text`, in order.
pub(crate) fn steps(text: &str) -> Vec<Step> {
    let mut out = articles(text);
    let first = out.len();
    for mut step in points::steps(text) {
        step.under = step.under.map(|p| p + first);
        out.push(step);
    }
    out
}

/// The steps of references that name 条, 項 or 号.
fn articles(text: &str) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    if !may_refer(text) {
        return out;
    }
    let char_at = |at: usize| text[at..].chars().next();
    // The end of the numerals that begin at a byte.
    let numerals = |from: usize| {
        text[from..]
            .char_indices()
            .find(|(_, c)| !script::is_numeral(*c))
            .map_or(text.len(), |(at, _)| from + at)
    };
    let mut at = 0;
    while let Some(c) = char_at(at) {
        let digits = at + if c == '第' { c.len_utf8() } else { 0 };
        let mut end = numerals(digits);
        let unit = char_at(end).filter(|c| is_unit(*c));
        let (Some(unit), true) = (unit, end > digits) else {
            at = end.max(at + c.len_utf8());
            continue;
        };
        end += unit.len_utf8();
        // 第3条の2, but 第3条の2項 names a 項 of 第3条.
        while char_at(end) == Some('の') {
            let first = end + 'の'.len_utf8();
            let last = numerals(first);
            if last == first || char_at(last).is_some_and(is_unit) {
                break;
            }
            end = last;
        }
        let range = at..end;
        let value = plain_value(&text[digits..end]).map_or_else(
            || {
                Number::of_marker(&text[range.clone()])
                    .map(|n| values(&n))
                    .unwrap_or_default()
            },
            |n| vec![n],
        );
        let parent = out.len().checked_sub(1).filter(|&p| {
            let between = &text[out[p].range.end..range.start];
            rank(out[p].unit) < rank(unit)
                && (between.is_empty() || between == "の" || between == "、" || between == "第")
        });
        // 第5条第2項及び第3項: the second 項 stands under the same article.
        let sibling = out.len().checked_sub(1).filter(|&p| {
            let between = fold::trim(&text[out[p].range.end..range.start]);
            out[p].unit == unit
                && [
                    "及び",
                    "および",
                    "又は",
                    "または",
                    "、",
                    "，",
                    "から",
                    "ないし",
                    "乃至",
                    "～",
                    "〜",
                    "並びに",
                    "もしくは",
                    "若しくは",
                    "・",
                    "と",
                ]
                .contains(&between)
        });
        let under = parent.or_else(|| sibling.and_then(|p| out[p].under));
        let foreign = match (parent, sibling) {
            (Some(p), _) | (None, Some(p)) => out[p].foreign,
            _ => is_foreign(&text[..range.start]),
        };
        out.push(Step {
            range,
            unit,
            value,
            under,
            foreign,
        });
        at = end;
    }
    out
}

fn is_unit(c: char) -> bool {
    matches!(c, '編' | '章' | '節' | '款' | '条' | '項' | '号')
}

/// The value of some digits of either width with their unit; none for anything else.
fn plain_value(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    chars.next_back().filter(|c| is_unit(*c))?;
    let mut value = 0;
    for (place, c) in chars.enumerate() {
        let digit = fold::half_width(c).to_digit(10)?;
        // Numbers that begin with nought, and very long ones, are read the long way.
        if (place == 0 && digit == 0) || place > 5 {
            return None;
        }
        value = value * 10 + digit;
    }
    Some(value)
}

/// True where a unit stands right behind a numeral: without one there is no step.
fn may_refer(text: &str) -> bool {
    let mut before = ' ';
    for c in text.chars() {
        if is_unit(c) && script::is_numeral(before) {
            return text.contains(['条', '項', '号', '章', '節']);
        }
        before = c;
    }
    false
}

fn rank(unit: char) -> usize {
    UNITS.chars().position(|c| c == unit).unwrap_or(0)
}

/// True where a law or another document is named right before the reference.
fn is_foreign(before: &str) -> bool {
    let before = before.trim_end_matches(|c: char| fold::is_blank(c));
    let before = before
        .strip_suffix(['）', ')'])
        .map_or(before, |b| b.rfind(['（', '(']).map_or(b, |at| &b[..at]));
    if [
        "本規約",
        "本規程",
        "本規則",
        "この規約",
        "この規程",
        "この規則",
        "当規則",
        "当規程",
    ]
    .iter()
    .any(|own| before.ends_with(own))
    {
        return false;
    }
    before.ends_with(['法', '令', '例', '」', '』'])
        || ["規則", "規程", "規約", "約款", "契約", "指針", "条約"]
            .iter()
            .any(|w| before.ends_with(w))
}

/// Clauses by unit and value.
type Numbered = FxHashMap<(char, Vec<u32>), Vec<usize>>;

/// Which clause references point to.
pub(crate) struct References<'t, 'a> {
    old: &'t Tree<'a>,
    new: &'t Tree<'a>,
    alignment: &'t Alignment,
    /// The old clauses that bear a number, by unit and value; made when the first reference asks.
    numbered: OnceCell<Numbered>,
}

impl<'t, 'a> References<'t, 'a> {
    /// References of the old text; nothing is looked up yet.
    pub(crate) fn new(old: &'t Tree<'a>, new: &'t Tree<'a>, alignment: &'t Alignment) -> Self {
        Self {
            old,
            new,
            alignment,
            numbered: OnceCell::new(),
        }
    }

    /// The old clauses that 第`value``unit` may name by itself, in order.
    fn numbered(&self, unit: char, value: &[u32]) -> &[usize] {
        let all = self.numbered.get_or_init(|| {
            let mut all = Numbered::default();
            for (n, node) in self.old.nodes.iter().enumerate() {
                let unit = match node.level {
                    Level::Article => '条',
                    Level::Division(c) => c,
                    Level::Bare if node.parent.is_none() => '条',
                    _ => continue,
                };
                if let Some(number) = &node.number {
                    all.entry((unit, values(number))).or_default().push(n);
                }
            }
            all
        });
        all.get(&(unit, value.to_vec())).map_or(&[], Vec::as_slice)
    }

    /// The number that the clause of step `at` bears in the new text, seen from the old clause `from`; none where the
    /// reference points nowhere or to nothing that lives on. 第17条 of 第17条第3項 bears the number of the article in
    /// which that 項 stands now.
    pub(crate) fn now(&self, steps: &[Step], at: usize, from: Option<usize>) -> Option<Vec<u32>> {
        let below = |k: usize| steps.iter().position(|s| s.under == Some(k));
        let leaf = std::iter::successors(Some(at), |&k| below(k))
            .last()
            .unwrap_or(at);
        let chain = self
            .chain(steps, leaf, from)
            .or_else(|| self.chain(steps, at, from))?;
        chain.into_iter().find(|c| c.0 == at).map(|c| c.1)
    }

    /// The numbers that the steps down to `leaf` bear in the new text, from the leaf up.
    pub(crate) fn chain(
        &self,
        steps: &[Step],
        leaf: usize,
        from: Option<usize>,
    ) -> Option<Vec<(usize, Vec<u32>)>> {
        let old = self.target(steps, leaf, from)?;
        let mut node = self.alignment.new_of[old]?;
        // What follows from a doubtful pair is no finding.
        if self.alignment.confidence[old] < DOUBTFUL {
            return None;
        }
        let tree = self.new;
        let mut out = Vec::new();
        let mut at = Some(leaf);
        while let Some(k) = at {
            // The own text of an article is its first 項.
            let own_text = steps[k].unit == '項' && tree.nodes[node].level == Level::Article;
            let value = if own_text {
                vec![1]
            } else {
                tree.nodes[node].number.as_ref().map(values)?
            };
            out.push((k, value));
            at = steps[k].under;
            let Some(above) = at else {
                // Without its article the reference speaks of the one it stands in.
                let inside = matches!(steps[k].unit, '項' | '号' | points::BRACKETED);
                let root = |tree: &Tree<'_>, n: usize| {
                    ancestor(tree, n, |n| {
                        tree.nodes[n].level == Level::Article || tree.nodes[n].parent.is_none()
                    })
                };
                let here = from.and_then(|f| self.alignment.new_of[f]);
                if inside && here.and_then(|n| root(tree, n)) != root(tree, node) {
                    return None;
                }
                break;
            };
            node = match steps[above].unit {
                '条' => ancestor(tree, node, |n| {
                    tree.nodes[n].level == Level::Article || tree.nodes[n].parent.is_none()
                })?,
                points::POINT => ancestor(tree, node, |n| tree.nodes[n].parent.is_none())?,
                _ if own_text => node,
                _ => tree.nodes[node].parent?,
            };
        }
        Some(out)
    }

    /// The old clause that step `at` points to, seen from the old clause `from`.
    fn target(&self, steps: &[Step], at: usize, from: Option<usize>) -> Option<usize> {
        let (tree, step) = (self.old, &steps[at]);
        if step.foreign {
            return None;
        }
        if matches!(step.unit, points::POINT | points::BRACKETED) {
            return self.point(steps, at, from);
        }
        let numbered = |n: usize| {
            let number = tree.nodes[n].number.as_ref()?;
            (values(number) == step.value).then_some(n)
        };
        if matches!(step.unit, '項' | '号') {
            let above = match step.under {
                Some(under) => self.target(steps, under, from)?,
                None => {
                    let article = ancestor(tree, from?, |n| {
                        matches!(tree.nodes[n].level, Level::Article)
                            || tree.nodes[n].parent.is_none()
                    })?;
                    if step.unit == '項' {
                        article
                    } else {
                        // A bare 号 counts under the 項 it stands in.
                        let own = from?;
                        let parent = tree.nodes[own].parent.unwrap_or(own);
                        if own == article || parent == article {
                            own
                        } else {
                            parent
                        }
                    }
                }
            };
            let is = |n: usize| match tree.nodes[n].level {
                Level::Item(c) => c == step.unit,
                // Without a name of its own a number may be either.
                _ => tree.nodes[n].unit.is_none_or(|c| c == step.unit),
            };
            let found = tree.nodes[above]
                .children
                .iter()
                .copied()
                .find(|&n| is(n) && numbered(n).is_some());
            // The own text of an article is its first 項.
            let first = step.unit == '項'
                && step.value == [1]
                && tree.nodes[above].level == Level::Article
                && !tree.nodes[above].clause.blocks.is_empty();
            return found.or(first.then_some(above));
        }
        match self.numbered(step.unit, &step.value) {
            [one] => Some(*one),
            [] => None,
            // Numbers that begin anew in each chapter: the one in the same chapter.
            several => {
                let root = ancestor(tree, from?, |n| tree.nodes[n].parent.is_none())?;
                several.iter().copied().find(|&n| tree.holds(root, n))
            }
        }
    }

    /// The clause that a reference without 条 points to: a bare number of the first level, a bracketed one below it.
    fn point(&self, steps: &[Step], at: usize, from: Option<usize>) -> Option<usize> {
        let (tree, step) = (self.old, &steps[at]);
        let is = |n: &usize| {
            let node = &tree.nodes[*n];
            let number = node.number.as_ref();
            let bracketed = number.is_some_and(|n| n.as_str().starts_with('('));
            node.level == Level::Bare
                && bracketed == (step.unit == points::BRACKETED)
                && number.is_some_and(|n| values(n) == step.value)
        };
        if step.unit == points::POINT {
            return tree.roots.iter().copied().find(is);
        }
        let above = match step.under {
            Some(under) => self.target(steps, under, from)?,
            None => ancestor(tree, from?, |n| tree.nodes[n].parent.is_none())?,
        };
        tree.nodes[above].children.iter().copied().find(is)
    }
}

fn ancestor(tree: &Tree<'_>, from: usize, is: impl Fn(usize) -> bool) -> Option<usize> {
    let mut at = Some(from);
    while let Some(n) = at {
        if is(n) {
            return Some(n);
        }
        at = tree.nodes[n].parent;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(char, Vec<u32>, Option<usize>, bool)> {
        steps(text)
            .into_iter()
            .map(|s| (s.unit, s.value, s.under, s.foreign))
            .collect()
    }

    #[test]
    fn steps_of_references() {
        assert_eq!(
            read("第３条の２の３及び０４条、第二項の四"),
            [
                ('条', vec![3, 2, 3], None, false),
                ('条', vec![4], None, false),
                ('項', vec![2, 4], Some(1), false),
            ]
        );
        assert_eq!(
            read("第5条第2項及び第3項並びに７条"),
            [
                ('条', vec![5], None, false),
                ('項', vec![2], Some(0), false),
                ('項', vec![3], Some(0), false),
                ('条', vec![7], None, false),
            ]
        );
        assert_eq!(read("第三条の二の規定"), [('条', vec![3, 2], None, false)]);
        assert_eq!(
            read("会社法第27条及び第28条")
                .iter()
                .filter(|s| s.3)
                .count(),
            2
        );
        assert_eq!(
            read("第16条の2項の3号"),
            [
                ('条', vec![16], None, false),
                ('項', vec![2], Some(0), false),
                ('号', vec![3], Some(1), false),
            ]
        );
        assert!(read("条件と項目").is_empty());
    }
}

//! Clauses (条・項・号, １．（１）①) and their paths.
//!
//! In, out: data. Never: decides what is a clause.

use std::borrow::Cow;
use std::fmt;

use rustc_hash::FxHashMap;

use super::{Block, Number};

/// A node of the clause tree.
///
/// Invariant: it has a marker, a caption, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clause {
    /// The number as it stands in the source, with its punctuation (`１．`, `（１）`, `第３条`, `■ 4.`); empty for a
    /// labelled group without a number.
    pub marker: String,
    /// The heading as it stands, with its brackets (`（目的）`, `[提供目的]`); none where the text follows the number.
    pub caption: Option<String>,
    /// True where the heading stands before the number, as captions of articles do.
    pub caption_first: bool,
    /// Where it stands in the source.
    pub lines: Lines,
    /// Its own text, without its sub-clauses'.
    pub blocks: Vec<Block>,
    /// Its sub-clauses, in the order of the source.
    pub clauses: Vec<Clause>,
}

impl Clause {
    /// The number: the marker, folded. None for a labelled group.
    pub fn number(&self) -> Option<Number> {
        Number::of_marker(&self.marker)
    }

    /// The heading without the brackets that enclose it whole: `（目的）` → `目的`, `「…項目]` → `…項目`. The word 附則 is
    /// its own heading where it has no other.
    pub fn heading(&self) -> Option<&str> {
        match &self.caption {
            Some(caption) => Some(strip_brackets(caption)),
            // 附則 and 付則 alone become that number.
            None if !self.marker.contains('則') => None,
            None => (self.number()?.as_str() == "附則").then_some("附則"),
        }
    }
}

const PAIRS: [(char, char); 10] = [
    ('（', '）'),
    ('(', ')'),
    ('[', ']'),
    ('［', '］'),
    ('【', '】'),
    ('〔', '〕'),
    ('＜', '＞'),
    ('<', '>'),
    ('〈', '〉'),
    ('≪', '≫'),
];

/// `text` without one pair of brackets that encloses it whole. A bracket that a conversion broke
/// (`「…]`, `[…」`) counts as the pair it was; 「」 alone is part of a title and stays.
pub fn strip_brackets(text: &str) -> &str {
    let text = without_stray_close(text);
    let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else {
        return text;
    };
    let inner = || {
        let cut = &text[first.len_utf8()..text.len() - last.len_utf8()];
        let cut = crate::text::fold::trim(cut);
        if cut.is_empty() { text } else { cut }
    };
    if text.len() <= first.len_utf8() {
        return text;
    }
    if PAIRS.contains(&(first, last)) {
        // The same pair must open at the start and close at the end: （例）と（案） is no bracketed text.
        let mut depth = 0i32;
        for (at, c) in text.char_indices() {
            if c == first {
                depth += 1;
            } else if c == last {
                depth -= 1;
                if depth == 0 && at + c.len_utf8() < text.len() {
                    return text;
                }
            }
        }
        return if depth == 0 { inner() } else { text };
    }
    let broken = matches!(
        (first, last),
        ('「', ']' | '］')
            | ('[' | '［', '」')
            | ('[', '］')
            | ('［', ']')
            | ('(', '）')
            | ('（', ')')
    );
    if broken { inner() } else { text }
}

/// `text` without a closing bracket at its end whose opening one stands before the number: 【第１条　総則】.
fn without_stray_close(text: &str) -> &str {
    let strays = [('【', '】'), ('〔', '〕'), ('［', '］')];
    let stray = strays
        .iter()
        .find(|(open, close)| text.ends_with(*close) && !text.contains(*open));
    match stray {
        Some((_, close)) if !text.starts_with(['「', '[']) && text.len() > close.len_utf8() => {
            crate::text::fold::trim(&text[..text.len() - close.len_utf8()])
        }
        _ => text,
    }
}

/// Lines of the source, 1-based, both ends included; `(0, 0)` where there is no source.
///
/// Provenance, not content: any two compare equal, so that two documents with the same text in
/// other places are equal.
#[derive(Debug, Clone, Copy, Default, Eq)]
pub struct Lines(pub usize, pub usize);

impl PartialEq for Lines {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Numbers from the root: `2/(1)/①`.
///
/// An unnumbered part stands in brackets, `3/(1)/[当社の提供目的]`; a second clause of the same number under
/// one parent gets `#2`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClausePath(String);

impl ClausePath {
    /// A path as a user writes it. Width and the spelling of numbers are folded segment by segment.
    pub fn parse(text: &str) -> Self {
        let segments = text.split('/').map(|s| {
            let (head, copy) = match s.rsplit_once('#') {
                Some((head, n)) if !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()) => {
                    (head, format!("#{n}"))
                }
                _ => (s, String::new()),
            };
            let folded = if head.starts_with('[') {
                head.to_owned()
            } else {
                Number::of_marker(head).map_or(head.to_owned(), |n| n.to_string())
            };
            folded + &copy
        });
        Self(segments.collect::<Vec<_>>().join("/"))
    }

    /// The paths of the children of `parent`, in order.
    pub fn of_children(parent: &Self, clauses: &[Clause]) -> Vec<Self> {
        let numbers: Vec<_> = clauses.iter().map(Clause::number).collect();
        Self::of_numbered(parent, clauses, &numbers)
    }

    /// The same, the number of each child at hand.
    pub(crate) fn of_numbered(
        parent: &Self,
        clauses: &[Clause],
        numbers: &[Option<Number>],
    ) -> Vec<Self> {
        let mut seen: FxHashMap<Cow<'_, str>, usize> = FxHashMap::default();
        // One child has no copies.
        if clauses.len() > 1 {
            seen.reserve(clauses.len());
        }
        (clauses.iter().zip(numbers))
            .map(|(clause, number)| {
                let own = match number {
                    Some(number) => Cow::Borrowed(number.as_str()),
                    None => Cow::Owned(format!(
                        "[{}]",
                        clause.heading().unwrap_or_default().replace('/', "／")
                    )),
                };
                let mut path = String::with_capacity(parent.0.len() + own.len() + 1);
                if !parent.0.is_empty() {
                    path.push_str(&parent.0);
                    path.push('/');
                }
                path.push_str(&own);
                if clauses.len() > 1 {
                    let count = seen.entry(own).or_insert(0);
                    *count += 1;
                    if *count > 1 {
                        path.push_str(&format!("#{count}"));
                    }
                }
                Self(path)
            })
            .collect()
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True for the root, which is no clause.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The parent's path; the root's own for a clause of the first level.
    pub fn parent(&self) -> Self {
        Self(
            self.0
                .rsplit_once('/')
                .map_or(String::new(), |(p, _)| p.to_owned()),
        )
    }

    /// Segments from the root.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').filter(|s| !s.is_empty())
    }
}

impl fmt::Display for ClausePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clause(marker: &str, caption: Option<&str>) -> Clause {
        Clause {
            marker: marker.into(),
            caption: caption.map(Into::into),
            ..Clause::default()
        }
    }

    #[test]
    fn brackets_that_enclose_a_heading_are_no_part_of_it() {
        for (caption, heading) in [
            ("（目的）", "目的"),
            ("[当社の提供目的]", "当社の提供目的"),
            ("「提供する個人情報の項目]", "提供する個人情報の項目"),
            ("（例）と（案）", "（例）と（案）"),
            ("「用語」", "「用語」"),
            ("（）", "（）"),
            ("総則】", "総則"),
            ("（総則）】", "総則"),
            ("】", "】"),
            ("目的", "目的"),
        ] {
            assert_eq!(strip_brackets(caption), heading);
        }
    }

    #[test]
    fn paths_fold_numbers_and_count_copies() {
        let clauses = [
            clause("１．", None),
            clause("(1)", None),
            clause("1.", None),
            clause("", Some("[目的/範囲]")),
        ];
        let paths: Vec<_> = ClausePath::of_children(&ClausePath::parse("第三条"), &clauses)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            paths,
            ["第3条/1", "第3条/(1)", "第3条/1#2", "第3条/[目的／範囲]"]
        );
        assert_eq!(ClausePath::parse("第３条/（１）#2").as_str(), "第3条/(1)#2");
    }
}

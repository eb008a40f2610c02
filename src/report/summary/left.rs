//! Left: a term that was replaced nearly everywhere and stands as it was in a few places.
//!
//! In: a revision. Out: remarks for a person to look at. Never: takes a part of a longer word for the term, speaks of one
//! that was replaced in fewer places than it stands in, or of what the revision itself wrote.

use std::ops::Range;

use memchr::memmem;

use super::phrases::{self, fill, list};
use crate::diff::{Change, Op, Part, Revision, Section, Term, Tie, inline, line};
use crate::document::Block;
use crate::report::naming::Book;
use crate::report::quote;

/// So many terms are looked for.
const TERMS: usize = 20;
/// So many places are named.
const NAMED: usize = 3;

/// A remark for each term of which some are left.
pub(super) fn remarks(revision: &Revision<'_>, new: &Book<'_>) -> Vec<String> {
    if revision.terms.is_empty() {
        return Vec::new();
    }
    let root = |part| move |s: &&Section<'_>| s.part == part;
    let preamble = (revision.sections.iter().find(root(Part::Preamble)))
        .map_or_else(|| lines(&revision.new.preamble), |s| kept(&s.changes));
    let mut texts: Vec<(Option<usize>, Text)> =
        preamble.into_iter().map(|text| (None, text)).collect();
    for pair in revision.pairs.iter().filter(|p| p.tie == Tie::Same) {
        let (Some(_), Some(side)) = (&pair.old, &pair.new) else {
            continue;
        };
        let stays = if pair.changes.is_empty() {
            let heading = side.clause.heading().map(Text::unchanged);
            heading
                .into_iter()
                .chain(lines(&side.clause.blocks))
                .collect()
        } else {
            kept(&pair.changes)
        };
        texts.extend(stays.into_iter().map(|text| (Some(side.index), text)));
    }
    let name = |index: Option<usize>| {
        index.map_or("前文".to_owned(), |n| {
            format!("{}{}", new.name(n), new.own_text(n))
        })
    };
    (revision.terms.iter().take(TERMS))
        .filter_map(|term| {
            let mut names: Vec<String> = Vec::new();
            let mut count = 0;
            let words = memmem::Finder::new(&term.old);
            for (index, text) in &texts {
                if words.find(text.text.as_bytes()).is_none() {
                    continue;
                }
                let here = left(text, term);
                count += here;
                // It was never meant to go everywhere.
                if count >= term.count {
                    break;
                }
                let name = if here > 0 { name(*index) } else { continue };
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            (count > 0 && count < term.count).then(|| {
                let more = names.len().saturating_sub(NAMED);
                names.truncate(NAMED);
                let mut places = list(&names);
                if more > 0 {
                    places = format!("{}ほか", names.join("、"));
                }
                let values = [
                    ("old", quote::quote(&term.old)),
                    ("places", places),
                    ("count", count.to_string()),
                ];
                let values: Vec<(&str, &str)> =
                    values.iter().map(|(k, v)| (*k, v.as_str())).collect();
                fill(phrases::LEFT, &values)
            })
        })
        .collect()
}

/// A line as it stands, with the bytes that the revision wrote.
struct Text {
    text: String,
    written: Vec<Range<usize>>,
}

impl Text {
    fn unchanged(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            written: Vec::new(),
        }
    }
}

fn lines(blocks: &[Block]) -> Vec<Text> {
    let lines = line::of_blocks(blocks);
    lines.iter().map(|l| Text::unchanged(&l.text)).collect()
}

/// The lines that stood there before, changed or not.
fn kept(changes: &[Change<'_>]) -> Vec<Text> {
    let kept = changes.iter().filter(|c| !c.is_added());
    let line = |change: &Change<'_>| {
        let mut line = Text::unchanged("");
        for edit in change.edits.iter().filter(|e| e.op != Op::Delete) {
            let from = line.text.len();
            line.text.push_str(&edit.text);
            if edit.op == Op::Insert {
                line.written.push(from..line.text.len());
            }
        }
        line
    };
    kept.map(line).collect()
}

/// How often the old words of a term stand in a text by themselves, where the revision did not write them.
fn left(line: &Text, term: &Term) -> usize {
    let text = &line.text;
    let stands: Vec<Range<usize>> = (text.match_indices(&term.new))
        .map(|(at, words)| at..at + words.len())
        .collect();
    (text.match_indices(&term.old))
        .filter(|(at, words)| {
            let end = at + words.len();
            let joined = |a: Option<char>, b: Option<char>| {
                a.zip(b).is_some_and(|(a, b)| inline::in_one_word(a, b))
            };
            let before = text[..*at].chars().next_back();
            let after = text[end..].chars().next();
            !joined(before, words.chars().next())
                && !joined(words.chars().next_back(), after)
                && !stands.iter().any(|r| r.start <= *at && end <= r.end)
                && !line.written.iter().any(|r| r.start < end && *at < r.end)
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_term_itself_is_left() {
        let term = |old: &str, new: &str| Term {
            old: old.into(),
            new: new.into(),
            count: 9,
            paths: Vec::new(),
            company: false,
        };
        for (text, old, new, count) in [
            ("会員は、会員証を会員に示す。", "会員", "利用者", 2),
            ("正会員は、名誉会員となる。", "会員", "利用者", 0),
            ("利用者等は、利用者を招く。", "利用者", "利用者等", 1),
        ] {
            assert_eq!(
                left(&Text::unchanged(text), &term(old, new)),
                count,
                "{text}"
            );
        }
    }
}

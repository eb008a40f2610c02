//! Find: which topics a text deals with, and the words that decided it.
//!
//! In: a heading, or the lines of a clause's text. Out: the topics found in each sentence. Never: looks at other clauses.

use super::{Role, Topics};
use crate::text::{fold, sentence};

/// How surely a clause deals with a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Words that touch on it.
    Mention,
    /// A phrase that decides it stands in a later sentence.
    Aside,
    /// A phrase that decides it stands in the first sentence of the clause.
    Text,
    /// A word that decides it stands in the heading.
    Heading,
}

/// A topic that a clause deals with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The topic, by its place in [`Topics::all`].
    pub topic: usize,
    /// How surely.
    pub strength: Strength,
    /// The words of the table that decided it, as they stand there.
    pub words: Vec<String>,
}

/// A text in the form in which words are looked for.
pub(crate) fn fold(text: &str) -> String {
    fold::key(text).to_lowercase()
}

impl Topics {
    /// The topics of a heading and of the lines under it, surest first, each once. `chapter` is the heading of the chapter
    /// above, which may hold a part of a heading's word.
    pub(crate) fn find<'t>(
        &self,
        chapter: Option<&str>,
        heading: Option<&str>,
        lines: impl IntoIterator<Item = &'t str>,
    ) -> Vec<Found> {
        let mut out: Vec<Found> = Vec::new();
        if let Some(heading) = heading {
            let mut key = chapter.map(fold).unwrap_or_default();
            key.push('\n');
            let own = key.len();
            key.push_str(&fold(heading));
            self.sentence(&key, own, |topic, role, word| match role {
                Role::Heading => add(&mut out, topic, Strength::Heading, word),
                Role::Text if !ends_sentence(heading) => {
                    add(&mut out, topic, Strength::Heading, word);
                }
                Role::Text => add(&mut out, topic, Strength::Text, word),
                Role::Mention => add(&mut out, topic, Strength::Mention, word),
                _ => {}
            });
        }
        let mut first = heading.is_none();
        for line in lines {
            for range in sentence::split(line) {
                let key = fold(&line[range]);
                if key.is_empty() {
                    continue;
                }
                let strength = if first {
                    Strength::Text
                } else {
                    Strength::Aside
                };
                first = false;
                self.sentence(&key, 0, |topic, role, word| match role {
                    Role::Text => add(&mut out, topic, strength, word),
                    Role::Mention => add(&mut out, topic, Strength::Mention, word),
                    _ => {}
                });
            }
        }
        out.sort_by_key(|f| (std::cmp::Reverse(f.strength), f.topic));
        out
    }

    /// Which of the topic's items the lines name, in the order of the table.
    pub(crate) fn items<'t>(
        &self,
        topic: usize,
        lines: impl IntoIterator<Item = &'t str>,
    ) -> Vec<bool> {
        let mut named = vec![false; self.topics[topic].items.len()];
        if named.is_empty() {
            return named;
        }
        for line in lines {
            for range in sentence::split(line) {
                self.sentence(&fold(&line[range]), 0, |found, role, _| {
                    if let (Role::Item(n), true) = (role, found == topic)
                        && let Some(place) = named.get_mut(n)
                    {
                        *place = true;
                    }
                });
            }
        }
        named
    }

    /// Calls `f` with topic, role and word for each word of the table that stands in one folded sentence. What stands before
    /// `own` is a chapter's: it decides nothing, but may hold parts of words.
    fn sentence(&self, key: &str, own: usize, mut f: impl FnMut(usize, Role, &str)) {
        // Atom and where it stands.
        let hits: Vec<(usize, std::ops::Range<usize>)> = self
            .search
            .find_overlapping_iter(key)
            .filter(|m| is_word(key, m.range()))
            .map(|m| (m.pattern().as_usize(), m.range()))
            .collect();
        if hits.is_empty() {
            return;
        }
        let mut words: Vec<usize> = hits
            .iter()
            .flat_map(|(atom, _)| self.words_of[*atom].iter().copied())
            .collect();
        words.sort_unstable();
        words.dedup();
        // Stretches that do not count for a topic.
        let masked: Vec<(usize, &std::ops::Range<usize>)> = words
            .iter()
            .filter(|w| {
                let word = &self.words[**w];
                let stands = |part: &Vec<usize>| hits.iter().any(|(atom, _)| part.contains(atom));
                word.role == Role::Except && word.parts.iter().all(stands)
            })
            .flat_map(|w| {
                let word = &self.words[*w];
                hits.iter()
                    .filter(|(atom, _)| word.parts.iter().flatten().any(|a| a == atom))
                    .map(|(_, range)| (word.topic, range))
            })
            .collect();
        for index in words {
            let word = &self.words[index];
            if word.role == Role::Except {
                continue;
            }
            let counts = |part: &[usize], from: usize| {
                hits.iter().any(|(atom, range)| {
                    range.start >= from
                        && part.contains(atom)
                        && !masked.iter().any(|(topic, m)| {
                            *topic == word.topic && m.start < range.end && range.start < m.end
                        })
                })
            };
            let from = if word.role == Role::Heading { 0 } else { own };
            let stands = (!word.is_whole || is_whole(&key[own..], &word.shown))
                && word.parts.iter().all(|part| counts(part, from))
                && word.parts.iter().any(|part| counts(part, own));
            if stands {
                f(word.topic, word.role, &word.shown);
            }
        }
    }
}

/// True where a heading is the word and nothing more: その他, not 合併その他の事由.
fn is_whole(key: &str, shown: &str) -> bool {
    let word = fold(shown.trim_start_matches(['＝', '=']));
    ["", "について", "に関する事項", "の事項", "等", "事項"]
        .iter()
        .any(|tail| key.strip_suffix(tail) == Some(&word))
}

/// True where a stretch of Latin letters is a whole word: the AI of 生成AI, not that of mail.
fn is_word(key: &str, range: std::ops::Range<usize>) -> bool {
    let bytes = key.as_bytes();
    let latin = |at: Option<usize>| {
        at.and_then(|n| bytes.get(n))
            .is_some_and(u8::is_ascii_alphanumeric)
    };
    let cut = |inside: Option<usize>, outside: Option<usize>| {
        inside
            .and_then(|n| bytes.get(n))
            .is_some_and(u8::is_ascii_alphabetic)
            && latin(outside)
    };
    !cut(Some(range.start), range.start.checked_sub(1))
        && !cut(range.end.checked_sub(1), Some(range.end))
}

/// True for a heading that is a sentence of its own.
fn ends_sentence(text: &str) -> bool {
    text.ends_with(['。', '．', '.'])
}

fn add(out: &mut Vec<Found>, topic: usize, strength: Strength, word: &str) {
    match out.iter_mut().find(|f| f.topic == topic) {
        Some(found) => {
            if found.strength < strength {
                found.strength = strength;
                found.words.insert(0, word.to_owned());
            } else if !found.words.iter().any(|w| w == word) {
                found.words.push(word.to_owned());
            }
        }
        None => out.push(Found {
            topic,
            strength,
            words: vec![word.to_owned()],
        }),
    }
}

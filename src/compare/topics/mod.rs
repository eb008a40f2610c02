//! Topics: what a policy regulates, by a table that a lawyer can read and extend.
//!
//! In: `table.toml`, and the topics that a corpus adds or changes. Out: [`Topics`], which finds them in the clauses of a
//! document ([`find`]). Never: says that something is lawful or not; it says what is there.

pub(crate) mod find;
pub(crate) mod pattern;

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// The table that comes with kaitei.
const TABLE: &str = include_str!("table.toml");
/// Topics and words that a table of a user's may have.
const MOST_TOPICS: usize = 1_000;
const MOST_WORDS: usize = 50_000;

/// The kinds of documents that the table knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// プライバシーポリシー.
    Privacy,
    /// 利用規約.
    Terms,
    /// 就業規則.
    Rules,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Privacy, Self::Terms, Self::Rules];

    /// As lawyers call such a document.
    pub fn name(self) -> &'static str {
        match self {
            Self::Privacy => "プライバシーポリシー",
            Self::Terms => "利用規約",
            Self::Rules => "就業規則",
        }
    }

    /// The word of the JSON contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Privacy => "privacy",
            Self::Terms => "terms",
            Self::Rules => "rules",
        }
    }
}

/// Something that a policy may regulate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// What programs know it by.
    pub id: String,
    /// What lawyers call it.
    pub name: String,
    /// The documents it belongs to.
    pub kind: Kind,
    /// Where the rule behind it stands.
    pub law: Option<String>,
    /// The wider topic that it is a part of, by its place in [`Topics::all`].
    pub part_of: Option<usize>,
    /// What is to be named where it is dealt with, in the order of the table.
    pub items: Vec<String>,
}

/// What is wrong with a table of topics.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct TopicError {
    /// The line of the table, from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong, in words.
    pub what: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    topic: Vec<Row>,
}

/// A corpus's `kaitei.toml`, of which `[[compare.topic]]` is ours.
#[derive(Debug, Default, Deserialize)]
struct Settings {
    #[serde(default)]
    compare: Table,
}

/// A topic as it stands in a table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    name: String,
    kind: Kind,
    law: Option<String>,
    part_of: Option<String>,
    #[serde(default)]
    heading: Vec<String>,
    #[serde(default)]
    text: Vec<String>,
    #[serde(default)]
    mention: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    #[serde(default)]
    items: Vec<ItemRow>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemRow {
    name: String,
    any: Vec<String>,
}

/// What a word of the table does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Role {
    Heading,
    Text,
    Mention,
    Except,
    Item(usize),
}

/// A word of the table: the parts that must all stand in one sentence, each by the atoms that spell it.
#[derive(Debug)]
struct Word {
    topic: usize,
    role: Role,
    shown: String,
    /// It must be the whole heading.
    is_whole: bool,
    parts: Vec<Vec<usize>>,
}

/// The topics, ready to be found.
#[derive(Debug)]
pub struct Topics {
    topics: Vec<Topic>,
    words: Vec<Word>,
    /// By atom: the words it is part of.
    words_of: Vec<Vec<usize>>,
    search: AhoCorasick,
}

impl Topics {
    /// The topics that come with kaitei.
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<Topics> = OnceLock::new();
        // The table is part of the program; a test reads it.
        STANDARD.get_or_init(|| Self::with("").unwrap_or_else(|_| Self::of(Vec::new())))
    }

    /// The topics that come with kaitei and those of a corpus's `kaitei.toml` (`[[compare.topic]]`). A topic of the same id
    /// takes the place of the one that comes with kaitei.
    ///
    /// # Errors
    /// What is wrong with the file, and in which of its lines.
    pub fn with(settings: &str) -> Result<Self, TopicError> {
        let mut rows = read::<Table>(TABLE)?.topic;
        check(TABLE, &rows)?;
        let own = read::<Settings>(settings)?.compare.topic;
        check(settings, &own)?;
        for row in own {
            match rows.iter_mut().find(|r| r.id == row.id) {
                Some(place) => *place = row,
                None => rows.push(row),
            }
        }
        for row in &rows {
            if let Some(wider) = &row.part_of
                && !rows.iter().any(|r| r.id == *wider)
            {
                return Err(TopicError {
                    line: line_of(settings, wider),
                    what: format!(
                        "話題 {} の part_of「{wider}」という話題はありません",
                        row.id
                    ),
                });
            }
            for word in row.words() {
                pattern::parts(word.1).map_err(|what| TopicError {
                    line: line_of(settings, word.1),
                    what: format!("話題 {} の語「{}」: {what}", row.id, word.1),
                })?;
            }
        }
        let words: usize = rows.iter().map(|r| r.words().count()).sum();
        if rows.len() > MOST_TOPICS || words > MOST_WORDS {
            return Err(TopicError {
                line: None,
                what: format!("話題は {MOST_TOPICS}、語は {MOST_WORDS} までです"),
            });
        }
        Ok(Self::of(rows))
    }

    fn of(rows: Vec<Row>) -> Self {
        let mut atoms: Vec<String> = Vec::new();
        let mut atom_of: FxHashMap<String, usize> = FxHashMap::default();
        let ids: Vec<String> = rows.iter().map(|r| r.id.clone()).collect();
        let mut words = Vec::new();
        let mut topics = Vec::new();
        for (topic, row) in rows.into_iter().enumerate() {
            for (role, word) in row.words() {
                let Ok(parts) = pattern::parts(word) else {
                    continue;
                };
                let parts = parts
                    .into_iter()
                    .map(|part| {
                        part.into_iter()
                            .map(|atom| {
                                *atom_of.entry(atom.clone()).or_insert_with(|| {
                                    atoms.push(atom);
                                    atoms.len() - 1
                                })
                            })
                            .collect()
                    })
                    .collect();
                words.push(Word {
                    topic,
                    role,
                    shown: word.to_owned(),
                    is_whole: word.starts_with(['＝', '=']),
                    parts,
                });
            }
            topics.push(Topic {
                id: row.id,
                name: row.name,
                kind: row.kind,
                law: row.law,
                part_of: row.part_of.and_then(|p| ids.iter().position(|id| *id == p)),
                items: row.items.into_iter().map(|i| i.name).collect(),
            });
        }
        let mut words_of = vec![Vec::new(); atoms.len()];
        for (index, word) in words.iter().enumerate() {
            for atom in word.parts.iter().flatten() {
                words_of[*atom].push(index);
            }
        }
        let search = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&atoms)
            // Only a table larger than memory could fail here, and its size is bounded.
            .unwrap_or_else(|_| AhoCorasick::new(std::iter::empty::<&str>()).expect("no words"));
        Self {
            topics,
            words,
            words_of,
            search,
        }
    }

    /// The topics, in the order of the table.
    pub fn all(&self) -> &[Topic] {
        &self.topics
    }

    /// The topic of that id.
    pub fn by_id(&self, id: &str) -> Option<usize> {
        self.topics.iter().position(|t| t.id == id)
    }
}

impl Row {
    fn words(&self) -> impl Iterator<Item = (Role, &str)> {
        let plain = [
            (Role::Heading, &self.heading),
            (Role::Text, &self.text),
            (Role::Mention, &self.mention),
            (Role::Except, &self.except),
        ];
        plain
            .into_iter()
            .flat_map(|(role, words)| words.iter().map(move |w| (role, w.as_str())))
            .chain(
                self.items.iter().enumerate().flat_map(|(n, item)| {
                    item.any.iter().map(move |w| (Role::Item(n), w.as_str()))
                }),
            )
    }
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, TopicError> {
    toml::from_str(text).map_err(|e| TopicError {
        line: e.span().map(|s| line_at(text, s.start)),
        what: e.message().to_owned(),
    })
}

fn check(text: &str, rows: &[Row]) -> Result<(), TopicError> {
    for (n, row) in rows.iter().enumerate() {
        let twice = rows[..n].iter().any(|r| r.id == row.id);
        if row.id.is_empty() || row.name.is_empty() || twice {
            return Err(TopicError {
                line: line_of(text, &row.id),
                what: if twice {
                    format!("話題 {} が二つあります", row.id)
                } else {
                    "話題には id と name が要ります".to_owned()
                },
            });
        }
    }
    Ok(())
}

fn line_at(text: &str, at: usize) -> usize {
    1 + text.as_bytes()[..at.min(text.len())]
        .iter()
        .filter(|b| **b == b'\n')
        .count()
}

fn line_of(text: &str, words: &str) -> Option<usize> {
    text.rfind(words).map(|at| line_at(text, at))
}

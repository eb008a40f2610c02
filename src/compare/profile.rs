//! Profile: a document laid out for comparison with those of others.
//!
//! In: a document and the topics. Out: its clauses in reading order, each with its topics and the shingles of its wording.
//! Never: looks at a second document.

use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use super::topics::find::{Found, Strength, fold};
use super::topics::{Kind, Topics};
use crate::diff::line;
use crate::document::{Clause, ClausePath, Document};

/// Characters of a shingle. Two authors who never saw each other's text share few stretches of this length but those of the
/// statute itself.
pub(crate) const SHINGLE: usize = 8;

/// A document laid out for comparison.
#[derive(Debug)]
pub struct Profile<'a> {
    /// The document.
    pub document: &'a Document,
    /// What kind of document it is, as far as its title and its headings tell.
    pub kind: Option<Kind>,
    /// Its clauses in reading order, parents before children.
    pub nodes: Vec<Node<'a>>,
    /// What its 前文 and what stands after the clauses deal with.
    pub outside: Vec<Found>,
}

/// A clause in its place.
#[derive(Debug)]
pub struct Node<'a> {
    /// The clause.
    pub clause: &'a Clause,
    /// Its path.
    pub path: ClausePath,
    /// The place of its parent among the nodes.
    pub parent: Option<usize>,
    /// The place after its last descendant.
    pub end: usize,
    /// What it deals with by its own heading and text, surest first.
    pub topics: Vec<Found>,
    /// What it is about: what its heading says; without a heading what its first sentence says, and of that what a
    /// heading above it says too.
    pub(crate) subjects: Vec<usize>,
    /// What it speaks of in passing: nothing where its heading says that it is about something else, but for parts of that.
    pub(crate) asides: Vec<usize>,
    /// True for an entry of an enumeration (以下の目的で利用します。(1) … (2) …): no subject of its own.
    pub is_entry: bool,
    /// Shingles of its own text, sorted, each once.
    pub(crate) shingles: Vec<u64>,
    /// Character pairs of its heading, sorted.
    pub(crate) heading: Vec<u64>,
    /// Character pairs of its own text and of what stands below it, sorted.
    pub(crate) pairs: Vec<u64>,
}

impl Node<'_> {
    /// True where the clause is about the topic.
    pub(crate) fn is_about(&self, topic: usize) -> bool {
        self.subjects.contains(&topic)
    }

    /// True for 第1章, 第2節 and the like, which hold articles.
    pub(crate) fn is_chapter(&self) -> bool {
        let path = self.path.as_str();
        path.starts_with('第') && path.ends_with(['編', '章', '節', '款', '目'])
    }

    /// True where its heading names a wider topic, and its text has the part of it that `topic` is.
    pub(crate) fn has_part(&self, topic: usize) -> bool {
        self.topics.first().map(|f| f.strength) == Some(Strength::Heading)
            && self.asides.contains(&topic)
    }

    fn asides(&self, topics: &Topics) -> Vec<usize> {
        let names = |topic: usize| {
            self.found(topic)
                .is_some_and(|f| f.strength == Strength::Heading)
        };
        let is_named = self.topics.first().map(|f| f.strength) == Some(Strength::Heading);
        if self.is_entry {
            return Vec::new();
        }
        self.topics
            .iter()
            .filter(|f| f.strength == Strength::Aside)
            .map(|f| f.topic)
            .filter(|t| !is_named || topics.all()[*t].part_of.is_some_and(names))
            .collect()
    }

    /// The place of the topic among what the clause is about.
    pub(crate) fn found(&self, topic: usize) -> Option<&Found> {
        self.topics.iter().find(|f| f.topic == topic)
    }
}

impl<'a> Profile<'a> {
    /// The profile of `document`.
    pub fn of(document: &'a Document, topics: &Topics) -> Self {
        let mut profile = Self {
            document,
            kind: None,
            nodes: Vec::new(),
            outside: Vec::new(),
        };
        profile.add(&document.clauses, &ClausePath::default(), None, topics);
        profile.outside = topics.find(None, None, profile.outside_texts());
        profile.kind = profile.kind_of(topics);
        if let Some(kind) = profile.kind {
            // A word means what it means in a document of this kind.
            for node in &mut profile.nodes {
                node.topics.retain(|f| topics.all()[f.topic].kind == kind);
            }
            profile
                .outside
                .retain(|f| topics.all()[f.topic].kind == kind);
        }
        for n in 0..profile.nodes.len() {
            profile.nodes[n].subjects = profile.subjects(n, topics);
            profile.nodes[n].asides = profile.nodes[n].asides(topics);
        }
        profile
    }

    /// What a clause is about.
    fn subjects(&self, n: usize, topics: &Topics) -> Vec<usize> {
        let node = &self.nodes[n];
        let best = node.topics.first().map(|f| f.strength);
        let found: Vec<usize> = node
            .topics
            .iter()
            .filter(|f| Some(f.strength) == best && f.strength >= Strength::Text)
            .map(|f| f.topic)
            .collect();
        if best == Some(Strength::Heading) {
            // What a heading above says already is not what this one is about, if it says more.
            let more: Vec<usize> = found
                .iter()
                .copied()
                .filter(|t| !self.is_named_above(n, *t))
                .collect();
            return if more.is_empty() { found } else { more };
        }
        // What stands under a heading speaks of what the heading says, unless it does not name it at all.
        let mut above = node.parent;
        while let Some(p) = above {
            let parent = &self.nodes[p];
            let says = |topic: usize| {
                parent
                    .found(topic)
                    .is_some_and(|f| f.strength == Strength::Heading)
            };
            let same: Vec<usize> = found
                .iter()
                .copied()
                .filter(|t| says(*t) || topics.all()[*t].part_of.is_some_and(says))
                .collect();
            if !same.is_empty() {
                return same;
            }
            above = parent.parent;
        }
        found
    }

    /// True where the heading of a clause above names the topic.
    fn is_named_above(&self, n: usize, topic: usize) -> bool {
        let mut above = self.nodes[n].parent;
        while let Some(p) = above {
            let found = self.nodes[p].found(topic);
            if found.is_some_and(|f| f.strength == Strength::Heading) && !self.nodes[p].is_chapter()
            {
                return true;
            }
            above = self.nodes[p].parent;
        }
        false
    }

    fn add(
        &mut self,
        clauses: &'a [Clause],
        above: &ClausePath,
        parent: Option<usize>,
        topics: &Topics,
    ) {
        let chapter = parent
            .filter(|p| self.nodes[*p].is_chapter())
            .and_then(|p| self.nodes[p].clause.heading());
        let announced = parent.is_some_and(|p| announces(self.nodes[p].clause));
        for (path, clause) in ClausePath::of_children(above, clauses)
            .into_iter()
            .zip(clauses)
        {
            let mut lines: Vec<&str> = Vec::new();
            line::each_text(&clause.blocks, &mut |t| lines.push(t));
            let place = self.nodes.len();
            let entry_of_entry = parent.is_some_and(|p| self.nodes[p].is_entry);
            self.nodes.push(Node {
                clause,
                subjects: Vec::new(),
                asides: Vec::new(),
                path: path.clone(),
                parent,
                end: 0,
                topics: topics.find(chapter, clause.heading(), lines.iter().copied()),
                is_entry: entry_of_entry || announced && is_label(clause, &lines),
                shingles: shingles(&lines),
                heading: pairs(clause.heading()),
                pairs: Vec::new(),
            });
            self.add(&clause.clauses, &path, Some(place), topics);
            let end = self.nodes.len();
            let mut all: Vec<&str> = Vec::new();
            texts(clause, &mut all);
            let node = &mut self.nodes[place];
            node.end = end;
            node.pairs = pairs(all);
        }
    }

    /// What the title says, else what most headings belong to.
    fn kind_of(&self, topics: &Topics) -> Option<Kind> {
        /// Words of titles; the more telling first: プライバシーポリシー of a 利用規約 is a privacy policy.
        const TITLES: [(&str, Kind); 14] = [
            ("プライバシー", Kind::Privacy),
            ("個人情報", Kind::Privacy),
            ("情報保護方針", Kind::Privacy),
            ("クッキー", Kind::Privacy),
            ("cookie", Kind::Privacy),
            ("外部送信", Kind::Privacy),
            ("就業規則", Kind::Rules),
            ("賃金規程", Kind::Rules),
            ("給与規程", Kind::Rules),
            ("育児", Kind::Rules),
            ("利用規約", Kind::Terms),
            ("利用条件", Kind::Terms),
            ("規約", Kind::Terms),
            ("約款", Kind::Terms),
        ];
        let title = self.document.title.as_deref().map(fold).unwrap_or_default();
        if let Some((_, kind)) = TITLES.iter().find(|(word, _)| title.contains(word)) {
            return Some(*kind);
        }
        let mut counts = Kind::ALL.map(|kind| (0usize, kind));
        for found in self.nodes.iter().flat_map(|n| &n.topics) {
            let weight = match found.strength {
                Strength::Heading => 4,
                Strength::Text => 2,
                _ => 1,
            };
            for (count, kind) in &mut counts {
                if *kind == topics.all()[found.topic].kind {
                    *count += weight;
                }
            }
        }
        counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        // A kind that leads by little is none.
        let [(first, kind), (second, _), _] = counts;
        (first >= 4 && first * 2 > second * 3).then_some(kind)
    }

    /// The texts of the 前文 and of what stands after the clauses.
    pub(crate) fn outside_texts(&self) -> Vec<&'a str> {
        let mut out = Vec::new();
        line::each_text(&self.document.preamble, &mut |t| out.push(t));
        line::each_text(&self.document.closing, &mut |t| out.push(t));
        out
    }

    /// The texts of a clause and of what stands below it: headings and lines.
    pub(crate) fn texts_of(&self, node: usize) -> Vec<&'a str> {
        let mut out = Vec::new();
        texts(self.nodes[node].clause, &mut out);
        out
    }
}

fn texts<'a>(clause: &'a Clause, out: &mut Vec<&'a str>) {
    out.extend(clause.caption.as_deref());
    line::each_text(&clause.blocks, &mut |t| out.push(t));
    for child in &clause.clauses {
        texts(child, out);
    }
}

/// True where a clause's own text says that an enumeration follows.
fn announces(clause: &Clause) -> bool {
    const ANNOUNCES: [&str; 6] = [
        "以下の",
        "次の",
        "次に掲げる",
        "下記の",
        "次のとおり",
        "以下のとおり",
    ];
    let mut last = "";
    line::each_text(&clause.blocks, &mut |t| {
        if ANNOUNCES.iter().any(|w| t.contains(w)) {
            last = t;
        }
    });
    !last.is_empty()
        || clause
            .heading()
            .is_some_and(|h| h.ends_with('。') && ANNOUNCES.iter().any(|w| h.contains(w)))
}

/// True for a clause whose name is a noun phrase, not a sentence, and which holds no clauses of sentences itself.
fn is_label(clause: &Clause, lines: &[&str]) -> bool {
    let says = |child: &Clause| {
        let mut sentence = false;
        line::each_text(&child.blocks, &mut |t| {
            sentence |= t.trim_end().ends_with(['。', '．']);
        });
        sentence
    };
    if clause.heading().is_some() && clause.clauses.iter().any(says) {
        return false;
    }
    match clause.heading().or(lines.first().copied()) {
        Some(text) => !text.trim_end().ends_with(['。', '．']),
        None => false,
    }
}

/// The shingles of `texts`, sorted, each once.
pub(crate) fn shingles(texts: &[&str]) -> Vec<u64> {
    let mut out = Vec::new();
    for text in texts {
        let chars: Vec<char> = fold(text).chars().collect();
        out.extend(chars.windows(SHINGLE).map(hash));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The character pairs of `texts`, sorted, with their repeats.
pub(crate) fn pairs<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<u64> {
    let mut out = Vec::new();
    for text in texts {
        let chars: Vec<char> = fold(text).chars().collect();
        out.extend(
            chars
                .windows(2)
                .map(|w| u64::from(u32::from(w[0])) << 32 | u64::from(u32::from(w[1]))),
        );
    }
    out.sort_unstable();
    out
}

fn hash(chars: &[char]) -> u64 {
    let mut hasher = FxHasher::default();
    for c in chars {
        hasher.write_u32(u32::from(*c));
    }
    hasher.finish()
}

/// How many entries two sorted lists share, repeats counted.
pub(crate) fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, n) = (i + 1, j + 1, n + 1),
        }
    }
    n
}

/// Dice's coefficient of two sorted lists; 0 where either is empty.
pub(crate) fn dice(a: &[u64], b: &[u64]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    2.0 * shared(a, b) as f32 / (a.len() + b.len()) as f32
}

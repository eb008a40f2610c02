//! Search: what the browser reads to find words in Japanese text, which has no blanks between them.
//!
//! In: the policies' clauses. Out: one file of texts a policy, and, on a site of many policies, lists that say which policies
//! hold a pair of neighbouring characters. Never: asks a server anything, or cuts words: a hit is the very characters asked
//! for.
//!
//! A pair is the smallest thing a search can be narrowed by without a dictionary. The script reads the lists of the pairs
//! in the words asked for, keeps the policies that stand in all of them, reads their texts and looks for the words there. So
//! the lists may name too many policies, never too few. They are spread over files by a sum of the pair, and a new version
//! touches only the files of the pairs it brought or took.

use std::collections::BTreeMap;

use icu_normalizer::ComposingNormalizerBorrowed;
use serde::Serialize;

use super::lives::Lives;
use super::policy::{Context, Input};
use super::{Brief, Page};
use crate::diff::line;
use crate::document::Clause;
use crate::report::naming::Book;

/// Below this many policies the texts are read without lists.
const FEW: usize = 24;
/// Files of lists for so many policies each, a power of two in all.
const PER_SHARD: usize = 8;
/// The most files of lists.
const SHARDS: usize = 1_024;

/// The pairs of neighbouring characters of one policy, in order, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grams(pub Vec<u64>);

impl Grams {
    /// The pairs of a policy's file of texts, as it lies on the site; none where it cannot be read.
    pub fn of_file(bytes: &[u8]) -> Option<Self> {
        let value: serde_json::Value = serde_json::from_slice(bytes).ok()?;
        let mut out = Vec::new();
        let mut add = |v: &serde_json::Value| {
            if let Some(text) = v.as_str() {
                pairs(text, &mut out);
            }
        };
        add(&value["title"]);
        add(&value["organization"]);
        for clause in value["clauses"].as_array()? {
            add(&clause[1]);
            add(&clause[2]);
        }
        Some(Self::sorted(out))
    }

    fn sorted(mut pairs: Vec<u64>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        Self(pairs)
    }
}

#[derive(Serialize)]
struct Texts<'a> {
    title: &'a str,
    organization: Option<&'a str>,
    /// Page, name, text, and 1 for a clause that is no more.
    clauses: Vec<(String, String, String, u8)>,
}

/// The pairs of all texts a policy ever had: at least those of its file of texts, without comparing its versions.
pub fn grams(input: &Input<'_>) -> Grams {
    let mut out = Vec::new();
    let latest = input.versions.last();
    let (title, organization) = super::policy::names(input.id, input.record, latest);
    pairs(&title, &mut out);
    pairs(organization.as_deref().unwrap_or_default(), &mut out);
    pairs(super::words::Lang::Ja.words().prelude, &mut out);
    for version in input.versions {
        let document = &version.document;
        let book = Book::of(document);
        for (index, (_, clause)) in document.walk().into_iter().enumerate() {
            pairs(&book.name(index), &mut out);
            pairs(&text_of(clause), &mut out);
        }
        for blocks in [&document.preamble, &document.closing] {
            pairs(&line::joined(&line::of_blocks(blocks)), &mut out);
        }
        // A policy of many versions says the same again and again.
        out.sort_unstable();
        out.dedup();
    }
    Grams::sorted(out)
}

/// Hands out a policy's file of texts; its pairs.
pub(super) fn of_policy(cx: &Context<'_>, lives: &Lives, sink: &mut dyn FnMut(Page)) -> Grams {
    let mut grams = Vec::new();
    let mut clauses = Vec::new();
    let latest = cx.keys.len() - 1;
    let mut walks = rustc_hash::FxHashMap::default();
    for life in &lives.all {
        let (version, index) = life.last;
        let walk = walks
            .entry(version)
            .or_insert_with(|| cx.document(version).walk());
        let clause = walk[index].1;
        let name = life.events.last().map_or("", |e| e.name.as_str());
        let text = text_of(clause);
        pairs(name, &mut grams);
        pairs(&text, &mut grams);
        let gone = u8::from(life.end.is_some());
        clauses.push((
            format!("clauses/{}.html", life.address),
            name.to_owned(),
            text,
            gone,
        ));
    }
    let document = cx.document(latest);
    let around: Vec<String> = [&document.preamble, &document.closing]
        .into_iter()
        .flat_map(|b| line::of_blocks(b))
        .map(|l| l.shown().into_owned())
        .collect();
    if !around.is_empty() {
        let text = around.join("\n");
        let name = super::words::Lang::Ja.words().prelude;
        pairs(name, &mut grams);
        pairs(&text, &mut grams);
        clauses.push((
            super::address::version(cx.keys[latest]),
            name.to_owned(),
            text,
            0,
        ));
    }
    pairs(&cx.title, &mut grams);
    pairs(cx.organization.as_deref().unwrap_or_default(), &mut grams);
    let texts = Texts {
        title: &cx.title,
        organization: cx.organization.as_deref(),
        clauses,
    };
    sink(cx.file("search.json", json(&texts)));
    Grams::sorted(grams)
}

fn text_of(clause: &Clause) -> String {
    line::joined(&line::of_blocks(&clause.blocks))
}

fn json(value: &impl Serialize) -> Vec<u8> {
    // Strings, numbers and lists only: serialising them has no way to fail.
    serde_json::to_vec(value).unwrap_or_default()
}

/// A character as the search compares it: one width, one case. Each by itself, so that the script does the same.
fn fold(c: char, out: &mut Vec<char>) {
    match c {
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿' | '、' | '。' | 'a'..='z' | '0'..='9' => {
            out.push(c)
        }
        _ => {
            let mut buffer = [0; 4];
            let folded = ComposingNormalizerBorrowed::new_nfkc()
                .normalize(c.encode_utf8(&mut buffer))
                .to_lowercase();
            out.extend(folded.chars());
        }
    }
}

/// The pairs of neighbouring characters of a text, blanks and line breaks ending a run.
fn pairs(text: &str, out: &mut Vec<u64>) {
    let mut folded = Vec::with_capacity(text.len() / 3 + 1);
    text.chars().for_each(|c| fold(c, &mut folded));
    for two in folded.windows(2) {
        if !two[0].is_whitespace() && !two[1].is_whitespace() {
            out.push(u64::from(u32::from(two[0])) << 32 | u64::from(u32::from(two[1])));
        }
    }
}

/// The file that a pair belongs to; `count` is a power of two.
fn shard_of(pair: u64, count: usize) -> usize {
    let (a, b) = ((pair >> 32) as usize, (pair & 0xffff_ffff) as usize);
    (a * 31 + b) & (count - 1)
}

/// How many files of lists a site of so many policies has.
pub fn shards(policies: usize) -> usize {
    if policies < FEW {
        return 0;
    }
    (policies / PER_SHARD).next_power_of_two().min(SHARDS)
}

/// The lists: which policies, by number, hold each pair.
#[derive(Debug, Default)]
pub struct Index {
    shards: Vec<BTreeMap<u64, Vec<u32>>>,
}

#[derive(Serialize)]
struct Head<'a> {
    shards: usize,
    policies: Vec<(u32, &'a str, &'a str, Option<&'a str>)>,
}

impl Index {
    /// Lists in so many files.
    pub fn new(shards: usize) -> Self {
        Self {
            shards: vec![BTreeMap::new(); shards],
        }
    }

    /// Adds a policy.
    pub fn add(&mut self, number: u32, grams: &Grams) {
        let count = self.shards.len();
        if count == 0 {
            return;
        }
        for pair in &grams.0 {
            let list = self.shards[shard_of(*pair, count)]
                .entry(*pair)
                .or_default();
            if let Err(at) = list.binary_search(&number) {
                list.insert(at, number);
            }
        }
    }

    /// Takes a policy's pair away.
    pub fn remove(&mut self, number: u32, grams: &Grams) {
        let count = self.shards.len();
        if count == 0 {
            return;
        }
        for pair in &grams.0 {
            let shard = &mut self.shards[shard_of(*pair, count)];
            if let Some(list) = shard.get_mut(pair) {
                list.retain(|n| *n != number);
                if list.is_empty() {
                    shard.remove(pair);
                }
            }
        }
    }

    /// Takes a policy away.
    pub fn forget(&mut self, number: u32) {
        for shard in &mut self.shards {
            shard.retain(|_, list| {
                if let Ok(at) = list.binary_search(&number) {
                    list.remove(at);
                }
                !list.is_empty()
            });
        }
    }

    /// Which files hold these pairs, in order, each once.
    pub fn touched(&self, grams: &Grams) -> Vec<usize> {
        let count = self.shards.len();
        if count == 0 {
            return Vec::new();
        }
        let mut out: Vec<usize> = grams.0.iter().map(|p| shard_of(*p, count)).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Reads a file of lists back; false where it is none.
    pub fn read(&mut self, shard: usize, bytes: &[u8]) -> bool {
        let Ok(lists) = serde_json::from_slice::<BTreeMap<String, String>>(bytes) else {
            return false;
        };
        let Some(into) = self.shards.get_mut(shard) else {
            return false;
        };
        for (pair, runs) in lists {
            let mut chars = pair.chars();
            let (Some(a), Some(b), None) = (chars.next(), chars.next(), chars.next()) else {
                return false;
            };
            let Some(list) = read_runs(&runs) else {
                return false;
            };
            into.insert(
                u64::from(u32::from(a)) << 32 | u64::from(u32::from(b)),
                list,
            );
        }
        true
    }

    /// Where a file of lists lies.
    pub fn path(shard: usize) -> String {
        format!("search/{shard:03x}.json")
    }

    /// A file of lists.
    pub fn page(&self, shard: usize) -> Page {
        let lists: BTreeMap<String, String> = self.shards[shard]
            .iter()
            .map(|(pair, list)| {
                let of = |code: u64| char::from_u32(code as u32).unwrap_or('\u{fffd}');
                let pair: String = [of(pair >> 32), of(pair & 0xffff_ffff)]
                    .into_iter()
                    .collect();
                (pair, runs(list))
            })
            .collect();
        Page {
            path: Self::path(shard),
            bytes: json(&lists),
        }
    }

    /// The file that says where the rest lies: the policies with their numbers.
    pub fn head(shards: usize, policies: &[(u32, &Brief)]) -> Page {
        let head = Head {
            shards,
            policies: policies
                .iter()
                .map(|(n, b)| {
                    (
                        *n,
                        b.id.as_str(),
                        b.title.as_str(),
                        b.organization.as_deref(),
                    )
                })
                .collect(),
        };
        Page {
            path: "search/index.json".to_owned(),
            bytes: json(&head),
        }
    }
}

/// Numbers in order as runs: `0-3,7`.
fn runs(list: &[u32]) -> String {
    let mut out = String::new();
    let mut at = 0;
    while at < list.len() {
        let start = at;
        while at + 1 < list.len() && list[at + 1] == list[at] + 1 {
            at += 1;
        }
        if !out.is_empty() {
            out.push(',');
        }
        out.push_str(&list[start].to_string());
        if at > start {
            out.push('-');
            out.push_str(&list[at].to_string());
        }
        at += 1;
    }
    out
}

fn read_runs(text: &str) -> Option<Vec<u32>> {
    let mut out: Vec<u32> = Vec::new();
    for run in text.split(',') {
        let (first, last) = run.split_once('-').unwrap_or((run, run));
        let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
        // A file that a person spoiled must not fill the memory.
        if last < first || last - first > 10_000_000 || out.last().is_some_and(|l| *l >= first) {
            return None;
        }
        out.extend(first..=last);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_read_back() {
        for list in [vec![0], vec![0, 1, 2, 3, 7], vec![2, 4, 6], vec![9, 10]] {
            assert_eq!(read_runs(&runs(&list)), Some(list));
        }
        for bad in ["", "x", "3-1", "1,1", "0-4294967295"] {
            assert_eq!(read_runs(bad), None, "{bad}");
        }
    }

    #[test]
    fn lists_read_back_and_forget_what_is_taken_away() {
        let grams = |text: &str| {
            let mut out = Vec::new();
            pairs(text, &mut out);
            Grams::sorted(out)
        };
        let (a, b) = (grams("個人情報の\"取扱い\"🍵茶"), grams("個人の情報 ＡＢ"));
        let mut index = Index::new(4);
        index.add(1, &a);
        index.add(0, &b);
        let pages: Vec<Page> = (0..4).map(|s| index.page(s)).collect();
        let mut again = Index::new(4);
        for (shard, page) in pages.iter().enumerate() {
            assert!(again.read(shard, &page.bytes));
            assert_eq!(again.page(shard), *page);
        }
        assert_eq!(grams("ab"), grams("ＡＢ"));
        assert!(
            pages
                .iter()
                .any(|p| String::from_utf8_lossy(&p.bytes).contains("\"個人\":\"0-1\""))
        );
        again.remove(1, &a);
        let mut only = Index::new(4);
        only.add(0, &b);
        for shard in 0..4 {
            assert_eq!(again.page(shard), only.page(shard));
        }
    }
}

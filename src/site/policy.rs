//! Policy: all pages of one policy, in one pass over its versions.
//!
//! In: a policy's versions, in the order of effect. Out: its pages, one by one; what the rest of the site needs to know of
//! it. Never: holds more than one revision at a time.

use super::change;
use super::lives::{Address, Lives};
use super::picture::Bar;
use super::search::Grams;
use super::shell::Shell;
use super::words::{self, Lang};
use super::{
    Brief, FEED, News, Page, Settings, address, clause, feed, overview, revision, sitemap, version,
};
use crate::corpus::{PolicyId, PolicyRecord, Version, VersionKey};
use crate::diff::diff;
use crate::document::Document;
use crate::report::counts::Counts;
use crate::report::naming::Book;
use crate::report::summary::{Detail, Summary, summarise};

/// A policy to make pages of.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Its id.
    pub id: &'a PolicyId,
    /// What holds for all its versions.
    pub record: &'a PolicyRecord,
    /// Its versions, in the order of effect.
    pub versions: &'a [Version],
    /// The addresses of clauses that a former build gave out; none for a first one.
    pub former: &'a [Address],
}

/// What the rest of the site needs to know of a policy.
#[derive(Debug)]
pub struct Made {
    /// For the front page.
    pub brief: Brief,
    /// For the feed of all policies, newest first.
    pub news: Vec<News>,
    /// For the search index.
    pub grams: Grams,
    /// For the next build.
    pub addresses: Vec<Address>,
}

/// What the pages of one policy share.
pub(super) struct Context<'a> {
    pub(super) settings: &'a Settings,
    pub(super) id: &'a PolicyId,
    pub(super) versions: &'a [Version],
    pub(super) keys: Vec<VersionKey>,
    pub(super) title: String,
    pub(super) organization: Option<String>,
    pub(super) url: Option<String>,
    pub(super) in_force: Option<usize>,
    /// What each version did, in numbers and in the words of the 改定概要.
    pub(super) facts: Vec<Facts>,
}

/// What is told of one version.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) length: usize,
    pub(super) clauses: usize,
    pub(super) counts: Option<Counts>,
    pub(super) summary: Option<Told>,
}

/// A 改定概要, what stands below each sentence included.
#[derive(Debug)]
pub(super) struct Told(pub(super) Vec<(String, Vec<String>)>);

impl Told {
    fn of(summary: &Summary) -> Self {
        let mut out: Vec<(String, Vec<String>)> = summary
            .entries
            .iter()
            .map(|e| (e.sentence.clone(), e.lines.clone()))
            .collect();
        for line in summary.terms.iter().chain(&summary.references) {
            out.push((line.clone(), Vec::new()));
        }
        if !summary.spelling_lines.is_empty() {
            out.push((
                crate::report::summary::phrases::SPELLINGS.to_owned(),
                summary.spelling_lines.clone(),
            ));
        }
        if out.is_empty() {
            out.push((
                crate::report::summary::phrases::NOTHING.to_owned(),
                Vec::new(),
            ));
        }
        Self(out)
    }

    /// As items of a list, those in a range.
    pub(super) fn items(&self, range: std::ops::Range<usize>) -> String {
        let mut out = String::new();
        let end = range.end.min(self.0.len());
        for (sentence, below) in &self.0[range.start.min(end)..end] {
            change::item(&mut out, sentence, below);
        }
        out
    }
}

impl Context<'_> {
    /// The title of a version: the one given for it, else the text's own, else the policy's.
    pub(super) fn title_of(&self, version: usize) -> String {
        let Version {
            record, document, ..
        } = &self.versions[version];
        record
            .title
            .clone()
            .or_else(|| document.title.clone())
            .unwrap_or_else(|| self.title.clone())
    }

    pub(super) fn document(&self, version: usize) -> &Document {
        &self.versions[version].document
    }

    /// The class and the word for a version's standing today.
    pub(super) fn standing(&self, version: usize, lang: Lang) -> (&'static str, &'static str) {
        let w = lang.words();
        match self.in_force {
            Some(now) if version == now => ("now", w.in_force),
            Some(now) if version < now => ("past", w.past),
            _ => ("soon", w.to_come),
        }
    }

    /// The dates a version names, in words, each once: those of its own day, else the latest ones.
    pub(super) fn dates(&self, version: usize, lang: Lang) -> Vec<String> {
        let mut out = Vec::new();
        let dates = &self.document(version).dates;
        let day = self.keys[version].day;
        let own = dates.iter().any(|d| d.date == day);
        for date in dates.iter().filter(|d| !own || d.date == day) {
            let line = match lang {
                Lang::Ja => format!("{}{}", lang.day(date.date), lang.event(date.event)),
                Lang::En => format!("{} {}", lang.event(date.event), lang.day(date.date)),
            };
            if !out.contains(&line) {
                out.push(line);
            }
        }
        // A text may name every day it was ever changed.
        let skip = out.len().saturating_sub(3);
        out.split_off(skip)
    }

    pub(super) fn clauses(&self, version: usize, lang: Lang) -> String {
        lang.count(&words::CLAUSES, self.facts[version].clauses)
    }

    pub(super) fn length(&self, version: usize, lang: Lang) -> String {
        lang.count(&words::CHARACTERS, self.facts[version].length)
    }

    /// The surroundings of a page in this policy's folder.
    pub(super) fn shell(&self, lang: Lang, path: &str, title: &str) -> Shell<'_> {
        let whole = format!("policies/{}/{path}", self.id);
        let shell = Shell::new(self.settings, lang, &whole, title);
        let feed = format!(
            "{}policies/{}/feed.xml",
            shell.root,
            address::url(self.id.as_str())
        );
        shell.with_feed(feed, &self.title)
    }

    /// A finished page of this policy's folder.
    pub(super) fn page(&self, lang: Lang, path: &str, template: &impl askama::Template) -> Page {
        super::shell::page(lang, &format!("policies/{}/{path}", self.id), template)
    }

    /// A file of this policy's folder that belongs to no language.
    pub(super) fn file(&self, path: &str, bytes: Vec<u8>) -> Page {
        Page {
            path: format!("policies/{}/{path}", self.id),
            bytes,
        }
    }

    /// The way from the front page to this policy's pages; `up` leads from the page to the policy's folder.
    pub(super) fn crumbs(&self, shell: &Shell<'_>, up: Option<&str>) -> Vec<(String, String)> {
        let mut out = vec![(shell.home.clone(), shell.w.home.to_owned())];
        if let Some(up) = up {
            out.push((format!("{up}index.html"), self.title.clone()));
        }
        out
    }
}

/// What a policy and its organisation are called: as its record says, else as its latest version does, else by its id.
pub(super) fn names(
    id: &PolicyId,
    record: &PolicyRecord,
    latest: Option<&Version>,
) -> (String, Option<String>) {
    let title = record.title.clone().or_else(|| {
        latest.and_then(|v| v.record.title.clone().or_else(|| v.document.title.clone()))
    });
    let organization = record.organization.clone().or_else(|| {
        latest.and_then(|v| {
            let given = v.record.organization.clone();
            given.or_else(|| v.document.organization.clone())
        })
    });
    (title.unwrap_or_else(|| id.to_string()), organization)
}

/// What the pages of a policy share; none for one without a version.
fn context<'a>(settings: &'a Settings, input: &Input<'a>) -> Option<Context<'a>> {
    let latest = input.versions.last()?;
    let keys: Vec<VersionKey> = input.versions.iter().map(|v| v.key).collect();
    let (title, organization) = names(input.id, input.record, Some(latest));
    Some(Context {
        settings,
        id: input.id,
        versions: input.versions,
        in_force: settings.in_force(&keys),
        title,
        organization,
        url: input
            .record
            .url
            .clone()
            .filter(|u| u.starts_with("https://") || u.starts_with("http://")),
        facts: Vec::with_capacity(keys.len()),
        keys,
    })
}

/// Makes the pages that compare two versions of a policy which do not follow each other, by their places in the order of
/// effect: one in each language, and their JSON. False, and no page, where there are no such two versions in that order.
pub fn pair_pages(
    settings: &Settings,
    input: &Input<'_>,
    (old, new): (usize, usize),
    sink: &mut dyn FnMut(Page),
) -> bool {
    let Some(cx) = context(settings, input) else {
        return false;
    };
    if old >= new || new >= cx.keys.len() {
        return false;
    }
    // The clauses are followed step by step: their addresses are those of the other pages.
    let mut lives = Lives::default();
    let mut before: Option<Book<'_>> = None;
    for (place, version) in input.versions[..=new].iter().enumerate() {
        let book = Book::of(&version.document);
        match &before {
            None => lives.first(&version.document, &book, version.key),
            Some(held) => {
                let found = diff(&input.versions[place - 1].document, &version.document);
                let summary = summarise(&found, Detail::Standard);
                lives.step(&found, &summary, (held, &book), place, version.key);
            }
        }
        before = Some(book);
    }
    let documents = (cx.document(old), cx.document(new));
    let books = (Book::of(documents.0), Book::of(documents.1));
    let found = diff(documents.0, documents.1);
    let summary = summarise(&found, Detail::Standard);
    let subject = revision::Subject {
        places: (old, new),
        counts: Counts::of(&found),
        told: &Told::of(&summary),
    };
    let books = (&books.0, &books.1);
    revision::pages(&cx, &subject, &found, &summary, books, &lives, sink);
    true
}

/// Makes the pages of a policy. A policy without a version has none.
pub fn pages(settings: &Settings, input: &Input<'_>, sink: &mut dyn FnMut(Page)) -> Option<Made> {
    let mut cx = context(settings, input)?;
    let mut lives = Lives::default();
    let mut before: Option<Book<'_>> = None;
    for (place, version) in input.versions.iter().enumerate() {
        let document = &version.document;
        let book = Book::of(document);
        let mut facts = Facts {
            length: change::length(document),
            clauses: change::count(&document.clauses),
            ..Facts::default()
        };
        match &before {
            None => lives.first(document, &book, version.key),
            Some(old) => {
                let found = diff(&input.versions[place - 1].document, document);
                let summary = summarise(&found, Detail::Standard);
                lives.step(&found, &summary, (old, &book), place, version.key);
                let (counts, told) = (Counts::of(&found), Told::of(&summary));
                let subject = revision::Subject {
                    places: (place - 1, place),
                    counts,
                    told: &told,
                };
                let books = (old, &book);
                revision::pages(&cx, &subject, &found, &summary, books, &lives, sink);
                facts.counts = Some(counts);
                facts.summary = Some(told);
            }
        }
        cx.facts.push(facts);
        version::pages(&cx, place, &lives, sink);
        before = Some(book);
    }
    lives.keep(input.former, &cx.keys);
    clause::pages(&cx, &lives, sink);
    overview::pages(&cx, &lives, sink);
    let news = news(&cx);
    sink(cx.file("feed.xml", feed::of_policy(&cx, &news)));
    if let Some(map) = sitemap::of_policy(&cx, &lives) {
        sink(cx.file("sitemap.xml", map));
    }
    let grams = super::search::of_policy(&cx, &lives, sink);
    Some(Made {
        brief: brief(&cx),
        news,
        grams,
        addresses: lives.addresses(&cx.keys),
    })
}

fn brief(cx: &Context<'_>) -> Brief {
    let names = (cx.title.clone(), cx.organization.clone());
    Brief::new(cx.settings, cx.id, names, &cx.keys)
}

/// At most so many lines of a 改定概要 go into a feed, the rest being counted.
const LINES: usize = 30;

fn news(cx: &Context<'_>) -> Vec<News> {
    let mut out = Vec::new();
    for (place, version) in cx.versions.iter().enumerate().rev().take(FEED) {
        let told = cx.facts[place].summary.as_ref();
        let mut lines: Vec<String> = told
            .into_iter()
            .flat_map(|t| t.0.iter().map(|(sentence, _)| sentence.clone()))
            .collect();
        if lines.len() > LINES {
            let rest = lines.len() - LINES;
            lines.truncate(LINES);
            lines.push(format!("ほか{rest}件"));
        }
        out.push(News {
            id: cx.id.to_string(),
            title: cx.title_of(place),
            organization: cx.organization.clone(),
            version: version.key.to_string(),
            ingested: version.record.ingested.to_string(),
            lines,
            first: place == 0,
        });
    }
    out
}

/// The numbers of each version, for the picture.
pub(super) fn bars(cx: &Context<'_>, lang: Lang) -> Vec<Bar> {
    let w = lang.words();
    cx.facts
        .iter()
        .enumerate()
        .map(|(place, facts)| {
            let name = lang.version(cx.keys[place]);
            let counts = facts.counts.unwrap_or_default();
            let moves = [
                counts.added,
                counts.modified + counts.editorial,
                counts.removed,
            ];
            let mut said = format!(
                "{name} {} {}",
                cx.length(place, lang),
                cx.clauses(place, lang)
            );
            for (word, n) in [w.added, w.changed, w.removed].into_iter().zip(moves) {
                if n > 0 {
                    said.push_str(&format!(" {word} {n}"));
                }
            }
            Bar {
                key: cx.keys[place].to_string(),
                length: facts.length,
                moves,
                words: said,
            }
        })
        .collect()
}

/// What a revision did, for the line under its title: class, word, number.
pub(super) fn moves(counts: &Counts, lang: Lang) -> Vec<(&'static str, &'static str, usize)> {
    let w = lang.words();
    let words = match lang {
        Lang::Ja => ["番号の変更", "移動", "見出しの変更", "表記のみ"],
        Lang::En => ["Renumbered", "Moved", "Heading changed", "Spelling only"],
    };
    [
        ("add", w.added, counts.added),
        ("rem", w.removed, counts.removed),
        ("mod", w.changed, counts.modified),
        ("mod", words[3], counts.editorial),
        ("num", words[0], counts.renumbered),
        ("num", words[1], counts.moved),
        ("num", words[2], counts.retitled),
        ("still", w.unchanged, counts.unchanged),
    ]
    .into_iter()
    .filter(|(_, _, n)| *n > 0)
    .collect()
}

//! Clause: the page of one clause through all versions, and the pages that lead from its old numbers to it.
//!
//! In: the lives of a policy's clauses. Out: pages. Never: gives two clauses one page.

use std::fmt::Write as _;

use askama::Template;
use rustc_hash::FxHashMap;

use super::Page;
use super::address;
use super::html::{self, text};
use super::lives::{Event, Life, Lives, subtree};
use super::policy::Context;
use super::shell::Shell;
use super::words::{self, Lang};
use crate::diff::life::What;
use crate::document::{Clause, ClausePath};
use crate::report::naming::Book;

type Link = (String, String);

#[derive(Template)]
#[template(path = "clause.html")]
struct ClausePage<'a> {
    s: Shell<'a>,
    crumbs: Vec<Link>,
    name: &'a str,
    policy: &'a str,
    ends: String,
    heading: &'static str,
    at: String,
    when: String,
    text: String,
    below: Vec<Link>,
    events: String,
    still: Option<String>,
    numbers: Vec<Link>,
    others: Vec<Link>,
}

#[derive(Template)]
#[template(path = "redirect.html")]
pub(super) struct Redirect<'a> {
    pub(super) s: Shell<'a>,
    pub(super) to: String,
    pub(super) number: &'a str,
    pub(super) said: &'static str,
    pub(super) name: &'a str,
}

/// A version as its clauses' pages need it: the clauses in reading order.
struct Sheet<'a> {
    walk: Vec<(ClausePath, &'a Clause)>,
    depths: Vec<usize>,
    book: Book<'a>,
}

/// What a clause was last called, by clause.
struct Names {
    last: Vec<String>,
    /// Which clauses ever bore a path.
    bearers: FxHashMap<ClausePath, Vec<usize>>,
}

/// The pages of all clauses.
pub(super) fn pages(cx: &Context<'_>, lives: &Lives, sink: &mut dyn FnMut(Page)) {
    let mut sheets: FxHashMap<usize, Sheet<'_>> = FxHashMap::default();
    let mut names = Names {
        last: Vec::with_capacity(lives.all.len()),
        bearers: FxHashMap::default(),
    };
    for (at, life) in lives.all.iter().enumerate() {
        let sheet = sheets.entry(life.last.0).or_insert_with(|| {
            let document = cx.document(life.last.0);
            let walk = document.walk();
            Sheet {
                depths: walk.iter().map(|(p, _)| p.segments().count()).collect(),
                walk,
                book: Book::of(document),
            }
        });
        names.last.push(sheet.book.name(life.last.1));
        for (_, path) in &life.paths {
            let bearers = names.bearers.entry(path.clone()).or_default();
            if bearers.last() != Some(&at) {
                bearers.push(at);
            }
        }
    }
    for (at, life) in lives.all.iter().enumerate() {
        if let Some(sheet) = sheets.get(&life.last.0) {
            for lang in Lang::ALL {
                sink(page(cx, lives, (at, life), sheet, &names, lang));
            }
        }
    }
    for (address, to) in lives.redirects() {
        let life = &lives.all[to];
        let path = format!("clauses/{address}.html");
        let number = life
            .paths
            .iter()
            .find(|(_, p)| address::slug(p) == address)
            .or_else(|| life.paths.first())
            .map_or("", |(_, p)| p.as_str());
        for lang in Lang::ALL {
            let page = Redirect {
                s: cx.shell(lang, &path, &format!("{number} {}", cx.title)),
                to: format!("{}.html", address::url(&life.address)),
                number,
                said: lang.words().moved_here,
                name: &names.last[to],
            };
            sink(cx.page(lang, &path, &page));
        }
    }
}

fn href(life: &Life) -> String {
    format!("{}.html", address::url(&life.address))
}

fn page(
    cx: &Context<'_>,
    lives: &Lives,
    (at, life): (usize, &Life),
    sheet: &Sheet<'_>,
    names: &Names,
    lang: Lang,
) -> Page {
    let w = lang.words();
    let path = format!("clauses/{}.html", life.address);
    let name = &names.last[at];
    let (version, index) = life.last;
    let s = cx.shell(lang, &path, &format!("{name} {}", cx.title));
    let mut crumbs = cx.crumbs(&s, Some("../"));
    crumbs.push(("index.html".to_owned(), w.clause_index.to_owned()));
    let (own_path, clause) = &sheet.walk[index];
    let mut own = String::new();
    html::blocks(&mut own, &clause.blocks, w.table);
    let link = |to: usize| (href(&lives.all[to]), names.last[to].clone());
    let last_of_all = version + 1 == cx.keys.len();
    let below = if last_of_all {
        let range = subtree(&sheet.depths, index);
        range
            .skip(1)
            .filter(|i| sheet.depths[*i] == sheet.depths[index] + 1)
            .filter_map(|i| lives.now.get(i).copied())
            .map(link)
            .collect()
    } else {
        Vec::new()
    };
    let mut others: Vec<usize> = life
        .paths
        .iter()
        .filter_map(|(_, p)| names.bearers.get(p))
        .flatten()
        .copied()
        .filter(|o| *o != at)
        .collect();
    others.sort_unstable();
    others.dedup();
    let told: Vec<usize> = life.events.iter().map(|e| e.version).collect();
    let end = life.end.map_or(cx.keys.len(), |(v, _)| v);
    let start = told.first().copied().unwrap_or(0);
    let still = (end - start.min(end)).saturating_sub(told.iter().filter(|v| **v < end).count());
    let page = ClausePage {
        crumbs,
        name,
        policy: &cx.title,
        ends: ends(cx, lives, life, names, lang),
        heading: if last_of_all { w.text_now } else { w.text_last },
        at: format!(
            "../{}#{}",
            address::version(cx.keys[version]),
            address::url(&address::slug(own_path))
        ),
        when: lang.version(cx.keys[version]),
        text: own,
        below,
        events: events(cx, life, lang),
        still: (still > 0).then(|| lang.count(&words::VERSIONS, still)),
        numbers: if life.paths.len() > 1 {
            let when = |v: usize| lang.version(cx.keys[v]);
            let all = life.paths.iter().rev();
            all.map(|(v, p)| (p.to_string(), when(*v))).collect()
        } else {
            Vec::new()
        },
        others: others.into_iter().map(link).collect(),
        s,
    };
    cx.page(lang, &path, &page)
}

/// Where the clause came from, and what became of it.
fn ends(cx: &Context<'_>, lives: &Lives, life: &Life, names: &Names, lang: Lang) -> String {
    let w = lang.words();
    let mut out = String::new();
    let mut say = |sentence: &str, to: Option<usize>, version: Option<usize>| {
        out.push_str("<p class=\"standing past\">");
        out.push_str(sentence);
        if let Some(to) = to {
            let _ = write!(out, " <a href=\"{}\" lang=\"ja\">", href(&lives.all[to]));
            text(&mut out, &names.last[to]);
            out.push_str("</a>");
        }
        if let Some(version) = version {
            let key = cx.keys[version];
            let _ = write!(
                out,
                " <a href=\"../{}\">{}</a>",
                address::revision(key),
                lang.version(key)
            );
        }
        out.push_str("</p>\n");
    };
    if let Some(origin) = life.origin {
        say(w.came_from, Some(origin), None);
    }
    match life.end {
        Some((version, Some(into))) => say(w.was_merged, Some(into), Some(version)),
        Some((version, None)) => say(w.was_removed, None, Some(version)),
        None => {}
    }
    out
}

/// What the versions did, newest first.
fn events(cx: &Context<'_>, life: &Life, lang: Lang) -> String {
    let w = lang.words();
    let mut out = String::new();
    for event in life.events.iter().rev() {
        let key = cx.keys[event.version];
        let _ = write!(
            out,
            "<li><article><h3><time datetime=\"{}\">{}</time>",
            key.day,
            lang.version(key)
        );
        for word in what(event, lang) {
            let _ = write!(out, " <span class=\"tag\">{word}</span>");
        }
        out.push_str("</h3>\n<p class=\"meta\"><span lang=\"ja\">");
        text(&mut out, &event.name);
        out.push_str("</span>");
        if event.version > 0 {
            let _ = write!(
                out,
                " <a href=\"../{}\">{}<span class=\"vh\">（{}）</span></a>",
                address::revision(key),
                w.what_changed,
                lang.version(key)
            );
        }
        out.push_str("</p>\n");
        if !event.sentences.is_empty() {
            out.push_str("<ul class=\"summary\" lang=\"ja\">\n");
            for sentence in &event.sentences {
                super::change::item(&mut out, sentence, &[]);
            }
            out.push_str("</ul>\n");
        }
        let redline = &event.redline[usize::from(lang == Lang::En)];
        if !redline.is_empty() {
            out.push_str("<div class=\"inline\" lang=\"ja\">\n");
            out.push_str(redline);
            out.push_str("</div>\n");
        }
        out.push_str("</article></li>\n");
    }
    out
}

fn what(event: &Event, lang: Lang) -> Vec<&'static str> {
    if event.gone && !event.what.contains(&What::Merged) {
        return vec![lang.words().removed];
    }
    event.what.iter().map(|w| lang.what(*w)).collect()
}

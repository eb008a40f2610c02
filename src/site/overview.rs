//! Overview: a policy's own page and the index of its clauses.
//!
//! In: what its versions did. Out: pages. Never: leaves out a version.

use std::fmt::Write as _;

use askama::Template;

use super::Page;
use super::address;
use super::html::text;
use super::lives::Lives;
use super::picture::picture;
use super::policy::{Context, bars, moves};
use super::shell::Shell;
use super::words::Lang;
use crate::document::ClausePath;

type Link = (String, String);

/// Sentences of a 改定概要 that stand open; the rest is folded.
const OPEN: usize = 5;

#[derive(Template)]
#[template(path = "policy.html")]
struct PolicyPage<'a> {
    s: Shell<'a>,
    crumbs: Vec<Link>,
    id: &'a str,
    title: &'a str,
    organization: Option<&'a str>,
    url: Option<&'a str>,
    in_force: Option<Link>,
    to_come: Vec<Link>,
    picture: Option<String>,
    rows: Vec<Row>,
    pairs: bool,
    on_demand: bool,
    /// Where a version may be brought.
    bring: Option<String>,
    first: String,
    last: String,
    numbers: &'static str,
    feed: String,
}

struct Row {
    key: String,
    href: String,
    day: String,
    when: String,
    state: (&'static str, &'static str),
    dates: Vec<String>,
    clauses: String,
    length: String,
    revision: Option<Moved>,
    /// The version before it, in words.
    before: String,
    is_before_last: bool,
}

struct Moved {
    href: String,
    counts: Vec<(&'static str, &'static str, usize)>,
    head: String,
    rest: String,
}

#[derive(Template)]
#[template(path = "numbers.html")]
struct NumbersPage<'a> {
    s: Shell<'a>,
    crumbs: Vec<Link>,
    policy: &'a str,
    rows: String,
}

/// The page that leads to the version in force, whichever that is.
pub(super) const CURRENT: &str = "current.html";

/// Both pages in each language, and the one that leads to the version in force.
pub(super) fn pages(cx: &Context<'_>, lives: &Lives, sink: &mut dyn FnMut(Page)) {
    for lang in Lang::ALL {
        sink(cx.page(lang, "index.html", &policy(cx, lang)));
        if let Some(now) = cx.in_force {
            let name = lang.version(cx.keys[now]);
            let page = super::clause::Redirect {
                s: cx.shell(lang, CURRENT, &cx.title),
                to: address::version(cx.keys[now]),
                number: &cx.title,
                said: lang.words().in_force_is,
                name: &name,
            };
            sink(cx.page(lang, CURRENT, &page));
        }
        let s = cx.shell(
            lang,
            "clauses/index.html",
            &format!("{} {}", lang.words().clause_index, cx.title),
        );
        let page = NumbersPage {
            crumbs: cx.crumbs(&s, Some("../")),
            policy: &cx.title,
            rows: numbers(cx, lives, lang),
            s,
        };
        sink(cx.page(lang, "clauses/index.html", &page));
    }
}

fn policy<'a>(cx: &'a Context<'_>, lang: Lang) -> PolicyPage<'a> {
    let w = lang.words();
    let link = |at: usize| (address::version(cx.keys[at]), lang.version(cx.keys[at]));
    let s = cx.shell(lang, "index.html", &cx.title);
    let next = cx.in_force.map_or(0, |n| n + 1);
    let rows = (0..cx.keys.len()).rev().map(|place| {
        let (key, facts) = (cx.keys[place], &cx.facts[place]);
        let counts = facts.counts.unwrap_or_default();
        Row {
            key: key.to_string(),
            href: address::version(key),
            day: key.day.to_string(),
            when: lang.version(key),
            state: cx.standing(place, lang),
            dates: cx.dates(place, lang),
            clauses: cx.clauses(place, lang),
            length: cx.length(place, lang),
            revision: facts.summary.as_ref().map(|told| Moved {
                href: address::revision(key),
                counts: moves(&counts, lang),
                head: told.items(0..OPEN),
                rest: told.items(OPEN..usize::MAX),
            }),
            before: place
                .checked_sub(1)
                .map_or(String::new(), |p| lang.version(cx.keys[p])),
            is_before_last: place + 2 == cx.keys.len(),
        }
    });
    PolicyPage {
        crumbs: cx.crumbs(&s, None),
        id: cx.id.as_str(),
        title: &cx.title,
        organization: cx.organization.as_deref(),
        url: cx.url.as_deref(),
        in_force: cx.in_force.map(link),
        to_come: (next..cx.keys.len()).map(link).collect(),
        picture: picture(&bars(cx, lang), w.timeline),
        rows: rows.collect(),
        pairs: cx.keys.len() > 1,
        on_demand: cx.settings.on_demand,
        bring: cx.settings.takes.then(|| {
            let (root, tree) = (&s.root, address::tree(lang));
            let id = address::url(cx.id.as_str());
            format!("{root}{tree}{}?policy={id}", super::BRING)
        }),
        first: cx.keys[0].to_string(),
        last: cx.keys[cx.keys.len() - 1].to_string(),
        numbers: "clauses/index.html",
        feed: s.feed.clone().unwrap_or_default(),
        s,
    }
}

/// Every path ever borne, which clause bore it, and when: rows in the order of the text, newest numbers first come first.
fn numbers(cx: &Context<'_>, lives: &Lives, lang: Lang) -> String {
    let mut rows: Vec<Borne<'_>> = Vec::new();
    for (at, life) in lives.all.iter().enumerate() {
        for (nth, (since, path)) in life.paths.iter().enumerate() {
            let until = match life.paths.get(nth + 1) {
                Some((next, _)) => Some(*next),
                None => life.end.map(|(version, _)| version),
            };
            rows.push((order(path.as_str()), path, *since, at, until));
        }
    }
    rows.sort();
    let mut out = String::new();
    let mut before = None;
    for (_, path, since, at, until) in rows {
        out.push_str("<tr");
        if before != Some(path) {
            let _ = write!(out, " id=\"{}\"", address::slug(path));
        }
        before = Some(path);
        out.push_str("><th scope=\"row\" lang=\"ja\">");
        text(&mut out, path.as_str());
        let life = &lives.all[at];
        let _ = write!(
            out,
            "</th><td lang=\"ja\"><a href=\"{}.html\">",
            address::url(&life.address)
        );
        text(
            &mut out,
            life.events
                .last()
                .map_or(path.as_str(), |e| e.name.as_str()),
        );
        let _ = write!(out, "</a></td><td>{}〜", lang.version(cx.keys[since]));
        if let Some(until) = until {
            out.push_str(&lang.version(cx.keys[until]));
        }
        out.push_str("</td></tr>\n");
    }
    out
}

/// A path in its order, as it is, since when, by which clause, until when.
type Borne<'a> = (Vec<Order>, &'a ClausePath, usize, usize, Option<usize>);

/// A part of a path as it is put in order: numbers by value, the rest by its characters.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    Text(String),
    Number(u64),
}

fn order(path: &str) -> Vec<Order> {
    let mut out = Vec::new();
    let mut digits = String::new();
    let mut other = String::new();
    for c in path.chars().chain(['\0']) {
        let circled = crate::text::numeral::circled(c);
        if c.is_ascii_digit() && digits.len() < 18 {
            if !other.is_empty() {
                out.push(Order::Text(std::mem::take(&mut other)));
            }
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            out.push(Order::Number(digits.parse().unwrap_or(0)));
            digits.clear();
        }
        match circled {
            Some(n) => {
                out.push(Order::Text(std::mem::take(&mut other) + "①"));
                out.push(Order::Number(u64::from(n)));
            }
            None if c != '\0' => other.push(c),
            None => {}
        }
    }
    if !other.is_empty() {
        out.push(Order::Text(other));
    }
    out
}

//! Front: the pages of the whole site: all policies, search, the feed of all, the sitemap's index, style and script.
//!
//! In: what was told of the policies. Out: pages. Never: reads a policy.

use askama::Template;

use super::shell::{Shell, page};
use super::words::{self, Lang};
use super::{Brief, FEED, News, Page, Settings, address, assets, feed, sitemap};
use crate::corpus::VersionKey;

type Link = (String, String);

/// Policies on one page of the list.
const PAGE: usize = 500;
/// Revisions that the front page tells of.
const NEWEST: usize = 12;
/// Sentences of each.
const LINES: usize = 3;

#[derive(Template)]
#[template(path = "front.html")]
struct Front<'a> {
    s: Shell<'a>,
    latest: Vec<Latest>,
    rows: Vec<Row<'a>>,
    pages: Vec<(String, usize, bool)>,
    feed: String,
    takes: bool,
}

struct Latest {
    href: String,
    title: String,
    organization: Option<String>,
    day: String,
    when: String,
    to_come: bool,
    lines: Vec<String>,
}

struct Row<'a> {
    href: String,
    title: &'a str,
    organization: Option<&'a str>,
    day: String,
    when: String,
    to_come: bool,
    versions: String,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Search<'a> {
    s: Shell<'a>,
    tree: &'static str,
}

/// Makes them. `briefs` in any order; `news` the latest revisions of all policies, newest first.
pub fn pages(settings: &Settings, briefs: &[Brief], news: &[News], sink: &mut dyn FnMut(Page)) {
    assets::pages(settings, sink);
    let mut rows: Vec<&Brief> = briefs.iter().collect();
    rows.sort_by(|a, b| {
        key(&b.latest)
            .cmp(&key(&a.latest))
            .then_with(|| a.id.cmp(&b.id))
    });
    let chunks: Vec<&[&Brief]> = if rows.is_empty() {
        vec![&[]]
    } else {
        rows.chunks(PAGE).collect()
    };
    for lang in Lang::ALL {
        for (at, chunk) in chunks.iter().enumerate() {
            let s = Shell::new(settings, lang, &name(at), "");
            let feed = format!("{}feed.xml", s.root);
            let front = Front {
                latest: if at == 0 {
                    latest(settings, news, lang)
                } else {
                    Vec::new()
                },
                rows: chunk.iter().map(|b| row(settings, b, lang)).collect(),
                pages: if chunks.len() > 1 {
                    (0..chunks.len())
                        .map(|n| (name(n), n + 1, n == at))
                        .collect()
                } else {
                    Vec::new()
                },
                s: s.with_feed(feed.clone(), &settings.title),
                feed,
                takes: settings.takes,
            };
            sink(page(lang, &name(at), &front));
        }
        let s = Shell::new(settings, lang, "search.html", lang.words().search);
        let tree = address::tree(lang);
        sink(page(lang, "search.html", &Search { s, tree }));
    }
    sink(Page {
        path: "feed.xml".to_owned(),
        bytes: feed::of_all(settings, &news[..news.len().min(FEED)]),
    });
    if let Some(bytes) = sitemap::of_all(settings, briefs) {
        sink(Page {
            path: "sitemap.xml".to_owned(),
            bytes,
        });
    }
}

/// How many pages the list of so many policies takes.
pub fn count(policies: usize) -> usize {
    policies.div_ceil(PAGE).max(1)
}

fn name(page: usize) -> String {
    match page {
        0 => "index.html".to_owned(),
        _ => format!("index-{}.html", page + 1),
    }
}

fn key(version: &str) -> Option<VersionKey> {
    VersionKey::parse(version)
}

fn when(version: &str, lang: Lang) -> Link {
    key(version).map_or_else(
        || (String::new(), version.to_owned()),
        |k| (k.day.to_string(), lang.version(k)),
    )
}

fn latest(settings: &Settings, news: &[News], lang: Lang) -> Vec<Latest> {
    let revisions = news.iter().filter(|n| !n.first).take(NEWEST);
    revisions
        .map(|n| {
            let (day, when) = when(&n.version, lang);
            let rest = n.lines.len().saturating_sub(LINES);
            let mut lines: Vec<String> = n.lines.iter().take(LINES).cloned().collect();
            if rest > 0 {
                lines.push(format!("ほか{rest}件"));
            }
            Latest {
                href: format!(
                    "policies/{}/changes/{}.html",
                    address::url(&n.id),
                    n.version
                ),
                title: n.title.clone(),
                organization: n.organization.clone(),
                to_come: key(&n.version).is_some_and(|k| k.day > settings.today),
                day,
                when,
                lines,
            }
        })
        .collect()
}

fn row<'a>(settings: &Settings, brief: &'a Brief, lang: Lang) -> Row<'a> {
    let (day, when) = when(&brief.latest, lang);
    Row {
        href: format!("policies/{}/index.html", address::url(&brief.id)),
        title: &brief.title,
        organization: brief.organization.as_deref(),
        to_come: key(&brief.latest).is_some_and(|k| k.day > settings.today),
        versions: lang.count(&words::VERSIONS, brief.versions),
        day,
        when,
    }
}

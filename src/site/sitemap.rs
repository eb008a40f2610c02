//! Sitemap: the addresses of all pages, for search engines; one file a policy and an index of them.
//!
//! In: the pages' paths. Out: XML. Never: a relative address, which the format does not know: without the site's own there
//! is no sitemap.

use std::fmt::Write as _;

use super::lives::Lives;
use super::policy::Context;
use super::words::Lang;
use super::{Brief, Settings, address, feed};

/// The most addresses a file may hold, by the format.
const MOST: usize = 50_000;
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const SPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

/// The pages of one policy, both languages.
pub(super) fn of_policy(cx: &Context<'_>, lives: &Lives) -> Option<Vec<u8>> {
    let base = cx.settings.base_url.as_ref()?;
    let mut paths = vec!["index.html".to_owned(), "clauses/index.html".to_owned()];
    for (place, key) in cx.keys.iter().enumerate() {
        paths.push(address::version(*key));
        if place > 0 {
            paths.push(address::revision(*key));
        }
    }
    for life in &lives.all {
        paths.push(format!("clauses/{}.html", life.address));
    }
    let mut out = format!("{HEAD}<urlset {SPACE}>\n");
    for path in paths.iter().take(MOST / 2) {
        for lang in Lang::ALL {
            location(
                &mut out,
                "url",
                base,
                &format!("{}{path}", address::policy(lang, cx.id)),
            );
        }
    }
    out.push_str("</urlset>\n");
    Some(out.into_bytes())
}

/// The index of the policies' sitemaps.
pub(super) fn of_all(settings: &Settings, briefs: &[Brief]) -> Option<Vec<u8>> {
    let base = settings.base_url.as_ref()?;
    let mut out = format!("{HEAD}<sitemapindex {SPACE}>\n");
    for brief in briefs.iter().take(MOST) {
        let path = format!("policies/{}/sitemap.xml", brief.id);
        location(&mut out, "sitemap", base, &path);
    }
    out.push_str("</sitemapindex>\n");
    Some(out.into_bytes())
}

fn location(out: &mut String, tag: &str, base: &str, path: &str) {
    let _ = write!(out, "<{tag}><loc>");
    feed::text(out, base);
    let _ = writeln!(out, "{}</loc></{tag}>", address::url(path));
}

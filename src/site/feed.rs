//! Feed: the latest revisions of one policy, and of all, in Atom (RFC 4287).
//!
//! In: what was told of the revisions. Out: XML. Never: a character that XML cannot hold, or an entry whose id changes.

use std::fmt::Write as _;

use super::policy::Context;
use super::words::Lang;
use super::{News, Settings, address};
use crate::corpus::VersionKey;

/// The feed of one policy.
pub(super) fn of_policy(cx: &Context<'_>, news: &[News]) -> Vec<u8> {
    let folder = format!("policies/{}/", cx.id);
    feed(cx.settings, &cx.title, cx.id.as_str(), &folder, news)
}

/// The feed of all policies: `news` newest first.
pub(super) fn of_all(settings: &Settings, news: &[News]) -> Vec<u8> {
    feed(settings, &settings.title, "", "", news)
}

/// A feed that lies in `folder`.
fn feed(settings: &Settings, title: &str, name: &str, folder: &str, news: &[News]) -> Vec<u8> {
    // Without an address of its own the feed's links are relative to where it was found.
    let link = |path: &str| match &settings.base_url {
        Some(base) => format!("{base}{}", address::url(path)),
        None => format!("{}{}", address::root_from(folder), address::url(path)),
    };
    let updated = news.iter().map(|n| n.ingested.as_str()).max();
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"ja\">\n<title>",
    );
    text(&mut out, title);
    let _ = write!(
        out,
        "</title>\n<id>{}</id>\n<updated>{}</updated>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<author><name>",
        urn(&format!("feed\0{name}")),
        updated.unwrap_or("1970-01-01T00:00:00Z"),
        link(&format!("{folder}feed.xml")),
        link(&format!("{folder}index.html")),
    );
    let author = news.iter().find_map(|n| n.organization.as_deref());
    text(
        &mut out,
        author
            .filter(|_| !name.is_empty())
            .unwrap_or(&settings.title),
    );
    out.push_str("</name></author>\n<generator>kaitei</generator>\n");
    for one in news {
        entry(&mut out, one, &link);
    }
    out.push_str("</feed>\n");
    out.into_bytes()
}

fn entry(out: &mut String, news: &News, link: &dyn Fn(&str) -> String) {
    let key = VersionKey::parse(&news.version);
    let when = key.map_or(news.version.clone(), |k| Lang::Ja.version(k));
    out.push_str("<entry>\n<title>");
    text(out, &news.title);
    let page = if news.first {
        let _ = write!(out, "　{when}の版");
        format!("policies/{}/{}.html", news.id, news.version)
    } else {
        let _ = write!(out, "　{when}の改定");
        format!("policies/{}/changes/{}.html", news.id, news.version)
    };
    let _ = write!(
        out,
        "</title>\n<id>{}</id>\n<updated>{}</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        urn(&format!("{}\0{}", news.id, news.version)),
        news.ingested,
        link(&page),
    );
    if let Some(organization) = &news.organization {
        out.push_str("<author><name>");
        text(out, organization);
        out.push_str("</name></author>\n");
    }
    out.push_str("<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">");
    if news.lines.is_empty() {
        out.push_str("<p>最初の版です。</p>");
    } else {
        out.push_str("<ul>");
        for line in &news.lines {
            out.push_str("<li>");
            text(out, line);
            out.push_str("</li>");
        }
        out.push_str("</ul>");
    }
    out.push_str("</div></content>\n</entry>\n");
}

/// A name that stays the same whatever address the site gets: RFC 9562, version 8.
fn urn(name: &str) -> String {
    let digest = address::digest(name.as_bytes());
    format!(
        "urn:uuid:{}-{}-8{}-a{}-{}",
        &digest[..8],
        &digest[8..12],
        &digest[13..16],
        &digest[17..20],
        &digest[20..32]
    )
}

/// Appends a text; what XML 1.0 cannot hold becomes U+FFFD.
pub(super) fn text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
}

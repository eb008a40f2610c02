//! Message: a page that says why there is no page: not found, not understood, not readable.
//!
//! In: what happened, in words. Out: a page that may be shown at any address. Never: repeats what was asked for.

use askama::Template;

use super::shell::{Shell, page as finished};
use super::words::Lang;
use super::{Page, Settings};

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// Nothing lies at that address.
    NotFound,
    /// Two versions were to be compared and are one.
    SameVersion,
    /// Something else, said in one line, and what to do in the next.
    Other(String, String),
}

#[derive(Template)]
#[template(path = "message.html")]
struct MessagePage<'a> {
    s: Shell<'a>,
    what: &'a str,
    hint: &'a str,
}

/// The page that says it, for a site whose root is at `/` of its host.
pub fn page(settings: &Settings, lang: Lang, message: &Message) -> Page {
    let w = lang.words();
    let (what, hint) = match message {
        Message::NotFound => (w.no_page, w.no_page_hint),
        Message::SameVersion => (w.compare, w.compare_same),
        Message::Other(what, hint) => (what.as_str(), hint.as_str()),
    };
    let s = Shell::anywhere(settings, lang, what);
    finished(lang, "message.html", &MessagePage { s, what, hint })
}

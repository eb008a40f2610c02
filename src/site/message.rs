//! Message: a page that says why there is no page: not found, not understood, not readable; or what was done. And the form
//! by which a version is brought to a server.
//!
//! In: what happened, in words. Out: a page that may be shown at any address. Never: lets a word of it become markup.

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
    /// A version was brought: what became of it, line by line, and its page.
    Brought(Vec<String>, String),
}

/// The form by which a version is brought to a server.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// What proves that the form came from this server.
    pub token: &'a str,
    /// The policies there are, by their ids.
    pub policies: &'a [String],
    /// The policy that is asked for.
    pub policy: &'a str,
}

#[derive(Template)]
#[template(path = "message.html")]
struct MessagePage<'a> {
    s: Shell<'a>,
    what: &'a str,
    hint: &'a str,
    lines: &'a [String],
    to: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "form.html")]
struct FormPage<'a> {
    s: Shell<'a>,
    form: Form<'a>,
}

/// The page that says it, for a site whose root is at `/` of its host.
pub fn page(settings: &Settings, lang: Lang, message: &Message) -> Page {
    let w = lang.words();
    let (what, hint) = match message {
        Message::NotFound => (w.no_page, w.no_page_hint),
        Message::SameVersion => (w.compare, w.compare_same),
        Message::Other(what, hint) => (what.as_str(), hint.as_str()),
        Message::Brought(..) => (w.bring, ""),
    };
    let (lines, to) = match message {
        Message::Brought(lines, to) => (lines.as_slice(), Some(to.as_str())),
        _ => (Default::default(), None),
    };
    let page = MessagePage {
        s: Shell::anywhere(settings, lang, what),
        what,
        hint,
        lines,
        to,
    };
    finished(lang, "message.html", &page)
}

/// The page of the form.
pub fn form(settings: &Settings, lang: Lang, form: Form<'_>) -> Page {
    let s = Shell::new(settings, lang, BRING, lang.words().bring);
    finished(lang, BRING, &FormPage { s, form })
}

/// Where the form is, in the folder of its language.
pub const BRING: &str = "bring.html";

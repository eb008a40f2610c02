//! Version: the page of one version: its whole text with its clauses, and an outline.
//!
//! In: a document and the addresses of its clauses. Out: a page in each language. Never: leaves out a text of the document.

use askama::Template;

use super::Page;
use super::address;
use super::html::{self, text};
use super::lives::Lives;
use super::policy::Context;
use super::shell::Shell;
use super::words::{Lang, Words};
use crate::document::{Clause, ClausePath, Document, Place};

/// A link and what it is called.
type Link = (String, String);

#[derive(Template)]
#[template(path = "version.html")]
struct VersionPage<'a> {
    s: Shell<'a>,
    crumbs: Vec<Link>,
    title: String,
    day: String,
    when: String,
    state: (&'static str, &'static str),
    note: &'static str,
    in_force: Option<&'static str>,
    dates: Vec<String>,
    clauses: String,
    length: String,
    before: Option<Link>,
    after: Option<Link>,
    changes: Option<String>,
    outline: &'a str,
    body: String,
    source: &'a str,
    sha256: &'a str,
}

/// The page of the version at `place`, in each language.
pub(super) fn pages(cx: &Context<'_>, place: usize, lives: &Lives, sink: &mut dyn FnMut(Page)) {
    let key = cx.keys[place];
    let path = address::version(key);
    let document = cx.document(place);
    let title = cx.title_of(place);
    let record = &cx.versions[place].record;
    let outline = outline(document);
    // One text in both languages, but for the name of its tables, which no text can hold: its quotes are escaped.
    let name = |lang: Lang| format!("aria-label=\"{}\"", lang.words().table);
    let text = body(document, &title, lives, Lang::Ja.words());
    for lang in Lang::ALL {
        let w = lang.words();
        let when = lang.version(key);
        let link = |at: usize| (address::version(cx.keys[at]), lang.version(cx.keys[at]));
        let s = cx.shell(lang, &path, &format!("{title} {when}"));
        let state = cx.standing(place, lang);
        let page = VersionPage {
            crumbs: cx.crumbs(&s, Some("")),
            day: key.day.to_string(),
            state,
            note: match state.0 {
                "now" => w.in_force_note,
                "past" => w.past_note,
                _ => w.to_come_note,
            },
            in_force: cx
                .in_force
                .filter(|now| *now != place)
                .map(|_| super::overview::CURRENT),
            dates: cx.dates(place, lang),
            clauses: cx.clauses(place, lang),
            length: cx.length(place, lang),
            before: place.checked_sub(1).map(link),
            after: Some(place + 1).filter(|p| *p < cx.keys.len()).map(link),
            changes: (place > 0).then(|| address::revision(key)),
            outline: &outline,
            body: match lang {
                Lang::Ja => text.clone(),
                Lang::En => text.replace(&name(Lang::Ja), &name(lang)),
            },
            source: &record.source.name,
            sha256: &record.source.sha256,
            title: title.clone(),
            when,
            s,
        };
        sink(cx.page(lang, &path, &page));
    }
}

/// The clauses that have a heading, and those of the first level.
fn outline(document: &Document) -> String {
    let mut out = String::new();
    for (path, clause) in document.walk() {
        let depth = path.segments().count() - 1;
        if depth > 0 && (clause.caption.is_none() || depth > 2) {
            continue;
        }
        let open = if out.is_empty() { "<ul>\n" } else { "" };
        out.push_str(open);
        out.push_str(["<li>", "<li class=\"o1\">", "<li class=\"o2\">"][depth.min(2)]);
        out.push_str("<a lang=\"ja\" href=\"#");
        out.push_str(&address::url(&address::slug(&path)));
        out.push_str("\">");
        text(&mut out, &clause.marker);
        if let Some(heading) = clause.heading() {
            if !clause.marker.is_empty() {
                out.push(' ');
            }
            text(&mut out, heading);
        } else if let Some(first) = first_words(clause) {
            out.push(' ');
            text(&mut out, &first);
        }
        out.push_str("</a></li>\n");
    }
    if !out.is_empty() {
        out.push_str("</ul>\n");
    }
    out
}

/// The beginning of a clause that has no heading.
fn first_words(clause: &Clause) -> Option<String> {
    let crate::document::Block::Paragraph(text) = clause.blocks.first()? else {
        return None;
    };
    let mut out: String = text.chars().take(16).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    Some(out)
}

fn body(document: &Document, title: &str, lives: &Lives, w: &Words) -> String {
    let mut out = String::new();
    let line = |out: &mut String, class: &str, line: &str| {
        for piece in ["<p class=\"", class, "\">"] {
            out.push_str(piece);
        }
        text(out, line);
        out.push_str("</p>\n");
    };
    if let Some(own) = document.title.as_deref().filter(|t| *t != title) {
        line(&mut out, "title", own);
    }
    let dates = |out: &mut String, place: Place| {
        for date in document.dates.iter().filter(|d| d.place == place) {
            line(out, "date", &date.text);
        }
    };
    dates(&mut out, Place::Head);
    html::blocks(&mut out, &document.preamble, w.table);
    if !document.toc.is_empty() {
        out.push_str("<div class=\"toc\">\n");
        for entry in &document.toc {
            line(&mut out, "entry", entry);
        }
        out.push_str("</div>\n");
    }
    for notice in &document.notices {
        out.push_str("<div class=\"notice\">\n");
        if let Some(heading) = &notice.heading {
            line(&mut out, "nh", heading);
        }
        html::blocks(&mut out, &notice.blocks, w.table);
        out.push_str("</div>\n");
    }
    let mut writer = Writer {
        out,
        lives,
        w,
        index: 0,
    };
    writer.clauses(&document.clauses, &ClausePath::default(), 2);
    let mut out = writer.out;
    html::blocks(&mut out, &document.closing, w.table);
    dates(&mut out, Place::Foot);
    out
}

/// Writes clauses one in another.
struct Writer<'a> {
    out: String,
    lives: &'a Lives,
    w: &'a Words,
    /// The place of the next clause in reading order.
    index: usize,
}

impl Writer<'_> {
    fn clauses(&mut self, clauses: &[Clause], parent: &ClausePath, level: usize) {
        let paths = ClausePath::of_children(parent, clauses);
        for (clause, path) in clauses.iter().zip(paths) {
            self.clause(clause, &path, level);
        }
    }

    fn clause(&mut self, clause: &Clause, path: &ClausePath, level: usize) {
        let life = self.lives.now.get(self.index).map(|l| &self.lives.all[*l]);
        let address = life.map_or(String::new(), |l| address::url(&l.address));
        self.index += 1;
        let titled = clause.caption.is_some();
        let tag = if titled { "section" } else { "div" };
        let class = if titled { "c" } else { "c i" };
        let slug = address::slug(path);
        for piece in ["<", tag, " class=\"", class, "\" id=\"", &slug, "\">\n"] {
            self.out.push_str(piece);
        }
        let heading = ["h2", "h3", "h4", "h5", "h6"][level.clamp(2, 6) - 2];
        if titled {
            for piece in ["<", heading, ">"] {
                self.out.push_str(piece);
            }
        }
        let number = |out: &mut String| {
            for piece in ["<a class=\"no\" href=\"clauses/", &address, ".html\">"] {
                out.push_str(piece);
            }
            text(out, &clause.marker);
            out.push_str("</a>");
        };
        let caption = |out: &mut String, caption: &str| {
            if clause.marker.is_empty() {
                for piece in ["<a class=\"no\" href=\"clauses/", &address, ".html\">"] {
                    out.push_str(piece);
                }
                text(out, caption);
                out.push_str("</a>");
            } else {
                out.push_str("<span class=\"cap\">");
                text(out, caption);
                out.push_str("</span>");
            }
        };
        match &clause.caption {
            Some(held) if clause.caption_first && !clause.marker.is_empty() => {
                caption(&mut self.out, held);
                self.out.push(' ');
                number(&mut self.out);
            }
            Some(held) => {
                if !clause.marker.is_empty() {
                    number(&mut self.out);
                    self.out.push(' ');
                }
                caption(&mut self.out, held);
            }
            None => number(&mut self.out),
        }
        if titled {
            for piece in ["</", heading, ">\n"] {
                self.out.push_str(piece);
            }
        }
        self.out.push_str("<div class=\"b\">\n");
        html::blocks(&mut self.out, &clause.blocks, self.w.table);
        self.clauses(&clause.clauses, path, level + usize::from(titled));
        for piece in ["</div></", tag, ">\n"] {
            self.out.push_str(piece);
        }
    }
}

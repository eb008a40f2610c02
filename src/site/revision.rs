//! Revision: the page of one revision: its 改定概要, then clause by clause what changed, unchanged clauses folded; the same for
//! programs.
//!
//! In: a revision. Out: a page in each language and two JSON files. Never: leaves out a clause.

use askama::Template;

use super::Page;
use super::address;
use super::change;
use super::html::text;
use super::lives::Lives;
use super::policy::{Context, Told, moves};
use super::shell::Shell;
use super::words::{self, Lang};
use crate::diff::{Change, Pair, Place, Revision, Tie};
use crate::report::bodies as numbered;
use crate::report::counts::Counts;
use crate::report::naming::Book;
use crate::report::summary::Summary;
use crate::report::{Names, json, redline};

type Link = (String, String);

#[derive(Template)]
#[template(path = "revision.html")]
struct RevisionPage<'a> {
    s: Shell<'a>,
    crumbs: Vec<Link>,
    title: String,
    what: &'static str,
    day: String,
    when: String,
    old: Link,
    new: Link,
    dates: Vec<String>,
    counts: Vec<(&'static str, &'static str, usize)>,
    before: Option<Link>,
    after: Option<Link>,
    /// The revisions between two versions that do not follow each other.
    between: Vec<Link>,
    summary: String,
    remarks: &'a [String],
    body: String,
    json: String,
    json_summary: String,
}

/// Which two versions a page compares.
pub(super) struct Subject<'a> {
    /// Their places in the order of effect.
    pub(super) places: (usize, usize),
    /// What changed, in numbers.
    pub(super) counts: Counts,
    /// What changed, in words.
    pub(super) told: &'a Told,
}

/// The page of two versions, in each language, and its JSON. Where they follow each other, it is that of the revision which
/// led to the second.
pub(super) fn pages(
    cx: &Context<'_>,
    subject: &Subject<'_>,
    revision: &Revision<'_>,
    summary: &Summary,
    books: (&Book<'_>, &Book<'_>),
    lives: &Lives,
    sink: &mut dyn FnMut(Page),
) {
    let (from, place) = subject.places;
    let key = cx.keys[place];
    let follows = from + 1 == place;
    let path = if follows {
        address::revision(key)
    } else {
        address::pair(cx.keys[from], key)
    };
    let stem = path.trim_end_matches(".html");
    let title = cx.title_of(place);
    for lang in Lang::ALL {
        let w = lang.words();
        let mut when = lang.version(key);
        if !follows {
            when = format!("{} → {when}", lang.version(cx.keys[from]));
        }
        let what = if follows { w.revision_of } else { w.pair_of };
        let version = |at: usize| {
            (
                format!("../{}", address::version(cx.keys[at])),
                lang.version(cx.keys[at]),
            )
        };
        let turn = |at: usize| (format!("{}.html", cx.keys[at]), lang.version(cx.keys[at]));
        let s = cx.shell(lang, &path, &format!("{title}{what} {when}"));
        // JSON has no language: it lies in the first tree alone.
        let json = format!("{}policies/{}/{stem}", s.root, address::url(cx.id.as_str()));
        let page = RevisionPage {
            crumbs: cx.crumbs(&s, Some("../")),
            title: title.clone(),
            what,
            day: key.day.to_string(),
            old: version(from),
            new: version(place),
            dates: cx.dates(place, lang),
            counts: moves(&subject.counts, lang),
            before: Some(from).filter(|p| *p > 0 && follows).map(turn),
            after: Some(place + 1)
                .filter(|p| *p < cx.keys.len() && follows)
                .map(turn),
            between: if follows {
                Vec::new()
            } else {
                (from + 1..=place).map(turn).collect()
            },
            summary: subject.told.items(0..usize::MAX),
            remarks: &summary.remarks,
            body: Body {
                out: String::new(),
                lang,
                books,
                lives,
                same: Vec::new(),
            }
            .write(revision),
            json: format!("{json}.json"),
            json_summary: format!("{json}.summary.json"),
            when,
            s,
        };
        sink(cx.page(lang, &path, &page));
    }
    let name = |at: usize| format!("{}@{}", cx.id, cx.keys[at]);
    let names = Names {
        old: name(from),
        new: name(place),
    };
    sink(cx.file(
        &format!("{stem}.json"),
        json::diff(revision, &names, false, None).into_bytes(),
    ));
    sink(cx.file(
        &format!("{stem}.summary.json"),
        json::summary(revision, summary, &names, None).into_bytes(),
    ));
}

/// Writes the clauses of a revision.
struct Body<'r, 'a> {
    out: String,
    lang: Lang,
    books: (&'r Book<'a>, &'r Book<'a>),
    lives: &'r Lives,
    /// Unchanged clauses that have not been written yet.
    same: Vec<&'r Pair<'a>>,
}

impl<'r, 'a> Body<'r, 'a> {
    fn write(mut self, revision: &'r Revision<'a>) -> String {
        let mut any = false;
        for (at, section) in revision.sections.iter().enumerate() {
            if section.changes.iter().all(Change::is_equal) {
                continue;
            }
            any = true;
            self.open(&format!("part-{}", at + 1));
            self.out.push_str("<h3>");
            self.out.push_str(self.lang.part(section.part));
            self.out.push_str("</h3>\n");
            self.both(None, &section.changes);
            self.out.push_str("</article>\n");
        }
        let bodies = numbered::bodies(revision);
        for (at, pair) in revision.pairs.iter().enumerate() {
            let body = bodies.get(&at).copied();
            if pair.is_changed()
                && !(body == Some(numbered::Body::Stem) && numbered::is_still(pair))
            {
                any = true;
                self.fold();
                self.pair(pair, body);
            } else {
                self.same.push(pair);
            }
        }
        self.fold();
        if !any {
            let none = self.lang.words().nothing_changed;
            self.out = format!("<p class=\"remark\">{none}</p>\n{}", self.out);
        }
        self.out
    }

    fn open(&mut self, id: &str) {
        for piece in [
            "<article class=\"change\" id=\"",
            id,
            "\" tabindex=\"-1\">\n",
        ] {
            self.out.push_str(piece);
        }
    }

    /// The redline and the two columns of the same lines; the view chooses which is seen.
    fn both(&mut self, pair: Option<&Pair<'_>>, changes: &[Change<'_>]) {
        let w = self.lang.words();
        let texts = || changes.iter().filter(|c| c.place == Place::Text);
        self.out.push_str("<div class=\"inline\" lang=\"ja\">\n");
        // The title of the change names the clause; what is said again is what changed of its name.
        let renamed = pair.filter(|p| change::is_renamed(p));
        let numbered = renamed.filter(|p| change::runs_in(p));
        if let Some(pair) = renamed.filter(|_| numbered.is_none()) {
            change::head(&mut self.out, pair, None, w);
        }
        change::inline(&mut self.out, texts(), numbered, w);
        self.out
            .push_str("</div>\n<div class=\"sides\" lang=\"ja\">\n");
        match pair {
            Some(pair) => change::table(&mut self.out, pair, w),
            None => {
                change::open_table(&mut self.out, w);
                change::side(&mut self.out, texts(), None, w);
                change::close_table(&mut self.out);
            }
        }
        self.out.push_str("</div>\n");
    }

    fn pair(&mut self, pair: &Pair<'_>, body: Option<numbered::Body>) {
        let w = self.lang.words();
        let id = match (&pair.new, &pair.old, pair.tie) {
            (Some(new), _, Tie::Same | Tie::Split) => address::slug(&new.path),
            (_, Some(old), _) => format!("old.{}", address::slug(&old.path)),
            _ => return,
        };
        self.open(&id);
        self.out.push_str("<h3><span lang=\"ja\">");
        if let Some(name) = redline::name(pair, self.books.0, self.books.1) {
            text(&mut self.out, &name);
        }
        self.out.push_str("</span>");
        let words = match body {
            Some(numbered::Body::Numbered) => self.lang.of_body(pair).into_iter().collect(),
            _ => self.lang.of_pair(pair),
        };
        for word in words {
            for piece in [" <span class=\"tag\">", word, "</span>"] {
                self.out.push_str(piece);
            }
        }
        // A clause that is gone has a page too; what it was called there is all this revision knows.
        let life = pair.new.as_ref().filter(|_| pair.tie != Tie::Merged);
        if let Some(life) = life.and_then(|s| self.lives.now.get(s.index)) {
            let address = address::url(&self.lives.all[*life].address);
            for piece in [
                " <a class=\"life\" href=\"../clauses/",
                &address,
                ".html\">",
                w.history_short,
                "<span class=\"vh\">: ",
            ] {
                self.out.push_str(piece);
            }
            if let Some(name) = redline::name(pair, self.books.0, self.books.1) {
                text(&mut self.out, &name);
            }
            self.out.push_str("</span></a>");
        }
        self.out.push_str("</h3>\n");
        let texts = || pair.changes.iter().filter(|c| c.place == Place::Text);
        let still = pair.old.is_some() && pair.new.is_some() && texts().all(Change::is_equal);
        // A body that got a number of its own, or lost it, is the same text.
        if (still && pair.tie == Tie::Same) || body.is_some() {
            // Only number, heading or place differ: the text is there, folded.
            self.out.push_str("<div class=\"inline\" lang=\"ja\">\n");
            change::head(&mut self.out, pair, None, w);
            self.out
                .push_str("</div>\n<div class=\"sides\" lang=\"ja\">\n");
            change::names_table(&mut self.out, pair, w);
            self.out.push_str("</div>\n");
            if let Some(new) = pair.new.as_ref().filter(|s| !s.clause.blocks.is_empty()) {
                self.out.push_str("<details class=\"same\"><summary>");
                self.out.push_str(w.full_text);
                self.out.push_str(w.colon);
                self.out.push_str(w.unchanged);
                self.out.push_str("</summary><div lang=\"ja\">\n");
                change::plain_text(&mut self.out, new.clause, "");
                self.out.push_str("</div></details>\n");
            }
        } else {
            self.both(Some(pair), &pair.changes);
            if pair.tie != Tie::Same {
                let note = if pair.tie == Tie::Merged {
                    w.absorbed
                } else {
                    w.parted
                };
                for piece in ["<p class=\"remark\">", note, "</p>\n"] {
                    self.out.push_str(piece);
                }
            }
        }
        self.out.push_str("</article>\n");
    }

    /// Writes the unchanged clauses that stand together, folded.
    fn fold(&mut self) {
        let same = std::mem::take(&mut self.same);
        let ends = (same.first(), same.last());
        let (Some(first), Some(last)) = ends else {
            return;
        };
        self.out.push_str("<details class=\"same\"><summary>");
        self.out.push_str(self.lang.words().unchanged);
        self.out.push_str(self.lang.words().colon);
        self.out.push_str("<span lang=\"ja\">");
        let short = |pair: &Pair<'_>| {
            let new = pair.new.as_ref();
            new.map_or(String::new(), |s| self.books.1.short(s.index))
        };
        let (first, last) = (short(first), short(last));
        let mut name = first.clone();
        if first != last {
            name.push('〜');
            name.push_str(&last);
        }
        text(&mut self.out, &name);
        self.out.push_str("</span>");
        if same.len() > 1 {
            let count = self.lang.count(&words::CLAUSES, same.len());
            for piece in [" <span class=\"meta\">", &count, "</span>"] {
                self.out.push_str(piece);
            }
        }
        self.out.push_str("</summary><div lang=\"ja\">\n");
        for pair in same {
            if let Some(new) = &pair.new {
                change::plain(&mut self.out, new.clause);
            }
        }
        self.out.push_str("</div></details>\n");
    }
}

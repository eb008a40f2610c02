//! Site: a corpus as the "what changed" pages, ready for any host that serves files.
//!
//! In: policies with their versions, one at a time, and the day that counts as today. Out: [`Page`]s, each a path and its
//! bytes, handed to the caller one by one. Never: reads or writes a file, computes a difference itself, or lets a policy's
//! text become markup.
//!
//! ```text
//! index.html  search.html  feed.xml  sitemap.xml        all policies
//! policies/<organization>/<policy>/
//!     index.html  feed.xml  sitemap.xml                 its versions
//!     2024-04-01.html  current.html                     a version, and whichever is in force
//!     changes/2024-04-01.html  .json  .summary.json     the revision that led to it
//!     clauses/第5条-2.html                              a clause through the versions
//!     clauses/index.html                                every number ever borne
//! en/…                                                  the same pages with English words around the same texts
//! search/…  assets/…                                    what the script reads
//! ```
//!
//! 1. `words` says everything the pages say besides the policies' text, in both languages;
//! 2. `address` names pages, `html` and `change` make markup of texts and of what changed in them;
//! 3. `lives` follows each clause through the revisions; `policy` goes through the versions once and hands out pages;
//! 4. `version`, `revision`, `clause`, `overview`, `front` and `message` fill the templates, `picture` draws the versions;
//! 5. `feed`, `sitemap` and `search` are for programs.

mod address;
mod assets;
mod change;
mod clause;
mod feed;
mod front;
mod html;
mod lives;
mod message;
mod overview;
mod picture;
mod policy;
mod revision;
mod search;
mod shell;
mod sitemap;
mod version;
mod words;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use assets::pages as asset_pages;
pub use front::{count as front_count, pages as front_pages};
pub use lives::Address;
pub use message::{BRING, Form, Message, form as form_page, page as message_page};
pub use policy::{Input, Made, pages as policy_pages, pair_pages};
pub use search::{Grams, Index as SearchIndex, grams, shards};
pub use shell::POLICY as CONTENT_SECURITY_POLICY;
pub use words::Lang;

use crate::corpus::{PolicyId, PolicyRecord, Version, VersionKey};

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it lies, below the root of the site, `/` between folders.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What holds for all pages.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The title of the site.
    pub title: String,
    /// The address the site will have, ending in `/`; without it there is no sitemap, and feeds name no host.
    pub base_url: Option<String>,
    /// The day that says which version is in force.
    pub today: Date,
    /// The corpus's logo: where it goes, and its bytes.
    pub logo: Option<(String, Vec<u8>)>,
    /// The corpus's style sheet.
    pub style: Option<Vec<u8>>,
    /// What the corpus puts at the foot of each page, as markup.
    pub footer: Option<String>,
    /// True where a server makes the page of any two versions when it is asked for.
    pub on_demand: bool,
    /// True where that server takes versions, too.
    pub takes: bool,
}

impl Settings {
    /// Settings with nothing of the corpus's own.
    pub fn new(title: &str, today: Date) -> Self {
        Self {
            title: title.to_owned(),
            base_url: None,
            today,
            logo: None,
            style: None,
            footer: None,
            on_demand: false,
            takes: false,
        }
    }

    /// Takes over a file of the corpus's folder `site/`: `style.css`, `footer.md`, `logo.svg` or another picture. False for
    /// any other name.
    pub fn adopt(&mut self, name: &str, bytes: Vec<u8>) -> bool {
        match name {
            "style.css" => self.style = Some(bytes),
            "footer.md" => {
                let mut options = comrak::Options::default();
                options.render.escape = true;
                let text = String::from_utf8_lossy(&bytes);
                self.footer = Some(comrak::markdown_to_html(&text, &options));
            }
            "logo.svg" | "logo.png" | "logo.webp" | "logo.jpg" => {
                self.logo = Some((format!("assets/{name}"), bytes));
            }
            _ => return false,
        }
        true
    }

    /// A digest of everything that stands on every page, this program's own part included; pages made under another one
    /// are out of date. The day is none of it.
    pub fn fingerprint(&self) -> String {
        let mut all = format!(
            "{}\0{}\0{}\0{:?}\0{:?}\0{}\0{}",
            env!("CARGO_PKG_VERSION"),
            TEMPLATES,
            self.title,
            self.base_url,
            self.footer,
            assets::style_name(),
            assets::script_name()
        )
        .into_bytes();
        all.extend(self.style.iter().flatten());
        all.extend(
            self.logo
                .iter()
                .flat_map(|l| l.0.as_bytes().iter().chain(&l.1)),
        );
        address::digest(&all)
    }

    /// Which of these versions, in the order of effect, is in force today.
    pub fn in_force(&self, versions: &[VersionKey]) -> Option<usize> {
        versions
            .partition_point(|v| v.day <= self.today)
            .checked_sub(1)
    }
}

/// Says which make of pages this is; counted up when they change while the program's version does not.
const TEMPLATES: &str = "2";

/// What the pages of the whole site need to know of one policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The organisation's name.
    pub organization: Option<String>,
    /// The latest version.
    pub latest: String,
    /// How many versions.
    pub versions: usize,
    /// The latest keys, newest first, as many as the feed may show.
    pub keys: Vec<String>,
    /// The version in force on the day the pages were made: its place, oldest first.
    pub in_force: Option<usize>,
    /// The days of versions that were still to come.
    pub to_come: Vec<String>,
}

impl Brief {
    /// What is told of a policy with these names and versions, in the order of effect; they are not none.
    fn new(
        settings: &Settings,
        id: &PolicyId,
        (title, organization): (String, Option<String>),
        keys: &[VersionKey],
    ) -> Self {
        let in_force = settings.in_force(keys);
        let next = in_force.map_or(0, |n| n + 1);
        let newest = keys.iter().rev();
        Self {
            id: id.to_string(),
            title,
            organization,
            latest: keys.last().map(ToString::to_string).unwrap_or_default(),
            versions: keys.len(),
            keys: newest.take(FEED).map(ToString::to_string).collect(),
            in_force,
            to_come: keys[next..].iter().map(|k| k.day.to_string()).collect(),
        }
    }

    /// What is told of a policy without reading its texts; `latest` is asked for its latest version where the record does not
    /// name title and organisation. None for a policy without a version.
    ///
    /// # Errors
    /// Those of `latest`.
    pub fn of<E>(
        settings: &Settings,
        id: &PolicyId,
        record: &PolicyRecord,
        keys: &[VersionKey],
        latest: impl FnOnce(VersionKey) -> Result<Version, E>,
    ) -> Result<Option<Self>, E> {
        let Some(last) = keys.last() else {
            return Ok(None);
        };
        let whole = record.title.is_some() && record.organization.is_some();
        let latest = if whole { None } else { Some(latest(*last)?) };
        let names = policy::names(id, record, latest.as_ref());
        Ok(Some(Self::new(settings, id, names, keys)))
    }

    /// True where another version is in force, or about to be, than when the pages were made.
    pub fn is_outdated(&self, today: Date) -> bool {
        self.to_come
            .first()
            .and_then(|d| d.parse::<Date>().ok())
            .is_some_and(|d| d <= today)
            // A clock that went back.
            || self.made_for_later(today)
    }

    fn made_for_later(&self, today: Date) -> bool {
        self.in_force.is_some_and(|place| {
            let newest_first = self.versions.checked_sub(place + 1);
            newest_first
                .and_then(|n| self.keys.get(n))
                .and_then(|k| VersionKey::parse(k))
                .is_some_and(|k| k.day > today)
        })
    }
}

/// A revision as feeds and the front page tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// The policy's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The organisation's name.
    pub organization: Option<String>,
    /// The version.
    pub version: String,
    /// When it came into the corpus.
    pub ingested: String,
    /// What the 改定概要 says; empty for a first version.
    pub lines: Vec<String>,
    /// True for the first version, which has no revision.
    pub first: bool,
}

/// How many of the latest revisions feeds hold.
pub const FEED: usize = 50;

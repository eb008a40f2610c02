//! Shell: what every page has around its own content.
//!
//! In: the settings of the site and where the page lies. Out: links and words for the templates. Never: names another
//! host.

use super::address;
use super::assets;
use super::words::{Lang, Words};
use super::{Page, Settings};

/// The Content-Security-Policy of every page: nothing inline, nothing from elsewhere. `form-action` for the search field, `base-uri` so that no text can turn links.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

/// The surroundings of one page.
#[derive(Debug)]
pub(super) struct Shell<'a> {
    pub(super) w: &'static Words,
    pub(super) policy: &'static str,
    pub(super) title: String,
    pub(super) site_title: &'a str,
    pub(super) root: String,
    pub(super) style: &'static str,
    pub(super) script: &'static str,
    pub(super) own_style: Option<&'static str>,
    pub(super) logo: Option<&'a str>,
    pub(super) footer: Option<&'a str>,
    pub(super) home: String,
    pub(super) search: String,
    pub(super) other: String,
    pub(super) other_tag: &'static str,
    pub(super) feed: Option<String>,
    pub(super) feed_title: String,
    pub(super) canonical: Option<String>,
    pub(super) other_canonical: String,
}

impl<'a> Shell<'a> {
    /// The surroundings of the page that lies at `path` in the tree of `lang`; `title` is its own, the site's follows.
    pub(super) fn new(settings: &'a Settings, lang: Lang, path: &str, title: &str) -> Self {
        let own = format!("{}{path}", address::tree(lang));
        let other = format!("{}{path}", address::tree(lang.other()));
        Self::below(
            settings,
            lang,
            (&own, &other),
            address::root_from(&own),
            title,
        )
    }

    /// The surroundings of a page that may be shown at any address of a site whose root is at `/` of its host.
    pub(super) fn anywhere(settings: &'a Settings, lang: Lang, title: &str) -> Self {
        let of = |lang: Lang| format!("{}index.html", address::tree(lang));
        let paths = (&*of(lang), &*of(lang.other()));
        Self::below(settings, lang, paths, "/".to_owned(), title)
    }

    /// The surroundings of a page, by its path and that of the same page in the other language, and what leads to the root.
    fn below(
        settings: &'a Settings,
        lang: Lang,
        (own, other): (&str, &str),
        root: String,
        title: &str,
    ) -> Self {
        let absolute = |path: &str| {
            settings
                .base_url
                .as_ref()
                .map(|base| format!("{base}{}", address::url(path)))
        };
        Self {
            w: lang.words(),
            policy: POLICY,
            title: if title.is_empty() {
                settings.title.clone()
            } else {
                format!("{title}｜{}", settings.title)
            },
            site_title: &settings.title,
            style: assets::style_name(),
            script: assets::script_name(),
            own_style: settings.style.as_ref().map(|_| assets::OWN_STYLE),
            logo: settings.logo.as_ref().map(|l| l.0.as_str()),
            footer: settings.footer.as_deref(),
            home: format!("{root}{}index.html", address::tree(lang)),
            search: format!("{root}{}search.html", address::tree(lang)),
            other: format!("{root}{}", address::url(other)),
            other_tag: lang.other().tag(),
            feed: None,
            feed_title: String::new(),
            canonical: absolute(own),
            other_canonical: absolute(other).unwrap_or_default(),
            root,
        }
    }

    /// The same with a feed that belongs to the page.
    pub(super) fn with_feed(mut self, href: String, title: &str) -> Self {
        self.feed = Some(href);
        self.feed_title = title.to_owned();
        self
    }
}

/// A page made from a template.
pub(super) fn page(lang: Lang, path: &str, template: &impl askama::Template) -> Page {
    let mut text = String::new();
    // Templates hold strings and numbers only, and writing to a string has no way to fail.
    if template.render_into(&mut text).is_err() {
        text.clear();
    }
    Page {
        path: format!("{}{path}", address::tree(lang)),
        bytes: text.into_bytes(),
    }
}

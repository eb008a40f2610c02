//! Dress: the styles, fonts, settings, footer and page that a text is put into.
//!
//! In: how the page lies, or a firm's template. Out: the parts beside the text, and the section. Never: touches the text.

use super::page::{FOOTER, Orientation, Section};
use super::parts::{FOOTER_STYLE, footer};
use super::styles::{self, Ids};
use super::template::Template;

/// Everything around the text.
#[derive(Debug, Clone)]
pub(crate) struct Dress {
    pub(crate) ids: Ids,
    pub(crate) section: Section,
    pub(crate) extras: Vec<Extra>,
}

/// A part beside the text.
#[derive(Debug, Clone)]
pub(crate) struct Extra {
    /// `word/styles.xml`.
    pub(crate) name: String,
    pub(crate) content_type: String,
    pub(crate) bytes: Vec<u8>,
    /// The id of the relationship from the text; empty where the text has none.
    pub(crate) id: String,
    /// The last word of the relationship's type.
    pub(crate) kind: &'static str,
    /// Its own relationships; empty where it has none.
    pub(crate) relationships: Vec<u8>,
}

impl Extra {
    /// A part of XML that the text refers to by its kind.
    pub(crate) fn xml(name: &str, kind: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        let kind_of_part = if kind == "theme" {
            "application/vnd.openxmlformats-officedocument.theme+xml".to_owned()
        } else {
            format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml")
        };
        Self {
            name: format!("word/{name}"),
            content_type: kind_of_part,
            bytes: bytes.into(),
            id: format!("rId_{kind}"),
            kind,
            relationships: Vec::new(),
        }
    }

    /// Where its relationships stand.
    pub(crate) fn relationships_name(&self) -> String {
        let (folder, file) = self.name.rsplit_once('/').unwrap_or(("", &self.name));
        format!("{folder}/_rels/{file}.rels")
    }
}

/// How our files are set.
pub(crate) const SETTINGS: &str = include_str!("settings.xml");
/// What to take for a font that is missing.
pub(crate) const FONTS: &str = include_str!("fonts.xml");
/// The colours and fonts of Word's menus.
pub(crate) const THEME: &str = include_str!("theme.xml");

impl Dress {
    /// The dress of a text, or of a table that fills the page: the firm's own, else ours. The page lies as asked for, else
    /// as the template's does, else as `usual`.
    pub(crate) fn of(
        template: Option<&Template>,
        asked: Option<Orientation>,
        usual: Orientation,
        table: bool,
    ) -> Self {
        let Some(template) = template else {
            return Self::ours(asked.unwrap_or(usual), table);
        };
        let mut dress = template.dress.clone();
        if let Some(orientation) = asked {
            dress.section.turn(orientation);
        }
        dress
    }

    fn ours(orientation: Orientation, table: bool) -> Self {
        let ids = Ids::ours();
        let mut foot = Extra::xml("footer1.xml", "footer", footer(ids.of(FOOTER_STYLE)));
        foot.id = FOOTER.to_owned();
        Self {
            section: Section::a4(orientation, table),
            extras: vec![
                Extra::xml("styles.xml", "styles", styles::OURS),
                Extra::xml("settings.xml", "settings", SETTINGS),
                Extra::xml("fontTable.xml", "fontTable", FONTS),
                Extra::xml("theme/theme1.xml", "theme", THEME),
                foot,
            ],
            ids,
        }
    }
}

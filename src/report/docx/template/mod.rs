//! A firm's template: its styles, theme, fonts, header, footer and page, without its text.
//!
//! In: the bytes of a `.docx` or `.dotx` from anywhere. Out: a [`Dress`], or why it cannot be used. Never: takes a macro,
//! follows an address, trusts a name or a size inside the file, or takes a header in part.
//!
//! A style is taken by its name (`heading 1`, `条文`); what the firm does not name comes from our `styles.xml`.

mod package;
mod sheet;

use roxmltree::Node;

use super::dress::{Dress, Extra, FONTS, SETTINGS, THEME};
use super::page::{Element, FOOTER, Page, Section, element};
use super::parts::{FOOTER_STYLE, footer};
use super::styles::W;
use super::{Error, Fault};
use package::{Package, Relationship};

/// A firm's template, read and found whole.
#[derive(Debug, Clone)]
pub struct Template {
    pub(super) dress: Dress,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// No Word file; one that is damaged or too large; one of the «Strict» kind; a header or footer that holds what cannot
    /// be taken over (a file outside, a chart).
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let mut package = Package::open(bytes)?;
        let main = package.main()?;
        let text = package.xml(&main)?;
        let document = package::parse(&main, &text)?;
        let root = document.root_element();
        if !root.has_tag_name((W, "document")) {
            let strict = root
                .tag_name()
                .namespace()
                .is_some_and(|n| n.starts_with("http://purl.oclc.org/ooxml/"));
            return Err(if strict {
                Error::StrictTemplate
            } else {
                Error::NoTemplate(Fault::NoDocument)
            });
        }
        let section = root
            .children()
            .find(|n| n.has_tag_name((W, "body")))
            .and_then(|b| b.children().rfind(|n| n.has_tag_name((W, "sectPr"))));
        let relations = package.relationships(&main)?;
        let mut reader = Reader {
            package,
            extras: Vec::new(),
        };
        let styles = reader
            .one(&relations, "styles")?
            .ok_or(Error::NoTemplate(Fault::NoStyles))?;
        let (styles, ids) = sheet::merge(&styles.0, &styles.1)?;
        reader
            .extras
            .push(Extra::xml("styles.xml", "styles", styles));
        let turned = reader
            .one(&relations, "settings")?
            .is_some_and(|(name, text)| {
                package::parse(&name, &text).is_ok_and(|d| {
                    d.root_element()
                        .children()
                        .any(|n| n.has_tag_name((W, "evenAndOddHeaders")))
                })
            });
        let settings = if turned {
            let before = "<w:drawingGridVerticalSpacing";
            SETTINGS.replacen(before, &format!("<w:evenAndOddHeaders/>\n  {before}"), 1)
        } else {
            SETTINGS.to_owned()
        };
        reader
            .extras
            .push(Extra::xml("settings.xml", "settings", settings));
        reader.fonts(&relations)?;
        for (kind, name) in [
            ("theme", "theme/theme1.xml"),
            ("numbering", "numbering.xml"),
        ] {
            let mut extra = Extra::xml(name, kind, THEME);
            match find(&relations, kind) {
                Some(relation) => reader.copy(relation, &mut extra)?,
                None if kind == "theme" => {}
                None => continue,
            }
            reader.extras.push(extra);
        }
        let section = reader.section(section, &relations, ids.of(FOOTER_STYLE))?;
        Ok(Self {
            dress: Dress {
                ids,
                section,
                extras: reader.extras,
            },
        })
    }
}

fn find<'r>(relations: &'r [Relationship], kind: &str) -> Option<&'r Relationship> {
    relations.iter().find(|r| r.kind == kind && !r.external)
}

struct Reader<'b> {
    package: Package<'b>,
    extras: Vec<Extra>,
}

impl Reader<'_> {
    /// The one part of a kind: its name and its text.
    fn one(
        &mut self,
        relations: &[Relationship],
        kind: &str,
    ) -> Result<Option<(String, String)>, Error> {
        let Some(relation) = find(relations, kind) else {
            return Ok(None);
        };
        let text = self.package.xml(&relation.target)?;
        package::parse(&relation.target, &text)?;
        Ok(Some((relation.target.clone(), text)))
    }

    /// The template's table of fonts; ours where it has none, or embeds fonts.
    fn fonts(&mut self, relations: &[Relationship]) -> Result<(), Error> {
        let own = self.one(relations, "fontTable")?;
        let own = match own {
            Some((name, text)) if self.package.relationships(&name)?.is_empty() => Some(text),
            _ => None,
        };
        let text = own.unwrap_or_else(|| FONTS.to_owned());
        self.extras
            .push(Extra::xml("fontTable.xml", "fontTable", text));
        Ok(())
    }

    /// Copies a part of XML and the pictures it shows into `extra`.
    fn copy(&mut self, relation: &Relationship, extra: &mut Extra) -> Result<(), Error> {
        let text = self.package.xml(&relation.target)?;
        package::parse(&relation.target, &text)?;
        extra.bytes = text.into_bytes();
        let mut links = Vec::new();
        for own in self.package.relationships(&relation.target)? {
            match own.kind.as_str() {
                "hyperlink" if own.external => links.push((own.id, own.kind, own.target, true)),
                "image" if !own.external => {
                    let ending = own.target.rsplit('.').next().unwrap_or_default();
                    let ending = ending.to_ascii_lowercase();
                    let kind = PICTURES.iter().find(|p| p.0 == ending).ok_or_else(|| {
                        Error::TemplatePart(relation.target.clone(), own.target.clone())
                    })?;
                    let name = format!("media/template{}.{ending}", self.extras.len());
                    let mut picture = Extra::xml(&name, "image", self.package.bytes(&own.target)?);
                    picture.content_type = kind.1.to_owned();
                    picture.id = String::new();
                    self.extras.push(picture);
                    links.push((own.id, own.kind, format!("/word/{name}"), false));
                }
                _ => {
                    return Err(Error::TemplatePart(relation.target.clone(), own.target));
                }
            }
        }
        if !links.is_empty() {
            extra.relationships = package::relationships(&links);
        }
        Ok(())
    }

    /// The last section: its headers and footers, its page.
    fn section(
        &mut self,
        node: Option<Node<'_, '_>>,
        relations: &[Relationship],
        footer_style: &str,
    ) -> Result<Section, Error> {
        let mut elements: Vec<Element> = Vec::new();
        let mut has_footer = false;
        let children = |name: &'static str| {
            node.into_iter()
                .flat_map(|n| n.children())
                .filter(move |n| n.has_tag_name((W, name)))
        };
        for (tag, name, kind) in [
            ("w:headerReference", "headerReference", "header"),
            ("w:footerReference", "footerReference", "footer"),
        ] {
            for reference in children(name) {
                let page = reference.attribute((W, "type")).unwrap_or("default");
                let id = reference
                    .attribute((super::parts::R, "id"))
                    .unwrap_or_default();
                let relation = relations.iter().find(|r| r.id == id && r.kind == kind);
                let (Some(relation), true) =
                    (relation, ["default", "first", "even"].contains(&page))
                else {
                    continue;
                };
                has_footer |= kind == "footer" && page == "default";
                let number = self.extras.len();
                let mut extra = Extra::xml(&format!("{kind}{number}.xml"), kind, Vec::new());
                extra.id = format!("rIdTemplate{number}");
                self.copy(relation, &mut extra)?;
                elements.push(element(tag, &[("w:type", page), ("r:id", &extra.id)]));
                self.extras.push(extra);
            }
        }
        if !has_footer {
            let mut foot = Extra::xml("footer1.xml", "footer", footer(footer_style));
            foot.id = FOOTER.to_owned();
            elements.push(element(
                "w:footerReference",
                &[("w:type", "default"), ("r:id", FOOTER)],
            ));
            self.extras.push(foot);
        }
        let page = page(node)?;
        for (tag, name, attributes) in KEPT {
            let Some(child) = children(name).next() else {
                continue;
            };
            let values: Vec<(String, String)> = attributes
                .iter()
                .filter_map(|a| Some((format!("w:{a}"), child.attribute((W, *a))?.to_owned())))
                .filter(|(_, value)| is_plain(value))
                .collect();
            elements.push((tag, values));
        }
        Ok(Section { elements, page })
    }
}

/// What a section keeps, in the order of the schema. Columns and vertical writing are the template's own text's.
const KEPT: [(&str, &str, &[&str]); 5] = [
    ("w:pgSz", "pgSz", &["w", "h", "orient"]),
    (
        "w:pgMar",
        "pgMar",
        &[
            "top", "right", "bottom", "left", "header", "footer", "gutter",
        ],
    ),
    ("w:pgNumType", "pgNumType", &["fmt", "start"]),
    ("w:titlePg", "titlePg", &["val"]),
    ("w:docGrid", "docGrid", &["type", "linePitch", "charSpace"]),
];

/// Pictures that may stand in a header.
const PICTURES: [(&str, &str); 7] = [
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("bmp", "image/bmp"),
    ("emf", "image/x-emf"),
    ("wmf", "image/x-wmf"),
];

/// A number or a word.
fn is_plain(value: &str) -> bool {
    (1..=24).contains(&value.len()) && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// The page of a section; A4 where it says nothing.
fn page(node: Option<Node<'_, '_>>) -> Result<Page, Error> {
    let number = |element: &str, attribute: &str, none: u32| -> Result<u32, Error> {
        let value = node
            .and_then(|n| n.children().find(|c| c.has_tag_name((W, element))))
            .and_then(|c| c.attribute((W, attribute)));
        match value.map(str::parse::<u32>) {
            None => Ok(none),
            Some(Ok(twips)) if twips <= 31_680 => Ok(twips),
            Some(_) => Err(Error::NoTemplate(Fault::NoSize(format!(
                "w:{element} の w:{attribute}"
            )))),
        }
    };
    let page = Page {
        width: number("pgSz", "w", 11_906)?,
        height: number("pgSz", "h", 16_838)?,
        sides: number("pgMar", "left", 1_701)?
            + number("pgMar", "right", 1_701)?
            + number("pgMar", "gutter", 0)?,
    };
    // Six centimetres are the least that a table of two columns needs.
    if page.width.min(page.height) < page.sides + 3_402 {
        return Err(Error::NoTemplate(Fault::NoRoom));
    }
    Ok(page)
}

//! The parts of a Word file around its text: content types, relationships, properties, the footer, the section.
//!
//! In: blocks, how they are dressed and what the file says of itself. Out: the bytes of a `.docx`. Never: decides what
//! the text is.

use jiff::Timestamp;

use super::block::Block;
use super::dress::{Dress, Extra};
use super::package::{Part, pack};
use super::styles::{Style, W};
use super::write::{Body, Reviser, section};
use super::xml::Xml;
use super::{Error, Written};

/// The namespace of relationships from within a part.
pub(crate) const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// What a file says of itself.
#[derive(Debug, Clone)]
pub struct Properties {
    /// Its title (表題).
    pub title: String,
    /// Who made it, and the changes in it.
    pub author: String,
    /// The organisation (会社).
    pub company: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// The file.
///
/// # Errors
/// More than a ZIP can hold.
pub(crate) fn assemble(
    blocks: &[Block],
    dress: &Dress,
    properties: &Properties,
) -> Result<Written, Error> {
    let mut parts: Vec<Part> = Vec::new();
    let mut replaced = 0;
    let mut add = |name: &str, (bytes, signs): (Vec<u8>, usize)| {
        parts.push((name.to_owned(), bytes));
        replaced += signs;
    };
    add("[Content_Types].xml", content_types(dress));
    add(
        "_rels/.rels",
        relationships(&[
            ("rId1", "officeDocument", "word/document.xml"),
            ("rId2", CORE, "docProps/core.xml"),
            ("rId3", "extended-properties", "docProps/app.xml"),
        ]),
    );
    add("docProps/core.xml", core(properties));
    add("docProps/app.xml", app(properties));
    add("word/document.xml", document(blocks, dress, properties));
    let inside: Vec<(&str, &str, &str)> = dress
        .extras
        .iter()
        .filter(|e| !e.id.is_empty())
        .map(|e| (e.id.as_str(), e.kind, e.name.trim_start_matches("word/")))
        .collect();
    add("word/_rels/document.xml.rels", relationships(&inside));
    for extra in &dress.extras {
        add(&extra.name, (extra.bytes.clone(), 0));
        if !extra.relationships.is_empty() {
            add(
                &extra.relationships_name(),
                (extra.relationships.clone(), 0),
            );
        }
    }
    Ok(Written {
        bytes: pack(&parts)?,
        replaced,
    })
}

/// The relationship to the core properties is no officeDocument one.
const CORE: &str = "metadata/core-properties";

/// A part of relationships: id, kind, target.
pub(crate) fn relationships(list: &[(&str, &str, &str)]) -> (Vec<u8>, usize) {
    let mut xml = Xml::new();
    xml.open(
        "Relationships",
        &[("xmlns", &format!("{PACKAGE}/relationships"))],
    );
    for (id, kind, target) in list {
        let kind = if *kind == CORE {
            format!("{PACKAGE}/relationships/{kind}")
        } else {
            format!("{R}/{kind}")
        };
        xml.empty(
            "Relationship",
            &[("Id", *id), ("Type", &kind), ("Target", *target)],
        );
    }
    xml.finish()
}

fn content_types(dress: &Dress) -> (Vec<u8>, usize) {
    const WORD: &str =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    const OTHER: &str = "application/vnd.openxmlformats-";
    let mut xml = Xml::new();
    xml.open("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))]);
    for (ending, kind) in [
        ("rels", format!("{OTHER}package.relationships+xml")),
        ("xml", "application/xml".to_owned()),
    ] {
        xml.empty("Default", &[("Extension", ending), ("ContentType", &kind)]);
    }
    let mut part = |name: &str, kind: &str| {
        xml.empty(
            "Override",
            &[("PartName", &format!("/{name}")), ("ContentType", kind)],
        );
    };
    part("word/document.xml", WORD);
    part(
        "docProps/core.xml",
        &format!("{OTHER}package.core-properties+xml"),
    );
    part(
        "docProps/app.xml",
        &format!("{OTHER}officedocument.extended-properties+xml"),
    );
    for Extra {
        name, content_type, ..
    } in &dress.extras
    {
        part(name, content_type);
    }
    xml.finish()
}

fn core(properties: &Properties) -> (Vec<u8>, usize) {
    let mut xml = Xml::new();
    xml.open(
        "cp:coreProperties",
        &[
            (
                "xmlns:cp",
                "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
            ),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    let at = properties.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let stamp = [("xsi:type", "dcterms:W3CDTF")];
    xml.leaf("dc:title", &[], &properties.title);
    xml.leaf("dc:creator", &[], &properties.author);
    xml.leaf("cp:lastModifiedBy", &[], &properties.author);
    xml.leaf("dcterms:created", &stamp, &at);
    xml.leaf("dcterms:modified", &stamp, &at);
    xml.leaf("dc:language", &[], "ja-JP");
    xml.finish()
}

fn app(properties: &Properties) -> (Vec<u8>, usize) {
    let mut xml = Xml::new();
    xml.open(
        "Properties",
        &[(
            "xmlns",
            "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        )],
    );
    if let Some(company) = &properties.company {
        xml.leaf("Company", &[], company);
    }
    xml.leaf("Application", &[], "kaitei");
    xml.finish()
}

fn document(blocks: &[Block], dress: &Dress, properties: &Properties) -> (Vec<u8>, usize) {
    let mut xml = Xml::new();
    xml.open("w:document", &[("xmlns:w", W), ("xmlns:r", R)]);
    xml.open("w:body", &[]);
    let reviser = Reviser {
        author: properties.author.clone(),
        at: properties.at,
    };
    let mut body = Body::new(xml, &dress.ids, &reviser);
    body.blocks(blocks);
    let mut xml = body.xml;
    section(&mut xml, &dress.section);
    xml.finish()
}

/// Our footer: the page and how many there are, 1/3.
pub(crate) fn footer(style: &str) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("w:ftr", &[("xmlns:w", W)]);
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.empty("w:pStyle", &[("w:val", style)]);
    xml.close();
    for (at, field) in [" PAGE ", " NUMPAGES "].into_iter().enumerate() {
        if at > 0 {
            xml.open("w:r", &[]);
            xml.leaf("w:t", &[], "/");
            xml.close();
        }
        xml.open("w:fldSimple", &[("w:instr", field)]);
        xml.open("w:r", &[]);
        xml.leaf("w:t", &[], "1");
        xml.close();
        xml.close();
    }
    xml.finish().0
}

/// The style our footer wears.
pub(crate) const FOOTER_STYLE: Style = Style::Footer;

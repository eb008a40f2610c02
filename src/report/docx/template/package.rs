//! A package from outside: parts by name, within bounds.
//!
//! In: bytes. Out: texts and bytes of parts, relationships with their targets resolved. Never: writes a file, unpacks more
//! than a bound, or reads a DTD.

use std::io::{Cursor, Read as _};

use roxmltree::{Document, ParsingOptions};
use zip::ZipArchive;

use crate::report::docx::xml::Xml;
use crate::report::docx::{Error, Excess, Fault};

/// Entries of a package.
const ENTRIES: usize = 4_096;
/// Bytes of a part, unpacked.
const PART: u64 = 16 << 20;
/// Bytes of all parts that are read, unpacked.
const ALL: u64 = 48 << 20;
/// Nodes of a part of XML.
const NODES: u32 = 1_000_000;

/// An open package.
pub(super) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

/// A relationship of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relationship {
    pub(super) id: String,
    /// The last word of its type.
    pub(super) kind: String,
    /// A part of the package, or an address outside.
    pub(super) target: String,
    pub(super) external: bool,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Error> {
        let zip =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::NoTemplate(Fault::NoZip))?;
        if zip.len() > ENTRIES {
            return Err(Error::LargeTemplate(Excess::Parts(zip.len())));
        }
        Ok(Self { zip, left: ALL })
    }

    /// The name of the part that holds the text.
    pub(super) fn main(&mut self) -> Result<String, Error> {
        let relations = self.relationships("")?;
        let main = relations
            .into_iter()
            .find(|r| r.kind == "officeDocument" && !r.external);
        main.map(|r| r.target)
            .ok_or(Error::NoTemplate(Fault::NoDocument))
    }

    /// The bytes of a part.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Error> {
        let file = self
            .zip
            .by_name(name)
            .map_err(|_| Error::NoTemplate(Fault::Damaged(name.to_owned())))?;
        let most = PART.min(self.left);
        let mut out = Vec::new();
        // What the entry says of its size may be a lie: count what comes.
        file.take(most + 1)
            .read_to_end(&mut out)
            .map_err(|_| Error::NoTemplate(Fault::Damaged(name.to_owned())))?;
        if out.len() as u64 > most {
            return Err(Error::LargeTemplate(Excess::Part(name.to_owned())));
        }
        self.left -= out.len() as u64;
        Ok(out)
    }

    /// The text of a part of XML.
    pub(super) fn xml(&mut self, name: &str) -> Result<String, Error> {
        let bytes = self.bytes(name)?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Error::NoTemplate(Fault::NotUtf8(name.to_owned())))?;
        Ok(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        })
    }

    /// The relationships of a part, those of the package for an empty name; none where it has none.
    pub(super) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, Error> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() {
            format!("_rels/{file}.rels")
        } else {
            format!("{folder}/_rels/{file}.rels")
        };
        if self.zip.index_for_name(&name).is_none() {
            return Ok(Vec::new());
        }
        let text = self.xml(&name)?;
        let read = parse(&name, &text)?;
        let mut out = Vec::new();
        for node in read
            .root_element()
            .children()
            .filter(roxmltree::Node::is_element)
        {
            let value = |name: &str| node.attribute(name).unwrap_or_default();
            let external = value("TargetMode") == "External";
            let kind = value("Type").rsplit('/').next().unwrap_or_default();
            let target = if external {
                value("Target").to_owned()
            } else {
                resolve(folder, value("Target")).ok_or_else(|| {
                    Error::NoTemplate(Fault::Outside(name.clone(), value("Target").to_owned()))
                })?
            };
            out.push(Relationship {
                id: value("Id").to_owned(),
                kind: kind.to_owned(),
                target,
                external,
            });
        }
        Ok(out)
    }
}

/// XML without a DTD.
pub(super) fn parse<'t>(name: &str, text: &'t str) -> Result<Document<'t>, Error> {
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options)
        .map_err(|e| Error::NoTemplate(Fault::Xml(name.to_owned(), e.pos().row)))
}

/// A target as a name within the package; none where it leads out of it.
fn resolve(folder: &str, target: &str) -> Option<String> {
    let (base, target) = match target.strip_prefix('/') {
        Some(rest) => ("", rest),
        None => (folder, target),
    };
    let mut out: Vec<&str> = base.split('/').filter(|s| !s.is_empty()).collect();
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                out.pop()?;
            }
            name => out.push(name),
        }
    }
    (!out.is_empty()).then(|| out.join("/"))
}

/// A part of relationships: id, kind, target, whether it lies outside.
pub(super) fn relationships(list: &[(String, String, String, bool)]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open(
        "Relationships",
        &[(
            "xmlns",
            "http://schemas.openxmlformats.org/package/2006/relationships",
        )],
    );
    for (id, kind, target, external) in list {
        let kind = format!("{}/{kind}", crate::report::docx::parts::R);
        let mut attributes = vec![
            ("Id", id.as_str()),
            ("Type", kind.as_str()),
            ("Target", target.as_str()),
        ];
        if *external {
            attributes.push(("TargetMode", "External"));
        }
        xml.empty("Relationship", &attributes);
    }
    xml.finish().0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_stay_within_the_package() {
        for (folder, target, name) in [
            ("word", "header1.xml", Some("word/header1.xml")),
            ("word", "/word/media/a.png", Some("word/media/a.png")),
            ("word", "../docProps/app.xml", Some("docProps/app.xml")),
            ("word", "../../etc/passwd", None),
            ("", "..", None),
            ("word", "./media//a.png", Some("word/media/a.png")),
        ] {
            assert_eq!(resolve(folder, target).as_deref(), name, "{target}");
        }
    }
}

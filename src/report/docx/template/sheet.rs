//! A firm's styles and ours in one sheet.
//!
//! In: the text of a template's `styles.xml`. Out: the same with those of our styles added that it does not name, and which id
//! stands for which. Never: changes a style of the firm's.

use roxmltree::{Document, Node};

use super::package;
use crate::report::docx::styles::{Ids, OURS, W};
use crate::report::docx::{Error, Fault};

/// The sheet and the ids.
pub(super) fn merge(name: &str, text: &str) -> Result<(String, Ids), Error> {
    let theirs = package::parse(name, text)?;
    let root = theirs.root_element();
    let end = text[root.range()]
        .rfind("</")
        .map(|at| root.range().start + at);
    let (true, Some(end)) = (root.has_tag_name((W, "styles")), end) else {
        return Err(Error::NoTemplate(Fault::NoStyles));
    };
    let ours = package::parse("styles.xml", OURS)?;
    let taken: Vec<&str> = styles(&theirs).filter_map(id).collect();
    // Our id, theirs or the one ours gets in their sheet, and whether it has to be added.
    let mut map: Vec<(&str, String, Option<Node<'_, '_>>)> = Vec::new();
    for own in styles(&ours) {
        let Some(own_id) = id(own) else { continue };
        let same = styles(&theirs).find(|s| {
            s.attribute((W, "type")) == own.attribute((W, "type")) && is_named(*s, title(own))
        });
        map.push(match same.and_then(id) {
            Some(their_id) => (own_id, their_id.to_owned(), None),
            None if taken.contains(&own_id) => (own_id, format!("Kaitei{own_id}"), Some(own)),
            None => (own_id, own_id.to_owned(), Some(own)),
        });
    }
    let mut added = String::new();
    for (own_id, new_id, node) in &map {
        let Some(node) = node else { continue };
        let mut style = OURS[node.range()].to_owned();
        let with = format!("w:styleId=\"{new_id}\"");
        style = style.replacen(&format!("w:styleId=\"{own_id}\""), &with, 1);
        style = style.replacen(" w:default=\"1\"", "", 1);
        style = style.replacen("<w:style ", &format!("<w:style xmlns:w=\"{W}\" "), 1);
        for (from, to, _) in &map {
            for tag in ["basedOn", "next"] {
                let old = format!("<w:{tag} w:val=\"{from}\"/>");
                if style.contains(&old) {
                    style = style.replacen(&old, &format!("<w:{tag} w:val=\"\u{1}{to}\"/>"), 1);
                }
            }
        }
        added.push_str(&style.replace('\u{1}', ""));
        added.push('\n');
    }
    let ids = Ids::with(em(&theirs), |ours| {
        let entry = map.iter().find(|m| m.0 == ours);
        entry.map_or(ours.to_owned(), |m| m.1.clone())
    });
    Ok((format!("{}{added}{}", &text[..end], &text[end..]), ids))
}

fn styles<'a, 'i>(sheet: &'a Document<'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    let children = sheet.root_element().children();
    children.filter(|n| n.has_tag_name((W, "style")))
}

fn id<'a>(style: Node<'a, '_>) -> Option<&'a str> {
    style
        .attribute((W, "styleId"))
        .filter(|id| !id.is_empty() && id.len() <= 253 && !id.chars().any(char::is_control))
}

fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let child = node.children().find(|n| n.has_tag_name((W, name)))?;
    child.attribute((W, "val"))
}

fn title<'a>(style: Node<'a, '_>) -> &'a str {
    value(style, "name").unwrap_or_default()
}

/// Word does not tell `Heading 1` from `heading 1`, and lets a style have other names besides.
fn is_named(style: Node<'_, '_>, name: &str) -> bool {
    let same = |other: &str| other.trim().to_lowercase() == name.to_lowercase();
    same(title(style)) || value(style, "aliases").is_some_and(|a| a.split(',').any(same))
}

/// How wide a full-width character of the running text is, in twips.
fn em(sheet: &Document<'_>) -> u32 {
    let size = |node: Node<'_, '_>| -> Option<u32> {
        let properties = node.children().find(|n| n.has_tag_name((W, "rPr")))?;
        value(properties, "sz")?.parse().ok()
    };
    let normal = styles(sheet).find(|s| is_named(*s, "Normal"));
    let default = sheet
        .root_element()
        .descendants()
        .find(|n| n.has_tag_name((W, "rPrDefault")));
    // Ten points where nothing is said.
    let half_points = normal.and_then(size).or_else(|| default.and_then(size));
    half_points.unwrap_or(20).clamp(8, 72) * 10
}

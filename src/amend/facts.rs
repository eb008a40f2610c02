//! Facts: organisation and dates, read from an amended text as they are from any text.
//!
//! In: a document before and after its amendment. Out: the organisation and the dates of the second. Never: keeps a
//! date whose words are gone.

use crate::document::{Block, Clause, Document, Leaf, LeafKind, Place, PolicyDate};
use crate::segment;
use crate::source::{self, Format};
use crate::text::fold;

/// The organisation and dates of `new`, whose date lines before and after the clauses read `head` and `foot`.
pub(crate) fn derive(
    old: &Document,
    new: &Document,
    head: &[String],
    foot: &[String],
) -> (Option<String>, Vec<PolicyDate>) {
    let was = |place| super::state::date_words(old, place);
    if (was(Place::Head).as_slice(), was(Place::Foot).as_slice()) == (head, foot)
        && old.leaves() == leaves_with_dates(new, old)
    {
        return (old.organization.clone(), old.dates.clone());
    }
    // Where a reading of the old text gives its own facts again, a reading of the new one gives its.
    let again = read(old, &was(Place::Head), &was(Place::Foot));
    if again == (old.organization.clone(), old.dates.clone()) {
        return read(new, head, foot);
    }
    let stands = |d: &PolicyDate| match d.place {
        Place::Head => head.contains(&d.text),
        Place::Foot => foot.contains(&d.text),
        Place::Clause => new.leaves().iter().any(|l| l.text.contains(&d.text)),
    };
    let dates = old.dates.iter().filter(|d| stands(d)).cloned().collect();
    (old.organization.clone(), dates)
}

fn leaves_with_dates(new: &Document, old: &Document) -> Vec<Leaf> {
    Document {
        dates: old.dates.clone(),
        ..new.clone()
    }
    .leaves()
}

/// What a reader finds in the text laid out anew.
fn read(
    document: &Document,
    head: &[String],
    foot: &[String],
) -> (Option<String>, Vec<PolicyDate>) {
    let mut text = String::new();
    let mut line = |words: &str| {
        text.push_str(words);
        text.push('\n');
    };
    if let Some(title) = &document.title {
        line(title);
    }
    head.iter().for_each(|w| line(w));
    let bare = Document {
        title: None,
        dates: Vec::new(),
        toc: Vec::new(),
        notices: Vec::new(),
        clauses: Vec::new(),
        closing: Vec::new(),
        ..document.clone()
    };
    bare.leaves().iter().for_each(|l| line(&listed(l)));
    document.clauses.iter().for_each(|c| clause(c, &mut line));
    let closing = Document {
        preamble: document.closing.clone(),
        ..Document::default()
    };
    closing
        .leaves()
        .iter()
        .filter(|l| l.kind != LeafKind::Title)
        .for_each(|l| line(&listed(l)));
    foot.iter().for_each(|w| line(w));
    let read = segment::segment(&source::lines(&text, Format::Plain)).document;
    (read.organization, read.dates)
}

/// A text behind its mark.
fn listed(leaf: &Leaf) -> String {
    let gap = if leaf.marker.ends_with(|c: char| c.is_ascii()) {
        " "
    } else {
        ""
    };
    format!("{}{gap}{}", leaf.marker, leaf.text)
}

fn clause(clause_: &Clause, line: &mut impl FnMut(&str)) {
    let caption = clause_.caption.as_deref().unwrap_or_default();
    let mut blocks = clause_.blocks.iter();
    let is_supplement = clause_.number().is_some_and(|n| n.as_str() == "附則");
    if is_supplement {
        line(fold::trim(&format!("{}　{caption}", clause_.marker)));
    } else if clause_.caption_first {
        line(caption);
        match blocks.as_slice().first() {
            Some(Block::Paragraph(text)) => {
                line(&format!("{}　{text}", clause_.marker));
                blocks.next();
            }
            _ => line(&clause_.marker),
        }
    } else if clause_.caption.is_none()
        && let Some(Block::Paragraph(text)) = blocks.as_slice().first()
    {
        line(&format!("{}　{text}", clause_.marker));
        blocks.next();
    } else {
        line(&format!("{}　{caption}", clause_.marker));
    }
    let rest = Document {
        preamble: blocks.cloned().collect(),
        ..Document::default()
    };
    rest.leaves().iter().for_each(|l| line(&listed(l)));
    clause_.clauses.iter().for_each(|c| clause(c, line));
}

//! A 改定のお知らせ as a Word file.
//!
//! In: a [`Notice`] and [`Options`]. Out: the letter, upright, and its 別紙 on pages of their own, lying unless the user says
//! otherwise. Never: adds a word to the letter but 記, 以上, 別紙 and the numbers of its sections.

use super::block::{Block, Paragraph, Run};
use super::comparison;
use super::dress::Dress;
use super::parts::assemble;
use super::styles::Style;
use super::{Error, Options, Orientation, Written};
use crate::report::notice::{Body, Notice, words};

/// The letter.
///
/// # Errors
/// [`Error::Package`] where it is more than a Word file can hold.
pub fn notice(notice: &Notice, options: &Options<'_>) -> Result<Written, Error> {
    let mut dress = Dress::of(options.template, None, Orientation::Portrait, false);
    let mut blocks = letter(notice);
    if let Some(annex) = &notice.annex {
        let asked = options.orientation;
        let other = Dress::of(options.template, asked, Orientation::Landscape, true);
        let letter = std::mem::replace(&mut dress, other).section;
        blocks.push(Block::Section(letter));
        blocks.push(plain(Style::Annex, words::ANNEX));
        let width = dress.section.page.text_width();
        blocks.extend(comparison::blocks(annex, width, dress.ids.em));
    }
    assemble(&blocks, &dress, &options.properties)
}

fn plain(style: Style, text: &str) -> Block {
    Block::Paragraph(Paragraph::plain(style, text))
}

fn letter(notice: &Notice) -> Vec<Block> {
    let mut out = Vec::new();
    out.extend(notice.date.iter().map(|t| plain(Style::Date, t)));
    out.extend(notice.to.iter().map(|t| plain(Style::Normal, t)));
    out.extend(notice.from.iter().map(|t| plain(Style::Signature, t)));
    out.push(plain(Style::Title, &notice.title));
    out.extend(notice.lead.iter().map(|t| plain(Style::Letter, t)));
    out.push(plain(Style::NoteHeading, words::BELOW));
    for (at, section) in notice.sections.iter().enumerate() {
        let heading = format!("{}. {}", at + 1, section.heading);
        out.push(plain(Style::LetterHeading, &heading));
        for body in &section.body {
            match body {
                Body::Paragraph(text) => out.push(indented(2, 0, vec![Run::plain(text.as_str())])),
                Body::List(lines) => {
                    for line in lines {
                        out.push(indented(2, 2, vec![Run::plain(format!("・{}", line.text))]));
                        for below in &line.below {
                            out.push(indented(4, 2, vec![Run::plain(format!("－{below}"))]));
                        }
                    }
                }
                Body::Links(links) => {
                    for link in links {
                        let address = Run {
                            link: Some(link.url.clone()),
                            ..Run::plain(link.url.as_str())
                        };
                        let label = Run::plain(format!("{}　", link.label));
                        out.push(indented(2, 2, vec![label, address]));
                    }
                }
            }
        }
    }
    // 以上 never stands on a page by itself.
    if let Some(Block::Paragraph(last)) = out.last_mut() {
        last.keep_next = true;
    }
    out.push(plain(Style::Closing, words::END));
    out
}

/// A paragraph under the heading of its section.
fn indented(indent: u32, hanging: u32, runs: Vec<Run>) -> Block {
    Block::Paragraph(Paragraph {
        style: Style::LetterItem,
        indent,
        hanging,
        runs,
        ..Paragraph::default()
    })
}

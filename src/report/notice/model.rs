//! What a 改定のお知らせ is made of.
//!
//! In, out: data. Never: holds markup.

use crate::report::table::Comparison;

/// A 改定のお知らせ, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The day of the letter as it is written (`2025年3月1日`), at the right; none where the user gives none.
    pub date: Option<String>,
    /// Whom it is for (`お客さま各位`), at the left.
    pub to: Option<String>,
    /// Who writes, at the right.
    pub from: Option<String>,
    /// The heading, centred.
    pub title: String,
    /// The opening paragraphs.
    pub lead: Vec<String>,
    /// What stands between 記 and 以上: numbered from 1 in this order.
    pub sections: Vec<Section>,
    /// 別紙: the 新旧対照表, on a page of its own under the word `別紙`; none where it is not asked for.
    pub annex: Option<Comparison>,
    /// What the user should know before it goes out. It is no part of the letter.
    pub lacks: Vec<Lack>,
    /// What a person should look at before it goes out. It is no part of the letter.
    pub doubts: Vec<String>,
}

/// A numbered section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading (`改定日`).
    pub heading: String,
    /// What stands under it.
    pub body: Vec<Body>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// A paragraph.
    Paragraph(String),
    /// A list behind ・, each item with what stands under it behind －.
    List(Vec<Line>),
    /// Links, one a line.
    Links(Vec<Link>),
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its sentence.
    pub text: String,
    /// What stands under it.
    pub below: Vec<String>,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it leads to (`改定後の全文`).
    pub label: String,
    /// Its address, `http`, `https` or `mailto`; checked.
    pub url: String,
}

/// What is missing from a notice, or late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// It does not say from when the new terms hold (民法548条の4第2項: 効力発生時期).
    Effective,
    /// It does not say what they hold then (同項: 変更後の定型約款の内容): no 新旧対照表, no link to the full text and no clause.
    Content,
    /// It does not say that they are changed (同項: 定型約款を変更する旨): nothing was changed.
    Change,
    /// Nothing says why.
    Reason,
    /// Nobody to ask is named.
    Contact,
    /// The time until the new terms take effect is shorter than the user's period.
    Short {
        /// Days from the notice to the day they take effect; negative where that day is past.
        days: i64,
        /// Days that the user wants.
        wanted: u32,
    },
}

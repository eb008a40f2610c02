//! Write: a revision and what the user says of it → the letter.
//!
//! In: a [`Revision`] and [`Facts`]. Out: a [`Notice`] in the order of practice: which document, from when, why, what, the
//! table, the texts, whom to ask. Never: fills in for the user what the user did not say, but for the day that the text
//! itself names.

use jiff::civil::Date;

use super::model::{Body, Lack, Line, Link, Notice, Section};
use super::words;
use crate::diff::{Revision, prove};
use crate::document::Event;
use crate::report::summary::{self, Detail, EntryKind, Summary, phrases, phrases::fill};
use crate::report::table::{Settings, compare};

/// What the user says of a revision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The day of the letter.
    pub date: Option<Date>,
    /// Whom it is for.
    pub to: Option<String>,
    /// Who writes; else the organisation that the text names.
    pub from: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// From when the new text holds; else the day that the new text names and the old one does not.
    pub effective: Option<Date>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// Where the texts are.
    pub links: Vec<Link>,
    /// Days that shall lie between the letter and the day the new text takes effect.
    pub days: Option<u32>,
    /// The look of the 新旧対照表; none where the letter goes without.
    pub table: Option<Settings>,
    /// How much 主な改定内容 says.
    pub detail: Detail,
}

/// The letter.
pub fn notice(revision: &Revision<'_>, facts: &Facts) -> Notice {
    let document = revision.new;
    let title = document.title.as_deref().or(revision.old.title.as_deref());
    let name = title.unwrap_or(words::UNTITLED);
    let effective = facts.effective.or_else(|| named(revision));
    let past = matches!((facts.date, effective), (Some(date), Some(day)) if day < date);
    let written = |date: Date| in_words(date, is_in_eras(revision));
    let summary = summary::summarise(revision, facts.detail);

    let mut sections = vec![section(words::SUBJECT, paragraphs(name))];
    if let Some(day) = effective {
        let phrase = if past { words::FROM_PAST } else { words::FROM };
        let text = fill(phrase, &[("date", &written(day))]);
        sections.push(section(words::EFFECTIVE, paragraphs(&text)));
    }
    if let Some(reason) = &facts.reason {
        sections.push(section(words::REASON, paragraphs(reason)));
    }
    sections.push(section(words::CONTENT, content(&summary)));
    if facts.table.is_some() {
        sections.push(section(words::TABLE, paragraphs(words::SEE_ANNEX)));
    }
    if !facts.links.is_empty() {
        sections.push(section(
            words::LINKS,
            vec![Body::Links(facts.links.clone())],
        ));
    }
    if let Some(contact) = &facts.contact {
        sections.push(section(words::CONTACT, paragraphs(contact)));
    }
    let lead = if past { words::LEAD_PAST } else { words::LEAD };
    Notice {
        date: facts.date.map(written),
        to: facts.to.clone(),
        from: facts.from.clone().or_else(|| document.organization.clone()),
        title: match title {
            Some(title) => fill(words::TITLE, &[("title", title)]),
            None => words::TITLE_ALONE.to_owned(),
        },
        lead: vec![words::GREETING.to_owned(), fill(lead, &[("title", name)])],
        sections,
        annex: facts
            .table
            .as_ref()
            .map(|settings| compare(revision, settings)),
        lacks: lacks(revision, facts, effective),
        doubts: summary.remarks,
    }
}

fn section(heading: &str, body: Vec<Body>) -> Section {
    Section {
        heading: heading.to_owned(),
        body,
    }
}

/// A text of the user's: a paragraph a line.
fn paragraphs(text: &str) -> Vec<Body> {
    let lines = text.lines().filter(|l| !l.trim().is_empty());
    lines.map(|l| Body::Paragraph(l.to_owned())).collect()
}

/// The latest day of effect that the new text names and the old one does not.
fn named(revision: &Revision<'_>) -> Option<Date> {
    let old: Vec<Date> = revision.old.dates.iter().map(|d| d.date).collect();
    let dates = revision.new.dates.iter();
    dates
        // 「…から改正施行する。」 is the sentence of an amendment that names its day of effect; 「…改定」 alone is none.
        .filter(|d| d.event == Event::Effective || d.text.contains("施行"))
        .filter(|d| !old.contains(&d.date))
        .map(|d| d.date)
        .max()
}

/// True for a text that counts its years by eras.
fn is_in_eras(revision: &Revision<'_>) -> bool {
    let mut dates = revision.new.dates.iter().rev();
    dates.next().is_some_and(|d| d.text.contains("令和"))
}

/// `2025年4月1日`, `令和7年4月1日`.
fn in_words(date: Date, eras: bool) -> String {
    // 令和 begins on 1 May 2019.
    let year = match date.year() - 2018 {
        1 if eras && date.month() >= 5 => "令和元".to_owned(),
        n if eras && n >= 2 => format!("令和{n}"),
        _ => date.year().to_string(),
    };
    format!("{year}年{}月{}日", date.month(), date.day())
}

/// 主な改定内容: the 改定概要 but for what is no provision, unless there is nothing else.
fn content(summary: &Summary) -> Vec<Body> {
    if summary.is_empty() {
        return paragraphs(phrases::NOTHING);
    }
    let line = |text: &str, below: &[String]| Line {
        text: text.to_owned(),
        below: below.to_vec(),
    };
    let beside = |kind| matches!(kind, EntryKind::Dates | EntryKind::Toc | EntryKind::Notice);
    let (aside, provisions): (Vec<_>, Vec<_>) =
        summary.entries.iter().partition(|e| beside(e.kind));
    let mut lines: Vec<Line> = provisions
        .iter()
        .map(|e| line(&e.sentence, &e.lines))
        .collect();
    lines.extend(
        summary
            .terms
            .iter()
            .chain(&summary.references)
            .map(|t| line(t, &[])),
    );
    if !summary.spelling_lines.is_empty() {
        lines.push(line(phrases::SPELLINGS, &summary.spelling_lines));
    }
    if lines.is_empty() {
        lines.extend(aside.iter().map(|e| line(&e.sentence, &e.lines)));
    }
    vec![Body::List(lines)]
}

fn lacks(revision: &Revision<'_>, facts: &Facts, effective: Option<Date>) -> Vec<Lack> {
    let mut out = Vec::new();
    // 民法548条の4第2項: 変更する旨、変更後の内容、効力発生時期
    if prove::is_empty(revision) {
        out.push(Lack::Change);
    }
    if facts.table.is_none() && facts.links.is_empty() {
        out.push(Lack::Content);
    }
    if effective.is_none() {
        out.push(Lack::Effective);
    }
    if facts.reason.is_none() {
        out.push(Lack::Reason);
    }
    if facts.contact.is_none() {
        out.push(Lack::Contact);
    }
    if let (Some(date), Some(day), Some(wanted)) = (facts.date, effective, facts.days) {
        let days = i64::from(date.until(day).map_or(0, |span| span.get_days()));
        if days < i64::from(wanted) {
            out.push(Lack::Short { days, wanted });
        }
    }
    out
}

impl Link {
    /// `https://…`, or `改定後の全文=https://…`; without a label the first leads to the new text, the second to the old
    /// one. None where it is no address of `http`, `https` or `mailto`.
    pub fn parse(text: &str, place: usize) -> Option<Self> {
        let is_url = |text: &str| {
            let schemes = ["https://", "http://", "mailto:"];
            let rest = schemes.iter().find_map(|s| text.strip_prefix(s));
            rest.is_some_and(|r| !r.is_empty())
                && !text
                    .chars()
                    .any(|c| c.is_whitespace() || c.is_control() || "<>\"'`\\{}|^".contains(c))
        };
        let (label, url) = if is_url(text) {
            (*words::LINK_LABELS.get(place)?, text)
        } else {
            let (label, url) = text.split_once('=')?;
            (label.trim(), url.trim())
        };
        let good = !label.is_empty() && !label.chars().any(char::is_control) && is_url(url);
        good.then(|| Self {
            label: label.to_owned(),
            url: url.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_addresses_of_pages_and_mail_alone() {
        let link = |text| Link::parse(text, 0).map(|l| format!("{} {}", l.label, l.url));
        for (text, expected) in [
            (
                "https://example.jp/a?b=c",
                Some("改定後の全文 https://example.jp/a?b=c"),
            ),
            (
                "旧規約=https://example.jp/old",
                Some("旧規約 https://example.jp/old"),
            ),
            (
                "窓口=mailto:info@example.jp",
                Some("窓口 mailto:info@example.jp"),
            ),
            ("javascript:alert(1)", None),
            ("規約=javascript:alert(1)", None),
            ("=https://example.jp", None),
            ("https://example.jp/\"><script>", None),
            ("https://", None),
        ] {
            assert_eq!(link(text).as_deref(), expected, "{text}");
        }
        assert_eq!(Link::parse("https://example.jp", 2), None);
    }

    #[test]
    fn days_are_written_as_the_text_counts_years() {
        let day = |y, m, d| Date::new(y, m, d).unwrap();
        assert_eq!(in_words(day(2025, 4, 1), false), "2025年4月1日");
        assert_eq!(in_words(day(2025, 4, 1), true), "令和7年4月1日");
        assert_eq!(in_words(day(2019, 5, 1), true), "令和元年5月1日");
        assert_eq!(in_words(day(2019, 4, 1), true), "2019年4月1日");
    }
}

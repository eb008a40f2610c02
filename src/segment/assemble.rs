//! The parts put together: dates and the organisation found across head, clauses and foot.
//!
//! In: body and closing lines, the tree. Out: the document's dates and organisation. Never: opens or
//! closes a clause.

use super::Diagnostic;
use super::body;
use super::dates;
use super::explain::{Rule, Trace};
use super::marker::{self, Family};
use super::organization as org;
use super::tree::Tree;
use crate::document::{Document, Event, Place, PolicyDate};
use crate::source::{Hint, Line};
use crate::text::{date, fold};

/// Lines of the head that are dates: taken out of the body, in order.
pub(super) struct HeadDates {
    first_body_line: Option<usize>,
}

/// Takes the date lines (and the labels before them) that stand before the first clause.
pub(super) fn take_head_dates<'s, 'a>(
    body: &mut Vec<&'s Line<'a>>,
    dates: &mut Vec<PolicyDate>,
    trace: &mut Trace,
) -> HeadDates {
    // The first clause can't stand before the first number of a level or a heading.
    let limit = body
        .iter()
        .position(|l| {
            marker::candidates(&l.text)
                .iter()
                .any(|c| marker::is_first(c.style, c.value))
                || matches!(l.hint, Hint::Heading(_))
        })
        .unwrap_or(body.len().min(20));
    let mut label: Option<(Event, String, usize)> = None;
    let mut kept = Vec::with_capacity(body.len());
    for (index, line) in body.iter().enumerate().take(limit) {
        if dates::is_date_line(&line.text) {
            trace.note(line.number, 0, Rule::Date);
            let mut found = dates::of_line(
                &line.text,
                line.number,
                Place::Head,
                label.as_ref().map(|l| l.0),
                Event::Enacted,
            );
            if let (Some((_, words, _)), Some(first)) = (label.take(), found.first_mut()) {
                first.text = words + " " + &first.text;
            }
            dates.extend(found);
            continue;
        }
        // A label goes with the date below it, which must be of the head as well.
        let next_is_date = body[..limit]
            .get(index + 1)
            .is_some_and(|n| dates::is_date_line(&n.text));
        if dates::is_event_label(&line.text)
            && next_is_date
            && let Some(event) = dates::event_of_label(&line.text)
        {
            trace.note(line.number, 0, Rule::Date);
            label = Some((event, line.text.to_string(), line.number));
            continue;
        }
        kept.push(*line);
    }
    kept.extend_from_slice(&body[limit..]);
    *body = kept;
    HeadDates {
        first_body_line: body.first().map(|l| l.number),
    }
}

/// Head dates come first in the document, whatever the clauses add.
pub(super) fn restore_head_dates(_: &mut Tree<'_>, head: HeadDates, dates: &mut [PolicyDate]) {
    debug_assert!(head.first_body_line.is_some() || dates.iter().all(|d| d.place == Place::Head));
}

/// The dates that clauses name for the policy: 附則 with their headings and sentences; elsewhere a
/// sentence by which the policy takes effect.
pub(super) fn clause_dates(
    tree: &Tree<'_>,
    out: &mut Vec<PolicyDate>,
    doubts: &mut Vec<Diagnostic>,
) {
    let mut supplement = vec![false; tree.nodes.len()];
    let mut history = vec![false; tree.nodes.len()];
    let mut known: rustc_hash::FxHashSet<_> = out.iter().map(|d| (d.event, d.date)).collect();
    for index in 0..tree.nodes.len() {
        let node = &tree.nodes[index];
        let pieces = tree.pieces(index);
        let own = node.style.is_some_and(|s| s.family == Family::Supplement)
            || node
                .caption
                .as_deref()
                .or(pieces.first().map(|p| p.text.as_ref()))
                .is_some_and(|c| {
                    c.len() <= 30 && fold::may_begin_key(c, "附則") && fold::key(c) == "附則"
                });
        history[index] |= node.caption.as_deref().is_some_and(dates::is_history_label);
        supplement[index] |= own;
        for child in tree.children(index) {
            supplement[child] = supplement[index];
            history[child] = history[index];
        }
        if own
            && let Some(caption) = node.caption.as_deref().or(pieces
                .first()
                .filter(|_| node.opening)
                .map(|p| p.text.as_ref()))
        {
            out.extend(
                dates::of_supplement_heading(caption, node.lines.0).filter(|d| {
                    known.insert((d.event, d.date));
                    !known.contains(&(Event::Enacted, d.date))
                }),
            );
        }
        // 3. 施行日, and the day below it.
        let label = node
            .caption
            .as_deref()
            .or(pieces
                .first()
                .filter(|_| node.opening)
                .map(|p| p.text.as_ref()))
            .filter(|l| dates::is_event_label(l))
            .and_then(dates::event_of_label);
        for (n, piece) in pieces.iter().enumerate() {
            if own && n == 0 && node.opening || !date::may_stand(piece.signs) {
                continue;
            }
            let found = if let Some(event) = label.filter(|_| dates::is_date_line(&piece.text)) {
                dates::of_line(&piece.text, piece.line, Place::Clause, Some(event), event)
            } else if history[index] {
                dates::of_history(&piece.text, piece.line)
            } else if supplement[index] {
                dates::of_supplement(&piece.text, piece.line, doubts)
            } else if index > 0 {
                dates::of_clause(&piece.text, piece.signs, piece.line)
            } else {
                Vec::new()
            };
            for date in found {
                if known.insert((date.event, date.date)) {
                    out.push(date);
                }
            }
        }
    }
}

/// The dates after the clauses; what else stands there is the closing.
pub(super) fn foot_dates(closing: &[&Line<'_>], document: &mut Document) {
    let mut rest = Vec::new();
    let mut label: Option<(Event, String)> = None;
    let mut history = false;
    let enacted = |d: &Document| d.dates.iter().any(|x| x.event == Event::Enacted);
    for (index, line) in closing.iter().enumerate() {
        let offset = body::bullet(&line.text).unwrap_or(0);
        let text = &line.text[offset..];
        let next_is_date = closing
            .get(index + 1)
            .is_some_and(|n| dates::is_date_line(&n.text));
        if dates::is_date_line(text) {
            let fallback = if enacted(document) {
                Event::Amended
            } else {
                Event::Enacted
            };
            let mut found = dates::of_line(
                text,
                line.number,
                Place::Foot,
                label.as_ref().map(|l| l.0),
                fallback,
            );
            if let Some(first) = found.first_mut() {
                let words = label.take().map_or(String::new(), |l| l.1 + " ");
                first.text = words
                    + fold::trim(&line.text[..offset])
                    + if offset > 0 { " " } else { "" }
                    + &first.text;
            }
            document.dates.extend(found);
        } else if dates::is_event_label(text)
            && next_is_date
            && let Some(event) = dates::event_of_label(text)
        {
            label = Some((event, line.text.to_string()));
        } else {
            // 2021/10/01　第1条を改定, in a list of revisions: its words stay.
            if history && dates::begins_with_date(text) {
                document.dates.extend(dates::of_history(text, line.number));
            }
            history |= dates::is_history_label(text);
            rest.push(body::piece(line));
        }
    }
    document.closing = body::blocks(rest.into_iter());
}

/// Whose policy it is: the preamble and the texts of the first clauses are asked.
pub(super) fn organization(
    tree: &Tree<'_>,
    title: Option<&str>,
    signatures: &[&str],
) -> Option<String> {
    let texts: Vec<&str> = tree
        .nodes
        .iter()
        .enumerate()
        .take(60)
        .flat_map(|(n, _)| tree.pieces(n).iter().map(|p| p.text.as_ref()))
        .collect();
    org::find(title, &texts, signatures)
}

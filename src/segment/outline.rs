//! Structure from sequence: a line is a clause because its number follows.
//!
//! In: the body lines of a text. Out: the tree, and a diagnostic for every number that was skipped,
//! repeated or refused. Never: loses a line: what opens no clause is text of the open one.
//!
//! Each line is weighed against the levels that are open. A number that follows the last of an open
//! level continues it; the first number of a style opens a level; 第N条 goes on across 章; anything else
//! must be vouched for by the format (a heading, a list item) or is text.

use super::body::{self, Kind};
use super::marker::{self, Candidate, Family, Fence, Style, Value};
use super::tree::{Node, Tree};
use super::wrap::{self, Goes, Wrap};
use super::{Diagnostic, Severity, words};
use crate::source::{Hint, Line};
use crate::text::{fold, sentence, width};

/// An open level of the tree.
#[derive(Debug, Clone)]
struct Level {
    /// The numbering; none for labelled groups.
    style: Option<Style>,
    /// The bracket of a labelled group, or `#` for a bare heading.
    label: char,
    value: Value,
    node: usize,
    hint: Hint,
    indent: usize,
    /// True where its first member was a phrase, not a sentence.
    phrase: bool,
}

/// Levels deeper than this are text: no document counts so deep.
const DEEPEST: usize = 40;
/// What a reading must weigh to open a clause.
const ENOUGH: i32 = 40;

/// A reading of a line with its weight.
struct Reading {
    candidate: Candidate,
    weight: i32,
    /// Levels that stay open; the clause becomes a child of the last.
    keep: usize,
    /// What is odd about it.
    odd: Option<&'static str>,
}

pub(super) struct Outline<'s, 'a> {
    lines: &'s [&'s Line<'a>],
    wrap: Wrap,
    tree: Tree,
    levels: Vec<Level>,
    /// The last value each style reached, for numbers that go on across chapters.
    reached: rustc_hash::FxHashMap<Style, Value>,
    diagnostics: Vec<Diagnostic>,
    /// A caption on the line before its article.
    caption: Option<(String, usize)>,
    /// Lines joined to the last piece so far: its last line.
    last: Option<usize>,
}

/// The tree of the body lines.
pub(super) fn build<'s, 'a>(lines: &'s [&'s Line<'a>], wrap: Wrap) -> (Tree, Vec<Diagnostic>) {
    let mut outline = Outline {
        lines,
        wrap,
        tree: Tree::new(),
        levels: Vec::new(),
        reached: rustc_hash::FxHashMap::default(),
        diagnostics: Vec::new(),
        caption: None,
        last: None,
    };
    for index in 0..lines.len() {
        outline.line(index);
    }
    outline.flush_caption();
    (outline.tree, outline.diagnostics)
}

impl<'s, 'a> Outline<'s, 'a> {
    fn line(&mut self, index: usize) {
        let line = self.lines[index];
        let text = line.text.as_ref();
        if matches!(line.hint, Hint::Row { .. } | Hint::Code | Hint::Quote) {
            return self.text(index);
        }
        let goes = self.goes_on(index);
        let offset = body::bullet(text).unwrap_or(0);
        let readings = marker::candidates(&text[offset..]);
        let best = readings
            .iter()
            .filter_map(|c| self.weigh(index, offset, *c, goes))
            .max_by_key(|r| r.weight);
        if let Some(reading) = best.filter(|r| r.weight >= ENOUGH && r.keep < DEEPEST) {
            return self.open(index, offset, reading);
        }
        if goes != Goes::No && self.caption.is_none() {
            return self.join(index);
        }
        if offset == 0 && self.is_caption(index) {
            self.flush_caption();
            self.caption = Some((text.to_owned(), line.number));
            self.last = Some(index);
            return;
        }
        if offset == 0
            && let Some(label) = self.label(line)
        {
            return self.group(index, label);
        }
        self.text(index);
    }

    /// Whether the line goes on the paragraph of the line before it.
    fn goes_on(&self, index: usize) -> Goes {
        let Some(last) = self.last.filter(|l| l + 1 == index) else {
            return Goes::No;
        };
        let node = &self.tree.nodes[self.levels.last().map_or(0, |l| l.node)];
        let Some(piece) = node.pieces.last() else {
            return Goes::No;
        };
        if !self.lines[index].soft && body::begins_piece(&self.lines[index].text) {
            return Goes::No;
        }
        let goes = self
            .wrap
            .goes_on(self.lines[last], self.lines[index], &piece.text);
        // A soft break behind a heading-like first line parts the heading from its text.
        let parts = self.lines[index].soft
            && node.opening
            && node.pieces.len() == 1
            && body::is_heading_like(&piece.text);
        if parts { Goes::No } else { goes }
    }

    /// Weighs one reading of a line.
    fn weigh(&self, index: usize, offset: usize, c: Candidate, goes: Goes) -> Option<Reading> {
        let line = self.lines[index];
        let text = &line.text[offset..];
        let rest = &text[c.rest..];
        let vouched = matches!(line.hint, Hint::Heading(_))
            || (matches!(line.hint, Hint::Item(_)) && offset == 0);
        if !vouched && runs_on(c, rest) {
            return None;
        }
        let bare = c.style.fence == Fence::Bare
            && matches!(
                c.style.family,
                Family::Arabic
                    | Family::Kanji
                    | Family::Aiueo
                    | Family::Iroha
                    | Family::RomanUpper
                    | Family::RomanLower
            );
        let mut best: Option<Reading> = None;
        let mut consider = |weight: i32, keep: usize, odd: Option<&'static str>| {
            if best.as_ref().is_none_or(|b| weight > b.weight) {
                best = Some(Reading {
                    candidate: c,
                    weight,
                    keep,
                    odd,
                });
            }
        };
        let mut same_style = None;
        for (k, level) in self.levels.iter().enumerate().rev() {
            if level.style != Some(c.style) {
                continue;
            }
            same_style = same_style.or(Some(k));
            let fit = self.fit(level, line, rest, offset);
            let depth = (self.levels.len() - 1 - k).min(8) as i32;
            if marker::follows(c.style, level.value, c.value) {
                consider(100 - depth + fit, k, None);
            } else if !marker::is_first(c.style, c.value) {
                let step = i64::from(c.value[0]) - i64::from(level.value[0]);
                if (2..=3).contains(&step) && (!bare || vouched) && goes != Goes::Surely {
                    consider(62 - depth - step as i32 + fit, k, Some("number-skipped"));
                } else if step <= 0 && vouched {
                    consider(60 - depth + fit, k, Some("number-repeated"));
                } else if step > 3 && vouched {
                    consider(52 - depth + fit, k, Some("number-skipped"));
                } else if c.style.family == Family::Article
                    && step > 0
                    && (has_caption(rest) || self.caption.is_some())
                {
                    consider(50 - depth, k, Some("number-skipped"));
                } else if step == 0
                    && !bare
                    && goes == Goes::No
                    && offset == 0
                    && body::is_heading_like(rest) == level.phrase
                    && self.repeats(index, level)
                {
                    consider(48 - depth + fit, k, Some("number-repeated"));
                }
            }
        }
        if marker::is_first(c.style, c.value) {
            let confirmed = !bare
                || vouched
                || matches!(c.style.family, Family::RomanUpper)
                || self.followed(index, c);
            if confirmed && c.gap | (c.style.fence != Fence::Bare) | !bare {
                match same_style {
                    // The level counts from one again: under the open clause, or beside it.
                    Some(k) if self.restarts_beside(k, line) => {
                        consider(70, k, Some("number-repeated"))
                    }
                    _ => consider(80, self.parent(c.style, line, offset), None),
                }
            }
        } else if c.style.rank().is_some()
            && self
                .reached
                .get(&c.style)
                .is_some_and(|v| marker::follows(c.style, *v, c.value))
        {
            // 第5条 in a new chapter goes on from 第4条.
            consider(92, self.parent(c.style, line, offset), None);
        } else if c.style.family == Family::Arabic
            && c.value == [2, 0, 0, 0]
            && same_style.is_none_or(|k| !self.under_article(k))
            && matches!(c.style.fence, Fence::Bare | Fence::Dot)
            && let Some(k) = self.article()
        {
            // The first 項 bears no number: 第3条 …, ２ ….
            consider(
                if c.gap || c.style.fence == Fence::Dot {
                    85
                } else {
                    30
                },
                k + 1,
                None,
            );
        } else if same_style.is_none()
            && (vouched
                || c.style.family == Family::Article
                    && (has_caption(rest)
                        || self.caption.is_some()
                        || c.gap && self.levels.is_empty()))
        {
            consider(
                50,
                self.parent(c.style, line, offset),
                Some("number-skipped"),
            );
        } else if c.style.rank() == Some(0) {
            consider(90, 0, None);
        }
        if c.style.rank() == Some(0) {
            consider(
                if c.style.family == Family::Supplement {
                    95
                } else {
                    60
                },
                0,
                None,
            );
        }
        let mut reading = best?;
        // A line that steps out to where its level stands begins anew, however full the line before is.
        let outdents = self
            .last
            .is_some_and(|l| self.lines[l].indent >= line.indent + 2)
            && reading.keep < self.levels.len()
            && self.levels[reading.keep].indent.abs_diff(line.indent) <= 1;
        if goes == Goes::Surely && !outdents {
            // A full line stops in mid-sentence before it.
            reading.weight -= if bare || !c.gap && c.style.fence == Fence::Dot {
                65
            } else if reading.odd.is_some() || reading.weight < 90 {
                45
            } else {
                20
            };
        } else if goes == Goes::Perhaps {
            reading.weight -= 5;
        }
        if !c.gap && bare {
            // イ directly before its text: only where it follows, in a list of the format.
            reading.weight -= if matches!(line.hint, Hint::Item(_)) && reading.weight > 95 {
                0
            } else {
                100
            };
        }
        Some(reading)
    }

    /// How well a line fits a level by what the format and the layout say.
    fn fit(&self, level: &Level, line: &Line<'_>, rest: &str, offset: usize) -> i32 {
        let mut fit = match (level.hint, line.hint) {
            // Two blanks under a number are meant as a level, though CommonMark wants three.
            (Hint::Item(a), Hint::Item(b)) => {
                if a == b && level.indent.abs_diff(line.indent) < 2 {
                    10
                } else {
                    -70
                }
            }
            (Hint::Heading(a), Hint::Heading(b)) => {
                if a == b {
                    10
                } else {
                    -30
                }
            }
            (Hint::Heading(_), Hint::Item(_)) | (Hint::Item(_), Hint::Heading(_)) => -70,
            (Hint::Heading(_), _) => -40,
            (_, Hint::Heading(_)) => -20,
            (Hint::Item(_), _) | (_, Hint::Item(_)) => -15,
            _ => 0,
        };
        if fit == 0 {
            let phrase = body::is_heading_like(rest);
            fit += if phrase == level.phrase { 4 } else { -4 };
            fit -= (level.indent.abs_diff(line.indent).min(12) / 2) as i32;
        }
        if offset > 0 && !matches!(line.hint, Hint::Item(_)) {
            fit -= 5;
        }
        fit
    }

    /// True where the number after `c` stands on one of the next lines.
    fn followed(&self, index: usize, c: Candidate) -> bool {
        self.lines[index + 1..].iter().take(80).any(|l| {
            let offset = body::bullet(&l.text).unwrap_or(0);
            let text = &l.text[offset..];
            marker::candidates(text).iter().any(|n| {
                n.style == c.style
                    && n.gap
                    && marker::follows(c.style, c.value, n.value)
                    && !runs_on(*n, &text[n.rest..])
            })
        })
    }

    /// True where a repeated number is one of a run that goes on: the next number follows it.
    fn repeats(&self, index: usize, level: &Level) -> bool {
        let Some(style) = level.style else {
            return false;
        };
        self.lines[index + 1..]
            .iter()
            .take(40)
            .find_map(|l| {
                marker::candidates(&l.text)
                    .iter()
                    .find(|n| n.style == style)
                    .copied()
            })
            .is_some_and(|n| marker::follows(style, level.value, n.value))
    }

    /// True where a level that counts from one again does so beside its old members, not under them:
    /// it is inner, its members are sentences or leaves, and the layout is the same.
    fn restarts_beside(&self, k: usize, line: &Line<'_>) -> bool {
        let level = &self.levels[k];
        match (level.hint, line.hint) {
            (Hint::Item(a), Hint::Item(b)) => a == b && line.indent < level.indent + 2,
            (Hint::Heading(a), Hint::Heading(b)) => a == b,
            (Hint::None | Hint::Inside(_), Hint::None | Hint::Inside(_)) => {
                k > 0 && !level.phrase && line.indent <= level.indent + 1
            }
            _ => false,
        }
    }

    /// Index of the innermost level of articles.
    fn article(&self) -> Option<usize> {
        self.levels
            .iter()
            .rposition(|l| l.style.is_some_and(|s| s.family == Family::Article))
    }

    fn under_article(&self, k: usize) -> bool {
        self.article().is_some_and(|a| k > a)
    }

    /// How many levels stay open when a level of `style` opens.
    fn parent(&self, style: Style, line: &Line<'_>, offset: usize) -> usize {
        if let Some(rank) = style.rank() {
            if rank == 0 {
                return 0;
            }
            let above = self
                .levels
                .iter()
                .rposition(|l| l.style.and_then(Style::rank).is_some_and(|r| r < rank));
            if let Some(k) = above {
                return k + 1;
            }
            // 第1条 under Ⅰ or under a bare heading: it stays where that is a heading without text.
            let heads = self
                .levels
                .iter()
                .take_while(|l| {
                    l.style.and_then(Style::rank).is_none()
                        && l.phrase
                        && self.tree.nodes[l.node].pieces.len() <= 1
                })
                .count();
            return heads.min(1);
        }
        let mut keep = self.levels.len();
        match line.hint {
            Hint::Item(d)
                if offset == 0 || self.levels.iter().any(|l| matches!(l.hint, Hint::Item(_))) =>
            {
                while keep > 0
                    && matches!(self.levels[keep - 1].hint, Hint::Item(e) if e > d || e == d && line.indent < self.levels[keep - 1].indent + 2)
                {
                    keep -= 1;
                }
            }
            Hint::Heading(h) => {
                while keep > 0
                    && !matches!(self.levels[keep - 1].hint, Hint::Heading(e) if e < h)
                    && self.levels[keep - 1]
                        .style
                        .and_then(Style::rank)
                        .is_none_or(|_| matches!(self.levels[keep - 1].hint, Hint::Heading(_)))
                {
                    keep -= 1;
                }
            }
            Hint::Inside(d) => {
                while keep > 0 && matches!(self.levels[keep - 1].hint, Hint::Item(e) if e > d) {
                    keep -= 1;
                }
            }
            _ => {
                while keep > 0 && matches!(self.levels[keep - 1].hint, Hint::Item(_)) {
                    keep -= 1;
                }
                // A clause never stands left of the one that holds it.
                while keep > 0
                    && self.levels[keep - 1].style.is_some()
                    && self.levels[keep - 1].hint == Hint::None
                    && self.levels[keep - 1].indent > line.indent + 1
                    && self.levels[keep - 1].style.and_then(Style::rank).is_none()
                {
                    keep -= 1;
                }
            }
        }
        keep
    }

    fn open(&mut self, index: usize, offset: usize, reading: Reading) {
        let line = self.lines[index];
        let c = reading.candidate;
        let text = line.text.as_ref();
        let marker = fold::trim(&text[..offset + c.end]).to_owned();
        let rest = &text[offset + c.rest..];
        if let Some(code) = reading.odd {
            let what = match code {
                "number-skipped" => format!("「{marker}」の前に番号の抜けがあります"),
                _ => format!("「{marker}」は同じ番号が前にもあります"),
            };
            self.diagnostics.push(Diagnostic {
                line: line.number,
                severity: Severity::Warning,
                code,
                message: what,
            });
        }
        // Lines before an article's number that are its caption.
        let mut caption = None;
        let mut first = line.number;
        if let Some((held, at)) = self.caption.take() {
            caption = Some(held);
            first = at;
        }
        self.levels.truncate(reading.keep);
        let parent = self.levels.last().map_or(0, |l| l.node);
        let fixed = c.style.rank().is_some_and(|r| r <= 5);
        let vouched = matches!(line.hint, Hint::Heading(_));
        let (own, body_text) = if caption.is_none() && !fixed {
            split_caption(c, rest)
        } else {
            (None, rest)
        };
        let caption_first = caption.is_some();
        let caption = caption.or(own.map(str::to_owned));
        let mut node = Node {
            marker,
            caption,
            caption_first,
            style: Some(c.style),
            lines: (first, line.number),
            ..Node::default()
        };
        if !body_text.is_empty() {
            if node.caption.is_none() {
                node.opening = true;
                node.headed =
                    (fixed || vouched) && body::is_heading_like(body_text) || fixed && vouched;
            }
            node.pieces.push(paragraph(body_text, line));
        }
        let node = self.tree.open(parent, node);
        self.reached.insert(c.style, c.value);
        // What counts inside a chapter may count anew in the next; only articles are remembered across.
        self.levels.push(Level {
            style: Some(c.style),
            label: ' ',
            value: c.value,
            node,
            hint: line.hint,
            indent: line.indent,
            phrase: body::is_heading_like(rest) || rest.is_empty(),
        });
        self.last = Some(index);
    }

    /// True for a bracketed line before 第N条: the caption of that article.
    fn is_caption(&self, index: usize) -> bool {
        let line = self.lines[index];
        if !is_bracketed(&line.text, &['（', '(', '【', '〔']) || width::of(&line.text) > 100 {
            return false;
        }
        self.lines.get(index + 1).is_some_and(|next| {
            marker::candidates(&next.text).iter().any(|c| {
                c.style.family == Family::Article
                    && c.gap
                    && !runs_on(*c, &next.text[c.rest..])
                    && !has_caption(&next.text[c.rest..])
            })
        })
    }

    /// The kind of an unnumbered heading: its bracket, or `#` with the format's level for a bare one.
    fn label(&self, line: &Line<'_>) -> Option<char> {
        let text = line.text.as_ref();
        if let Hint::Heading(_) = line.hint {
            return Some('#');
        }
        if width::of(text) > 80 || text.contains('。') || matches!(line.hint, Hint::Item(_)) {
            return None;
        }
        let open = text.chars().next()?;
        let label = match open {
            '[' | '［' => '[',
            '「' if text.ends_with([']', '］']) => '[',
            c @ ('【' | '〔' | '＜' | '<' | '〈' | '≪') => c,
            '（' | '(' => '（',
            _ => return None,
        };
        (is_bracketed(text, &[open]) || label == '[' && text.ends_with([']', '］', '」']))
            .then_some(label)
            .filter(|_| crate::document::heading_of(text) != text)
    }

    /// Opens a labelled group or a bare heading.
    fn group(&mut self, index: usize, label: char) {
        self.flush_caption();
        let line = self.lines[index];
        let same = self.levels.iter().rposition(|l| {
            l.style.is_none() && l.label == label && (label != '#' || l.hint == line.hint)
        });
        let keep = match (same, line.hint) {
            (Some(k), _) => k,
            (None, Hint::Heading(h)) => self
                .levels
                .iter()
                .position(|l| !matches!(l.hint, Hint::Heading(e) if e < h))
                .unwrap_or(self.levels.len()),
            // Under the innermost numbered clause that is a heading; a leaf of a list holds no groups.
            (None, _) => {
                let mut keep = self.levels.len();
                while keep > 1
                    && self.levels[keep - 1].style.is_some()
                    && !self.levels[keep - 1].phrase
                    && self.levels[keep - 1].style.and_then(Style::rank).is_none()
                {
                    keep -= 1;
                }
                keep
            }
        };
        if keep >= DEEPEST {
            return self.text(index);
        }
        self.levels.truncate(keep);
        let parent = self.levels.last().map_or(0, |l| l.node);
        let node = Node {
            caption: Some(line.text.to_string()),
            lines: (line.number, line.number),
            ..Node::default()
        };
        let node = self.tree.open(parent, node);
        self.levels.push(Level {
            style: None,
            label,
            value: [0; 4],
            node,
            hint: line.hint,
            indent: line.indent,
            phrase: true,
        });
        self.last = Some(index);
    }

    /// Text of the open clause.
    fn text(&mut self, index: usize) {
        self.flush_caption();
        let line = self.lines[index];
        let node = self.levels.last().map_or(0, |l| l.node);
        let node = &mut self.tree.nodes[node];
        node.pieces.push(body::piece(line));
        node.lines.1 = line.number;
        self.last = Some(index);
    }

    /// A line that goes on the paragraph before it.
    fn join(&mut self, index: usize) {
        let line = self.lines[index];
        let node = &mut self.tree.nodes[self.levels.last().map_or(0, |l| l.node)];
        if let Some(piece) = node.pieces.last_mut() {
            wrap::join(&mut piece.text, &line.text);
            node.lines.1 = line.number;
        }
        self.last = Some(index);
    }

    /// A caption that no article followed is text.
    fn flush_caption(&mut self) {
        if let Some((text, line)) = self.caption.take() {
            let node = &mut self.tree.nodes[self.levels.last().map_or(0, |l| l.node)];
            node.pieces.push(body::Piece {
                kind: Kind::Paragraph,
                depth: 0,
                inside: false,
                marker: String::new(),
                text,
                line,
            });
        }
    }
}

fn paragraph(text: &str, line: &Line<'_>) -> body::Piece {
    body::Piece {
        kind: Kind::Paragraph,
        depth: 0,
        inside: false,
        marker: String::new(),
        text: text.to_owned(),
        line: line.number,
    }
}

/// True where the text behind a number shows that the number is a reference inside a sentence.
fn runs_on(c: Candidate, rest: &str) -> bool {
    if c.style.fence == Fence::Paren && c.gap && c.style.rank().is_none() {
        return false;
    }
    // 第2条（定義）に定める: look behind the bracket too.
    let behind = match bracket_end(rest) {
        Some(end) if c.style.rank().is_some() => &rest[end..],
        _ => rest,
    };
    let labelled = c.style.rank().is_some_and(|r| (1..=8).contains(&r));
    let goes_on = |text: &str| {
        words::RUNS_ON.iter().any(|w| text.starts_with(w))
            || labelled && !c.gap && words::RUNS_ON_LABELLED.iter().any(|w| text.starts_with(w))
    };
    if goes_on(rest) || goes_on(behind) || rest.starts_with(['）', '」', ')', '』']) {
        return true;
    }
    // 第3条第2項…: a chain of numbers is a reference.
    labelled
        && !c.gap
        && rest.starts_with(|ch: char| ch == '第' || ch == '・' || ch == '～' || ch == '〜')
}

/// Byte after a bracketed group at the start of `text`.
fn bracket_end(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let close = match open {
        '（' => '）',
        '(' => ')',
        '【' => '】',
        '〔' => '〕',
        '［' => '］',
        '[' => ']',
        '「' => '」',
        _ => return None,
    };
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        let same = |a: char, b: char| fold::half_width(a) == fold::half_width(b);
        if same(c, open) {
            depth += 1;
        } else if same(c, close) {
            depth -= 1;
            if depth == 0 {
                return Some(at + c.len_utf8());
            }
        }
    }
    None
}

/// True for a line that one pair of brackets encloses whole.
fn is_bracketed(text: &str, opens: &[char]) -> bool {
    text.chars().next().is_some_and(|c| opens.contains(&c)) && bracket_end(text) == Some(text.len())
}

fn has_caption(rest: &str) -> bool {
    !rest.starts_with('「')
        && bracket_end(rest).is_some_and(|end| end <= 150 && !rest[..end].contains('。'))
}

/// The bracketed caption at the start of a clause's text, and the text after it.
fn split_caption(c: Candidate, rest: &str) -> (Option<&str>, &str) {
    if !has_caption(rest) {
        return (None, rest);
    }
    let Some(end) = bracket_end(rest) else {
        return (None, rest);
    };
    let after = &rest[end..];
    let set_off = after.is_empty() || after.starts_with(fold::is_blank);
    let labelled = c.style.rank().is_some();
    if set_off && (labelled || after.is_empty() || !sentence::is_finished(&rest[..end])) || labelled
    {
        return (Some(&rest[..end]), fold::trim(after));
    }
    (None, rest)
}

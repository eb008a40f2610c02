//! Canonical Markdown → the document, exactly.

use super::{APART, PART_BODY, PART_CLOSING, PART_NOTICE, PART_TOC};
use crate::document::{Block, Clause, Document, Event, Item, Lines, Notice, Place, PolicyDate};
use crate::text::fold::trim;

/// A text that is not canonical Markdown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct CanonicalError {
    /// 1-based line.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

/// True for a text that begins as canonical Markdown does.
pub fn is_canonical(text: &str) -> bool {
    let mut lines = text.lines();
    lines.next() == Some("---") && lines.next().is_some_and(|l| l.trim_end() == "kaitei: 1")
}

/// Levels of clauses, and of lists, beyond which a text lies no deeper: no hostile file exhausts the stack.
const DEEPEST: usize = 100;

/// The document of a canonical text.
///
/// # Errors
/// The head (`---`, `kaitei: 1` … `---`) is missing or holds a line of no meaning. The body has no errors: what is
/// not a construct is a paragraph.
pub fn read(text: &str) -> Result<Document, CanonicalError> {
    let mut lines: Vec<(usize, &str)> = text.lines().enumerate().map(|(i, l)| (i + 1, l)).collect();
    let mut document = Document::default();
    let body = head(&lines, &mut document)?;
    lines.drain(..body);
    let mut reader = Reader {
        document,
        part: Part::Preamble,
        stack: Vec::new(),
    };
    let mut at = 0;
    while at < lines.len() {
        at = reader.line(&lines, at);
    }
    reader.unwind(0);
    Ok(reader.document)
}

/// Reads the front matter; returns the index of the first body line.
fn head(lines: &[(usize, &str)], document: &mut Document) -> Result<usize, CanonicalError> {
    let fail = |line: usize, what: &str| CanonicalError {
        line,
        what: what.to_owned(),
    };
    if lines.first().map(|l| l.1) != Some("---")
        || lines.get(1).map(|l| l.1.trim_end()) != Some("kaitei: 1")
    {
        return Err(fail(
            1,
            "canonical Markdown begins with the lines `---` and `kaitei: 1`",
        ));
    }
    for (index, (number, line)) in lines.iter().enumerate().skip(2) {
        if line.trim_end() == "---" {
            return Ok(index + 1);
        }
        if let Some(name) = line.strip_prefix("organization: ") {
            document.organization = Some(trim(name).to_owned());
        } else if let Some(entry) = line.strip_prefix("  - ") {
            document.dates.push(date(entry, *number).ok_or_else(|| {
                fail(
                    *number,
                    "a date reads `- EVENT YYYY-MM-DD head|foot|clause WORDS`",
                )
            })?);
        } else if line.trim_end() != "dates:" {
            return Err(fail(*number, "the head knows `organization:` and `dates:`"));
        }
    }
    Err(fail(lines.len(), "the head is not closed by `---`"))
}

fn date(entry: &str, line: usize) -> Option<PolicyDate> {
    let mut parts = entry.splitn(4, ' ');
    Some(PolicyDate {
        event: Event::parse(parts.next()?)?,
        date: parts.next()?.parse().ok()?,
        place: match parts.next()? {
            "head" => Place::Head,
            "foot" => Place::Foot,
            "clause" => Place::Clause,
            _ => return None,
        },
        text: trim(parts.next()?).to_owned(),
        lines: Lines(line, line),
    })
}

#[derive(PartialEq, Clone, Copy)]
enum Part {
    Preamble,
    Toc,
    Notice,
    Body,
    Closing,
}

struct Reader {
    document: Document,
    part: Part,
    /// Open clauses from the first level down.
    stack: Vec<Clause>,
}

impl Reader {
    /// Reads what begins at `lines[at]`; returns the index after it.
    fn line(&mut self, lines: &[(usize, &str)], at: usize) -> usize {
        let (number, line) = lines[at];
        let part = match line.trim_end() {
            "" => return at + 1,
            PART_TOC => Some(Part::Toc),
            PART_NOTICE => {
                self.document.notices.push(Notice::default());
                Some(Part::Notice)
            }
            PART_BODY => Some(Part::Body),
            PART_CLOSING => Some(Part::Closing),
            _ => None,
        };
        if let Some(part) = part {
            self.unwind(0);
            self.part = part;
            return at + 1;
        }
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        let rest = &line[hashes..];
        if hashes > 0 && (rest.is_empty() || rest.starts_with(' ')) {
            match (self.part, hashes) {
                (Part::Preamble, 1) => {
                    self.document.title = Some(trim(rest).to_owned());
                    return at + 1;
                }
                (Part::Notice, _) => {
                    if let Some(notice) = self.document.notices.last_mut() {
                        notice.heading = Some(trim(rest).to_owned());
                    }
                    return at + 1;
                }
                (Part::Preamble | Part::Body, 2..) => {
                    self.part = Part::Body;
                    self.clause(hashes - 1, rest, number);
                    return at + 1;
                }
                _ => {}
            }
        }
        if self.part == Part::Toc {
            self.document
                .toc
                .push(trim(line.strip_prefix("- ").unwrap_or(line)).to_owned());
            return at + 1;
        }
        if let Some(clause) = self.stack.last_mut() {
            clause.lines.1 = number;
        }
        let (block, next) = block(lines, at, 0);
        self.blocks().extend(block);
        next
    }

    fn blocks(&mut self) -> &mut Vec<Block> {
        match (self.part, self.stack.last_mut()) {
            (Part::Body, Some(clause)) => &mut clause.blocks,
            (Part::Closing, _) => &mut self.document.closing,
            (Part::Notice, _) => match self.document.notices.last_mut() {
                Some(notice) => &mut notice.blocks,
                None => &mut self.document.preamble,
            },
            _ => &mut self.document.preamble,
        }
    }

    fn clause(&mut self, depth: usize, rest: &str, line: usize) {
        self.unwind(depth.min(DEEPEST) - 1);
        let (marker, caption, caption_first) = title(trim(rest));
        let caption = (!caption.is_empty()).then(|| caption.to_owned());
        self.stack.push(Clause {
            marker: marker.unwrap_or_default(),
            caption,
            caption_first,
            lines: Lines(line, line),
            ..Clause::default()
        });
    }

    /// Closes clauses until `depth` are open.
    fn unwind(&mut self, depth: usize) {
        while self.stack.len() > depth {
            let Some(clause) = self.stack.pop() else {
                return;
            };
            match self.stack.last_mut() {
                Some(parent) => {
                    parent.lines.1 = parent.lines.1.max(clause.lines.1);
                    parent.clauses.push(clause);
                }
                None => self.document.clauses.push(clause),
            }
        }
    }
}

/// A clause's line behind its `#`: the marker, the heading, and whether the heading comes first.
fn title(text: &str) -> (Option<String>, &str, bool) {
    if !text.starts_with("**")
        && text.ends_with("**")
        && let Some(at) = text[..text.len() - 2].rfind(" **")
    {
        let (marker, rest) = marked(&text[at + 1..]);
        if let (Some(marker), true) = (marker, rest.is_empty()) {
            let caption = trim(&text[..at]);
            return (
                Some(marker),
                trim(caption.strip_prefix('\\').unwrap_or(caption)),
                true,
            );
        }
    }
    let (marker, caption) = marked(text);
    match marker {
        None => (
            None,
            trim(caption.strip_suffix('\\').unwrap_or(caption)),
            false,
        ),
        marker => (marker, caption, false),
    }
}

/// `**mark** text` → the mark and the text; a text without a mark as it is, its escape removed.
fn marked(text: &str) -> (Option<String>, &str) {
    let Some(inner) = text.strip_prefix("**") else {
        return (None, trim(text.strip_prefix('\\').unwrap_or(text)));
    };
    let mut marker = String::new();
    let mut chars = inner.char_indices();
    while let Some((i, c)) = chars.next() {
        match c {
            '\\' => marker.extend(chars.next().map(|(_, c)| c)),
            '*' => return (Some(marker), inner.get(i + 2..).map_or("", trim)),
            _ => marker.push(c),
        }
    }
    (None, text)
}

/// The block at `lines[at]`, whose lines are indented by `indent` blanks, and the index after it.
fn block(lines: &[(usize, &str)], at: usize, indent: usize) -> (Option<Block>, usize) {
    let line = lines[at].1.get(indent..).unwrap_or_default().trim_end();
    if line == APART {
        return (None, at + 1);
    }
    if line.starts_with("- ") || line == "-" {
        return list(lines, at, indent);
    }
    if line.starts_with('|') {
        return table(lines, at, indent);
    }
    if let Some(rest) = line.strip_prefix('>') {
        let (marker, text) = marked(trim(rest));
        return (
            Some(Block::Note {
                marker: marker.unwrap_or_default(),
                text: text.to_owned(),
            }),
            at + 1,
        );
    }
    let text = trim(line);
    let text = trim(text.strip_prefix('\\').unwrap_or(text));
    ((!text.is_empty()).then(|| Block::paragraph(text)), at + 1)
}

fn list(lines: &[(usize, &str)], mut at: usize, indent: usize) -> (Option<Block>, usize) {
    let mut items: Vec<Item> = Vec::new();
    while let Some((_, line)) = lines.get(at) {
        if line.trim().is_empty() || blanks(line) < indent {
            break;
        }
        let own = line.get(indent..).unwrap_or_default().trim_end();
        if let Some(rest) = own.strip_prefix("- ").or((own == "-").then_some("")) {
            let (marker, text) = marked(trim(rest));
            items.push(Item::new(marker.unwrap_or_else(|| "-".to_owned()), text));
            at += 1;
        } else if blanks(own) >= 2
            && indent < DEEPEST * 2
            && let Some(item) = items.last_mut()
        {
            let (inner, next) = block(lines, at, indent + 2);
            item.blocks.extend(inner);
            at = next;
        } else {
            break;
        }
    }
    (Some(Block::List(items)), at)
}

fn table(lines: &[(usize, &str)], mut at: usize, indent: usize) -> (Option<Block>, usize) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some(line) = lines
        .get(at)
        // The next item's own text may begin with a bar.
        .filter(|l| blanks(l.1) >= indent)
        .and_then(|l| l.1.get(indent..))
        .filter(|l| l.starts_with('|'))
    {
        rows.push(cells(line));
        at += 1;
    }
    let mut rows = rows.into_iter();
    let mut header = rows.next().unwrap_or_default();
    let mut rows: Vec<_> = rows.collect();
    if rows.first().is_some_and(|r| {
        r.iter()
            .all(|c| !c.is_empty() && c.chars().all(|c| c == '-' || c == ':'))
    }) {
        rows.remove(0);
    } else {
        rows.insert(0, std::mem::take(&mut header));
    }
    if header.iter().all(String::is_empty) {
        header.clear();
    }
    (Some(Block::Table { header, rows }), at)
}

fn cells(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut cell = String::new();
    let mut chars = line.chars().skip(1);
    while let Some(c) = chars.next() {
        match c {
            '\\' => cell.extend(chars.next()),
            '|' => {
                out.push(trim(&cell).to_owned());
                cell.clear();
            }
            _ => cell.push(c),
        }
    }
    if !trim(&cell).is_empty() {
        out.push(trim(&cell).to_owned());
    }
    out
}

fn blanks(line: &str) -> usize {
    line.bytes().take_while(|b| *b == b' ').count()
}

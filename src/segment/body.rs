//! A clause's own text: paragraphs, lists, remarks, tables.
//!
//! In: the lines of one clause that are no clauses themselves. Out: its [`Block`]s. Never: opens a
//! clause, or joins lines.

use std::borrow::Cow;
use std::iter::Peekable;

use super::{words, wrap};
use crate::document::{Block, Item};
use crate::source::{Hint, Line};
use crate::text::letters::Letters;
use crate::text::signs::Signs;
use crate::text::{fold, needle, sentence, width};

/// What a text of a clause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Item,
    Note,
    Row {
        header: bool,
    },
    /// Its text became a heading.
    Gone,
}

/// A text of a clause before it is a block.
#[derive(Debug, Clone)]
pub(super) struct Piece<'s> {
    pub(super) kind: Kind,
    /// How deep it lies: columns of indentation, or the format's nesting.
    pub(super) depth: u16,
    /// True where the format says that it belongs to the item before it.
    pub(super) inside: bool,
    pub(super) marker: &'s str,
    pub(super) text: Cow<'s, str>,
    /// The signs of the lines it stands on.
    pub(super) signs: Signs,
    pub(super) line: usize,
}

impl<'s> Piece<'s> {
    /// Running text.
    pub(super) fn paragraph(text: &'s str, line: &Line<'_>) -> Self {
        Self {
            kind: Kind::Paragraph,
            depth: 0,
            inside: false,
            marker: "",
            text: Cow::Borrowed(text),
            signs: line.signs,
            line: line.number,
        }
    }
}

/// The marks of items.
static BULLETS: Letters = Letters::all(&[words::BULLETS]);
static BULLETS_BEFORE_BLANK: Letters = Letters::all(&[words::BULLETS_BEFORE_BLANK]);

/// Columns beyond which indentation tells nothing more.
const DEEPEST: usize = 80;

/// Byte after the mark of a list item, doubled marks (`- ・`) taken whole; none where the line is no item.
pub(super) fn bullet(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if matches!(first, 'ぁ'..='ヶ' | '一'..='龥' | '0'..='9' | '（' | '「' | '①'..='⑳' | '(' | 'A'..='z')
    {
        return None;
    }
    let mut end = first.len_utf8();
    let blank = |at: usize| text[at..].starts_with(fold::is_blank);
    let plain = BULLETS.contains(first);
    if !(plain || BULLETS_BEFORE_BLANK.contains(first) && blank(end)) {
        return None;
    }
    let skip = |at: usize| text.len() - fold::trim_start(&text[at..]).len();
    if !plain {
        let next = skip(end);
        if let Some(second) = text[next..].chars().next().filter(|c| BULLETS.contains(*c)) {
            end = next + second.len_utf8();
        }
    }
    let rest = skip(end);
    // A mark doubled by running text (・・・) is no item; nor is a mark alone.
    (rest < text.len() && !text[rest..].starts_with(first)).then_some(rest)
}

/// Byte after the mark of a remark (※, 注), 例：); with a number (注1, ※2) it is part of the mark.
fn note(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if !matches!(
        first,
        '※' | '＊' | '注' | '（' | '(' | '【' | '例' | '［' | '['
    ) {
        return None;
    }
    let mark = words::NOTES
        .iter()
        .find(|m| text.starts_with(**m))
        .map(|m| m.len())
        .or_else(|| numbered_note(text))?;
    let digits: usize = if text.starts_with('※') {
        text[mark..]
            .chars()
            .take_while(|c| fold::half_width(*c).is_ascii_digit())
            .map(char::len_utf8)
            .sum()
    } else {
        0
    };
    let end = mark + digits;
    let rest = text.len() - fold::trim_start(&text[end..]).len();
    (rest < text.len()).then_some(rest)
}

/// 注1）, （注２）, 注 1：
fn numbered_note(text: &str) -> Option<usize> {
    let open = text
        .chars()
        .next()
        .filter(|c| matches!(c, '（' | '(' | '【' | '['))
        .map_or(0, char::len_utf8);
    let tail = text[open..].strip_prefix('注')?;
    let at = text.len() - tail.len();
    let digits: usize = tail
        .chars()
        .take_while(|c| fold::half_width(*c).is_ascii_digit() || fold::is_blank(*c))
        .map(char::len_utf8)
        .sum();
    let close = tail[digits..]
        .chars()
        .next()
        .filter(|c| matches!(c, '）' | ')' | '：' | ':' | '】' | ']' | '.' | '．'))?;
    (digits > 0).then_some(at + digits + close.len_utf8())
}

/// True for a line that begins with the mark of a remark.
pub(super) fn is_note(text: &str) -> bool {
    note(text).is_some()
}

/// The piece a line is, when it begins one.
pub(super) fn piece<'s>(line: &'s Line<'_>) -> Piece<'s> {
    let text = line.text.as_ref();
    let (depth, inside) = match line.hint {
        Hint::Item(d) => (u16::from(d) * 2, false),
        Hint::Inside(d) => (u16::from(d) * 2, true),
        _ => (line.indent().min(DEEPEST) as u16, false),
    };
    let mut out = Piece {
        depth,
        inside,
        ..Piece::paragraph(text, line)
    };
    match line.hint {
        Hint::Row { header } => {
            out.kind = Kind::Row { header };
            out.inside = line.soft;
        }
        Hint::Quote => mark(&mut out, Kind::Note, ">", text),
        Hint::Code => {}
        _ => {
            if let Some(end) = bullet(text) {
                // - ※…: a remark that a converter put into a list.
                let inner = &text[end..];
                match note(inner).filter(|_| inner.starts_with('※')) {
                    Some(n) => mark(
                        &mut out,
                        Kind::Note,
                        fold::trim(&text[..end + n]),
                        &inner[n..],
                    ),
                    None => mark(&mut out, Kind::Item, fold::trim(&text[..end]), inner),
                }
            } else if let Some(end) = note(text) {
                mark(&mut out, Kind::Note, fold::trim(&text[..end]), &text[end..]);
            }
        }
    }
    out
}

fn mark<'s>(piece: &mut Piece<'s>, kind: Kind, marker: &'s str, text: &'s str) {
    piece.kind = kind;
    piece.marker = marker;
    piece.text = Cow::Borrowed(fold::trim(text));
}

/// True for a text that can be a heading: one phrase, no sentence.
pub(super) fn is_heading_like(text: &str) -> bool {
    let text = fold::trim(text);
    if text.is_empty()
        || text.len() > 720
        || text.ends_with(['。', '、', '：'])
        || text.len() > 240 && width::of(text) > 240
    {
        return false;
    }
    let bare = without_remark(text);
    // クッキーとは？ is a heading as well.
    let asked = bare.ends_with(['？', '?'])
        && !bare.contains('。')
        && bare.len() <= 180
        && width::of(bare) <= 60;
    (asked || !sentence::is_finished(bare))
        && (is_stopless(bare) || sentence::split(bare).len() == 1)
        && !bare.ends_with(['、', '，', '：', ':'])
}

/// True for a text without any mark that ends a sentence.
fn is_stopless(text: &str) -> bool {
    // 。 is E3 80 82; ｡ ！ ？ begin with EF, as （ and ， do.
    let bytes = text.as_bytes();
    !needle::STOP.is_in(text)
        && !memchr::memchr_iter(0xef, bytes)
            .any(|at| matches!(bytes[at + 1..], [0xbd, 0xa1, ..] | [0xbc, 0x81 | 0x9f, ..]))
}

/// `text` without a bracketed remark at its end.
fn without_remark(text: &str) -> &str {
    if !text.ends_with(['）', ')']) {
        return text;
    }
    let mut depth = 0usize;
    for (at, c) in text.char_indices().rev() {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return if at == 0 {
                        text
                    } else {
                        fold::trim(&text[..at])
                    };
                }
            }
            _ => {}
        }
    }
    text
}

/// The blocks of a clause's pieces.
pub(super) fn blocks<'s>(pieces: impl ExactSizeIterator<Item = Piece<'s>>) -> Vec<Block> {
    // Most clauses have one text.
    let mut out = Vec::with_capacity(usize::from(pieces.len() == 1));
    let mut pieces = pieces.filter(|p| p.kind != Kind::Gone).peekable();
    while pieces.peek().is_some() {
        take(&mut pieces, &mut out, None);
    }
    out.shrink_to_fit();
    out
}

/// Takes the next block (a list with all that lies in it) into `out`; inside an item of depth `within`.
fn take<'s, I: Iterator<Item = Piece<'s>>>(
    pieces: &mut Peekable<I>,
    out: &mut Vec<Block>,
    within: Option<u16>,
) {
    let Some(first) = pieces.next() else { return };
    match first.kind {
        Kind::Paragraph | Kind::Gone => out.push(Block::Paragraph(first.text.into_owned())),
        Kind::Note => out.push(Block::Note {
            marker: first.marker.to_owned(),
            text: first.text.into_owned(),
        }),
        Kind::Row { header } => {
            let mut table = (Vec::new(), Vec::new());
            row(&first, header, &mut table);
            while let Some(next) = pieces.next_if(|p| matches!(p.kind, Kind::Row { header: false }))
            {
                if next.inside && !table.1.is_empty() {
                    more(&next, &mut table.1);
                } else {
                    row(&next, false, &mut table);
                }
            }
            let (header, rows) = table;
            out.push(Block::Table { header, rows });
        }
        Kind::Item => {
            let depth = first.depth;
            let mut items = vec![item(first)];
            while let Some(next) = pieces.peek() {
                let belongs = if next.kind == Kind::Item {
                    next.depth > depth + 1
                } else {
                    next.inside && next.depth >= depth
                };
                if belongs {
                    if let Some(item) = items.last_mut() {
                        take(pieces, &mut item.blocks, Some(depth));
                    }
                } else if next.kind == Kind::Item
                    && (next.depth + 1 >= depth || within.is_none())
                    && within.is_none_or(|w| next.depth > w + 1)
                {
                    items.extend(pieces.next().map(item));
                } else {
                    break;
                }
            }
            items.shrink_to_fit();
            out.push(Block::List(items));
        }
    }
}

fn item(piece: Piece<'_>) -> Item {
    Item::new(piece.marker, piece.text)
}

fn row(piece: &Piece<'_>, header: bool, table: &mut (Vec<String>, Vec<Vec<String>>)) {
    let cells = cells(&piece.text);
    // The rule under a header row of a plain text's table.
    let rule = !cells.is_empty()
        && cells
            .iter()
            .all(|c| c.len() >= 2 && c.bytes().all(|b| matches!(b, b'-' | b':' | b' ')));
    if rule && table.0.is_empty() && table.1.len() == 1 {
        table.0 = table.1.remove(0);
    } else if header {
        table.0 = cells;
    } else {
        table.1.push(cells);
    }
}

/// The second line of a row's cells.
fn more(piece: &Piece, rows: &mut [Vec<String>]) {
    let Some(last) = rows.last_mut() else { return };
    for (k, text) in cells(&piece.text).iter().enumerate() {
        if last.len() <= k {
            last.push(String::new());
        }
        wrap::join(&mut last[k], text);
    }
}

/// The cells between the bars of a row.
fn cells(text: &str) -> Vec<String> {
    let inner = text.strip_prefix('|').unwrap_or(text);
    let mut out = Vec::new();
    let mut cell = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('|') => cell.push('|'),
                Some(other) => cell.extend(['\\', other]),
                None => cell.push('\\'),
            },
            '|' => {
                out.push(fold::trim(&cell).to_owned());
                cell.clear();
            }
            _ => cell.push(c),
        }
    }
    if !fold::trim(&cell).is_empty() {
        out.push(fold::trim(&cell).to_owned());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Block> {
        let lines = crate::source::lines(text, crate::source::Format::Plain);
        blocks(lines.lines.iter().map(piece))
    }

    #[test]
    fn marks_of_items_and_remarks() {
        for (text, marker) in [
            ("・氏名", "・"),
            ("- ・氏名", "- ・"),
            ("- 氏名", "-"),
            ("■氏名", "■"),
            ("□ 氏名", "□"),
        ] {
            assert_eq!(
                of(text),
                [Block::List(vec![Item::new(marker, "氏名")])],
                "{text}"
            );
        }
        for (text, marker) in [
            ("※ 注記", "※"),
            ("注1）注記", "注1）"),
            ("（注２）注記", "（注２）"),
            ("例：注記", "例："),
            ("※1 注記", "※1"),
            ("- ※注記", "- ※"),
        ] {
            assert_eq!(of(text), [Block::note(marker, "注記")], "{text}");
        }
        for text in ["-5度", "・・・", "○○法", "☑"] {
            assert_eq!(of(text), [Block::paragraph(text)]);
        }
    }

    #[test]
    fn lists_nest_by_indentation() {
        let nested = Item {
            marker: "・".into(),
            text: "甲".into(),
            blocks: vec![Block::List(vec![Item::new("-", "乙")])],
        };
        assert_eq!(
            of("・甲\n  - 乙\n・丙"),
            [Block::List(vec![nested, Item::new("・", "丙")])]
        );
    }

    #[test]
    fn plain_tables() {
        let table = Block::Table {
            header: vec!["年".into(), "日".into()],
            rows: vec![vec!["1".into(), "a|b".into()]],
        };
        assert_eq!(of("| 年 | 日 |\n|---|---|\n| 1 | a\\|b |"), [table]);
    }

    #[test]
    fn headings_are_phrases() {
        for text in ["目的", "提供（以下同じ。）", "「同意」の取得"] {
            assert!(is_heading_like(text), "{text}");
        }
        for text in [
            "次に掲げる。",
            "当社は、取得します。ただし、例外",
            "次のとおり：",
        ] {
            assert!(!is_heading_like(text), "{text}");
        }
    }
}

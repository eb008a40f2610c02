//! A comparison in Markdown.
//!
//! In: a sheet. Out: headings and tables. Never: lets a text of a policy become markup.

use std::fmt::Write as _;

use super::sheet::{Named, Sheet};
use crate::compare::State;
use crate::compare::facts::FactKind;

/// The comparison; it ends in a line break.
pub fn markdown(sheet: &Sheet, pairs: bool) -> String {
    let mut out = format!("# {}\n\n", sheet.title);
    row(
        &mut out,
        ["略号", "組織", "表題", "テキスト"].map(str::to_owned),
    );
    row(&mut out, ["---"; 4].map(str::to_owned));
    for text in &sheet.texts {
        row(
            &mut out,
            [
                text.letter.clone(),
                cell(text.organization.as_deref().unwrap_or("（組織名なし）")),
                cell(text.title.as_deref().unwrap_or("（表題なし）")),
                cell(&text.name),
            ],
        );
    }
    out.push('\n');
    for doubt in &sheet.doubts {
        let _ = writeln!(out, "※{}  ", cell(doubt));
    }
    let _ = writeln!(
        out,
        "※{}\n\n## 話題の比較\n\n{}\n",
        sheet.note, sheet.legend
    );
    head(&mut out, "話題", sheet);
    for topic in &sheet.topics {
        let cells = topic.cells.iter().map(|c| {
            let mut text = c.state.mark().to_owned();
            if c.state >= State::Partial {
                let places: Vec<String> = c.places.iter().take(3).map(short).collect();
                let _ = write!(text, " {}", places.join("、"));
            }
            if !c.missing.is_empty() {
                let _ = write!(text, "（{}の記載なし）", cell(&c.missing.join("、")));
            }
            text
        });
        row(&mut out, std::iter::once(cell(&topic.name)).chain(cells));
    }
    if pairs {
        for pair in &sheet.pairs {
            let [a, b] = &pair.letters;
            let _ = writeln!(out, "\n## 条項の対応　{a} ↔ {b}\n");
            row(&mut out, [a.as_str(), b, "理由", "文言"].map(str::to_owned));
            row(&mut out, ["---"; 4].map(str::to_owned));
            for line in pair.rows.iter().filter(|r| !r.is_below) {
                let name = |n: &Option<Named>| {
                    n.as_ref()
                        .map_or_else(|| "該当なし".to_owned(), |n| cell(&n.name))
                };
                let both = line.a.is_some() && line.b.is_some();
                let reason = if both {
                    cell(&line.reason)
                } else {
                    String::new()
                };
                row(
                    &mut out,
                    [name(&line.a), name(&line.b), reason, line.likeness.clone()],
                );
            }
        }
        for kind in FactKind::ALL {
            let rows: Vec<_> = sheet.facts.iter().filter(|f| f.kind == kind).collect();
            if rows.is_empty() {
                continue;
            }
            let _ = writeln!(out, "\n## {}\n", kind.name());
            head(&mut out, kind.name(), sheet);
            for fact in rows {
                let cells = fact.places.iter().map(|places| {
                    if places.is_empty() {
                        "―".to_owned()
                    } else {
                        let places: Vec<String> = places.iter().take(3).map(short).collect();
                        format!("◯ {}", places.join("、"))
                    }
                });
                row(&mut out, std::iter::once(cell(&fact.value)).chain(cells));
            }
        }
    }
    out
}

fn head(out: &mut String, first: &str, sheet: &Sheet) {
    let letters = sheet.texts.iter().map(|t| t.letter.clone());
    row(out, std::iter::once(first.to_owned()).chain(letters));
    row(out, vec!["---".to_owned(); sheet.texts.len() + 1]);
}

fn row(out: &mut String, cells: impl IntoIterator<Item = String>) {
    for text in cells {
        let _ = write!(out, "| {text} ");
    }
    out.push_str("|\n");
}

fn short(named: &Named) -> String {
    cell(if named.node.is_none() {
        &named.name
    } else {
        &named.path
    })
}

/// A text inside a cell of a table: nothing in it is markup.
pub(super) fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '&' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

//! The laws on made documents and on arbitrary text.

use kaitei::document::{Block, Clause, Number, canonical};
use kaitei::segment::segment_bytes;
use kaitei::source::Format;
use proptest::prelude::*;

use super::hold;
use super::maker::{self, Meant};

fn words(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => *out += text,
            Block::Note { marker, text } => {
                *out += marker;
                *out += text;
            }
            Block::List(items) => {
                for item in items {
                    *out += &item.marker;
                    *out += &item.text;
                    words(&item.blocks, out);
                }
            }
            Block::Table { header, rows } => {
                let rows = std::iter::once(header).chain(rows);
                out.extend(rows.flatten().map(String::as_str));
            }
        }
    }
}

fn found(clauses: &[Clause], depth: usize, out: &mut Vec<Meant>) {
    for c in clauses {
        let mut text = c.heading().unwrap_or_default().to_owned();
        words(&c.blocks, &mut text);
        out.push(Meant {
            depth,
            number: c.marker.clone(),
            text,
        });
        found(&c.clauses, depth + 1, out);
    }
}

/// Without blanks, and without what Markdown writes as markup.
fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|c| !kaitei::text::fold::is_blank(*c) && !"-*\\".contains(*c))
        .collect()
}

fn format(markdown: bool) -> Format {
    if markdown {
        Format::Markdown
    } else {
        Format::Plain
    }
}

/// Reads the document of a seed and compares it with what was meant.
fn as_meant(seed: u64, markdown: bool) -> Result<(), String> {
    let made = maker::make(seed, markdown);
    let segmented = segment_bytes(made.text.as_bytes(), format(markdown)).expect("text");
    let wrong = |what: String| {
        Err(format!(
            "seed {seed}, markdown {markdown}: {what}\n{}",
            made.text
        ))
    };
    if let Err(law) = hold::hold(&made.text, &segmented, format(markdown)) {
        return wrong(law);
    }
    let document = &segmented.document;
    let mut read = Vec::new();
    found(&document.clauses, 1, &mut read);
    let fold = |m: &Meant| {
        (
            m.depth,
            Number::of_marker(&m.number).map(|n| n.to_string()),
            squeeze(&m.text),
        )
    };
    let (read, meant): (Vec<_>, Vec<_>) = (
        read.iter().map(fold).collect(),
        made.meant.iter().map(fold).collect(),
    );
    if read != meant {
        let same = read.iter().zip(&meant).take_while(|(a, b)| a == b).count();
        return wrong(format!(
            "read {:?}\n  meant {:?}",
            read.get(same),
            meant.get(same)
        ));
    }
    let mut days: Vec<String> = document.dates.iter().map(|d| d.date.to_string()).collect();
    let mut meant = made.dates.clone();
    for list in [&mut days, &mut meant] {
        list.sort();
        list.dedup();
    }
    if days != meant {
        return wrong(format!("dates {days:?}, meant {meant:?}"));
    }
    let around = (
        document.title.as_deref(),
        document.toc.len(),
        !document.notices.is_empty(),
    );
    if around != (Some(made.title), made.toc, made.notice) {
        return wrong(format!(
            "around {around:?}, meant {:?}",
            (made.toc, made.notice)
        ));
    }
    Ok(())
}

/// Made documents that are read otherwise than meant, as `(seed, markdown)`; one that is mended must leave the list.
const WRONG: [(u64, bool); 0] = [];

/// A number that whoever runs the tests asks for.
fn asked(name: &str) -> Option<u64> {
    std::env::var_os(name)?.to_str()?.parse().ok()
}

/// Every style of numbers, as plain text and as Markdown; `KAITEI_SURVEY=20000` reads so many of each style and says
/// which ones are read otherwise than meant.
#[test]
fn made_documents_are_read_as_meant() {
    let survey: Option<u64> = asked("KAITEI_SURVEY");
    let kinds = maker::KINDS as u64;
    let mut wrong: Vec<(u64, bool, String)> = Vec::new();
    for seed in 0..kinds * survey.unwrap_or(6) {
        for markdown in [false, true] {
            let read = as_meant(seed, markdown);
            let known = WRONG.contains(&(seed, markdown));
            match read {
                Err(what) if !known => wrong.push((seed, markdown, what)),
                Ok(()) if known => panic!("seed {seed} is read as meant: take it off the list"),
                _ => {}
            }
        }
    }
    for kind in 0..kinds {
        let of = |markdown| {
            wrong
                .iter()
                .filter(|w| w.0 % kinds == kind && w.1 == markdown)
                .count()
        };
        if of(false) + of(true) > 0 {
            println!("style {kind}: {} plain, {} Markdown", of(false), of(true));
            let first = wrong.iter().filter(|w| w.0 % kinds == kind);
            for w in first.take(2) {
                println!("    {}", w.2.lines().take(2).collect::<String>());
            }
        }
    }
    let shortest = wrong.iter().min_by_key(|w| w.2.len());
    assert!(
        wrong.is_empty(),
        "{} read otherwise: {:?}\n{}",
        wrong.len(),
        wrong
            .iter()
            .map(|w| (w.0, w.1))
            .take(20)
            .collect::<Vec<_>>(),
        shortest.map_or("", |w| &w.2)
    );
}

/// Damage may change what a text means; nothing is lost, and what was written reads back.
#[test]
fn damaged_documents_keep_the_laws() {
    for seed in 0..maker::KINDS as u64 * 4 {
        for markdown in [false, true] {
            let mut dice = maker::Dice::new(seed);
            let text = maker::damage(&maker::make(seed, markdown).text, &mut dice);
            let text = text.trim_start_matches('\u{feff}');
            let segmented = segment_bytes(text.as_bytes(), format(markdown)).expect("text");
            let held = hold::hold(text, &segmented, format(markdown));
            assert!(
                held.is_ok(),
                "seed {seed}, markdown {markdown}: {held:?}\n{text}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "([第条項号章の0-9０-９一二三十（）()①②アイウａb.．、。「」『』【】\\[\\]・■※☑|#*>`<!\\-\\\\ \u{3000}\t\r]|附則|目次|改定|2021年4月1日|以上|株式会社|https://a\\.jp|\n){0,300}", markdown in any::<bool>()) {
        let segmented = segment_bytes(text.as_bytes(), format(markdown)).expect("text");
        let held = hold::hold(&text, &segmented, format(markdown));
        prop_assert!(held.is_ok(), "{held:?}");
    }

    #[test]
    fn any_characters_are_read(text in any::<String>(), lines in proptest::collection::vec(".{0,40}", 0..40)) {
        for (text, format) in [(text, Format::Plain), (lines.join("\n"), Format::Markdown)] {
            let segmented = segment_bytes(text.as_bytes(), format).expect("text");
            let held = hold::hold(&text, &segmented, format);
            prop_assert!(held.is_ok(), "{held:?}\n{text:?}");
        }
    }

    #[test]
    fn canonical_texts_are_written_as_read(lines in proptest::collection::vec("(#{1,4} |- |  - |> |\\| |\\*\\*|<!-- |)[^\r\n]{0,20}", 0..30)) {
        let text = format!("---\nkaitei: 1\n---\n{}\n", lines.join("\n"));
        let document = canonical::read(&text).expect("a head");
        let written = canonical::write(&document);
        let again = canonical::read(&written).expect("what was written is read");
        prop_assert_eq!(canonical::write(&again), written);
    }
}

/// A number that is missing, or that stands twice, is told of on the line where it shows.
#[test]
fn torn_counts_are_told_of() {
    for kind in 0..maker::KINDS {
        for (gone, twice) in [(2, false), (4, false), (5, false), (3, true)] {
            let (text, line) = maker::torn(kind, gone, twice);
            let segmented = segment_bytes(text.as_bytes(), Format::Plain).expect("text");
            let told: Vec<_> = segmented
                .diagnostics
                .iter()
                .map(|d| (d.line, d.code))
                .collect();
            let codes = [
                "number-skipped",
                "number-repeated",
                "number-as-text",
                "heading-by-layout",
            ];
            assert!(
                told.iter()
                    .any(|(l, code)| *l == line && codes.contains(code)),
                "style {kind}, {gone}, twice {twice}: line {line}, told {told:?}\n{text}"
            );
        }
    }
}

/// Prints a made document: `KAITEI_MADE=115 cargo test a_made_document -- --nocapture`.
#[test]
fn a_made_document_can_be_looked_at() {
    let Some(seed) = asked("KAITEI_MADE") else {
        return;
    };
    for markdown in [false, true] {
        if let Err(what) = as_meant(seed, markdown) {
            println!("{what}");
        }
    }
}

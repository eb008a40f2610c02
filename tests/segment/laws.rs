//! The laws on made documents and on arbitrary text.

use kaitei::document::{Block, Clause, Number, canonical};
use kaitei::segment::segment_bytes;
use kaitei::source::Format;
use proptest::prelude::*;

use super::hold;
use super::maker::{self, Meant};

fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|c| !kaitei::text::fold::is_blank(*c))
        .collect()
}

fn found(clauses: &[Clause], depth: usize, out: &mut Vec<Meant>) {
    for c in clauses {
        let mut text = c.heading().unwrap_or_default().to_owned();
        for block in &c.blocks {
            match block {
                Block::Paragraph(t) => text += t,
                other => text += &format!("{other:?}"),
            }
        }
        out.push(Meant {
            depth,
            number: c.marker.clone(),
            text: squeeze(&text),
        });
        found(&c.clauses, depth + 1, out);
    }
}

/// Reads the document of a seed and compares it with what was meant.
fn as_meant(seed: u64) -> Result<(), String> {
    let made = maker::make(seed);
    let format = if made.markdown {
        Format::Markdown
    } else {
        Format::Plain
    };
    let segmented = segment_bytes(made.text.as_bytes(), format).expect("text");
    hold::hold(&made.text, &segmented, format).map_err(|e| format!("{e}\n{}", made.text))?;
    let mut read = Vec::new();
    found(&segmented.document.clauses, 1, &mut read);
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
    if read == meant {
        return Ok(());
    }
    let at = read
        .iter()
        .zip(&meant)
        .position(|(a, b)| a != b)
        .unwrap_or(read.len().min(meant.len()));
    Err(format!(
        "seed {seed}: read {:?}\n  meant {:?}\n{}",
        read.get(at),
        meant.get(at),
        made.text
    ))
}

/// Made documents that are read otherwise than meant; one that is mended must leave the list.
const WRONG: [u64; 0] = [];

#[test]
fn made_documents_are_read_as_meant() {
    for seed in 0..1000 {
        let read = as_meant(seed);
        if WRONG.contains(&seed) {
            assert!(
                read.is_err(),
                "seed {seed} is read as meant: take it off the list"
            );
        } else if let Err(what) = read {
            panic!("{what}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "([第条項号章の0-9０-９一二三十（）()①②アイウａb.．、。「」『』【】\\[\\]・■※☑|#*>`<!\\-\\\\ \u{3000}\t\r]|附則|目次|改定|2021年4月1日|以上|株式会社|https://a\\.jp|\n){0,300}", markdown in any::<bool>()) {
        let format = if markdown { Format::Markdown } else { Format::Plain };
        let segmented = segment_bytes(text.as_bytes(), format).expect("text");
        let held = hold::hold(&text, &segmented, format);
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

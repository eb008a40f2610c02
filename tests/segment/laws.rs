//! The laws of segmenting, checked on any input.

use kaitei::document::canonical;
use kaitei::segment::{Segmented, segment_bytes};
use kaitei::source::Format;

/// Which law a reading breaks, if any.
pub(super) fn hold(input: &str, segmented: &Segmented, format: Format) -> Result<(), String> {
    nothing_lost(input, segmented, format)?;
    let text = canonical::write(&segmented.document);
    match canonical::read(&text) {
        Ok(back) if back == segmented.document => {}
        Ok(_) => return Err(format!("canonical text reads differently:\n{text}")),
        Err(e) => return Err(format!("canonical text is refused: {e}\n{text}")),
    }
    match segment_bytes(text.as_bytes(), Format::Markdown) {
        Ok(again) if again.document == segmented.document => Ok(()),
        _ => Err("segmenting the canonical text gives another tree".to_owned()),
    }
}

/// Every character of the source stands in the leaves or in what was dropped, as often as in the source;
/// what Markdown writes as markup doesn't count.
fn nothing_lost(input: &str, segmented: &Segmented, format: Format) -> Result<(), String> {
    let counts = |c: &char| {
        !kaitei::text::fold::is_blank(*c)
            && !c.is_control()
            && match format {
                Format::Plain => !"#|-:\\".contains(*c),
                Format::Markdown => !c.is_ascii(),
            }
    };
    let sorted = |text: String| {
        let mut all: Vec<char> = text.chars().filter(counts).collect();
        all.sort_unstable();
        all
    };
    let mut kept = String::new();
    for leaf in segmented.document.leaves() {
        kept.push_str(&leaf.marker);
        kept.push_str(&leaf.text);
    }
    for dropped in &segmented.dropped {
        kept.push_str(&dropped.text);
    }
    let (source, kept) = (
        sorted(input.trim_start_matches('\u{feff}').to_owned()),
        sorted(kept),
    );
    if source == kept {
        return Ok(());
    }
    let mut less = kept.clone();
    let lost: String = source
        .iter()
        .filter(|c| match less.binary_search(c) {
            Ok(at) => {
                less.remove(at);
                false
            }
            Err(_) => true,
        })
        .collect();
    let mut less = source.clone();
    let invented: String = kept
        .iter()
        .filter(|c| match less.binary_search(c) {
            Ok(at) => {
                less.remove(at);
                false
            }
            Err(_) => true,
        })
        .collect();
    Err(format!("lost {lost:?}, invented {invented:?}"))
}

mod properties {
    use kaitei::document::{Block, Clause, Number};
    use kaitei::segment::segment_bytes;
    use kaitei::source::Format;
    use proptest::prelude::*;

    use super::super::maker::{self, Meant};

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
        super::hold(&made.text, &segmented, format).map_err(|e| format!("{e}\n{}", made.text))?;
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
    const WRONG: [u64; 1] = [441];

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

    /// How many of many made documents are read as meant, by hand: `cargo test survey -- --ignored --nocapture`.
    #[test]
    #[ignore = "a survey, not a test"]
    fn survey() {
        let wrong: Vec<String> = (0..20_000)
            .filter_map(|seed| as_meant(seed).err())
            .collect();
        for text in &wrong {
            println!("{}", text.lines().take(2).collect::<Vec<_>>().join("\n"));
        }
        println!("{} of 20000 are read otherwise", wrong.len());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_read(text in "([第条項号章の0-9０-９一二三十（）()①②アイウａb.．、。「」『』【】\\[\\]・■※☑|#*>`<!\\-\\\\ \u{3000}\t\r]|附則|目次|改定|2021年4月1日|以上|株式会社|https://a\\.jp|\n){0,300}", markdown in any::<bool>()) {
            let format = if markdown { Format::Markdown } else { Format::Plain };
            let segmented = segment_bytes(text.as_bytes(), format).expect("text");
            let held = super::hold(&text, &segmented, format);
            prop_assert!(held.is_ok(), "{held:?}");
        }

        #[test]
        fn any_characters_are_read(text in any::<String>(), lines in proptest::collection::vec(".{0,40}", 0..40)) {
            for (text, format) in [(text, Format::Plain), (lines.join("\n"), Format::Markdown)] {
                let segmented = segment_bytes(text.as_bytes(), format).expect("text");
                let held = super::hold(&text, &segmented, format);
                prop_assert!(held.is_ok(), "{held:?}\n{text:?}");
            }
        }
    }
}

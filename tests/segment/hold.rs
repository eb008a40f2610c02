//! The laws of segmenting, checked on any input.

use kaitei::document::canonical;
use kaitei::segment::{Segmented, segment_bytes};
use kaitei::source::Format;

/// Which law a reading breaks, if any.
pub(crate) fn hold(input: &str, segmented: &Segmented, format: Format) -> Result<(), String> {
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
    let decoded = if format == Format::Markdown {
        entities(input)
    } else {
        String::new()
    };
    let invented: String = kept
        .iter()
        .filter(|c| !decoded.contains(**c))
        .filter(|c| match less.binary_search(c) {
            Ok(at) => {
                less.remove(at);
                false
            }
            Err(_) => true,
        })
        .collect();
    if lost.is_empty() && invented.is_empty() {
        return Ok(());
    }
    Err(format!("lost {lost:?}, invented {invented:?}"))
}

/// The characters that Markdown writes as entities (`&copy;`): a reader sees them, the source spells them out.
fn entities(input: &str) -> String {
    let mut out = String::new();
    for (at, _) in input.match_indices('&') {
        let Some(end) = input[at..]
            .char_indices()
            .take(40)
            .find(|(_, c)| *c == ';')
            .map(|(i, _)| at + i + 1)
        else {
            continue;
        };
        for event in pulldown_cmark::Parser::new(&input[at..end]) {
            if let pulldown_cmark::Event::Text(text) = event {
                out.push_str(&text);
            }
        }
    }
    out
}

//! Companies side by side: pairs against gold, topics, facts, bad input, and what the formats print.

mod formats;
mod offices;
mod page;
mod pairing;
mod survey;
mod topics;

use std::path::Path;

use kaitei::document::Document;
use kaitei::segment::segment_bytes;
use kaitei::source::Format;

/// A text of the sample corpus.
fn sample(path: &str) -> Document {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let bytes = std::fs::read(&file).unwrap();
    let format = if path.ends_with(".md") {
        Format::Markdown
    } else {
        Format::Plain
    };
    segment_bytes(&bytes, format).unwrap().document
}

/// A text as it stands.
fn plain(text: &str) -> Document {
    segment_bytes(text.as_bytes(), Format::Plain)
        .unwrap()
        .document
}

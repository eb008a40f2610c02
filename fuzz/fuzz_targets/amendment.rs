//! A text and an amendment of it, parted by a line of `=`: applied or refused; what comes out is a document.
#![no_main]

use kaitei::amend;
use kaitei::document::canonical;
use kaitei::segment::segment_bytes;
use kaitei::source::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (old, amendment) = text.split_once("\n=\n").unwrap_or(("第1条　本文。\n2　次の文。\n", text));
    let Ok(old) = segment_bytes(old.as_bytes(), Format::Plain) else { return };
    if let Ok(applied) = amend::apply_text(&old.document, amendment) {
        let written = canonical::write(&applied.document);
        canonical::read(&written).expect("what was applied is a document");
    }
});

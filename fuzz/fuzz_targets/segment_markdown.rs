//! Any bytes as Markdown: reading never fails, loses nothing, and its canonical text reads back.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/segment/hold.rs"]
mod hold;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let text = text.trim_start_matches('\u{feff}');
    let format = kaitei::source::Format::Markdown;
    let segmented = kaitei::segment::segment_bytes(text.as_bytes(), format).expect("UTF-8 is read");
    if let Err(law) = hold::hold(text, &segmented, format) {
        panic!("{law}");
    }
});

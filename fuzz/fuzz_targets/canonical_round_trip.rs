//! Any bytes behind the head of a canonical text: what is read is written and read back the same.
#![no_main]

use kaitei::document::canonical;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(document) = canonical::read(&format!("---\nkaitei: 1\n---\n{text}")) else { return };
    let written = canonical::write(&document);
    let again = canonical::read(&written).expect("what was written is read");
    assert_eq!(canonical::write(&again), written, "{written}");
});

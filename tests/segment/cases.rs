//! Cases as files: `tests/cases/segment/*.txt`, input and expectation in one.
//!
//! `KAITEI_BLESS=1 cargo test cases` writes the expectations anew; the difference is then reviewed. Every
//! case is held to the laws as well.

use std::fs;
use std::path::{Path, PathBuf};

use kaitei::segment::segment_bytes;
use kaitei::source::Format;

use super::{dump, hold};

const INPUT: &str = "==== input\n";
const OUTLINE: &str = "==== outline\n";

#[test]
fn cases() {
    let bless = std::env::var_os("KAITEI_BLESS").is_some();
    let mut wrong = Vec::new();
    let files = files();
    assert!(files.len() >= 40, "only {} cases were reached", files.len());
    for path in files {
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let case = fs::read_to_string(&path).expect("a case is UTF-8");
        let (head, rest) = case
            .split_once(INPUT)
            .unwrap_or_else(|| panic!("{name}: no `{}`", INPUT.trim()));
        let (input, expected) = rest
            .split_once(OUTLINE)
            .unwrap_or_else(|| panic!("{name}: no `{}`", OUTLINE.trim()));
        let format = if head.lines().any(|l| l == "format: markdown") {
            Format::Markdown
        } else {
            Format::Plain
        };
        let segmented = segment_bytes(input.as_bytes(), format).expect("text");
        let found = dump::dump(&segmented);
        if let Err(law) = hold::hold(input, &segmented, format) {
            wrong.push(format!("{name}: {law}"));
        }
        if found == expected {
            continue;
        }
        if bless {
            fs::write(&path, format!("{head}{INPUT}{input}{OUTLINE}{found}"))
                .expect("a case can be written");
        } else {
            wrong.push(format!("{name}:\n{}", difference(expected, &found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Every file under the cases; anything that is no case is an error, so that none is left out unseen.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/segment");
    let mut out: Vec<_> = fs::read_dir(folder)
        .expect("the folder of cases")
        .map(|e| e.expect("an entry").path())
        .collect();
    out.sort();
    for path in &out {
        assert!(
            path.extension().is_some_and(|e| e == "txt"),
            "{} is no case",
            path.display()
        );
    }
    out
}

/// Lines that only one side has.
fn difference(expected: &str, found: &str) -> String {
    let mut out = String::new();
    for change in similar::TextDiff::from_lines(expected, found).iter_all_changes() {
        match change.tag() {
            similar::ChangeTag::Delete => out += &format!("- {}", change.value()),
            similar::ChangeTag::Insert => out += &format!("+ {}", change.value()),
            similar::ChangeTag::Equal => {}
        }
    }
    out
}

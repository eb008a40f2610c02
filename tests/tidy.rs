//! House rules: every module opens with its contract, rooms import only rooms to their left, the
//! library neither prints nor looks at the clock, and no file is longer than one idea.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in the order of the data, and inert data (`document`) that all may import.
const ROOMS: [&str; 10] = [
    "text", "document", "source", "segment", "corpus", "diff", "amend", "compare", "report", "site",
];

/// Lines a source file may have before it wants splitting.
const LONGEST: usize = 700;

fn rust_files(root: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut left = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(root)];
    while let Some(dir) = left.pop() {
        for entry in fs::read_dir(&dir).expect("a folder of the project") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                left.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    out.sort();
    assert!(!out.is_empty(), "{root} holds no Rust file");
    out
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a source file")
}

/// The code of a file: no comments, no tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn every_module_opens_with_its_contract() {
    for path in rust_files("src") {
        let text = read(&path);
        assert!(
            text.starts_with("//! "),
            "{} does not open with //!",
            path.display()
        );
    }
}

#[test]
fn rooms_say_what_they_never_do() {
    for room in ROOMS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src")
            .join(room)
            .join("mod.rs");
        let text = read(&path);
        let head: String = text
            .lines()
            .take_while(|l| l.starts_with("//!"))
            .collect::<Vec<_>>()
            .join("\n");
        assert!(
            head.contains("In:") && head.contains("Out:") && head.contains("Never:"),
            "{}: in, out and never are missing",
            path.display()
        );
    }
}

#[test]
fn rooms_import_only_rooms_to_their_left() {
    for (place, room) in ROOMS.iter().enumerate() {
        for path in rust_files(&format!("src/{room}")) {
            let text = read(&path);
            for found in code(&text).split("crate::").skip(1) {
                let imported: String = found
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                let Some(at) = ROOMS.iter().position(|r| *r == imported) else {
                    continue;
                };
                assert!(
                    at <= place || imported == "document",
                    "{}: {room} imports {imported}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn one_file_alone_speaks_git() {
    for path in rust_files("src") {
        let speaks = code(&read(&path)).contains("git2::");
        assert!(
            !speaks || path.ends_with("corpus/git.rs"),
            "{} speaks git",
            path.display()
        );
    }
}

#[test]
fn the_library_is_silent_and_has_no_clock() {
    for room in ROOMS {
        for path in rust_files(&format!("src/{room}")) {
            let code = code(&read(&path));
            for word in [
                "println!",
                "eprintln!",
                "dbg!",
                "SystemTime::now",
                "Instant::now",
                "Timestamp::now",
                "Zoned::now",
                "std::env::",
            ] {
                assert!(!code.contains(word), "{} uses {word}", path.display());
            }
        }
    }
}

#[test]
fn files_hold_one_idea() {
    for path in rust_files("src").into_iter().chain(rust_files("tests")) {
        let lines = read(&path).lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines", path.display());
    }
}

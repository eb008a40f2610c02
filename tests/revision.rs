//! Revisions as data: each file of `cases/diff` holds an old text, a new text, and what is expected of them, there and
//! back.
//!
//! `KAITEI_REWRITE=1 cargo test revision` writes the expectations anew; look at the difference before keeping it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use kaitei::diff::{Revision, Tie, diff, prove};
use kaitei::document::Document;
use kaitei::report::summary::{self, Detail};
use kaitei::segment::segment_bytes;
use kaitei::source::Format;

const OLD: &str = "--- 改定前\n";
const NEW: &str = "--- 改定後\n";
const SUMMARY: &str = "--- 改定概要\n";
const CLAUSES: &str = "--- 条項\n";
const BACK: &str = "--- 逆の改定概要\n";

/// A case: what it is about, two texts, the 改定概要, the clauses that changed, and the 改定概要 of the way back.
struct Case {
    about: String,
    old: String,
    new: String,
    summary: String,
    clauses: String,
    back: String,
}

impl Case {
    fn read(text: &str, path: &Path) -> Self {
        // A part that is missing is empty, so that a new case needs its two texts only.
        let part = |from: &str, to: &str| -> String {
            let Some(start) = text.find(from).map(|at| at + from.len()) else {
                assert!(
                    ![OLD, NEW].contains(&from),
                    "{}: no line {from:?}",
                    path.display()
                );
                return String::new();
            };
            let end = (!to.is_empty()).then(|| text.find(to)).flatten();
            text[start..end.unwrap_or(text.len())].to_owned()
        };
        Self {
            about: text[..text.find(OLD).unwrap_or_default()].to_owned(),
            old: part(OLD, NEW),
            new: part(NEW, SUMMARY),
            summary: part(SUMMARY, CLAUSES),
            clauses: part(CLAUSES, BACK),
            back: part(BACK, ""),
        }
    }

    fn write(&self) -> String {
        [
            &self.about,
            OLD,
            &self.old,
            NEW,
            &self.new,
            SUMMARY,
            &self.summary,
            CLAUSES,
            &self.clauses,
            BACK,
            &self.back,
        ]
        .concat()
    }
}

fn document(text: &str) -> Document {
    segment_bytes(text.as_bytes(), Format::Plain)
        .expect("a text in UTF-8")
        .document
}

/// One line a changed pair: old path, new path, what happened.
fn clauses(revision: &Revision<'_>) -> String {
    let mut out = String::new();
    for pair in revision.pairs.iter().filter(|p| p.is_changed()) {
        let path = |side: &Option<kaitei::diff::Side<'_>>| {
            side.as_ref().map_or("-".to_owned(), |s| s.path.to_string())
        };
        let mut words = vec![pair.status.as_str()];
        for (is, word) in [
            (pair.tie == Tie::Merged, "merged"),
            (pair.tie == Tie::Split, "split"),
            (pair.renumbered, "renumbered"),
            (pair.moved, "moved"),
            (pair.reordered, "reordered"),
            (pair.retitled, "retitled"),
            (pair.editorial, "editorial"),
            (pair.is_doubtful(), "doubtful"),
        ] {
            if is {
                words.push(word);
            }
        }
        let _ = writeln!(
            out,
            "{} → {}  {}",
            path(&pair.old),
            path(&pair.new),
            words.join(" ")
        );
    }
    out
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = fs::read_dir(dir)
        .expect("the folder of the cases")
        .map(|e| e.expect("an entry").path())
        .collect();
    out.sort();
    out
}

#[test]
fn every_case_holds() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/diff");
    let rewrite = std::env::var_os("KAITEI_REWRITE").is_some();
    let mut failed = Vec::new();
    let files = files(&dir);
    assert!(!files.is_empty(), "no cases");
    for path in files {
        assert_eq!(
            path.extension().and_then(|e| e.to_str()),
            Some("txt"),
            "{} is not read by any test",
            path.display()
        );
        let text = fs::read_to_string(&path).expect("a case in UTF-8");
        let case = Case::read(&text, &path);
        let (old, new) = (document(&case.old), document(&case.new));
        let told = |revision: &Revision<'_>| {
            prove::replay(revision).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let summary = summary::summarise(revision, Detail::Standard);
            let covers = summary.covers();
            assert_eq!(
                (covers.deleted, covers.inserted),
                prove::changed_characters(revision),
                "{}: not every change is told",
                path.display()
            );
            summary::text(&summary)
        };
        let revision = diff(&old, &new);
        let got = Case {
            summary: told(&revision),
            clauses: clauses(&revision),
            back: told(&diff(&new, &old)),
            ..case
        }
        .write();
        if got == text {
            continue;
        }
        if rewrite {
            fs::write(&path, got).expect("the case can be written");
        } else {
            failed.push(format!("{}\n{got}", path.display()));
        }
    }
    assert!(
        failed.is_empty(),
        "{} cases differ:\n{}",
        failed.len(),
        failed.join("\n")
    );
}

//! The front door: what the READMEs and `docs/cli.md` show is what the program prints, and the sample
//! corpus reads as its snapshots say.
//!
//! `UPDATE=1 cargo test front` writes the files anew; read the difference before keeping it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::support::Room;

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Compares a file of the project with what it should hold, or writes it.
#[track_caller]
pub(crate) fn expect(path: &str, text: &str) {
    let path = project(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }
    let held = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        held == text,
        "{} differs from what the program prints; UPDATE=1 writes it anew:\n{text}",
        path.display()
    );
}

#[test]
fn the_command_reference_is_the_help() {
    let room = Room::new();
    let mut out = String::from(
        "# Commands\n\nWhat `kaitei --help` and `kaitei COMMAND --help` print; a test keeps this page equal to them.\n",
    );
    let top = room.kaitei(&["--help"]).done();
    let _ = write!(out, "\n```text\n{top}```\n");
    let commands: Vec<&str> = top
        .lines()
        .skip_while(|l| *l != "Commands:")
        .skip(1)
        .take_while(|l| !l.is_empty())
        .filter_map(|l| l.split_whitespace().next())
        .filter(|c| *c != "help")
        .collect();
    assert!(commands.len() >= 8, "{top}");
    for command in commands {
        let help = room.kaitei(&[command, "--help"]).done();
        let _ = write!(out, "\n## kaitei {command}\n\n```text\n{help}```\n");
    }
    expect("docs/cli.md", &out);
}

#[test]
fn the_readmes_show_a_real_summary() {
    let room = Room::new();
    for name in ["README.md", "README.ja.md"] {
        let path = project(name);
        let held = std::fs::read_to_string(&path).unwrap();
        let (before, rest) = held.split_once("```console\n$ kaitei summary ").unwrap();
        let (command, rest) = rest.split_once('\n').unwrap();
        let (_, after) = rest.split_once("```").unwrap();
        let files: Vec<String> = command
            .split(' ')
            .map(|f| project(f).display().to_string())
            .collect();
        let said = room.kaitei(&["summary", &files[0], &files[1]]).done();
        expect(
            name,
            &format!("{before}```console\n$ kaitei summary {command}\n{said}```{after}"),
        );
    }
}

/// The texts of the sample corpus, in order.
fn samples() -> Vec<String> {
    let mut out = Vec::new();
    for organization in std::fs::read_dir(project("corpus")).unwrap() {
        let organization = organization.unwrap().path();
        if !organization.is_dir() {
            continue;
        }
        for policy in std::fs::read_dir(organization).unwrap() {
            for text in std::fs::read_dir(policy.unwrap().path()).unwrap() {
                let path = text.unwrap().path();
                out.push(
                    path.strip_prefix(project(""))
                        .unwrap()
                        .display()
                        .to_string(),
                );
            }
        }
    }
    out.sort();
    assert!(out.len() >= 9, "{out:?}");
    out
}

#[test]
fn the_sample_corpus_reads_as_its_outlines_say() {
    let room = Room::new();
    for sample in samples() {
        let said = room
            .kaitei(&["segment", &project(&sample).display().to_string()])
            .done();
        let name = sample.trim_start_matches("corpus/").replace('/', "_");
        expect(&format!("tests/snapshots/outline/{name}"), &said);
    }
}

#[test]
fn the_sample_corpus_sums_up_as_its_snapshot_says() {
    let room = Room::new();
    let said = room
        .kaitei(&[
            "ingest",
            &project("corpus").display().to_string(),
            "--summary",
        ])
        .done();
    let (_, summaries) = said.split_once("\n\n").unwrap();
    expect("tests/snapshots/summary.txt", summaries);
    room.kaitei(&["verify"]).done();
    room.assert_whole();
    // The same texts again add nothing.
    let again = room
        .kaitei(&["ingest", &project("corpus").display().to_string()])
        .done();
    assert!(again.contains("追加 0 版"), "{again}");
}

#[test]
fn canonical_markdown_of_every_sample_reads_back() {
    let room = Room::new();
    for sample in samples() {
        let path = project(&sample).display().to_string();
        let once = room
            .kaitei(&["segment", &path, "--format", "markdown"])
            .done();
        room.write("policy.md", &once);
        let twice = room
            .kaitei(&["segment", "policy.md", "--format", "markdown"])
            .done();
        assert_eq!(once, twice, "{sample}");
        let same = room.kaitei(&["diff", &path, "policy.md"]);
        assert_eq!(same.code, 0, "{sample}: {}", same.out);
    }
}

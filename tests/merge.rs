//! A corpus is shared with ordinary git, and written by several processes.

use std::cell::Cell;

use kaitei::corpus::{self, Day, NewText, PolicyId, Stamp};
use kaitei::source::Format;

use crate::support::{Room, undated};

#[test]
fn two_clones_add_different_versions_and_merge_without_conflict() {
    let room = Room::new();
    room.ingest("acme/privacy", "2020-01-01.md", &undated("A"));
    for (clone, name, body) in [("one", "2019-01-01.md", "B"), ("two", "2021-01-01.md", "C")] {
        room.git_in("", &["clone", "-q", "kaitei-corpus", clone]);
        room.write(&format!("in/{name}"), undated(body));
        let file = format!("in/{name}");
        room.kaitei(&[
            "ingest",
            &file,
            "--policy",
            "acme/privacy",
            "--corpus",
            clone,
        ])
        .done();
        // And a policy of its own.
        room.kaitei(&[
            "ingest",
            &file,
            "--policy",
            &format!("{clone}/terms"),
            "--corpus",
            clone,
        ])
        .done();
        room.kaitei(&["verify", "--corpus", clone]).done();
    }
    room.git(&["pull", "-q", "--no-edit", "--no-rebase", "../one", "main"]);
    room.git(&["pull", "-q", "--no-edit", "--no-rebase", "../two", "main"]);
    assert_eq!(
        room.versions("acme/privacy"),
        ["2019-01-01", "2020-01-01", "2021-01-01"]
    );
    assert_eq!(room.told("acme/privacy"), ["2020-01-01"]);
    let stale = room.kaitei(&["verify"]).found();
    assert_eq!(stale.lines().count(), 3, "{stale}");
    // An ingest that adds nothing makes the histories anew.
    room.kaitei(&["ingest", "in/2019-01-01.md", "--policy", "acme/privacy"])
        .done();
    assert_eq!(
        room.told("acme/privacy"),
        ["2019-01-01", "2020-01-01", "2021-01-01"]
    );
    assert_eq!(room.told("two/terms"), ["2021-01-01"]);
    room.assert_whole();
    room.ingest("acme/privacy", "2022-01-01.md", &undated("D"));
    assert_eq!(room.told("acme/privacy").len(), 4);
    room.assert_whole();
}

#[test]
fn a_fresh_clone_is_whole() {
    let room = Room::new();
    let text = undated("A").replace('\n', "\r\n");
    room.ingest("acme/privacy", "2020-01-01.md", &text);
    room.git_in(
        "",
        &[
            "clone",
            "-q",
            "-c",
            "core.autocrlf=true",
            "kaitei-corpus",
            "clone",
        ],
    );
    assert_eq!(
        room.read("clone/policies/acme/privacy/2020-01-01/source.md"),
        text
    );
    room.kaitei(&["verify", "--corpus", "clone"]).done();
    assert_eq!(
        room.kaitei(&["list", "--corpus", "clone"]).done(),
        room.kaitei(&["list"]).done()
    );
}

#[test]
fn processes_that_ingest_at_once_all_land() {
    let room = Room::new();
    // The corpus is not there yet: who comes first makes it.
    let children: Vec<_> = (0..6)
        .map(|n| {
            room.write(
                &format!("in/{n}/2020-01-0{}.md", n + 1),
                undated(&n.to_string()),
            );
            let (folder, own) = (format!("in/{n}"), format!("org{n}/policy"));
            let policy = if n % 2 == 0 {
                own.as_str()
            } else {
                "shared/policy"
            };
            room.command(&["ingest", &folder, "--policy", policy])
                .stdout(std::process::Stdio::piped())
                .stderr(std::process::Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    assert_eq!(room.git(&["rev-list", "--count", "main"]), "6\n");
    assert_eq!(
        room.versions("shared/policy"),
        ["2020-01-02", "2020-01-04", "2020-01-06"]
    );
    for n in [0, 2, 4] {
        assert_eq!(room.versions(&format!("org{n}/policy")).len(), 1);
    }
    room.assert_whole();
}

#[test]
fn a_branch_that_is_moved_meanwhile_loses_nothing() {
    let room = Room::new();
    room.ingest("a/b", "2020-01-01.md", &undated("A"));
    let path = room.path("kaitei-corpus");
    let text = undated("B");
    let new = NewText {
        policy: PolicyId::parse("a/b").unwrap(),
        name: "b.md".into(),
        bytes: text.clone().into(),
        format: Format::Markdown,
        document: kaitei::segment::segment_bytes(text.as_bytes(), Format::Markdown)
            .unwrap()
            .document,
        day: Day::Given(jiff::civil::date(2021, 1, 1)),
        title: None,
        organization: None,
    };
    let stamp = Stamp {
        name: "Test".into(),
        email: "test@example.jp".into(),
        at: jiff::Timestamp::UNIX_EPOCH,
    };
    // Histories are told between the reading of the branch and its moving: there a person commits.
    let commits = Cell::new(0);
    let ingest = |times: u32, text: NewText| {
        commits.set(0);
        corpus::ingest(&path, vec![text], &stamp, &|old, _| {
            if old.is_some() && commits.get() < times {
                commits.set(commits.get() + 1);
                room.git(&["commit", "-q", "--allow-empty", "-m", "人の手"]);
            }
            String::new()
        })
    };
    let done = ingest(2, new.clone()).unwrap();
    assert_eq!(commits.get(), 2);
    let log = room.git(&["log", "--format=%s", "main"]);
    assert_eq!(
        log,
        "a/b 2021-01-01 を追加\n人の手\n人の手\na/b 2020-01-01 を追加\n"
    );
    assert_eq!(
        done.commit.unwrap(),
        room.git(&["rev-parse", "main"]).trim()
    );
    assert_eq!(room.told("a/b"), ["2020-01-01", "2021-01-01"]);
    assert_eq!(room.git(&["status", "--porcelain"]), "");
    // Without an end it is given up, and nothing is added.
    let later = NewText {
        bytes: undated("C").into(),
        day: Day::Given(jiff::civil::date(2022, 1, 1)),
        ..new
    };
    let error = ingest(u32::MAX, later).unwrap_err();
    assert!(
        matches!(error, corpus::CorpusError::Contended { .. }),
        "{error}"
    );
    assert_eq!(room.versions("a/b"), ["2020-01-01", "2021-01-01"]);
    assert_eq!(room.git(&["status", "--porcelain"]), "");
}

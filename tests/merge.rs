//! A corpus is shared with ordinary git, and written by several processes.

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

//! `kaitei verify`: each kind of damage is found, and said in one line with its place.

use crate::support::{Room, undated};

const FOLDER: &str = "policies/a/b/2020-01-01";

fn room() -> Room {
    let room = Room::new();
    room.ingest("a/b", "2020-01-01.md", &undated("A"));
    room.ingest("a/b", "2021-01-01.md", &undated("B"));
    room
}

/// The findings after `damage` to the work tree was committed, without those of the history branch.
fn committed(damage: impl Fn(&Room)) -> String {
    let room = room();
    damage(&room);
    room.git(&["add", "-A"]);
    room.git(&["commit", "-qm", "damage"]);
    let said = room.kaitei(&["verify"]).found();
    said.lines()
        .filter(|l| !l.starts_with("history/"))
        .map(|l| format!("{l}\n"))
        .collect()
}

#[test]
fn a_whole_corpus_has_no_findings() {
    assert_eq!(
        room().kaitei(&["verify"]).done(),
        "1 件の規程、2 版に異常はありません\n"
    );
}

#[test]
fn a_byte_of_a_source_that_changed() {
    let path = format!("kaitei-corpus/{FOLDER}/source.md");
    let said = committed(|r| r.write(&path, undated("a")));
    assert!(
        said.starts_with(&format!(
            "{FOLDER}/source.md: 取り込んだときの内容と違います（SHA-256 は "
        )),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
    // Not committed: the same, and gone.
    let room = room();
    room.write(&path, undated("a"));
    let expected =
        format!("{FOLDER}/source.md: コミットされた内容と違います（git restore で戻せます）\n");
    assert_eq!(room.kaitei(&["verify"]).found(), expected);
    std::fs::remove_file(room.path(&path)).unwrap();
    assert_eq!(room.kaitei(&["verify"]).found(), expected);
    // The clause tree may be under correction.
    room.git(&["restore", "."]);
    room.write(&format!("kaitei-corpus/{FOLDER}/policy.md"), "直しかけ");
    room.kaitei(&["verify"]).done();
}

#[test]
fn a_clause_tree_or_a_record_that_cannot_be_read() {
    let md = format!("kaitei-corpus/{FOLDER}/policy.md");
    let said = committed(|r| r.write(&md, "---\nkaitei: 1\nnonsense\n---\n"));
    assert!(
        said.starts_with(&format!("{FOLDER}/policy.md: 読めません（line 3: ")),
        "{said}"
    );
    let toml = format!("kaitei-corpus/{FOLDER}/version.toml");
    let said = committed(|r| r.write(&toml, "reader = \"x\"\ningested = 0 0\n"));
    assert!(
        said.starts_with(&format!("{FOLDER}/version.toml: 読めません（line 2: ")),
        "{said}"
    );
    let said = committed(|r| r.write("kaitei-corpus/policies/a/b/policy.toml", "title = 3\n"));
    assert!(
        said.starts_with("policies/a/b/policy.toml: 読めません（line 1: "),
        "{said}"
    );
}

#[test]
fn what_is_missing_and_what_has_no_place() {
    let said = committed(|r| {
        for name in ["source.md", "policy.md"] {
            std::fs::remove_file(r.path(&format!("kaitei-corpus/{FOLDER}/{name}"))).unwrap();
        }
    });
    assert_eq!(
        said,
        format!("{FOLDER}/policy.md: ありません\n{FOLDER}/source.*: ありません\n")
    );
    let said = committed(|r| {
        for path in [
            "memo.txt",
            "a/x y/z",
            "a/b/2020-02-30/policy.md",
            "a/b/2020-01-01.1/policy.md",
            "a/b/2020-01-01/source.txt",
        ] {
            r.write(&format!("kaitei-corpus/policies/{path}"), "x");
        }
    });
    let places: Vec<_> = said
        .lines()
        .map(|l| l.split_once(": ").unwrap().0)
        .collect();
    assert_eq!(
        places,
        [
            "policies/a/x y",
            "policies/memo.txt",
            "policies/a/b/2020-01-01.1",
            "policies/a/b/2020-01-01/source.txt",
            "policies/a/b/2020-02-30",
        ]
    );
    assert!(
        said.lines()
            .all(|l| l.ends_with("ここにあるはずのないものです")),
        "{said}"
    );
}

#[test]
fn an_object_that_rotted_on_the_disk() {
    let room = Room::new();
    // Not in the form kaitei writes, so that source and clause tree are two objects.
    room.ingest("a/b", "2020-01-01.md", &(undated("A") + "\n"));
    let id = room.git(&["rev-parse", &format!("HEAD:{FOLDER}/source.md")]);
    let (head, tail) = id.trim().split_at(2);
    let object = room.path(&format!("kaitei-corpus/.git/objects/{head}/{tail}"));
    // Another object's bytes under this one's name.
    let other = room.git(&["rev-parse", "HEAD:kaitei.toml"]);
    let (head, tail) = other.trim().split_at(2);
    let other =
        std::fs::read(room.path(&format!("kaitei-corpus/.git/objects/{head}/{tail}"))).unwrap();
    std::fs::remove_file(&object).unwrap();
    std::fs::write(&object, other).unwrap();
    let said = room.kaitei(&["verify"]).found();
    assert!(
        said.starts_with(&format!("{FOLDER}/source.md: 読めません（git: ")),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn history_branches_that_do_not_match() {
    let room = room();
    room.git(&["branch", "history/a/gone", "main"]);
    assert_eq!(
        room.kaitei(&["verify"]).found(),
        "history/a/gone: このブランチに当たる規程がありません\n"
    );
    room.git(&["branch", "-qD", "history/a/gone"]);
    room.git(&["branch", "-qf", "history/a/b", "history/a/b~1"]);
    assert!(
        room.kaitei(&["verify"])
            .found()
            .starts_with("history/a/b: このブランチは今の版と合いません")
    );
}

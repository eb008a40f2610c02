//! A process that dies leaves the corpus as it was or as it will be.

use crate::support::{Room, undated};

fn two_versions() -> Room {
    let room = Room::new();
    room.ingest("a/b", "2020-01-01.md", &undated("A"));
    room.ingest("a/b", "2021-01-01.md", &undated("B"));
    room
}

#[test]
fn objects_that_nothing_refers_to_do_no_harm() {
    let room = two_versions();
    let tips = room.git(&["for-each-ref"]);
    // Died before the branch was moved: loose objects, a half-written one, a file set aside, the note.
    room.write("blob", "書きかけ");
    room.git(&["hash-object", "-w", "../blob"]);
    room.git(&["commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "x"]);
    room.write("kaitei-corpus/.git/objects/ab/tmp_obj_x1", "half");
    room.write("kaitei-corpus/.git/objects/pack/tmp_pack_x1", "half");
    room.write("kaitei-corpus/.git/kaitei-file.tmp", "half");
    let head = room.git(&["rev-parse", "HEAD"]);
    room.write(
        "kaitei-corpus/.git/kaitei-follow",
        format!("{} {}\n", head.trim(), "1".repeat(40)),
    );
    assert_eq!(room.versions("a/b"), ["2020-01-01", "2021-01-01"]);
    room.assert_whole();
    room.kaitei(&["ingest", "in", "--policy", "a/b"]).done();
    assert_eq!(room.git(&["for-each-ref"]), tips);
    room.ingest("a/b", "2022-01-01.md", &undated("C"));
    assert_eq!(room.versions("a/b").len(), 3);
    room.assert_whole();
}

#[test]
fn a_work_tree_left_behind_by_the_branch_is_brought_up() {
    let room = two_versions();
    let (old, new) = (
        room.git(&["rev-parse", "HEAD~1"]),
        room.git(&["rev-parse", "HEAD"]),
    );
    // Died after the branch was moved: index and work tree are still those of the commit before.
    room.git(&["read-tree", "HEAD~1"]);
    std::fs::remove_dir_all(room.path("kaitei-corpus/policies/a/b/2021-01-01")).unwrap();
    room.git(&["branch", "-qD", "history/a/b"]);
    assert_ne!(room.git(&["status", "--porcelain"]), "");
    // Readers see what is committed.
    assert_eq!(room.versions("a/b"), ["2020-01-01", "2021-01-01"]);
    // Without the note it is a person's doing, and is not touched.
    room.write("in2/2022-01-01.md", undated("C"));
    let args = ["ingest", "in2/2022-01-01.md", "--policy", "a/b"];
    let (said, _) = room.kaitei(&args).failed();
    assert!(said.contains("コミットされていない変更"), "{said}");
    room.write(
        "kaitei-corpus/.git/kaitei-follow",
        format!("{} {}\n", old.trim(), new.trim()),
    );
    room.kaitei(&args).done();
    assert_eq!(room.told("a/b"), ["2020-01-01", "2021-01-01", "2022-01-01"]);
    assert_eq!(
        room.read("kaitei-corpus/policies/a/b/2021-01-01/source.md"),
        undated("B")
    );
    room.assert_whole();
}

#[test]
fn a_corpus_that_was_only_begun_is_made_by_the_next() {
    let room = Room::new();
    room.git_in("", &["init", "-q", "-b", "main", "kaitei-corpus"]);
    let (said, _) = room.kaitei(&["list"]).failed();
    assert!(said.contains("コーパスがありません"), "{said}");
    room.ingest("a/b", "2020-01-01.md", &undated("A"));
    room.assert_whole();
}

//! The folder: what is not ours is not touched, and a crash leaves the old site.

use std::collections::BTreeMap;
use std::path::Path;

use super::{files, published, sample};
use crate::support::{Room, undated};

/// Everything below a folder but the new folders beside sites.
fn all(root: &Path) -> BTreeMap<String, Vec<u8>> {
    files(root)
}

#[test]
fn a_folder_that_is_not_ours_is_never_touched() {
    let room = sample();
    room.write("mine/index.html", "mine");
    room.write("file", "mine");
    room.write("like/.kaitei-site/manifest.json", "{}");
    let before = room.everything();
    for out in ["mine", "file", "like", "in", "kaitei-corpus", "."] {
        if !room.path(out).exists() {
            continue;
        }
        let (said, hint) = room.kaitei(&["site", "--out", out]).failed();
        assert!(said.contains("フォルダ"), "{out}: {said}");
        assert!(hint.contains("--out"), "{hint}");
    }
    assert!(room.everything() == before);
}

#[test]
fn an_empty_folder_is_taken_and_foreign_files_stay() {
    let room = sample();
    std::fs::create_dir(room.path("out")).unwrap();
    room.kaitei(&["site", "--out", "out"]).done();
    room.write("out/CNAME", "example.jp\n");
    room.write("out/.git/config", "x");
    room.kaitei(&["site", "--out", "out", "--title", "別の題"])
        .done();
    room.ingest("a/b", "2020-01-01.md", &undated("A"));
    room.kaitei(&["site", "--out", "out", "--title", "別の題"])
        .done();
    assert_eq!(room.read("out/CNAME"), "example.jp\n");
    assert_eq!(room.read("out/.git/config"), "x");
    assert!(room.read("out/index.html").contains("別の題"));
    assert!(!room.path(".out.kaitei-new").exists());
}

#[test]
fn what_a_crash_left_before_the_journal_is_thrown_away() {
    let room = sample();
    room.kaitei(&["site", "--out", "out"]).done();
    let before = all(&room.path("out"));
    room.write(".out.kaitei-new/lock", "");
    room.write(".out.kaitei-new/new/index.html", "half");
    room.write(".out.kaitei-new/journal.tmp", "{\"put\":[\"ind");
    let said = room.kaitei(&["site", "--out", "out"]).done();
    assert!(said.contains("書いたファイル 0"), "{said}");
    assert!(all(&room.path("out")) == before);
    assert!(!room.path(".out.kaitei-new").exists());
    // It had only been made.
    std::fs::create_dir(room.path(".out.kaitei-new")).unwrap();
    room.kaitei(&["site", "--out", "out"]).done();
    assert!(!room.path(".out.kaitei-new").exists());
    // A folder of that name that is not ours stays.
    room.write(".out.kaitei-new/mine", "mine");
    room.kaitei(&["site", "--out", "out"]).failed();
    assert_eq!(room.read(".out.kaitei-new/mine"), "mine");
}

#[test]
fn what_a_crash_left_after_the_journal_is_finished() {
    let room = sample();
    room.kaitei(&["site", "--out", "out"]).done();
    room.ingest("a/b", "2020-01-01.md", &undated("A"));
    room.kaitei(&["site", "--out", "later"]).done();
    let (old, new) = (all(&room.path("out")), all(&room.path("later")));
    // Every place at which the moves may have stopped.
    let puts: Vec<&String> = new.keys().filter(|p| old.get(*p) != new.get(*p)).collect();
    assert!(puts.len() > 10, "{puts:?}");
    let list: Vec<String> = puts.iter().map(|p| format!("{p:?}")).collect();
    let journal = format!(
        "{{\"put\":[{}],\"delete\":[\"feed-that-is-gone.xml\"]}}",
        list.join(",")
    );
    for stop in [0, 1, puts.len() / 2, puts.len()] {
        let site = format!("out{stop}");
        for (path, bytes) in &old {
            room.write(&format!("{site}/{path}"), bytes);
        }
        room.write(&format!("{site}/feed-that-is-gone.xml"), "x");
        let stage = format!(".{site}.kaitei-new");
        room.write(&format!("{stage}/lock"), "");
        room.write(&format!("{stage}/journal"), &journal);
        std::fs::create_dir_all(room.path(&format!("{stage}/new"))).unwrap();
        for (n, path) in puts.iter().enumerate() {
            let to = if n < stop {
                site.clone()
            } else {
                format!("{stage}/new")
            };
            room.write(&format!("{to}/{path}"), &new[*path]);
        }
        let said = room.kaitei(&["site", "--out", &site]).done();
        assert!(said.contains("書いたファイル 0"), "{stop}: {said}");
        assert!(
            published(&room.path(&site)) == published(&room.path("later")),
            "{stop}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let room = Room::new();
    let fill = |from: usize, year: usize| {
        for n in from..12 {
            let text = undated(&format!("{year}年の規程{n}。"));
            room.write(&format!("t{year}/o/p{n}/{year}-04-01.md"), text);
        }
        room.kaitei(&["ingest", &format!("t{year}")]).done();
    };
    fill(0, 2020);
    room.kaitei(&["site", "--out", "out"]).done();
    let old = all(&room.path("out"));
    fill(0, 2021);
    room.kaitei(&["site", "--out", "later"]).done();
    let new = published(&room.path("later"));
    for wait in [0u64, 2, 5, 9, 14, 20, 30] {
        let mut child = room.command(&["site", "--out", "out"]).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        let _ = child.kill();
        child.wait().unwrap();
        let now = published(&room.path("out"));
        // Every page there is whole: as it was or as it will be.
        for (path, bytes) in &now {
            let fine = old.get(path) == Some(bytes) || new.get(path) == Some(bytes);
            assert!(fine, "{path} after {wait} ms");
        }
        for path in old
            .keys()
            .filter(|p| !p.starts_with(".kaitei-site/") && new.contains_key(*p))
        {
            assert!(now.contains_key(path), "{path} is gone after {wait} ms");
        }
    }
    room.kaitei(&["site", "--out", "out"]).done();
    assert!(published(&room.path("out")) == new);
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let room = sample();
    room.kaitei(&["site", "--out", "out"]).done();
    let path = room.path(".out.kaitei-new");
    std::fs::create_dir(&path).unwrap();
    let lock = std::fs::File::create(path.join("lock")).unwrap();
    lock.lock().unwrap();
    let (said, _) = room.kaitei(&["site", "--out", "out"]).failed();
    assert!(said.contains("ほかの kaitei site が作っています"), "{said}");
    drop(lock);
    room.kaitei(&["site", "--out", "out"]).done();
}

//! What is written when something changed, and that it is what a new build would write.

use std::collections::BTreeMap;
use std::time::SystemTime;

use super::html::assert_sound;
use super::{published, sample};
use crate::support::{Room, undated};

/// When each file of a site was last written.
fn written(room: &Room) -> BTreeMap<String, SystemTime> {
    let root = room.path("out");
    published(&root)
        .into_keys()
        .map(|path| {
            let time = root.join(&path).metadata().unwrap().modified().unwrap();
            (path, time)
        })
        .collect()
}

/// The site is what a build into a new folder makes of the corpus.
#[track_caller]
fn assert_as_new(room: &Room, args: &[&str]) {
    let fresh = "fresh";
    let _ = std::fs::remove_dir_all(room.path(fresh));
    let mut all = vec!["site", "--out", fresh];
    all.extend(args);
    room.kaitei(&all).done();
    let (updated, new) = (published(&room.path("out")), published(&room.path(fresh)));
    let paths = |site: &BTreeMap<String, Vec<u8>>| site.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&updated), paths(&new));
    for (path, bytes) in &updated {
        // Numbers of policies in the lists depend on the order they came in.
        if path.starts_with("search/") {
            continue;
        }
        assert!(*bytes == new[path], "{path} differs from a new build");
    }
}

#[test]
fn nothing_is_written_where_nothing_changed() {
    let room = sample();
    room.kaitei(&["site", "--out", "out"]).done();
    let before = written(&room);
    let said = room.kaitei(&["site", "--out", "out"]).done();
    assert!(
        said.contains("書いたファイル 0、消したファイル 0"),
        "{said}"
    );
    assert_eq!(written(&room), before);
}

#[test]
fn a_new_version_touches_the_pages_it_changes_and_no_others() {
    let room = sample();
    room.ingest(
        "a/b",
        "2020-01-01.md",
        &undated("当社は、情報を適切に取り扱います。"),
    );
    room.ingest(
        "a/b",
        "2021-01-01.md",
        &undated("当社は、情報を厳重に取り扱います。"),
    );
    room.kaitei(&["site", "--out", "out"]).done();
    let before = written(&room);
    room.ingest(
        "a/b",
        "2022-01-01.md",
        &undated("当社は、情報を厳重に管理します。"),
    );
    room.kaitei(&["site", "--out", "out"]).done();
    let after = written(&room);
    assert_sound(&published(&room.path("out")));
    for (path, time) in &after {
        let changed = before.get(path) != Some(time);
        let own = path.contains("policies/a/b/");
        assert!(
            !changed || own || !path.contains("policies/"),
            "{path} was written"
        );
        // The first version and the revision after it have said all they had to say.
        if path == "policies/a/b/2020-01-01.html" || path == "policies/a/b/changes/2021-01-01.json"
        {
            assert!(!changed, "{path} was written");
        }
    }
    assert_ne!(before["index.html"], after["index.html"]);
    assert!(after.contains_key("policies/a/b/changes/2022-01-01.html"));
    assert_as_new(&room, &[]);
}

#[test]
fn versions_and_policies_come_and_go() {
    // Enough policies for the search's lists.
    let room = Room::new();
    let text = |n: usize, year: usize| {
        undated(&format!(
            "第{n}号の規程は、{year}年に定めた。管理番号{}。",
            n * 7919 % 1000
        ))
    };
    for n in 0..30 {
        for year in [2020, 2021] {
            room.write(
                &format!("texts/org{}/p{n}/{year}-04-01.md", n % 3),
                text(n, year),
            );
        }
    }
    room.kaitei(&["ingest", "texts"]).done();
    room.kaitei(&["site", "--out", "out"]).done();
    let lists = published(&room.path("out"));
    assert!(
        lists.contains_key("search/000.json"),
        "{:?}",
        lists
            .keys()
            .filter(|k| k.starts_with("search"))
            .collect::<Vec<_>>()
    );
    // An older version, a newer one, one more policy.
    room.ingest("org1/p1", "2019-04-01.md", &undated("昔の文言である。"));
    room.ingest(
        "org2/p2",
        "2023-04-01.md",
        &undated("檸檬の香りは、届出を要する。"),
    );
    room.ingest(
        "org9/new",
        "2023-04-01.md",
        &undated("蜜柑の皮は、可燃物とする。"),
    );
    room.kaitei(&["site", "--out", "out"]).done();
    assert_as_new(&room, &[]);
    assert!(finds(&room, "檸檬").contains(&"org2/p2".to_owned()));
    assert!(finds(&room, "蜜柑").contains(&"org9/new".to_owned()));
    // A policy goes.
    room.git(&["rm", "-rq", "policies/org9/new", "policies/org0/p3"]);
    room.git(&["commit", "-qm", "gone"]);
    room.kaitei(&["site", "--out", "out"]).done();
    assert!(
        !room.path("out/policies/org9").exists() && !room.path("out/en/policies/org9").exists()
    );
    assert_as_new(&room, &[]);
    assert!(finds(&room, "蜜柑").is_empty());
    // Fewer, as asked for.
    room.kaitei(&["site", "--out", "out", "--policy", "org1/p1"])
        .done();
    assert_as_new(&room, &["--policy", "org1/p1"]);
    // Another title is on every page.
    room.kaitei(&["site", "--out", "out", "--title", "別の題"])
        .done();
    assert_as_new(&room, &["--title", "別の題"]);
}

/// The policies that the lists name for a word, as the script reads them.
fn finds(room: &Room, word: &str) -> Vec<String> {
    let read = |path: &str| -> serde_json::Value {
        serde_json::from_str(&room.read(&format!("out/search/{path}"))).unwrap()
    };
    let head = read("index.json");
    let shards = head["shards"].as_u64().unwrap() as u32;
    let mut left: Vec<(u64, String)> = head["policies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p[0].as_u64().unwrap(), p[1].as_str().unwrap().to_owned()))
        .collect();
    let chars: Vec<char> = word.chars().collect();
    for two in chars.windows(2) {
        let shard = (u32::from(two[0]) * 31 + u32::from(two[1])) & (shards - 1);
        let lists = read(&format!("{shard:03x}.json"));
        let runs = lists[two.iter().collect::<String>()]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let held = |n: u64| {
            runs.split(',').filter(|r| !r.is_empty()).any(|run| {
                let (first, last) = run.split_once('-').unwrap_or((run, run));
                (first.parse().unwrap()..=last.parse().unwrap()).contains(&n)
            })
        };
        left.retain(|(n, _)| held(*n));
    }
    left.into_iter().map(|(_, id)| id).collect()
}

#[test]
fn a_day_that_comes_changes_the_standing_of_versions() {
    let room = Room::at(1_700_000_000);
    room.ingest("a/b", "2023-04-01.md", &undated("A"));
    room.ingest("a/b", "2025-04-01.md", &undated("B"));
    room.ingest("c/d", "2023-04-01.md", &undated("C"));
    room.kaitei(&["site", "--out", "out"]).done();
    let soon = room.read("out/policies/a/b/2025-04-01.html");
    assert!(soon.contains("class=\"standing soon\""));
    let later = |epoch: &str| {
        let mut command = room.command(&["site", "--out", "out"]);
        let said = command.env("SOURCE_DATE_EPOCH", epoch).output().unwrap();
        assert!(said.status.success());
        room.read("out/policies/a/b/2025-04-01.html")
    };
    assert!(later("1760000000").contains("class=\"standing now\""));
    assert_eq!(later("1700000000"), soon);
}

#[test]
fn a_list_that_somebody_spoiled_is_made_anew() {
    let room = Room::new();
    for n in 0..26 {
        room.write(
            &format!("texts/o/p{n}/2020-04-01.md"),
            undated(&format!("規程{n}の本文。")),
        );
    }
    room.kaitei(&["ingest", "texts"]).done();
    room.kaitei(&["site", "--out", "out"]).done();
    for shard in ["000", "001", "002", "003"] {
        room.write(&format!("out/search/{shard}.json"), "{\"個人\": \"9-1\"}");
    }
    room.ingest("o/p3", "2021-04-01.md", &undated("檸檬。"));
    room.kaitei(&["site", "--out", "out"]).done();
    assert_eq!(finds(&room, "檸檬"), ["o/p3"]);
    // The one whose text is another now does not say it any more.
    assert_eq!(finds(&room, "規程").len(), 25);
}

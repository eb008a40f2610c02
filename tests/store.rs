//! `kaitei ingest`: what becomes a version, what adds nothing, and how it lies on the disk.

use crate::support::{Room, dated, undated};

#[test]
fn a_first_text_makes_a_corpus_in_its_layout() {
    let room = Room::new();
    // Line endings and a missing last one are part of the bytes.
    let text = dated("2021-09-06", "一行目").replace('\n', "\r\n") + "終";
    let said = room.ingest("acme/privacy", "privacy.md", &text);
    assert!(
        said.starts_with("追加  acme/privacy@2021-09-06  privacy.md\n"),
        "{said}"
    );
    let folder = "kaitei-corpus/policies/acme/privacy";
    let files = room.git(&["ls-tree", "-r", "--name-only", "HEAD"]);
    assert_eq!(
        files.lines().collect::<Vec<_>>(),
        [
            ".gitattributes",
            "kaitei.toml",
            "policies/acme/privacy/2021-09-06/policy.md",
            "policies/acme/privacy/2021-09-06/source.md",
            "policies/acme/privacy/2021-09-06/version.toml",
            "policies/acme/privacy/policy.toml",
        ]
    );
    assert_eq!(room.read(&format!("{folder}/2021-09-06/source.md")), text);
    assert_eq!(
        room.git(&["show", "HEAD:policies/acme/privacy/2021-09-06/source.md"]),
        text
    );
    assert!(
        room.read("kaitei-corpus/kaitei.toml")
            .contains("\nformat = 1\n")
    );
    assert_eq!(room.read("kaitei-corpus/.gitattributes"), "* -text\n");
    let policy: toml::Table = room.read(&format!("{folder}/policy.toml")).parse().unwrap();
    assert_eq!(policy["title"].as_str(), Some("プライバシーポリシー"));
    assert_eq!(policy["organization"].as_str(), Some("みどり株式会社"));
    let version: toml::Table = room
        .read(&format!("{folder}/2021-09-06/version.toml"))
        .parse()
        .unwrap();
    assert_eq!(version["ingested"].as_str(), Some("2026-01-01T00:00:00Z"));
    assert_eq!(version["day"].as_str(), Some("text"));
    assert_eq!(version["source"]["name"].as_str(), Some("privacy.md"));
    assert_eq!(
        version["source"]["bytes"].as_integer(),
        Some(text.len() as i64)
    );
    assert_eq!(version["dates"][0]["event"].as_str(), Some("amended"));
    assert_eq!(version["dates"][0]["text"].as_str(), Some("2021-09-06改定"));
    assert_eq!(
        room.git(&["log", "--format=%an <%ae> %s", "main"]),
        "Test <test@example.jp> acme/privacy 2021-09-06 を追加\n"
    );
    room.assert_whole();
}

#[test]
fn the_same_bytes_add_nothing() {
    let room = Room::new();
    room.write("in/acme/privacy/2020-01-01.md", undated("A"));
    room.write("in/acme/privacy/2021-01-01.01.md", undated("B"));
    room.write("in/acme/privacy/2021-01-01.02.md", undated("C"));
    room.write("in/acme/privacy/2021-01-01.03.md", undated("B"));
    // The same text on a later day is no revision.
    room.write("in/acme/privacy/2022-01-01.md", undated("B"));
    room.write("in/beta/terms/kiyaku.md", dated("2019-05-01", "X"));
    let first = room.kaitei(&["ingest", "in"]).done();
    assert!(
        first.contains("変更なし  acme/privacy@2021-01-01.3 と同じ  2022-01-01.md\n"),
        "{first}"
    );
    assert!(first.contains("追加 5 版、変更なし 1 件"), "{first}");
    assert_eq!(
        room.versions("acme/privacy"),
        ["2020-01-01", "2021-01-01", "2021-01-01.2", "2021-01-01.3"]
    );
    assert_eq!(room.git(&["rev-list", "--count", "main"]), "1\n");
    let refs = room.git(&["for-each-ref"]);
    let second = room.kaitei(&["ingest", "in"]).done();
    assert!(second.ends_with("追加 0 版、変更なし 6 件\n"), "{second}");
    assert_eq!(room.git(&["for-each-ref"]), refs);
    room.assert_whole();
}

#[test]
fn a_changed_text_under_an_unchanged_date_is_kept_and_said() {
    let room = Room::new();
    room.ingest("acme/privacy", "a.md", &dated("2021-09-06", "旧"));
    let said = room.ingest("acme/privacy", "a.md", &dated("2021-09-06", "新"));
    assert!(
        said.contains("追加  acme/privacy@2021-09-06.2  a.md\n"),
        "{said}"
    );
    assert!(
        said.contains("改定日の変わらない改定です（2021-09-06 と日付が同じ"),
        "{said}"
    );
    // Another date is an ordinary revision.
    let said = room.ingest("acme/privacy", "a.md", &dated("2022-01-01", "新々"));
    assert!(
        said.contains("追加  acme/privacy@2022-01-01  a.md\n") && !said.contains("改定日の"),
        "{said}"
    );
    // What is there already is known by its bytes, wherever it stands on its day.
    let said = room.ingest("acme/privacy", "a.md", &dated("2021-09-06", "旧"));
    assert!(
        said.contains("変更なし  acme/privacy@2021-09-06 と同じ"),
        "{said}"
    );
    assert_eq!(
        room.versions("acme/privacy"),
        ["2021-09-06", "2021-09-06.2", "2022-01-01"]
    );
    room.assert_whole();
}

#[test]
fn a_text_that_forgets_its_date_is_noted_where_the_file_name_has_the_day() {
    let room = Room::new();
    room.write("in/2021-09-06.md", dated("2021-09-06", "旧"));
    room.write("in/2022-04-01.md", dated("2021-09-06", "新"));
    room.write("in/2023-04-01.md", dated("2023-04-01", "新々"));
    let said = room
        .kaitei(&["ingest", "in", "--policy", "acme/privacy"])
        .done();
    let notes: Vec<_> = said.lines().filter(|l| l.contains("注意")).collect();
    assert_eq!(
        notes,
        ["  注意: 本文が変わりましたが、本文に書かれた日付は 2021-09-06 と同じです"]
    );
    assert_eq!(
        room.versions("acme/privacy"),
        ["2021-09-06", "2022-04-01", "2023-04-01"]
    );
}

#[test]
fn the_day_is_the_users_then_the_file_names_then_the_texts() {
    let room = Room::new();
    for (name, args, version) in [
        ("2020-02-02.md", vec!["--date", "2020-03-03"], "2020-03-03"),
        ("2020-02-02.md", vec![], "2020-02-02"),
        ("x.md", vec![], "2020-01-01"),
    ] {
        room.write(
            &format!("in/{name}"),
            dated("2020-01-01", &format!("{name}{args:?}")),
        );
        let file = format!("in/{name}");
        let mut all = vec!["ingest", file.as_str(), "--policy", "a/b"];
        all.extend(args);
        let said = room.kaitei(&all).done();
        assert!(
            said.starts_with(&format!("追加  a/b@{version}  ")),
            "{said}"
        );
    }
}

#[test]
fn an_older_version_comes_late_and_nothing_is_rewritten() {
    let room = Room::new();
    room.ingest("acme/privacy", "b.md", &dated("2022-01-01", "二"));
    room.ingest("acme/privacy", "c.md", &dated("2023-01-01", "三"));
    let before = room.git(&["rev-parse", "main"]);
    let files = room.git(&["ls-tree", "-r", "main", "policies"]);
    let history = room.git(&["rev-parse", "history/acme/privacy"]);
    let said = room.ingest("acme/privacy", "a.md", &dated("2021-01-01", "一"));
    assert!(said.contains("追加  acme/privacy@2021-01-01"), "{said}");
    assert_eq!(room.git(&["rev-parse", "main~1"]), before);
    let now = room.git(&["ls-tree", "-r", "main", "policies"]);
    assert!(files.lines().all(|l| now.lines().any(|n| n == l)));
    assert_eq!(now.lines().count(), files.lines().count() + 3);
    assert_ne!(room.git(&["rev-parse", "history/acme/privacy"]), history);
    assert_eq!(
        room.told("acme/privacy"),
        ["2021-01-01", "2022-01-01", "2023-01-01"]
    );
    room.assert_whole();
}

#[test]
fn a_folder_is_read_by_its_layout_and_the_rest_is_counted() {
    let room = Room::new();
    room.write("in/みどり/就業規則/2020-01-01.md", undated("A"));
    room.write("in/みどり/就業規則/README.md", "説明");
    room.write("in/みどり/就業規則/versions.tsv", "x");
    room.write("in/みどり/memo.md", "メモ");
    room.write("in/README.md", "説明");
    room.write("in/.hidden/x/2020-01-01.md", undated("B"));
    room.write("outside/2020-01-01.md", undated("C"));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(room.path("outside"), room.path("in/みどり/link")).unwrap();
        std::os::unix::fs::symlink(
            room.path("outside/2020-01-01.md"),
            room.path("in/みどり/就業規則/2021-01-01.md"),
        )
        .unwrap();
    }
    let said = room.kaitei(&["ingest", "in"]).done();
    assert!(said.contains("追加 1 版、変更なし 0 件"), "{said}");
    let skipped = if cfg!(unix) { 6 } else { 4 };
    assert!(
        said.contains(&format!("対象外のファイル {skipped} 件（")),
        "{said}"
    );
    assert_eq!(
        room.kaitei(&["list"]).done(),
        "みどり/就業規則  利用規約  1 版  2020-01-01\n"
    );
    room.assert_whole();
}

#[test]
fn one_policys_folder_is_read_with_its_id() {
    let room = Room::new();
    room.write("in/01-kisoku/2020-01-01.md", undated("A"));
    for path in ["in", "in/01-kisoku"] {
        let said = room.kaitei(&["ingest", path, "--policy", "a/b"]).done();
        assert!(said.contains("a/b@2020-01-01"), "{said}");
    }
    assert_eq!(room.versions("a/b"), ["2020-01-01"]);
}

#[test]
fn given_titles_stand_in_place_of_the_texts() {
    let room = Room::new();
    room.write("in/2020-01-01.md", undated("A"));
    let args = [
        "ingest",
        "in/2020-01-01.md",
        "--policy",
        "a/b",
        "--title",
        "規約",
        "--organization",
        "株式会社A",
    ];
    room.kaitei(&args).done();
    assert_eq!(
        room.kaitei(&["list"]).done(),
        "a/b  規約  1 版  2020-01-01\n"
    );
    // A person's remark in policy.toml outlives a new title.
    let toml = "kaitei-corpus/policies/a/b/policy.toml";
    room.write(toml, format!("# 覚え\n{}", room.read(toml)));
    room.git(&["commit", "-qam", "覚え"]);
    room.kaitei(&[
        "ingest",
        "in/2020-01-01.md",
        "--policy",
        "a/b",
        "--title",
        "新規約",
    ])
    .done();
    assert_eq!(
        room.read(toml),
        "# 覚え\ntitle = \"新規約\"\norganization = \"株式会社A\"\n"
    );
    assert!(
        room.git(&["log", "--format=%s", "history/a/b"])
            .starts_with("新規約 2020-01-01")
    );
    room.assert_whole();
}

#[test]
fn a_text_without_clauses_is_stored_whole_with_a_warning() {
    let room = Room::new();
    let text = "---\nkaitei: 1\n---\n\nただの文章です。\n";
    let said = room.ingest("a/b", "2020-01-01.md", text);
    assert!(
        said.contains("警告: in/2020-01-01.md: 条項が見つかりません。全文をそのまま保存しました\n"),
        "{said}"
    );
    assert_eq!(
        room.git(&["show", "HEAD:policies/a/b/2020-01-01/source.md"]),
        text
    );
    // Said of what is new, not again of what is there.
    assert!(!room.ingest("a/b", "2020-01-01.md", text).contains("警告"));
}

#[test]
fn many_versions_are_one_commit_and_one_pack() {
    let room = Room::new();
    for n in 1..=60 {
        room.write(
            &format!("in/a/b/2020-01-01.{n:02}.md"),
            undated(&n.to_string()),
        );
    }
    room.kaitei(&["ingest", "in"]).done();
    assert_eq!(room.git(&["rev-list", "--count", "main"]), "1\n");
    assert_eq!(room.told("a/b").len(), 60);
    let counts = room.git(&["count-objects", "-v"]);
    assert!(
        counts.contains("count: 0\n") && counts.contains("packs: 1\n"),
        "{counts}"
    );
    room.assert_whole();
}

#[test]
fn a_bare_repository_holds_a_corpus_too() {
    let room = Room::new();
    room.git_in("", &["init", "-q", "--bare", "-b", "main", "kaitei-corpus"]);
    room.ingest("a/b", "2020-01-01.md", &undated("A"));
    room.ingest("a/b", "2021-01-01.md", &undated("B"));
    assert_eq!(room.told("a/b"), ["2020-01-01", "2021-01-01"]);
    room.git(&["fsck", "--strict"]);
    room.kaitei(&["verify"]).done();
}

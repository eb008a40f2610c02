//! Bad input: said in one line with a hint on the next, exit status 2, and nothing written.

use crate::support::{Room, undated};

/// Runs a command that must fail, and checks that nothing was written.
#[track_caller]
fn refused(room: &Room, args: &[&str], what: &str, hint: &str) {
    let before = room.everything();
    let (said, advice) = room.kaitei(args).failed();
    assert!(said.contains(what), "{args:?}: {said}");
    assert!(advice.contains(hint), "{args:?}: {advice}");
    let after = room.everything();
    let changed: Vec<_> = before
        .iter()
        .filter(|(k, v)| after.get(*k) != Some(v))
        .map(|(k, _)| k)
        .chain(after.keys().filter(|k| !before.contains_key(*k)))
        .collect();
    assert!(changed.is_empty(), "{args:?} wrote {changed:?}");
}

/// A room where there is no corpus yet, and one where there is.
fn rooms() -> [Room; 2] {
    let rooms = [Room::new(), Room::new()];
    rooms[1].ingest("acme/privacy", "2020-01-01.md", &undated("A"));
    rooms
}

#[test]
fn texts_that_cannot_be_versions() {
    for room in rooms() {
        room.write("bad/utf8.txt", b"\xe8\xa6\x8f\xe7\xb4\x84\nabc\xff\n");
        room.write("bad/empty.txt", "");
        room.write("bad/blank.txt", " \r\n\n");
        room.write("bad/undated.md", undated("日付なし"));
        room.write("bad/2025-02-30.md", undated("暦にない日"));
        room.write("bad/2025-03-01.pdf.bin", "x");
        room.write("bad/README.md", undated("説明"));
        for (file, what, hint) in [
            (
                "bad/none.txt",
                "bad/none.txt: ファイルがありません",
                "パスを",
            ),
            ("bad/utf8.txt", "bad/utf8.txt: 2 行目: UTF-8", "iconv"),
            ("bad/empty.txt", "bad/empty.txt: 空のファイルです", "本文の"),
            ("bad/blank.txt", "bad/blank.txt: 空のファイルです", "本文の"),
            (
                "bad/undated.md",
                "bad/undated.md: 日付が見つかりません",
                "--date 2025-04-01",
            ),
            (
                "bad/2025-02-30.md",
                "bad/2025-02-30.md: ファイル名の初めの日付は暦にありません",
                "--date",
            ),
            ("bad/2025-03-01.pdf.bin", "読めない形式です", ".txt"),
            ("bad/README.md", "README は規程の版として扱いません", "名前"),
        ] {
            refused(
                &room,
                &["ingest", file, "--policy", "acme/privacy"],
                what,
                hint,
            );
        }
    }
}

#[test]
fn one_bad_text_keeps_all_others_out() {
    for room in rooms() {
        room.write("in/a/b/2020-01-01.md", undated("A"));
        room.write("in/a/b/2021-01-01.txt", b"\xff");
        refused(
            &room,
            &["ingest", "in"],
            "in/a/b/2021-01-01.txt: 1 行目: UTF-8",
            "UTF-8",
        );
    }
}

#[test]
fn days_that_do_not_exist() {
    for room in rooms() {
        room.write("x.md", undated("A"));
        for day in [
            "2025-02-30",
            "2025-13-01",
            "2025-4-1",
            "20250401",
            "昨日",
            "2025-04-01T00:00",
        ] {
            let args = ["ingest", "x.md", "--policy", "a/b", "--date", day];
            refused(
                &room,
                &args,
                &format!("--date {day}: 暦にある日付として読めません"),
                "2025-04-01",
            );
        }
        room.write("y.md", undated("B"));
        let args = [
            "ingest",
            "x.md",
            "y.md",
            "--policy",
            "a/b",
            "--date",
            "2025-04-01",
        ];
        refused(&room, &args, "--date は 1 つのファイルにだけ", "1 件ずつ");
    }
}

#[test]
fn ids_and_names_that_are_none() {
    for room in rooms() {
        room.write("2020-01-01.md", undated("A"));
        for (id, what) in [
            ("../x", "\"..\" を含む"),
            ("a/../b", "\"..\" を含む"),
            ("/etc", "空の部分がある"),
            ("a", "「組織/規程」の形ではない"),
            ("a/b/c", "「組織/規程」の形ではない"),
            ("a/b\nc", "使えない文字 '\\n' を含む"),
            ("a\\b/c", "使えない文字 '\\\\' を含む"),
            ("a/-b", "'-' で始まる"),
            ("a/.git", "'.' で始まる"),
            ("a/con", "Windows"),
        ] {
            let option = format!("--policy={id}");
            refused(
                &room,
                &["ingest", "2020-01-01.md", &option],
                what,
                "組織/規程",
            );
        }
        for option in ["--title=", "--title=a\nb", "--organization=\u{1b}[2J"] {
            refused(
                &room,
                &["ingest", "2020-01-01.md", "--policy", "a/b", option],
                "制御文字",
                "1 行",
            );
        }
        room.write("in/a b/c/2020-01-01.md", undated("A"));
        refused(
            &room,
            &["ingest", "in"],
            "使えない文字 ' ' を含む",
            "--policy",
        );
        refused(
            &room,
            &["ingest", "2020-01-01.md"],
            "どの規程の版か分かりません",
            "--policy acme/privacy",
        );
    }
    let [_, room] = rooms();
    room.write("2020-01-01.md", undated("A"));
    refused(
        &room,
        &["ingest", "2020-01-01.md", "--policy", "Acme/terms"],
        "acme/privacy があります",
        "違う名前",
    );
}

#[test]
fn folders_without_policies() {
    for room in rooms() {
        room.write("empty/.keep", "");
        room.write("flat/2020-01-01.md", undated("A"));
        room.write("half/acme/2020-01-01.md", undated("A"));
        room.write("two/a/2020-01-01.md", undated("A"));
        room.write("two/b/2020-01-01.md", undated("A"));
        refused(
            &room,
            &["ingest", "empty"],
            "empty: 規程のテキスト",
            "組織/規程/",
        );
        refused(
            &room,
            &["ingest", "flat"],
            "flat: 「組織/規程/ファイル」の形のフォルダではありません",
            "--policy",
        );
        refused(
            &room,
            &["ingest", "half"],
            "half: 「組織/規程/ファイル」の形のフォルダではありません",
            "--policy",
        );
        refused(
            &room,
            &["ingest", "empty", "--policy", "a/b"],
            "empty: 規程のテキスト",
            "組織/規程/",
        );
        refused(
            &room,
            &["ingest", "two", "--policy", "a/b"],
            "2 つ以上",
            "1 つずつ",
        );
    }
}

#[test]
fn places_that_are_no_corpus() {
    let room = Room::new();
    room.write("2020-01-01.md", undated("A"));
    room.write("folder/memo.txt", "x");
    room.write("file", "x");
    room.write("code/main.c", "x");
    room.git_in("", &["init", "-q", "code"]);
    room.git_in("code", &["add", "."]);
    room.git_in("code", &["commit", "-qm", "x"]);
    room.write("begun/main.c", "x");
    room.git_in("", &["init", "-q", "begun"]);
    for (corpus, what) in [
        ("folder", "folder: コーパスではない、空でないフォルダです"),
        ("file", "file: ファイルです"),
        ("code", "code: kaitei.toml のない git リポジトリです"),
        ("begun", "begun: コーパスではない、空でないフォルダです"),
    ] {
        let args = [
            "ingest",
            "2020-01-01.md",
            "--policy",
            "a/b",
            "--corpus",
            corpus,
        ];
        refused(&room, &args, what, "--corpus");
        for command in [
            vec!["list"],
            vec!["show", "a/b"],
            vec!["log", "a/b"],
            vec!["verify"],
            vec!["verify", "--rebuild"],
        ] {
            refused(
                &room,
                &[command, vec!["--corpus", corpus]].concat(),
                what,
                "--corpus",
            );
        }
    }
    for command in [
        vec!["list"],
        vec!["show", "a/b"],
        vec!["log", "a/b"],
        vec!["verify"],
        vec!["verify", "--rebuild"],
    ] {
        refused(
            &room,
            &command,
            "kaitei-corpus: コーパスがありません",
            "kaitei ingest",
        );
    }
}

#[test]
fn a_newer_format() {
    let [_, room] = rooms();
    room.write("kaitei-corpus/kaitei.toml", "format = 2\n");
    room.git(&["commit", "-qam", "x"]);
    room.write("2021-01-01.md", undated("B"));
    for args in [
        vec!["ingest", "2021-01-01.md", "--policy", "a/b"],
        vec!["list"],
        vec!["verify"],
    ] {
        refused(&room, &args, "形式 2", "新しい kaitei");
    }
}

#[test]
fn a_corpus_that_is_locked() {
    for lock in ["kaitei.lock", "index.lock"] {
        let [_, room] = rooms();
        room.write("2021-01-01.md", undated("B"));
        room.write(&format!("kaitei-corpus/.git/{lock}"), "");
        refused(
            &room,
            &["ingest", "2021-01-01.md", "--policy", "a/b"],
            &format!("{lock}: ロックが残っています"),
            "消してください",
        );
        // Reading needs no lock.
        room.kaitei(&["list"]).done();
        std::fs::remove_file(room.path(&format!("kaitei-corpus/.git/{lock}"))).unwrap();
        room.kaitei(&["ingest", "2021-01-01.md", "--policy", "a/b"])
            .done();
    }
}

#[test]
fn work_of_a_person_that_is_not_committed() {
    let policy_md = "kaitei-corpus/policies/acme/privacy/2020-01-01/policy.md";
    let args = ["ingest", "2021-01-01.md", "--policy", "acme/privacy"];
    let [_, room] = rooms();
    room.write("2021-01-01.md", undated("B"));
    // Edited, staged, deleted; a file or a link where a version would go; a note elsewhere is no hindrance.
    let committed = room.read(policy_md);
    room.write(policy_md, committed.replace('A', "手直し"));
    refused(
        &room,
        &args,
        "policies/acme/privacy/2020-01-01/policy.md: コミットされていない変更",
        "git commit",
    );
    room.git(&["add", "."]);
    refused(
        &room,
        &args,
        "policy.md: コミットされていない変更",
        "git commit",
    );
    room.git(&["reset", "-q", "--hard"]);
    std::fs::remove_file(room.path(policy_md)).unwrap();
    refused(
        &room,
        &args,
        "policy.md: コミットされていない変更",
        "git commit",
    );
    room.git(&["reset", "-q", "--hard"]);
    room.write(
        "kaitei-corpus/policies/acme/privacy/2021-01-01/source.md",
        "手書き",
    );
    refused(
        &room,
        &args,
        "2021-01-01/source.md: コミットされていない変更",
        "よけて",
    );
    std::fs::remove_dir_all(room.path("kaitei-corpus/policies/acme/privacy/2021-01-01")).unwrap();
    #[cfg(unix)]
    {
        let link = room.path("kaitei-corpus/policies/acme/privacy/2021-01-01");
        std::os::unix::fs::symlink(room.path("home"), &link).unwrap();
        refused(
            &room,
            &args,
            "2021-01-01: コミットされていない変更",
            "よけて",
        );
        std::fs::remove_file(link).unwrap();
    }
    room.write("kaitei-corpus/memo.txt", "覚え");
    room.kaitei(&args).done();
    assert_eq!(room.git(&["status", "--porcelain"]), "?? memo.txt\n");
}

#[test]
fn a_checkout_that_takes_no_versions() {
    let [_, room] = rooms();
    room.write("2021-01-01.md", undated("B"));
    let args = ["ingest", "2021-01-01.md", "--policy", "acme/privacy"];
    room.git(&["checkout", "-q", "--detach"]);
    refused(
        &room,
        &args,
        "版を加えられるブランチにいません",
        "git switch main",
    );
    room.git(&["checkout", "-q", "history/acme/privacy"]);
    refused(
        &room,
        &args,
        "kaitei.toml のない git リポジトリです",
        "--corpus",
    );
}

#[cfg(unix)]
#[test]
fn a_corpus_that_is_read_only() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    use std::os::unix::process::CommandExt as _;

    let [_, room] = rooms();
    room.write("2021-01-01.md", undated("B"));
    // No permission holds for root: the command is run as nobody, who owns the corpus.
    let is_root = std::fs::metadata(room.path("2021-01-01.md")).unwrap().uid() == 0;
    let all: Vec<_> = room
        .everything()
        .into_keys()
        .chain([room.path("")])
        .collect();
    for path in &all {
        let inside = path.starts_with(room.path("kaitei-corpus"));
        if is_root {
            chown(path, Some(65_534), Some(65_534)).unwrap();
        }
        let mut mode = std::fs::metadata(path).unwrap().permissions();
        mode.set_mode(
            if path.is_dir() { 0o755 } else { 0o644 } & if inside { 0o555 } else { 0o777 },
        );
        std::fs::set_permissions(path, mode).unwrap();
    }
    let before = room.everything();
    let mut command = room.command(&["ingest", "2021-01-01.md", "--policy", "acme/privacy"]);
    if is_root {
        // The binary may lie where only root may go: a copy is run.
        let copy = room.path("bin");
        std::fs::copy(env!("CARGO_BIN_EXE_kaitei"), &copy).unwrap();
        command = room.copy_of(
            &copy,
            &["ingest", "2021-01-01.md", "--policy", "acme/privacy"],
        );
        command.uid(65_534).gid(65_534);
    }
    let output = command.output().unwrap();
    let _ = std::fs::remove_file(room.path("bin"));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("kaitei.lock: 読み書きできません") && said.contains("権限"),
        "{said}"
    );
    assert_eq!(room.everything(), before);
    for path in &all {
        let mut mode = std::fs::metadata(path).unwrap().permissions();
        mode.set_mode(0o755);
        std::fs::set_permissions(path, mode).unwrap();
    }
}

#[test]
fn git_settings_that_cannot_be_read() {
    // Met after the folder of a new corpus was made: it is taken away again.
    for room in rooms() {
        room.write("2021-01-01.md", undated("B"));
        room.write("home/.gitconfig", "[broken\n");
        refused(
            &room,
            &["ingest", "2021-01-01.md", "--policy", "a/b"],
            "git: ",
            "git fsck",
        );
    }
}

#[test]
fn what_was_typed_wrongly_is_said_in_two_lines() {
    let room = Room::new();
    for (args, word) in [
        (&["nothing"][..], "コマンド"),
        (&["diff"], "引数が足りません"),
        (&["segment", "a.txt", "--format", "xml"], "xml"),
        (&["list", "--nothing"], "--nothing"),
    ] {
        let (what, hint) = room.kaitei(args).failed();
        assert!(what.contains(word) && !hint.is_empty(), "{what} / {hint}");
    }
}

#[test]
fn a_binary_file_is_no_text() {
    let room = Room::new();
    room.write("a.txt", b"\x00\x01\x02");
    let (what, hint) = room.kaitei(&["segment", "a.txt"]).failed();
    assert!(
        what.contains("NUL") && hint.contains("UTF-8"),
        "{what} / {hint}"
    );
}

#[test]
fn a_year_of_no_policy_is_no_day() {
    let room = Room::new();
    room.write("a.txt", undated("本文。"));
    for day in ["0000-01-01", "9999-12-31"] {
        let (what, _) = room
            .kaitei(&["ingest", "a.txt", "--policy", "a/b", "--date", day])
            .failed();
        assert!(what.contains(day), "{what}");
    }
    assert!(!room.path("kaitei-corpus").exists());
}

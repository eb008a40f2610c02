//! `kaitei list`, `show` and `log`: what is there, as people and programs read it.

use serde_json::{Value, json};

use crate::support::{Room, dated, undated};

fn three() -> Room {
    let room = Room::new();
    room.ingest("acme/privacy", "a.md", &dated("2020-01-01", "一つ目"));
    room.ingest("acme/privacy", "b.md", &dated("2021-04-01", "二つ目"));
    room.ingest("acme/privacy", "c.md", &dated("2021-04-01", "三つ目"));
    room.ingest("acme/privacy", "d.md", &dated("2023-10-01", "四つ目"));
    room
}

#[test]
fn a_version_is_named_by_its_key_a_day_or_its_place() {
    let room = three();
    for (spec, body) in [
        ("acme/privacy", "四つ目"),
        ("acme/privacy@latest", "四つ目"),
        ("acme/privacy@latest~1", "三つ目"),
        ("acme/privacy@first", "一つ目"),
        ("acme/privacy@2021-03-31", "一つ目"),
        ("acme/privacy@2021-04-01", "二つ目"),
        ("acme/privacy@2021-04-01.2", "三つ目"),
        ("acme/privacy@2022-12-31", "三つ目"),
        ("acme/privacy@2099-01-01", "四つ目"),
    ] {
        let text = room.kaitei(&["show", spec, "--format", "markdown"]).done();
        assert!(text.contains(&format!("\n{body}\n")), "{spec}: {text}");
    }
}

#[test]
fn what_names_no_version_is_an_error_that_says_what_there_is() {
    let room = three();
    for (spec, what, hint) in [
        (
            "acme/privacy@2019-12-31",
            "最初の版は 2020-01-01",
            "2020-01-01 以後",
        ),
        (
            "acme/privacy@2021-04-01.3",
            "2020-01-01 から 2023-10-01 まで",
            "kaitei log acme/privacy",
        ),
        (
            "acme/privacy@latest~4",
            "遡れるのは 3 版まで",
            "kaitei log acme/privacy",
        ),
        (
            "acme/privacy@2021-02-30",
            "版の指定として読めません",
            "acme/privacy@latest",
        ),
        (
            "acme/terms",
            "acme/terms: この規程はありません",
            "kaitei list",
        ),
        ("acme", "「組織/規程」の形ではない", "acme/privacy"),
        ("../privacy@first", "\"..\" を含む", "acme/privacy"),
    ] {
        let (said, advice) = room.kaitei(&["show", spec]).failed();
        assert!(
            said.contains(what) && advice.contains(hint),
            "{spec}: {said} / {advice}"
        );
    }
}

#[test]
fn one_clause_is_shown_by_its_path_in_each_format() {
    let room = three();
    let show = |extra: &[&str]| {
        let mut args = vec!["show", "acme/privacy@first", "--clause", "第１条"];
        args.extend(extra);
        room.kaitei(&args)
    };
    assert_eq!(
        show(&[]).done(),
        "## **第１条** （目的）\n\n一つ目\n\n### **（１）** 氏名\n"
    );
    assert_eq!(
        show(&["--format", "outline"]).done(),
        "第１条　（目的）\n  （１）　氏名\n"
    );
    let one: Value = serde_json::from_str(&show(&["--format", "json"]).done()).unwrap();
    assert_eq!(one["schema"], 1);
    assert_eq!(one["clause"]["path"], "第1条");
    assert_eq!(one["clause"]["clauses"][0]["path"], "第1条/(1)");
    let inner = room
        .kaitei(&[
            "show",
            "acme/privacy@first",
            "--clause",
            "第一条/（１）",
            "--format",
            "json",
        ])
        .done();
    let inner: Value = serde_json::from_str(&inner).unwrap();
    assert_eq!(inner["clause"]["path"], "第1条/(1)");
    let (said, _) = room
        .kaitei(&["show", "acme/privacy", "--clause", "第9条"])
        .failed();
    assert_eq!(said, "acme/privacy@2023-10-01: 条項「第9条」はありません");
}

#[test]
fn the_clause_tree_is_the_committed_one_that_a_person_may_have_corrected() {
    let room = three();
    let path = "kaitei-corpus/policies/acme/privacy/2020-01-01/policy.md";
    room.write(path, room.read(path).replace("一つ目", "直した"));
    let show = || {
        room.kaitei(&["show", "acme/privacy@first", "--format", "markdown"])
            .done()
    };
    assert!(show().contains("\n一つ目\n"));
    room.git(&["commit", "-qam", "直す"]);
    assert!(show().contains("\n直した\n"));
}

#[test]
fn the_log_keeps_its_contract() {
    let room = Room::new();
    let text = dated("2021-09-06", "本文");
    room.ingest("acme/privacy", "privacy.md", &text);
    let log: Value = serde_json::from_str(
        &room
            .kaitei(&["log", "acme/privacy", "--format", "json"])
            .done(),
    )
    .unwrap();
    let sha = log["versions"][0]["source"]["sha256"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(sha.len(), 64);
    assert_eq!(
        log,
        json!({"schema": 1, "policy": "acme/privacy", "versions": [{
            "version": "2021-09-06", "title": "プライバシーポリシー",
            "dates": [{"event": "amended", "date": "2021-09-06", "text": "2021-09-06改定", "line": 5}],
            "source": {"name": "privacy.md", "sha256": sha}, "ingested": "2026-01-01T00:00:00Z"}]})
    );
    assert_eq!(
        room.kaitei(&["log", "acme/privacy"]).done(),
        "2021-09-06  プライバシーポリシー  privacy.md  改定 2021-09-06\n"
    );
}

#[test]
fn the_list_keeps_its_contract() {
    let room = three();
    room.ingest(
        "beta/terms",
        "2019-05-01.md",
        "---\nkaitei: 1\n---\n\n## **1.** 題のない規約\n",
    );
    let list: Value =
        serde_json::from_str(&room.kaitei(&["list", "--format", "json"]).done()).unwrap();
    assert_eq!(
        list,
        json!({"schema": 1, "policies": [
            {"policy": "acme/privacy", "title": "プライバシーポリシー", "organization": "みどり株式会社",
             "versions": 4, "first": "2020-01-01", "latest": "2023-10-01"},
            {"policy": "beta/terms", "title": null, "organization": null,
             "versions": 1, "first": "2019-05-01", "latest": "2019-05-01"}]})
    );
    assert_eq!(
        room.kaitei(&["list"]).done(),
        "acme/privacy  プライバシーポリシー  4 版  2020-01-01 〜 2023-10-01\n\
         beta/terms                          1 版  2019-05-01\n"
    );
}

#[test]
fn the_corpus_is_the_option_then_the_environment_then_here() {
    let room = Room::new();
    room.write("in/2020-01-01.md", undated("A"));
    for (policy, corpus) in [
        ("a/option", "one"),
        ("a/environment", "two"),
        ("a/here", ""),
    ] {
        let mut args = vec!["ingest", "in/2020-01-01.md", "--policy", policy];
        if policy == "a/option" {
            args.extend(["--corpus", corpus]);
        }
        let mut command = room.command(&args);
        if policy != "a/here" {
            command.env("KAITEI_CORPUS", "two");
        }
        assert!(command.output().unwrap().status.success());
    }
    for (policy, corpus) in [
        ("a/option", "one"),
        ("a/environment", "two"),
        ("a/here", "kaitei-corpus"),
    ] {
        let list = room.kaitei(&["list", "--corpus", corpus]).done();
        assert!(
            list.starts_with(policy) && list.lines().count() == 1,
            "{list}"
        );
    }
}

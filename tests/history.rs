//! The branches `history/<organization>/<policy>`: a policy's own life as git tells it.

use crate::support::{Room, dated, undated};

#[test]
fn each_version_is_a_commit_dated_that_day_with_its_facts() {
    let room = Room::new();
    room.write("in/2021-09-06.md", dated("2021-09-06", "旧"));
    room.write("in/2022-04-01.md", dated("2022-04-01", "新"));
    room.kaitei(&["ingest", "in", "--policy", "acme/privacy"])
        .done();
    let log = room.git(&[
        "log",
        "--reverse",
        "--format=%an <%ae> %ad | %cn %cd | %B",
        "--date=iso",
        "history/acme/privacy",
    ]);
    let sha = room.git(&[
        "log",
        "-1",
        "--format=%(trailers:key=Source-Sha256,valueonly,separator=)",
        "history/acme/privacy",
    ]);
    assert_eq!(sha.trim(), sha256(&room, "in/2022-04-01.md"));
    let first = log.split("\n\n\n").next().unwrap();
    assert!(
        first.starts_with(
            "kaitei <kaitei@localhost> 2021-09-06 00:00:00 +0000 | kaitei 2021-09-06 00:00:00 +0000 | \
             プライバシーポリシー 2021-09-06\n\nPolicy: acme/privacy\nVersion: 2021-09-06\nSource-Sha256: "
        ),
        "{first}"
    );
    assert_eq!(
        room.git(&["ls-tree", "--name-only", "history/acme/privacy"]),
        "policy.md\nsource.md\n"
    );
    let diff = room.git(&[
        "diff",
        "history/acme/privacy~1",
        "history/acme/privacy",
        "--",
        "policy.md",
    ]);
    assert!(diff.contains("\n-旧\n+新\n"), "{diff}");
}

fn sha256(room: &Room, path: &str) -> String {
    let log = room
        .kaitei(&["log", "acme/privacy", "--format", "json"])
        .done();
    let value: serde_json::Value = serde_json::from_str(&log).unwrap();
    let name = path.rsplit('/').next().unwrap();
    let versions = value["versions"].as_array().unwrap();
    let one = versions
        .iter()
        .find(|v| v["source"]["name"] == name)
        .unwrap();
    one["source"]["sha256"].as_str().unwrap().to_owned()
}

#[test]
fn it_is_the_same_bit_for_bit_whenever_and_in_whatever_order_texts_come() {
    let (one, two) = (Room::new(), Room::at(1_000_000_000));
    let texts = [
        ("2020-01-01.md", "A"),
        ("2021-01-01.md", "B"),
        ("2022-01-01.md", "C"),
    ];
    for (name, body) in texts {
        one.ingest("a/b", name, &undated(body));
    }
    for (name, body) in texts.iter().rev() {
        two.ingest("a/b", name, &undated(body));
    }
    assert_ne!(
        one.git(&["rev-parse", "main"]),
        two.git(&["rev-parse", "main"])
    );
    assert_eq!(
        one.git(&["rev-parse", "history/a/b"]),
        two.git(&["rev-parse", "history/a/b"])
    );
}

#[test]
fn days_before_1970_keep_their_order_and_their_day_in_the_trailer() {
    let room = Room::new();
    room.write("in/1948-07-01.md", undated("A"));
    room.write("in/1960-07-01.md", undated("B"));
    room.write("in/1970-01-02.md", undated("C"));
    room.kaitei(&["ingest", "in", "--policy", "a/b"]).done();
    assert_eq!(room.told("a/b"), ["1948-07-01", "1960-07-01", "1970-01-02"]);
    assert_eq!(
        room.git(&["log", "--reverse", "--format=%at %ct", "history/a/b"]),
        "0 0\n0 0\n86400 86400\n"
    );
    room.assert_whole();
}

#[test]
fn a_correction_of_the_clause_tree_is_in_it_after_the_next_ingest() {
    let room = Room::new();
    room.ingest("a/b", "2020-01-01.md", &undated("誤り"));
    room.ingest("a/b", "2021-01-01.md", &undated("別"));
    let path = "kaitei-corpus/policies/a/b/2020-01-01/policy.md";
    room.write(path, room.read(path).replace("誤り", "正しい"));
    room.git(&["commit", "-qam", "直す"]);
    assert_eq!(
        room.kaitei(&["verify"]).found(),
        "history/a/b: このブランチは今の版と合いません（kaitei verify --rebuild で作り直せます）\n"
    );
    // Any ingest makes it anew, here one of another policy.
    room.ingest("a/other", "2020-01-01.md", &undated("他"));
    assert!(
        room.git(&["show", "history/a/b~1:policy.md"])
            .contains("正しい")
    );
    room.assert_whole();
}

#[test]
fn it_can_be_made_anew_from_nothing() {
    let room = Room::new();
    room.ingest("a/b", "2020-01-01.md", &undated("A"));
    let tip = room.git(&["rev-parse", "history/a/b"]);
    room.git(&["branch", "-qD", "history/a/b"]);
    assert!(
        room.kaitei(&["verify"])
            .found()
            .starts_with("history/a/b: このブランチがありません")
    );
    assert!(
        room.kaitei(&["verify", "--rebuild"])
            .done()
            .starts_with("history ブランチ 1 本を作り直しました\n")
    );
    assert_eq!(room.git(&["rev-parse", "history/a/b"]), tip);
    // A branch that a person moved is set right as well.
    room.git(&["branch", "-qf", "history/a/b", "main"]);
    room.kaitei(&["verify"]).found();
    room.kaitei(&["ingest", "in/2020-01-01.md", "--policy", "a/b"])
        .done();
    assert_eq!(room.git(&["rev-parse", "history/a/b"]), tip);
}

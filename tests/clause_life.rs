//! `kaitei log POLICY --clause PATH`: one clause through renumbering, moves, merges and splits.

use serde_json::Value;

use crate::support::Room;

/// Five versions of a club's rules: a clause comes, shifts, goes into another chapter, takes one in and is divided.
const VERSIONS: [(&str, &str); 5] = [
    (
        "2020-04-01.txt",
        "青葉山歩クラブ会則\n\n第1条（目的）\n本会則は、会員の活動の基準を定める。\n\n第2条（会費）\n会員は、毎年四月末日までに年会費三千円を事務局に納めるものとする。\n\n\
         第3条（退会）\n会員は、退会の一か月前までに書面で事務局に届け出る。\n",
    ),
    (
        "2021-04-01.txt",
        "青葉山歩クラブ会則\n\n第1条（目的）\n本会則は、会員の活動の基準を定める。\n\n第2条（入会）\n入会を希望する者は、所定の申込書に氏名と緊急連絡先を記して提出する。\n\n\
         第3条（会費）\n会員は、毎年四月末日までに年会費三千円を事務局に納めるものとする。\n\n第4条（退会）\n会員は、退会の一か月前までに書面で事務局に届け出る。\n",
    ),
    (
        "2022-04-01.txt",
        "青葉山歩クラブ会則\n\n第1条（目的）\n本会則は、会員の活動の基準を定める。\n\n第2条（入会）\n入会を希望する者は、所定の申込書に氏名と緊急連絡先を記して提出する。\n\n\
         第3条（会費）\n会員は、毎年四月末日までに年会費三千円を事務局に納めるものとする。\n\n第4条（退会）\n会員は、退会の一か月前までに書面又は電子メールで事務局に届け出る。\n",
    ),
    (
        "2023-04-01.txt",
        "青葉山歩クラブ会則\n\n第1条（目的）\n本会則は、会員の活動の基準を定める。\n\n第2条（入会）\n入会を希望する者は、所定の申込書に氏名と緊急連絡先を記して提出する。\n\n\
         第3条（会費）\n会員は、毎年五月末日までに年会費四千円を事務局に納めるものとする。\n\n第4条（退会）\n会員は、退会の一か月前までに書面又は電子メールで事務局に届け出る。\n",
    ),
    (
        "2024-04-01.txt",
        "青葉山歩クラブ会則\n\n第1条（目的）\n本会則は、会員の活動の基準を定める。\n\n第2条（入会及び会費）\n入会を希望する者は、所定の申込書に氏名と緊急連絡先を記して提出する。\n\
         会員は、毎年五月末日までに年会費四千円を事務局に納めるものとする。\n\n第3条（退会）\n会員は、退会の一か月前までに書面又は電子メールで事務局に届け出る。\n",
    ),
];

/// The room with the five versions as `aoba/kaisoku`.
pub(crate) fn club() -> Room {
    let room = Room::new();
    for (name, text) in VERSIONS {
        room.ingest("aoba/kaisoku", name, text);
    }
    room
}

fn life(room: &Room, spec: &str, path: &str) -> Value {
    let json = room
        .kaitei(&["log", spec, "--clause", path, "--format", "json"])
        .done();
    serde_json::from_str(&json).unwrap()
}

fn kinds(version: &Value) -> Vec<&str> {
    let list = version["kinds"].as_array().unwrap();
    list.iter().map(|k| k.as_str().unwrap()).collect()
}

#[test]
fn a_clause_is_followed_back_to_the_first_version() {
    let room = club();
    let said = room
        .kaitei(&["log", "aoba/kaisoku", "--clause", "第3条"])
        .done();
    assert_eq!(
        said,
        "2020-04-01  第3条（退会）  最初の版\n\
         2021-04-01  第4条（退会）（旧 第3条）  番号の変更\n  ・第2条及び第3条を1条ずつ繰下げ\n\
         2022-04-01  第4条（退会）  変更\n  ・第4条（退会）に「又は電子メール」を追加\n\
         2024-04-01  第3条（退会）（旧 第4条）  番号の変更\n  ・第4条（退会）を第3条に繰上げ\n\
         （変更のない版 1）\n"
    );
    let all = room
        .kaitei(&["log", "aoba/kaisoku", "--clause", "第三条", "--all"])
        .done();
    assert!(
        all.contains("2023-04-01  第4条（退会）  変更なし\n"),
        "{all}"
    );
    assert!(!all.contains("変更のない版"), "{all}");
}

#[test]
fn a_clause_that_came_begins_there_and_a_merge_is_told() {
    let room = club();
    let value = life(&room, "aoba/kaisoku", "第2条");
    assert_eq!(value["schema"], 1);
    assert_eq!(value["policy"], "aoba/kaisoku");
    assert_eq!(value["unchanged"], 2);
    let versions = value["versions"].as_array().unwrap();
    let told: Vec<_> = versions
        .iter()
        .map(|v| v["version"].as_str().unwrap())
        .collect();
    assert_eq!(told, ["2021-04-01", "2024-04-01"]);
    assert_eq!(kinds(&versions[0]), ["added"]);
    assert_eq!(versions[0]["sentences"][0], "第2条（入会）を新設");
    assert!(kinds(&versions[1]).contains(&"merged"), "{value:#}");
    assert_eq!(versions[1]["from"], serde_json::json!(["第2条", "第3条"]));
    let sentences = versions[1]["sentences"].to_string();
    assert!(
        sentences.contains("を第2条（入会及び会費）に統合"),
        "{sentences}"
    );
}

#[test]
fn the_path_is_that_of_the_version_that_is_named() {
    let room = club();
    let value = life(&room, "aoba/kaisoku@2023-04-01", "第3条");
    let versions = value["versions"].as_array().unwrap();
    let told: Vec<_> = versions
        .iter()
        .map(|v| (v["version"].as_str().unwrap(), v["path"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            ("2020-04-01", "第2条"),
            ("2021-04-01", "第3条"),
            ("2023-04-01", "第3条")
        ]
    );
    assert_eq!(kinds(&versions[2]), ["modified"]);
}

#[test]
fn what_came_out_of_another_clause_is_followed_into_it() {
    let room = Room::new();
    let body = "会員は、登山道に落ちているごみを見つけたときは、これを拾って持ち帰るよう努める。";
    let tail = "会員は、山小屋の主人の指示に従い、火の始末を確かめてから就寝するものとする。";
    let text = |articles: &[String]| format!("山歩きの心得\n\n{}", articles.join("\n\n"));
    let first = [
        "第1条（目的）\n心得を定める。".to_owned(),
        format!("第2条（心がけ）\n{body}\n{tail}"),
    ];
    let second = [
        "第1条（目的）\n心得を定める。".to_owned(),
        format!("第2条（心がけ）\n{body}"),
        format!("第3条（山小屋）\n{tail}"),
    ];
    room.ingest("aoba/kokoroe", "2020-01-01.txt", &text(&first));
    room.ingest("aoba/kokoroe", "2021-01-01.txt", &text(&second));
    let value = life(&room, "aoba/kokoroe", "第3条");
    let versions = value["versions"].as_array().unwrap();
    assert_eq!(versions.len(), 2, "{value:#}");
    assert_eq!(
        (kinds(&versions[0]), &versions[0]["path"]),
        (vec!["first"], &Value::from("第2条"))
    );
    assert_eq!(kinds(&versions[1]), ["split"]);
    let source = life(&room, "aoba/kokoroe", "第2条");
    assert!(
        kinds(&source["versions"][1]).contains(&"parted"),
        "{source:#}"
    );
}

#[test]
fn what_happens_below_or_above_a_clause_is_told_as_such() {
    let room = Room::new();
    let text = |number: usize, item: &str| {
        let before = if number == 2 {
            "第1条（総則）\n通則を定める。\n\n"
        } else {
            ""
        };
        format!(
            "図書室の決まり\n\n{before}第{number}条（貸出し）\n次のとおりとする。\n（1）本は三冊まで借りられる。\n（2）{item}\n"
        )
    };
    room.ingest(
        "aoba/tosho",
        "2020-01-01.txt",
        &text(1, "雑誌は一冊まで借りられる。"),
    );
    room.ingest(
        "aoba/tosho",
        "2021-01-01.txt",
        &text(1, "雑誌は二冊まで借りられる。"),
    );
    room.ingest(
        "aoba/tosho",
        "2022-01-01.txt",
        &text(2, "雑誌は二冊まで借りられる。"),
    );
    let article = life(&room, "aoba/tosho", "第2条");
    let versions = article["versions"].as_array().unwrap();
    assert_eq!(kinds(&versions[1]), ["below"]);
    assert_eq!(versions[1]["sentences"].as_array().unwrap().len(), 1);
    let item = life(&room, "aoba/tosho", "第2条/(1)");
    let versions = item["versions"].as_array().unwrap();
    assert_eq!(item["unchanged"], 1);
    assert_eq!(kinds(&versions[1]), ["carried"]);
    assert_eq!(versions[1]["from"], serde_json::json!(["第1条/(1)"]));
    assert_eq!(
        versions[1]["sentences"][0],
        "第1条（貸出し）を第2条に繰下げ"
    );
}

#[test]
fn a_path_that_is_not_there_is_an_error_with_a_hint() {
    let room = club();
    let (what, hint) = room
        .kaitei(&["log", "aoba/kaisoku", "--clause", "第9条"])
        .failed();
    assert_eq!(what, "aoba/kaisoku@2024-04-01: 条項「第9条」はありません");
    assert!(
        hint.contains("kaitei show aoba/kaisoku@2024-04-01"),
        "{hint}"
    );
}

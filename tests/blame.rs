//! `kaitei show POLICY --clause PATH --blame`: which version last touched each sentence.

use crate::clause_life::club;
use crate::support::Room;

fn blame(room: &Room, spec: &str, path: &str) -> Vec<(String, String, Option<String>)> {
    let json = room
        .kaitei(&[
            "show", spec, "--clause", path, "--blame", "--format", "json",
        ])
        .done();
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["schema"], 1);
    let list = value["sentences"].as_array().unwrap();
    list.iter()
        .map(|s| {
            (
                s["version"].as_str().unwrap().to_owned(),
                s["text"].as_str().unwrap().to_owned(),
                s["spelled"].as_str().map(str::to_owned),
            )
        })
        .collect()
}

/// A policy of one article whose body is given version by version.
fn article(bodies: &[&str]) -> Room {
    let room = Room::new();
    for (n, body) in bodies.iter().enumerate() {
        let text = format!("会則\n\n第1条（目的）\n目的を定める。\n\n第2条（会費）\n{body}\n");
        room.ingest("a/b", &format!("202{n}-01-01.txt"), &text);
    }
    room
}

#[test]
fn each_sentence_bears_the_version_that_last_touched_it() {
    let room = article(&[
        "会員は会費を納める。会費は返さない。納めない者は退会とみなす。",
        "会員は会費を毎年納める。会費は返さない。納めない者は退会とみなす。",
        "会員は会費を毎年納める。会費は返さない。ただし、役員会が認めたときは返す。納めない者は退会とみなす。",
    ]);
    let said = room
        .kaitei(&["show", "a/b", "--clause", "第2条", "--blame"])
        .done();
    assert_eq!(
        said,
        "第2条\n  2020-01-01  （会費）\n  2021-01-01  会員は会費を毎年納める。\n  2020-01-01  会費は返さない。\n  \
         2022-01-01  ただし、役員会が認めたときは返す。\n  2020-01-01  納めない者は退会とみなす。\n"
    );
    // As of an earlier version.
    let before = blame(&room, "a/b@2021-12-31", "第2条");
    assert_eq!(before.len(), 4);
    assert_eq!(before[1].0, "2021-01-01");
}

#[test]
fn blanks_count_for_nothing_and_spelling_is_named_apart() {
    let room = article(&[
        "会員は氏名及び住所を届け出る。事務局は記録する。",
        "会員は氏名および住所を届け出る。 事務局は　記録する。",
    ]);
    let told = blame(&room, "a/b", "第2条");
    assert_eq!(told[1].0, "2020-01-01");
    assert_eq!(told[1].2.as_deref(), Some("2021-01-01"));
    assert_eq!((told[2].0.as_str(), &told[2].2), ("2020-01-01", &None));
    let said = room
        .kaitei(&["show", "a/b", "--clause", "第2条", "--blame"])
        .done();
    assert!(
        said.contains("  2020-01-01  会員は氏名および住所を届け出る。  （表記 2021-01-01）\n"),
        "{said}"
    );
}

#[test]
fn words_cut_from_a_sentence_touch_it_and_a_sentence_cut_beside_it_does_not() {
    let room = article(&[
        "会員は直ちに会費を納める。会費は返さない。納めない者は退会とみなす。",
        "会員は会費を納める。納めない者は退会とみなす。",
    ]);
    let told = blame(&room, "a/b", "第2条");
    let versions: Vec<_> = told.iter().map(|t| t.0.as_str()).collect();
    assert_eq!(versions, ["2020-01-01", "2021-01-01", "2020-01-01"]);
}

#[test]
fn sentences_are_followed_through_other_numbers_and_through_a_merge() {
    let room = club();
    let told = blame(&room, "aoba/kaisoku", "第2条");
    let of = |words: &str| {
        let found: Vec<_> = told.iter().filter(|t| t.1.contains(words)).collect();
        assert_eq!(found.len(), 1, "{told:?}");
        found[0].0.clone()
    };
    assert_eq!(of("入会及び会費"), "2024-04-01");
    assert_eq!(of("入会を希望する者"), "2021-04-01");
    // It came with the clause that went into this one, and was last touched there.
    assert_eq!(of("年会費四千円"), "2023-04-01");
}

#[test]
fn what_cannot_be_said_is_refused() {
    let room = club();
    let (what, _) = room
        .kaitei(&["show", "aoba/kaisoku", "--clause", "第9条", "--blame"])
        .failed();
    assert_eq!(what, "aoba/kaisoku@2024-04-01: 条項「第9条」はありません");
    let (what, hint) = room
        .kaitei(&[
            "show",
            "aoba/kaisoku",
            "--clause",
            "第2条",
            "--blame",
            "--format",
            "markdown",
        ])
        .failed();
    assert!(
        what.contains("--blame") && hint.contains("json"),
        "{what} {hint}"
    );
    let said = room.kaitei(&["show", "aoba/kaisoku", "--blame"]);
    assert_eq!(said.code, 2);
}

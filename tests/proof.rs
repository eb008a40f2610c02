//! `--prove`: the laws are checked on the user's pair, and the output says so.

use crate::support::Room;

const OLD: &str = "会則\n\n第1条（目的）\n目的を定める。\n\n第2条（会費）\n会費は10円とする。\n";
const NEW: &str = "会則\n\n第1条（目的）\n目的を定める。\n\n第2条（会費）\n会費は300円とする。\n";

fn room() -> Room {
    let room = Room::new();
    room.write("old.txt", OLD);
    room.write("new.txt", NEW);
    room
}

#[test]
fn the_output_says_what_was_checked() {
    let room = room();
    // 会則 第1条 （目的） 目的を定める。 第2条 （会費） 会費は10円とする。
    let line = "照合済み：改定前 33 字から改定後 34 字へ、逆にも一字の違いなく復元できます（削除 3 字・追加 4 字をすべて改定概要に計上）";
    let diff = room
        .kaitei(&["diff", "old.txt", "new.txt", "--prove"])
        .found();
    assert!(diff.ends_with(&format!("{line}\n")), "{diff}");
    let stat = room
        .kaitei(&["diff", "old.txt", "new.txt", "--prove", "--stat"])
        .found();
    assert!(stat.ends_with(&format!("{line}\n")), "{stat}");
    let summary = room
        .kaitei(&["summary", "old.txt", "new.txt", "--prove"])
        .done();
    assert!(summary.ends_with(&format!("{line}\n")), "{summary}");
    let markdown = room
        .kaitei(&[
            "summary", "old.txt", "new.txt", "--prove", "--format", "markdown",
        ])
        .done();
    assert!(markdown.ends_with(&format!("\n> {line}\n")), "{markdown}");
    let html = room
        .kaitei(&[
            "summary", "old.txt", "new.txt", "--prove", "--format", "html",
        ])
        .done();
    assert!(html.contains(line), "{html}");
}

#[test]
fn the_contracts_say_it_only_where_asked() {
    let room = room();
    for command in ["diff", "summary"] {
        let json = |args: &[&str]| -> serde_json::Value {
            let all = [&[command, "old.txt", "new.txt", "--format", "json"], args].concat();
            serde_json::from_str(&room.kaitei(&all).out).unwrap()
        };
        assert_eq!(
            json(&["--prove"])["proved"],
            serde_json::json!({"old_characters": 33, "new_characters": 34, "deleted": 3, "inserted": 4})
        );
        assert_eq!(json(&[]).get("proved"), Some(&serde_json::Value::Null));
    }
}

#[test]
fn equal_texts_prove_too() {
    let room = room();
    let said = room
        .kaitei(&["diff", "old.txt", "old.txt", "--prove"])
        .done();
    assert!(
        said.starts_with("照合済み：") && said.contains("削除 0 字・追加 0 字"),
        "{said}"
    );
}

//! What the command prints: its formats, its words on odd input, and that no text becomes markup.

use serde_json::Value;

use crate::support::Room;

const OURS: &str = "corpus/tokiwano-kagu/privacy-policy/2024-04-01.txt";
const THEIRS: &str = "corpus/soratome/privacy-policy/2024-04-01.md";
const TERMS: &str = "corpus/shionagi-shobo/riyo-kiyaku/2025-10-01.txt";

fn file(path: &str) -> String {
    format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))
}

fn json(room: &Room, texts: &[&str]) -> Value {
    let mut args = vec!["compare"];
    args.extend(texts);
    args.extend(["--format", "json"]);
    serde_json::from_str(&room.kaitei(&args).done()).unwrap()
}

#[test]
fn the_sample_corpus_compares_as_its_snapshots_say() {
    let room = Room::new();
    std::fs::copy(file(OURS), room.path("tokiwano.txt")).unwrap();
    std::fs::copy(file(THEIRS), room.path("soratome.md")).unwrap();
    for (name, more) in [
        ("compare.txt", &["--wording"][..]),
        ("compare.md", &["--format", "markdown"]),
    ] {
        let mut args = vec!["compare", "tokiwano.txt", "soratome.md"];
        args.extend(more);
        crate::front::expect(
            &format!("tests/snapshots/{name}"),
            &room.kaitei(&args).done(),
        );
    }
}

#[test]
fn json_tells_every_clause_of_every_pair_once_or_in_pairs() {
    let room = Room::new();
    let (a, b, c) = (file(OURS), file(THEIRS), file(TERMS));
    let value = json(&room, &[&a, &b, &c]);
    assert_eq!(value["schema"], 1);
    assert_eq!(value["pairs"].as_array().unwrap().len(), 3);
    assert_eq!(value["clauses"], value["pairs"][0]["clauses"]);
    for pair in value["pairs"].as_array().unwrap() {
        let text = |letter: &Value| {
            value["texts"]
                .as_array()
                .unwrap()
                .iter()
                .find(|t| t["letter"] == *letter)
                .unwrap()["clauses"]
                .as_u64()
                .unwrap()
        };
        for (side, letter) in [("old", &pair["a"]), ("new", &pair["b"])] {
            let mut paths: Vec<&str> = pair["clauses"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(|row| row[side]["path"].as_str())
                .collect();
            paths.sort_unstable();
            paths.dedup();
            assert_eq!(paths.len() as u64, text(letter), "{side} {letter}");
        }
        for row in pair["clauses"].as_array().unwrap() {
            let paired = !row["old"].is_null() && !row["new"].is_null();
            assert_eq!(paired, !row["reason"].is_null(), "{row}");
        }
    }
    for topic in value["topics"].as_array().unwrap() {
        assert_eq!(topic["texts"].as_array().unwrap().len(), 3);
        for (n, cell) in topic["texts"].as_array().unwrap().iter().enumerate() {
            let lacks = topic["lacking"]
                .as_array()
                .unwrap()
                .contains(&value["texts"][n]["letter"]);
            assert_eq!(cell["state"] == "absent", lacks, "{topic}");
        }
    }
}

#[test]
fn of_many_texts_the_first_meets_the_others_unless_all_are_asked_for() {
    let room = Room::new();
    let texts: Vec<String> = ["2019-04-01", "2021-10-01", "2022-04-01", "2023-07-01"]
        .iter()
        .map(|day| file(&format!("corpus/tokiwano-kagu/privacy-policy/{day}.txt")))
        .chain([file(THEIRS)])
        .collect();
    let names: Vec<&str> = texts.iter().map(String::as_str).collect();
    let value = json(&room, &names);
    let letters: Vec<(&str, &str)> = value["pairs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["a"].as_str().unwrap(), p["b"].as_str().unwrap()))
        .collect();
    assert_eq!(letters, [("A", "B"), ("A", "C"), ("A", "D"), ("A", "E")]);
    let mut args = vec!["compare", "--all-pairs", "--format", "json"];
    args.extend(&names);
    let all: Value = serde_json::from_str(&room.kaitei(&args).done()).unwrap();
    assert_eq!(all["pairs"].as_array().unwrap().len(), 10);
    // What is left out is said, and how to get it; the rest is the same.
    for (option, is_told) in [(None, true), (Some("--all-pairs"), false)] {
        let mut args = vec!["compare"];
        args.extend(option);
        args.extend(&names);
        let said = room.kaitei(&args).done();
        assert_eq!(
            said.contains("残りの 6 組は --all-pairs"),
            is_told,
            "{option:?}"
        );
    }
    assert_eq!(value["topics"], all["topics"]);
    assert_eq!(value["likeness"], all["likeness"]);
}

#[test]
fn json_is_as_its_schema_says() {
    let schema = std::fs::read_to_string(file("docs/schemas/compare.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let room = Room::new();
    let (a, b, c) = (file(OURS), file(THEIRS), file(TERMS));
    for texts in [&[a.as_str(), &b][..], &[&a, &b, &c], &[&a, &a, &c]] {
        let value = json(&room, texts);
        let errors: Vec<String> = schema.iter_errors(&value).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
    let mut value = json(&room, &[&a, &b]);
    value["topics"][0]["law"] = Value::from(1);
    assert!(!schema.is_valid(&value));
}

#[test]
fn policy_text_is_never_markup() {
    let room = Room::new();
    let hostile = "プライバシーポリシー\n株式会社<b>太字</b>は、次のとおり定めます。\n1. 利用目的<img src=x onerror=alert(1)>\n\"><script>alert(1)</script>のために利用します。|`縦棒`*強調*\n2. Cookie\"onmouseover=\"alert(1)\n利用します。\n";
    room.write("<i>.txt", hostile);
    room.write(
        "b.txt",
        "プライバシーポリシー\n1. 利用目的\n発送のために利用します。\n",
    );
    let html = room
        .kaitei(&["compare", "<i>.txt", "b.txt", "--format", "html"])
        .done();
    assert_eq!(html.matches("<script>").count(), 1);
    assert_eq!(html.matches("</script>").count(), 1);
    for markup in ["<img", "<b>太", "<i>", "\"onmouseover"] {
        assert!(!html.contains(markup), "{markup}");
    }
    assert!(html.contains("&lt;script&gt;alert(1)"), "the text is shown");
    let markdown = room
        .kaitei(&["compare", "<i>.txt", "b.txt", "--format", "markdown"])
        .done();
    let bare = markdown.replace("\\<", "");
    assert!(!bare.contains('<'), "{markdown}");
    for line in markdown.lines().filter(|l| l.starts_with('|')) {
        let bars = line.replace("\\|", "").matches('|').count();
        assert!((4..=6).contains(&bars), "{line}");
    }
}

#[test]
fn odd_input_is_told_and_still_compared() {
    let room = Room::new();
    let ours = file(OURS);
    room.write(
        "none.txt",
        "プライバシーポリシー\n当社は、利用目的を次のとおり定め、Cookieを使いません。\n",
    );
    room.write(
        "english.txt",
        "Privacy Policy\n1. Purpose\nWe use your data to ship goods.\n",
    );
    for (other, words) in [
        (ours.clone(), "同じテキスト"),
        (
            room.path("none.txt").display().to_string(),
            "条項が見当たりません",
        ),
        (
            room.path("english.txt").display().to_string(),
            "日本語のテキストではない",
        ),
        (file(TERMS), "種類の違う文書"),
    ] {
        let said = room.kaitei(&["compare", &ours, &other]).done();
        assert!(said.contains(words), "{words}: {said}");
        assert!(said.contains("■ 話題の比較"), "{said}");
    }
    let (what, hint) = room.kaitei(&["compare", &ours]).failed();
    assert!(
        what.contains("2 つ以上") && hint.contains("kaitei compare"),
        "{what}"
    );
    let many: Vec<&str> = std::iter::once("compare")
        .chain(std::iter::repeat_n(ours.as_str(), 21))
        .collect();
    let (what, _) = room.kaitei(&many).failed();
    assert!(what.contains("21"), "{what}");
    room.kaitei(&["compare", "no.txt", "b.txt"]).failed();
}

#[test]
fn a_corpus_over_time_and_its_neighbours() {
    let room = Room::new();
    room.kaitei(&["ingest", &file("corpus")]).done();
    let said = room
        .kaitei(&[
            "compare",
            "--over-time",
            "soratome/privacy-policy",
            "tokiwano-kagu/privacy-policy",
        ])
        .done();
    let row = |name: &str| {
        said.lines()
            .find(|l| l.starts_with(name))
            .unwrap()
            .to_owned()
    };
    assert!(
        row("Cookie").contains("2023-06-16") && row("Cookie").contains("2021-10-01"),
        "{said}"
    );
    assert!(
        row("共同利用").contains("一部 2019-04-01 → ― 2022-04-01"),
        "{said}"
    );
    let value: Value = serde_json::from_str(
        &room
            .kaitei(&[
                "compare",
                "--over-time",
                "soratome/privacy-policy",
                "--format",
                "json",
            ])
            .done(),
    )
    .unwrap();
    assert_eq!(
        value["policies"][0]["versions"].as_array().unwrap().len(),
        4
    );
    let near: Value = serde_json::from_str(
        &room
            .kaitei(&["compare", "--near", "--format", "json"])
            .done(),
    )
    .unwrap();
    assert_eq!(near["policies"].as_array().unwrap().len(), 3);
    room.kaitei(&["compare", "--near", "no/policy"]).failed();
    room.kaitei(&["compare", "--over-time", "../x"]).failed();
    // A day of each.
    let said = room
        .kaitei(&[
            "compare",
            "soratome/privacy-policy@2022-10-01",
            "tokiwano-kagu/privacy-policy@2020-01-01",
            "--topics",
        ])
        .done();
    assert!(
        said.contains("@2022-10-01") && said.contains("@2019-04-01"),
        "{said}"
    );
}

//! The table of topics: what it finds, what it leaves alone, and what a corpus adds to it.

use std::collections::BTreeSet;

use kaitei::compare::{Comparison, Kind, State, Topics};

use super::{plain, sample};
use crate::support::Room;

/// State and deciding words by topic, of one text.
fn states(text: &str) -> Vec<(String, State, Vec<String>)> {
    let document = plain(text);
    let comparison = Comparison::of(&[&document], Topics::standard());
    comparison
        .rows
        .iter()
        .map(|row| {
            let cell = &row.cells[0];
            let words = cell.places.iter().flat_map(|p| p.words.clone()).collect();
            (
                comparison.topics.all()[row.topic].id.clone(),
                cell.state,
                words,
            )
        })
        .collect()
}

fn state(text: &str, id: &str) -> State {
    states(text)
        .into_iter()
        .find(|(topic, _, _)| topic == id)
        .map_or(State::Absent, |(_, state, _)| state)
}

#[test]
fn the_table_is_whole() {
    let topics = Topics::standard().all();
    assert!(topics.len() > 100, "{}", topics.len());
    let ids: BTreeSet<&str> = topics.iter().map(|t| t.id.as_str()).collect();
    assert_eq!(ids.len(), topics.len());
    for kind in Kind::ALL {
        assert!(
            topics.iter().filter(|t| t.kind == kind).count() > 30,
            "{kind:?}"
        );
    }
    // Laws are named with an article or are a standard's name.
    for topic in topics {
        if let Some(law) = &topic.law {
            assert!(!law.trim().is_empty(), "{}", topic.id);
        }
    }
    assert_eq!(
        topics
            .iter()
            .find(|t| t.id == "joint-use")
            .unwrap()
            .items
            .len(),
        5
    );
}

#[test]
fn what_must_be_named_and_is_not_is_told() {
    let whole = "プライバシーポリシー\n1. 共同利用\n当社は、氏名その他の項目をグループ会社と、商品の案内の目的で共同して利用します。管理責任者は当社（当市一番地、代表取締役 見本一郎）です。\n";
    assert_eq!(state(whole, "joint-use"), State::Present);
    let half = "プライバシーポリシー\n1. 共同利用\n当社は、グループ会社と共同して利用します。\n";
    assert_eq!(state(half, "joint-use"), State::Partial);
    let document = plain(half);
    let comparison = Comparison::of(&[&document], Topics::standard());
    let row = comparison
        .rows
        .iter()
        .find(|r| comparison.topics.all()[r.topic].id == "joint-use")
        .unwrap();
    assert!(
        row.cells[0]
            .missing
            .contains(&"管理責任者の氏名又は名称".to_owned()),
        "{:?}",
        row.cells[0]
    );
}

#[test]
fn words_that_mean_something_else_do_not_count() {
    // An institute's name is no joint use, mail is no AI, foreign third parties are a topic of their own.
    let text = "プライバシーポリシー\n1. 学術研究への協力\n大学共同利用機関に提供します。emailで知らせます。\n2. 外国にある第三者への個人情報の提供\n行いません。\n";
    assert_eq!(state(text, "joint-use"), State::Absent);
    assert_eq!(state(text, "profiling"), State::Absent);
    let topics: Vec<String> = states(text).into_iter().map(|(id, _, _)| id).collect();
    assert!(topics.contains(&"foreign".to_owned()), "{topics:?}");
}

#[test]
fn plain_words_are_known_too() {
    let text = "プライバシーステートメント\n1. 集める情報\n氏名です。\n2. 使いみち\n発送です。\n3. だれに渡すか\n運送会社です。\n4. 守りかた\n暗号化です。\n5. あなたの権利\nお申し出ください。\n6. いつまで持っておくか\n三年です。\n";
    for id in [
        "collected-items",
        "purpose",
        "third-party",
        "security",
        "requests",
        "retention",
    ] {
        assert_ne!(state(text, id), State::Absent, "{id}");
    }
    // A heading that names the data is not about what one may ask of it.
    let text = "プライバシーポリシー\n1. 保有個人データの利用目的\n発送です。\n2. 個人情報の管理者\n総務部長です。\n";
    for id in ["requests", "security"] {
        assert_eq!(state(text, id), State::Absent, "{id}");
    }
}

#[test]
fn rights_in_plain_words_are_touched_on_only() {
    for text in [
        "プライバシーポリシー\n1. お約束\n自分の情報を見たい、直してほしいときは、いつでもお申し出ください。\n",
        "プライバシーポリシー\n1. お約束\nご希望があれば、お預かりした情報を直し、または消します。\n",
    ] {
        assert_eq!(state(text, "requests"), State::Partial, "{text}");
    }
    // To mend a chair is no request.
    let text = "プライバシーポリシー\n1. お約束\n壊れた椅子を直します。\n";
    assert_eq!(state(text, "requests"), State::Absent);
}

#[test]
fn what_is_kept_abroad_is_a_topic_of_its_own() {
    let text = "プライバシーポリシー\n1. 安全管理措置\n当社は、外的環境の把握として、シンガポールの制度を把握した上で安全管理措置を実施します。\n";
    assert_eq!(state(text, "external-environment"), State::Present);
    assert_eq!(state(text, "security"), State::Present);
    assert_eq!(state(text, "foreign"), State::Absent);
    let unnamed = "プライバシーポリシー\n1. 外的環境の把握\n現地の制度を把握した上で管理します。\n";
    assert_eq!(state(unnamed, "external-environment"), State::Partial);
}

#[test]
fn a_word_of_a_heading_may_lean_on_its_chapter() {
    let text = "就業規則\n第1章　服務\n第1条（遵守事項）　次の事項を守る。\n第2章　安全衛生\n第2条（遵守事項）　火気に注意する。\n";
    let document = plain(text);
    let comparison = Comparison::of(&[&document], Topics::standard());
    let place = |id: &str| {
        let row = comparison
            .rows
            .iter()
            .find(|r| comparison.topics.all()[r.topic].id == id)
            .unwrap();
        let nodes = row.cells[0].places.iter().filter_map(|p| p.node);
        nodes
            .map(|n| comparison.profiles[0].nodes[n].path.to_string())
            .collect::<Vec<_>>()
    };
    assert!(
        place("safety").concat().contains("第2条") || place("safety") == ["第2章"],
        "{:?}",
        place("safety")
    );
    assert!(
        !place("conduct").concat().contains("第2条"),
        "{:?}",
        place("conduct")
    );
}

#[test]
fn spellings_and_width_do_not_count() {
    for heading in [
        "お問い合わせ",
        "お問合せ",
        "お問い合せ先",
        "ＣＯＯＫＩＥ",
        "cookie等",
    ] {
        let text = format!("プライバシーポリシー\n1. {heading}\n次のとおりです。\n");
        let id = if heading.starts_with('お') {
            "contact"
        } else {
            "external-transmission"
        };
        assert_ne!(state(&text, id), State::Absent, "{heading}");
    }
}

#[test]
fn every_place_is_a_clause_that_holds_a_deciding_word() {
    let document = sample("corpus/shionagi-shobo/riyo-kiyaku/2025-10-01.txt");
    let comparison = Comparison::of(&[&document], Topics::standard());
    assert_eq!(comparison.profiles[0].kind, Some(Kind::Terms));
    assert!(comparison.rows.len() > 15, "{}", comparison.rows.len());
    for row in &comparison.rows {
        for place in &row.cells[0].places {
            assert!(!place.words.is_empty());
            assert!(
                place
                    .node
                    .is_none_or(|n| n < comparison.profiles[0].nodes.len())
            );
        }
    }
}

#[test]
fn a_corpus_adds_topics_and_changes_them() {
    let room = Room::new();
    room.write(
        "a.txt",
        "プライバシーポリシー\n1. 猫の写真\n猫の写真を撮ります。\n2. 利用目的\n発送のためです。\n",
    );
    room.write(
        "b.txt",
        "プライバシーポリシー\n1. 利用目的\n発送のためです。\n",
    );
    std::fs::create_dir_all(room.path("kaitei-corpus")).unwrap();
    room.write(
        "kaitei-corpus/kaitei.toml",
        "format = 1\n[[compare.topic]]\nid = \"cats\"\nname = \"猫\"\nkind = \"privacy\"\nheading = [\"猫\"]\n",
    );
    let said = room
        .kaitei(&["compare", "a.txt", "b.txt", "--topics"])
        .done();
    let row = said.lines().find(|l| l.starts_with('猫')).unwrap();
    assert!(row.contains("◯ 1") && row.contains('―'), "{said}");

    room.write(
        "kaitei-corpus/kaitei.toml",
        "format = 1\n[[compare.topic]]\nid = \"cats\"\nname = \"猫\"\nkind = \"pets\"\n",
    );
    let (what, hint) = room.kaitei(&["compare", "a.txt", "b.txt"]).failed();
    assert!(
        what.contains("kaitei.toml") && what.contains("5 行目"),
        "{what}"
    );
    assert!(hint.contains("docs/compare.md"), "{hint}");
    for broken in [
        "heading = [\"あ(い\"]",
        "heading = [\"\"]",
        "words = []",
        "part_of = \"no\"",
    ] {
        room.write(
            "kaitei-corpus/kaitei.toml",
            format!("format = 1\n[[compare.topic]]\nid = \"cats\"\nname = \"猫\"\nkind = \"privacy\"\n{broken}\n"),
        );
        let (what, _) = room.kaitei(&["compare", "a.txt", "b.txt"]).failed();
        assert!(what.contains("行目"), "{broken}: {what}");
    }
}

//! Pairs against those that a person made by hand (`tests/pairings`). A gold file that names texts by digest is of real
//! policies, which are not here: `cargo run --example pairings` scores those.

use std::collections::BTreeSet;
use std::path::Path;

use kaitei::compare::{Profile, Reason, Topics, pair};
use kaitei::document::Document;

use super::{plain, sample};

type Row = (String, String);

/// The rows that must be there, and those that may.
fn gold(text: &str) -> (BTreeSet<Row>, BTreeSet<Row>) {
    let (mut must, mut may) = (BTreeSet::new(), BTreeSet::new());
    for line in text
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
    {
        let cells: Vec<&str> = line.split('\t').collect();
        let row = (cells[0].to_owned(), cells[1].to_owned());
        let set = if cells.get(2) == Some(&"?") {
            &mut may
        } else {
            &mut must
        };
        set.insert(row);
    }
    (must, may)
}

fn rows(a: &Document, b: &Document) -> BTreeSet<Row> {
    let topics = Topics::standard();
    let (x, y) = (Profile::of(a, topics), Profile::of(b, topics));
    let pairing = pair(&x, &y);
    let mut out = BTreeSet::new();
    for link in &pairing.links {
        assert!(link.score > 0.0 && link.score <= 1.0);
        out.insert((
            x.nodes[link.a].path.to_string(),
            y.nodes[link.b].path.to_string(),
        ));
    }
    for (n, node) in x.nodes.iter().enumerate() {
        if !pairing.links.iter().any(|l| l.a == n) {
            out.insert((node.path.to_string(), "-".to_owned()));
        }
    }
    for (n, node) in y.nodes.iter().enumerate() {
        if !pairing.links.iter().any(|l| l.b == n) {
            out.insert(("-".to_owned(), node.path.to_string()));
        }
    }
    out.retain(|(a, b)| !a.contains('[') && !b.contains('['));
    out
}

#[test]
fn the_sample_corpus_pairs_as_its_gold_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pairings");
    let mut scored = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let named = |side: &str| -> Option<String> {
            let line = text.lines().find_map(|l| l.strip_prefix(side))?;
            line.starts_with("corpus/").then(|| line.to_owned())
        };
        let (Some(a), Some(b)) = (named("# a: "), named("# b: ")) else {
            continue;
        };
        let (must, may) = gold(&text);
        let found = rows(&sample(&a), &sample(&b));
        let missing: Vec<&Row> = must.difference(&found).collect();
        let extra: Vec<&Row> = found
            .iter()
            .filter(|row| !must.contains(*row) && !may.contains(*row))
            .filter(|(a, b)| {
                let side = |x: &str, y: &str| (a == "-" && y == b) || (b == "-" && x == a);
                // A pair that may be read either way excuses the rows without a pair.
                !may.iter().any(|(x, y)| side(x, y))
            })
            .collect();
        assert!(
            missing.is_empty() && extra.is_empty(),
            "{}: missing {missing:?}, extra {extra:?}",
            path.display()
        );
        scored += 1;
    }
    assert!(scored > 0);
}

#[test]
fn texts_of_one_origin_are_paired_as_versions_are() {
    let (a, b) = (
        sample("corpus/tokiwano-kagu/privacy-policy/2022-04-01.txt"),
        sample("corpus/tokiwano-kagu/privacy-policy/2024-04-01.txt"),
    );
    let topics = Topics::standard();
    let pairing = pair(&Profile::of(&a, topics), &Profile::of(&b, topics));
    assert!(pairing.is_kin);
    assert!(pairing.links.iter().all(|l| l.reason != Reason::Words));
    let revision = kaitei::diff::diff(&a, &b);
    let same = revision
        .pairs
        .iter()
        .filter(|p| p.old.is_some() && p.new.is_some())
        .count();
    assert!(
        pairing.links.len() >= same,
        "{} < {same}",
        pairing.links.len()
    );
}

#[test]
fn the_order_of_clauses_does_not_count() {
    let ours = plain(
        "プライバシーポリシー\n1. 利用目的\n商品の発送のために利用します。\n2. 安全管理措置\n漏えいを防ぎます。\n3. お問い合わせ窓口\n総務部まで。\n",
    );
    let theirs = plain(
        "個人情報保護方針\n第1条（窓口）\n管理部が承ります。\n第2条（個人情報の安全管理）\n必要な措置を講じます。\n第3条（個人情報の利用目的）\n次の目的で利用します。\n第4条（Cookie）\n用いません。\n",
    );
    let found = rows(&ours, &theirs);
    let expected: BTreeSet<Row> = [
        ("1", "第3条"),
        ("2", "第2条"),
        ("3", "第1条"),
        ("-", "第4条"),
    ]
    .map(|(a, b)| (a.to_owned(), b.to_owned()))
    .into();
    assert_eq!(found, expected);
    // Nor does it count who stands first.
    let turned: BTreeSet<Row> = rows(&theirs, &ours)
        .into_iter()
        .map(|(a, b)| (b, a))
        .collect();
    assert_eq!(turned, expected);
}

#[test]
fn a_clause_on_two_topics_is_paired_with_both() {
    let ours = plain(
        "プライバシーポリシー\n1. 第三者提供及び委託\n（1）当社は、同意を得ないで第三者に提供しません。\n（2）当社は、取扱いを外部に委託することがあります。\n",
    );
    let theirs = plain(
        "プライバシーポリシー\n1. 業務の委託\n運送会社に委託します。\n2. 第三者への提供\n提供しません。\n",
    );
    let found = rows(&ours, &theirs);
    for (a, b) in [("1/(1)", "2"), ("1/(2)", "1")] {
        assert!(found.contains(&(a.to_owned(), b.to_owned())), "{found:?}");
    }
}

#[test]
fn a_chapter_yields_to_its_articles() {
    let ours = plain(
        "就業規則\n第1章　採用及び休職\n（採用）\n第1条　会社は、選考により採用する。\n（休職）\n第2条　会社は、休職を命ずることがある。\n",
    );
    let theirs = plain(
        "就業規則\n第1章　人事\n（休職の事由）\n第1条　社員が欠勤したときは、休職とする。\n（採用の手続）\n第2条　採用を希望する者は、履歴書を出す。\n",
    );
    let found = rows(&ours, &theirs);
    for (a, b) in [
        ("第1章/第1条", "第1章/第2条"),
        ("第1章/第2条", "第1章/第1条"),
    ] {
        assert!(found.contains(&(a.to_owned(), b.to_owned())), "{found:?}");
    }
    assert!(
        !found.iter().any(|(a, b)| a == "第1章" && b.contains('条')),
        "{found:?}"
    );
}

#[test]
fn a_chapter_on_one_thing_hides_no_article_on_it() {
    let ours = plain(
        "就業規則\n第1章　服務\n（服務の基本）\n第1条　社員は、誠実に働く。\n（秘密の保持）\n第2条　社員は、秘密を漏らさない。\n",
    );
    let theirs = plain(
        "就業規則\n第1章　守ること\n（機密の保持）\n第1条　職員は、口外しない。\n（服務の心得）\n第2条　職員は、勤めに励む。\n",
    );
    let found = rows(&ours, &theirs);
    for (a, b) in [
        ("第1章/第1条", "第1章/第2条"),
        ("第1章/第2条", "第1章/第1条"),
    ] {
        assert!(found.contains(&(a.to_owned(), b.to_owned())), "{found:?}");
    }
}

#[test]
fn of_several_on_one_topic_the_nearest_go_together() {
    let ours = plain(
        "就業規則\n第1条（休日）　日曜を休日とする。\n第2条（休日の振替）　休日を他の日に替えることがある。\n",
    );
    let theirs = plain(
        "就業規則\n第1条（休日の振替）　会社は、休日を別の日に移す。\n第2条（休日）　土曜と日曜。\n第3条（代休）　代休を与える。\n",
    );
    let found = rows(&ours, &theirs);
    for (a, b, is_there) in [
        ("第1条", "第2条", true),
        ("第2条", "第1条", true),
        ("第1条", "第1条", false),
        ("第2条", "第2条", false),
    ] {
        assert_eq!(
            found.contains(&(a.to_owned(), b.to_owned())),
            is_there,
            "{a} {b}: {found:?}"
        );
    }
    // What is left over belongs to the nearest there is.
    assert!(
        !found.contains(&("-".to_owned(), "第3条".to_owned())),
        "{found:?}"
    );
}

#[test]
fn what_is_said_in_passing_under_another_heading_is_no_counterpart() {
    let ours = plain(
        "プライバシーポリシー\n1. 個人情報の取得\n当社は、申込書により取得します。閲覧の際はCookieも用います。\n",
    );
    let theirs = plain("プライバシーポリシー\n1. Cookieの利用\n分析のために用います。\n");
    let expected: BTreeSet<Row> = [("1", "-"), ("-", "1")]
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .into();
    assert_eq!(rows(&ours, &theirs), expected);
}

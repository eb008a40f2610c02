//! What stands on the pages.

use kaitei::corpus::Corpus;

use super::html::{self, assert_sound};
use super::{published, sample};
use crate::support::Room;

fn page(room: &Room, path: &str) -> String {
    room.read(&format!("out/{path}"))
}

fn built(room: &Room) -> std::collections::BTreeMap<String, Vec<u8>> {
    room.kaitei(&["site", "--out", "out"]).done();
    published(&room.path("out"))
}

#[test]
fn every_link_resolves_and_nothing_is_inline() {
    let room = sample();
    let site = built(&room);
    assert!(site.len() > 500, "{}", site.len());
    assert_sound(&site);
    let policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';";
    for (path, bytes) in site.iter().filter(|(p, _)| p.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        let (tags, _) = html::read(&text);
        let held = tags
            .iter()
            .find(|t| t.get("http-equiv") == Some("Content-Security-Policy"));
        let held = held.and_then(|t| t.get("content")).unwrap();
        assert!(
            held.starts_with(policy) && !held.contains("unsafe"),
            "{path}: {held}"
        );
        let lang = if path.starts_with("en/") { "en" } else { "ja" };
        assert!(text.contains(&format!("<html lang=\"{lang}\">")), "{path}");
    }
}

#[test]
fn a_version_page_holds_every_text_of_the_version_in_order() {
    let room = sample();
    built(&room);
    let corpus = Corpus::open(&room.path("kaitei-corpus")).unwrap();
    let mut leaves = 0;
    for id in corpus.policies() {
        for version in corpus.whole(&id).unwrap().1 {
            let html = page(&room, &format!("policies/{id}/{}.html", version.key));
            let (_, text) = html::read(&html);
            let mut rest = text.as_str();
            let title = version.document.title.clone().unwrap();
            assert!(rest.contains(&title));
            for leaf in version.document.leaves().into_iter().skip(1) {
                // A heading may stand before its number.
                if matches!(
                    leaf.kind,
                    kaitei::document::LeafKind::Marker | kaitei::document::LeafKind::Caption
                ) {
                    assert!(rest.contains(&leaf.text), "{id} {}: {leaf:?}", version.key);
                    continue;
                }
                for part in leaf.text.split('\t').chain([leaf.marker.as_str()]) {
                    assert!(text.contains(part), "{id} {}: {part}", version.key);
                }
                let first = leaf.text.split('\t').next().unwrap();
                let at = rest.find(first);
                assert!(at.is_some(), "{id} {}: out of order: {first}", version.key);
                rest = &rest[at.unwrap() + first.len()..];
                leaves += 1;
            }
        }
    }
    assert!(leaves > 500, "{leaves}");
}

#[test]
fn a_revision_page_has_both_views_hidden_words_and_the_json_of_the_command() {
    let room = sample();
    built(&room);
    let folder = "policies/shionagi-shobo/riyo-kiyaku";
    let html = page(&room, &format!("{folder}/changes/2024-04-01.html"));
    let count = |what: &str| html.matches(what).count();
    assert_eq!(count("<ins>"), count("追加ここから"));
    assert_eq!(count("<del>"), count("削除ここまで"));
    assert!(count("<ins>") >= 20, "{}", count("<ins>"));
    let english = page(&room, &format!("en/{folder}/changes/2024-04-01.html"));
    assert_eq!(
        english.matches("<ins>").count(),
        english.matches("[added:").count()
    );
    // What is the same on both sides is marked, for a narrow page shows it once.
    assert!(
        count("<tr class=\"eq\">") > 0,
        "{}",
        count("<tr class=\"eq\">")
    );
    // A clause that only bears another number has both in the two columns.
    let both = html.split("<article").any(|change| {
        let (old, new) = (
            "<td class=\"o\"><p class=\"l h\">",
            "<td class=\"n\"><p class=\"l h\">",
        );
        let sides = change.contains(old) && change.contains(new);
        sides && change.contains("番号の変更") && !change.contains("<tr class=\"eq\">")
    });
    assert!(both, "no renumbered clause in two columns");
    assert!(count("<table class=\"side\">") > 10 && count("<details class=\"same\">") > 5);
    let (old, new) = (
        "shionagi-shobo/riyo-kiyaku@2023-06-01",
        "shionagi-shobo/riyo-kiyaku@2024-04-01",
    );
    let diff = room.kaitei(&["diff", old, new, "--format", "json"]).found();
    assert_eq!(
        page(&room, &format!("{folder}/changes/2024-04-01.json")),
        diff
    );
    let summary = room
        .kaitei(&["summary", old, new, "--format", "json"])
        .done();
    assert_eq!(
        page(&room, &format!("{folder}/changes/2024-04-01.summary.json")),
        summary
    );
    // Every sentence of the 改定概要 stands on the page.
    let value: serde_json::Value = serde_json::from_str(&summary).unwrap();
    let (_, text) = html::read(&html);
    for entry in value["entries"].as_array().unwrap() {
        assert!(
            text.contains(entry["sentence"].as_str().unwrap()),
            "{entry}"
        );
    }
}

#[test]
fn a_clause_keeps_its_address_and_old_numbers_lead_to_it() {
    let room = Room::new();
    let text = |clauses: &[(&str, &str)]| {
        let mut out = String::from("---\nkaitei: 1\n---\n\n# 会則\n\n");
        for (number, heading) in clauses {
            out.push_str(&format!(
                "## **{number}** （{heading}）\n\n{heading}については、理事会が別に定めるところによる。\n\n"
            ));
        }
        out
    };
    room.ingest(
        "club/rules",
        "2020-04-01.md",
        &text(&[("第1条", "名称"), ("第2条", "会費"), ("第3条", "解散")]),
    );
    room.ingest(
        "club/rules",
        "2022-04-01.md",
        &text(&[
            ("第1条", "名称"),
            ("第2条", "事務所"),
            ("第3条", "会費"),
            ("第4条", "解散"),
        ]),
    );
    let before = built(&room);
    let clauses = "policies/club/rules/clauses";
    // The clause on fees began as 第2条; its page says where it stands now.
    let (_, fees) = html::read(&page(&room, &format!("{clauses}/第2条.html")));
    assert!(
        fees.contains("第3条（会費）") && fees.contains("番号の変更"),
        "{fees}"
    );
    // The newcomer took a number that was used: its address says since when.
    let (_, office) = html::read(&page(&room, &format!("{clauses}/第2条.2022-04-01.html")));
    assert!(office.contains("第2条（事務所）"), "{office}");
    // 第4条 was first borne by the clause that began as 第3条.
    let redirect = page(&room, &format!("{clauses}/第4条.html"));
    let to = "%E7%AC%AC3%E6%9D%A1.html";
    assert!(
        redirect.contains(&format!("content=\"0; url={to}\"")),
        "{redirect}"
    );
    room.ingest(
        "club/rules",
        "2024-04-01.md",
        &text(&[
            ("第1条", "名称"),
            ("第2条", "事務所"),
            ("第3条", "役員"),
            ("第4条", "会費"),
            ("第5条", "解散"),
        ]),
    );
    let after = built(&room);
    assert_sound(&after);
    for path in before.keys() {
        assert!(after.contains_key(path), "{path} is gone");
    }
    let (_, fees) = html::read(&page(&room, &format!("{clauses}/第2条.html")));
    assert!(fees.contains("第4条（会費）"), "{fees}");
    assert_eq!(
        page(&room, &format!("{clauses}/第4条.html")),
        redirect.replace("第4条（解散）", "第5条（解散）")
    );
    // An older version that comes late moves the beginning of clauses, and leaves their addresses.
    room.ingest(
        "club/rules",
        "2021-04-01.md",
        &text(&[
            ("第1条", "名称"),
            ("第2条", "事務所"),
            ("第3条", "会費"),
            ("第4条", "解散"),
        ]),
    );
    let late = built(&room);
    assert_sound(&late);
    for path in after.keys() {
        assert!(late.contains_key(path), "{path} is gone");
    }
    let (_, office) = html::read(&page(&room, &format!("{clauses}/第2条.2022-04-01.html")));
    assert!(office.contains("第2条（事務所）"), "{office}");
    assert!(
        room.path(&format!("out/{clauses}/第2条.2021-04-01.html"))
            .is_file()
    );
    // All pages anew, and once more.
    room.kaitei(&["site", "--out", "out", "--title", "別の題"])
        .done();
    assert!(
        room.path(&format!("out/{clauses}/第2条.2022-04-01.html"))
            .is_file()
    );
}

#[test]
fn policy_text_is_never_markup_and_ids_from_outside_make_sound_links() {
    let room = Room::new();
    let evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;</p></section>";
    let text = |extra: &str| {
        format!(
            "---\nkaitei: 1\norganization: {evil}\n---\n\n# {evil}\n\n{evil}\n\n## **第1条** （{evil}）\n\n{evil}{extra}\n\n\
             - ・{evil}\n\n### **(1)** {evil}\n\n## [{evil}/..]\n\n{evil}\n"
        )
    };
    let id = "ev'il&co%41/規約,(案)+=;$!";
    room.ingest(id, "2020-04-01.md", &text(""));
    room.ingest(id, "2021-04-01.md", &text("<b>追加</b>"));
    let site = built(&room);
    assert_sound(&site);
    let mut shown = 0;
    for (path, bytes) in &site {
        let text = String::from_utf8_lossy(bytes);
        if path.ends_with(".html") {
            let (tags, seen) = html::read(&text);
            let scripts = tags.iter().filter(|t| t.name == "script").count();
            assert!(scripts <= 1, "{path}");
            assert!(tags.iter().all(|t| t.name != "img"), "{path}");
            shown += usize::from(seen.contains("<script>alert(1)</script>"));
        } else if path.ends_with(".xml") {
            assert!(!text.contains("<script"), "{path}");
        }
    }
    assert!(shown > 10, "{shown}");
}

#[test]
fn the_feeds_are_atom_and_their_ids_stay() {
    let room = sample();
    let args = [
        "site",
        "--out",
        "out",
        "--base-url",
        "https://example.jp/kaitei",
    ];
    room.kaitei(&args).done();
    let parse = |path: &str| feed_rs::parser::parse(page(&room, path).as_bytes()).unwrap();
    let all = parse("feed.xml");
    assert_eq!(all.feed_type, feed_rs::model::FeedType::Atom);
    assert_eq!(all.entries.len(), 14);
    let one = parse("policies/soratome/privacy-policy/feed.xml");
    assert_eq!(one.entries.len(), 4);
    for entry in &one.entries {
        assert!(all.entries.iter().any(|e| e.id == entry.id));
        let link = &entry.links[0].href;
        let path = link.strip_prefix("https://example.jp/kaitei/").unwrap();
        assert!(
            room.path(&format!("out/{}", html::decoded(path))).is_file(),
            "{link}"
        );
        assert!(entry.updated.is_some() && entry.title.is_some() && entry.content.is_some());
    }
    let map = page(&room, "sitemap.xml");
    assert_eq!(map.matches("<sitemap>").count(), 3);
    let own = page(&room, "policies/soratome/privacy-policy/sitemap.xml");
    let mut locations = 0;
    for location in own.split("<loc>").skip(1) {
        let location = location.split("</loc>").next().unwrap();
        let path = location.strip_prefix("https://example.jp/kaitei/").unwrap();
        assert!(
            room.path(&format!("out/{}", html::decoded(path))).is_file(),
            "{location}"
        );
        locations += 1;
    }
    assert!(locations > 60, "{locations}");
    // Another address, the same ids.
    room.kaitei(&["site", "--out", "out2"]).done();
    let other = feed_rs::parser::parse(room.read("out2/feed.xml").as_bytes()).unwrap();
    let ids = |feed: &feed_rs::model::Feed| {
        feed.entries
            .iter()
            .map(|e| e.id.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&all), ids(&other));
}

#[test]
fn the_day_says_which_version_is_in_force() {
    let policy = "policies/a/b";
    let standing = |epoch: i64| {
        let room = Room::at(epoch);
        for year in ["2023", "2025", "2027"] {
            room.ingest(
                "a/b",
                &format!("{year}-04-01.md"),
                &crate::support::undated(year),
            );
        }
        built(&room);
        let of = |year: &str| {
            let html = page(&room, &format!("{policy}/{year}-04-01.html"));
            ["now", "past", "soon"]
                .into_iter()
                .find(|s| html.contains(&format!("<p class=\"standing {s}\">")))
        };
        // The policy's page says which is in force and which are to come.
        let policy = page(&room, &format!("{policy}/index.html"));
        let state = policy.split("<dl class=\"state\">").nth(1).unwrap();
        let state = state.split("</dl>").next().unwrap();
        let standing = [of("2023"), of("2025"), of("2027")].map(Option::unwrap);
        for (year, is) in ["2023", "2025", "2027"].iter().zip(standing) {
            let entry = state
                .split("<div>")
                .find(|e| e.contains(&format!("{year}-04-01.html")));
            let said = match is {
                "now" => Some("本日現在の版"),
                "soon" => Some("これから効力を生じる版"),
                _ => None,
            };
            match (entry, said) {
                (Some(entry), Some(said)) => assert!(entry.contains(said), "{entry}"),
                (None, None) => {}
                wrong => panic!("{year}: {wrong:?}"),
            }
        }
        standing
    };
    // 2025-03-31T14:59:59Z and one second later: the day begins in Japan.
    assert_eq!(standing(1_743_433_199), ["now", "soon", "soon"]);
    assert_eq!(standing(1_743_433_200), ["past", "now", "soon"]);
    assert_eq!(standing(1_893_456_000), ["past", "past", "now"]);
}

#[test]
fn a_corpus_brings_its_own_logo_style_and_footer() {
    let room = sample();
    room.write(
        "kaitei-corpus/site/logo.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    );
    room.write("kaitei-corpus/site/style.css", ":root { --accent: #060; }");
    room.write(
        "kaitei-corpus/site/footer.md",
        "[会社概要](https://example.jp/) <script>x</script>\n",
    );
    room.write("kaitei-corpus/site/notes.txt", "x");
    room.git(&["add", "site"]);
    room.git(&["commit", "-qm", "site"]);
    let said = room
        .kaitei(&["site", "--out", "out", "--title", "みどりの記録"])
        .done();
    assert!(said.contains("site/notes.txt: 使いませんでした"), "{said}");
    let site = published(&room.path("out"));
    assert_sound(&site);
    let front = page(&room, "index.html");
    for part in [
        "assets/logo.svg",
        "assets/own.css",
        "<h1>みどりの記録</h1>",
        "<a href=\"https://example.jp/\">会社概要</a>",
        "&lt;script&gt;",
    ] {
        assert!(front.contains(part), "{part} in {front}");
    }
    // A corpus with such a folder is whole.
    room.kaitei(&["verify"]).done();
}

#[test]
fn what_cannot_be_an_address_is_refused() {
    let room = sample();
    for url in [
        "example.jp",
        "javascript:alert(1)",
        "https://",
        "https://a b/",
        "https://a/?x",
        "http:///x",
    ] {
        let (said, _) = room
            .kaitei(&["site", "--out", "out", "--base-url", url])
            .failed();
        assert!(said.contains("サイトのアドレスとして使えません"), "{said}");
    }
    let (said, _) = room
        .kaitei(&["site", "--out", "out", "--policy", "no/such"])
        .failed();
    assert!(said.contains("この規程はありません"), "{said}");
    assert!(!room.path("out").exists());
}

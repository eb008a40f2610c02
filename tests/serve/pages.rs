//! What is served, and that it is never of yesterday.

use std::collections::BTreeMap;

use super::Served;
use crate::site::html::{self, target};
use crate::site::{published, sample};
use crate::support::{Room, undated};

const POLICY: &str = "policies/shionagi-shobo/riyo-kiyaku";

#[test]
fn the_pages_are_those_of_the_site() {
    let room = sample();
    room.kaitei(&["site", "--out", "out"]).done();
    let site = published(&room.path("out"));
    let served = Served::new(&room);
    let mut same = 0;
    for (path, bytes) in &site {
        let reply = served.get(&format!("/{path}"));
        assert_eq!(reply.status, 200, "{path}");
        // The pages of policies have the form.
        if !(path.contains("policies/")
            && path.ends_with("/index.html")
            && !path.contains("/clauses/"))
        {
            assert!(reply.body == *bytes, "{path}");
            same += 1;
        }
    }
    assert!(same > 500, "{same}");
}

/// Every link of a page leads to a page.
#[track_caller]
fn assert_links(served: &Served, page: &str) {
    let (tags, _) = html::read(&served.page(&format!("/{page}")));
    let mut count = 0;
    for tag in tags {
        for link in [tag.get("href"), tag.get("src"), tag.get("action")] {
            if let Some((path, fragment)) = link.and_then(|l| target(page, l)) {
                if path.ends_with("compare.html") {
                    continue;
                }
                let found = served.page(&format!("/{path}"));
                if let Some(fragment) = fragment {
                    let id = format!("id=\"{fragment}\"");
                    assert!(found.contains(&id), "{page}: no #{fragment} in {path}");
                }
                count += 1;
            }
        }
    }
    assert!(count > 10, "{page}: {count}");
}

#[test]
fn any_two_versions_have_a_page() {
    let room = sample();
    let served = Served::new(&room);
    let form = served.page(&format!("/{POLICY}/index.html"));
    assert!(
        form.contains("method=\"get\" action=\"compare.html\""),
        "{form}"
    );
    let asked = |query: &str| served.get(&format!("/{POLICY}/compare.html?{query}"));
    let far = asked("old=2022-04-01&new=2025-10-01");
    assert_eq!(far.status, 303);
    assert_eq!(
        far.headers["location"],
        "changes/2022-04-01_2025-10-01.html"
    );
    // The other way round is the same two versions; neighbours have a page of their own.
    let back = asked("old=2025-10-01&new=2022-04-01");
    assert_eq!(back.headers["location"], far.headers["location"]);
    let near = asked("old=2023-06-01&new=2024-04-01");
    assert_eq!(near.headers["location"], "changes/2024-04-01.html");
    assert_eq!(asked("old=2022-04-01&new=2022-04-01").status, 400);
    assert_eq!(asked("old=2022-04-02&new=2025-10-01").status, 404);
    for (name, to) in [
        ("2023-06-01_2024-04-01.html", "../changes/2024-04-01.html"),
        (
            "2025-10-01_2022-04-01.html",
            "../changes/2022-04-01_2025-10-01.html",
        ),
    ] {
        let moved = served.get(&format!("/{POLICY}/changes/{name}"));
        assert_eq!((moved.status, &*moved.headers["location"]), (303, to));
    }
    for tree in ["", "en/"] {
        let page = format!("{tree}{POLICY}/changes/2022-04-01_2025-10-01.html");
        assert_links(&served, &page);
        let html = served.page(&format!("/{page}"));
        let (_, text) = html::read(&html);
        assert!(
            text.contains(if tree.is_empty() {
                "2022年4月1日 → 2025年10月1日"
            } else {
                "1 April 2022 → 1 October 2025"
            }),
            "{text}"
        );
        // The revisions between are named, and both views are there.
        assert!(html.contains("<a href=\"2024-04-01.html\">"));
        assert!(html.matches("<table class=\"side\">").count() > 10);
    }
    // The JSON is that of the commands.
    let sides = ["2022-04-01", "2025-10-01"].map(|v| format!("shionagi-shobo/riyo-kiyaku@{v}"));
    for (command, ending) in [("diff", "json"), ("summary", "summary.json")] {
        let said = room.kaitei(&[command, &sides[0], &sides[1], "--format", "json"]);
        let path = format!("/{POLICY}/changes/2022-04-01_2025-10-01.{ending}");
        assert_eq!(served.page(&path), said.out, "{command}");
    }
}

#[test]
fn what_changes_in_the_corpus_is_served_at_once() {
    let room = sample();
    let served = Served::new(&room);
    assert_eq!(served.get("/policies/a/b/index.html").status, 404);
    assert!(!served.page("/index.html").contains("policies/a/b/"));
    room.ingest("a/b", "2020-01-01.md", &undated("檸檬の規程。"));
    assert!(served.page("/").contains("policies/a/b/index.html"));
    assert!(served.page("/search/index.json").contains("\"a/b\""));
    assert_eq!(served.get("/policies/a/b/2021-01-01.html").status, 404);
    room.ingest("a/b", "2021-01-01.md", &undated("蜜柑の規程。"));
    assert!(
        served
            .page("/policies/a/b/2021-01-01.html")
            .contains("蜜柑")
    );
    assert!(served.page("/feed.xml").contains("urn:uuid"));
    assert!(
        served
            .page("/policies/a/b/index.html")
            .contains("id=\"compare\"")
    );
    // What a person corrects, and a style of the corpus's own.
    let path = "kaitei-corpus/policies/a/b/2021-01-01/policy.md";
    room.write(path, room.read(path).replace("蜜柑", "柚子"));
    room.write("kaitei-corpus/site/style.css", ":root { --accent: #060; }");
    room.write("kaitei-corpus/site/footer.md", "社内用\n");
    room.git(&["add", "."]);
    room.git(&["commit", "-qm", "corrected"]);
    let page = served.page("/policies/a/b/2021-01-01.html");
    assert!(page.contains("柚子") && !page.contains("蜜柑") && page.contains("社内用"));
    assert!(served.page("/assets/own.css").contains("#060"));
    // And what goes.
    room.git(&["rm", "-rq", "policies/a/b"]);
    room.git(&["commit", "-qm", "gone"]);
    assert_eq!(served.get("/policies/a/b/2021-01-01.html").status, 404);
    assert!(!served.page("/").contains("policies/a/b/"));
    // A corpus that is no more, and one that comes in its place.
    std::fs::rename(room.path("kaitei-corpus"), room.path("aside")).unwrap();
    let gone = served.get("/");
    assert_eq!(gone.status, 500);
    assert!(gone.text().contains("コーパスがありません"));
    std::fs::rename(room.path("aside"), room.path("kaitei-corpus")).unwrap();
    assert_eq!(served.get("/").status, 200);
}

#[test]
fn the_lists_name_every_policy_that_those_of_the_site_name() {
    let room = Room::new();
    for n in 0..30 {
        for year in [2020, 2021] {
            let text = format!("第{n}号は、{year}年に定めた。管理番号{}。", n * 7919 % 1000);
            room.write(&format!("texts/o/p{n}/{year}-04-01.md"), undated(&text));
        }
    }
    room.kaitei(&["ingest", "texts"]).done();
    let served = Served::new(&room);
    assert_lists(&room, &served, "site");
    room.ingest("o/p3", "2022-04-01.md", &undated("檸檬。"));
    room.ingest("o/q", "2022-04-01.md", &undated("蜜柑。"));
    room.git(&["rm", "-rq", "policies/o/p5"]);
    room.git(&["commit", "-qm", "gone"]);
    assert_lists(&room, &served, "later");
}

/// The policies of each pair of neighbouring signs, by a way to read a file below `search/`.
fn lists(read: impl Fn(&str) -> String) -> BTreeMap<String, Vec<String>> {
    let json = |path: &str| -> serde_json::Value { serde_json::from_str(&read(path)).unwrap() };
    let head = json("index.json");
    let names: BTreeMap<u64, String> = head["policies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p[0].as_u64().unwrap(), p[1].as_str().unwrap().to_owned()))
        .collect();
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for shard in 0..head["shards"].as_u64().unwrap() {
        for (pair, runs) in json(&format!("{shard:03x}.json")).as_object().unwrap() {
            for run in runs.as_str().unwrap().split(',') {
                let (first, last) = run.split_once('-').unwrap_or((run, run));
                let numbers = first.parse::<u64>().unwrap()..=last.parse().unwrap();
                let held = numbers.map(|n| names[&n].clone());
                out.entry(pair.clone()).or_default().extend(held);
            }
        }
    }
    out
}

#[track_caller]
fn assert_lists(room: &Room, served: &Served, out: &str) {
    room.kaitei(&["site", "--out", out]).done();
    let site = lists(|path| room.read(&format!("{out}/search/{path}")));
    let served = lists(|path| served.page(&format!("/search/{path}")));
    assert!(site.len() > 50, "{}", site.len());
    for (pair, policies) in &site {
        for policy in policies {
            assert!(
                served.get(pair).is_some_and(|p| p.contains(policy)),
                "{pair}: {policy}"
            );
        }
    }
    // Not simply all of them.
    let every = |lists: &BTreeMap<String, Vec<String>>| lists.values().map(Vec::len).sum::<usize>();
    assert!(every(&served) < every(&site) * 2);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_well() {
    let room = sample();
    for signal in ["INT", "TERM"] {
        let mut served = Served::new(&room);
        served.page("/");
        // A connection that is still open does not hold it up.
        let _open = served.connect();
        let pid = served.child.id().to_string();
        let killed = std::process::Command::new("kill")
            .args([&format!("-{signal}"), &pid])
            .status();
        assert!(killed.unwrap().success());
        assert_eq!(served.child.wait().unwrap().code(), Some(0), "{signal}");
    }
}

#[test]
fn what_cannot_be_served_is_said() {
    let room = Room::new();
    let (said, hint) = room.kaitei(&["serve", "--port", "0"]).failed();
    assert!(said.contains("コーパスがありません"), "{said}");
    assert!(hint.contains("kaitei ingest"), "{hint}");
    let room = sample();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (said, hint) = room.kaitei(&["serve", "--port", &port]).failed();
    assert!(said.contains("ほかのプログラムが使っています"), "{said}");
    assert!(hint.contains("--port"), "{hint}");
    let (said, _) = room
        .kaitei(&["serve", "--port", "0", "--host", "no such host"])
        .failed();
    assert!(said.contains("使えません"), "{said}");
}

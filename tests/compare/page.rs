//! The HTML page in a browser: sorted, filtered, followed, read aloud, and without scripts.

use serde_json::{Value, json};

use crate::browser::driver::{Browser, Setup};
use crate::browser::server::Server;
use crate::browser::{assert_valid, module};
use crate::support::Room;

/// A room with the page of three texts, one of another kind, and a server for it.
fn served() -> (Room, Server) {
    let room = Room::new();
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let texts: Vec<String> = [
        "tokiwano-kagu/privacy-policy/2024-04-01.txt",
        "soratome/privacy-policy/2024-04-01.md",
        "shionagi-shobo/riyo-kiyaku/2025-10-01.txt",
    ]
    .iter()
    .map(|t| corpus.join(t).display().to_string())
    .collect();
    std::fs::create_dir(room.path("out")).unwrap();
    let mut args = vec!["compare"];
    args.extend(texts.iter().map(String::as_str));
    args.extend(["--out", "out/page.html"]);
    assert_eq!(room.kaitei(&args).done(), "");
    let server = Server::new(room.path("out"));
    (room, server)
}

/// How many rows of the matrix of topics are seen.
const ROWS: &str = "[...document.querySelectorAll('section.topics tbody tr')].filter((r) => r.checkVisibility()).length";

#[test]
fn the_matrix_sorts_filters_and_leads_into_closed_texts() {
    let (_room, server) = served();
    let browser = Browser::new(Setup::default());
    browser.go(&server.url("page.html"));
    let rows = || browser.eval(ROWS).as_u64().unwrap();
    let all = rows();
    assert!(all > 40, "{all}");

    // By a column: the surest first, then the other way round, then in the order of the page.
    let ranks = "[...document.querySelectorAll('table.matrix')[0].tBodies[0].rows].map((r) => +r.cells[1].dataset.rank)";
    let ordered = |down: bool| {
        let ranks: Vec<i64> = serde_json::from_value(browser.eval(ranks)).unwrap();
        ranks.is_sorted_by(|a, b| if down { a >= b } else { a <= b })
    };
    assert!(!ordered(true) && !ordered(false));
    browser.click("table.matrix th:nth-child(2) button");
    assert!(ordered(true));
    assert_eq!(
        browser.eval("document.querySelector('table.matrix th:nth-child(2)').ariaSort"),
        json!("descending")
    );
    browser.click("table.matrix th:nth-child(2) button");
    assert!(ordered(false));
    browser.click("table.matrix th:nth-child(1) button");
    let order = "[...document.querySelectorAll('table.matrix')[0].tBodies[0].rows].every((r, n) => +r.dataset.order === n)";
    assert_eq!(browser.eval(order), json!(true));

    // By words in any width, and by the boxes.
    browser.write("[data-filter=words]", "ｃｏｏｋｉｅ");
    assert!((1..5).contains(&rows()), "{}", rows());
    assert_eq!(
        browser.eval("document.querySelector('.filters output').textContent"),
        json!(format!("{} 件／{all} 件", rows()))
    );
    browser.write("[data-filter=words]", " ");
    assert_eq!(rows(), all);
    for (name, data) in [("lacking", "data-lacking"), ("partial", "data-partial")] {
        browser.click(&format!("[data-filter={name}]"));
        let some = rows();
        assert!(some > 0 && some < all, "{name}: {some}");
        let fits = format!(
            "[...document.querySelectorAll('section.topics tbody tr')].every((r) => r.checkVisibility() === r.hasAttribute('{data}'))"
        );
        assert_eq!(browser.eval(&fits), json!(true), "{name}");
        browser.click(&format!("[data-filter={name}]"));
    }
    assert_eq!(rows(), all);

    // A cell leads to its clause, though the text is folded.
    assert_eq!(
        browser.eval("document.querySelectorAll('details.body[open]').length"),
        json!(0)
    );
    browser.click("table.matrix td.present a");
    let seen = "(() => { const c = document.getElementById(location.hash.slice(1)); const r = c.getBoundingClientRect(); return c.checkVisibility() && r.top >= 0 && r.bottom > 0 && r.top < innerHeight; })()";
    browser.until(seen);
    // Every link of the page leads somewhere.
    let lost = "[...document.querySelectorAll('a')].filter((a) => !document.getElementById(a.getAttribute('href').slice(1))).length";
    assert_eq!(browser.eval(lost), json!(0));
    // Nothing but the page itself was asked for, and nothing was refused.
    assert_eq!(
        browser.eval("performance.getEntriesByType('resource').filter((e) => !e.name.endsWith('/favicon.ico')).length"),
        json!(0)
    );
    let complaints: Vec<Value> = browser
        .complaints()
        .into_iter()
        .filter(|c| !c.to_string().contains("favicon.ico"))
        .collect();
    assert_eq!(complaints, Vec::<Value>::new());
}

#[test]
fn the_page_is_valid_and_axe_finds_no_violation() {
    let (room, server) = served();
    assert_valid(&[room.path("out/page.html")]);
    let axe = std::fs::read_to_string(module("axe-core/axe.min.js")).unwrap();
    for (dark, width) in [(false, 1280), (true, 320), (true, 768)] {
        let browser = Browser::new(Setup {
            dark,
            width,
            ..Setup::default()
        });
        browser.go(&server.url("page.html"));
        browser.eval("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
        browser.eval(&format!("(() => {{ {axe}; return 1; }})()"));
        let found = browser.promise(
            "axe.run(document, {resultTypes: ['violations']}).then((r) => \
             r.violations.map((v) => [v.id, v.help, v.nodes.slice(0, 3).map((n) => n.html + ' ' + n.failureSummary)]))",
        );
        assert_eq!(found, json!([]), "{dark} {width}: {found:#}");
        let wide = browser.eval("[document.documentElement.scrollWidth, innerWidth]");
        assert!(wide[0].as_u64() <= wide[1].as_u64(), "{width}: {wide}");
    }
}

#[test]
fn without_scripts_the_page_is_whole() {
    let (_room, server) = served();
    let text = |scripts| {
        let browser = Browser::new(Setup {
            scripts,
            ..Setup::default()
        });
        browser.go(&server.url("page.html"));
        if !scripts {
            let dead = "[...document.querySelectorAll('button, input')].filter((b) => b.checkVisibility()).length";
            assert_eq!(browser.eval(dead), json!(0));
        }
        browser.eval("[...document.querySelectorAll('table, details.body, svg, h2')].map((e) => e.textContent).join('')")
    };
    assert_eq!(text(true), text(false));
}

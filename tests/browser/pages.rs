//! What a visitor can do.

use serde_json::{Value, json};

use super::driver::{Browser, Setup};
use super::{KINDS, Site, assert_valid, module};

const REVISION: &str = "policies/shionagi-shobo/riyo-kiyaku/changes/2024-04-01.html";

#[test]
fn pages_are_valid_html() {
    let site = Site::new();
    let mut files: Vec<_> = KINDS
        .iter()
        .map(|k| site.room.path(&format!("out/{k}")))
        .collect();
    let folder = "out/policies/shionagi-shobo/riyo-kiyaku/clauses";
    for entry in std::fs::read_dir(site.room.path(folder)).unwrap() {
        files.push(entry.unwrap().path());
    }
    assert!(files.len() > 100);
    assert_valid(&files);
}

/// axe-core finds nothing on pages of every kind; nothing is wider than the window; the pages complain of nothing.
fn assert_accessible(setup: Setup) {
    let site = Site::new();
    let browser = Browser::new(setup);
    assert_clean(&browser, setup, &KINDS, &|kind| site.server.url(kind));
}

/// The same of given pages.
#[track_caller]
pub(crate) fn assert_clean(
    browser: &Browser,
    setup: Setup,
    kinds: &[&str],
    url: &dyn Fn(&str) -> String,
) {
    let axe = std::fs::read_to_string(module("axe-core/axe.min.js")).unwrap();
    for kind in kinds {
        browser.go(&url(kind));
        // Folded text is looked at too.
        browser.eval("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
        browser.eval(&format!("(() => {{ {axe}; return 1; }})()"));
        for view in ["inline", "side"] {
            if kind.contains("/changes/") {
                browser.click(&format!("#view-{view}"));
            } else if view == "side" {
                continue;
            }
            let found = browser.promise(
                "axe.run(document, {resultTypes: ['violations']}).then((r) => \
                 r.violations.map((v) => [v.id, v.help, v.nodes.slice(0, 3).map((n) => n.html + ' ' + n.failureSummary)]))",
            );
            assert_eq!(found, json!([]), "{kind} {setup:?}: {found:#}");
            let wide = browser.eval("[document.documentElement.scrollWidth, innerWidth]");
            assert!(
                wide[0].as_u64() <= wide[1].as_u64(),
                "{kind} {setup:?}: {wide}"
            );
        }
        assert_eq!(browser.complaints(), Vec::<Value>::new(), "{kind}");
    }
}

#[test]
fn axe_finds_no_violation_in_the_light() {
    assert_accessible(Setup::default());
}

#[test]
fn axe_finds_no_violation_in_the_dark_on_a_narrow_page() {
    assert_accessible(Setup {
        dark: true,
        width: 320,
        ..Setup::default()
    });
}

#[test]
fn views_switch_folds_open_and_keys_step() {
    let site = Site::new();
    let browser = Browser::new(Setup::default());
    browser.go(&site.server.url(REVISION));
    let shown = |selector: &str| {
        let of = format!(
            "[...document.querySelectorAll('{selector}')].filter((e) => e.checkVisibility()).length"
        );
        browser.eval(&of).as_u64().unwrap()
    };
    let both = shown(".inline");
    assert!(both > 5 && shown(".sides") == 0);
    browser.click("#view-side");
    assert!(shown(".inline") == 0 && shown(".sides") == both);
    // The choice is kept for the next page.
    browser.go(&site
        .server
        .url("policies/soratome/privacy-policy/changes/2023-06-16.html"));
    assert!(shown(".inline") == 0 && shown(".sides") > 0);
    browser.go(&site.server.url(REVISION));
    browser.click("#view-inline");
    // With the keyboard: arrows choose the view.
    browser.press("\u{e014}");
    assert_eq!(shown(".inline"), 0);
    browser.press("\u{e012}");
    assert_eq!(shown(".sides"), 0);
    // Steps by key and by button.
    let here = || {
        browser.eval("[...document.querySelectorAll('.change')].findIndex((c) => c.classList.contains('here'))")
    };
    assert_eq!(here(), json!(-1));
    browser.press("nn");
    assert_eq!(here(), json!(1));
    assert_eq!(
        browser.eval("document.activeElement.classList.contains('here')"),
        json!(true)
    );
    browser.press("p");
    assert_eq!(here(), json!(0));
    browser.click("[data-step='1']");
    assert_eq!(here(), json!(1));
    browser.click("[data-step='-1']");
    assert_eq!(here(), json!(0));
    // Keys of one letter can be turned off, and stay so. Not by the mouse: the page is still on its way to the change.
    let toggle = "document.querySelector('[data-keys]').click()";
    browser.eval(toggle);
    browser.press("n");
    assert_eq!(here(), json!(0));
    browser.go(&site.server.url(REVISION));
    browser.press("n");
    assert_eq!(here(), json!(-1));
    browser.eval(toggle);
    browser.press("n");
    assert_eq!(here(), json!(0));
    // Folds.
    let open = || {
        browser
            .eval("document.querySelectorAll('details.same[open]').length")
            .as_u64()
            .unwrap()
    };
    assert_eq!(open(), 0);
    browser.click("details.same > summary");
    assert_eq!(open(), 1);
    browser.click("[data-fold]");
    assert_eq!(
        json!(open()),
        browser.eval("document.querySelectorAll('details.same').length")
    );
    browser.click("[data-fold]");
    assert_eq!(open(), 0);
    // The outline stays in sight beside a long text.
    browser.go(&site
        .server
        .url("policies/shionagi-shobo/riyo-kiyaku/2025-10-01.html"));
    browser.eval("scrollTo({top: 4000, behavior: 'instant'})");
    let top = "document.querySelector('.outline').getBoundingClientRect().top";
    assert_eq!(browser.eval(top), json!(0));
    // The skip link is the first thing a keyboard meets, and leads to the content.
    browser.go(&site.server.url("index.html"));
    browser.press("\u{e004}");
    assert_eq!(
        browser.eval("document.activeElement.className"),
        json!("skip")
    );
    browser.press("\u{e007}");
    assert_eq!(browser.eval("location.hash"), json!("#main"));
    assert_eq!(browser.complaints(), Vec::<Value>::new());
}

#[test]
fn without_scripts_everything_is_there() {
    let site = Site::new();
    let with = Browser::new(Setup::default());
    let without = Browser::new(Setup {
        scripts: false,
        ..Setup::default()
    });
    for kind in KINDS {
        let url = site.server.url(kind);
        let text = |browser: &Browser| {
            browser.go(&url);
            browser.eval(
                "[...document.querySelectorAll('main .law, main .change, main .summary, main .life, main .versions, main .policies, main table')]\
                 .map((e) => e.textContent).join('')",
            )
        };
        assert_eq!(text(&with), text(&without), "{kind}");
    }
    // No button stands there that does nothing.
    without.go(&site.server.url(REVISION));
    let buttons = "[...document.querySelectorAll('button:not([disabled])')].filter((b) => b.checkVisibility()).length";
    assert_eq!(without.eval(buttons), json!(0));
    // The views switch and folds open by the style sheet and the browser alone.
    without.click("#view-side");
    assert_eq!(
        without.eval("document.querySelector('.inline').checkVisibility()"),
        json!(false)
    );
    assert_eq!(
        without.eval("document.querySelector('.sides').checkVisibility()"),
        json!(true)
    );
    without.click("details.same > summary");
    assert_eq!(
        without.eval("document.querySelectorAll('details.same[open]').length"),
        json!(1)
    );
    // The search says what it needs.
    without.go(&site.server.url("search.html"));
    assert_eq!(
        without.eval("document.querySelector('noscript p').checkVisibility()"),
        json!(true)
    );
}

#[test]
fn paper_shows_the_table_whole_on_a4() {
    let site = Site::new();
    let browser = Browser::new(Setup::default());
    browser.go(&site.server.url(REVISION));
    browser.cdp("Emulation.setEmulatedMedia", &json!({"media": "print"}));
    let hidden = "[...document.querySelectorAll('.inline, .tools .view, .top nav, .turn')].filter((e) => e.checkVisibility()).length";
    assert_eq!(browser.eval(hidden), json!(0));
    let tables =
        "[...document.querySelectorAll('.sides')].filter((e) => !e.checkVisibility()).length";
    assert_eq!(browser.eval(tables), json!(0));
    // What is folded on the screen has room on paper.
    let folded = "[...document.querySelectorAll('details.same > div')].filter((e) => e.getBoundingClientRect().height < 10).length";
    assert_eq!(browser.eval(folded), json!(0));
    browser.cdp("Emulation.setEmulatedMedia", &json!({"media": ""}));
    let pdf = browser.cdp("Page.printToPDF", &json!({"preferCSSPageSize": true}));
    let pdf = base64(pdf["data"].as_str().unwrap());
    assert!(pdf.starts_with(b"%PDF"));
    let text = String::from_utf8_lossy(&pdf);
    let sizes: Vec<&str> = text
        .split("/MediaBox [")
        .skip(1)
        .map(|s| s.split(']').next().unwrap())
        .collect();
    assert!(sizes.len() >= 3, "{sizes:?}");
    for size in sizes {
        let numbers: Vec<f64> = size
            .split_whitespace()
            .map(|n| n.parse().unwrap())
            .collect();
        assert!(
            (numbers[2] - 595.3).abs() < 1.0 && (numbers[3] - 841.9).abs() < 1.0,
            "{size}"
        );
    }
}

fn base64(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut bits, mut count) = (0u32, 0);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}

#[test]
fn words_are_found_without_blanks_between_them() {
    let site = Site::new();
    let browser = Browser::new(Setup::default());
    browser.go(&site.server.url("search.html"));
    let ask = |words: &str| {
        browser.write("#q", words);
        browser.click("form.search button");
        browser.until("!/…$/.test(document.querySelector('.found').textContent) && document.querySelector('.found').textContent !== ''");
        browser.eval("[...document.querySelectorAll('.results li a')].map((a) => a.textContent)")
    };
    let found = ask("書評の投稿");
    assert!(
        found
            .as_array()
            .unwrap()
            .iter()
            .any(|n| n.as_str().unwrap().contains("（書評の投稿）")),
        "{found}"
    );
    // Width and case count for nothing, and all words must occur.
    assert_eq!(ask("第１７条 書評"), ask("第17条　書評"));
    assert_eq!(ask("存在しない語句"), json!([]));
    assert_eq!(
        browser.eval("document.querySelector('.found').textContent"),
        json!("見つかりませんでした。")
    );
    // Text that looks like markup is found as text.
    let found = ask("<b>千円</b>");
    assert_eq!(found.as_array().unwrap().len(), 0, "{found}");
    assert!(!ask("<b>二千円").as_array().unwrap().is_empty());
    assert_eq!(
        browser.eval("document.querySelectorAll('.results b').length"),
        json!(0)
    );
    assert_eq!(
        browser.eval("document.querySelector('.results mark').textContent"),
        json!("<b>二千円")
    );
    // A result leads to its page, and an address with the words in it searches at once.
    let url = site.server.url("en/search.html?q=%E9%80%80%E4%BC%9A");
    browser.go(&url);
    browser.until("document.querySelectorAll('.results a').length > 0");
    browser.click(".results a");
    browser.until("location.pathname.startsWith('/en/policies/')");
    assert_eq!(
        browser.eval("document.querySelectorAll('h1').length"),
        json!(1)
    );
    assert_eq!(browser.complaints(), Vec::<Value>::new());
}

#[test]
fn two_versions_are_compared_from_the_policy_page() {
    let site = Site::new();
    let browser = Browser::new(Setup::default());
    let policy = "policies/shionagi-shobo/riyo-kiyaku";
    browser.go(&site.server.url(&format!("{policy}/index.html")));
    let chosen = "[...document.querySelectorAll('.chain a')].filter((a) => a.checkVisibility()).map((a) => a.getAttribute('href'))";
    assert_eq!(browser.eval(chosen), json!([]));
    browser.eval("document.querySelector('#old').value = '2023-06-01'");
    browser.click("form.compare button");
    let between = [
        "changes/2024-04-01.html",
        "changes/2025-04-01.html",
        "changes/2025-10-01.html",
    ];
    assert_eq!(browser.eval(chosen), json!(between));
    let said = "document.querySelector('.chosen').textContent";
    assert!(browser.eval(said).as_str().unwrap().contains("間の改定"));
    browser.eval("document.querySelector('#old').value = '2025-10-01'");
    browser.click("form.compare button");
    assert!(browser.eval(said).as_str().unwrap().contains("同じ版"));
    browser.eval("document.querySelector('#old').value = '2022-04-01'");
    browser.eval("document.querySelector('#new').value = '2023-06-01'");
    browser.click("form.compare button");
    browser.until("location.pathname.endsWith('/changes/2023-06-01.html')");
    // Without scripts there is a list of what there is, and no form that does nothing.
    let without = Browser::new(Setup {
        scripts: false,
        ..Setup::default()
    });
    without.go(&site.server.url(&format!("{policy}/index.html")));
    assert_eq!(
        without.eval("document.querySelector('form.compare').checkVisibility()"),
        json!(false)
    );
    without.click(".chain summary");
    assert_eq!(without.eval(chosen).as_array().unwrap().len(), 4);
}

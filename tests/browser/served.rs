//! The server in the browser: any two versions, with scripts and without.

use serde_json::{Value, json};

use super::assert_valid;
use super::driver::{Browser, Setup};
use super::pages::assert_clean;
use crate::serve::Served;
use crate::site::sample;

const POLICY: &str = "policies/shionagi-shobo/riyo-kiyaku";
const PAIR: &str = "policies/shionagi-shobo/riyo-kiyaku/changes/2022-04-01_2025-10-01.html";

#[test]
fn any_two_versions_are_compared_with_scripts_and_without() {
    let room = sample();
    let served = Served::new(&room);
    for scripts in [true, false] {
        let browser = Browser::new(Setup {
            scripts,
            ..Setup::default()
        });
        browser.go(&served.url(&format!("/{POLICY}/")));
        browser.click("#old option[value='2022-04-01']");
        browser.click("form.compare button");
        browser.until(&format!("location.pathname === '/{PAIR}'"));
        let count =
            |what: &str| browser.eval(&format!("document.querySelectorAll('{what}').length"));
        assert!(count(".change").as_u64().unwrap() > 10);
        browser.click("#view-side");
        assert_eq!(
            browser.eval("document.querySelector('.sides').checkVisibility()"),
            json!(true)
        );
        // The same two versions in English, and back.
        browser.click(".top a[hreflang]");
        browser.until(&format!("location.pathname === '/en/{PAIR}'"));
        browser.click(".top a[hreflang]");
        browser.until(&format!("location.pathname === '/{PAIR}'"));
        browser.click(".between a");
        browser.until("location.pathname.endsWith('/changes/2023-06-01.html')");
        assert_eq!(browser.complaints(), Vec::<Value>::new());
        // One version twice.
        browser.go(&served.url(&format!("/{POLICY}/")));
        browser.click("#old option[value='2025-10-01']");
        browser.click("form.compare button");
        browser.until("document.querySelector('main').textContent.includes('同じ版')");
    }
}

#[test]
fn a_version_is_brought_by_a_form() {
    let room = sample();
    room.write(
        "new/2026-04-01.md",
        crate::support::undated("新しい規程の本文。"),
    );
    let served = Served::with(&room, &["--upload"]);
    let url = |kind: &str| served.url(&format!("/{kind}"));
    room.write("form.html", served.page("/bring.html"));
    assert_valid(&[room.path("form.html")]);
    for (scripts, dark, width) in [(true, false, 1280), (false, true, 320)] {
        let setup = Setup {
            scripts,
            dark,
            width,
        };
        let browser = Browser::new(setup);
        if scripts {
            assert_clean(&browser, setup, &["bring.html", "en/bring.html"], &url);
        }
        browser.go(&url("bring.html"));
        let file = room.path("new/2026-04-01.md");
        browser.keys("#file", file.to_str().unwrap());
        browser.write("#policy", &format!("shinki/kitei-{width}"));
        browser.click("form.bring button");
        browser.until("document.querySelector('main li') !== null");
        browser.click("main .links a");
        browser.until("location.pathname.endsWith('/2026-04-01.html')");
        assert_eq!(browser.complaints(), Vec::<Value>::new());
    }
}

#[test]
fn pages_made_on_demand_are_valid_and_accessible() {
    let room = sample();
    let served = Served::new(&room);
    let english = format!("en/{PAIR}");
    let policy = format!("{POLICY}/");
    let kinds = [PAIR, &english, &policy];
    let mut files = Vec::new();
    let reply = served.get("/nothing.html");
    for (n, html) in kinds
        .iter()
        .map(|k| served.page(&format!("/{k}")))
        .chain([reply.text().to_owned()])
        .enumerate()
    {
        room.write(&format!("pages/{n}.html"), html);
        files.push(room.path(&format!("pages/{n}.html")));
    }
    assert_valid(&files);
    let url = |kind: &str| served.url(&format!("/{kind}"));
    let narrow = Setup {
        dark: true,
        width: 320,
        ..Setup::default()
    };
    for setup in [Setup::default(), narrow] {
        let browser = Browser::new(setup);
        assert_clean(&browser, setup, &kinds, &url);
        // The browser itself says that a page was not found.
        browser.go(&url("nothing.html"));
        assert_eq!(browser.complaints().len(), 1);
        let from = url("");
        browser.eval(&format!("history.replaceState(null, '', '{from}')"));
        assert_eq!(
            browser.eval("document.querySelectorAll('h1').length"),
            json!(1)
        );
        assert_eq!(
            browser.eval("getComputedStyle(document.querySelector('.skip')).position"),
            json!("absolute"),
            "the style sheet is there at any depth"
        );
    }
}

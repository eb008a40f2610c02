//! The site in a real browser: Chromium, driven through its chromedriver.
//!
//! `tests/browser/install.sh` installs what these tests run: the packages chromium and chromium-driver, and with npm axe-core
//! and html-validate into `target/web`.

pub(crate) mod driver;
mod pages;
mod served;
pub(crate) mod server;

use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use crate::support::Room;

/// A room with the site of the sample corpus and of a version to come, and a server for it.
pub(crate) struct Site {
    pub(crate) room: Room,
    pub(crate) server: server::Server,
}

impl Site {
    pub(crate) fn new() -> Self {
        let room = crate::site::sample();
        let text = "---\nkaitei: 1\norganization: 夏至の会\n---\n\n# 会則\n\n- ・名簿\n- ・会報\n\n## **第1条** （表）\n\n| 種別 | 額 |\n| --- | --- |\n| 一般 | <b>千円</b> |\n\n## **第2条** （備考）\n\n> ※　注記である。\n";
        room.ingest("geshi/kaisoku", "2024-04-01.md", text);
        room.ingest(
            "geshi/kaisoku",
            "2030-04-01.md",
            &text
                .replace("千円", "二千円")
                .replace("# 会則", "# 会則\n\n前文に当たる文である。"),
        );
        room.kaitei(&["site", "--out", "out"]).done();
        let server = server::Server::new(room.path("out"));
        Self { room, server }
    }
}

/// A page of each kind, in both languages where they differ.
pub(crate) const KINDS: [&str; 12] = [
    "index.html",
    "en/index.html",
    "search.html",
    "policies/shionagi-shobo/riyo-kiyaku/index.html",
    "en/policies/geshi/kaisoku/index.html",
    "policies/soratome/privacy-policy/2024-04-01.html",
    "en/policies/geshi/kaisoku/2030-04-01.html",
    "policies/shionagi-shobo/riyo-kiyaku/changes/2025-04-01.html",
    "en/policies/soratome/privacy-policy/changes/2024-04-01.html",
    "policies/shionagi-shobo/riyo-kiyaku/clauses/第3章-第15条-3.html",
    "en/policies/shionagi-shobo/riyo-kiyaku/clauses/第3章-第16条-(6).html",
    "policies/shionagi-shobo/riyo-kiyaku/clauses/index.html",
];

/// A file below `target/web/node_modules`, where npm put what is tested with.
pub(crate) fn module(path: &str) -> PathBuf {
    static TARGET: LazyLock<PathBuf> = LazyLock::new(|| {
        // The test runs from `target/debug/deps`.
        let mut dir = std::env::current_exe().unwrap();
        while dir
            .file_name()
            .is_some_and(|n| n != "debug" && n != "release")
        {
            dir.pop();
        }
        dir.pop();
        dir
    });
    let path = TARGET.join("web/node_modules").join(path);
    assert!(
        path.exists(),
        "{} is missing; bash tests/browser/install.sh installs it",
        path.display()
    );
    path
}

/// html-validate finds no fault in files.
#[track_caller]
pub(crate) fn assert_valid(files: &[PathBuf]) {
    let config =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/html-validate.json");
    let output = Command::new("node")
        .arg(module("html-validate/bin/html-validate.mjs"))
        .arg("--config")
        .arg(config)
        .args(files)
        .output()
        .expect("node is missing; apt-get install nodejs npm");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

//! Assets: style sheet and script, under names that change with their content.
//!
//! In: nothing. Out: names and bytes. Never: something from another host.

use std::sync::LazyLock;

use super::address::digest;
use super::{Page, Settings};

const STYLE: &str = include_str!("assets/site.css");
const SCRIPT: &str = include_str!("assets/site.js");

/// Where the corpus's own style sheet lies on the site.
pub(super) const OWN_STYLE: &str = "assets/own.css";

static STYLE_NAME: LazyLock<String> = LazyLock::new(|| named(STYLE, "css"));
static SCRIPT_NAME: LazyLock<String> = LazyLock::new(|| named(SCRIPT, "js"));

fn named(text: &str, ending: &str) -> String {
    format!("assets/site.{}.{ending}", &digest(text.as_bytes())[..10])
}

/// Where the style sheet lies.
pub(super) fn style_name() -> &'static str {
    &STYLE_NAME
}

/// Where the script lies.
pub(super) fn script_name() -> &'static str {
    &SCRIPT_NAME
}

/// The style sheet and the script, and what the corpus brings of its own.
pub fn pages(settings: &Settings, sink: &mut dyn FnMut(Page)) {
    let mut put = |path: &str, bytes: &[u8]| {
        sink(Page {
            path: path.to_owned(),
            bytes: bytes.to_vec(),
        });
    };
    put(style_name(), STYLE.as_bytes());
    put(script_name(), SCRIPT.as_bytes());
    if let Some(style) = &settings.style {
        put(OWN_STYLE, style);
    }
    if let Some((path, bytes)) = &settings.logo {
        put(path, bytes);
    }
}

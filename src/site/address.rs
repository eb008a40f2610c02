//! Addresses: where each page lies, and how one page names another.
//!
//! In: ids, keys and paths of clauses. Out: file names and links. Never: a name that a file system, a URL or a host that
//! does not tell case apart could read as something else.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::words::Lang;
use crate::corpus::{PolicyId, VersionKey};
use crate::document::ClausePath;

/// The longest part of a file name made from a clause's path, in characters.
const LONGEST: usize = 40;

/// The folder of a policy's pages.
pub(super) fn policy(lang: Lang, id: &PolicyId) -> String {
    format!("{}policies/{id}/", tree(lang))
}

/// The folder of a language.
pub(super) fn tree(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "",
        Lang::En => "en/",
    }
}

/// The page of a version, in its policy's folder.
pub(super) fn version(key: VersionKey) -> String {
    format!("{key}.html")
}

/// The page of the revision that led to a version, in its policy's folder.
pub(super) fn revision(key: VersionKey) -> String {
    format!("changes/{key}.html")
}

/// The page of two versions that do not follow each other, in their policy's folder. A key holds no `_`.
pub(super) fn pair(old: VersionKey, new: VersionKey) -> String {
    format!("changes/{old}_{new}.html")
}

/// What leads from a page to the root: `../` for each folder it lies in.
pub(super) fn root_from(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// A path as it stands in a link: everything but letters, digits and `/-_.~` in percent notation.
pub(super) fn url(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// A clause's path as a name for files and anchors: `第5条/2` → `第5条-2`.
///
/// Two paths get two names, on file systems that fold case too: what does not stand in the name as it is makes it end in a
/// digest of the path.
pub(super) fn slug(path: &ClausePath) -> String {
    let text = path.as_str();
    let mut out = String::with_capacity(text.len());
    let mut exact = text.chars().count() <= LONGEST && !text.contains('-');
    for c in text.chars().take(LONGEST) {
        match c {
            '/' => out.push('-'),
            _ if is_plain(c) => out.push(c),
            _ => {
                exact = false;
                out.push('_');
            }
        }
    }
    // A word of letters alone may be a name that something else has.
    exact &= !(text.len() > 1 && text.bytes().all(|b| b.is_ascii_alphabetic()));
    if !exact {
        out.push('.');
        out.push_str(&digest(text.as_bytes())[..8]);
    }
    out
}

/// True for a character that stands in a name as it is: no capital, which some file systems fold, and no mark that joins
/// the one before it.
fn is_plain(c: char) -> bool {
    match c {
        '(' | ')' | '.' | '①'..='⑳' => true,
        'A'..='Z' => false,
        _ if c.is_ascii() => c.is_ascii_alphanumeric(),
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | '々' | '一'..='鿿' => true,
        _ => false,
    }
}

/// SHA-256 in hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut out, b| {
            let _ = write!(out, "{b:02x}");
            out
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_names_of_their_own() {
        let of = |p: &str| slug(&ClausePath::parse(p));
        assert_eq!(of("第5条/2"), "第5条-2");
        assert_eq!(of("3/(1)/①"), "3-(1)-①");
        let names: Vec<String> = [
            "a",
            "A",
            "1/2",
            "1-2",
            "[目的]",
            "第5条#2",
            "第5条",
            "main",
            "ⅳ",
            "Ⅳ",
        ]
        .iter()
        .map(|p| of(p).to_lowercase())
        .collect();
        let mut other = names.clone();
        other.sort();
        other.dedup();
        assert_eq!(other.len(), names.len(), "{names:?}");
        let long = of(&format!("[{}]", "長".repeat(500)));
        assert!(long.len() < 160, "{long}");
        for name in names {
            assert!(
                !name.contains(['/', '\\', '[', '#', ':', '<', ' ']),
                "{name}"
            );
        }
    }

    #[test]
    fn links_hold_no_markup() {
        assert_eq!(url("a/b'c&d\"<%.html"), "a/b%27c%26d%22%3C%25.html");
        assert_eq!(root_from("en/policies/a/b/index.html"), "../../../../");
    }
}

//! Route: what an address asks for.
//!
//! In: the path and the query of a request, as they came. Out: what is wanted, its names checked. Never: an id, a day or a
//! version key that the corpus would not have.

use kaitei::corpus::{PolicyId, VersionKey};
use kaitei::site::{BRING, Lang};
use percent_encoding::percent_decode_str;

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// A page or file of the whole site, by its path.
    Front(String),
    /// A file of the folder `assets/`.
    Asset(String),
    /// A file that the search reads.
    Lists(String),
    /// A page of a policy, by its path.
    Policy(PolicyId, String),
    /// The page, or the JSON, of two versions.
    Pair(Lang, PolicyId, [VersionKey; 2], String),
    /// The same where it has to be found first: what the form of a policy's page asks for.
    Compare(Lang, PolicyId, [VersionKey; 2]),
    /// The same place with a `/` at its end.
    Folder(String),
    /// The form by which a version is brought, for the policy that is named.
    Bring(Lang, String),
    /// What browsers ask for by themselves.
    Icon,
}

/// Why an address asks for nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Bad {
    /// It can be no page's.
    Nowhere(Lang),
    /// It cannot be read: a sign that is no UTF-8, a day that is in no calendar.
    Unreadable(Lang, &'static str),
}

/// The longest address, in bytes: a clause's name of Japanese in percent notation has room in it.
pub(crate) const LONGEST: usize = 4_000;

/// The language that an address asks for.
pub(crate) fn lang(path: &str) -> Lang {
    if path == "/en" || path.starts_with("/en/") {
        Lang::En
    } else {
        Lang::Ja
    }
}

/// Reads an address.
pub(crate) fn route(raw: &str, query: Option<&str>) -> Result<Wanted, Bad> {
    let lang = lang(raw);
    let unreadable = Bad::Unreadable(lang, "アドレスを文字として読めません");
    let path = percent_decode_str(raw)
        .decode_utf8()
        .map_err(|_| unreadable)?;
    let path = path.strip_prefix('/').ok_or(Bad::Nowhere(lang))?;
    if path.contains(|c: char| c.is_control() || c == '\\') {
        return Err(Bad::Nowhere(lang));
    }
    if path == "favicon.ico" {
        return Ok(Wanted::Icon);
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    if parts.last() == Some(&"") {
        parts.pop();
        parts.push("index.html");
    }
    if parts.iter().any(|p| matches!(*p, "" | "." | "..")) {
        return Err(Bad::Nowhere(lang));
    }
    let path = parts.join("/");
    if lang == Lang::En {
        parts.remove(0);
    }
    match parts.as_slice() {
        [] => Ok(Wanted::Folder(format!("{raw}/"))),
        ["assets", _] if lang == Lang::Ja => Ok(Wanted::Asset(path)),
        ["search", _] if lang == Lang::Ja => Ok(Wanted::Lists(path)),
        [BRING] => Ok(Wanted::Bring(lang, named(query.unwrap_or_default()))),
        [name] if name.contains('.') => Ok(Wanted::Front(path)),
        ["policies", organization, policy, rest @ ..] => {
            let id = PolicyId::parse(&format!("{organization}/{policy}"));
            let id = id.map_err(|_| Bad::Nowhere(lang))?;
            match rest {
                [] => Ok(Wanted::Folder(format!("{raw}/"))),
                ["compare.html"] => compare(lang, id, query.unwrap_or_default()),
                ["changes", name] => Ok(match pair(name) {
                    Some(keys) => Wanted::Pair(lang, id, keys, path),
                    None => Wanted::Policy(id, path),
                }),
                _ => Ok(Wanted::Policy(id, path)),
            }
        }
        _ => Err(Bad::Nowhere(lang)),
    }
}

/// The policy that a link to the form names.
fn named(query: &str) -> String {
    let mut parts = form_urlencoded::parse(query.as_bytes());
    let policy = parts.find(|(name, _)| name == "policy");
    let policy = policy.and_then(|(_, value)| PolicyId::parse(&value).ok());
    policy.map(|id| id.to_string()).unwrap_or_default()
}

/// The versions that a page's name holds: `2020-04-01_2024-04-01.html`.
fn pair(name: &str) -> Option<[VersionKey; 2]> {
    let stem = [".html", ".summary.json", ".json"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))?;
    let (old, new) = stem.split_once('_')?;
    Some([VersionKey::parse(old)?, VersionKey::parse(new)?])
}

/// The versions that the form names: `old=2020-04-01&new=2024-04-01`.
fn compare(lang: Lang, id: PolicyId, query: &str) -> Result<Wanted, Bad> {
    let bad = || Bad::Unreadable(lang, "二つの版の日付を読めません");
    let mut keys = [None, None];
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let at = match name.as_ref() {
            "old" => 0,
            "new" => 1,
            _ => continue,
        };
        keys[at] = Some(VersionKey::parse(&value).ok_or_else(bad)?);
    }
    let [Some(old), Some(new)] = keys else {
        return Err(bad());
    };
    Ok(Wanted::Compare(lang, id, [old, new]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> PolicyId {
        PolicyId::parse("acme/規約").unwrap()
    }

    #[test]
    fn addresses_of_pages_are_read() {
        let of = |path: &str| route(path, None).unwrap();
        assert_eq!(of("/"), Wanted::Front("index.html".to_owned()));
        assert_eq!(of("/en/"), Wanted::Front("en/index.html".to_owned()));
        assert_eq!(of("/en"), Wanted::Folder("/en/".to_owned()));
        assert_eq!(of("/feed.xml"), Wanted::Front("feed.xml".to_owned()));
        let policy = "/policies/acme/%E8%A6%8F%E7%B4%84";
        assert_eq!(of(policy), Wanted::Folder(format!("{policy}/")));
        assert_eq!(
            of(&format!("{policy}/")),
            Wanted::Policy(id(), "policies/acme/規約/index.html".to_owned())
        );
        let keys = ["2020-04-01", "2024-04-01.2"].map(|k| VersionKey::parse(k).unwrap());
        let name = "changes/2020-04-01_2024-04-01.2.summary.json";
        assert_eq!(
            of(&format!("/en{policy}/{name}")),
            Wanted::Pair(
                Lang::En,
                id(),
                keys,
                format!("en/policies/acme/規約/{name}")
            )
        );
        assert_eq!(
            route(
                &format!("{policy}/compare.html"),
                Some("new=2024-04-01.2&old=2020-04-01&x=%FF")
            ),
            Ok(Wanted::Compare(Lang::Ja, id(), keys))
        );
    }

    #[test]
    fn hostile_addresses_ask_for_nothing() {
        for path in [
            "",
            "x",
            "//",
            "/../etc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/policies/../../x",
            "/policies/a/%2e%2e/index.html",
            "/policies/a%2f..%2fb/index.html",
            "/policies/a/b\\c/index.html",
            "/policies/-x/b/index.html",
            "/policies/a/b%00/index.html",
            "/policies",
            "/policies/a",
            "/en/assets/site.css",
            "/.git/config",
            "/.kaitei-site/manifest.json",
        ] {
            assert!(matches!(route(path, None), Err(Bad::Nowhere(_))), "{path}");
        }
        for query in [
            "",
            "old=2020-04-01",
            "old=2020-02-30&new=2024-04-01",
            "old=%FF&new=2024-04-01",
            "old=2020-04-01&new=<script>",
        ] {
            let found = route("/policies/a/b/compare.html", Some(query));
            assert!(matches!(found, Err(Bad::Unreadable(..))), "{query}");
        }
        assert!(matches!(route("/%FF", None), Err(Bad::Unreadable(..))));
        // A name that only looks like a pair is looked up among the pages, and not found there.
        for name in ["2020-04-01_x.html", "_.html", "2020-13-01_2024-04-01.html"] {
            let found = route(&format!("/policies/a/b/changes/{name}"), None);
            assert!(matches!(found, Ok(Wanted::Policy(..))), "{name}");
        }
    }
}

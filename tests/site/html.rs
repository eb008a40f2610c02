//! Just enough of HTML to check pages: tags with their attributes, and the text between them.

/// A tag that opens.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Tag {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(n, _)| n == name);
        found.map(|(_, v)| v.as_str())
    }
}

/// The tags that open, and the text.
pub(crate) fn read(html: &str) -> (Vec<Tag>, String) {
    let (mut tags, mut text) = (Vec::new(), String::new());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&unescaped(&rest[..at]));
        let end = at + rest[at..].find('>').expect("a tag ends");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if !tag.starts_with(['/', '!', '?']) {
            tags.push(tag_of(tag));
        }
    }
    text.push_str(&unescaped(rest));
    (tags, text)
}

fn tag_of(tag: &str) -> Tag {
    let tag = tag.trim_end_matches('/');
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let end = rest.find(['=', ' ', '\n']).unwrap_or(rest.len());
        let key = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let end = quoted.find('"').expect("a value ends");
            value = unescaped(&quoted[..end]);
            rest = &quoted[end + 1..];
        } else {
            assert!(!rest.starts_with('='), "an unquoted value in <{tag}>");
        }
        attributes.push((key, value));
    }
    Tag {
        name: name.to_owned(),
        attributes,
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let end = at + rest[at..].find(';').expect("a reference ends");
        let name = &rest[at + 1..end];
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            _ => {
                let code = name.strip_prefix('#').expect("a reference of ours");
                char::from_u32(code.parse().unwrap()).unwrap()
            }
        });
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

/// A link's path, percent notation read.
pub(crate) fn decoded(link: &str) -> String {
    let bytes = link.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        if bytes[at] == b'%' {
            out.push(u8::from_str_radix(&link[at + 1..at + 3], 16).unwrap());
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap()
}

/// Where a link on the page at `from` leads: a path and a fragment; none for one to elsewhere.
pub(crate) fn target(from: &str, link: &str) -> Option<(String, Option<String>)> {
    if link.starts_with("https://") || link.starts_with("http://") || link.starts_with("mailto:") {
        return None;
    }
    let (path, fragment) = match link.split_once('#') {
        Some((path, fragment)) => (path, Some(decoded(fragment))),
        None => (link, None),
    };
    let path = decoded(path);
    if path.is_empty() {
        return Some((from.to_owned(), fragment));
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop().expect("a link stays inside the site");
            }
            "." => {}
            _ => parts.push(part),
        }
    }
    Some((parts.join("/"), fragment))
}

/// Every link, picture, style sheet and script of every page leads to a file and an anchor that are there, every id is
/// there once, and nothing is inline or from elsewhere.
#[track_caller]
pub(crate) fn assert_sound(site: &std::collections::BTreeMap<String, Vec<u8>>) {
    let pages: std::collections::BTreeMap<&str, (Vec<Tag>, String)> = site
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), read(std::str::from_utf8(bytes).unwrap())))
        .collect();
    let ids =
        |path: &str| -> Vec<&str> { pages[path].0.iter().filter_map(|t| t.get("id")).collect() };
    let mut links = 0;
    for (page, (tags, _)) in &pages {
        let mut own = ids(page);
        own.sort_unstable();
        let count = own.len();
        own.dedup();
        assert_eq!(own.len(), count, "an id stands twice in {page}");
        for tag in tags {
            assert!(
                tag.name != "style" && tag.get("style").is_none(),
                "{page}: {tag:?}"
            );
            assert!(
                tag.name != "script" || tag.get("src").is_some(),
                "{page}: {tag:?}"
            );
            for (name, value) in &tag.attributes {
                assert!(!name.starts_with("on"), "{page}: {tag:?}");
                assert!(
                    !value.trim().to_lowercase().starts_with("javascript:"),
                    "{page}: {tag:?}"
                );
            }
            let refresh = tag
                .get("content")
                .filter(|_| tag.get("http-equiv") == Some("refresh"));
            let refresh = refresh.and_then(|c| c.strip_prefix("0; url="));
            for link in [
                tag.get("href"),
                tag.get("src"),
                tag.get("data-index"),
                refresh,
            ] {
                let Some(link) = link else { continue };
                let Some((path, fragment)) = target(page, link) else {
                    assert!(
                        tag.name == "a"
                            || tag
                                .get("rel")
                                .is_some_and(|r| r == "canonical" || r == "alternate"),
                        "{page} loads {link}"
                    );
                    continue;
                };
                links += 1;
                assert!(
                    site.contains_key(&path),
                    "{page}: {link} leads nowhere ({path})"
                );
                if let Some(fragment) = fragment {
                    assert!(
                        ids(&path).contains(&fragment.as_str()),
                        "{page}: no #{fragment} in {path}"
                    );
                }
            }
        }
    }
    assert!(
        links > pages.len(),
        "{links} links on {} pages",
        pages.len()
    );
}

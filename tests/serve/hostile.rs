//! Whoever means harm gets a page that says so, and no more.

use std::io::{Read as _, Write as _};

use super::{Reply, Served};
use crate::site::sample;
use crate::support::Room;

/// The headers that every answer has.
#[track_caller]
fn assert_closed(reply: &Reply, what: &str) {
    let has = |name: &str, value: &str| {
        let held = reply.headers.get(name).map_or("", String::as_str);
        assert!(held.contains(value), "{what}: {name}: {held}");
    };
    has("content-security-policy", "default-src 'none'");
    has("content-security-policy", "frame-ancestors 'none'");
    has("x-content-type-options", "nosniff");
    has("referrer-policy", "no-referrer");
    has("cross-origin-resource-policy", "same-origin");
    let policy = &reply.headers["content-security-policy"];
    assert!(
        !policy.contains("unsafe") && !policy.contains("http"),
        "{policy}"
    );
}

/// A page of the site's own look in Japanese, that repeats nothing of what was asked.
#[track_caller]
fn assert_said(reply: &Reply, status: u16, what: &str) {
    assert_eq!(reply.status, status, "{what}");
    assert_closed(reply, what);
    let text = reply.text();
    assert!(
        text.contains("<html lang=\"ja\">") && text.contains("href=\"/assets/site."),
        "{what}: {text}"
    );
    assert!(
        !text.contains("<script>") && !text.contains("passwd"),
        "{what}: {text}"
    );
}

#[test]
fn addresses_that_are_no_pages_are_not_found() {
    let room = sample();
    room.write("secret.txt", "secret");
    let served = Served::new(&room);
    assert_closed(&served.get("/"), "/");
    let long = format!("/policies/{}/b/index.html", "a".repeat(3_000));
    for path in [
        "/nothing.html",
        "/../secret.txt",
        "/..%2f..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/etc/passwd",
        "/policies/../../../etc/passwd",
        "/policies/a/b/../../../../etc/passwd",
        "/policies/..%5c..%5cpasswd/b/index.html",
        "/policies/a/b/%00.html",
        "/policies/a/b/index.html%0d%0aSet-Cookie:%20x=1",
        "/policies/soratome/privacy-policy/source.txt",
        "/policies/soratome/privacy-policy/2024-04-01",
        "/policies/soratome/privacy-policy/9999-99-99.html",
        "/policies/soratome/privacy-policy/changes/1900-01-01_2024-04-01.html",
        "/policies/<script>/b/index.html",
        "/.git/config",
        "/search/fff.json",
        "/search/index.json.bak",
        "/assets/site.css",
        "//evil.example/",
        long.as_str(),
    ] {
        assert_said(&served.get(path), 404, path);
    }
    for query in [
        "",
        "?old=2024-04-01",
        "?old=2024-02-30&new=2024-04-01",
        "?old=<script>&new=2024-04-01",
        "?old=%FF%FE&new=2024-04-01",
        "?old=-9999-01-01&new=99999999999999999999-01-01",
    ] {
        let path = format!("/policies/soratome/privacy-policy/compare.html{query}");
        assert_said(&served.get(&path), 400, query);
    }
    assert_said(&served.get("/%FF%FE.html"), 400, "no UTF-8");
    assert_said(
        &served.get(&format!("/{}", "あ".repeat(1_000))),
        414,
        "long",
    );
    // Longer than any head may be: refused before it is read whole.
    let endless = served.get(&format!("/{}", "a".repeat(200_000)));
    assert!([414, 431].contains(&endless.status), "{}", endless.status);
    assert!(
        served
            .get("/en/nothing.html")
            .text()
            .contains("<html lang=\"en\">")
    );
    assert_eq!(served.get("/").status, 200);
}

#[test]
fn only_reading_is_allowed() {
    let room = sample();
    let served = Served::new(&room);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        let reply = served.ask(method, "/", "Content-Length: 4\r\n");
        assert_said(&reply, 405, method);
        assert_eq!(reply.headers["allow"], "GET, HEAD");
    }
    let whole = served.get("/");
    let head = served.ask("HEAD", "/", "");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.headers["content-length"], whole.body.len().to_string());
    assert_closed(&head, "HEAD");
    // Who has the page is told that it is the same.
    let tag = format!("If-None-Match: {}\r\n", whole.headers["etag"]);
    let again = served.ask("GET", "/", &tag);
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(served.ask("GET", "/en/", &tag).status, 200);
}

#[test]
fn a_name_of_another_machine_is_refused() {
    let room = sample();
    let served = Served::new(&room);
    let named = |served: &Served, host: &str| {
        served.raw(format!("GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n").as_bytes())
    };
    for host in [
        "localhost",
        "LocalHost:1",
        "127.0.0.1",
        "127.0.0.9:80",
        "[::1]:8383",
    ] {
        assert_eq!(
            named(&served, &format!("Host: {host}\r\n")).status,
            200,
            "{host}"
        );
    }
    for host in [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8383",
        "192.168.0.1",
        "localhost@evil.example",
        "[::1",
    ] {
        assert_said(&named(&served, &format!("Host: {host}\r\n")), 421, host);
    }
    assert_said(&named(&served, ""), 421, "no name");
    let two = "Host: localhost\r\nHost: evil.example\r\n";
    assert!(named(&served, two).status >= 400, "two names");
    let whole = served
        .raw(b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert_said(&whole, 421, "a whole address");
    // Who opens it to a network has said that other names are meant.
    let open = Served::with(&room, &["--host", "0.0.0.0"]);
    assert_eq!(named(&open, "Host: kaitei.office.example\r\n").status, 200);
}

#[test]
fn what_is_no_http_ends_the_connection_and_slow_clients_hold_up_nobody() {
    let room = Room::new();
    room.ingest("a/b", "2020-01-01.md", &crate::support::undated("A"));
    let served = Served::new(&room);
    for bytes in [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".as_slice(),
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
    ] {
        let mut stream = served.connect();
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut said = Vec::new();
        let _ = stream.read_to_end(&mut said);
        let head = String::from_utf8_lossy(&said);
        assert!(!head.starts_with("HTTP/1.1 200") || bytes.ends_with(b"0\r\n\r\n"), "{head}");
    }
    // Many who begin to say what they want and never end.
    let mut slow: Vec<_> = (0..40).map(|_| served.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    }
    assert_eq!(served.get("/").status, 200);
    // The server hangs up on them.
    let mut said = Vec::new();
    let ended = slow[0].read_to_end(&mut said);
    assert!(ended.is_ok() && said.is_empty(), "{ended:?} {said:?}");
    // And one who does not read.
    let mut deaf = served.connect();
    for _ in 0..200 {
        deaf.write_all(b"GET /policies/a/b/index.html HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .unwrap();
    }
    assert_eq!(served.get("/").status, 200);
}

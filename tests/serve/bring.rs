//! The form that brings a version: it ingests as the command does, and takes nothing from anybody else.

use super::{Reply, Served};
use crate::support::{Room, undated};

const UPLOAD: &[&str] = &["--upload"];
const BORDER: &str = "----border";

/// A form's body.
fn form(fields: &[(&str, &str)], file: (&str, &[u8])) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, value) in fields {
        out.extend(
            format!(
                "--{BORDER}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
            .bytes(),
        );
    }
    let (name, bytes) = file;
    out.extend(
        format!("--{BORDER}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n")
            .bytes(),
    );
    out.extend(bytes);
    out.extend(format!("\r\n--{BORDER}--\r\n").bytes());
    out
}

fn post(served: &Served, headers: &str, body: &[u8]) -> Reply {
    let kind = format!("Content-Type: multipart/form-data; boundary={BORDER}\r\n");
    let length = format!("Content-Length: {}\r\n", body.len());
    served.send(
        "POST",
        "/bring.html",
        &format!("{kind}{length}{headers}"),
        body,
    )
}

fn token(served: &Served) -> String {
    let page = served.page("/bring.html");
    let at = page.split("name=\"token\" value=\"").nth(1).unwrap();
    at.split('"').next().unwrap().to_owned()
}

#[test]
fn a_version_that_is_brought_is_ingested_and_shown() {
    let room = Room::new();
    room.ingest("a/b", "2020-04-01.md", &undated("旧の文言。"));
    let served = Served::with(&room, UPLOAD);
    let token = token(&served);
    assert_eq!(token.len(), 32);
    assert!(served.page("/").contains("href=\"bring.html\""));
    assert!(
        served
            .page("/policies/a/b/index.html")
            .contains("bring.html?policy=a/b")
    );
    assert!(
        served
            .page("/en/bring.html?policy=a%2Fb")
            .contains("value=\"a/b\"")
    );
    let bring = |policy: &str, date: &str, file: (&str, &str)| {
        let fields = [
            ("token", token.as_str()),
            ("policy", policy),
            ("date", date),
        ];
        post(&served, "", &form(&fields, (file.0, file.1.as_bytes())))
    };
    let done = bring(
        "a/b",
        "2021-04-01",
        ("C:\\\\files\\\\text.md", &undated("新の文言。")),
    );
    assert_eq!(done.status, 200, "{}", done.text());
    let page = "/policies/a/b/changes/2021-04-01.html";
    assert!(done.text().contains(page), "{}", done.text());
    assert!(served.page(page).contains("新"));
    // As the command does it: the bytes as received, the day of the file's name, a new policy.
    assert_eq!(
        bring("c/d", "", ("2022-04-01.md", &undated("別の規程。"))).status,
        200
    );
    assert_eq!(room.versions("c/d"), ["2022-04-01"]);
    let source = room.read("kaitei-corpus/policies/a/b/2021-04-01/source.md");
    assert_eq!(source, undated("新の文言。"));
    room.assert_whole();
    // The same again adds nothing.
    let again = bring("a/b", "2021-04-01", ("text.md", &undated("新の文言。")));
    assert!(again.text().contains("変更なし"), "{}", again.text());
    let commits = room.git(&["rev-list", "--count", "HEAD"]);
    for (policy, date, name, text, said) in [
        ("a/b", "", "text.md", "本文。", "日付が見つかりません"),
        ("a/b", "2021-02-30", "text.md", "本文。", "暦にある日付"),
        (
            "../x",
            "2021-05-01",
            "text.md",
            "本文。",
            "ID として使えません",
        ),
        ("a/b", "2021-05-01", "text.exe", "本文。", "読めない形式"),
        (
            "a/b",
            "2021-05-01",
            "text.md",
            "\0",
            "テキストではありません",
        ),
        ("a/b", "2021-05-01", "text.md", " ", "空のファイル"),
        ("a/b", "2021-05-01", "", "本文。", "選ばれていません"),
        ("", "2021-05-01", "text.md", "本文。", "ID"),
        (
            "<script>/b",
            "2021-05-01",
            "<b>.exe",
            "本文。",
            "使えない文字",
        ),
    ] {
        let reply = bring(policy, date, (name, text));
        assert_eq!(reply.status, 400, "{said}: {}", reply.text());
        assert!(reply.text().contains(said), "{said}: {}", reply.text());
        assert!(!reply.text().contains("<script>/b"));
        assert!(!reply.text().contains("--"), "{}", reply.text());
    }
    assert_eq!(room.git(&["rev-list", "--count", "HEAD"]), commits);
}

#[test]
fn nobody_else_brings_a_version() {
    let room = Room::new();
    room.ingest("a/b", "2020-04-01.md", &undated("旧の文言。"));
    let commits = room.git(&["rev-list", "--count", "HEAD"]);
    let text = undated("新の文言。");
    let body = |token: &str| {
        let fields = [("token", token), ("policy", "a/b"), ("date", "2021-04-01")];
        form(&fields, ("text.md", text.as_bytes()))
    };
    // Not asked for, it is not there.
    let plain = Served::new(&room);
    assert_eq!(plain.get("/bring.html").status, 404);
    assert_eq!(post(&plain, "", &body("")).status, 405);
    assert!(!plain.page("/").contains("bring.html"));
    let served = Served::with(&room, UPLOAD);
    let token = token(&served);
    for wrong in [
        "",
        "0",
        &token[1..],
        &self::token(&Served::with(&room, UPLOAD)),
    ] {
        assert_eq!(post(&served, "", &body(wrong)).status, 403, "{wrong}");
    }
    for from in [
        "Origin: http://evil.example\r\n".to_owned(),
        "Origin: null\r\nSec-Fetch-Site: cross-site\r\n".to_owned(),
        format!(
            "Origin: http://127.0.0.1:{}\r\nSec-Fetch-Site: same-site\r\n",
            served.port
        ),
        "Origin: http://127.0.0.1:1\r\n".to_owned(),
    ] {
        assert_eq!(post(&served, &from, &body(&token)).status, 403, "{from}");
    }
    // Elsewhere nothing is taken, and what is no form is not read.
    let kind = format!("Content-Type: multipart/form-data; boundary={BORDER}\r\n");
    assert_eq!(served.send("POST", "/index.html", &kind, b"").status, 405);
    assert_eq!(served.send("PUT", "/bring.html", &kind, b"").status, 405);
    assert_eq!(served.send("POST", "/bring.html", "", b"").status, 400);
    let length = "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9\r\n";
    assert_eq!(
        served
            .send("POST", "/bring.html", length, b"no border")
            .status,
        400
    );
    let huge = form(&[("token", &"x".repeat(10_000))], ("text.md", b"x"));
    assert_eq!(post(&served, "", &huge).status, 400);
    assert_eq!(room.git(&["rev-list", "--count", "HEAD"]), commits);
    assert_eq!(post(&served, "", &body(&token)).status, 200);
    let (said, hint) = room
        .kaitei(&["serve", "--port", "0", "--upload", "--host", "0.0.0.0"])
        .failed();
    assert!(
        said.contains("--upload") && hint.contains("--host"),
        "{said}"
    );
}

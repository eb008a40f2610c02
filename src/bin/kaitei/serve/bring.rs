//! Bring: a version that a form brings, read and ingested as `kaitei ingest` does it.
//!
//! In: the body of a request. Out: what became of it. Never: more bytes than a text may have; a file's name with its folders.

use std::path::Path;

use http_body_util::{BodyDataStream, Limited};
use hyper::body::Incoming;
use kaitei::corpus::{self, Corpus, CorpusError, NewText, PolicyId};
use kaitei::segment::Severity;
use multer::Multipart;

use crate::failure::Failure;
use crate::{ingest, log, segment, surroundings, wording};

/// The most bytes that a form may have.
const LARGEST: usize = segment::LARGEST as usize + (1 << 20);
/// The most bytes of a field that is no file.
const FIELD: usize = 4 << 10;

/// What a form holds.
#[derive(Debug, Default)]
pub(crate) struct Brought {
    pub(crate) token: String,
    policy: String,
    date: String,
    name: String,
    bytes: Vec<u8>,
}

/// A form that did not arrive as one.
pub(crate) fn unread() -> Failure {
    Failure::new(
        format!(
            "受け取れませんでした（{} MiB を超えるか、途中で切れたか、形式が違います）",
            segment::LARGEST >> 20
        ),
        "「版を加える」の画面を開き直して、もう一度お試しください",
    )
}

/// Reads a form.
pub(crate) async fn read(kind: &str, body: Incoming) -> Result<Brought, Failure> {
    let boundary = multer::parse_boundary(kind).map_err(|_| unread())?;
    let body = BodyDataStream::new(Limited::new(body, LARGEST));
    let mut form = Multipart::new(body, boundary);
    let mut out = Brought::default();
    while let Some(mut field) = form.next_field().await.map_err(|_| unread())? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let given = field.file_name().unwrap_or_default();
            // Some browsers send the folders too.
            out.name = given
                .rsplit(['/', '\\'])
                .next()
                .unwrap_or_default()
                .to_owned();
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|_| unread())? {
            bytes.extend_from_slice(&chunk);
            if name != "file" && bytes.len() > FIELD {
                return Err(unread());
            }
        }
        if name == "file" {
            out.bytes = bytes;
            continue;
        }
        let text = String::from_utf8_lossy(&bytes).trim().to_owned();
        match name.as_str() {
            "token" => out.token = text,
            "policy" => out.policy = text,
            "date" => out.date = text,
            _ => {}
        }
    }
    Ok(out)
}

/// Puts a version into the corpus: what became of it, line by line, and the path of its page.
pub(crate) fn ingest(place: &Path, brought: &Brought) -> Result<(Vec<String>, String), Failure> {
    let Brought { name, bytes, .. } = brought;
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err(Failure::new(
            "本文のファイルが選ばれていません",
            "前の画面に戻り、.txt か .md のファイルを選んでください",
        ));
    }
    // The form has fields for what are options on the command line.
    let policy: PolicyId = log::policy_id(&brought.policy).map_err(|failure| {
        Failure::new(
            failure.words().0,
            "前の画面に戻り、規程の ID を acme/privacy のように「組織/規程」の形で入れてください",
        )
    })?;
    let given = Some(brought.date.as_str()).filter(|d| !d.is_empty());
    let given = given.map(ingest::parse_date).transpose();
    let given = given.map_err(|_| {
        Failure::new(
            format!("{}: 暦にある日付として読めません", brought.date),
            "前の画面に戻り、効力の生じた日を 2025-04-01 のように入れてください",
        )
    })?;
    let format = segment::format_of(name)?;
    segment::check_bytes(name, bytes)?;
    let read = segment::segment_bytes(Path::new(name), bytes, format)?;
    let day = corpus::choose_day(given, name, &read.document).map_err(|error| match error {
        CorpusError::NoDate { .. } => Failure::new(
            format!("{name}: 日付が見つかりません"),
            "前の画面に戻り、効力の生じた日を入れてください",
        ),
        other => wording::failure(other),
    })?;
    let empty = read.document.clauses.is_empty();
    let doubts = read
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Warning)
        .count();
    let text = NewText {
        policy: policy.clone(),
        name: name.clone(),
        bytes: bytes.clone(),
        format,
        document: read.document,
        day,
        title: None,
        organization: None,
    };
    let stamp = surroundings::stamp(place);
    let done = corpus::ingest(place, vec![text], &stamp, &ingest::history_body)
        .map_err(wording::failure)?;
    let mut said = String::new();
    let mut page = format!("policies/{policy}/index.html");
    for placed in &done.texts {
        ingest::line(&mut said, placed);
        let keys = Corpus::open(place)
            .and_then(|c| c.versions(&policy))
            .map_err(wording::failure)?;
        page = if keys.first() == Some(&placed.version) {
            format!("policies/{policy}/{}.html", placed.version)
        } else {
            format!("policies/{policy}/changes/{}.html", placed.version)
        };
    }
    let mut lines: Vec<String> = said.lines().map(|l| l.trim().to_owned()).collect();
    if empty {
        lines.push("警告: 条項が見つかりません。全文をそのまま保存しました".to_owned());
    }
    if doubts > 0 {
        lines.push(format!(
            "警告: 読み取りに確かめたい行が {doubts} 行あります"
        ));
    }
    Ok((lines, page))
}

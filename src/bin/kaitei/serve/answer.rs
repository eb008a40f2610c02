//! Answer: a status, a kind of file and its bytes.
//!
//! In: a page, or why there is none. Out: what HTTP needs to know of it. Never: speaks HTTP itself.

use hyper::StatusCode;
use hyper::body::Bytes;
use kaitei::site::{Lang, Message, Settings, message_page};

use crate::failure::Failure;

/// What is sent back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) kind: &'static str,
    pub(crate) body: Bytes,
    /// Where the page is instead.
    pub(crate) location: Option<String>,
    /// True where the name changes with the bytes.
    pub(crate) lasting: bool,
}

impl Answer {
    /// A file of the site.
    pub(crate) fn file(path: &str, body: Bytes) -> Self {
        // The style sheet and the script have names of their bytes; the corpus's own have not.
        let lasting = path.starts_with("assets/site.");
        Self {
            status: StatusCode::OK,
            kind: kind(path),
            body,
            location: None,
            lasting,
        }
    }

    /// The page is elsewhere.
    pub(crate) fn moved(status: StatusCode, location: String) -> Self {
        Self {
            status,
            kind: kind(".txt"),
            body: Bytes::new(),
            location: Some(location),
            lasting: false,
        }
    }

    /// Nothing to show, and nothing wrong.
    pub(crate) fn nothing() -> Self {
        Self {
            location: None,
            ..Self::moved(StatusCode::NO_CONTENT, String::new())
        }
    }

    /// Why there is no page.
    pub(crate) fn message(
        settings: &Settings,
        lang: Lang,
        status: StatusCode,
        message: &Message,
    ) -> Self {
        Self {
            status,
            ..Self::file(
                "message.html",
                message_page(settings, lang, message).bytes.into(),
            )
        }
    }

    /// What the program could not do.
    pub(crate) fn failure(settings: &Settings, failure: &Failure) -> Self {
        Self::refusal(
            settings,
            Lang::Ja,
            StatusCode::INTERNAL_SERVER_ERROR,
            failure,
        )
    }

    /// What could not be done with what was sent.
    pub(crate) fn refusal(
        settings: &Settings,
        lang: Lang,
        status: StatusCode,
        failure: &Failure,
    ) -> Self {
        let (what, hint) = failure.words();
        let message = Message::Other(what.to_owned(), hint.to_owned());
        Self::message(settings, lang, status, &message)
    }
}

/// The media type of a file of the site.
fn kind(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/atom+xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "jpg" => "image/jpeg",
        _ => "text/plain; charset=utf-8",
    }
}

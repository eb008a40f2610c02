//! Wire: HTTP, with its limits.
//!
//! In: connections. Out: answers of the shelf, under headers that let nothing in and nothing out. Never: more than GET and HEAD, but
//! for the one form; a page for a name that is not this machine's, unless it was told to listen beyond it.

use std::convert::Infallible;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use kaitei::site::{BRING, CONTENT_SECURITY_POLICY, Message};
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;

use super::answer::Answer;
use super::shelf::Shelf;
use super::{bring, route};
use crate::failure::Failure;

/// Connections at a time; others wait.
const CONNECTIONS: usize = 64;
/// Pages made at a time.
const MAKERS: usize = 4;
/// A client has so long to say what it wants, and to say it again on the same connection.
const PATIENCE: Duration = Duration::from_secs(10);
/// A connection lasts so long at most, however slowly its client reads.
const LIFE: Duration = Duration::from_secs(300);
/// A form has so long to arrive.
const UPLOAD: Duration = Duration::from_secs(60);
/// The most bytes of a request's head.
const HEAD: usize = 64 << 10;

/// What all connections share.
#[derive(Debug)]
struct Server {
    shelf: Shelf,
    /// True where only this machine may ask.
    private: bool,
    makers: Semaphore,
    /// The search's lists are made by one at a time; nobody who waits for them holds up pages.
    listers: Semaphore,
    takers: Semaphore,
}

/// Serves until it is told to end.
pub(crate) fn serve(listener: TcpListener, shelf: Shelf, private: bool) -> Result<(), Failure> {
    let failed = |e: std::io::Error| {
        Failure::new(
            format!("通信を始められません（{}）", crate::wording::io(&e)),
            "もう一度実行してください",
        )
    };
    listener.set_nonblocking(true).map_err(failed)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(MAKERS + 1)
        .build()
        .map_err(failed)?;
    let server = Arc::new(Server {
        shelf,
        private,
        makers: Semaphore::new(MAKERS),
        listers: Semaphore::new(1),
        takers: Semaphore::new(1),
    });
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).map_err(failed)?;
        tokio::spawn(accept(listener, server));
        ended().await.map_err(failed)
    })?;
    // A page that is being made has no reader any more.
    runtime.shutdown_background();
    Ok(())
}

/// Waits for Ctrl-C, or for the word to end.
#[cfg(unix)]
async fn ended() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut term = signal(SignalKind::terminate())?;
    let mut int = signal(SignalKind::interrupt())?;
    std::future::poll_fn(|cx| {
        if term.poll_recv(cx).is_ready() || int.poll_recv(cx).is_ready() {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    Ok(())
}

#[cfg(not(unix))]
async fn ended() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}

async fn accept(listener: tokio::net::TcpListener, server: Arc<Server>) {
    let slots = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else {
            return;
        };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // Too many files, or a client that is gone already.
            Err(_) => {
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let server = Arc::clone(&server);
        tokio::spawn(async move {
            let _slot = slot;
            let _ = stream.set_nodelay(true);
            let service = service_fn(|request| {
                let server = Arc::clone(&server);
                async move { Ok::<_, Infallible>(respond(&server, request).await) }
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(PATIENCE)
                .max_buf_size(HEAD)
                .serve_connection(TokioIo::new(stream), service);
            // A client that is gone, or too slow, has nobody to be told of it.
            let _ = tokio::time::timeout(LIFE, connection).await;
        });
    }
}

async fn respond(server: &Arc<Server>, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let headers = request.headers();
    let known = headers.get(header::IF_NONE_MATCH).cloned();
    let answer = match refused(server, &request) {
        Some((status, what, hint)) => {
            let message = Message::Other(what.to_owned(), hint.to_owned());
            let lang = route::lang(request.uri().path());
            Answer::message(&server.shelf.settings(), lang, status, &message)
        }
        None if request.method() == Method::POST => taken(server, request).await,
        None => made(server, &request).await,
    };
    finished(answer, known.as_ref())
}

/// Makes a page on another thread.
async fn made(server: &Arc<Server>, request: &Request<Incoming>) -> Answer {
    let path = request.uri().path().to_owned();
    let query = request.uri().query().map(str::to_owned);
    let gate = if path.starts_with("/search/") {
        &server.listers
    } else {
        &server.makers
    };
    let _turn = gate.acquire().await;
    let shelf = Arc::clone(server);
    let page = tokio::task::spawn_blocking(move || shelf.shelf.answer(&path, query.as_deref()));
    page.await.unwrap_or_else(|_| broken(server))
}

/// Takes the version that a form brings.
async fn taken(server: &Arc<Server>, request: Request<Incoming>) -> Answer {
    let lang = route::lang(request.uri().path());
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind
        .and_then(|k| k.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    // One at a time: a text may be large.
    let _turn = server.takers.acquire().await;
    let read = bring::read(&kind, request.into_body());
    let read = tokio::time::timeout(UPLOAD, read).await;
    let brought = match read.unwrap_or_else(|_| Err(bring::unread())) {
        Ok(brought) => brought,
        Err(failure) => {
            let settings = server.shelf.settings();
            return Answer::refusal(&settings, lang, StatusCode::BAD_REQUEST, &failure);
        }
    };
    let shelf = Arc::clone(server);
    let done = tokio::task::spawn_blocking(move || shelf.shelf.take(lang, &brought));
    done.await.unwrap_or_else(|_| broken(server))
}

/// The page that says that something broke here.
fn broken(server: &Server) -> Answer {
    let failure = Failure::new(
        "ページを作れませんでした",
        "kaitei verify でコーパスを確かめてください",
    );
    Answer::failure(&server.shelf.settings(), &failure)
}

/// Why a request gets no page, whatever it asks for.
fn refused(
    server: &Server,
    request: &Request<Incoming>,
) -> Option<(StatusCode, &'static str, &'static str)> {
    if server.private && !is_this_machine(request) {
        return Some((
            StatusCode::MISDIRECTED_REQUEST,
            "このアドレスでは見られません",
            "表示されたアドレス（http://127.0.0.1:…/）で開くか、--host を指定して起動してください",
        ));
    }
    let path = request.uri().path();
    let form = path == format!("/{BRING}") || path == format!("/en/{BRING}");
    let brings = *request.method() == Method::POST && form && server.shelf.takes();
    if brings && !is_from_here(request) {
        return Some((
            StatusCode::FORBIDDEN,
            "ほかのサイトからは加えられません",
            "「版を加える」の画面を開き直してください",
        ));
    }
    if !brings && !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Some((
            StatusCode::METHOD_NOT_ALLOWED,
            "読むことだけができます",
            "版を加えるには kaitei ingest を使ってください",
        ));
    }
    let length = request
        .uri()
        .path_and_query()
        .map_or(0, |p| p.as_str().len());
    if length > route::LONGEST {
        return Some((
            StatusCode::URI_TOO_LONG,
            "アドレスが長すぎます",
            "一覧から選び直してください",
        ));
    }
    None
}

/// True where the names a request was sent to are all this machine's own: a page elsewhere whose name was turned to this
/// machine must not read what is served here.
fn is_this_machine(request: &Request<Incoming>) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = hosts.next().and_then(|h| h.to_str().ok());
    let whole = request.uri().authority().map(|a| a.as_str());
    hosts.next().is_none() && host.is_some_and(is_loopback) && whole.is_none_or(is_loopback)
}

/// True where nothing says that a form was sent by a page of another server: browsers say so, and others have no need to. A page
/// that names no referrer has the origin `null`; what proves that it came from here is its token.
fn is_from_here(request: &Request<Incoming>) -> bool {
    let of = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok());
    let host = of("host").unwrap_or_default();
    let own = |o: &str| o == "null" || o.strip_prefix("http://") == Some(host);
    of("origin").is_none_or(own) && of("sec-fetch-site").is_none_or(|s| s == "same-origin")
}

/// True for a name with or without a port that is this machine's.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((name, "")) => name,
            Some((name, port)) if is_port(port) => name,
            _ => return false,
        },
        None => match host.split_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            Some(_) => return false,
            None => host,
        },
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn is_port(text: &str) -> bool {
    text.strip_prefix(':')
        .is_some_and(|port| port.bytes().all(|b| b.is_ascii_digit()))
}

/// The answer under its headers; without its bytes where the client has them.
fn finished(answer: Answer, known: Option<&HeaderValue>) -> Response<Full<Bytes>> {
    let mut headers = HeaderMap::new();
    let mut set = |name: header::HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(
        header::CONTENT_SECURITY_POLICY,
        &format!("{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'"),
    );
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "no-referrer");
    for name in ["cross-origin-opener-policy", "cross-origin-resource-policy"] {
        set(header::HeaderName::from_static(name), "same-origin");
    }
    set(header::CONTENT_TYPE, answer.kind);
    set(
        header::CACHE_CONTROL,
        if answer.lasting {
            "max-age=31536000, immutable"
        } else {
            "no-cache"
        },
    );
    if answer.status == StatusCode::METHOD_NOT_ALLOWED {
        set(header::ALLOW, "GET, HEAD");
    }
    if let Some(location) = &answer.location {
        set(header::LOCATION, location);
    }
    let mut status = answer.status;
    let mut body = answer.body;
    if status == StatusCode::OK {
        let digest = Sha256::digest(&body);
        let tag: String = digest[..8].iter().map(|b| format!("{b:02x}")).collect();
        let tag = format!("\"{tag}\"");
        set(header::ETAG, &tag);
        let held = known.and_then(|k| k.to_str().ok()).unwrap_or_default();
        if held
            .split(',')
            .any(|k| k.trim().trim_start_matches("W/") == tag)
        {
            status = StatusCode::NOT_MODIFIED;
            body = Bytes::new();
        }
    }
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_this_machine_has_these_names() {
        for host in [
            "localhost",
            "LOCALHOST:80",
            "127.0.0.1:8383",
            "127.9.9.9",
            "[::1]:1",
            "[::1]",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "example.jp",
            "localhost.example.jp",
            "127.0.0.1.example.jp",
            "10.0.0.1:8383",
            "[::2]",
            "[::1",
            "[::1]x",
            "127.0.0.1:80:90",
            "localhost:80@example.jp",
            "::1",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}

//! `kaitei serve`: the "what changed" pages of a corpus on this machine, each made when it is asked for.
//!
//! In: a corpus, an address to listen at. Out: pages over HTTP, and the line that says where. Never: reads a file by a name
//! that a request holds: what is asked for is looked up among pages made from the corpus.
//!
//! 1. `wire` speaks HTTP and keeps its limits; `answer` is what it sends;
//! 2. `route` reads what an address asks for;
//! 3. `shelf` makes the pages and holds some of them; `lists` makes what the search reads; `bring` takes a version.

mod answer;
mod bring;
mod lists;
mod route;
mod shelf;
mod wire;

use std::io::Write as _;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs as _};

use clap::Args;

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, Failure};
use crate::{output, wording};

/// Show the "what changed" pages on this machine, and any two versions side by side
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kaitei serve
  kaitei serve --corpus /srv/kaitei --port 8000
  kaitei serve --upload                    … with a form that adds versions
  kaitei serve --host 0.0.0.0              … for other machines too
The pages are those of `kaitei site`, made from the corpus as it is when they are asked for. Ctrl-C ends it.")]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    corpus: CorpusArgs,
    /// The port to listen at; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = 8383)]
    port: u16,
    /// The address to listen at
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: String,
    /// Take versions, too: a form that puts a text into the corpus
    #[arg(long)]
    upload: bool,
    /// The title of the site
    #[arg(long, value_name = "TEXT", default_value = "改定の記録")]
    title: String,
}

/// What nobody can guess: the keys of this process's hash tables, which the system draws by lot.
fn token() -> String {
    use std::hash::{BuildHasher as _, RandomState};
    let part = || RandomState::new().hash_one(std::process::id());
    // The two share a key and differ in the other: a digest shows neither.
    use sha2::Digest as _;
    let digest = sha2::Sha256::digest(format!("{:x}{:x}", part(), part()));
    digest.iter().take(16).map(|b| format!("{b:02x}")).collect()
}

impl ServeArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        let token = self.upload.then(token);
        let shelf = shelf::Shelf::open(self.corpus.path(), self.title.trim(), token)?;
        let listener = self.listen()?;
        let at = listener.local_addr().map_err(|e| self.refused(&e))?;
        if self.upload && !at.ip().is_loopback() {
            return Err(Failure::new(
                format!("--upload: ほかの機械から見える {} では使えません", at.ip()),
                "--host を外すか、--upload を外してください",
            ));
        }
        let mut said = format!("http://{at}/ で見られます（Ctrl-C で終わります）\n");
        if !at.ip().is_loopback() {
            said.push_str("ほかの機械からも見られます。見せてよい網の中だけで使ってください\n");
        }
        output::print(&said)?;
        // Whoever waits for the line reads it through a pipe.
        let _ = std::io::stdout().flush();
        wire::serve(listener, shelf, at.ip().is_loopback())?;
        Ok(DONE)
    }

    fn listen(&self) -> Result<TcpListener, Failure> {
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        let all: Vec<SocketAddr> = (host, self.port)
            .to_socket_addrs()
            .map_err(|e| self.refused(&e))?
            .collect();
        TcpListener::bind(all.as_slice()).map_err(|e| self.refused(&e))
    }

    fn refused(&self, error: &std::io::Error) -> Failure {
        use std::io::ErrorKind::{AddrInUse, PermissionDenied};
        let (what, hint) = match error.kind() {
            AddrInUse => (
                "ほかのプログラムが使っています".to_owned(),
                "--port でほかの番号か、空いた番号を取る 0 を指定してください",
            ),
            PermissionDenied => (
                "使う権限がありません".to_owned(),
                "--port に 1024 以上の番号を指定してください",
            ),
            _ => (
                format!("使えません（{}）", wording::io(error)),
                "--host と --port を確かめてください",
            ),
        };
        Failure::new(format!("{}:{}: {what}", self.host, self.port), hint)
    }
}

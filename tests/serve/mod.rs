//! The server: the same pages as the site, any two versions, and nothing for whoever means harm.

mod bring;
mod hostile;
mod pages;

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::support::Room;

/// `kaitei serve` in a room, ended when it is dropped.
pub(crate) struct Served {
    pub(crate) child: Child,
    pub(crate) port: u16,
}

/// What it answered.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

impl Served {
    pub(crate) fn new(room: &Room) -> Self {
        Self::with(room, &[])
    }

    pub(crate) fn with(room: &Room, args: &[&str]) -> Self {
        let mut all = vec!["serve", "--port", "0"];
        all.extend(args);
        let mut child = room.command(&all).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        lines.read_line(&mut line).unwrap();
        let port = line.split(':').nth(2).and_then(|l| l.split('/').next());
        let port = port.unwrap_or_else(|| panic!("{line}")).parse().unwrap();
        std::thread::spawn(move || lines.lines().map_while(Result::ok).for_each(drop));
        Self { child, port }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        // So that a test that would hang fails.
        stream
            .set_read_timeout(Some(Duration::from_secs(120)))
            .unwrap();
        stream
    }

    /// Sends bytes as they are, and reads what comes back until the server closes.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Reply {
        let mut stream = self.connect();
        // A server that has read enough closes.
        let _ = stream.write_all(bytes);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        let end = all.windows(4).position(|w| w == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("{:?}", String::from_utf8_lossy(&all)));
        let head = String::from_utf8(all[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap();
        Reply {
            status: status.parse().unwrap(),
            headers: lines
                .filter_map(|l| l.split_once(": "))
                .map(|(k, v)| (k.to_lowercase(), v.to_owned()))
                .collect(),
            body: all[end + 4..].to_vec(),
        }
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str) -> Reply {
        self.send(method, path, headers, b"")
    }

    /// A request with a body.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Reply {
        let mut bytes = self.head(method, path, headers).into_bytes();
        bytes.extend(body);
        self.raw(&bytes)
    }

    fn head(&self, method: &str, path: &str, headers: &str) -> String {
        format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n{headers}\r\n",
            self.port
        )
    }

    /// A page, by its path as it is or in percent notation.
    pub(crate) fn get(&self, path: &str) -> Reply {
        self.ask("GET", &escaped(path), "")
    }

    #[track_caller]
    pub(crate) fn page(&self, path: &str) -> String {
        let reply = self.get(path);
        assert_eq!(reply.status, 200, "{path}");
        String::from_utf8(reply.body).unwrap()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{}", self.port, escaped(path))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A path with every sign outside ASCII, and those that end a path, in percent notation.
fn escaped(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !b"\"'<>#`".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

//! Folders and commits as git spells them, byte for byte.
//!
//! In: ids and words. Out: bytes. Never: does I/O.

use super::git::Oid;

/// What a commit says besides its tree.
pub(super) struct CommitText<'a> {
    pub(super) name: &'a str,
    pub(super) email: &'a str,
    pub(super) seconds: i64,
    pub(super) message: &'a str,
}

/// A folder of files as git spells it; `files` are in the order of their names.
pub(super) fn folder_bytes(files: &[(&str, Oid)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, id) in files {
        out.extend_from_slice(format!("100644 {name}\0").as_bytes());
        out.extend_from_slice(id.as_bytes());
    }
    out
}

/// A commit as git spells it.
pub(super) fn commit_bytes(tree: Oid, parent: Option<Oid>, text: &CommitText<'_>) -> Vec<u8> {
    use std::fmt::Write as _;
    let plain = |s: &str| {
        s.replace(['<', '>', '\n', '\r', '\0'], "")
            .trim()
            .to_owned()
    };
    let who = format!(
        "{} <{}> {} +0000",
        plain(text.name),
        plain(text.email),
        text.seconds.max(0)
    );
    let mut out = format!("tree {tree}\n");
    if let Some(parent) = parent {
        let _ = writeln!(out, "parent {parent}");
    }
    let _ = write!(
        out,
        "author {who}\ncommitter {who}\n\n{}",
        text.message.replace('\0', "\u{fffd}")
    );
    out.into_bytes()
}

//! The site: what is built from a corpus, without a browser.

mod folder;
pub(crate) mod html;
mod pages;
mod update;

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::Room;

/// A room with the sample corpus in it.
pub(crate) fn sample() -> Room {
    let room = Room::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    room.kaitei(&["ingest", corpus.to_str().unwrap()]).done();
    room
}

/// Every file below a folder, by its path there.
pub(crate) fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, below: &str, out: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(root.join(below)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let path = if below.is_empty() {
                name
            } else {
                format!("{below}/{name}")
            };
            if entry.file_type().unwrap().is_dir() {
                walk(root, &path, out);
            } else {
                out.insert(path.clone(), std::fs::read(root.join(&path)).unwrap());
            }
        }
    }
    let mut out = BTreeMap::new();
    if root.exists() {
        walk(root, "", &mut out);
    }
    out
}

/// What a visitor sees: every file but those the program keeps for itself.
pub(crate) fn published(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = files(root);
    files.retain(|path, _| !path.starts_with(".kaitei-site/"));
    files
}

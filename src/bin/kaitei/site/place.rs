//! The folder of a site: what is made goes into a new folder beside it and is moved into place at the end.
//!
//! In: a folder, files to be. Out: the folder with them. Never: touches a folder that is not a site of ours, or leaves a page
//! half written.
//!
//! 1. Everything new is written below `.NAME.kaitei-new/new/`, beside the site's folder `NAME`.
//! 2. A journal of what is to be moved and taken away is put beside it. Until then a crash leaves the old site as it was.
//! 3. The entries are moved. A crash in between is made good by the next run, which finds the journal and goes on.
//!
//! A site that was not there before is moved as a whole.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::manifest::{FOLDER, MARKER, MARKER_TEXT};
use crate::failure::Failure;
use crate::wording;

/// Entries at the top of a site that are ours.
const OURS: [&str; 6] = [FOLDER, "assets", "en", "feed.xml", "policies", "search"];

/// A site's folder and the new one beside it, which no other process uses meanwhile.
#[derive(Debug)]
pub(crate) struct Place {
    out: PathBuf,
    stage: PathBuf,
    /// True where the site's folder is there and is ours.
    is_there: bool,
    _lock: File,
}

/// What is to be done at the end, in order.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Journal {
    /// Files and folders of the new folder that go into the site's, over what is there.
    pub(crate) put: Vec<String>,
    /// Files and folders of the site that go away.
    pub(crate) delete: Vec<String>,
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    let hint = match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "フォルダとその親フォルダに書き込めることを確かめてください"
        }
        _ => "空き容量と権限を確かめて、もう一度実行してください",
    };
    Failure::new(
        format!(
            "{}: 読み書きできません（{}）",
            path.display(),
            wording::io(error)
        ),
        hint,
    )
}

impl Place {
    /// The folder `out`: absent, empty, or a site of ours.
    pub(crate) fn open(out: &Path) -> Result<Self, Failure> {
        let out = whole(out)?;
        let is_there = look(&out)?;
        let stage = beside(&out)?;
        match fs::create_dir(&stage) {
            Ok(()) => {}
            // One that was begun or is about to go is empty.
            Err(e)
                if e.kind() == ErrorKind::AlreadyExists
                    && (stage.join("lock").is_file() || names(&stage)?.is_empty()) => {}
            Err(e) => return Err(failed(&stage, &e)),
        }
        let path = stage.join("lock");
        let lock = File::create(&path).map_err(|e| failed(&path, &e))?;
        if lock.try_lock().is_err() {
            return Err(Failure::new(
                format!("{}: ほかの kaitei site が作っています", out.display()),
                "終わるのを待って、もう一度実行してください",
            ));
        }
        let mut place = Self {
            out,
            stage,
            is_there,
            _lock: lock,
        };
        if let Ok(bytes) = fs::read(place.stage.join("journal"))
            && let Ok(journal) = serde_json::from_slice::<Journal>(&bytes)
        {
            place.carry_out(&journal)?;
        }
        place.clear()?;
        place.is_there = look(&place.out)?;
        let new = place.stage.join("new");
        fs::create_dir(&new).map_err(|e| failed(&new, &e))?;
        Ok(place)
    }

    /// True where there is a site already.
    pub(crate) fn is_there(&self) -> bool {
        self.is_there
    }

    /// A file of the site as it is now; none where it cannot be read.
    pub(crate) fn held(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.out.join(path)).ok()
    }

    /// A file as it will be: the new one, else the site's.
    pub(crate) fn coming(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.stage.join("new").join(path))
            .ok()
            .or_else(|| self.held(path))
    }

    /// The files below a folder of the site, as paths below the site's folder.
    pub(crate) fn files_below(&self, folder: &str) -> Result<Vec<String>, Failure> {
        let mut out = Vec::new();
        let mut left = vec![folder.to_owned()];
        while let Some(folder) = left.pop() {
            let path = self.out.join(&folder);
            let entries = match fs::read_dir(&path) {
                Ok(entries) => entries,
                Err(e) if e.kind() == ErrorKind::NotFound => continue,
                Err(e) => return Err(failed(&path, &e)),
            };
            for entry in entries {
                let entry = entry.map_err(|e| failed(&path, &e))?;
                let Ok(name) = entry.file_name().into_string() else {
                    continue;
                };
                let below = format!("{folder}/{name}");
                if entry.file_type().is_ok_and(|t| t.is_dir()) {
                    left.push(below);
                } else {
                    out.push(below);
                }
            }
        }
        Ok(out)
    }

    /// Writes a new file.
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let target = self.stage.join("new").join(path);
        match fs::write(&target, bytes) {
            Err(e) if e.kind() == ErrorKind::NotFound => {
                if let Some(folder) = target.parent() {
                    fs::create_dir_all(folder).map_err(|e| failed(folder, &e))?;
                }
                fs::write(&target, bytes)
            }
            done => done,
        }
        .map_err(|e| failed(&self.out.join(path), &e))
    }

    /// Moves all that is new into place as a whole: what was there and is ours goes away.
    pub(crate) fn replace(self) -> Result<(), Failure> {
        self.write(MARKER, MARKER_TEXT.as_bytes())?;
        if !self.is_there {
            // An empty folder gives way.
            let _ = fs::remove_dir(&self.out);
            let new = self.stage.join("new");
            if !self.out.exists() {
                fs::rename(&new, &self.out).map_err(|e| failed(&self.out, &e))?;
                return self.end();
            }
        }
        let mut journal = Journal::default();
        for name in names(&self.stage.join("new"))? {
            journal.put.push(name);
        }
        // What is kept of the site is moved last: without it all is made anew.
        journal.put.sort_by_key(|n| n == FOLDER);
        for name in names(&self.out)? {
            if is_ours(&name) && !journal.put.contains(&name) {
                journal.delete.push(name);
            }
        }
        self.finish(&journal)
    }

    /// Moves what is new into place, file by file.
    pub(crate) fn finish(self, journal: &Journal) -> Result<(), Failure> {
        if !journal.put.is_empty() || !journal.delete.is_empty() {
            let bytes = serde_json::to_vec(journal).unwrap_or_default();
            let (aside, path) = (self.stage.join("journal.tmp"), self.stage.join("journal"));
            let write = || -> std::io::Result<()> {
                let mut file = File::create(&aside)?;
                file.write_all(&bytes)?;
                file.sync_all()?;
                fs::rename(&aside, &path)
            };
            write().map_err(|e| failed(&path, &e))?;
            self.carry_out(journal)?;
        }
        self.end()
    }

    /// Does what the journal says, or what is left of it.
    fn carry_out(&self, journal: &Journal) -> Result<(), Failure> {
        let (new, old) = (self.stage.join("new"), self.stage.join("old"));
        fs::create_dir_all(&old).map_err(|e| failed(&old, &e))?;
        fs::create_dir_all(&self.out).map_err(|e| failed(&self.out, &e))?;
        let mut last = PathBuf::new();
        for (at, path) in journal.put.iter().enumerate() {
            let (from, to) = (new.join(path), self.out.join(path));
            let Ok(meta) = fs::symlink_metadata(&from) else {
                // Moved before a crash.
                continue;
            };
            if let Some(folder) = to.parent().filter(|f| **f != last) {
                fs::create_dir_all(folder).map_err(|e| failed(folder, &e))?;
                last = folder.to_owned();
            }
            // A file takes the place of a file at once; a folder needs it free.
            if (meta.is_dir() || to.is_dir()) && fs::symlink_metadata(&to).is_ok() {
                let aside = old.join(format!("put{at}"));
                fs::rename(&to, &aside).map_err(|e| failed(&to, &e))?;
            }
            fs::rename(&from, &to).map_err(|e| failed(&to, &e))?;
        }
        for (at, path) in journal.delete.iter().enumerate() {
            let to = self.out.join(path);
            if fs::symlink_metadata(&to).is_err() {
                continue;
            }
            let aside = old.join(format!("del{at}"));
            fs::rename(&to, &aside).map_err(|e| failed(&to, &e))?;
            // Folders that held nothing else go too.
            let mut folder = to.parent();
            while let Some(empty) = folder.filter(|f| **f != self.out) {
                if fs::remove_dir(empty).is_err() {
                    break;
                }
                folder = empty.parent();
            }
        }
        Ok(())
    }

    /// Takes away the folder beside the site.
    fn end(self) -> Result<(), Failure> {
        self.clear()?;
        let _ = fs::remove_file(self.stage.join("lock"));
        let _ = fs::remove_dir(&self.stage);
        Ok(())
    }

    fn clear(&self) -> Result<(), Failure> {
        // The journal first: without it what is new means nothing.
        for name in ["journal", "journal.tmp"] {
            let _ = fs::remove_file(self.stage.join(name));
        }
        for name in ["new", "old"] {
            let path = self.stage.join(name);
            match fs::remove_dir_all(&path) {
                Err(e) if e.kind() != ErrorKind::NotFound => return Err(failed(&path, &e)),
                _ => {}
            }
        }
        Ok(())
    }
}

/// The path with its last name known, whatever `.` or `..` it was given with.
fn whole(out: &Path) -> Result<PathBuf, Failure> {
    let path = match fs::canonicalize(out) {
        Ok(path) => path,
        Err(e) if e.kind() == ErrorKind::NotFound => {
            let parent = out.parent().filter(|p| !p.as_os_str().is_empty());
            let parent = parent.unwrap_or(Path::new("."));
            fs::create_dir_all(parent).map_err(|e| failed(parent, &e))?;
            let parent = fs::canonicalize(parent).map_err(|e| failed(parent, &e))?;
            match out.file_name() {
                Some(name) => parent.join(name),
                None => parent,
            }
        }
        Err(e) => return Err(failed(out, &e)),
    };
    Ok(path)
}

/// True for a site of ours, false where there is nothing.
fn look(out: &Path) -> Result<bool, Failure> {
    let foreign = |what: &str| {
        Err(Failure::new(
            format!("{}: {what}", out.display()),
            "--out に、まだ無いフォルダか、空のフォルダか、kaitei site で作ったフォルダを指定してください",
        ))
    };
    match fs::metadata(out) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(false),
        Err(e) => return Err(failed(out, &e)),
        Ok(meta) if !meta.is_dir() => return foreign("フォルダではありません"),
        Ok(_) => {}
    }
    if out.join(MARKER).is_file() {
        return Ok(true);
    }
    if names(out)?.iter().all(|n| n == NESTED) {
        return Ok(false);
    }
    foreign("kaitei site が作ったものではない、空でないフォルダです")
}

/// The new folder's name where it has to lie inside the site's.
const NESTED: &str = ".kaitei-new";

/// Where the new folder lies: beside the site's, or inside where that is a file system of its own.
fn beside(out: &Path) -> Result<PathBuf, Failure> {
    let (Some(parent), Some(name)) = (out.parent(), out.file_name()) else {
        return Ok(out.join(NESTED));
    };
    if is_mount(out, parent) {
        return Ok(out.join(NESTED));
    }
    let mut beside = std::ffi::OsString::from(".");
    beside.push(name);
    beside.push(NESTED);
    Ok(parent.join(beside))
}

#[cfg(unix)]
fn is_mount(out: &Path, parent: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (fs::metadata(out), fs::metadata(parent)) {
        (Ok(a), Ok(b)) => a.dev() != b.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_mount(_: &Path, _: &Path) -> bool {
    false
}

fn is_ours(name: &str) -> bool {
    OURS.contains(&name)
        || matches!(name, "sitemap.xml" | "search.html" | "index.html")
        || name
            .strip_prefix("index-")
            .and_then(|n| n.strip_suffix(".html"))
            .is_some_and(|n| n.parse::<u32>().is_ok())
}

fn names(folder: &Path) -> Result<Vec<String>, Failure> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| failed(folder, &e))? {
        let entry = entry.map_err(|e| failed(folder, &e))?;
        out.push(entry.file_name().to_string_lossy().into_owned());
    }
    out.sort();
    Ok(out)
}

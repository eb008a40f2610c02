//! The place of a corpus on the disk: what lies there, and making room for a new one.
//!
//! In: a path. Out: the repository, or the folder for one. Never: takes away what it did not make.

use std::path::{Path, PathBuf};

use super::git::Git;
use super::{CorpusError, Foreign, layout, lock, records};

/// What lies at a path.
pub(super) enum Place {
    /// A corpus.
    Corpus(Git),
    /// Nothing, an empty folder, or a repository without a commit: a corpus can be made here.
    Free,
}

/// How often a folder with a repository but no commit is looked at again: another process may be making it a corpus.
const LOOKS: u32 = 25;
const PAUSE: std::time::Duration = std::time::Duration::from_millis(20);

/// Looks at a path.
pub(super) fn look(path: &Path) -> Result<Place, CorpusError> {
    for _ in 0..LOOKS {
        match look_once(path) {
            Err(CorpusError::NotACorpus {
                found: Foreign::Folder,
                ..
            }) if path.join(".git").exists() => {
                std::thread::sleep(PAUSE);
            }
            seen => return seen,
        }
    }
    look_once(path)
}

fn look_once(path: &Path) -> Result<Place, CorpusError> {
    let foreign = |found| CorpusError::NotACorpus {
        path: path.to_owned(),
        found,
    };
    let failed = |error| CorpusError::Io {
        path: path.to_owned(),
        error,
    };
    match std::fs::metadata(path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Place::Free),
        Err(e) => return Err(failed(e)),
        Ok(meta) if !meta.is_dir() => return Err(foreign(Foreign::File)),
        Ok(_) => {}
    }
    // Before the repository is looked at: while another process makes the corpus, its branch is
    // there before its files.
    let mut empty = true;
    for entry in std::fs::read_dir(path).map_err(failed)? {
        empty &= entry.map_err(failed)?.file_name() == ".git";
    }
    let Some(git) = Git::open(path)? else {
        return if empty {
            Ok(Place::Free)
        } else {
            Err(foreign(Foreign::Folder))
        };
    };
    let Some(commit) = git.head()?.commit else {
        return if empty || git.work_tree().is_none() {
            Ok(Place::Free)
        } else {
            Err(foreign(Foreign::Folder))
        };
    };
    let Some(settings) = git.find(git.tree_of(commit)?, layout::KAITEI)? else {
        return Err(foreign(Foreign::Repository));
    };
    records::check_format(&git.blob(settings.id)?)?;
    Ok(Place::Corpus(git))
}

/// Checks that there is a corpus at `path` or that one can be made there.
///
/// # Errors
/// [`CorpusError::NotACorpus`], [`CorpusError::NewerFormat`].
pub fn check_place(path: &Path) -> Result<(), CorpusError> {
    look(path).map(|_| ())
}

/// What was made for a new corpus.
pub(super) struct Made {
    path: PathBuf,
    pub(super) dir: PathBuf,
    new_path: bool,
    new_dir: bool,
}

impl Made {
    pub(super) fn at(path: &Path) -> Result<Self, CorpusError> {
        let dir = match Git::open(path)? {
            Some(git) => git.dir().to_owned(),
            None => path.join(".git"),
        };
        let made = Self {
            path: path.to_owned(),
            new_path: !path.exists(),
            new_dir: !dir.exists(),
            dir,
        };
        std::fs::create_dir_all(&made.dir).map_err(|error| CorpusError::Io {
            path: made.dir.clone(),
            error,
        })?;
        Ok(made)
    }

    /// Takes a repository without a commit away again, all but the lock.
    pub(super) fn undo(&self) {
        // Git may be what failed: a branch is looked for without it.
        let branches = std::fs::read_dir(self.dir.join("refs/heads"));
        if !self.new_dir || branches.is_ok_and(|mut b| b.next().is_some()) {
            return;
        }
        for entry in std::fs::read_dir(&self.dir).into_iter().flatten().flatten() {
            if entry.file_name() != lock::NAME {
                let path = entry.path();
                let _ = if path.is_dir() {
                    std::fs::remove_dir_all(&path)
                } else {
                    std::fs::remove_file(&path)
                };
            }
        }
    }

    /// Takes the folders away if they are empty.
    pub(super) fn undo_folders(&self) {
        if self.new_dir && std::fs::remove_dir(&self.dir).is_ok() && self.new_path {
            let _ = std::fs::remove_dir(&self.path);
        }
    }
}

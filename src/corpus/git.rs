//! The one file that speaks git.
//!
//! In: paths, bytes, object ids. Out: the same. Never: knows what a policy or a version is, prints,
//! or overwrites what a person changed.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};

pub(super) use git2::Oid;
use git2::{
    ErrorCode, FileMode, ObjectType, Repository, RepositoryInitOptions, RepositoryOpenFlags,
    RepositoryState, StatusOptions,
};

use super::CorpusError;

/// The branch of a new corpus.
const MAIN: &str = "main";
/// Keeps which step of the work tree was begun, so that a crash in between can be made good.
const JOURNAL: &str = "kaitei-follow";
/// Objects above this number are written as one pack.
const MANY: usize = 256;

/// A repository.
pub(super) struct Git {
    repo: Repository,
    packing: Cell<bool>,
    written: RefCell<Vec<Oid>>,
}

/// What is checked out.
pub(super) struct Head {
    /// The branch, in full; none where a commit without a branch is checked out.
    pub(super) branch: Option<String>,
    /// Its commit; none before the first.
    pub(super) commit: Option<Oid>,
}

/// What an entry of a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Folder,
    File,
    /// A link, a submodule, or a name that is not UTF-8.
    Other,
}

/// An entry of a folder.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) id: Oid,
    pub(super) kind: Kind,
}

impl Git {
    /// The repository at `path` itself, not above it; none where there is none.
    pub(super) fn open(path: &Path) -> Result<Option<Self>, CorpusError> {
        // What is referred to was written a moment before, or is read anyway.
        git2::opts::strict_object_creation(false);
        let none: [&std::ffi::OsStr; 0] = [];
        match Repository::open_ext(path, RepositoryOpenFlags::NO_SEARCH, none) {
            Ok(repo) => Ok(Some(Self {
                repo,
                packing: Cell::new(false),
                written: RefCell::default(),
            })),
            Err(e) if e.code() == ErrorCode::NotFound => Ok(None),
            Err(e) => Err(e.into()),
        }
    }

    /// Makes a repository with a work tree.
    pub(super) fn init(path: &Path) -> Result<Self, CorpusError> {
        let mut options = RepositoryInitOptions::new();
        options.initial_head(MAIN).external_template(false);
        Repository::init_opts(path, &options)?;
        Self::open(path)?.ok_or_else(|| CorpusError::Absent {
            path: path.to_owned(),
        })
    }

    /// The repository's own folder.
    pub(super) fn dir(&self) -> &Path {
        self.repo.path()
    }

    /// The work tree; none where the repository has none.
    pub(super) fn work_tree(&self) -> Option<&Path> {
        self.repo.workdir()
    }

    /// What is checked out.
    pub(super) fn head(&self) -> Result<Head, CorpusError> {
        match self.repo.head() {
            Ok(reference) => Ok(Head {
                branch: reference
                    .is_branch()
                    .then(|| reference.name().ok().map(str::to_owned))
                    .flatten(),
                commit: reference.target(),
            }),
            Err(e) if matches!(e.code(), ErrorCode::UnbornBranch | ErrorCode::NotFound) => {
                let head = self.repo.find_reference("HEAD")?;
                Ok(Head {
                    branch: head.symbolic_target().ok().flatten().map(str::to_owned),
                    commit: None,
                })
            }
            Err(e) => Err(e.into()),
        }
    }

    /// True where no merge, rebase or the like is under way.
    pub(super) fn is_settled(&self) -> bool {
        self.repo.state() == RepositoryState::Clean
    }

    /// The folder of a commit.
    pub(super) fn tree_of(&self, commit: Oid) -> Result<Oid, CorpusError> {
        Ok(self.repo.find_commit(commit)?.tree_id())
    }

    /// The entries of a folder, in git's order.
    pub(super) fn entries(&self, tree: Oid) -> Result<Vec<Entry>, CorpusError> {
        let tree = self.repo.find_tree(tree)?;
        Ok(tree
            .iter()
            .map(|entry| {
                let name = entry.name().map(str::to_owned);
                let kind = match (&name, entry.filemode()) {
                    (Err(_), _) => Kind::Other,
                    (_, 0o040_000) => Kind::Folder,
                    (_, 0o100_644 | 0o100_755 | 0o100_664) => Kind::File,
                    _ => Kind::Other,
                };
                Entry {
                    name: name.unwrap_or_else(|_| {
                        String::from_utf8_lossy(entry.name_bytes()).into_owned()
                    }),
                    id: entry.id(),
                    kind,
                }
            })
            .collect())
    }

    /// The entry at `path` below a folder.
    pub(super) fn find(&self, tree: Oid, path: &str) -> Result<Option<Entry>, CorpusError> {
        let mut at = tree;
        let mut names = path.split('/').peekable();
        while let Some(name) = names.next() {
            let Some(entry) = self.entries(at)?.into_iter().find(|e| e.name == name) else {
                return Ok(None);
            };
            if names.peek().is_none() {
                return Ok(Some(entry));
            }
            if entry.kind != Kind::Folder {
                return Ok(None);
            }
            at = entry.id;
        }
        Ok(None)
    }

    /// The bytes of a file.
    pub(super) fn blob(&self, id: Oid) -> Result<Vec<u8>, CorpusError> {
        Ok(self.repo.find_blob(id)?.content().to_vec())
    }

    /// The bytes of a commit as git keeps them.
    pub(super) fn commit_bytes(&self, id: Oid) -> Result<Vec<u8>, CorpusError> {
        Ok(self.repo.odb()?.read(id)?.data().to_vec())
    }

    /// From now on objects are kept in memory and written as one pack by [`Self::flush`], if there will be many.
    pub(super) fn expect(&self, objects: usize) -> Result<(), CorpusError> {
        if objects > MANY && !self.packing.replace(true) {
            self.repo.odb()?.add_new_mempack_backend(1_000)?;
        }
        Ok(())
    }

    /// Puts what is in memory on the disk, before anything refers to it.
    pub(super) fn flush(&self) -> Result<(), CorpusError> {
        let written = std::mem::take(&mut *self.written.borrow_mut());
        if !self.packing.get() || written.is_empty() {
            return Ok(());
        }
        let folder = self.repo.commondir().join("objects/pack");
        std::fs::create_dir_all(&folder).map_err(|error| CorpusError::Io {
            path: folder.clone(),
            error,
        })?;
        let mut pack = self.repo.packbuilder()?;
        pack.set_threads(0);
        for id in written {
            pack.insert_object(id, None)?;
        }
        Ok(pack.write(&folder, 0)?)
    }

    fn put(&self, kind: ObjectType, bytes: &[u8]) -> Result<Oid, CorpusError> {
        let id = Oid::hash_object(kind, bytes)?;
        let odb = self.repo.odb()?;
        if !odb.exists(id) {
            odb.write(kind, bytes)?;
            self.written.borrow_mut().push(id);
        }
        Ok(id)
    }

    /// Stores a file.
    pub(super) fn put_blob(&self, bytes: &[u8]) -> Result<Oid, CorpusError> {
        self.put(ObjectType::Blob, bytes)
    }

    /// Stores a commit.
    pub(super) fn put_commit(&self, bytes: &[u8]) -> Result<Oid, CorpusError> {
        self.put(ObjectType::Commit, bytes)
    }

    /// Stores a folder as `spelling::folder_bytes` spells it.
    pub(super) fn put_folder(&self, bytes: &[u8]) -> Result<Oid, CorpusError> {
        self.put(ObjectType::Tree, bytes)
    }

    /// The folder `base` with `files` (path, content) in it, sub-folders made as needed.
    pub(super) fn put_files(
        &self,
        base: Option<Oid>,
        files: &[(&str, Oid)],
    ) -> Result<Oid, CorpusError> {
        let base_tree = base.map(|id| self.repo.find_tree(id)).transpose()?;
        let mut builder = self.repo.treebuilder(base_tree.as_ref())?;
        let mut folders: std::collections::BTreeMap<&str, Vec<(&str, Oid)>> =
            std::collections::BTreeMap::new();
        for (path, id) in files {
            match path.split_once('/') {
                Some((folder, rest)) => folders.entry(folder).or_default().push((rest, *id)),
                None => {
                    builder.insert(path, *id, FileMode::Blob.into())?;
                }
            }
        }
        for (folder, files) in folders {
            let below = match builder.get(folder)? {
                Some(entry) if entry.filemode() == 0o040_000 => Some(entry.id()),
                None => None,
                Some(_) => {
                    return Err(CorpusError::Stored {
                        path: folder.to_owned(),
                        what: "not a folder".to_owned(),
                    });
                }
            };
            let id = self.put_files(below, &files)?;
            builder.insert(folder, id, FileMode::Tree.into())?;
        }
        let id = builder.write()?;
        self.written.borrow_mut().push(id);
        Ok(id)
    }

    /// Moves a branch from `old` (none: it is not there yet) to `new`; false where it is no longer at `old`.
    pub(super) fn move_branch(
        &self,
        branch: &str,
        old: Option<Oid>,
        new: Oid,
        why: &str,
    ) -> Result<bool, CorpusError> {
        let moved = match old {
            Some(old) => self.repo.reference_matching(branch, new, true, old, why),
            None => self.repo.reference(branch, new, false, why),
        };
        match moved {
            Ok(_) => Ok(true),
            Err(e)
                if matches!(
                    e.code(),
                    ErrorCode::Modified
                        | ErrorCode::Exists
                        | ErrorCode::NotFound
                        | ErrorCode::Locked
                ) =>
            {
                Ok(false)
            }
            Err(e) => Err(e.into()),
        }
    }

    /// Points a branch at a commit, wherever it was.
    pub(super) fn set_branch(&self, branch: &str, new: Oid, why: &str) -> Result<(), CorpusError> {
        self.repo.reference(branch, new, true, why)?;
        Ok(())
    }

    /// The commit a branch points at.
    pub(super) fn branch(&self, branch: &str) -> Result<Option<Oid>, CorpusError> {
        match self.repo.refname_to_id(branch) {
            Ok(id) => Ok(Some(id)),
            Err(e) if e.code() == ErrorCode::NotFound => Ok(None),
            Err(e) => Err(e.into()),
        }
    }

    /// The names of the branches that match, in order.
    pub(super) fn branches(&self, glob: &str) -> Result<Vec<String>, CorpusError> {
        let mut names = Vec::new();
        for reference in self.repo.references_glob(glob)? {
            names.extend(reference?.name().ok().map(str::to_owned));
        }
        names.sort();
        Ok(names)
    }

    /// A path that a person changed and did not commit; files git does not know are none.
    pub(super) fn first_change(&self) -> Result<Option<String>, CorpusError> {
        if self.repo.is_bare() {
            return Ok(None);
        }
        let mut options = StatusOptions::new();
        options
            .include_untracked(false)
            .include_ignored(false)
            .exclude_submodules(true);
        let statuses = self.repo.statuses(Some(&mut options))?;
        Ok(statuses
            .iter()
            .next()
            .map(|s| String::from_utf8_lossy(s.path_bytes()).into_owned()))
    }

    /// Notes that the work tree is about to follow from `old` to `new`.
    pub(super) fn begin_follow(&self, old: Option<Oid>, new: Oid) -> Result<(), CorpusError> {
        if self.repo.is_bare() {
            return Ok(());
        }
        let path = self.dir().join(JOURNAL);
        let old = old.map_or_else(|| "-".to_owned(), |o| o.to_string());
        std::fs::write(&path, format!("{old} {new}\n"))
            .map_err(|error| CorpusError::Io { path, error })
    }

    /// Takes the note away.
    pub(super) fn end_follow(&self) {
        // A note that stays is looked at again and found done.
        let _ = std::fs::remove_file(self.dir().join(JOURNAL));
    }

    /// Ends a step of the work tree that a crash broke off.
    pub(super) fn heal(&self) -> Result<(), CorpusError> {
        let Ok(note) = std::fs::read_to_string(self.dir().join(JOURNAL)) else {
            return Ok(());
        };
        if let Some((old, new)) = note.trim().split_once(' ')
            && let Ok(new) = Oid::from_str(new)
            && self.head()?.commit == Some(new)
        {
            self.follow(Oid::from_str(old).ok(), new)?;
        }
        self.end_follow();
        Ok(())
    }

    /// Brings the files that changed from one commit to the next into the work tree and the index.
    /// A file a person changed meanwhile is left as it is.
    pub(super) fn follow(&self, old: Option<Oid>, new: Oid) -> Result<(), CorpusError> {
        let Some(root) = self.repo.workdir().map(Path::to_path_buf) else {
            return Ok(());
        };
        let old_tree = old.map(|o| self.repo.find_commit(o)?.tree()).transpose()?;
        let new_tree = self.repo.find_commit(new)?.tree()?;
        let diff = self
            .repo
            .diff_tree_to_tree(old_tree.as_ref(), Some(&new_tree), None)?;
        let mut index = self.repo.index()?;
        index.read(true)?;
        for delta in diff.deltas() {
            let Some(path) = delta.new_file().path() else {
                continue;
            };
            if self.place(&root, path, delta.old_file().id(), delta.new_file().id())? {
                index.add_path(path)?;
            }
        }
        Ok(index.write()?)
    }

    /// Writes one file whole or not at all; false where a person's file is in its place.
    fn place(&self, root: &Path, path: &Path, old: Oid, new: Oid) -> Result<bool, CorpusError> {
        let target = root.join(path);
        let failed = |path: &Path, error| CorpusError::Io {
            path: path.to_owned(),
            error,
        };
        if let Some(obstacle) = obstacle(root, path) {
            return Err(CorpusError::Dirty {
                path: obstacle.display().to_string(),
            });
        }
        if std::fs::symlink_metadata(&target).is_ok() {
            let there = Oid::hash_file(ObjectType::Blob, &target)?;
            if there == new || there != old {
                return Ok(there == new);
            }
        }
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder).map_err(|e| failed(folder, e))?;
        }
        let blob = self.repo.find_blob(new)?;
        let aside = self.dir().join("kaitei-file.tmp");
        std::fs::write(&aside, blob.content()).map_err(|e| failed(&aside, e))?;
        if std::fs::rename(&aside, &target).is_err() {
            // The repository's folder may lie on another disk.
            std::fs::write(&target, blob.content()).map_err(|e| failed(&target, e))?;
            let _ = std::fs::remove_file(&aside);
        }
        Ok(true)
    }
}

/// Name and address git is told to use in the repository at `path`, or by the user where there is none.
pub(super) fn identity(path: &Path) -> Option<(String, String)> {
    let config = match Git::open(path).ok()? {
        Some(git) => git.repo.config(),
        None => git2::Config::open_default(),
    };
    let config = config.ok()?.snapshot().ok()?;
    let value = |name| {
        config
            .get_str(name)
            .ok()
            .filter(|v| !v.trim().is_empty())
            .map(str::to_owned)
    };
    Some((value("user.name")?, value("user.email")?))
}

/// The folder on the way to `path` that is none: a file or a link that a person put there.
pub(super) fn obstacle(root: &Path, path: &Path) -> Option<PathBuf> {
    let mut at = PathBuf::new();
    for part in path.parent()?.components() {
        at.push(part);
        match std::fs::symlink_metadata(root.join(&at)) {
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => return Some(at),
            Err(_) => return None,
        }
    }
    None
}

/// The id a file's bytes have.
pub(super) fn blob_id(bytes: &[u8]) -> Result<Oid, CorpusError> {
    Ok(Oid::hash_object(ObjectType::Blob, bytes)?)
}

/// The id a commit's bytes have.
pub(super) fn commit_id(bytes: &[u8]) -> Result<Oid, CorpusError> {
    Ok(Oid::hash_object(ObjectType::Commit, bytes)?)
}

/// The id a folder's bytes have.
pub(super) fn folder_id(bytes: &[u8]) -> Result<Oid, CorpusError> {
    Ok(Oid::hash_object(ObjectType::Tree, bytes)?)
}

impl From<git2::Error> for CorpusError {
    fn from(error: git2::Error) -> Self {
        Self::Git {
            message: error.message().to_owned(),
        }
    }
}

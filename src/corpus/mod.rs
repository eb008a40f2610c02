//! Corpus: versions in git, by the day they took effect.
//!
//! In: texts with their clauses, a place on the disk, the time and the author's name as parameters.
//! Out: versions, and which was in force when. Never: knows how clauses are compared, prints, reads
//! the clock or the environment.
//!
//! The layout is a plain git repository that ordinary git reads, merges and pushes:
//!
//! ```text
//! kaitei.toml                                   format version
//! policies/<organization>/<policy>/
//!     policy.toml                               title, organisation's name, where it is published
//!     2021-09-06/                               one folder per version
//!         source.<ending>                       the bytes as received
//!         policy.md                             the clause tree; a person may correct it
//!         version.toml                          dates, digest and origin of the source, time of ingestion
//! ```
//!
//! 1. `ids`, `version_key` and `spec` check names that come from outside;
//! 2. `layout` and `records` say where things lie and what the small files hold;
//! 3. `plan` decides which version each text becomes;
//! 4. `ingest` writes it, in one commit (`place`, `lock`, `files`; `git` alone speaks git);
//!    `history` and `refresh` make the view of a policy's own life;
//! 5. `bulk` reads a policy as a whole; `verify` reads everything again.

mod bulk;
mod error;
mod files;
mod git;
mod history;
mod ids;
mod ingest;
mod layout;
mod lock;
mod place;
mod plan;
mod records;
mod refresh;
mod spec;
mod spelling;
mod verify;
mod version_key;

use std::path::Path;

use sha2::{Digest as _, Sha256};

pub use bulk::Version;
pub use error::{CorpusError, Foreign};
pub use history::Summarize;
pub use ids::{IdFault, PolicyId};
pub use ingest::{Ingested, Stamp, ingest};
pub use place::check_place;
pub use plan::{NewText, Outcome, Placed, choose_day};
pub use records::{DateRecord, PolicyRecord, SourceRecord, VersionRecord};
pub use spec::{At, Spec};
pub use verify::{Extent, Fault, Finding, rebuild, verify};
pub use version_key::{Day, NamedDay, VersionKey, day_of_name, parse_day};

use git::{Git, Oid};
use layout::{Folders, Stored, StoredPolicy};

use crate::document::{Document, canonical};

/// A corpus, as the commit that is checked out has it when it is opened.
///
/// Invariant: what it gives is committed; edits in the work tree that are not committed, and
/// versions that others add meanwhile, are not seen.
pub struct Corpus {
    git: Git,
    commit: Oid,
    folders: Folders,
}

impl std::fmt::Debug for Corpus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Corpus")
            .field("commit", &self.commit)
            .finish_non_exhaustive()
    }
}

impl Corpus {
    /// The corpus at `path`.
    ///
    /// # Errors
    /// [`CorpusError::Absent`], [`CorpusError::NotACorpus`], [`CorpusError::NewerFormat`], and what git refuses.
    pub fn open(path: &Path) -> Result<Self, CorpusError> {
        let absent = || CorpusError::Absent {
            path: path.to_owned(),
        };
        match place::look(path)? {
            place::Place::Corpus(git) => {
                let commit = git.head()?.commit.ok_or_else(absent)?;
                Self::at(git, commit)
            }
            place::Place::Free => Err(absent()),
        }
    }

    fn at(git: Git, commit: Oid) -> Result<Self, CorpusError> {
        let folders = layout::folders(&git, git.tree_of(commit)?)?;
        Ok(Self {
            git,
            commit,
            folders,
        })
    }

    /// The commit that is read.
    pub fn commit(&self) -> String {
        self.commit.to_string()
    }

    /// True as long as this commit is the one that is checked out.
    ///
    /// # Errors
    /// What git refuses.
    pub fn is_current(&self) -> Result<bool, CorpusError> {
        Ok(self.git.head()?.commit == Some(self.commit))
    }

    /// The ids of the policies, in order.
    pub fn policies(&self) -> Vec<PolicyId> {
        self.folders.policies.keys().cloned().collect()
    }

    fn stored(&self, id: &PolicyId) -> Result<StoredPolicy, CorpusError> {
        let folder = self
            .folders
            .policies
            .get(id)
            .ok_or_else(|| CorpusError::NoPolicy { id: id.to_string() })?;
        layout::policy(&self.git, id, *folder)
    }

    fn stored_version(&self, id: &PolicyId, key: VersionKey) -> Result<Stored, CorpusError> {
        let mut stored = self.stored(id)?;
        match stored.versions.remove(&key) {
            Some(version) => Ok(version),
            None => {
                let keys: Vec<_> = stored.versions.into_keys().collect();
                let spec = Spec {
                    policy: id.clone(),
                    at: At::Version(key),
                    back: 0,
                };
                Err(spec
                    .choose(&keys)
                    .err()
                    .unwrap_or_else(|| CorpusError::NoPolicy { id: id.to_string() }))
            }
        }
    }

    /// What holds for all versions of a policy.
    ///
    /// # Errors
    /// [`CorpusError::NoPolicy`], [`CorpusError::Stored`].
    pub fn policy(&self, id: &PolicyId) -> Result<PolicyRecord, CorpusError> {
        self.record(id, &self.stored(id)?)
    }

    fn record(&self, id: &PolicyId, stored: &StoredPolicy) -> Result<PolicyRecord, CorpusError> {
        match stored.policy_toml {
            None => Ok(PolicyRecord::default()),
            Some(blob) => records::read(
                &format!("{}/{}", layout::policy_folder(id), layout::POLICY_TOML),
                &self.git.blob(blob)?,
            ),
        }
    }

    /// The versions of a policy, in the order of effect.
    ///
    /// # Errors
    /// [`CorpusError::NoPolicy`].
    pub fn versions(&self, id: &PolicyId) -> Result<Vec<VersionKey>, CorpusError> {
        Ok(self.stored(id)?.versions.into_keys().collect())
    }

    /// The version that `spec` names.
    ///
    /// # Errors
    /// [`CorpusError::NoPolicy`], [`CorpusError::NoVersion`], [`CorpusError::NotYetInForce`],
    /// [`CorpusError::TooFarBack`].
    pub fn resolve(&self, spec: &Spec) -> Result<VersionKey, CorpusError> {
        spec.choose(&self.versions(&spec.policy)?)
    }

    /// The clauses of a version: its `policy.md` as committed, which a person may have corrected.
    ///
    /// # Errors
    /// [`CorpusError::NoPolicy`], [`CorpusError::NoVersion`], [`CorpusError::Stored`].
    pub fn document(&self, id: &PolicyId, key: &VersionKey) -> Result<Document, CorpusError> {
        self.read_document(id, *key, &self.stored_version(id, *key)?)
    }

    fn read_document(
        &self,
        id: &PolicyId,
        key: VersionKey,
        stored: &Stored,
    ) -> Result<Document, CorpusError> {
        let path = format!("{}/{}", layout::version_folder(id, key), layout::POLICY_MD);
        let bytes = self.file(&path, stored.policy_md)?;
        let fail = |what: String| CorpusError::Stored {
            path: path.clone(),
            what,
        };
        let text = crate::text::decode::utf8(&bytes).map_err(|e| fail(e.to_string()))?;
        canonical::read(text).map_err(|e| fail(e.to_string()))
    }

    /// Where a version comes from.
    ///
    /// # Errors
    /// As [`Self::document`].
    pub fn version(&self, id: &PolicyId, key: &VersionKey) -> Result<VersionRecord, CorpusError> {
        self.read_version(id, *key, &self.stored_version(id, *key)?)
    }

    fn read_version(
        &self,
        id: &PolicyId,
        key: VersionKey,
        stored: &Stored,
    ) -> Result<VersionRecord, CorpusError> {
        let path = format!(
            "{}/{}",
            layout::version_folder(id, key),
            layout::VERSION_TOML
        );
        records::read(&path, &self.file(&path, stored.version_toml)?)
    }

    /// The bytes of a version as received, and the ending they are stored under.
    ///
    /// # Errors
    /// As [`Self::document`].
    pub fn source(
        &self,
        id: &PolicyId,
        key: &VersionKey,
    ) -> Result<(String, Vec<u8>), CorpusError> {
        let path = format!("{}/{}*", layout::version_folder(id, *key), layout::SOURCE);
        match self.stored_version(id, *key)?.source {
            Some((name, blob)) => Ok((
                name[layout::SOURCE.len()..].to_owned(),
                self.git.blob(blob)?,
            )),
            None => self.file(&path, None).map(|bytes| (String::new(), bytes)),
        }
    }

    fn file(&self, path: &str, blob: Option<Oid>) -> Result<Vec<u8>, CorpusError> {
        blob.map_or_else(
            || {
                Err(CorpusError::Stored {
                    path: path.to_owned(),
                    what: "missing".to_owned(),
                })
            },
            |blob| self.git.blob(blob),
        )
    }

    /// The versions of a policy as a chain is made from them. One whose files are not whole is left out.
    fn steps(&self, stored: &StoredPolicy) -> Vec<history::Step> {
        stored
            .versions
            .iter()
            .filter_map(|(key, v)| {
                Some(history::Step {
                    key: *key,
                    policy_md: v.policy_md?,
                    source: v.source.clone()?,
                })
            })
            .collect()
    }

    /// The title a policy's commits are headed with.
    fn title(&self, id: &PolicyId, stored: &StoredPolicy) -> String {
        self.record(id, stored)
            .ok()
            .and_then(|r| r.title)
            .filter(|t| !t.trim().is_empty())
            .unwrap_or_else(|| id.to_string())
    }
}

/// Name and address that git is told to use at `path`, for [`Stamp`]; none where it is told none.
pub fn git_identity(path: &Path) -> Option<(String, String)> {
    git::identity(path)
}

/// SHA-256 in hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut out, b| {
            let _ = write!(out, "{b:02x}");
            out
        })
}

//! Bulk: a policy with all its versions, read at once; what tells that nothing of it changed; the files of a folder.
//!
//! In: a corpus. Out: records and documents. Never: reads one folder twice for one answer.

use std::path::Path;

use super::git::Kind;
use super::{Corpus, CorpusError, PolicyId, PolicyRecord, VersionKey, VersionRecord};
use crate::document::Document;

/// A version with where it comes from and what it says.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its key.
    pub key: VersionKey,
    /// Where it comes from.
    pub record: VersionRecord,
    /// Its clauses.
    pub document: Document,
}

/// The largest file that [`Corpus::files`] reads, in bytes.
const LARGEST: usize = 4 << 20;

impl Corpus {
    /// The same corpus at the same commit, for another thread.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn again(&self, path: &Path) -> Result<Self, CorpusError> {
        let mut other = Self::open(path)?;
        other.commit = self.commit;
        other.folders = self.folders.clone();
        Ok(other)
    }

    /// What a policy's folder holds, as a digest: equal digests, equal versions and records.
    ///
    /// # Errors
    /// [`CorpusError::NoPolicy`].
    pub fn digest(&self, id: &PolicyId) -> Result<String, CorpusError> {
        match self.folders.policies.get(id) {
            Some(folder) => Ok(folder.to_string()),
            None => Err(CorpusError::NoPolicy { id: id.to_string() }),
        }
    }

    /// A policy with its versions, in the order of effect.
    ///
    /// # Errors
    /// [`CorpusError::NoPolicy`], [`CorpusError::Stored`] where a file is missing or cannot be read.
    pub fn whole(&self, id: &PolicyId) -> Result<(PolicyRecord, Vec<Version>), CorpusError> {
        let stored = self.stored(id)?;
        let record = self.record(id, &stored)?;
        let versions = stored
            .versions
            .iter()
            .map(|(key, files)| {
                Ok(Version {
                    key: *key,
                    record: self.read_version(id, *key, files)?,
                    document: self.read_document(id, *key, files)?,
                })
            })
            .collect::<Result<_, CorpusError>>()?;
        Ok((record, versions))
    }

    /// What holds for all versions of a policy, and their keys in the order of effect: no text is read.
    ///
    /// # Errors
    /// [`CorpusError::NoPolicy`], [`CorpusError::Stored`].
    pub fn outline(&self, id: &PolicyId) -> Result<(PolicyRecord, Vec<VersionKey>), CorpusError> {
        let stored = self.stored(id)?;
        Ok((
            self.record(id, &stored)?,
            stored.versions.into_keys().collect(),
        ))
    }

    /// One version.
    ///
    /// # Errors
    /// As [`Self::document`].
    pub fn one(&self, id: &PolicyId, key: VersionKey) -> Result<Version, CorpusError> {
        let files = self.stored_version(id, key)?;
        Ok(Version {
            key,
            record: self.read_version(id, key, &files)?,
            document: self.read_document(id, key, &files)?,
        })
    }

    /// The files that lie in the folder `name` of the corpus, as committed: their names and bytes, in order. Empty where
    /// there is no such folder; folders in it are passed over.
    ///
    /// # Errors
    /// [`CorpusError::Stored`] for a file of more than 4 MB, and what git refuses.
    pub fn files(&self, name: &str) -> Result<Vec<(String, Vec<u8>)>, CorpusError> {
        let root = self.git.tree_of(self.commit)?;
        let folder = match self.git.find(root, name)? {
            Some(entry) if entry.kind == Kind::Folder => entry.id,
            _ => return Ok(Vec::new()),
        };
        let mut out = Vec::new();
        for entry in self.git.entries(folder)? {
            if entry.kind != Kind::File {
                continue;
            }
            let bytes = self.git.blob(entry.id)?;
            if bytes.len() > LARGEST {
                return Err(CorpusError::Stored {
                    path: format!("{name}/{}", entry.name),
                    what: "larger than 4 MB".to_owned(),
                });
            }
            out.push((entry.name, bytes));
        }
        Ok(out)
    }
}

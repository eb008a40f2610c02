//! Verify: every stored byte against what is known of it.
//!
//! In: a corpus. Out: findings, each with its place. Never: changes anything ([`rebuild`] makes the
//! history branches anew and is asked for by itself).

use std::path::Path;

use super::git::{self, Oid};
use super::layout::{self, Stored};
use super::lock::Lock;
use super::place::{self, Place};
use super::refresh;
use super::{Corpus, CorpusError, PolicyId, Summarize, VersionKey, history};

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The path in the corpus, or the branch.
    pub place: String,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong with a stored thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It has no place in the layout, or its name is no id.
    Strange,
    /// It should be there.
    Missing,
    /// It can't be read; why, with the line where it is known.
    Unreadable(String),
    /// The bytes are not those that came in.
    Digest {
        /// The digest that `version.toml` keeps.
        expected: String,
        /// The digest of the bytes that are there.
        found: String,
    },
    /// The file in the work tree is not the one that is committed.
    WorkTree,
    /// The history branch is not there.
    NoHistory,
    /// The history branch does not tell the versions there are.
    StaleHistory,
    /// A history branch without a policy.
    HistoryWithoutPolicy,
}

/// How much was looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Extent {
    /// Policies.
    pub policies: usize,
    /// Versions.
    pub versions: usize,
}

/// Reads everything again: the findings, in the order of the layout, and how much was looked at.
///
/// A clone has the history branches under its remote's name; they count as well.
///
/// # Errors
/// What keeps the corpus from being read at all. A single file that can't be read is a finding.
pub fn verify(
    corpus: &Corpus,
    summarize: Summarize<'_>,
) -> Result<(Vec<Finding>, Extent), CorpusError> {
    let mut findings = Vec::new();
    let mut extent = Extent::default();
    let strange = |place: &String| Finding {
        place: place.clone(),
        fault: Fault::Strange,
    };
    findings.extend(corpus.folders.strange.iter().map(strange));
    for id in corpus.folders.policies.keys() {
        extent.policies += 1;
        let stored = corpus.stored(id)?;
        findings.extend(stored.strange.iter().map(strange));
        if let Err(e) = corpus.record(id, &stored) {
            findings.push(unreadable(
                &format!("{}/{}", layout::policy_folder(id), layout::POLICY_TOML),
                &e,
            ));
        }
        if stored.versions.is_empty() {
            findings.push(Finding {
                place: layout::policy_folder(id),
                fault: Fault::Missing,
            });
        }
        for (key, version) in &stored.versions {
            extent.versions += 1;
            check_version(corpus, id, *key, version, &mut findings);
        }
        findings.extend(check_history(corpus, id, &stored, summarize)?);
    }
    for branch in corpus.git.branches("refs/heads/history/*")? {
        let has_policy = branch
            .strip_prefix("refs/heads/history/")
            .and_then(|id| PolicyId::parse(id).ok())
            .is_some_and(|id| corpus.folders.policies.contains_key(&id));
        if !has_policy {
            findings.push(Finding {
                place: short(&branch),
                fault: Fault::HistoryWithoutPolicy,
            });
        }
    }
    Ok((findings, extent))
}

fn unreadable(place: &str, error: &CorpusError) -> Finding {
    let why = match error {
        CorpusError::Stored { what, .. } => what.clone(),
        other => other.to_string(),
    };
    Finding {
        place: place.to_owned(),
        fault: Fault::Unreadable(why),
    }
}

fn check_version(
    corpus: &Corpus,
    id: &PolicyId,
    key: VersionKey,
    stored: &Stored,
    findings: &mut Vec<Finding>,
) {
    let folder = layout::version_folder(id, key);
    let missing = |name: &str| Finding {
        place: format!("{folder}/{name}"),
        fault: Fault::Missing,
    };
    match stored.policy_md {
        None => findings.push(missing(layout::POLICY_MD)),
        Some(_) => {
            if let Err(e) = corpus.read_document(id, key, stored) {
                findings.push(unreadable(&format!("{folder}/{}", layout::POLICY_MD), &e));
            }
        }
    }
    let expected = match stored.version_toml {
        None => {
            findings.push(missing(layout::VERSION_TOML));
            None
        }
        Some(_) => match corpus.read_version(id, key, stored) {
            Ok(record) => Some(record.source.sha256),
            Err(e) => {
                findings.push(unreadable(
                    &format!("{folder}/{}", layout::VERSION_TOML),
                    &e,
                ));
                None
            }
        },
    };
    let Some((name, blob)) = &stored.source else {
        findings.push(missing("source.*"));
        return;
    };
    let place = format!("{folder}/{name}");
    match corpus.git.blob(*blob) {
        Err(e) => findings.push(unreadable(&place, &e)),
        Ok(bytes) => {
            let found = super::sha256(&bytes);
            if let Some(expected) = expected
                && expected != found
            {
                findings.push(Finding {
                    place: place.clone(),
                    fault: Fault::Digest { expected, found },
                });
            }
        }
    }
    for (place, blob) in [
        (place, Some(*blob)),
        (
            format!("{folder}/{}", layout::VERSION_TOML),
            stored.version_toml,
        ),
    ] {
        if let (Some(root), Some(blob)) = (corpus.git.work_tree(), blob)
            && !is_as_committed(&root.join(&place), blob)
        {
            findings.push(Finding {
                place,
                fault: Fault::WorkTree,
            });
        }
    }
}

fn is_as_committed(path: &Path, blob: Oid) -> bool {
    std::fs::read(path)
        .ok()
        .and_then(|bytes| git::blob_id(&bytes).ok())
        .is_some_and(|id| id == blob)
}

fn short(branch: &str) -> String {
    branch
        .strip_prefix("refs/heads/")
        .unwrap_or(branch)
        .to_owned()
}

fn check_history(
    corpus: &Corpus,
    id: &PolicyId,
    stored: &layout::StoredPolicy,
    summarize: Summarize<'_>,
) -> Result<Option<Finding>, CorpusError> {
    let steps = refresh::told(corpus, id, stored, corpus.steps(stored));
    let chain = history::chain(id, &corpus.title(id, stored), &steps, summarize)?;
    let expected = chain.last().map(|c| git::commit_id(c)).transpose()?;
    let branch = history::branch(id);
    let mut tips = corpus.git.branch(&branch)?.into_iter().collect::<Vec<_>>();
    if tips.is_empty() {
        for remote in corpus
            .git
            .branches(&format!("refs/remotes/*/history/{id}"))?
        {
            tips.extend(corpus.git.branch(&remote)?);
        }
    }
    let fault = match expected {
        Some(_) if tips.is_empty() => Fault::NoHistory,
        Some(expected) if !tips.contains(&expected) => Fault::StaleHistory,
        _ => return Ok(None),
    };
    Ok(Some(Finding {
        place: short(&branch),
        fault,
    }))
}

/// Makes every history branch anew that is not as it should be; how many.
///
/// # Errors
/// As for an ingest.
pub fn rebuild(path: &Path, summarize: Summarize<'_>) -> Result<usize, CorpusError> {
    let absent = || CorpusError::Absent {
        path: path.to_owned(),
    };
    let Place::Corpus(git) = place::look(path)? else {
        return Err(absent());
    };
    let _lock = Lock::take(git.dir())?;
    let commit = git.head()?.commit.ok_or_else(absent)?;
    let corpus = Corpus::at(git, commit)?;
    let all = corpus.folders.policies.keys().cloned().collect();
    refresh::point(&corpus.git, refresh::refresh(&corpus, &all, summarize)?)
}

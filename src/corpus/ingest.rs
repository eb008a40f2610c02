//! Ingest: texts become versions, in one commit, or nothing happens.
//!
//! In: texts with their clauses, who adds them and when. Out: what became of each. Never: leaves half
//! an ingest behind, or overwrites what a person changed.
//!
//! The steps, so that a crash after any of them leaves the corpus as it was or as it will be:
//! objects first, which nothing refers to yet; then the branch, moved only if nobody moved it
//! meanwhile; then the work tree, noted beforehand so that the next ingest ends what a crash broke
//! off; last the history branches, a view that can be made anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::files::{NewFile, message, new_file, policy_files, version_files};
use super::git::{self, Git};
use super::history::Summarize;
use super::layout::{self, Folders};
use super::lock::{self, Lock};
use super::place::{Made, Place, look};
use super::plan::{self, Known, NewText, Outcome, Placed, Policies};
use super::records::{self, VersionRecord};
use super::refresh::{point, refresh};
use super::spelling::{self, CommitText};
use super::{Corpus, CorpusError, PolicyId};

/// How often an ingest begins again where others move the branch.
const ATTEMPTS: u32 = 16;

/// Who adds versions, and when.
#[derive(Debug, Clone)]
pub struct Stamp {
    /// The author's name.
    pub name: String,
    /// The author's address.
    pub email: String,
    /// The time of ingestion.
    pub at: jiff::Timestamp,
}

/// What an ingest did.
#[derive(Debug, Clone)]
pub struct Ingested {
    /// Each text, in the order of policy and day.
    pub texts: Vec<Placed>,
    /// The commit made; none where nothing was new.
    pub commit: Option<String>,
    /// How many history branches were made anew.
    pub histories: usize,
}

/// Adds `texts` to the corpus at `path`, which is made if it is not there.
///
/// # Errors
/// Anything of [`CorpusError`] but what reading alone can meet. Nothing is written then.
pub fn ingest(
    path: &Path,
    mut texts: Vec<NewText>,
    stamp: &Stamp,
    summarize: Summarize<'_>,
) -> Result<Ingested, CorpusError> {
    plan::order(&mut texts);
    let (dir, made) = match look(path)? {
        Place::Corpus(git) => (git.dir().to_owned(), None),
        Place::Free => {
            check_names(&texts, &Folders::default())?;
            let made = Made::at(path)?;
            (made.dir.clone(), Some(made))
        }
    };
    let result = Lock::take(&dir).and_then(|lock| {
        let result = attempts(path, &texts, stamp, summarize);
        if let (Err(_), Some(made)) = (&result, &made) {
            made.undo();
        }
        drop(lock);
        result
    });
    if let (Err(_), Some(made)) = (&result, &made) {
        made.undo_folders();
    }
    result
}

fn attempts(
    path: &Path,
    texts: &[NewText],
    stamp: &Stamp,
    summarize: Summarize<'_>,
) -> Result<Ingested, CorpusError> {
    let mut branch = String::new();
    for _ in 0..ATTEMPTS {
        let git = match look(path)? {
            Place::Corpus(git) => git,
            Place::Free => match Git::open(path)? {
                Some(git) => git,
                None => Git::init(path)?,
            },
        };
        branch = writable_branch(&git)?;
        if let Some(done) = attempt(git, &branch, texts, stamp, summarize)? {
            return Ok(done);
        }
    }
    Err(CorpusError::Contended { branch })
}

/// The branch that is checked out, after what a crash broke off has been ended.
pub(super) fn writable_branch(git: &Git) -> Result<String, CorpusError> {
    if git.work_tree().is_some() {
        lock::wait_for_git(git.dir())?;
    }
    git.heal()?;
    let head = git.head()?;
    match head.branch {
        Some(branch) if !branch.starts_with("refs/heads/history/") => Ok(branch),
        Some(branch) => Err(CorpusError::NoBranch { head: branch }),
        None => Err(CorpusError::NoBranch {
            head: head.commit.map(|c| c.to_string()).unwrap_or_default(),
        }),
    }
}

/// One try; none where the branch was moved meanwhile.
fn attempt(
    git: Git,
    branch: &str,
    texts: &[NewText],
    stamp: &Stamp,
    summarize: Summarize<'_>,
) -> Result<Option<Ingested>, CorpusError> {
    let old = git.head()?.commit;
    let root = old.map(|c| git.tree_of(c)).transpose()?;
    let folders = root
        .map(|r| layout::folders(&git, r))
        .transpose()?
        .unwrap_or_default();
    check_names(texts, &folders)?;
    let mut known = known(&git, texts, &folders)?;
    let count: usize = known.values().map(BTreeMap::len).sum();

    let mut placed = Vec::with_capacity(texts.len());
    let mut files = Vec::new();
    if old.is_none() {
        files.push(new_file(layout::KAITEI, records::KAITEI_TOML.as_bytes()));
        files.push(new_file(
            layout::ATTRIBUTES,
            records::GITATTRIBUTES.as_bytes(),
        ));
    }
    for text in texts {
        let bytes = git::blob_id(&text.bytes)?;
        let one = plan::place(text, bytes, known.entry(text.policy.clone()).or_default());
        if one.outcome != Outcome::Unchanged {
            version_files(text, &one, stamp, &mut files)?;
        }
        placed.push(one);
    }
    policy_files(&git, texts, &placed, &folders, &mut files)?;

    let touched: BTreeSet<PolicyId> = if files.is_empty() {
        BTreeSet::new()
    } else {
        texts.iter().map(|t| t.policy.clone()).collect()
    };
    if files.is_empty() {
        let Some(old) = old else {
            return Ok(Some(Ingested {
                texts: placed,
                commit: None,
                histories: 0,
            }));
        };
        let corpus = Corpus::at(git, old)?;
        let histories = point(&corpus.git, refresh(&corpus, &touched, summarize)?)?;
        return Ok(Some(Ingested {
            texts: placed,
            commit: None,
            histories,
        }));
    }
    check_unedited(&git, &files)?;
    git.expect(files.len() * 2 + count * 2)?;
    let mut blobs = Vec::with_capacity(files.len());
    for file in &files {
        blobs.push((file.path.as_str(), git.put_blob(&file.bytes)?));
    }
    let tree = git.put_files(root, &blobs)?;
    let message = message(&placed);
    let new = git.put_commit(&spelling::commit_bytes(
        tree,
        old,
        &CommitText {
            name: &stamp.name,
            email: &stamp.email,
            seconds: stamp.at.as_second(),
            message: &message,
        },
    ))?;
    let corpus = Corpus::at(git, new)?;
    let git = &corpus.git;
    let branches = refresh(&corpus, &touched, summarize)?;
    git.flush()?;
    git.begin_follow(old, new)?;
    let subject = message.lines().next().unwrap_or_default();
    if !git.move_branch(branch, old, new, subject)? {
        git.end_follow();
        return Ok(None);
    }
    git.follow(old, new)?;
    git.end_follow();
    let histories = point(git, branches)?;
    Ok(Some(Ingested {
        texts: placed,
        commit: Some(new.to_string()),
        histories,
    }))
}

fn check_names(texts: &[NewText], folders: &Folders) -> Result<(), CorpusError> {
    let mut ids: BTreeSet<&PolicyId> = folders.policies.keys().collect();
    for text in texts {
        if !ids.contains(&text.policy) {
            plan::check_name(&text.policy, ids.iter().copied())?;
            ids.insert(&text.policy);
        }
    }
    Ok(())
}

/// The versions there are of the policies that `texts` belong to.
fn known(git: &Git, texts: &[NewText], folders: &Folders) -> Result<Policies, CorpusError> {
    let mut out = Policies::new();
    for text in texts {
        let Some(folder) = folders.policies.get(&text.policy) else {
            continue;
        };
        if out.contains_key(&text.policy) {
            continue;
        }
        let mut versions = BTreeMap::new();
        for (key, stored) in layout::policy(git, &text.policy, *folder)?.versions {
            // A record that a person broke tells no dates; `verify` names it.
            let dates = stored
                .version_toml
                .and_then(|blob| git.blob(blob).ok())
                .and_then(|bytes| records::read::<VersionRecord>(layout::VERSION_TOML, &bytes).ok())
                .map_or_else(Vec::new, |r| r.dates);
            let source = stored.source.map(|(_, id)| id);
            versions.insert(key, Known { source, dates });
        }
        out.insert(text.policy.clone(), versions);
    }
    Ok(out)
}

/// Refuses to go on where a person's work is not committed or lies where a file is to be written.
fn check_unedited(git: &Git, files: &[NewFile]) -> Result<(), CorpusError> {
    let Some(root) = git.work_tree() else {
        return Ok(());
    };
    if !git.is_settled() {
        return Err(CorpusError::Unfinished);
    }
    if let Some(path) = git.first_change()? {
        return Err(CorpusError::Dirty { path });
    }
    for file in files {
        let obstacle = git::obstacle(root, Path::new(&file.path)).map(|p| p.display().to_string());
        let taken = !file.replaces && std::fs::symlink_metadata(root.join(&file.path)).is_ok();
        if let Some(path) = obstacle.or_else(|| taken.then(|| file.path.clone())) {
            return Err(CorpusError::Dirty { path });
        }
    }
    Ok(())
}

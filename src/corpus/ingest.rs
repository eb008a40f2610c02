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
use std::path::{Path, PathBuf};

use super::git::{self, CommitText, Git, Oid};
use super::history::{self, Summarize, Told};
use super::layout::{self, Folders};
use super::lock::{self, Lock};
use super::plan::{self, Known, NewText, Outcome, Placed, Policies};
use super::records::{self, DateRecord, PolicyRecord, SourceRecord, VersionRecord};
use super::{Corpus, CorpusError, Foreign, PolicyId};
use crate::document::canonical;

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

/// What lies at a path.
pub(super) enum Place {
    /// A corpus.
    Corpus(Git),
    /// Nothing, an empty folder, or a repository without a commit: a corpus can be made here.
    Free,
}

/// Looks at a path.
pub(super) fn look(path: &Path) -> Result<Place, CorpusError> {
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

/// What was made for a new corpus.
struct Made {
    path: PathBuf,
    dir: PathBuf,
    new_path: bool,
    new_dir: bool,
}

impl Made {
    fn at(path: &Path) -> Result<Self, CorpusError> {
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
    fn undo(&self) {
        if !self.new_dir || !matches!(look(&self.path), Ok(Place::Free)) {
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
    fn undo_folders(&self) {
        if self.new_dir && std::fs::remove_dir(&self.dir).is_ok() && self.new_path {
            let _ = std::fs::remove_dir(&self.path);
        }
    }
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

/// A file to be written.
struct NewFile {
    path: String,
    bytes: Vec<u8>,
    replaces: bool,
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
    let new = git.put_commit(&git::commit_bytes(
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

fn new_file(path: &str, bytes: &[u8]) -> NewFile {
    NewFile {
        path: path.to_owned(),
        bytes: bytes.to_owned(),
        replaces: false,
    }
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

fn version_files(
    text: &NewText,
    placed: &Placed,
    stamp: &Stamp,
    files: &mut Vec<NewFile>,
) -> Result<(), CorpusError> {
    let folder = layout::version_folder(&text.policy, placed.version);
    let record = VersionRecord {
        ingested: stamp.at,
        reader: records::reader(text.format),
        day: text.day.origin().to_owned(),
        title: text.title.clone(),
        organization: text.organization.clone(),
        source: SourceRecord {
            name: text.name.clone(),
            sha256: super::sha256(&text.bytes),
            bytes: text.bytes.len() as u64,
        },
        dates: text.document.dates.iter().map(DateRecord::of).collect(),
    };
    let toml = format!("{folder}/{}", layout::VERSION_TOML);
    files.push(new_file(
        &format!("{folder}/{}{}", layout::SOURCE, text.format.ending()),
        &text.bytes,
    ));
    files.push(new_file(
        &format!("{folder}/{}", layout::POLICY_MD),
        canonical::write(&text.document).as_bytes(),
    ));
    files.push(new_file(&toml, records::write(&toml, &record)?.as_bytes()));
    Ok(())
}

/// `policy.toml` of each new policy, told by its newest text, and of those whose title or organisation was given.
fn policy_files(
    git: &Git,
    texts: &[NewText],
    placed: &[Placed],
    folders: &Folders,
    files: &mut Vec<NewFile>,
) -> Result<(), CorpusError> {
    let mut newest: BTreeMap<&PolicyId, (&NewText, &Placed)> = BTreeMap::new();
    for (text, one) in texts.iter().zip(placed) {
        let last = newest.entry(&text.policy).or_insert((text, one));
        if one.version >= last.1.version {
            *last = (text, one);
        }
    }
    for (id, (text, _)) in newest {
        let path = format!("{}/{}", layout::policy_folder(id), layout::POLICY_TOML);
        let there = match folders.policies.get(id) {
            Some(folder) => git.find(*folder, layout::POLICY_TOML)?,
            None => None,
        };
        let Some(there) = there else {
            let record = PolicyRecord {
                title: text.title.clone().or_else(|| text.document.title.clone()),
                organization: text
                    .organization
                    .clone()
                    .or_else(|| text.document.organization.clone()),
                url: None,
            };
            files.push(new_file(&path, records::write(&path, &record)?.as_bytes()));
            continue;
        };
        let bytes = git.blob(there.id)?;
        let record: PolicyRecord = records::read(&path, &bytes)?;
        let mut toml = String::from_utf8_lossy(&bytes).into_owned();
        for (field, given, kept) in [
            ("title", &text.title, &record.title),
            ("organization", &text.organization, &record.organization),
        ] {
            if let Some(value) = given
                && given != kept
            {
                toml = records::with_field(&toml, field, value);
            }
        }
        if toml.as_bytes() != bytes {
            records::read::<PolicyRecord>(&path, toml.as_bytes())?;
            files.push(NewFile {
                path,
                bytes: toml.into_bytes(),
                replaces: true,
            });
        }
    }
    Ok(())
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

/// What the commit says.
fn message(placed: &[Placed]) -> String {
    let added: Vec<_> = placed
        .iter()
        .filter(|p| p.outcome != Outcome::Unchanged)
        .collect();
    let policies: BTreeSet<_> = added.iter().map(|p| &p.policy).collect();
    let name = |p: &Placed| format!("{} {}", p.policy, p.version);
    match (added.as_slice(), policies.len()) {
        ([], _) => "規程の情報を変更\n".to_owned(),
        ([one], _) => format!("{} を追加\n", name(one)),
        (many, policies) => {
            let head = if policies == 1 {
                format!("{} の {} 版を追加", many[0].policy, many.len())
            } else {
                format!("{policies} 件の規程に {} 版を追加", many.len())
            };
            let list: String = many.iter().map(|p| format!("{}\n", name(p))).collect();
            format!("{head}\n\n{list}")
        }
    }
}

/// Makes the chains of the policies that were touched or whose branch no longer tells their versions.
/// Objects only; the branches to move and where to.
pub(super) fn refresh(
    corpus: &Corpus,
    touched: &BTreeSet<PolicyId>,
    summarize: Summarize<'_>,
) -> Result<Vec<(String, Oid)>, CorpusError> {
    let mut out = Vec::new();
    for id in corpus.folders.policies.keys() {
        let stored = corpus.stored(id)?;
        let steps = corpus.steps(&stored);
        let branch = history::branch(id);
        let tip = corpus.git.branch(&branch)?;
        let title = corpus.title(id, &stored);
        if let (Some(tip), false) = (tip, touched.contains(id))
            && history::tells(&corpus.git, tip, id, &title, &steps)?
        {
            continue;
        }
        let steps = told(corpus, id, &stored, steps);
        let chain = history::chain(id, &title, &steps, summarize)?;
        if let Some(new) = history::store(&corpus.git, &steps, &chain)?
            && tip != Some(new)
        {
            out.push((branch, new));
        }
    }
    Ok(out)
}

/// The texts and digests a chain's messages are made from.
pub(super) fn told(
    corpus: &Corpus,
    id: &PolicyId,
    stored: &layout::StoredPolicy,
    steps: Vec<history::Step>,
) -> Vec<(history::Step, Told)> {
    steps
        .into_iter()
        .map(|step| {
            let version = stored.versions.get(&step.key);
            let told = Told {
                sha256: version
                    .and_then(|v| corpus.read_version(id, step.key, v).ok())
                    .map(|r| r.source.sha256)
                    .unwrap_or_default(),
                document: version.and_then(|v| corpus.read_document(id, step.key, v).ok()),
            };
            (step, told)
        })
        .collect()
}

/// Points the history branches; how many.
pub(super) fn point(git: &Git, branches: Vec<(String, Oid)>) -> Result<usize, CorpusError> {
    git.flush()?;
    for (branch, new) in &branches {
        git.set_branch(branch, *new, "kaitei")?;
    }
    Ok(branches.len())
}

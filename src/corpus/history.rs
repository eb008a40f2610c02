//! The branches `history/<organization>/<policy>`: a policy's own life, a view made from the versions.
//!
//! In: the versions of a policy. Out: a chain of commits, the same bit for bit on every machine: one
//! per version in the order of effect, dated that day. Never: reads the clock, or is read back as a
//! source of anything.

use jiff::tz::TimeZone;

use super::git::{self, Git, Oid};
use super::layout::POLICY_MD;
use super::spelling::{self, CommitText};
use super::{CorpusError, PolicyId, VersionKey};
use crate::document::Document;

/// Says what a version changed from the one before (none before the first), for the body of a commit message.
pub type Summarize<'a> = &'a dyn Fn(Option<&Document>, &Document) -> String;

const NAME: &str = "kaitei";
const EMAIL: &str = "kaitei@localhost";

/// What a commit of the chain is made from.
pub(super) struct Step {
    pub(super) key: VersionKey,
    pub(super) policy_md: Oid,
    pub(super) source: (String, Oid),
}

/// What its message needs besides.
pub(super) struct Told {
    pub(super) sha256: String,
    pub(super) document: Option<Document>,
}

/// The branch of a policy.
pub(super) fn branch(id: &PolicyId) -> String {
    format!("refs/heads/history/{id}")
}

impl Step {
    fn folder(&self) -> Vec<u8> {
        // `policy.md` comes before `source.…` in git's order.
        spelling::folder_bytes(&[(POLICY_MD, self.policy_md), (&self.source.0, self.source.1)])
    }

    fn subject(&self, title: &str) -> String {
        format!(
            "{} {}",
            title.split_whitespace().collect::<Vec<_>>().join(" "),
            self.key
        )
    }

    /// Seconds since 1970; days before it, which git cannot tell everywhere, count as its first.
    fn seconds(&self) -> i64 {
        self.key
            .day
            .to_zoned(TimeZone::UTC)
            .map_or(0, |z| z.timestamp().as_second().max(0))
    }

    fn commit(
        &self,
        title: &str,
        id: &PolicyId,
        parent: Option<Oid>,
        sha256: &str,
        body: &str,
    ) -> Result<Vec<u8>, CorpusError> {
        let mut message = self.subject(title);
        message.push_str("\n\n");
        let body = body.trim();
        if !body.is_empty() {
            message.push_str(body);
            message.push_str("\n\n");
        }
        message.push_str(&format!(
            "Policy: {id}\nVersion: {}\nSource-Sha256: {sha256}\n",
            self.key
        ));
        Ok(spelling::commit_bytes(
            git::folder_id(&self.folder())?,
            parent,
            &CommitText {
                name: NAME,
                email: EMAIL,
                seconds: self.seconds(),
                message: &message,
            },
        ))
    }
}

/// The commits of a policy's chain, first version first.
pub(super) fn chain(
    id: &PolicyId,
    title: &str,
    steps: &[(Step, Told)],
    summarize: Summarize<'_>,
) -> Result<Vec<Vec<u8>>, CorpusError> {
    let mut commits = Vec::with_capacity(steps.len());
    let mut parent = None;
    let mut before: Option<&Option<Document>> = None;
    for (step, told) in steps {
        let body = match (before, &told.document) {
            (None, Some(new)) => summarize(None, new),
            (Some(Some(old)), Some(new)) => summarize(Some(old), new),
            // A text that a person broke tells nothing; `verify` names it.
            _ => String::new(),
        };
        let commit = step.commit(title, id, parent, &told.sha256, &body)?;
        parent = Some(git::commit_id(&commit)?);
        before = Some(&told.document);
        commits.push(commit);
    }
    Ok(commits)
}

/// Stores a chain; its last commit.
pub(super) fn store(
    git: &Git,
    steps: &[(Step, Told)],
    commits: &[Vec<u8>],
) -> Result<Option<Oid>, CorpusError> {
    let mut tip = None;
    for ((step, _), commit) in steps.iter().zip(commits) {
        git.put_folder(&step.folder())?;
        tip = Some(git.put_commit(commit)?);
    }
    Ok(tip)
}

/// True where the chain that ends in `tip` tells these versions, whatever words it has for the changes.
///
/// Cheap: no text is read.
pub(super) fn tells(
    git: &Git,
    tip: Oid,
    id: &PolicyId,
    title: &str,
    steps: &[Step],
) -> Result<bool, CorpusError> {
    let mut at = Some(tip);
    for step in steps.iter().rev() {
        let Some(id_here) = at else { return Ok(false) };
        let Ok(bytes) = git.commit_bytes(id_here) else {
            return Ok(false);
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        at = text
            .lines()
            .nth(1)
            .and_then(|l| l.strip_prefix("parent "))
            .and_then(|p| Oid::from_str(p).ok());
        let expected = step.commit(title, id, at, "", "")?;
        let expected = String::from_utf8_lossy(&expected);
        let Some((head, _)) = expected.split_once("\n\nPolicy: ") else {
            return Ok(false);
        };
        let trailers = format!("\n\nPolicy: {id}\nVersion: {}\nSource-Sha256: ", step.key);
        if !text.starts_with(&format!("{head}\n\n")) || !text.contains(&trailers) {
            return Ok(false);
        }
    }
    Ok(at.is_none())
}

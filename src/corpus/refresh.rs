//! Bringing the history branches up to date.
//!
//! In: a corpus. Out: the branches that must move, and where to. Never: moves one before its objects
//! are on the disk.

use std::collections::BTreeSet;

use super::git::{Git, Oid};
use super::history::{self, Summarize, Told};
use super::{Corpus, CorpusError, PolicyId, layout};

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

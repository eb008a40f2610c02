//! OLD, NEW and their like: a file, or a version of the corpus (`POLICY@VERSION`).
//!
//! A lone `POLICY` stands for its last two versions where two texts are wanted.

use std::path::{Path, PathBuf};

use kaitei::corpus::{At, Corpus, PolicyId, Spec};
use kaitei::document::{ClausePath, Document};

use crate::failure::Failure;
use crate::{segment, wording};

/// A text to compare, with the name it goes by.
#[derive(Debug)]
pub(crate) struct Target {
    /// The text.
    pub(crate) document: Document,
    /// The file, or `POLICY@VERSION`.
    pub(crate) name: String,
}

/// The old and the new text that the user names.
pub(crate) fn pair(
    corpus: &Path,
    old: &str,
    new: Option<&str>,
) -> Result<(Target, Target), Failure> {
    if let Some(new) = new {
        return Ok((one(corpus, old)?, one(corpus, new)?));
    }
    let lone = Spec::parse(old)
        .ok()
        .filter(|_| !old.contains('@') && !Path::new(old).is_file());
    let Some(spec) = lone else {
        return Err(Failure::new(
            format!("{old}: 比べる相手がありません"),
            "旧・新の 2 つを指定するか、方針の ID（例: acme/privacy）だけを指定して直近の 2 版を比べてください",
        ));
    };
    let corpus = open(corpus)?;
    let versions = corpus.versions(&spec.policy).map_err(wording::failure)?;
    if versions.len() < 2 {
        return Err(Failure::new(
            format!("{}: 版が {} つしかありません", spec.policy, versions.len()),
            "kaitei ingest で前後の版を追加するか、比べる 2 つのテキストを指定してください",
        ));
    }
    let before = Spec {
        back: 1,
        at: At::Latest,
        policy: spec.policy.clone(),
    };
    Ok((version(&corpus, &before)?, version(&corpus, &spec)?))
}

/// One text.
pub(crate) fn one(corpus: &Path, name: &str) -> Result<Target, Failure> {
    let path = PathBuf::from(name);
    // A file of that name is meant before a version; what could only be a file is said to be missing.
    let spec = Spec::parse(name)
        .ok()
        .filter(|s| !path.is_file() && (name.contains('@') || known(corpus, &s.policy)));
    match spec {
        Some(spec) => version(&open(corpus)?, &spec),
        None => Ok(Target {
            document: segment::read_file(&path)?.document,
            name: name.to_owned(),
        }),
    }
}

fn known(corpus: &Path, policy: &PolicyId) -> bool {
    Corpus::open(corpus).is_ok_and(|c| c.versions(policy).is_ok())
}

fn open(corpus: &Path) -> Result<Corpus, Failure> {
    Corpus::open(corpus).map_err(wording::failure)
}

fn version(corpus: &Corpus, spec: &Spec) -> Result<Target, Failure> {
    let key = corpus.resolve(spec).map_err(wording::failure)?;
    let document = corpus
        .document(&spec.policy, &key)
        .map_err(wording::failure)?;
    Ok(Target {
        document,
        name: format!("{}@{key}", spec.policy),
    })
}

/// The clause that `words` name in a version: its path, the end of it, or 第4条第2項第1号.
pub(crate) fn clause(
    document: &Document,
    words: &str,
    policy: &PolicyId,
    version: &str,
) -> Result<ClausePath, Failure> {
    document
        .locate(words)
        .map_err(|found| match found.as_slice() {
            [] => no_clause(policy, version, words),
            several => {
                let names: Vec<&str> = several.iter().take(3).map(ClausePath::as_str).collect();
                Failure::new(
                    format!(
                        "{policy}@{version}: 「{words}」に当たる条項は {} つあります",
                        several.len()
                    ),
                    format!(
                        "次のように、上の階層から指定してください: {}",
                        names.join("、")
                    ),
                )
            }
        })
}

/// There is no such clause.
pub(crate) fn no_clause(policy: &PolicyId, version: &str, words: &str) -> Failure {
    Failure::new(
        format!("{policy}@{version}: 条項「{words}」はありません"),
        format!(
            "kaitei show {policy}@{version} で番号を確かめ、第4条/2 や 3/(1) のように指定してください"
        ),
    )
}

//! Life: one clause through the versions of its policy, back to where it came from.
//!
//! In: the versions as documents, in order, and a clause of one of them. Out: a [`Life`]: what happened to the clause in
//! each version. Never: puts it into words, or does I/O.

use super::{Pair, Revision, Status, Tie, diff};
use crate::document::{ClausePath, Document};

/// The life of a clause, its last version first.
///
/// Invariant: the steps are those of consecutive versions, from the one that was asked for back to the one in which the
/// clause begins; the last step, and no other, is [`What::First`] or [`What::Added`].
#[derive(Debug)]
pub struct Life<'a> {
    /// What each version did.
    pub steps: Vec<Step<'a>>,
}

/// A clause in one version.
#[derive(Debug)]
pub struct Step<'a> {
    /// Which version: its place among the documents.
    pub version: usize,
    /// The clause's place in reading order there.
    pub index: usize,
    /// Its path there.
    pub path: ClausePath,
    /// What happened to it; empty where nothing did.
    pub what: Vec<What>,
    /// The paths in the version before that it comes from: its own, then those of clauses that went into it.
    pub from: Vec<ClausePath>,
    /// The revision that led to this version; none for the first version.
    pub revision: Option<Revision<'a>>,
    /// The places in the revision of the pairs that touch the clause or what stands below it.
    pub pairs: Vec<usize>,
    /// The places of the pairs of what stands above it.
    pub above: Vec<usize>,
}

/// What a version did to a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// It stands in the first version that is known.
    First,
    /// It came.
    Added,
    /// It came out of another clause.
    Split,
    /// Another clause went into it.
    Merged,
    /// Another clause came out of it.
    Parted,
    /// Its own text differs.
    Modified,
    /// It differs in spelling only.
    Editorial,
    /// Its heading differs.
    Retitled,
    /// Its own number differs.
    Renumbered,
    /// It stands under another parent.
    Moved,
    /// Only its path differs, with a clause above it.
    Carried,
    /// Something below it came, went or changed.
    Below,
}

impl What {
    /// The word of the JSON contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Added => "added",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Parted => "parted",
            Self::Modified => "modified",
            Self::Editorial => "editorial",
            Self::Retitled => "retitled",
            Self::Renumbered => "renumbered",
            Self::Moved => "moved",
            Self::Carried => "carried",
            Self::Below => "below",
        }
    }
}

/// The life of the clause at `path` of `documents[version]`; none where there is no such clause.
pub fn life<'a>(documents: &'a [Document], version: usize, path: &ClausePath) -> Option<Life<'a>> {
    let mut index = place(documents.get(version)?, path)?;
    let mut path = path.clone();
    let mut steps = Vec::new();
    for version in (0..=version).rev() {
        let Some(before) = version.checked_sub(1) else {
            steps.push(Step {
                version,
                index,
                path: path.clone(),
                what: vec![What::First],
                from: Vec::new(),
                revision: None,
                pairs: Vec::new(),
                above: Vec::new(),
            });
            break;
        };
        let revision = diff(&documents[before], &documents[version]);
        let (step, source) = step(revision, version, index, &path);
        steps.push(step);
        let Some((old, old_path)) = source else {
            break;
        };
        (index, path) = (old, old_path);
    }
    Some(Life { steps })
}

/// The place in reading order of the clause at `path`.
pub(crate) fn place(document: &Document, path: &ClausePath) -> Option<usize> {
    document.walk().iter().position(|(p, _)| p == path)
}

/// What `revision` did to the new clause `index`, and the old clause it comes from.
fn step<'a>(
    revision: Revision<'a>,
    version: usize,
    index: usize,
    path: &ClausePath,
) -> (Step<'a>, Option<(usize, ClausePath)>) {
    let new = |p: &Pair<'_>| p.new.as_ref().map(|s| s.index);
    let own = revision
        .pairs
        .iter()
        .position(|p| new(p) == Some(index) && p.tie != Tie::Merged);
    let (mut what, mut from, mut source) = (Vec::new(), Vec::new(), None);
    if let Some(pair) = own.map(|at| &revision.pairs[at]) {
        source = pair.old.as_ref().map(|s| (s.index, s.path.clone()));
        of_pair(pair, &mut what);
    }
    let old = source.as_ref().map(|s| s.0);
    from.extend(source.iter().map(|s| s.1.clone()));
    let is_split = own.is_some_and(|at| revision.pairs[at].tie == Tie::Split);
    let mut pairs: Vec<usize> = own.into_iter().collect();
    let mut below = false;
    let (inside_new, inside_old) = (
        subtree(revision.new, index),
        old.filter(|_| !is_split).map(|o| subtree(revision.old, o)),
    );
    for (at, pair) in revision.pairs.iter().enumerate() {
        let (o, n) = (pair.old.as_ref().map(|s| s.index), new(pair));
        match pair.tie {
            Tie::Merged if n == Some(index) => {
                push(&mut what, What::Merged);
                from.extend(pair.old.as_ref().map(|s| s.path.clone()));
                pairs.push(at);
            }
            Tie::Split if o == old && old.is_some() && !is_split => {
                push(&mut what, What::Parted);
                pairs.push(at);
            }
            _ => {
                let within = |index: Option<usize>, range: &Option<std::ops::Range<usize>>| {
                    index.is_some_and(|i| {
                        range
                            .as_ref()
                            .is_some_and(|r| i != r.start && r.contains(&i))
                    })
                };
                let is_below =
                    within(n, &Some(inside_new.clone())) || (within(o, &inside_old) && !is_split);
                if is_below && pair.is_changed() {
                    below = true;
                    pairs.push(at);
                }
            }
        }
    }
    // What stands below a clause that came is no change to it.
    let begins = what.contains(&What::Added) || what.contains(&What::Split);
    if below && !begins {
        push(&mut what, What::Below);
    }
    if what.is_empty() && source.as_ref().is_some_and(|s| s.1 != *path) {
        what.push(What::Carried);
    }
    let above = above(&revision, own);
    let step = Step {
        version,
        index,
        path: path.clone(),
        what,
        from,
        revision: Some(revision),
        pairs,
        above,
    };
    (step, source)
}

fn of_pair(pair: &Pair<'_>, what: &mut Vec<What>) {
    match (pair.tie, pair.status) {
        (Tie::Split, _) => what.push(What::Split),
        (_, Status::Added) => what.push(What::Added),
        _ if pair.editorial => what.push(What::Editorial),
        (_, Status::Modified) => what.push(What::Modified),
        _ => {}
    }
    if pair.tie == Tie::Split {
        return;
    }
    for (is, kind) in [
        (pair.retitled, What::Retitled),
        (pair.renumbered, What::Renumbered),
        (pair.moved, What::Moved),
    ] {
        if is {
            what.push(kind);
        }
    }
}

fn push(what: &mut Vec<What>, kind: What) {
    if !what.contains(&kind) {
        what.push(kind);
    }
}

/// The places of a clause and of everything below it.
pub(crate) fn subtree(document: &Document, index: usize) -> std::ops::Range<usize> {
    let walk = document.walk();
    let root = walk[index].0.as_str();
    let below = walk[index + 1..]
        .iter()
        .take_while(|(p, _)| {
            p.as_str()
                .strip_prefix(root)
                .is_some_and(|rest| rest.starts_with('/'))
        })
        .count();
    index..index + 1 + below
}

/// The pairs of the clauses above the new side of the pair at `own`.
fn above(revision: &Revision<'_>, own: Option<usize>) -> Vec<usize> {
    let mut out = Vec::new();
    let mut parent = own.and_then(|at| revision.pairs[at].new.as_ref().and_then(|s| s.parent));
    while let Some(index) = parent {
        let at = revision
            .pairs
            .iter()
            .position(|p| p.tie != Tie::Merged && p.new.as_ref().is_some_and(|s| s.index == index));
        out.extend(at);
        parent = at.and_then(|at| revision.pairs[at].new.as_ref().and_then(|s| s.parent));
    }
    out
}

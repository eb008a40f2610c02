//! Lives: each clause of a policy under one address, through renumbering, moves, merges and splits.
//!
//! In: the revisions of a policy, one after the other. Out: the clauses that ever stood in it, what each version did to
//! them, and an address each that later versions never take away. Never: asks for two revisions at once.
//!
//! A clause's address is made from the first number it bore. A number that another clause bore before, under whatever
//! address, is followed by the version in which the clause begins. So a version that is added at the end changes no
//! address, and every number ever borne leads somewhere.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::change;
use super::words::Lang;
use crate::corpus::VersionKey;
use crate::diff::life::What;
use crate::diff::{Pair, Place, Revision, Status, Tie};
use crate::document::{ClausePath, Document};
use crate::report::life::gathered;
use crate::report::naming::Book;
use crate::report::summary::Summary;

/// An address that was given out, and the clause it meant: the one that bore a number in a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    name: String,
    version: String,
    path: String,
}

/// A clause through the versions.
#[derive(Debug)]
pub(super) struct Life {
    /// The name of its page.
    pub(super) address: String,
    /// What the versions did to it, oldest first.
    pub(super) events: Vec<Event>,
    /// The paths it bore, each with the version since which.
    pub(super) paths: Vec<(usize, ClausePath)>,
    /// The clause it came out of.
    pub(super) origin: Option<usize>,
    /// The version in which it is no more, and the clause it went into.
    pub(super) end: Option<(usize, Option<usize>)>,
    /// The last version it stands in, and its place there.
    pub(super) last: (usize, usize),
}

/// What a version did to a clause.
#[derive(Debug)]
pub(super) struct Event {
    /// The version.
    pub(super) version: usize,
    /// What it is called there; for its end, what it was called.
    pub(super) name: String,
    /// What happened.
    pub(super) what: Vec<What>,
    /// True where this version has it no more.
    pub(super) gone: bool,
    /// What the 改定概要 says of it.
    pub(super) sentences: Vec<String>,
    /// Its own text as a redline, by language; empty where it did not change.
    pub(super) redline: [String; 2],
}

/// The clauses of a policy.
#[derive(Debug, Default)]
pub(super) struct Lives {
    /// Every clause that ever stood in it, in the order of their beginning.
    pub(super) all: Vec<Life>,
    /// The clause at each place of the latest version.
    pub(super) now: Vec<usize>,
    /// Which clause each address leads to.
    used: FxHashMap<String, usize>,
    /// Addresses of a former build, and the clauses they lead to.
    kept: Vec<(Address, usize)>,
}

impl Lives {
    /// The clauses of the first version.
    pub(super) fn first(&mut self, document: &Document, book: &Book<'_>, key: VersionKey) {
        for (index, (path, _)) in document.walk().into_iter().enumerate() {
            let life = self.begin(path, index, 0, key, None);
            self.all[life].events.push(Event {
                version: 0,
                name: book.name(index),
                what: vec![What::First],
                gone: false,
                sentences: Vec::new(),
                redline: Default::default(),
            });
            self.now.push(life);
        }
    }

    fn begin(
        &mut self,
        path: ClausePath,
        index: usize,
        version: usize,
        key: VersionKey,
        origin: Option<usize>,
    ) -> usize {
        let life = self.all.len();
        let own = super::address::slug(&path);
        let address = if self.used.contains_key(&own) {
            format!("{own}.{key}")
        } else {
            own
        };
        self.used.insert(address.clone(), life);
        self.all.push(Life {
            address,
            events: Vec::new(),
            paths: vec![(version, path)],
            origin,
            end: None,
            last: (version, index),
        });
        life
    }

    /// Follows the clauses through the revision that led to `version`.
    pub(super) fn step(
        &mut self,
        revision: &Revision<'_>,
        summary: &Summary,
        books: (&Book<'_>, &Book<'_>),
        version: usize,
        key: VersionKey,
    ) {
        let sides = Sides::of(revision);
        let before = std::mem::take(&mut self.now);
        let mut now: Vec<Option<usize>> = vec![None; sides.new.len()];
        // Clauses that stay keep theirs first: their new numbers lead to them.
        for pair in revision.pairs.iter().filter(|p| p.tie == Tie::Same) {
            if let (Some(old), Some(new)) = (&pair.old, &pair.new) {
                let Some(&life) = before.get(old.index) else {
                    continue;
                };
                now[new.index] = Some(life);
                let held = &mut self.all[life];
                held.last = (version, new.index);
                if held.paths.last().is_none_or(|(_, p)| *p != new.path) {
                    held.paths.push((version, new.path.clone()));
                    self.used
                        .entry(super::address::slug(&new.path))
                        .or_insert(life);
                }
            }
        }
        for pair in &revision.pairs {
            let Some(new) = pair.new.as_ref().filter(|s| now[s.index].is_none()) else {
                continue;
            };
            let origin = pair.old.as_ref().filter(|_| pair.tie == Tie::Split);
            let origin = origin.and_then(|s| before.get(s.index).copied());
            now[new.index] = Some(self.begin(new.path.clone(), new.index, version, key, origin));
        }
        self.now = now.into_iter().flatten().collect();
        let told = Told::of(revision, summary);
        let below = sides.below(revision);
        for (at, pair) in revision.pairs.iter().enumerate() {
            match (&pair.old, &pair.new) {
                (_, Some(new)) if pair.tie != Tie::Merged => {
                    let life = self.now[new.index];
                    let merged = &sides.merged[new.index];
                    let what = what(pair, !merged.is_empty(), &sides, &below);
                    if what.is_empty() {
                        continue;
                    }
                    let pairs: Vec<usize> =
                        std::iter::once(at).chain(merged.iter().copied()).collect();
                    let redline = redline(pair);
                    self.all[life].events.push(Event {
                        version,
                        name: books.1.name(new.index),
                        what,
                        gone: false,
                        sentences: told.sentences(revision, summary, &pairs),
                        redline,
                    });
                }
                (Some(old), into) => {
                    let Some(&life) = before.get(old.index) else {
                        continue;
                    };
                    let into = into.as_ref().map(|s| self.now[s.index]);
                    self.all[life].end = Some((version, into));
                    self.all[life].events.push(Event {
                        version,
                        name: books.0.name(old.index),
                        what: into.map(|_| What::Merged).into_iter().collect(),
                        gone: true,
                        sentences: told.sentences(revision, summary, &[at]),
                        redline: Default::default(),
                    });
                }
                _ => {}
            }
        }
    }

    /// Keeps addresses that a former build gave out and this one does not: each leads to the clause that bore that number in
    /// that version. An older version that came meanwhile may have given the clause another address.
    pub(super) fn keep(&mut self, former: &[Address], keys: &[VersionKey]) {
        for one in former {
            let version = keys.iter().position(|k| k.to_string() == one.version);
            let Some(version) = version.filter(|_| !self.used.contains_key(&one.name)) else {
                continue;
            };
            let bore = |life: &Life| {
                let run = life.paths.iter().rfind(|(since, _)| *since <= version);
                let alive = life.end.is_none_or(|(end, _)| version < end);
                alive && run.is_some_and(|(_, path)| path.as_str() == one.path)
            };
            if let Some(life) = self.all.iter().position(bore) {
                self.used.insert(one.name.clone(), life);
                self.kept.push((one.clone(), life));
            }
        }
    }

    /// The addresses that later builds have to keep: those of the clauses, and those already kept.
    pub(super) fn addresses(&self, keys: &[VersionKey]) -> Vec<Address> {
        let own = self.all.iter().map(|life| Address {
            name: life.address.clone(),
            version: keys[life.paths[0].0].to_string(),
            path: life.paths[0].1.to_string(),
        });
        own.chain(self.kept.iter().map(|(a, _)| a.clone()))
            .collect()
    }

    /// The addresses of old numbers: each with the clause it leads to, those of the clauses themselves left out, in order.
    pub(super) fn redirects(&self) -> Vec<(&str, usize)> {
        let mut out: Vec<(&str, usize)> = Vec::new();
        for (life, held) in self.all.iter().enumerate() {
            for (_, path) in &held.paths[1..] {
                let name = super::address::slug(path);
                if let Some((name, to)) = self.used.get_key_value(&name)
                    && *to == life
                    && *name != held.address
                {
                    out.push((name, life));
                }
            }
        }
        out.extend(self.kept.iter().map(|(a, life)| (a.name.as_str(), *life)));
        out.sort();
        out.dedup();
        out
    }
}

/// The own text of a pair as a redline; empty where it did not change.
fn redline(pair: &Pair<'_>) -> [String; 2] {
    let text = || pair.changes.iter().filter(|c| c.place == Place::Text);
    if pair.old.is_none() || pair.tie != Tie::Same {
        return Default::default();
    }
    let still = text().all(crate::diff::Change::is_equal);
    Lang::ALL.map(|lang| {
        let mut out = String::new();
        let w = lang.words();
        if change::is_renamed(pair) {
            change::head(&mut out, pair, None, w);
        }
        if !still {
            change::inline(&mut out, text(), None, w);
        }
        out
    })
}

/// What a version did to the clause of a pair, in the words of [`crate::diff::life`].
fn what(pair: &Pair<'_>, merged: bool, sides: &Sides, below: &[bool]) -> Vec<What> {
    let mut out = Vec::new();
    let Some(new) = &pair.new else { return out };
    match (pair.tie, pair.status) {
        (Tie::Split, _) => return vec![What::Split],
        (_, Status::Added) => return vec![What::Added],
        _ if pair.editorial => out.push(What::Editorial),
        (_, Status::Modified) => out.push(What::Modified),
        _ => {}
    }
    let parted = pair.old.as_ref().is_some_and(|o| sides.parted[o.index]);
    for (is, what) in [
        (merged, What::Merged),
        (parted, What::Parted),
        (pair.retitled, What::Retitled),
        (pair.renumbered, What::Renumbered),
        (pair.moved || pair.reordered, What::Moved),
        (below[new.index], What::Below),
    ] {
        if is {
            out.push(what);
        }
    }
    if out.is_empty() && pair.old.as_ref().is_some_and(|o| o.path != new.path) {
        out.push(What::Carried);
    }
    out
}

/// The parents of both sides, and who went into whom.
struct Sides {
    old: Vec<Option<usize>>,
    new: Vec<Option<usize>>,
    /// The new clause of each old one that stayed.
    stayed: Vec<Option<usize>>,
    /// By new clause: the pairs of those that went into it.
    merged: Vec<Vec<usize>>,
    /// By old clause: whether one came out of it.
    parted: Vec<bool>,
}

impl Sides {
    fn of(revision: &Revision<'_>) -> Self {
        let count = |side: fn(&Pair<'_>) -> Option<usize>| {
            revision
                .pairs
                .iter()
                .filter_map(side)
                .max()
                .map_or(0, |m| m + 1)
        };
        let olds = count(|p| p.old.as_ref().map(|s| s.index));
        let news = count(|p| p.new.as_ref().map(|s| s.index));
        let mut out = Self {
            old: vec![None; olds],
            new: vec![None; news],
            stayed: vec![None; olds],
            merged: vec![Vec::new(); news],
            parted: vec![false; olds],
        };
        for (at, pair) in revision.pairs.iter().enumerate() {
            if let Some(old) = &pair.old {
                out.old[old.index] = old.parent;
                out.parted[old.index] |= pair.tie == Tie::Split;
            }
            if let Some(new) = &pair.new {
                out.new[new.index] = new.parent;
                if pair.tie == Tie::Merged {
                    out.merged[new.index].push(at);
                }
            }
            if let (Tie::Same, Some(old), Some(new)) = (pair.tie, &pair.old, &pair.new) {
                out.stayed[old.index] = Some(new.index);
            }
        }
        out
    }

    /// By new clause: whether anything below it came, went or changed.
    fn below(&self, revision: &Revision<'_>) -> Vec<bool> {
        let mut out = vec![false; self.new.len()];
        for pair in revision.pairs.iter().filter(|p| p.is_changed()) {
            let mut mark = |mut at: Option<usize>,
                            parents: &[Option<usize>],
                            of: &dyn Fn(usize) -> Option<usize>| {
                while let Some(index) = at {
                    if let Some(new) = of(index) {
                        out[new] = true;
                    }
                    at = parents[index];
                }
            };
            if let Some(new) = &pair.new {
                mark(new.parent, &self.new, &Some);
            } else if let Some(old) = &pair.old {
                mark(old.parent, &self.old, &|i| self.stayed[i]);
            }
        }
        out
    }
}

/// Which entries of the 改定概要 tell of each pair.
struct Told(Vec<Vec<usize>>);

impl Told {
    fn of(revision: &Revision<'_>, summary: &Summary) -> Self {
        let mut out = vec![Vec::new(); revision.pairs.len()];
        for (at, entry) in summary.entries.iter().enumerate() {
            for pair in &entry.pairs {
                out[*pair].push(at);
            }
        }
        Self(out)
    }

    fn sentences(
        &self,
        revision: &Revision<'_>,
        summary: &Summary,
        pairs: &[usize],
    ) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let entries = pairs.iter().flat_map(|p| &self.0[*p]);
        let own = entries.map(|e| summary.entries[*e].sentence.clone());
        for sentence in own.chain(gathered(pairs, revision, summary)) {
            if !out.contains(&sentence) {
                out.push(sentence);
            }
        }
        out
    }
}

/// The places of a clause and of everything below it, among paths in reading order.
pub(super) fn subtree(depths: &[usize], index: usize) -> Range<usize> {
    let below = depths[index + 1..]
        .iter()
        .take_while(|d| **d > depths[index])
        .count();
    index..index + 1 + below
}

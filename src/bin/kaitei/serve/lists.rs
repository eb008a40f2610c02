//! Lists: what the search reads to know which policies hold a word, kept up to date with the corpus.
//!
//! In: a corpus. Out: the files below `search/`. Never: reads a policy again whose folder is the same.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use hyper::body::Bytes;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kaitei::corpus::{Corpus, PolicyId};
use kaitei::site::{self, Brief, Grams, Input, SearchIndex};

use crate::failure::Failure;
use crate::wording;

/// The lists of one commit.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    commit: String,
    shards: usize,
    index: SearchIndex,
    /// The number of each policy, and the digest of its folder.
    known: BTreeMap<PolicyId, (u32, String)>,
    next: u32,
}

/// Above this many policies progress is shown.
const MANY: usize = 100;

impl Lists {
    /// A file below `search/`; none for a name that is none of theirs.
    pub(crate) fn file(
        &mut self,
        path: &str,
        corpus: &Corpus,
        place: &Path,
        briefs: &[Brief],
    ) -> Result<Option<Bytes>, Failure> {
        if self.commit != corpus.commit() {
            self.update(corpus, place)?;
        }
        let head = || {
            let number = |b: &Brief| {
                let id = PolicyId::parse(&b.id).ok()?;
                self.known.get(&id).map(|k| k.0)
            };
            let all = briefs.iter().filter_map(|b| Some((number(b)?, b)));
            SearchIndex::head(self.shards, &all.collect::<Vec<_>>())
        };
        let head = Some(head()).filter(|page| page.path == path);
        let page = head.or_else(|| {
            let shard = (0..self.shards).find(|n| SearchIndex::path(*n) == path)?;
            Some(self.index.page(shard))
        });
        Ok(page.map(|p| p.bytes.into()))
    }

    /// Brings the lists to the state of the corpus.
    fn update(&mut self, corpus: &Corpus, place: &Path) -> Result<(), Failure> {
        let policies = corpus.policies();
        let shards = site::shards(policies.len());
        if shards != self.shards {
            *self = Self {
                shards,
                index: SearchIndex::new(shards),
                ..Self::default()
            };
        }
        // Until all is done nothing of it is trusted.
        self.commit.clear();
        let gone: Vec<PolicyId> = self
            .known
            .keys()
            .filter(|id| policies.binary_search(id).is_err())
            .cloned()
            .collect();
        for id in gone {
            if let Some((number, _)) = self.known.remove(&id) {
                self.index.forget(number);
            }
        }
        let mut todo = Vec::new();
        for id in policies {
            let digest = corpus.digest(&id).map_err(wording::failure)?;
            let number = match self.known.get(&id) {
                Some((_, known)) if *known == digest => continue,
                Some((number, _)) => {
                    self.index.forget(*number);
                    *number
                }
                None => {
                    self.next += 1;
                    self.next - 1
                }
            };
            self.known.remove(&id);
            todo.push((id, number, digest));
        }
        if shards > 0 {
            self.read(corpus, place, &todo)?;
        }
        for (id, number, digest) in todo {
            self.known.insert(id, (number, digest));
        }
        self.commit = corpus.commit();
        Ok(())
    }

    /// Reads policies, as many at a time as there are processors.
    fn read(
        &mut self,
        corpus: &Corpus,
        place: &Path,
        todo: &[(PolicyId, u32, String)],
    ) -> Result<(), Failure> {
        let bar = ProgressBar::new(todo.len() as u64);
        if todo.len() <= MANY || !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        } else if let Ok(style) =
            ProgressStyle::with_template("検索の索引 {wide_bar} {pos}/{len} 規程 {eta}")
        {
            bar.set_style(style);
        }
        let next = AtomicUsize::new(0);
        let index = Mutex::new(&mut self.index);
        let failure = Mutex::new(None);
        let work = |corpus: &Corpus| {
            while let Some((id, number, _)) = todo.get(next.fetch_add(1, Ordering::Relaxed)) {
                match grams(corpus, id) {
                    Ok(grams) => {
                        if let Ok(mut index) = index.lock() {
                            index.add(*number, &grams);
                        }
                    }
                    Err(error) => {
                        next.store(todo.len(), Ordering::Relaxed);
                        if let Ok(mut failure) = failure.lock() {
                            failure.get_or_insert(error);
                        }
                    }
                }
                bar.inc(1);
            }
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let mut corpora = Vec::new();
        for _ in 1..threads.min(todo.len()) {
            corpora.push(corpus.again(place).map_err(wording::failure)?);
        }
        let work = &work;
        std::thread::scope(|scope| {
            for corpus in corpora {
                scope.spawn(move || work(&corpus));
            }
            work(corpus);
        });
        bar.finish_and_clear();
        match failure.into_inner() {
            Ok(Some(failure)) => Err(failure),
            _ => Ok(()),
        }
    }
}

/// The pairs of a policy.
fn grams(corpus: &Corpus, id: &PolicyId) -> Result<Grams, Failure> {
    let (record, versions) = corpus.whole(id).map_err(wording::failure)?;
    Ok(site::grams(&Input {
        id,
        record: &record,
        versions: &versions,
        former: &[],
    }))
}

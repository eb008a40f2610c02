//! Builds a site: the pages of the policies that changed, on all processors, then those of the whole site.
//!
//! In: a corpus, settings, a folder. Out: the folder with the pages. Never: holds the pages of more than one policy at a time
//! for each processor.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kaitei::corpus::{Corpus, PolicyId, VersionKey};
use kaitei::site::{self, Address, Brief, FEED, Grams, Input, News, Page, SearchIndex, Settings};

use super::manifest::{self, Held, MANIFEST, Manifest};
use super::place::{Journal, Place};
use crate::failure::Failure;
use crate::wording;

/// What is to be built.
pub(crate) struct Job<'a> {
    pub(crate) corpus: &'a Corpus,
    /// Where the corpus lies.
    pub(crate) path: &'a Path,
    pub(crate) policies: Vec<PolicyId>,
    pub(crate) settings: &'a Settings,
    pub(crate) out: &'a Path,
}

/// What was done.
#[derive(Debug, Default)]
pub(crate) struct Done {
    pub(crate) policies: usize,
    pub(crate) versions: usize,
    pub(crate) written: usize,
    pub(crate) deleted: usize,
}

/// Above this many policies progress is shown.
const MANY: usize = 16;

/// A policy that was made anew.
struct Made {
    held: Held,
    grams: Grams,
    /// What the search knew of it before.
    before: Option<Grams>,
}

/// What the threads share.
struct Shared<'a> {
    settings: &'a Settings,
    place: &'a Place,
    /// True where the pages of the site that are the same are left as they are.
    update: bool,
    journal: Mutex<Journal>,
    written: AtomicUsize,
    failure: Mutex<Option<Failure>>,
    stop: AtomicBool,
}

/// Builds the site.
pub(crate) fn build(job: &Job<'_>) -> Result<Done, Failure> {
    let place = Place::open(job.out)?;
    let held = place
        .is_there()
        .then(|| place.held(MANIFEST))
        .flatten()
        .and_then(|bytes| Manifest::read(&bytes, job.settings));
    let update = held.is_some();
    let mut old: BTreeMap<String, Held> = BTreeMap::new();
    let mut next = 0;
    let mut shards = 0;
    if let Some(held) = held {
        (next, shards) = (held.next, held.shards);
        old.extend(held.policies.into_iter().map(|p| (p.brief.id.clone(), p)));
    }
    // Which policies stay, which are made, which go.
    let mut kept: Vec<Held> = Vec::new();
    let mut todo: Vec<(&PolicyId, u32, String)> = Vec::new();
    for id in &job.policies {
        let digest = job.corpus.digest(id).map_err(wording::failure)?;
        match old.remove(id.as_str()) {
            Some(held) if held.digest == digest && !held.brief.is_outdated(job.settings.today) => {
                kept.push(held);
            }
            Some(held) => todo.push((id, held.number, digest)),
            None => {
                todo.push((id, next, digest));
                next += 1;
            }
        }
    }
    let shared = Shared {
        settings: job.settings,
        place: &place,
        update,
        journal: Mutex::default(),
        written: AtomicUsize::new(0),
        failure: Mutex::default(),
        stop: AtomicBool::new(false),
    };
    let count = site::shards(job.policies.len());
    let anew = count != shards || !update;
    let made = make(&shared, job, &todo, anew)?;
    let mut journal = Journal::default();
    let mut gone: Vec<(u32, Grams)> = Vec::new();
    for held in old.values() {
        let folder = format!("policies/{}", held.brief.id);
        if let Some(grams) = search_file(&place, &held.brief.id) {
            gone.push((held.number, grams));
        }
        journal.delete.push(format!("en/{folder}"));
        journal.delete.push(folder);
        journal.delete.push(manifest::news(held.number));
    }
    // Old lists are read before anything is moved.
    search(&shared, &kept, &made, &gone, count, anew)?;
    let mut policies = kept;
    policies.extend(made.into_iter().map(|m| m.held));
    policies.sort_by(|a, b| a.brief.id.cmp(&b.brief.id));
    let briefs: Vec<Brief> = policies.iter().map(|p| p.brief.clone()).collect();
    let news = news(&place, &policies);
    let mut failed = None;
    site::front_pages(job.settings, &briefs, &news, &mut |page| {
        failed = failed.take().or(shared.put(&page).err());
    });
    let numbered: Vec<(u32, &Brief)> = policies.iter().map(|p| (p.number, &p.brief)).collect();
    shared.put(&SearchIndex::head(count, &numbered))?;
    if let Some(failure) = failed {
        return Err(failure);
    }
    let done = Done {
        policies: policies.len(),
        versions: briefs.iter().map(|b| b.versions).sum(),
        ..Done::default()
    };
    let mut manifest = Manifest::new(job.settings);
    manifest.shards = count;
    manifest.next = next;
    manifest.policies = policies;
    manifest.today = job.settings.today.to_string();
    shared.put(&Page {
        path: MANIFEST.to_owned(),
        bytes: manifest.bytes(),
    })?;
    if update {
        stale_fronts(&place, briefs.len(), &mut journal);
        journal
            .delete
            .extend((count..shards).map(SearchIndex::path));
    }
    let written = shared.written.into_inner();
    let staged = shared.journal.into_inner().unwrap_or_default();
    journal.put = staged.put;
    journal.delete.extend(staged.delete);
    // The manifest last: a site without it is made anew.
    journal.put.sort_by_key(|p| p == MANIFEST);
    let deleted = journal.delete.len();
    if update {
        place.finish(&journal)?;
    } else {
        place.replace()?;
    }
    Ok(Done {
        written,
        deleted,
        ..done
    })
}

impl Shared<'_> {
    /// Writes a page, unless the site has the same.
    fn put(&self, page: &Page) -> Result<(), Failure> {
        if self.update {
            if self
                .place
                .held(&page.path)
                .is_some_and(|held| held == page.bytes)
            {
                return Ok(());
            }
            if let Ok(mut journal) = self.journal.lock() {
                journal.put.push(page.path.clone());
            }
        }
        self.written.fetch_add(1, Ordering::Relaxed);
        self.place.write(&page.path, &page.bytes)
    }

    fn fail(&self, failure: Failure) {
        self.stop.store(true, Ordering::Relaxed);
        if let Ok(mut held) = self.failure.lock() {
            held.get_or_insert(failure);
        }
    }
}

/// Makes the pages of policies, as many at a time as there are processors.
fn make(
    shared: &Shared<'_>,
    job: &Job<'_>,
    todo: &[(&PolicyId, u32, String)],
    anew: bool,
) -> Result<Vec<Made>, Failure> {
    let bar = ProgressBar::new(todo.len() as u64);
    if todo.len() <= MANY || !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    } else if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} 規程 {eta}") {
        bar.set_style(style);
    }
    let next = AtomicUsize::new(0);
    let made: Mutex<Vec<Made>> = Mutex::default();
    let work = |corpus: &Corpus| {
        while !shared.stop.load(Ordering::Relaxed) {
            let Some(one) = todo.get(next.fetch_add(1, Ordering::Relaxed)) else {
                return;
            };
            match policy(shared, corpus, one, anew) {
                Ok(Some(one)) => {
                    if let Ok(mut made) = made.lock() {
                        made.push(one);
                    }
                }
                Ok(None) => {}
                Err(failure) => return shared.fail(failure),
            }
            bar.inc(1);
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut corpora = Vec::new();
    for _ in 1..threads.min(todo.len()) {
        corpora.push(job.corpus.again(job.path).map_err(wording::failure)?);
    }
    let work = &work;
    std::thread::scope(|scope| {
        for corpus in corpora {
            scope.spawn(move || work(&corpus));
        }
        work(job.corpus);
    });
    bar.finish_and_clear();
    if let Ok(mut failure) = shared.failure.lock()
        && let Some(failure) = failure.take()
    {
        return Err(failure);
    }
    let mut made = made.into_inner().unwrap_or_default();
    made.sort_by_key(|m| m.held.number);
    Ok(made)
}

/// Makes the pages of one policy; none for one without a version.
fn policy(
    shared: &Shared<'_>,
    corpus: &Corpus,
    (id, number, digest): &(&PolicyId, u32, String),
    anew: bool,
) -> Result<Option<Made>, Failure> {
    let (record, versions) = corpus.whole(id).map_err(wording::failure)?;
    let before = if anew {
        None
    } else {
        search_file(shared.place, id.as_str())
    };
    let folders = [format!("policies/{id}"), format!("en/policies/{id}")];
    let mut stale: Vec<String> = Vec::new();
    if shared.update {
        for folder in &folders {
            stale.extend(shared.place.files_below(folder)?);
        }
        stale.sort_unstable();
    }
    let mut kept = vec![false; stale.len()];
    let mut failed = None;
    // Kept through a build of all pages too: they were given out.
    let former: Vec<Address> = shared
        .place
        .held(&manifest::addresses(id))
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    let input = Input {
        former: &former,
        id,
        record: &record,
        versions: &versions,
    };
    let made = site::policy_pages(shared.settings, &input, &mut |page| {
        if let Ok(at) = stale.binary_search(&page.path) {
            kept[at] = true;
        }
        if failed.is_none() {
            failed = shared.put(&page).err();
        }
    });
    if let Some(failure) = failed {
        return Err(failure);
    }
    if let Ok(mut journal) = shared.journal.lock() {
        let gone = stale.into_iter().zip(kept).filter(|(_, kept)| !kept);
        journal.delete.extend(gone.map(|(path, _)| path));
    }
    let Some(made) = made else { return Ok(None) };
    shared.put(&Page {
        path: manifest::addresses(id),
        bytes: serde_json::to_vec(&made.addresses).unwrap_or_default(),
    })?;
    shared.put(&Page {
        path: manifest::news(*number),
        bytes: serde_json::to_vec(&made.news).unwrap_or_default(),
    })?;
    Ok(Some(Made {
        held: Held {
            number: *number,
            digest: digest.clone(),
            brief: made.brief,
        },
        grams: made.grams,
        before,
    }))
}

/// What the search knows of a policy, as it lies on the site.
fn search_file(place: &Place, id: &str) -> Option<Grams> {
    Grams::of_file(&place.held(&format!("policies/{id}/search.json"))?)
}

/// Brings the search's lists up to date.
fn search(
    shared: &Shared<'_>,
    kept: &[Held],
    made: &[Made],
    gone: &[(u32, Grams)],
    count: usize,
    anew: bool,
) -> Result<(), Failure> {
    let mut index = SearchIndex::new(count);
    if anew {
        for held in kept {
            if let Some(grams) = search_file(shared.place, &held.brief.id) {
                index.add(held.number, &grams);
            }
        }
        for one in made {
            index.add(one.held.number, &one.grams);
        }
        for shard in 0..count {
            shared.put(&index.page(shard))?;
        }
        return Ok(());
    }
    // Only the pairs that came or went, and the files they stand in.
    let mut moves: Vec<(u32, Grams, Grams)> = Vec::new();
    for one in made {
        let before = one.before.clone().unwrap_or_default();
        let without = |a: &Grams, b: &Grams| {
            let left = a.0.iter().filter(|p| b.0.binary_search(p).is_err());
            Grams(left.copied().collect())
        };
        moves.push((
            one.held.number,
            without(&one.grams, &before),
            without(&before, &one.grams),
        ));
    }
    for (number, grams) in gone {
        moves.push((*number, Grams::default(), grams.clone()));
    }
    let mut touched: Vec<usize> = moves
        .iter()
        .flat_map(|(_, come, go)| index.touched(come).into_iter().chain(index.touched(go)))
        .collect();
    touched.sort_unstable();
    touched.dedup();
    for shard in &touched {
        let bytes = shared.place.held(&SearchIndex::path(*shard));
        if !bytes.is_some_and(|bytes| index.read(*shard, &bytes)) {
            // A list that somebody spoiled: all are made from the texts again.
            return search(shared, kept, made, &[], count, true);
        }
    }
    for (number, come, go) in &moves {
        index.remove(*number, go);
        index.add(*number, come);
    }
    for shard in touched {
        shared.put(&index.page(shard))?;
    }
    Ok(())
}

/// The latest revisions of all policies, newest first.
fn news(place: &Place, policies: &[Held]) -> Vec<News> {
    let mut newest: Vec<(VersionKey, &str, u32)> = policies
        .iter()
        .flat_map(|p| p.brief.keys.iter().map(move |k| (k, p)))
        .filter_map(|(k, p)| Some((VersionKey::parse(k)?, p.brief.id.as_str(), p.number)))
        .collect();
    newest.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    newest.truncate(FEED);
    let mut held: BTreeMap<u32, Vec<News>> = BTreeMap::new();
    let mut out = Vec::new();
    for (key, _, number) in newest {
        let of_policy = held.entry(number).or_insert_with(|| {
            place
                .coming(&manifest::news(number))
                .and_then(|bytes| serde_json::from_slice(&bytes).ok())
                .unwrap_or_default()
        });
        let key = key.to_string();
        out.extend(of_policy.iter().find(|n| n.version == key).cloned());
    }
    out
}

/// Pages of the list of policies that a shorter list does not have.
fn stale_fronts(place: &Place, policies: usize, journal: &mut Journal) {
    for n in site::front_count(policies) + 1.. {
        let name = format!("index-{n}.html");
        if place.held(&name).is_none() {
            break;
        }
        journal.delete.push(format!("en/{name}"));
        journal.delete.push(name);
    }
}

//! Shelf: the pages of a corpus, made when they are asked for, and those that were asked for lately.
//!
//! In: what is wanted. Out: an answer, from the corpus as it is now. Never: a page of a commit that is checked out no more, or of
//! yesterday.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hyper::StatusCode;
use hyper::body::Bytes;
use kaitei::corpus::{Corpus, CorpusError, PolicyId, PolicyRecord, Version, VersionKey};
use kaitei::site::{self, Brief, FEED, Form, Input, Lang, Message, News, Settings};

use super::answer::Answer;
use super::bring::{self, Brought};
use super::lists::Lists;
use super::route::{self, Bad, Wanted};
use crate::failure::Failure;
use crate::{surroundings, wording};

/// Bytes of pages that are held; a policy that has more is made anew for each of its pages.
const ROOM: usize = 96 << 20;

/// The pages of a corpus.
#[derive(Debug)]
pub(crate) struct Shelf {
    place: PathBuf,
    title: String,
    /// What proves that a form came from here; none where no version is taken.
    token: Option<String>,
    held: Mutex<Held>,
    /// The settings that were looked at last: whoever is refused waits for nobody who reads.
    last: Mutex<Arc<Settings>>,
    lists: Mutex<Lists>,
}

/// What is known of one commit on one day.
#[derive(Debug)]
struct Held {
    corpus: Corpus,
    settings: Arc<Settings>,
    /// Told of each policy, with the digest of its folder.
    briefs: BTreeMap<PolicyId, (String, Option<Brief>)>,
    news: BTreeMap<PolicyId, (String, Vec<News>)>,
    /// Pages of the whole site.
    front: Option<Arc<HashMap<String, Bytes>>>,
    /// Pages of policies, the one asked for last at the end.
    policies: Vec<Arc<Pages>>,
}

/// The pages of a policy.
#[derive(Debug)]
struct Pages {
    id: PolicyId,
    digest: String,
    /// Which settings they were made with.
    settings: Arc<Settings>,
    files: HashMap<String, Bytes>,
    size: usize,
}

/// A policy as it is read, for pages to be made of it.
struct Read {
    settings: Arc<Settings>,
    digest: String,
    record: PolicyRecord,
    versions: Vec<Version>,
}

impl Shelf {
    /// The pages of the corpus at `place`.
    pub(crate) fn open(place: &Path, title: &str, token: Option<String>) -> Result<Self, Failure> {
        let held = Held::of(place, title, token.is_some())?;
        Ok(Self {
            place: place.to_owned(),
            title: title.to_owned(),
            last: Mutex::new(Arc::clone(&held.settings)),
            held: Mutex::new(held),
            token,
            lists: Mutex::default(),
        })
    }

    /// True where versions are taken.
    pub(crate) fn takes(&self) -> bool {
        self.token.is_some()
    }

    /// What holds for all pages, as it was last known.
    pub(crate) fn settings(&self) -> Arc<Settings> {
        Arc::clone(&lock(&self.last))
    }

    /// What is sent for an address. A policy or a version that the corpus has not is a page that is not there.
    pub(crate) fn answer(&self, path: &str, query: Option<&str>) -> Answer {
        let lang = route::lang(path);
        let wanted = match route::route(path, query) {
            Ok(wanted) => wanted,
            Err(Bad::Nowhere(lang)) => return self.nothing(lang),
            Err(Bad::Unreadable(lang, what)) => {
                let hint = "一覧から選び直してください";
                let message = Message::Other(what.to_owned(), hint.to_owned());
                return Answer::message(&self.settings(), lang, StatusCode::BAD_REQUEST, &message);
            }
        };
        match self.find(wanted) {
            Ok(Some(answer)) => answer,
            Ok(None) => self.nothing(lang),
            Err(failure) => Answer::failure(&self.settings(), &failure),
        }
    }

    fn nothing(&self, lang: Lang) -> Answer {
        let settings = self.settings();
        Answer::message(&settings, lang, StatusCode::NOT_FOUND, &Message::NotFound)
    }

    fn find(&self, wanted: Wanted) -> Result<Option<Answer>, Failure> {
        let file = |path: &str, bytes: Option<Bytes>| bytes.map(|b| Answer::file(path, b));
        Ok(match wanted {
            Wanted::Bring(lang, policy) => self.form(lang, &policy)?,
            Wanted::Icon => Some(Answer::nothing()),
            Wanted::Folder(path) => Some(Answer::moved(StatusCode::PERMANENT_REDIRECT, path)),
            Wanted::Asset(path) => {
                let settings = Arc::clone(&self.look()?.settings);
                let mut found = None;
                site::asset_pages(&settings, &mut |page| {
                    if page.path == path {
                        found = Some(page.bytes.into());
                    }
                });
                file(&path, found)
            }
            Wanted::Front(path) => {
                let found = self.front()?.get(&path).cloned();
                file(&path, found)
            }
            Wanted::Lists(path) => {
                let corpus = self.look()?.corpus.again(&self.place);
                let corpus = corpus.map_err(wording::failure)?;
                let found = lock(&self.lists).file(&path, &corpus, &self.place, &self.briefs()?)?;
                file(&path, found)
            }
            Wanted::Policy(id, path) => {
                let found = self.policy(&id, &path)?;
                file(&path, found.and_then(|p| p.files.get(&path).cloned()))
            }
            Wanted::Compare(lang, id, [a, b]) => self.compare(lang, &id, a.min(b), a.max(b))?,
            Wanted::Pair(lang, id, keys, path) => self.pair(lang, &id, keys, &path)?,
        })
    }

    /// The form by which a version is brought.
    fn form(&self, lang: Lang, policy: &str) -> Result<Option<Answer>, Failure> {
        let Some(token) = &self.token else {
            return Ok(None);
        };
        let held = self.look()?;
        let ids = held.corpus.policies();
        let policies: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let form = Form {
            token,
            policies: &policies,
            policy,
        };
        let page = site::form_page(&held.settings, lang, form);
        Ok(Some(Answer::file(site::BRING, page.bytes.into())))
    }

    /// Takes the version that a form brings.
    pub(crate) fn take(&self, lang: Lang, brought: &Brought) -> Answer {
        let said =
            |status, message: &Message| Answer::message(&self.settings(), lang, status, message);
        let own = self.token.as_ref().is_some_and(|t| *t == brought.token);
        if !own {
            let what = "この画面は、今の kaitei serve のものではありません";
            let hint = "「版を加える」の画面を開き直してください";
            let message = Message::Other(what.to_owned(), hint.to_owned());
            return said(StatusCode::FORBIDDEN, &message);
        }
        match bring::ingest(&self.place, brought) {
            Ok((lines, page)) => {
                let tree = match lang {
                    Lang::Ja => "/",
                    Lang::En => "/en/",
                };
                said(
                    StatusCode::OK,
                    &Message::Brought(lines, format!("{tree}{page}")),
                )
            }
            Err(failure) => {
                let status = StatusCode::BAD_REQUEST;
                Answer::refusal(&self.settings(), lang, status, &failure)
            }
        }
    }

    /// What is known, of the commit that is checked out and of today.
    fn look(&self) -> Result<MutexGuard<'_, Held>, Failure> {
        let mut held = lock(&self.held);
        let same_day = held.settings.today == surroundings::today();
        // A repository that was put in another's place is opened anew, too.
        if !same_day || !matches!(held.corpus.is_current(), Ok(true)) {
            let mut now = Held::of(&self.place, &self.title, self.token.is_some())?;
            if same_day && now.settings.fingerprint() == held.settings.fingerprint() {
                now.settings = Arc::clone(&held.settings);
                now.briefs = std::mem::take(&mut held.briefs);
                now.news = std::mem::take(&mut held.news);
                now.policies = std::mem::take(&mut held.policies);
            }
            *lock(&self.last) = Arc::clone(&now.settings);
            *held = now;
        }
        Ok(held)
    }

    /// Told of each policy.
    fn briefs(&self) -> Result<Vec<Brief>, Failure> {
        let mut held = self.look()?;
        let held = &mut *held;
        let before = std::mem::take(&mut held.briefs);
        for id in held.corpus.policies() {
            let digest = held.corpus.digest(&id).map_err(wording::failure)?;
            let told = match before.get(&id) {
                Some(told) if told.0 == digest => told.clone(),
                _ => {
                    let (record, keys) = held.corpus.outline(&id).map_err(wording::failure)?;
                    let latest = |key| held.corpus.one(&id, key);
                    let brief = Brief::of(&held.settings, &id, &record, &keys, latest);
                    (digest, brief.map_err(wording::failure)?)
                }
            };
            held.briefs.insert(id, told);
        }
        Ok(held
            .briefs
            .values()
            .filter_map(|(_, b)| b.clone())
            .collect())
    }

    /// The pages of the whole site.
    fn front(&self) -> Result<Arc<HashMap<String, Bytes>>, Failure> {
        if let Some(front) = &self.look()?.front {
            return Ok(Arc::clone(front));
        }
        let briefs = self.briefs()?;
        let (settings, commit) = {
            let held = self.look()?;
            (Arc::clone(&held.settings), held.corpus.commit())
        };
        let mut newest: Vec<(VersionKey, &str)> = briefs
            .iter()
            .flat_map(|b| b.keys.iter().map(move |k| (k, b)))
            .filter_map(|(k, b)| Some((VersionKey::parse(k)?, b.id.as_str())))
            .collect();
        newest.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        newest.truncate(FEED);
        let mut news = Vec::new();
        for (key, id) in newest {
            let key = key.to_string();
            let told = PolicyId::parse(id).map(|id| self.news(&id));
            if let Ok(told) = told {
                news.extend(told?.into_iter().find(|n| n.version == key));
            }
        }
        let mut pages = HashMap::new();
        site::front_pages(&settings, &briefs, &news, &mut |page| {
            pages.insert(page.path, page.bytes.into());
        });
        let pages = Arc::new(pages);
        let mut held = self.look()?;
        if held.corpus.commit() == commit && Arc::ptr_eq(&held.settings, &settings) {
            held.front = Some(Arc::clone(&pages));
        }
        Ok(pages)
    }

    fn news(&self, id: &PolicyId) -> Result<Vec<News>, Failure> {
        let known = |held: &Held| {
            let digest = held.corpus.digest(id).ok()?;
            let told = held.news.get(id).filter(|t| t.0 == digest)?;
            Some(told.1.clone())
        };
        let told = known(&*self.look()?);
        if let Some(told) = told {
            return Ok(told);
        }
        self.policy(id, "")?;
        let held = self.look()?;
        Ok(known(&held).unwrap_or_default())
    }

    /// A policy with its versions; none where the corpus has no such policy.
    fn read(&self, held: &Held, id: &PolicyId) -> Result<Option<Read>, Failure> {
        let (record, versions) = match held.corpus.whole(id) {
            Err(CorpusError::NoPolicy { .. }) => return Ok(None),
            found => found.map_err(wording::failure)?,
        };
        Ok(Some(Read {
            settings: Arc::clone(&held.settings),
            digest: held.corpus.digest(id).map_err(wording::failure)?,
            record,
            versions,
        }))
    }

    /// The pages of a policy, `wanted` among them, if it is one of them.
    fn policy(&self, id: &PolicyId, wanted: &str) -> Result<Option<Arc<Pages>>, Failure> {
        let read = {
            let mut held = self.look()?;
            let digest = held.corpus.digest(id).unwrap_or_default();
            let at = held.policies.iter().position(|p| p.is(id, &digest, &held));
            if let Some(at) = at {
                let found = held.policies.remove(at);
                held.policies.push(Arc::clone(&found));
                return Ok(Some(found));
            }
            self.read(&held, id)?
        };
        let Some(read) = read else { return Ok(None) };
        // Nobody waits for the lock while pages are made.
        let mut files = HashMap::new();
        let mut size = 0;
        let input = Input {
            id,
            record: &read.record,
            versions: &read.versions,
            former: &[],
        };
        let made = site::policy_pages(&read.settings, &input, &mut |page| {
            size += page.bytes.len();
            if size <= ROOM || page.path == wanted {
                files.insert(page.path, Bytes::from(page.bytes));
            }
        });
        let pages = Arc::new(Pages {
            id: id.clone(),
            digest: read.digest.clone(),
            settings: read.settings,
            files,
            size,
        });
        let mut held = lock(&self.held);
        if let Some(made) = made {
            held.news.insert(id.clone(), (read.digest, made.news));
        }
        held.keep(&pages);
        Ok(Some(pages))
    }

    /// Where the page of two versions is.
    fn compare(
        &self,
        lang: Lang,
        id: &PolicyId,
        old: VersionKey,
        new: VersionKey,
    ) -> Result<Option<Answer>, Failure> {
        let keys = match self.look()?.corpus.versions(id) {
            Err(CorpusError::NoPolicy { .. }) => return Ok(None),
            found => found.map_err(wording::failure)?,
        };
        let place = |key| keys.iter().position(|k| *k == key);
        let (Some(from), Some(to)) = (place(old), place(new)) else {
            return Ok(None);
        };
        if from == to {
            let settings = self.settings();
            let (status, message) = (StatusCode::BAD_REQUEST, Message::SameVersion);
            return Ok(Some(Answer::message(&settings, lang, status, &message)));
        }
        // Relative to the page of the policy, whose form asked.
        let name = if from + 1 == to {
            format!("changes/{new}.html")
        } else {
            format!("changes/{old}_{new}.html")
        };
        Ok(Some(Answer::moved(StatusCode::SEE_OTHER, name)))
    }

    /// The page of two versions, or its JSON.
    fn pair(
        &self,
        lang: Lang,
        id: &PolicyId,
        [old, new]: [VersionKey; 2],
        path: &str,
    ) -> Result<Option<Answer>, Failure> {
        let read = {
            let held = self.look()?;
            self.read(&held, id)?
        };
        let Some(read) = read else { return Ok(None) };
        let place = |key| read.versions.iter().position(|v| v.key == key);
        let (Some(from), Some(to)) = (place(old), place(new)) else {
            return Ok(None);
        };
        if from + 1 == to || from >= to {
            // Neighbours have a page of their own; the other way round is the same two versions.
            let found = self.compare(lang, id, old.min(new), old.max(new))?;
            return Ok(found.map(|answer| Answer {
                location: answer.location.map(|l| format!("../{l}")),
                ..answer
            }));
        }
        let input = Input {
            id,
            record: &read.record,
            versions: &read.versions,
            former: &[],
        };
        let mut found = None;
        site::pair_pages(&read.settings, &input, (from, to), &mut |page| {
            if page.path == path {
                found = Some(Answer::file(path, page.bytes.into()));
            }
        });
        Ok(found)
    }
}

impl Held {
    fn of(place: &Path, title: &str, takes: bool) -> Result<Self, Failure> {
        let corpus = Corpus::open(place).map_err(wording::failure)?;
        let (mut settings, _) = crate::site::settings(&corpus, title)?;
        settings.on_demand = true;
        settings.takes = takes;
        Ok(Self {
            corpus,
            settings: Arc::new(settings),
            briefs: BTreeMap::new(),
            news: BTreeMap::new(),
            front: None,
            policies: Vec::new(),
        })
    }

    /// Holds pages, and lets those go that were not asked for the longest.
    fn keep(&mut self, pages: &Arc<Pages>) {
        self.policies.retain(|p| p.id != pages.id);
        if pages.size > ROOM {
            return;
        }
        self.policies.push(Arc::clone(pages));
        let mut all: usize = self.policies.iter().map(|p| p.size).sum();
        while all > ROOM {
            all -= self.policies.remove(0).size;
        }
    }
}

impl Pages {
    fn is(&self, id: &PolicyId, digest: &str, held: &Held) -> bool {
        self.id == *id && self.digest == digest && Arc::ptr_eq(&self.settings, &held.settings)
    }
}

/// What a thread that panicked left is whole: it is only ever replaced.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

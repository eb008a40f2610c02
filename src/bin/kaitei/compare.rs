//! `kaitei compare A B [C…]`: several companies' texts side by side.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use clap::{Args, ValueEnum};
use kaitei::compare::over_time::over_time;
use kaitei::compare::survey::{Sketch, survey};
use kaitei::compare::{Comparison, MOST, Profile, Topics};
use kaitei::corpus::{CorpusError, PolicyId};
use kaitei::document::Document;
use kaitei::report::compare::{self as report, courses, near, text::Parts};

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, Failure};
use crate::{output, target, wording};

/// Put companies' policies side by side, clause by clause and topic by topic
#[derive(Debug, Args)]
#[command(
    after_help = "What is compared, which topics there are and how to add some: docs/compare.md.

Examples:
  kaitei compare ours.txt theirs.txt
  kaitei compare acme/privacy midori/privacy soratome/privacy --topics
  kaitei compare acme/privacy@2024-04-01 midori/privacy@2024-04-01 --wording
  kaitei compare ours.md theirs.md others.md --format html > comparison.html
  kaitei compare acme/privacy midori/privacy --over-time
  kaitei compare --near"
)]
pub(crate) struct CompareArgs {
    /// Two to twenty texts: files, POLICY (its newest version) or POLICY@VERSION
    #[arg(value_name = "TEXT")]
    texts: Vec<String>,
    #[command(flatten)]
    corpus: CorpusArgs,
    /// What to print
    #[arg(long, value_enum, default_value_t = CompareFormat::Text)]
    format: CompareFormat,
    /// The matrix of topics alone
    #[arg(long)]
    topics: bool,
    /// The wording of paired clauses too
    #[arg(long)]
    wording: bool,
    /// When each POLICY first had a topic, through all its versions
    #[arg(long, conflicts_with_all = ["topics", "wording", "near"])]
    over_time: bool,
    /// Whose wording is nearest, among all policies of the corpus: of one POLICY, or of each
    #[arg(long, conflicts_with_all = ["topics", "wording"])]
    near: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFormat {
    /// Tables for the terminal
    Text,
    /// Tables in Markdown
    Markdown,
    /// One page that stands alone: sort, filter, redlines, the texts
    Html,
    /// The contract of docs/formats.md
    Json,
}

impl CompareArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        let topics = topics(self.corpus.path())?;
        if self.near {
            return self.run_near(&topics);
        }
        if self.texts.len() < 2 && !(self.over_time && self.texts.len() == 1) {
            return Err(Failure::new(
                "比べるテキストが 2 つ以上要ります",
                "kaitei compare ours.txt theirs.txt のように指定してください",
            ));
        }
        if self.texts.len() > MOST {
            return Err(Failure::new(
                format!(
                    "比べるテキストが {} あります（{MOST} まで）",
                    self.texts.len()
                ),
                "数を減らしてください。コーパス全体から近いものを探すには kaitei compare --near を使ってください",
            ));
        }
        if self.over_time {
            return self.run_over_time(&topics);
        }
        let texts = self
            .texts
            .iter()
            .map(|name| target::one(self.corpus.path(), name))
            .collect::<Result<Vec<_>, _>>()?;
        let documents: Vec<_> = texts.iter().map(|t| &t.document).collect();
        let names: Vec<String> = texts.iter().map(|t| t.name.clone()).collect();
        let comparison = Comparison::of(&documents, &topics);
        let sheet = report::sheet(&comparison, &names);
        output::print(&match self.format {
            CompareFormat::Markdown => report::markdown::markdown(&sheet, !self.topics),
            CompareFormat::Html => report::html::page(&comparison, &sheet),
            CompareFormat::Json => report::json::json(&comparison, &sheet),
            CompareFormat::Text => report::text::text(
                &sheet,
                Parts {
                    topics: true,
                    pairs: !self.topics,
                    wording: self.wording,
                    facts: !self.topics,
                },
                output::columns(),
            ),
        })?;
        Ok(DONE)
    }

    /// When each policy first had a topic.
    fn run_over_time(&self, topics: &Topics) -> Result<u8, Failure> {
        let corpus = self.corpus.open()?;
        let mut policies = Vec::new();
        let mut documents: Vec<Vec<Document>> = Vec::new();
        for name in &self.texts {
            let id = policy(name)?;
            let keys = corpus.versions(&id).map_err(wording::failure)?;
            let read = keys.iter().map(|k| corpus.document(&id, k));
            documents.push(read.collect::<Result<_, _>>().map_err(wording::failure)?);
            policies.push(courses::Policy {
                id: id.to_string(),
                versions: keys.iter().map(ToString::to_string).collect(),
            });
        }
        let versions: Vec<Vec<&Document>> = documents.iter().map(|d| d.iter().collect()).collect();
        let found = over_time(&versions, topics);
        output::print(&match self.format {
            CompareFormat::Text => courses::text(&found, &policies, topics),
            CompareFormat::Markdown => courses::markdown(&found, &policies, topics),
            CompareFormat::Json => courses::json(&found, &policies, topics),
            _ => return Err(no_such_format("--over-time")),
        })?;
        Ok(DONE)
    }

    /// Whose wording is nearest.
    fn run_near(&self, topics: &Topics) -> Result<u8, Failure> {
        let corpus = self.corpus.open()?;
        let ids = corpus.policies();
        let names: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let only = match self.texts.as_slice() {
            [] => None,
            [name] => {
                let id = policy(name)?;
                let place = ids.iter().position(|i| *i == id);
                Some(place.ok_or_else(|| {
                    wording::failure(CorpusError::NoPolicy { id: id.to_string() })
                })?)
            }
            _ => {
                return Err(Failure::new(
                    "--near に指定できる方針は 1 つです",
                    "すべての方針について知りたいときは、何も指定しないでください",
                ));
            }
        };
        let mut sketches = Vec::with_capacity(ids.len());
        for id in &ids {
            let keys = corpus.versions(id).map_err(wording::failure)?;
            let document = match keys.last() {
                Some(key) => corpus.document(id, key).map_err(wording::failure)?,
                None => Document::default(),
            };
            sketches.push(Sketch::of(&Profile::of(&document, topics), topics));
        }
        let nearest = Mutex::new(near::Nearest::new(sketches.len()));
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        survey(&sketches, threads, &|met| {
            nearest
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .add(&met);
        });
        let mut nearest = nearest.into_inner().unwrap_or_else(PoisonError::into_inner);
        let groups = nearest.groups();
        let neighbours = nearest.neighbours();
        output::print(&match self.format {
            CompareFormat::Text => near::text(neighbours, &groups, &names, only),
            CompareFormat::Json => near::json(neighbours, &groups, &names, only),
            _ => return Err(no_such_format("--near")),
        })?;
        Ok(DONE)
    }
}

fn policy(name: &str) -> Result<PolicyId, Failure> {
    PolicyId::parse(name).map_err(|fault| {
        wording::failure(CorpusError::BadId {
            id: name.to_owned(),
            fault,
        })
    })
}

/// The formats of --over-time and --near.
fn no_such_format(option: &str) -> Failure {
    Failure::new(
        format!("{option} はこの形式では出せません"),
        "--format text か --format json を指定してください（--over-time は markdown も）",
    )
}

/// The topics that come with kaitei, and those that the corpus's `kaitei.toml` adds or changes.
fn topics(corpus: &Path) -> Result<Topics, Failure> {
    let path = corpus.join("kaitei.toml");
    let settings = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => {
            return Err(Failure::new(
                format!(
                    "{}: 読めません（{}）",
                    path.display(),
                    crate::wording::io(&error)
                ),
                "ファイルの権限と文字コード（UTF-8）を確かめてください",
            ));
        }
    };
    Topics::with(&settings).map_err(|error| {
        let line = error.line.map_or(String::new(), |n| format!("{n} 行目: "));
        Failure::new(
            format!("{}: {line}{}", path.display(), error.what),
            "[[compare.topic]] の書き方は docs/compare.md にあります",
        )
    })
}

//! `kaitei compare A B [C…]`: several companies' texts side by side.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use clap::{Args, ValueEnum};
use kaitei::compare::over_time::over_time;
use kaitei::compare::survey::{self, Sketch};
use kaitei::compare::{Comparison, MOST, Pairs, Profile, Topics};
use kaitei::corpus::{CorpusError, PolicyId};
use kaitei::document::Document;
use kaitei::report::compare::{self as report, courses, near, text::Parts};
use kaitei::report::docx;

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, Failure};
use crate::save::{self, Made};
use crate::word::{self, WordArgs};
use crate::{output, surroundings, target, wording};

/// Put companies' policies side by side, clause by clause and topic by topic
#[derive(Debug, Args)]
#[command(
    after_help = "What is compared, which topics there are and how to add some: docs/compare.md.

Examples:
  kaitei compare ours.txt theirs.txt
  kaitei compare acme/privacy midori/privacy soratome/privacy --topics
  kaitei compare acme/privacy@2024-04-01 midori/privacy@2024-04-01 --wording
  kaitei compare ours.md theirs.md others.md --out comparison.html
  kaitei compare a.md b.md c.md d.md e.md --all-pairs --out comparison.xlsx
  kaitei compare acme/privacy midori/privacy --out comparison.xlsx
  kaitei compare acme/privacy midori/privacy --over-time
  kaitei compare --near"
)]
pub(crate) struct CompareArgs {
    /// Two to twenty texts: files, POLICY (its newest version) or POLICY@VERSION
    #[arg(value_name = "TEXT")]
    texts: Vec<String>,
    #[command(flatten)]
    corpus: CorpusArgs,
    /// What to make; else the ending of --out decides, else text
    #[arg(long, value_enum)]
    format: Option<CompareFormat>,
    /// The file to write, whole or not at all; else standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The matrix of topics alone
    #[arg(long)]
    topics: bool,
    /// The wording of paired clauses too
    #[arg(long)]
    wording: bool,
    /// Paired clauses of each two texts, however many; else above four texts the first with each of the others
    #[arg(long, conflicts_with_all = ["topics", "over_time", "near"])]
    all_pairs: bool,
    /// When each POLICY first had a topic, through all its versions
    #[arg(long, conflicts_with_all = ["topics", "wording", "near"])]
    over_time: bool,
    /// Whose wording is nearest, among all policies of the corpus: of one POLICY, or of each
    #[arg(long, conflicts_with_all = ["topics", "wording"])]
    near: bool,
    #[command(flatten)]
    word: WordArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFormat {
    /// Tables for the terminal
    Text,
    /// Tables in Markdown
    Markdown,
    /// One page that stands alone: sort, filter, redlines, the texts
    Html,
    /// A Word file
    Docx,
    /// An Excel file
    Xlsx,
    /// The contract of docs/formats.md
    Json,
}

/// What the ending of a file means.
const ENDINGS: [(&str, CompareFormat); 9] = [
    ("txt", CompareFormat::Text),
    ("text", CompareFormat::Text),
    ("md", CompareFormat::Markdown),
    ("markdown", CompareFormat::Markdown),
    ("html", CompareFormat::Html),
    ("htm", CompareFormat::Html),
    ("docx", CompareFormat::Docx),
    ("xlsx", CompareFormat::Xlsx),
    ("json", CompareFormat::Json),
];

impl CompareArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        let out = self.out.as_deref();
        let format = save::format(self.format, out, &ENDINGS, CompareFormat::Text)?;
        self.word.only_word(format == CompareFormat::Docx)?;
        let inputs: Vec<Option<&Path>> = self
            .texts
            .iter()
            .map(|text| Some(Path::new(text)))
            .chain([self.word.template()])
            .collect();
        save::spare(out, &inputs)?;
        let topics = topics(self.corpus.path())?;
        if self.near {
            return self.run_near(format, &topics);
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
            return self.run_over_time(format, &topics);
        }
        let texts = self
            .texts
            .iter()
            .map(|name| target::one(self.corpus.path(), name))
            .collect::<Result<Vec<_>, _>>()?;
        let documents: Vec<_> = texts.iter().map(|t| &t.document).collect();
        let names: Vec<String> = texts.iter().map(|t| t.name.clone()).collect();
        let comparison = if self.all_pairs {
            Comparison::with(&documents, &topics, Pairs::All)
        } else {
            Comparison::of(&documents, &topics)
        };
        let sheet = report::sheet(&comparison, &names);
        let made = match format {
            CompareFormat::Markdown => Made::Text(report::markdown::markdown(&sheet, !self.topics)),
            CompareFormat::Html => Made::Text(report::html::page(&comparison, &sheet)),
            CompareFormat::Json => Made::Text(report::json::json(&comparison, &sheet)),
            CompareFormat::Text => Made::Text(report::text::text(
                &sheet,
                Parts {
                    topics: true,
                    pairs: !self.topics,
                    wording: self.wording,
                    facts: !self.topics,
                },
                output::columns(),
            )),
            CompareFormat::Xlsx => Made::Bytes(
                report::xlsx::xlsx(&comparison, &sheet, !self.topics, surroundings::now())
                    .map_err(too_large)?,
            ),
            CompareFormat::Docx => {
                let word = self
                    .word
                    .read(&self.corpus, &sheet.title, &Document::default())?;
                let written = docx::side_by_side(&sheet, !self.topics, &word.options())
                    .map_err(|error| word::failure(&sheet.title, error))?;
                Made::Bytes(word::bytes(written))
            }
        };
        save::put(&made, out)?;
        Ok(DONE)
    }

    /// When each policy first had a topic.
    fn run_over_time(&self, format: CompareFormat, topics: &Topics) -> Result<u8, Failure> {
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
        let made = match format {
            CompareFormat::Text => courses::text(&found, &policies, topics),
            CompareFormat::Markdown => courses::markdown(&found, &policies, topics),
            CompareFormat::Json => courses::json(&found, &policies, topics),
            _ => return Err(no_such_format("--over-time")),
        };
        save::put(&Made::Text(made), self.out.as_deref())?;
        Ok(DONE)
    }

    /// Whose wording is nearest.
    fn run_near(&self, format: CompareFormat, topics: &Topics) -> Result<u8, Failure> {
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
        survey::near(&sketches, threads, &|met| {
            nearest
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .add(met);
        });
        let mut nearest = nearest.into_inner().unwrap_or_else(PoisonError::into_inner);
        let groups = nearest.groups();
        let neighbours = nearest.neighbours();
        let made = match format {
            CompareFormat::Text => near::text(neighbours, &groups, &names, only),
            CompareFormat::Json => near::json(neighbours, &groups, &names, only),
            _ => return Err(no_such_format("--near")),
        };
        save::put(&Made::Text(made), self.out.as_deref())?;
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

fn too_large(error: report::xlsx::NoFile) -> Failure {
    Failure::new(
        format!("Excel のファイルにできません（{error}）"),
        "--topics で話題の表だけにするか、比べるテキストを減らすか、ほかの形式にしてください",
    )
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

//! `kaitei compare A B [C…]`: several companies' texts side by side.

use std::path::Path;

use clap::{Args, ValueEnum};
use kaitei::compare::{Comparison, MOST, Topics};
use kaitei::report::compare::{self as report, text::Parts};

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, Failure};
use crate::{output, target};

/// Put companies' policies side by side: what theirs say that ours does not, and where the same clauses differ
#[derive(Debug, Args)]
#[command(
    after_help = "What is compared, which topics there are and how to add some: docs/compare.md.

Examples:
  kaitei compare ours.txt theirs.txt
  kaitei compare acme/privacy midori/privacy soratome/privacy --topics
  kaitei compare acme/privacy@2024-04-01 midori/privacy@2024-04-01 --wording
  kaitei compare ours.md theirs.md others.md --format json > comparison.json"
)]
pub(crate) struct CompareArgs {
    /// Two to twenty texts: files, POLICY (its newest version) or POLICY@VERSION
    #[arg(required = true, num_args = 2.., value_name = "TEXT")]
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
        if self.texts.len() > MOST {
            return Err(Failure::new(
                format!(
                    "比べるテキストが {} あります（{MOST} まで）",
                    self.texts.len()
                ),
                "数を減らしてください。コーパス全体から近いものを探すには kaitei compare --near を使ってください",
            ));
        }
        let topics = topics(self.corpus.path())?;
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

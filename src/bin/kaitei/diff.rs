//! `kaitei diff OLD NEW`: what a revision changed, clause by clause.

use clap::{Args, ValueEnum};
use kaitei::diff::{self, prove};
use kaitei::report::{Names, json, redline};

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, FOUND, Failure};
use crate::{output, target};

/// Say clause by clause what a revision changed
#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 no difference, 1 differences, 2 an error.

Examples:
  kaitei diff privacy-2021.txt privacy-2022.txt
  kaitei diff acme/privacy                         its last two versions
  kaitei diff acme/privacy@2023-04-01 acme/privacy@latest --stat
  kaitei diff old.md new.md --format json | jq '.clauses[] | select(.status == \"added\")'")]
pub(crate) struct DiffArgs {
    /// The text as it was: a file, or POLICY@VERSION; a lone POLICY: its last two versions
    old: String,
    /// The text as it is
    new: Option<String>,
    #[command(flatten)]
    corpus: CorpusArgs,
    /// What to print
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    format: DiffFormat,
    /// Unchanged clauses too
    #[arg(long)]
    all: bool,
    /// Only how many clauses were added, removed, changed
    #[arg(long)]
    stat: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// A redline for the terminal
    Text,
    /// The contract of docs/formats.md
    Json,
}

impl DiffArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        let (old, new) = target::pair(self.corpus.path(), &self.old, self.new.as_deref())?;
        let revision = diff::diff(&old.document, &new.document);
        let names = Names {
            old: old.name.clone(),
            new: new.name.clone(),
        };
        output::print(&match self.format {
            DiffFormat::Json => json::diff(&revision, &names, self.all),
            DiffFormat::Text if self.stat => redline::stat(&revision),
            DiffFormat::Text => redline::redline(
                &revision,
                redline::Layout {
                    columns: output::columns(),
                    all: self.all,
                },
            ),
        })?;
        Ok(if prove::is_empty(&revision) {
            DONE
        } else {
            FOUND
        })
    }
}

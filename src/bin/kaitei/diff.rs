//! `kaitei diff OLD NEW`: what a revision changed, clause by clause.

use std::mem::ManuallyDrop;

use clap::{Args, ValueEnum};
use kaitei::diff::{self, prove};
use kaitei::report::{Names, json, proof as report, redline, stat};

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, FOUND, Failure};
use crate::output::Colour;
use crate::{output, proof, target};

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
    /// A line for each changed clause with the characters that came and went, and a total
    #[arg(long)]
    stat: bool,
    /// Check that the result leads from one text to the other and back, character for character, and tells every change
    #[arg(long)]
    prove: bool,
    /// Colours; a redline longer than the terminal goes through PAGER, else less
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    color: Colour,
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
        // The process ends with this command: giving back every clause by itself would be time lost.
        let (old, new) = (ManuallyDrop::new(old), ManuallyDrop::new(new));
        let revision = ManuallyDrop::new(diff::diff(&old.document, &new.document));
        let names = Names {
            old: old.name.clone(),
            new: new.name.clone(),
        };
        let proof = proof::checked(self.prove, &revision)?;
        let mut text = match self.format {
            DiffFormat::Json => json::diff(&revision, &names, self.all, proof.as_ref()),
            DiffFormat::Text if self.stat => stat::stat(&revision, output::columns()),
            DiffFormat::Text => redline::redline(
                &revision,
                redline::Layout {
                    columns: output::columns(),
                    all: self.all,
                },
            ),
        };
        match self.format {
            DiffFormat::Json => output::print(&text)?,
            DiffFormat::Text => {
                text.extend(proof.as_ref().map(report::text));
                output::page(&text, self.color)?;
            }
        }
        Ok(if prove::is_empty(&revision) {
            DONE
        } else {
            FOUND
        })
    }
}

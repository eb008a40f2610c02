//! `kaitei diff OLD NEW`: what a revision changed, clause by clause.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use kaitei::diff::{self, prove};
use kaitei::report::{Names, docx, json, proof as report, redline, stat};

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, FOUND, Failure};
use crate::output::Colour;
use crate::save::{self, Made};
use crate::word::{self, WordArgs};
use crate::{output, proof, target};

/// Say clause by clause what a revision changed
#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 no difference, 1 differences, 2 an error.

Examples:
  kaitei diff privacy-2021.txt privacy-2022.txt
  kaitei diff acme/privacy                         its last two versions
  kaitei diff acme/privacy@2023-04-01 acme/privacy@latest --stat
  kaitei diff old.md new.md --out redline.docx     the new text with tracked changes, for Word
  kaitei diff old.md new.md --format json | jq '.clauses[] | select(.status == \"added\")'")]
pub(crate) struct DiffArgs {
    /// The text as it was: a file, or POLICY@VERSION; a lone POLICY: its last two versions
    old: String,
    /// The text as it is
    new: Option<String>,
    #[command(flatten)]
    corpus: CorpusArgs,
    /// What to print; else the ending of --out decides, else text
    #[arg(long, value_enum)]
    format: Option<DiffFormat>,
    /// Write a file instead of printing
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
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
    #[command(flatten)]
    word: WordArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// A redline for the terminal
    Text,
    /// The contract of docs/formats.md
    Json,
    /// A Word file: the new text with tracked changes
    Docx,
}

/// What the ending of a file means.
const ENDINGS: [(&str, DiffFormat); 6] = [
    ("txt", DiffFormat::Text),
    ("text", DiffFormat::Text),
    ("diff", DiffFormat::Text),
    ("log", DiffFormat::Text),
    ("json", DiffFormat::Json),
    ("docx", DiffFormat::Docx),
];

impl DiffArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        let out = self.out.as_deref();
        let format = save::format(self.format, out, &ENDINGS, DiffFormat::Text)?;
        self.word.only_word(format == DiffFormat::Docx)?;
        let inputs = [Some(self.old.as_ref()), self.new.as_deref().map(Path::new)];
        save::spare(out, &[inputs[0], inputs[1], self.word.template()])?;
        let (old, new) = target::pair(self.corpus.path(), &self.old, self.new.as_deref())?;
        // The process ends with this command: giving back every clause by itself would be time lost.
        let (old, new) = (ManuallyDrop::new(old), ManuallyDrop::new(new));
        let revision = ManuallyDrop::new(diff::diff(&old.document, &new.document));
        let names = Names {
            old: old.name.clone(),
            new: new.name.clone(),
        };
        let proof = proof::checked(self.prove, &revision)?;
        let text = match format {
            DiffFormat::Docx => {
                let word = self.word.read(&self.corpus, "変更履歴", &new.document)?;
                let written = docx::redline(&revision, &word.options())
                    .map_err(|error| word::failure(&names.new, error))?;
                save::put(&Made::Bytes(word::bytes(written)), self.out.as_deref())?;
                return Ok(status(&revision));
            }
            DiffFormat::Json => json::diff(&revision, &names, self.all, proof.as_ref()),
            DiffFormat::Text => {
                let mut text = if self.stat {
                    stat::stat(&revision, output::columns())
                } else {
                    let layout = redline::Layout {
                        columns: output::columns(),
                        all: self.all,
                    };
                    redline::redline(&revision, layout)
                };
                text.extend(proof.as_ref().map(report::text));
                text
            }
        };
        match (&self.out, format) {
            (Some(path), DiffFormat::Text) => {
                save::file(path, output::plain(&text).as_bytes())?;
            }
            (None, DiffFormat::Text) => output::page(&text, self.color)?,
            _ => save::put(&Made::Text(text), self.out.as_deref())?,
        }
        Ok(status(&revision))
    }
}

fn status(revision: &diff::Revision<'_>) -> u8 {
    if prove::is_empty(revision) {
        DONE
    } else {
        FOUND
    }
}

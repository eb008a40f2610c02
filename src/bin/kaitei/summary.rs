//! `kaitei summary OLD NEW`: a revision as a 改定概要.

use clap::{Args, ValueEnum};
use kaitei::diff;
use kaitei::report::summary::{self, Detail};
use kaitei::report::{Names, html, json, proof as report};

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, Failure};
use crate::{output, proof, target};

/// Write the 改定概要 of a revision
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kaitei summary privacy-2021.txt privacy-2022.txt
  kaitei summary acme/privacy                      its last two versions
  kaitei summary old.md new.md --detail full --format markdown > gaiyo.md")]
pub(crate) struct SummaryArgs {
    /// The text as it was: a file, or POLICY@VERSION; a lone POLICY: its last two versions
    old: String,
    /// The text as it is
    new: Option<String>,
    #[command(flatten)]
    corpus: CorpusArgs,
    /// What to print
    #[arg(long, value_enum, default_value_t = SummaryFormat::Text)]
    format: SummaryFormat,
    /// How much to say
    #[arg(long, value_enum, default_value_t = DetailArg::Standard)]
    detail: DetailArg,
    /// Check that the 改定概要 tells every change and leads from one text to the other and back, character for character
    #[arg(long)]
    prove: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SummaryFormat {
    /// Plain text
    Text,
    /// A list in Markdown
    Markdown,
    /// A page that stands alone
    Html,
    /// The contract of docs/formats.md
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DetailArg {
    /// Which clauses changed and how, no quotations
    Brief,
    /// With quotations of up to 40 characters
    Standard,
    /// Every quotation in full, every item and cell listed
    Full,
}

impl SummaryArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        let (old, new) = target::pair(self.corpus.path(), &self.old, self.new.as_deref())?;
        let revision = diff::diff(&old.document, &new.document);
        let detail = match self.detail {
            DetailArg::Brief => Detail::Brief,
            DetailArg::Standard => Detail::Standard,
            DetailArg::Full => Detail::Full,
        };
        let summary = summary::summarise(&revision, detail);
        let names = Names {
            old: old.name.clone(),
            new: new.name.clone(),
        };
        let proof = proof::checked(self.prove, &revision)?;
        let told = proof.as_ref().map(report::text);
        let markdown = || {
            let mut text = summary::markdown(&summary);
            text.extend(told.iter().map(|t| format!("\n> {t}")));
            text
        };
        output::print(&match self.format {
            SummaryFormat::Text => summary::text(&summary) + told.as_deref().unwrap_or_default(),
            SummaryFormat::Markdown => markdown(),
            SummaryFormat::Html => {
                let title = new.document.title.as_deref().unwrap_or_default();
                html::page_of(&format!("改定概要　{title}"), title, &markdown())
            }
            SummaryFormat::Json => json::summary(&revision, &summary, &names, proof.as_ref()),
        })?;
        Ok(DONE)
    }
}

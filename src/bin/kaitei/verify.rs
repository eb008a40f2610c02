//! `kaitei verify`: every stored byte against its digest.

use clap::Args;
use kaitei::corpus;

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, FOUND, Failure};
use crate::{ingest, output, wording};

/// Check every stored byte against its digest, and the history branches against the versions
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 all is well, 1 findings (a line each), 2 an error.
Examples:
  kaitei verify
  kaitei verify --rebuild    make the history branches anew first, after a clone or a merge"
)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    corpus: CorpusArgs,
    /// Make the history branches anew first
    #[arg(long)]
    rebuild: bool,
}

impl VerifyArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        if self.rebuild {
            let made = corpus::rebuild(self.corpus.path(), &ingest::history_body)
                .map_err(wording::failure)?;
            output::print(&format!("history ブランチ {made} 本を作り直しました\n"))?;
        }
        let corpus = self.corpus.open()?;
        let (findings, extent) =
            corpus::verify(&corpus, &ingest::history_body).map_err(wording::failure)?;
        let mut text: String = findings.iter().map(wording::finding).collect();
        if findings.is_empty() {
            text = format!(
                "{} 件の規程、{} 版に異常はありません\n",
                extent.policies, extent.versions
            );
        }
        output::print(&text)?;
        Ok(if findings.is_empty() { DONE } else { FOUND })
    }
}

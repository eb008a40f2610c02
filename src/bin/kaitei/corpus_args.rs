//! Where the corpus lies: `--corpus DIR`, else `KAITEI_CORPUS`, else `./kaitei-corpus`.

use std::path::{Path, PathBuf};

use clap::Args;
use kaitei::corpus::Corpus;

use crate::failure::Failure;
use crate::wording;

/// The corpus of a command.
#[derive(Debug, Args)]
pub(crate) struct CorpusArgs {
    /// The folder of the corpus
    #[arg(
        long,
        value_name = "DIR",
        env = "KAITEI_CORPUS",
        default_value = "kaitei-corpus"
    )]
    corpus: PathBuf,
}

impl CorpusArgs {
    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        &self.corpus
    }

    /// The corpus in it.
    pub(crate) fn open(&self) -> Result<Corpus, Failure> {
        Corpus::open(&self.corpus).map_err(wording::failure)
    }
}

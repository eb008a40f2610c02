//! `kaitei apply OLD AMENDMENT`: an amending text applied to a text.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use kaitei::amend;
use kaitei::document::canonical;
use kaitei::source;

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, Failure};
use crate::{output, segment, target};

/// Apply an amendment in statute style (改め文) to a text
///
/// Prints the amended text as canonical Markdown. Either the whole amendment is applied or nothing: a sentence that
/// cannot be read, a place or words that are not there, or a place that is there twice, is an error with its line.
/// Remarks (words that stood in several places) go to standard error.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kaitei apply kiyaku-2024.txt kaisei.txt > kiyaku-2025.md
  kaitei apply acme/terms@latest kaisei.txt
  kaitei amend old.md new.md | kaitei apply old.md -")]
pub(crate) struct ApplyArgs {
    /// The text to amend: a file, or POLICY@VERSION
    old: String,
    /// The file that holds the amendment; - for standard input
    amendment: PathBuf,
    #[command(flatten)]
    corpus: CorpusArgs,
}

impl ApplyArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        let old = target::one(self.corpus.path(), &self.old)?;
        let bytes = if self.amendment.as_os_str() == "-" {
            standard_input()?
        } else {
            segment::read_bytes(&self.amendment)?.0
        };
        let name = self.amendment.display();
        let text = source::decode(&bytes).map_err(|e| segment::not_utf8(&self.amendment, &e))?;
        let applied = amend::apply_text(&old.document, text).map_err(|trouble| {
            let hint = trouble.hint.clone();
            Failure::new(format!("{name}: {trouble}"), hint)
        })?;
        output::print(&canonical::write(&applied.document))?;
        for remark in &applied.remarks {
            said(&self.amendment, remark);
        }
        Ok(DONE)
    }
}

fn standard_input() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(segment::LARGEST)
        .read_to_end(&mut bytes)
        .map_err(|e| {
            Failure::new(
                format!("標準入力を読めません（{}）", crate::wording::io(&e)),
                "改め文のファイルを指定するか、パイプで渡してください",
            )
        })?;
    Ok(bytes)
}

fn said(path: &Path, remark: &amend::Remark) {
    let line = match remark.line {
        0 => String::new(),
        line => format!(" {line} 行目:"),
    };
    let message: String = remark
        .message
        .chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    anstream::eprintln!("kaitei: {}:{line} {message}", path.display());
}

//! `kaitei show SPEC`: a version, or one clause of it.

use clap::{Args, ValueEnum};
use kaitei::corpus::{Corpus, Spec};
use kaitei::diff::blame;
use kaitei::document::{Clause, ClausePath, Document, canonical};
use kaitei::report::{blame as report, json, outline};
use kaitei::segment::Segmented;

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, Failure};
use crate::log::Past;
use crate::{output, target, wording};

/// Show a version of a policy, or one clause of it
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kaitei show acme/privacy                      the latest version
  kaitei show acme/privacy@2024-12-31           the version in force on that day
  kaitei show acme/privacy@latest~1 --clause 第3条/2
  kaitei show acme/privacy --clause 第3条 --blame  which version last touched each sentence
  kaitei show acme/privacy@first --format json")]
pub(crate) struct ShowArgs {
    /// POLICY@VERSION; VERSION is its day, any other day (the version in force then), first, latest or latest~1
    spec: String,
    #[command(flatten)]
    corpus: CorpusArgs,
    /// One clause: its numbers from the root, such as 3/(1)/①
    #[arg(long, value_name = "PATH")]
    clause: Option<String>,
    /// What to print; the outline, and for one clause its text
    #[arg(long, value_enum)]
    format: Option<ShowFormat>,
    /// Each sentence of the clause beside the version that last touched it. Blanks never count as a touch; spelling,
    /// marks of items and references that followed their clause are named apart, for the sentence says the same
    #[arg(long, requires = "clause")]
    blame: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    /// A line per clause
    Outline,
    /// Canonical Markdown
    Markdown,
    /// The contract of docs/formats.md
    Json,
}

impl ShowArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        let spec = Spec::parse(&self.spec).map_err(wording::failure)?;
        let corpus = self.corpus.open()?;
        if let (Some(path), true) = (&self.clause, self.blame) {
            return self.blame(&corpus, &spec, path);
        }
        let key = corpus.resolve(&spec).map_err(wording::failure)?;
        let document = corpus
            .document(&spec.policy, &key)
            .map_err(wording::failure)?;
        let text = match &self.clause {
            None => whole(document, self.format),
            Some(path) => {
                let version = key.to_string();
                let path = target::clause(&document, path, &spec.policy, &version)?;
                one(&document, &path, self.format)
                    .ok_or_else(|| target::no_clause(&spec.policy, &version, path.as_str()))?
            }
        };
        output::print(&text)?;
        Ok(DONE)
    }

    fn blame(&self, corpus: &Corpus, spec: &Spec, path: &str) -> Result<u8, Failure> {
        if matches!(
            self.format,
            Some(ShowFormat::Outline | ShowFormat::Markdown)
        ) {
            return Err(Failure::new(
                "--blame: この形式では出せません",
                "--format json にするか、--format を外してください",
            ));
        }
        let past = Past::read(corpus, spec)?;
        let path = target::clause(
            &past.documents[past.last()],
            path,
            &spec.policy,
            past.name(),
        )?;
        let blamed = blame::blame(&past.documents, past.last(), &path)
            .ok_or_else(|| target::no_clause(&spec.policy, past.name(), path.as_str()))?;
        let rows = report::rows(&blamed, &past.names);
        output::print(&match self.format {
            Some(_) => json::blame(&spec.policy, past.name(), path.as_str(), &rows),
            None => report::text(&rows),
        })?;
        Ok(DONE)
    }
}

fn whole(document: Document, format: Option<ShowFormat>) -> String {
    let segmented = Segmented {
        document,
        ..Segmented::default()
    };
    match format.unwrap_or(ShowFormat::Outline) {
        ShowFormat::Outline => outline::render(&segmented),
        ShowFormat::Markdown => canonical::write(&segmented.document),
        ShowFormat::Json => json::segment(&segmented),
    }
}

fn one(document: &Document, path: &ClausePath, format: Option<ShowFormat>) -> Option<String> {
    let clause: Clause = document.find(path)?.clone();
    let alone = Document {
        clauses: vec![clause],
        ..Document::default()
    };
    Some(match format.unwrap_or(ShowFormat::Markdown) {
        ShowFormat::Json => json::clause(document, path)?,
        ShowFormat::Markdown => body(&canonical::write(&alone)),
        ShowFormat::Outline => body(&whole(alone, Some(ShowFormat::Outline))),
    })
}

/// What stands after the head of a text, which ends at the first blank line.
fn body(text: &str) -> String {
    text.split_once("\n\n")
        .map_or(text, |(_, body)| body)
        .to_owned()
}

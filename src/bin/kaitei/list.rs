//! `kaitei list`: the policies of the corpus.

use clap::{Args, ValueEnum};
use kaitei::corpus::Corpus;
use kaitei::report::json::{self, PolicyRow};
use kaitei::text::width;

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, Failure};
use crate::{output, wording};

/// List the policies of the corpus
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kaitei list
  kaitei list --format json | jq -r '.policies[].policy'")]
pub(crate) struct ListArgs {
    #[command(flatten)]
    corpus: CorpusArgs,
    /// What to print
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    format: TableFormat,
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// A line each
    Text,
    /// The contract of docs/formats.md
    Json,
}

impl ListArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        let corpus = self.corpus.open()?;
        let rows = rows(&corpus)?;
        output::print(&match self.format {
            TableFormat::Json => json::list(&rows),
            TableFormat::Text => columns(rows.iter().map(|r| {
                let versions = format!("{} 版", r.versions);
                let span = match (&r.first, &r.latest) {
                    (Some(first), Some(latest)) if first != latest => {
                        format!("{first} 〜 {latest}")
                    }
                    (first, _) => first.clone().unwrap_or_default(),
                };
                vec![
                    r.policy.clone(),
                    r.title.clone().unwrap_or_default(),
                    versions,
                    span,
                ]
            })),
        })?;
        Ok(DONE)
    }
}

fn rows(corpus: &Corpus) -> Result<Vec<PolicyRow>, Failure> {
    let mut rows = Vec::new();
    for id in corpus.policies() {
        let record = corpus.policy(&id).map_err(wording::failure)?;
        let versions = corpus.versions(&id).map_err(wording::failure)?;
        rows.push(PolicyRow {
            policy: id.to_string(),
            title: record.title,
            organization: record.organization,
            versions: versions.len(),
            first: versions.first().map(ToString::to_string),
            latest: versions.last().map(ToString::to_string),
        });
    }
    Ok(rows)
}

/// Rows of cells as lines, the columns aligned, a full-width character counting two.
pub(crate) fn columns(rows: impl Iterator<Item = Vec<String>>) -> String {
    let rows: Vec<Vec<String>> = rows
        .map(|row| {
            row.iter()
                .map(|c| c.replace(char::is_control, " "))
                .collect()
        })
        .collect();
    let mut widths: Vec<usize> = Vec::new();
    for row in &rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (cell, widest) in row.iter().zip(&mut widths) {
            *widest = (*widest).max(width::of(cell));
        }
    }
    let mut out = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, widest) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(widest - width::of(cell) + 2));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

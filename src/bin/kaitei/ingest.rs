//! `kaitei ingest PATH…`: texts into the corpus.

use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::path::PathBuf;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget};
use kaitei::corpus::{self, Corpus, Ingested, NewText, Outcome, Placed, PolicyId};
use kaitei::diff;
use kaitei::document::Document;
use kaitei::report::summary::{self, Detail};
use kaitei::segment::Severity;

use crate::collect::{self, Collected};
use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, Failure};
use crate::{log, output, segment, surroundings, wording};

/// Put texts into the corpus, each as a version of its policy
#[derive(Debug, Args)]
#[command(
    after_help = "A version's day: --date, else a file name that begins with one (2019-09-12.md; 2019-09-12.01.md and
2019-09-12.02.md are that day's first and second), else the text.

Examples:
  kaitei ingest privacy.txt --policy acme/privacy
  kaitei ingest privacy.txt --policy acme/privacy --date 2025-04-01
  kaitei ingest texts/                    a folder organization/policy/*.txt as a whole
  kaitei ingest texts/ --summary          … and the 改定概要 of every revision
  kaitei ingest old/ --policy acme/terms  a folder of one policy's versions"
)]
pub(crate) struct IngestArgs {
    /// Files, or folders laid out organization/policy/*.{txt,md}
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The policy they are versions of: organization/policy
    #[arg(long, value_name = "ID")]
    policy: Option<String>,
    /// The day the version took effect: 2025-04-01
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
    /// The policy's title, in place of the text's
    #[arg(long)]
    title: Option<String>,
    /// The organisation's name, in place of the one the text names
    #[arg(long, value_name = "NAME")]
    organization: Option<String>,
    /// Print the 改定概要 of every revision
    #[arg(long)]
    summary: bool,
    #[command(flatten)]
    corpus: CorpusArgs,
}

/// Files above this number show their progress.
const MANY: usize = 20;

impl IngestArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        let policy = self.policy.as_deref().map(log::policy_id).transpose()?;
        let date = self.date.as_deref().map(parse_date).transpose()?;
        let title = self
            .title
            .as_deref()
            .map(|t| one_line("--title", t))
            .transpose()?;
        let organization = self
            .organization
            .as_deref()
            .map(|t| one_line("--organization", t))
            .transpose()?;
        corpus::check_place(self.corpus.path()).map_err(wording::failure)?;
        let found = collect::collect(&self.paths, policy.as_ref())?;
        if found.texts.len() > 1 && date.is_some() {
            return Err(Failure::new(
                format!(
                    "--date は 1 つのファイルにだけ指定できます（{} 件あります）",
                    found.texts.len()
                ),
                "ファイル名を 2025-04-01.txt のように日付で始めるか、1 件ずつ実行してください",
            ));
        }
        let (mut texts, doubts) = read(&found, date)?;
        for text in &mut texts {
            text.title.clone_from(&title);
            text.organization.clone_from(&organization);
        }
        let stamp = surroundings::stamp(self.corpus.path());
        let done = corpus::ingest(self.corpus.path(), texts, &stamp, &history_body)
            .map_err(wording::failure)?;
        let mut text = report(&done, &found, &doubts);
        if self.summary {
            text.push_str(&summaries(&self.corpus.open()?, &done)?);
        }
        output::print(&text)?;
        Ok(DONE)
    }
}

/// What a revision changed, in a few lines: the 改定概要.
///
/// Stands in the message of each commit of a history branch.
pub(crate) fn summarize(old: &Document, new: &Document) -> String {
    summary::text(&summary::summarise(&diff::diff(old, new), Detail::Standard))
}

/// The 改定概要 of every revision of the policies that `done` touched.
fn summaries(corpus: &Corpus, done: &Ingested) -> Result<String, Failure> {
    let mut out = String::new();
    let mut policies: Vec<&PolicyId> = done.texts.iter().map(|t| &t.policy).collect();
    policies.dedup();
    for policy in policies {
        let record = corpus.policy(policy).map_err(wording::failure)?;
        let _ = write!(
            out,
            "\n{}（{policy}）\n",
            record.title.as_deref().unwrap_or("（表題なし）")
        );
        let mut before: Option<(String, Document)> = None;
        for key in corpus.versions(policy).map_err(wording::failure)? {
            let document = corpus.document(policy, &key).map_err(wording::failure)?;
            if let Some((old_key, old)) = &before {
                let _ = write!(out, "\n{old_key} → {key}\n{}", summarize(old, &document));
            }
            before = Some((key.to_string(), document));
        }
    }
    Ok(out)
}

/// The body of a commit message of a history branch.
pub(crate) fn history_body(old: Option<&Document>, new: &Document) -> String {
    old.map_or_else(String::new, |old| summarize(old, new))
}

pub(crate) fn parse_date(text: &str) -> Result<jiff::civil::Date, Failure> {
    // No policy is older than 明治, nor made for the centuries after the next: a year beyond is a slip of the hand.
    let day = corpus::parse_day(text).filter(|day| (1868..=2199).contains(&day.year()));
    day.ok_or_else(|| {
        Failure::new(
            format!("--date {text}: 暦にある日付として読めません"),
            "--date 2025-04-01 のように、実在する日を 年-月-日 で指定してください",
        )
    })
}

fn one_line(option: &str, text: &str) -> Result<String, Failure> {
    let text = text.trim();
    if text.is_empty() || text.chars().any(char::is_control) {
        return Err(Failure::new(
            format!("{option} {text:?}: 空か、改行などの制御文字を含みます"),
            "1 行の文字列を指定してください",
        ));
    }
    Ok(text.to_owned())
}

/// What a reader should look at again.
#[derive(Default)]
struct Doubts {
    /// Files in which no clause was found, each with its policy.
    without_clauses: Vec<(PathBuf, PolicyId)>,
    /// Warnings of the reading, and the files they are in.
    warnings: usize,
    files: usize,
}

fn read(
    found: &Collected,
    date: Option<jiff::civil::Date>,
) -> Result<(Vec<NewText>, Doubts), Failure> {
    let bar = ProgressBar::new(found.texts.len() as u64);
    if found.texts.len() <= MANY || !std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    let mut texts = Vec::with_capacity(found.texts.len());
    let mut doubts = Doubts::default();
    for (path, policy) in &found.texts {
        let (bytes, format) = segment::read_bytes(path)?;
        let read = segment::segment_bytes(path, &bytes, format)?;
        let name = collect::name(path);
        let day = corpus::choose_day(date, &name, &read.document).map_err(|e| match e {
            // The whole path, so that the file is found.
            corpus::CorpusError::NoDate { .. } => corpus::CorpusError::NoDate {
                name: path.display().to_string(),
            },
            corpus::CorpusError::ImpossibleDay { .. } => corpus::CorpusError::ImpossibleDay {
                name: path.display().to_string(),
            },
            other => other,
        });
        let day = day.map_err(wording::failure)?;
        if read.document.clauses.is_empty() {
            doubts.without_clauses.push((path.clone(), policy.clone()));
        }
        let warnings = read
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Warning)
            .count();
        doubts.warnings += warnings;
        doubts.files += usize::from(warnings > 0);
        texts.push(NewText {
            policy: policy.clone(),
            name,
            bytes,
            format,
            document: read.document,
            day,
            title: None,
            organization: None,
        });
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok((texts, doubts))
}

fn report(done: &Ingested, found: &Collected, doubts: &Doubts) -> String {
    let mut out = String::new();
    let mut added = 0;
    for text in &done.texts {
        added += usize::from(text.outcome != Outcome::Unchanged);
        line(&mut out, text);
    }
    for (path, policy) in &doubts.without_clauses {
        let name = collect::name(path);
        let is_new =
            |t: &Placed| t.outcome != Outcome::Unchanged && t.policy == *policy && t.name == name;
        if done.texts.iter().any(is_new) {
            let _ = writeln!(
                out,
                "警告: {}: 条項が見つかりません。全文をそのまま保存しました",
                clean(&path.display().to_string())
            );
        }
    }
    if doubts.warnings > 0 {
        let _ = writeln!(
            out,
            "警告: 読み取りに確かめたい行が {} 行あります（{} ファイル。kaitei segment ファイル で見られます）",
            doubts.warnings, doubts.files
        );
    }
    if !found.skipped.is_empty() {
        let names: Vec<_> = found
            .skipped
            .iter()
            .take(3)
            .map(|p| collect::name(p))
            .collect();
        let more = if found.skipped.len() > 3 {
            " など"
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "対象外のファイル {} 件（{}{more}）",
            found.skipped.len(),
            clean(&names.join("、"))
        );
    }
    let same = done.texts.len() - added;
    let commit = done.commit.as_deref().map_or_else(String::new, |c| {
        format!("（コミット {}）", &c[..c.len().min(10)])
    });
    let _ = writeln!(out, "追加 {added} 版、変更なし {same} 件{commit}");
    out
}

/// A name of a file as a line can hold it: no control character forges another line.
fn clean(name: &str) -> String {
    name.replace(char::is_control, "\u{fffd}")
}

/// What became of a text.
pub(crate) fn line(out: &mut String, text: &Placed) {
    let Placed {
        policy,
        name,
        version,
        outcome,
    } = text;
    let name = clean(name);
    match outcome {
        Outcome::Unchanged => {
            let _ = writeln!(out, "変更なし  {policy}@{version} と同じ  {name}");
        }
        Outcome::Added {
            previous,
            same_dates,
            day_of_text,
        } => {
            let _ = writeln!(out, "追加  {policy}@{version}  {name}");
            let Some(previous) = previous.filter(|_| *same_dates) else {
                return;
            };
            let _ = if *day_of_text {
                writeln!(
                    out,
                    "  警告: 改定日の変わらない改定です（{previous} と日付が同じで、本文が違います）"
                )
            } else {
                writeln!(
                    out,
                    "  注意: 本文が変わりましたが、本文に書かれた日付は {previous} と同じです"
                )
            };
        }
    }
}

//! `kaitei log POLICY`: the versions of a policy, or what each of them did to one clause, oldest first.

use clap::Args;
use kaitei::corpus::{Corpus, PolicyId, Spec};
use kaitei::diff::life;
use kaitei::document::{Document, Event};
use kaitei::report::json::{self, VersionRow};
use kaitei::report::life as report;

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, Failure};
use crate::list::{TableFormat, columns};
use crate::{output, target, wording};

/// List the versions of a policy, oldest first, or follow one clause through them
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kaitei log acme/privacy
  kaitei log acme/privacy --format json | jq -r '.versions[-1].source.sha256'
  kaitei log acme/privacy --clause 第5条/2              back through other numbers and places to where it came from
  kaitei log acme/privacy@2024-04-01 --clause 3/(1)    … of a clause as that version numbers it
  git -C kaitei-corpus log -p history/acme/privacy    the same life as git tells it")]
pub(crate) struct LogArgs {
    /// The policy: organization/policy; with --clause also POLICY@VERSION
    policy: String,
    #[command(flatten)]
    corpus: CorpusArgs,
    /// What to print
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    format: TableFormat,
    /// One clause: its numbers from the root, such as 3/(1)/①, in the latest version or in POLICY@VERSION
    #[arg(long, value_name = "PATH")]
    clause: Option<String>,
    /// Versions that did nothing to the clause too
    #[arg(long, requires = "clause")]
    all: bool,
}

impl LogArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        match &self.clause {
            Some(path) => self.clause(path),
            None => self.versions(),
        }
    }

    fn versions(&self) -> Result<u8, Failure> {
        let id = policy_id(&self.policy)?;
        let corpus = self.corpus.open()?;
        let (mut contract, mut lines) = (Vec::new(), Vec::new());
        for key in corpus.versions(&id).map_err(wording::failure)? {
            let record = corpus.version(&id, &key).map_err(wording::failure)?;
            let document = corpus.document(&id, &key).map_err(wording::failure)?;
            let dates: Vec<_> = document
                .dates
                .iter()
                .map(|d| format!("{} {}", event(d.event), d.date))
                .collect();
            lines.push(vec![
                key.to_string(),
                record
                    .title
                    .clone()
                    .or_else(|| document.title.clone())
                    .unwrap_or_default(),
                record.source.name.clone(),
                dates.join("、"),
            ]);
            contract.push(VersionRow::new(key, &record, &document));
        }
        output::print(&match self.format {
            TableFormat::Json => json::log(&id, &contract),
            TableFormat::Text => columns(lines.into_iter()),
        })?;
        Ok(DONE)
    }

    fn clause(&self, path: &str) -> Result<u8, Failure> {
        let spec = Spec::parse(&self.policy).map_err(wording::failure)?;
        let corpus = self.corpus.open()?;
        let past = Past::read(&corpus, &spec)?;
        let path = target::clause(
            &past.documents[past.last()],
            path,
            &spec.policy,
            past.name(),
        )?;
        let life = life::life(&past.documents, past.last(), &path)
            .ok_or_else(|| target::no_clause(&spec.policy, past.name(), path.as_str()))?;
        let rows = report::rows(&life, &past.names, &past.documents);
        output::print(&match self.format {
            TableFormat::Json => json::life(&spec.policy, path.as_str(), &rows, self.all),
            TableFormat::Text => report::text(&rows, self.all),
        })?;
        Ok(DONE)
    }
}

/// The versions of a policy up to the one that is asked for.
pub(crate) struct Past {
    /// Their clauses, oldest first.
    pub(crate) documents: Vec<Document>,
    /// What they are called.
    pub(crate) names: Vec<String>,
}

impl Past {
    /// The versions up to `spec`.
    pub(crate) fn read(corpus: &Corpus, spec: &Spec) -> Result<Self, Failure> {
        let last = corpus.resolve(spec).map_err(wording::failure)?;
        let (mut documents, mut names) = (Vec::new(), Vec::new());
        for key in corpus.versions(&spec.policy).map_err(wording::failure)? {
            documents.push(
                corpus
                    .document(&spec.policy, &key)
                    .map_err(wording::failure)?,
            );
            names.push(key.to_string());
            if key == last {
                break;
            }
        }
        Ok(Self { documents, names })
    }

    /// The place of the version that is asked for.
    pub(crate) fn last(&self) -> usize {
        self.names.len() - 1
    }

    /// Its name.
    pub(crate) fn name(&self) -> &str {
        self.names.last().map_or("", String::as_str)
    }
}

fn event(event: Event) -> &'static str {
    match event {
        Event::Enacted => "制定",
        Event::Amended => "改定",
        Event::Effective => "施行",
        Event::Published => "公表",
    }
}

/// The id that a user typed.
pub(crate) fn policy_id(text: &str) -> Result<PolicyId, Failure> {
    PolicyId::parse(text).map_err(|fault| {
        wording::failure(kaitei::corpus::CorpusError::BadId {
            id: text.to_owned(),
            fault,
        })
    })
}

//! `kaitei log POLICY`: the versions of a policy, oldest first.

use clap::Args;
use kaitei::corpus::PolicyId;
use kaitei::document::Event;
use kaitei::report::json::{self, VersionRow};

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, Failure};
use crate::list::{TableFormat, columns};
use crate::{output, wording};

/// List the versions of a policy, oldest first
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kaitei log acme/privacy
  kaitei log acme/privacy --format json | jq -r '.versions[-1].source.sha256'
  git -C kaitei-corpus log -p history/acme/privacy    the same life as git tells it")]
pub(crate) struct LogArgs {
    /// The policy: organization/policy
    policy: String,
    #[command(flatten)]
    corpus: CorpusArgs,
    /// What to print
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    format: TableFormat,
}

impl LogArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
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

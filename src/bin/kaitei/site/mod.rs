//! `kaitei site --out DIR`: the "what changed" pages of a corpus.

mod build;
mod manifest;
mod place;

use std::path::PathBuf;

use clap::Args;
use kaitei::corpus::{Corpus, PolicyId};
use kaitei::site::Settings;

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, Failure};
use crate::{log, output, surroundings, wording};

/// Build the "what changed" site: a page for each version, revision and clause
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kaitei site --out public
  kaitei site --out public --base-url https://example.jp/kaitei/ --title 改定の記録
  kaitei site --out public --policy acme/privacy --policy acme/terms
Run again, it writes only the pages whose inputs changed. How to publish it: docs/site.md.")]
pub(crate) struct SiteArgs {
    #[command(flatten)]
    corpus: CorpusArgs,
    /// The folder of the site: absent, empty, or made by this command before
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The address the site will have; feeds and the sitemap name it
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The title of the site
    #[arg(long, value_name = "TEXT", default_value = "改定の記録")]
    title: String,
    /// Only this policy (organization/policy); may be given several times
    #[arg(long, value_name = "ID")]
    policy: Vec<String>,
}

impl SiteArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        let corpus = self.corpus.open()?;
        let policies = self.policies(&corpus)?;
        let (mut settings, unknown) = settings(&corpus, &self.title)?;
        settings.base_url = self.base_url.as_deref().map(base_url).transpose()?;
        let done = build::build(&build::Job {
            corpus: &corpus,
            path: self.corpus.path(),
            policies,
            settings: &settings,
            out: &self.out,
        })?;
        let mut said = format!(
            "{}: {} 規程、{} 版（書いたファイル {}、消したファイル {}）\n",
            self.out.display(),
            done.policies,
            done.versions,
            done.written,
            done.deleted
        );
        for name in unknown {
            said.push_str(&format!(
                "site/{name}: 使いませんでした（使うのは logo.svg・png・webp・jpg、style.css、footer.md）\n"
            ));
        }
        if settings.base_url.is_none() {
            said.push_str("sitemap.xml は作っていません（--base-url でサイトのアドレスを指定すると作ります）\n");
        }
        output::print(&said)?;
        Ok(DONE)
    }

    fn policies(&self, corpus: &Corpus) -> Result<Vec<PolicyId>, Failure> {
        if self.policy.is_empty() {
            return Ok(corpus.policies());
        }
        let mut out = Vec::new();
        for name in &self.policy {
            let id = log::policy_id(name)?;
            corpus.digest(&id).map_err(wording::failure)?;
            out.push(id);
        }
        out.sort();
        out.dedup();
        Ok(out)
    }
}

/// What holds for all pages of a corpus, and the files of its folder `site/` that are not used.
pub(crate) fn settings(corpus: &Corpus, title: &str) -> Result<(Settings, Vec<String>), Failure> {
    let mut settings = Settings::new(title.trim(), surroundings::today());
    let mut unknown = Vec::new();
    for (name, bytes) in corpus.files("site").map_err(wording::failure)? {
        if !settings.adopt(&name, bytes) {
            unknown.push(name);
        }
    }
    Ok((settings, unknown))
}

/// The address of a site, ending in `/`.
fn base_url(text: &str) -> Result<String, Failure> {
    let text = text.trim();
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let fine = |c: char| !c.is_control() && !c.is_whitespace() && !"<>\"'`\\?#".contains(c);
    match host {
        Some(host) if !host.is_empty() && !host.starts_with('/') && host.chars().all(fine) => {
            let mut out = text.to_owned();
            if !out.ends_with('/') {
                out.push('/');
            }
            Ok(out)
        }
        _ => Err(Failure::new(
            format!("--base-url {text}: サイトのアドレスとして使えません"),
            "https://example.jp/kaitei/ のように、? や # のないアドレスを指定してください",
        )),
    }
}

//! `kaitei notice OLD NEW`: a revision as a 改定のお知らせ.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kaitei::diff;
use kaitei::report::docx;
use kaitei::report::notice::{self, Facts, Lack, Link};
use kaitei::report::summary::Detail;
use kaitei::report::table::Labels;

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, Failure};
use crate::save::{self, Made};
use crate::surroundings;
use crate::table_args::{self, TableFlags};
use crate::target;
use crate::word::{self, WordArgs};

/// Write the 改定のお知らせ of a revision
#[derive(Debug, Args)]
#[command(
    after_help = "Warns where one of the three things is missing that 民法548条の4第2項 asks for (that the terms change,
what they become, from when), and where the time until they take effect is shorter than --notice-days.

Examples:
  kaitei notice acme/privacy --reason 法令の改正のため --contact 'お客さま窓口' --table --out oshirase.docx
  kaitei notice old.md new.md --effective 2025-04-01 --link https://example.jp/terms
  kaitei notice acme/terms --to お客さま各位 --notice-days 30 --table --out oshirase.html"
)]
pub(crate) struct NoticeArgs {
    /// The text as it was: a file, or POLICY@VERSION; a lone POLICY: its last two versions
    old: String,
    /// The text as it is
    new: Option<String>,
    #[command(flatten)]
    corpus: CorpusArgs,
    /// Why the text is revised
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// From when the new text holds; else the day of effect that the new text names and the old one does not
    #[arg(long, value_name = "DATE")]
    effective: Option<Date>,
    /// Whom to ask; else as in kaitei.toml
    #[arg(long, value_name = "TEXT")]
    contact: Option<String>,
    /// Whom the letter is for
    #[arg(long, value_name = "TEXT")]
    to: Option<String>,
    /// Who writes; else as in kaitei.toml, else the organisation that the text names
    #[arg(long, value_name = "TEXT")]
    from: Option<String>,
    /// The day of the letter; else today
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Days that shall lie between the letter and the day the new text takes effect
    #[arg(long, value_name = "N")]
    notice_days: Option<u32>,
    /// Where a text is: https://…, or 改定後の全文=https://…; again for the former version
    #[arg(long = "link", value_name = "[LABEL=]URL")]
    links: Vec<String>,
    /// With the 新旧対照表 as 別紙
    #[arg(long)]
    table: bool,
    /// How much 主な改定内容 says
    #[arg(long, value_enum, default_value_t = DetailArg::Standard)]
    detail: DetailArg,
    /// What to make; else the ending of --out decides, else markdown
    #[arg(long, value_enum)]
    format: Option<NoticeFormat>,
    /// The file to write, whole or not at all; else standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    flags: TableFlags,
    #[command(flatten)]
    word: WordArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum NoticeFormat {
    /// Headings and lists in Markdown
    Markdown,
    /// A page that stands alone and prints
    Html,
    /// A Word file; its 別紙 lies
    Docx,
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

/// What the ending of a file means.
const ENDINGS: [(&str, NoticeFormat); 5] = [
    ("md", NoticeFormat::Markdown),
    ("markdown", NoticeFormat::Markdown),
    ("html", NoticeFormat::Html),
    ("htm", NoticeFormat::Html),
    ("docx", NoticeFormat::Docx),
];

impl NoticeArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        let out = self.out.as_deref();
        let format = save::format(self.format, out, &ENDINGS, NoticeFormat::Markdown)?;
        self.word.only_word(format == NoticeFormat::Docx)?;
        let inputs = [Some(self.old.as_ref()), self.new.as_deref().map(Path::new)];
        save::spare(out, &[inputs[0], inputs[1], self.word.template()])?;
        let house = table_args::house(self.corpus.path())?;
        let mut look = self.flags.into_house().over(house.table);
        // What a notice tells is decided: 改定案 it is no more.
        if look.labels.is_none() && look.style.is_none() {
            look.labels = Some(Labels::new("改定前", "改定後"));
        }
        let facts = Facts {
            date: Some(self.date.unwrap_or_else(today)),
            to: self.to.or(house.notice.to),
            from: self.from.or(house.notice.from),
            reason: self.reason.filter(|r| !r.trim().is_empty()),
            effective: self.effective,
            contact: self.contact.or(house.notice.contact),
            links: links(&self.links)?,
            days: self.notice_days.or(house.notice.days),
            table: self.table.then(|| look.settings()),
            detail: match self.detail {
                DetailArg::Brief => Detail::Brief,
                DetailArg::Standard => Detail::Standard,
                DetailArg::Full => Detail::Full,
            },
        };
        let (old, new) = target::pair(self.corpus.path(), &self.old, self.new.as_deref())?;
        let revision = diff::diff(&old.document, &new.document);
        let notice = notice::notice(&revision, &facts);
        for lack in &notice.lacks {
            anstream::eprintln!("kaitei: 注意: {}", said(lack));
        }
        for doubt in &notice.doubts {
            anstream::eprintln!("kaitei: 確認してください: {doubt}");
        }
        let made = match format {
            NoticeFormat::Markdown => Made::Text(notice::markdown(&notice)),
            NoticeFormat::Html => Made::Text(notice::html(&notice)),
            NoticeFormat::Docx => {
                let word = self
                    .word
                    .read(&self.corpus, "改定のお知らせ", &new.document)?;
                let written = docx::notice(&notice, &word.options())
                    .map_err(|error| word::failure(&new.name, error))?;
                Made::Bytes(word::bytes(written))
            }
        };
        save::put(&made, out)?;
        Ok(DONE)
    }
}

/// Today where the user is.
fn today() -> Date {
    surroundings::now().to_zoned(TimeZone::system()).date()
}

fn links(texts: &[String]) -> Result<Vec<Link>, Failure> {
    let links = texts.iter().enumerate();
    links
        .map(|(place, text)| {
            Link::parse(text, place).ok_or_else(|| {
                Failure::new(
                    format!("--link: 「{text}」は指定できません"),
                    "https://… か、「改定後の全文=https://…」のように指定してください（3 つ目からは見出しが要ります）",
                )
            })
        })
        .collect()
}

/// What is missing, and what to do.
fn said(lack: &Lack) -> String {
    const LAW: &str = "民法548条の4第2項";
    match lack {
        Lack::Change => format!("2 つのテキストに違いがありません（{LAW}: 定型約款を変更する旨）"),
        Lack::Content => format!(
            "変更後の内容がわかりません（{LAW}: 変更後の定型約款の内容）。--table か --link を指定してください"
        ),
        Lack::Effective => format!(
            "効力を生じる日がわかりません（{LAW}: 効力発生時期）。--effective 2025-04-01 のように指定してください"
        ),
        Lack::Reason => "改定の理由がありません。--reason で指定してください".to_owned(),
        Lack::Contact => {
            "お問い合わせ先がありません。--contact か kaitei.toml の [notice] で指定してください"
                .to_owned()
        }
        Lack::Short { days, wanted } if *days < 0 => {
            format!(
                "効力を生じる日が {} 日前に過ぎています（周知の期間は {wanted} 日）",
                -days
            )
        }
        Lack::Short { days, wanted } => {
            format!("効力を生じる日まで {days} 日しかありません（周知の期間は {wanted} 日）")
        }
    }
}

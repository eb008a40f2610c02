//! `kaitei amend OLD NEW`: a revision as an amending text in statute style (改め文).

use clap::{Args, ValueEnum};
use kaitei::amend::{self, Numerals};
use kaitei::diff;

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, FOUND, Failure};
use crate::{output, target};

/// Write the amendment of a revision in statute style (改め文)
///
/// 第三条第二項中「Ａ」を「Ｂ」に改め、同項の次に次の一項を加える。 What is written is applied to OLD before it is printed, and
/// printed only if that gives NEW, character for character, as `kaitei segment NEW --format markdown` shows it. What
/// cannot be told word by word is told as 「…を次のように改める。」 with the new text.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 no difference, 1 an amendment was written, 2 an error.

Examples:
  kaitei amend kiyaku-2024.txt kiyaku-2025.txt
  kaitei amend acme/terms                           its last two versions
  kaitei amend old.md new.md --effective 令和七年四月一日 > kaisei.txt
  kaitei apply old.md kaisei.txt                    the new text again"
)]
pub(crate) struct AmendArgs {
    /// The text as it was: a file, or POLICY@VERSION; a lone POLICY: its last two versions
    old: String,
    /// The text as it is
    new: Option<String>,
    #[command(flatten)]
    corpus: CorpusArgs,
    /// Numbers outside of quotations; as most articles of OLD count, by default
    #[arg(long, value_enum)]
    numerals: Option<NumeralsArg>,
    /// The day of effect, in the words of the amendment's own 附則 (令和七年四月一日); without it there is none
    #[arg(long, value_name = "WORDS")]
    effective: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum NumeralsArg {
    /// 第二十一条
    Kanji,
    /// 第21条
    Arabic,
    /// 第２１条
    FullWidth,
}

impl AmendArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        let (old, new) = target::pair(self.corpus.path(), &self.old, self.new.as_deref())?;
        let revision = diff::diff(&old.document, &new.document);
        let options = amend::Options {
            numerals: self.numerals.map(|n| match n {
                NumeralsArg::Kanji => Numerals::Kanji,
                NumeralsArg::Arabic => Numerals::Arabic,
                NumeralsArg::FullWidth => Numerals::FullWidth,
            }),
            effective: self.effective,
        };
        if options
            .effective
            .as_ref()
            .is_some_and(|e| e.contains(char::is_control) || e.trim().is_empty())
        {
            return Err(Failure::new(
                "--effective: 日付の文字がないか、改行などが含まれています",
                "「令和七年四月一日」のように 1 行で指定してください",
            ));
        }
        let drafted = amend::amendment(&revision, &options);
        if drafted.amendment.instructions.is_empty() {
            output::print("改正する箇所はありません。\n")?;
            return Ok(DONE);
        }
        output::print(&drafted.text)?;
        if drafted.closeness == amend::Closeness::Everything {
            anstream::eprintln!(
                "kaitei: 個々の改め文では正確に表せないため、全部改正の形で書きました"
            );
        }
        Ok(FOUND)
    }
}

//! `kaitei table OLD NEW`: a revision as a 新旧対照表.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use kaitei::diff;
use kaitei::report::{Names, docx, json, table};

use crate::corpus_args::CorpusArgs;
use crate::failure::{DONE, Failure};
use crate::output::Colour;
use crate::save::{self, Made};
use crate::surroundings;
use crate::table_args::{self, TableFlags};
use crate::word::{self, WordArgs};
use crate::{output, target};

/// Make the 新旧対照表 of a revision
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kaitei table privacy-2021.txt privacy-2022.txt
  kaitei table acme/privacy --out taisho.docx      its last two versions, for Word
  kaitei table old.md new.md --template hinagata.docx --orientation portrait --out taisho.docx
  kaitei table old.md new.md --labels 改定前/改定後 --marks underline,red --out taisho.xlsx
  kaitei table old.txt new.txt --style statute --unchanged left-out --format markdown")]
pub(crate) struct TableArgs {
    /// The text as it was: a file, or POLICY@VERSION; a lone POLICY: its last two versions
    old: String,
    /// The text as it is
    new: Option<String>,
    #[command(flatten)]
    corpus: CorpusArgs,
    /// What to make; else the ending of --out decides, else text
    #[arg(long, value_enum)]
    format: Option<TableFormat>,
    /// The file to write, whole or not at all; else standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Colours; a table longer than the terminal goes through PAGER, else less
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    color: Colour,
    #[command(flatten)]
    flags: TableFlags,
    #[command(flatten)]
    word: WordArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TableFormat {
    /// Two columns for the terminal
    Text,
    /// A table in Markdown
    Markdown,
    /// A page that stands alone, prints and pastes into Word
    Html,
    /// A Word file
    Docx,
    /// An Excel file
    Xlsx,
    /// The contract of docs/formats.md
    Json,
}

/// What the ending of a file means.
const ENDINGS: [(&str, TableFormat); 9] = [
    ("txt", TableFormat::Text),
    ("text", TableFormat::Text),
    ("md", TableFormat::Markdown),
    ("markdown", TableFormat::Markdown),
    ("html", TableFormat::Html),
    ("htm", TableFormat::Html),
    ("docx", TableFormat::Docx),
    ("xlsx", TableFormat::Xlsx),
    ("json", TableFormat::Json),
];

impl TableArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        let out = self.out.as_deref();
        let format = save::format(self.format, out, &ENDINGS, TableFormat::Text)?;
        self.word.only_word(format == TableFormat::Docx)?;
        let inputs = [Some(self.old.as_ref()), self.new.as_deref().map(Path::new)];
        save::spare(out, &[inputs[0], inputs[1], self.word.template()])?;
        let house = table_args::house(self.corpus.path())?;
        let settings = self.flags.into_house().over(house.table).settings();
        let (old, new) = target::pair(self.corpus.path(), &self.old, self.new.as_deref())?;
        let revision = diff::diff(&old.document, &new.document);
        let table = table::compare(&revision, &settings);
        for doubt in &table.doubts {
            anstream::eprintln!("kaitei: 確認してください: {doubt}");
        }
        let made = match format {
            TableFormat::Text => {
                let colour = out.is_none() && output::coloured(self.color);
                let text = table::text(&table, output::columns(), colour);
                if out.is_none() {
                    output::page(&text, self.color)?;
                    return Ok(DONE);
                }
                Made::Text(text)
            }
            TableFormat::Markdown => Made::Text(table::markdown(&table, 1)),
            TableFormat::Html => Made::Text(table::html(&table)),
            TableFormat::Json => {
                let names = Names {
                    old: old.name.clone(),
                    new: new.name.clone(),
                };
                Made::Text(json::table(&revision, &table, &names))
            }
            TableFormat::Docx => {
                let word = self.word.read(&self.corpus, "新旧対照表", &new.document)?;
                let written = docx::comparison(&table, &word.options())
                    .map_err(|error| word::failure(&new.name, error))?;
                Made::Bytes(word::bytes(written))
            }
            TableFormat::Xlsx => {
                Made::Bytes(table::xlsx(&table, surroundings::now()).map_err(too_large)?)
            }
        };
        save::put(&made, out)?;
        Ok(DONE)
    }
}

fn too_large(error: table::NoFile) -> Failure {
    Failure::new(
        format!("Excel のファイルにできません（{error}）"),
        "--unchanged left-out で変更のある条だけにするか、ほかの形式にしてください",
    )
}

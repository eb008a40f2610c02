//! What `kaitei table` and `kaitei notice` share: the look of a 新旧対照表, from flags and from the house style.

use std::io::{ErrorKind, Read as _};
use std::path::Path;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use kaitei::report::table::house::{self, House, HouseError, HouseFault, TableHouse};
use kaitei::report::table::settings::Word;
use kaitei::report::table::{Labels, Legend, Marks, Order, Remarks, Renumbered, Style, Unchanged};

use crate::failure::Failure;
use crate::wording;

/// The look of a 新旧対照表; what is not given is as `[table]` of the corpus's kaitei.toml says, else as the style does.
#[derive(Debug, Args)]
#[command(
    next_help_heading = "Look of the table (house style: [table] in the corpus's kaitei.toml)"
)]
pub(crate) struct TableFlags {
    /// corporate: 現行|改定案, 備考, （削除）; statute: 改正後|改正前, 傍線, （削る）
    #[arg(long, value_parser = one_of::<Style>())]
    style: Option<Style>,
    /// Which text stands on the left
    #[arg(long, value_parser = one_of::<Order>())]
    columns: Option<Order>,
    /// What the columns are called, the old text's label first: 改定前/改定後
    #[arg(long, value_name = "OLD/NEW", value_parser = labels)]
    labels: Option<Labels>,
    /// The column 備考: on, off, or blank to be filled in
    #[arg(long, value_parser = one_of::<Remarks>())]
    remarks: Option<Remarks>,
    /// How changed characters are marked: underline, bold, red, any together by commas, or none
    #[arg(long, value_parser = marks)]
    marks: Option<Marks>,
    /// What the marks mean: a sentence, on or off
    #[arg(long, value_parser = legend)]
    legend: Option<Legend>,
    /// What stands above the table; {title} is the title of the text
    #[arg(long)]
    title: Option<String>,
    /// Clauses of which the number alone changed: each, as ranges, or not at all
    #[arg(long, value_parser = one_of::<Renumbered>())]
    renumbered: Option<Renumbered>,
    /// Clauses in which nothing changed: in full on both sides, on the left with （同左）, （略） and ranges, or only
    /// changed articles
    #[arg(long, value_parser = one_of::<Unchanged>())]
    unchanged: Option<Unchanged>,
}

impl TableFlags {
    /// The flags, over nothing yet.
    pub(crate) fn into_house(self) -> TableHouse {
        TableHouse {
            style: self.style,
            order: self.columns,
            labels: self.labels,
            remarks: self.remarks,
            marks: self.marks,
            legend: self.legend,
            title: self.title,
            renumbered: self.renumbered,
            unchanged: self.unchanged,
        }
    }
}

fn one_of<W: Word + Send + Sync>() -> impl TypedValueParser<Value = W> {
    PossibleValuesParser::new(W::WORDS.iter().map(|w| w.0))
        .try_map(|word| W::of_word(&word).ok_or("no such word"))
}

fn labels(text: &str) -> Result<Labels, &'static str> {
    Labels::parse(text).ok_or("two labels with a slash between them")
}

fn marks(text: &str) -> Result<Marks, &'static str> {
    Marks::parse(text).ok_or("underline, bold, red or none")
}

fn legend(text: &str) -> Result<Legend, &'static str> {
    match text {
        "on" => Ok(Legend::Standard),
        "off" => Ok(Legend::Off),
        "" => Err("a sentence, on or off"),
        own => Ok(Legend::Own(own.to_owned())),
    }
}

/// More than this no settings file has.
const LARGEST: u64 = 1 << 20;

/// The house style of the corpus at `corpus`; nothing where there is none.
pub(crate) fn house(corpus: &Path) -> Result<House, Failure> {
    let path = corpus.join("kaitei.toml");
    let fail = |what: String| {
        Failure::new(
            format!("{}: 読めません（{what}）", path.display()),
            "ファイルの権限と文字コード（UTF-8）を確かめてください",
        )
    };
    let mut text = String::new();
    let read =
        std::fs::File::open(&path).and_then(|file| file.take(LARGEST).read_to_string(&mut text));
    match read {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(House::default());
        }
        Err(error) => return Err(fail(wording::io(&error))),
        Ok(_) => {}
    }
    house::read(&text).map_err(|error| wrong(&path, &error))
}

fn wrong(path: &Path, error: &HouseError) -> Failure {
    let at = format!("{}:{}", path.display(), error.line);
    match &error.fault {
        HouseFault::Syntax(message) => Failure::new(
            format!("{at}: TOML として読めません（{message}）"),
            "この行の書き方を直してください",
        ),
        HouseFault::Unknown {
            section,
            name,
            known,
        } => Failure::new(
            format!("{at}: [{section}] に「{name}」という設定はありません"),
            format!("次のどれかです: {}", known.join("、")),
        ),
        HouseFault::Value {
            name,
            found,
            expected,
        } => Failure::new(
            format!("{at}: {name} に {found} は指定できません"),
            format!("次のように指定してください: {}", expected.join("、")),
        ),
    }
}

//! What the commands that write Word files share: who, on which page, in which firm's dress.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use kaitei::document::Document;
use kaitei::report::docx::{
    Error, Excess, Fault, Options, Orientation, Properties, Template, Written,
};

use crate::corpus_args::CorpusArgs;
use crate::failure::Failure;
use crate::{surroundings, wording};

/// Options of Word files.
#[derive(Debug, Args)]
#[command(next_help_heading = "Word files")]
pub(crate) struct WordArgs {
    /// Who made the file and the changes in it; else git's user.name
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// A .docx or .dotx of the firm: its styles, header, footer and page are taken, its text is not
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// How the A4 page lies
    #[arg(long, value_enum, value_name = "WAY")]
    orientation: Option<OrientationArg>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OrientationArg {
    /// 縦
    Portrait,
    /// 横
    Landscape,
}

/// The same, read.
#[derive(Debug)]
pub(crate) struct Word {
    properties: Properties,
    template: Option<Template>,
    orientation: Option<Orientation>,
}

impl WordArgs {
    /// Refuses what only a Word file can have, where something else is made: silence would read as done.
    pub(crate) fn only_word(&self, is_word: bool) -> Result<(), Failure> {
        let given = [
            ("--author", self.author.is_some()),
            ("--template", self.template.is_some()),
            ("--orientation", self.orientation.is_some()),
        ];
        match given.iter().find(|g| g.1 && !is_word) {
            None => Ok(()),
            Some((flag, _)) => Err(Failure::new(
                format!("{flag} は Word ファイルにだけ使えます"),
                "--out kaitei.docx のように Word ファイルにするか、この指定を除いてください",
            )),
        }
    }

    /// The template's file.
    pub(crate) fn template(&self) -> Option<&Path> {
        self.template.as_deref()
    }

    /// Says whose file it will be. `kind` is what it is (改定履歴, 新旧対照表), `new` the text it tells of.
    pub(crate) fn read(
        &self,
        corpus: &CorpusArgs,
        kind: &str,
        new: &Document,
    ) -> Result<Word, Failure> {
        let stamp = surroundings::stamp(corpus.path());
        let author = self.author.clone().unwrap_or(stamp.name);
        let title = match &new.title {
            Some(title) => format!("{title}　{kind}"),
            None => kind.to_owned(),
        };
        Ok(Word {
            template: self.template.as_deref().map(read).transpose()?,
            properties: Properties {
                title,
                author,
                company: new.organization.clone(),
                at: stamp.at,
            },
            orientation: self.orientation.map(|o| match o {
                OrientationArg::Portrait => Orientation::Portrait,
                OrientationArg::Landscape => Orientation::Landscape,
            }),
        })
    }
}

impl Word {
    /// The same, as the library takes it.
    pub(crate) fn options(&self) -> Options<'_> {
        Options {
            properties: self.properties.clone(),
            template: self.template.as_ref(),
            orientation: self.orientation,
        }
    }
}

/// A template that is larger than this, packed, is none.
const LARGEST: u64 = 32 << 20;

fn read(path: &Path) -> Result<Template, Failure> {
    let shown = path.display();
    let io = |error: std::io::Error| {
        Failure::new(
            format!("{shown}: 読めません（{}）", wording::io(&error)),
            "--template に、ひな形の Word ファイル（.docx）を指定してください",
        )
    };
    let meta = std::fs::metadata(path).map_err(io)?;
    // A device or a pipe has no end that could be known.
    if !meta.is_file() {
        return Err(Failure::new(
            format!("{shown}: ファイルではありません"),
            "--template に、ひな形の Word ファイル（.docx）を指定してください",
        ));
    }
    let size = meta.len();
    if size > LARGEST {
        return Err(failure(&shown, Error::LargeTemplate(Excess::File(size))));
    }
    let bytes = std::fs::read(path).map_err(io)?;
    Template::read(&bytes).map_err(|error| failure(&shown, error))
}

/// Why no Word file could be made of `name`, or a template not be read, as a user reads it.
pub(crate) fn failure(name: &dyn std::fmt::Display, error: Error) -> Failure {
    match error {
        Error::Package(what) => Failure::new(
            format!("{name}: Word ファイルを作れません（{what}）"),
            "テキストを分けて作ってください",
        ),
        Error::NoTemplate(what) => Failure::new(
            format!("{name}: ひな形として読めません（{}）", fault(&what)),
            "Word で開いて「Word 文書（.docx）」として保存し直したものを指定してください",
        ),
        Error::LargeTemplate(what) => Failure::new(
            format!("{name}: ひな形として大きすぎます（{}）", excess(&what)),
            "本文と画像を除いたひな形を指定してください",
        ),
        Error::StrictTemplate => Failure::new(
            format!("{name}: 「完全 Open XML ドキュメント」形式のひな形は使えません"),
            "Word で開いて「Word 文書（.docx）」として保存し直してください",
        ),
        Error::TemplatePart(part, target) => Failure::new(
            format!("{name}: {part} が {target} を参照していて、写し取れません"),
            "ひな形のヘッダーとフッターから、外部のファイルへのリンク、グラフ、埋め込みを除いてください",
        ),
    }
}

fn fault(fault: &Fault) -> String {
    match fault {
        Fault::NoZip => "Word ファイル（ZIP）ではありません".to_owned(),
        Fault::NoDocument => "Word の文書がありません".to_owned(),
        Fault::NoStyles => "スタイルがありません".to_owned(),
        Fault::Damaged(part) => format!("{part} がないか、壊れています"),
        Fault::NotUtf8(part) => format!("{part} の文字コードが UTF-8 ではありません"),
        Fault::Xml(part, line) => format!("{part} の {line} 行目が XML として読めません"),
        Fault::Outside(part, target) => {
            format!("{part} がファイルの外を参照しています: {target}")
        }
        Fault::NoSize(measure) => format!("ページの寸法として読めません: {measure}"),
        Fault::NoRoom => "余白が広く、本文の幅または高さが 6 cm に足りません".to_owned(),
    }
}

fn excess(excess: &Excess) -> String {
    match excess {
        Excess::File(bytes) => format!("{} MB、上限 {} MB", bytes >> 20, LARGEST >> 20),
        Excess::Parts(count) => format!("{count} 個の部品"),
        Excess::Part(part) => format!("{part} を展開した大きさ"),
    }
}

/// The bytes of a file; characters that it cannot hold are told of.
pub(crate) fn bytes(written: Written) -> Vec<u8> {
    if written.replaced > 0 {
        anstream::eprintln!(
            "kaitei: 注意: Word ファイルに書けない制御文字が {} 字あり、␇ のような記号に置き換えました",
            written.replaced
        );
    }
    written.bytes
}

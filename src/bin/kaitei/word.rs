//! What the commands that write Word files share: who, on which page, in which firm's dress.

use clap::{Args, ValueEnum};
use kaitei::document::Document;
use kaitei::report::docx::{Error, Options, Orientation, Properties, Written};

use crate::corpus_args::CorpusArgs;
use crate::failure::Failure;
use crate::surroundings;

/// Options of Word files.
#[derive(Debug, Args)]
#[command(next_help_heading = "Word files")]
pub(crate) struct WordArgs {
    /// Who made the file and the changes in it; else git's user.name
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
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
    orientation: Option<Orientation>,
}

impl WordArgs {
    /// Says whose file it will be. `kind` is what it is (改定履歴, 新旧対照表), `new` the text it tells of.
    pub(crate) fn read(&self, corpus: &CorpusArgs, kind: &str, new: &Document) -> Word {
        let stamp = surroundings::stamp(corpus.path());
        let author = self.author.clone().unwrap_or(stamp.name);
        let title = match &new.title {
            Some(title) => format!("{title}　{kind}"),
            None => kind.to_owned(),
        };
        Word {
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
        }
    }
}

impl Word {
    /// The same, as the library takes it.
    pub(crate) fn options(&self) -> Options {
        Options {
            properties: self.properties.clone(),
            orientation: self.orientation,
        }
    }
}

/// Why no Word file could be made, as a user reads it.
pub(crate) fn failure(error: Error) -> Failure {
    match error {
        Error::Package(what) => Failure::new(
            format!("Word ファイルを作れません（{what}）"),
            "テキストを分けて作ってください",
        ),
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

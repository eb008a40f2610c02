//! `kaitei segment FILE`: the clauses of one text, no corpus needed.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use kaitei::document::canonical;
use kaitei::report::{json, outline};
use kaitei::segment::Segmented;
use kaitei::source::Format;

use crate::failure::{DONE, Failure};
use crate::output;

/// Show the clauses of one text
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kaitei segment privacy.txt
  kaitei segment privacy.md --format json | jq '.clauses[].heading'
  kaitei segment kiyaku.txt --format markdown > policy.md")]
pub(crate) struct SegmentArgs {
    /// The text: a .txt or .md file
    file: PathBuf,
    /// What to print
    #[arg(long, value_enum, default_value_t = SegmentFormat::Outline)]
    format: SegmentFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SegmentFormat {
    /// A line per clause
    Outline,
    /// The contract of docs/formats.md
    Json,
    /// Canonical Markdown
    Markdown,
}

impl SegmentArgs {
    pub(crate) fn run(self) -> Result<u8, Failure> {
        let segmented = read_file(&self.file)?;
        output::print(&match self.format {
            SegmentFormat::Outline => outline::render(&segmented),
            SegmentFormat::Json => json::segment(&segmented),
            SegmentFormat::Markdown => canonical::write(&segmented.document),
        })?;
        Ok(DONE)
    }
}

/// The largest file that is read; a policy is some hundred kilobytes.
const LARGEST: u64 = 64 << 20;

/// The clauses of a file.
pub(crate) fn read_file(path: &Path) -> Result<Segmented, Failure> {
    let (bytes, format) = read_bytes(path)?;
    segment_bytes(path, &bytes, format)
}

/// The bytes of a file and what they are; an empty file is an error.
pub(crate) fn read_bytes(path: &Path) -> Result<(Vec<u8>, Format), Failure> {
    let name = path.display();
    let meta = std::fs::metadata(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => Failure::new(
            format!("{name}: ファイルがありません"),
            "パスを確かめてください",
        ),
        _ => Failure::new(
            format!("{name}: 読めません（{e}）"),
            "ファイルの権限を確かめてください",
        ),
    })?;
    if !meta.is_file() {
        return Err(Failure::new(
            format!("{name}: ファイルではありません"),
            "テキスト（.txt、.md）を 1 つ指定してください",
        ));
    }
    if meta.len() > LARGEST {
        return Err(Failure::new(
            format!("{name}: 大きすぎます（{} MiB）", meta.len() >> 20),
            format!("{} MiB までのテキストを指定してください", LARGEST >> 20),
        ));
    }
    let format = Format::of_name(&name.to_string()).ok_or_else(|| {
        Failure::new(
            format!("{name}: 読めない形式です"),
            "拡張子が .txt または .md のファイルを指定してください",
        )
    })?;
    let bytes = std::fs::read(path).map_err(|e| {
        Failure::new(
            format!("{name}: 読めません（{e}）"),
            "ファイルの権限を確かめてください",
        )
    })?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Failure::new(
            format!("{name}: 空のファイルです"),
            "本文のあるテキストを指定してください",
        ));
    }
    Ok((bytes, format))
}

/// The clauses of a file's bytes.
pub(crate) fn segment_bytes(
    path: &Path,
    bytes: &[u8],
    format: Format,
) -> Result<Segmented, Failure> {
    let name = path.display();
    kaitei::segment::segment_bytes(bytes, format).map_err(|e| {
        Failure::new(
            format!("{name}: UTF-8 ではありません（{e}）"),
            "UTF-8 に変換してから読み込んでください（例: iconv -f CP932 -t UTF-8）",
        )
    })
}

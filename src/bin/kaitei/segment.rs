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
    /// Say for each line what it became, in which clause, and by which rule
    #[arg(long, conflicts_with = "format")]
    explain: bool,
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
        if self.explain {
            return self.explain();
        }
        let segmented = read_file(&self.file)?;
        output::print(&match self.format {
            SegmentFormat::Outline => outline::render(&segmented),
            SegmentFormat::Json => json::segment(&segmented),
            SegmentFormat::Markdown => canonical::write(&segmented.document),
        })?;
        Ok(DONE)
    }
}

impl SegmentArgs {
    /// A line per line of the source: its number, what it became, the clause, the rule, its words.
    fn explain(&self) -> Result<u8, Failure> {
        let (bytes, format) = read_bytes(&self.file)?;
        let text = kaitei::source::decode(&bytes).map_err(|e| not_utf8(&self.file, &e))?;
        if format == Format::Markdown && canonical::is_canonical(text) {
            return Err(Failure::new(
                format!("{}: kaitei が書いた Markdown です", self.file.display()),
                "条項は書かれたとおりに読むので、説明することはありません",
            ));
        }
        let lines = kaitei::source::lines(text, format);
        let (segmented, reasons) = kaitei::segment::explain(&lines);
        let mut out = String::new();
        for reason in &reasons {
            let at = lines.lines.partition_point(|l| l.number < reason.line);
            let words = lines.lines.get(at).map_or("", |l| l.text.as_ref());
            let words: String = words.chars().take(24).collect();
            let path = if reason.path.is_root() {
                "-"
            } else {
                reason.path.as_str()
            };
            out.push_str(&format!(
                "{}\t{}\t{path}\t{}\t{words}\n",
                reason.line,
                reason.rule.kind(),
                reason.rule.as_str()
            ));
            let from = segmented
                .diagnostics
                .partition_point(|d| d.line < reason.line);
            for doubt in segmented.diagnostics[from..]
                .iter()
                .take_while(|d| d.line == reason.line)
            {
                out.push_str(&format!(
                    "{}\t?\t{}\t{}\n",
                    doubt.line, doubt.code, doubt.message
                ));
            }
        }
        output::print(&out)?;
        Ok(DONE)
    }
}

/// The largest file that is read; a policy is some hundred kilobytes.
pub(crate) const LARGEST: u64 = 64 << 20;

/// The clauses of a file.
pub(crate) fn read_file(path: &Path) -> Result<Segmented, Failure> {
    let (bytes, format) = read_bytes(path)?;
    segment_bytes(path, &bytes, format)
}

/// Bytes above which a text is long.
const LONG: u64 = 1 << 18;

/// Frees a block that was never used, as large as those of a long text. Until glibc has seen such a one freed it gives every
/// large block back to the system and has it made anew page by page, which takes a tenth of the time of comparing two texts of 1 MB.
fn keep_memory() {
    const LARGE: usize = 16 << 20;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(LARGE)));
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
            format!("{name}: 読めません（{}）", crate::wording::io(&e)),
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
    let format = format_of(&name.to_string())?;
    if meta.len() > LONG {
        keep_memory();
    }
    let bytes = std::fs::read(path).map_err(|e| {
        Failure::new(
            format!("{name}: 読めません（{}）", crate::wording::io(&e)),
            "ファイルの権限を確かめてください",
        )
    })?;
    check_bytes(&name.to_string(), &bytes)?;
    Ok((bytes, format))
}

/// What a file is, by its name.
pub(crate) fn format_of(name: &str) -> Result<Format, Failure> {
    Format::of_name(name).ok_or_else(|| {
        Failure::new(
            format!("{name}: 読めない形式です"),
            "拡張子が .txt または .md のファイルを指定してください",
        )
    })
}

/// A text is no file of another kind, and not empty.
pub(crate) fn check_bytes(name: &str, bytes: &[u8]) -> Result<(), Failure> {
    if bytes.contains(&0) {
        return Err(Failure::new(
            format!("{name}: テキストではありません（NUL 文字を含みます）"),
            "UTF-8 のテキスト（.txt、.md）を指定してください",
        ));
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(Failure::new(
            format!("{name}: 空のファイルです"),
            "本文のあるテキストを指定してください",
        ));
    }
    Ok(())
}

/// The clauses of a file's bytes.
pub(crate) fn segment_bytes(
    path: &Path,
    bytes: &[u8],
    format: Format,
) -> Result<Segmented, Failure> {
    kaitei::segment::segment_bytes(bytes, format).map_err(|e| not_utf8(path, &e))
}

pub(crate) fn not_utf8(path: &Path, error: &kaitei::source::SourceError) -> Failure {
    let kaitei::source::SourceError::Decode(at) = error;
    Failure::new(
        format!(
            "{}: {} 行目: UTF-8 ではありません（先頭から {} バイト目）",
            path.display(),
            at.line,
            at.offset + 1
        ),
        "UTF-8 に変換してから読み込んでください（例: iconv -f CP932 -t UTF-8）",
    )
}

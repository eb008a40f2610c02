//! `--out FILE`: a file is written whole or not at all.

use std::fs::{self, File};
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::{output, wording};

/// What a command made: text, or the bytes of a file that no terminal can show.
#[derive(Debug)]
pub(crate) enum Made {
    /// Text; on standard output it is printed.
    Text(String),
    /// Bytes; they go to a file or a pipe.
    Bytes(Vec<u8>),
}

/// Puts what was made where the user wants it: into `out`, else on standard output.
pub(crate) fn put(made: &Made, out: Option<&Path>) -> Result<(), Failure> {
    match (made, out) {
        (Made::Text(text), Some(path)) => file(path, text.as_bytes()),
        (Made::Bytes(bytes), Some(path)) => file(path, bytes),
        (Made::Text(text), None) => output::print(text),
        (Made::Bytes(_), None) if io::stdout().is_terminal() => Err(Failure::new(
            "この形式のファイルは画面に表示できません",
            "--out ファイル名 で書き込み先を指定してください",
        )),
        (Made::Bytes(bytes), None) => output::bytes(bytes),
    }
}

/// The format to write: the one asked for, else the one that the ending of `out` names in either case, else `usual`.
pub(crate) fn format<F: Copy>(
    asked: Option<F>,
    out: Option<&Path>,
    endings: &[(&str, F)],
    usual: F,
) -> Result<F, Failure> {
    let (None, Some(path)) = (asked, out) else {
        return Ok(asked.unwrap_or(usual));
    };
    let ending = path.extension().and_then(|e| e.to_str());
    ending
        .map(str::to_ascii_lowercase)
        .and_then(|ending| endings.iter().find(|f| f.0 == ending))
        .map(|f| f.1)
        .ok_or_else(|| {
            let endings: Vec<String> = endings.iter().map(|e| format!(".{}", e.0)).collect();
            Failure::new(
                format!("{}: 拡張子から形式がわかりません", path.display()),
                format!(
                    "--format で形式を指定するか、次の拡張子にしてください: {}",
                    endings.join("、")
                ),
            )
        })
}

/// Refuses to write over what is read: a text of which nobody may have another copy.
pub(crate) fn spare(out: Option<&Path>, inputs: &[Option<&Path>]) -> Result<(), Failure> {
    let real = |path: &Path| fs::canonicalize(path).ok();
    let Some((out, there)) = out.and_then(|o| Some((o, real(o)?))) else {
        return Ok(());
    };
    if inputs
        .iter()
        .flatten()
        .all(|i| real(i).as_ref() != Some(&there))
    {
        return Ok(());
    }
    Err(Failure::new(
        format!("{}: 読み込むファイルには書き込めません", out.display()),
        "--out に、ほかのファイル名を指定してください",
    ))
}

/// Writes a file: into one beside it first, which then takes its name. A failure leaves what was there.
pub(crate) fn file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let beside = beside(path);
    let written = if path.is_dir() {
        Err(io::ErrorKind::IsADirectory.into())
    } else {
        create(&beside, bytes, path.exists())
    };
    let done = written.and_then(|()| {
        // A file that others may not read stays so.
        if let Ok(there) = fs::metadata(path) {
            fs::set_permissions(&beside, there.permissions())?;
        }
        fs::rename(&beside, path)
    });
    done.map_err(|error| {
        // Nothing half written is left; where even that fails there is nothing more to do.
        let _ = fs::remove_file(&beside);
        let why = match error.kind() {
            io::ErrorKind::NotFound => "フォルダがありません".to_owned(),
            _ => wording::io(&error),
        };
        Failure::new(
            format!("{}: 書けません（{why}）", path.display()),
            "フォルダがあるか、書き込めるか、空き容量があるかを確かめてください",
        )
    })
}

/// `replaces`: another file goes for this one, so its bytes must be on the disk before its name is; a file that was not
/// there can be made again.
fn create(path: &Path, bytes: &[u8], replaces: bool) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    if replaces {
        file.sync_all()?;
    }
    Ok(())
}

/// A name that nobody else uses, in the same folder.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

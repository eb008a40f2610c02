//! Standard output, quiet when the reader has gone (`kaitei … | head`), and the pager of a terminal.

use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal as _, Write};
use std::process::{Command, Stdio};

use anstream::{AutoStream, ColorChoice};

use crate::failure::Failure;
use crate::surroundings::variable;

/// When colours are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Prints a text; colour codes are removed where standard output is no terminal or `NO_COLOR` is set.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    written(write(&mut out, text))
}

/// A text without colours.
pub(crate) fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// Writes the bytes of a file to a pipe.
pub(crate) fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    written(out.write_all(bytes).and_then(|()| out.flush()))
}

/// Whether standard output gets colours.
pub(crate) fn coloured(colour: Colour) -> bool {
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => AutoStream::choice(&std::io::stdout()) != ColorChoice::Never,
    }
}

/// Prints a text that may be long: through a pager where standard output is a terminal that it does not fit.
pub(crate) fn page(text: &str, colour: Colour) -> Result<(), Failure> {
    let stdout = std::io::stdout();
    let stripped;
    let text = if coloured(colour) {
        text
    } else {
        stripped = plain(text);
        &stripped
    };
    if stdout.is_terminal() {
        let rows = terminal_size::terminal_size().map_or(usize::MAX, |(_, h)| usize::from(h.0));
        if text.lines().count() >= rows && through_pager(text) {
            return Ok(());
        }
        // An old console has to be told what the codes mean.
        let mut out = AutoStream::new(stdout, ColorChoice::Always);
        return written(write(&mut out, text));
    }
    written(write(&mut stdout.lock(), text))
}

fn write(out: &mut impl Write, text: &str) -> std::io::Result<()> {
    out.write_all(text.as_bytes())?;
    out.flush()
}

fn written(result: std::io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::new(
            format!("標準出力に書けません（{}）", crate::wording::io(&error)),
            "出力先の空き容量と権限を確かめてください",
        )),
        _ => Ok(()),
    }
}

/// Shows a text in `PAGER`, else in less; false where there is neither.
fn through_pager(text: &str) -> bool {
    let mut command = match variable("PAGER") {
        Some(pager) => {
            let mut shell = Command::new("sh");
            shell.arg("-c").arg(OsString::from(pager));
            shell
        }
        None => {
            let mut less = Command::new("less");
            less.arg("-RFX");
            less
        }
    };
    // A less that the user's PAGER names shows colours and Japanese too.
    for (name, value) in [("LESS", "RFX"), ("LESSCHARSET", "utf-8")] {
        if variable(name).is_none() {
            command.env(name, value);
        }
    }
    let Ok(mut pager) = command.stdin(Stdio::piped()).spawn() else {
        return false;
    };
    if let Some(mut stdin) = pager.stdin.take() {
        // A reader that has seen enough closes the pipe.
        let _ = write(&mut stdin, text);
    }
    let shown = pager.wait();
    // A shell that does not know the command shows nothing.
    shown.is_ok_and(|status| status.code() != Some(127))
}

/// Columns to write in: the terminal's, else 100.
pub(crate) fn columns() -> usize {
    terminal_size::terminal_size()
        .map_or(100, |(width, _)| usize::from(width.0))
        .clamp(40, 400)
}

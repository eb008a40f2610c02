//! Standard output, quiet when the reader has gone (`kaitei … | head`).

use std::io::{ErrorKind, Write as _};

use crate::failure::Failure;

/// Prints a text; colour codes are removed where standard output is no terminal or `NO_COLOR` is set.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::new(
            format!("標準出力に書けません（{}）", crate::wording::io(&error)),
            "出力先の空き容量と権限を確かめてください",
        )),
        _ => Ok(()),
    }
}

/// Columns to write in: the terminal's, else 100.
pub(crate) fn columns() -> usize {
    terminal_size::terminal_size()
        .map_or(100, |(width, _)| usize::from(width.0))
        .clamp(40, 400)
}

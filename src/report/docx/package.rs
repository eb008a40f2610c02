//! The container: parts and their names → the bytes of a `.docx`.
//!
//! In: parts. Out: a ZIP of them, the same bytes for the same parts on every machine. Never: takes the clock: every entry
//! is dated 1980-01-01, the first day ZIP knows.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Error;

/// A part: its name in the package and its bytes.
pub(crate) type Part = (String, Vec<u8>);

/// The package of `parts`, in their order.
///
/// # Errors
/// More than ZIP can hold.
pub(crate) fn pack(parts: &[Part]) -> Result<Vec<u8>, Error> {
    let too_much = |error: &dyn std::fmt::Display| Error::Package(error.to_string());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options)
            .map_err(|e| too_much(&e))?;
        zip.write_all(bytes).map_err(|e| too_much(&e))?;
    }
    Ok(zip.finish().map_err(|e| too_much(&e))?.into_inner())
}

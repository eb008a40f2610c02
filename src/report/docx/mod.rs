//! Word files: a redline with tracked changes, a 新旧対照表, an お知らせ.
//!
//! In: a revision or the models made of it, the file's properties (author and time among them).
//! Out: the bytes of a `.docx` that keeps to the schema of ISO/IEC 29500 (transitional), the same for the same input.
//! Never: computes a difference, takes the clock, or loses a character in silence.
//!
//! 1. [`redline()`] lays a revision out as `block`s, kept, inserted and deleted;
//! 2. `styles`, `page` and `dress` say how they look;
//! 3. `write`, `parts` and `package` make the file of them; `xml` alone writes markup.
//!
//! The writer is our own and small because what the libraries at hand write does not keep to the schema's order or knows no
//! repeated header row; the container and the escaping are libraries'.

mod block;
mod dress;
mod package;
mod page;
mod parts;
mod redline;
mod styles;
mod write;
mod xml;

pub use page::Orientation;
pub use parts::Properties;
pub use redline::redline;
pub use xml::visible;

/// How a Word file is made.
#[derive(Debug, Clone)]
pub struct Options {
    /// What the file says of itself.
    pub properties: Properties,
    /// How the page lies; none: a table lies and a text stands.
    pub orientation: Option<Orientation>,
}

/// A Word file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many characters XML cannot hold (control characters); a sign stands for each, see [`visible`].
    pub replaced: usize,
}

/// Why no Word file could be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The parts do not fit into a ZIP.
    #[error("the package could not be made: {0}")]
    Package(String),
}

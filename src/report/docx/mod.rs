//! Word files: a redline with tracked changes, a 新旧対照表, an お知らせ.
//!
//! In: a revision or the models made of it, the file's properties (author and time among them), and maybe a firm's
//! template.
//! Out: the bytes of a `.docx` that keeps to the schema of ISO/IEC 29500 (transitional), the same for the same input.
//! Never: computes a difference, takes the clock, or loses a character in silence.
//!
//! 1. [`redline()`] lays a revision out as `block`s, kept, inserted and deleted; [`comparison()`] and [`notice`] do so with theirs;
//! 2. `styles`, `page` and `dress` say how they look, or a firm's [`Template`] does;
//! 3. `write`, `parts` and `package` make the file of them; `xml` alone writes markup.
//!
//! The writer is our own and small because what the libraries at hand write does not keep to the schema's order or knows no
//! repeated header row; the container and the escaping are libraries'.

mod anchors;
mod block;
mod comparison;
mod dress;
mod letter;
mod package;
mod page;
mod parts;
mod redline;
mod side_by_side;
mod styles;
mod template;
mod write;
mod xml;

pub use comparison::comparison;
pub use letter::notice;
pub use page::Orientation;
pub use parts::Properties;
pub use redline::redline;
pub use side_by_side::side_by_side;
pub use template::Template;
pub use xml::visible;

/// How a Word file is made.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// What the file says of itself.
    pub properties: Properties,
    /// A firm's template; none: A4, 明朝, the page's number at its foot.
    pub template: Option<&'a Template>,
    /// How the page lies; none: as the template's, else a table lies and a text stands.
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

/// Why no Word file could be made, or a template not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The parts do not fit into a ZIP.
    #[error("the package could not be made: {0}")]
    Package(String),
    /// The template is no Word file, or a damaged one.
    #[error("no template: {0:?}")]
    NoTemplate(Fault),
    /// The template is larger than a template is.
    #[error("the template is too large: {0:?}")]
    LargeTemplate(Excess),
    /// The template is a «Strict Open XML» file.
    #[error("the template is of the Strict kind")]
    StrictTemplate,
    /// A part of the template refers to what cannot be taken over: the part, and what it refers to.
    #[error("{0} refers to {1}")]
    TemplatePart(String, String),
}

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No ZIP archive.
    NoZip,
    /// No Word document in it.
    NoDocument,
    /// No sheet of styles in it.
    NoStyles,
    /// This part is missing or cannot be unpacked.
    Damaged(String),
    /// This part is no UTF-8.
    NotUtf8(String),
    /// This part is no XML, or XML with a DTD or too many elements; the line, 1-based.
    Xml(String, u32),
    /// This part refers to this, which is no name of a part.
    Outside(String, String),
    /// This measure of the page is none.
    NoSize(String),
    /// The margins leave less than six centimetres for text.
    NoRoom,
}

/// What of a template is too large.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Excess {
    /// The file, in bytes.
    File(u64),
    /// The number of its parts.
    Parts(usize),
    /// This part, unpacked.
    Part(String),
}

//! What can go wrong with a corpus: what happened, and where.
//!
//! In: nothing. Out: [`CorpusError`]. Never: says what to do (the command line does).

use std::path::PathBuf;

use jiff::civil::Date;

use super::IdFault;

/// Why a corpus could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// Nothing at that place.
    #[error("{}: no corpus there", path.display())]
    Absent {
        /// Where a corpus was looked for.
        path: PathBuf,
    },
    /// A folder or file that is no corpus and must not become one.
    #[error("{}: not a corpus", path.display())]
    NotACorpus {
        /// The place.
        path: PathBuf,
        /// What it is instead.
        found: Foreign,
    },
    /// A later kaitei wrote it.
    #[error("kaitei.toml: format {found} is newer than {known}")]
    NewerFormat {
        /// The format it has.
        found: u64,
        /// The newest format this program knows.
        known: u64,
    },
    /// A process holds the lock, or one that died has left it.
    #[error("{}: locked", path.display())]
    Locked {
        /// The lock file.
        path: PathBuf,
        /// True where no living process holds it.
        stale: bool,
    },
    /// Work of a person that is not committed.
    #[error("{path}: changed and not committed")]
    Dirty {
        /// A path inside the corpus.
        path: String,
    },
    /// A merge, rebase or the like is not finished.
    #[error("a merge or rebase is not finished")]
    Unfinished,
    /// The branch to add to is not clear.
    #[error("no branch of versions is checked out ({head})")]
    NoBranch {
        /// What is checked out.
        head: String,
    },
    /// Others moved the branch each time.
    #[error("{branch} was moved by someone else, again and again")]
    Contended {
        /// The branch.
        branch: String,
    },
    /// An id that is none.
    #[error("{id:?}: {fault}")]
    BadId {
        /// The words.
        id: String,
        /// What is wrong.
        fault: IdFault,
    },
    /// An id that differs from one that exists by upper and lower case alone.
    #[error("{id} and {other} are the same name where case does not count")]
    SameName {
        /// The new id.
        id: String,
        /// The id or organisation that is there.
        other: String,
    },
    /// Words that name no version.
    #[error("{spec:?} names no version")]
    BadSpec {
        /// The words.
        spec: String,
    },
    /// No such policy.
    #[error("{id}: no such policy")]
    NoPolicy {
        /// Its id.
        id: String,
    },
    /// No such version.
    #[error("{id}: no version {version}")]
    NoVersion {
        /// The policy.
        id: String,
        /// The version asked for.
        version: String,
        /// The first there is.
        first: String,
        /// The last there is.
        last: String,
    },
    /// A day before the first version.
    #[error("{id}: not in force on {day}; the first version is of {first}")]
    NotYetInForce {
        /// The policy.
        id: String,
        /// The day asked for.
        day: Date,
        /// The day of its first version.
        first: Date,
    },
    /// `latest~9` of four versions.
    #[error("{id}: only {count} versions before that one, not {back}")]
    TooFarBack {
        /// The policy.
        id: String,
        /// How far back was asked for.
        back: usize,
        /// How far back there is anything.
        count: usize,
    },
    /// No day for a version.
    #[error("{name}: names no date")]
    NoDate {
        /// The file.
        name: String,
    },
    /// A file name that begins with a day the calendar lacks.
    #[error("{name}: begins with a day that does not exist")]
    ImpossibleDay {
        /// The file.
        name: String,
    },
    /// A stored file that can't be read back.
    #[error("{path}: {what}")]
    Stored {
        /// Its path in the corpus.
        path: String,
        /// What is wrong, with the line where it is known.
        what: String,
    },
    /// git refused.
    #[error("git: {message}")]
    Git {
        /// Its words.
        message: String,
    },
    /// The disk refused.
    #[error("{}: {error}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Its words.
        error: std::io::Error,
    },
}

/// What lies where a corpus should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// A file.
    File,
    /// A folder with other things in it.
    Folder,
    /// A git repository without `kaitei.toml`.
    Repository,
}

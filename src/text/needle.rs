//! Words that are looked for in every line, found fast.
//!
//! In: a word known beforehand and a text. Out: whether, or where, the word stands in it. Never: folds width or case.

use std::sync::LazyLock;

use memchr::memmem::Finder;

/// A word whose search is prepared once.
pub struct Needle(LazyLock<Finder<'static>>);

/// Three blanks.
pub static BLANKS: Needle = Needle(LazyLock::new(|| Finder::new("   ")));
/// A full-width blank.
pub static WIDE_BLANK: Needle = Needle(LazyLock::new(|| Finder::new("\u{3000}")));
/// `。`
pub static STOP: Needle = Needle(LazyLock::new(|| Finder::new("。")));
/// `年`
pub static YEAR: Needle = Needle(LazyLock::new(|| Finder::new("年")));

impl Needle {
    /// The byte where the word first stands.
    #[inline]
    pub fn find(&self, text: &str) -> Option<usize> {
        self.0.find(text.as_bytes())
    }

    /// The bytes where the word stands, in order.
    #[inline]
    pub fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        self.0.find_iter(text.as_bytes())
    }

    /// True where the word stands in the text.
    #[inline]
    pub fn is_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words() {
        assert_eq!(STOP.find("目的。"), Some(6));
        assert_eq!(WIDE_BLANK.places("　あ　").collect::<Vec<_>>(), [0, 6]);
        assert!(!STOP.is_in("目的"));
    }
}

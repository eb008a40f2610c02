//! Markdown → lines.

use super::Lines;

pub(super) fn read(text: &str) -> Lines<'_> {
    super::plain::read(text)
}

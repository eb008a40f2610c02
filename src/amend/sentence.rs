//! Sentence: 本文, ただし書, 前段 and 後段 of a clause's own text.
//!
//! In: a text. Out: where that part of it stands. Never: names a sentence of a text that drafters would not name so.
//!
//! Practice of 法制執務: where the last sentence begins with ただし it is the ただし書, and what stands before it the 本文; of two
//! other sentences the first is the 前段 and the second the 後段. A text of three sentences has none of these names here.

use std::ops::Range;

use super::instruction::Sentence;
use crate::document::Block;
use crate::text::sentence::split;

/// How a ただし書 begins.
const BUT: [&str; 2] = ["ただし", "但し"];

/// True for a sentence that is a ただし書.
pub(crate) fn is_proviso(sentence: &str) -> bool {
    BUT.iter().any(|but| sentence.starts_with(but))
}

/// Where the sentence of that name stands in a text, in bytes; none where the text has no such sentence.
pub(crate) fn range(text: &str, sentence: Sentence) -> Option<Range<usize>> {
    let all = split(text);
    let (last, before) = all.split_last().filter(|(_, b)| !b.is_empty())?;
    let has_proviso = is_proviso(&text[last.clone()]);
    let is_two = before.len() == 1 && !has_proviso;
    match sentence {
        Sentence::Main => has_proviso.then_some(0..last.start),
        Sentence::Proviso => has_proviso.then(|| last.clone()),
        Sentence::First => is_two.then_some(0..last.start),
        Sentence::Latter => is_two.then(|| last.clone()),
    }
}

/// The paragraph of a clause that such a name speaks of: the last of its own text.
pub(crate) fn paragraph(blocks: &mut [Block]) -> Option<&mut String> {
    match blocks.last_mut() {
        Some(Block::Paragraph(text)) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_named_as_drafters_name_them() {
        let two = "会費は、返還しない。ただし、会長が認めたとき（前項の場合を除く。）は、この限りでない。";
        let but = two.find("ただし").unwrap();
        assert_eq!(range(two, Sentence::Main), Some(0..but));
        assert_eq!(range(two, Sentence::Proviso), Some(but..two.len()));
        assert_eq!(range(two, Sentence::Latter), None);
        let after = "会計を置く。この場合において、幹事は兼ねない。";
        let second = after.find("この").unwrap();
        assert_eq!(range(after, Sentence::First), Some(0..second));
        assert_eq!(range(after, Sentence::Latter), Some(second..after.len()));
        assert_eq!(range(after, Sentence::Proviso), None);
        for none in ["", "会計を置く。", "ただし、会計を置く。", "甲。乙。丙。"]
        {
            for name in [
                Sentence::Main,
                Sentence::Proviso,
                Sentence::First,
                Sentence::Latter,
            ] {
                assert_eq!(range(none, name), None, "{none}");
            }
        }
    }
}

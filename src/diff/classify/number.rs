//! Number: a change of figures alone: 14日 → 30日, 1万円 → 2万円.
//!
//! In: what stood and what stands. Out: whether only numerals and their units differ. Never: takes a word with a numeral in
//! it (一般, 十分) for a number unless the rest stayed.

use crate::diff::inline::script;

/// Units that may change along with their number: 14日 → 2週間. Counters in general use in rules and contracts.
const UNITS: &str = "年月日週間時分秒円株％%人名回件個割か箇ヶ台倍歳";

/// True where only numerals differ: 14日 → 30日, 1万円 → 2万円.
pub(super) fn is(old: &str, new: &str) -> bool {
    let words = |text: &str| -> String {
        text.chars()
            .filter(|c| !script::is_numeral(*c) && !matches!(c, ',' | '，' | '.' | '．'))
            .collect()
    };
    let has = |text: &str| text.chars().any(script::is_numeral);
    has(old)
        && has(new)
        && (words(old) == words(new)
            || (words(old).chars().all(|c| UNITS.contains(c))
                && words(new).chars().all(|c| UNITS.contains(c))))
}

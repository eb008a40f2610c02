//! Numbers: what the number of a clause is called: 第2項, 第２号, 第二項の三.
//!
//! In: a marker or a number. Out: its name, in the text's own numerals. Never: changes a marker that is named as it stands.

use crate::diff::ordinal::values;
use crate::document::Number;
use crate::text::style::Style;
use crate::text::{fold, numeral};

/// `第2号`, `第1項の2`; イ and its kin as they stand.
pub(super) fn counted(number: &Number, unit: char, marker: &str, style: Style) -> String {
    let countable = number.as_str().chars().all(|c| {
        c.is_ascii_digit()
            || numeral::is_kanji_numeral(c)
            || "()の-.".contains(c)
            || numeral::circled(c).is_some()
    });
    let values = values(number);
    match values.as_slice() {
        [first, rest @ ..] if countable => {
            let mut out = format!("第{}{unit}", style.write(*first));
            for branch in rest {
                out.push_str(&format!("の{}", style.write(*branch)));
            }
            out
        }
        _ => marker.to_owned(),
    }
}

/// A marker as it stands without decoration and closing punctuation: `■ 第３条　` → `第３条`.
pub(super) fn bare_marker(marker: &str) -> String {
    let solid: String = marker.chars().filter(|c| !fold::is_blank(*c)).collect();
    let bare = solid
        .trim_start_matches(|c: char| "■□●○◆◇▼▽▲△・*-#§◎★☆".contains(c))
        .trim_end_matches(['.', '．', '、', ',', ':', '：', '，']);
    bare.strip_prefix('【')
        .and_then(|b| b.strip_suffix('】'))
        .unwrap_or(bare)
        .to_owned()
}

//! Comparison keys: the same words in another width, with other blanks, are the same key.
//!
//! In: text. Out: a key. Never: a key is stored or shown.

use std::hash::Hasher as _;

use icu_normalizer::ComposingNormalizer;
use rustc_hash::FxHasher;

/// True for every blank a Japanese text may hold: ASCII and ideographic space, tab, no-break and
/// zero-width spaces.
#[inline]
pub fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{3000}' | '\u{a0}' | '\u{200b}' | '\u{feff}' | '\r' | '\u{b}' | '\u{c}'
    ) || (!c.is_ascii() && c.is_whitespace())
}

/// `text` without the blanks at either end.
#[inline]
pub fn trim(text: &str) -> &str {
    if may_begin_blank(text.as_bytes()) || may_end_blank(text.as_bytes()) {
        text.trim_matches(is_blank)
    } else {
        text
    }
}

/// `text` without the blanks at its start.
#[inline]
pub fn trim_start(text: &str) -> &str {
    if may_begin_blank(text.as_bytes()) {
        text.trim_start_matches(is_blank)
    } else {
        text
    }
}

/// False only where the first character is surely no blank, told by its bytes: ASCII but blanks and controls, and
/// U+3001 – U+CFFF.
#[inline]
fn may_begin_blank(bytes: &[u8]) -> bool {
    match *bytes {
        [b'!'..=b'~', ..] | [0xe4..=0xec, ..] => false,
        [0xe3, second, third, ..] => second == 0x80 && third == 0x80,
        _ => true,
    }
}

/// False only where the last character is surely no blank.
#[inline]
fn may_end_blank(bytes: &[u8]) -> bool {
    match *bytes {
        [.., b'!'..=b'~'] | [.., 0xe4..=0xec, _, _] => false,
        [.., 0xe3, second, third] => second == 0x80 && third == 0x80,
        _ => true,
    }
}

/// The half-width form of one full-width ASCII character (`Ａ` → `A`, `（` → `(`, `　` → ` `); any other
/// character as it is.
#[inline]
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// NFKC without any blank, so that width, composition and spacing do not count.
///
/// `①`, `㈱` and the like are kept apart (NFKC would make `①` a `1`), for they are numbers of their own.
/// `〜` and `～` are one.
pub fn key(text: &str) -> String {
    plain_key(text).unwrap_or_else(|| composed_key(text))
}

/// False only where the first letter shows that `key` is not the key of `text`.
pub fn may_begin_key(text: &str, key: &str) -> bool {
    let first = text.chars().find(|c| !is_blank(*c));
    match first {
        // A mark that follows kana or a letter may change it; these fold by themselves.
        Some(c @ ('一'..='龥' | '0'..='9')) => key.starts_with(c),
        // … into kana or a letter again.
        Some('ぁ'..='ヶ' | 'A'..='Z' | 'a'..='z') => {
            !key.starts_with(|k| matches!(k, '一'..='龥'))
        }
        _ => true,
    }
}

/// A hash of the letters that the key of a text begins with, the same for two texts of one key; none where they can't be
/// told without making it.
pub fn beginning(text: &str) -> Option<u64> {
    /// So many letters tell most headings apart.
    const MANY: usize = 8;
    let mut hash = FxHasher::default();
    let mut letters = 0;
    for c in text.chars() {
        let folded = match plain(c)? {
            Plain::Blank => continue,
            Plain::Letter(c) => c,
        };
        // The letter after the last one must be such a one too: a mark there would change the last.
        if letters == MANY {
            break;
        }
        hash.write_u32(folded.into());
        letters += 1;
    }
    Some(hash.finish())
}

/// The key where every character folds by itself, as nearly all of Japanese text does.
fn plain_key(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if let Plain::Letter(c) = plain(c)? {
            out.push(c);
        }
    }
    Some(out)
}

/// A character that folds by itself.
enum Plain {
    Blank,
    Letter(char),
}

/// What a character folds to where what stands beside it makes no difference.
#[inline]
fn plain(c: char) -> Option<Plain> {
    Some(Plain::Letter(match c {
        // Kana, ideographs and their punctuation are their own NFKC where no mark follows them.
        'ぁ'..='ゖ' | 'ァ'..='ー' | '一'..='龥' | '①'..='⓿' | '※' => c,
        '、'..='〃' | '々'..='〇' | '〈'..='】' | '〔'..='〛' => c,
        '!'..='~' => c,
        ' ' | '\t' | '\u{3000}' => return Some(Plain::Blank),
        '\u{ff01}'..='\u{ff5e}' => half_width(c),
        '〜' => '~',
        _ => return None,
    }))
}

fn composed_key(text: &str) -> String {
    let nfkc = ComposingNormalizer::new_nfkc();
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    let flush = |run: &mut String, out: &mut String| {
        if !run.is_empty() {
            out.push_str(&nfkc.normalize(run));
            run.clear();
        }
    };
    for c in text.chars() {
        match c {
            c if is_blank(c) => {}
            '\u{2460}'..='\u{24ff}' | '\u{3220}'..='\u{32ff}' => {
                flush(&mut run, &mut out);
                out.push(c);
            }
            '〜' => run.push('~'),
            _ => run.push(c),
        }
    }
    flush(&mut run, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_and_blanks_do_not_count() {
        assert_eq!(key("第１条　（目 的）"), "第1条(目的)");
        assert_eq!(key("①と1"), "①と1");
        assert_eq!(key("１０〜１２"), key("10～12"));
        assert_eq!(key("ｻｰﾋﾞｽ"), "サービス");
    }

    #[test]
    fn blanks_are_told_by_their_bytes() {
        for c in (0..0x1_0000).filter_map(char::from_u32) {
            for text in [format!("{c}"), format!("{c}目{c}"), format!("a{c}")] {
                assert_eq!(trim(&text), text.trim_matches(is_blank), "{c:?}");
                assert_eq!(trim_start(&text), text.trim_start_matches(is_blank));
            }
        }
        assert_eq!(trim(""), "");
    }

    #[test]
    fn texts_of_one_key_begin_alike() {
        for (a, b) in [
            (
                "第１条　（目 的）について定める。",
                "第1条(目的)について定める。",
            ),
            ("１．総則", "1.総則"),
            ("ー〜、々", "ー～、々"),
            ("", " "),
        ] {
            assert_eq!(key(a), key(b));
            assert!(beginning(a).is_some());
            assert_eq!(beginning(a), beginning(b), "{a}");
        }
        assert_ne!(beginning("第1条"), beginning("第2条"));
        // がぎぐげごがぎぐ written with a mark behind the eighth か.
        assert_eq!(beginning("あいうえおかきか\u{3099}"), None);
        assert_eq!(
            beginning("あいうえおかきくけ\u{3099}"),
            beginning("あいうえおかきくけ")
        );
    }

    #[test]
    fn the_short_way_is_the_long_way() {
        let blocks = [
            0x20..0x7f,
            0x2010..0x2070,
            0x2460..0x2500,
            0x3000..0x3100,
            0x3220..0x3300,
            0x4e00..0x4e80,
            0xff00..0xffa0,
        ];
        for c in blocks.into_iter().flatten().filter_map(char::from_u32) {
            let text = format!("前{c}後");
            if let Some(short) = plain_key(&text) {
                assert_eq!(short, composed_key(&text), "{:04x}", c as u32);
            }
        }
        assert_eq!(plain_key("か\u{3099}"), None);
    }
}

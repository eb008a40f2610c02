//! Comparison keys: the same words in another width, with other blanks, are the same key.
//!
//! In: text. Out: a key. Never: a key is stored or shown.

use icu_normalizer::ComposingNormalizer;

/// True for every blank a Japanese text may hold: ASCII and ideographic space, tab, no-break and
/// zero-width spaces.
#[inline]
pub fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{3000}' | '\u{a0}' | '\u{200b}' | '\u{feff}' | '\u{b}' | '\u{c}'
    ) || (!c.is_ascii() && c.is_whitespace())
}

/// `text` without the blanks at either end.
#[inline]
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
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
    if text.bytes().all(|b| b.is_ascii_graphic()) {
        return text.to_owned();
    }
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
}

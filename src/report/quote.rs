//! Quote: a text short enough to stand inside a sentence.
//!
//! In: a text. Out: the text, or its beginning up to a phrase boundary and `…`. Never: cuts a word.

use crate::text::fold;

/// The longest quotation inside a sentence, in characters.
pub const LONGEST: usize = 40;

/// The longest item listed on a line of its own, in characters.
pub const LISTED: usize = 80;

/// `text` in 「」, cut to [`LONGEST`] characters; 「」 inside become 『』.
pub fn quote(text: &str) -> String {
    // Half an address leads nowhere.
    let longest = if is_address(text) { ADDRESS } else { LONGEST };
    let short = shorten(text, longest);
    let inner = short
        .strip_prefix('「')
        .and_then(|t| t.strip_suffix('」'))
        .filter(|t| !t.contains(['「', '」']))
        .unwrap_or(&short);
    format!("「{}」", inner.replace('「', "『").replace('」', "』"))
}

/// The longest address on the web that is quoted whole, in characters.
const ADDRESS: usize = 160;

/// True for an address on the web and nothing more.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    text.contains("://") && text.chars().all(|c| c.is_ascii_graphic())
}

/// `text` as a whole in 「」; every 「」 inside becomes 『』.
pub fn exact(text: &str) -> String {
    format!("「{}」", text.replace('「', "『").replace('」', "』"))
}

/// `text` without stray marks and half pairs of brackets at either end; empty where nothing else is left.
pub fn tidy(text: &str) -> &str {
    trimmed(text, true)
}

/// The same, but the full stop of a sentence stays.
pub fn tidy_sentence(text: &str) -> &str {
    trimmed(text, false)
}

fn trimmed(text: &str, stop: bool) -> &str {
    let mark = |c: char| matches!(c, '、' | '，' | ',' | '・') || fold::is_blank(c);
    let mut out = text;
    loop {
        let before = out;
        out = out.strip_prefix("- ").unwrap_or(out);
        out = out
            .trim_start_matches(|c| mark(c) || c == '。')
            .trim_end_matches(|c| mark(c) || (stop && c == '。'));
        let (first, last) = unpaired(out);
        if first && let Some(c) = out.chars().next() {
            out = &out[c.len_utf8()..];
        }
        if last && let Some(c) = out.chars().next_back() {
            out = &out[..out.len() - c.len_utf8()];
        }
        if out == before {
            return out;
        }
    }
}

/// True where a bracket in the text has no partner in it.
pub fn is_half_bracketed(text: &str) -> bool {
    !lone_brackets(text).is_empty()
}

/// Whether a text begins, and whether it ends, with a bracket that has no partner in it.
fn unpaired(text: &str) -> (bool, bool) {
    let (alone, count) = (lone_brackets(text), text.chars().count());
    (
        alone.contains(&0),
        count > 1 && alone.contains(&(count - 1)),
    )
}

/// The places of brackets without a partner, in characters.
fn lone_brackets(text: &str) -> Vec<usize> {
    const PAIRS: [(char, char); 7] = [
        ('「', '」'),
        ('『', '』'),
        ('（', '）'),
        ('(', ')'),
        ('【', '】'),
        ('［', '］'),
        ('〔', '〕'),
    ];
    let (mut open, mut alone) = (Vec::new(), Vec::new());
    for (at, c) in text.chars().enumerate() {
        if PAIRS.iter().any(|p| p.0 == c) {
            open.push(at);
        } else if PAIRS.iter().any(|p| p.1 == c) && open.pop().is_none() {
            alone.push(at);
        }
    }
    alone.extend(open);
    alone
}

/// The first `longest` characters of `text` at most, cut at a phrase boundary, with `…` where something was cut. Line
/// breaks become blanks.
pub fn shorten(text: &str, longest: usize) -> String {
    let text: String = text
        .trim()
        .chars()
        .map(|c| if c == '\n' || c == '\t' { ' ' } else { c })
        .collect();
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= longest {
        return text;
    }
    let cut = (longest / 2..longest)
        .rev()
        .find(|&at| matches!(chars[at - 1], '、' | '，' | '。' | '」' | '）'))
        .or_else(|| {
            (longest / 2..longest)
                .rev()
                .find(|&at| is_hiragana(chars[at - 1]) && !is_hiragana(chars[at]))
        })
        .unwrap_or(longest - 1);
    let head: String = chars[..cut].iter().collect();
    format!("{}…", head.trim_end_matches(['、', '，']))
}

fn is_hiragana(c: char) -> bool {
    ('ぁ'..='ん').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stray_marks_are_left_out() {
        for (text, expected) in [
            ("、当社の過失により、", "当社の過失により"),
            ("216日以下）", "216日以下"),
            ("（例：氏名）", "（例：氏名）"),
            ("）。", ""),
            ("住所）及び（氏名", "住所）及び（氏名"),
        ] {
            assert_eq!(tidy(text), expected);
        }
        assert!(is_half_bracketed("上位規程）が優先され") && !is_half_bracketed("氏名（漢字）"));
        assert_eq!(tidy_sentence("。会員は届け出る。"), "会員は届け出る。");
    }

    #[test]
    fn quotations_end_with_a_phrase() {
        assert_eq!(quote("会費"), "「会費」");
        assert_eq!(quote("「会員」という"), "「『会員』という」");
        assert_eq!(quote("「会員」"), "「会員」");
        let long = "会員は、毎年四月末日までに、事務局が別に定める方法によって、その年度の会費の全額を納めるものとする。";
        assert_eq!(
            quote(long),
            "「会員は、毎年四月末日までに、事務局が別に定める方法によって…」"
        );
    }
}

//! Quote: a text short enough to stand inside a sentence.
//!
//! In: a text. Out: the text, or its beginning up to a phrase boundary and `…`. Never: cuts a word.

/// The longest quotation inside a sentence, in characters.
pub const LONGEST: usize = 40;

/// `text` in 「」, cut to [`LONGEST`] characters; 「」 inside become 『』.
pub fn quote(text: &str) -> String {
    let short = shorten(text, LONGEST);
    let inner = short
        .strip_prefix('「')
        .and_then(|t| t.strip_suffix('」'))
        .filter(|t| !t.contains(['「', '」']))
        .unwrap_or(&short);
    format!("「{}」", inner.replace('「', "『").replace('」', "』"))
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

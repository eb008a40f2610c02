//! Pattern: a word of the table of topics as the search takes it.
//!
//! In: `問(い)合(わ)せ`, `国外＋第三者`, `＝その他`. Out: the parts that must all stand in one sentence, each with its spellings.
//! Never: searches.

use crate::text::fold;

/// Spellings that one part may have; a part with more optional letters than this is refused.
const MOST_SPELLINGS: usize = 16;

/// The parts of `word`, each as its spellings in the form texts are compared in.
///
/// # Errors
/// What is wrong with the word.
pub(crate) fn parts(word: &str) -> Result<Vec<Vec<String>>, &'static str> {
    word.trim_start_matches(['＝', '='])
        .split(['＋', '+'])
        .map(spellings)
        .collect()
}

/// The spellings of one part: `問(い)合(わ)せ` stands for 問い合わせ, 問合わせ, 問い合せ and 問合せ.
fn spellings(part: &str) -> Result<Vec<String>, &'static str> {
    let mut out = vec![String::new()];
    let mut rest = part;
    while let Some(open) = rest.find(['(', '（']) {
        let after = &rest[open..];
        let close = after.find([')', '）']).ok_or("括弧が閉じていません")?;
        let width = |text: &str, at: usize| text[at..].chars().next().map_or(0, char::len_utf8);
        let optional = &after[width(after, 0)..close];
        let before = &rest[..open];
        out = out
            .into_iter()
            .flat_map(|o| [format!("{o}{before}{optional}"), format!("{o}{before}")])
            .collect();
        if out.len() > MOST_SPELLINGS {
            return Err("省ける文字が多すぎます");
        }
        rest = &after[close + width(after, close)..];
    }
    let mut out: Vec<String> = out
        .into_iter()
        .map(|o| fold::key(&(o + rest)).to_lowercase())
        .collect();
    out.sort();
    out.dedup();
    if out.iter().any(String::is_empty) {
        return Err("空の語があります");
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn optional_letters_and_parts() {
        assert_eq!(
            parts("問(い)合（わ）せ＋窓口").unwrap(),
            [
                vec!["問い合せ", "問い合わせ", "問合せ", "問合わせ"],
                vec!["窓口"]
            ]
            .map(|v| v.into_iter().map(String::from).collect::<Vec<_>>())
        );
        assert_eq!(parts("ＩＤ").unwrap(), [["id"]]);
        assert!(parts("").is_err() && parts("あ＋").is_err() && parts("あ(い").is_err());
        assert!(parts("(あ)(い)(う)(え)(お)か").is_err());
    }
}

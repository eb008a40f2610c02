//! Numbers: a marker, folded, so that `（１）` and `(1)` are the same number.
//!
//! In: a marker as it stands. Out: the number. Never: decides whether a line is a clause.

use std::fmt;

use smol_str::SmolStr;

use crate::text::{fold, numeral};

/// The folded number of a clause: `1`, `(1)`, `①`, `第3条の2`, `A`, `附則`.
///
/// Invariant: half-width, no blanks, no closing punctuation; 漢数字 inside 第…条 and its kin are Arabic.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Number(SmolStr);

impl Number {
    /// The number of a marker; none for an empty one.
    pub fn of_marker(marker: &str) -> Option<Self> {
        if marker.is_empty() {
            return None;
        }
        if let Some(plain) = plain(marker) {
            return Some(Self::new(plain));
        }
        if let Some(common) = common(marker) {
            return Self::of_folded(&common);
        }
        Self::of_any(marker)
    }

    /// The number of a marker of any kind.
    fn of_any(marker: &str) -> Option<Self> {
        let mut text: String = marker
            .chars()
            .flat_map(|c| match numeral::enclosed(c) {
                Some(written) => written.chars().collect::<Vec<_>>(),
                None => vec![c],
            })
            .map(fold::half_width)
            .filter(|c| !fold::is_blank(*c))
            .collect();
        text = text
            .trim_start_matches(is_decoration)
            .trim_end_matches(['.', '．', '、', ',', ':', '：', '｡', '､'])
            .to_owned();
        for (open, close) in [
            ('【', '】'),
            ('[', ']'),
            ('〔', '〕'),
            ('<', '>'),
            ('「', '」'),
        ] {
            if let Some(inner) = text.strip_prefix(open).and_then(|t| t.strip_suffix(close)) {
                text = inner.to_owned();
            }
        }
        // 【第１条　総則】: the bracket closes behind the heading.
        if let Some(inner) = text.strip_prefix(['【', '[', '〔', '<'])
            && inner.starts_with('第')
        {
            text = inner.to_owned();
        }
        text = text.replace('\\', "");
        let bare = text.trim_start_matches('(');
        if bare.starts_with("附則") || bare.starts_with("付則") {
            return Some(Self::new("附則"));
        }
        Self::of_folded(&text)
    }

    /// The number of a marker in half width, without blanks and what stands around the number.
    fn of_folded(text: &str) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        let counts = text.starts_with('第')
            || text.ends_with(['条', '項', '号', '章', '節', '編', '款', '目'])
            || is_appendix(text);
        let may_fold = |c| numeral::is_kanji_numeral(c) || c == '\0';
        Some(if counts && text.contains(may_fold) {
            Self::new(&fold_kanji(text))
        } else {
            Self::new(text)
        })
    }

    fn new(text: &str) -> Self {
        Self(SmolStr::new(text))
    }

    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Number").field(&self.as_str()).finish()
    }
}

/// A marker of nothing but letters, digits, round brackets and the words of articles, in half width; none where it holds
/// anything else, or nothing.
fn common(marker: &str) -> Option<String> {
    let mut out = String::with_capacity(marker.len());
    for c in marker.chars() {
        match c {
            '0'..='9' | 'a'..='z' | 'A'..='Z' | '(' | ')' | '.' | '、' => out.push(c),
            '０'..='９' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' | '（' | '）' | '．' => {
                out.push(fold::half_width(c));
            }
            '第' | '条' | '項' | '号' | '章' | '節' | '編' | 'の' => out.push(c),
            'ア'..='ン' | '①'..='⑳' => out.push(c),
            ' ' | '\u{3000}' => {}
            c if numeral::is_kanji_numeral(c) => out.push(c),
            _ => return None,
        }
    }
    out.truncate(out.trim_end_matches(['.', '、']).len());
    Some(out)
}

/// A marker that is its number but for one mark after it, as most are: `1.`, `(2)`, `①`, `a.`, `第3条`.
fn plain(marker: &str) -> Option<&str> {
    let number = marker.strip_suffix('.').unwrap_or(marker);
    let bytes = number.as_bytes();
    let letters = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_alphanumeric);
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let bracketed = number.strip_prefix('(').and_then(|n| n.strip_suffix(')'));
    let article = number.strip_prefix('第').and_then(|n| n.strip_suffix('条'));
    let circled =
        number.chars().next().and_then(numeral::circled).is_some() && number.chars().count() == 1;
    let is_plain = letters(bytes)
        || bracketed.is_some_and(|n| letters(n.as_bytes()))
        || article.is_some_and(|n| digits(n.as_bytes()))
        || circled;
    is_plain.then_some(number)
}

/// 別表第一 and its kin, whose numerals fold as those of 第…条 do.
fn is_appendix(text: &str) -> bool {
    ["別表", "別紙", "別記", "別添", "様式", "別図"]
        .iter()
        .any(|p| text.starts_with(p))
}

/// A mark that may stand before a number without being part of it (`■ 4.`).
fn is_decoration(c: char) -> bool {
    matches!(
        c,
        '■' | '□'
            | '●'
            | '○'
            | '◆'
            | '◇'
            | '▼'
            | '▽'
            | '▲'
            | '△'
            | '・'
            | '*'
            | '-'
            | '#'
            | '§'
            | '◎'
            | '★'
            | '☆'
    )
}

/// 漢数字 runs → Arabic numerals.
fn fold_kanji(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain(['\0']) {
        if numeral::is_kanji_numeral(c) && c != '元' {
            run.push(c);
            continue;
        }
        if !run.is_empty() {
            match numeral::kanji(&run) {
                Some(n) => out.push_str(&n.to_string()),
                None => out.push_str(&run),
            }
            run.clear();
        }
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_fold() {
        for (marker, number) in [
            ("１．", "1"),
            ("（１）", "(1)"),
            ("①", "①"),
            ("第三条の二", "第3条の2"),
            ("第 １ 条", "第1条"),
            ("Ａ．", "A"),
            ("附　則", "附則"),
            ("（付則）", "附則"),
            ("■ 4.", "4"),
            ("１）", "1)"),
            ("一", "一"),
            ("1\\.", "1"),
            ("【第２条】", "第2条"),
            ("別表第一", "別表第1"),
            ("1 項.", "1項"),
            ("ア", "ア"),
        ] {
            assert_eq!(
                Number::of_marker(marker).as_ref().map(Number::as_str),
                Some(number),
                "{marker}"
            );
        }
        assert_eq!(Number::of_marker(""), None);
        // The short ways are the long way.
        let parts = [
            "第", "条", "項", "号", "章", "の", "１", "2", "十二", "三", "元", "（", "）", "(",
            ")", ".", "．", "、", " ", "　", "ア", "①", "Ａ", "b", "・", "附則", "⑴", "［", "]",
        ];
        for a in parts {
            for b in parts {
                for c in parts {
                    for marker in [
                        format!("{a}{b}{c}"),
                        format!("{a}{b}{c}{b}．"),
                        format!("第{a}{b}{c}"),
                    ] {
                        assert_eq!(
                            Number::of_marker(&marker),
                            Number::of_any(&marker),
                            "{marker}"
                        );
                    }
                }
            }
        }
        let long = "第1条の2の3の4の5の6の7の8の9";
        assert_eq!(
            Number::of_marker(long).as_ref().map(Number::as_str),
            Some(long)
        );
        for marker in ["1.", "12", "(3)", "①", "a.", "第3条", "(iv)"] {
            assert!(plain(marker).is_some(), "{marker}");
        }
        for marker in ["１．", "(一)", "第3条の2", "1-2", "..", ".", "()"] {
            assert_eq!(plain(marker), None, "{marker}");
        }
    }
}

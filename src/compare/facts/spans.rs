//! Spans: facts that have a form of their own — periods, contacts, laws, defined terms.
//!
//! In: a profile. Out: the words of the text, in half width. Never: takes a number for a period without a unit and a limit.

use super::FactKind;
use crate::compare::profile::Profile;
use crate::diff::line;
use crate::text::{fold, numeral};

/// The place of what stands outside the clauses.
pub(crate) const OUTSIDE: usize = usize::MAX;

/// Units of periods, the longer ones first.
const UNITS: [&str; 14] = [
    "営業日",
    "週間",
    "か月",
    "ヶ月",
    "カ月",
    "ヵ月",
    "箇月",
    "ケ月",
    "年",
    "月",
    "日",
    "時間",
    "週",
    "分",
];
/// What makes a number with a unit a period or a limit.
const LIMITS: [&str; 16] = [
    "以内",
    "以上",
    "以降",
    "未満",
    "間",
    "前まで",
    "前",
    "後",
    "経過",
    "を経過",
    "を超え",
    "が経過",
    "を限度",
    "まで",
    "以前",
    "を上限",
];
/// Longest name of a law and of a defined term, in characters.
const LONGEST: usize = 40;

/// Calls `put` with each such fact of `profile`.
pub(super) fn each(profile: &Profile<'_>, put: &mut impl FnMut(FactKind, String, usize)) {
    let mut text = |text: &str, node: usize| {
        let half: String = text.chars().map(fold::half_width).collect();
        periods(&half, &mut |v| put(FactKind::Period, v, node));
        contacts(&half, &mut |v| put(FactKind::Contact, v, node));
        laws(&half, &mut |v| put(FactKind::Law, v, node));
        terms(text, &mut |v| put(FactKind::Term, v, node));
    };
    for t in profile.outside_texts() {
        text(t, OUTSIDE);
    }
    for (n, node) in profile.nodes.iter().enumerate() {
        if let Some(heading) = node.clause.heading() {
            text(heading, n);
        }
        line::each_text(&node.clause.blocks, &mut |t| text(t, n));
    }
}

/// `14日以内`, `5年間`, `受領後14営業日以内`.
fn periods(text: &str, put: &mut impl FnMut(String)) {
    let is_digit = |c: char| c.is_ascii_digit() || numeral::is_kanji_numeral(c);
    let mut at = 0;
    while let Some(start) = text[at..].find(is_digit).map(|n| n + at) {
        let end = text[start..]
            .find(|c: char| !is_digit(c))
            .map_or(text.len(), |n| n + start);
        at = end;
        // 第3条 and 2021年4月1日 count nothing.
        if text[..start].ends_with(['第', '/', '.', '-']) {
            continue;
        }
        let rest = &text[end..];
        let Some(unit) = UNITS.iter().find(|u| rest.starts_with(**u)) else {
            continue;
        };
        let after = &rest[unit.len()..];
        let Some(limit) = LIMITS.iter().find(|l| after.starts_with(**l)) else {
            continue;
        };
        // A day of the calendar: 2021年4月1日以降.
        if matches!(*unit, "日" | "月") && text[..start].ends_with(['月', '年']) {
            continue;
        }
        if *unit == "年" && end - start >= 4 && text[start..end].bytes().all(|b| b.is_ascii_digit())
        {
            continue;
        }
        put(format!("{}{unit}{limit}", &text[start..end]));
    }
}

/// Mail addresses, telephone numbers, postal codes with the address behind them, links.
fn contacts(text: &str, put: &mut impl FnMut(String)) {
    for word in text.split(|c: char| {
        !c.is_ascii_graphic() || matches!(c, '(' | ')' | '[' | ']' | '<' | '>' | ',' | '"')
    }) {
        let word = word.trim_matches(['.', ':', ';']);
        if word.starts_with("http://") || word.starts_with("https://") {
            put(word.to_owned());
        } else if let Some((name, host)) = word.rsplit_once('@') {
            let name = name.rsplit(':').next().unwrap_or_default();
            if !name.is_empty() && host.contains('.') {
                put(format!("{name}@{host}"));
            }
        } else {
            let number = word.rsplit(':').next().unwrap_or_default();
            let digits = number.bytes().filter(u8::is_ascii_digit).count();
            let phone = number.starts_with('0')
                && (10..=11).contains(&digits)
                && number.bytes().all(|b| b.is_ascii_digit() || b == b'-')
                && number.contains('-');
            if phone {
                put(number.to_owned());
            }
        }
    }
    if let Some(at) = text.find('〒') {
        put(text[at..].trim().chars().take(80).collect());
    }
}

/// `個人情報保護法`, `個人情報の保護に関する法律`, with the article where one is named.
fn laws(text: &str, put: &mut impl FnMut(String)) {
    const ENDS: [&str; 5] = ["法律", "法", "条例", "ガイドライン", "規則"];
    /// Words that end so and name no law.
    const NONE: [&str; 12] = [
        "方法",
        "手法",
        "適法",
        "違法",
        "用法",
        "司法",
        "立法",
        "不法",
        "本規則",
        "就業規則",
        "等関係法",
        "民間法",
    ];
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let is_name =
        |c: char| matches!(c, '一'..='龥' | '々' | 'ァ'..='ー' | 'の') || c.is_ascii_alphanumeric();
    let mut told_to = 0;
    for (n, (at, _)) in chars.iter().enumerate() {
        if *at < told_to {
            continue;
        }
        let Some(end) = ENDS.iter().find(|e| text[*at..].starts_with(**e)) else {
            continue;
        };
        let stop = at + end.len();
        let after = text[stop..].chars().next();
        // 法令, 法人, 法定: no law ends here.
        if after.is_some_and(|c| {
            matches!(c, '一'..='龥')
                && c != '第'
                && c != '上'
                && c != '等'
                && c != '及'
                && c != '又'
                && c != '施'
        }) {
            continue;
        }
        let mut from = n;
        let with_kana = *end == "法律";
        while from > 0 && n - from < LONGEST {
            let c = chars[from - 1].1;
            let kana = with_kana && matches!(c, 'ぁ'..='ん');
            if !(is_name(c) || kana) {
                break;
            }
            from -= 1;
        }
        let name = text[chars[from].0..stop].trim_start_matches(['の', '・']);
        let core = name.strip_suffix(end).unwrap_or_default();
        if core.chars().count() < 1
            || NONE.iter().any(|w| name.ends_with(w))
            || name.starts_with("関係")
            || name == "同法"
            || name == "本法"
            || (*end == "規則" || *end == "ガイドライン") && core.chars().count() < 3
        {
            continue;
        }
        let article = article(&text[stop..]);
        told_to = stop + article.len();
        put(format!("{name}{article}"));
    }
}

/// `第27条第5項第3号`, `76条1項3号` at the beginning of a text.
fn article(text: &str) -> &str {
    let is_digit = |c: char| c.is_ascii_digit() || numeral::is_kanji_numeral(c);
    let (mut end, mut in_article, mut after_no) = (0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            '条' | '項' | '号' => {
                end = at + c.len_utf8();
                in_article = c == '条';
                after_no = false;
            }
            // 枝番: 第548条の4.
            'の' if in_article => after_no = true,
            c if is_digit(c) => {
                if after_no {
                    end = at + c.len_utf8();
                }
            }
            '第' => after_no = false,
            _ => break,
        }
    }
    &text[..end]
}

/// What stands in 「」 before といいます, という, とは.
fn terms(text: &str, put: &mut impl FnMut(String)) {
    const SAID: [&str; 7] = [
        "という",
        "といい",
        "と言い",
        "と言う",
        "とい",
        "とは",
        "と総称",
    ];
    for (open, _) in text.match_indices('「') {
        let from = open + '「'.len_utf8();
        let Some(close) = text[from..].find('」').map(|n| n + from) else {
            break;
        };
        let term = &text[from..close];
        let after = &text[close + '」'.len_utf8()..];
        if !term.contains('「')
            && term.chars().count() <= LONGEST
            && SAID.iter().any(|w| after.starts_with(w))
        {
            put(term.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(f: impl Fn(&str, &mut dyn FnMut(String)), text: &str) -> Vec<String> {
        let mut out = Vec::new();
        f(text, &mut |v| out.push(v));
        out
    }

    #[test]
    fn periods_have_a_unit_and_a_limit() {
        let f = |t: &str, put: &mut dyn FnMut(String)| periods(t, &mut |v| put(v));
        assert_eq!(
            all(
                f,
                "受領後14営業日以内に、退会後5年間、2021年4月1日以降、第3条の2、30日前までに"
            ),
            ["14営業日以内", "5年間", "30日前まで"]
        );
    }

    #[test]
    fn contacts_laws_and_terms() {
        let f = |t: &str, put: &mut dyn FnMut(String)| contacts(t, &mut |v| put(v));
        assert_eq!(
            all(
                f,
                "メール:desk@example.jp TEL:03-0000-0000（https://example.jp/a）"
            ),
            ["desk@example.jp", "03-0000-0000", "https://example.jp/a"]
        );
        let f = |t: &str, put: &mut dyn FnMut(String)| laws(t, &mut |v| put(v));
        assert_eq!(
            all(
                f,
                "個人情報の保護に関する法律、個人情報保護法第27条第5項第3号及び民法548条の4の定める方法により、関係法令を遵守"
            ),
            [
                "個人情報の保護に関する法律",
                "個人情報保護法第27条第5項第3号",
                "民法548条の4"
            ]
        );
        let f = |t: &str, put: &mut dyn FnMut(String)| terms(t, &mut |v| put(v));
        assert_eq!(
            all(
                f,
                "株式会社みどり（以下「当社」といいます。）は「重要」です。「会員」とは、"
            ),
            ["当社", "会員"]
        );
    }
}

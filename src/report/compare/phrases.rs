//! Phrases: the words of a comparison, in one place for review.
//!
//! In, out: words. Never: decides anything.

use super::sheet::TopicRow;
use crate::compare::{Comparison, Doubt, Kind, Reason, State, Topics};

/// What a reader must know before reading on.
pub(super) const NOTE: &str =
    "本表は、各テキストに何が書かれているかを示すもので、適法かどうかを示すものではありません。";
/// 凡例 of the matrix.
pub(super) const LEGEND: &str = "◯：定めた条項がある　一部：触れているだけ、又は話題の表に挙げた事項の一部が見当たらない　―：見当たらない　対象外：別の種類の文書の話題";
/// No counterpart.
pub(crate) const NONE: &str = "該当なし";
/// Heads of the table of what was compared.
pub(crate) const TEXT_HEADS: [&str; 6] = ["略号", "組織", "表題", "種類", "条項数", "テキスト"];
/// What a text does not say of itself.
pub(crate) const NO_NAME: &str = "（組織名なし）";
pub(crate) const NO_TITLE: &str = "（表題なし）";
pub(crate) const NO_KIND: &str = "（不明）";
/// Texts of one origin.
pub(crate) const KIN: &str = "※同系統の文です。版の比較と同じ方法で対応を取りました。";
/// What stands outside the clauses.
pub(super) const OUTSIDE: &str = "前文・末尾";

/// Which group of the matrix a row belongs to, by how many texts lack its topic.
pub(super) fn group(row: &TopicRow) -> &'static str {
    let has = row.cells.iter().filter(|c| c.state > State::Absent).count();
    match row.lacking.len() {
        0 if has == 1 && row.cells.len() > 1 => "（その種類の文書が一つだけのもの）",
        0 if has < row.cells.len() => "（その種類のどれにもあるもの）",
        0 => "（どれにもあるもの）",
        1 => "（一つだけが欠くもの）",
        _ => "（いくつかが欠くもの）",
    }
}

/// The doubts in sentences, those of the same sort in one.
pub(super) fn doubts(comparison: &Comparison<'_>, letters: &[String]) -> Vec<String> {
    let name = |n: usize| letters.get(n).map_or("", String::as_str);
    let mut out = Vec::new();
    for doubt in &comparison.doubts {
        out.push(match *doubt {
            // A text is named with the first that it is the same as.
            Doubt::Same(a, _) if is_copy(comparison, a) => continue,
            Doubt::Same(a, b) => {
                let copies: Vec<&str> = std::iter::once(a)
                    .chain(comparison.doubts.iter().filter_map(|d| match *d {
                        Doubt::Same(x, y) if x == a => Some(y),
                        _ => None,
                    }))
                    .map(name)
                    .collect();
                if copies.get(1) != Some(&name(b)) {
                    continue;
                }
                format!("{}は同じテキストです。", copies.join("と"))
            }
            Doubt::NoClauses(a) => format!(
                "{}には条項が見当たりません。前文・末尾の語だけで話題を調べました。",
                name(a)
            ),
            Doubt::Kinds(..) => continue,
            Doubt::NoKind(a) => format!(
                "{}の種類（プライバシーポリシー、利用規約、就業規則）が分かりません。すべての種類の話題を調べました。",
                name(a)
            ),
            Doubt::Language(a) => format!(
                "{}は日本語のテキストではないようです。話題の表は日本語だけのため、話題は調べきれません。",
                name(a)
            ),
        });
    }
    if comparison
        .doubts
        .iter()
        .any(|d| matches!(d, Doubt::Kinds(..)))
    {
        let kinds: Vec<String> = Kind::ALL
            .iter()
            .filter_map(|kind| {
                let of: Vec<&str> = comparison
                    .profiles
                    .iter()
                    .enumerate()
                    .filter(|(_, p)| p.kind == Some(*kind))
                    .map(|(n, _)| name(n))
                    .collect();
                (!of.is_empty()).then(|| format!("{}（{}）", kind.name(), of.join("、")))
            })
            .collect();
        out.push(format!(
            "種類の違う文書です：{}。話題は種類ごとに調べ、他の種類の話題は「対象外」とします。条項の対応と文言は比べられます。",
            kinds.join("、")
        ));
    }
    let (texts, pairs) = (comparison.profiles.len(), comparison.pairs.len());
    if texts > 1 && pairs < texts * (texts - 1) / 2 {
        out.push(format!(
            "条項の対応と文言は、{}と他のそれぞれとの {pairs} 組を示します（残りの {} 組は --all-pairs で出ます）。話題・事実・文言の近さは、すべてのテキストについて示します。",
            name(0),
            texts * (texts - 1) / 2 - pairs
        ));
    }
    out
}

fn is_copy(comparison: &Comparison<'_>, text: usize) -> bool {
    let of = |d: &Doubt| matches!(*d, Doubt::Same(_, b) if b == text);
    comparison.doubts.iter().any(of)
}

/// Why two clauses are paired.
pub(super) fn reason(reason: Reason, topics: &Topics) -> String {
    match reason {
        Reason::Kin => "同系統の文".to_owned(),
        Reason::Topic(topic) => topics.all()[topic].name.clone(),
        Reason::Words => "文言".to_owned(),
    }
}

/// 全文一致, 一致37％/52％ and the like.
pub(super) fn likeness(of_a: f32, of_b: f32) -> String {
    if of_a >= 1.0 && of_b >= 1.0 {
        return "同文".to_owned();
    }
    format!("一致 {}％・{}％", percent(of_a), percent(of_b))
}

/// A share in whole per cent. What is not all is never 100, what is something never 0.
pub(super) fn percent(share: f32) -> u32 {
    if share <= 0.0 {
        0
    } else if share >= 1.0 {
        100
    } else {
        ((share * 100.0).round() as u32).clamp(1, 99)
    }
}

/// A word of the table as a reader takes it: `問(い)合(わ)せ` → 問い合わせ, `国外＋第三者` → 国外…第三者.
pub(super) fn word(word: &str) -> String {
    word.trim_start_matches(['＝', '='])
        .chars()
        .filter(|c| !matches!(c, '(' | ')' | '（' | '）'))
        .map(|c| if matches!(c, '＋' | '+') { '…' } else { c })
        .collect()
}

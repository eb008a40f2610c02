//! Phrases: the sentences of a 改定概要, for a lawyer to read through.
//!
//! In: a phrase and what stands in its `{…}`. Out: the sentence. Never: says 明確化 or 明記, which are a
//! person's judgement.

/// A phrase with the places to fill.
pub(crate) type Phrase = &'static str;

// 条・項・号の新設、追加、削除
pub(crate) const ENACTED: Phrase = "{name}を新設";
pub(crate) const ADDED_UNDER: Phrase = "{parent}に{name}を追加";
pub(crate) const ADDED_UNDER_QUOTED: Phrase = "{parent}に{name}{quote}を追加";
pub(crate) const ENACTED_QUOTED: Phrase = "{name}を新設（{quote}）";
pub(crate) const REMOVED: Phrase = "{name}を削除";
pub(crate) const REMOVED_QUOTED: Phrase = "{name}{quote}を削除";
// 繰上げ・繰下げ・移動・統合・分割・見出し
pub(crate) const SHIFTED_ONE: Phrase = "{name}を{new}に{way}";
pub(crate) const SHIFTED_TWO: Phrase = "{first}及び{last}を{step}ずつ{way}";
pub(crate) const SHIFTED_MANY: Phrase = "{first}から{last}までを{step}ずつ{way}";
pub(crate) const RENUMBERED: Phrase = "{name}の番号を{new}に変更";
pub(crate) const UNIT_CHANGED: Phrase = "{name}を{new}とする";
pub(crate) const UP: Phrase = "繰上げ";
pub(crate) const DOWN: Phrase = "繰下げ";
pub(crate) const MOVED: Phrase = "{name}を{new}に移動";
pub(crate) const MERGED: Phrase = "{name}を{new}に統合";
pub(crate) const SPLIT: Phrase = "{name}を{new}に分割";
pub(crate) const INTO_PARENT: Phrase = "{name}を{place}本文に統合";
pub(crate) const BECAME_PARENT: Phrase = "{name}を{place}本文とする";
pub(crate) const OUT_OF_PARENT: Phrase = "{name}の本文の一部を{new}に分割";
pub(crate) const BODY_SPLIT: Phrase = "{name}の本文を{new}に分割";
pub(crate) const BODY_BECAME: Phrase = "{name}の本文を{new}とする";
pub(crate) const NUMBER_DROPPED: Phrase = "{name}の項番号を削除";
pub(crate) const NUMBER_SET: Phrase = "{name}に項番号を追加";
pub(crate) const RETITLED_BRIEFLY: Phrase = "{name}の見出しを変更";
pub(crate) const VOIDED: Phrase = "{name}を削除（欠番）";
pub(crate) const REORDERED: Phrase = "{parent}の{name}の順序を変更";
pub(crate) const ITEMS_REORDERED: Phrase = "項目{new}の順序を変更";
pub(crate) const REORDERED_FIRST: Phrase = "{name}の順序を変更";
pub(crate) const RETITLED: Phrase = "{name}の見出しを{old}から{new}に変更";
pub(crate) const HEADING_ADDED: Phrase = "{name}に見出し{new}を追加";
pub(crate) const HEADING_REMOVED: Phrase = "{name}の見出し{old}を削除";
pub(crate) const HEADING_OF: Phrase = "{name}の見出し";
pub(crate) const TEXT_BECAME_HEADING: Phrase = "{name}の{new}を見出しとする";
pub(crate) const HEADING_BECAME_TEXT: Phrase = "{name}の見出し{old}を本文とする";
pub(crate) const RESTORED: Phrase = "{name}を新設（旧{old}は欠番）";
// 並べ方
pub(crate) const AND: Phrase = "{first}及び{last}";
pub(crate) const RANGE: Phrase = "{first}から{last}まで";
// 文言
pub(crate) const REPLACED: Phrase = "{old}を{new}に変更";
pub(crate) const INSERTED: Phrase = "{new}を追加";
pub(crate) const APPENDED: Phrase = "{new}を追記";
pub(crate) const DELETED: Phrase = "{old}を削除";
pub(crate) const ITEMS_ADDED: Phrase = "次の{count}項目を追加";
pub(crate) const ITEMS_REMOVED: Phrase = "次の{count}項目を削除";
pub(crate) const ITEMS_ADDED_MANY: Phrase = "{count}項目を追加";
pub(crate) const ITEMS_REMOVED_MANY: Phrase = "{count}項目を削除";
pub(crate) const ITEM_ADDED: Phrase = "項目{new}を追加";
pub(crate) const ITEM_REMOVED: Phrase = "項目{old}を削除";
pub(crate) const TABLE_ADDED: &str = "表を追加";
pub(crate) const TABLE_REMOVED: &str = "表を削除";
pub(crate) const ROWS_ADDED: Phrase = "表に{names}の行を追加";
pub(crate) const ROWS_REMOVED: Phrase = "表から{names}の行を削除";
pub(crate) const ROWS_ADDED_MANY: Phrase = "表に{count}行を追加";
pub(crate) const ROWS_REMOVED_MANY: Phrase = "表の{count}行を削除";
pub(crate) const SOME_WORDS: &str = "文言の一部";
pub(crate) const PUNCTUATION: Phrase = "句読点又は括弧を変更";
pub(crate) const OBLIGATION: Phrase = "{old}を{new}に変更（権利又は義務に関する文言）";
pub(crate) const COMPANY: Phrase = "会社名{old}を{new}に変更";
pub(crate) const NAME: Phrase = "名称{old}を{new}に変更";
pub(crate) const IN_ROW: Phrase = "表の{row}の行{what}";
pub(crate) const TABLE_REWRITTEN: Phrase = "表の内容を変更";
pub(crate) const COLUMNS_ADDED: Phrase = "表に列{names}を追加";
pub(crate) const COLUMNS_ADDED_MANY: Phrase = "表に{count}列を追加";
pub(crate) const COLUMNS_REMOVED: Phrase = "表から列{names}を削除";
pub(crate) const COLUMNS_REMOVED_MANY: Phrase = "表の{count}列を削除";
pub(crate) const COLUMNS_MOVED: Phrase = "表の列の順序を変更";
pub(crate) const TIMES: Phrase = "{what}（{count}箇所）";
pub(crate) const TIMES_IN_HEADINGS: Phrase = "{what}（見出しを含む{count}箇所）";
pub(crate) const WORDS_CHANGED: Phrase = "文言を変更";
pub(crate) const BEFORE: Phrase = "改定前：{text}";
pub(crate) const AFTER: Phrase = "改定後：{text}";
pub(crate) const REWORDED: Phrase = "{name}の文言を変更（{count}箇所）";
pub(crate) const REWORDED_BRIEFLY: Phrase = "{name}の文言を変更";
pub(crate) const REWRITTEN: Phrase = "{name}の内容を変更";
pub(crate) const REWRITTEN_WHOLLY: Phrase = "{name}の内容を全面的に変更";
pub(crate) const PLACES_OF: Phrase = "改定箇所：{names}";
// 本文の外
pub(crate) const TITLE: Phrase = "表題を{old}から{new}に変更";
pub(crate) const PART_BRIEFLY: Phrase = "{name}を変更";
pub(crate) const PART_ADDED: Phrase = "{name}を追加";
pub(crate) const PART_REMOVED: Phrase = "{name}を削除";
pub(crate) const TOC: Phrase = "目次を変更";
// まとめ
pub(crate) const NOTHING: Phrase = "改定による変更はありません。";
pub(crate) const REFERENCES: Phrase = "条番号の変更に伴い、引用条項を整理（{count}箇所）";
pub(crate) const REFERENCES_BELOW: Phrase =
    "項又は号の番号の変更に伴い、引用条項を整理（{count}箇所）";
pub(crate) const REFERENCES_BY_POINT: Phrase = "番号の変更に伴い、引用箇所を整理（{count}箇所）";
pub(crate) const REFERENCES_ALONE: Phrase = "引用条項を整理（{count}箇所）";
pub(crate) const MARKS: Phrase = "箇条書きの記号";
pub(crate) const TERM_BRIEFLY: Phrase = "語句の置換え（{count}箇所）";
pub(crate) const PLACES: Phrase = "{count}箇所";
pub(crate) const DIGITS_HALF: Phrase = "全角数字→半角数字";
pub(crate) const DIGITS_FULL: Phrase = "半角数字→全角数字";
pub(crate) const LETTERS_HALF: Phrase = "全角英字→半角英字";
pub(crate) const LETTERS_FULL: Phrase = "半角英字→全角英字";
pub(crate) const NUMERALS_ARABIC: Phrase = "漢数字→算用数字";
pub(crate) const NUMERALS_KANJI: Phrase = "算用数字→漢数字";
pub(crate) const SPELLINGS: Phrase = "表記の変更";
pub(crate) const STALE: Phrase = "{name}の「{text}」は、{expected}を指すものとみられます";
pub(crate) const RELATIVE: Phrase =
    "{name}の「{text}」は、旧{old}ではなく{new}を指すことになります";
pub(crate) const RELATIVE_GONE: Phrase = "{name}の「{text}」が指すもの（旧{old}）がなくなります";
pub(crate) const GONE: Phrase = "{name}の「{text}」が指していた旧{old}は、削除されています";
pub(crate) const LEFT: Phrase = "置き換えた{old}が、{places}に残っています（{count}箇所）";
pub(crate) const MORE: Phrase = "ほか{count}件";
pub(crate) const DOUBTFUL: Phrase = "{name}を旧{old}に対応するものとしましたが、確かではありません";

/// `甲`, `甲及び乙`, `甲、乙及び丙`.
pub(crate) fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{}及び{last}", rest.join("、")),
    }
}

/// `甲`, `甲及び乙`, `甲から丙まで` for `count` clauses that follow each other.
pub(crate) fn span(first: &str, last: &str, count: usize) -> String {
    match count {
        0 | 1 => first.to_owned(),
        2 => fill(AND, &[("first", first), ("last", last)]),
        _ => fill(RANGE, &[("first", first), ("last", last)]),
    }
}

/// `phrase` with its places filled.
pub(crate) fn fill(phrase: Phrase, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(phrase.len() * 2);
    let mut rest = phrase;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('}') else {
            break;
        };
        let name = &rest[open + 1..open + close];
        if let Some((_, value)) = values.iter().find(|(n, _)| *n == name) {
            out.push_str(value);
        }
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once() {
        assert_eq!(
            fill(REPLACED, &[("old", "「{new}」"), ("new", "「乙」")]),
            "「{new}」を「乙」に変更"
        );
    }
}

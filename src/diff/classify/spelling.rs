//! Spelling: the same words written in another way (表記ゆれ).
//!
//! In: two texts. Out: whether they say the same words. Never: counts a change of words as spelling because it
//! is small: only what the table lists, width, 、 against ，, and 漢数字 against Arabic numerals.

use std::sync::OnceLock;

use crate::diff::inline::script;
use crate::text::{fold, numeral};

/// Spellings of one word, the preferred one first. Kept to what a drafting manual treats as orthography:
/// 「時」 and 「とき」, 「者」 and 「物」, 「その他」 and 「その他の」 differ in law and are not here.
#[rustfmt::skip]
const SPELLINGS: &[&[&str]] = &[
    // 接続詞・副詞
    &["および", "及び", "及"], &["または", "又は"], &["また", "又"], &["ならびに", "並びに"], &["もしくは", "若しくは"],
    &["かつ", "且つ"], &["ただし", "但し", "但"], &["したがって", "従って"], &["なお", "尚"], &["すべて", "全て", "凡て"],
    &["すでに", "既に"], &["あらかじめ", "予め"], &["直ちに", "ただちに"], &["速やかに", "すみやかに"], &["さらに", "更に"],
    &["いずれ", "何れ"], &["おおむね", "概ね"], &["もって", "以って", "以て"], &["ほか", "外に", "他に"], &["ごと", "毎に"],
    &["もっとも", "最も"], &["とくに", "特に"], &["たとえば", "例えば"], &["おもに", "主に"], &["つねに", "常に"], &["かならず", "必ず"],
    &["たがいに", "互いに"], &["ともに", "共に"], &["みずから", "自ら"], &["はじめ", "初め", "始め"], &["わかる", "分かる", "判る"],
    // 助動詞・補助動詞・形式名詞
    &["ください", "下さい"], &["いたします", "致します"], &["いたしません", "致しません"], &["いたしました", "致しました"],
    &["いただく", "頂く"], &["いただき", "頂き"], &["いただい", "頂い"], &["できる", "出来る"], &["できない", "出来ない"], &["できます", "出来ます"],
    &["できません", "出来ません"], &["ことができ", "事ができ", "事が出来", "ことが出来"], &["する", "為る"], &["ため", "為に", "為"],
    &["とおり", "通り"], &["わたり", "亘り", "渡り"], &["よる", "依る", "拠る"], &["おいて", "於いて", "於て"], &["かかわらず", "拘わらず", "関わらず", "拘らず"],
    &["基づき", "基き", "もとづき"], &["基づく", "基く", "もとづく"], &["当たり", "あたり", "当り"], &["当たって", "あたって", "当って"],
    &["子ども", "子供"], &["など", "等"], &["ひとり", "一人"],
    // 送り仮名
    &["取り扱い", "取扱い", "取扱"], &["取り扱う", "取扱う"], &["取り扱わ", "取扱わ"], &["取り扱っ", "取扱っ"], &["取り消し", "取消し", "取消"], &["取り消す", "取消す"],
    &["申し込み", "申込み", "申込"], &["申し込む", "申込む"], &["申し出", "申出"], &["申し立て", "申立て", "申立"], &["申し入れ", "申入れ"],
    &["問い合わせ", "問合わせ", "問合せ", "問い合せ"], &["引き渡し", "引渡し", "引渡"], &["引き落とし", "引落とし", "引落し", "引落"], &["引き継ぎ", "引継ぎ", "引継"],
    &["支払い", "支払"], &["払い込み", "払込み", "払込"], &["払い戻し", "払戻し", "払戻"], &["振り込み", "振込み", "振込"], &["振り替え", "振替え", "振替"],
    &["手続き", "手続"], &["届け出", "届出"], &["受け付け", "受付け", "受付"], &["受け取り", "受取り", "受取"], &["受け入れ", "受入れ", "受入"], &["受け渡し", "受渡し", "受渡"],
    &["打ち合わせ", "打合わせ", "打合せ"], &["買い入れ", "買入れ"], &["貸し付け", "貸付け", "貸付"], &["貸し出し", "貸出し", "貸出"], &["借り入れ", "借入れ", "借入"],
    &["見積もり", "見積り", "見積"], &["割り引き", "割引き", "割引"], &["割り当て", "割当て", "割当"], &["割り増し", "割増し", "割増"], &["立ち入り", "立入り", "立入"], &["立ち会い", "立会い", "立会"],
    &["売り上げ", "売上げ", "売上"], &["売り渡し", "売渡し"], &["組み合わせ", "組合わせ", "組合せ"], &["繰り越し", "繰越し", "繰越"], &["繰り上げ", "繰上げ", "繰上"], &["繰り下げ", "繰下げ", "繰下"],
    &["積み立て", "積立て", "積立"], &["埋め立て", "埋立て"], &["締め切り", "締切り", "締切"], &["差し止め", "差止め", "差止"], &["差し押さえ", "差押さえ", "差押え", "差押"], &["差し引き", "差引き", "差引"],
    &["書き換え", "書換え"], &["切り替え", "切替え", "切替"], &["入れ替え", "入替え", "入替"], &["読み替え", "読替え"], &["言い渡し", "言渡し"], &["呼び出し", "呼出し"], &["持ち出し", "持出し", "持出"],
    &["明け渡し", "明渡し"], &["乗り換え", "乗換え", "乗換"], &["預かり", "預り"], &["終わり", "終り"], &["行なう", "行う"], &["行なわ", "行わ"], &["行ない", "行い"], &["行なっ", "行っ"], &["著わす", "著す"],
    &["少なくとも", "少くとも"], &["ふさわしい", "相応しい"], &["当てはまる", "あてはまる", "当て嵌まる"], &["定めのない", "定めの無い"], &["漏えい", "漏洩"], &["毀損", "き損"], &["障害", "障がい", "障碍"],
    // 外来語
    &["ユーザー", "ユーザ"], &["サーバー", "サーバ"], &["コンピューター", "コンピュータ"], &["ブラウザー", "ブラウザ"], &["プリンター", "プリンタ"], &["フォルダー", "フォルダ"],
    &["メンバー", "メンバ"], &["パートナー", "パートナ"], &["プロバイダー", "プロバイダ"], &["エンジニア", "エンジニヤ"], &["ウェブ", "ウエブ"], &["インターフェース", "インターフェイス", "インタフェース"],
    &["アクセサリー", "アクセサリ"], &["カテゴリー", "カテゴリ"], &["メモリー", "メモリ"], &["セキュリティー", "セキュリティ"], &["オペレーター", "オペレータ"],
    // 助数詞
    &["か月", "ヶ月", "ヵ月", "カ月", "ケ月", "箇月"], &["か所", "ヶ所", "ヵ所", "カ所", "箇所"], &["か年", "ヶ年", "カ年", "箇年"],
];

/// A spelling and the one it stands for.
type Row = (&'static str, &'static str);

/// What stands for which preferred spelling, by first character, then longest first, so that 取扱い is never read as
/// 取扱 + い.
fn table() -> &'static [Row] {
    static TABLE: OnceLock<Vec<Row>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut rows: Vec<Row> = SPELLINGS
            .iter()
            .flat_map(|words| words.iter().map(|word| (*word, words[0])))
            .collect();
        rows.sort_by_key(|(word, _)| (word.chars().next(), std::cmp::Reverse(word.len())));
        rows
    })
}

/// True for a character that some spelling begins with, one bit for each of the basic plane.
fn begins_a_word(c: char) -> bool {
    static FIRST: OnceLock<Vec<u64>> = OnceLock::new();
    let first = FIRST.get_or_init(|| {
        let mut bits = vec![0u64; 1 << 10];
        for c in table().iter().filter_map(|(word, _)| word.chars().next()) {
            if let Some(bits) = bits.get_mut(c as usize >> 6) {
                *bits |= 1 << (c as usize & 63);
            }
        }
        bits
    });
    first
        .get(c as usize >> 6)
        .is_none_or(|bits| bits >> (c as usize & 63) & 1 == 1)
}

/// The row whose spelling `text`, which begins with `first`, begins with.
fn row(first: char, text: &str) -> Option<&'static Row> {
    if !begins_a_word(first) {
        return None;
    }
    let rows = table();
    let start = rows.partition_point(|(word, _)| word.chars().next() < Some(first));
    rows[start..]
        .iter()
        .take_while(|(word, _)| word.starts_with(first))
        .find(|(word, _)| text.starts_with(word))
}

/// True where two texts say the same words in another spelling.
pub(crate) fn same(old: &str, new: &str) -> bool {
    spelled(old) == spelled(new)
}

/// A text in one spelling: a key to compare, never shown.
pub(crate) fn spelled(text: &str) -> String {
    let key: String = fold::key(text)
        .chars()
        .filter(|c| *c != '\n')
        .map(|c| match c {
            ',' => '、',
            '.' => '。',
            'ヴ' => 'ブ',
            '‐' | '−' | '–' | '—' | '─' | '―' => '-',
            '“' | '”' | '〝' | '〟' => '"',
            c => c,
        })
        .collect();
    let mut out = String::with_capacity(key.len());
    let mut rest = key.as_str();
    while let Some(c) = rest.chars().next() {
        // A number keeps its own characters: 10,000 is no 10、000 and 一人 counts.
        let run: usize = rest
            .chars()
            .take_while(|c| numeral::is_kanji_numeral(*c) && *c != '元')
            .map(char::len_utf8)
            .sum();
        let counted = rest[run..].starts_with([
            '条', '項', '号', '章', '節', '年', '月', '日', '円', '人', '名', '回', '件', '週',
            '時', '分', '株', '割',
        ]) || out.ends_with('第')
            || ["か月", "ヶ月", "箇月", "カ月", "か所", "箇所", "か年"]
                .iter()
                .any(|c| rest[run..].starts_with(c));
        if run > 0
            && counted
            && let Some(n) = numeral::kanji(&rest[..run])
        {
            out.push_str(&n.to_string());
            rest = &rest[run..];
        } else if let Some((word, first)) = row(c, rest) {
            out.push_str(first);
            rest = &rest[word.len()..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// True where only punctuation between words came or went.
pub(crate) fn is_punctuation(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| matches!(c, '、' | '，' | ',' | '。' | '．' | '・') || fold::is_blank(c))
}

/// True where a typo was mended: a particle written twice (をを → を).
pub(crate) fn is_doubled(before: &str, removed: &str) -> bool {
    let mut chars = removed.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => script::of(c) == script::Script::Hiragana && before.ends_with(c),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words() {
        for (a, b) in [
            ("氏名及び住所", "氏名および住所"),
            ("取扱い、申込", "取り扱い，申し込み"),
            ("三十日以内に", "30日以内に"),
            ("６ヶ月", "6か月"),
            ("ＩＤ（番号）", "ID(番号)"),
        ] {
            assert!(same(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("会員", "利用者"),
            ("30日", "60日"),
            ("または", "かつ"),
            ("10,000株", "100,000株"),
            ("する時", "するとき"),
        ] {
            assert!(!same(a, b), "{a} {b}");
        }
    }
}

//! Spelling: the same words written in another way (表記ゆれ).
//!
//! In: two texts. Out: whether they say the same words. Never: counts a change of words as spelling because it
//! is small: only what the table lists, width, 、 against ，, and 漢数字 against Arabic numerals.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::compounds;
use super::spellings::SPELLINGS;
use crate::diff::inline::script::{self, Script};
use crate::diff::line;
use crate::text::{fold, numeral};

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

/// By first character, one bit for each of the basic plane: whether some spelling begins with it; and the rows of each.
struct Firsts {
    bits: Vec<u64>,
    rows: FxHashMap<char, &'static [Row]>,
}

fn firsts() -> &'static Firsts {
    static FIRSTS: OnceLock<Firsts> = OnceLock::new();
    FIRSTS.get_or_init(|| {
        let first = |row: &Row| row.0.chars().next().unwrap_or_default();
        let mut out = Firsts {
            bits: vec![0; 1 << 10],
            rows: FxHashMap::default(),
        };
        let mut begins = |c: char| {
            if let Some(bits) = out.bits.get_mut(c as usize >> 6) {
                *bits |= 1 << (c as usize & 63);
            }
        };
        compounds::firsts().for_each(&mut begins);
        for rows in table().chunk_by(|a, b| first(a) == first(b)) {
            let c = first(&rows[0]);
            begins(c);
            out.rows.insert(c, rows);
        }
        out
    })
}

/// True for a character that some spelling begins with.
fn begins_a_word(firsts: &Firsts, c: char) -> bool {
    let bits = firsts.bits.get(c as usize >> 6);
    bits.is_none_or(|bits| bits >> (c as usize & 63) & 1 == 1)
}

/// The row whose spelling `text`, which begins with `first`, begins with.
fn row(firsts: &Firsts, first: char, text: &str) -> Option<&'static Row> {
    let rows = firsts.rows.get(&first)?;
    rows.iter().find(|(word, _)| text.starts_with(word))
}

/// True where two texts say the same words in another spelling.
///
/// They are read phrase by phrase, so that the first word that differs ends it.
pub(crate) fn same(old: &str, new: &str) -> bool {
    if old == new {
        return true;
    }
    let (mut x, mut y) = (phrases(old), phrases(new));
    // What is spelled of each and not yet found in the other.
    let (mut a, mut b) = (String::new(), String::new());
    loop {
        let common = a.len().min(b.len());
        if a.as_bytes()[..common] != b.as_bytes()[..common] {
            return false;
        }
        a.drain(..common);
        b.drain(..common);
        match (a.is_empty(), b.is_empty()) {
            (true, true) => match (x.next(), y.next()) {
                (Some(m), Some(n)) if m == n => {}
                (Some(m), Some(n)) => (a, b) = (spelled(m), spelled(n)),
                (Some(m), None) => a = spelled(m),
                (None, Some(n)) => b = spelled(n),
                (None, None) => return true,
            },
            (true, false) => match x.next() {
                Some(m) => a = spelled(m),
                None => return false,
            },
            _ => match y.next() {
                Some(n) => b = spelled(n),
                None => return false,
            },
        }
    }
}

/// A text in pieces that end with 、 or 。, over which no word, number or mark reaches.
fn phrases(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['、', '。'])
}

/// A text in one spelling: a key to compare, never shown.
pub(crate) fn spelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    each_unit(&folded(text), |unit| out.push_str(&unit.key));
    out
}

/// A text without blanks and in one width.
fn folded(text: &str) -> String {
    let key = fold::key(text);
    let mut out = String::with_capacity(key.len());
    let mut rest = key.as_str();
    while let Some(c) = rest.chars().next() {
        let length = if c.is_ascii_digit() {
            digits(rest)
        } else {
            c.len_utf8()
        };
        let (raw, after) = rest.split_at(length);
        let solid = |c: &char| *c != '\n' && (length == 1 || *c != ',');
        out.extend(raw.chars().filter(solid).map(plain));
        rest = after;
    }
    out
}

/// One character for all that differ in shape only.
fn plain(c: char) -> char {
    match c {
        ',' => '、',
        '.' => '。',
        'ヴ' => 'ブ',
        '‐' | '−' | '–' | '—' | '─' | '―' => '-',
        '“' | '”' | '〝' | '〟' => '"',
        c => c,
    }
}

/// A word, number or character of a text with the spelling that stands for it.
#[derive(Debug)]
struct Unit<'t> {
    raw: &'t str,
    key: Cow<'t, str>,
    /// A spelling of the table.
    listed: bool,
}

/// A number counts with what follows: 10,000 is no 10、000 and 一人 counts.
const COUNTERS: [char; 18] = [
    '条', '項', '号', '章', '節', '年', '月', '日', '円', '人', '名', '回', '件', '週', '時', '分',
    '株', '割',
];
const LONG_COUNTERS: [&str; 7] = ["か月", "ヶ月", "箇月", "カ月", "か所", "箇所", "か年"];

/// The units of a text.
///
/// Invariant: their raw texts joined are the text.
fn units(text: &str) -> Vec<Unit<'_>> {
    let mut out = Vec::new();
    each_unit(text, |unit| out.push(unit));
    out
}

/// Calls `f` with each unit of a text.
fn each_unit<'t>(text: &'t str, mut f: impl FnMut(Unit<'t>)) {
    let firsts = firsts();
    let mut rest = text;
    let mut last = "";
    while let Some(c) = rest.chars().next() {
        // Nearly every character stands for itself.
        let begins = begins_a_word(firsts, c);
        if !begins && is_plain(c) && !numeral::is_kanji_numeral(c) {
            let raw;
            (raw, rest) = rest.split_at(c.len_utf8());
            f(Unit {
                raw,
                key: Cow::Borrowed(raw),
                listed: false,
            });
            last = raw;
            continue;
        }
        let run = |is: &dyn Fn(char) -> bool| -> usize {
            rest.chars()
                .take_while(|c| is(*c))
                .map(char::len_utf8)
                .sum()
        };
        let kanji = run(&|c| numeral::is_kanji_numeral(c) && c != '元');
        let counted = kanji > 0
            && (rest[kanji..].starts_with(COUNTERS)
                || last.ends_with('第')
                || LONG_COUNTERS.iter().any(|c| rest[kanji..].starts_with(c)));
        let (length, key, listed) =
            if let Some(n) = counted.then(|| numeral::kanji(&rest[..kanji])).flatten() {
                (kanji, Cow::Owned(n.to_string()), false)
            } else if let Some((length, kanji)) = begins.then(|| compounds::read(rest)).flatten() {
                (length, Cow::Owned(kanji), true)
            } else if let Some((word, first)) = begins.then(|| row(firsts, c, rest)).flatten() {
                (word.len(), Cow::Borrowed(*first), true)
            } else {
                let kind = script::of(c);
                let length = match kind {
                    Script::Digit | Script::Latin => run(&|c| script::of(c) == kind),
                    Script::Katakana => katakana(firsts, rest),
                    _ => c.len_utf8(),
                };
                let raw = &rest[..length];
                let key = if kind == Script::Katakana {
                    loanword(&fold::key(raw)).into_owned().into()
                } else if c.is_ascii_alphanumeric() || is_plain(c) {
                    Cow::Borrowed(raw)
                } else {
                    Cow::Owned(fold::key(raw).chars().map(plain).collect())
                };
                (length, key, false)
            };
        (last, rest) = rest.split_at(length);
        f(Unit {
            raw: last,
            key,
            listed,
        });
    }
}

/// How many bytes a word in カタカナ has that `text` begins with, up to a word of the table.
fn katakana(firsts: &Firsts, text: &str) -> usize {
    text.char_indices()
        .find(|&(at, c)| {
            script::of(c) != Script::Katakana
                || (at > 0 && begins_a_word(firsts, c) && row(firsts, c, &text[at..]).is_some())
        })
        .map_or(text.len(), |(at, _)| at)
}

/// A word in カタカナ as it is spelled without the long vowel at its end, which a word of three sounds or more may drop, and with
/// ウエ and バ for ウェ and ヴァ.
///
/// Source: 「外来語の表記」(平成3年内閣告示第2号) 留意事項その2, Ⅲ-3 注3 and Ⅱ; JIS Z 8301 附属書G.
fn loanword(word: &str) -> Cow<'_, str> {
    /// What is left has at least three characters.
    const LEFT: usize = 3;
    const SOUNDS: [(&str, &str); 14] = [
        ("ウェ", "ウエ"),
        ("ウィ", "ウイ"),
        ("ウォ", "ウオ"),
        ("ヴァ", "バ"),
        ("ヴィ", "ビ"),
        ("ヴェ", "ベ"),
        ("ヴォ", "ボ"),
        ("ブァ", "バ"),
        ("ブィ", "ビ"),
        ("ブェ", "ベ"),
        ("ブォ", "ボ"),
        ("ヴュ", "ビュ"),
        ("ブュ", "ビュ"),
        ("ヴ", "ブ"),
    ];
    let mut out = match word.strip_suffix('ー') {
        Some(short) if short.chars().count() >= LEFT => Cow::Borrowed(short),
        _ => Cow::Borrowed(word),
    };
    if word.contains(['ウ', 'ヴ', 'ブ']) {
        for (from, to) in SOUNDS.iter().filter(|s| word.contains(s.0)) {
            out = Cow::Owned(out.replace(from, to));
        }
    }
    out
}

/// How many bytes a number has that `text` begins with, with the commas between its thousands.
fn digits(text: &str) -> usize {
    let run = |text: &str| -> usize {
        let digits = text.chars().take_while(|c| script::of(*c) == Script::Digit);
        digits.map(char::len_utf8).sum()
    };
    let mut length = run(text);
    while let Some(thousands) = text[length..].strip_prefix([',', '，']) {
        let more = run(thousands);
        if thousands[..more].chars().count() != 3 {
            break;
        }
        length = text.len() - thousands.len() + more;
    }
    length
}

/// True for a character that is its own key.
fn is_plain(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | '一'..='龥' | '、' | '。')
}

/// What was respelled between two texts that say the same words: each word, mark or number by itself. None where they
/// do not say the same.
pub(crate) fn atoms(old: &str, new: &str) -> Option<Vec<(String, String)>> {
    let (x, y) = (units(old), units(new));
    let mut out: Vec<(String, String)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    let mut before = "";
    while i < x.len() || j < y.len() {
        // The shortest stretch that both spell.
        let (mut a, mut b) = (String::new(), String::new());
        let (mut p, mut q) = (i, j);
        loop {
            if a.len() <= b.len() && p < x.len() {
                a.push_str(&x[p].key);
                p += 1;
            } else if q < y.len() {
                b.push_str(&y[q].key);
                q += 1;
            } else if p < x.len() {
                a.push_str(&x[p].key);
                p += 1;
            }
            if a == b && (p > i || q > j) && (!a.is_empty() || (p == x.len() && q == y.len())) {
                break;
            }
            if p == x.len() && q == y.len() {
                return None;
            }
        }
        let raw = |units: &[Unit<'_>]| -> String { units.iter().map(|u| u.raw).collect() };
        let (m, n) = (raw(&x[i..p]), raw(&y[j..q]));
        if !line::same_but_blanks(&m, &n) {
            // お問い合わせ is one word.
            let polite = if x[i..p].iter().any(|u| u.listed) && ["お", "ご"].contains(&before) {
                before
            } else {
                ""
            };
            let solid = |t: &str| -> String { line::solid(t).collect() };
            out.push((
                format!("{polite}{}", solid(&m)),
                format!("{polite}{}", solid(&n)),
            ));
        }
        before = x[i..p].last().map_or(before, |u| u.raw);
        (i, j) = (p, q);
    }
    Some(out)
}

/// How many bytes at the head of two texts are the same marks or listed words in another spelling: `(` and `（例：`
/// begin with one bracket. Nothing where they are the same to the character.
pub(crate) fn common_head(old: &str, new: &str) -> (usize, usize) {
    common(units(old).iter(), units(new).iter())
}

/// The same at the tail.
pub(crate) fn common_tail(old: &str, new: &str) -> (usize, usize) {
    common(units(old).iter().rev(), units(new).iter().rev())
}

fn common<'t>(
    old: impl Iterator<Item = &'t Unit<'t>>,
    new: impl Iterator<Item = &'t Unit<'t>>,
) -> (usize, usize) {
    let (mut at, mut best) = ((0, 0), (0, 0));
    for (a, b) in old.zip(new) {
        let mark = |u: &Unit<'_>| u.raw.chars().all(|c| script::of(c) == Script::Other);
        if a.key != b.key || !((a.listed && b.listed) || (mark(a) && mark(b))) {
            break;
        }
        at = (at.0 + a.raw.len(), at.1 + b.raw.len());
        if a.raw != b.raw {
            best = at;
        }
    }
    best
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
        (Some(c), None) => script::of(c) == Script::Hiragana && before.ends_with(c),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn respelled_words_are_taken_apart() {
        let read = |old, new| {
            atoms(old, new)
                .unwrap()
                .into_iter()
                .map(|(a, b)| format!("{a}→{b}"))
                .collect::<Vec<_>>()
        };
        assert_eq!(read("，家具及び", "、家具および"), ["，→、", "及び→および"]);
        assert_eq!(read("第２条第３項", "第2条第3項"), ["２→2", "３→3"]);
        assert_eq!(
            read("お問い合わせ，", "お問合せ、"),
            ["お問い合わせ→お問合せ", "，→、"]
        );
        assert_eq!(read("第三条", "第3条"), ["三→3"]);
        assert_eq!(atoms("会員", "利用者"), None);
        assert_eq!(common_head("(", "（例："), (1, 3));
        assert_eq!(common_head("（", "（例："), (0, 0));
    }

    #[test]
    fn phrases_are_spelled_as_the_whole_text_is() {
        for word in SPELLINGS.iter().copied().flatten() {
            assert!(!word.contains(['、', '。']), "{word}");
        }
        for (old, new) in [
            ("甲、乙及び丙、丁。", "甲、乙および丙、丁。"),
            ("甲は、一、三人。", "甲は、十、三人。"),
            ("甲，乙、丙。", "甲、乙，丙。"),
            ("甲，乙、丙。", "甲、乙，丙。丁"),
            ("10,000円、三人。", "10，000円，3人．"),
            ("甲。", "甲。乙。"),
            ("、、、", "，、"),
            ("", "　"),
        ] {
            for (old, new) in [(old, new), (new, old), (old, old)] {
                assert_eq!(same(old, new), spelled(old) == spelled(new), "{old} {new}");
                assert_eq!(phrases(old).map(spelled).collect::<String>(), spelled(old));
            }
        }
    }

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

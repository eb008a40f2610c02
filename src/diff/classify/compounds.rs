//! Compounds: 送り仮名 that are left out of a compound of two verbs, 引き上げ → 引上げ → 引上.
//!
//! In: a text at its head. Out: how long the compound is that it begins with, and its kanji alone. Never: takes for one word
//! what differs in meaning without its 送り仮名 (組合, 組合せ; 預金, 預け金).

/// The first verb of a compound and what may stand between it and the second; none where nothing ever does.
///
/// Source: 「公用文における漢字使用等について」(平成22年内閣訓令第1号) 別紙, which lists the compounds of statutes (明渡し …
/// 割戻し), and 「送り仮名の付け方」(昭和48年内閣告示第2号) 通則6 and its 許容.
#[rustfmt::skip]
const FIRST: &[(char, &[&str])] = &[
    ('引', &["き"]), ('取', &["り"]), ('受', &["け"]), ('差', &["し"]), ('繰', &["り"]), ('立', &["ち", "て"]), ('申', &["し"]),
    ('払', &["い"]), ('振', &["り"]), ('読', &["み"]), ('書', &["き"]), ('買', &["い"]), ('売', &["り"]), ('貸', &["し"]), ('借', &["り"]),
    ('譲', &["り"]), ('預', &["け", "かり"]), ('切', &["り"]), ('組', &["み"]), ('積', &["み"]), ('据', &["え"]), ('備', &["え"]),
    ('突', &["き"]), ('釣', &["り"]), ('問', &["い"]), ('乗', &["り"]), ('話', &["し"]), ('巻', &["き"]), ('持', &["ち"]), ('焼', &["き"]),
    ('呼', &["び"]), ('割', &["り"]), ('追', &["い"]), ('打', &["ち"]), ('埋', &["め"]), ('植', &["え"]), ('移', &["し"]), ('置', &["き"]),
    ('贈', &["り"]), ('折', &["り"]), ('掛', &["け"]), ('刈', &["り"]), ('締', &["め"]), ('届', &["け"]), ('投', &["げ"]), ('抜', &["き"]),
    ('張', &["り"]), ('盛', &["り"]), ('雇', &["い"]), ('落', &["とし", "ち"]), ('入', &["れ", "り"]), ('言', &["い"]), ('明', &["け"]),
    ('建', &["て"]), ('使', &["い"]), ('送', &["り"]), ('飲', &["み"]), ('聞', &["き"]),
];

/// The second verb and the 送り仮名 with which it is a noun, which may be left out too.
#[rustfmt::skip]
const SECOND: &[(char, &[&str])] = &[
    ('上', &["げ"]), ('揚', &["げ"]), ('下', &["げ"]), ('入', &["れ", "り"]), ('出', &["し"]), ('付', &["け"]), ('受', &["け"]), ('請', &["け"]),
    ('取', &["り"]), ('引', &["き"]), ('切', &["り"]), ('組', &["み"]), ('込', &["み"]), ('行', &["き"]), ('置', &["き"]), ('退', &["き"]),
    ('扱', &["い"]), ('払', &["い"]), ('買', &["い"]), ('会', &["い"]), ('習', &["い"]), ('継', &["ぎ"]), ('次', &["ぎ"]), ('続', &["き"]),
    ('渡', &["し"]), ('戻', &["し"]), ('振', &["り"]), ('消', &["し"]), ('越', &["し"]), ('返', &["し"]), ('直', &["し"]), ('崩', &["し"]), ('卸', &["し"]),
    ('壊', &["し"]), ('離', &["し"]), ('増', &["し"]), ('外', &["し"]), ('回', &["し"]), ('起', &["こし", "し"]), ('落', &["とし", "し"]),
    ('立', &["て"]), ('当', &["て"]), ('捨', &["て"]), ('替', &["え"]), ('換', &["え"]), ('控', &["え"]), ('押', &["さえ", "え"]), ('延', &["べ"]), ('調', &["べ"]),
    ('決', &["め"]), ('止', &["め"]), ('占', &["め"]), ('締', &["まり", "り", "め"]), ('積', &["もり", "り", "み"]), ('倒', &["れ"]), ('抜', &["き"]),
    ('読', &["み"]), ('書', &["き"]), ('巻', &["き"]), ('持', &["ち"]), ('帰', &["り"]), ('寄', &["せ"]), ('分', &["け"]), ('済', &["み"]),
    // 組合せ is no 組合, and 話合い is never 話合.
    ('合', &[]),
];

/// Nouns as second words, with the verbs they follow.
const NOUNS: &[(char, &str)] = &[
    ('主', "売買貸借雇"),
    ('場', "売置乗"),
    ('物', "飲贈買落"),
    ('先', "届送預"),
    ('金', "掛積貸"),
    ('分', "持取"),
];

/// What has no 送り仮名 inside, with the second words it takes.
const CLOSED: &[(char, &str)] = &[
    ('見', "直積込合習取送出"),
    ('手', "引続直"),
    ('支', "払"),
    ('仕', "組分入切立"),
    ('下', "請調"),
    ('前', "払"),
    ('未', "払"),
    ('後', "払"),
    ('先', "払"),
    ('月', "払"),
];

/// Verbs that share no word with their Sino-Japanese namesakes: 譲渡 is read じょうと, 受継 じゅけい.
const OTHER_WORDS: &[(char, char)] = &[('譲', '渡'), ('受', '継')];

/// Compounds that are written with another second word too: 取りやめ, which the table of spellings has.
const LISTED: &[(char, char)] = &[('取', '止')];

/// The characters that a compound begins with.
pub(super) fn firsts() -> impl Iterator<Item = char> {
    let open = FIRST.iter().map(|row| row.0);
    open.chain(CLOSED.iter().map(|row| row.0))
}

/// The length in bytes of the compound that `text` begins with, and its kanji: 引き上げ, 引上げ and 引上 are all 引上; 引き上がる is
/// 引上 and its own ending.
pub(super) fn read(text: &str) -> Option<(usize, String)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let between = FIRST.iter().find(|row| row.0 == first);
    let closed = CLOSED.iter().find(|row| row.0 == first);
    if between.is_none() && closed.is_none() {
        return None;
    }
    let follows = |after: &str| -> Option<(char, &'static [&'static str])> {
        let second = after.chars().next()?;
        let verb = SECOND.iter().find(|row| row.0 == second);
        let noun = || {
            NOUNS
                .iter()
                .any(|row| row.0 == second && row.1.contains(first))
        };
        match (verb, closed) {
            (Some(verb), Some(closed)) => closed.1.contains(second).then_some(*verb),
            (Some(_), None) if noun() => Some((second, &[])),
            (Some(verb), None) => Some(*verb),
            (None, _) => noun().then_some((second, &[])),
        }
    };
    let open = between.into_iter().flat_map(|row| row.1);
    let (kana, (second, endings)) = open
        .chain([&""])
        .find_map(|kana| Some((kana, follows(rest.strip_prefix(kana)?)?)))?;
    if LISTED.contains(&(first, second)) {
        return None;
    }
    let length = first.len_utf8() + kana.len() + second.len_utf8();
    let after = &text[length..];
    let key = |second: char| [first, second].iter().collect::<String>();
    // 届出をし, 申出をし: the し is no part of the word.
    let endings = if second == '出' && matches!(first, '申' | '届') {
        &[]
    } else {
        endings
    };
    if second == '合' {
        let joined = ["わせ", "せ"].iter().find(|e| after.starts_with(**e));
        return Some(match joined {
            Some(ending) => (length + ending.len(), key(second) + "せ"),
            None => (length, key(second)),
        });
    }
    let ending = endings.iter().find(|e| after.starts_with(**e));
    if OTHER_WORDS.contains(&(first, second)) && ending.is_none() && kana.is_empty() {
        return None;
    }
    // 切り換え is 切り替え.
    let second = if second == '換' { '替' } else { second };
    let key = key(second)
        + if OTHER_WORDS.contains(&(first, second)) {
            "し"
        } else {
            ""
        };
    Some((length + ending.map_or(0, |e| e.len()), key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_their_kanji() {
        let key = |text: &str| read(text).map(|(length, key)| format!("{key}|{}", &text[length..]));
        for (text, is) in [
            ("引き上げる", "引上|る"),
            ("引上げる", "引上|る"),
            ("引上", "引上|"),
            ("引き渡さない", "引渡|さない"),
            ("見積もり書", "見積|書"),
            ("切り換える", "切替|る"),
            ("問い合わせ先", "問合せ|先"),
            ("問合せ先", "問合せ|先"),
            ("組合", "組合|"),
            ("届け出た", "届出|た"),
            ("届出をする", "届出|をする"),
            ("買い主", "買主|"),
            ("譲渡しの日", "譲渡し|の日"),
        ] {
            assert_eq!(key(text).as_deref(), Some(is), "{text}");
        }
        for text in [
            "預け金",
            "取得",
            "譲渡",
            "受継",
            "申請書",
            "見学",
            "の取扱い",
            "組",
            "",
        ] {
            let own = key(text);
            assert!(
                own.is_none_or(|k| k.replace('|', "") == text && !text.starts_with('の')),
                "{text}"
            );
        }
    }
}

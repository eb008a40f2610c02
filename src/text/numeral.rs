//! Japanese numerals: 算用数字 of both widths, 漢数字 (十百千 and 位取り), 丸数字, ローマ数字, いろは, 五十音.
//!
//! In: a numeral as written. Out: its value, counted from 1. Never: reads past the numeral, or
//! accepts one it cannot count.

/// イロハ order, as statutes count the subdivisions of a 号.
pub const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス";
/// アイウ order, as corporate rules count.
pub const AIUEO: &str =
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
/// 丸数字 1–50, whose code points lie in four ranges.
const CIRCLED: [(char, char, u32); 4] = [
    ('①', '⑳', 1),
    ('㉑', '㉟', 21),
    ('㊱', '㊿', 36),
    ('❶', '❿', 1),
];

/// The value of a 丸数字.
#[inline]
pub fn circled(c: char) -> Option<u32> {
    CIRCLED
        .iter()
        .find(|(a, b, _)| (*a..=*b).contains(&c))
        .map(|(a, _, n)| c as u32 - *a as u32 + n)
}

/// One character that holds a numeral with its brackets or its point (⑴, ⒈, ㈠): the number as written out.
pub fn enclosed(c: char) -> Option<String> {
    let kanji = |n: u32| "一二三四五六七八九十".chars().nth(n as usize);
    match c {
        '⑴'..='⒇' => Some(format!("({})", c as u32 - '⑴' as u32 + 1)),
        '⒈'..='⒛' => Some(format!("{}.", c as u32 - '⒈' as u32 + 1)),
        '㈠'..='㈩' => kanji(c as u32 - '㈠' as u32).map(|k| format!("({k})")),
        '⒜'..='⒵' => {
            char::from_u32(c as u32 - '⒜' as u32 + u32::from(b'a')).map(|l| format!("({l})"))
        }
        _ => None,
    }
}

/// The value of a one-character Roman numeral (Ⅰ–Ⅻ, ⅰ–ⅻ).
#[inline]
pub fn roman_char(c: char) -> Option<u32> {
    match c {
        'Ⅰ'..='Ⅻ' => Some(c as u32 - 'Ⅰ' as u32 + 1),
        'ⅰ'..='ⅻ' => Some(c as u32 - 'ⅰ' as u32 + 1),
        _ => None,
    }
}

/// The value of a Roman numeral in Latin letters of one case and either width (`IV`, `xii`), up to 39.
pub fn roman_letters(text: &str) -> Option<u32> {
    let value = |c: char| match super::fold::half_width(c).to_ascii_lowercase() {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    };
    let mut total = 0;
    let mut last = 0;
    for c in text.chars().rev() {
        let v = value(c)?;
        if v < last {
            total -= v
        } else {
            total += v
        }
        last = last.max(v);
    }
    // Only the usual spelling counts: iiii is no numeral.
    let usual = (1..40).contains(&total)
        && spell_roman(total as u32)
            == text
                .chars()
                .map(|c| super::fold::half_width(c).to_ascii_lowercase())
                .collect::<String>();
    usual.then_some(total as u32)
}

fn spell_roman(mut n: u32) -> String {
    let mut out = String::new();
    for (v, s) in [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")] {
        while n >= v {
            out.push_str(s);
            n -= v;
        }
    }
    out
}

/// The value of an 漢数字 digit, 〇 included.
#[inline]
pub fn kanji_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壱' | '壹' => 1,
        '二' | '弐' | '貳' => 2,
        '三' | '参' | '參' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// True for a character an 漢数字 may hold.
#[inline]
pub fn is_kanji_numeral(c: char) -> bool {
    kanji_digit(c).is_some() || matches!(c, '十' | '百' | '千' | '元')
}

/// The value of an 漢数字: 十二, 百二十三, 二〇二五; 元 is the first year of an era and is not read here.
pub fn kanji(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    if text.chars().all(|c| kanji_digit(c).is_some()) {
        let digits = text.chars().count();
        // 一 二 三 as digits of a number are read by place: 二〇二五; a lone digit is itself.
        return (digits <= 9).then(|| {
            text.chars()
                .filter_map(kanji_digit)
                .fold(0, |n, d| n * 10 + d)
        });
    }
    let (mut total, mut digit, mut last_unit) = (0u32, None, u32::MAX);
    for c in text.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                if digit.is_some() {
                    return None;
                }
                digit = Some(kanji_digit(c)?);
                continue;
            }
        };
        if unit >= last_unit {
            return None;
        }
        last_unit = unit;
        total += digit.take().unwrap_or(1) * unit;
    }
    Some(total + digit.unwrap_or(0))
}

/// The value of an Arabic numeral in ASCII or full-width digits, up to six of them.
pub fn arabic(text: &str) -> Option<u32> {
    let mut n = 0u32;
    let mut len = 0;
    for c in text.chars() {
        n = n * 10 + super::fold::half_width(c).to_digit(10)?;
        len += 1;
        if len > 6 {
            return None;
        }
    }
    (len > 0).then_some(n)
}

/// The value of a numeral in Arabic or 漢数字.
pub fn any(text: &str) -> Option<u32> {
    arabic(text).or_else(|| kanji(text))
}

/// The place of `c` in イロハ order, 1-based.
pub fn iroha(c: char) -> Option<u32> {
    static PLACES: [u8; KANA] = places(IROHA);
    place(&PLACES, c)
}

/// The place of `c` in アイウ order, 1-based.
pub fn aiueo(c: char) -> Option<u32> {
    static PLACES: [u8; KANA] = places(AIUEO);
    place(&PLACES, c)
}

/// How many 片仮名 there are from U+30A0 on.
const KANA: usize = 0x60;

/// For each 片仮名 its place in an order, 0 for none.
const fn places(order: &str) -> [u8; KANA] {
    let (bytes, mut out, mut at) = (order.as_bytes(), [0; KANA], 0);
    while at < bytes.len() {
        // Each is of three bytes, E3 82 A0 to E3 83 BF.
        let kana = (bytes[at + 1] as usize & 0x3f) << 6 | bytes[at + 2] as usize & 0x3f;
        out[kana - 0xa0] = (at / 3 + 1) as u8;
        at += 3;
    }
    out
}

fn place(places: &[u8; KANA], c: char) -> Option<u32> {
    let place = *places.get((c as usize).checked_sub(0x30a0)?)?;
    (place > 0).then_some(u32::from(place))
}

/// The place of a Latin letter of either case and width, 1-based.
pub fn letter(c: char) -> Option<u32> {
    let c = super::fold::half_width(c).to_ascii_lowercase();
    c.is_ascii_lowercase().then(|| c as u32 - 'a' as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kanji_numerals() {
        for (text, value) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("百二十三", 123),
            ("千九百", 1900),
            ("二〇二五", 2025),
            ("三十一", 31),
        ] {
            assert_eq!(kanji(text), Some(value), "{text}");
        }
        for text in ["", "十百", "一二十", "条", "元"] {
            assert_eq!(kanji(text), None, "{text}");
        }
    }

    #[test]
    fn kana_count_in_both_orders() {
        for c in (0..0x1_0000).filter_map(char::from_u32) {
            let slow = |order: &str| order.chars().position(|k| k == c).map(|n| n as u32 + 1);
            assert_eq!((iroha(c), aiueo(c)), (slow(IROHA), slow(AIUEO)), "{c:?}");
        }
    }

    #[test]
    fn other_numerals() {
        assert_eq!(arabic("１２3"), Some(123));
        assert_eq!(arabic("1234567"), None);
        assert_eq!(
            (circled('①'), circled('㊿'), circled('1')),
            (Some(1), Some(50), None)
        );
        assert_eq!(
            (
                roman_letters("iv"),
                roman_letters("XIV"),
                roman_letters("iiii"),
                roman_letters("vx")
            ),
            (Some(4), Some(14), None, None)
        );
        assert_eq!(
            (iroha('ハ'), aiueo('ハ'), letter('Ｃ')),
            (Some(3), Some(26), Some(3))
        );
    }
}

//! Tokens: the units in which a Japanese reader sees a change.
//!
//! In: a text. Out: byte ranges that cover it whole: words by the dictionary, but numbers with their counters,
//! dates, katakana and Latin runs and short 「terms」 are never cut. Never: drops a character.

use std::ops::Range;
use std::sync::OnceLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use rustc_hash::FxHashMap;

use super::script::{self, Script};

/// What follows a number and belongs to it; longer ones first where one begins another.
const COUNTERS: [&str; 52] = [
    "営業日",
    "か月間",
    "ヶ月間",
    "箇月間",
    "カ月間",
    "か月",
    "ヶ月",
    "ヵ月",
    "カ月",
    "ケ月",
    "箇月",
    "か所",
    "箇所",
    "ヶ所",
    "か年",
    "箇年",
    "か国",
    "年度",
    "年間",
    "月間",
    "日間",
    "週間",
    "時間",
    "分間",
    "親等",
    "等級",
    "条",
    "項",
    "号",
    "章",
    "節",
    "編",
    "款",
    "年",
    "月",
    "日",
    "週",
    "時",
    "分",
    "秒",
    "円",
    "株",
    "名",
    "人",
    "回",
    "件",
    "個",
    "歳",
    "％",
    "%",
    "割",
    "倍",
];
/// What joins digits to one number: an amount, a telephone number, a 郵便番号, a time, a date.
const JOINTS: &str = ",，．.-－‐‑−:：/／";
/// Names of years that belong to the date after them.
const ERAS: [[char; 2]; 4] = [['令', '和'], ['平', '成'], ['昭', '和'], ['西', '暦']];
/// The longest 「term」 that stays whole, in characters between its brackets.
const TERM: usize = 16;

/// True for one number with its counter and nothing more, which is one token.
pub(crate) fn is_number(text: &str) -> bool {
    /// Longer texts are none.
    const LONGEST: usize = 40;
    // Nearly every other text is told by its end or its length.
    if text.is_empty() || text.len() > LONGEST {
        return false;
    }
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    number(&chars, 0) == Some(chars.len())
}

/// How many bytes at the beginning and at the end of two texts are the same tokens in both, seen by themselves as in the
/// whole.
pub(crate) fn beside(old: &str, new: &str) -> (usize, usize) {
    /// Characters of two texts whose tokens are surely few enough for the same search with what stands beside and without.
    const FEW: usize = super::LONG;
    // A character has three bytes at the most in nearly all of a text, one at least.
    if (old.len() + new.len()) / 3 > FEW || old.chars().count() + new.chars().count() > FEW {
        return (0, 0);
    }
    let same = |(a, b): &(u8, u8)| a == b;
    let mut common = old.bytes().zip(new.bytes()).take_while(same).count();
    while !old.is_char_boundary(common) || !new.is_char_boundary(common) {
        common -= 1;
    }
    // A phrase that goes on is not at its end: what follows the mark stands in both.
    let head = ends(&old[..common])
        .rev()
        .find(|&end| !is_open(&old[..end]))
        .unwrap_or(0);
    let (x, y) = (&old[common..], &new[common..]);
    let mut tail = x
        .bytes()
        .rev()
        .zip(y.bytes().rev())
        .take_while(same)
        .count();
    while !x.is_char_boundary(x.len() - tail) || !y.is_char_boundary(y.len() - tail) {
        tail -= 1;
    }
    let (last_old, last_new) = (old.len() - tail, new.len() - tail);
    let end = ends(&old[last_old..])
        .find(|end| !is_open(&old[head..last_old + end]) && !is_open(&new[head..last_new + end]));
    (head, end.map_or(0, |end| tail - end))
}

/// Where a phrase ends and another begins, in bytes.
fn ends(text: &str) -> impl DoubleEndedIterator<Item = usize> {
    let marks = text
        .match_indices(['、', '。'])
        .map(|(at, mark)| at + mark.len());
    marks.filter(|&end| begins_a_phrase(&text[end..]))
}

/// True where a 「 stands open at the end of a text.
fn is_open(text: &str) -> bool {
    let last = text.rfind(['「', '」', '。']);
    last.is_some_and(|at| text[at..].starts_with('「'))
}

fn begins_a_phrase(text: &str) -> bool {
    matches!(
        text.chars().next(),
        Some('ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='龥' | '「' | '0'..='9' | 'A'..='z')
    )
}

/// The tokens of a text, then and now. What stands in both between two marks is looked up in the dictionary once.
pub(crate) fn split_both(old: &str, new: &str) -> [Vec<Range<usize>>; 2] {
    let mut known = Known::default();
    [old, new].map(|text| split(text, &mut known))
}

/// Phrases with the places, in bytes, where the dictionary cuts them.
type Known<'t> = FxHashMap<&'t str, Vec<usize>>;

/// The tokens of `text`.
fn split<'t>(text: &'t str, known: &mut Known<'t>) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    if chars.is_empty() {
        return Vec::new();
    }
    let mut cuts = vec![false; chars.len() + 1];
    let (mut at, mut start) = (0, 0);
    for phrase in phrases(text) {
        let places = known
            .entry(phrase)
            .or_insert_with(|| words().segment_str(phrase).collect());
        for place in places {
            while at < chars.len() && chars[at].0 < start + *place {
                at += 1;
            }
            cuts[at] = true;
        }
        start += phrase.len();
    }
    runs(&chars, &mut cuts);
    numbers(&chars, &mut cuts);
    terms(&chars, &mut cuts);
    let mut out = Vec::new();
    let mut start = 0;
    for (index, cut) in cuts.iter().enumerate().skip(1) {
        let end = chars.get(index).map_or(text.len(), |c| c.0);
        if *cut || index == chars.len() {
            out.push(start..end);
            start = end;
        }
    }
    out
}

fn words() -> WordSegmenterBorrowed<'static> {
    static WORDS: OnceLock<WordSegmenterBorrowed<'static>> = OnceLock::new();
    *WORDS.get_or_init(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()))
}

/// A text in pieces that the dictionary cuts as it cuts them in the whole: behind 、 or 。 before a letter no word goes on.
fn phrases(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let marks = rest.match_indices(['、', '。']);
        let mut ends = marks.map(|(at, mark)| at + mark.len());
        let end = ends
            .find(|&end| begins_a_phrase(&rest[end..]))
            .unwrap_or(rest.len());
        let phrase;
        (phrase, rest) = rest.split_at(end);
        (!phrase.is_empty()).then_some(phrase)
    })
}

fn whole(cuts: &mut [bool], range: Range<usize>) {
    cuts[range.start] = true;
    cuts[range.start + 1..range.end].fill(false);
    cuts[range.end] = true;
}

/// Katakana and Latin runs stay whole; a name's or an address's joints (`.`, `-`, `@`, `/`) inside a Latin run too.
fn runs(chars: &[(usize, char)], cuts: &mut [bool]) {
    let word = |c: char| matches!(script::of(c), Script::Latin | Script::Digit);
    let mut at = 0;
    while at < chars.len() {
        let kind = script::of(chars[at].1);
        let mut end = at + 1;
        match kind {
            Script::Katakana => {
                while end < chars.len() && script::of(chars[end].1) == Script::Katakana {
                    end += 1;
                }
                whole(cuts, at..end);
            }
            Script::Latin => {
                while end < chars.len() && (word(chars[end].1) || joins(&chars[end..])) {
                    end += 1;
                }
                // An address on the web may end in a slash.
                let slash = chars.get(end).is_some_and(|c| c.1 == '/');
                if slash && chars[at..end].iter().any(|c| c.1 == ':') {
                    end += 1;
                }
                whole(cuts, at..end);
            }
            _ => {}
        }
        at = end;
    }
}

/// True where joints stand before a further letter or digit: the `://` of an address too.
fn joins(chars: &[(usize, char)]) -> bool {
    /// So many joints follow each other in `://`.
    const MOST: usize = 3;
    let joints = chars.iter().take(MOST + 1);
    let joints = joints
        .take_while(|c| ".-_@/:&'?=#~%+".contains(c.1))
        .count();
    let next = chars.get(joints).map(|c| script::of(c.1));
    (1..=MOST).contains(&joints) && matches!(next, Some(Script::Latin | Script::Digit))
}

/// Numbers with 第, their counter and 枝番, and dates, stay whole.
fn numbers(chars: &[(usize, char)], cuts: &mut [bool]) {
    let mut at = 0;
    while at < chars.len() {
        let Some(mut end) = number(chars, at) else {
            // Digits inside a Latin run were kept whole by the run.
            let inside_latin = script::of(chars[at].1) == Script::Latin;
            at += 1;
            while inside_latin && at < chars.len() && !cuts[at] {
                at += 1;
            }
            continue;
        };
        // 2025年4月1日
        while "年月".contains(chars[end - 1].1)
            && let Some(next) = number(chars, end).or_else(|| first_day(chars, end))
            && "月日".contains(chars[next - 1].1)
        {
            end = next;
        }
        // 令和７年4月1日
        let era = at.checked_sub(2).filter(|&from| {
            let era = [chars[from].1, chars[from + 1].1];
            ERAS.contains(&era) && chars[at..end].iter().any(|c| c.1 == '年')
        });
        whole(cuts, era.unwrap_or(at)..end);
        at = end;
    }
}

/// The end of 一日 after a month, where it is no word.
fn first_day(chars: &[(usize, char)], at: usize) -> Option<usize> {
    let is = |n: usize, c: char| chars.get(at + n).is_some_and(|x| x.1 == c);
    (is(0, '一') && is(1, '日')).then_some(at + 2)
}

/// The end of the number that begins at `at`.
fn number(chars: &[(usize, char)], at: usize) -> Option<usize> {
    let char_at = |i: usize| chars.get(i).map(|c| c.1);
    let mut end = at;
    let ordinal = char_at(at) == Some('第');
    if ordinal {
        end += 1;
    }
    let digits = end;
    while let Some(c) = char_at(end) {
        let separator = JOINTS.contains(c)
            && end > digits
            && char_at(end + 1).is_some_and(|n| script::of(n) == Script::Digit);
        if !script::is_numeral(c) && !separator {
            break;
        }
        end += 1;
    }
    if end == digits {
        return None;
    }
    let arabic = script::of(chars[digits].1) == Script::Digit;
    let counted = counter(chars, end);
    let end = end + counted;
    // 一般, 十分, 第三者: a kanji numeral without a counter is part of a word.
    if !arabic && (counted == 0 || (!ordinal && is_word(chars, digits, end))) {
        return None;
    }
    // 枝番
    let mut end = end;
    while counted > 0
        && char_at(end) == Some('の')
        && char_at(end + 1).is_some_and(script::is_numeral)
    {
        let mut last = end + 1;
        while char_at(last).is_some_and(script::is_numeral) {
            last += 1;
        }
        end = last;
    }
    Some(end)
}

/// Words that only look like a number with its counter.
fn is_word(chars: &[(usize, char)], from: usize, to: usize) -> bool {
    let text: String = chars[from..to].iter().map(|c| c.1).collect();
    matches!(
        text.as_str(),
        "十分" | "一時" | "一人" | "万人" | "一日" | "一号" | "千葉"
    )
}

/// How many characters of a counter stand at `at`.
fn counter(chars: &[(usize, char)], at: usize) -> usize {
    COUNTERS
        .iter()
        .find(|counter| {
            counter
                .chars()
                .enumerate()
                .all(|(k, c)| chars.get(at + k).map(|x| x.1) == Some(c))
        })
        .map_or(0, |counter| counter.chars().count())
}

/// Short 「terms」 stay whole.
fn terms(chars: &[(usize, char)], cuts: &mut [bool]) {
    let mut open = None;
    for (index, (_, c)) in chars.iter().enumerate() {
        match c {
            '「' => open = Some(index),
            '」' => {
                if let Some(start) = open.take()
                    && index - start - 1 <= TERM
                    && index - start > 1
                {
                    whole(cuts, start..index + 1);
                }
            }
            '。' => open = None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let ranges = split(text, &mut Known::default());
        assert_eq!(
            ranges.iter().map(|r| &text[r.clone()]).collect::<String>(),
            text
        );
        ranges.into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn phrases_are_cut_as_the_whole_text_is() {
        let text = "会員（以下「甲、乙」という。）は、１、000円、\u{3099}会費、10,000円を、、払う。Aまたは、「丙」。";
        assert_eq!(phrases(text).collect::<String>(), text);
        assert!(phrases(text).count() > 5);
        let whole: Vec<usize> = words().segment_str(text).collect();
        let mut start = 0;
        let mut pieces = vec![0];
        for phrase in phrases(text) {
            pieces.extend(words().segment_str(phrase).skip(1).map(|at| start + at));
            start += phrase.len();
        }
        assert_eq!(pieces, whole);
    }

    #[test]
    fn numbers_dates_and_terms_stay_whole() {
        for (text, has) in [
            ("第3条の2第1項に定める", "第3条の2"),
            ("第二十四条及び25条", "25条"),
            ("10,000株とする", "10,000株"),
            ("２０２５年４月１日から施行する", "２０２５年４月１日"),
            ("平成三十年四月一日から", "平成三十年四月一日"),
            ("６か月以内に", "６か月"),
            ("電話 03-0000-1111まで", "03-0000-1111"),
            ("〒１００−００００", "１００−００００"),
            ("平日9：30～17:00", "9：30"),
            ("2025/04/01に施行", "2025/04/01"),
            ("以下「会員等」という。", "「会員等」"),
            ("Google Analytics 4を使う", "Google"),
            ("info@example.com宛て", "info@example.com"),
            (
                "当社のサイト（https://www.example.com/a?b=c）に",
                "https://www.example.com/a?b=c",
            ),
            ("https://example.com/a/を", "https://example.com/a/"),
            ("サーバー上のデータ", "サーバー"),
            ("第三者に提供", "第三者"),
        ] {
            let all = tokens(text);
            // 第三者 may be cut by the dictionary, but never as a number.
            if has == "第三者" {
                assert!(!all.contains(&"第三"), "{all:?}");
            } else {
                assert!(all.contains(&has), "{text}: {all:?}");
            }
        }
    }
}

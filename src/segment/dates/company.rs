//! What may stand on a line of dates beside the dates: events, ordinals, 最終, 一部.
//!
//! In: a line without its dates. Out: whether nothing but their usual company is left. Never: reads a date.

use crate::segment::words;
use crate::text::fold;
use crate::text::letters::Letters;

/// Who gave a text the number that stands beside its date: 要項第26号, 規程第3号, 達第5号, 第2版.
const NUMBERED_BY: [&str; 9] = [
    "要項第",
    "規程第",
    "規則第",
    "達第",
    "訓令第",
    "告示第",
    "細則第",
    "要領第",
    "第",
];

/// What ends such a number.
const NUMBERED_AS: [&str; 3] = ["号", "版", "回"];

/// The usual company of dates and events on a line of their own.
const COMPANY: [&str; 28] = [
    "最終",
    "最新",
    "最近",
    "一部",
    "全部",
    "全面",
    "年月日",
    "日付",
    "日",
    "附則",
    "より",
    "から",
    "にて",
    "以後",
    "します",
    "する",
    "しました",
    "した",
    "ver.",
    "Ver.",
    "VER",
    "version",
    "Version",
    "Lastupdated",
    "Effective",
    "Date",
    "Revised",
    "Established",
];

/// Every character of those words and of the events: a line with any other letter is no date line.
static COMPANY_LETTERS: Letters = Letters::all(&super::EVENT_WORDS)
    .and_all(&NUMBERED_BY)
    .and_all(&NUMBERED_AS)
    .and_all(&COMPANY);

/// True where nothing is left of a date line when dates, events and their usual company are gone.
pub(super) fn is_company(text: &str) -> bool {
    let counts = |c: char| c.is_alphanumeric() && !c.is_ascii_digit();
    let letters = || text.chars().map(fold::half_width);
    if letters().any(|c| counts(c) && !COMPANY_LETTERS.contains(c)) {
        return false;
    }
    let mut rest: String = letters().filter(|c| !fold::is_blank(*c)).collect();
    for word in NUMBERED_BY {
        while let Some(at) = rest.find(word) {
            let tail = &rest[at + word.len()..];
            let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
            let end = NUMBERED_AS.iter().find(|e| tail[digits..].starts_with(**e));
            let (Some(end), true) = (end, digits > 0) else {
                break;
            };
            let cut = at..at + word.len() + digits + end.len();
            rest.replace_range(cut, "");
        }
    }
    let gone = words::EVENTS.iter().map(|e| e.0).chain(COMPANY);
    for word in gone {
        if rest.contains(word) {
            rest = rest.replace(word, "");
        }
    }
    !rest.chars().any(counts)
}

//! Numbers that say what they count: 第N条, 第N章, 附則, 別表第N.
//!
//! In: a line. Out: its reading as one of them. Never: decides whether a reference (第3条に定める) is a clause.

use super::{Candidates, Family, Fence, Style, Value, finish, number, skip_blanks};
use crate::text::fold;

/// 第N… words with their family.
const LABELLED: [(char, Family); 9] = [
    ('条', Family::Article),
    ('章', Family::Chapter),
    ('節', Family::Section),
    ('款', Family::Subsection),
    ('目', Family::Division),
    ('編', Family::Part),
    ('部', Family::Part),
    ('項', Family::Paragraph),
    ('号', Family::Item),
];

/// English words that stand before a number.
const ENGLISH: [(&str, Family); 6] = [
    ("Article", Family::Article),
    ("ARTICLE", Family::Article),
    ("Chapter", Family::Chapter),
    ("CHAPTER", Family::Chapter),
    ("Section", Family::Section),
    ("SECTION", Family::Section),
];

/// Words that head an appendix.
const APPENDICES: [&str; 7] = ["別表", "別紙", "別記", "別添", "別図", "様式", "付表"];

/// `第N条`, `第N条のM`, `第 N 条 の M`, `第N　目的`; `N条` where `prefixed` is false.
pub(super) fn labelled(line: &str, start: usize, prefixed: bool) -> Candidates {
    let at = skip_blanks(line, start);
    let Some((len, n)) = number(&line[at..]) else {
        return Candidates::default();
    };
    let spaced = at > start;
    let after_number = at + len;
    let at = skip_blanks(line, after_number);
    let word = line[at..].chars().next();
    let family = word.and_then(|w| LABELLED.iter().find(|(l, _)| *l == w).map(|l| l.1));
    let Some((word, family)) = word.zip(family).filter(|(word, _)| {
        // 第１　目的: the blank parts the number from its heading, unless blanks stand all through (第 １ 条).
        let tail = &line[at + word.len_utf8()..];
        // 第1目的, 第2部門 speak of something else.
        at == after_number && !matches!(word, '目' | '部')
            || tail.is_empty()
            || tail.starts_with(|c: char| fold::is_blank(c) || "の（(【〔：:.．".contains(c))
            || spaced && *word == '条'
    }) else {
        return if prefixed {
            unlabelled(line, after_number, n)
        } else {
            Candidates::default()
        };
    };
    if !prefixed
        && !matches!(
            family,
            Family::Article | Family::Paragraph | Family::Chapter
        )
    {
        return Candidates::default();
    }
    let mut at = at + word.len_utf8();
    let mut value = [n, 0, 0, 0];
    // 枝番: 第25条の2, 第三条の二の三.
    for part in value.iter_mut().skip(1) {
        let Some((end, n)) = branch(line, at) else {
            break;
        };
        *part = n;
        at = end;
    }
    let style = Style {
        family,
        fence: Fence::Bare,
    };
    let mut found = finish(line, style, value, at);
    if family == Family::Article
        && let Some((end, last)) = range(line, at)
    {
        found = finish(line, style, value, end);
        found.upto = last;
    }
    Candidates::one(found)
}

/// `から第五条まで　削除`, `及び第五条　削除` at `at`: its end and last number.
fn range(line: &str, at: usize) -> Option<(usize, Value)> {
    let tail = &line[at..];
    let joint = [
        "から",
        "及び",
        "および",
        "～",
        "〜",
        "~",
        "－",
        "―",
        "・",
        "、",
    ]
    .iter()
    .find(|j| tail.starts_with(**j))?;
    let start = at + joint.len();
    let start = start
        + line[start..]
            .strip_prefix('第')
            .map_or(0, |_| '第'.len_utf8());
    let (len, n) = number(&line[start..])?;
    let rest = line[start + len..].strip_prefix('条')?;
    let rest = rest.strip_prefix("まで").unwrap_or(rest);
    let end = line.len() - rest.len();
    let bare = fold::trim(rest).trim_start_matches(['（', '(', '〔', '［', '[']);
    (bare.starts_with("削除") || bare.starts_with("略")).then_some((end, [n, 0, 0, 0]))
}

/// `の二` at `at`, blanks between or not: its end and number.
pub(super) fn branch(line: &str, at: usize) -> Option<(usize, u32)> {
    let no = skip_blanks(line, at);
    let after = line[no..]
        .strip_prefix('の')
        .or_else(|| line[no..].strip_prefix('ノ'))?;
    let start = skip_blanks(line, line.len() - after.len());
    let (len, n) = number(&line[start..])?;
    let end = start + len;
    let tail = &line[end..];
    // 第3条の2項 speaks of a 項, 第3条の3か月 of a time: no 枝番. With blanks between, a blank must follow.
    let set_off = tail.is_empty()
        || tail.starts_with(|c: char| fold::is_blank(c) || "の（(【〔：:.．".contains(c));
    let spaced = no > at || start > no + 'の'.len_utf8();
    let refers = [
        "項", "号", "条", "章", "規", "各", "前", "つ", "種", "者", "か", "箇", "ヶ", "カ", "分",
        "年", "月", "日", "人", "名", "回",
    ];
    (n > 0 && (set_off || !spaced) && !refers.iter().any(|w| tail.starts_with(w)))
        .then_some((end, n))
}

/// `第1　目的`, `第２ 定義`: guidelines number without a word for what they count.
fn unlabelled(line: &str, end: usize, n: u32) -> Candidates {
    let tail = &line[end..];
    if n == 0
        || n > 99
        || !tail.is_empty()
            && !tail.starts_with(|c: char| fold::is_blank(c) || "：:.．（(【".contains(c))
    {
        return Candidates::default();
    }
    let style = Style {
        family: Family::Ordinal,
        fence: Fence::Bare,
    };
    Candidates::one(finish(line, style, [n, 0, 0, 0], end))
}

/// `Article 1`, `Section 2.`: English words over a Japanese text.
pub(super) fn english(line: &str) -> Candidates {
    for (word, family) in ENGLISH {
        let Some(tail) = line.strip_prefix(word) else {
            continue;
        };
        let at = skip_blanks(line, line.len() - tail.len());
        let Some((len, n)) = number(&line[at..]).filter(|(_, n)| *n > 0 && *n < 200) else {
            continue;
        };
        let style = Style {
            family,
            fence: Fence::Bare,
        };
        return Candidates::one(finish(line, style, [n, 0, 0, 0], at + len));
    }
    Candidates::default()
}

pub(super) fn supplement(line: &str) -> Candidates {
    let first = line.chars().next().map_or(0, char::len_utf8);
    let at = skip_blanks(line, first);
    let Some(_) = line[at..].strip_prefix('則') else {
        return Candidates::default();
    };
    let end = at + '則'.len_utf8();
    let rest = fold::trim(&line[end..]);
    // 附則 stands alone or bears its date or the law it came with.
    let alone = rest.is_empty()
        || rest.starts_with(['（', '(', '〔', '［', '['])
        || (fold::is_blank(line[end..].chars().next().unwrap_or(' '))
            && (rest.chars().count() <= 30 && !rest.contains('。')
                || ["この", "本", "当"].iter().any(|w| rest.starts_with(w))
                || crate::text::date::find(rest)
                    .first()
                    .is_some_and(|d| d.range.start == 0)));
    if !alone {
        return Candidates::default();
    }
    Candidates::one(finish(
        line,
        Style {
            family: Family::Supplement,
            fence: Fence::Bare,
        },
        [1, 0, 0, 0],
        end,
    ))
}

pub(super) fn appendix(line: &str) -> Candidates {
    let Some(word) = APPENDICES.iter().find(|w| line.starts_with(**w)) else {
        return Candidates::default();
    };
    let mut at = word.len();
    // 別記様式第1号, 別紙様式1
    if let Some(second) = APPENDICES.iter().find(|w| line[at..].starts_with(**w)) {
        at += second.len();
    }
    let after = line[at..]
        .strip_prefix('第')
        .map_or(at, |_| at + '第'.len_utf8());
    let after = skip_blanks(line, after);
    let mut value = [1, 0, 0, 0];
    if let Some((len, n)) = number(&line[after..]) {
        at = after + len;
        if line[at..].starts_with('号') {
            at += '号'.len_utf8();
        }
        value[0] = n;
    }
    let rest = fold::trim(&line[at..]);
    let alone = rest.is_empty()
        || rest.starts_with(['（', '(', '［', '【', '：', ':'])
        || (line[at..].starts_with(fold::is_blank) && !rest.contains('。'));
    if !alone {
        return Candidates::default();
    }
    Candidates::one(finish(
        line,
        Style {
            family: Family::Appendix,
            fence: Fence::Bare,
        },
        value,
        at,
    ))
}

//! Whose policy it is.
//!
//! In: the title, the preamble and the first clauses' texts. Out: the organisation's name as the text
//! spells it. Never: invents a name, or takes a third party's.

use super::words;
use crate::text::fold;

/// The organisation, from the surest sign to the least: `…（以下「当社」という。）`, `…と称する`, a title that
/// begins with a name, a signature.
pub(super) fn find(title: Option<&str>, texts: &[&str], signatures: &[&str]) -> Option<String> {
    texts
        .iter()
        .find_map(|t| introduced(t))
        .or_else(|| texts.iter().find_map(|t| styled(t)))
        .or_else(|| title.and_then(titled))
        .or_else(|| {
            signatures
                .iter()
                .chain(texts)
                .find_map(|t| signed(t).filter(|n| is_plausible(n)))
        })
        .or_else(|| texts.iter().take(OPENING).find_map(|t| speaking(t)))
        .filter(|name| is_plausible(name))
        .map(str::to_owned)
}

/// `みどり株式会社（以下「当社」といいます。）`
fn introduced(text: &str) -> Option<&str> {
    let mut from = 0;
    while let Some(at) = text[from..].find("以下").map(|i| i + from) {
        from = at + "以下".len();
        let open = text[..at].trim_end_matches(fold::is_blank);
        let Some(before) = open.strip_suffix(['（', '(']) else {
            continue;
        };
        let behind = text[from..]
            .trim_start_matches(|c: char| "、，,「『\"“”".contains(c) || fold::is_blank(c));
        let behind = behind
            .strip_prefix("総称して")
            .unwrap_or(behind)
            .trim_start_matches(['「', '『']);
        if words::SELF_NAMES.iter().any(|s| {
            behind.strip_prefix(s).is_some_and(|rest| {
                !rest.starts_with(|c: char| is_name(c) && !matches!(c, 'と' | 'い'))
            })
        }) && let Some(name) = ending_name(before)
        {
            return Some(name);
        }
    }
    None
}

/// `当会社は、株式会社みどりと称する。`
fn styled(text: &str) -> Option<&str> {
    let at = text.find("と称する").or_else(|| text.find("と称し"))?;
    ending_name(&text[..at])
}

/// A title that begins with a name: 国立大学法人みどり大学における…, 株式会社みどり定款.
fn titled(title: &str) -> Option<&str> {
    let title = fold::trim(title);
    let form = words::FORMS_BEFORE
        .iter()
        .filter(|f| title.starts_with(**f))
        .max_by_key(|f| f.len());
    let end = [
        "における",
        "の",
        "に関する",
        "個人情報",
        "プライバシー",
        "定款",
        "就業規則",
        "利用規約",
        "大学院学則",
        "学則",
        "会則",
        "サイト",
        "ウェブ",
    ]
    .iter()
    .filter_map(|w| title.find(w))
    .chain(title.find(fold::is_blank))
    .min();
    if let Some(form) = form {
        let name = &title[..end?];
        return (name.len() > form.len()).then_some(name);
    }
    // みどり株式会社個人情報保護方針, みどり大学…規程
    let (at, form) = words::FORMS_AFTER
        .iter()
        .flat_map(|f| title.match_indices(f).take(3))
        .filter(|(i, _)| *i > 0)
        // みどり学院大学学則: the form that what is no name follows, else the first.
        .min_by_key(|(i, f)| (Some(i + f.len()) != end, *i, std::cmp::Reverse(f.len())))?;
    let name = &title[..at + form.len()];
    let sure = form.ends_with("会社") || end == Some(name.len());
    (sure && name.chars().all(is_name)).then_some(name)
}

/// Texts at the head in which the organisation speaks of itself.
const OPENING: usize = 4;

/// みどり株式会社は、…: a text that begins with a company as its subject.
fn speaking(text: &str) -> Option<&str> {
    let text = fold::trim(text);
    let end = ["は", "では"]
        .iter()
        .flat_map(|w| text.match_indices(w).take(3).map(|m| m.0))
        .filter(|at| {
            let name = &text[..*at];
            signed(name) == Some(name) && is_plausible(name)
        })
        .min()?;
    Some(&text[..end])
}

/// A line that is a name, with a representative's title after it or not.
fn signed(text: &str) -> Option<&str> {
    let text = fold::trim(text);
    let name = &text[..first_name(text)];
    if text.chars().count() > 60
        || text.contains('。')
        || !name.chars().all(|c| is_name(c) || fold::is_blank(c))
    {
        return None;
    }
    let before = words::FORMS_BEFORE
        .iter()
        .any(|f| name.strip_prefix(f).is_some_and(|r| !r.is_empty()));
    let after = words::FORMS_AFTER[..6]
        .iter()
        .any(|f| name.strip_suffix(f).is_some_and(|r| !r.is_empty()));
    (before || after).then_some(name)
}

/// Byte where the name ends that `text` begins with: blanks part it from what follows, but for one between Latin words
/// (Midori Soft株式会社) and one beside a legal form (有限会社 みどり商店, みどり 株式会社).
fn first_name(text: &str) -> usize {
    text.char_indices()
        .find(|(at, c)| fold::is_blank(*c) && !joins(text, *at))
        .map_or(text.len(), |(at, _)| at)
}

/// True where no word of a name stands before: at the start, or behind a mark.
fn begins(before: &str) -> bool {
    !before.trim_end_matches(fold::is_blank).ends_with(is_name)
}

/// True for a blank inside a name.
fn joins(text: &str, at: usize) -> bool {
    let (before, behind) = (&text[..at], &text[at..]);
    let behind = &behind[behind.chars().next().map_or(0, char::len_utf8)..];
    let word = before.rsplit(|c| !is_name(c)).next().unwrap_or_default();
    let next = behind.split(|c| !is_name(c)).next().unwrap_or_default();
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let (company, any) = (&words::FORMS_AFTER[..6], &words::FORMS_BEFORE);
    !next.is_empty()
        && (latin(word.chars().next_back()) && latin(next.chars().next())
            || any.contains(&word)
                && !any.contains(&next)
                && begins(&before[..before.len() - word.len()])
            || company.contains(&next) && !word.is_empty())
}

/// The name at the end of `text`.
fn ending_name(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(fold::is_blank);
    let start = text
        .char_indices()
        .rev()
        .take_while(|(at, c)| is_name(*c) || fold::is_blank(*c) && joins(text, *at))
        .last()?
        .0;
    let run = &text[start..];
    // A form before the name begins it.
    if let Some(at) = words::FORMS_BEFORE
        .iter()
        .filter_map(|f| run.rfind(f).filter(|i| i + f.len() < run.len()))
        .min()
    {
        return Some(&run[at..]);
    }
    let form = words::FORMS_AFTER.iter().find(|f| run.ends_with(**f))?;
    let stem = &run[..run.len() - form.len()];
    // What runs into the name: …を運営するみどり株式会社, 当社みどり株式会社.
    let said = |w: &str, at: usize| {
        // は, が and を part words only behind one: みはらし is a name.
        !matches!(w, "は" | "が" | "を")
            || stem[..at]
                .chars()
                .next_back()
                .is_some_and(|c| !matches!(c, 'ぁ'..='ん'))
    };
    let cut = [
        "する",
        "した",
        "である",
        "を",
        "が",
        "は",
        "当社",
        "弊社",
        "当会",
        "たる",
    ]
    .iter()
    .filter_map(|w| {
        stem.rfind(w)
            .filter(|i| said(w, *i))
            .filter(|i| *i > 0 || matches!(*w, "当社" | "弊社" | "当会"))
            .map(|i| i + w.len())
    })
    .max()
    .unwrap_or(0);
    (cut < run.len() - form.len()).then(|| &run[cut..])
}

/// False for a phrase that merely begins with a legal form (独立行政法人等が講ずべき…).
fn is_plausible(name: &str) -> bool {
    let after_form = words::FORMS_BEFORE
        .iter()
        .filter_map(|f| name.strip_prefix(f))
        .min_by_key(|rest| rest.len())
        .unwrap_or(name);
    name.chars().count() <= 50
        && !after_form.starts_with('等')
        && !["が", "を", "する", "及び", "又は", "その他", "べき"]
            .iter()
            .any(|w| after_form.contains(w))
}

/// A character a name may hold.
fn is_name(c: char) -> bool {
    c.is_alphanumeric() && !matches!(fold::half_width(c), '\0')
        || matches!(
            c,
            'ー' | '・' | '&' | '＆' | '.' | '．' | '-' | '々' | '\'' | '’' | '〇' | 'ヶ'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_every_place() {
        for (text, name) in [
            (
                "みどり株式会社（以下「当社」といいます。）は、",
                "みどり株式会社",
            ),
            (
                "当社ミドリズ株式会社（以下「当社」という。）",
                "ミドリズ株式会社",
            ),
            (
                "本規則は、アオゾラ株式会社（以下、会社という）の従業員の",
                "アオゾラ株式会社",
            ),
            (
                "この要項は、電波みどり大学（以下「本学」という。）の",
                "電波みどり大学",
            ),
            (
                "労基法第89条に基づき、株式会社みどり（以下「会社」という。）の",
                "株式会社みどり",
            ),
            (
                "本サービスを運営する合同会社みどり舎(以下「当社」といいます)",
                "合同会社みどり舎",
            ),
        ] {
            assert_eq!(introduced(text), Some(name), "{text}");
        }
        assert_eq!(introduced("電話番号（以下「会員情報」という。）"), None);
        assert_eq!(
            styled("当会社は，株式会社みどりと称する。"),
            Some("株式会社みどり")
        );
        assert_eq!(
            titled("国立大学法人みどり大学における公表基準"),
            Some("国立大学法人みどり大学")
        );
        for (text, name) in [
            (
                "Midori Soft Japan株式会社（以下「当社」といいます。）は、",
                "Midori Soft Japan株式会社",
            ),
            (
                "このサイトは、株式会社MS Green（以下、当社といいます）が運営します。",
                "株式会社MS Green",
            ),
            (
                "有限会社　みどり商店（以下「当社」という。）",
                "有限会社　みどり商店",
            ),
            ("みどり 株式会社（以下「当社」という。）", "みどり 株式会社"),
        ] {
            assert_eq!(introduced(text), Some(name), "{text}");
        }
        for (text, name) in [
            ("有限会社 みどり商店", Some("有限会社 みどり商店")),
            (
                "みどり 株式会社　代表取締役　山田太郎",
                Some("みどり 株式会社"),
            ),
            (
                "Midori Soft株式会社　代表取締役",
                Some("Midori Soft株式会社"),
            ),
            ("山田太郎　みどり", None),
        ] {
            assert_eq!(signed(text), name, "{text}");
        }
        assert_eq!(
            speaking("みはらし石けん株式会社は、お客さまの情報を守ります。"),
            Some("みはらし石けん株式会社")
        );
        assert_eq!(speaking("当社が委託する株式会社みどりは、"), None);
        assert_eq!(titled("みどり学院大学学則"), Some("みどり学院大学"));
        assert_eq!(titled("みどり大学大学院学則"), Some("みどり大学"));
        assert_eq!(titled("プライバシーポリシー"), None);
        assert_eq!(
            signed("株式会社みどり　代表取締役　山田太郎"),
            Some("株式会社みどり")
        );
    }
}

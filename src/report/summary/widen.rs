//! Widen: how much of the text around a changed stretch is quoted with it, so that the quotation is a phrase.
//!
//! In: a changed stretch and the unchanged text around it. Out: how many bytes before and after belong to it. Never:
//! goes over a punctuation mark or a bracket.

use crate::diff::{Spot, inline, line};
use crate::report::quote::LONGEST;

/// Brackets that open.
pub(super) const OPENING: &str = "「『（(【［[〔";
/// Brackets that close.
pub(super) const CLOSING: &str = "」』）)】］]〕";
/// Words that begin a 文節 although they are written in kana: 接続詞, 連体詞, 副詞. Whatever else begins in ひらがな hangs on
/// the word before it (助詞, 助動詞, 活用語尾: 文節の定義).
#[rustfmt::skip]
const HEADS: [&str; 38] = [
    "および", "または", "ならびに", "もしくは", "あるいは", "かつ", "ただし", "なお", "また", "さらに", "すなわち", "したがって",
    "よって", "その", "この", "これ", "それ", "ここ", "そこ", "かかる", "いわゆる", "あらゆる", "あらかじめ", "すべて", "いずれ", "いかなる", "もっぱら",
    "ただちに", "すみやかに", "みだりに", "おおむね", "すでに", "まだ", "みなし", "おそれ", "ほか", "お", "ご",
];
/// Conjunctions written in 漢字: they belong to neither word beside them.
const CONJUNCTIONS: [&str; 6] = ["及び", "又は", "並びに", "若しくは", "且つ", "及"];
/// Words before which and after which a new word begins, whatever its script.
const ALONE: [&str; 3] = ["その他", "当該", "前記"];
/// Particles that may follow a noun: no ending of a verb begins with them.
const PARTICLES: &str = "のにをはがとでもへやかまよなだ";
/// A change shorter than this, in characters, is quoted with the words on both sides.
const SHORT: usize = 2;
/// The longest word or ending that is taken in on one side, in characters.
const FAR: usize = 16;
/// The endings with which a verb goes on to another verb: 持ち出す, 振り替える.
const STEMS: [char; 8] = ['り', 'い', 'き', 'し', 'ち', 'み', 'れ', 'け'];
/// The longest stretch of kana after a stretch that is its ending, in characters.
const ENDING: usize = 8;

/// The unchanged text around a stretch.
pub(super) struct Around<'t> {
    pub(super) before: &'t str,
    pub(super) after: &'t str,
}

/// How many bytes before and after `spot` are quoted with it.
pub(super) fn by(spot: &Spot, around: &Around<'_>) -> (usize, usize) {
    if around.is_reference(spot) {
        return around.reference(spot);
    }
    let lone = spot.old.is_empty() || spot.new.is_empty();
    let mut sides = [spot.old.as_str(), spot.new.as_str()]
        .into_iter()
        .filter(|s| !s.is_empty());
    let hangs = sides.clone().any(|s| hangs_on(around.before, s)) || is_listed(spot, around.before);
    // One 漢字 that became another word is seldom a word: しおかぜ便 → しおかぜ宅配便.
    let bare = !lone && sides.clone().any(is_bare) && around.before.ends_with(inline::is_letter);
    let head = if hangs || bare {
        tail_word(around.before)
    } else {
        0
    };
    // What was only put in or taken out between two words ends where a word ends.
    let short = lone && line::solid(&spot.old).chain(line::solid(&spot.new)).count() <= SHORT;
    let open = (hangs || !lone) && (short || sides.any(|s| goes_on(s, around.after, spot)));
    let tail = if lone
        && sides
            .clone()
            .any(|s| CONJUNCTIONS.iter().any(|w| s.ends_with(w)))
    {
        // 第10条及び is told with what it joins.
        let reference = inline::reference_after(around.after).len();
        if reference > 0 {
            reference
        } else {
            inline::first_word(around.after).len()
        }
    } else if open {
        head_word(around.after)
    } else {
        0
    };
    (head, tail)
}

/// True for one 漢字.
pub(super) fn is_bare(text: &str) -> bool {
    let mut chars = text.chars();
    let kanji = |c: char| ('一'..='龥').contains(&c) && !inline::is_of_reference(c);
    chars.next().is_some_and(kanji) && chars.next().is_none()
}

/// True for a mark at which a phrase ends.
pub(super) fn is_limit(c: char) -> bool {
    matches!(
        c,
        '、' | '。' | '，' | '．' | ',' | '\n' | '\t' | ';' | '；'
    ) || OPENING.contains(c)
        || CLOSING.contains(c)
}

/// True where `text` cannot begin a phrase behind `before`: it is the rest of a word, or hangs on it.
fn hangs_on(before: &str, text: &str) -> bool {
    let (Some(a), Some(b)) = (before.chars().next_back(), text.chars().next()) else {
        return false;
    };
    if !inline::is_letter(a)
        || begins_reference(text)
        || CONJUNCTIONS.iter().any(|w| text.starts_with(w))
        || ALONE.iter().any(|w| before.ends_with(w))
    {
        return false;
    }
    let kana = |c: char| ('ぁ'..='ん').contains(&c);
    if kana(b) {
        return !HEADS.iter().any(|w| text.starts_with(w));
    }
    inline::in_one_word(a, b)
}

/// True where a list that ended in 及び went on, or the reverse: 氏名及び住所 → 氏名、住所及び電話番号.
fn is_listed(spot: &Spot, before: &str) -> bool {
    let joint = |t: &str| CONJUNCTIONS.iter().any(|w| t.starts_with(w));
    let mark = |t: &str| t.starts_with(['、', '，']);
    let both = (spot.old.as_str(), spot.new.as_str());
    before.ends_with(inline::is_letter)
        && (joint(both.0) && mark(both.1) || mark(both.0) && joint(both.1))
}

/// True for 第27条: a reference begins by itself.
fn begins_reference(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next() == Some('第') && chars.next().is_some_and(inline::is_of_reference)
}

/// True where `text` breaks off in a word that goes on in `after`.
fn goes_on(text: &str, after: &str, spot: &Spot) -> bool {
    let (Some(a), Some(b)) = (text.chars().next_back(), after.chars().next()) else {
        return false;
    };
    if CONJUNCTIONS.iter().any(|w| after.starts_with(w)) || ALONE.iter().any(|w| text.ends_with(w))
    {
        return false;
    }
    let kana = |c: char| ('ぁ'..='ん').contains(&c);
    match (kana(a), kana(b)) {
        (true, true) => !HEADS
            .iter()
            .any(|w| text.ends_with(w) || after.starts_with(w)),
        // A verb of which both forms end in one 漢字: 振り替える.
        (false, true) => {
            let last = |t: &str| t.chars().next_back();
            !PARTICLES.contains(b)
                && !HEADS.iter().any(|w| after.starts_with(w))
                && last(&spot.old) == last(&spot.new)
        }
        _ => inline::in_one_word(a, b),
    }
}

/// The bytes of the word that ends a text, with the kana that hang on it.
pub(super) fn tail_word(text: &str) -> usize {
    let kana: usize = (text.chars().rev())
        .take_while(|c| ('ぁ'..='ん').contains(c))
        .map(char::len_utf8)
        .sum();
    let word = inline::last_word(&text[..text.len() - kana]);
    let mut taken = kana + word.len();
    // 持ち出す is one verb.
    let rest = &text[..text.len() - taken];
    if word.chars().count() == 1 && kana > 0 && rest.ends_with(STEMS) {
        let verb = inline::last_word(&rest[..rest.len() - 'り'.len_utf8()]);
        if let Some(c) = verb.chars().next_back() {
            taken += 'り'.len_utf8() + c.len_utf8();
        }
    }
    // ご住所 is one word.
    let rest = &text[..text.len() - taken];
    if let Some(rest) = rest.strip_suffix(['お', 'ご'])
        && !word.is_empty()
        && !rest.ends_with(['な', 'い', 'り'])
    {
        taken += 'お'.len_utf8();
    }
    // 6か月後 is one word.
    if word.starts_with(['月', '所', '年', '国'])
        && let Some(number) = text[..text.len() - taken].strip_suffix('か')
    {
        taken += 'か'.len_utf8() + inline::last_word(number).len();
    }
    if text[text.len() - taken..].chars().count() > FAR {
        // A run too long to quote is left out.
        return 0;
    }
    taken
}

/// The bytes of the word or ending that begins a text.
fn head_word(text: &str) -> usize {
    let kana = |c: &char| ('ぁ'..='ん').contains(c);
    let ending = |text: &str| -> usize {
        let kana = text.chars().take_while(kana).take(ENDING);
        kana.map(char::len_utf8).sum()
    };
    let word = inline::first_word(text);
    if word.chars().count() > FAR {
        return 0;
    }
    let rest = &text[word.len()..];
    if !word.is_empty() && rest.starts_with(|c: char| PARTICLES.contains(c)) {
        return word.len();
    }
    let end = word.len() + ending(rest);
    // 振り替える is one verb.
    let stem =
        word.is_empty() && ["り", "い", "き", "し", "ち", "み", "れ", "け"].contains(&&text[..end]);
    let verb = inline::first_word(&text[end..]);
    if stem && verb.chars().count() == 1 {
        let after = end + verb.len();
        return after + ending(&text[after..]);
    }
    end
}

impl Around<'_> {
    /// True where the stretch is part of a reference: 第二十四条の二 of which の二 came.
    pub(super) fn is_reference(&self, spot: &Spot) -> bool {
        let steps = |t: &str| t.chars().all(inline::is_of_reference);
        if !steps(&spot.old) || !steps(&spot.new) {
            return false;
        }
        let (head, tail) = self.reference(spot);
        let whole = |t: &str| {
            let text = format!(
                "{}{t}{}",
                &self.before[self.before.len() - head..],
                &self.after[..tail]
            );
            text.contains('第') && text.contains(['条', '項', '号', '章', '節'])
        };
        whole(&spot.old) && whole(&spot.new)
    }

    /// The rest of the reference before and after.
    fn reference(&self, spot: &Spot) -> (usize, usize) {
        let run: usize = (self.before.chars().rev())
            .take_while(|c| inline::is_of_reference(*c))
            .map(char::len_utf8)
            .sum();
        let at = self.before.len() - run;
        // A numeral that ends the word before is none of it.
        let skip = self.before[at..].find('第').unwrap_or(run);
        let begins = |t: &str| t.is_empty() || t.starts_with('第');
        let numbered = skip == run && begins(&spot.old) && begins(&spot.new);
        let head = if skip == run && !numbered {
            0
        } else {
            run - skip
        };
        let law = inline::law_before(&self.before[..self.before.len() - head]).len();
        let mut tail = inline::reference_after(self.after).len();
        if tail == 0 {
            // 条 of 第3条 where the 3 changed.
            let rest: usize = (self.after.chars())
                .take_while(|c| inline::is_of_reference(*c) && *c != 'の' && *c != '第')
                .map(char::len_utf8)
                .sum();
            tail = rest + inline::reference_after(&self.after[rest..]).len();
        }
        // A law whose name leaves no room for the number is left out.
        let size = |t: &str| t.chars().count();
        let quoted = size(&self.before[self.before.len() - head - law..])
            + size(&spot.old).max(size(&spot.new))
            + size(&self.after[..tail]);
        (if quoted > LONGEST { head } else { head + law }, tail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::Kind;

    #[test]
    fn quotations_are_phrases() {
        for (before, old, new, after, expected) in [
            (
                "期限に応じ",
                "た日数の",
                "て、次のとおり",
                "休暇",
                "「応じた日数の」→「応じて、次のとおり」",
            ),
            (
                "利用者が被",
                "ったいかなる不利益",
                "った不利益",
                "も",
                "「被ったいかなる不利益」→「被った不利益」",
            ),
            ("氏名", "び", "および", "住所", "「氏名び」→「氏名および」"),
            (
                "会員は、",
                "または",
                "および",
                "職員",
                "「または」→「および」",
            ),
            (
                "休日を他の",
                "人振",
                "日と振",
                "り替える",
                "「人振り替える」→「日と振り替える」",
            ),
            (
                "法第二十四条の",
                "二",
                "二の二",
                "の規定",
                "「法第二十四条の二」→「法第二十四条の二の二」",
            ),
            (
                "法第二十四条の二",
                "",
                "第一項",
                "の規定",
                "「法第二十四条の二」→「法第二十四条の二第一項」",
            ),
            (
                "会員が返還",
                "",
                "又は廃棄",
                "するとき",
                "「」→「又は廃棄」",
            ),
            (
                "勤続6か月",
                "後を迎えた",
                "が経過した",
                "者",
                "「勤続6か月後を迎えた」→「勤続6か月が経過した」",
            ),
            (
                "定期",
                "に",
                "",
                "健康診断を行う",
                "「定期に健康診断」→「定期健康診断」",
            ),
            (
                "その他",
                "前各号に準ずる",
                "",
                "やむを得ない",
                "「前各号に準ずる」→「」",
            ),
            (
                "は、しおかぜ",
                "便",
                "宅配便",
                "（以下",
                "「しおかぜ便」→「しおかぜ宅配便」",
            ),
            (
                "会員は、",
                "事務局",
                "会長",
                "に届け出る",
                "「事務局」→「会長」",
            ),
        ] {
            let spot = Spot {
                old: old.into(),
                new: new.into(),
                at: 0,
                kind: Kind::Wording,
            };
            let (head, tail) = by(&spot, &Around { before, after });
            let (b, a) = (&before[before.len() - head..], &after[..tail]);
            assert_eq!(format!("「{b}{old}{a}」→「{b}{new}{a}」"), expected);
        }
    }
}

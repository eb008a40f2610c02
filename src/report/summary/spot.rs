//! Spot: one changed stretch as a fact, quoted so that it can be understood by itself.
//!
//! In: a changed stretch and the text around it. Out: a [`Fact`]. Never: a quotation that begins or ends with a stray mark
//! or half of a pair of brackets, or a word on why.

use super::Detail;
use super::facts::{Fact, quoted, quoted_both};
use super::phrases::{self, fill};
use super::widen;
use crate::diff::{Edit, Kind, Op, Spot, company_before, inline, is_force, line, phrase_of_force};
use crate::report::quote::{tidy, tidy_sentence};

/// A wording shorter than this is quoted with the word beside it.
const SHORT: usize = 2;
/// A word longer than this is no counter of the number before it.
const COUNTER: usize = 3;

/// The text right before and after a spot.
struct Around<'e> {
    before: &'e str,
    after: &'e str,
}

/// The fact of `spot`.
pub(super) fn of_spot(spot: &Spot, edits: &[Edit], detail: Detail) -> Fact {
    let equal = |e: &&Edit| e.op == Op::Equal;
    let around = Around {
        before: spot
            .at
            .checked_sub(1)
            .and_then(|i| edits.get(i))
            .filter(equal)
            .map_or("", |e| e.text.as_str()),
        after: edits[spot.at..]
            .iter()
            .find(equal)
            .map_or("", |e| e.text.as_str()),
    };
    let (old, new) = match spot.kind {
        Kind::Number => (counted(&spot.old, &around), counted(&spot.new, &around)),
        Kind::Obligation => (forced(&spot.old, &around), forced(&spot.new, &around)),
        Kind::Citation | Kind::Reference => cited(spot, &around),
        Kind::Company => (named(&spot.old, &around), named(&spot.new, &around)),
        _ => with_words_beside(spot, &around),
    };
    let whole = around.before.is_empty() || around.before.ends_with(['。', '\n']);
    fact(spot.kind, &old, &new, whole, detail)
}

/// The fact that `old` became `new`; a stretch that is a `whole` sentence keeps its full stop.
pub(super) fn fact(kind: Kind, old: &str, new: &str, whole: bool, detail: Detail) -> Fact {
    let clean = |text: &str| {
        if whole {
            tidy_sentence(text)
        } else {
            tidy(text)
        }
        .to_owned()
    };
    let sentence_added = new.contains('。');
    let (old, new) = apart(clean(old), clean(new));
    let sentence = match (old.is_empty(), new.is_empty()) {
        _ if old == new => return Fact::new(phrases::PUNCTUATION, "の"),
        (true, _) => {
            let phrase = if sentence_added {
                phrases::APPENDED
            } else {
                phrases::INSERTED
            };
            return Fact::new(fill(phrase, &[("new", &quoted(&new, detail))]), "に");
        }
        (_, true) => fill(phrases::DELETED, &[("old", &quoted(&old, detail))]),
        _ => {
            let (old, new) = quoted_both(&old, &new, detail);
            let phrase = match kind {
                // Where one side says nothing of it, the words alone are told.
                Kind::Obligation if is_force(&old) && is_force(&new) => phrases::OBLIGATION,
                Kind::Company => phrases::COMPANY,
                _ => phrases::REPLACED,
            };
            fill(phrase, &[("old", &old), ("new", &new)])
        }
    };
    Fact::new(sentence, "の")
}

/// Words that only stand beside what was added or removed with a mark between are left out: 「木材」 of 「例：木材」.
fn apart(old: String, new: String) -> (String, String) {
    let rest = |long: &str, short: &str| -> Option<String> {
        let head = long.strip_suffix(short);
        let tail = long.strip_prefix(short);
        let marked = |c: Option<char>| c.is_some_and(|c| !inline::is_letter(c));
        (head.filter(|h| marked(h.chars().next_back())))
            .or(tail.filter(|t| marked(t.chars().next())))
            .map(str::to_owned)
    };
    if old.is_empty() || new.is_empty() {
        (old, new)
    } else if let Some(added) = rest(&new, &old) {
        (String::new(), tidy(&added).to_owned())
    } else if let Some(removed) = rest(&old, &new) {
        (tidy(&removed).to_owned(), String::new())
    } else {
        (old, new)
    }
}

/// What stands before a time or a year and belongs to it.
const BEFORE_NUMBER: [&str; 6] = ["午前", "午後", "令和", "平成", "昭和", "西暦"];

/// What stands before a number of clauses and belongs to it.
const COUNTING: [&str; 3] = ["前", "次の", "次"];

/// A number with what it counts: `５` of `５台`, `8時` of `午後8時`.
fn counted(text: &str, around: &Around<'_>) -> String {
    let bare = text
        .chars()
        .next_back()
        .is_some_and(|c| crate::text::fold::half_width(c).is_ascii_digit());
    let counter = inline::first_word(around.after);
    // パーセント and its like are longer than 台 and 名.
    let foreign = counter.chars().all(|c| ('ァ'..='ー').contains(&c));
    let longest = if foreign { COUNTER * 2 } else { COUNTER };
    let fits = counter.chars().count() <= longest && !counter.starts_with('・');
    let tail = if bare && fits { counter } else { "" };
    // 前二節 counts, and is one word.
    let counts = text.ends_with(['編', '章', '節', '款', '条', '項', '号']);
    let words = COUNTING.iter().filter(|_| counts).chain(&BEFORE_NUMBER);
    let head = words.into_iter().find(|w| around.before.ends_with(*w));
    format!("{}{text}{tail}", head.unwrap_or(&""))
}

/// The whole phrase that obliges: `ことができる`, not `できる`'s tail.
fn forced(text: &str, around: &Around<'_>) -> String {
    phrase_of_force(around.before, text, around.after).unwrap_or_else(|| text.to_owned())
}

/// The name of the law, or of the article, that stands before the number; the 項 that follows it.
fn cited(spot: &Spot, around: &Around<'_>) -> (String, String) {
    let head = inline::law_before(around.before);
    let tail = inline::reference_after(around.after);
    let numbered = |t: &str| t.starts_with('第') || t.starts_with(|c: char| c.is_numeric());
    if spot.old.is_empty() || spot.new.is_empty() || !numbered(&spot.old) || !numbered(&spot.new) {
        return (spot.old.clone(), spot.new.clone());
    }
    // Both sides name the law: what is quoted can be put in the place of the other.
    (
        format!("{head}{}{tail}", spot.old),
        format!("{head}{}{tail}", spot.new),
    )
}

/// The whole name of a company.
fn named(text: &str, around: &Around<'_>) -> String {
    if text.is_empty() {
        return String::new();
    }
    let (head, tail) = (
        company_before(around.before),
        inline::first_word(around.after),
    );
    format!("{head}{text}{tail}")
}

/// What stood and what stands, with the neighbouring word where the change alone would not be understood.
fn with_words_beside(spot: &Spot, around: &Around<'_>) -> (String, String) {
    let size = |t: &str| line::solid(t).count();
    let mark = |t: &str| t.chars().any(|c| !inline::is_letter(c));
    if size(&spot.old).max(size(&spot.new)) > SHORT || mark(&spot.old) || mark(&spot.new) {
        return (spot.old.clone(), spot.new.clone());
    }
    let mut before = inline::last_word(around.before);
    let after = inline::first_word(around.after);
    // One 漢字 is seldom a word: 便 of しおかぜ便.
    let one = |t: &str| widen::is_bare(&format!("{}{after}", t.trim()));
    if before.is_empty() && (one(&spot.old) || one(&spot.new)) {
        before = &around.before[around.before.len() - widen::tail_word(around.before)..];
    }
    (
        format!("{before}{}{after}", spot.old),
        format!("{before}{}{after}", spot.new),
    )
}

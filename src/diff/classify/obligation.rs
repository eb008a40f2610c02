//! Obligation: a change of what a sentence obliges to or allows.
//!
//! In: what stood and what stands, with the words after. Out: the force of the phrase, and the phrase itself. Never: says
//! which of two is stricter.

use std::sync::OnceLock;

use memchr::memmem::Finder;

/// What the end of a sentence obliges to; a stem stands for its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Force {
    MustNot,
    Must,
    Cannot,
    May,
    Endeavour,
    Ask,
}

/// The phrases of each force, as laws and rules end their sentences (法制執務の用語: しなければならない, するものとする, することが
/// できる, してはならない, することができない, 努めなければならない) and as policies put them politely.
const FORCES: [(Force, &[&str]); 6] = [
    (
        Force::MustNot,
        &[
            "てはならない",
            "ではならない",
            "てはなりません",
            "てはいけない",
            "てはいけません",
            "を禁止",
            "を禁じ",
            "禁止する",
            "禁止します",
        ],
    ),
    // 努力義務 becomes 義務: 努めるものとする is no ものとする.
    (
        Force::Endeavour,
        &["努める", "努めます", "努めなければ", "努力"],
    ),
    (
        Force::Must,
        &[
            "なければならない",
            "なければなりません",
            "ものとする",
            "ものとします",
            "こととする",
            "こととします",
            "義務を負",
            "義務がある",
            "義務があります",
            "必要があります",
            "必要がある",
        ],
    ),
    (
        Force::Cannot,
        &[
            "ことができない",
            "ことはできない",
            "ことができません",
            "ことはできません",
            "できません",
            "できない",
            "かねます",
        ],
    ),
    (
        Force::May,
        &[
            "ことができる",
            "ことができます",
            "ことがある",
            "ことがあります",
            "場合がある",
            "場合があります",
            "場合がございます",
            "ことがございます",
            "できます",
            "できる",
        ],
    ),
    (Force::Ask, &["てください", "でください", "ようお願い"]),
];

/// The force of `text`, `after` being what follows.
pub(super) fn force(text: &str, after: &str) -> Option<Force> {
    let joined: String = text.chars().chain(after.chars().take(6)).collect();
    // MustNot and Cannot hold Must's and May's stems: they are asked first by their place in the table.
    FORCES
        .iter()
        .find(|(_, forms)| forms.iter().any(|f| joined.contains(f)))
        .map(|(force, _)| *force)
}

/// True where a text obliges, allows or forbids.
pub(crate) fn is_force(text: &str) -> bool {
    force(text, "").is_some()
}

/// The whole phrase of a force that `text` is part of, with what stands before and after it: ことができる for the る of it.
pub(crate) fn phrase(before: &str, text: &str, after: &str) -> Option<String> {
    let head: String = {
        let skip = before.chars().count().saturating_sub(LONGEST);
        before.chars().skip(skip).collect()
    };
    let tail: String = after.chars().take(LONGEST).collect();
    let whole = format!("{head}{text}{tail}");
    let (start, end) = (head.len(), head.len() + text.len());
    forms()
        .iter()
        .flat_map(|form| {
            let length = form.needle().len();
            form.find_iter(whole.as_bytes())
                .map(move |at| (at, at + length))
        })
        .filter(|&(from, to)| from < end && to > start)
        .max_by_key(|(from, to)| to - from)
        .map(|(from, to)| whole[from.min(start)..to.max(end)].to_owned())
}

/// The phrases of all forces, ready to be looked for.
fn forms() -> &'static [Finder<'static>] {
    static FORMS: OnceLock<Vec<Finder<'static>>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let forms = FORCES.iter().flat_map(|(_, forms)| forms.iter());
        forms.map(|form| Finder::new(*form)).collect()
    })
}

/// The longest phrase, in characters.
const LONGEST: usize = 12;

//! Company: a change of a company's name.
//!
//! In: a text. Out: whether it names a company by its form. Never: guesses from a name without one.

/// What the law calls the forms of companies and associations (会社法第6条, 一般法人法第5条), and the abbreviations in use.
const COMPANY: [&str; 16] = [
    "株式会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "有限会社",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "特定非営利活動法人",
    "（株）",
    "(株)",
    "㈱",
    "Inc.",
    "LLC",
    "Ltd",
];

/// What a sentence holds and a name does not.
const VERBAL: [&str; 5] = ["する", "します", "には", "では", "とは"];
/// The longest name of a company, in characters.
const LONGEST: usize = 30;

/// True where a text is the name of a company, and nothing more: a sentence that holds one is none.
pub(crate) fn names(text: &str) -> bool {
    COMPANY.iter().any(|form| text.contains(form))
        && text.chars().count() <= LONGEST
        && !text.contains(['、', '。', '，', '「', '」', 'を'])
        && !VERBAL.iter().any(|words| text.contains(words))
}

/// True where the form of a company stands right before or after: みどり in みどり株式会社.
pub(super) fn is_beside(before: &str, after: &str) -> bool {
    COMPANY
        .iter()
        .any(|form| before.ends_with(form) || after.starts_with(form))
}

//! Styles by name.
//!
//! In: `styles.xml` of this folder. Out: which style id stands for which of our styles, and how wide a
//! character is. Never: puts a format where a style will do.

/// The namespace of WordprocessingML.
pub(crate) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Our styles, as a file that a person can read.
pub(crate) const OURS: &str = include_str!("styles.xml");

/// What a paragraph or table is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Style {
    #[default]
    Normal,
    Title,
    Heading1,
    Heading2,
    Heading3,
    Date,
    Closing,
    Footer,
    Clause,
    Note,
    Contents,
    InnerTable,
    InnerText,
    Comparison,
    ComparisonHead,
    ComparisonText,
    ComparisonRemark,
    ComparisonLegend,
    Gap,
    Signature,
    NoteHeading,
    Letter,
    LetterHeading,
    LetterItem,
    Annex,
}

/// Every style, its name and its id in our file.
const STYLES: [(Style, &str, &str); 25] = [
    (Style::Normal, "Normal", "Normal"),
    (Style::Title, "Title", "Title"),
    (Style::Heading1, "heading 1", "Heading1"),
    (Style::Heading2, "heading 2", "Heading2"),
    (Style::Heading3, "heading 3", "Heading3"),
    (Style::Date, "Date", "Date"),
    (Style::Closing, "Closing", "Closing"),
    (Style::Footer, "footer", "Footer"),
    (Style::Clause, "条文", "Clause"),
    (Style::Note, "条文の注", "ClauseNote"),
    (Style::Contents, "条文の目次", "ClauseContents"),
    (Style::InnerTable, "条文の表", "ClauseTable"),
    (Style::InnerText, "条文の表の文字", "ClauseTableText"),
    (Style::Comparison, "新旧対照表", "Comparison"),
    (
        Style::ComparisonHead,
        "新旧対照表の見出し",
        "ComparisonHead",
    ),
    (Style::ComparisonText, "新旧対照表の文字", "ComparisonText"),
    (
        Style::ComparisonRemark,
        "新旧対照表の備考",
        "ComparisonRemark",
    ),
    (
        Style::ComparisonLegend,
        "新旧対照表の凡例",
        "ComparisonLegend",
    ),
    (Style::Gap, "表の後の空き", "Gap"),
    (Style::Signature, "Signature", "Signature"),
    (Style::NoteHeading, "Note Heading", "NoteHeading"),
    (Style::Letter, "お知らせの本文", "Letter"),
    (Style::LetterHeading, "お知らせの見出し", "LetterHeading"),
    (Style::LetterItem, "お知らせの項目", "LetterItem"),
    (Style::Annex, "別紙", "Annex"),
];

/// The id of each style in one file, and the size of its text.
#[derive(Debug, Clone)]
pub(crate) struct Ids {
    of: Vec<(Style, String)>,
    /// A full-width character of the running text, in twips.
    pub(crate) em: u32,
}

impl Ids {
    /// The ids of our own file.
    pub(crate) fn ours() -> Self {
        Self::with(210, str::to_owned)
    }

    /// The ids of another file, where `id` says what an id of ours is called there.
    pub(crate) fn with(em: u32, id: impl Fn(&str) -> String) -> Self {
        Self {
            of: STYLES.iter().map(|s| (s.0, id(s.2))).collect(),
            em,
        }
    }

    /// The id of a style.
    pub(crate) fn of(&self, style: Style) -> &str {
        self.of
            .iter()
            .find(|s| s.0 == style)
            .map_or("", |s| s.1.as_str())
    }
}

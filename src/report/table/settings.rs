//! What a house wants its 新旧対照表 to look like.
//!
//! In: words as a user writes them. Out: [`Settings`], or what is wrong with a word. Never: reads a file or a flag.

/// How a 新旧対照表 is made.
///
/// The two styles preset all of it (see [`Settings::of`]); each can be set by itself afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The conventions that words follow: （削除） or （削る）.
    pub style: Style,
    /// Which text stands on the left.
    pub order: Order,
    /// What the columns are called.
    pub labels: Labels,
    /// The column 備考.
    pub remarks: Remarks,
    /// How changed characters are marked.
    pub marks: Marks,
    /// The sentence that says what the marks mean.
    pub legend: Legend,
    /// What stands above the table; `{title}` is the title of the new text. None: 「{title}　新旧対照表」.
    pub title: Option<String>,
    /// Clauses of which the number alone changed.
    pub renumbered: Renumbered,
    /// Clauses in which nothing changed.
    pub unchanged: Unchanged,
}

impl Default for Settings {
    fn default() -> Self {
        Self::of(Style::Corporate)
    }
}

impl Settings {
    /// The presets of a style: what companies send to customers, or what stands beside a statute's amendment.
    pub fn of(style: Style) -> Self {
        let corporate = style == Style::Corporate;
        Self {
            style,
            order: if corporate {
                Order::OldNew
            } else {
                Order::NewOld
            },
            labels: if corporate {
                Labels::new("現行", "改定案")
            } else {
                Labels::new("改正前", "改正後")
            },
            remarks: if corporate { Remarks::On } else { Remarks::Off },
            marks: Marks {
                underline: true,
                bold: false,
                red: false,
            },
            legend: Legend::Standard,
            title: None,
            renumbered: Renumbered::Folded,
            unchanged: Unchanged::Abbreviated,
        }
    }
}

/// The conventions of a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    /// 現行|改定案, 備考, （削除）.
    #[default]
    Corporate,
    /// 改正後|改正前, 傍線, （削る）.
    Statute,
}

/// Which text stands on the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The old one.
    OldNew,
    /// The new one.
    NewOld,
}

/// What the columns are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// The old text's.
    pub old: String,
    /// The new text's.
    pub new: String,
}

/// Pairs of labels in use, the old text's first.
const PAIRS: [(&str, &str); 10] = [
    ("現行", "改定案"),
    ("現行", "改正案"),
    ("改定前", "改定後"),
    ("改正前", "改正後"),
    ("改訂前", "改訂後"),
    ("変更前", "変更後"),
    ("旧", "新"),
    ("現行", "変更案"),
    ("現行規定", "改定案"),
    ("旧規定", "新規定"),
];

impl Labels {
    /// Labels of the old and of the new text.
    pub fn new(old: impl Into<String>, new: impl Into<String>) -> Self {
        Self {
            old: old.into(),
            new: new.into(),
        }
    }

    /// `現行/改定案`: the old text's label first. Where the words themselves say which is which
    /// (`改正後/改正前`), either order will do. None where it is not two labels.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, second) = text.split_once(['/', '／', '|', '｜'])?;
        let (first, second) = (first.trim(), second.trim());
        let bad = |label: &str| label.is_empty() || label.chars().any(char::is_control);
        if bad(first) || bad(second) || second.contains(['/', '／', '|', '｜']) {
            return None;
        }
        let is_old = |label: &str| PAIRS.iter().any(|p| p.0 == label);
        let is_new = |label: &str| PAIRS.iter().any(|p| p.1 == label);
        Some(if is_new(first) && is_old(second) {
            Self::new(second, first)
        } else {
            Self::new(first, second)
        })
    }
}

/// The column 備考.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remarks {
    /// 新設, 削除, 追加, 変更, 繰上げ, 繰下げ, 移動.
    On,
    /// No such column.
    Off,
    /// Empty, for the user to fill in.
    Blank,
}

/// How changed characters are marked; any together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// 下線・傍線.
    pub underline: bool,
    /// 太字.
    pub bold: bool,
    /// 赤字.
    pub red: bool,
}

impl Marks {
    /// `underline`, `bold,red`, `none`; the words of [`Marks::NAMES`] separated by commas.
    pub fn parse(text: &str) -> Option<Self> {
        let mut out = Self::default();
        for word in text.split(',').map(str::trim) {
            match word {
                "underline" => out.underline = true,
                "bold" => out.bold = true,
                "red" => out.red = true,
                "none" if text.trim() == "none" => {}
                _ => return None,
            }
        }
        Some(out)
    }

    /// The words for marks.
    pub const NAMES: [&'static str; 4] = ["underline", "bold", "red", "none"];

    /// What the marks are called together: 下線部, 傍線部分, 下線・太字の部分; none where nothing is marked.
    pub fn name(self, style: Style) -> Option<String> {
        let line = match style {
            Style::Corporate => "下線",
            Style::Statute => "傍線",
        };
        let names: Vec<&str> = [
            (self.underline, line),
            (self.bold, "太字"),
            (self.red, "赤字"),
        ]
        .into_iter()
        .filter_map(|(is, name)| is.then_some(name))
        .collect();
        match names.as_slice() {
            [] => None,
            ["下線"] => Some("下線部".to_owned()),
            ["傍線"] => Some("傍線部分".to_owned()),
            several => Some(format!("{}の部分", several.join("・"))),
        }
    }
}

/// The sentence that says what the marks mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Legend {
    /// As the style words it.
    Standard,
    /// None.
    Off,
    /// The user's own.
    Own(String),
}

impl Legend {
    /// The sentence; none where there is none, or nothing is marked.
    pub fn sentence(&self, style: Style, marks: Marks) -> Option<String> {
        match self {
            Self::Off => None,
            Self::Own(text) => Some(text.clone()),
            Self::Standard => marks.name(style).map(|name| match style {
                Style::Corporate => format!("{name}は変更箇所を示します。"),
                Style::Statute => format!("（{name}は改正部分）"),
            }),
        }
    }
}

/// Clauses of which the number alone changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renumbered {
    /// Each by itself.
    Shown,
    /// Those that follow each other as one range.
    Folded,
    /// Not at all.
    LeftOut,
}

/// Clauses in which nothing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unchanged {
    /// Both sides in full: the whole text.
    Full,
    /// In full on the left, （同左） on the right.
    Same,
    /// （略）, ranges as 「2〜5　（略）」.
    Abbreviated,
    /// Articles without a change do not appear; inside an article as [`Self::Abbreviated`].
    LeftOut,
}

/// A word of the command line or of `kaitei.toml` and what it stands for.
pub trait Word: Sized + Copy + PartialEq + 'static {
    /// Every word and its value.
    const WORDS: &'static [(&'static str, Self)];

    /// The value of a word.
    fn of_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|w| w.0 == word).map(|w| w.1)
    }
}

impl Word for Style {
    const WORDS: &'static [(&'static str, Self)] =
        &[("corporate", Self::Corporate), ("statute", Self::Statute)];
}

impl Word for Order {
    const WORDS: &'static [(&'static str, Self)] =
        &[("old-new", Self::OldNew), ("new-old", Self::NewOld)];
}

impl Word for Remarks {
    const WORDS: &'static [(&'static str, Self)] =
        &[("on", Self::On), ("off", Self::Off), ("blank", Self::Blank)];
}

impl Word for Renumbered {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("shown", Self::Shown),
        ("folded", Self::Folded),
        ("left-out", Self::LeftOut),
    ];
}

impl Word for Unchanged {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("full", Self::Full),
        ("same", Self::Same),
        ("abbreviated", Self::Abbreviated),
        ("left-out", Self::LeftOut),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_say_themselves_which_is_old() {
        for (text, old, new) in [
            ("現行/改定案", "現行", "改定案"),
            ("改正後/改正前", "改正前", "改正後"),
            ("改正案／現行", "現行", "改正案"),
            ("2024年版/2025年版", "2024年版", "2025年版"),
            ("新|旧", "旧", "新"),
        ] {
            assert_eq!(Labels::parse(text), Some(Labels::new(old, new)), "{text}");
        }
        for text in ["", "現行", "/改定案", "甲/乙/丙", "現\u{7}行/改定案"] {
            assert_eq!(Labels::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_legend_names_the_marks_in_use() {
        for (words, style, legend) in [
            (
                "underline",
                Style::Corporate,
                Some("下線部は変更箇所を示します。"),
            ),
            ("underline", Style::Statute, Some("（傍線部分は改正部分）")),
            (
                "bold,red",
                Style::Corporate,
                Some("太字・赤字の部分は変更箇所を示します。"),
            ),
            (
                "red",
                Style::Corporate,
                Some("赤字の部分は変更箇所を示します。"),
            ),
            ("none", Style::Corporate, None),
        ] {
            let marks = Marks::parse(words).unwrap();
            assert_eq!(Legend::Standard.sentence(style, marks).as_deref(), legend);
        }
        for words in ["", "italic", "none,bold", "underline,"] {
            assert_eq!(Marks::parse(words), None, "{words}");
        }
    }
}

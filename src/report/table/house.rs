//! House style: the `[table]` and `[notice]` of a corpus's `kaitei.toml`.
//!
//! In: the file's text. Out: [`House`], what it sets and nothing else. Never: reads a file, or passes over a word it does
//! not know: a setting that would silently do nothing goes out to customers unnoticed.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::settings::{
    Labels, Legend, Marks, Order, Remarks, Renumbered, Settings, Style, Unchanged, Word,
};

/// What `kaitei.toml` sets; none where it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct House {
    /// `[table]`.
    pub table: TableHouse,
    /// `[notice]`.
    pub notice: NoticeHouse,
}

/// The settings of `[table]`, and of the flags of the same names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableHouse {
    /// `style = "corporate" | "statute"`.
    pub style: Option<Style>,
    /// `columns = "old-new" | "new-old"`.
    pub order: Option<Order>,
    /// `labels = "現行/改定案"`.
    pub labels: Option<Labels>,
    /// `remarks = "on" | "off" | "blank"`.
    pub remarks: Option<Remarks>,
    /// `marks = "underline,bold"`, or a list of such words.
    pub marks: Option<Marks>,
    /// `legend = false`, or a sentence.
    pub legend: Option<Legend>,
    /// `title = "{title}　新旧対照表"`.
    pub title: Option<String>,
    /// `renumbered = "shown" | "folded" | "left-out"`.
    pub renumbered: Option<Renumbered>,
    /// `unchanged = "full" | "same" | "abbreviated" | "left-out"`.
    pub unchanged: Option<Unchanged>,
}

impl TableHouse {
    /// What holds: `self` where it says something, else `below`.
    pub fn over(self, below: Self) -> Self {
        Self {
            style: self.style.or(below.style),
            order: self.order.or(below.order),
            labels: self.labels.or(below.labels),
            remarks: self.remarks.or(below.remarks),
            marks: self.marks.or(below.marks),
            legend: self.legend.or(below.legend),
            title: self.title.or(below.title),
            renumbered: self.renumbered.or(below.renumbered),
            unchanged: self.unchanged.or(below.unchanged),
        }
    }

    /// The settings: the style's presets with what is set over them.
    pub fn settings(self) -> Settings {
        let preset = Settings::of(self.style.unwrap_or_default());
        Settings {
            style: preset.style,
            order: self.order.unwrap_or(preset.order),
            labels: self.labels.unwrap_or(preset.labels),
            remarks: self.remarks.unwrap_or(preset.remarks),
            marks: self.marks.unwrap_or(preset.marks),
            legend: self.legend.unwrap_or(preset.legend),
            title: self.title.or(preset.title),
            renumbered: self.renumbered.unwrap_or(preset.renumbered),
            unchanged: self.unchanged.unwrap_or(preset.unchanged),
        }
    }
}

/// The settings of `[notice]`, and of the flags of the same names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticeHouse {
    /// `to = "お客さま各位"`.
    pub to: Option<String>,
    /// `from = "みどり株式会社"`.
    pub from: Option<String>,
    /// `contact = "みどり株式会社　お客さま窓口　…"`.
    pub contact: Option<String>,
    /// `notice-days = 30`: days that shall lie between the notice and the day it takes effect.
    pub days: Option<u32>,
}

/// What is wrong with a `kaitei.toml`, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {fault}")]
pub struct HouseError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: HouseFault,
}

/// What is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HouseFault {
    /// The file is no TOML.
    #[error("{0}")]
    Syntax(String),
    /// There is no such setting.
    #[error("unknown setting {section}.{name}")]
    Unknown {
        /// `table` or `notice`.
        section: &'static str,
        /// As it stands.
        name: String,
        /// The settings there are.
        known: Vec<&'static str>,
    },
    /// The setting can't have this value.
    #[error("{name}: wrong value")]
    Value {
        /// The setting.
        name: String,
        /// The value as it stands.
        found: String,
        /// What it may be.
        expected: Vec<&'static str>,
    },
}

const TABLE: [&str; 9] = [
    "style",
    "columns",
    "labels",
    "remarks",
    "marks",
    "legend",
    "title",
    "renumbered",
    "unchanged",
];
const NOTICE: [&str; 4] = ["to", "from", "contact", "notice-days"];

/// The house style in a `kaitei.toml`; other parts of the file are not looked at.
///
/// # Errors
/// The first setting that is none, with its line.
pub fn read(text: &str) -> Result<House, HouseError> {
    let line_of = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
    let file = DeTable::parse(text).map_err(|error| HouseError {
        line: line_of(error.span().map_or(0, |s| s.start)),
        fault: HouseFault::Syntax(error.message().to_owned()),
    })?;
    let mut house = House::default();
    for (section, known, set) in [
        ("table", TABLE.as_slice(), set_table as Set),
        ("notice", NOTICE.as_slice(), set_notice as Set),
    ] {
        let Some(found) = file.get_ref().get(section) else {
            continue;
        };
        let value =
            |name: &str, found: &Spanned<DeValue<'_>>, expected: &[&'static str]| HouseError {
                line: line_of(found.span().start),
                fault: HouseFault::Value {
                    name: name.to_owned(),
                    found: text.get(found.span()).unwrap_or_default().to_owned(),
                    expected: expected.to_vec(),
                },
            };
        let DeValue::Table(table) = found.get_ref() else {
            return Err(value(section, found, &["[table]"]));
        };
        for (name, found) in table {
            let key: &str = name.get_ref();
            let Some(known_name) = known.iter().find(|k| **k == key) else {
                return Err(HouseError {
                    line: line_of(name.span().start),
                    fault: HouseFault::Unknown {
                        section,
                        name: key.to_owned(),
                        known: known.to_vec(),
                    },
                });
            };
            if let Err(expected) = set(&mut house, known_name, found.get_ref()) {
                return Err(value(key, found, &expected));
            }
        }
    }
    Ok(house)
}

type Expected = Vec<&'static str>;
type Set = fn(&mut House, &str, &DeValue<'_>) -> Result<(), Expected>;

fn set_table(house: &mut House, name: &str, value: &DeValue<'_>) -> Result<(), Expected> {
    let table = &mut house.table;
    match name {
        "style" => table.style = Some(word(value)?),
        "columns" => table.order = Some(word(value)?),
        "remarks" => table.remarks = Some(word(value)?),
        "renumbered" => table.renumbered = Some(word(value)?),
        "unchanged" => table.unchanged = Some(word(value)?),
        "labels" => {
            let labels = text(value).and_then(Labels::parse);
            table.labels = Some(labels.ok_or_else(|| vec!["\"現行/改定案\""])?);
        }
        "marks" => {
            let words = match value {
                DeValue::Array(list) if !list.is_empty() => list
                    .iter()
                    .map(|v| text(v.get_ref()))
                    .collect::<Option<Vec<_>>>()
                    .map(|words| words.join(",")),
                other => text(other).map(str::to_owned),
            };
            let marks = words.as_deref().and_then(Marks::parse);
            table.marks = Some(marks.ok_or_else(|| Marks::NAMES.to_vec())?);
        }
        "legend" => {
            table.legend = Some(match value {
                DeValue::Boolean(true) => Legend::Standard,
                DeValue::Boolean(false) => Legend::Off,
                other => Legend::Own(
                    sentence(other).ok_or_else(|| vec!["true", "false", "\"下線部は…\""])?,
                ),
            });
        }
        _ => table.title = Some(sentence(value).ok_or_else(|| vec!["\"{title}　新旧対照表\""])?),
    }
    Ok(())
}

fn set_notice(house: &mut House, name: &str, value: &DeValue<'_>) -> Result<(), Expected> {
    let notice = &mut house.notice;
    if name == "notice-days" {
        let days = match value {
            DeValue::Integer(n) => n.as_str().parse().ok(),
            _ => None,
        };
        notice.days = Some(days.ok_or_else(|| vec!["30"])?);
        return Ok(());
    }
    let said = Some(sentence(value).ok_or_else(|| vec!["\"…\""])?);
    match name {
        "to" => notice.to = said,
        "from" => notice.from = said,
        _ => notice.contact = said,
    }
    Ok(())
}

fn text<'v>(value: &'v DeValue<'_>) -> Option<&'v str> {
    match value {
        DeValue::String(text) => Some(text.as_ref()),
        _ => None,
    }
}

/// A text that may go out: not empty, no control characters but line breaks.
fn sentence(value: &DeValue<'_>) -> Option<String> {
    text(value)
        .filter(|t| !t.trim().is_empty() && !t.chars().any(|c| c.is_control() && c != '\n'))
        .map(str::to_owned)
}

fn word<W: Word>(value: &DeValue<'_>) -> Result<W, Expected> {
    text(value)
        .and_then(W::of_word)
        .ok_or_else(|| W::WORDS.iter().map(|w| w.0).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_style_is_read_and_flags_stand_over_it() {
        let house = read(
            "format = 1\n\n[table]\nstyle = \"statute\"\nlabels = \"改正案/現行\"\nmarks = [\"bold\", \"red\"]\nlegend = false\n\
             remarks = \"blank\"\n[notice]\nnotice-days = 30\n[other]\nx = 1\n",
        )
        .unwrap();
        assert_eq!(house.notice.days, Some(30));
        let flags = TableHouse {
            remarks: Some(Remarks::Off),
            ..TableHouse::default()
        };
        let settings = flags.over(house.table).settings();
        assert_eq!(settings.order, Order::NewOld);
        assert_eq!(settings.labels, Labels::new("現行", "改正案"));
        assert_eq!(settings.remarks, Remarks::Off);
        assert_eq!(settings.legend, Legend::Off);
        assert!(settings.marks.bold && settings.marks.red && !settings.marks.underline);
    }

    #[test]
    fn a_wrong_setting_is_named_with_its_line() {
        for (text, line, fault) in [
            (
                "format = 1\n[table]\n\nstile = \"statute\"\n",
                4,
                "unknown setting table.stile",
            ),
            ("[table]\nremarks = \"yes\"\n", 2, "remarks: wrong value"),
            ("[table]\nmarks = [\"bold\", 1]\n", 2, "marks: wrong value"),
            ("[table]\nmarks = []\n", 2, "marks: wrong value"),
            ("[table]\ntitle = \"\"\n", 2, "title: wrong value"),
            ("table = 1\n", 1, "table: wrong value"),
            (
                "[notice]\nnotice-days = -1\n",
                2,
                "notice-days: wrong value",
            ),
        ] {
            let error = read(text).unwrap_err();
            assert_eq!(
                (error.line, error.fault.to_string().as_str()),
                (line, fault),
                "{text}"
            );
        }
        assert!(matches!(
            read("[table\n").unwrap_err().fault,
            HouseFault::Syntax(_)
        ));
        assert_eq!(read("").unwrap(), House::default());
    }
}

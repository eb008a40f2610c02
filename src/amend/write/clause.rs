//! Clause: one instruction in words, up to its verb.
//!
//! In: an instruction and the place named before it. Out: the words before each verb, and the verbs. Never: ends a sentence.

use crate::amend::instruction::{
    Action, Instruction, Kind, Name, Part, Place, Sentence, Side, Spot, Words,
};
use crate::amend::numerals::Numerals;
use crate::amend::phrases::{
    self, ADD, AMEND, ATTACH, BECOME, BELOW, DELETE, FACTS, REVISE, SET, SHIFT_DOWN, SHIFT_UP, Verb,
};
use crate::amend::places::{self, rank};
use crate::amend::read::after;
use crate::amend::sentence::is_proviso;

pub(super) struct Said<'p> {
    pub(super) place: &'p Place,
    pub(super) before: Option<&'p Place>,
    pub(super) numerals: Numerals,
}

impl Said<'_> {
    fn place(&self) -> String {
        places::words(self.place, self.before, self.numerals)
    }

    /// What is said before each verb.
    pub(super) fn of(&self, instruction: &Instruction, title: &str) -> Vec<(String, Verb)> {
        let place = self.place();
        let one = |words: String, verb: Verb| vec![(words, verb)];
        match &instruction.action {
            Action::Words(words) => {
                let place = listed(&instruction.places, self.before, self.numerals);
                quotations(&place, words)
            }
            Action::Delete => one(
                format!(
                    "{}を",
                    listed(&instruction.places, self.before, self.numerals)
                ),
                DELETE,
            ),
            Action::DeleteTo(to) => one(format!("{place}から{}までを", self.beside(to)), DELETE),
            Action::Renumber(step) => {
                let to = after(instruction);
                let _ = step;
                let words = if to.steps.len() > 1 && rank(to.steps.last().unwrap_or(step)) > 5 {
                    match to.steps.last().map(rank) {
                        // イをロとし: the 号 is named by the one before.
                        Some(8) => places::steps(&to.steps, to.steps.len() - 1, self.numerals),
                        _ => places::words(&to, Some(self.place), self.numerals),
                    }
                } else {
                    places::words(&to, None, self.numerals)
                };
                one(format!("{place}を{words}"), BECOME)
            }
            Action::Shift { to, by } => {
                let unit = match self.place.steps.last().map(|s| &s.name) {
                    Some(Name::Paragraph(_)) => "項",
                    Some(Name::Item(_)) => "号",
                    Some(Name::Labelled(number)) => number
                        .chars()
                        .find(|c| "編章節款目条".contains(*c))
                        .map_or("条", |c| {
                            phrases::kind_name(if c == '条' {
                                Kind::Article
                            } else {
                                Kind::Division(c)
                            })
                        }),
                    _ => "つ",
                };
                one(
                    format!(
                        "{place}から{}までを{}{unit}ずつ",
                        self.beside(to),
                        self.numerals.spell(by.unsigned_abs())
                    ),
                    if *by > 0 { SHIFT_DOWN } else { SHIFT_UP },
                )
            }
            Action::Insert {
                side, what, count, ..
            } => {
                let number = self
                    .numerals
                    .spell(u32::try_from(*count).unwrap_or(u32::MAX));
                let name = phrases::kind_name(*what);
                let what_words = match what {
                    Kind::Other | Kind::Row => "次のように".to_owned(),
                    Kind::Supplement | Kind::Appendix => format!("次の{name}を"),
                    _ => format!("次の{number}{name}を"),
                };
                let where_words = match side {
                    Side::After => format!("{place}の次に"),
                    Side::Before => format!("{place}の前に"),
                    Side::Last => format!("{place}に"),
                    Side::First => format!("{place}に第{}{name}として", self.numerals.spell(1)),
                };
                one(where_words + &what_words, ADD)
            }
            Action::Rewrite(_) => one(format!("{place}を次のように"), AMEND),
            Action::Set(text) => one(format!("{place}を「{text}」に"), AMEND),
            Action::Caption(text) => one(format!("{place}に見出しとして「{text}」を"), ATTACH),
            Action::Append(text) => {
                let place = places::words(&self.place.at(Spot::Whole), self.before, self.numerals);
                if is_proviso(text) {
                    let name = phrases::sentence_name(Sentence::Proviso);
                    one(format!("{place}に次の{name}を"), ADD)
                } else {
                    let name = phrases::sentence_name(Sentence::Latter);
                    one(format!("{place}に{name}として次のように"), ADD)
                }
            }
            Action::Add(_) => {
                let anchor = match self.place.part {
                    Part::Closing | Part::FootDates => "本則",
                    Part::Title => "本則の前に次の題名を",
                    _ => "題名",
                };
                let name = phrases::part_name(self.place.part);
                if self.place.part == Part::Title {
                    one(anchor.to_owned(), ADD)
                } else {
                    one(format!("{anchor}の次に次の{name}を"), ADD)
                }
            }
            Action::Everything(_) => one(format!("{title}の全部を次のように"), REVISE),
            Action::Facts(_) => one(format!("{FACTS}を次のように"), SET),
        }
    }

    fn beside(&self, to: &Place) -> String {
        let same = to.steps.len() == self.place.steps.len()
            && to.steps.len() > 1
            && to.steps.last().is_some_and(|s| rank(s) > 5);
        if same {
            places::steps(&to.steps, to.steps.len() - 1, self.numerals)
        } else {
            places::words(to, None, self.numerals)
        }
    }
}

/// Places joined: 第三条、第五条第一項及び第二項並びに第七条.
fn listed(all: &[Place], before: Option<&Place>, numerals: Numerals) -> String {
    let Some(first) = all.first() else {
        return String::new();
    };
    // Those that share all but the last step are joined among themselves first.
    let mut groups: Vec<Vec<String>> = Vec::new();
    for (at, place) in all.iter().enumerate() {
        let shared = at > 0
            && place.spot == all[at - 1].spot
            && place.steps.len() > 1
            && place.steps.len() == all[at - 1].steps.len()
            && place.steps[..place.steps.len() - 1] == all[at - 1].steps[..place.steps.len() - 1]
            && place.steps.last().is_some_and(|s| rank(s) > 5);
        match groups.last_mut() {
            Some(group) if shared => {
                let tail = Place {
                    steps: place.steps.clone(),
                    ..place.clone()
                };
                let short = places::steps(&tail.steps, tail.steps.len() - 1, numerals)
                    + &places::spot_words(&tail);
                group.push(short);
            }
            _ => groups.push(vec![places::words(
                place,
                if at == 0 { before } else { None },
                numerals,
            )]),
        }
    }
    let _ = first;
    let nested = groups.len() > 1 && groups.iter().any(|g| g.len() > 1);
    let inner: Vec<String> = groups.iter().map(|g| joined(g, "及び")).collect();
    joined(&inner, if nested { "並びに" } else { "及び" })
}

fn joined(all: &[String], last: &str) -> String {
    match all {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., end] => format!("{}{last}{end}", head.join("、")),
    }
}

/// Replacements of one kind share a verb: 「A」を「B」に、「C」を「D」に改め、「E」を削り.
fn quotations(place: &str, words: &[Words]) -> Vec<(String, Verb)> {
    let mut out: Vec<(String, Verb)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let kind = std::mem::discriminant(&words[at]);
        let run = words[at..]
            .iter()
            .take_while(|w| std::mem::discriminant(*w) == kind)
            .count();
        let group = &words[at..at + run];
        let head = if at == 0 {
            format!("{place}中")
        } else {
            String::new()
        };
        let (body, verb) = match &words[at] {
            Words::Delete(_) => {
                let quoted: Vec<String> = group
                    .iter()
                    .map(|w| match w {
                        Words::Delete(old) => format!("「{old}」"),
                        _ => String::new(),
                    })
                    .collect();
                (joined(&quoted, "及び") + "を", DELETE)
            }
            Words::Replace(..) => {
                let said: Vec<String> = group
                    .iter()
                    .map(|w| match w {
                        Words::Replace(old, new) => format!("「{old}」を「{new}」に"),
                        _ => String::new(),
                    })
                    .collect();
                (said.join("、"), AMEND)
            }
            Words::After(..) => {
                let said: Vec<String> = group
                    .iter()
                    .map(|w| match w {
                        Words::After(old, new) => format!("「{old}」{}「{new}」を", BELOW[0]),
                        _ => String::new(),
                    })
                    .collect();
                (said.join("、"), ADD)
            }
        };
        out.push((head + &body, verb));
        at += run;
    }
    out
}

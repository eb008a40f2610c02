//! Damage that may change what a text means: what conversions, editors and hands do to it.
//!
//! In: a text and dice. Out: another text. Never: meant to be read as the first.

use super::Dice;
use super::numbers::{STYLES, number};
use super::words::{HEADINGS, SENTENCES};

/// A text of six headed clauses of a style without its `gone`th, or with that one twice, and the line where that shows.
pub(crate) fn torn(kind: usize, gone: usize, twice: bool) -> (String, usize) {
    let mut text = String::from("野草園利用規程\n\n");
    let mut line = 0;
    for n in 1..=6 {
        if n == gone && !twice {
            continue;
        }
        if n == gone + 1 {
            line = text.lines().count() + 1;
        }
        let n = if twice && n == gone + 1 { gone } else { n };
        let marker = number(STYLES[kind].0[0], n, "");
        let (heading, sentence) = (HEADINGS[n - 1], SENTENCES[n]);
        text += &format!("{marker}　{heading}\n{sentence}\n\n");
    }
    (text, line)
}

/// The text with a few of its characters or lines lost, doubled, swapped, or broken.
pub(crate) fn damage(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..1 + dice.roll(8) {
        let at = dice.roll(lines.len());
        let other = dice.roll(lines.len());
        match dice.roll(9) {
            0 => lines.swap(at, other),
            1 => {
                let line = lines[at].clone();
                lines.insert(other, line);
            }
            2 if lines.len() > 2 => {
                lines.remove(at);
            }
            3 => {
                // Two lines made one.
                if at + 1 < lines.len() {
                    let next = lines.remove(at + 1);
                    lines[at] += &next;
                }
            }
            4 => {
                let mut chars: Vec<char> = lines[at].chars().collect();
                if !chars.is_empty() {
                    let k = dice.roll(chars.len());
                    chars.remove(k);
                }
                lines[at] = chars.into_iter().collect();
            }
            5 => {
                let mut chars: Vec<char> = lines[at].chars().collect();
                let k = dice.roll(chars.len() + 1);
                chars.insert(
                    k,
                    ['（', '）', '「', ']', '　', '第', '1', '。', '|', '`', '*'][dice.roll(11)],
                );
                lines[at] = chars.into_iter().collect();
            }
            6 => {
                let chars: Vec<char> = lines[at].chars().collect();
                let k = dice.roll(chars.len() + 1);
                lines[at] = chars[..k].iter().collect();
                lines.insert(at + 1, chars[k..].iter().collect());
            }
            7 => lines.insert(
                at,
                ["- 3 -", "https://example.jp/a", "", "）", "目次", "附則"][dice.roll(6)]
                    .to_owned(),
            ),
            _ => lines[at].insert(0, ['　', '#', '-', '>', '\u{feff}', '\t'][dice.roll(6)]),
        }
    }
    lines.join("\n")
}

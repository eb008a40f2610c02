//! Damage that may change what a text means: what conversions, editors and hands do to it.
//!
//! In: a text and dice. Out: another text. Never: meant to be read as the first.

use super::Dice;

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

//! Lines as pages have them: broken at a width, parted by blank lines, with furniture between.
//!
//! In: lines. Out: a text. Never: breaks a line before closing punctuation, or a row.

use super::Dice;

/// How a text is set.
pub(super) struct Page {
    /// Columns of a line; 0 for a text that is not broken.
    pub(super) width: usize,
    /// A blank line behind every line.
    pub(super) spaced: bool,
    /// Lines on a page; 0 for no pages.
    pub(super) lines: usize,
    /// How the foot of a page is written.
    pub(super) foot: usize,
    pub(super) crlf: bool,
    /// Blanks behind some lines.
    pub(super) trailing: bool,
}

impl Page {
    /// A page as the dice have it.
    pub(super) fn roll(dice: &mut Dice) -> Self {
        let width = [0, 0, 64, 76, 88][dice.roll(5)];
        Self {
            width,
            spaced: dice.roll(4) == 0,
            lines: if width > 0 && dice.roll(3) == 0 {
                25 + dice.roll(12)
            } else {
                0
            },
            foot: dice.roll(4),
            crlf: dice.roll(8) == 0,
            trailing: dice.roll(10) == 0,
        }
    }

    /// The text of the lines.
    pub(super) fn set(&self, title: &str, lines: &[String], dice: &mut Dice) -> String {
        let end = if self.crlf { "\r\n" } else { "\n" };
        let lines: Vec<String> = if self.width > 0 {
            lines.iter().flat_map(|l| fold(l, self.width)).collect()
        } else {
            lines.to_vec()
        };
        let pages = self.lines > 0 && lines.len() > self.lines * 2;
        let count = lines.len() / self.lines.max(1);
        let mut out = format!("{title}{end}{end}");
        for (at, line) in lines.iter().enumerate() {
            out.push_str(line);
            if self.trailing && self.width == 0 && dice.roll(3) == 0 {
                out.push('　');
            }
            out.push_str(end);
            if self.spaced {
                out.push_str(end);
            }
            let n = at / self.lines.max(1) + 1;
            if pages && at % self.lines == self.lines - 1 && n <= count {
                match self.foot {
                    0 => out.push_str(&format!("野草園事務局{end}- {n} -{end}")),
                    1 => out.push_str(&format!("{end}{n} / {count}{end}{end}")),
                    2 => out.push_str(&format!("- {n} -{end}野草園の手引{end}")),
                    _ => out.push_str(&format!("{n}{end}")),
                }
            }
        }
        out
    }
}

/// A line broken at `width` columns, no line beginning with closing punctuation.
fn fold(line: &str, width: usize) -> Vec<String> {
    if line.starts_with('|') || line.contains('\t') {
        return vec![line.to_owned()];
    }
    let mut out = Vec::new();
    let mut now = String::new();
    let mut columns = 0;
    for c in line.chars() {
        let w = if c.is_ascii() { 1 } else { 2 };
        if columns + w > width && !"、。）」".contains(c) {
            out.push(std::mem::take(&mut now));
            columns = 0;
        }
        now.push(c);
        columns += w;
    }
    out.push(now);
    out
}

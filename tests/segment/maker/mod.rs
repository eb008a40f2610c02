//! Invented documents whose true tree is known: every style of numbering, as plain text and as Markdown, wrapped and
//! damaged as conversions do.
//!
//! In: a seed. Out: a text, the clauses it holds in order, and what stands around them. Never: a sentence of a real
//! policy.

mod around;
mod damage;
mod markdown;
mod numbers;
mod page;
mod words;

pub(super) use damage::{damage, torn};

use numbers::{STYLES, Style, number};
use page::Page;
use words::{CHAPTERS, HEADINGS, ITEMS, LEADS, POINTS, REMARKS, SENTENCES};

/// How many styles there are: a seed's style is its rest.
pub(super) const KINDS: usize = STYLES.len();

/// A clause as it was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meant {
    pub(super) depth: usize,
    pub(super) number: String,
    /// Heading and text, without blanks.
    pub(super) text: String,
}

/// A text with what it means.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) text: String,
    pub(super) title: &'static str,
    pub(super) meant: Vec<Meant>,
    /// The days of the text's own dates.
    pub(super) dates: Vec<String>,
    /// Lines of the 目次, its heading included.
    pub(super) toc: usize,
    /// True where a notice stands at the head.
    pub(super) notice: bool,
}

/// Where the heading of a clause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caption {
    /// 第1条（目的）, the text on the next line.
    Behind,
    /// （目的） on the line before.
    Before,
    /// 第1条　目的, or 1. 目的.
    Plain,
    /// 第1条（目的）　text.
    OneLine,
    None,
}

/// A clause before it is written.
#[derive(Debug, Clone)]
struct Node {
    depth: usize,
    marker: String,
    caption: Caption,
    heading: String,
    /// Text that stands on the number's line where there is no heading.
    text: String,
    /// Bullets and remarks below, each with its mark.
    points: Vec<(&'static str, String)>,
    /// Rows of a table below.
    rows: Vec<String>,
}

/// The title of every made document.
const TITLE: &str = "野草園利用規程";

/// A small generator of numbers, so that a seed is a text.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        let mut dice = Self((seed ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9) | 1);
        for _ in 0..4 {
            dice.roll(2);
        }
        dice
    }

    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % sides.max(1) as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.roll(n) == 0
    }
}

/// A document of the seed, as plain text or as Markdown.
pub(super) fn make(seed: u64, markdown: bool) -> Made {
    let mut dice = Dice::new(seed);
    let (levels, unnumbered) = STYLES[seed as usize % KINDS];
    let caption = match dice.roll(4) {
        0 => Caption::Behind,
        1 => Caption::Before,
        2 => Caption::OneLine,
        _ => Caption::Plain,
    };
    let article = levels[0].contains('条');
    let mut maker = Maker {
        levels,
        unnumbered,
        caption: if article { caption } else { Caption::Plain },
        above: 0,
        nodes: Vec::new(),
        dice,
    };
    maker.body();
    let Maker {
        mut dice, nodes, ..
    } = maker;
    let frame = around::Frame::roll(&mut dice, &nodes, article, markdown);
    let mut meant: Vec<Meant> = nodes.iter().map(Node::meant).collect();
    meant.extend(frame.tail.iter().map(Node::meant));
    let all: Vec<Node> = nodes
        .into_iter()
        .chain(frame.tail.iter().cloned())
        .collect();
    let text = if markdown {
        markdown::write(TITLE, &frame, &all, &mut dice)
    } else {
        let gap = ["　", " ", "　　"][dice.roll(3)];
        let indent = ["", "　", "  "][dice.roll(3)];
        let mut lines = frame.head.clone();
        for node in &all {
            node.write(gap, indent, &mut dice, &mut lines);
        }
        lines.extend(frame.foot.iter().cloned());
        Page::roll(&mut dice).set(TITLE, &lines, &mut dice)
    };
    Made {
        text: frame.before.clone() + &text,
        title: TITLE,
        meant,
        dates: frame.dates,
        toc: frame.toc,
        notice: frame.notice,
    }
}

impl Node {
    fn meant(&self) -> Meant {
        // 附則 alone is its own heading.
        let own = self.heading.is_empty() && self.marker.contains('則');
        let mut text = if own {
            "附則".to_owned()
        } else {
            self.heading.clone()
        };
        text += &self.text;
        for (mark, point) in &self.points {
            text += mark;
            text += point;
        }
        for row in &self.rows {
            text.extend(row.chars().filter(|c| !"\t|".contains(*c)));
        }
        Meant {
            depth: self.depth,
            number: self.marker.clone(),
            text,
        }
    }

    /// The lines of the clause in a plain text.
    fn write(&self, gap: &str, indent: &str, dice: &mut Dice, out: &mut Vec<String>) {
        let Self {
            marker,
            heading,
            text,
            ..
        } = self;
        let left = indent.repeat(self.depth.saturating_sub(1).min(4));
        let plain = heading.is_empty() || text.is_empty();
        if plain && marker.contains('則') {
            out.push(format!("{left}{marker}"));
            out.extend(Some(text.clone()).filter(|t| !t.is_empty()));
            return;
        }
        match self.caption {
            Caption::Behind => out.extend([format!("{left}{marker}（{heading}）"), text.clone()]),
            Caption::Before => out.extend([
                format!("{left}（{heading}）"),
                format!("{left}{marker}{gap}{text}"),
            ]),
            Caption::OneLine => out.push(format!("{left}{marker}（{heading}）{gap}{text}")),
            Caption::Plain if !plain => {
                out.extend([format!("{left}{marker}{gap}{heading}"), text.clone()]);
            }
            _ => {
                let fenced = marker.ends_with([')', '）', '.', '．', '、']);
                let gap = if fenced && dice.one_in(4) { "" } else { gap };
                out.push(format!("{left}{marker}{gap}{heading}{text}"));
            }
        }
        out.retain(|l| !l.is_empty());
        for (mark, point) in &self.points {
            let gap = if mark.is_ascii() { " " } else { "" };
            out.push(format!("{left}{indent}{mark}{gap}{point}"));
        }
        out.extend(self.rows.iter().cloned());
    }
}

struct Maker {
    levels: Style,
    unnumbered: bool,
    caption: Caption,
    /// Levels of chapters above the articles.
    above: usize,
    nodes: Vec<Node>,
    dice: Dice,
}

/// Labels above the articles, highest first.
const ABOVE: [&[&str]; 7] = [
    &[],
    &[],
    &[],
    &["第{}章"],
    &["第{k}章"],
    &["第{w}章", "第{w}節"],
    &["第{}編", "第{}章", "第{}節", "第{}款", "第{}目"],
];

impl Maker {
    /// Chapters with their articles, or articles alone.
    fn body(&mut self) {
        let article = self.levels[0].contains('条');
        let above = if article {
            ABOVE[self.dice.roll(ABOVE.len())]
        } else {
            ABOVE[0]
        };
        self.above = above.len();
        let mut next = 1;
        let chapters = if above.is_empty() {
            1
        } else {
            2 + self.dice.roll(2)
        };
        // Most texts go on counting articles from chapter to chapter, some begin anew in each.
        let restart = self.dice.one_in(4);
        for chapter in 1..=chapters {
            if !above.is_empty() {
                self.label(above, 0, chapter);
            }
            for (depth, _) in above.iter().enumerate().skip(1) {
                self.label(above, depth, 1);
            }
            if restart {
                next = 1;
            }
            let count = 3 + self.dice.roll(4);
            for k in 0..count {
                self.article(next, None);
                // 第3条の2: put in later; a number left out; a number met twice.
                if article && self.dice.one_in(9) {
                    self.article(next, Some(2));
                }
                if article
                    && k + 1 < count
                    && self.caption != Caption::Plain
                    && self.dice.one_in(14)
                {
                    next += 1;
                }
                next += 1;
            }
        }
    }

    fn label(&mut self, above: &[&str], depth: usize, n: usize) {
        self.nodes.push(Node {
            depth: depth + 1,
            marker: number(above[depth], n, ""),
            caption: Caption::Plain,
            heading: CHAPTERS[(n - 1 + depth) % CHAPTERS.len()].to_owned(),
            text: String::new(),
            points: Vec::new(),
            rows: Vec::new(),
        });
    }

    fn article(&mut self, n: usize, branch: Option<usize>) {
        let heading = HEADINGS[(n - 1) % HEADINGS.len()];
        let mut marker = number(self.levels[0], n, "");
        if let Some(b) = branch {
            let at = marker
                .find('条')
                .map_or(marker.len(), |at| at + '条'.len_utf8());
            let branch = if marker.contains(|c: char| c.is_ascii_digit()) {
                b.to_string()
            } else {
                numbers::kanji(b)
            };
            marker.insert_str(at, &format!("の{branch}"));
        }
        let text = self.dice.pick(&SENTENCES).to_owned();
        let points = self.points(8);
        let parent = marker.clone();
        self.nodes.push(Node {
            depth: self.above + 1,
            marker,
            caption: self.caption,
            heading: heading.to_owned(),
            text,
            points,
            rows: Vec::new(),
        });
        let children = self.dice.roll(4);
        let from = if self.unnumbered && self.levels[1] == "{w}" {
            2
        } else {
            1
        };
        if children > 0 {
            for m in from..from + children.max(2) {
                self.level(1, m, &parent);
            }
        }
    }

    fn level(&mut self, depth: usize, n: usize, parent: &str) {
        let marker = number(self.levels[depth], n, parent);
        let deeper = depth + 1 < self.levels.len() && self.dice.one_in(3);
        let text = if deeper {
            self.dice.pick(&LEADS)
        } else if depth >= 2 && !self.dice.one_in(3) {
            self.dice.pick(&ITEMS)
        } else {
            self.dice.pick(&SENTENCES)
        };
        let points = if deeper || !text.ends_with('。') {
            Vec::new()
        } else {
            self.points(10)
        };
        self.nodes.push(Node {
            depth: self.above + depth + 1,
            marker: marker.clone(),
            caption: Caption::None,
            heading: String::new(),
            text: text.to_owned(),
            points,
            rows: Vec::new(),
        });
        if deeper {
            for m in 1..=2 + self.dice.roll(3) {
                self.level(depth + 1, m, &marker);
            }
        }
    }

    /// Bullets or a remark below a clause, one time in `n`.
    fn points(&mut self, n: usize) -> Vec<(&'static str, String)> {
        if !self.dice.one_in(n) {
            return Vec::new();
        }
        if self.dice.one_in(3) {
            let mark = ["※", "注１）", "（例）"][self.dice.roll(3)];
            return vec![(mark, self.dice.pick(&REMARKS).to_owned())];
        }
        let mark = ["・", "●", "□", "◆", "-", "*", "☑", "- ・"][self.dice.roll(8)];
        (0..2 + self.dice.roll(2))
            .map(|_| (mark, self.dice.pick(&POINTS).to_owned()))
            .collect()
    }
}

//! Hard-wrapped text: which line goes on the line before.
//!
//! In: the lines. Out: the width of the page, if the text has one, and for two neighbouring lines
//! how sure it is that they are one paragraph. Never: looks at numbering.

use crate::source::{Hint, Line};
use crate::text::letters::Letters;
use crate::text::signs::Signs;
use crate::text::{fold, sentence};

/// How the text is broken into lines.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wrap {
    /// Column where full lines end.
    edge: Option<usize>,
    /// Every line stands apart by a blank one, which then tells nothing.
    spaced: bool,
    /// A blank at the end of a line marks a paragraph's end (word processors leave one in a PDF).
    marks: bool,
}

/// How sure it is that a line goes on the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Goes {
    /// A new paragraph.
    No,
    /// The line before is full, but ends a sentence.
    Perhaps,
    /// The line before stops in mid-sentence.
    Surely,
}

/// Pages wider than this many columns are not printed.
const WIDEST: usize = 150;
/// At least this share of the longer lines, in per cent, reaches the edge of a page.
const SHARE: usize = 18;
/// A full line stops short of the edge by a wide character and what 禁則 moves at the most.
const SLACK: usize = 5;

impl Wrap {
    /// Measures the lines of a text.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        // How many lines end in each column; the last counts all that are wider than any page.
        let mut ends = [0usize; WIDEST + 102];
        for line in lines {
            let counts = line.columns() >= 40
                && !matches!(line.hint, Hint::Row { .. } | Hint::Comment)
                && !is_led(&line.text);
            if counts {
                ends[line.columns().min(WIDEST + 101)] += 1;
            }
        }
        let long: usize = ends.iter().sum();
        if long == 0 {
            return Self::default();
        }
        // A stray address may overhang the edge; nothing else does.
        let mut wider = 0;
        let edge = (0..ends.len()).rev().find(|e| {
            wider += ends[*e];
            wider > long / 50
        });
        let edge = edge.filter(|e| {
            ends[WIDEST + 101] == 0
                && *e <= WIDEST
                && ends[e.saturating_sub(SLACK)..].iter().sum::<usize>() * 100 >= long * SHARE
                && long >= 4
        });
        // Full lines of a page stop in mid-sentence; the long lines of a web page are whole paragraphs.
        let full = |l: &&Line<'_>, e: usize| l.columns() + SLACK >= e;
        let stops_short = |e: &usize| {
            let open = lines
                .iter()
                .filter(|l| full(l, *e) && !sentence::is_finished(&l.text))
                .count();
            open * 2 >= lines.iter().filter(|l| full(l, *e)).count()
        };
        let edge = edge
            .filter(stops_short)
            .or_else(|| ragged_edge(lines).filter(stops_short));
        // Without an edge nothing else is asked.
        if edge.is_none() {
            return Self::default();
        }
        let finished = lines.iter().filter(|l| sentence::is_finished(&l.text));
        let (mut all, mut marked) = (0, 0);
        for line in finished {
            all += 1;
            marked += usize::from(line.trailing_blank);
        }
        let unmarked = lines.iter().filter(|l| !l.trailing_blank).count();
        let apart = lines.iter().filter(|l| l.after_blank).count();
        Self {
            edge,
            spaced: apart * 10 >= lines.len() * 8,
            marks: all >= 3 && marked * 5 >= all * 4 && unmarked * 10 >= lines.len(),
        }
    }

    /// True where the text has the lines of printed pages.
    pub(super) fn is_wrapped(self) -> bool {
        self.edge.is_some()
    }

    /// True where the line reaches the edge of the page.
    pub(super) fn is_full(self, line: &Line<'_>) -> bool {
        self.edge.is_some_and(|e| line.columns() + SLACK > e)
    }

    /// True where a line stops short of the edge, but in mid-sentence: pages set ragged, or words kept whole.
    fn is_nearly_full(self, line: &Line<'_>) -> bool {
        let columns = line.columns();
        self.edge.is_some_and(|e| columns * 10 >= e * 8)
            && !sentence::is_finished(&line.text)
            && !ENDS.iter().any(|e| line.text.ends_with(e))
    }

    /// Whether `next` goes on the paragraph that `last` ends; `so_far` is that paragraph's text and its signs.
    pub(super) fn goes_on(
        self,
        last: &Line<'_>,
        next: &Line<'_>,
        (so_far, signs): (&str, Signs),
    ) -> Goes {
        if matches!(
            next.hint,
            Hint::Item(_) | Hint::Heading(_) | Hint::Row { .. } | Hint::Code
        ) || matches!(last.hint, Hint::Heading(_) | Hint::Row { .. } | Hint::Code)
        {
            return Goes::No;
        }
        let first = next.text.chars().next().unwrap_or(' ');
        if matches!(
            first,
            '）' | '」' | '』' | '】' | '〕' | '、' | '。' | '，' | '．' | ')' | ']'
        ) {
            return Goes::Surely;
        }
        if next.soft {
            return self.goes_on_softly(last, next, (so_far, signs));
        }
        let Some(_) = self.edge else {
            return if is_torn(so_far, first, next) {
                Goes::Surely
            } else if is_open(so_far, signs, next)
                || so_far.ends_with('、') && next.indent() > last.indent()
            {
                Goes::Perhaps
            } else {
                Goes::No
            };
        };
        if self.marks {
            return if last.trailing_blank {
                Goes::No
            } else {
                Goes::Surely
            };
        }
        if !self.is_full(last) {
            let open = so_far.ends_with(['、', '，', '・']) || self.is_nearly_full(last);
            return if !next.after_blank && open || is_open(so_far, signs, next) {
                Goes::Perhaps
            } else {
                Goes::No
            };
        }
        let apart = next.after_blank && !self.spaced;
        if !sentence::is_finished(&last.text) {
            // A page break may tear a paragraph; a blank line may also end a list without 。.
            return if apart { Goes::Perhaps } else { Goes::Surely };
        }
        let indented = next.indent() >= 2 && next.indent() > last.indent();
        if apart || indented {
            Goes::No
        } else {
            Goes::Perhaps
        }
    }
}

impl Wrap {
    /// The same for two lines that Markdown joins. Texts that are pasted into a Markdown file bear no blank lines: a short
    /// line there stands for itself (a heading, a name), and so does a line at the margin below a list.
    fn goes_on_softly(
        self,
        last: &Line<'_>,
        next: &Line<'_>,
        (so_far, signs): (&str, Signs),
    ) -> Goes {
        let finished = sentence::is_finished(so_far);
        let below_list = matches!(last.hint, Hint::Item(_))
            && next.hint == Hint::None
            && last.text.starts_with(['-', '*', '+']);
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let words = latin(so_far.chars().next_back()) && latin(next.text.chars().next());
        let open = words || so_far.ends_with(STOPS_SHORT) || is_open(so_far, signs, next);
        let stops = !open;
        let announces = so_far.ends_with([':', '：']);
        if announces || below_list && !finished && stops && !self.is_full(last) {
            return Goes::No;
        }
        if finished {
            // Where a sentence ended, a number may still begin a clause; a name or a heading stands for itself.
            let phrase = !sentence::is_finished(&next.text)
                && next.columns() - next.indent() <= SHORT
                && !next.text.ends_with(STOPS_SHORT);
            if phrase && self.edge.is_none() {
                Goes::No
            } else {
                Goes::Perhaps
            }
        } else if stops && self.edge.is_none() && last.columns() - last.indent() <= SHORT {
            Goes::No
        } else {
            Goes::Surely
        }
    }
}

/// A line of at most this many columns may be whole without 。.
const SHORT: usize = 60;
/// What no heading ends with.
const STOPS_SHORT: [char; 14] = [
    'を', 'が', 'は', 'の', 'と', 'で', 'も', 'や', 'へ', '、', '，', '・', ',', '（',
];

/// The edge of a page some of whose paragraphs were joined already, or which is too short to show it by its share of full
/// lines: at least three lines that stop in mid-sentence before a line of running text, most of those there are, end in one
/// column; what is wider ends a sentence.
fn ragged_edge(lines: &[Line<'_>]) -> Option<usize> {
    let runs = |next: &Line<'_>| {
        let mut chars = next.text.chars();
        !next.after_blank
            && matches!(next.hint, Hint::None)
            && chars.next().is_some_and(|c| is_japanese(c) && c != '第')
            && chars.next().is_some_and(is_japanese)
    };
    let torn: Vec<usize> = lines
        .windows(2)
        .filter(|pair| {
            (60..=WIDEST).contains(&pair[0].columns())
                && matches!(pair[0].hint, Hint::None)
                && runs(&pair[1])
                && pair[0].text.chars().next_back().is_some_and(is_japanese)
                && !sentence::is_finished(&pair[0].text)
                && !ENDS.iter().any(|e| pair[0].text.ends_with(e))
        })
        .map(|pair| pair[0].columns())
        .collect();
    let edge = *torn.iter().max()?;
    let full = torn.iter().filter(|c| **c + SLACK >= edge).count();
    let wider = lines.iter().filter(|l| l.columns() > edge);
    (full >= 3
        && full * 3 >= torn.len() * 2
        && wider.clone().count() * 5 <= lines.len()
        && wider.clone().all(|l| sentence::is_finished(&l.text)))
    .then_some(edge)
}

/// True for an entry of a 目次 with dots that lead to its page.
fn is_led(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| {
        fold::half_width(c).is_ascii_digit() || matches!(c, '…' | '・' | '．' | '.' | '‥')
    }) && ["……", "・・・", "．．．", "....", "‥‥"]
        .iter()
        .any(|dots| text.contains(dots))
}

/// A text that cannot end where it does, whatever the layout: behind 及び, behind a particle and 、, or inside a bracket
/// that the next line closes.
fn is_open(so_far: &str, signs: Signs, next: &Line<'_>) -> bool {
    let end = so_far.chars().next_back().unwrap_or('。');
    if OPEN_LETTERS.contains(end) && OPEN_ENDS.iter().any(|e| so_far.ends_with(e)) {
        return true;
    }
    // Behind a particle in a sentence that has had its 、 already.
    // The last sentence is looked for only where the text ends so: cutting a text into sentences costs as much as reading it.
    if signs.any(Signs::COMMA)
        && matches!(end, 'を' | 'に' | 'で' | 'が' | 'は' | 'の' | 'と' | 'へ')
        && sentence::split(so_far)
            .pop()
            .is_some_and(|r| so_far[r].contains('、'))
    {
        return true;
    }
    signs.any(Signs::OPENS) && next.signs.any(Signs::CLOSES) && closes_bracket(so_far, &next.text)
}

/// True where a bracket stands open at the end of a text and the next line closes it.
fn closes_bracket(so_far: &str, next: &str) -> bool {
    // Nothing that stands in a bracket is longer.
    let from = so_far.char_indices().rev().nth(200).map_or(0, |(at, _)| at);
    let mut open = Vec::new();
    for c in so_far[from..].chars() {
        match BRACKETS.iter().position(|b| b.0 == c) {
            Some(k) => open.push(k),
            None if open.last().is_some_and(|k| BRACKETS[*k].1 == c) => {
                open.pop();
            }
            None => {}
        }
    }
    let Some(k) = open.last() else { return false };
    let (opens, closes) = BRACKETS[*k];
    let mut depth = 1;
    for c in next.chars() {
        if c == opens {
            depth += 1;
        } else if c == closes {
            depth -= 1;
        }
        if depth == 0 {
            return true;
        }
    }
    false
}

/// Brackets that hold part of a sentence.
const BRACKETS: [(char, char); 3] = [('（', '）'), ('「', '」'), ('『', '』')];

/// The letters that a text which cannot end there ends in.
static OPEN_LETTERS: Letters = Letters::last(&OPEN_ENDS);

/// How no text ends: a conjunction, or a particle or verb with 、.
const OPEN_ENDS: [&str; 25] = [
    "及び",
    "および",
    "並びに",
    "ならびに",
    "又は",
    "または",
    "若しくは",
    "もしくは",
    "は、",
    "が、",
    "を、",
    "に、",
    "で、",
    "て、",
    "り、",
    "し、",
    "ば、",
    "と、",
    "も、",
    "き、",
    "ず、",
    "か、",
    "ら、",
    "へ、",
    "く、",
];

/// A paragraph torn in mid-sentence by a page break: it holds a whole sentence and the beginning of
/// another, which stops where no sentence can.
fn is_torn(so_far: &str, first: char, next: &Line<'_>) -> bool {
    if !next.after_blank || !is_japanese(first) {
        return false;
    }
    let Some(last) = so_far.chars().next_back() else {
        return false;
    };
    if matches!(last, '、' | '，') {
        return true;
    }
    if !is_japanese(last) {
        return false;
    }
    !ENDS.iter().any(|e| so_far.ends_with(e)) && sentence::split(recent(so_far)).len() > 1
}

/// Bytes of a paragraph in which its last whole sentence is looked for: a thousand characters.
const RECENT: usize = 3000;

/// The end of a paragraph, so that one of many lines is not read again from its beginning for each of them.
fn recent(so_far: &str) -> &str {
    &so_far[so_far.floor_char_boundary(so_far.len().saturating_sub(RECENT))..]
}

/// How a sentence without 。 ends.
const ENDS: [&str; 16] = [
    "ます",
    "です",
    "ません",
    "ました",
    "ない",
    "する",
    "した",
    "いる",
    "ある",
    "れる",
    "こと",
    "もの",
    "とき",
    "ため",
    "場合",
    "ください",
];

fn is_japanese(c: char) -> bool {
    matches!(c, 'ぁ'..='ん' | 'ァ'..='ー' | '一'..='龥' | '々')
}

/// Appends a line to a paragraph: nothing between them, or one blank between two Latin words.
pub(super) fn join(paragraph: &mut String, line: &str) {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if latin(paragraph.chars().next_back()) && latin(line.chars().next()) {
        paragraph.push(' ');
    }
    paragraph.push_str(fold::trim(line));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Format, lines};

    /// Whether the second line goes on the first, and the third the second.
    fn goes(wrap: Wrap, l: &[Line<'_>]) -> [Goes; 2] {
        [0, 1].map(|n| wrap.goes_on(&l[n], &l[n + 1], (&l[n].text, l[n].signs)))
    }

    #[test]
    fn a_full_line_in_mid_sentence_goes_on() {
        let text = "　当社は、お客さまの情報を次の目的のために取り扱い、それ以外の目的には利用しな\nいものとします。\n次の段落は短い。\n当社は、お客さまの情報を次の目的のために取り扱い、それ以外の目的には利用しないも\nの。\n当社は、お客さまの情報を次の目的のために取り扱い、それ以外の目的には利用しないも\nの。\n当社は、お客さまの情報を次の目的のために取り扱い、それ以外の目的には利用しないも\nの。\n";
        let l = lines(text, Format::Plain).lines;
        let wrap = Wrap::of(&l);
        assert!(wrap.is_wrapped());
        assert_eq!(goes(wrap, &l), [Goes::Surely, Goes::No]);
    }

    #[test]
    fn a_long_paragraph_is_read_from_near_its_end() {
        let paragraph = "甲は、乙をする。な".repeat(1000);
        assert!(paragraph.len() > RECENT && recent(&paragraph).len() <= RECENT + 2);
        assert!(paragraph.ends_with(recent(&paragraph)));
        assert_eq!(recent("甲。乙"), "甲。乙");
    }

    #[test]
    fn a_torn_paragraph_goes_on() {
        let l = lines("写しを同封してください。な\n\nお、住所は黒塗りにしてください。\n\n当社は長い行を含む文書を想定し、折り返しのない行を一つ以上置くことにより幅のない文書であることを示します。当社は長い行を含む文書を想定し、折り返しのない行を一つ以上置くことにより幅のない文書であることを示します。", Format::Plain).lines;
        let wrap = Wrap::of(&l);
        assert_eq!(goes(wrap, &l), [Goes::Surely, Goes::No]);
    }
}

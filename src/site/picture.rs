//! Picture: how the length of a policy and its clauses moved from version to version.
//!
//! In: numbers of each version. Out: an SVG without any style of its own: the style sheet colours it. Never: the only place
//! where a number stands: the list of versions has them all.

use std::fmt::Write as _;

use super::html::text;

/// A version in numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Bar {
    /// Its key.
    pub(super) key: String,
    /// Its characters.
    pub(super) length: usize,
    /// Clauses that came, changed and went.
    pub(super) moves: [usize; 3],
    /// In words.
    pub(super) words: String,
}

/// At most so many versions are drawn, the latest ones.
const MOST: usize = 80;
const STEP: usize = 56;
const WIDTH: usize = 30;
const HEIGHT: usize = 110;
const TOP: usize = 22;
/// From one mark to the next below it.
const LINE: usize = 14;

/// The picture; none for a single version.
pub(super) fn picture(bars: &[Bar], title: &str) -> Option<String> {
    if bars.len() < 2 {
        return None;
    }
    let bars = &bars[bars.len().saturating_sub(MOST)..];
    let longest = bars.iter().map(|b| b.length).max().unwrap_or(0).max(1);
    let wide = bars.len() * STEP + 16;
    let most = bars
        .iter()
        .map(|b| b.moves.iter().filter(|n| **n > 0).count())
        .max();
    let high = TOP + HEIGHT + 40 + LINE * most.unwrap_or(0);
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg class=\"timeline\" viewBox=\"0 0 {wide} {high}\" width=\"{wide}\" height=\"{high}\" role=\"img\" aria-label=\""
    );
    text(&mut out, title);
    for bar in bars {
        out.push_str("; ");
        text(&mut out, &bar.words);
    }
    out.push_str("\">\n");
    let _ = writeln!(
        out,
        "<line class=\"axis\" x1=\"0\" x2=\"{wide}\" y1=\"{0}\" y2=\"{0}\"/>",
        TOP + HEIGHT
    );
    for (at, bar) in bars.iter().enumerate() {
        let middle = 8 + at * STEP + STEP / 2;
        let tall = (bar.length * HEIGHT / longest).max(2);
        let y = TOP + HEIGHT - tall;
        let _ = writeln!(
            out,
            "<g><title>{}</title><rect class=\"bar\" x=\"{}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{tall}\" rx=\"2\"/>\
             <text class=\"n\" x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            escaped(&bar.words),
            middle - WIDTH / 2,
            y - 5,
            bar.length,
        );
        // The year over the day; marks below: a plus, a dot and a minus, each with its number.
        let (year, day) = bar.key.split_at(bar.key.len().min(4));
        let day = day.trim_start_matches('-');
        let _ = writeln!(
            out,
            "<text class=\"year\" x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>\
             <text class=\"day\" x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            TOP + HEIGHT + 16,
            escaped(year),
            TOP + HEIGHT + 29,
            escaped(day),
        );
        let marks: Vec<(&str, &str, usize)> = [("add", "+"), ("mod", "~"), ("rem", "−")]
            .into_iter()
            .zip(bar.moves)
            .filter(|(_, n)| *n > 0)
            .map(|((class, mark), n)| (class, mark, n))
            .collect();
        if !marks.is_empty() {
            out.push_str("<text class=\"marks\" text-anchor=\"middle\">");
            for (at, (class, mark, n)) in marks.into_iter().enumerate() {
                let y = TOP + HEIGHT + 48 + at * LINE;
                let _ = write!(
                    out,
                    "<tspan class=\"{class}\" x=\"{middle}\" y=\"{y}\">{mark}{n}</tspan>"
                );
            }
            out.push_str("</text>");
        }
        out.push_str("</g>\n");
    }
    out.push_str("</svg>\n");
    Some(out)
}

fn escaped(plain: &str) -> String {
    super::html::escaped(plain)
}

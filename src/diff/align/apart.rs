//! Apart: what two lists of lines do not have in common, which is all that has to be compared of them.
//!
//! In: the lines of two texts, each with a key. Out: pieces of those that differ. Never: takes away what stands in one of
//! the two only: the pairs of characters of both without their pieces are the same.

use std::borrow::Cow;

use super::alike::matched;
use crate::diff::grams::Grams;
use crate::diff::line;
use crate::diff::weights::{Sum, Weights};

/// What is left of two texts.
#[derive(Default)]
pub(super) struct Apart<'t> {
    pub(super) old: Vec<Cow<'t, str>>,
    pub(super) new: Vec<Cow<'t, str>>,
}

impl<'t> Apart<'t> {
    /// What is left of the lines of an old and a new text.
    pub(super) fn of([old, new]: [Vec<(u64, &'t str)>; 2]) -> Self {
        let keyed = |lines: &[(u64, &str)]| -> Vec<(u64, usize)> {
            lines.iter().enumerate().map(|(k, l)| (l.0, k)).collect()
        };
        let (mut olds, mut news) = (Vec::new(), Vec::new());
        if old.len() == 1 && new.len() == 1 {
            olds.push(0);
            news.push(0);
        } else {
            for pair in matched(keyed(&old), keyed(&new)) {
                if let (Some(i), Some(j)) = pair
                    && old[i].1 == new[j].1
                {
                    continue;
                }
                olds.extend(pair.0);
                news.extend(pair.1);
            }
            olds.sort_unstable();
            news.sort_unstable();
        }
        let mut out = Self::default();
        let both = olds.len().min(news.len());
        for (&i, &j) in olds.iter().zip(&news) {
            let (x, y) = middles(old[i].1, new[j].1);
            out.old.push(x);
            out.new.push(y);
        }
        let text = |line: &(u64, &'t str)| Cow::Borrowed(line.1);
        out.old.extend(olds[both..].iter().map(|&i| text(&old[i])));
        out.new.extend(news[both..].iter().map(|&j| text(&new[j])));
        out
    }

    /// True where most of a text of so many grams is left: taking away the rest gained nothing.
    pub(super) fn is_most_of(&self, count: usize) -> bool {
        // A character of Japanese is three bytes.
        let size = |texts: &[Cow<'_, str>]| texts.iter().map(|t| t.len() / 3).sum::<usize>();
        size(&self.old).max(size(&self.new)) > count / 2
    }

    /// What the texts share, of which the old one weighs `old`.
    pub(super) fn shared(&self, weights: &Weights, old: Sum, sampled: bool) -> u64 {
        let mut left = Sum::default();
        for text in &self.old {
            left += weights.weigh(text);
        }
        let common = old.weight(sampled) - left.weight(sampled);
        if self.old.is_empty() || self.new.is_empty() {
            return common;
        }
        let grams = |texts: &[Cow<'_, str>]| {
            let texts = texts.iter().map(Cow::as_ref);
            if sampled {
                Grams::sample_of(texts)
            } else {
                Grams::of(texts)
            }
        };
        common + weights.shared(&grams(&self.old), &grams(&self.new))
    }
}

/// What stands between a common beginning and end of two lines, with the character before and the one after it, so that the
/// pairs of characters of each line are those of its middle and the same others.
fn middles<'t>(x: &'t str, y: &'t str) -> (Cow<'t, str>, Cow<'t, str>) {
    let whole = (Cow::Borrowed(x), Cow::Borrowed(y));
    let same = |(a, b): &(u8, u8)| a == b;
    let common = x.bytes().zip(y.bytes()).take_while(same).count();
    // The last character of the beginning that is no blank goes with the middle.
    let floor = (0..=common)
        .rev()
        .find(|&at| x.is_char_boundary(at) && y.is_char_boundary(at));
    let floor = floor.unwrap_or_default();
    let is_solid = |c: char| !line::is_space(c);
    let head = x[..floor].rfind(is_solid).unwrap_or(0);
    let (u, v) = (&x[floor..], &y[floor..]);
    let common = u
        .bytes()
        .rev()
        .zip(v.bytes().rev())
        .take_while(same)
        .count();
    let tail = (0..=common)
        .rev()
        .find(|&n| u.is_char_boundary(u.len() - n) && v.is_char_boundary(v.len() - n));
    let tail = tail.unwrap_or_default();
    let end = &u[u.len() - tail..];
    let tail = match end.char_indices().find(|(_, c)| is_solid(*c)) {
        Some((at, c)) => tail - at - c.len_utf8(),
        None => 0,
    };
    let (m, n) = (&x[head..x.len() - tail], &y[head..y.len() - tail]);
    // A text of a single character is a pair by itself.
    let is_pair = |text: &str| line::solid(text).take(2).count() == 2;
    if is_pair(m) && is_pair(n) {
        (Cow::Borrowed(m), Cow::Borrowed(n))
    } else {
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_away_is_the_same() {
        let texts = [
            "会員は、会費を払う。",
            "会員は、会費を払わない。",
            "会員は　、会費を払う。",
            "会員　は、年会費を払う",
            "会",
            "員",
            "",
            "　会　",
            "会員",
            "会会",
            "会員会員会員",
            "A会費10円",
            "A会費100円",
        ];
        let mut shorter = 0;
        for x in texts {
            for y in texts {
                let (m, n) = middles(x, y);
                shorter += usize::from(m.len() < x.len());
                let of = |text: &str| Grams::of([text]);
                assert_eq!(of(x).without(&of(&m)), of(y).without(&of(&n)), "{x} {y}");
                assert_eq!(of(x).len() - of(&m).len(), of(y).len() - of(&n).len());
            }
        }
        assert!(shorter > 10);
    }
}

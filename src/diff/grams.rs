//! Grams: how alike two texts are, by the pairs of neighbouring characters they share.
//!
//! In: texts. Out: sorted multisets of hashed pairs and their overlaps, 0 to 1. Never: a gram is shown,
//! stored, or taken for the text.

use crate::text::fold;

/// The pairs of neighbouring characters of some texts, hashed, sorted, repeats kept.
///
/// Blanks and width do not count, and `、` is `，`. A pair never reaches over the end of a text.
///
/// Of a very long text only a sample is kept, the same grams in every text, so that samples can be compared; a whole
/// text compared with a sample is sampled on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Grams(Vec<u32>, bool);

/// True for the grams that a sample keeps: one in sixteen.
#[inline]
pub(super) fn is_sampled(gram: u32) -> bool {
    gram.wrapping_mul(0x2c1b_3c6d) >> 28 == 0
}

impl Grams {
    /// A sum of more grams than this is sampled.
    pub(crate) const LONG: usize = 1 << 14;

    /// The grams of `texts`.
    pub(crate) fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut out = Vec::new();
        for text in texts {
            // A character of Japanese is three bytes.
            out.reserve(text.len() / 3);
            each(text, |gram| out.push(gram));
        }
        out.sort_unstable();
        Self(out, false)
    }

    /// The grams of `texts` that a sample keeps.
    pub(crate) fn sample_of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut out = Vec::new();
        for text in texts {
            sample(text, &mut out);
        }
        Self::of_sample(&out)
    }

    /// The grams of a long text of which `sample` was taken by [`sample`].
    pub(crate) fn of_sample(sample: &[u32]) -> Self {
        let mut out = sample.to_vec();
        out.sort_unstable();
        Self(out, true)
    }

    /// The grams of several multisets together.
    pub(crate) fn sum<'g>(parts: impl IntoIterator<Item = &'g Self>) -> Self {
        let mut out = Vec::new();
        let mut sampled = false;
        for part in parts {
            if (part.1 || out.len() + part.len() > Self::LONG) && !sampled {
                out.retain(|g| is_sampled(*g));
                sampled = true;
            }
            if sampled && !part.1 {
                out.extend(part.0.iter().filter(|g| is_sampled(**g)));
            } else {
                out.extend_from_slice(&part.0);
            }
        }
        // The parts are sorted: a stable sort merges their runs.
        out.sort();
        Self(out, sampled)
    }

    /// How many grams: about the characters of the text.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The grams, sorted.
    pub(crate) fn as_slice(&self) -> &[u32] {
        &self.0
    }

    /// True where they are a sample.
    pub(crate) fn is_sample(&self) -> bool {
        self.1
    }

    /// How many grams both hold.
    pub(crate) fn shared(&self, other: &Self) -> usize {
        let mut n = 0;
        self.each_shared(other, |_| n += 1);
        n
    }

    pub(super) fn each_shared(&self, other: &Self, mut f: impl FnMut(u32)) {
        let (a, b) = (&self.0, &other.0);
        let (mut i, mut j) = (0, 0);
        // A gram outside the sample is in one of the two at most, and so never shared.
        while i < a.len() && j < b.len() {
            let (x, y) = (a[i], b[j]);
            if x == y {
                f(x);
            }
            // Which list goes on is as good as random: a sum is cheaper than a branch.
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
    }

    /// Dice's coefficient: 1 for the same grams (two empty texts too), 0 for none shared.
    pub(crate) fn dice(&self, other: &Self) -> f32 {
        let sampled = self.1 || other.1;
        let total = self.count(sampled) + other.count(sampled);
        if total == 0 {
            return 1.0;
        }
        2.0 * self.shared(other) as f32 / total as f32
    }

    /// How much of `self` stands in `other`; 0 for an empty `self`.
    pub(crate) fn inside(&self, other: &Self) -> f32 {
        if self.0.is_empty() {
            return 0.0;
        }
        self.shared(other) as f32 / self.count(self.1 || other.1).max(1) as f32
    }

    /// How many grams, of the sample where asked.
    fn count(&self, sampled: bool) -> usize {
        if sampled && !self.1 {
            self.0.iter().filter(|g| is_sampled(**g)).count()
        } else {
            self.len()
        }
    }

    /// What is left of `self` without the grams of `other`.
    pub(crate) fn without(&self, other: &Self) -> Self {
        let mut rest = Vec::new();
        let mut j = 0;
        let sampled = other.1 && !self.1;
        for &gram in self.0.iter().filter(|g| !sampled || is_sampled(**g)) {
            while j < other.0.len() && other.0[j] < gram {
                j += 1;
            }
            if j < other.0.len() && other.0[j] == gram {
                j += 1;
            } else {
                rest.push(gram);
            }
        }
        Self(rest, self.1 || other.1)
    }
}

/// Adds the grams of `text` that a sample keeps; how many it has at all.
pub(crate) fn sample(text: &str, out: &mut Vec<u32>) -> usize {
    let mut all = 0;
    each(text, |gram| {
        all += 1;
        if is_sampled(gram) {
            out.push(gram);
        }
    });
    all
}

/// Calls `f` with each gram of `text`, in order.
#[inline]
pub(super) fn each(text: &str, mut f: impl FnMut(u32)) {
    let bytes = text.as_bytes();
    let mut before = 0;
    let mut count = 0usize;
    let mut at = 0;
    while at < bytes.len() {
        let (c, wide) = match three(&bytes[at..]) {
            // Kana and ideographs, 、 and 。, full-width ASCII.
            c @ 0x3003..0xd000 => (c, 3),
            0x3001 => (u32::from(b','), 3),
            0x3002 => (u32::from(b'.'), 3),
            c @ 0xff01..=0xff5e => (c - 0xfee0, 3),
            _ => {
                let Some(c) = text[at..].chars().next() else {
                    break;
                };
                let wide = c.len_utf8();
                if fold::is_blank(c) {
                    at += wide;
                    continue;
                }
                (fold::half_width(c) as u32, wide)
            }
        };
        at += wide;
        if count > 0 {
            f(hash(before, c));
        }
        before = c;
        count += 1;
    }
    // A text of one character has no pair: it stands for itself.
    if count == 1 {
        f(hash(before, 0));
    }
}

/// The character of three bytes that a text begins with, as nearly all of a Japanese text are; 0 for another.
#[inline]
fn three(bytes: &[u8]) -> u32 {
    let word = match *bytes {
        [a, b, c, d, ..] => u32::from_le_bytes([a, b, c, d]),
        [a, b, c] => u32::from_le_bytes([a, b, c, 0]),
        _ => return 0,
    };
    if word & 0x00c0_c0f0 == 0x0080_80e0 {
        (word & 0xf) << 12 | (word >> 2 & 0xfc0) | (word >> 16 & 0x3f)
    } else {
        0
    }
}

#[inline]
fn hash(a: u32, b: u32) -> u32 {
    a.wrapping_mul(0x9e37_79b1)
        .rotate_left(13)
        .wrapping_add(b.wrapping_mul(0x85eb_ca6b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Grams {
        Grams::of([text])
    }

    #[test]
    fn every_character_is_read_as_it_is() {
        for c in (0..0x3_0000).filter_map(char::from_u32) {
            let folded = match c {
                '、' => ','.to_string(),
                '。' => '.'.to_string(),
                c if fold::is_blank(c) => String::new(),
                c => fold::half_width(c).to_string(),
            };
            let mut read = Vec::new();
            each(&format!("甲{c}乙"), |gram| read.push(gram));
            let chars: Vec<char> = format!("甲{folded}乙").chars().collect();
            let pairs = chars.windows(2).map(|w| hash(w[0] as u32, w[1] as u32));
            assert_eq!(read, pairs.collect::<Vec<_>>(), "{c:?}");
        }
    }

    #[test]
    fn width_and_blanks_do_not_count() {
        assert_eq!(of("第１条　目的"), of("第1条目的"));
        assert_eq!(of("会員は、払う。").dice(&of("会員は，払う．")), 1.0);
        assert_eq!(of("").dice(&of("")), 1.0);
        assert_eq!(of("あ").dice(&of("い")), 0.0);
    }

    #[test]
    fn samples_compare_as_the_texts_do() {
        let long = |from: usize| -> Vec<String> {
            (from..from + 9_000)
                .map(|n| format!("項目{}は{}番", n * 7, n))
                .collect()
        };
        let grams = |texts: &[String]| -> Vec<Grams> { texts.iter().map(|t| of(t)).collect() };
        let (x, y) = (grams(&long(0)), grams(&long(4_000)));
        let (a, b) = (Grams::sum(&x), Grams::sum(&y));
        let whole = |parts: &[Grams]| {
            let mut all: Vec<u32> = parts.iter().flat_map(|p| p.0.clone()).collect();
            all.sort_unstable();
            Grams(all, false)
        };
        assert!(a.1 && a.len() < whole(&x).len() / 4);
        assert!((a.dice(&b) - whole(&x).dice(&whole(&y))).abs() < 0.15);
        assert!((a.dice(&whole(&x)) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn overlaps() {
        let (short, long) = (of("会費を払う"), of("会員は会費を払うものとする"));
        assert_eq!(short.inside(&long), 1.0);
        assert_eq!(short.without(&long).len(), 0);
        assert_eq!(long.without(&short).len(), long.len() - short.len());
    }
}

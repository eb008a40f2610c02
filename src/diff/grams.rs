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
fn is_sampled(gram: u32) -> bool {
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

    /// How many grams both hold.
    pub(crate) fn shared(&self, other: &Self) -> usize {
        let mut n = 0;
        self.each_shared(other, |_| n += 1);
        n
    }

    fn each_shared(&self, other: &Self, mut f: impl FnMut(u32)) {
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

/// How many grams some texts have, and what they weigh together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) count: usize,
    all: u64,
    sampled: u64,
}

impl Sum {
    /// What all of them weigh, or those that a sample keeps.
    pub(crate) fn weight(self, sampled: bool) -> u64 {
        if sampled { self.sampled } else { self.all }
    }
}

impl std::ops::AddAssign for Sum {
    fn add_assign(&mut self, other: Self) {
        self.count += other.count;
        self.all += other.all;
        self.sampled += other.sampled;
    }
}

/// How much each gram tells: what stands everywhere in both texts (「することができる」) tells little.
///
/// A gram is known by its hash alone: two that share a place in the table share their weight, which costs a little
/// sharpness and no truth.
///
/// Weights are whole numbers, so that a sum is the same in whatever order it is made.
#[derive(Debug)]
pub(crate) struct Weights(Vec<u32>);

/// Counts whose weight is worked out once.
const FEW: u32 = 64;
/// The weight of a gram as rare as can be is a little less than this.
const FULL: f32 = 65_536.0;
/// A gram of at least this weight stands in one or two clauses only.
const PECULIAR: u32 = (0.7 * FULL) as u32;
/// Places in the table of weights; a power of two.
const PLACES: usize = 1 << 14;

impl Weights {
    /// The weights of the grams of `texts`, which are those of both documents, each with how many times it counts.
    pub(crate) fn of<'t>(texts: impl IntoIterator<Item = (&'t str, u32)>) -> Self {
        let mut counts = vec![0u32; PLACES];
        for (text, times) in texts {
            each(text, |gram| counts[place(gram)] += times);
        }
        let weight = |n: u32| (FULL / (1.0 + (n as f32 / 2.0).ln())) as u32;
        let few: [u32; FEW as usize] =
            std::array::from_fn(|n| weight(u32::try_from(n).unwrap_or(FEW).max(2)));
        // Twice, once in each text, is as rare as can be.
        for count in &mut counts {
            *count = if *count < FEW {
                few[*count as usize]
            } else {
                weight(*count)
            };
        }
        Self(counts)
    }

    /// How many grams a text has, and what they weigh together.
    pub(crate) fn weigh(&self, text: &str) -> Sum {
        let mut out = Sum::default();
        each(text, |gram| {
            let weight = self.weight(gram);
            out.count += 1;
            out.all += weight;
            out.sampled += weight * u64::from(is_sampled(gram));
        });
        out
    }

    #[inline]
    fn weight(&self, gram: u32) -> u64 {
        u64::from(self.0[place(gram)])
    }

    fn sum(&self, grams: &Grams, sampled: bool) -> u64 {
        let skip = sampled && !grams.1;
        grams
            .0
            .iter()
            .filter(|g| !skip || is_sampled(**g))
            .map(|g| self.weight(*g))
            .sum()
    }

    /// What the grams that both hold weigh together.
    pub(crate) fn shared(&self, a: &Grams, b: &Grams) -> u64 {
        let mut shared = 0;
        a.each_shared(b, |gram| shared += self.weight(gram));
        shared
    }

    /// Adds the weights of a text's grams to a sketch.
    pub(crate) fn add_to(&self, sketch: &mut Sketch, text: &str) {
        each(text, |gram| {
            let place = place(gram);
            sketch.0[place * HEAPS / PLACES] += self.0[place];
        });
    }

    /// Dice's coefficient with each gram by its weight.
    pub(crate) fn dice(&self, a: &Grams, b: &Grams) -> f32 {
        let sampled = a.1 || b.1;
        dice(
            self.shared(a, b),
            self.sum(a, sampled) + self.sum(b, sampled),
        )
    }

    /// How much of what is peculiar to `a` stands in `b`; 0 where nothing is.
    pub(crate) fn peculiar_inside(&self, a: &Grams, b: &Grams) -> f32 {
        let peculiar = |g: u32| self.0[place(g)] >= PECULIAR;
        let skip = b.1 && !a.1;
        let total =
            a.0.iter()
                .filter(|g| peculiar(**g) && (!skip || is_sampled(**g)))
                .count();
        let mut shared = 0;
        a.each_shared(b, |gram| shared += usize::from(peculiar(gram)));
        shared as f32 / total.max(1) as f32
    }

    /// How much of `a` stands in `b`, each gram by its weight; 0 for an empty `a`.
    pub(crate) fn inside(&self, a: &Grams, b: &Grams) -> f32 {
        let total = self.sum(a, a.1 || b.1);
        (self.shared(a, b) as f64 / total.max(1) as f64) as f32
    }
}

/// Into how many heaps a sketch sorts its grams.
const HEAPS: usize = 512;

/// How much weight of a text's grams falls into each of a few heaps: tells cheaply how much two texts share at the most.
#[derive(Debug)]
pub(crate) struct Sketch([u32; HEAPS]);

impl Default for Sketch {
    fn default() -> Self {
        Self([0; HEAPS])
    }
}

impl Sketch {
    /// Texts of more grams fill every heap.
    pub(crate) const LONG: usize = 1 << 12;

    /// What both texts share weighs no more than this.
    pub(crate) fn shared_at_most(&self, other: &Self) -> u64 {
        let heaps = self.0.iter().zip(&other.0);
        u64::from(heaps.map(|(a, b)| *a.min(b)).sum::<u32>())
    }
}

/// How many of a short text's grams fall into each of a few heaps: tells cheaply how many two texts share at the most.
#[derive(Debug)]
pub(crate) struct Heaps([u8; HEAPS]);

impl Heaps {
    /// The heaps of `grams`; none for a long text.
    pub(crate) fn of(grams: &Grams) -> Option<Self> {
        if grams.1 || grams.len() > usize::from(u8::MAX) {
            return None;
        }
        let mut out = Self([0; HEAPS]);
        for &gram in &grams.0 {
            out.0[place(gram) * HEAPS / PLACES] += 1;
        }
        Some(out)
    }

    /// Both texts share no more grams than this.
    pub(crate) fn shared_at_most(&self, other: &Self) -> usize {
        let heaps = self.0.iter().zip(&other.0);
        usize::from(heaps.map(|(a, b)| u16::from(*a.min(b))).sum::<u16>())
    }
}

/// Dice's coefficient of two multisets that weigh `total` together and share `shared`; 1 for two empty ones.
pub(crate) fn dice(shared: u64, total: u64) -> f32 {
    if total == 0 {
        return 1.0;
    }
    (2.0 * shared as f64 / total as f64) as f32
}

#[inline]
fn place(gram: u32) -> usize {
    (gram.wrapping_mul(0x9e37_79b1) >> 18) as usize & (PLACES - 1)
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
fn each(text: &str, mut f: impl FnMut(u32)) {
    let bytes = text.as_bytes();
    let mut before = 0;
    let mut count = 0usize;
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        // Three bytes each: what nearly all of a Japanese text is.
        let three = match (first, bytes.get(at + 1), bytes.get(at + 2)) {
            (0xe3..=0xec | 0xef, Some(&second), Some(&third)) => {
                (u32::from(first) & 0xf) << 12
                    | (u32::from(second) & 0x3f) << 6
                    | u32::from(third) & 0x3f
            }
            _ => 0,
        };
        let (c, wide) = match (three, first) {
            // Kana and ideographs, full-width ASCII, 、 and 。.
            (0x3003..0xd000, _) => (three, 3),
            (0xff01..=0xff5e, _) => (three - 0xfee0, 3),
            (0x3001, _) => (u32::from(b','), 3),
            (0x3002, _) => (u32::from(b'.'), 3),
            (0, b'!'..=b'~') => (u32::from(first), 1),
            _ => {
                let Some(c) = text[at..].chars().next() else {
                    break;
                };
                let c_wide = c.len_utf8();
                if fold::is_blank(c) {
                    at += c_wide;
                    continue;
                }
                (fold::half_width(c) as u32, c_wide)
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
    fn a_sketch_never_tells_less_than_is_shared() {
        let texts: Vec<String> = (0..60)
            .map(|n| {
                format!(
                    "会員{n}は、届出{}号を出し、会費を{}月までに払う。",
                    n * 7,
                    n % 12
                )
            })
            .collect();
        let weights = Weights::of(texts.iter().map(|t| (t.as_str(), 1)));
        let mut told = 0;
        for x in &texts {
            for y in &texts {
                let (a, b) = (of(x), of(y));
                let [m, n] = [x, y].map(|text| {
                    let mut sketch = Sketch::default();
                    weights.add_to(&mut sketch, text);
                    sketch
                });
                let most = m.shared_at_most(&n);
                assert!(most >= weights.shared(&a, &b));
                let heaps = [&a, &b].map(|g| Heaps::of(g).unwrap());
                assert!(heaps[0].shared_at_most(&heaps[1]) >= a.shared(&b));
                let [m, n] = [x, y].map(|text| weights.weigh(text).weight(false));
                assert!(most <= m.min(n));
                told += usize::from(most < m);
            }
        }
        assert!(told > 0);
    }

    #[test]
    fn overlaps() {
        let (short, long) = (of("会費を払う"), of("会員は会費を払うものとする"));
        assert_eq!(short.inside(&long), 1.0);
        assert_eq!(short.without(&long).len(), 0);
        assert_eq!(long.without(&short).len(), long.len() - short.len());
    }
}

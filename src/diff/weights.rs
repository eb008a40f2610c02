//! Weights: how much each pair of neighbouring characters tells in two documents, and what texts weigh by it.
//!
//! In: the texts of both documents; grams. Out: sums, overlaps and bounds of them. Never: keeps a text, or takes a weight for
//! more than a hint.

use super::grams::{Grams, each, is_sampled};

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
    /// How many grams a text has, and what they weigh together.
    pub(crate) fn weigh(&self, text: &str) -> Sum {
        let mut out = Sum::default();
        each(text, |gram| self.weigh_one(Place::of(gram), &mut out));
        out
    }

    /// How many grams these are, and what they weigh together.
    pub(crate) fn weigh_places(&self, places: &[Place]) -> Sum {
        let mut out = Sum::default();
        for place in places {
            self.weigh_one(*place, &mut out);
        }
        out
    }

    #[inline]
    fn weigh_one(&self, place: Place, out: &mut Sum) {
        let weight = u64::from(self.0[place.index()]);
        out.count += 1;
        out.all += weight;
        out.sampled += weight * u64::from(place.is_sampled());
    }

    #[inline]
    fn weight(&self, gram: u32) -> u64 {
        u64::from(self.0[place(gram)])
    }

    fn sum(&self, grams: &Grams, sampled: bool) -> u64 {
        let skip = sampled && !grams.is_sample();
        grams
            .as_slice()
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
        each(text, |gram| sketch.add(place(gram), &self.0));
    }

    /// Adds the weights of these grams to a sketch.
    pub(crate) fn add_places_to(&self, sketch: &mut Sketch, places: &[Place]) {
        for place in places {
            sketch.add(place.index(), &self.0);
        }
    }

    /// Dice's coefficient with each gram by its weight.
    pub(crate) fn dice(&self, a: &Grams, b: &Grams) -> f32 {
        let sampled = a.is_sample() || b.is_sample();
        dice(
            self.shared(a, b),
            self.sum(a, sampled) + self.sum(b, sampled),
        )
    }

    /// How much of what is peculiar to `a` stands in `b`; 0 where nothing is.
    pub(crate) fn peculiar_inside(&self, a: &Grams, b: &Grams) -> f32 {
        let peculiar = |g: u32| self.0[place(g)] >= PECULIAR;
        let skip = b.is_sample() && !a.is_sample();
        let total = a
            .as_slice()
            .iter()
            .filter(|g| peculiar(**g) && (!skip || is_sampled(**g)))
            .count();
        let mut shared = 0;
        a.each_shared(b, |gram| shared += usize::from(peculiar(gram)));
        shared as f32 / total.max(1) as f32
    }

    /// How much of `a` stands in `b`, each gram by its weight; 0 for an empty `a`.
    pub(crate) fn inside(&self, a: &Grams, b: &Grams) -> f32 {
        let total = self.sum(a, a.is_sample() || b.is_sample());
        (self.shared(a, b) as f64 / total.max(1) as f64) as f32
    }
}

/// How often each gram stands in some texts.
#[derive(Debug)]
pub(crate) struct Counts(Vec<u32>);

impl Default for Counts {
    fn default() -> Self {
        Self(vec![0; PLACES])
    }
}

impl Counts {
    /// Counts the grams of a text so many times.
    pub(crate) fn add(&mut self, text: &str, times: u32) {
        each(text, |gram| self.0[place(gram)] += times);
    }

    /// Counts these grams so many times.
    pub(crate) fn add_places(&mut self, places: &[Place], times: u32) {
        for place in places {
            self.0[place.index()] += times;
        }
    }

    /// How much each of them tells.
    pub(crate) fn weights(self) -> Weights {
        /// Counts looked at together.
        const MANY: usize = 16;
        let weight = |n: u32| (FULL / (1.0 + (n as f32 / 2.0).ln())) as u32;
        let few: [u32; FEW as usize] =
            std::array::from_fn(|n| weight(u32::try_from(n).unwrap_or(FEW).max(2)));
        // Twice, once in each text, is as rare as can be.
        let mut weights = self.0;
        for some in weights.chunks_mut(MANY) {
            // Few stand so often that their weight is not in the table.
            if some.iter().fold(0, |most, n| most | n) < FEW {
                some.iter_mut().for_each(|n| *n = few[(*n % FEW) as usize]);
            } else {
                some.iter_mut()
                    .for_each(|n| *n = few.get(*n as usize).copied().unwrap_or_else(|| weight(*n)));
            }
        }
        Weights(weights)
    }
}

/// A gram as the table of weights knows it: its place there, and whether a sample keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place(u16);

impl Place {
    const SAMPLED: u16 = 1 << 14;

    #[inline]
    fn of(gram: u32) -> Self {
        let sampled = if is_sampled(gram) { Self::SAMPLED } else { 0 };
        Self(place(gram) as u16 | sampled)
    }

    #[inline]
    fn index(self) -> usize {
        usize::from(self.0) & (PLACES - 1)
    }

    #[inline]
    fn is_sampled(self) -> bool {
        self.0 & Self::SAMPLED != 0
    }

    /// Adds the grams of a text, in order.
    pub(crate) fn read(text: &str, out: &mut Vec<Self>) {
        // A character of Japanese is three bytes.
        out.reserve(text.len() / 3);
        each(text, |gram| out.push(Self::of(gram)));
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
    #[inline]
    fn add(&mut self, place: usize, weights: &[u32]) {
        self.0[place * HEAPS / PLACES] += weights[place];
    }

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
        if grams.is_sample() || grams.len() > usize::from(u8::MAX) {
            return None;
        }
        let mut out = Self([0; HEAPS]);
        for &gram in grams.as_slice() {
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

#[cfg(test)]
mod tests {
    use super::*;

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
        let mut counts = Counts::default();
        texts.iter().for_each(|t| counts.add(t, 1));
        let weights = counts.weights();
        let mut told = 0;
        for x in &texts {
            for y in &texts {
                let (a, b) = (Grams::of([x.as_str()]), Grams::of([y.as_str()]));
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
    fn grams_weigh_the_same_by_their_places() {
        let texts = ["会員は、会費を払う。", "第１条　目的", "あ", ""];
        let mut counts = [Counts::default(), Counts::default()];
        for text in texts {
            let mut places = Vec::new();
            Place::read(text, &mut places);
            counts[0].add(text, 3);
            counts[1].add_places(&places, 3);
        }
        let [weights, others] = counts.map(Counts::weights);
        assert_eq!(weights.0, others.0);
        for text in texts {
            let mut places = Vec::new();
            Place::read(text, &mut places);
            assert_eq!(weights.weigh(text), weights.weigh_places(&places));
            let mut sketches = [Sketch::default(), Sketch::default()];
            weights.add_to(&mut sketches[0], text);
            weights.add_places_to(&mut sketches[1], &places);
            assert_eq!(sketches[0].0, sketches[1].0);
        }
    }
}

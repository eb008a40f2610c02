//! Grams: how alike two texts are, by the pairs of neighbouring characters they share.
//!
//! In: texts. Out: sorted multisets of hashed pairs and their overlaps, 0 to 1. Never: a gram is shown,
//! stored, or taken for the text.

use crate::text::fold;

/// The pairs of neighbouring characters of some texts, hashed, sorted, repeats kept.
///
/// Blanks and width do not count, and `、` is `，`. A pair never reaches over the end of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Grams(Vec<u32>);

impl Grams {
    /// The grams of `texts`.
    pub(crate) fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut out = Vec::new();
        for text in texts {
            push(text, &mut out);
        }
        out.sort_unstable();
        Self(out)
    }

    /// The grams of several multisets together.
    pub(crate) fn sum<'g>(parts: impl IntoIterator<Item = &'g Self>) -> Self {
        let mut out = Vec::new();
        for part in parts {
            out.extend_from_slice(&part.0);
        }
        out.sort_unstable();
        Self(out)
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
        while i < a.len() && j < b.len() {
            match a[i].cmp(&b[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    f(a[i]);
                    i += 1;
                    j += 1;
                }
            }
        }
    }

    /// Dice's coefficient: 1 for the same grams (two empty texts too), 0 for none shared.
    pub(crate) fn dice(&self, other: &Self) -> f32 {
        let total = self.len() + other.len();
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
        self.shared(other) as f32 / self.len() as f32
    }

    /// What is left of `self` without the grams of `other`.
    pub(crate) fn without(&self, other: &Self) -> Self {
        let mut rest = Vec::new();
        let mut j = 0;
        for &gram in &self.0 {
            while j < other.0.len() && other.0[j] < gram {
                j += 1;
            }
            if j < other.0.len() && other.0[j] == gram {
                j += 1;
            } else {
                rest.push(gram);
            }
        }
        Self(rest)
    }
}

/// How much each gram tells: what stands everywhere in both texts (「することができる」) tells little.
///
/// A gram is known by its hash alone: two that share a place in the table share their weight, which costs a little
/// sharpness and no truth.
#[derive(Debug)]
pub(crate) struct Weights(Vec<f32>);

/// Places in the table of weights; a power of two.
const PLACES: usize = 1 << 14;

impl Weights {
    /// The weights of the grams of `texts`, which are those of both documents.
    pub(crate) fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut counts = vec![0u32; PLACES];
        for text in texts {
            each(text, |gram| counts[place(gram)] += 1);
        }
        Self(
            counts
                .into_iter()
                // Twice, once in each text, is as rare as can be.
                .map(|n| 1.0 / (1.0 + (n.max(2) as f32 / 2.0).ln()))
                .collect(),
        )
    }

    fn sum(&self, grams: &Grams) -> f32 {
        grams.0.iter().map(|g| self.0[place(*g)]).sum()
    }

    /// Dice's coefficient with each gram by its weight.
    pub(crate) fn dice(&self, a: &Grams, b: &Grams) -> f32 {
        let total = self.sum(a) + self.sum(b);
        if total == 0.0 {
            return 1.0;
        }
        let mut shared = 0.0;
        a.each_shared(b, |gram| shared += self.0[place(gram)]);
        2.0 * shared / total
    }
}

#[inline]
fn place(gram: u32) -> usize {
    (gram.wrapping_mul(0x9e37_79b1) >> 18) as usize & (PLACES - 1)
}

fn push(text: &str, out: &mut Vec<u32>) {
    each(text, |gram| out.push(gram));
}

/// Calls `f` with each gram of `text`, in order.
fn each(text: &str, mut f: impl FnMut(u32)) {
    let mut before: Option<char> = None;
    let mut count = 0usize;
    for c in text.chars() {
        if fold::is_blank(c) {
            continue;
        }
        let c = match fold::half_width(c) {
            '、' => ',',
            '。' => '.',
            c => c,
        };
        if let Some(before) = before {
            f(hash(before, c));
        }
        before = Some(c);
        count += 1;
    }
    // A text of one character has no pair: it stands for itself.
    if count == 1
        && let Some(c) = before
    {
        f(hash(c, '\0'));
    }
}

#[inline]
fn hash(a: char, b: char) -> u32 {
    (a as u32)
        .wrapping_mul(0x9e37_79b1)
        .rotate_left(13)
        .wrapping_add((b as u32).wrapping_mul(0x85eb_ca6b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Grams {
        Grams::of([text])
    }

    #[test]
    fn width_and_blanks_do_not_count() {
        assert_eq!(of("第１条　目的"), of("第1条目的"));
        assert_eq!(of("会員は、払う。").dice(&of("会員は，払う．")), 1.0);
        assert_eq!(of("").dice(&of("")), 1.0);
        assert_eq!(of("あ").dice(&of("い")), 0.0);
    }

    #[test]
    fn overlaps() {
        let (short, long) = (of("会費を払う"), of("会員は会費を払うものとする"));
        assert_eq!(short.inside(&long), 1.0);
        assert_eq!(short.without(&long).len(), 0);
        assert_eq!(long.without(&short).len(), long.len() - short.len());
    }
}

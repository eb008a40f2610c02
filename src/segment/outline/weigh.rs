//! How much a reading of a line as a clause weighs.
//!
//! In: a line's reading and the open levels. Out: its weight and the level it continues or opens. Never: changes
//! the tree.

use super::super::body;
use super::super::explain::Rule;
use super::super::marker::{self, Candidate, Family, Fence};
use super::super::wrap::Goes;
use super::readings::is_tight;
use super::reference::{has_caption, runs_on};
use super::{Level, OUT_OF_ORDER, Outline, Reading};
use crate::source::{Hint, Line};
use crate::text::width;

impl<'s, 'a> Outline<'s, 'a, '_> {
    /// Weighs one reading of a line.
    pub(super) fn weigh(
        &self,
        index: usize,
        offset: usize,
        c: Candidate,
        goes: Goes,
    ) -> Option<Reading> {
        let line = self.lines[index];
        let text = &line.text[offset..];
        let rest = &text[c.rest..];
        let asked = std::cell::OnceCell::new();
        let phrase = || *asked.get_or_init(|| body::is_heading_like(rest));
        let vouched = matches!(line.hint, Hint::Heading(_))
            || (matches!(line.hint, Hint::Item(_)) && offset == 0);
        if !vouched && runs_on(c, rest) {
            return None;
        }
        let bare = c.style.fence == Fence::Bare
            && matches!(
                c.style.family,
                Family::Arabic
                    | Family::Kanji
                    | Family::Aiueo
                    | Family::Iroha
                    | Family::RomanUpper
                    | Family::RomanLower
                    | Family::Upper
                    | Family::Lower
                    | Family::Compound(10)
            )
            // Q1. is set off by its point, A1 by a blank alone.
            && !text[..c.end].ends_with(['.', '．', ':', '：']);
        let tight = self.tight || is_tight(&c);
        let mut best: Option<Reading> = None;
        let mut consider = |weight: i32, keep: usize, rule: Rule, odd: Option<&'static str>| {
            if best.as_ref().is_none_or(|b| weight > b.weight) {
                best = Some(Reading {
                    candidate: c,
                    weight,
                    keep,
                    rule,
                    odd,
                    phrase: None,
                });
            }
        };
        let mut same_style = None;
        // One marker on two levels: the level whose members have text of their own, or have none, as this one has.
        let rivals = || {
            let same = self.levels.iter().filter(|l| l.style == Some(c.style));
            same.filter(|l| marker::follows(c.style, l.value, c.value))
        };
        let told_apart = rivals().nth(1).is_some();
        let texted = told_apart && self.text_follows(index);
        let beside = |l: &Level| l.indent.abs_diff(line.indent());
        let nearest = rivals().map(beside).min().unwrap_or(0);
        for (k, level) in self.levels.iter().enumerate().rev() {
            if level.style != Some(c.style) {
                continue;
            }
            same_style = same_style.or(Some(k));
            let fit = self.fit(level, line, &phrase, offset);
            let depth = (self.levels.len() - 1 - k).min(8) as i32;
            if marker::follows(c.style, level.value, c.value) {
                let mut told = 0;
                if told_apart && self.texted(level.node) != texted {
                    told -= 8;
                }
                // … and the one whose members stand where this one does.
                if told_apart && line.hint == Hint::None && beside(level) >= nearest + 2 {
                    told -= 12;
                }
                consider(100 - depth + fit + told, k, Rule::Follows, None);
            } else if !marker::is_first(c.style, c.value) {
                let step = i64::from(c.value[0]) - i64::from(level.value[0]);
                if (2..=3).contains(&step) && (!bare || vouched) && goes != Goes::Surely {
                    consider(
                        62 - depth - step as i32 + fit,
                        k,
                        Rule::Skips,
                        Some("number-skipped"),
                    );
                } else if step <= 0 && vouched {
                    consider(60 - depth + fit, k, Rule::Repeats, Some("number-repeated"));
                } else if step > 3
                    && c.style.family == Family::Arabic
                    && !bare
                    && goes == Goes::No
                    && (self.has_compound_child(index, c)
                        || level.phrase && phrase() && line.after_blank && self.text_follows(index))
                {
                    // Clauses that were left out: 3. Term …, 10. General with its 10.1. Where the next number follows all
                    // the same, none was: this one stands out of its place.
                    if self.comes_back(index, k) {
                        consider(56 - depth + fit, k, Rule::Displaced, Some(OUT_OF_ORDER));
                    } else {
                        consider(56 - depth + fit, k, Rule::Skips, Some("number-skipped"));
                    }
                } else if step > 3 && vouched {
                    consider(52 - depth + fit, k, Rule::Skips, Some("number-skipped"));
                } else if c.style.family == Family::Article
                    && step > 0
                    && (has_caption(rest)
                        || self.caption.is_some()
                        || c.gap && goes == Goes::No && step < 30)
                {
                    consider(50 - depth, k, Rule::Skips, Some("number-skipped"));
                } else if step == 0
                    && (c.value == level.value || c.style.family != Family::Article)
                    && !bare
                    && goes == Goes::No
                    && offset == 0
                    && phrase() == level.phrase
                    && self.repeats(index, level)
                {
                    consider(48 - depth + fit, k, Rule::Repeats, Some("number-repeated"));
                } else if step <= 0
                    && goes == Goes::No
                    && offset == 0
                    && self.is_displaced_article(
                        index,
                        c,
                        level,
                        has_caption(rest) || self.caption.is_some(),
                    )
                {
                    if self.articles.contains(&c.value) {
                        consider(48 - depth + fit, k, Rule::Repeats, Some("number-repeated"));
                    } else {
                        consider(48 - depth + fit, k, Rule::Displaced, Some(OUT_OF_ORDER));
                    }
                }
            }
        }
        if same_style.is_none()
            && offset == 0
            && let Some(k) = self.with_another_mark(index, c, goes)
        {
            consider(60, k, Rule::OtherMark, Some("number-mark"));
        }
        if let Some(k) = self.question(c) {
            consider(105, k + 1, Rule::Answers, None);
        }
        if marker::is_first(c.style, c.value) {
            let confirmed = !bare
                || vouched
                || self.caption.is_some()
                || self.under_its_letter(c)
                || c.gap && goes == Goes::No && self.announced(index)
                || matches!(c.style.family, Family::RomanUpper)
                || c.gap && goes == Goes::No && self.expected(index, c)
                || self.followed(index, c);
            if confirmed && c.gap | (c.style.fence != Fence::Bare) | !bare | tight {
                match same_style {
                    // 10.1 after 3.2, where the clauses between were left out.
                    Some(k)
                        if matches!(c.style.family, Family::Compound(_))
                            && c.value > self.levels[k].value =>
                    {
                        consider(70, k, Rule::Skips, Some("number-skipped"))
                    }
                    // The level counts from one again: under the open clause, or beside it.
                    Some(k) if self.restarts_beside(k, line) => {
                        consider(70, k, Rule::Restarts, Some("number-repeated"))
                    }
                    _ => {
                        let parent = self.parent(index, c, line, offset);
                        let keep = self
                            .under_its_number(c)
                            .map_or(parent, |k| parent.min(k + 1));
                        consider(80, keep, Rule::Opens, None);
                    }
                }
            }
        } else if c.style.rank().is_some()
            && self
                .reached
                .get(&c.style)
                .is_some_and(|v| marker::follows(c.style, *v, c.value))
        {
            // 第5条 in a new chapter goes on from 第4条.
            consider(92, self.parent(index, c, line, offset), Rule::GoesOn, None);
        } else if c.style.family == Family::Arabic
            && c.value == [2, 0, 0, 0]
            && same_style.is_none_or(|k| !self.under_article(k) || self.are_items(k, line))
            && matches!(c.style.fence, Fence::Bare | Fence::Dot | Fence::Half)
            && let Some(k) = self.article()
        {
            // The first 項 bears no number: 第3条 …, ２ ….
            consider(
                if c.gap || c.style.fence != Fence::Bare || tight {
                    85
                } else {
                    30
                },
                k + 1,
                Rule::SecondParagraph,
                None,
            );
        } else if same_style.is_none()
            && (vouched
                || c.style.family == Family::Article
                    && (has_caption(rest)
                        || self.caption.is_some()
                        || c.gap && self.levels.is_empty()
                        || c.gap && goes == Goes::No && self.is_little_ahead(c))
                || (!bare || c.gap && c.value[0] == 0)
                    && goes == Goes::No
                    && self.begins_late(index, c, &phrase))
        {
            // 0. before 1. is the first number there is.
            let skipped = (c.value[0] > 0).then_some("number-skipped");
            let rule = skipped.map_or(Rule::Opens, |_| Rule::Skips);
            consider(50, self.parent(index, c, line, offset), rule, skipped);
        } else if same_style.is_none()
            && c.style.rank().is_some_and(|r| (1..=5).contains(&r))
            && c.gap
            && goes == Goes::No
            && phrase()
            && width::of(rest) <= 60
        {
            // 第2章 where the first one is missing.
            consider(
                50,
                self.parent(index, c, line, offset),
                Rule::Skips,
                Some("number-skipped"),
            );
        }
        if c.style.rank() == Some(0) {
            consider(
                if c.style.family == Family::Supplement {
                    95
                } else {
                    60
                },
                0,
                Rule::Appended,
                None,
            );
        }
        let mut reading = best?;
        reading.phrase = asked.get().copied();
        // A line that steps out to where its level stands begins anew, however full the line before is.
        let outdents = self
            .last
            .is_some_and(|l| self.lines[l].indent() >= line.indent() + 2)
            && reading.keep < self.levels.len()
            && self.levels[reading.keep].indent.abs_diff(line.indent()) <= 1;
        // A soft break of Markdown is a line of its own where a number stands behind it.
        let soft = line.soft
            && c.gap
            && (matches!(
                c.style.fence,
                Fence::Paren | Fence::Half | Fence::Bracket | Fence::Square | Fence::Angle
            ) || c.style.family == Family::Circled);
        if goes == Goes::Surely && !outdents && !soft {
            // A full line stops in mid-sentence before it.
            reading.weight -= if bare || !c.gap && c.style.fence == Fence::Dot {
                65
            } else if reading.odd.is_some() || reading.weight < 90 {
                45
            } else {
                20
            };
        } else if goes == Goes::Perhaps {
            reading.weight -= 5;
        }
        if !c.gap && bare && !tight {
            // イ directly before its text: only where it follows, in a list of the format.
            reading.weight -= if matches!(line.hint, Hint::Item(_)) && reading.weight > 95 {
                0
            } else {
                100
            };
        }
        Some(reading)
    }

    /// How well a line fits a level by what the format and the layout say.
    pub(super) fn fit(
        &self,
        level: &Level,
        line: &Line<'_>,
        phrase: &dyn Fn() -> bool,
        offset: usize,
    ) -> i32 {
        let mut fit = match (level.hint, line.hint) {
            // Two blanks under a number are meant as a level, though CommonMark wants three.
            // A paragraph at the margin ends a list to Markdown; its items go on where they stood.
            (Hint::Item(_), Hint::Item(_)) => {
                if level.indent.abs_diff(line.indent()) < 2 {
                    10
                } else {
                    -70
                }
            }
            (Hint::Heading(a), Hint::Heading(b)) => {
                if a == b {
                    10
                } else {
                    -30
                }
            }
            (Hint::Heading(_), Hint::Item(_)) | (Hint::Item(_), Hint::Heading(_)) => -70,
            (Hint::Heading(_), _) => -40,
            (_, Hint::Heading(_)) => -20,
            (Hint::Item(_), _) | (_, Hint::Item(_)) => -15,
            _ => 0,
        };
        if fit == 0 {
            fit += if phrase() == level.phrase { 4 } else { -4 };
            fit -= (level.indent.abs_diff(line.indent()).min(12) / 2) as i32;
        }
        if offset > 0 && !matches!(line.hint, Hint::Item(_)) {
            fit -= 5;
        }
        fit
    }
}

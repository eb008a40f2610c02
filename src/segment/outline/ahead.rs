//! The readings of the lines ahead, each line read once.
//!
//! In: the body lines. Out: for a line not far ahead its mark and its readings as a number. Never: looks further than
//! [`FAR`] lines, so that a text of nothing but numbers is read in linear time.

use super::super::body;
use super::super::marker::{self, Candidate};
use crate::source::Line;

/// Lines that a rule may look ahead.
pub(super) const FAR: usize = 80;
/// Slots of the ring; a power of two beyond `FAR`.
const SLOTS: usize = 128;

/// The readings of a line.
#[derive(Clone, Copy, Default)]
pub(super) struct Look {
    /// Byte after the mark of an item.
    pub(super) offset: usize,
    /// The readings behind it.
    pub(super) readings: marker::Candidates,
    /// The reading as a number directly before its text, in a text that is set so.
    pub(super) tight: Option<Candidate>,
}

/// A ring of readings from the line in hand on.
pub(super) struct Ahead {
    slots: Box<[Look; SLOTS]>,
    read: usize,
    tight: bool,
}

impl Ahead {
    pub(super) fn new(tight: bool) -> Self {
        Self {
            slots: Box::new([Look::default(); SLOTS]),
            read: 0,
            tight,
        }
    }

    /// Reads on, so that [`Self::at`] answers up to [`FAR`] lines beyond `index`.
    pub(super) fn reach(&mut self, lines: &[&Line<'_>], index: usize) {
        let end = (index + FAR + 1).min(lines.len());
        while self.read < end {
            let text = lines[self.read].text.as_ref();
            let offset = body::bullet(text).unwrap_or(0);
            let readings = marker::candidates(&text[offset..]);
            let tight = Some(&text[offset..])
                .filter(|_| self.tight && readings.is_empty())
                .and_then(marker::tight);
            self.slots[self.read % SLOTS] = Look {
                offset,
                readings,
                tight,
            };
            self.read += 1;
        }
    }

    /// The readings of a line that was reached.
    pub(super) fn at(&self, index: usize) -> &Look {
        &self.slots[index % SLOTS]
    }
}

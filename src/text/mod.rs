//! Text: what a character, a numeral, a date and a sentence are in Japanese.
//!
//! In: strings as they stand in a source. Out: comparison keys, numbers, dates, byte ranges.
//! Never: changes a stored character (a folded text is a key, not a replacement), knows clauses,
//! or does I/O.

pub mod date;
pub mod decode;
pub mod fold;
pub mod letters;
pub mod needle;
pub mod numeral;
pub mod sentence;
pub mod signs;
pub mod style;
pub mod width;

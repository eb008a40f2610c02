//! kaitei (改定): every version of a policy text as numbered clauses, and what each revision changed.
//!
//! The way the data takes, one direction only; each room may import only rooms above it:
//!
//! 1. [`text`] says what a character, a numeral, a date and a sentence are in Japanese;
//! 2. [`document`] is the clause tree and its canonical Markdown, inert data;
//! 3. [`source`] reads one file format into lines with layout hints;
//! 4. [`segment`] turns lines into a [`document::Document`] and diagnostics;
//! 5. [`corpus`] keeps the versions in git, by the day they took effect;
//! 6. [`diff`] pairs the clauses of two documents and says what happened to each;
//! 7. [`compare`] puts several companies' texts side by side;
//! 7. [`amend`] writes a revision as an amending text (改め文), and applies such a text;
//! 8. [`report`] puts that into the words and formats that leave the house.
//! 7. [`report`] puts that into the words and formats that leave the house;
//! 8. [`site`] makes the "what changed" pages of a corpus.
//! 7. [`amend`] writes a revision as an amending text (改め文), and applies such a text;
//! 8. [`report`] puts that into the words and formats that leave the house;
//! 9. [`site`] makes the "what changed" pages of a corpus.
//!
//! The library never prints, never reads the environment and never takes the clock.

pub mod text;

pub mod document;
pub mod source;

pub mod segment;

pub mod corpus;

pub mod diff;

pub mod amend;
pub mod compare;

pub mod report;

pub mod site;

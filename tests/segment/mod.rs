//! Segmenting: cases as files.

mod accuracy;
mod cases;
mod dump;
mod laws;
mod maker;

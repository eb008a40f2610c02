//! Segmenting: cases as files.

mod accuracy;
mod cases;
mod dump;
mod hold;
mod laws;
mod maker;

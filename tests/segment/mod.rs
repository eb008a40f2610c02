//! Segmenting: cases as files.

mod cases;
mod dump;
mod laws;

//! The `kaitei` command.
fn main() {}

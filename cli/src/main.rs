//! The `sealwright` program.

fn main() {}

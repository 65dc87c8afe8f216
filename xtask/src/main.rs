//! The chores of the project: `cargo xtask test | lint | bench | fuzz`.

fn main() {}

//! The layers of the house, and what core may not touch. These tests read the sources and the dependency tree.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "all of this is test code")]

mod layers;
mod tree;

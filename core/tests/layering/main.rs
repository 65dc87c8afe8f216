//! The layers of the house, and what core may not touch. These tests read the sources and the dependency tree.

mod layers;
mod tree;

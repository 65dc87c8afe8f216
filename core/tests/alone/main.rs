//! For each check a bundle in which only that check fails, and it fails with that check's code.

#![cfg(test)]

mod faults;
mod judge;
mod policies;
mod right;

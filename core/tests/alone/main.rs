//! For each check a bundle in which only that check fails, and it fails with that check's code.

#![cfg(test)]

mod advisories;
mod batch;
mod faults;
mod judge;
mod layers;
mod masked;
#[path = "../support/patience.rs"]
mod patience;
mod policies;
mod right;
mod strays;
mod unlogged;

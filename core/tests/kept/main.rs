//! The authority in a directory, as its callers see it.

#![cfg(test)]

mod place;
mod several;
mod signing;

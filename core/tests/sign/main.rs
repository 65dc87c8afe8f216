//! What is signed here verifies here, and says what was asked for.

#![cfg(test)]

mod keys;

//! Provenance of a local authority is judged: what is right passes, and each thing that is wrong is refused with its own
//! code and no other.

#![cfg(test)]

mod advisories;
mod builders;
mod claims;
mod dependencies;
mod expectations;
mod packages;
mod publish;
mod scene;
mod together;

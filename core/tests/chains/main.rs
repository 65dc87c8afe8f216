//! Certificates made here, each wrong in one way: what published advisories tell to test, and hostile pools.

// For clippy, which takes functions outside #[test] for a program's otherwise.
#[cfg(test)]
mod forge;
#[cfg(test)]
mod hostile;
#[cfg(test)]
#[path = "../support/patience.rs"]
mod patience;
#[cfg(test)]
mod rules;

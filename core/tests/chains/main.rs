//! Certificates made here, each wrong in one way: what published advisories tell to test, and hostile pools.

mod forge;
mod hostile;
mod rules;

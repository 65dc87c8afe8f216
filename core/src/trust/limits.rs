//! How much of everything a trusted root may hold.

/// Bytes of the JSON. python-tuf's default for a target file's metadata.
pub(crate) const MAX_TRUSTED_ROOT: usize = 5_000_000;
/// Logs of either kind; the public roots have ten at most.
pub(crate) const MAX_LOGS: usize = 256;
/// Authorities of either kind; the public roots have ten at most.
pub(crate) const MAX_AUTHORITIES: usize = 256;

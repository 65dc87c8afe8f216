//! Speed of the core, beside its peers.

//! The Update Framework.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "all of this is test code")]

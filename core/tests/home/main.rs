//! The authority in a directory, as its callers see it.

mod place;
mod several;
mod signing;

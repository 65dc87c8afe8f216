//! `Builders`: which builders are trusted.

use napi::Result;
use napi_derive::napi;

use crate::error::thrown;

/// The registry of builders: data, not code. A builder of your own is an entry in a file of your own.
///
/// Anybody can write provenance that claims any builder: it counts only if the signature is that builder's own. An entry
/// says how a builder is recognised by what it signs with, which ids and build types are its own, and up to which level
/// of SLSA's build track it is trusted; that trust is a decision of whoever writes the entry.
#[napi]
pub struct Builders(pub(crate) sealwright::Builders);

#[napi]
impl Builders {
    /// Those that were known when this release was made.
    #[napi(factory, catch_unwind)]
    pub fn embedded() -> Result<Self> {
        sealwright::Builders::embedded().map(Self).map_err(thrown)
    }

    /// Reads a file of builders, in TOML, at most 1 MiB. Throws a `PolicyError`.
    #[napi(factory, catch_unwind)]
    pub fn from_toml(text: String) -> Result<Self> {
        sealwright::Builders::from_toml(&text).map(Self).map_err(thrown)
    }

    /// These and the others.
    #[napi(catch_unwind)]
    pub fn and(&self, other: &Builders) -> Self {
        Self(self.0.clone().and(other.0.clone()))
    }
}

//! `EvidenceDemand`.

use napi_derive::napi;
use sealwright::{LogDemand, SctDemand};
use sealwright_bindings::{time_source_text, unlogged_text};

/// What must prove that, and when, a signature was made.
#[napi]
pub struct EvidenceDemand(pub(crate) sealwright::EvidenceDemand);

#[napi]
impl EvidenceDemand {
    /// How many transparency logs must have the signature; `null` is as the trusted root offers, 0 none at all.
    #[napi(getter, catch_unwind, ts_return_type = "number | null")]
    pub fn log(&self) -> Option<u8> {
        match self.0.log {
            LogDemand::AsTheRootOffers => None,
            LogDemand::AtLeast(number) => Some(number.get()),
            LogDemand::NoneDangerous => Some(0),
        }
    }

    /// How many CT logs must have the certificate; `null` is as the trusted root offers, 0 none at all.
    #[napi(getter, catch_unwind, ts_return_type = "number | null")]
    pub fn sct(&self) -> Option<u8> {
        match self.0.sct {
            SctDemand::AsTheRootOffers => None,
            SctDemand::AtLeast(number) => Some(number.get()),
            SctDemand::NoneDangerous => Some(0),
        }
    }

    /// How many timestamp authorities must have seen the signature.
    #[napi(getter, catch_unwind)]
    pub fn timestamps(&self) -> u8 {
        self.0.timestamps
    }

    /// What may say when the signature was made.
    #[napi(getter, catch_unwind, ts_return_type = "TimeSource")]
    pub fn time(&self) -> &'static str {
        time_source_text(self.0.time)
    }

    /// Whether evidence that no witness has seen is accepted.
    #[napi(getter, catch_unwind, ts_return_type = "Unlogged")]
    pub fn unlogged(&self) -> &'static str {
        unlogged_text(self.0.unlogged)
    }
}

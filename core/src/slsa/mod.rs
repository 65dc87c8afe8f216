//! SLSA: verification summaries.

mod vsa;

pub use vsa::{
    KeyIdError, LevelError, NewSummary, NewSummaryError, SlsaLevel, SummaryError, VsaExpectations, VsaExpectationsError,
};

//! Verification summaries (slsa-framework/slsa v1.2: spec/verification_summary.md), made and verified.

mod dependencies;
mod error;
mod expectations;
mod level;
mod make;

#[cfg(test)]
#[cfg(feature = "sign")]
mod tests;

pub use error::{SummaryError, VsaExpectationsError};
pub use expectations::VsaExpectations;
pub use level::{LevelError, SlsaLevel};
pub use make::{NewSummary, NewSummaryError};

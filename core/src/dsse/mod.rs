//! DSSE envelopes: a payload, what it is, and who signed both (secure-systems-lab/dsse: protocol.md, envelope.md).

mod envelope;
mod json;

pub(crate) use envelope::Sealed;
pub use envelope::{Envelope, EnvelopeError, EnvelopeSignature};

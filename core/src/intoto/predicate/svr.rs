//! Simple verification results v0.1 and v0.2 (in-toto/attestation: spec/predicates/svr.md).

use super::record::record;
use super::value::Timestamp;
use crate::intoto::ResourceDescriptor;

record! {
    /// Properties that somebody verified, v0.1.
    ResultV0_1 {
        /// Who verified.
        verifier: VerifierV0_1 = "verifier" required,
        /// When.
        time_created: Timestamp = "timeCreated" required,
        /// What was found to hold.
        properties: Vec<String> = "properties" required,
    }

    /// Who verified, v0.1.
    VerifierV0_1 {
        /// Its identity; a URI.
        id: String = "id" required,
    }

    /// Properties that somebody verified, v0.2.
    ResultV0_2 {
        /// Who verified.
        verifier: VerifierV0_2 = "verifier" required,
        /// When.
        time_created: Timestamp = "timeCreated" required,
        /// What was found to hold.
        properties: Vec<String> = "properties" required,
    }

    /// Who verified, v0.2.
    VerifierV0_2 {
        /// Its identity; a URI.
        id: String = "id" required,
        /// Under which policies; there may be none, but that must be said.
        policies: Vec<ResourceDescriptor> = "policies" required,
    }
}

//! Verification summaries v0.2 (slsa-framework/slsa, branch releases/v0.2: spec/verification_summary.md).

use super::record::record;
use super::value::{DigestSet, Entries, Integer, Timestamp};
use super::vsa::{VerificationResult, Verifier};

record! {
    /// That somebody verified an artifact under a policy, and what came of it.
    VerificationSummary {
        /// Who verified.
        verifier: Verifier = "verifier" required,
        /// When.
        time_verified: Timestamp = "time_verified" required,
        /// The resource as which the artifact was verified; a URI.
        resource_uri: String = "resource_uri" required,
        /// Under which policy.
        policy: Policy = "policy" required,
        /// The attestations that this rests on.
        input_attestations: Vec<InputAttestation> = "input_attestations",
        /// Whether the artifact passed.
        verification_result: VerificationResult = "verification_result" required,
        /// The level that the policy asks for.
        policy_level: String = "policy_level" required,
        /// How many dependencies have each level.
        dependency_levels: Entries<Integer> = "dependency_levels" required,
    }

    /// A policy.
    Policy {
        /// What it is; a URI.
        uri: String = "uri" required,
        /// Its digests.
        digest: DigestSet = "digest",
    }

    /// An attestation that a summary rests on.
    InputAttestation {
        /// Where it is; a URI.
        uri: String = "uri" required,
        /// Its digests.
        digest: DigestSet = "digest" required,
    }
}

//! Verification summaries v1 (slsa-framework/slsa v1.2: spec/verification_summary.md).

use super::read::Broken;
use super::record::record;
use super::value::{Entries, Integer, Timestamp, words};
use crate::intoto::ResourceDescriptor;

record! {
    /// That somebody verified artifacts under a policy, and what came of it.
    VerificationSummary [complete] {
        /// Who verified.
        verifier: Verifier = "verifier" required,
        /// When.
        time_verified: Option<Timestamp> = "timeVerified",
        /// The resource as which the artifacts were verified; a URI.
        resource_uri: String = "resourceUri" required,
        /// Under which policy; it has a URI.
        policy: ResourceDescriptor = "policy" required,
        /// All the attestations that this rests on, if any is named; each has a digest.
        input_attestations: Vec<ResourceDescriptor> = "inputAttestations",
        /// Whether the artifacts passed.
        verification_result: VerificationResult = "verificationResult" required,
        /// The highest level of each track, and other properties that were verified.
        verified_levels: Vec<String> = "verifiedLevels" required,
        /// How many dependencies have each level: empty says that there are none, `None` says nothing.
        dependency_levels: Option<Entries<Integer>> = "dependencyLevels",
        /// The version of SLSA that the verifier went by, for example `1.2`.
        slsa_version: Option<String> = "slsaVersion",
    }

    /// Who verified.
    Verifier {
        /// Its identity; a URI.
        id: String = "id" required,
        /// Versions of its components.
        version: Entries<String> = "version",
    }
}

words! {
    /// What came of a verification.
    VerificationResult {
        /// The artifacts meet the policy.
        Passed = "PASSED",
        /// They do not.
        #[default]
        Failed = "FAILED",
    }
}

/// verification_summary.md: the policy "MUST contain a `uri`", and each input attestation "MUST contain a `digest`".
fn complete(summary: &VerificationSummary) -> Result<(), Broken> {
    if summary.policy.uri.is_none() {
        return Err(Broken { field: "policy.uri", expected: "a URI" });
    }
    if summary.input_attestations.iter().any(|input| input.digest.is_empty()) {
        return Err(Broken { field: "inputAttestations", expected: "a digest of each attestation" });
    }
    Ok(())
}

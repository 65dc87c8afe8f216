use sigstore_verify::trust_root::TrustedRoot;
use sigstore_verify::types::{Artifact, ArtifactDigest, Bundle, HashAlgorithm};
use sigstore_verify::{VerificationPolicy, Verifier};

use crate::{Case, Result, signature};

/// A case as `sigstore-verify` takes it: verifier, policy and digest are ready, the bundle is parsed every time.
pub struct Peer<'c> {
    verifier: Verifier,
    policy: VerificationPolicy,
    digest: ArtifactDigest,
    bundle: &'c str,
}

impl<'c> Peer<'c> {
    /// Everything that is done once; verified once, so that what is measured is known to succeed.
    pub fn new(case: &'c Case) -> Result<Self> {
        let root = TrustedRoot::from_json(std::str::from_utf8(&case.root)?)?;
        let (algorithm, digest) = signature::digest(&case.digest)?;
        let algorithm = match algorithm {
            "sha256" => HashAlgorithm::Sha2256,
            "sha512" => HashAlgorithm::Sha2512,
            other => return Err(format!("the peer takes no {other}").into()),
        };
        let peer = Self {
            verifier: Verifier::new(&root)?,
            policy: VerificationPolicy::new(case.identity.as_str(), case.issuer.as_str()),
            digest: ArtifactDigest::new(algorithm, digest)?,
            bundle: std::str::from_utf8(&case.bundle)?,
        };
        peer.verify().map(|()| peer)
    }

    /// Parses the bundle and verifies it.
    pub fn verify(&self) -> Result<()> {
        let bundle = Bundle::from_json(self.bundle)?;
        let verified = self.verifier.verify(Artifact::from_digest(self.digest.clone()), &bundle, &self.policy)?;
        std::hint::black_box(verified);
        Ok(())
    }
}

/// What the peer does from a trusted root's JSON to a verifier.
pub fn peer_builds_a_verifier(root: &[u8]) -> Result<()> {
    let verifier = Verifier::new(&TrustedRoot::from_json(std::str::from_utf8(root)?)?)?;
    std::hint::black_box(verifier);
    Ok(())
}

use std::sync::Arc;

use super::checks::{certificate, log, policy, signature, time};
use super::evidence::Evidence;
use super::outcome::{Content, Refusal, Verified, conclude};
use crate::bundle::Bundle;
use crate::check::{Check, Explain};
use crate::crypto::{SignatureCache, SignatureChecks};
use crate::digest::Artifact;
use crate::policy::Policy;
use crate::time::UnixTime;
use crate::trust::{Instance, TrustError, TrustRoot};

/// Verifies bundles against a trusted root. Build it once: it is cheap to share between threads.
#[derive(Clone, Debug)]
pub struct Verifier {
    trust: TrustRoot,
    /// What [`Self::verify_all`] remembers from bundle to bundle.
    pub(super) cache: Arc<SignatureCache>,
}

/// What one verification is about.
pub(super) struct Case<'a> {
    pub(super) artifact: &'a Artifact,
    pub(super) bundle: &'a Bundle,
    pub(super) policy: &'a Policy,
    /// The Sigstore instance that the bundle names; evidence of two instances never mixes.
    pub(super) instance: &'a Instance,
    pub(super) now: UnixTime,
    pub(super) signatures: &'a SignatureChecks<'a>,
}

impl Verifier {
    /// A verifier that trusts what this root names.
    pub fn new(trust: &TrustRoot) -> Result<Self, TrustError> {
        Ok(Self { trust: trust.clone(), cache: Arc::default() })
    }

    /// Verifies that the bundle is evidence about this artifact that the policy accepts, as of `now`.
    ///
    /// Every check is made, also after one failed, so that a refusal names all that is wrong.
    /// `now` bounds the times that are believed; a policy that says [`Policy::at`] replaces it.
    pub fn verify(
        &self,
        artifact: &Artifact,
        bundle: &Bundle,
        policy: &Policy,
        now: UnixTime,
    ) -> Result<Verified<Content>, Refusal> {
        self.verify_with(artifact, bundle, policy, now, &SignatureChecks::new())
    }

    /// Reads a bundle and verifies it; one that cannot be read is refused with `bundle.*`.
    pub fn verify_json(
        &self,
        artifact: &Artifact,
        bundle: &[u8],
        policy: &Policy,
        now: UnixTime,
    ) -> Result<Verified<Content>, Refusal> {
        let bundle = Bundle::from_json(bundle).map_err(|error| Refusal::malformed(artifact, &error))?;
        self.verify(artifact, &bundle, policy, now)
    }

    pub(super) fn verify_with(
        &self,
        artifact: &Artifact,
        bundle: &Bundle,
        policy: &Policy,
        now: UnixTime,
        signatures: &SignatureChecks<'_>,
    ) -> Result<Verified<Content>, Refusal> {
        let now = policy.as_of().unwrap_or(now);
        let instance = self.trust.choose(bundle);
        let case = Case { artifact, bundle, policy, instance, now, signatures };
        let mut evidence = Evidence::new(artifact);
        // Client spec, "Verification": signature and subject, then time, certificate, log, and the policy last;
        // here each step runs whatever came of the others.
        let signer = signature::check(&case, &mut evidence);
        time::timestamps(&case, &mut evidence);
        log::entries(&case, signer.as_ref(), &mut evidence);
        time::established(&case, signer.as_ref(), &mut evidence);
        certificate::check(&case, &mut evidence);
        let content = signature::content(&case, &mut evidence);
        policy::check(&case, signer.as_ref(), content.as_ref(), &mut evidence);
        conclude(evidence, content)
    }

    /// Refuses evidence that cannot even be given to [`Self::verify`].
    pub(crate) fn refuse<T>(artifact: &Artifact, error: &dyn Explain) -> Result<Verified<T>, Refusal> {
        let mut evidence = Evidence::new(artifact);
        evidence.checks.push(Check::fail(error));
        conclude(evidence, None)
    }
}

//! What a policy looks at, read once from what signed.

use crate::crypto::PublicKey;

/// Who signed, as the bundle proves it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SignerFacts<'a> {
    /// A certificate that chains to a trusted authority.
    Certificate(CertificateFacts<'a>),
    /// A key, without a certificate.
    Key(&'a PublicKey),
}

/// The kind of a certificate's identity.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum SanKind {
    Email,
    Uri,
    /// `user!domain`, Fulcio's otherName.
    Name,
}

/// The number of Fulcio's extensions, 1.3.6.1.4.1.57264.1.1 to .24 and a place for none.
const CLAIMS: usize = 25;

/// The identity and the claims of a Fulcio certificate.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct CertificateFacts<'a> {
    pub(super) san: Option<(SanKind, &'a str)>,
    pub(super) issuer: Option<&'a str>,
    pub(super) claims: [Option<&'a str>; CLAIMS],
    pub(super) serial: &'a [u8],
    pub(super) fingerprint: Option<[u8; 32]>,
    pub(super) key: Option<[u8; 32]>,
}

/// A claim that a policy can demand: its extension, and the one that older certificates have in its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Claim {
    RunnerEnvironment,
    SourceRepository,
    SourceDigest,
    SourceRef,
    SourceRepositoryId,
    SourceOwnerId,
    BuildConfig,
    BuildTrigger,
    RunInvocation,
    Visibility,
    Environment,
}

impl Claim {
    /// Last arc of the OID, that of the deprecated one, and the name.
    fn row(self) -> (usize, Option<usize>, &'static str) {
        // sigstore/fulcio docs/oid-info.md
        match self {
            Self::RunnerEnvironment => (11, None, "runner environment"),
            Self::SourceRepository => (12, Some(5), "source repository"),
            Self::SourceDigest => (13, Some(3), "source commit"),
            Self::SourceRef => (14, Some(6), "source ref"),
            Self::SourceRepositoryId => (15, None, "source repository id"),
            Self::SourceOwnerId => (17, None, "source owner id"),
            Self::BuildConfig => (18, None, "build config"),
            Self::BuildTrigger => (20, Some(2), "build trigger"),
            Self::RunInvocation => (21, None, "run invocation"),
            Self::Visibility => (22, None, "source visibility"),
            Self::Environment => (23, None, "deployment environment"),
        }
    }

    pub(super) fn name(self) -> &'static str {
        self.row().2
    }
}

impl<'a> CertificateFacts<'a> {
    /// The claim, or what older certificates have in its place.
    pub(super) fn claim(&self, claim: Claim) -> Option<&'a str> {
        let (now, before, _) = claim.row();
        let at = |number: usize| self.claims.get(number).copied().flatten();
        at(now).or_else(|| at(before?))
    }
}

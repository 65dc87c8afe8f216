//! What a policy looks at, read once from what signed.

use crate::crypto::PublicKey;
use crate::x509::{Certificate, SubjectAltName};

/// Who signed, as the bundle proves it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SignerFacts<'a> {
    /// A certificate that chains to a trusted authority.
    Certificate(&'a CertificateFacts<'a>),
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

/// Fulcio's extensions, 1.3.6.1.4.1.57264.1.1 to .24, and a place for none.
const CLAIMS: usize = 25;

/// The identity and the claims of a Fulcio certificate.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct CertificateFacts<'a> {
    pub(super) san: Option<(SanKind, &'a str)>,
    pub(super) issuer: Option<&'a str>,
    pub(super) claims: [Option<&'a str>; CLAIMS],
    pub(super) serial: &'a [u8],
    pub(super) der: &'a [u8],
    /// SubjectPublicKeyInfo.
    pub(super) key: &'a [u8],
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
    /// What a verified certificate says.
    pub(crate) fn of(certificate: &'a Certificate) -> Self {
        // A certificate with several names, or of another kind, names nobody.
        let san = certificate.identity().ok().and_then(|name| match name {
            SubjectAltName::Email(text) => Some((SanKind::Email, text)),
            SubjectAltName::Uri(text) => Some((SanKind::Uri, text)),
            SubjectAltName::Username(text) => Some((SanKind::Name, text)),
            _ => None,
        });
        let mut claims = [None; CLAIMS];
        for claim in certificate.claims().iter() {
            if let Some(place) = claims.get_mut(usize::from(claim.arc)) {
                *place = Some(claim.value);
            }
        }
        Self {
            san,
            issuer: certificate.issuer_claim(),
            claims,
            serial: certificate.serial(),
            der: certificate.der(),
            key: certificate.spki_der(),
        }
    }

    /// The claim, or what older certificates have in its place.
    pub(super) fn claim(&self, claim: Claim) -> Option<&'a str> {
        let (now, before, _) = claim.row();
        let at = |number: usize| self.claims.get(number).copied().flatten();
        at(now).or_else(|| at(before?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Status;
    use crate::encoding::base64;
    use crate::policy::{Identity, Policy};

    const GITHUB: &str = "https://token.actions.githubusercontent.com";

    /// The certificate of a bundle.
    fn certificate(name: &str) -> Certificate {
        let path = format!("{}/../testdata/bundles/{name}", env!("CARGO_MANIFEST_DIR"));
        let bundle: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let material = &bundle["verificationMaterial"];
        let one = &material["certificate"]["rawBytes"];
        let first = &material["x509CertificateChain"]["certificates"][0]["rawBytes"];
        let text = one.as_str().or(first.as_str()).unwrap();
        Certificate::from_der(base64::decode(text).unwrap()).unwrap()
    }

    fn failed(name: &str, identity: Identity) -> Vec<&'static str> {
        let certificate = certificate(name);
        let policy = Policy::signed_by(identity).unwrap();
        let checks = policy.check_signer(&SignerFacts::Certificate(&CertificateFacts::of(&certificate)), &[]);
        checks.into_iter().filter(|check| check.status == Status::Fail).map(|check| check.code.as_str()).collect()
    }

    #[test]
    fn a_real_workflow_is_accepted_by_its_repository_workflow_and_tag() {
        let name = "bundle_v3_github.whl.sigstore";
        let app = || Identity::github("trailofbits/rfc8785.py");
        assert!(failed(name, app().workflow("release.yml").tag("v0.*")).is_empty());
        assert!(failed(name, app().trigger("release").runner("github-hosted").visibility("public")).is_empty());
        assert_eq!(failed(name, app().tag("v1.*")), ["identity.san", "identity.claim"]);
        assert_eq!(failed(name, app().trigger("push")), ["identity.claim"]);
        assert_eq!(failed(name, Identity::github("evil/rfc8785.py")), ["identity.san", "identity.claim"]);
        assert!(failed(name, Identity::glob("https://github.com/trailofbits/**@refs/tags/*", GITHUB)).is_empty());
        assert!(failed(name, Identity::regex(r"https://github\.com/trailofbits/.+", GITHUB)).is_empty());
    }

    #[test]
    fn another_real_workflow_is_accepted_whatever_the_case_of_its_repository() {
        let name = "github_build_provenance_jdx_mise.json";
        assert!(failed(name, Identity::github("JDX/mise").workflow("release.yml").tag("v2026.*")).is_empty());
        assert!(failed(name, Identity::github_owner("jdx")).is_empty());
        assert_eq!(failed(name, Identity::github("jdx/mise").branch("main")), ["identity.san", "identity.claim"]);
    }

    #[test]
    fn a_real_person_and_a_real_user_name_are_accepted() {
        let person = certificate("bundle_v3.json");
        let issuer = person.issuer_claim().unwrap();
        assert!(failed("bundle_v3.json", Identity::exact("william@yossarian.net", issuer)).is_empty());
        assert!(failed("bundle_v3.json", Identity::glob("*@yossarian.net", issuer)).is_empty());
        assert_eq!(failed("bundle_v3.json", Identity::exact("william@yossarian.net", GITHUB)), ["identity.issuer"]);
        assert_eq!(failed("bundle_v3.json", Identity::exact("William@yossarian.net", issuer)), ["identity.san"]);

        let user = certificate("othername.sigstore.json");
        let issuer = user.issuer_claim().unwrap();
        assert!(failed("othername.sigstore.json", Identity::exact("foo!oidc.local", issuer)).is_empty());
        assert!(failed("othername.sigstore.json", Identity::glob("*!oidc.local", issuer)).is_empty());
        assert_eq!(failed("othername.sigstore.json", Identity::glob("*!oidc.example", issuer)), ["identity.san"]);
    }
}

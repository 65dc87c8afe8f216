//! Made-up certificates, and policies that are right in all but one thing.

mod deny;
mod identity;
mod pattern;
mod publisher;
mod signer;

use super::facts::SanKind;
use super::*;
use crate::check::Status;
use crate::crypto::PublicKey;

const GITHUB: &str = "https://token.actions.githubusercontent.com";
const SAN: &str = "https://github.com/Octo/app/.github/workflows/release.yml@refs/tags/v1.2.3";
const KEY: &str = include_str!("../../../../testdata/bundles/managed-key.pub");
const OTHER_KEY: &str = "-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAfU0Of2FTpptiQrUiq77mhf2kQg+INLEIw72uNp71Sfo=
-----END PUBLIC KEY-----";

/// The certificate of a GitHub workflow at a tag.
fn github() -> CertificateFacts<'static> {
    let mut facts = CertificateFacts { san: Some((SanKind::Uri, SAN)), issuer: Some(GITHUB), ..Default::default() };
    for (number, value) in [
        (11, "github-hosted"),
        (12, "https://github.com/Octo/app"),
        (13, "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        (14, "refs/tags/v1.2.3"),
        (15, "1296269"),
        (17, "583231"),
        (18, SAN),
        (20, "push"),
        (21, "https://github.com/Octo/app/actions/runs/4711/attempts/1"),
        (22, "public"),
        (23, "production"),
    ] {
        facts.claims[number] = Some(value);
    }
    facts.serial = &[0x1a, 0x2b];
    facts.der = b"certificate";
    facts.key = b"key";
    facts
}

fn person(email: &'static str, issuer: &'static str) -> CertificateFacts<'static> {
    CertificateFacts { san: Some((SanKind::Email, email)), issuer: Some(issuer), ..Default::default() }
}

/// A build of `workflow` that signs, called from the repository that `github()` names.
fn called(workflow: &'static str) -> CertificateFacts<'static> {
    CertificateFacts { san: Some((SanKind::Uri, workflow)), ..github() }
}

fn failures(policy: &Policy, facts: CertificateFacts<'_>) -> Vec<Check> {
    let checks = policy.check_signer(&SignerFacts::Certificate(&facts), &[]);
    assert!(!checks.is_empty());
    checks.into_iter().filter(|check| check.status == Status::Fail).collect()
}

fn codes(identity: Identity, facts: CertificateFacts<'_>) -> Vec<&'static str> {
    let policy = Policy::signed_by(identity).unwrap();
    failures(&policy, facts).into_iter().map(|check| check.code.as_str()).collect()
}

fn app() -> Identity {
    Identity::github("octo/app")
}

fn key(pem: &str) -> PublicKey {
    PublicKey::from_pem(pem).unwrap()
}

//! Keys, without a log or a timestamp.

use std::sync::Arc;

use sealwright::sign::{Signer, SigningProblem, Stage};
use sealwright::{
    Artifact, Bundle, BundleContent, Code, Content, Digest, DigestAlgorithm, DigestAlgorithms, KeyKind, NewSubject,
    Policy, PrivateKey, PublicKey, SignError, SigningKey, Statement, TrustRoot, UnixTime, Verifier,
};

const NOW: UnixTime = UnixTime::from_secs(1_795_262_400);
const KINDS: [KeyKind; 5] =
    [KeyKind::EcdsaP256, KeyKind::EcdsaP384, KeyKind::EcdsaP521, KeyKind::Ed25519, KeyKind::Rsa { bits: 3072 }];

fn verifier() -> Verifier {
    Verifier::new(&TrustRoot::sigstore().unwrap()).unwrap()
}

fn signer(key: impl SigningKey + 'static) -> Signer {
    Signer::key(Arc::new(key), verifier(), || NOW)
}

fn artifact(bytes: &[u8]) -> Artifact {
    Artifact::from_reader_with(
        bytes,
        DigestAlgorithm::ALL.into_iter().fold(DigestAlgorithms::default(), DigestAlgorithms::with),
    )
    .unwrap()
}

fn statement() -> Statement {
    let digest = DigestAlgorithm::Sha256.digest(b"the artifact");
    let subject = NewSubject { name: "app".to_owned(), digests: vec![("sha256".to_owned(), digest.to_hex())] };
    Statement::new(&[subject], "https://example.com/tested/v1", "{\"passed\":true}").unwrap()
}

#[test]
fn every_kind_of_key_signs_artifacts_and_statements() {
    for kind in KINDS {
        let key = PrivateKey::generate(kind).unwrap();
        let public = key.public_key().clone();
        let signer = signer(key);
        let policy = Policy::key(public.clone()).unlogged_dangerous();
        for (json, is_statement) in
            [(signer.sign(&artifact(b"the artifact")).unwrap(), false), (signer.attest(&statement()).unwrap(), true)]
        {
            assert!(json.ends_with("}\n") && json.lines().count() == 1);
            let verify =
                |bytes: &[u8], policy: &Policy| verifier().verify_json(&artifact(bytes), json.as_bytes(), policy, NOW);
            let verified = verify(b"the artifact", &policy).unwrap();
            assert_eq!(matches!(verified.content(), Content::Statement(_)), is_statement, "{kind}");
            let other = if is_statement { Code::SubjectDigest } else { Code::SignatureArtifact };
            assert_eq!(verify(b"another", &policy).unwrap_err().code(), other, "{kind}");
            // Nobody has seen it but the signer.
            let logged = verify(b"the artifact", &Policy::key(public.clone())).unwrap_err();
            assert!(logged.failures().iter().any(|check| check.code == Code::LogMissing), "{kind}");
        }
    }
}

#[test]
fn a_statement_is_signed_as_it_is() {
    let json = signer(PrivateKey::generate(KeyKind::EcdsaP256).unwrap()).attest(&statement()).unwrap();
    let bundle = Bundle::from_json(json.as_bytes()).unwrap();
    let BundleContent::Envelope(envelope) = bundle.content() else { panic!("an envelope") };
    assert_eq!(envelope.payload(), statement().json().as_bytes());
    assert_eq!(envelope.payload_type(), "application/vnd.in-toto+json");
}

#[test]
fn an_artifact_without_the_digest_that_the_key_signs_is_an_error() {
    let signer = signer(PrivateKey::generate(KeyKind::EcdsaP384).unwrap());
    assert_eq!(signer.digest_algorithm(), DigestAlgorithm::Sha384);
    // Bytes in memory are hashed when somebody asks.
    assert!(signer.sign(&Artifact::from_bytes(*b"the artifact")).is_ok());
    let digest = DigestAlgorithm::Sha256.digest(b"the artifact");
    let error = signer.sign(&Artifact::from_digest(digest)).unwrap_err();
    assert_eq!(error.stage(), Stage::Sign);
    assert!(matches!(error.problem(), SigningProblem::Digest { wanted: DigestAlgorithm::Sha384 }), "{error}");
}

/// One that signs something else.
struct Liar(PrivateKey);

impl SigningKey for Liar {
    fn public_key(&self) -> &PublicKey {
        self.0.public_key()
    }

    fn sign_digest(&self, _: &Digest) -> Result<Vec<u8>, SignError> {
        self.0.sign_digest(&DigestAlgorithm::Sha256.digest(b"something else"))
    }
}

#[test]
fn what_does_not_verify_is_never_given_out() {
    let signer = signer(Liar(PrivateKey::generate(KeyKind::EcdsaP256).unwrap()));
    for error in [signer.sign(&artifact(b"the artifact")).unwrap_err(), signer.attest(&statement()).unwrap_err()] {
        assert_eq!(error.stage(), Stage::Verify, "{error}");
        assert!(matches!(error.problem(), SigningProblem::Refused(_)), "{error}");
    }
}

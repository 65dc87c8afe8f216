use sealwright::keys::FunctionKey;
use sealwright::{Digest, DigestAlgorithm, PrivateKey, SignError, SigningKey};

use crate::{private, public, signs_for};

/// A KMS that has this key.
fn held(private: PrivateKey, public: &str) -> impl SigningKey {
    let sign = move |digest: &Digest| private.sign_digest(digest).map_err(|error| error.to_string());
    FunctionKey::new("the KMS", crate::public(public), sign)
}

#[test]
fn a_function_signs_what_its_key_signs() {
    for name in ["p256", "p384", "p521", "rsa-2048"] {
        let file = format!("{name}.pem");
        signs_for(&held(private(&file), name), &public(name));
    }
}

#[test]
fn a_function_with_an_ed25519_key_signs_digests_and_no_envelopes() {
    let key = held(private("ed25519.pem"), "ed25519");
    assert_eq!(key.digest_algorithm(), DigestAlgorithm::Sha512);
    let digest = DigestAlgorithm::Sha512.digest(b"message");
    let signature = key.sign_digest(&digest).unwrap();
    let scheme = sealwright::Scheme::Ed25519ph;
    assert_eq!(key.public_key().verify_digest(scheme, &digest, &signature), Ok(()));
    assert!(matches!(key.sign_digest(&DigestAlgorithm::Sha256.digest(b"")), Err(SignError::Scheme { .. })));
    assert!(matches!(key.sign_message(b"message"), Err(SignError::Elsewhere { .. })));
}

#[test]
fn what_another_key_signed_is_not_given_out_and_a_refusal_says_who() {
    let digest = DigestAlgorithm::Sha256.digest(b"message");
    let other = held(PrivateKey::generate(sealwright::KeyKind::EcdsaP256).unwrap(), "p256");
    assert!(matches!(other.sign_digest(&digest), Err(SignError::NotItsSignature { by, .. }) if by == "the KMS"));
    let no = FunctionKey::new("the KMS", public("p256"), |_: &Digest| Err("not today".to_owned()));
    assert_eq!(no.sign_digest(&digest).unwrap_err().to_string(), "the KMS did not sign: not today");
}

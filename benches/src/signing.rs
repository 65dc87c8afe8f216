//! What a signature with a key costs, beside the arithmetic that it needs: one signature, and one verification of it,
//! because nothing is given out that was not verified.

use std::sync::Arc;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1, ECDSA_P384_SHA384_ASN1_SIGNING,
    EcdsaKeyPair, EcdsaSigningAlgorithm, KeyPair, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair,
    UnparsedPublicKey, VerificationAlgorithm,
};
use sealwright::sign::Signer;
use sealwright::{Artifact, DigestAlgorithms, PrivateKey, TrustRoot, Verifier};

use crate::Result;
use crate::ours::now;

const MESSAGE: &[u8] = b"the artifact";

type Sign = dyn Fn() -> Result<Vec<u8>>;
type Verify = dyn Fn(&[u8]) -> Result<()>;

/// A key, by the crypto library and by us.
pub struct Signing {
    /// What kind of key it is.
    pub name: &'static str,
    sign: Box<Sign>,
    verify: Box<Verify>,
    signer: Signer,
    artifact: Artifact,
}

impl Signing {
    /// The kinds of keys that people sign with.
    pub fn all() -> Result<Vec<Self>> {
        Ok(vec![
            Self::ecdsa("ECDSA P-256", &ECDSA_P256_SHA256_ASN1_SIGNING, &ECDSA_P256_SHA256_ASN1)?,
            Self::ecdsa("ECDSA P-384", &ECDSA_P384_SHA384_ASN1_SIGNING, &ECDSA_P384_SHA384_ASN1)?,
            Self::rsa()?,
        ])
    }

    fn ecdsa(
        name: &'static str,
        signing: &'static EcdsaSigningAlgorithm,
        verifying: &'static dyn VerificationAlgorithm,
    ) -> Result<Self> {
        let pair = EcdsaKeyPair::generate(signing)?;
        let der = pair.to_pkcs8v1()?;
        let public = UnparsedPublicKey::new(verifying, pair.public_key().as_ref().to_vec());
        let sign = move || Ok(pair.sign(&SystemRandom::new(), MESSAGE)?.as_ref().to_vec());
        Self::new(name, der.as_ref(), sign, move |signature| Ok(public.verify(MESSAGE, signature)?))
    }

    fn rsa() -> Result<Self> {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048)?;
        let der = pair.as_der()?;
        let public = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, pair.public_key().as_ref().to_vec());
        let sign = move || {
            let mut signature = vec![0; pair.public_modulus_len()];
            pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), MESSAGE, &mut signature)?;
            Ok(signature)
        };
        Self::new("RSA 2048", der.as_ref(), sign, move |signature| Ok(public.verify(MESSAGE, signature)?))
    }

    fn new(
        name: &'static str,
        pkcs8: &[u8],
        sign: impl Fn() -> Result<Vec<u8>> + 'static,
        verify: impl Fn(&[u8]) -> Result<()> + 'static,
    ) -> Result<Self> {
        let key = Arc::new(PrivateKey::from_pkcs8_der(pkcs8)?);
        let time = now()?;
        let signer = Signer::key(key, Verifier::new(&TrustRoot::sigstore()?)?, move || time);
        let algorithms = DigestAlgorithms::default().with(signer.digest_algorithm());
        let artifact = Artifact::from_reader_with(MESSAGE, algorithms)?;
        Ok(Self { name, sign: Box::new(sign), verify: Box::new(verify), signer, artifact })
    }

    /// One signature.
    pub fn sign(&self) -> Result<()> {
        (self.sign)().map(drop)
    }

    /// One signature, and its verification.
    pub fn floor(&self) -> Result<()> {
        (self.verify)(&(self.sign)()?)
    }

    /// The bundle.
    pub fn ours(&self) -> Result<()> {
        std::hint::black_box(self.signer.sign(&self.artifact)?);
        Ok(())
    }
}

//! `sigstore` for Rust, as published: `peers CASES.json`.

#[path = "../../../src/runner.rs"]
mod runner;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use runner::{Client, Failure, Trial};
use serde_json::Value;
use sigstore::bundle::Bundle;
use sigstore::bundle::verify::ArtifactDigest;
use sigstore::bundle::verify::blocking::Verifier;
use sigstore::bundle::verify::policy::Identity;
use sigstore::trust::ManualTrustRoot;

fn main() -> Result<(), Failure> {
    runner::serve::<Peer>("sigstore", "0.15.0")
}

struct Peer {
    verifier: Verifier,
    policy: Identity,
    digest: ArtifactDigest,
    bundle: Vec<u8>,
}

impl Client for Peer {
    fn ready(trial: &Trial) -> Result<Self, Failure> {
        Ok(Self {
            verifier: Verifier::new(Default::default(), trust(&trial.root)?)?,
            policy: Identity::new(&trial.identity, &trial.issuer),
            digest: digest(&trial.algorithm, &trial.digest)?,
            bundle: trial.bundle.clone(),
        })
    }

    fn verify(&self) -> Result<(), Failure> {
        let bundle: Bundle = serde_json::from_slice(&self.bundle)?;
        self.verifier.verify_digest_with(self.digest, bundle, &self.policy, true).map_err(telling)
    }
}

/// Its messages name the kind of error; what went wrong is their source.
fn telling(error: impl std::error::Error) -> Failure {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        message = format!("{message}: {error}");
        cause = error.source();
    }
    message.into()
}

/// It reads no trusted root, so its certificates and keys are handed over one by one.
fn trust(root: &[u8]) -> Result<ManualTrustRoot<'static>, Failure> {
    let root: Value = serde_json::from_slice(root)?;
    let mut trust = ManualTrustRoot::default();
    for authority in list(&root, "/certificateAuthorities") {
        for certificate in list(authority, "/certChain/certificates") {
            trust.fulcio_certs.push(bytes(certificate, "/rawBytes")?.into());
        }
    }
    for (logs, keys) in [("/ctlogs", &mut trust.ctfe_keys), ("/tlogs", &mut trust.rekor_keys)] {
        for (number, log) in list(&root, logs).enumerate() {
            keys.insert(number.to_string(), bytes(log, "/publicKey/rawBytes")?);
        }
    }
    Ok(trust)
}

fn digest(algorithm: &str, hex: &str) -> Result<ArtifactDigest, Failure> {
    let octet = |at: usize| hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let digest: Option<Vec<u8>> = (0..hex.len()).step_by(2).map(octet).collect();
    let digest = digest.ok_or("a digest that is not hex")?;
    let length = |_| "a digest of the wrong length";
    Ok(match algorithm {
        "sha256" => ArtifactDigest::Sha256(digest.try_into().map_err(length)?),
        "sha512" => ArtifactDigest::Sha512(digest.try_into().map_err(length)?),
        other => return Err(format!("it takes no {other}").into()),
    })
}

fn list<'v>(value: &'v Value, pointer: &str) -> impl Iterator<Item = &'v Value> {
    value.pointer(pointer).and_then(Value::as_array).into_iter().flatten()
}

fn bytes(value: &Value, pointer: &str) -> Result<Vec<u8>, Failure> {
    let text = value.pointer(pointer).and_then(Value::as_str).ok_or_else(|| format!("{pointer} is missing"))?;
    Ok(BASE64_STANDARD.decode(text)?)
}

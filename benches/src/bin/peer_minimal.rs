//! The least program on `sigstore-verify` that does what `sealwright verify-bundle` does.
#![allow(clippy::print_stdout, reason = "a program that prints")]

use sigstore_verify::trust_root::{SIGSTORE_PRODUCTION_TRUSTED_ROOT, TrustedRoot};
use sigstore_verify::types::{Bundle, Sha256Hash};
use sigstore_verify::{VerificationPolicy, verify};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("usage: peer_minimal BUNDLE IDENTITY ISSUER SHA256");
    let bundle = Bundle::from_json(&std::fs::read_to_string(next()?)?)?;
    let policy = VerificationPolicy::new(next()?, next()?);
    let artifact = Sha256Hash::from_hex(&next()?)?;
    let root = TrustedRoot::from_json(SIGSTORE_PRODUCTION_TRUSTED_ROOT)?;
    verify(artifact, &bundle, &policy, &root)?;
    println!("verified");
    Ok(())
}

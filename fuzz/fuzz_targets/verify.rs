//! The whole verifier: a bundle nobody knows, judged by both embedded roots under the most lenient policy.
#![no_main]

use std::sync::LazyLock;

use sealwright::{Artifact, Policy, TrustRoot, UnixTime, Verifier};

static VERIFIER: LazyLock<Verifier> = LazyLock::new(|| {
    let trust = TrustRoot::sigstore().expect("embedded").and(TrustRoot::github().expect("embedded"));
    Verifier::new(&trust).expect("embedded")
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let artifact = Artifact::from_bytes(&b"an artifact"[..]);
    let now = UnixTime::from_secs(1_795_262_400);
    let verdict = VERIFIER.verify_json(&artifact, data, &Policy::anyone_dangerous(), now);
    assert!(verdict.is_err(), "nobody signed this artifact");
});

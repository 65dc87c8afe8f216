//! Whatever holds attestations: bundles, envelopes, the answers of registries and services, PEP 740 objects, JSON lines.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Ok(attestations) = sealwright::Attestations::from_json(data) else { return };
    for attestation in attestations.iter().flatten() {
        let _ = (attestation.kind(), attestation.bundle().digest_algorithms());
    }
});

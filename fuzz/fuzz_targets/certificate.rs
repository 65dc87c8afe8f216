//! A DER certificate with its names and claims.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(certificate) = sealwright::Certificate::from_der(data) {
        let _ = certificate.identity().map(|identity| identity.to_string());
        let _ = certificate.public_key();
        let _ = certificate.unverified_scts();
        let _ = certificate.claims().iter().count();
        let _ = certificate.subject_alt_names().count();
        let _ = (certificate.subject().to_string(), certificate.issuer().to_string());
    }
});

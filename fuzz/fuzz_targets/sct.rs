//! The list of certificate timestamps in a certificate.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = sealwright::UnverifiedSct::from_list(data);
});

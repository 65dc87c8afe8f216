//! A trusted root.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = sealwright::TrustRoot::from_json(data);
});

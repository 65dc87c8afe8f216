//! An RFC 3161 response.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = sealwright::Timestamp::from_der(data);
});

//! What `sha256sum` and its like print.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _ = sealwright::Subjects::from_checksums(text);
});

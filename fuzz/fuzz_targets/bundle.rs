//! A Sigstore bundle, as JSON and as JSON lines.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = sealwright::Bundle::from_json(data);
    for bundle in sealwright::Bundle::from_json_lines(data) {
        let _ = bundle;
    }
});

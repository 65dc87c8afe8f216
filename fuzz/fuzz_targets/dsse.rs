//! A plain DSSE envelope.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(envelope) = sealwright::Envelope::from_json(data) {
        let _ = envelope.pae();
    }
});

//! The canonicalised body of a log entry, as each kind that there is.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for kind in sealwright::EntryKind::ALL {
        if let Ok(body) = sealwright::EntryBody::parse(kind, data) {
            assert_eq!(body.kind(), kind);
            let _ = (body.signature(), body.verifier());
        }
    }
});

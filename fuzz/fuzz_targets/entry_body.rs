//! The canonicalised body of a log entry.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = sealwright::EntryBody::parse(data);
});

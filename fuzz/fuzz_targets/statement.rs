//! An in-toto statement.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = sealwright::Statement::from_payload(data);
});

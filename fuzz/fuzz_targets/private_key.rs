//! A file with a private key, and the URI of one on a token. Nothing is decrypted: that costs time on purpose.
#![no_main]

use sealwright::KeyFile;
use sealwright::keys::Pkcs11Uri;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        if let Ok(file) = KeyFile::from_pem(text) {
            let _ = file.open(None);
        }
        let _ = text.parse::<Pkcs11Uri>();
    }
});

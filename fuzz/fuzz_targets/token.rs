//! An identity token, and what is read out of it.
#![no_main]

use sealwright::UnixTime;
use sealwright::identity::Token;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(text) = std::str::from_utf8(data) {
        if let Ok(token) = Token::parse(text) {
            let _ = token.check(UnixTime::from_secs(1_795_262_400));
            let _ = (token.certified_identity(), token.certified_issuer(), token.challenge());
        }
    }
});

//! A signing config, and a client trust config, with what is chosen out of them.
#![no_main]

use sealwright::{SigningConfig, TrustConfig, UnixTime};

const NOW: UnixTime = UnixTime::from_secs(1_795_262_400);

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(config) = SigningConfig::from_json(data) {
        let _ = (config.authority(NOW), config.issuer(NOW), config.logs(NOW), config.timestamp_authorities(NOW));
    }
    let _ = TrustConfig::from_json(data);
});

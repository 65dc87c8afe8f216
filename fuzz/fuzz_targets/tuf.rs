//! Metadata of a repository: read as each role's, and as a root from which trust begins.
#![no_main]

use sealwright::tuf::{Repository, Role};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for role in [Role::Root, Role::Timestamp, Role::Snapshot, Role::Targets] {
        let _ = role.stated_version(data);
    }
    let _ = Repository::new("https://repository.example/", data, "cache");
});

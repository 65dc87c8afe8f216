//! Twelve faults of the repository's server, at each file that an update asks for: a typed error, in time, and what was
//! verified before stays.

use std::time::{Duration, Instant};

use sealwright::net::{Http, HttpConfig, Limits};
use sealwright::tuf::{Repository, Role, TufError};
use sealwright::{Check, Code};

use super::NOW;
use super::folder::Folder;
use super::repository::Server as Publisher;
use super::server::{Fault, Reply, Server, nobody};

fn http() -> Http {
    let short = Duration::from_millis(1_500);
    let pause = Duration::from_millis(10);
    let limits = Limits { connect: short, exchange: short, total: Duration::from_secs(8), attempts: 2, pause };
    Http::new(HttpConfig::default().limits(limits))
}

/// A client of these files, which come from a server that has the fault at one of them.
fn update(publisher: &Publisher, folder: &Folder, fault: Fault, at: &str) -> Result<Vec<u8>, TufError> {
    let (files, at) = (publisher.files.clone(), at.to_owned());
    let server = Server::new(move |seen| {
        let path = seen.path().trim_start_matches('/');
        match files.get(path) {
            Some(file) if path == at => fault.reply(seen, file.clone()),
            Some(file) => Reply::ok(file.clone()),
            None => Reply::status(404, ""),
        }
    });
    let url = if fault == Fault::Refused { nobody() } else { server.url("") };
    let repository = Repository::new(&format!("{url}/metadata"), &publisher.first_root, folder.path()).unwrap();
    let repository = repository.targets_url(&format!("{url}/targets"));
    let http = http();
    repository.update(&http, NOW)?.target("file", &http)
}

#[test]
fn each_fault_of_the_repository_has_its_error_and_leaves_what_was_verified_before() {
    let mut publisher = Publisher::new();
    publisher.add_target("targets", "file", b"before");
    publisher.publish(&["targets", "snapshot", "timestamp"]);
    let folder = Folder::new();
    publisher.update(&folder).unwrap().target("file", &publisher).unwrap();
    // Longer than what any fault sends instead.
    let after = [b'a'; 4096];
    publisher.add_target("targets", "file", &after);
    publisher.publish(&["root", "targets", "snapshot", "timestamp"]);
    let target = publisher.files.keys().find(|name| name.ends_with(".file") && publisher.files[*name] == after);
    let target = target.unwrap().clone();

    for at in [
        "metadata/2.root.json",
        "metadata/timestamp.json",
        "metadata/3.snapshot.json",
        "metadata/3.targets.json",
        &target,
    ] {
        for fault in Fault::ALL {
            // Each case begins with what the first update has left.
            let folder = folder.copy();
            let started = Instant::now();
            let outcome = update(&publisher, &folder, fault, at);
            assert!(started.elapsed() < Duration::from_secs(10), "{fault:?} at {at}");
            // Where there is no next root, the last one is the newest (TUF specification 5.3.3).
            if at.contains("root") && matches!(fault, Fault::NotFound | Fault::Forbidden) {
                assert_eq!(outcome.unwrap(), after, "{fault:?}");
                continue;
            }
            let error = outcome.unwrap_err();
            let check = Check::fail(&error);
            let expected = match fault {
                Fault::NotFound | Fault::Forbidden => Code::TrustMissing,
                Fault::WrongContent if at.ends_with("file") => Code::TrustMismatch,
                Fault::WrongContent => Code::TrustMalformed,
                // It announces more than some of these files may have.
                Fault::SlowBody | Fault::Truncated if matches!(error, TufError::TooLarge { .. }) => {
                    Code::TrustMalformed
                }
                _ => Code::NetFailed,
            };
            assert_eq!(check.code, expected, "{fault:?} at {at}: {error}");
            assert!(check.hint.is_some() && check.at.is_some(), "{fault:?} at {at}: {check:?}");
            // Nothing is half new: without a server there is the last whole update, or a newer one that was whole.
            let offline = publisher.client(&folder).offline(NOW).unwrap();
            let newest = if at.ends_with("file") && fault != Fault::Refused { 3 } else { 2 };
            assert_eq!(offline.version(&Role::Targets), Some(newest), "{fault:?} at {at}");
            assert_eq!(offline.version(&Role::Timestamp), Some(newest), "{fault:?} at {at}");
        }
    }
}

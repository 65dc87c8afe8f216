//! An authority to be interrupted, and what must be true of it afterwards.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::layout;
use crate::bundle::Bundle;
use crate::digest::Artifact;
use crate::local::kept::{LOCAL_ISSUER, LocalAuthority, LocalIdentity, LocalLog, LocalTrust};
use crate::policy::{Identity, Policy};
use crate::time::UnixTime;
use crate::tlog::{TreeHead, verify_consistency};
use crate::verify::Verifier;

/// 2026-11-21T10:00:00Z
pub(super) const NOW: UnixTime = UnixTime::from_secs(1_795_255_200);

/// A directory that goes with its test.
pub(super) struct Place(pub(super) PathBuf);

impl Place {
    pub(super) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let dir = std::env::temp_dir().join(format!("sealwright-disk-{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        Self(dir)
    }

    pub(super) fn copy_of(other: &Self) -> Self {
        let place = Self::new();
        copy(&other.0, &place.0);
        place
    }

    /// An authority in a new directory that has signed this often.
    pub(super) fn with_entries(count: u32) -> Self {
        let place = Self::new();
        let artifacts: Vec<_> = (0..count).map(|n| Artifact::from_bytes(n.to_be_bytes())).collect();
        let authority = LocalAuthority::open(&place.0, NOW).unwrap();
        authority.sign_all(&artifacts, &me(), NOW).unwrap();
        place
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

pub(super) fn me() -> LocalIdentity {
    "me@box".parse().unwrap()
}

pub(super) fn artifact(name: &str) -> Artifact {
    Artifact::from_bytes(name.as_bytes())
}

/// What others have seen: bundles that were returned, and checkpoints that were published.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) bundles: Vec<(Artifact, String)>,
    pub(super) heads: Vec<TreeHead>,
}

impl Seen {
    /// The checkpoint that is published now, if it is whole.
    pub(super) fn look(&mut self, dir: &Path) {
        let head = LocalLog::open(dir).and_then(|log| log.head());
        self.heads.extend(head.ok().filter(|head| head.size > 0));
    }

    /// Everything seen is still true, the log signs on, and its files are as the specification has them.
    pub(super) fn assert_holds(mut self, dir: &Path, case: &str) {
        let authority = LocalAuthority::open(dir, NOW).unwrap_or_else(|error| panic!("{case}: {error}"));
        let last = artifact("afterwards");
        let bundle = authority.sign(&last, &me(), NOW).unwrap_or_else(|error| panic!("{case}: {error}"));
        self.bundles.push((last, bundle));
        let trust = LocalTrust::open(dir).unwrap();
        let verifier = Verifier::new(trust.trust_root()).unwrap();
        let policy = Policy::signed_by(Identity::exact("me@box", LOCAL_ISSUER)).unwrap();
        let log = LocalLog::open(dir).unwrap();
        let mut indices = BTreeSet::new();
        for (artifact, json) in &self.bundles {
            let verdict = verifier.verify_json(artifact, json.as_bytes(), &policy, NOW);
            assert!(verdict.is_ok(), "{case}: {}", verdict.unwrap_err());
            let bundle = Bundle::from_json(json.as_bytes()).unwrap();
            let entry = &bundle.log_entries()[0];
            assert!(indices.insert(entry.index()), "{case}: index {} twice", entry.index());
            assert_eq!(log.entry(entry.index()).unwrap(), entry.canonical_body(), "{case}");
            self.heads.push(entry.proof().unwrap().checkpoint().unwrap().head());
        }
        for head in &self.heads {
            let (now, proof) = log.consistency_proof(head.size).unwrap_or_else(|error| panic!("{case}: {error}"));
            assert_eq!(verify_consistency(head, &now, &proof), Ok(()), "{case}: {head}");
        }
        layout::assert_published(dir, case);
    }
}

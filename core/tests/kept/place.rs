//! A directory that goes with its test, and what a caller does with an authority in it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use sealwright::local::{LOCAL_ISSUER, LocalAuthority, LocalIdentity, LocalTrust};
use sealwright::{Artifact, Content, Identity, Policy, Refusal, TrustRoot, UnixTime, Verified, Verifier};

/// 2026-11-21T10:00:00Z
pub(crate) const NOW: UnixTime = UnixTime::from_secs(1_795_255_200);

pub(crate) const WHO: &str = "me@box";

pub(crate) struct Place(PathBuf);

impl Place {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let dir = std::env::temp_dir().join(format!("sealwright-kept-{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        Self(dir)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn open(&self) -> LocalAuthority {
        LocalAuthority::open(&self.0, NOW).unwrap()
    }

    pub(crate) fn trust(&self) -> TrustRoot {
        LocalTrust::open(&self.0).unwrap().trust_root().clone()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn me() -> LocalIdentity {
    WHO.parse().unwrap()
}

pub(crate) fn later(seconds: i64) -> UnixTime {
    UnixTime::from_secs(NOW.secs() + seconds)
}

pub(crate) fn judge(trust: &TrustRoot, artifact: &Artifact, bundle: &str) -> Result<Verified<Content>, Refusal> {
    let policy = Policy::signed_by(Identity::exact(WHO, LOCAL_ISSUER)).unwrap();
    Verifier::new(trust).unwrap().verify_json(artifact, bundle.as_bytes(), &policy, later(3_600))
}

//! An authority that lives in a directory: signing with nothing but this machine.
//!
//! | file | what |
//! |---|---|
//! | `trusted_root.json` | what a verifier must trust; for every Sigstore client |
//! | `keys/*.pem` | the private keys, mode 0600 |
//! | `log/checkpoint`, `log/tile/` | the transparency log, C2SP tlog-tiles.md |
//! | `log/journal` | what was appended since the last full tile |
//! | `lock` | held while something is signed |

mod begin;
mod disk;
mod error;
mod identity;
mod issue;
mod journal;
mod keys;
mod lock;
mod published;
mod reader;
mod store;
#[cfg(test)]
mod tests;
mod tiles;
mod trust;

pub use error::LocalError;
pub use identity::{LOCAL_ISSUER, LocalIdentity};
pub use reader::{LocalLog, LocalProof};
pub use trust::LocalTrust;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use self::disk::{Disk, System};
use self::error::io_error;
use self::issue::{Offices, Subject};
use self::lock::Lock;
use self::store::{Head, Store};
use crate::digest::{Artifact, DigestAlgorithm};
use crate::intoto::Statement;
use crate::local::envelope::IN_TOTO;
use crate::policy::{Identity, Policy};
use crate::time::UnixTime;
use crate::trust::TrustRoot;
use crate::verify::Verifier;

/// Seconds by which the clock may be behind the last signature: a step of NTP, or another process that read it later
/// and signed first. Within them a signature has the time of the last one.
pub const CLOCK_TOLERANCE: i64 = 60;

/// How many signatures are logged under one checkpoint at most.
const BATCH: usize = 256;

/// A private Sigstore in a directory: a certificate authority, a CT log's key, a transparency log, a timestamp
/// authority, and the trusted root that names them.
///
/// It signs with a fresh P-256 key and a certificate of ten minutes for a [`LocalIdentity`] (issuer
/// [`LOCAL_ISSUER`]), timestamps the signature and logs it (`hashedrekord` 0.0.2), as Fulcio, Rekor v2 and Sigstore's
/// timestamp authority do. Any number of threads and processes may sign at once. A signature that was returned is in
/// the log for good; one that was not, for a kill, a full disk or a loss of power, may be there and harms nothing.
#[derive(Debug)]
pub struct LocalAuthority {
    dir: PathBuf,
    trust: LocalTrust,
    offices: Offices,
    store: Store,
    verifier: Verifier,
    /// What the log was when this process last appended to it.
    head: Mutex<Option<Head>>,
}

impl LocalAuthority {
    /// Opens the authority in a directory, or makes one there, and the directory (mode 0700) if there is none.
    ///
    /// `now` is when a new authority begins; it lasts twenty years.
    pub fn open(dir: impl AsRef<Path>, now: UnixTime) -> Result<Self, LocalError> {
        Self::open_on(Arc::new(System), dir.as_ref(), now)
    }

    fn open_on(disk: Arc<dyn Disk>, dir: &Path, now: UnixTime) -> Result<Self, LocalError> {
        let trust = match LocalTrust::open(dir) {
            Err(LocalError::Absent { .. }) => {
                make_dir(&*disk, dir)?;
                let _lock = Lock::take(dir)?;
                // Another process may have made it meanwhile.
                match LocalTrust::open(dir) {
                    Err(LocalError::Absent { .. }) => {
                        begin::begin(&disk, dir, UnixTime::from_secs(now.secs()))?;
                        LocalTrust::open(dir)?
                    }
                    found => found?,
                }
            }
            found => found?,
        };
        let (offices, log) = Offices::load(dir, &trust)?;
        let store = Store { disk, published: trust.published()?, log };
        let verifier = Verifier::new(trust.trust_root())?;
        Ok(Self { dir: dir.to_owned(), trust, offices, store, verifier, head: Mutex::new(None) })
    }

    /// Signs an artifact, known by its SHA-256: a bundle v0.3, JSON, verified before it is returned.
    pub fn sign(&self, artifact: &Artifact, identity: &LocalIdentity, now: UnixTime) -> Result<String, LocalError> {
        // There is one.
        Ok(self.sign_all(std::slice::from_ref(artifact), identity, now)?.concat())
    }

    /// Signs many artifacts in one go: 256 under one key, certificate and checkpoint. Bundles come in the order of the
    /// artifacts; an error is about all of them, though some may be in the log.
    pub fn sign_all(
        &self,
        artifacts: &[Artifact],
        identity: &LocalIdentity,
        now: UnixTime,
    ) -> Result<Vec<String>, LocalError> {
        let digest = |artifact: &Artifact| artifact.digest(DigestAlgorithm::Sha256).map(Subject::Message);
        let subjects: Option<Vec<_>> = artifacts.iter().map(digest).collect();
        let subjects = subjects.ok_or(LocalError::NoSha256)?;
        let mut bundles = Vec::with_capacity(artifacts.len());
        for (subjects, artifacts) in subjects.chunks(BATCH).zip(artifacts.chunks(BATCH)) {
            bundles.extend(self.issue(subjects, artifacts, identity, now)?);
        }
        Ok(bundles)
    }

    /// Signs an in-toto statement, JSON, in an envelope: a bundle v0.3, JSON, verified before it is returned.
    pub fn attest(&self, statement: &[u8], identity: &LocalIdentity, now: UnixTime) -> Result<String, LocalError> {
        let artifact = first_subject(&Statement::from_payload(statement)?)?;
        let subject = Subject::Envelope { payload_type: IN_TOTO, payload: statement };
        // There is one.
        Ok(self.issue(&[subject], &[artifact], identity, now)?.concat())
    }

    /// The trusted root for every Sigstore client, JSON (sigstore_trustroot.proto of protobuf-specs).
    pub fn trusted_root_json(&self) -> &str {
        self.trust.trusted_root_json()
    }

    /// The trusted root for a [`Verifier`].
    pub fn trust_root(&self) -> &TrustRoot {
        self.trust.trust_root()
    }

    fn issue(
        &self,
        subjects: &[Subject<'_>],
        artifacts: &[Artifact],
        identity: &LocalIdentity,
        now: UnixTime,
    ) -> Result<Vec<String>, LocalError> {
        let (signed, appended, at) = {
            let mut known = self.head.lock().unwrap_or_else(PoisonError::into_inner);
            let _lock = Lock::take(&self.dir)?;
            let head = match known.take() {
                Some(head) if self.store.is_current(&head)? => head,
                _ => self.store.load()?,
            };
            let at = time_after(head.time, now)?;
            let signer = self.offices.signer(identity, at)?;
            let signed: Result<Vec<_>, _> =
                subjects.iter().map(|subject| self.offices.sign(&signer, *subject, at)).collect();
            let signed = signed?;
            let bodies = signed.iter().map(|signed| signed.body.clone()).collect();
            let (appended, head) = self.store.append(head, bodies, at)?;
            *known = head;
            (signed, appended, at)
        };
        let bundles = self.offices.bundles(signed, &appended);
        let refused = |refusal| LocalError::Refused(Box::new(refusal));
        let policy = Policy::signed_by(Identity::exact(identity.as_str(), LOCAL_ISSUER))?;
        for (bundle, artifact) in bundles.iter().zip(artifacts) {
            let verdict = self.verifier.verify_json(artifact, bundle.as_bytes(), &policy, now.max(at));
            verdict.map(drop).map_err(refused)?;
        }
        Ok(bundles)
    }
}

/// Makes a directory and those above it, durably.
fn make_dir(disk: &dyn Disk, dir: &Path) -> Result<(), LocalError> {
    let missing: Vec<_> = dir.ancestors().take_while(|dir| !dir.as_os_str().is_empty() && !dir.exists()).collect();
    disk.make_dir(dir).map_err(io_error("make", dir))?;
    for above in missing.into_iter().filter_map(Path::parent).filter(|dir| !dir.as_os_str().is_empty()) {
        match disk.sync_dir(above) {
            // A directory may let others make directories in it and not let them look.
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {}
            result => result.map_err(io_error("write", above))?,
        }
    }
    Ok(())
}

/// The whole second at which is signed: never before the last one.
fn time_after(last: UnixTime, now: UnixTime) -> Result<UnixTime, LocalError> {
    if now.secs().saturating_add(CLOCK_TOLERANCE) < last.secs() {
        return Err(LocalError::ClockMovedBack { now, last });
    }
    Ok(UnixTime::from_secs(now.secs()).max(last))
}

/// The artifact of the first subject that has a digest.
fn first_subject(statement: &Statement) -> Result<Artifact, LocalError> {
    let artifact = statement.subjects().find_map(|subject| {
        let known: Vec<_> = subject.known_digests().collect();
        if !known.is_empty() {
            return Some(Artifact::from_digests(known));
        }
        subject.digests().find_map(|(algorithm, value)| Artifact::from_foreign_digest(algorithm, value))
    });
    artifact.ok_or(LocalError::NoSubject)
}

//! A new authority: its keys, its certificates, an empty log, and last of all the trusted root that names them.

use std::path::Path;
use std::sync::Arc;

use super::disk::{self, Disk};
use super::error::{LocalError, damaged, io_error};
use super::keys::Office;
use super::published::Published;
use super::store::Store;
use super::trust::TRUSTED_ROOT;
use crate::crypto::KeyKind;
use crate::crypto::sign::PrivateKey;
use crate::encoding::hex;
use crate::local::ct::CtLog;
use crate::local::hierarchy::Hierarchy;
use crate::local::log::{Log, LogStyle};
use crate::local::root::RootFacts;
use crate::time::{UnixTime, Validity};
use crate::tlog::{Log as KnownLog, LogId};

/// Twenty years, as long as a laptop is not; a new authority is made in a moment.
const LIFETIME: i64 = 20 * 365 * 86_400;

/// Makes an authority. Whoever calls holds the lock; what an interrupted call has left is overwritten.
pub(super) fn begin(disk: &Arc<dyn Disk>, dir: &Path, now: UnixTime) -> Result<(), LocalError> {
    let window = Validity { start: now, end: None };
    let lifetime = Validity { start: now, end: Some(UnixTime::from_secs(now.secs() + LIFETIME)) };
    let log_key = PrivateKey::generate(Office::Log.kind())?;
    // Every authority has names of its own, so that several can be trusted side by side.
    let id: String = hex::encode(&log_key.public_key().fingerprint().0).chars().take(12).collect();
    let fulcio = Hierarchy::fulcio(&format!("ca-{id}"), KeyKind::EcdsaP256, lifetime)?;
    let tsa = Hierarchy::timestamping(&format!("tsa-{id}"), KeyKind::EcdsaP256, KeyKind::EcdsaP256, lifetime)?;
    let ct_key = PrivateKey::generate(Office::CtLog.kind())?;
    let ct_log = CtLog::new(ct_key, &format!("https://ct-{id}.sealwright.local"));
    let log = Log::new(log_key, LogStyle::V2, &format!("log-{id}.sealwright.local"));
    let known = KnownLog::new(
        LogId(log.id()),
        log.key.public_key().clone(),
        log.scheme,
        window,
        format!("https://{}", log.host),
    );
    let published = Published { dir: dir.join("log"), log: known };
    let store = Store { disk: Arc::clone(disk), published, log: log.clone() };
    if store.has_entries()? {
        return Err(damaged(dir.join(TRUSTED_ROOT), "it is missing, and the log beside it has entries"));
    }
    for (office, key) in [
        (Office::CertificateAuthority, &fulcio.member.key),
        (Office::CtLog, &ct_log.key),
        (Office::Log, &log.key),
        (Office::TimestampAuthority, &tsa.member.key),
    ] {
        office.keep(&**disk, dir, key)?;
    }
    store.begin(now)?;
    let root = RootFacts {
        logs: vec![(log, window)],
        ct_logs: vec![(ct_log, window)],
        certificate_authorities: vec![(fulcio, window)],
        timestamp_authorities: vec![(tsa, window)],
    };
    disk.sync_dir(dir).map_err(io_error("write", dir))?;
    disk::place_durably(&**disk, &dir.join(TRUSTED_ROOT), root.json()?.to_string().as_bytes())
}

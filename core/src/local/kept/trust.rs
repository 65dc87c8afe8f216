use std::path::{Path, PathBuf};

use serde_json::Value;

use super::disk;
use super::error::{LocalError, damaged};
use super::published::Published;
use crate::encoding::base64;
use crate::trust::TrustRoot;
use crate::x509::Certificate;

/// The file that says that there is an authority: it is written last.
pub(super) const TRUSTED_ROOT: &str = "trusted_root.json";

/// Bytes of the file, which has two authorities of two certificates.
const MAX_TRUSTED_ROOT: u64 = 1 << 20;

/// What a local authority publishes of itself, read without its keys and without writing anything: enough to verify
/// what it signed.
#[derive(Clone, Debug)]
pub struct LocalTrust {
    json: String,
    value: Value,
    root: TrustRoot,
    path: PathBuf,
}

impl LocalTrust {
    /// Reads the trusted root of the authority in a directory; [`LocalError::Absent`] if there is none.
    pub fn open(dir: impl AsRef<Path>) -> Result<Self, LocalError> {
        let directory = dir.as_ref();
        let path = directory.join(TRUSTED_ROOT);
        let bytes = disk::read(&path, MAX_TRUSTED_ROOT)?;
        let bytes = bytes.ok_or_else(|| LocalError::Absent { directory: directory.to_owned() })?;
        let root = TrustRoot::from_json(&bytes)?;
        let json = String::from_utf8(bytes).map_err(|_| damaged(&path, "it is no text"))?;
        let value = serde_json::from_str(&json).map_err(|_| damaged(&path, "it is no JSON"))?;
        Ok(Self { json, value, root, path })
    }

    /// The trusted root for every Sigstore client, JSON (sigstore_trustroot.proto of protobuf-specs).
    pub fn trusted_root_json(&self) -> &str {
        &self.json
    }

    /// The trusted root for a [`Verifier`](crate::Verifier).
    pub fn trust_root(&self) -> &TrustRoot {
        &self.root
    }

    pub(super) fn text(&self, pointer: &str) -> Result<&str, LocalError> {
        let text = self.value.pointer(pointer).and_then(Value::as_str);
        text.ok_or_else(|| damaged(&self.path, "it is not that of a local authority"))
    }

    pub(super) fn bytes(&self, pointer: &str) -> Result<Vec<u8>, LocalError> {
        base64::decode(self.text(pointer)?).map_err(|_| damaged(&self.path, "it has no base64 where it should"))
    }

    /// The lowest certificate of the first authority of this kind.
    pub(super) fn certificate(&self, authorities: &str) -> Result<Certificate, LocalError> {
        let der = self.bytes(&format!("/{authorities}/0/certChain/certificates/0/rawBytes"))?;
        Certificate::from_der(der).map_err(|_| damaged(&self.path, "it has no certificate where it should"))
    }

    /// The log, as it is published below the authority's directory.
    pub(super) fn published(&self) -> Result<Published, LocalError> {
        let log = self.root.instances().iter().flat_map(|instance| instance.logs()).next();
        let log = log.ok_or_else(|| damaged(&self.path, "it names no log"))?;
        Ok(Published { dir: self.path.with_file_name("log"), log: log.clone() })
    }
}

//! The log of the authority of this machine: `LocalLog` and `LocalProof`.

use napi::Result;
use napi::bindgen_prelude::{AsyncTask, Buffer};
use napi_derive::napi;
use sealwright::local;

use crate::error::thrown;
use crate::local::folder;
use crate::merkle::TreeHead;
use crate::task::{Work, promise};
use crate::value::{Number, bytes, number, whole};

type Read<T, J> = AsyncTask<Work<T, J>>;

/// A tree and the hashes that lead to it.
type Path = (sealwright::TreeHead, Vec<[u8; 32]>);

/// That a log once had so many entries and no others.
#[napi(object, object_from_js = false)]
pub struct ConsistencyProof {
    /// The tree that is published.
    pub head: TreeHead,
    /// The hashes of the proof, 32 bytes each (RFC 6962 section 2.1.2).
    pub hashes: Vec<Buffer>,
}

/// That an entry is in the log.
#[napi]
pub struct LocalProof(local::LocalProof);

#[napi]
impl LocalProof {
    /// The entry's index.
    #[napi(getter, catch_unwind)]
    pub fn index(&self) -> f64 {
        number(self.0.index)
    }

    /// The tree in which it is.
    #[napi(getter, catch_unwind)]
    pub fn head(&self) -> TreeHead {
        TreeHead(self.0.head)
    }

    /// Its siblings, from the leaf upwards, 32 bytes each (RFC 6962 section 2.1.1).
    #[napi(getter, catch_unwind)]
    pub fn hashes(&self) -> Vec<Buffer> {
        hashes(&self.0.hashes)
    }

    /// The signed checkpoint of that tree, for `Checkpoint.parse`.
    #[napi(getter, catch_unwind)]
    pub fn checkpoint(&self) -> &str {
        &self.0.checkpoint
    }

    /// Whether it is about this entry. Throws a `LogError` if it is not.
    #[napi(catch_unwind)]
    pub fn verify(&self, #[napi(ts_arg_type = "Uint8Array")] entry: &[u8]) -> Result<()> {
        self.0.verify(entry).map_err(thrown)
    }
}

/// The log of a local authority, read without its keys, without its lock and without writing anything. Errors are
/// `LocalError`s.
#[napi]
pub struct LocalLog(local::LocalLog);

#[napi]
impl LocalLog {
    /// Of the authority in this folder; the user's own unless given. Rejects with a `LocalError` if there is none.
    #[napi(
        catch_unwind,
        ts_args_type = "folder?: string | URL | null, options?: { signal?: AbortSignal }",
        ts_return_type = "Promise<LocalLog>"
    )]
    pub fn open(folder_: Option<String>) -> Result<Read<local::LocalLog, LocalLog>> {
        let folder = folder(folder_)?;
        Ok(promise(move || local::LocalLog::open(folder).map_err(thrown), Self))
    }

    /// The same before it returns.
    #[napi(factory, catch_unwind, ts_args_type = "folder?: string | URL | null")]
    pub fn open_sync(folder_: Option<String>) -> Result<Self> {
        local::LocalLog::open(folder(folder_)?).map(Self).map_err(thrown)
    }

    /// The published checkpoint, a signed note, for `Checkpoint.parse`; its signature is verified.
    #[napi(catch_unwind, ts_return_type = "Promise<string>")]
    pub fn checkpoint(&self) -> Read<String, String> {
        let log = self.0.clone();
        promise(move || log.checkpoint().map_err(thrown), |text| text)
    }

    /// The same before it returns.
    #[napi(catch_unwind)]
    pub fn checkpoint_sync(&self) -> Result<String> {
        self.0.checkpoint().map_err(thrown)
    }

    /// How many entries the published checkpoint covers, and their root.
    #[napi(catch_unwind, ts_return_type = "Promise<TreeHead>")]
    pub fn head(&self) -> Read<sealwright::TreeHead, TreeHead> {
        let log = self.0.clone();
        promise(move || log.head().map_err(thrown), TreeHead)
    }

    /// The same before it returns.
    #[napi(catch_unwind)]
    pub fn head_sync(&self) -> Result<TreeHead> {
        self.0.head().map(TreeHead).map_err(thrown)
    }

    /// The entry with this index, a canonical body, for `EntryBody.parse` of `hashedrekord/0.0.2`.
    #[napi(catch_unwind, ts_return_type = "Promise<Buffer>")]
    pub fn entry(&self, #[napi(ts_arg_type = "number | bigint")] index: Number) -> Result<Read<Vec<u8>, Buffer>> {
        let (log, index) = (self.0.clone(), whole("the index", index)?);
        Ok(promise(move || log.entry(index).map_err(thrown), Buffer::from))
    }

    /// The same before it returns.
    #[napi(catch_unwind)]
    pub fn entry_sync(&self, #[napi(ts_arg_type = "number | bigint")] index: Number) -> Result<Buffer> {
        self.0.entry(whole("the index", index)?).map(Buffer::from).map_err(thrown)
    }

    /// Proves that the entry with this index is in the log.
    #[napi(catch_unwind, ts_return_type = "Promise<LocalProof>")]
    pub fn inclusion_proof(
        &self,
        #[napi(ts_arg_type = "number | bigint")] index: Number,
    ) -> Result<Read<local::LocalProof, LocalProof>> {
        let (log, index) = (self.0.clone(), whole("the index", index)?);
        Ok(promise(move || log.inclusion_proof(index).map_err(thrown), LocalProof))
    }

    /// The same before it returns.
    #[napi(catch_unwind)]
    pub fn inclusion_proof_sync(&self, #[napi(ts_arg_type = "number | bigint")] index: Number) -> Result<LocalProof> {
        self.0.inclusion_proof(whole("the index", index)?).map(LocalProof).map_err(thrown)
    }

    /// Proves that the log once had this many entries (at least one) and no others: for `verifyConsistency` from the
    /// tree of that many.
    #[napi(catch_unwind, ts_return_type = "Promise<ConsistencyProof>")]
    pub fn consistency_proof(
        &self,
        #[napi(ts_arg_type = "number | bigint")] earlier: Number,
    ) -> Result<Read<Path, ConsistencyProof>> {
        let (log, earlier) = (self.0.clone(), whole("the number of entries", earlier)?);
        Ok(promise(move || log.consistency_proof(earlier).map_err(thrown), shown))
    }

    /// The same before it returns.
    #[napi(catch_unwind)]
    pub fn consistency_proof_sync(
        &self,
        #[napi(ts_arg_type = "number | bigint")] earlier: Number,
    ) -> Result<ConsistencyProof> {
        self.0.consistency_proof(whole("the number of entries", earlier)?).map(shown).map_err(thrown)
    }
}

fn shown((head, path): Path) -> ConsistencyProof {
    ConsistencyProof { head: TreeHead(head), hashes: hashes(&path) }
}

fn hashes(path: &[[u8; 32]]) -> Vec<Buffer> {
    path.iter().map(|hash| bytes(hash)).collect()
}

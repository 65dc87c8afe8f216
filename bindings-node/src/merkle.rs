//! Merkle trees: RFC 6962.

use napi::Result;
use napi::bindgen_prelude::{Buffer, Uint8Array};
use napi_derive::napi;
use sealwright::Sha256;

use crate::checkpoint::Checkpoint;
use crate::error::thrown;
use crate::value::{Number, bytes, hash, number, whole};

/// The size and root hash of a log at one time.
#[napi]
pub struct TreeHead(pub(crate) sealwright::TreeHead);

#[napi]
impl TreeHead {
    /// A tree of that many leaves with this root hash of 32 bytes.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        #[napi(ts_arg_type = "number | bigint")] size: Number,
        #[napi(ts_arg_type = "Uint8Array")] root: &[u8],
    ) -> Result<Self> {
        let (size, root) = (whole("the size", size)?, Sha256(hash("the root", root)?));
        Ok(Self(sealwright::TreeHead { size, root }))
    }

    /// Leaves in the tree.
    #[napi(getter)]
    pub fn size(&self) -> f64 {
        number(self.0.size)
    }

    /// The Merkle tree hash, 32 bytes.
    #[napi(getter)]
    pub fn root(&self) -> Buffer {
        bytes(&self.0.root.0)
    }
}

/// An inclusion proof as a bundle has it; it is not verified.
#[napi]
pub struct InclusionProof(pub(crate) sealwright::InclusionProof);

#[napi]
impl InclusionProof {
    /// The leaf's index in the tree.
    #[napi(getter)]
    pub fn index(&self) -> f64 {
        number(self.0.index())
    }

    /// The tree that it leads to, by the proof's account.
    #[napi(getter)]
    pub fn head(&self) -> TreeHead {
        TreeHead(self.0.head())
    }

    /// The hashes, from the leaf upwards, 32 bytes each.
    #[napi(getter)]
    pub fn hashes(&self) -> Vec<Buffer> {
        self.0.hashes().iter().map(|hash| bytes(hash)).collect()
    }

    /// The checkpoint that signs the tree, if there is one.
    #[napi(getter, ts_return_type = "Checkpoint | null")]
    pub fn checkpoint(&self) -> Option<Checkpoint> {
        self.0.checkpoint().cloned().map(Checkpoint)
    }
}

/// The hash of a leaf: SHA-256 of a zero byte and the entry.
#[napi(catch_unwind)]
pub fn leaf_hash(#[napi(ts_arg_type = "Uint8Array")] entry: &[u8]) -> Buffer {
    bytes(&sealwright::leaf_hash(entry).0)
}

/// The root that an inclusion proof leads to. Throws a `LogError` if the proof is not one for such a tree.
#[napi(catch_unwind)]
pub fn root_from_inclusion(
    #[napi(ts_arg_type = "Uint8Array")] leaf: &[u8],
    #[napi(ts_arg_type = "number | bigint")] index: Number,
    #[napi(ts_arg_type = "number | bigint")] size: Number,
    #[napi(ts_arg_type = "ReadonlyArray<Uint8Array>")] proof: Vec<Uint8Array>,
) -> Result<Buffer> {
    let (index, size) = (whole("the index", index)?, whole("the size", size)?);
    let root = sealwright::root_from_inclusion(Sha256(hash("the leaf", leaf)?), index, size, &hashes(&proof)?);
    root.map(|root| bytes(&root.0)).map_err(thrown)
}

/// Checks that a leaf is in the tree of that size and root. Throws a `LogError` if it is not.
#[napi(catch_unwind)]
pub fn verify_inclusion(
    #[napi(ts_arg_type = "Uint8Array")] leaf: &[u8],
    #[napi(ts_arg_type = "number | bigint")] index: Number,
    #[napi(ts_arg_type = "number | bigint")] size: Number,
    #[napi(ts_arg_type = "ReadonlyArray<Uint8Array>")] proof: Vec<Uint8Array>,
    #[napi(ts_arg_type = "Uint8Array")] root: &[u8],
) -> Result<()> {
    let (index, size) = (whole("the index", index)?, whole("the size", size)?);
    let (leaf, root) = (Sha256(hash("the leaf", leaf)?), Sha256(hash("the root", root)?));
    sealwright::verify_inclusion(leaf, index, size, &hashes(&proof)?, root).map_err(thrown)
}

/// Checks that the later tree has every leaf of the earlier one, in its place. Throws a `LogError` if it has not.
#[napi(catch_unwind)]
pub fn verify_consistency(
    earlier: &TreeHead,
    later: &TreeHead,
    #[napi(ts_arg_type = "ReadonlyArray<Uint8Array>")] proof: Vec<Uint8Array>,
) -> Result<()> {
    sealwright::verify_consistency(&earlier.0, &later.0, &hashes(&proof)?).map_err(thrown)
}

fn hashes(proof: &[Uint8Array]) -> Result<Vec<[u8; 32]>> {
    proof.iter().map(|bytes| hash("a hash of the proof", bytes)).collect()
}

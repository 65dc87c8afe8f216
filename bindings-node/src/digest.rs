//! `Digest`.

use napi::Result;
use napi::bindgen_prelude::Buffer;
use napi_derive::napi;
use sealwright_bindings::digest_algorithm;

use crate::error::{thrown, wrong_type};
use crate::value::bytes;

/// A digest with its algorithm; as text `sha256:HEX`, `sha384:HEX` or `sha512:HEX`.
///
/// Where a digest is asked for, such text may be given instead.
#[napi]
pub struct Digest(pub(crate) sealwright::Digest);

#[napi]
impl Digest {
    /// Reads `sha256:HEX`, `sha384:HEX` or `sha512:HEX`; hexadecimal of either case. Throws a `DigestError`.
    #[napi(factory, catch_unwind)]
    pub fn parse(text: String) -> Result<Self> {
        text.parse().map(Self).map_err(|error: sealwright::ParseDigestError| thrown(error))
    }

    /// A digest from its bytes, which must have the algorithm's length.
    #[napi(factory, catch_unwind)]
    pub fn from_bytes(
        #[napi(ts_arg_type = "DigestAlgorithm")] algorithm: String,
        #[napi(ts_arg_type = "Uint8Array")] digest: &[u8],
    ) -> Result<Self> {
        let algorithm = digest_algorithm(&algorithm).map_err(thrown)?;
        let found = sealwright::Digest::from_bytes(algorithm, digest).map(Self);
        found.ok_or_else(|| wrong_type(&format!("a {algorithm} digest has {} bytes", algorithm.len())))
    }

    /// The algorithm.
    #[napi(getter, ts_return_type = "DigestAlgorithm")]
    pub fn algorithm(&self) -> &'static str {
        self.0.algorithm().name()
    }

    /// The bytes, of the algorithm's length.
    #[napi(getter)]
    pub fn bytes(&self) -> Buffer {
        bytes(self.0.as_bytes())
    }

    /// The bytes in lower-case hexadecimal.
    #[napi(getter)]
    pub fn hex(&self) -> String {
        self.0.to_hex()
    }

    /// Whether both are the same digest of the same algorithm.
    #[napi(catch_unwind)]
    pub fn equals(&self, other: &Digest) -> bool {
        self.0 == other.0
    }

    /// `sha256:HEX` and its like.
    #[napi(js_name = "toString")]
    pub fn text(&self) -> String {
        self.0.to_string()
    }

    /// `sha256:HEX` and its like.
    #[napi(js_name = "toJSON")]
    pub fn json(&self) -> String {
        self.0.to_string()
    }
}

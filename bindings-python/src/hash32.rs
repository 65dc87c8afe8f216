//! SHA-256 values as arguments: fingerprints in hexadecimal, log ids in base64, Merkle hashes as bytes.

use std::fmt;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use sealwright::{Digest, DigestAlgorithm, LogId, Sha256};

use crate::input::Buffer;

/// A fingerprint, 64 hexadecimal digits.
pub(crate) struct Hex(pub(crate) Sha256);

/// The id of a log, base64 of 32 bytes.
pub(crate) struct Base64(pub(crate) [u8; 32]);

/// A hash of a Merkle tree, 32 bytes.
pub(crate) struct Node(pub(crate) [u8; 32]);

impl<'py> FromPyObject<'_, 'py> for Hex {
    type Error = PyErr;

    hint!(input "builtins", "str");

    fn extract(text: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let text: PyBackedStr = text.extract()?;
        let digest = Digest::from_hex(DigestAlgorithm::Sha256, &text);
        let bytes = digest.and_then(|digest| <[u8; 32]>::try_from(digest.as_bytes()).ok());
        let wrong = || PyValueError::new_err("expected a fingerprint: 64 hexadecimal digits");
        bytes.map(|bytes| Self(Sha256(bytes))).ok_or_else(wrong)
    }
}

impl<'py> FromPyObject<'_, 'py> for Base64 {
    type Error = PyErr;

    hint!(input "builtins", "str");

    fn extract(text: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let text: PyBackedStr = text.extract()?;
        decode(&text).map(Self).ok_or_else(|| PyValueError::new_err("expected the id of a log: base64 of 32 bytes"))
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        LogId(self.0).fmt(f)
    }
}

/// 43 characters of the standard alphabet and the padding; only what the core would write is read.
fn decode(text: &str) -> Option<[u8; 32]> {
    let digits = text.strip_suffix('=').filter(|digits| digits.len() == 43)?;
    let mut bytes = Vec::with_capacity(33);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for c in digits.bytes() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = (held << 6) | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).ok()?);
        }
    }
    let decoded = <[u8; 32]>::try_from(bytes).ok()?;
    (LogId(decoded).to_string() == text).then_some(decoded)
}

impl<'py> FromPyObject<'_, 'py> for Node {
    type Error = PyErr;

    hint!(input "typing_extensions", "Buffer");

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let bytes: Buffer = object.extract()?;
        let hash = <[u8; 32]>::try_from(&*bytes).map_err(|_| PyValueError::new_err("expected a hash of 32 bytes"))?;
        Ok(Self(hash))
    }
}

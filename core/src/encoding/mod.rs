//! Strict text encodings: base64, hexadecimal, PEM, and JSON without duplicate keys.

pub(crate) mod base64;
pub(crate) mod der;
pub(crate) mod hex;
pub(crate) mod json;
pub(crate) mod pem;
#[cfg(any(feature = "sign", feature = "tuf"))]
pub(crate) mod percent;

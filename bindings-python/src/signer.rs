//! Who must have signed, as policies take it.

use pyo3::prelude::*;
use sealwright::Signer;

use crate::identity::Identity;
use crate::key::{PublicKey, TrustedKey};

/// A key.
#[derive(FromPyObject)]
pub(crate) enum Key {
    Trusted(TrustedKey),
    Public(PublicKey),
}

/// One signer.
#[derive(FromPyObject)]
pub(crate) enum One {
    Identity(Identity),
    Trusted(TrustedKey),
    Public(PublicKey),
}

/// One signer, or a list: in `any_of` one that is all of the list, in `all_of` any one of it, and so on inward.
pub(crate) enum Many {
    One(One),
    List(Vec<Many>),
}

impl Key {
    pub(crate) fn trusted(self) -> sealwright::TrustedKey {
        match self {
            Self::Trusted(key) => key.0,
            Self::Public(key) => key.0.into(),
        }
    }

    pub(crate) fn said(&self) -> String {
        match self {
            Self::Trusted(key) => format!("<TrustedKey sha256:{}>", key.0.key().fingerprint()),
            Self::Public(key) => format!("<PublicKey sha256:{}>", key.0.fingerprint()),
        }
    }
}

impl One {
    pub(crate) fn signer(self) -> Signer {
        match self {
            Self::Identity(identity) => identity.inner.into(),
            Self::Trusted(key) => key.0.into(),
            Self::Public(key) => key.0.into(),
        }
    }

    pub(crate) fn said(&self) -> String {
        match self {
            Self::Identity(identity) => identity.said.to_string(),
            Self::Trusted(key) => format!("<TrustedKey sha256:{}>", key.0.key().fingerprint()),
            Self::Public(key) => format!("<PublicKey sha256:{}>", key.0.fingerprint()),
        }
    }
}

impl Many {
    /// `any`: a list among them is an any-of, not an all-of.
    pub(crate) fn all(signers: Vec<Self>, any: bool) -> Vec<Signer> {
        let one = |signer| match signer {
            Self::One(one) => one.signer(),
            Self::List(list) if any => Signer::AnyOf(Self::all(list, false)),
            Self::List(list) => Signer::AllOf(Self::all(list, true)),
        };
        signers.into_iter().map(one).collect()
    }

    pub(crate) fn said(signers: &[Self]) -> String {
        let one = |signer: &Self| match signer {
            Self::One(one) => one.said(),
            Self::List(list) => Self::said(list),
        };
        format!("[{}]", signers.iter().map(one).collect::<Vec<_>>().join(", "))
    }
}

/// How deep lists may stand inside of each other; the core refuses far fewer, with a word for it.
const DEPTH: u8 = 32;

impl<'py> FromPyObject<'_, 'py> for Many {
    type Error = PyErr;

    hint!(input "sealwright.texts", "Signers");

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        read(&object, 0)
    }
}

fn read(object: &Bound<'_, PyAny>, depth: u8) -> PyResult<Many> {
    if let Ok(list) = object.cast::<pyo3::types::PyList>() {
        if depth == DEPTH {
            return Err(pyo3::exceptions::PyValueError::new_err("too many lists inside of each other"));
        }
        return list.iter().map(|item| read(&item, depth + 1)).collect::<PyResult<_>>().map(Many::List);
    }
    object.extract().map(Many::One)
}

//! What is an enum in the core is a text from a short list; `sealwright.texts` has the lists as literal types.

use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyString;
use sealwright::identity::IssuerKind;
use sealwright::{
    AttestationKind, BundleVersion, Ci, Code, DigestAlgorithm, EntryKind, KeyFormat, KeyKind, KeySigns, Purpose,
    Scheme, StatementVersion, Status, TimeSource, TimeSourceKind, Unlogged,
};
use sealwright_bindings as shared;

use crate::errors::Raise;

/// `Name "Alias": Core, written`: a text on its way out, called `Alias` in `sealwright.texts`.
macro_rules! words {
    ($($name:ident $alias:literal: $core:ty, $write:expr;)*) => {$(
        #[doc = concat!("`", $alias, "`")]
        pub(crate) struct $name(Cow<'static, str>);

        impl From<$core> for $name {
            fn from(value: $core) -> Self {
                let write: fn($core) -> Cow<'static, str> = $write;
                Self(write(value))
            }
        }

        impl<'py> IntoPyObject<'py> for $name {
            type Target = PyString;
            type Output = Bound<'py, PyString>;
            type Error = std::convert::Infallible;

            hint!(output "sealwright.texts", $alias);

            fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Self::Error> {
                Ok(PyString::new(py, &self.0))
            }
        }
    )*};
}

words! {
    CodeWord "Code": Code, |code| code.as_str().into();
    StatusWord "Status": Status, |status| shared::status_text(status).into();
    KeyKindWord "KeyKind": KeyKind, |kind| kind.to_string().into();
    SchemeWord "Scheme": Scheme, |scheme| shared::scheme_text(scheme).into();
    AlgorithmWord "DigestAlgorithm": DigestAlgorithm, |algorithm| algorithm.name().into();
    EntryKindWord "EntryKind": EntryKind, |kind| kind.to_string().into();
    TimeSourceWord "TimeSource": TimeSource, |source| shared::time_source_text(source).into();
    SignedTimeWord "TimeSourceKind": TimeSourceKind, |source| shared::signed_time(source).into();
    BundleVersionWord "BundleVersion": BundleVersion, |version| version.to_string().into();
    StatementVersionWord "StatementVersion": StatementVersion, |version| version.uri().into();
    AttestationKindWord "AttestationKind": AttestationKind, |kind| shared::attestation_kind(kind).into();
    CiWord "Ci": Ci, |ci| ci.name().into();
    KeySignsWord "KeySigns": KeySigns, |signs| shared::key_signs_text(signs).into();
    KeyFormatWord "KeyFormat": KeyFormat, |format| shared::key_format_text(format).into();
    IssuerKindWord "IssuerKind": IssuerKind, |kind| shared::issuer_kind_text(kind).into();
    UnloggedWord "Unlogged": Unlogged, |unlogged| shared::unlogged_text(unlogged).into();
}

/// `Name "Alias": Core, read`: a text on its way in.
macro_rules! options {
    ($($name:ident $alias:literal: $core:ty, $read:expr;)*) => {$(
        #[doc = concat!("`", $alias, "`")]
        #[derive(Clone, Copy)]
        pub(crate) struct $name(pub(crate) $core);

        impl<'py> FromPyObject<'_, 'py> for $name {
            type Error = PyErr;

            hint!(input "sealwright.texts", $alias);

            fn extract(text: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
                let owned: PyBackedStr = text.extract()?;
                $read(&*owned).map(Self).raise(text.py())
            }
        }
    )*};
}

options! {
    SchemeOption "Scheme": Scheme, shared::scheme;
    KeyKindOption "KeyKind": KeyKind, shared::key_kind;
    AlgorithmOption "DigestAlgorithm": DigestAlgorithm, shared::digest_algorithm;
    EntryKindOption "EntryKind": EntryKind, shared::entry_kind;
    TimeSourceOption "TimeSource": TimeSource, shared::time_source;
    PurposeOption "Purpose": Purpose, shared::purpose;
    CiOption "Ci": Ci, shared::ci;
    KeySignsOption "KeySigns": KeySigns, shared::key_signs;
}

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use sealwright::{LogId, Scheme};

use crate::hash32::Base64;
use crate::key::PublicKey;
use crate::validity::Validity;
use crate::word::{SchemeOption, SchemeWord};

/// A transparency log that is trusted: its key, how it signs, when it was in use, where it is.
///
/// `id` is the base64 of 32 bytes, by default that of Rekor v1: SHA-256 of the key. `scheme` is by default that of the
/// key's kind.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Log(pub(crate) sealwright::Log);

/// A certificate transparency log that is trusted.
#[pyclass(frozen, eq, module = "sealwright")]
#[derive(PartialEq, Eq)]
pub(crate) struct CtLog(pub(crate) sealwright::CtLog);

/// A witness: it cosigns checkpoints of logs that only ever grew under its eyes (C2SP tlog-cosignature). Its key is an
/// Ed25519 key; a ValueError otherwise.
#[pyclass(frozen, eq, module = "sealwright")]
#[derive(PartialEq, Eq)]
pub(crate) struct Witness(pub(crate) sealwright::Witness);

#[pymethods]
impl Log {
    #[new]
    #[pyo3(signature = (key, base_url, validity, *, id=None, scheme=None, operator=None))]
    fn new(
        key: PublicKey,
        base_url: &str,
        validity: Validity,
        id: Option<Base64>,
        scheme: Option<SchemeOption>,
        operator: Option<&str>,
    ) -> Self {
        let id = id.map_or_else(|| LogId::of_key(&key.0), |id| LogId(id.0));
        let scheme = scheme.map_or_else(|| Scheme::of(key.0.kind()), |scheme| scheme.0);
        let log = sealwright::Log::new(id, key.0, scheme, validity.0, base_url);
        Self(match operator {
            Some(operator) => log.operated_by(operator),
            None => log,
        })
    }

    /// The id that log entries name, in base64.
    #[getter]
    fn id(&self) -> String {
        self.0.id().to_string()
    }

    /// The key that signs checkpoints and promises.
    #[getter]
    fn key(&self) -> PublicKey {
        PublicKey(self.0.key().clone())
    }

    /// How it signs.
    #[getter]
    fn scheme(&self) -> SchemeWord {
        self.0.scheme().into()
    }

    /// When it was in use.
    #[getter]
    fn validity(&self) -> Validity {
        Validity(self.0.validity())
    }

    /// Where it is; people know the log by it.
    #[getter]
    fn base_url(&self) -> &str {
        self.0.base_url()
    }

    /// Who runs it; empty if the trusted root does not say.
    #[getter]
    fn operator(&self) -> &str {
        self.0.operator()
    }

    /// The base URL without its scheme: the name of a log whose checkpoints follow C2SP tlog-checkpoint.
    #[getter]
    fn name(&self) -> &str {
        self.0.name()
    }

    fn __repr__(&self) -> String {
        format!("<Log {} {}>", sealwright::escape(self.0.base_url()), self.0.id())
    }
}

#[pymethods]
impl CtLog {
    /// The id that SCTs name, in base64.
    #[getter]
    fn id(&self) -> String {
        LogId(self.0.id).to_string()
    }

    /// The key that signs its SCTs.
    #[getter]
    fn key(&self) -> PublicKey {
        PublicKey(self.0.key.clone())
    }

    /// When it may have signed.
    #[getter]
    fn validity(&self) -> Validity {
        Validity(self.0.validity)
    }

    /// Where it is; people know the log by it.
    #[getter]
    fn base_url(&self) -> &str {
        &self.0.base_url
    }

    /// Who runs it; empty if the trusted root does not say.
    #[getter]
    fn operator(&self) -> &str {
        &self.0.operator
    }

    fn __repr__(&self) -> String {
        format!("<CtLog {} {}>", sealwright::escape(&self.0.base_url), LogId(self.0.id))
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&self.0.id)
    }
}

#[pymethods]
impl Witness {
    #[new]
    fn new(name: &str, key: PublicKey) -> PyResult<Self> {
        let wrong = || PyValueError::new_err("the key of a witness is an Ed25519 key");
        sealwright::Witness::new(name, key.0).map(Self).ok_or_else(wrong)
    }

    /// Its name.
    #[getter]
    fn name(&self) -> &str {
        self.0.name()
    }

    fn __repr__(&self) -> String {
        format!("<Witness {}>", sealwright::escape(self.0.name()))
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&self.0.name())
    }
}

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::errors::Raise;
use crate::input::Text;
use crate::time::Time;
use crate::trust::TrustRoot;
use crate::validity::Validity;

/// One service of an instance: where it is, and what it speaks.
#[pyclass(frozen, eq, module = "sealwright")]
#[derive(PartialEq, Eq)]
pub(crate) struct Service(sealwright::Service);

/// Which services of an instance sign, and how many of them are to be used (protobuf-specs, SigningConfig v0.2).
#[pyclass(frozen, from_py_object, module = "sealwright")]
#[derive(Clone)]
pub(crate) struct SigningConfig(sealwright::SigningConfig);

/// A trusted root and the signing config that goes with it (protobuf-specs, ClientTrustConfig v0.1).
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct TrustConfig(sealwright::TrustConfig);

/// The services that take part in a signature.
///
/// `authority`: the URL of a certificate authority, a Fulcio, for keyless signatures. `logs`: URL and major version, 1 or
/// 2, of transparency logs, Rekors. `timestamp_authorities`: whole URLs. All that are named are used.
#[pyclass(frozen, from_py_object, module = "sealwright")]
#[derive(Clone)]
pub(crate) struct Services {
    pub(crate) core: sealwright::sign::Services,
    logs: usize,
    timestamp_authorities: usize,
}

#[pymethods]
impl Service {
    /// Its address.
    #[getter]
    fn url(&self) -> &str {
        &self.0.url
    }

    /// The major version of its interface.
    #[getter]
    fn version(&self) -> u32 {
        self.0.version
    }

    /// Who runs it. Services of one operator count as one.
    #[getter]
    fn operator(&self) -> &str {
        &self.0.operator
    }

    /// When it may be used.
    #[getter]
    fn validity(&self) -> Validity {
        Validity(self.0.validity)
    }

    fn __repr__(&self) -> String {
        format!("<Service {} version {}>", sealwright::escape(&self.0.url), self.0.version)
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&(&self.0.url, self.0.version))
    }
}

#[pymethods]
impl SigningConfig {
    /// The services of the public instance at sigstore.dev, as they were when this version of the library was made.
    #[staticmethod]
    fn sigstore(py: Python<'_>) -> PyResult<Self> {
        sealwright::SigningConfig::sigstore().map(Self).raise(py)
    }

    /// Reads a signing config of version 0.2, at most 1 MiB. Raises TrustError.
    #[staticmethod]
    fn from_json(py: Python<'_>, json: Text) -> PyResult<Self> {
        py.detach(|| sealwright::SigningConfig::from_json(&json)).map(Self).raise(py)
    }

    /// The certificate authority to ask now, or at another time. Raises TrustError if there is none.
    #[pyo3(signature = (*, now=None))]
    fn authority(&self, py: Python<'_>, now: Option<Time>) -> PyResult<Service> {
        self.0.authority(Time::or_now(now)).cloned().map(Service).raise(py)
    }

    /// The issuer of identity tokens to ask now, or at another time. Raises TrustError if there is none.
    #[pyo3(signature = (*, now=None))]
    fn issuer(&self, py: Python<'_>, now: Option<Time>) -> PyResult<Service> {
        self.0.issuer(Time::or_now(now)).cloned().map(Service).raise(py)
    }

    /// The logs to log in now, or at another time: as many as the config says, each of another operator, the newest
    /// version first. Raises TrustError if there are too few.
    #[pyo3(signature = (*, now=None))]
    fn logs(&self, py: Python<'_>, now: Option<Time>) -> PyResult<Vec<Service>> {
        self.0.logs(Time::or_now(now)).map(services).raise(py)
    }

    /// The timestamp authorities to ask now, or at another time; none if the config names none. Raises TrustError if there
    /// are too few.
    #[pyo3(signature = (*, now=None))]
    fn timestamp_authorities(&self, py: Python<'_>, now: Option<Time>) -> PyResult<Vec<Service>> {
        self.0.timestamp_authorities(Time::or_now(now)).map(services).raise(py)
    }

    fn __repr__(&self) -> &'static str {
        "<SigningConfig>"
    }
}

fn services(found: Vec<&sealwright::Service>) -> Vec<Service> {
    found.into_iter().cloned().map(Service).collect()
}

#[pymethods]
impl TrustConfig {
    /// Reads a client trust config of version 0.1, at most 6 MiB. Raises TrustError.
    #[staticmethod]
    fn from_json(py: Python<'_>, json: Text) -> PyResult<Self> {
        py.detach(|| sealwright::TrustConfig::from_json(&json)).map(Self).raise(py)
    }

    /// Whom to believe.
    #[getter]
    fn root(&self) -> TrustRoot {
        TrustRoot(self.0.root.clone())
    }

    /// Who signs.
    #[getter]
    fn signing(&self) -> SigningConfig {
        SigningConfig(self.0.signing.clone())
    }

    fn __repr__(&self) -> &'static str {
        "<TrustConfig>"
    }
}

#[pymethods]
impl Services {
    #[new]
    #[pyo3(signature = (authority=None, logs=None, timestamp_authorities=None))]
    fn new(
        authority: Option<&str>,
        logs: Option<Vec<(String, u32)>>,
        timestamp_authorities: Option<Vec<String>>,
    ) -> PyResult<Self> {
        let (logs, timestamp_authorities) = (logs.unwrap_or_default(), timestamp_authorities.unwrap_or_default());
        if logs.iter().any(|(_, version)| !matches!(version, 1 | 2)) {
            return Err(PyValueError::new_err("the version of a log is 1 or 2"));
        }
        let mut core = sealwright::sign::Services::new();
        if let Some(url) = authority {
            core = core.authority(url);
        }
        for (url, version) in &logs {
            core = core.log(url, *version);
        }
        for url in &timestamp_authorities {
            core = core.timestamp_authority(url);
        }
        Ok(Self { core, logs: logs.len(), timestamp_authorities: timestamp_authorities.len() })
    }

    /// Those of the config that are to be used now, or at another time. Raises SigningError, with the code `sign.config`,
    /// if there are too few of them.
    #[staticmethod]
    #[pyo3(signature = (config, *, now=None))]
    fn from_config(py: Python<'_>, config: &SigningConfig, now: Option<Time>) -> PyResult<Self> {
        let now = Time::or_now(now);
        let core = sealwright::sign::Services::from_config(&config.0, now).raise(py)?;
        let logs = config.0.logs(now).map_or(0, |logs| logs.len());
        let timestamp_authorities = config.0.timestamp_authorities(now).map_or(0, |all| all.len());
        Ok(Self { core, logs, timestamp_authorities })
    }

    fn __repr__(&self) -> String {
        format!("<Services: {} logs, {} timestamp authorities>", self.logs, self.timestamp_authorities)
    }
}

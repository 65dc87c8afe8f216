use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use sealwright::Code;
use sealwright::local::{self, LocalError};
use sealwright_bindings::{Class, Failure};
use sealwright_cli::user;

use crate::artifact::Artifact;
use crate::errors::Raise;
use crate::signing::StatementArgument;
use crate::time::Time;
use crate::trust::TrustRoot;

/// A private Sigstore in a directory: a certificate authority, a transparency log, a timestamp authority, and the trusted
/// root that names them. Any number of threads and processes may sign at once.
///
/// It signs with a fresh P-256 key and a certificate of ten minutes, whose issuer is `LOCAL_ISSUER`. A signature that was
/// given out is in the log for good.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct LocalAuthority(pub(crate) Arc<local::LocalAuthority>);

/// For whom a local certificate is made: `NAME@HOST`, or a URI, in at most 512 ASCII characters. Raises LocalError.
#[pyclass(frozen, eq, from_py_object, module = "sealwright")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct LocalIdentity(local::LocalIdentity);

/// What a local authority publishes of itself, read without its keys and without writing anything: enough to verify what
/// it signed.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct LocalTrust(local::LocalTrust);

/// The directory that is given, or this user's own.
pub(crate) fn directory(py: Python<'_>, given: Option<PathBuf>) -> PyResult<PathBuf> {
    given.or_else(user::local_authority).ok_or_else(nowhere).raise(py)
}

fn nowhere() -> Failure {
    let what = "there is no place for the local authority: nothing says where your files are";
    let mut failure = Failure::option("the directory", "", "a directory");
    failure.class = Class::Local;
    failure.check.code = Code::LocalAuthority;
    failure.check.message = Some(what.into());
    failure.check.hint = Some("name a directory, here or with SEALWRIGHT_HOME".into());
    (failure.check.expected, failure.check.found) = (None, None);
    failure
}

#[pymethods]
impl LocalAuthority {
    /// Opens the authority in a directory, or makes one there that lasts twenty years, and the directory (mode 0700) if
    /// there is none. Without a directory it is this user's own, which the program uses too. Raises LocalError.
    #[staticmethod]
    #[pyo3(signature = (directory=None, *, now=None))]
    fn open(py: Python<'_>, directory: Option<PathBuf>, now: Option<Time>) -> PyResult<Self> {
        let (directory, now) = (self::directory(py, directory)?, Time::or_now(now));
        let opened = py.detach(|| local::LocalAuthority::open(directory, now));
        opened.map(|authority| Self(Arc::new(authority))).raise(py)
    }

    /// Signs an artifact, known by its SHA-256: a bundle v0.3, JSON, verified before it is given out. As this machine's
    /// user, unless an identity is given. Raises LocalError.
    #[pyo3(signature = (artifact, identity=None, *, now=None))]
    fn sign(
        &self,
        py: Python<'_>,
        artifact: &Artifact,
        identity: Option<LocalIdentity>,
        now: Option<Time>,
    ) -> PyResult<String> {
        let (identity, now) = (LocalIdentity::or_user(py, identity)?, Time::or_now(now));
        py.detach(|| self.0.sign(&artifact.0, &identity, now)).raise(py)
    }

    /// Signs many artifacts in one go: 256 under one key, certificate and checkpoint. Bundles come in the order of the
    /// artifacts; an error is about all of them, though some may be in the log. Raises LocalError.
    #[pyo3(signature = (artifacts, identity=None, *, now=None))]
    fn sign_all(
        &self,
        py: Python<'_>,
        artifacts: Vec<Artifact>,
        identity: Option<LocalIdentity>,
        now: Option<Time>,
    ) -> PyResult<Vec<String>> {
        let (identity, now) = (LocalIdentity::or_user(py, identity)?, Time::or_now(now));
        let artifacts: Vec<_> = artifacts.into_iter().map(|artifact| artifact.0).collect();
        py.detach(|| self.0.sign_all(&artifacts, &identity, now)).raise(py)
    }

    /// Signs a statement, in an envelope: a bundle v0.3, JSON, verified before it is given out. It is a `Statement`, or the
    /// JSON of one. Raises LocalError, and StatementError for what is no statement.
    #[pyo3(signature = (statement, identity=None, *, now=None))]
    fn attest(
        &self,
        py: Python<'_>,
        statement: StatementArgument,
        identity: Option<LocalIdentity>,
        now: Option<Time>,
    ) -> PyResult<String> {
        let (identity, now) = (LocalIdentity::or_user(py, identity)?, Time::or_now(now));
        let statement = statement.core(py)?;
        py.detach(|| self.0.attest(statement.json().as_bytes(), &identity, now)).raise(py)
    }

    /// The trusted root for every Sigstore client, JSON.
    #[getter]
    fn trusted_root_json(&self) -> &str {
        self.0.trusted_root_json()
    }

    /// The trusted root for a `Verifier`.
    #[getter]
    fn trust_root(&self) -> TrustRoot {
        TrustRoot(self.0.trust_root().clone())
    }

    fn __repr__(&self) -> &'static str {
        "<LocalAuthority>"
    }
}

impl LocalIdentity {
    /// The one that is given, or this machine's user.
    pub(crate) fn or_user(py: Python<'_>, given: Option<Self>) -> PyResult<local::LocalIdentity> {
        match given {
            Some(identity) => Ok(identity.0),
            None => local::LocalIdentity::of_user(&user::name(), &user::host()).raise(py),
        }
    }
}

#[pymethods]
impl LocalIdentity {
    #[new]
    fn new(py: Python<'_>, text: &str) -> PyResult<Self> {
        text.parse::<local::LocalIdentity>().map(Self).raise(py)
    }

    /// `USER@HOST`, as this machine calls both unless they are given. Whatever may not stand in an address is
    /// percent-encoded. Raises LocalError.
    #[staticmethod]
    #[pyo3(signature = (user=None, host=None))]
    fn of_user(py: Python<'_>, user: Option<String>, host: Option<String>) -> PyResult<Self> {
        let user = user.unwrap_or_else(sealwright_cli::user::name);
        let host = host.unwrap_or_else(sealwright_cli::user::host);
        local::LocalIdentity::of_user(&user, &host).map(Self).raise(py)
    }

    /// The text by which a policy names it.
    fn __str__(&self) -> &str {
        self.0.as_str()
    }

    fn __repr__(&self) -> String {
        format!("LocalIdentity('{}')", self.0.as_str().replace('\\', "\\\\").replace('\'', "\\'"))
    }

    fn __hash__(&self) -> u64 {
        crate::hash(&self.0.as_str())
    }
}

#[pymethods]
impl LocalTrust {
    /// Reads the trusted root of the authority in a directory, or of this user's own. Raises LocalError if there is none.
    #[staticmethod]
    #[pyo3(signature = (directory=None))]
    fn open(py: Python<'_>, directory: Option<PathBuf>) -> PyResult<Self> {
        let directory = self::directory(py, directory)?;
        py.detach(|| -> Result<_, LocalError> { local::LocalTrust::open(directory) }).map(Self).raise(py)
    }

    /// The trusted root for every Sigstore client, JSON.
    #[getter]
    fn trusted_root_json(&self) -> &str {
        self.0.trusted_root_json()
    }

    /// The trusted root for a `Verifier`.
    #[getter]
    fn trust_root(&self) -> TrustRoot {
        TrustRoot(self.0.trust_root().clone())
    }

    fn __repr__(&self) -> &'static str {
        "<LocalTrust>"
    }
}

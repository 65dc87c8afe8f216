use pyo3::prelude::*;
use sealwright::sign::{Signer as Core, SigningError};

use crate::artifact::Artifact;
use crate::call;
use crate::errors::Raise;
use crate::http::Http;
use crate::input::Text;
use crate::local::{LocalAuthority, LocalIdentity};
use crate::services::Services;
use crate::signing_key::KeyArgument;
use crate::statement::Statement;
use crate::time::clock;
use crate::token::Token;
use crate::verifier::Verifier;
use crate::waiting;
use crate::word::AlgorithmWord;

/// Signs artifacts and attests statements, as Sigstore bundles v0.3. Cheap to share between threads; one certificate
/// serves for many signatures.
///
/// What was made is verified under the trusted root of `verifier` before it is given out.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Signer {
    core: Core,
    /// Servers, programs or tokens take part.
    is_slow: bool,
}

/// A statement as an argument: the object, or its JSON.
#[derive(FromPyObject)]
pub(crate) enum StatementArgument {
    Read(Py<Statement>),
    Json(Text),
}

impl StatementArgument {
    /// The statement; raises StatementError.
    pub(crate) fn core(&self, py: Python<'_>) -> PyResult<sealwright::Statement> {
        match self {
            Self::Read(statement) => Ok(sealwright::Statement::clone(&statement.get().0)),
            Self::Json(json) => py.detach(|| sealwright::Statement::from_payload(json)).raise(py),
        }
    }
}

#[pymethods]
impl Signer {
    /// Signs with a key, and asks nobody: a `SigningKey` or a `PrivateKey`.
    #[staticmethod]
    fn key(key: KeyArgument, verifier: &Verifier) -> Self {
        let (key, is_slow) = key.core();
        Self { core: Core::key(key, sealwright::Verifier::clone(&verifier.0), clock), is_slow }
    }

    /// Signs as whom an identity token names, with keys that live for minutes: by certificates of the services' authority,
    /// logged and timestamped by the others. The token goes to the authority alone.
    ///
    /// `http`: None asks as the environment says. Raises SigningError if the token cannot be used (`sign.token`) or the
    /// services have no authority (`sign.config`).
    #[staticmethod]
    #[pyo3(signature = (token, services, http, verifier))]
    fn keyless(
        py: Python<'_>,
        token: Token,
        services: Services,
        http: Option<Http>,
        verifier: &Verifier,
    ) -> PyResult<Self> {
        let transport = Http::transport(py, http)?;
        let verifier = sealwright::Verifier::clone(&verifier.0);
        let core = Core::keyless(token.token, services.core, transport, verifier, clock).raise(py)?;
        Ok(Self { core, is_slow: true })
    }

    /// Signs as somebody of this machine (its user, unless given) by its own authority: with a certificate, logged and
    /// timestamped, and asks nobody. Raises LocalError for a user that no certificate can name.
    #[staticmethod]
    #[pyo3(signature = (authority, identity=None))]
    fn local(py: Python<'_>, authority: &LocalAuthority, identity: Option<LocalIdentity>) -> PyResult<Self> {
        let identity = LocalIdentity::or_user(py, identity)?;
        let core = Core::local(authority.0.clone(), identity, clock).raise(py)?;
        Ok(Self { core, is_slow: false })
    }

    /// The same, logged and timestamped by these services; certificates are shared. `http`: None asks as the environment
    /// says.
    #[pyo3(signature = (services, http=None))]
    fn witnessed(&self, py: Python<'_>, services: Services, http: Option<Http>) -> PyResult<Self> {
        let transport = Http::transport(py, http)?;
        Ok(Self { core: self.core.clone().witnessed(services.core, transport), is_slow: true })
    }

    /// By which algorithm an artifact must be hashed to be signed; those in memory are hashed when it is needed.
    #[getter]
    fn digest_algorithm(&self) -> AlgorithmWord {
        self.core.digest_algorithm().into()
    }

    /// Signs an artifact: its bundle, as JSON with a newline at its end. Raises SigningError; nothing is given out then.
    ///
    /// Other Python threads run meanwhile. Ctrl-C stops the waiting for servers, and the request that has begun ends by
    /// itself.
    fn sign(&self, py: Python<'_>, artifact: &Artifact) -> PyResult<String> {
        let artifact = artifact.0.clone();
        self.make(py, move |signer| signer.sign(&artifact))
    }

    /// Signs a statement, in an envelope: its bundle, as JSON with a newline at its end. It is a `Statement`, or the JSON
    /// of one. Raises SigningError, and StatementError for what is no statement.
    fn attest(&self, py: Python<'_>, statement: StatementArgument) -> PyResult<String> {
        let statement = statement.core(py)?;
        self.make(py, move |signer| signer.attest(&statement))
    }

    fn __repr__(&self) -> String {
        format!("<{}>", sealwright::escape(&format!("{:?}", self.core)))
    }
}

impl Signer {
    fn make(
        &self,
        py: Python<'_>,
        sign: impl FnOnce(&Core) -> Result<String, SigningError> + Send + 'static,
    ) -> PyResult<String> {
        let made = if self.is_slow {
            let core = self.core.clone();
            waiting::wait(py, move |_| call::catching(|| sign(&core)))?
        } else {
            py.detach(|| call::catching(|| sign(&self.core)))
        };
        call::caused(py, made)
    }
}

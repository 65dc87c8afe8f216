use pyo3::prelude::*;
use pyo3::types::PyIterator;

/// What Fulcio says about the signer, from the extensions 1.3.6.1.4.1.57264.1 of the certificate; None where it does not
/// say.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Claims(pub(crate) sealwright::Certificate);

/// One claim of a certificate.
#[pyclass(frozen, eq, hash, module = "sealwright")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Claim {
    name: &'static str,
    arc: u8,
    value: String,
}

impl From<sealwright::Claim<'_>> for Claim {
    fn from(claim: sealwright::Claim<'_>) -> Self {
        Self { name: claim.name, arc: claim.arc, value: claim.value.to_owned() }
    }
}

/// An iterator over claims.
struct Each<'py>(Bound<'py, PyIterator>);

impl<'py> IntoPyObject<'py> for Each<'py> {
    type Target = PyIterator;
    type Output = Bound<'py, PyIterator>;
    type Error = std::convert::Infallible;

    hint!(output "Iterator" of "sealwright._sealwright", "Claim");

    fn into_pyobject(self, _: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(self.0)
    }
}

#[pymethods]
impl Claims {
    /// The identity provider, deprecated: see `issuer` (1.3.6.1.4.1.57264.1.1).
    #[getter]
    fn deprecated_issuer(&self) -> Option<&str> {
        self.0.claims().deprecated_issuer()
    }

    /// The event that triggered the workflow, deprecated (1.3.6.1.4.1.57264.1.2).
    #[getter]
    fn github_workflow_trigger(&self) -> Option<&str> {
        self.0.claims().github_workflow_trigger()
    }

    /// The commit that the workflow ran on, deprecated (1.3.6.1.4.1.57264.1.3).
    #[getter]
    fn github_workflow_sha(&self) -> Option<&str> {
        self.0.claims().github_workflow_sha()
    }

    /// The name of the workflow, deprecated (1.3.6.1.4.1.57264.1.4).
    #[getter]
    fn github_workflow_name(&self) -> Option<&str> {
        self.0.claims().github_workflow_name()
    }

    /// The repository of the workflow, deprecated (1.3.6.1.4.1.57264.1.5).
    #[getter]
    fn github_workflow_repository(&self) -> Option<&str> {
        self.0.claims().github_workflow_repository()
    }

    /// The git reference that the workflow ran on, deprecated (1.3.6.1.4.1.57264.1.6).
    #[getter]
    fn github_workflow_ref(&self) -> Option<&str> {
        self.0.claims().github_workflow_ref()
    }

    /// The identity provider: see `issuer` (1.3.6.1.4.1.57264.1.8).
    #[getter]
    fn current_issuer(&self) -> Option<&str> {
        self.0.claims().current_issuer()
    }

    /// The build instructions that are responsible for signing (1.3.6.1.4.1.57264.1.9).
    #[getter]
    fn build_signer_uri(&self) -> Option<&str> {
        self.0.claims().build_signer_uri()
    }

    /// The version of those build instructions (1.3.6.1.4.1.57264.1.10).
    #[getter]
    fn build_signer_digest(&self) -> Option<&str> {
        self.0.claims().build_signer_digest()
    }

    /// Whether the build ran on the platform's machines or the customer's (1.3.6.1.4.1.57264.1.11).
    #[getter]
    fn runner_environment(&self) -> Option<&str> {
        self.0.claims().runner_environment()
    }

    /// The source repository of the build (1.3.6.1.4.1.57264.1.12).
    #[getter]
    fn source_repository_uri(&self) -> Option<&str> {
        self.0.claims().source_repository_uri()
    }

    /// The version of the source, usually a commit (1.3.6.1.4.1.57264.1.13).
    #[getter]
    fn source_repository_digest(&self) -> Option<&str> {
        self.0.claims().source_repository_digest()
    }

    /// The git reference of the source (1.3.6.1.4.1.57264.1.14).
    #[getter]
    fn source_repository_ref(&self) -> Option<&str> {
        self.0.claims().source_repository_ref()
    }

    /// The id of the source repository, which never changes (1.3.6.1.4.1.57264.1.15).
    #[getter]
    fn source_repository_identifier(&self) -> Option<&str> {
        self.0.claims().source_repository_identifier()
    }

    /// The owner of the source repository (1.3.6.1.4.1.57264.1.16).
    #[getter]
    fn source_repository_owner_uri(&self) -> Option<&str> {
        self.0.claims().source_repository_owner_uri()
    }

    /// The id of that owner, which never changes (1.3.6.1.4.1.57264.1.17).
    #[getter]
    fn source_repository_owner_identifier(&self) -> Option<&str> {
        self.0.claims().source_repository_owner_identifier()
    }

    /// The top-level build instructions (1.3.6.1.4.1.57264.1.18).
    #[getter]
    fn build_config_uri(&self) -> Option<&str> {
        self.0.claims().build_config_uri()
    }

    /// The version of those build instructions (1.3.6.1.4.1.57264.1.19).
    #[getter]
    fn build_config_digest(&self) -> Option<&str> {
        self.0.claims().build_config_digest()
    }

    /// The event or action that started the build (1.3.6.1.4.1.57264.1.20).
    #[getter]
    fn build_trigger(&self) -> Option<&str> {
        self.0.claims().build_trigger()
    }

    /// The run of the build (1.3.6.1.4.1.57264.1.21).
    #[getter]
    fn run_invocation_uri(&self) -> Option<&str> {
        self.0.claims().run_invocation_uri()
    }

    /// Whether the source repository was public when the certificate was made (1.3.6.1.4.1.57264.1.22).
    #[getter]
    fn source_repository_visibility_at_signing(&self) -> Option<&str> {
        self.0.claims().source_repository_visibility_at_signing()
    }

    /// The environment that the job deploys to (1.3.6.1.4.1.57264.1.23).
    #[getter]
    fn deployment_environment(&self) -> Option<&str> {
        self.0.claims().deployment_environment()
    }

    /// The `sub` of the token that was presented for the certificate (1.3.6.1.4.1.57264.1.24).
    #[getter]
    fn token_subject(&self) -> Option<&str> {
        self.0.claims().token_subject()
    }

    /// The identity provider that vouched for the signer: extension .8, or .1 where that is missing.
    #[getter]
    fn issuer(&self) -> Option<&str> {
        self.0.claims().issuer()
    }

    /// The claim of that name, for example `source_repository_uri`; None where there is none.
    fn get(&self, name: &str) -> Option<&str> {
        self.0.claims().get(name)
    }

    /// Every claim that is there, in the order of the identifiers.
    fn iter(&self) -> Vec<Claim> {
        self.0.claims().iter().map(Claim::from).collect()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Each<'py>> {
        self.iter().into_pyobject(py)?.try_iter().map(Each)
    }

    fn __repr__(&self) -> String {
        let each: Vec<_> = self.iter().iter().map(|claim| format!("{}={:?}", claim.name, claim.value)).collect();
        format!("<Claims {}>", sealwright::escape(&each.join(", ")))
    }
}

#[pymethods]
impl Claim {
    /// Its name in verdicts and policies, for example `source_repository_uri`.
    #[getter]
    fn name(&self) -> &str {
        self.name
    }

    /// The last arc of its identifier 1.3.6.1.4.1.57264.1.x.
    #[getter]
    fn arc(&self) -> u8 {
        self.arc
    }

    /// What the certificate says.
    #[getter]
    fn value(&self) -> &str {
        &self.value
    }

    fn __repr__(&self) -> String {
        format!("<Claim {}: {}>", self.name, sealwright::escape(&self.value))
    }
}

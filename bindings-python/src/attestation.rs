use std::path::{Path, PathBuf};
use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use sealwright::{AttestationError, Attestations, LayoutError};
use sealwright_bindings::Told;

use crate::bundle::Bundle;
use crate::check::Check;
use crate::digest::{Digest, DigestArgument, digests};
use crate::errors::{Raise, class, exception};
use crate::identity::Identity;
use crate::input::Text;
use crate::reading::os_error;
use crate::word::AttestationKindWord;

/// An attestation: what kind of file it was in, the bundle that it amounts to, and what stood beside it.
///
/// Whoever holds one knows that it is well-formed and that its wrapper agrees with it; nothing in it is verified.
#[pyclass(frozen, from_py_object, module = "sealwright")]
#[derive(Clone)]
pub(crate) struct Attestation(pub(crate) sealwright::Attestation);

/// A trusted publisher, as PyPI names it beside its attestations (PEP 740, "Provenance objects").
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Publisher(sealwright::Publisher);

/// An attestation, or why it cannot be read: the exception, which is not raised.
pub(crate) struct Read<'py>(Bound<'py, PyAny>);

impl<'py> IntoPyObject<'py> for Read<'py> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = std::convert::Infallible;

    hint!(output "sealwright.texts", "ReadAttestation");

    fn into_pyobject(self, _: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(self.0)
    }
}

/// The same on its way in: what `Attestation.from_json` gave.
pub(crate) struct Given(pub(crate) Result<sealwright::Attestation, Told>);

impl<'py> FromPyObject<'_, 'py> for Given {
    type Error = PyErr;

    hint!(input "sealwright.texts", "ReadAttestation");

    fn extract(read: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(attestation) = read.cast::<Attestation>() {
            return Ok(Self(Ok(attestation.get().0.clone())));
        }
        if !read.is_instance(&class(read.py(), "BundleError")?)? {
            return Err(PyTypeError::new_err("expected an Attestation, or the BundleError of one"));
        }
        let check = read.getattr("checks")?.get_item(0)?;
        Ok(Self(Err(Told(Box::new(check.cast::<Check>()?.get().core().clone())))))
    }
}

#[pymethods]
impl Attestation {
    /// Reads whatever holds attestations, at most 16 MiB and 1,024 of them: Sigstore bundles, envelopes, the answers of
    /// npm, GitHub and Google Cloud Build, PEP 740 objects, and JSON lines of these.
    ///
    /// An envelope of several signatures gives an attestation for each: any one that verifies is enough. A BundleError
    /// is raised for a file that is nothing of the kind; one unreadable attestation does not hide the others, and stands
    /// among them as a BundleError.
    #[staticmethod]
    fn from_json(py: Python<'_>, json: Text) -> PyResult<Vec<Read<'_>>> {
        let read = py.detach(|| Attestations::from_json(&json)).raise(py)?;
        each(py, read)
    }

    /// Reads what is attached to the image with this digest in an OCI layout: the layers of cosign's attestation tag,
    /// and Sigstore bundles that refer to the image. Every blob is checked against its digest and size.
    ///
    /// Other Python threads run meanwhile. A layout without an index that can be read is an OSError.
    #[staticmethod]
    fn from_oci_layout<'py>(py: Python<'py>, path: PathBuf, digest: DigestArgument) -> PyResult<Vec<Read<'py>>> {
        let image = digest.read(py)?;
        let read = py.detach(|| Attestations::from_oci_layout(&path, &image));
        each(py, of_layout(py, &path, read)?)
    }

    /// The digests of the images in an OCI layout, without what is attached to them.
    #[staticmethod]
    fn images_of_oci_layout(py: Python<'_>, path: PathBuf) -> PyResult<Vec<Digest>> {
        let images = py.detach(|| Attestations::images_of_oci_layout(&path));
        of_layout(py, &path, images).map(|images| digests(images.into_iter()))
    }

    /// In what form it was published, for example `pep740`.
    #[getter]
    fn kind(&self) -> AttestationKindWord {
        self.0.kind().into()
    }

    /// The bundle that it is, or that was put together of it.
    #[getter]
    fn bundle(&self) -> Bundle {
        Bundle(Arc::clone(self.0.bundle()))
    }

    /// Who published it, as a PEP 740 provenance object says: unsigned, so nothing to decide by.
    #[getter]
    fn publisher(&self) -> Option<Publisher> {
        self.0.publisher().cloned().map(Publisher)
    }

    /// The predicate type that npm's registry names beside the bundle: the same as that of the signed statement.
    #[getter]
    fn outer_predicate_type(&self) -> Option<&str> {
        self.0.outer_predicate_type()
    }

    fn __repr__(&self) -> String {
        format!("<Attestation {}>", sealwright_bindings::attestation_kind(self.0.kind()))
    }
}

#[pymethods]
impl Publisher {
    /// What kind of publisher, for example `GitHub`.
    #[getter]
    fn kind(&self) -> &str {
        self.0.kind()
    }

    /// One of its other texts, for example `repository` or `workflow`.
    fn field(&self, name: &str) -> Option<&str> {
        self.0.field(name)
    }

    /// Whom the certificate must name if this publisher signed; `None` for a publisher of another kind than GitHub, GitLab
    /// and Google, or that does not say. It stands unsigned: look whether it is the one that may publish the package, then
    /// demand its identity.
    #[getter]
    fn identity(&self) -> Option<Identity> {
        let inner = self.0.identity()?;
        Some(Identity { inner, said: format!("<Identity of a publisher, {}>", sealwright::escape(self.kind())).into() })
    }

    fn __repr__(&self) -> String {
        format!("<Publisher {}>", sealwright::escape(self.kind()))
    }
}

fn each(py: Python<'_>, read: Attestations) -> PyResult<Vec<Read<'_>>> {
    let one = |read| match read {
        Ok(attestation) => Bound::new(py, Attestation(attestation)).map(Bound::into_any),
        Err(error) => {
            let error: AttestationError = error;
            Ok(exception(py, error.into()).into_value(py).into_bound(py).into_any())
        }
    };
    read.into_iter().map(|read| one(read).map(Read)).collect()
}

/// What the layout as a whole says: files that cannot be read are an `OSError`, as everywhere in Python.
fn of_layout<T>(py: Python<'_>, layout: &Path, read: Result<T, AttestationError>) -> PyResult<T> {
    match read {
        Err(AttestationError::Layout(LayoutError::Read { at, source })) => Err(os_error(&source, &layout.join(at))),
        read => read.raise(py),
    }
}

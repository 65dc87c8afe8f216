use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use sealwright::net::Transport;
use sealwright::tuf::{self, Role, TufError};

use crate::errors::Raise;
use crate::http::Http;
use crate::input::{Octets, Text};
use crate::time::Time;
use crate::waiting;

/// A repository of The Update Framework, which keeps a trusted root up to date, and the folder in which what is verified
/// of it is kept. Several processes may share a folder.
///
/// `metadata_url`: where its metadata are. `root_json`: any version of its root that the caller trusts. `targets_url`: where
/// targets are, if not at `targets/` below the metadata. `targets_folder`: where they are kept, if not in `targets` in the
/// cache folder. Raises TrustError if `root_json` is no root, or its own keys have not signed it.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Repository(tuf::Repository);

/// Verified metadata of a repository: what `Repository.update` and `Repository.offline` give, and nothing else makes.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Metadata(Arc<tuf::Metadata>);

impl From<tuf::Metadata> for Metadata {
    fn from(metadata: tuf::Metadata) -> Self {
        Self(Arc::new(metadata))
    }
}

fn with(repository: tuf::Repository, targets_url: Option<&str>, targets_folder: Option<PathBuf>) -> Repository {
    let repository = match targets_url {
        Some(url) => repository.targets_url(url),
        None => repository,
    };
    Repository(match targets_folder {
        Some(folder) => repository.targets_folder(folder),
        None => repository,
    })
}

#[pymethods]
impl Repository {
    #[new]
    #[pyo3(signature = (metadata_url, root_json, cache_folder, *, targets_url=None, targets_folder=None))]
    fn new(
        py: Python<'_>,
        metadata_url: &str,
        root_json: Text,
        cache_folder: PathBuf,
        targets_url: Option<&str>,
        targets_folder: Option<PathBuf>,
    ) -> PyResult<Self> {
        let made = py.detach(|| tuf::Repository::new(metadata_url, &root_json, cache_folder));
        Ok(with(made.raise(py)?, targets_url, targets_folder))
    }

    /// The public instance at sigstore.dev, beginning with the root that was its when this version of the library was made.
    #[staticmethod]
    fn sigstore(py: Python<'_>, cache_folder: PathBuf) -> PyResult<Self> {
        py.detach(|| tuf::Repository::sigstore(cache_folder)).map(Self).raise(py)
    }

    /// A repository of which the caller trusts the `root.json` in the cache folder, put there by `init` or by any other
    /// client.
    #[staticmethod]
    #[pyo3(signature = (metadata_url, cache_folder, *, targets_url=None, targets_folder=None))]
    fn trusting_cache(
        metadata_url: &str,
        cache_folder: PathBuf,
        targets_url: Option<&str>,
        targets_folder: Option<PathBuf>,
    ) -> Self {
        with(tuf::Repository::trusting_cache(metadata_url, cache_folder), targets_url, targets_folder)
    }

    /// Where the metadata are, ending in `/`.
    #[getter]
    fn metadata_url(&self) -> &str {
        self.0.metadata_url()
    }

    /// The folder of the cache.
    #[getter]
    fn cache_folder(&self) -> PathBuf {
        self.0.cache_folder().to_owned()
    }

    /// Writes the root from which trust begins into the cache, without asking a server. A newer one that leads on from it
    /// stays. Raises TrustError.
    fn init(&self, py: Python<'_>) -> PyResult<()> {
        py.detach(|| self.0.init()).raise(py)
    }

    /// Brings the metadata up to date: the whole update is as of `now`. Ctrl-C stops the waiting. Raises TrustError of the
    /// first step that fails, with the code `net.failed` if a server was not reached; what was verified before it is kept.
    #[pyo3(signature = (*, http=None, now=None))]
    fn update(&self, py: Python<'_>, http: Option<Http>, now: Option<Time>) -> PyResult<Metadata> {
        let (repository, transport) = (self.0.clone(), Http::transport(py, http)?);
        let now = Time::or_now(now);
        waiting::wait(py, move |_| repository.update(&*transport, now))?.map(Metadata::from).raise(py)
    }

    /// The metadata of the last whole update, verified again, without a server. Raises TrustError if there was no update
    /// (`trust.missing`), or if one of them has expired by now (`trust.expired`).
    #[pyo3(signature = (*, now=None))]
    fn offline(&self, py: Python<'_>, now: Option<Time>) -> PyResult<Metadata> {
        let now = Time::or_now(now);
        py.detach(|| self.0.offline(now)).map(Metadata::from).raise(py)
    }

    /// Like `offline`, but however old they are: whoever withholds updates is not noticed.
    fn offline_expired_dangerous(&self, py: Python<'_>) -> PyResult<Metadata> {
        py.detach(|| self.0.offline_expired_dangerous()).map(Metadata::from).raise(py)
    }

    fn __repr__(&self) -> String {
        format!("<Repository in {}>", sealwright::escape(&self.0.cache_folder().display().to_string()))
    }
}

#[pymethods]
impl Metadata {
    /// The version of a role's metadata: `root`, `timestamp`, `snapshot` or `targets`; None for roles to which targets are
    /// delegated.
    fn version(&self, role: &str) -> Option<u64> {
        let known = [Role::Root, Role::Timestamp, Role::Snapshot, Role::Targets];
        self.0.version(known.iter().find(|known| known.name() == role)?)
    }

    /// When the first of root, timestamp, snapshot and targets expires.
    #[getter]
    fn expires(&self) -> Time {
        Time(self.0.expires())
    }

    /// A target's bytes, at most 64 MiB: out of the cache if they are there, otherwise downloaded and kept. Ctrl-C stops
    /// the waiting. Raises TrustError.
    #[pyo3(signature = (path, *, http=None))]
    fn target(&self, py: Python<'_>, path: String, http: Option<Http>) -> PyResult<Octets<Vec<u8>>> {
        self.got(py, http, move |metadata, transport| metadata.target(&path, transport)).map(Octets)
    }

    /// A target's bytes out of the cache, without a server. Raises TrustError unless it was downloaded before and has not
    /// changed since (`trust.missing`).
    fn cached_target(&self, py: Python<'_>, path: &str) -> PyResult<Octets<Vec<u8>>> {
        py.detach(|| self.0.cached_target(path)).map(Octets).raise(py)
    }

    /// What a Sigstore instance publishes for `TrustRoot.from_json`: `trusted_root.json`. Raises TrustError.
    #[pyo3(signature = (*, http=None))]
    fn trusted_root(&self, py: Python<'_>, http: Option<Http>) -> PyResult<String> {
        self.got(py, http, |metadata, transport| metadata.trusted_root(transport)).map(text)
    }

    /// What a Sigstore instance publishes for `SigningConfig.from_json`: `signing_config.v0.2.json`. Raises TrustError.
    #[pyo3(signature = (*, http=None))]
    fn signing_config(&self, py: Python<'_>, http: Option<Http>) -> PyResult<String> {
        self.got(py, http, |metadata, transport| metadata.signing_config(transport)).map(text)
    }

    fn __repr__(&self) -> String {
        format!("<{:?}>", self.0)
    }
}

impl Metadata {
    fn got(
        &self,
        py: Python<'_>,
        http: Option<Http>,
        get: impl FnOnce(&tuf::Metadata, &dyn Transport) -> Result<Vec<u8>, TufError> + Send + 'static,
    ) -> PyResult<Vec<u8>> {
        let (metadata, transport) = (Arc::clone(&self.0), Http::transport(py, http)?);
        waiting::wait(py, move |_| get(&metadata, &*transport))?.raise(py)
    }
}

/// What is no text is left to the reader of it, which says so.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

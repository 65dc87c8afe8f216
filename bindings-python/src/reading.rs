//! Files while they are hashed: without the GIL, and so that Ctrl-C and whoever awaits can stop it.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use pyo3::exceptions::{PyInterruptedError, PyOSError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use sealwright::{Artifact, DigestAlgorithms};

use crate::artifact::set;
use crate::errors::Raise;
use crate::word::AlgorithmOption;

/// How long Ctrl-C may wait.
const PAUSE: Duration = Duration::from_millis(50);

/// Stops what another thread hashes or waits for.
#[pyclass(frozen, name = "_Stop", module = "sealwright._sealwright")]
#[derive(Default)]
pub(crate) struct Stop(pub(crate) Arc<AtomicBool>);

#[pymethods]
impl Stop {
    #[new]
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Gives the signal.
    fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// `Artifact.from_path` for `sealwright.aio`, which can stop it.
#[pyfunction]
#[pyo3(name = "_artifact_from_path")]
pub(crate) fn artifact_from_path(
    py: Python<'_>,
    path: PathBuf,
    algorithms: Option<Vec<AlgorithmOption>>,
    stop: &Stop,
) -> PyResult<crate::artifact::Artifact> {
    self::path(py, &path, set(algorithms), stop).map(crate::artifact::Artifact)
}

/// Streams a file from the file system.
pub(crate) fn path(py: Python<'_>, path: &Path, algorithms: DigestAlgorithms, stop: &Stop) -> PyResult<Artifact> {
    let flag = &stop.0;
    let mut raised = None;
    let read = py.detach(|| {
        let file = File::open(path)?;
        let reader = Interruptible { file, flag, looked: Instant::now(), raised: &mut raised };
        Artifact::from_reader_with(reader, algorithms).map_err(|error| error.source)
    });
    match (read, raised) {
        (_, Some(error)) => Err(error),
        (Ok(artifact), None) => Ok(artifact.named(path.display().to_string())),
        (Err(error), None) => Err(os_error(&error, path)),
    }
}

/// `OSError` makes itself a `FileNotFoundError` and its like from the number.
pub(crate) fn os_error(error: &io::Error, path: &Path) -> PyErr {
    let text = error.to_string();
    match error.raw_os_error() {
        Some(number) => {
            let reason = text.split(" (os error").next().unwrap_or_default().to_owned();
            PyOSError::new_err((number, reason, path.display().to_string()))
        }
        None => PyOSError::new_err(format!("{text}: {}", path.display())),
    }
}

struct Interruptible<'a> {
    file: File,
    flag: &'a AtomicBool,
    looked: Instant,
    raised: &'a mut Option<PyErr>,
}

impl Read for Interruptible<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.looked.elapsed() >= PAUSE {
            let signal = Python::attach(|py| py.check_signals());
            let stopped = || PyInterruptedError::new_err("the hash was stopped");
            let stop = signal.and_then(|()| if self.flag.load(Ordering::Relaxed) { Err(stopped()) } else { Ok(()) });
            if let Err(error) = stop {
                *self.raised = Some(error);
                return Err(io::Error::other("stopped"));
            }
            self.looked = Instant::now();
        }
        self.file.read(buffer)
    }
}

/// The `read` of a file object.
pub(crate) struct Readable(Py<PyAny>);

impl<'py> FromPyObject<'_, 'py> for Readable {
    type Error = PyErr;

    hint!(input "sealwright.texts", "BinaryFile");

    fn extract(file: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let wrong = |_| PyTypeError::new_err("expected a binary file object, with a read() that gives bytes");
        file.getattr("read").map(|read| Self(read.unbind())).map_err(wrong)
    }
}

/// Streams a file object: its `read` runs with the GIL, the hash without.
pub(crate) fn file(py: Python<'_>, file: Readable, algorithms: DigestAlgorithms) -> PyResult<Artifact> {
    let mut raised = None;
    let artifact = py.detach(|| {
        let reader = FileObject { read: file.0, raised: &mut raised };
        Artifact::from_reader_with(reader, algorithms)
    });
    match raised {
        Some(error) => Err(error),
        None => artifact.raise(py),
    }
}

struct FileObject<'a> {
    read: Py<PyAny>,
    raised: &'a mut Option<PyErr>,
}

impl Read for FileObject<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = Python::attach(|py| {
            py.check_signals()?;
            let bytes = self.read.bind(py).call1((buffer.len(),))?;
            let bytes = bytes.cast_into::<PyBytes>().map_err(|error| {
                let found =
                    error.into_inner().get_type().name().map_or_else(|_| String::new(), |name| name.to_string());
                PyTypeError::new_err(format!("expected a binary file, whose read() gives bytes, not {found}"))
            })?;
            let bytes = bytes.as_bytes();
            Ok(buffer.get_mut(..bytes.len()).map(|room| {
                room.copy_from_slice(bytes);
                bytes.len()
            }))
        });
        match read {
            // ArtifactError: the file object is broken.
            Ok(None) => Err(io::Error::other("read(size) gave more than size bytes")),
            Ok(Some(length)) => Ok(length),
            Err(error) => {
                *self.raised = Some(error);
                Err(io::Error::other("raised"))
            }
        }
    }
}

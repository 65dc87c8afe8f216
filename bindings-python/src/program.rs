use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs the `sealwright` program on the standard streams, with its name and arguments; gives its exit code.
#[pyfunction]
#[pyo3(name = "_run")]
pub(crate) fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| sealwright_cli::run_on_terminal(arguments))
}

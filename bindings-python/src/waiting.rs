//! Waiting for servers, programs and people: the work runs in a thread of its own, so that Ctrl-C and whoever awaits can
//! stop the waiting.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use pyo3::exceptions::{PyInterruptedError, PyOSError, PyRuntimeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::reading::Stop;

/// How long Ctrl-C may wait.
const PAUSE: Duration = Duration::from_millis(50);

thread_local! {
    /// What stops the waiting of this thread.
    static STOP: RefCell<Option<Arc<AtomicBool>>> = const { RefCell::new(None) };
}

/// Whether nobody waits any more.
#[derive(Clone, Default)]
pub(crate) struct Gone(Arc<AtomicBool>);

impl Gone {
    fn is_said(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Passes the time; false as soon as nobody waits any more.
    pub(crate) fn sleep(&self, length: Duration) -> bool {
        let mut left = length;
        while !left.is_zero() && !self.is_said() {
            let nap = left.min(PAUSE);
            std::thread::sleep(nap);
            left = left.saturating_sub(nap);
        }
        !self.is_said()
    }
}

/// What the work comes to. Other Python threads run meanwhile. Whoever stops waiting leaves it to end by itself, and what
/// comes of it is dropped.
pub(crate) fn wait<T: Send + 'static>(py: Python<'_>, work: impl FnOnce(&Gone) -> T + Send + 'static) -> PyResult<T> {
    let stop = STOP.with_borrow(Clone::clone);
    let gone = Gone::default();
    let theirs = gone.clone();
    let (send, mut receive) = mpsc::sync_channel(1);
    let thread = std::thread::Builder::new().name("sealwright".to_owned());
    let begun = thread.spawn(move || drop(send.send(work(&theirs))));
    begun.map_err(|error| PyOSError::new_err(format!("cannot start a thread: {error}")))?;
    loop {
        let (got, again) = py.detach(move || (receive.recv_timeout(PAUSE), receive));
        receive = again;
        match got {
            Ok(value) => return Ok(value),
            Err(RecvTimeoutError::Disconnected) => return Err(PyRuntimeError::new_err("a panic: this is a bug")),
            Err(RecvTimeoutError::Timeout) => {}
        }
        let stopped = stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed));
        let stopped = if stopped { Err(PyInterruptedError::new_err("nobody waits any more")) } else { Ok(()) };
        py.check_signals().and(stopped).inspect_err(|_| gone.0.store(true, Ordering::Relaxed))?;
    }
}

/// Calls something that `stop` can stop, for `sealwright.aio`.
#[pyfunction]
#[pyo3(name = "_stoppable")]
pub(crate) fn stoppable<'py>(
    stop: &Stop,
    call: &Bound<'py, PyAny>,
    arguments: &Bound<'py, PyAny>,
    options: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let (arguments, options) = (arguments.cast::<PyTuple>()?, options.cast::<PyDict>()?);
    let before = STOP.replace(Some(Arc::clone(&stop.0)));
    let called = call.call(arguments, Some(options));
    STOP.set(before);
    called
}

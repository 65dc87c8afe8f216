//! `Verifier.verify_all`: jobs are taken in pieces, each piece runs on the core's threads while its first verdicts are
//! handed over already.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use pyo3::exceptions::{PyOSError, PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyTuple};
use sealwright::{Cancel, UnixTime, Verifier};

use crate::job::Job;
use crate::verdict::{Outcome, Shown, object};

/// Jobs in a piece for each thread, at most: enough that the threads seldom wait for each other at its end.
const JOBS: usize = 256;

/// Bytes of the bundles in a piece; one more job may go over it.
const BYTES: usize = 64 << 20;

/// How long jobs of a piece are waited for, once there is one.
const PATIENCE: Duration = Duration::from_millis(20);

/// How long Ctrl-C may wait.
const PAUSE: Duration = Duration::from_millis(50);

/// The verdicts of `Verifier.verify_all`, an iterator. Close it to stop the work; it closes itself when it is dropped
/// or left as a context manager.
#[pyclass(frozen, module = "sealwright")]
pub(crate) struct Verdicts {
    verifier: Arc<Verifier>,
    threads: NonZeroUsize,
    now: UnixTime,
    progress: Option<Py<PyAny>>,
    cancel: Arc<Cancel>,
    state: Mutex<State>,
}

/// Any iterable of jobs.
pub(crate) struct Jobs(pub(crate) Py<PyIterator>);

impl<'py> FromPyObject<'_, 'py> for Jobs {
    type Error = PyErr;

    hint!(input "sealwright.texts", "Jobs");

    fn extract(jobs: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        jobs.try_iter().map(|jobs| Self(jobs.unbind()))
    }
}

/// Called with the number of verdicts handed over.
pub(crate) struct Progress(pub(crate) Py<PyAny>);

impl<'py> FromPyObject<'_, 'py> for Progress {
    type Error = PyErr;

    hint!(input "sealwright.texts", "Progress");

    fn extract(call: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match call.is_callable() {
            true => Ok(Self(call.to_owned().unbind())),
            false => Err(PyTypeError::new_err("progress is a function of one number")),
        }
    }
}

struct State {
    /// Where jobs come from; nothing once it is exhausted.
    jobs: Option<Py<PyIterator>>,
    /// What the caller's iterable raised, for after the verdicts of the jobs before.
    raised: Option<PyErr>,
    piece: Option<Piece>,
    ready: VecDeque<Outcome>,
    /// Jobs in the next piece: few at first, so that the first verdict comes soon.
    size: usize,
    done: usize,
}

/// A piece that is being verified.
struct Piece {
    made: Arc<Made>,
    thread: JoinHandle<()>,
}

/// Verdicts on their way from the threads.
#[derive(Default)]
struct Made {
    verdicts: Mutex<(VecDeque<Outcome>, bool)>,
    changed: Condvar,
}

impl Verdicts {
    pub(crate) fn new(
        verifier: Arc<Verifier>,
        jobs: Py<PyIterator>,
        threads: NonZeroUsize,
        now: UnixTime,
        progress: Option<Py<PyAny>>,
    ) -> Self {
        let state = State {
            jobs: Some(jobs),
            raised: None,
            piece: None,
            ready: VecDeque::new(),
            size: threads.get(),
            done: 0,
        };
        Self { verifier, threads, now, progress, cancel: Arc::default(), state: Mutex::new(state) }
    }

    fn state(&self) -> PyResult<MutexGuard<'_, State>> {
        match self.state.try_lock() {
            Ok(state) => Ok(state),
            Err(TryLockError::Poisoned(state)) => Ok(state.into_inner()),
            Err(TryLockError::WouldBlock) => Err(PyValueError::new_err("the iterator is already running")),
        }
    }

    /// Waits until a verdict is ready; nothing at the end.
    fn advance(&self, py: Python<'_>, state: &mut State) -> PyResult<Option<Outcome>> {
        loop {
            if self.cancel.is_cancelled() {
                state.clear();
                return Ok(None);
            }
            if let Some(outcome) = state.ready.pop_front() {
                return Ok(Some(outcome));
            }
            if state.piece.is_some() {
                state.wait(py).inspect_err(|_| self.cancel.cancel())?;
                continue;
            }
            let jobs = state.take(py);
            if jobs.is_empty() {
                return state.raised.take().map_or(Ok(None), Err);
            }
            state.size = state.size.saturating_mul(2).min(self.threads.get().saturating_mul(JOBS));
            state.piece = Some(self.begin(jobs)?);
        }
    }

    fn begin(&self, jobs: Vec<Job>) -> PyResult<Piece> {
        let (verifier, cancel, now) = (Arc::clone(&self.verifier), Arc::clone(&self.cancel), self.now);
        let threads = self.threads.min(NonZeroUsize::new(jobs.len()).unwrap_or(NonZeroUsize::MIN));
        let made = Arc::<Made>::default();
        let end = End(Arc::clone(&made));
        let thread = std::thread::Builder::new().name("sealwright".to_owned()).spawn(move || {
            verifier.verify_all(jobs.iter().map(Job::core), threads, now, &cancel, |_, result| {
                end.0.lock().0.push_back(result.into());
                end.0.changed.notify_one();
                ControlFlow::Continue(())
            });
        });
        let thread = thread.map_err(|error| PyOSError::new_err(format!("cannot start a thread: {error}")))?;
        Ok(Piece { made, thread })
    }

    fn handed_over(&self, py: Python<'_>, done: usize) -> PyResult<()> {
        match &self.progress {
            Some(progress) => progress.call1(py, (done,)).map(drop).inspect_err(|_| self.cancel.cancel()),
            None => Ok(()),
        }
    }
}

impl State {
    /// The next piece.
    fn take(&mut self, py: Python<'_>) -> Vec<Job> {
        let mut taken = Vec::new();
        let (began, mut bytes) = (Instant::now(), 0_usize);
        while let Some(jobs) = &self.jobs {
            match next(jobs.bind(py)) {
                Ok(Some(job)) => {
                    bytes = bytes.saturating_add(job.bytes());
                    taken.push(job);
                }
                Ok(None) => self.jobs = None,
                Err(error) => {
                    self.raised = Some(error);
                    self.jobs = None;
                }
            }
            if taken.len() >= self.size || bytes >= BYTES || began.elapsed() >= PATIENCE {
                break;
            }
        }
        taken
    }

    /// Waits for verdicts of the piece, or for its end.
    fn wait(&mut self, py: Python<'_>) -> PyResult<()> {
        let Some(piece) = &self.piece else { return Ok(()) };
        let (ready, ended) = py.detach(|| piece.made.wait());
        self.ready = ready;
        if ended && let Some(piece) = self.piece.take() {
            let joined = py.detach(|| piece.thread.join());
            return joined.map_err(|_| PyRuntimeError::new_err("the verifier panicked: this is a bug"));
        }
        py.check_signals()
    }

    fn clear(&mut self) {
        self.jobs = None;
        self.piece = None;
        self.ready.clear();
        self.raised = None;
    }
}

fn next(jobs: &Bound<'_, PyIterator>) -> PyResult<Option<Job>> {
    let job = jobs.clone().next();
    job.transpose()?.map(|job| Job::read(&job)).transpose()
}

impl Made {
    fn lock(&self) -> MutexGuard<'_, (VecDeque<Outcome>, bool)> {
        self.verdicts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What there is by now, and whether that is all.
    fn wait(&self) -> (VecDeque<Outcome>, bool) {
        let mut held = self.lock();
        if held.0.is_empty() && !held.1 {
            held = self.changed.wait_timeout(held, PAUSE).unwrap_or_else(PoisonError::into_inner).0;
        }
        let ended = held.1;
        (std::mem::take(&mut held.0), ended)
    }
}

/// Says that there will be no more, also after a panic.
struct End(Arc<Made>);

impl Drop for End {
    fn drop(&mut self) {
        self.0.lock().1 = true;
        self.0.changed.notify_one();
    }
}

impl Drop for Verdicts {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

#[pymethods]
impl Verdicts {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Shown<'py>>> {
        let (outcome, done) = {
            let mut state = self.state()?;
            let Some(outcome) = self.advance(py, &mut state)? else { return Ok(None) };
            state.done += 1;
            (outcome, state.done)
        };
        self.handed_over(py, done)?;
        object(py, outcome).map(Some)
    }

    /// Stops the work and ends the iterator; from any thread.
    fn close(&self) {
        self.cancel.cancel();
        if let Ok(mut state) = self.state() {
            state.clear();
        }
    }

    fn __enter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    #[pyo3(signature = (*exception))]
    fn __exit__(&self, exception: &Bound<'_, PyTuple>) {
        let _ = exception;
        self.close();
    }

    /// At least one verdict and all others that are there by now, for `sealwright.aio`; none at the end.
    fn _some<'py>(&self, py: Python<'py>) -> PyResult<Vec<Shown<'py>>> {
        let (outcomes, done) = {
            let mut state = self.state()?;
            let Some(outcome) = self.advance(py, &mut state)? else { return Ok(Vec::new()) };
            let outcomes: Vec<_> = std::iter::once(outcome).chain(std::mem::take(&mut state.ready)).collect();
            state.done += outcomes.len();
            (outcomes, state.done)
        };
        self.handed_over(py, done)?;
        outcomes.into_iter().map(|outcome| object(py, outcome)).collect()
    }

    fn __repr__(&self) -> String {
        let ended = if self.cancel.is_cancelled() { ", closed" } else { "" };
        format!("<Verdicts on {} threads{ended}>", self.threads)
    }
}

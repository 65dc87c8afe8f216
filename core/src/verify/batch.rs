//! Many bundles on several threads: results in order, memory bounded, and no signature checked twice.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::outcome::{Content, Refusal, Verified};
use super::verifier::Verifier;
use crate::bundle::Bundle;
use crate::crypto::SignatureChecks;
use crate::digest::Artifact;
use crate::policy::Policy;
use crate::time::UnixTime;

/// How many results may wait for their turn, for each thread.
const AHEAD: usize = 64;

/// How many jobs a thread takes at a time, so that the threads seldom meet.
const TAKEN: usize = 8;

/// One verification of many.
#[derive(Clone, Debug)]
pub struct Job<'a> {
    /// The artifact.
    pub artifact: Artifact,
    /// The bundle.
    pub bundle: JobBundle<'a>,
    /// What is demanded of it.
    pub policy: &'a Policy,
}

/// A bundle, read already or not.
#[derive(Clone, Copy, Debug)]
pub enum JobBundle<'a> {
    /// As JSON: read on one of the threads, and refused if it cannot be.
    Json(&'a [u8]),
    /// Read already.
    Read(&'a Bundle),
}

/// Stops a running [`Verifier::verify_all`] from another thread.
#[derive(Debug, Default)]
pub struct Cancel(AtomicBool);

impl Cancel {
    /// A signal that is not given yet.
    pub const fn new() -> Self {
        Self(AtomicBool::new(false))
    }

    /// Gives the signal: no further job is begun.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the signal was given.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

type Outcome = Result<Verified<Content>, Refusal>;

/// What the threads share: where the jobs come from, and the results that wait for their turn.
struct Queue<I> {
    jobs: I,
    /// Results from `first` on; `None` is still being made.
    waiting: VecDeque<Option<Outcome>>,
    first: usize,
    ended: bool,
}

impl Verifier {
    /// Verifies many bundles on this many threads and hands over each result in the order of the jobs.
    ///
    /// Jobs are taken as they are needed and at most 64 results for each thread wait for their turn, so memory stays
    /// bounded however many there are. Certificates, checkpoints and timestamp authorities that were verified once
    /// are remembered by their exact bytes. The caller stops early with [`ControlFlow::Break`] or `cancel`.
    ///
    /// # Panics
    /// If the caller's iterator or closure does; no thread is left behind.
    pub fn verify_all<'j>(
        &self,
        jobs: impl Iterator<Item = Job<'j>> + Send,
        threads: NonZeroUsize,
        now: UnixTime,
        cancel: &Cancel,
        mut each: impl FnMut(usize, Outcome) -> ControlFlow<()>,
    ) {
        let window = threads.get().saturating_mul(AHEAD);
        let queue = Mutex::new(Queue { jobs, waiting: VecDeque::new(), first: 0, ended: false });
        let changed = Condvar::new();
        std::thread::scope(|scope| {
            let _end = EndOnPanic { queue: &queue, changed: &changed };
            for _ in 0..threads.get() {
                scope.spawn(|| self.work(&queue, &changed, window, now, cancel));
            }
            let mut held = lock(&queue);
            loop {
                if matches!(held.waiting.front(), Some(Some(_)))
                    && let Some(Some(outcome)) = held.waiting.pop_front()
                {
                    let index = held.first;
                    held.first += 1;
                    drop(held);
                    changed.notify_all();
                    let flow = each(index, outcome);
                    held = lock(&queue);
                    if flow.is_break() {
                        held.ended = true;
                        break;
                    }
                } else if held.ended && held.waiting.is_empty() {
                    break;
                } else {
                    held = changed.wait(held).unwrap_or_else(PoisonError::into_inner);
                }
            }
            drop(held);
            changed.notify_all();
        });
    }

    fn work<'j, I: Iterator<Item = Job<'j>>>(
        &self,
        queue: &Mutex<Queue<I>>,
        changed: &Condvar,
        window: usize,
        now: UnixTime,
        cancel: &Cancel,
    ) {
        let _end = EndOnPanic { queue, changed };
        let (mut taken, mut outcomes) = (Vec::with_capacity(TAKEN), Vec::with_capacity(TAKEN));
        let mut held = lock(queue);
        loop {
            if held.ended || cancel.is_cancelled() {
                held.ended = true;
                break;
            }
            if held.waiting.len() >= window {
                held = changed.wait(held).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let index = held.first + held.waiting.len();
            let room = TAKEN.min(window - held.waiting.len());
            taken.extend(held.jobs.by_ref().take(room));
            if taken.is_empty() {
                held.ended = true;
                break;
            }
            held.waiting.extend(taken.iter().map(|_| None));
            drop(held);
            outcomes.extend(taken.drain(..).map(|job| self.verify_job(&job, now)));
            held = lock(queue);
            let place = index - held.first;
            for (slot, outcome) in held.waiting.iter_mut().skip(place).zip(outcomes.drain(..)) {
                *slot = Some(outcome);
            }
            if place == 0 {
                changed.notify_all();
            }
        }
        drop(held);
        changed.notify_all();
    }

    fn verify_job(&self, job: &Job<'_>, now: UnixTime) -> Outcome {
        let signatures = SignatureChecks::with_cache(&self.cache);
        let verify = |bundle: &Bundle| self.verify_with(&job.artifact, bundle, job.policy, now, &signatures);
        match job.bundle {
            JobBundle::Read(bundle) => verify(bundle),
            JobBundle::Json(json) => {
                let bundle = Bundle::from_json(json).map_err(|error| Refusal::malformed(&job.artifact, &error))?;
                verify(&bundle)
            }
        }
    }
}

/// Wakes every thread if this one panics, in the caller's iterator or closure: nobody waits for what will not come.
/// The scope then passes the panic on to the caller.
struct EndOnPanic<'q, I> {
    queue: &'q Mutex<Queue<I>>,
    changed: &'q Condvar,
}

impl<I> Drop for EndOnPanic<'_, I> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let mut held = lock(self.queue);
            held.ended = true;
            held.waiting.clear();
            drop(held);
            self.changed.notify_all();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

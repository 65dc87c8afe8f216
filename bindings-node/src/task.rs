//! Work on the thread pool of Node: what it gives becomes a promise's value, what it refuses with a rejection.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use napi::bindgen_prelude::{AsyncTask, Either, Object, ToNapiValue, TypeName};
use napi::{Env, Error, Result, Status, Task};
use napi_derive::napi;
use sealwright::Cancel;

use crate::called;

type Run<T> = Box<dyn FnOnce() -> Result<T> + Send>;

/// Work, and how its outcome is shown to JavaScript.
pub struct Work<T, J> {
    run: Option<Run<T>>,
    show: fn(T) -> J,
}

/// A promise of what `run` gives on the thread pool.
pub(crate) fn promise<T, J>(run: impl FnOnce() -> Result<T> + Send + 'static, show: fn(T) -> J) -> AsyncTask<Work<T, J>>
where
    T: Send + 'static,
    J: ToNapiValue + TypeName,
{
    AsyncTask::new(Work { run: Some(Box::new(run)), show })
}

/// A promise of work on the pool, or of work that waits for JavaScript.
pub(crate) type Eventually<'e, T, J> = Either<AsyncTask<Work<T, J>>, Object<'e>>;

/// A promise of what `run` gives on a thread of its own: for what waits for JavaScript, or for people. On the pool it could
/// take the threads that JavaScript needs in order to answer.
pub(crate) fn waiting<'e, T, J>(
    env: &'e Env,
    stop: Option<&Stop>,
    run: impl FnOnce() -> Result<T> + Send + 'static,
    show: fn(T) -> J,
) -> Result<Object<'e>>
where
    T: Send + 'static,
    J: ToNapiValue + 'static,
{
    let stop = stop.cloned();
    let (deferred, promise) = env.create_deferred()?;
    let work = move || {
        called::stopped_by(stop);
        let output = catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Err(panicked()));
        deferred.resolve(move |_| output.map(show));
    };
    let thread = thread::Builder::new().name("sealwright-wait".to_owned()).spawn(work);
    thread.map_err(|error| Error::from_reason(error.to_string()))?;
    Ok(promise)
}

impl<T: Send + 'static, J: ToNapiValue + TypeName> Task for Work<T, J> {
    type Output = Result<T>;
    type JsValue = J;

    // What fails goes through `resolve`: it runs where JavaScript may be spoken to.
    fn compute(&mut self) -> Result<Self::Output> {
        let Some(run) = self.run.take() else { return Ok(Err(panicked())) };
        Ok(catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Err(panicked())))
    }

    fn resolve(&mut self, _: Env, output: Self::Output) -> Result<J> {
        output.map(self.show)
    }
}

fn panicked() -> Error {
    Error::new(Status::GenericFailure, "sealwright failed where it must not; please report this")
}

/// What an `AbortSignal` pulls.
#[napi]
#[derive(Clone, Default)]
pub struct Stop(Arc<Cancel>);

#[napi]
impl Stop {
    /// A signal that nobody has given yet.
    #[napi(constructor, catch_unwind, skip_typescript)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops the work that was given this.
    #[napi(catch_unwind, skip_typescript)]
    pub fn now(&self) {
        self.0.cancel();
    }
}

impl Stop {
    /// For the core's own work.
    pub(crate) fn cancel(&self) -> &Cancel {
        &self.0
    }

    /// Whether to stop.
    pub(crate) fn is_asked(&self) -> bool {
        self.0.is_cancelled()
    }
}

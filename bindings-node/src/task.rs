//! Work on the thread pool of Node: what it gives becomes a promise's value, what it refuses with a rejection.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use napi::bindgen_prelude::{AsyncTask, ToNapiValue, TypeName};
use napi::{Env, Error, Result, Status, Task};
use napi_derive::napi;
use sealwright::Cancel;

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
    #[napi(constructor, skip_typescript)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops the work that was given this.
    #[napi(skip_typescript)]
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

//! Functions of JavaScript's that are called on its thread, while a thread of ours waits for what they give.

use std::cell::{Cell, RefCell};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use napi::bindgen_prelude::{FnArgs, Function, ToNapiValue};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode, UnknownReturnValue};
use napi::{Result, Status};
use napi_derive::napi;

use crate::task::Stop;

/// Between two looks whether the work is to stop.
const TICK: Duration = Duration::from_millis(50);

/// Characters of what a function threw that messages repeat.
const MAX_REASON: usize = 200;

thread_local! {
    static STOP: RefCell<Option<Stop>> = const { RefCell::new(None) };
    static FAILURE: Cell<Option<u32>> = const { Cell::new(None) };
}

enum Reply {
    Given(Vec<u8>),
    Failed(u32, String),
}

/// What `lib/called.js` says when a function has given or thrown something.
#[napi]
pub struct Answer(Sender<Reply>);

#[napi]
impl Answer {
    /// What it gave; whether anybody still waits for it.
    #[napi(catch_unwind, skip_typescript)]
    pub fn give(&self, bytes: &[u8]) -> bool {
        self.0.send(Reply::Given(bytes.to_vec())).is_ok()
    }

    /// What it threw: under which number that is kept, and its message; whether anybody still waits for it.
    #[napi(catch_unwind, skip_typescript)]
    pub fn fail(&self, number: u32, message: String) -> bool {
        self.0.send(Reply::Failed(number, message)).is_ok()
    }
}

/// How `lib/called.js` calls a function.
pub(crate) type Caller<'a, T> = Function<'a, FnArgs<(T, Answer)>, UnknownReturnValue>;

type Shared<T> = ThreadsafeFunction<FnArgs<(T, Answer)>, UnknownReturnValue, FnArgs<(T, Answer)>, Status, false, true>;

/// A function of JavaScript's. It does not keep the process alive; whoever waits for it does.
pub(crate) struct Called<T: ToNapiValue + 'static>(Shared<T>);

impl<T: ToNapiValue + 'static> Called<T> {
    pub(crate) fn new(function: &Caller<'_, T>) -> Result<Self> {
        function.build_threadsafe_function().callee_handled::<false>().weak::<true>().build().map(Self)
    }

    /// Waits for what the function gives; else says why there is nothing. Only on threads of [`crate::task::waiting`]:
    /// JavaScript's own would wait for itself.
    pub(crate) fn ask(&self, given: T) -> std::result::Result<Vec<u8>, String> {
        let (sender, replies) = channel();
        let called = self.0.call(FnArgs::from((given, Answer(sender))), ThreadsafeFunctionCallMode::NonBlocking);
        if called != Status::Ok {
            return Err("Node is ending".to_owned());
        }
        loop {
            match replies.recv_timeout(TICK) {
                Ok(Reply::Given(bytes)) => return Ok(bytes),
                Ok(Reply::Failed(number, message)) => {
                    FAILURE.set(Some(number));
                    let cut: String = message.chars().take(MAX_REASON).collect();
                    return Err(sealwright::escape(&cut).to_string());
                }
                Err(RecvTimeoutError::Timeout) if is_stopped() => return Err("it was stopped".to_owned()),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err("it gave no answer".to_owned()),
            }
        }
    }
}

/// What this thread does from now on ends when this is pulled.
pub(crate) fn stopped_by(stop: Option<Stop>) {
    STOP.set(stop);
}

/// Whether what this thread does is to end.
pub(crate) fn is_stopped() -> bool {
    STOP.with_borrow(|stop| stop.as_ref().is_some_and(Stop::is_asked))
}

/// Waits; whether to go on.
pub(crate) fn pause(time: Duration) -> bool {
    let mut left = time;
    while !left.is_zero() && !is_stopped() {
        let nap = left.min(TICK);
        std::thread::sleep(nap);
        left -= nap;
    }
    !is_stopped()
}

/// The number of what a function threw, if that is why this thread's work failed.
pub(crate) fn failure() -> Option<u32> {
    FAILURE.take()
}

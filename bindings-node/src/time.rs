//! `Validity`: a window of time.

use napi::{Env, JsDate, Result};
use napi_derive::napi;

use crate::value::{date, maybe_date, time};

/// A window of time with both ends in it; no end means that it is still open.
#[napi]
pub struct Validity(pub(crate) sealwright::Validity);

#[napi]
impl Validity {
    /// A window from `start` to `end`.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        #[napi(ts_arg_type = "Date")] start: JsDate<'_>,
        #[napi(ts_arg_type = "Date | null")] end: Option<JsDate<'_>>,
    ) -> Result<Self> {
        Ok(Self(sealwright::Validity { start: time(&start)?, end: end.as_ref().map(time).transpose()? }))
    }

    /// The first moment of the window.
    #[napi(getter, ts_return_type = "Date")]
    pub fn start<'e>(&self, env: &'e Env) -> Result<JsDate<'e>> {
        date(env, self.0.start)
    }

    /// The last moment of the window; `null` if it is still open.
    #[napi(getter, ts_return_type = "Date | null")]
    pub fn end<'e>(&self, env: &'e Env) -> Result<Option<JsDate<'e>>> {
        maybe_date(env, self.0.end)
    }

    /// Whether the time lies in the window, both ends included.
    #[napi(catch_unwind)]
    pub fn contains(&self, #[napi(ts_arg_type = "Date")] moment: JsDate<'_>) -> Result<bool> {
        Ok(self.0.contains(time(&moment)?))
    }

    /// Both ends, as verdicts show them.
    #[napi(js_name = "toString")]
    pub fn text(&self) -> String {
        self.0.to_string()
    }
}

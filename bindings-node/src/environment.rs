//! `Environment`: what a CI system's variables say.

use napi::Result;
use napi_derive::napi;
use sealwright::Ci;
use sealwright_bindings::ci;

use crate::error::thrown;
use crate::value::Pairs;

/// The variables of a CI system that provenance may speak of; nothing else of an environment is kept.
///
/// Which names these are is an allow-list, `Environment.names()`. Everything else, every secret with it, is dropped where it
/// comes in. User names, passwords and tokens in URLs are cut out of the values that are kept. What somebody wrote out in
/// the command of a Buildkite step is kept: it is no secret there, either.
#[napi]
pub struct Environment(pub(crate) sealwright::Environment);

#[napi]
impl Environment {
    /// Keeps the variables of the allow-list that are not empty; of `process.env`, no other is read.
    ///
    /// A value has at most 64 KiB and no control characters; all of them have at most 1 MiB. Throws a `MakeError`.
    #[napi(
        constructor,
        catch_unwind,
        ts_args_type = "variables: Readonly<Record<string, string | undefined>> | Iterable<readonly [name: string, value: string]>"
    )]
    pub fn new(variables: Pairs) -> Result<Self> {
        sealwright::Environment::from_pairs(variables).map(Self).map_err(thrown)
    }

    /// Whose environment it is; `local` if it is that of no CI system. Throws a `MakeError` if it is that of two.
    #[napi(catch_unwind, ts_return_type = "Ci")]
    pub fn detect(&self) -> Result<&'static str> {
        Ci::detect(&self.0).map(Ci::name).map_err(thrown)
    }

    /// The allow-list: every name that is kept, of whichever CI system.
    #[napi(catch_unwind)]
    pub fn names() -> Vec<&'static str> {
        sealwright::Environment::names().collect()
    }

    /// The variables that are read of the environment of this CI system, and no others.
    #[napi(catch_unwind)]
    pub fn variables(#[napi(ts_arg_type = "Ci")] system: String) -> Result<Vec<&'static str>> {
        ci(&system).map(Ci::variables).map_err(thrown)
    }
}

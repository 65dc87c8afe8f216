//! `Verifier`.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use napi::Result;
use napi::bindgen_prelude::{AsyncTask, ClassInstance, Either3, Either4, Uint8Array};
use napi_derive::napi;
use sealwright::UnixTime;

use crate::artifact::Artifact;
use crate::attestation::Attestation;
use crate::bundle::Bundle;
use crate::error::thrown;
use crate::policy::Policy;
use crate::task::{Work, promise};
use crate::trust::TrustRoot;
use crate::value::from_millis;
use crate::verdict::{Outcome, Shown, shown};

/// A bundle, read or not.
pub(crate) type BundleLike<'a> = Either4<ClassInstance<'a, Bundle>, ClassInstance<'a, Attestation>, Uint8Array, String>;

/// Makes every check, offline, and gives a verdict. It may be used for many verifications at once.
#[napi]
pub struct Verifier(pub(crate) Arc<sealwright::Verifier>);

#[napi]
impl Verifier {
    /// A verifier that trusts this root and nobody else. Throws a `TrustError`.
    #[napi(constructor, catch_unwind)]
    pub fn new(trust: &TrustRoot) -> Result<Self> {
        sealwright::Verifier::new(&trust.0).map(Arc::new).map(Self).map_err(thrown)
    }

    /// Verifies on the thread pool. Rejects with `Refused`, which carries every check that failed.
    ///
    /// A bundle may be given as its JSON; one that cannot be read is refused. `now` is the clock's time unless it is given,
    /// or the policy says as of when.
    #[napi(
        catch_unwind,
        ts_args_type = "artifact: Artifact, bundle: Bundle | Attestation | Uint8Array | string, policy: Policy, options?: VerifyOptions",
        ts_return_type = "Promise<Verified>"
    )]
    pub fn verify(
        &self,
        artifact: &Artifact,
        bundle: BundleLike<'_>,
        policy: &Policy,
        now: Option<f64>,
    ) -> Result<AsyncTask<Work<Outcome, Shown>>> {
        let (verifier, artifact, policy) = (Arc::clone(&self.0), artifact.0.clone(), Arc::clone(&policy.0));
        let now = moment(now)?;
        let bundle = match bundle {
            Either4::A(bundle) => Either3::A(Arc::clone(&bundle.0)),
            Either4::B(attestation) => Either3::A(Arc::clone(attestation.0.bundle())),
            // A copy of some kilobytes: JavaScript can write into the buffer while a thread reads it, and what is verified must
            // be what was checked before.
            Either4::C(bytes) => Either3::B(bytes.to_vec()),
            Either4::D(text) => Either3::C(text),
        };
        let run = move || {
            Ok(match bundle {
                Either3::A(bundle) => verifier.verify(&artifact, &bundle, &policy, now),
                Either3::B(bytes) => verifier.verify_json(&artifact, &bytes, &policy, now),
                Either3::C(text) => verifier.verify_json(&artifact, text.as_bytes(), &policy, now),
            })
        };
        Ok(promise(run, shown))
    }

    /// Verifies before it returns. Throws `Refused`.
    #[napi(
        catch_unwind,
        ts_args_type = "artifact: Artifact, bundle: Bundle | Attestation | Uint8Array | string, policy: Policy, options?: { now?: Date }",
        ts_return_type = "Verified"
    )]
    pub fn verify_sync(
        &self,
        artifact: &Artifact,
        bundle: Either4<ClassInstance<'_, Bundle>, ClassInstance<'_, Attestation>, &[u8], String>,
        policy: &Policy,
        now: Option<f64>,
    ) -> Result<Shown> {
        let now = moment(now)?;
        Ok(shown(match bundle {
            Either4::A(bundle) => self.0.verify(&artifact.0, &bundle.0, &policy.0, now),
            Either4::B(attestation) => self.0.verify(&artifact.0, attestation.0.bundle(), &policy.0, now),
            Either4::C(bytes) => self.0.verify_json(&artifact.0, bytes, &policy.0, now),
            Either4::D(text) => self.0.verify_json(&artifact.0, text.as_bytes(), &policy.0, now),
        }))
    }
}

/// The time that was given, or the clock's.
pub(crate) fn moment(now: Option<f64>) -> Result<UnixTime> {
    match now {
        Some(millis) => from_millis(millis),
        None => {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
            Ok(UnixTime::from_secs_nanos(seconds, since.subsec_nanos()))
        }
    }
}

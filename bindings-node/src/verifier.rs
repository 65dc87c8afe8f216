//! `Verifier`, and the verdicts that it gives.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use napi::Result;
use napi::bindgen_prelude::{AsyncTask, ClassInstance, Either, Either3, Uint8Array};
use napi_derive::napi;
use sealwright::{Colour, Content, UnixTime, Verdict};

use crate::artifact::Artifact;
use crate::bundle::Bundle;
use crate::error::thrown;
use crate::evidence::{Evidence, Seen};
use crate::policy::Policy;
use crate::statement::Statement;
use crate::task::{Work, promise};
use crate::trust::TrustRoot;
use crate::value::from_millis;

/// A bundle, read or not.
type BundleLike<'a> = Either3<ClassInstance<'a, Bundle>, Uint8Array, String>;

pub(crate) type Outcome = std::result::Result<sealwright::Verified<Content>, sealwright::Refusal>;

/// A verdict on its way to JavaScript, where a refusal becomes an error.
pub(crate) type Shown = Either<Verified, Refusal>;

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
        ts_args_type = "artifact: Artifact, bundle: Bundle | Uint8Array | string, policy: Policy, options?: VerifyOptions",
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
            Either3::A(bundle) => Either3::A(Arc::clone(&bundle.0)),
            Either3::B(bytes) => Either3::B(bytes),
            Either3::C(text) => Either3::C(text),
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
        ts_args_type = "artifact: Artifact, bundle: Bundle | Uint8Array | string, policy: Policy, options?: { now?: Date }",
        ts_return_type = "Verified"
    )]
    pub fn verify_sync(
        &self,
        artifact: &Artifact,
        bundle: Either3<ClassInstance<'_, Bundle>, &[u8], String>,
        policy: &Policy,
        now: Option<f64>,
    ) -> Result<Shown> {
        let now = moment(now)?;
        Ok(shown(match bundle {
            Either3::A(bundle) => self.0.verify(&artifact.0, &bundle.0, &policy.0, now),
            Either3::B(bytes) => self.0.verify_json(&artifact.0, bytes, &policy.0, now),
            Either3::C(text) => self.0.verify_json(&artifact.0, text.as_bytes(), &policy.0, now),
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

pub(crate) fn shown(outcome: Outcome) -> Shown {
    match outcome {
        Ok(verified) => Either::A(Verified(Arc::new(verified))),
        Err(refusal) => Either::B(Refusal(Arc::new(refusal))),
    }
}

/// A yes. Only a verifier makes one.
#[napi]
pub struct Verified(Arc<sealwright::Verified<Content>>);

#[napi]
impl Verified {
    /// The statement that was attested; `null` if the artifact itself was signed.
    #[napi(getter, ts_return_type = "Statement | null")]
    pub fn statement(&self) -> Option<Statement> {
        match self.0.content() {
            Content::Statement(statement) => Some(Statement(Arc::clone(statement))),
            _ => None,
        }
    }

    /// What was looked at and found.
    #[napi(getter)]
    pub fn evidence(&self) -> Evidence {
        Evidence(Seen::Verified(Arc::clone(&self.0)))
    }

    /// Every check that was made, in order.
    #[napi(getter, catch_unwind, ts_return_type = "Array<Check>")]
    pub fn checks(&self) -> String {
        Verdict::from(&*self.0).to_json()
    }

    /// The verdict, of the schema `sealwright/verdict/v1`.
    #[napi(js_name = "toJSON", catch_unwind, ts_return_type = "Verdict")]
    pub fn json(&self) -> String {
        Verdict::from(&*self.0).to_json()
    }

    /// The verdict for people, several lines.
    #[napi(catch_unwind, ts_args_type = "options?: HumanOptions")]
    pub fn human(&self, bundle: Option<String>, colour: Option<bool>) -> String {
        human(Verdict::from(&*self.0), bundle, colour)
    }
}

/// A no, of which `lib/errors.js` makes a `Refused`.
#[napi]
pub struct Refusal(Arc<sealwright::Refusal>);

#[napi]
impl Refusal {
    /// The code of the check that matters most.
    #[napi(getter, skip_typescript)]
    pub fn code(&self) -> &'static str {
        self.0.code().as_str()
    }

    /// What failed, in one line.
    #[napi(getter, skip_typescript)]
    pub fn message(&self) -> String {
        self.0.to_string()
    }

    /// What was looked at and found.
    #[napi(getter, skip_typescript)]
    pub fn evidence(&self) -> Evidence {
        Evidence(Seen::Refused(Arc::clone(&self.0)))
    }

    /// The verdict.
    #[napi(catch_unwind, skip_typescript)]
    pub fn json(&self) -> String {
        Verdict::from(&*self.0).to_json()
    }

    /// The verdict for people.
    #[napi(catch_unwind, skip_typescript)]
    pub fn human(&self, bundle: Option<String>, colour: Option<bool>) -> String {
        human(Verdict::from(&*self.0), bundle, colour)
    }
}

fn human(verdict: Verdict<'_>, bundle: Option<String>, colour: Option<bool>) -> String {
    let colour = if colour.unwrap_or(false) { Colour::Always } else { Colour::Never };
    let human = verdict.human().colour(colour);
    match &bundle {
        Some(name) => human.bundle(name).to_string(),
        None => human.to_string(),
    }
}

//! `Verifier.verifyAll`: one batch of it, which `lib/all.js` fills and takes apart.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::Arc;

use napi::Result;
use napi::bindgen_prelude::{AsyncTask, ClassInstance, Either4};
use napi_derive::napi;
use sealwright::{Cancel, Job, JobBundle, UnixTime};

use crate::artifact::Artifact;
use crate::policy::Policy;
use crate::task::{Stop, Work, promise};
use crate::verdict::{Outcome, Shown, shown};
use crate::verifier::{BundleLike, Verifier, moment};

/// A bundle whose JSON is read on the threads, or one that was read before.
enum Source {
    Bytes(Vec<u8>),
    Text(String),
    Read(Arc<sealwright::Bundle>),
}

struct Given {
    artifact: sealwright::Artifact,
    bundle: Source,
    policy: Arc<sealwright::Policy>,
}

#[napi]
impl Verifier {
    /// Verifies many bundles on several threads: gives `Verified` and `Refused`, in the order of the jobs.
    ///
    /// Jobs are taken from the iterable as they are needed, so that any number of them fits in memory, and no signature of
    /// theirs is checked twice. Leaving the loop, or the signal, stops the work; a refusal does not.
    #[napi(
        catch_unwind,
        ts_args_type = "jobs: Iterable<Job> | AsyncIterable<Job>, options?: VerifyAllOptions",
        ts_return_type = "AsyncGenerator<Verified | Refused, void, undefined>"
    )]
    pub fn verify_all(
        &self,
        artifacts: Vec<ClassInstance<'_, Artifact>>,
        bundles: Vec<BundleLike<'_>>,
        policies: Vec<ClassInstance<'_, Policy>>,
        threads: u32,
        now: Option<f64>,
        stop: &Stop,
    ) -> Result<AsyncTask<Work<Vec<Outcome>, Vec<Shown>>>> {
        let (verifier, stop, now) = (Arc::clone(&self.0), stop.clone(), moment(now)?);
        let rows = artifacts.iter().zip(bundles).zip(policies.iter());
        let given: Vec<Given> = rows.map(|((artifact, bundle), policy)| given(artifact, bundle, policy)).collect();
        let threads = usize::try_from(threads).unwrap_or(1).min(given.len());
        let threads = NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN);
        let run = move || Ok(verify(&verifier, &given, threads, now, stop.cancel()));
        Ok(promise(run, |outcomes| outcomes.into_iter().map(shown).collect()))
    }
}

fn given(artifact: &Artifact, bundle: BundleLike<'_>, policy: &Policy) -> Given {
    let bundle = match bundle {
        Either4::A(bundle) => Source::Read(Arc::clone(&bundle.0)),
        Either4::B(attestation) => Source::Read(Arc::clone(attestation.0.bundle())),
        // As in `verify`: nobody changes what is being verified.
        Either4::C(bytes) => Source::Bytes(bytes.to_vec()),
        Either4::D(text) => Source::Text(text),
    };
    Given { artifact: artifact.0.clone(), bundle, policy: Arc::clone(&policy.0) }
}

impl Given {
    fn job(&self) -> Job<'_> {
        let bundle = match &self.bundle {
            Source::Bytes(bytes) => JobBundle::Json(bytes),
            Source::Text(text) => JobBundle::Json(text.as_bytes()),
            Source::Read(bundle) => JobBundle::Read(bundle),
        };
        Job { artifact: self.artifact.clone(), bundle, policy: &self.policy }
    }
}

/// A batch that was stopped gives fewer outcomes; whoever stopped it asks for none.
fn verify(
    verifier: &sealwright::Verifier,
    given: &[Given],
    threads: NonZeroUsize,
    now: UnixTime,
    cancel: &Cancel,
) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(given.len());
    verifier.verify_all(given.iter().map(Given::job), threads, now, cancel, |_, outcome| {
        outcomes.push(outcome);
        ControlFlow::Continue(())
    });
    outcomes
}

//! `Expectations`: what an artifact's provenance must say.

use std::sync::Arc;

use napi::Result;
use napi::bindgen_prelude::{AsyncTask, ClassInstance};
use napi_derive::napi;

use crate::artifact::Artifact;
use crate::builders::Builders;
use crate::judged::{self, Given, Outcome, read};
use crate::policy::Policy;
use crate::task::{Work, promise};
use crate::value::{Pairs, small};
use crate::verdict::{Shown, Verified, Yes, judged};
use crate::verifier::{Verifier, moment};

/// What more is expected of provenance than its source.
#[napi(object, object_to_js = false)]
#[derive(Default)]
pub struct ExpectationsOptions<'a> {
    /// Trust these builders and no others; without this, `Builders.embedded()`.
    #[napi(ts_type = "Builders")]
    pub builders: Option<ClassInstance<'a, Builders>>,
    /// This builder built it: its id, with `@VERSION` where the version matters. `v1.2.3` and `refs/tags/v1.2.3` are the
    /// same version. Some builders are trusted only when they are named so.
    pub builder: Option<String>,
    /// The build type is this one.
    pub build_type: Option<String>,
    /// It was built from this full git reference, `refs/heads/main`.
    pub git_ref: Option<String>,
    /// It was built from this branch, or from a tag that was made on it.
    pub branch: Option<String>,
    /// It was built from this tag.
    pub tag: Option<String>,
    /// It was built from a tag of this semantic version: `v1` is any `v1.x.y`, `v1.2` any `v1.2.x`.
    pub versioned_tag: Option<String>,
    /// It was built from this commit, in full.
    pub commit: Option<String>,
    /// These are the top-level build instructions: their path in the repository, `.github/workflows/release.yml`.
    pub workflow: Option<String>,
    /// The repository has this id, which stays when the name changes hands.
    pub repository_id: Option<String>,
    /// The owner of the repository has this id.
    pub owner_id: Option<String>,
    /// It was built on runners of this class: `github-hosted` or `self-hosted`.
    pub runner: Option<String>,
    /// Whoever started the build gave these inputs.
    #[napi(ts_type = "Readonly<Record<string, string>>")]
    pub inputs: Option<Pairs>,
    /// External parameters that the build type does not have may be there under these names, whatever they say.
    #[napi(ts_type = "ReadonlyArray<string>")]
    pub parameters: Option<Vec<String>>,
    /// The builder is trusted up to this level of SLSA's build track at least.
    pub level: Option<f64>,
    /// The provenance is about a package of this name, `@octo/app`.
    #[napi(js_name = "package")]
    pub package: Option<String>,
    /// The provenance is about this version of the package.
    pub package_version: Option<String>,
}

/// What is expected of an artifact's provenance: SLSA v1.2, verifying artifacts, steps 1 and 2.
///
/// There is no default for the source: whoever does not say from which repository an artifact must come accepts what a
/// stranger built from a stranger's repository, with perfect provenance.
///
/// A mistake in an expectation (a version that is none, a pattern) is a refusal with `policy.malformed`.
#[napi]
pub struct Expectations(sealwright::Expectations);

#[napi]
impl Expectations {
    /// The artifact was built from this repository: `https://github.com/octo/app`, `github.com/octo/app` or
    /// `git+https://github.com/octo/app`. Letter by letter, also in case.
    #[napi(constructor, catch_unwind)]
    pub fn new(source: String, options: Option<ExpectationsOptions<'_>>) -> Result<Self> {
        options.unwrap_or_default().apply(sealwright::Expectations::new(&source)).map(Self)
    }

    /// A policy under which to verify what is to be judged: signed by a certificate, or by a key of the registry. Who
    /// signed is decided by `check`.
    #[napi(catch_unwind)]
    pub fn policy(&self) -> Policy {
        Policy(Arc::new(self.0.policy()))
    }

    /// Verifies and judges, on the thread pool, everything that is attested of an artifact: what `Attestation.fromJson`
    /// gives. Rejects with `Refused`, that of what came nearest.
    ///
    /// One provenance that is as expected suffices. What is attested of the publication beside it must hold too: a
    /// registry's word has no second; and npm's registry, which publishes no provenance without its own word, must have
    /// given it. The policy is this object's own, unless one that demands more is given.
    #[napi(
        catch_unwind,
        ts_args_type = "verifier: Verifier, artifact: Artifact, attestations: ReadonlyArray<Attestation | BundleError>, options?: JudgeOptions",
        ts_return_type = "Promise<Judged>"
    )]
    pub fn verify(
        &self,
        verifier: &Verifier,
        artifact: &Artifact,
        attestations: Vec<Given<'_>>,
        policy: Option<ClassInstance<'_, Policy>>,
        now: Option<f64>,
    ) -> Result<AsyncTask<Work<Outcome, judged::Shown>>> {
        let (expected, verifier, artifact) = (self.0.clone(), Arc::clone(&verifier.0), artifact.0.clone());
        let (attestations, policy, now) = (read(attestations)?, self.or_own(policy), moment(now)?);
        let run = move || Ok(expected.verify(&verifier, &artifact, &attestations, &policy, now));
        Ok(promise(run, judged::shown))
    }

    /// Verifies and judges before it returns. Throws `Refused`.
    #[napi(
        catch_unwind,
        ts_args_type = "verifier: Verifier, artifact: Artifact, attestations: ReadonlyArray<Attestation | BundleError>, options?: { policy?: Policy, now?: Date }",
        ts_return_type = "Judged"
    )]
    pub fn verify_sync(
        &self,
        verifier: &Verifier,
        artifact: &Artifact,
        attestations: Vec<Given<'_>>,
        policy: Option<ClassInstance<'_, Policy>>,
        now: Option<f64>,
    ) -> Result<judged::Shown> {
        let (attestations, policy) = (read(attestations)?, self.or_own(policy));
        Ok(judged::shown(self.0.verify(&verifier.0, &artifact.0, &attestations, &policy, moment(now)?)))
    }

    /// Judges provenance whose signature was verified: SLSA v1.2, verifying artifacts. What it gives has `provenance`.
    /// Throws `Refused`.
    ///
    /// The signer must be a builder that the registry trusts, whatever policy it was verified under; what certificate,
    /// predicate and materials say must agree; and it must be what is expected here. All that is wrong is in the refusal.
    #[napi(catch_unwind, ts_return_type = "Verified")]
    pub fn check(&self, verified: &Verified) -> Result<Shown> {
        Ok(judged(self.0.check(verified.given()?), Yes::Provenance))
    }

    /// Judges an attestation that the artifact was published in a package registry: signed by a key of the registry (npm),
    /// or by a workflow of the source repository that publishes there (PyPI), and about the package and version that are
    /// expected, if they are. What it gives has `publish`. Throws `Refused`.
    #[napi(catch_unwind, ts_return_type = "Verified")]
    pub fn check_publish(&self, verified: &Verified) -> Result<Shown> {
        Ok(judged(self.0.check_publish(verified.given()?), Yes::Publish))
    }

    /// Judges what the build used, as far as its provenance names it: each dependency must be a subject of one of these
    /// summaries, each of which was judged by its own `VsaExpectations`. `verified` is what `check` gave. Throws
    /// `Refused`.
    #[napi(catch_unwind, ts_args_type = "verified: Verified, summaries: Verified[]", ts_return_type = "Verified")]
    pub fn check_dependencies(
        &self,
        verified: &Verified,
        summaries: Vec<ClassInstance<'_, Verified>>,
    ) -> Result<Shown> {
        let summaries = summaries.iter().map(|summary| summary.summarized()).collect::<Result<Vec<_>>>()?;
        Ok(judged(self.0.check_dependencies(verified.judged()?, &summaries), Yes::Provenance))
    }

    /// Whether attestations of this type say that something was published, and not how it was built.
    #[napi(catch_unwind)]
    pub fn is_publish(&self, predicate_type: String) -> bool {
        self.0.is_publish(&predicate_type)
    }
}

impl Expectations {
    fn or_own(&self, policy: Option<ClassInstance<'_, Policy>>) -> Arc<sealwright::Policy> {
        policy.map_or_else(|| Arc::new(self.0.policy()), |policy| Arc::clone(&policy.0))
    }
}

impl ExpectationsOptions<'_> {
    fn apply(self, mut expected: sealwright::Expectations) -> Result<sealwright::Expectations> {
        type Apply = fn(sealwright::Expectations, &str) -> sealwright::Expectations;
        let options: [(Option<String>, Apply); 13] = [
            (self.builder, sealwright::Expectations::builder),
            (self.build_type, sealwright::Expectations::build_type),
            (self.git_ref, sealwright::Expectations::git_ref),
            (self.branch, sealwright::Expectations::branch),
            (self.tag, sealwright::Expectations::tag),
            (self.versioned_tag, sealwright::Expectations::versioned_tag),
            (self.commit, sealwright::Expectations::commit),
            (self.workflow, sealwright::Expectations::workflow),
            (self.repository_id, sealwright::Expectations::repository_id),
            (self.owner_id, sealwright::Expectations::owner_id),
            (self.runner, sealwright::Expectations::runner),
            (self.package, sealwright::Expectations::package),
            (self.package_version, sealwright::Expectations::package_version),
        ];
        for (option, apply) in options {
            if let Some(value) = option {
                expected = apply(expected, &value);
            }
        }
        for (name, value) in self.inputs.unwrap_or_default() {
            expected = expected.input(&name, &value);
        }
        for name in self.parameters.unwrap_or_default() {
            expected = expected.parameter(&name);
        }
        if let Some(level) = self.level {
            expected = expected.level(small("the level", level)?);
        }
        Ok(match self.builders {
            Some(builders) => expected.builders(builders.0.clone()),
            None => expected,
        })
    }
}

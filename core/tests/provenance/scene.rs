//! A build of a GitHub workflow and its provenance, and what somebody expects of it.

use std::sync::OnceLock;

use sealwright::local::{Authority, BASE_TIME, Recipe};
use sealwright::{
    Artifact, Code, Content, Expectations, Provenance, Refusal, Status, TrustRoot, UnixTime, Verified, Verifier,
};
use serde_json::{Value, json};

pub(crate) const ISSUER: &str = "https://token.actions.githubusercontent.com";
pub(crate) const REPOSITORY: &str = "https://github.com/octo/app";
pub(crate) const WORKFLOW: &str = "https://github.com/octo/app/.github/workflows/release.yml";
pub(crate) const TAG: &str = "refs/tags/v1.2.3";
pub(crate) const COMMIT: &str = "1234567890123456789012345678901234567890";
pub(crate) const BUILD_TYPE: &str = "https://actions.github.io/buildtypes/workflow/v1";
const PROVENANCE: &str = "https://slsa.dev/provenance/v1";

/// A build, as its certificate and its provenance say; each may be changed.
pub(crate) struct Build {
    pub(crate) predicate: Value,
    pub(crate) predicate_type: String,
    pub(crate) signer: String,
    pub(crate) issuer: String,
    /// Claims of the certificate: the last arc of the identifier, and what it says.
    pub(crate) claims: Vec<(u8, String)>,
    pub(crate) subject: String,
}

impl Build {
    /// Everything as GitHub writes it.
    pub(crate) fn new() -> Self {
        let signer = format!("{WORKFLOW}@{TAG}");
        let run = format!("{REPOSITORY}/actions/runs/77/attempts/1");
        let predicate = json!({
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "externalParameters": { "workflow": {
                    "ref": TAG, "repository": REPOSITORY, "path": ".github/workflows/release.yml",
                } },
                "internalParameters": { "github": {
                    "event_name": "push", "repository_id": "11", "repository_owner_id": "22",
                    "runner_environment": "github-hosted",
                } },
                "resolvedDependencies": [
                    { "uri": format!("git+{REPOSITORY}@{TAG}"), "digest": { "gitCommit": COMMIT } },
                ],
            },
            "runDetails": { "builder": { "id": signer }, "metadata": { "invocationId": run } },
        });
        let claims = [
            (11, "github-hosted"),
            (12, REPOSITORY),
            (13, COMMIT),
            (14, TAG),
            (15, "11"),
            (17, "22"),
            (18, &format!("{WORKFLOW}@{TAG}")),
            (20, "push"),
            (21, &run),
        ];
        let claims = claims.into_iter().map(|(arc, text)| (arc, text.to_owned())).collect();
        let (predicate_type, issuer) = (PROVENANCE.to_owned(), ISSUER.to_owned());
        Self { predicate, predicate_type, signer, issuer, claims, subject: "app.tar.gz".to_owned() }
    }

    /// The same, with another value at a place of the predicate.
    pub(crate) fn with(mut self, pointer: &str, value: impl Into<Value>) -> Self {
        if let Some(place) = self.predicate.pointer_mut(pointer) {
            *place = value.into();
            return self;
        }
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        self.predicate.pointer_mut(parent).unwrap()[name] = value.into();
        self
    }

    /// The same, without what stands there.
    pub(crate) fn without(mut self, pointer: &str) -> Self {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        self.predicate.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
        self
    }

    /// The same, with another claim in the certificate.
    pub(crate) fn claim(mut self, arc: u8, text: &str) -> Self {
        self.claims.retain(|(known, _)| *known != arc);
        self.claims.push((arc, text.to_owned()));
        self
    }

    /// The same, signed by somebody else who is also whom the provenance names.
    pub(crate) fn built_by(mut self, signer: &str) -> Self {
        signer.clone_into(&mut self.signer);
        self.with("/runDetails/builder/id", signer)
    }

    pub(crate) fn judge(&self, expected: &Expectations) -> Result<Verified<Provenance>, Refusal> {
        expected.check(&self.verified(expected))
    }

    /// The signature is right, whatever it says.
    pub(crate) fn verified(&self, expected: &Expectations) -> Verified<Content> {
        let bundle = self.bundle();
        verifier().verify_json(&artifact(), bundle.as_bytes(), &expected.policy(), now()).unwrap()
    }

    /// The bundle, as JSON.
    pub(crate) fn bundle(&self) -> String {
        let recipe = Recipe::statement("the artifact")
            .identity(sealwright::local::San::Uri(self.signer.clone()))
            .issuer(&self.issuer)
            .predicate(&self.predicate_type, self.predicate.clone());
        let recipe = self.claims.iter().fold(recipe, |recipe, (arc, text)| recipe.claim(*arc, text));
        let digest = sealwright::DigestAlgorithm::Sha256.digest(b"the artifact");
        let recipe = recipe.subjects([(self.subject.clone(), vec![digest])]);
        authority().make(&recipe).unwrap().json().to_owned()
    }
}

/// What was built.
pub(crate) fn artifact() -> Artifact {
    Artifact::from_bytes(*b"the artifact")
}

/// A day later.
pub(crate) fn now() -> UnixTime {
    UnixTime::from_secs(BASE_TIME.secs() + 86_400)
}

/// It trusts the authority of all builds.
pub(crate) fn verifier() -> &'static Verifier {
    static VERIFIER: OnceLock<Verifier> = OnceLock::new();
    VERIFIER.get_or_init(|| {
        let made = authority().make(&Recipe::statement("the artifact")).unwrap();
        Verifier::new(&TrustRoot::from_json(made.trusted_root().as_bytes()).unwrap()).unwrap()
    })
}

fn authority() -> &'static Authority {
    static AUTHORITY: OnceLock<Authority> = OnceLock::new();
    AUTHORITY.get_or_init(|| Authority::new().unwrap())
}

pub(crate) fn expected() -> Expectations {
    Expectations::new(REPOSITORY)
}

/// The codes of all checks that failed, each once.
pub(crate) fn failed<T>(verdict: &Result<Verified<T>, Refusal>) -> Vec<Code> {
    let Err(refusal) = verdict else { return Vec::new() };
    assert!(refusal.failures().iter().all(|check| check.hint.is_some()), "{refusal:?}");
    let failures = refusal.checks().iter().filter(|check| check.status == Status::Fail);
    let mut codes: Vec<_> = failures.map(|check| check.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

//! Making a bundle and judging it.

use std::sync::OnceLock;

use sealwright::local::{Authority, BASE_TIME, Made, Recipe};
use sealwright::{Artifact, Bundle, Code, Identity, Policy, Refusal, Status, TrustRoot, UnixTime, Verifier};

/// A day after everything that a recipe makes.
pub(crate) const NOW: UnixTime = UnixTime::from_secs(BASE_TIME.secs() + 86_400);

pub(crate) fn authority() -> &'static Authority {
    static AUTHORITY: OnceLock<Authority> = OnceLock::new();
    AUTHORITY.get_or_init(|| Authority::new().unwrap())
}

pub(crate) fn make(recipe: &Recipe) -> Made {
    authority().make(recipe).unwrap()
}

/// Whom a recipe's bundle is signed by, unless it says otherwise.
pub(crate) fn usual_policy(made: &Made) -> Policy {
    if made.certificate().is_none() {
        return Policy::key(made.public_key().clone());
    }
    Policy::signed_by(Identity::exact("signer@example.com", "https://accounts.example.com")).unwrap()
}

pub(crate) fn judge_with(made: &Made, policy: &Policy, now: UnixTime) -> Result<(), Refusal> {
    judge_artifact(made, &Artifact::from_bytes(made.artifact()), policy, now)
}

pub(crate) fn judge_artifact(made: &Made, artifact: &Artifact, policy: &Policy, now: UnixTime) -> Result<(), Refusal> {
    let trust = TrustRoot::from_json(made.trusted_root().as_bytes()).unwrap();
    let verifier = Verifier::new(&trust).unwrap();
    let alone = verifier.verify_json(artifact, made.json().as_bytes(), policy, now).map(drop);
    // The parsed bundle gets the same verdict as its text.
    if let Ok(bundle) = Bundle::from_json(made.json().as_bytes()) {
        let parsed = verifier.verify(artifact, &bundle, policy, now);
        assert_eq!(parsed.map(drop).map_err(|r| r.code()), alone.clone().map_err(|r| r.code()));
    }
    alone
}

pub(crate) fn judge(recipe: &Recipe) -> Result<(), Refusal> {
    let made = make(recipe);
    judge_with(&made, &usual_policy(&made), NOW)
}

/// The codes of all checks that failed, each once.
pub(crate) fn failed(verdict: &Result<(), Refusal>) -> Vec<Code> {
    let Err(refusal) = verdict else { return Vec::new() };
    let failures = refusal.checks().iter().filter(|check| check.status == Status::Fail);
    let mut codes: Vec<_> = failures.map(|check| check.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

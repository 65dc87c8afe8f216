//! The clients on this side of the workspace, for the side-by-side run: `runner sealwright|sigstore-verify CASES.json`.

use std::path::PathBuf;

use sealwright_benches::runner::{Client, Failure, Trial, serve};
use sealwright_benches::{Case, Group, Ours, Peer};

fn main() -> Result<(), Failure> {
    match std::env::args().nth(1).as_deref() {
        Some("sealwright") => serve::<Sealwright>("sealwright", env!("CARGO_PKG_VERSION")),
        Some("sigstore-verify") => serve::<SigstoreVerify>("sigstore-verify", "0.15.1"),
        _ => Err("usage: runner sealwright|sigstore-verify CASES.json".into()),
    }
}

struct Sealwright(Ours<'static>);

impl Client for Sealwright {
    fn ready(trial: &Trial) -> Result<Self, Failure> {
        Ours::new(case(trial)).map(Self)
    }

    fn verify(&self) -> Result<(), Failure> {
        self.0.verify()
    }
}

struct SigstoreVerify(Peer<'static>);

impl Client for SigstoreVerify {
    fn ready(trial: &Trial) -> Result<Self, Failure> {
        Peer::new(case(trial)).map(Self)
    }

    fn verify(&self) -> Result<(), Failure> {
        self.0.verify()
    }
}

/// Kept for as long as the program runs: a few dozen of them.
fn case(trial: &Trial) -> &'static Case {
    let trial = trial.clone();
    Box::leak(Box::new(Case {
        name: "a trial",
        group: Group::Plain,
        path: PathBuf::new(),
        bundle: trial.bundle,
        digest: format!("{}:{}", trial.algorithm, trial.digest),
        root: trial.root,
        identity: trial.identity,
        issuer: trial.issuer,
    }))
}

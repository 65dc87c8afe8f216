//! One verification by the core alone, for `benches/overhead.py` to compare with: nanoseconds, the best of many rounds.
//!
//! `cargo bench -p sealwright-python --bench core -- ARTIFACT BUNDLE IDENTITY ISSUER`

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use sealwright::{Artifact, Identity, Policy, TrustRoot, UnixTime, Verifier};

const ROUNDS: usize = 3_000;
// Short rounds: on a busy machine too, some of them are not interrupted.
const EACH: u32 = 1;

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let [artifact, bundle, identity, issuer] = args.as_slice() else {
        writeln!(std::io::stderr(), "core ARTIFACT BUNDLE IDENTITY ISSUER")?;
        return Ok(ExitCode::from(2));
    };
    let verifier = Verifier::new(&TrustRoot::sigstore()?)?;
    let policy = Policy::signed_by(Identity::exact(identity, issuer))?;
    let (artifact, bundle) = (Artifact::from_path(artifact)?, std::fs::read(bundle)?);
    let now = UnixTime::from_secs(1_795_262_400);
    let mut best = u128::MAX;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        for _ in 0..EACH {
            let _verdict = verifier.verify_json(&artifact, &bundle, &policy, now)?;
        }
        best = best.min(begun.elapsed().as_nanos() / u128::from(EACH));
    }
    writeln!(std::io::stdout(), "{best}")?;
    Ok(ExitCode::SUCCESS)
}

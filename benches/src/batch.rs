//! `verify_all` over the real production bundles that need one P-384 and four P-256 signatures each.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::time::Duration;

use sealwright::{Cancel, Job, Policy, TrustRoot, UnixTime, Verifier};
use serde_json::Value;

use crate::clock::{Clock, least};
use crate::{Case, Floor, Result, ours, production_root};

/// How often every bundle stands in a batch.
const REPEATED: usize = 64;

/// What a batch costs for each bundle.
#[derive(Debug)]
pub struct Batch {
    /// The signatures of a bundle, on average.
    pub floor: Duration,
    /// Every checkpoint was verified before, no certificate was.
    pub checkpoint_seen: Duration,
    /// Certificates and checkpoints were verified before.
    pub certificate_seen: Duration,
    /// By the wall clock, on one thread and on two.
    pub threads: [Duration; 2],
}

struct Member {
    case: Case,
    policy: Policy,
    floor: Floor,
    /// The bundle with another's certificate: refused, but it leaves its checkpoint in the cache, and nothing else of this bundle.
    spliced: Vec<u8>,
}

impl Batch {
    /// Measures it.
    pub fn measure(rounds: u32) -> Result<Self> {
        let members = members()?;
        let root = TrustRoot::from_json(&production_root()?)?;
        let now = ours::now()?;
        let size = u32::try_from(members.len())?;
        let many = size * u32::try_from(REPEATED)?;

        let floor = least(rounds, Clock::Thread, || members.iter().try_for_each(|member| member.floor.verify()))?;
        let mut checkpoint_seen = Duration::MAX;
        for _ in 0..rounds {
            let verifier = Verifier::new(&root)?;
            expect(0, verify(&verifier, &members, |member| &member.spliced, 1, 1, now)?)?;
            let all = members.len();
            let once = || expect(all, verify(&verifier, &members, |member| &member.case.bundle, 1, 1, now)?);
            checkpoint_seen = checkpoint_seen.min(least(1, Clock::Process, once)?);
        }
        let warm = Verifier::new(&root)?;
        let repeated = |threads| {
            let verified = verify(&warm, &members, |member| &member.case.bundle, REPEATED, threads, now)?;
            expect(members.len() * REPEATED, verified)
        };
        repeated(1)?;
        let certificate_seen = least(rounds, Clock::Process, || repeated(1))?;
        let mut threads = [Duration::MAX; 2];
        for _ in 0..rounds {
            for (count, taken) in (1..).zip(&mut threads) {
                *taken = (*taken).min(least(1, Clock::Wall, || repeated(count))?);
            }
        }
        Ok(Self {
            floor: floor / size,
            checkpoint_seen: checkpoint_seen / size,
            certificate_seen: certificate_seen / many,
            threads: threads.map(|taken| taken / many),
        })
    }
}

/// How many of the jobs were verified.
fn verify(
    verifier: &Verifier,
    members: &[Member],
    bundle: fn(&Member) -> &Vec<u8>,
    repeated: usize,
    threads: usize,
    now: UnixTime,
) -> Result<usize> {
    let artifacts = members.iter().map(|member| ours::artifact(&member.case)).collect::<Result<Vec<_>>>()?;
    let jobs = members.iter().zip(&artifacts).cycle().take(members.len() * repeated);
    let jobs = jobs.map(|(member, artifact)| Job {
        artifact: artifact.clone(),
        bundle: bundle(member),
        policy: &member.policy,
    });
    let threads = NonZeroUsize::new(threads).ok_or("no threads")?;
    let mut verified = 0;
    verifier.verify_all(jobs, threads, now, &Cancel::new(), |_, outcome| {
        verified += usize::from(outcome.is_ok());
        ControlFlow::Continue(())
    });
    Ok(verified)
}

fn expect(expected: usize, verified: usize) -> Result<()> {
    if expected == verified {
        return Ok(());
    }
    Err(format!("{verified} of a batch were verified, {expected} should be").into())
}

/// The production bundles without a timestamp, each with a splice of it.
fn members() -> Result<Vec<Member>> {
    const SIGNATURES: &str = "1 P-384 + 4 P-256";
    let root = production_root()?;
    let mut cases = Case::all()?;
    let stranger = certificate(&mut json(&cases, "message v0.3 with TSA")?)?.clone();
    cases.retain(|case| case.root == root);
    let mut members = Vec::new();
    for case in cases {
        let floor = Floor::new(&case)?;
        if floor.to_string() == SIGNATURES {
            let mut spliced: Value = serde_json::from_slice(&case.bundle)?;
            *certificate(&mut spliced)? = stranger.clone();
            let spliced = serde_json::to_vec(&spliced)?;
            members.push(Member { policy: ours::policy(&case)?, floor, spliced, case });
        }
    }
    Ok(members)
}

fn json(cases: &[Case], name: &str) -> Result<Value> {
    let case = cases.iter().find(|case| case.name == name).ok_or("no case of that name")?;
    Ok(serde_json::from_slice(&case.bundle)?)
}

fn certificate(bundle: &mut Value) -> Result<&mut Value> {
    let single = "/verificationMaterial/certificate/rawBytes";
    let chain = "/verificationMaterial/x509CertificateChain/certificates/0/rawBytes";
    let pointer = if bundle.pointer(single).is_some() { single } else { chain };
    bundle.pointer_mut(pointer).ok_or_else(|| "a bundle without a certificate".into())
}

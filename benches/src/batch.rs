//! `verify_all` over bundles of a local authority, each with its own certificate and checkpoint: real ones are too few to
//! hide what starting a thread costs.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::time::Duration;

use sealwright::local::{Authority, Made, Recipe};
use sealwright::{Artifact, Cancel, DigestAlgorithm, Identity, Job, JobBundle, Policy, TrustRoot, UnixTime, Verifier};

use crate::clock::{Clock, least};
use crate::signature::hex;
use crate::{Case, Floor, Group, Result, ours};

/// Bundles in a batch.
const BUNDLES: usize = 64;

/// How often every bundle stands in the batches of bundles that were seen before.
const REPEATED: usize = 8;

const SIGNATURES: &str = "1 P-384 + 4 P-256";

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
    bundle: Vec<u8>,
    artifact: Artifact,
    floor: Floor,
    /// The bundle with another's certificate: refused, but it leaves its checkpoint in the cache, and nothing else of this bundle.
    spliced: Vec<u8>,
}

impl Batch {
    /// Measures it.
    pub fn measure(rounds: u32) -> Result<Self> {
        let authority = Authority::new()?;
        let members = members(&authority)?;
        let root = TrustRoot::from_json(authority.trusted_root_json()?.as_bytes())?;
        let policy = Policy::signed_by(Identity::exact("signer@example.com", "https://accounts.example.com"))?;
        let run = Run { members: &members, policy: &policy, now: ours::now()? };
        let size = u32::try_from(members.len())?;
        let many = size * u32::try_from(REPEATED)?;

        let floor = least(rounds, Clock::Thread, || members.iter().try_for_each(|member| member.floor.verify()))?;
        let mut checkpoint_seen = Duration::MAX;
        for _ in 0..rounds {
            let verifier = Verifier::new(&root)?;
            expect(0, run.verify(&verifier, |member| &member.spliced, 1, 1)?)?;
            let all = members.len();
            let once = || expect(all, run.verify(&verifier, |member| &member.bundle, 1, 1)?);
            checkpoint_seen = checkpoint_seen.min(least(1, Clock::Process, once)?);
        }
        let warm = Verifier::new(&root)?;
        let repeated = |threads| {
            let verified = run.verify(&warm, |member| &member.bundle, REPEATED, threads)?;
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

struct Run<'m> {
    members: &'m [Member],
    policy: &'m Policy,
    now: UnixTime,
}

impl Run<'_> {
    /// How many of the jobs were verified.
    fn verify(
        &self,
        verifier: &Verifier,
        bundle: fn(&Member) -> &Vec<u8>,
        repeated: usize,
        threads: usize,
    ) -> Result<usize> {
        let jobs = self.members.iter().cycle().take(self.members.len() * repeated).map(|member| Job {
            artifact: member.artifact.clone(),
            bundle: JobBundle::Json(bundle(member)),
            policy: self.policy,
        });
        let threads = NonZeroUsize::new(threads).ok_or("no threads")?;
        let mut verified = 0;
        verifier.verify_all(jobs, threads, self.now, &Cancel::new(), |_, outcome| {
            verified += usize::from(outcome.is_ok());
            ControlFlow::Continue(())
        });
        Ok(verified)
    }
}

fn expect(expected: usize, verified: usize) -> Result<()> {
    if expected == verified {
        return Ok(());
    }
    Err(format!("{verified} of a batch were verified, {expected} should be").into())
}

/// Bundles with a promise and a proof, each with a splice of it.
fn members(authority: &Authority) -> Result<Vec<Member>> {
    let root = authority.trusted_root_json()?.into_bytes();
    let mut stranger = authority.make(&Recipe::message("a stranger's"))?;
    let stranger = certificate(&mut stranger)?.clone();
    (0..BUNDLES).map(|number| member(authority, &root, &stranger, number)).collect()
}

fn member(authority: &Authority, root: &[u8], stranger: &serde_json::Value, number: usize) -> Result<Member> {
    let mut made = authority.make(&Recipe::message(format!("artifact {number}")))?;
    let bundle = made.json().into_bytes();
    let digest = DigestAlgorithm::Sha256.digest(made.artifact());
    let case = Case {
        name: "a batch",
        group: Group::Plain,
        path: std::path::PathBuf::new(),
        bundle: bundle.clone(),
        digest: format!("sha256:{}", hex(digest.as_bytes())),
        root: root.to_vec(),
        identity: String::new(),
        issuer: String::new(),
    };
    let floor = Floor::new(&case)?;
    if floor.to_string() != SIGNATURES {
        return Err(format!("a bundle of the batch needs {floor}").into());
    }
    *certificate(&mut made)? = stranger.clone();
    Ok(Member { bundle, artifact: Artifact::from_digest(digest), floor, spliced: made.json().into_bytes() })
}

fn certificate(made: &mut Made) -> Result<&mut serde_json::Value> {
    let certificate = made.bundle_mut().pointer_mut("/verificationMaterial/certificate/rawBytes");
    certificate.ok_or_else(|| "a bundle without a certificate".into())
}

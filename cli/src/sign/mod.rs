//! `sealwright sign`: a bundle beside each artifact.

mod browser;
mod conformance;
mod login;
mod signing;
mod token;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use sealwright::sign::Signer;
use sealwright::{Artifact, DigestAlgorithms, escape};
use serde_json::json;

use crate::args::SignArgs;
use crate::exit::{Exit, Failure};
use crate::provenance::replace;
use crate::streams::Streams;
pub(crate) use conformance::sign_bundle;
pub(crate) use signing::{failed, signer};

/// Artifacts, each with the file that gets its bundle.
struct Job<'a> {
    artifact: &'a str,
    bundle: PathBuf,
}

pub(crate) fn sign(args: &SignArgs, streams: &mut Streams<'_>) -> Result<Exit, Failure> {
    let jobs = jobs(args)?;
    let signer = signer(&args.signing, streams)?;
    let mut failed = None;
    let mut done = 0;
    each(
        &jobs,
        usize::from(args.jobs),
        |job| one(&signer, job),
        |job, outcome| {
            match outcome {
                Ok(()) => {
                    done += 1;
                    say(job, args.json, streams)
                }
                // What fails for one artifact keeps no other from being signed.
                Err(failure) => {
                    failed = failed.or(Some(failure.of(job.artifact).show(streams)));
                    Ok(())
                }
            }
        },
    )?;
    if failed.is_some() && jobs.len() > 1 {
        writeln!(streams.err, "{done} of {} artifacts are signed", jobs.len())?;
    }
    Ok(failed.unwrap_or(Exit::Done))
}

fn jobs(args: &SignArgs) -> Result<Vec<Job<'_>>, Failure> {
    if let (Some(bundle), [artifact]) = (&args.bundle, args.artifacts.as_slice()) {
        return Ok(vec![Job { artifact, bundle: bundle.clone() }]);
    }
    if args.bundle.is_some() {
        return Err(
            Failure::usage("--bundle is for one artifact").help("of several, each bundle lies beside its artifact")
        );
    }
    let beside = |artifact: &String| PathBuf::from(format!("{artifact}.sigstore.json"));
    Ok(args.artifacts.iter().map(|artifact| Job { artifact, bundle: beside(artifact) }).collect())
}

fn one(signer: &Signer, job: &Job<'_>) -> Result<(), Failure> {
    let bundle = signer.sign(&artifact(Path::new(job.artifact), signer)?).map_err(|error| failed(&error))?;
    save(&job.bundle, &bundle)
}

/// The artifact, hashed as the signer needs it.
fn artifact(path: &Path, signer: &Signer) -> Result<Artifact, Failure> {
    let algorithms = DigestAlgorithms::default().with(signer.digest_algorithm());
    Artifact::from_path_with(path, algorithms).map_err(|error| {
        let failure = Failure::undecided(&error);
        if path.is_dir() { failure.help("sign the files of a release: archive a folder first") } else { failure }
    })
}

/// The bundle is there whole or not at all.
pub(crate) fn save(file: &Path, bundle: &str) -> Result<(), Failure> {
    let cannot = |error| Failure::undecided(format_args!("cannot write {}: {error}", file.display()));
    replace(file, |out| out.write_all(bundle.as_bytes())).map_err(cannot)
}

fn say(job: &Job<'_>, json: bool, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let bundle = job.bundle.display().to_string();
    if json {
        let line = json!({ "schema": "sealwright/signed/v1", "artifact": job.artifact, "bundle": bundle });
        writeln!(streams.out, "{line}")?;
    } else {
        writeln!(streams.out, "signed {}: {}", escape(job.artifact), escape(&bundle))?;
    }
    Ok(())
}

/// Runs `work` on so many threads, and hands over what came of each as soon as it is there.
fn each<J: Sync, T: Send>(
    jobs: &[J],
    threads: usize,
    work: impl Fn(&J) -> T + Sync,
    mut done: impl FnMut(&J, T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads.min(jobs.len()) {
            let (send, next, work) = (send.clone(), &next, &work);
            scope.spawn(move || {
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    // Nobody listens any more once something cannot be said.
                    if send.send((job, work(job))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        receive.iter().try_for_each(|(job, outcome)| done(job, outcome))
    })
}
